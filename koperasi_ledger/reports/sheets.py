"""Tables as CSV and XLSX, in which no cell ever begins a formula.

A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
line break) gets an apostrophe before it, in both kinds of file, since an XLSX may be saved as CSV
by whoever opens it (OWASP, "CSV injection"; reference on banks, hostile input). Amounts in XLSX are
numbers; where a spreadsheet could not hold one exactly, it stays text.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from koperasi_ledger.reports.view import Cell

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Binary floating point of a spreadsheet holds every amount of so many digits exactly enough to
# show it with two decimals.
_EXACT_DIGITS = 15
_AMOUNT, _WHOLE = "#,##0.##", "#,##0"
# What every spreadsheet allows as the arguments of one function.
_MOST_RANGES = 30
_LONGEST_NAME = 31
_REFUSED_IN_NAMES = "[]:*?/\\'"
# The same table gives the same bytes whenever it is written.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class Sheet(NamedTuple):
    """One table: its name (the tab of an XLSX), the heads of its columns, and its rows.

    `sums` are the rows whose cells add to a figure, by its row and column, all counted from 0: in
    an XLSX such a figure is a formula, with the figure as its value. `bold` are rows set in bold.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    sums: Mapping[tuple[int, int], Sequence[int]] = MappingProxyType({})
    bold: frozenset[int] = frozenset()


def safe_text(text: str) -> str:
    """The text as a cell may hold it: what would begin a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def exact(cell: Cell) -> bool:
    """Whether a spreadsheet holds the cell as it is; one of more digits is written as text."""
    return not isinstance(cell, Decimal) or len(cell.as_tuple().digits) <= _EXACT_DIGITS


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
            "amount": book.add_format({"num_format": _AMOUNT}),
            "whole": book.add_format({"num_format": _WHOLE}),
            "bold": book.add_format({"bold": True}),
            "bold amount": book.add_format({"num_format": _AMOUNT, "bold": True}),
            "bold whole": book.add_format({"num_format": _WHOLE, "bold": True}),
        }
        for name, sheet in zip(tabs(sheet.name for sheet in sheets), sheets, strict=True):
            page = book.add_worksheet(name)
            widths = [len(head) for head in sheet.heads]
            for column, head in enumerate(sheet.heads):
                page.write_string(0, column, safe_text(head), formats["head"])
            for place, row in enumerate(sheet.rows, 1):
                bold = "bold " if place - 1 in sheet.bold else ""
                for column, cell in enumerate(row):
                    formula = _formula(sheet.sums.get((place - 1, column), ()), column)
                    _write(page, (place, column), cell, formats, formula, bold)
                    widths[column] = max(widths[column], len(str(cell or "")))
            page.freeze_panes(1, 0)
            for column, width in enumerate(widths):
                page.set_column(column, column, min(60, width + 2))
    return out.getvalue()


def _formula(rows: Sequence[int], column: int) -> str:
    """`=SUM(...)` over the cells of these rows, neighbours as one range; empty where it is none."""
    if not rows:
        return ""
    name = _letters(column)
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], row
        else:
            ranges.append((row, row))
    if len(ranges) > _MOST_RANGES:
        return ""
    # Counted from 1, and the heads stand above.
    parts = [
        f"{name}{first + 2}" if first == last else f"{name}{first + 2}:{name}{last + 2}"
        for first, last in ranges
    ]
    return f"=SUM({','.join(parts)})"


def _letters(column: int) -> str:
    """What a spreadsheet calls a column: A to Z, AA and so on."""
    first, last = divmod(column, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)


def _write(page, at, cell, formats, formula, bold) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001, PLR0917 - of xlsxwriter
    """One cell, by its type; text only ever as text."""
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(*at, safe_text(cell), formats.get(bold.strip()))
    elif isinstance(cell, date):
        page.write_datetime(*at, datetime(cell.year, cell.month, cell.day), formats["date"])  # noqa: DTZ001 - a day
    elif not exact(cell):
        page.write_string(*at, safe_text(str(cell)))
    else:
        whole = cell == int(cell)
        shown = formats[f"{bold}{'whole' if whole else 'amount'}"]
        if formula:
            page.write_formula(*at, formula, shown, f"{cell:f}" if not whole else int(cell))
        else:
            page.write_number(*at, cell, shown)


def tabs(names: Iterable[str]) -> list[str]:
    """What the tabs of a workbook are called: as asked, but short enough and each only once."""
    taken: set[str] = set()
    return [_tab(name, taken) for name in names]


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
