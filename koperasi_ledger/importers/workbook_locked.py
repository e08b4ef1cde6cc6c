"""Workbooks with a password (MS-OFFCRYPTO), opened with msoffcrypto-tool.

Mandiri Livin' sends its e-statements so. The password is used and forgotten: it is in no message,
no log and no file.
"""

import io
import re

from koperasi_ledger.importers.workbook_errors import (
    BadWorkbook,
    PasswordNeeded,
    UnknownEncryption,
    WrongPassword,
)
from koperasi_ledger.importers.workbook_ole import OleFile
from koperasi_ledger.importers.workbook_xml import Budget, parse

# Excel hashes a password a hundred thousand times; ten million would take minutes.
MAX_SPINS = 200_000
_AGILE = b"\x04\x00\x04\x00"
_DIGITS = re.compile(r"[0-9]{1,8}")


def opened(data: bytes, password: str | None) -> bytes:
    """The workbook inside; see `workbook.unlocked`. An OLE file without password stays as it is."""
    ole = OleFile(data)
    if ole.has("EncryptedPackage"):
        if not ole.has("EncryptionInfo"):
            raise BadWorkbook("keterangan sandinya hilang")
        _check_effort(ole.read("EncryptionInfo"))
    elif not (ole.has("Workbook") and _has_filepass(ole.read("Workbook"))):
        return data
    if not password:
        raise PasswordNeeded
    return _decrypted(data, password)


def _check_effort(info: bytes) -> None:
    """Refuse what would take minutes to try, or names things Excel does not."""
    if not info.startswith(_AGILE):
        return  # fixed effort: 50,000 times, MS-OFFCRYPTO 2.3.4.7
    spins: list[str] = []

    def start(_: str, given: dict[str, str]) -> None:
        spins.extend(value for key, value in given.items() if key == "spinCount")

    parse(info[8:], Budget(), start, lambda _: None)
    if not spins or any(not _DIGITS.fullmatch(s) or int(s) > MAX_SPINS for s in spins):
        raise UnknownEncryption(f"kunci diulang lebih dari {MAX_SPINS:_} kali".replace("_", "."))


def _has_filepass(stream: bytes) -> bool:
    """Whether an XLS stream has a FILEPASS record (MS-XLS 2.4.117), which stands near the top."""
    at = 0
    for _ in range(20):
        kind, size = stream[at : at + 2], int.from_bytes(stream[at + 2 : at + 4], "little")
        if kind == b"\x2f\x00":
            return True
        at += 4 + size
    return False


def _decrypted(data: bytes, password: str) -> bytes:
    import msoffcrypto  # noqa: PLC0415 - heavy, only for encrypted files
    from msoffcrypto.exceptions import InvalidKeyError  # noqa: PLC0415

    out = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if getattr(office, "format", "") == "ooxml":
            office.load_key(password=password, verify_password=True)
        else:
            office.load_key(password=password)
        office.decrypt(out)
    except InvalidKeyError:
        raise WrongPassword from None
    except Exception:  # noqa: BLE001 - on damaged files it raises whatever it stumbles over
        raise UnknownEncryption("rusak, atau cara lain dari cara Excel") from None
    return out.getvalue()
