"""BNIDirect: the XLS of the account statement, a printed page saved as a workbook.

    0000001234 / KOPERASI CONTOH
    Posting Date | Effective Date | Branch | Journal | Transaction Description | Amount | DB/CR | …
                                                                               12,500,000.00
    46266.34     | 46266.34       | 0998   | 100001  | TRSF SITI …             | 50,123.00 | K | …
    Total Credit :   5   1,795,135.55
    Total Debit :    5   5,018,182.51

Known from public parsers, not from a file of the bank. Cells stand beside their headers (`banded`);
days are Excel's serial numbers; `D` is debit, `K` (or `C`) credit. Headers repeat on every page.
Under the first one stands the opening balance alone, which may be negative. Every balance, both
sums and both counts are checked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from koperasi_ledger.importers.amounts import Parse
from koperasi_ledger.importers.banded import cells_of, columns_of
from koperasi_ledger.importers.banded_sheets import claims_sheets, read_sheets
from koperasi_ledger.importers.column_lines import check_total, printed_total, proven_statement
from koperasi_ledger.importers.date_forms import any_form, of_cell
from koperasi_ledger.importers.errors import (
    BadCell,
    NoTransactions,
    StatementRefusal,
    TotalMismatch,
    refuse_all,
)
from koperasi_ledger.importers.headings import (
    ACCOUNT,
    CLOSING,
    IN,
    OPENING,
    OUT,
    Heading,
    Printed,
    labelled,
    stray,
)
from koperasi_ledger.importers.money_cells import bare, money
from koperasi_ledger.importers.statement import ZERO, Line, Statement
from koperasi_ledger.importers.text import Row, description, plain
from koperasi_ledger.importers.workbook import Sheet
from koperasi_ledger.importers.workbook_cells import Number

_NAMES = {
    "date": ("posting date", "post date"),
    "effective": ("effective date", "value date"),
    "branch": ("branch",),
    "journal": ("journal", "journal no.", "journal no"),
    "text": ("transaction description", "description"),
    "amount": ("amount",),
    "sign": ("db/cr", "d/k", "d/c", "dk"),
    "balance": ("balance",),
}
_SIGNS = {"D": -1, "DB": -1, "K": 1, "C": 1, "CR": 1}
_ACCOUNT = re.compile(r"[0-9][0-9 .-]{3,25}[0-9]\s*/\s*\S.*", re.DOTALL)
_AMOUNT = re.compile(r"-?[0-9.,]*[0-9]")
_COUNT = re.compile(r"[0-9]{1,6}")


@dataclass(slots=True)
class _Sheet:
    """One statement, still text: `counts` are how many movements each sum says it adds up."""

    heading: Heading = field(default_factory=Heading)
    columns: dict[str, int] | None = None
    header: int = 1
    entries: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    counts: dict[str, Printed] = field(default_factory=dict)
    late_epoch: bool = False


class BniDirectReader:
    """Reads BNIDirect account statements; see the module for the layout."""

    name = "bni-direct"
    label = "BNIDirect XLS"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether the header of the movements stands near the top of a sheet."""
        return claims_sheets(data, _NAMES)

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per sheet; see `readers.Reader.read`."""
        return read_sheets(data, _NAMES, page=_sheet, amounts=_amounts, statement=_statement)


def _sheet(given: Sheet, mistakes: list[StatementRefusal]) -> _Sheet:
    sheet = _Sheet(late_epoch=given.late_epoch)
    for row in given.rows:
        columns = columns_of(row, _NAMES)
        try:
            if columns is None:
                _place(sheet, row)
            elif sheet.columns is None:
                sheet.columns, sheet.header = columns, row.number
        except StatementRefusal as mistake:
            mistakes.append(mistake)
    return sheet


def _place(sheet: _Sheet, row: Row) -> None:
    """Put one row where it belongs; what is printed around the table on every page is passed over.

    Raises:
        UnrecognisedRow, ContradictoryHeading: it could be a lost movement, or another account.
    """
    filled = [cell for cell in row.cells if cell.strip()]
    if sheet.columns is not None and len(filled) == 1 and _is_opening(sheet, row, filled[0]):
        sheet.heading.keep(Printed(OPENING, filled[0], row.number))
        return
    if sheet.columns is not None:
        cells = cells_of(row, sheet.columns)
        if _is_entry(cells):
            sheet.entries.append((row.number, {f: found[0] for f, found in cells.items()}))
            if any(len(found) > 1 for found in cells.values()):
                raise stray(row)
            return
    found = list(labelled(row))
    for printed in found:
        _keep(sheet, printed)
    account = next((cell for cell in filled if _ACCOUNT.fullmatch(plain(cell))), None)
    if account is not None and ACCOUNT not in {printed.kind for printed in found}:
        sheet.heading.keep(Printed(ACCOUNT, account, row.number))
    elif not found and sheet.columns is not None:
        _refuse_amounts(sheet.columns, row)


def _is_opening(sheet: _Sheet, row: Row, cell: str) -> bool:
    first = not sheet.entries and OPENING not in sheet.heading
    return first and row.number > sheet.header and _is_amount(cell)


def _is_amount(cell: str) -> bool:
    return isinstance(cell, Number) or _AMOUNT.fullmatch(bare(cell)) is not None


def _is_entry(cells: dict[str, list[str]]) -> bool:
    """Whether a row has a debit or credit sign, or a day and an amount."""
    signed = any(plain(cell).upper() in _SIGNS for cell in cells.get("sign", ()))
    return signed or ("date" in cells and any(map(_is_amount, cells.get("amount", ()))))


def _keep(sheet: _Sheet, printed: Printed) -> None:
    """A sum is printed behind the number of movements that it adds up."""
    if printed.kind in (OUT, IN) and printed.after:
        sheet.counts[printed.kind] = printed
        printed = Printed(printed.kind, printed.after[-1], printed.row)
    sheet.heading.keep(printed)


def _refuse_amounts(columns: dict[str, int], row: Row) -> None:
    for at, cell in enumerate(row.cells):
        if at >= columns["amount"] - 1 and cell.strip() and _is_amount(cell):
            raise stray(row)


def _amounts(sheet: _Sheet) -> Iterator[tuple[str, int]]:
    for kind in (OPENING, CLOSING, OUT, IN):
        printed = sheet.heading.get(kind)
        if printed is not None:
            yield printed.value, printed.row
    for row, cells in sheet.entries:
        yield cells.get("amount", ""), row
        yield cells.get("balance", ""), row


def _statement(sheet: _Sheet, parse: Parse) -> Statement:
    mistakes: list[StatementRefusal] = []
    heading = sheet.heading
    account, currency = heading.account(mistakes), heading.currency(mistakes)
    period = heading.period(mistakes)
    totals = {
        kind: printed_total(heading, kind, parse, mistakes) for kind in (OPENING, CLOSING, OUT, IN)
    }
    found = [_line(row, cells, sheet, parse, mistakes) for row, cells in sheet.entries]
    refuse_all(mistakes)
    lines = [line for line in found if line is not None]
    if not lines and period is None:
        raise NoTransactions(sheet.header)
    for kind, sign in ((OUT, -1), (IN, 1)):
        amounts = [sign * line.amount for line in lines]
        check_total(heading, kind, totals[kind], amounts)
        _check_count(sheet, kind, [amount for amount in amounts if amount >= 0])
    closing = heading.get(CLOSING)
    return proven_statement(
        bank="bni",
        account=account,
        currency=currency,
        lines=lines,
        period=period,
        opening=totals[OPENING],
        closing=totals[CLOSING],
        closing_row=closing.row if closing else None,
    )


def _check_count(sheet: _Sheet, kind: str, amounts: list[Decimal]) -> None:
    """Compare a printed count; movements of zero may be counted on either side."""
    printed = sheet.counts.get(kind)
    count = plain(printed.value) if printed else ""
    if printed is None or not _COUNT.fullmatch(count):
        return
    sure = len([amount for amount in amounts if amount])
    if not sure <= int(count) <= len(amounts):
        raise TotalMismatch(printed.row, f"Banyaknya {kind.lower()}", str(sure), count)


def _line(
    row: int,
    cells: dict[str, str],
    sheet: _Sheet,
    parse: Parse,
    mistakes: list[StatementRefusal],
) -> Line | None:
    before = len(mistakes)
    date = of_cell(cells.get("date", ""), any_form, late_epoch=sheet.late_epoch)
    amount, balance = money(cells.get("amount", ""), parse), money(cells.get("balance", ""), parse)
    sign = _SIGNS.get(plain(cells.get("sign", "")).upper())
    if date is None:
        needed = "tanggal Excel, atau seperti 01/09/2026"
        mistakes.append(BadCell(row, "Posting Date", cells.get("date", ""), needed))
    if amount is None or amount < 0:
        needed = "angka seperti 1,234.56, tidak negatif"
        mistakes.append(BadCell(row, "Amount", cells.get("amount", ""), needed))
    if sign is None:
        needed = "D untuk debet atau K untuk kredit"
        mistakes.append(BadCell(row, "DB/CR", cells.get("sign", ""), needed))
    if balance is None:
        needed = "angka seperti 1,234.56"
        mistakes.append(BadCell(row, "Balance", cells.get("balance", ""), needed))
    if len(mistakes) > before or date is None or amount is None:
        return None
    reference = plain(cells.get("journal", ""))
    return Line(
        date=date,
        amount=amount * (sign or 1) + ZERO,
        balance=balance,
        text=description(cells.get("text", "")),
        bank_reference=reference if reference.strip("0-") else None,
        row=row,
    )
