"""The days of a statement that count, compared with what the books know of each.

Closed days only: a day is taken once it is over, both today and when the file was made. A day that
was proven before is sealed; a later file may confirm it and nothing else. The balances must chain
from file to file, so that no day and no line can be missing between them.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.identity import BankLine, identify
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.journal.store import Recording
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events import BankLineAttached, BankReconciled, BankStatementProven
from koperasi_ledger.model.events.bank import DayProof
from koperasi_ledger.model.money import NotRupiah, to_rupiah
from koperasi_ledger.model.records import BankChain, BankDay, CashAccount, Period
from koperasi_ledger.reports.bank_position import ZERO, Position, first_day
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.dates import first_day as first_of_month
from koperasi_ledger.workflows.bank_errors import (
    AmountTooLarge,
    BalanceBreaks,
    BeforeTheBooks,
    DayDiffers,
    MissingDays,
    OpeningDiffers,
    signed,
)

_DAY = timedelta(days=1)


class Window(NamedTuple):
    """The part of a statement that is taken.

    `start` to `end` are its days (`end` None: no day of it is over yet), `opening` and `closing`
    the bank's balances around them. `new` are the lines to be booked, `known` counts those booked
    before, `open` those of days not over, `before` those ahead of the account's first day.
    `ledger` is the ledger's balance at the start on a first import, else None; `opened` the ref of
    the opening balances, `booked_from` the first day that is not closed. `gap` are the days, first
    and last, that lie between this file and the ones before in no file at all, while the balances
    agree: nothing is missing from the bank account, but lines that take each other back may be.
    """

    start: date
    end: date | None
    opening: Decimal
    closing: Decimal | None
    lines: tuple[BankLine, ...]
    new: tuple[BankLine, ...]
    known: int
    open: int
    before: int
    ledger: Decimal | None
    opened: str | None
    booked_from: date
    sealed: bool
    gap: tuple[date, date] | None = None

    def proof(self, account: str, bank: str, sha256: str) -> BankStatementProven | None:
        """The event that seals the days; None when all of them were sealed before."""
        if self.end is None or self.closing is None or self.sealed:
            return None
        counts = Counter(item.line.date for item in self.lines)
        totals: dict[date, Decimal] = {}
        for item in self.lines:
            totals[item.line.date] = totals.get(item.line.date, ZERO) + item.line.amount
        span = range((self.end - self.start).days + 1)
        days = [self.start + place * _DAY for place in span]
        return BankStatementProven(
            date=max(self.end, self.booked_from),
            ref=f"BANK-{account}/{self.start}/{self.end}/{sha256[:12]}",
            account=account,
            format=bank,
            start=self.start,
            end=self.end,
            opening=self.opening,
            closing=self.closing,
            file_sha256=sha256,
            days=tuple(
                DayProof(date=day, lines=counts[day], total=totals.get(day, ZERO)) for day in days
            ),
        )

    def balance(self, account: CashAccount, period: Period) -> BankReconciled | None:
        """The event that keeps the balance; None when it stands, or the month is closed."""
        if self.end is None or self.closing is None:
            return None
        closed = period.closed_through
        done = account.reconciled is not None and account.reconciled >= self.end
        if done or (closed is not None and month_of(self.end) <= closed):
            return None
        return BankReconciled(
            date=self.end,
            ref=f"BANK-{account.short}/{self.end}/saldo",
            account=account.short,
            balance=self.closing,
        )

    def check_opening(self, account: CashAccount, now: Position) -> None:
        """On a first import: the opening balances agree, or what is attached explains why not.

        Raises:
            OpeningDiffers: an unexplained difference was there before the first line.
        """
        if self.ledger is None or self.ledger == self.opening:
            return
        if now.unexplained:
            raise OpeningDiffers(
                account.short,
                account.account,
                self.start,
                bank=self.opening,
                ledger=self.ledger,
                opened=self.opened,
            )


def compare(
    recording: Recording,
    account: CashAccount,
    statement: Statement,
    today: date,
    made: date | None,
) -> Window:
    """Compares a proven statement with the books, day by day.

    Raises:
        BeforeTheBooks, OpeningDiffers, MissingDays, BalanceBreaks, DayDiffers, AmountTooLarge.
    """
    books = recording.books
    for line in statement.lines:
        try:
            to_rupiah(line.amount)
        except NotRupiah:
            raise AmountTooLarge(line.row, line.amount) from None
    balances = _Balances(statement)
    end = min(statement.end, _last_closed(statement, today, made))
    chain = books.peek(BankChain, account.short)
    ledger: Decimal | None = None
    if chain is None:
        start, ledger = _first_start(recording, account, balances)
    else:
        start = max(statement.start, first_day(books, account.short) or statement.start)
    opening = balances.before(start)
    if statement.end < start:
        raise BeforeTheBooks(statement.end, start)
    everything = identify(account.short, statement.lines)
    lines = tuple(item for item in everything if start <= item.line.date <= end)
    window = Window(
        start=start,
        end=end if end >= start else None,
        opening=opening,
        closing=balances.after(end) if end >= start else None,
        lines=lines,
        new=(),
        known=0,
        open=sum(item.line.date > end for item in everything),
        before=sum(item.line.date < start for item in everything),
        ledger=ledger,
        opened=books.cooperative().opened_by,
        booked_from=_first_open(books),
        sealed=False,
    )
    if window.end is None:
        return window
    new, sealed = _unknown(recording, account.short, window)
    gap = None
    if chain is not None:
        _check_chain(account.short, chain, balances, window)
        if window.start > chain.end + _DAY:
            gap = (chain.end + _DAY, window.start - _DAY)
    return window._replace(new=new, known=len(lines) - len(new), sealed=sealed, gap=gap)


class _Balances:
    """The bank's balance at the end of any day of a statement."""

    def __init__(self, statement: Statement) -> None:
        self.statement = statement
        self._opening = statement.opening or ZERO

    def after(self, day: date) -> Decimal:
        lines = self.statement.lines
        return self._opening + sum((line.amount for line in lines if line.date <= day), ZERO)

    def before(self, day: date) -> Decimal:
        return self.after(day - _DAY)


def _last_closed(statement: Statement, today: date, made: date | None) -> date:
    """The last day that was over both now and when the file was made.

    A file's date that lies before its own last line is no evidence (archives set such dates).
    """
    last = max((line.date for line in statement.lines), default=statement.start)
    over = today if made is None or made < last else min(today, made)
    return over - _DAY


def _first_open(books: Books) -> date:
    closed = books.period().closed_through
    founded = books.cooperative().founded
    return founded if closed is None else max(founded, first_of_month(add_months(closed, 1)))


def _first_start(
    recording: Recording, account: CashAccount, balances: _Balances
) -> tuple[date, Decimal]:
    """The first day of the account's first statement that counts, and the ledger's balance then.

    Lines before the books, or before the opening balances, are part of those. Opening balances may
    be meant for the beginning of their day or for its end; the bank's balance tells.
    """
    books, journal = recording.books, recording.journal
    cooperative = books.cooperative()
    start = max(balances.statement.start, cooperative.founded)
    opened = recording.find(cooperative.opened_by) if cooperative.opened_by else None
    held = ZERO
    if opened is not None and isinstance(opened.entry, Entry):
        legs = [leg.amount for leg in opened.entry.postings if leg.account == account.account]
        if legs and opened.event.date >= start:
            start, held = opened.event.date, sum(legs, ZERO)
            at_end = journal.balance(account.account, start)
            ledger = journal.balance(account.account, start - _DAY) + held
            if ledger != balances.before(start) and at_end == balances.after(start):
                return start + _DAY, at_end
    return start, journal.balance(account.account, start - _DAY) + held


def _unknown(
    recording: Recording, account: str, window: Window
) -> tuple[tuple[BankLine, ...], bool]:
    """The lines that no event booked, and whether all days were sealed before.

    Raises:
        DayDiffers: a day has other lines in the books.
    """
    by_day: dict[date, list[BankLine]] = {}
    for item in window.lines:
        by_day.setdefault(item.line.date, []).append(item)
    new: list[BankLine] = []
    sealed = True
    day = window.start
    while window.end is not None and day <= window.end:
        found = by_day.get(day, [])
        record = recording.books.peek(BankDay, f"{account}:{day}")
        known = record.lines if record is not None else {}
        if record is not None and record.sealed is not None:
            _confirm(recording, account, day, known, found)
        else:
            sealed = False
            refs = {item.bank_ref for item in found}
            if not known.keys() <= refs:
                raise DayDiffers(account, day, _amounts(recording, known), _shown(found))
            new += [item for item in found if item.bank_ref not in known]
        day += _DAY
    return tuple(new), sealed


def _confirm(
    recording: Recording,
    account: str,
    day: date,
    known: dict[str, str],
    found: Sequence[BankLine],
) -> None:
    """A sealed day must have the same amounts; texts may have changed."""
    if known.keys() == {item.bank_ref for item in found}:
        return
    ours = _amounts(recording, known)
    if sorted(amount for _, amount in ours) != sorted(item.line.amount for item in found):
        raise DayDiffers(account, day, ours, _shown(found))


def _amounts(recording: Recording, known: dict[str, str]) -> list[tuple[str, Decimal]]:
    """The events that booked the lines of a day, and the lines' amounts."""
    amounts = []
    for bank_ref, ref in known.items():
        past = recording.find(ref)
        amount = ZERO
        if past is not None and isinstance(past.event, BankLineAttached):
            amount = past.event.amount
        elif past is not None and isinstance(past.entry, Entry):
            legs = (leg.amount for leg in past.entry.postings if leg.bank_ref == bank_ref)
            amount = sum(legs, ZERO)
        amounts.append((ref, amount))
    return amounts


def _shown(found: Sequence[BankLine]) -> list[str]:
    return [f"{signed(item.line.amount)} (baris {item.line.row})" for item in found]


def _check_chain(account: str, chain: BankChain, balances: _Balances, window: Window) -> None:
    """The balance proven last must follow into this file, or lie on it.

    Raises:
        MissingDays: days between were never read.
        BalanceBreaks: the same day has another balance here.
    """
    after = chain.end + _DAY
    if window.start > after:
        if window.opening != chain.closing:
            last = window.start - _DAY
            raise MissingDays(account, after, last, chain.closing, window.opening)
        return
    if window.end is not None and window.end >= chain.end:
        printed = balances.after(chain.end)
        if printed != chain.closing:
            raise BalanceBreaks(account, chain.end, chain.closing, printed)
