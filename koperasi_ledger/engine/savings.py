"""Savings events: which rule each goes through, and how each is undone."""

from typing import TYPE_CHECKING, assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.accounts import VOLUNTARY
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.savings import (
    SavingsBlocked,
    SavingsDeposited,
    SavingsEvent,
    SavingsInterestPaid,
    SavingsReleased,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.records import (
    Record,
    SavingsAccount,
    SavingsInterestRun,
)
from koperasi_ledger.rules import savings
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.policies import bodies

if TYPE_CHECKING:
    from koperasi_ledger.model.records import InterestMonth


def change(  # noqa: PLR0911 - one answer for each kind
    event: SavingsEvent,
    books: Books,
    history: History,  # noqa: ARG001 - one shape for all subjects
) -> Change:
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
        case SavingsInterestPaid():
            return _pay_interest(event, books)
        case _:
            assert_never(event)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:
    """The records without the event's movement.

    None when a balance would fall below zero or below what is blocked, or a block is gone already.
    """
    from koperasi_ledger.rules import reversal  # noqa: PLC0415 - reversals are rare

    event: SavingsEvent = past.event  # type: ignore[assignment] # of this subject
    undone: Record | None
    match event:
        case SimpananPokokPaid():
            undone = reversal.undo_pokok(event, books.member(event.member))
        case SimpananWajibPaid():
            undone = reversal.undo_wajib(event.amount, books.member(event.member))
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
        case SavingsInterestPaid():
            return _undo_interest(event, past, books)
        case _:
            assert_never(event)
    return (undone,) if undone is not None else None


def month_of_interest(books: Books, month: str, member: str) -> "InterestMonth":
    """A member's interest of a month; zero when there was none."""
    from koperasi_ledger.model.records import InterestMonth  # noqa: PLC0415 - once a month

    found = books.find(InterestMonth, f"{month}:{member}")
    return found or InterestMonth(month=month, member=member)


def accounts_of(member: str, books: Books) -> list[SavingsAccount]:
    """The member's voluntary savings accounts, by product."""
    policies = bodies(books.section("savings"), SavingsPolicy)
    keys = sorted({product.key for policy in policies for product in policy.products})
    return [
        books.savings(member, key) for key in keys if books.peek(SavingsAccount, f"{member}:{key}")
    ]


def _pay_interest(event: SavingsInterestPaid, books: Books) -> Change:
    from koperasi_ledger.rules import savings_interest  # noqa: PLC0415 - once a month

    books.check_unit(event.unit, event.date)
    return savings_interest.pay_interest(
        event,
        books.member(event.member),
        accounts_of(event.member, books),
        run=books.find(SavingsInterestRun, event.member) or SavingsInterestRun(member=event.member),
        so_far=month_of_interest(books, event.month, event.member),
        savings=books.section("savings"),
        taxes=books.section("taxes"),
    )


def _undo_interest(
    event: SavingsInterestPaid, past: Past, books: Books
) -> tuple[Record, ...] | None:
    from koperasi_ledger.rules import savings_interest  # noqa: PLC0415 - rare

    run = books.find(SavingsInterestRun, event.member)
    before = past.before.get((SavingsInterestRun.kind, event.member))
    if run is None or not isinstance(past.entry, Entry):
        return None
    products = {leg.sub for leg in past.entry.postings if leg.account == VOLUNTARY and leg.sub}
    return savings_interest.undo_interest(
        event,
        past.entry,
        accounts={key: books.savings(event.member, key) for key in sorted(products)},
        runs=(run, before if isinstance(before, SavingsInterestRun) else None),
        now=month_of_interest(books, event.month, event.member),
        taxes=books.section("taxes"),
    )


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that stand in the way of a reversal; see `savings_reversal`."""
    from koperasi_ledger.engine import savings_reversal  # noqa: PLC0415 - reversals are rare

    return savings_reversal.in_the_way(past, books, history)
