"""The parts of an XLSX archive, unpacked only within limits.

A ZIP archive declares its sizes itself; what is declared is judged before anything is unpacked,
and what comes out is counted again while it does (limits: docs on bank formats, "Tests and hostile
input").
"""

import io
import zipfile
import zlib

from koperasi_ledger.importers.errors import ForeignFile
from koperasi_ledger.importers.workbook_errors import BadWorkbook, WorkbookTooLarge, thousands

MAX_UNPACKED = 100 * 1024 * 1024
# The parts that are read; the others (pictures, themes) stay packed.
MAX_READ = 40 * 1024 * 1024
MAX_RATIO = 200
MAX_PARTS = 1_000
# A directory of this size holds a thousand parts with long names.
_MAX_DIRECTORY = 512 * 1024
_CHUNK = 64 * 1024
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SEARCH = 65_557
_DAMAGED = "arsip ZIP di dalamnya rusak atau terpotong"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(ValueError, KeyError, IndexError, OverflowError, MemoryError),
)


class Archive:
    """A ZIP archive whose declared sizes are believable.

    Raises:
        BadWorkbook: it is no whole archive, or uses what Excel does not (encryption, ZIP64).
        WorkbookTooLarge: it declares too much.
    """

    def __init__(self, data: bytes, *, unpacked: int = MAX_UNPACKED, read: int = MAX_READ) -> None:
        self._unpacked, self._read, self._left = unpacked, read, read
        _check_directory(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.casefold(): info for info in self._zip.infolist()}
        except (*_FAULTS, NotImplementedError):
            raise BadWorkbook(_DAMAGED) from None
        self._check_declared()

    def _check_declared(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > MAX_PARTS or len(self._parts) < len(parts):
            raise BadWorkbook("bagiannya terlalu banyak atau bernama sama")
        if sum(part.file_size for part in parts) > self._unpacked:
            raise WorkbookTooLarge(f"isinya lebih dari {thousands(self._unpacked)} byte")
        for part in parts:
            if part.file_size > MAX_RATIO * max(part.compress_size, 1):
                raise WorkbookTooLarge(
                    f"satu bagiannya mengembang lebih dari {MAX_RATIO} kali (bom ZIP)"
                )
            if part.flag_bits & 1 or part.compress_type not in _METHODS:
                raise BadWorkbook("bagiannya bersandi atau dimampatkan dengan cara lain")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name; letter case makes no difference (OPC)."""
        return name.casefold() in self._parts

    def names(self) -> list[str]:
        """The names of all parts."""
        return [part.filename for part in self._zip.infolist()]

    def read(self, name: str) -> bytes:
        """A part, unpacked; what all reads give together is limited.

        Raises:
            BadWorkbook: it is missing or damaged.
            WorkbookTooLarge: more comes out than declared, or than is ever read.
        """
        part = self._parts.get(name.casefold())
        if part is None:
            raise BadWorkbook("salah satu bagiannya tidak ada")
        if part.file_size > self._left:
            raise WorkbookTooLarge(f"isinya lebih dari {thousands(self._read)} byte")
        pieces: list[bytes] = []
        size = 0
        try:
            with self._zip.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    size += len(piece)
                    if size > part.file_size:
                        raise WorkbookTooLarge("isinya lebih besar dari yang disebutnya")
                    pieces.append(piece)
        except (*_FAULTS, NotImplementedError):
            raise BadWorkbook(_DAMAGED) from None
        self._left -= size
        return b"".join(pieces)


def _check_directory(data: bytes) -> None:
    """Refuse before `zipfile` makes an object of every entry of a huge directory."""
    at = data.rfind(_END, max(0, len(data) - _END_SEARCH))
    if at < 0 or len(data) < at + 22:
        raise BadWorkbook(_DAMAGED)
    if _END64 in data[max(0, at - 20) : at]:
        raise BadWorkbook("arsipnya ZIP64, yang tidak dipakai untuk mutasi sebulan")
    if int.from_bytes(data[at + 12 : at + 16], "little") > _MAX_DIRECTORY:
        raise BadWorkbook("daftar isi arsipnya terlalu panjang")


def refuse_other_archives(archive: Archive) -> None:
    """Refuse what is an archive but no XLSX, saying what it is.

    Raises:
        ForeignFile: ODS, XLSB, another office document, or just files packed together.
    """
    if archive.has("[Content_Types].xml") and not archive.has("xl/workbook.bin"):
        return
    if archive.has("xl/workbook.bin"):
        kind, remedy = "buku kerja XLSB", "Buka di Excel dan simpan sebagai XLSX."
    elif archive.has("content.xml") and archive.has("mimetype"):
        kind, remedy = "dokumen LibreOffice (ODS)", "Impor file asli yang diunduh dari bank."
    else:
        kind = "arsip ZIP, bukan buku kerja Excel"
        remedy = "Keluarkan dahulu isi arsip itu, lalu impor file mutasi di dalamnya."
    raise ForeignFile(kind, remedy)
