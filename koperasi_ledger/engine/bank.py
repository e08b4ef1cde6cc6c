"""Bank events: which rule each goes through."""

from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import bank_of, day_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.bank import (
    BankEvent,
    BankLineAttached,
    BankPaymentUnidentified,
    BankReceiptUnidentified,
    BankReconciled,
    BankStatementProven,
    VirtualAccountAssigned,
)
from koperasi_ledger.model.events.cooperative import EventReversed
from koperasi_ledger.model.records import (
    Attachment,
    BankChain,
    BankFile,
    Record,
    Reversal,
    VirtualAccount,
)
from koperasi_ledger.rules import bank
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import UnknownRef


def change(event: BankEvent, books: Books, history: History) -> Change:
    """What an event on bank statements does."""
    match event:
        case BankReceiptUnidentified() | BankPaymentUnidentified():
            return bank.unidentified(event, bank_of(event.account, books))
        case BankLineAttached():
            return _attach(event, books, history)
        case BankStatementProven():
            bank_of(event.account, books)
            return bank.prove(
                event,
                books.find(BankFile, event.file_sha256),
                books.peek(BankChain, event.account),
                tuple(day_of(event.account, day.date, books) for day in event.days),
            )
        case BankReconciled():
            account = bank_of(event.account, books)
            return bank.reconcile(event, account, history.balance(account.account, event.date))
        case VirtualAccountAssigned():
            return bank.assign_number(
                event,
                books.member(event.member),
                books.find(VirtualAccount, event.number),
                books.section("savings"),
            )
        case _:
            assert_never(event)


def _attach(event: BankLineAttached, books: Books, history: History) -> Change:
    """A bank line that an entry typed by hand already booked."""
    account = bank_of(event.account, books)
    past = history.find(event.target)
    if past is None:
        raise UnknownRef(event.target)
    moved = Decimal(0)
    if isinstance(past.entry, Entry):
        moved = sum(
            (
                leg.amount
                for leg in past.entry.postings
                if leg.account == account.account and leg.bank_ref is None
            ),
            moved,
        )
    taken: Record | None = books.find(Attachment, f"{event.account}:{event.target}")
    taken = taken or books.find(Reversal, event.target)
    # An opening balance is no movement, and a reversal without a bank line undid what the bank
    # never saw.
    if past.event.structural or isinstance(past.event, EventReversed):
        moved = Decimal(0)
    return bank.attach(event, account, moved, taken)
