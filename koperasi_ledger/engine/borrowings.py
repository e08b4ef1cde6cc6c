"""Events on borrowings: which rule each goes through; they are undone latest first."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.borrowings import (
    BorrowingAccrued,
    BorrowingAgreed,
    BorrowingDrawn,
    BorrowingEvent,
    BorrowingPaid,
    BorrowingPrepaid,
    BorrowingRescheduled,
    BorrowingTakenOver,
)
from koperasi_ledger.model.records.borrowings import Borrowing
from koperasi_ledger.rules.borrowings import agreeing, paying
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.borrowings import UnknownBorrowing

GOES_BACK = frozenset({Borrowing.kind})
"""The record of a debt, which a reversal sets back to what it was: latest first."""


def change(event: BorrowingEvent, books: Books, history: History) -> Change:  # noqa: PLR0911 - one answer for each kind
    """What an event on borrowings does."""
    if isinstance(event, BorrowingAgreed):
        books.check_unit(event.unit, event.date)
        known = books.find(Borrowing, event.borrowing)
        return agreeing.agree(event, known, books.section("borrowings"))
    borrowing = borrowing_of(event.borrowing, books)
    match event:
        case BorrowingPaid():
            return paying.pay(event, borrowing, side_of(event, books))
        case BorrowingAccrued():
            return paying.accrue(event, borrowing)
        case BorrowingPrepaid():
            return paying.prepay(event, borrowing, side_of(event, books))
        case BorrowingDrawn():
            accounts = [books.account(fee.account) for fee in event.fees]
            return agreeing.draw(event, borrowing, side_of(event, books), accounts)
        case BorrowingTakenOver():
            account = books.account(event.account)
            held = history.balance(event.account, event.date)
            return agreeing.take_over(event, borrowing, account, held)
        case BorrowingRescheduled():
            return agreeing.reschedule(event, borrowing)
        case _:
            assert_never(event)


def borrowing_of(number: str, books: Books) -> Borrowing:
    """The debt with this number.

    Raises:
        UnknownBorrowing: there is none.
    """
    found = books.find(Borrowing, number)
    if found is None:
        raise UnknownBorrowing(number)
    return found
