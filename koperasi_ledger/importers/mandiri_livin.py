"""Mandiri Livin': the e-statement as XLSX, often with a password on the whole file.

    Nomor Rekening/Account Number : 1370000123456      Saldo Awal/Initial Balance  12.500.000,00
    No  Tanggal      Keterangan        Dana Masuk (IDR)  Dana Keluar (IDR)  Saldo (IDR)
    1   01 Sep 2026  TRSF SITI …       50.123,00                            12.550.123,00
        08:14:47 WIB

Known from public parsers, not from a file of the bank. The header is printed twice (the second time
in English) and again on every page; the time of a movement stands on the row below it. Opening and
closing balance and both sums are checked, where they are printed, as well as every balance.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from koperasi_ledger.importers.amounts import Parse
from koperasi_ledger.importers.banded import cells_of, columns_of
from koperasi_ledger.importers.banded_sheets import claims_sheets, read_sheets
from koperasi_ledger.importers.column_lines import check_total, printed_total, proven_statement
from koperasi_ledger.importers.date_forms import any_form, of_cell
from koperasi_ledger.importers.dates import Period
from koperasi_ledger.importers.errors import (
    BadCell,
    NoTransactions,
    OutsidePeriod,
    StatementRefusal,
    refuse_all,
)
from koperasi_ledger.importers.headings import CLOSING, IN, OPENING, OUT, Heading, labelled, stray
from koperasi_ledger.importers.money_cells import is_empty, money
from koperasi_ledger.importers.statement import ZERO, Line, Statement
from koperasi_ledger.importers.text import Row, description, plain
from koperasi_ledger.importers.workbook import Sheet
from koperasi_ledger.importers.workbook_cells import Moment, Number

_NAMES = {
    "no": ("no", "no."),
    "date": ("tanggal", "date"),
    "text": ("keterangan", "remarks"),
    "in": ("dana masuk (idr)", "incoming transactions (idr)", "dana masuk"),
    "out": ("dana keluar (idr)", "outgoing transactions (idr)", "dana keluar"),
    "balance": ("saldo (idr)", "balance (idr)", "saldo"),
}
_TIME = re.compile(
    r"[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9])?(?:\s*(?:WIB|WITA|WIT))?", re.IGNORECASE
)
_TOTALS = (OPENING, IN, OUT, CLOSING)


@dataclass(slots=True)
class _Entry:
    """One movement: its cells by field, its description perhaps from the row of the time too."""

    row: int
    cells: dict[str, str]
    texts: list[str]


@dataclass(slots=True)
class _Page:
    """One statement: what it says about itself and its movements, still text."""

    heading: Heading = field(default_factory=Heading)
    columns: dict[str, int] | None = None
    header: int = 1
    entries: list[_Entry] = field(default_factory=list)
    late_epoch: bool = False


class LivinReader:
    """Reads Livin' e-statements; see the module for the layout."""

    name = "mandiri-livin"
    label = "Mandiri Livin' XLSX"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether the header of the movements stands near the top of a sheet."""
        return claims_sheets(data, _NAMES)

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per sheet; see `readers.Reader.read`."""
        return read_sheets(data, _NAMES, page=_page, amounts=_amounts, statement=_statement)


def _page(sheet: Sheet, mistakes: list[StatementRefusal]) -> _Page:
    """The rows of a sheet: heading, headers, movements with their times, and small print."""
    page = _Page(late_epoch=sheet.late_epoch)
    for row in sheet.rows:
        columns = columns_of(row, _NAMES)
        if columns is not None:
            if page.columns is None:
                page.columns, page.header = columns, row.number
            continue
        if page.columns is not None and _is_entry(row, page.columns):
            _add(page, row, mistakes)
            continue
        found = list(labelled(row))
        for printed in found:
            page.heading.keep(printed)
        if page.columns is not None and not found and not _continues(page, row):
            _refuse_amounts(page.columns, row, mistakes)
    return page


def _is_entry(row: Row, columns: dict[str, int]) -> bool:
    """Whether a number stands under No, and something under Tanggal that is no time alone."""
    first = next((at for at, cell in enumerate(row.cells) if cell.strip()), -1)
    if first < 0 or first > (columns["no"] + columns["date"]) // 2:
        return False
    return plain(row.cells[first]).rstrip(".").isdecimal()


def _add(page: _Page, row: Row, mistakes: list[StatementRefusal]) -> None:
    found = cells_of(row, page.columns or {})
    if any(len(cells) > 1 for cells in found.values()):
        mistakes.append(stray(row))
        return
    cells = {name: cells[0] for name, cells in found.items()}
    page.entries.append(_Entry(row.number, cells, [description(cells.get("text", ""))]))


def _continues(page: _Page, row: Row) -> bool:
    """Whether a row is the time of the movement above it, perhaps with more of its description."""
    filled = [(at, cell) for at, cell in enumerate(row.cells) if cell.strip()]
    if not page.entries or not filled or len(filled) > 2 or page.columns is None:
        return False
    place, time = filled[0]
    if place >= page.columns["text"]:
        return False
    if not isinstance(time, Moment) and not _TIME.fullmatch(" ".join(time.split())):
        return False
    if isinstance(time, Moment) and "-" in time:
        return False
    more = [cell for at, cell in filled[1:] if at < page.columns["in"] - 1]
    if len(more) != len(filled) - 1:
        return False
    page.entries[-1].texts += [description(cell) for cell in more]
    return True


def _refuse_amounts(columns: dict[str, int], row: Row, mistakes: list[StatementRefusal]) -> None:
    """Small print may stand anywhere; a number with its decimals beside the amounts may not."""
    for at, cell in enumerate(row.cells):
        amount = isinstance(cell, Number) or re.fullmatch(r"[-+]?[0-9.,]*[0-9][.,][0-9]{2}", cell)
        if amount and at >= columns["in"] - 1:
            mistakes.append(stray(row))
            return


def _amounts(page: _Page) -> Iterable[tuple[str, int]]:
    for kind in _TOTALS:
        printed = page.heading.get(kind)
        if printed is not None:
            yield printed.value, printed.row
    for entry in page.entries:
        for name in ("in", "out", "balance"):
            yield entry.cells.get(name, ""), entry.row


def _statement(page: _Page, parse: Parse) -> Statement:
    mistakes: list[StatementRefusal] = []
    heading = page.heading
    account, currency = heading.account(mistakes), heading.currency(mistakes)
    period = heading.period(mistakes)
    totals = {
        kind: printed_total(heading, kind, parse, mistakes, like="12.500.000,00")
        for kind in _TOTALS
        if kind in heading
    }
    lines = [_line(entry, period, page, parse, mistakes) for entry in page.entries]
    refuse_all(mistakes)
    read = [line for line in lines if line is not None]
    if not read and period is None:
        raise NoTransactions(page.header)
    for kind, sign in ((IN, 1), (OUT, -1)):
        check_total(heading, kind, totals.get(kind), [sign * line.amount for line in read])
    closing = heading.get(CLOSING)
    return proven_statement(
        bank="mandiri",
        account=account,
        currency=currency,
        lines=read,
        period=period,
        opening=totals.get(OPENING),
        closing=totals.get(CLOSING),
        closing_row=closing.row if closing else None,
    )


def _line(
    entry: _Entry,
    period: Period | None,
    page: _Page,
    parse: Parse,
    mistakes: list[StatementRefusal],
) -> Line | None:
    before = len(mistakes)
    cells, row = entry.cells, entry.row
    date = of_cell(cells.get("date", ""), any_form, late_epoch=page.late_epoch)
    if date is None:
        needed = "tanggal seperti 01 Sep 2026"
        mistakes.append(BadCell(row, "Tanggal", cells.get("date", ""), needed))
    elif period is not None and date not in period:
        mistakes.append(OutsidePeriod(row, cells["date"], str(period)))
    came, went = cells.get("in", ""), cells.get("out", "")
    plus = ZERO if is_empty(came) else money(came, parse)
    minus = ZERO if is_empty(went) else money(went, parse)
    balance = money(cells.get("balance", ""), parse)
    needed = "angka seperti 50.123,00"
    if plus is None or plus < 0 or (is_empty(came) and is_empty(went)):
        mistakes.append(BadCell(row, "Dana Masuk", came, needed))
    if minus is None or (plus and minus):
        mistakes.append(BadCell(row, "Dana Keluar", went, f"{needed}, atau kosong"))
    if balance is None:
        mistakes.append(BadCell(row, "Saldo", cells.get("balance", ""), needed))
    if len(mistakes) > before or date is None or plus is None or minus is None:
        return None
    # Some printings put a minus before what went out.
    return Line(date, plus - abs(minus), balance, " ".join(filter(None, entry.texts)), None, row)
