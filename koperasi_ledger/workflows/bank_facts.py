"""What the journal knows of a bank account: entries without a bank line, and how it stands."""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.matching import Facts, bill_numbers
from koperasi_ledger.importers.pairing import HandEntry
from koperasi_ledger.importers.people import People
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.events import EventReversed
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import (
    Attachment,
    BankChain,
    BankDay,
    BankFile,
    CashAccount,
    Member,
    Reversal,
    Roster,
    VirtualAccount,
)
from koperasi_ledger.rules.bank import bank_day_of
from koperasi_ledger.rules.errors import NotABank

ZERO = Decimal(0)
_OPENING = "opening_balances_recorded"


def bank_account(books: Books, key: str) -> CashAccount:
    """Our bank account under this key.

    Raises:
        UnknownCash, NotABank.
    """
    found = books.cash(key)
    if found.type != "bank":
        raise NotABank(key)
    return found


def bank_accounts(books: Books) -> list[CashAccount]:
    """All bank accounts of the cooperative, by key."""
    return [cash for cash in books.all(CashAccount) if cash.type == "bank"]


def account_name(account: CashAccount) -> str:
    """How a message names an account: `bri (BRI 0001…)`."""
    return f"{account.short} ({account.bank} {account.number})"


def facts_of(books: Books, account: str) -> Facts:
    """What lines of the account are compared with."""
    return Facts(
        account=account,
        people=People(books.all(Member)),
        numbers={item.number: item for item in books.all(VirtualAccount)},
        policy=books.section("bank"),
        books=books,
        rosters=tuple(
            item for item in books.all(Roster) if item.account == account and item.used is None
        ),
        named=bill_numbers(books),
    )


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


class _Leg(NamedTuple):
    """What one event moved on a bank account, without a bank line."""

    entry: HandEntry
    kind: str


def _legs(journal: Journal, account: CashAccount, first: date, last: date) -> list[_Leg]:
    """Movements of the account that no bank line proves; those of opening balances left out."""
    rows = journal.database.rows(
        "SELECT e.ref, e.kind, p.date, SUM(p.sen),"
        " (SELECT MIN(m.member) FROM postings m WHERE m.seq = p.seq)"
        " FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.bank_ref IS NULL AND p.date BETWEEN ? AND ? AND e.kind <> ?"
        " GROUP BY p.seq, e.ref, e.kind, p.date ORDER BY p.date, p.seq",
        (account.account, first.isoformat(), last.isoformat(), _OPENING),
    )
    return [
        _Leg(HandEntry(ref, date.fromisoformat(day), from_sen(int(sen)), member), kind)
        for ref, kind, day, sen, member in rows
    ]


def hand_entries(
    journal: Journal, books: Books, account: CashAccount, first: date, last: date
) -> list[HandEntry]:
    """Entries typed by hand in a span of days that have no bank line yet and are not reversed."""
    return [
        leg.entry
        for leg in _legs(journal, account, first, last)
        if leg.kind != EventReversed.model_fields["kind"].default
        and books.peek(Attachment, f"{account.short}:{leg.entry.ref}") is None
        and books.peek(Reversal, leg.entry.ref) is None
    ]


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
    outstanding: tuple[HandEntry, ...]
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


def position(
    journal: Journal, books: Books, account: CashAccount, day: date, bank: Decimal
) -> Position:
    """The account at the end of `day`, where the bank holds `bank`."""
    since = first_day(books, account.short) or day
    attached = {
        item.ref: item.bank_ref for item in books.all(Attachment) if item.account == account.short
    }
    timings: list[Timing] = []
    outstanding: dict[str, HandEntry] = {}
    # Entries attached to a line can lie before the first statement.
    for leg in _legs(journal, account, since - timedelta(days=31), date.max):
        bank_ref = attached.get(leg.entry.ref)
        if bank_ref is not None:
            timings.append(_timing(leg.entry.ref, leg.entry.date, bank_ref, leg.entry.amount))
        elif since <= leg.entry.date <= day:
            outstanding[leg.entry.ref] = leg.entry
    rows = journal.database.rows(
        "SELECT e.ref, p.date, p.bank_ref, p.sen FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.bank_ref IS NOT NULL ORDER BY p.seq, p.leg",
        (account.account,),
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
        journal.balance(account.account, day),
        bank,
        tuple(outstanding.values()),
        tuple(item for item in timings if item.ledger <= day < item.bank),
        tuple(item for item in timings if item.bank <= day < item.ledger),
    )


def _timing(ref: str, posted: date, bank_ref: str, amount: Decimal) -> Timing:
    return Timing(ref, posted, date.fromisoformat(bank_day_of(bank_ref)[1]), amount)
