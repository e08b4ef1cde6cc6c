"""Workbooks: bytes of XLSX or XLS in, sheets of rows of text out, everything bounded beforehand.

    sheets = sheets_of(data)
    for row in sheets[0].rows:
        row.number, row.cells      # 3, ("1", "01 Sep 2026", "", "50.123,00")

Rows and cells are those of CSV files (`text.Row`), so that a layout is read the same way from
both. Nothing is trusted: not the sizes that a ZIP archive declares, not the dimension that a sheet
claims, not its XML. What cannot be a statement is refused before it costs memory or time; see
docs/decisions/0018.
"""

from functools import lru_cache

from koperasi_ledger.importers.errors import ForeignFile, StatementRefusal
from koperasi_ledger.importers.workbook_cells import Moment, Number, Sheet

__all__ = ["Moment", "Number", "Sheet", "is_workbook", "sheets_if_any", "sheets_of", "unlocked"]

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """Whether the first bytes are those of XLSX or XLS (or of another archive of their kind)."""
    return data.startswith((*ZIP_MAGIC, OLE_MAGIC))


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook in its order, hidden ones too; empty sheets are left out.

    Args:
        data: a whole file that `is_workbook`, already without password (`unlocked`).

    Raises:
        WorkbookTooLarge, TooManyRows, TooManyColumns, FieldTooLong: beyond the limits.
        FormulaCell: a cell is calculated.
        PasswordNeeded: it is still encrypted.
        ForeignFile: an archive of something else.
        BadWorkbook: anything damaged.
    """
    found = _opened(data)
    if isinstance(found, StatementRefusal):
        # A new one for every caller: the file's name is put into it.
        raise _again(found)
    return found


def sheets_if_any(data: bytes) -> tuple[Sheet, ...]:
    """The sheets, or none when the data are no workbook that can be read; never raises."""
    if not is_workbook(data):
        return ()
    found = _opened(data)
    return () if isinstance(found, StatementRefusal) else found


def unlocked(data: bytes, password: str | None) -> bytes:
    """The workbook without its password; anything else as it is.

    Raises:
        PasswordNeeded, WrongPassword, UnknownEncryption, BadWorkbook: it stays locked.
    """
    if not data.startswith(OLE_MAGIC):
        return data
    from koperasi_ledger.importers.workbook_locked import opened  # noqa: PLC0415 - seldom needed

    return opened(data, password)


# Every reader that could claim a workbook asks for its sheets: they are read once.
@lru_cache(maxsize=1)
def _opened(data: bytes) -> tuple[Sheet, ...] | StatementRefusal:
    try:
        if data.startswith(OLE_MAGIC):
            from koperasi_ledger.importers.workbook_xls import read_xls  # noqa: PLC0415 - heavy

            return read_xls(data)
        if data.startswith(ZIP_MAGIC):
            from koperasi_ledger.importers.workbook_xlsx import read_xlsx  # noqa: PLC0415 - heavy

            return read_xlsx(data)
    except StatementRefusal as refusal:
        return refusal.with_traceback(None)
    return ForeignFile("bukan buku kerja Excel", "Pilih file mutasi yang diunduh dari bank.")


def _again(refusal: StatementRefusal) -> StatementRefusal:
    twin = StatementRefusal.__new__(type(refusal))
    StatementRefusal.__init__(twin, refusal.what, row=refusal.row, remedy=refusal.remedy)
    return twin
