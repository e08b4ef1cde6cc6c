"""OLE files (MS-CFB): the container of XLS and of every encrypted workbook, read with olefile."""

import io

from koperasi_ledger.importers.workbook_errors import BadWorkbook

_DAMAGED = "wadah OLE-nya rusak atau terpotong"
# MS-CFB 2.2: sectors are of 512 or 4096 bytes, short ones of 64; nothing else is ever written.
_SECTORS, _SHORT = (9, 12), 6


class OleFile:
    """The streams of an OLE file.

    Raises:
        BadWorkbook: it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        import olefile  # noqa: PLC0415 - heavy, only for OLE files

        shifts = (int.from_bytes(data[30:32], "little"), int.from_bytes(data[32:34], "little"))
        if len(data) < 1536 or shifts[0] not in _SECTORS or shifts[1] != _SHORT:
            raise BadWorkbook(_DAMAGED)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
        except Exception:  # noqa: BLE001 - olefile raises whatever it stumbles over
            raise BadWorkbook(_DAMAGED) from None

    def has(self, name: str) -> bool:
        """Whether there is a stream of this name at the top."""
        try:
            return bool(self._ole.exists(name)) and self._ole.get_type(name) == 2
        except Exception:  # noqa: BLE001 - see above
            raise BadWorkbook(_DAMAGED) from None

    def read(self, name: str) -> bytes:
        """A whole stream."""
        try:
            with self._ole.openstream(name) as stream:
                return bytes(stream.read())
        except Exception:  # noqa: BLE001 - see above
            raise BadWorkbook(_DAMAGED) from None
