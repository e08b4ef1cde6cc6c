"""From the rows of a table to proven statements, in the number style of the file."""

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.importers.amounts import Parse
from koperasi_ledger.importers.column_tables import Layout, Record, Table
from koperasi_ledger.importers.date_forms import of_cell, time_of
from koperasi_ledger.importers.dates import Period
from koperasi_ledger.importers.errors import (
    BadCell,
    NoTransactions,
    OutsidePeriod,
    StatementRefusal,
    TotalMismatch,
    refuse_all,
    rupiah,
)
from koperasi_ledger.importers.headings import (
    CLOSING,
    IN,
    OPENING,
    OUT,
    Heading,
    account_of,
    currency_of,
)
from koperasi_ledger.importers.money_cells import is_empty, money
from koperasi_ledger.importers.statement import ZERO, Line, Statement, oldest_first, prove
from koperasi_ledger.importers.text import plain
from koperasi_ledger.importers.workbook_cells import Moment, Number


class _Reading(NamedTuple):
    """What reading a row needs; mistakes are collected so that all are told at once."""

    layout: Layout
    table: Table
    parse: Parse
    mistakes: list[StatementRefusal]


def statements_of(layout: Layout, table: Table, parse: Parse) -> Iterator[Statement]:
    """One statement per account number of the table.

    Raises:
        StatementRefusal, StatementMistakes: see `readers.Reader.read`.
    """
    reading = _Reading(layout, table, parse, [])
    accounts: dict[str | None, list[Record]] = {}
    for record in table.records:
        number = None
        if "account" in record.cells:
            label = table.labels["account"]
            number = account_of(record.cells["account"], record.row, label, reading.mistakes)
        accounts.setdefault(number, []).append(record)
    if not table.records:
        accounts[None] = []
    for number, records in accounts.items():
        yield _statement(reading, number, records)


def _statement(reading: _Reading, number: str | None, records: Sequence[Record]) -> Statement:
    table, mistakes = reading.table, reading.mistakes
    heading = table.heading
    account = number or heading.account(mistakes)
    currency = _currency(table, records, mistakes)
    period = heading.period(mistakes)
    _refuse_mixed_dates(table, records, mistakes)
    found = [_line(reading, record, period) for record in records]

    opening, closing, outs, ins = (
        printed_total(heading, kind, reading.parse, reading.mistakes) if number is None else None
        for kind in (OPENING, CLOSING, OUT, IN)
    )
    refuse_all(mistakes)
    lines = [line for line in found if line is not None]
    if not lines and period is None:
        raise NoTransactions(table.header)
    for kind, stated, sign in ((OUT, outs, -1), (IN, ins, 1)):
        check_total(heading, kind, stated, [sign * line.amount for line in lines])
    return proven_statement(
        bank=reading.layout.bank,
        account=account,
        currency=currency,
        lines=lines,
        period=period,
        opening=opening,
        closing=closing,
        closing_row=_row_of(heading, CLOSING),
    )


def _currency(table: Table, records: Sequence[Record], mistakes: list[StatementRefusal]) -> str:
    """One currency for the whole statement: from the column, or from the heading."""
    if "currency" not in table.columns:
        return table.heading.currency(mistakes)
    code = "IDR"
    for at, record in enumerate(records):
        found = currency_of(record.cells["currency"], record.row, mistakes)
        if at and found != code:
            label = table.labels["currency"]
            needed = f"mata uang yang sama dengan baris lainnya ({code})"
            mistakes.append(BadCell(record.row, label, record.cells["currency"], needed))
        code = code if at else found
    return code


def _line(reading: _Reading, record: Record, period: Period | None) -> Line | None:
    """One row read, or None with its mistakes noted."""
    mistakes = reading.mistakes
    before = len(mistakes)
    date = _date(reading, record, period)
    amount = _amount(reading, record)
    balance = None
    if "balance" in record.cells:
        balance = money(record.cells["balance"], reading.parse)
        if balance is None:
            mistakes.append(_not_money(reading.table, record, "balance"))
    if date is None or len(mistakes) > before:
        return None
    reference = plain(record.cells.get("reference", ""))
    return Line(
        date=date,
        amount=amount,
        balance=balance,
        text=record.text,
        bank_reference=reference if reference.strip("0-") else None,
        row=record.row,
        time=time_of(record.cells["date"]),
    )


def _date(reading: _Reading, record: Record, period: Period | None) -> dt.date | None:
    layout, table, cell = reading.layout, reading.table, record.cells["date"]
    date = of_cell(cell, layout.date_form, late_epoch=table.source.late_epoch)
    if date is None:
        needed = f"tanggal seperti {layout.date_example}"
        reading.mistakes.append(BadCell(record.row, table.labels["date"], cell, needed))
    elif period is not None and date not in period:
        reading.mistakes.append(OutsidePeriod(record.row, cell, str(period)))
    return date


def _amount(reading: _Reading, record: Record) -> Decimal:
    """Credit minus debit; zero with the mistake noted if they cannot be read."""
    table, mistakes = reading.table, reading.mistakes
    printed = {name: record.cells[name] for name in ("debit", "credit")}
    if all(is_empty(cell) for cell in printed.values()):
        mistakes.append(_not_money(table, record, "debit"))
        return ZERO
    values = {}
    for name, cell in printed.items():
        value = ZERO if is_empty(cell) else money(cell, reading.parse)
        minus = name == "debit" and reading.layout.minus_debit
        if value is None or (value > 0 if minus else value < 0):
            mistakes.append(_not_money(table, record, name))
            return ZERO
        values[name] = abs(value)
    if values["debit"] and values["credit"]:
        needed = f"kosong bila {table.labels['credit']} berisi"
        mistakes.append(BadCell(record.row, table.labels["debit"], printed["debit"], needed))
    return values["credit"] - values["debit"]


def _not_money(table: Table, record: Record, name: str) -> BadCell:
    needed = "angka seperti 1,234.56"
    return BadCell(record.row, table.labels[name], record.cells[name], needed)


def totals_of(table: Table) -> list[tuple[str, int]]:
    """The amounts around the table, which are written in its style: `(text, row)` each."""
    printed = (table.heading.get(kind) for kind in (OPENING, CLOSING, OUT, IN))
    return [(found.value, found.row) for found in printed if found is not None]


def _row_of(heading: Heading, kind: str) -> int | None:
    printed = heading.get(kind)
    return None if printed is None else printed.row


def printed_total(
    heading: Heading,
    kind: str,
    parse: Parse,
    mistakes: list[StatementRefusal],
    *,
    like: str = "1,234.56",
) -> Decimal | None:
    """A sum or balance as it is printed; None, with the mistake noted, when it is no number."""
    printed = heading.get(kind)
    value = None if printed is None else money(printed.value, parse)
    if printed is not None and value is None:
        mistakes.append(BadCell(printed.row, kind, printed.value, f"angka seperti {like}"))
    return value


def check_total(
    heading: Heading, kind: str, stated: Decimal | None, amounts: Sequence[Decimal]
) -> None:
    """Compare a printed sum, if there is one, with the positive ones of the amounts.

    Raises:
        TotalMismatch: it differs.
    """
    computed = sum((amount for amount in amounts if amount > 0), ZERO)
    printed = heading.get(kind)
    if printed is not None and stated is not None and abs(stated) != computed:
        raise TotalMismatch(printed.row, kind, rupiah(computed), printed.value)


def _refuse_mixed_dates(
    table: Table, records: Sequence[Record], mistakes: list[StatementRefusal]
) -> None:
    """Text beside real dates in one column: Excel has turned some of them, month before day."""
    kinds = {isinstance(r.cells["date"], (Moment, Number)) for r in records}
    if len(kinds) < 2:
        return
    first = next(r for r in records if not isinstance(r.cells["date"], (Moment, Number)))
    needed = "tanggal Excel seperti di baris lain; sebagian tanggal mungkin sudah tertukar bulannya"
    mistakes.append(BadCell(first.row, table.labels["date"], first.cells["date"], needed))


def proven_statement(
    *,
    bank: str,
    account: str | None,
    currency: str,
    lines: Sequence[Line],
    period: Period | None,
    opening: Decimal | None,
    closing: Decimal | None,
    closing_row: int | None = None,
) -> Statement:
    """A statement of lines as they stand in the file, in booking order, with its proof.

    What the file does not state is computed from its lines where they have balances: the opening
    balance is the first balance minus the first amount, the closing balance the last one.

    Raises:
        BrokenChain: a balance does not follow.
    """
    ordered = oldest_first(lines, opening, closing)
    proven = prove(ordered, opening, closing, closing_row=closing_row)
    if opening is None and ordered and ordered[0].balance is not None:
        opening = ordered[0].balance - ordered[0].amount
    if closing is None and ordered:
        closing = ordered[-1].balance
    days = [line.date for line in ordered]
    return Statement(
        bank=bank,
        account=account,
        currency=currency,
        start=period.start if period else min(days),
        end=period.end if period else max(days),
        opening=opening,
        closing=closing,
        proven=proven,
        lines=ordered,
    )
