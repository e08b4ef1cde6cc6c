"""Tables as CSV and XLSX, in which no cell ever begins a formula.

A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
line break) gets an apostrophe before it, in both kinds of file, since an XLSX may be saved as CSV
by whoever opens it (OWASP, "CSV injection"; reference on banks, hostile input). Amounts in XLSX are
numbers; where a spreadsheet could not hold one exactly, it stays text.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.reports.view import Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Binary floating point of a spreadsheet holds every amount of so many digits exactly enough to
# show it with two decimals.
_EXACT_DIGITS = 15
_LONGEST_NAME = 31
_REFUSED_IN_NAMES = "[]:*?/\\'"
# The same table gives the same bytes whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Sheet(NamedTuple):
    """One table: its name (the tab of an XLSX), the heads of its columns, and its rows."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def safe_text(text: str) -> str:
    """The text as a cell may hold it: what would begin a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_bytes(sheet: Sheet) -> bytes:
    """The table as CSV: UTF-8 with a BOM (or Excel takes it for another), comma, CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_text(head) for head in sheet.heads])
    for row in sheet.rows:
        writer.writerow([_plain(cell) for cell in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """The tables as a workbook, one a sheet; the same tables give the same bytes."""
    import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _CREATED})
        formats = {
            "head": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "amount": book.add_format({"num_format": "#,##0.##"}),
        }
        names: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(_tab(sheet.name, names))
            widths = [len(head) for head in sheet.heads]
            for column, head in enumerate(sheet.heads):
                page.write_string(0, column, safe_text(head), formats["head"])
            for place, row in enumerate(sheet.rows, 1):
                for column, cell in enumerate(row):
                    _write(page, (place, column), cell, formats)
                    widths[column] = max(widths[column], len(str(cell or "")))
            page.freeze_panes(1, 0)
            for column, width in enumerate(widths):
                page.set_column(column, column, min(60, width + 2))
    return out.getvalue()


def _write(page, at, cell, formats) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - of xlsxwriter
    """One cell, by its type; text only ever as text."""
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(*at, safe_text(cell))
    elif isinstance(cell, date):
        page.write_datetime(*at, datetime(cell.year, cell.month, cell.day), formats["date"])  # noqa: DTZ001 - a day
    elif isinstance(cell, Decimal) and len(cell.as_tuple().digits) > _EXACT_DIGITS:
        page.write_string(*at, safe_text(str(cell)))
    else:
        page.write_number(*at, cell, formats["amount"])


def _tab(name: str, names: set[str]) -> str:
    """A name that a tab may have, unlike those before it."""
    plain = "".join(char for char in name if char not in _REFUSED_IN_NAMES).strip() or "Data"
    found, number = plain[:_LONGEST_NAME], 1
    while found.casefold() in names:
        number += 1
        tail = f" {number}"
        found = plain[: _LONGEST_NAME - len(tail)] + tail
    names.add(found.casefold())
    return found
