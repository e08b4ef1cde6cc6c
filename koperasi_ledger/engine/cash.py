"""Cash events: which rule each goes through."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import accounts_of, end_of, side_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.cash import (
    CashAccountOpened,
    CashEvent,
    CashTransferred,
    PaymentRecorded,
    ReceiptRecorded,
)
from koperasi_ledger.model.records import CashAccount
from koperasi_ledger.rules import cash
from koperasi_ledger.rules.change import Change


def change(event: CashEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on cash and bank accounts does."""
    match event:
        case ReceiptRecorded() | PaymentRecorded():
            accounts = accounts_of(event.lines, event.date, books)
            return cash.record_money(event, side_of(event, books), accounts)
        case CashTransferred():
            return cash.transfer(
                event,
                end_of(event.source, event.clears, books),
                end_of(event.target, event.clears_target or event.clears, books),
            )
        case CashAccountOpened():
            books.find(CashAccount, event.key)
            return cash.open_cash(event, books.all(CashAccount))
        case _:
            assert_never(event)
