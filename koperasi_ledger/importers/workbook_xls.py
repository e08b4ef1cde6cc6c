"""XLS: Excel 97-2003 (MS-XLS, BIFF8 in an OLE file), read with xlrd after its records were counted.

xlrd evaluates defined names and reads whatever a record says; so the stream is walked first, what
is not a cell, a text or a date format is blanked out, and the rest is counted against the limits.
"""

import io
import struct
from typing import Any

from koperasi_ledger.importers.errors import (
    FieldTooLong,
    ForeignFile,
    TooManyColumns,
    TooManyRows,
)
from koperasi_ledger.importers.text import CONTROL, MAX_COLUMNS, MAX_FIELD, MAX_ROWS, Row
from koperasi_ledger.importers.workbook_cells import Sheet, moment, number
from koperasi_ledger.importers.workbook_errors import (
    BadWorkbook,
    FormulaCell,
    PasswordNeeded,
    WorkbookTooLarge,
    thousands,
)
from koperasi_ledger.importers.workbook_ole import OleFile

MAX_CELLS = 200_000
MAX_SHEETS = 50
_BIFF8 = 0x0600
_BOF, _EOF, _FILEPASS, _BOUNDSHEET = 0x0809, 0x000A, 0x002F, 0x0085
_FORMULAS = (0x0006, 0x0206, 0x0406)
# LABELSST, LABEL, RSTRING, NUMBER, RK, BOOLERR; MULRK holds several.
_CELLS = (0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x0205)
_MULRK = 0x00BD
# CODEPAGE, DATEMODE, FORMAT, XF, SST, CONTINUE, STRING, DIMENSIONS.
_NEEDED = (0x0042, 0x0022, 0x041E, 0x00E0, 0x00FC, 0x003C, 0x0207, 0x0200)
_KEPT = frozenset({_BOF, _EOF, _BOUNDSHEET, _MULRK, *_CELLS, *_NEEDED})
# A record type that nothing uses; xlrd passes over it.
_BLANK = struct.pack("<H", 0x0FFF)
_DAMAGED = "isinya rusak atau terpotong"


def read_xls(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of an XLS file; see `workbook.sheets_of`."""
    ole = OleFile(data)
    if ole.has("EncryptedPackage"):
        raise PasswordNeeded
    if not ole.has("Workbook"):
        raise ForeignFile(
            "dokumen Office lama, bukan buku kerja Excel 97-2003",
            "Di internet banking, unduh mutasi rekening sebagai CSV atau XLSX.",
        )
    return _read(_vetted(ole.read("Workbook")))


def _vetted(stream: bytes) -> bytes:
    """The stream with only the records that values need, if there are not too many of them.

    Raises:
        PasswordNeeded, FormulaCell, TooManyRows, TooManyColumns, WorkbookTooLarge, BadWorkbook:
            see `workbook.sheets_of`.
    """
    kept = bytearray(stream)
    at = cells = sheets = depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if kind == 0 and depth <= 0:
            break  # the padding after the last sheet
        _check_record(stream, body, size, kind)
        depth += (kind == _BOF) - (kind == _EOF)
        sheets += kind == _BOUNDSHEET
        if kind in _CELLS or kind == _MULRK or kind in _FORMULAS:
            cells += _check_cell(stream, body, size, kind)
        if kind not in _KEPT:
            kept[at : at + 2] = _BLANK
        if cells > MAX_CELLS or sheets > MAX_SHEETS:
            raise WorkbookTooLarge(f"lebih dari {thousands(MAX_CELLS)} sel atau 50 lembar")
        at = body + size
    return bytes(kept)


def _check_record(stream: bytes, body: int, size: int, kind: int) -> None:
    if body + size > len(stream):
        raise BadWorkbook(_DAMAGED)
    if kind == _FILEPASS:
        raise PasswordNeeded
    if kind == _BOF and (size < 4 or struct.unpack_from("<H", stream, body)[0] != _BIFF8):
        raise BadWorkbook("dibuat oleh Excel sebelum Excel 97")


def _check_cell(stream: bytes, body: int, size: int, kind: int) -> int:
    """How many cells a record holds, all within the limits."""
    if size < 6:
        raise BadWorkbook(_DAMAGED)
    row, column = struct.unpack_from("<HH", stream, body)
    if kind in _FORMULAS:
        raise FormulaCell(row + 1, "(XLS)")
    count = (size - 6) // 6 if kind == _MULRK else 1
    if row >= MAX_ROWS:
        raise TooManyRows(row + 1, MAX_ROWS)
    if column + count > MAX_COLUMNS:
        raise TooManyColumns(row + 1, column + count, MAX_COLUMNS)
    return count


def _read(stream: bytes) -> tuple[Sheet, ...]:
    import xlrd  # noqa: PLC0415 - heavy, only for XLS

    try:
        book = xlrd.open_workbook(
            file_contents=stream, logfile=io.StringIO(), on_demand=True, ragged_rows=True
        )
        late_epoch = book.datemode == 1
        sheets = [(book.sheet_by_index(at), name) for at, name in enumerate(book.sheet_names())]
        found = [Sheet(name, _rows(sheet, late_epoch), late_epoch) for sheet, name in sheets]
    except (FieldTooLong, BadWorkbook):
        raise
    except Exception:  # noqa: BLE001 - on damaged records xlrd raises whatever it stumbles over
        raise BadWorkbook(_DAMAGED) from None
    return tuple(sheet for sheet in found if sheet.rows)


def _rows(sheet: Any, late_epoch: bool) -> tuple[Row, ...]:  # noqa: ANN401, FBT001 - xlrd has no types
    rows = []
    for at in range(sheet.nrows):
        kinds, values = sheet.row_types(at), sheet.row_values(at)
        # Merged pages are mostly empty cells, whose kinds are 0 and 6.
        cells = tuple(
            _text(kind, value, at + 1, late_epoch) if kind and kind != 6 else ""
            for kind, value in zip(kinds, values, strict=True)
        )
        if any(cells) and any(cell.strip() for cell in cells):
            rows.append(Row(at + 1, cells))
    return tuple(rows)


def _text(kind: int, value: Any, row: int, late_epoch: bool) -> str:  # noqa: ANN401, FBT001
    """A cell as text, `Number` or `Moment`; xlrd's kinds are 0 to 6."""
    if kind in (2, 3):
        # The double of the file, exactly; `number` keeps the 15 digits that Excel means.
        stored = repr(value)
        exact = number(stored)
        if exact is None:
            raise BadWorkbook(f"sel di baris {row} bukan angka yang sah")
        return (moment(stored, late_epoch=late_epoch) or exact) if kind == 3 else exact
    if kind == 4:
        return "TRUE" if value else "FALSE"
    if kind == 5:
        return "#N/A"
    text = str(value)
    if len(text) > MAX_FIELD:
        raise FieldTooLong(row, MAX_FIELD)
    if CONTROL.search(text):
        raise BadWorkbook(f"ada karakter kendali di baris {row}")
    return text
