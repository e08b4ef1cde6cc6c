"""A bank account at the end of a day, ledger against bank: what differs, and why."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import (
    Attachment,
    BankChain,
    BankDay,
    BankFile,
    CashAccount,
    Reversal,
)
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.bank import bank_day_of

ZERO = Decimal(0)
_OPENING = "opening_balances_recorded"
_EARLIER = timedelta(days=31)
"""How long before the first statement an entry may lie that is attached to one of its lines."""


class LedgerMove(NamedTuple):
    """What one event moved on a bank account without a bank line; `amount` as on the account."""

    ref: str
    date: date
    amount: Decimal
    member: str | None
    kind: str


class Timing(NamedTuple):
    """A movement that bank and ledger date on different sides of a day."""

    ref: str
    ledger: date
    bank: date
    amount: Decimal


class Position(NamedTuple):
    """How an account stands at the end of a day, ledger against bank; rupiah.

    `ledger` = `bank` + Σ `outstanding` + Σ `ahead` - Σ `behind` + `unexplained`: entries without a
    bank line, entries whose line comes later, lines whose entry is dated later.
    """

    day: date
    ledger: Decimal
    bank: Decimal
    outstanding: tuple[LedgerMove, ...]
    ahead: tuple[Timing, ...]
    behind: tuple[Timing, ...]

    @property
    def difference(self) -> Decimal:
        """What the ledger has more than the bank."""
        return self.ledger - self.bank

    @property
    def unexplained(self) -> Decimal:
        """What of the difference nothing here explains."""
        listed = sum((entry.amount for entry in self.outstanding), ZERO)
        listed += sum((item.amount for item in self.ahead), ZERO)
        listed -= sum((item.amount for item in self.behind), ZERO)
        return self.difference - listed


def first_day(books: Books, account: str) -> date | None:
    """The first day of the account that a statement proved."""
    return min((f.start for f in books.all(BankFile) if f.account == account), default=None)


def bank_balance(books: Books, account: str, day: date) -> Decimal | None:
    """The bank's balance at the end of a day that statements prove; None beyond them."""
    chain = books.peek(BankChain, account)
    if chain is None or day > chain.end:
        return None
    later = (
        item.total or ZERO
        for item in books.all(BankDay)
        if item.account == account and item.date > day
    )
    return chain.closing - sum(later, ZERO)


def unread_days(books: Books, account: str, first: date, last: date) -> list[tuple[date, date]]:
    """The runs of days, first and last of each, that no file holds between proven ones.

    The balances around them agree, or the later file would have been refused: what is in no file
    adds up to nothing.
    """
    sealed = {
        item.date
        for item in books.all(BankDay)
        if item.account == account and item.sealed is not None and item.date <= last
    }
    runs: list[tuple[date, date]] = []
    day = max(first, min(sealed, default=last))
    while day <= last:
        if day not in sealed:
            begin = runs.pop()[0] if runs and runs[-1][1] == day - timedelta(days=1) else day
            runs.append((begin, day))
        day += timedelta(days=1)
    return runs


def proven_day(books: Books, account: str, first: date, last: date) -> date | None:
    """The last day from `first` to `last` that statements of the account prove, if any."""
    chain = books.peek(BankChain, account)
    began = first_day(books, account)
    if chain is None or began is None or chain.end < first or began > last:
        return None
    day = min(last, chain.end)
    # Between two statements whose balances agree there can be days that none of them names.
    known = [
        item.date
        for item in books.all(BankDay)
        if item.account == account and item.sealed is not None and item.date <= day
    ]
    return day if day == chain.end or not known else max(known)


def ledger_moves(
    postings: Postings, account: CashAccount, first: date, last: date
) -> list[LedgerMove]:
    """Movements of the account that no bank line proves; those of opening balances left out."""
    rows = postings.source.rows(
        "SELECT e.ref, p.date, SUM(p.sen),"
        " (SELECT MIN(m.member) FROM postings m WHERE m.seq = p.seq), e.kind"
        " FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.bank_ref IS NULL AND p.date BETWEEN ? AND ? AND e.kind <> ?"
        " AND p.seq <= ?"
        " GROUP BY p.seq, e.ref, e.kind, p.date ORDER BY p.date, p.seq",
        (account.account, first.isoformat(), last.isoformat(), _OPENING, postings.seq),
    )
    return [
        LedgerMove(ref, date.fromisoformat(day), from_sen(int(sen)), member, kind)
        for ref, day, sen, member, kind in rows
    ]


def position(
    postings: Postings, books: Books, account: CashAccount, day: date, bank: Decimal
) -> Position:
    """The account at the end of `day`, where the bank holds `bank`."""
    since = first_day(books, account.short) or day
    attached = {
        item.ref: item.bank_ref for item in books.all(Attachment) if item.account == account.short
    }
    timings: list[Timing] = []
    outstanding: dict[str, LedgerMove] = {}
    for move in ledger_moves(postings, account, since - _EARLIER, date.max):
        bank_ref = attached.get(move.ref)
        if bank_ref is not None:
            timings.append(_timing(move.ref, move.date, bank_ref, move.amount))
        elif since <= move.date <= day:
            outstanding[move.ref] = move
    rows = postings.source.rows(
        "SELECT e.ref, p.date, p.bank_ref, p.sen FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.bank_ref IS NOT NULL AND p.seq <= ? ORDER BY p.seq, p.leg",
        (account.account, postings.seq),
    )
    for ref, posted, bank_ref, sen in rows:
        if posted != bank_day_of(bank_ref)[1]:
            timings.append(_timing(ref, date.fromisoformat(posted), bank_ref, from_sen(int(sen))))
    for ref in list(outstanding):
        undone = books.peek(Reversal, ref)
        if undone is not None and undone.by in outstanding:
            del outstanding[ref], outstanding[undone.by]
    return Position(
        day,
        from_sen(postings.balance(account.account, day)),
        bank,
        tuple(outstanding.values()),
        tuple(item for item in timings if item.ledger <= day < item.bank),
        tuple(item for item in timings if item.bank <= day < item.ledger),
    )


def _timing(ref: str, posted: date, bank_ref: str, amount: Decimal) -> Timing:
    return Timing(ref, posted, date.fromisoformat(bank_day_of(bank_ref)[1]), amount)
