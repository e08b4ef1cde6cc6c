"""What the journal knows of a bank account and its lines: whose they may be, what was typed."""

from datetime import date

from koperasi_ledger.books import Books
from koperasi_ledger.importers.matching import Facts, bill_numbers
from koperasi_ledger.importers.pairing import HandEntry
from koperasi_ledger.importers.people import People
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.events import EventReversed
from koperasi_ledger.model.records import (
    Attachment,
    CashAccount,
    Member,
    Reversal,
    Roster,
    VirtualAccount,
)
from koperasi_ledger.reports.bank_position import ledger_moves
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.errors import NotABank

_WHOLE = 2**62


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


def postings_of(journal: Journal) -> Postings:
    """All postings of the journal, those of a transaction under way among them."""
    return Postings(journal.database, _WHOLE)


def hand_entries(
    journal: Journal, books: Books, account: CashAccount, first: date, last: date
) -> list[HandEntry]:
    """Entries typed by hand in a span of days that have no bank line yet and are not reversed."""
    return [
        HandEntry(move.ref, move.date, move.amount, move.member)
        for move in ledger_moves(postings_of(journal), account, first, last)
        if move.kind != EventReversed.model_fields["kind"].default
        and books.peek(Attachment, f"{account.short}:{move.ref}") is None
        and books.peek(Reversal, move.ref) is None
    ]
