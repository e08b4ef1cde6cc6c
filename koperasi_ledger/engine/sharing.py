"""Events on the profit of sharia savings: which rule each goes through, and how it is undone."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.reversing import living, spenders
from koperasi_ledger.engine.savings import month_of_interest
from koperasi_ledger.engine.savings_reversal import narrowing
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events.sharing import (
    ProfitPoolClosed,
    SavingsBonusGiven,
    SavingsProfitShared,
    SharingEvent,
)
from koperasi_ledger.model.policy.sharia import ProfitSharing
from koperasi_ledger.model.records import InterestMonth, Member, Record, SavingsAccount
from koperasi_ledger.model.records.sharing import ProfitCredited, ProfitPool
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.rules.errors import ControlAccount
from koperasi_ledger.rules.savings_interest import require_member_on
from koperasi_ledger.rules.sharia import sharing

GOES_BACK = frozenset({ProfitPool.kind})
"""A month's pool goes back as long as nobody was credited of it."""


def change(event: SharingEvent, books: Books, history: History) -> Change:
    """What an event on the profit of savings does."""
    match event:
        case SavingsProfitShared():
            return sharing.share(
                event,
                books.find(ProfitPool, event.month),
                books.find(ProfitCredited, f"{event.month}:{event.member}"),
                _saver(event, books),
                sharia=books.section("sharia"),
                savings=books.section("savings"),
                taxes=books.section("taxes"),
            )
        case SavingsBonusGiven():
            books.check_unit(event.unit, event.date)
            return sharing.give_bonus(
                event,
                _saver(event, books),
                savings=books.section("savings"),
                taxes=books.section("taxes"),
            )
        case ProfitPoolClosed():
            return _close(event, books, history)
        case _:
            assert_never(event)


def _saver(event: SavingsProfitShared | SavingsBonusGiven, books: Books) -> sharing.Saver:
    if isinstance(event, SavingsProfitShared):
        keys, month = [share.product for share in event.shares], event.month
    else:
        keys, month = [event.product], f"{event.date:%Y-%m}"
    member = books.member(event.member)
    accounts = {key: books.savings(event.member, key) for key in keys}
    return sharing.Saver(member, accounts, month_of_interest(books, month, event.member))


def _close(event: ProfitPoolClosed, books: Books, history: History) -> Change:
    books.check_unit(event.unit, event.date)
    sharia, savings = books.section("sharia"), books.section("savings")
    policy = sharing.sharing_on(sharia, event.date)
    return sharing.close_pool(
        event,
        books.find(ProfitPool, event.month),
        income_of(policy, event.month, books, history),
        list(saving_members(books, event.date)),
        sharia=sharia,
        savings=savings,
    )


def income_of(policy: ProfitSharing, month: str, books: Books, history: History) -> Decimal:
    """What a month brought in on the accounts that are shared, less their expenses, in rupiah.

    Raises:
        UnknownAccount, ControlAccount: the policy names an account that is not in the chart, or
            that a sub-ledger keeps.
    """
    total = Decimal(0)
    before, after = last_day(add_months(month, -1)), last_day(month)
    for name in (*policy.income, *policy.expense):
        if books.account(name).control:
            raise ControlAccount(name)
        total -= history.balance(name, after) - history.balance(name, before)
    return total


def saving_members(books: Books, day: date) -> Iterable[SavingsAccount]:
    """The savings of all who were members on a day; looking makes nothing rest on them."""
    for account in books.all(SavingsAccount):
        member = books.peek(Member, account.member)
        if member is None:
            continue
        try:
            require_member_on(member, day)
        except Refusal:
            continue  # who left, or came later, has no share
        yield account


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The records without the event's movement; a pool goes back (`GOES_BACK`)."""
    event: SharingEvent = past.event  # type: ignore[assignment] # of this subject
    if isinstance(event, ProfitPoolClosed) or not isinstance(past.entry, Entry):
        return ()
    pool = None
    if isinstance(event, SavingsProfitShared):
        pool = books.find(ProfitPool, event.month)
    taxes = books.section("taxes")
    return sharing.undo(event, past.entry, _saver(event, books), pool, taxes=taxes)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that took or blocked the money, or whose tax rests on it."""
    event: SharingEvent = past.event  # type: ignore[assignment] # of this subject
    if isinstance(event, ProfitPoolClosed):
        return spenders(past, books, history)
    saver = _saver(event, books)
    month = (InterestMonth.kind, saver.so_far.key)
    found = set(living(history.later([month], past.seq), past.seq, books, history))
    for account in saver.accounts.values():
        found |= set(narrowing(account.key, past, books, history))
    return sorted(found, key=lambda ref: _seq(ref, history))


def _seq(ref: str, history: History) -> int:
    past = history.find(ref)
    return past.seq if past is not None else 0
