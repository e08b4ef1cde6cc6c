"""Savings events: which rule each goes through, and how each is undone."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.events.savings import (
    SavingsBlocked,
    SavingsDeposited,
    SavingsEvent,
    SavingsReleased,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.rules import reversal, savings
from koperasi_ledger.rules.change import Change


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
                books.section("savings"),
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
        case SavingsBlocked():
            member = books.member(event.member)
            account = books.savings(event.member, event.product)
            return savings.block(event, member, account, books.section("savings"))
        case SavingsReleased():
            books.member(event.member)
            return savings.release(event, books.savings(event.member, event.product))
        case _:
            assert_never(event)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:
    """The records without the event's movement.

    None when a balance would fall below zero or below what is blocked, or a block is gone already.
    """
    event: SavingsEvent = past.event  # type: ignore[assignment] # of this subject
    undone: Record | None
    match event:
        case SimpananPokokPaid():
            undone = reversal.undo_pokok(event, books.member(event.member))
        case SimpananWajibPaid():
            undone = reversal.undo_wajib(event, books.member(event.member))
        case SavingsDeposited():
            account = books.savings(event.member, event.product)
            undone = reversal.undo_balance(account, event.date, event.amount)
        case SavingsWithdrawn():
            account = books.savings(event.member, event.product)
            undone = reversal.undo_balance(account, event.date, -event.amount)
        case SavingsBlocked():
            account = books.savings(event.member, event.product)
            undone = reversal.undo_block(account, event.ref)
        case SavingsReleased():
            account = books.savings(event.member, event.product)
            blocked = history.find(event.block)
            undone = reversal.undo_release(account, blocked.event if blocked else None)
        case _:
            assert_never(event)
    return (undone,) if undone is not None else None


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that stand in the way of a reversal; see `savings_reversal`."""
    from koperasi_ledger.engine import savings_reversal  # noqa: PLC0415 - reversals are rare

    return savings_reversal.in_the_way(past, books, history)
