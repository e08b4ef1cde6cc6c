"""Savings events: which rule each goes through, and how each is undone."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.events.savings import (
    SavingsDeposited,
    SavingsEvent,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.rules import reversal, savings
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.policies import savings_on


def change(event: SavingsEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on savings does."""
    match event:
        case SimpananWajibPaid():
            member = books.member(event.member)
            return savings.pay_wajib(event, member, side_of(event, books), books.section("savings"))
        case SavingsDeposited():
            return savings.deposit(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                side_of(event, books),
                savings_on(books.section("savings"), event.date),
            )
        case SavingsWithdrawn():
            return savings.withdraw(
                event,
                books.member(event.member),
                books.savings(event.member, event.product),
                side_of(event, books),
                books.section("savings"),
            )
        case SimpananPokokPaid():
            member = books.member(event.member)
            return savings.pay_pokok(event, member, side_of(event, books), books.section("savings"))
        case _:
            assert_never(event)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - as above
    """The records without the event's movement; None when a balance would fall below zero."""
    event: SavingsEvent = past.event  # type: ignore[assignment] # of this subject
    undone: Record | None
    match event:
        case SimpananPokokPaid():
            undone = reversal.undo_pokok(event, books.member(event.member))
        case SimpananWajibPaid():
            undone = reversal.undo_wajib(event, books.member(event.member))
        case SavingsDeposited():
            account = books.savings(event.member, event.product)
            undone = reversal.undo_balance(account, event.amount)
        case SavingsWithdrawn():
            account = books.savings(event.member, event.product)
            undone = reversal.undo_balance(account, -event.amount)
        case _:
            assert_never(event)
    return (undone,) if undone is not None else None
