"""BCA: the "Mutasi Rekening" CSV of KlikBCA Bisnis.

    "No. rekening : 0000012345"
    "Periode : 01/09/2026 - 30/09/2026"
    "Kode Mata Uang : Rp"

    "Tanggal Transaksi","Keterangan","Cabang","Jumlah","Saldo"
    "01/09/2026","TRSF SITI CONTOH   ","0000","50,123.00 CR","12,550,123.00"
    "PEND","TRSF E-BANKING CR …","0000","80,000.00 CR","12,630,123.00"

    "Saldo Awal : 12,500,000.00"
    "Mutasi Debet : 0.00","0"
    "Mutasi Kredit : 50,123.00","1"
    "Saldo Akhir : 12,550,123.00"

Known from public parsers, not from a file of the bank. Dates may lack the year, which then comes
from the period; the Saldo column may be absent, and CR/DB may stand in an unnamed column of its
own. PEND and NEXT rows are not booked and are left out; whether the totals count them is not
confirmed, so both are tried. Several statements may follow each other in one file.

This module reads numbers and proves; `bca_layout` cuts the file into sections.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from koperasi_ledger.importers.amounts import Cell, Parse, read_in_one_style
from koperasi_ledger.importers.bca_layout import (
    ACCOUNT,
    CLOSING,
    CREDITS,
    CURRENCY,
    DEBITS,
    OPENING,
    PERIOD,
    Entry,
    Labelled,
    Section,
    is_header,
    sections_of,
)
from koperasi_ledger.importers.dates import Period, day, days_in, has_no_year, period_of
from koperasi_ledger.importers.errors import (
    BadCell,
    BrokenChain,
    OutsidePeriod,
    PendingInTheMiddle,
    PeriodMissing,
    StatementRefusal,
    TotalMismatch,
    TotalsMissing,
    YearUnclear,
    refuse_all,
    rupiah,
)
from koperasi_ledger.importers.statement import ZERO, Line, Statement, oldest_first, prove
from koperasi_ledger.importers.text import decode, delimiter_of, rows_of

_ACCOUNT = re.compile(r"[0-9]{5,20}")
_COUNT = re.compile(r"[0-9]{1,6}")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class _Totals:
    """What the lines below the transactions say; None where they do not."""

    opening: Decimal | None
    closing: Decimal
    debits: Decimal | None
    credits: Decimal | None
    printed: dict[str, Labelled]


class BcaBisnisReader:
    """Reads KlikBCA Bisnis exports; see the module for the layout."""

    name = "bca-bisnis"
    label = "KlikBCA Bisnis CSV"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether the header of the transactions stands near the top."""
        return delimiter_of(data, is_header) is not None

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per section of the file; see `readers.Reader.read`."""
        rows = rows_of(decode(data), delimiter_of(data, is_header) or ",")
        sections = sections_of(rows)
        cells = [cell for section in sections for cell in numbers_of(section)]
        return read_in_one_style(
            cells, lambda parse: tuple(statement_of(section, parse) for section in sections)
        )


def numbers_of(section: Section) -> Iterator[Cell]:
    """The numbers of a section, which are all written in one style."""
    for entry in section.entries:
        yield Cell(entry.amount, entry.row)
        yield Cell(entry.balance or "", entry.row)
    for total in section.totals.values():
        yield Cell(total.value, total.row)


def statement_of(section: Section, parse: Parse) -> Statement:
    """One section read and proven.

    Raises:
        StatementRefusal, StatementMistakes: see `readers.Reader.read`.
    """
    mistakes: list[StatementRefusal] = []
    account, currency = _account(section, mistakes), _currency(section, mistakes)
    period = _period(section, mistakes)
    totals = _totals(section, parse, mistakes)
    yearless = next((e.row for e in section.entries if has_no_year(e.date)), None)
    if period is None and (yearless or all(e.pending for e in section.entries)):
        mistakes.append(PeriodMissing(yearless))
    dates = _dates(section.entries, period, mistakes)
    lines = [
        _line(entry, date, parse, mistakes)
        for entry, date in zip(section.entries, dates, strict=True)
    ]
    refuse_all(mistakes)
    pending = {entry.row for entry in section.entries if entry.pending}
    settled, closing = _settle(lines, pending, totals)
    opening = totals.opening
    if opening is None and settled and settled[0].balance is not None:
        opening = settled[0].balance - settled[0].amount
    days = [line.date for line in settled]
    return Statement(
        bank="bca",
        account=account,
        currency=currency,
        start=period.start if period else min(days),
        end=period.end if period else max(days),
        opening=opening,
        closing=closing,
        proven=opening is not None,
        lines=settled,
    )


def _account(section: Section, mistakes: list[StatementRefusal]) -> str | None:
    printed = section.heading.get(ACCOUNT)
    if printed is None or not printed.value:
        return None
    digits = re.sub(r"[ .-]", "", printed.value)
    if not _ACCOUNT.fullmatch(digits):
        mistakes.append(BadCell(printed.row, ACCOUNT, printed.value, "nomor rekening, hanya angka"))
    return digits


def _currency(section: Section, mistakes: list[StatementRefusal]) -> str:
    """The ISO code; an account without one is in rupiah."""
    printed = section.heading.get(CURRENCY)
    code = printed.value.upper().rstrip(".") if printed else ""
    if code in ("", "RP"):
        return "IDR"
    if printed and not _CURRENCY.fullmatch(code):
        needed = "Rp atau kode tiga huruf seperti USD"
        mistakes.append(BadCell(printed.row, CURRENCY, printed.value, needed))
    return code


def _period(section: Section, mistakes: list[StatementRefusal]) -> Period | None:
    printed = section.heading.get(PERIOD)
    if printed is None or not printed.value:
        return None
    period = period_of(printed.value)
    if period is None:
        needed = "dua tanggal berurutan dd/mm/tttt - dd/mm/tttt"
        mistakes.append(BadCell(printed.row, PERIOD, printed.value, needed))
        refuse_all(mistakes)
    return period


def _totals(section: Section, parse: Parse, mistakes: list[StatementRefusal]) -> _Totals:
    """The totals read. Both balances must be there: without them the file was cut.

    The opening balance may be absent where the layout says so, and every row prints a balance.
    """
    balances = section.opening_optional and all(e.balance for e in section.entries)
    needed = (CLOSING,) if balances and section.entries else (OPENING, CLOSING)
    absent = [label for label in needed if label not in section.totals]
    if absent:
        raise TotalsMissing(absent, section.last_row)
    values: dict[str, Decimal] = {}
    for label, total in section.totals.items():
        if label in (DEBITS, CREDITS) and not total.value:
            continue
        value = parse(total.value)
        if value is None:
            mistakes.append(BadCell(total.row, label, total.value, "angka seperti 12,500,000.00"))
        if total.count and not _COUNT.fullmatch(total.count):
            mistakes.append(BadCell(total.row, label, total.count, "banyaknya mutasi"))
        values[label] = ZERO if value is None else value
    return _Totals(
        opening=values.get(OPENING),
        closing=values[CLOSING],
        debits=values.get(DEBITS),
        credits=values.get(CREDITS),
        printed=section.totals,
    )


def _dates(
    entries: Sequence[Entry], period: Period | None, mistakes: list[StatementRefusal]
) -> list[dt.date]:
    """The date of every entry; a pending one gets the last day known and is left out later."""
    dates: list[dt.date] = []
    for entry in entries:
        last = period.end if period else max(dates, default=dt.date.min)
        found = last if entry.pending else _date(entry, period, mistakes)
        dates.append(found or last)
    return dates


def _date(entry: Entry, period: Period | None, mistakes: list[StatementRefusal]) -> dt.date | None:
    if has_no_year(entry.date):
        if period is None:
            return None
        days = days_in(entry.date, period)
        if len(days) > 1 or (not days and period.end.year - period.start.year > 1):
            mistakes.append(YearUnclear(entry.row, entry.date, str(period)))
        elif not days:
            mistakes.append(OutsidePeriod(entry.row, entry.date, str(period)))
        return next(iter(days), None)
    found = day(entry.date)
    if found is None:
        needed = "tanggal dd/mm/tttt atau dd/mm, atau PEND/NEXT"
        mistakes.append(BadCell(entry.row, "Tanggal Transaksi", entry.date, needed))
    elif period is not None and found not in period:
        mistakes.append(OutsidePeriod(entry.row, entry.date, str(period)))
    return found


def _line(entry: Entry, date: dt.date, parse: Parse, mistakes: list[StatementRefusal]) -> Line:
    amount = parse(entry.amount)
    if amount is None or amount < 0:
        needed = "angka diikuti CR atau DB, seperti 50,123.00 CR"
        mistakes.append(BadCell(entry.row, "Jumlah", entry.amount, needed))
        amount = ZERO
    balance = parse(entry.balance) if entry.balance else None
    unread = entry.balance is not None and balance is None
    if unread and (entry.balance or not entry.pending):
        needed = "angka seperti 12,550,123.00"
        mistakes.append(BadCell(entry.row, "Saldo", entry.balance or "", needed))
    return Line(
        date=date,
        amount=-amount if entry.out else amount,
        balance=balance,
        text=entry.text,
        bank_reference=None,
        row=entry.row,
    )


def _settle(
    lines: Sequence[Line], pending: set[int], totals: _Totals
) -> tuple[tuple[Line, ...], Decimal]:
    """The booked lines, proven, and the balance after the last of them.

    The totals may or may not count the pending lines, so the whole proof is tried without them,
    then with them; in the second case the closing balance is the one before the pending lines.
    """
    booked = [line for line in lines if line.row not in pending]
    try:
        return _proven(booked, totals), totals.closing
    except StatementRefusal as without:
        if not pending:
            raise
        fault = without
    try:
        every = _proven(lines, totals)
    except StatementRefusal as within:
        raise max(fault, within, key=lambda refusal: refusal.row or 0) from None
    closing = totals.closing - sum((ln.amount for ln in every if ln.row in pending), ZERO)
    settled = tuple(line for line in every if line.row not in pending)
    try:
        prove(settled, totals.opening, closing)
    except BrokenChain:
        raise PendingInTheMiddle(min(pending)) from None
    return settled, closing


def _proven(lines: Sequence[Line], totals: _Totals) -> tuple[Line, ...]:
    """The lines oldest first, if they agree with every balance, sum and count."""
    ordered = oldest_first(lines, totals.opening, totals.closing)
    prove(ordered, totals.opening, totals.closing, closing_row=totals.printed[CLOSING].row)
    outs = [-line.amount for line in lines if line.amount < 0]
    ins = [line.amount for line in lines if line.amount > 0]
    zeros = len(lines) - len(outs) - len(ins)
    for label, amounts, stated in ((DEBITS, outs, totals.debits), (CREDITS, ins, totals.credits)):
        printed = totals.printed.get(label)
        if printed is None:
            continue
        if stated is not None and stated != sum(amounts, ZERO):
            raise TotalMismatch(printed.row, label, rupiah(sum(amounts, ZERO)), printed.value)
        # A line of zero counts on whichever side the bank put it.
        count = int(printed.count) if printed.count else len(amounts)
        if not len(amounts) <= count <= len(amounts) + zeros:
            name = f"Banyaknya {label}"
            raise TotalMismatch(printed.row, name, str(len(amounts)), printed.count)
    return ordered
