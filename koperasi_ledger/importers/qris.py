"""QRIS: the merchant report of Yokke (Mandiri), which is not a bank statement.

    NMID,MID,…,TRXDATE,TRXTIME,Issuer Name,TID,Refference Number,Reff ID/Invoice No,AMOUNT,
        MDR Amount,NET AMOUNT                                        one row a sale
    TOTAL,…,"120,000","840","119,160"
    …,MID,…,PAYMENT DATE,TOTAL AMOUNT,TOTAL MDR,TOTAL NET AMOUNT     one row a payment to the bank

An XLSX whose only column holds the text of a CSV; known from one author. The bank credits the net
amount a working day later; gross and fee (MDR) are only here. As a statement every sale is a line
of its gross amount followed by a line of its fee, and it stays unproven, because it has no balance;
`report_of` gives sales and payments as they are, to explain what the bank credited.
"""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from koperasi_ledger.importers.amounts import Style, parse_amount
from koperasi_ledger.importers.date_forms import any_form, of_cell
from koperasi_ledger.importers.errors import (
    AmbiguousNumbers,
    BadCell,
    BadColumns,
    MissingColumns,
    NoTransactions,
    StatementRefusal,
    TotalMismatch,
    TotalsMissing,
    refuse_all,
    rupiah,
)
from koperasi_ledger.importers.headings import stray
from koperasi_ledger.importers.money_cells import bare, money
from koperasi_ledger.importers.statement import ZERO, Line, Statement
from koperasi_ledger.importers.text import (
    HEAD_LINES,
    MAX_COLUMNS,
    Row,
    decode,
    description,
    head_of,
    plain,
    rows_of,
)
from koperasi_ledger.importers.workbook import is_workbook, sheets_if_any, sheets_of
from koperasi_ledger.importers.workbook_cells import Number

_GROSS, _FEE, _NET = "amount", "mdr amount", "net amount"
_SALES = ("mid", "trxdate", _GROSS, _FEE, _NET)
_PAYMENTS = ("payment date", "total amount", "total mdr", "total net amount")
_REFERENCES = ("refference number", "reference number")
_PACKED_COMMAS = 5


@dataclass(frozen=True, slots=True)
class Sale:
    """One payment by a customer; `net` is `gross - fee`, all in rupiah, none negative."""

    date: dt.date
    gross: Decimal
    fee: Decimal
    net: Decimal
    issuer: str
    reference: str | None
    row: int


@dataclass(frozen=True, slots=True)
class Payment:
    """What the provider pays to the bank on one day, for all sales since the payment before."""

    date: dt.date
    gross: Decimal
    fee: Decimal
    net: Decimal
    row: int


@dataclass(frozen=True, slots=True)
class Report:
    """A merchant report; the sales add up to the report's own totals and to its payments."""

    sales: tuple[Sale, ...]
    payments: tuple[Payment, ...]


class QrisReader:
    """Reads Yokke settlement reports; see the module for the layout."""

    name = "qris-yokke"
    label = "QRIS Yokke/Mandiri (laporan penyelesaian)"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether the header of the sales stands near the top."""
        if is_workbook(data):
            heads = (row.cells for s in sheets_if_any(data) for row in s.rows[:HEAD_LINES])
            return any(_is_sales_header(_names(_unpacked(cells))) for cells in heads)
        return any(_is_sales_header(_names(_unpacked(cells))) for _, cells in head_of(data))

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement without balances; see `readers.Reader.read`."""
        sales = report_of(data).sales
        lines = [line for sale in sales for line in _lines(sale)]
        days = [sale.date for sale in sales]
        return (
            Statement(
                bank="qris",
                account=None,
                currency="IDR",
                start=min(days),
                end=max(days),
                opening=None,
                closing=None,
                proven=False,
                lines=tuple(lines),
            ),
        )


def _lines(sale: Sale) -> Iterator[Line]:
    text = " ".join(("QRIS", *sale.issuer.split()))
    yield Line(sale.date, sale.gross, None, text, sale.reference, sale.row)
    if sale.fee:
        yield Line(sale.date, -sale.fee, None, f"MDR {text}", sale.reference, sale.row)


def report_of(data: bytes) -> Report:
    """The sales and payments of a settlement report, checked against its totals.

    Raises:
        StatementRefusal, StatementMistakes: naming the row; see `readers.Reader.read`.
    """
    rows = [Row(row.number, _unpacked(row.cells)) for row in _source(data)]
    style = _style([cell for row in rows for cell in row.cells], rows)
    reading = _Reading(style, [], [], [])
    for row in rows:
        reading.take(row)
    refuse_all(reading.mistakes)
    if not reading.found:
        raise MissingColumns(_SALES)
    if not reading.sales:
        raise NoTransactions(reading.found)
    if reading.totals is None:
        raise TotalsMissing(["baris TOTAL"], reading.sales[-1].row)
    _check("TOTAL", reading.totals[0], reading.totals[1], reading.sales)
    if reading.payments:
        last = reading.payments[-1].row
        _check("Jumlah pembayaran", _sums(reading.payments), last, reading.sales)
    return Report(tuple(reading.sales), tuple(reading.payments))


def _sums(items: Sequence[Sale | Payment]) -> tuple[Decimal, Decimal, Decimal]:
    return (
        sum((item.gross for item in items), ZERO),
        sum((item.fee for item in items), ZERO),
        sum((item.net for item in items), ZERO),
    )


def _check(label: str, stated: Sequence[Decimal], row: int, sales: Sequence[Sale]) -> None:
    for name, printed, computed in zip((_GROSS, _FEE, _NET), stated, _sums(sales), strict=True):
        if printed != computed:
            raise TotalMismatch(row, f"{label} {name.upper()}", rupiah(computed), rupiah(printed))


def _source(data: bytes) -> Sequence[Row]:
    if is_workbook(data):
        return [row for sheet in sheets_of(data) for row in sheet.rows]
    heads = head_of(data)
    mark = next((m for m, cells in heads if _is_sales_header(_names(cells))), None)
    # A packed column saved as CSV: each row one quoted field, under any delimiter but the comma.
    return rows_of(decode(data), mark or ";")


def _unpacked(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row; those inside its only cell, if that is the text of a CSV row."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) != 1 or filled[0].count(",") < _PACKED_COMMAS:
        return tuple(cells)
    try:
        packed = next(csv.reader([filled[0]]), [])
    except csv.Error:
        return tuple(cells)
    return tuple(packed[:MAX_COLUMNS])


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(plain(cell).casefold().split()) for cell in cells)


def _is_sales_header(names: tuple[str, ...]) -> bool:
    return set(_SALES) <= set(names)


def _style(cells: Sequence[str], rows: Sequence[Row]) -> Style:
    """The style in which every cell that looks like money is money.

    `120,000` is a hundred and twenty thousand here: rupiah have no third decimal.

    Raises:
        AmbiguousNumbers: there is no such style.
    """
    seen = [bare(cell) for cell in cells if not isinstance(cell, Number)]
    numbers = [cell for cell in seen if re.fullmatch(r"-?[0-9]{1,3}(?:[.,][0-9]{2,3})+", cell)]
    fitting = [s for s in Style if all(parse_amount(cell, s) is not None for cell in numbers)]
    if not fitting:
        raise AmbiguousNumbers(rows[0].number, numbers[0])
    return fitting[0]


class _Reading:
    """Goes through the blocks of a report: sales, their total, payments."""

    def __init__(
        self,
        style: Style,
        sales: list[Sale],
        payments: list[Payment],
        mistakes: list[StatementRefusal],
    ) -> None:
        self.sales, self.payments, self.mistakes = sales, payments, mistakes
        self.totals: tuple[tuple[Decimal, ...], int] | None = None
        self.found = 0
        self._style = style
        self._columns: dict[str, int] = {}
        self._names: tuple[str, ...] = ()

    def take(self, row: Row) -> None:
        """Read one row as what the header above it says."""
        names = _names(row.cells)
        if _is_sales_header(names) or set(_PAYMENTS) <= set(names):
            if _is_sales_header(names):
                self.found = row.number
            self._names = names
            self._columns = {name: at for at, name in enumerate(names) if name}
        elif not {"total", "grand total"}.isdisjoint(names):
            self._total(row)
        elif _GROSS in self._columns and _NET in self._columns and self.totals is None:
            self._sale(row)
        elif "payment date" in self._columns:
            self._payment(row)
        elif any(_is_money(cell, self._style) for cell in row.cells[1:]) and self._columns:
            self.mistakes.append(stray(row))

    def _cell(self, row: Row, name: str) -> str:
        at = self._columns.get(name, len(row.cells))
        return row.cells[at] if at < len(row.cells) else ""

    def _money(self, row: Row, name: str) -> Decimal:
        value = money(self._cell(row, name), lambda text: parse_amount(text, self._style))
        if value is None or value < 0:
            needed = "angka seperti 120,000, tidak negatif"
            self.mistakes.append(BadCell(row.number, name.upper(), self._cell(row, name), needed))
            return ZERO
        return value

    def _date(self, row: Row, name: str) -> dt.date | None:
        cell = self._cell(row, name)
        date = of_cell(cell, any_form)
        if date is None:
            needed = "tanggal seperti 01-09-2026"
            self.mistakes.append(BadCell(row.number, name.upper(), cell, needed))
        return date

    def _sale(self, row: Row) -> None:
        if row.width > len(self._names):
            self.mistakes.append(BadColumns(row.number, row.width, len(self._names)))
            return
        date = self._date(row, "trxdate")
        gross, fee, net = (self._money(row, name) for name in (_GROSS, _FEE, _NET))
        if gross - fee != net:
            needed = f"{rupiah(gross - fee)}, yaitu AMOUNT dikurangi MDR"
            self.mistakes.append(BadCell(row.number, "NET AMOUNT", self._cell(row, _NET), needed))
        references = (plain(self._cell(row, name)) for name in _REFERENCES)
        issuer = description(self._cell(row, "issuer name"))
        if date is not None:
            reference = next((text for text in references if text), None)
            self.sales.append(Sale(date, gross, fee, net, issuer, reference, row.number))

    def _total(self, row: Row) -> None:
        if _GROSS not in self._columns or self.totals is not None:
            return
        amounts = tuple(self._money(row, name) for name in (_GROSS, _FEE, _NET))
        self.totals = (amounts, row.number)

    def _payment(self, row: Row) -> None:
        date = self._date(row, "payment date")
        gross, fee, net = (self._money(row, name) for name in _PAYMENTS[1:])
        if date is not None:
            self.payments.append(Payment(date, gross, fee, net, row.number))


def _is_money(cell: str, style: Style) -> bool:
    return isinstance(cell, Number) or parse_amount(bare(cell), style) is not None
