"""Deposit events: which rule each goes through, and how each is undone, latest first."""

from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.savings import month_of_interest
from koperasi_ledger.model.accounts import (
    INTEREST_TAX,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.deposits import (
    DepositClosed,
    DepositEvent,
    DepositInterestAccrued,
    DepositInterestPaid,
    DepositMoneyEvent,
    DepositPlaced,
    DepositPledged,
    DepositRenewed,
    DepositTakenOver,
    DepositUnpledged,
)
from koperasi_ledger.model.records import Deposit, InterestMonth, Record, SavingsAccount
from koperasi_ledger.rules import deposit_payouts, deposits
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.deposit_terms import terms_of
from koperasi_ledger.rules.errors import UnknownDeposit
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings_moves import taken_back
from koperasi_ledger.rules.taxes import give_back, interest_tax_on


def change(  # noqa: PLR0911 - one answer for each kind
    event: DepositEvent,
    books: Books,
    history: History,  # noqa: ARG001 - one shape for all subjects
) -> Change:
    """What an event on deposits does."""
    if isinstance(event, DepositPlaced):
        return deposits.place(
            event,
            books.find(Deposit, event.number),
            books.member(event.member),
            _money_of(event, event.member, books),
            books.section("deposits"),
        )
    if isinstance(event, DepositTakenOver):
        return deposits.take_over(
            event,
            books.find(Deposit, event.number),
            books.member(event.member),
            books.account(event.account),
            books.section("deposits"),
        )
    deposit = deposit_of(event.number, books)
    match event:
        case DepositInterestPaid() | DepositClosed():
            return _pay(event, deposit, books)
        case DepositInterestAccrued():
            books.check_unit(event.unit, event.date)
            return deposit_payouts.accrue(
                event, deposit, terms_of(deposit, books.section("deposits"))
            )
        case DepositRenewed():
            section = books.section("deposits")
            return deposits.renew(event, deposit, terms_of(deposit, section), section)
        case DepositPledged():
            return deposits.pledge(event, deposit)
        case DepositUnpledged():
            return deposits.unpledge(event, deposit)
        case _:
            assert_never(event)


def deposit_of(number: str, books: Books) -> Deposit:
    """The deposit with this number.

    Raises:
        UnknownDeposit: there is none.
    """
    found = books.find(Deposit, number)
    if found is None:
        raise UnknownDeposit(number)
    return found


def _pay(event: DepositInterestPaid | DepositClosed, deposit: Deposit, books: Books) -> Change:
    deposits.require_open(deposit)
    member = books.member(deposit.member)
    terms = terms_of(deposit, books.section("deposits"))
    so_far = month_of_interest(books, month_of(event.date), member.number)
    tax = interest_tax_on(books.section("taxes"), event.date)
    if isinstance(event, DepositClosed):
        side = _money_of(event, member.number, books)
        return deposit_payouts.close(event, deposit, terms, member, side, so_far=so_far, tax=tax)
    return deposit_payouts.pay_interest(
        event,
        deposit,
        terms,
        member,
        _interest_side(event, deposit, books),
        so_far=so_far,
        tax=tax,
    )


def _interest_side(
    event: DepositInterestPaid, deposit: Deposit, books: Books
) -> deposits.Side | None:
    """Where interest goes: a cash account, a savings account, or None for the deposit itself."""
    if event.via is not None or event.clears is not None:
        return side_of(event, books)
    books.check_unit(event.unit, event.date)
    if deposit.interest_product is None:
        return None
    return _savings(deposit.member, deposit.interest_product, books)


def _money_of(event: DepositMoneyEvent, member: str, books: Books) -> deposits.Side:
    if event.savings is None:
        return side_of(event, books)
    books.check_unit(event.unit, event.date)
    product_held(books.section("savings"), event.savings, event.date)
    return _savings(member, event.savings, books)


def _savings(member: str, product: str, books: Books) -> deposits.SavingsSide:
    return deposits.SavingsSide(
        books.savings(member, product), books.member(member), books.section("savings")
    )


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - as above
    """The records as they were before the event; None when something later rests on it."""
    event: DepositEvent = past.event  # type: ignore[assignment] # of this subject
    deposit = deposit_of(event.number, books)
    if deposit.last != event.ref:
        return None
    before = past.before.get((Deposit.kind, event.number))
    undone: list[Record] = [
        before
        if isinstance(before, Deposit)
        else deposit.updated(status="batal", balance=Decimal(0))
    ]
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    for leg in legs:
        if leg.account == VOLUNTARY:
            account = books.savings(deposit.member, leg.sub or "")
            back = taken_back(account, event.date, -leg.amount)
            if back.balance < max(back.blocked, Decimal(0)):
                return None
            undone.append(back)
    record_id = (InterestMonth.kind, f"{month_of(event.date)}:{deposit.member}")
    if record_id in past.before and isinstance(event, DepositInterestPaid | DepositClosed):
        month = _without_interest(past, deposit, before, books)
        if month is None:
            return None
        undone.append(month)
    return tuple(undone)


def _without_interest(
    past: Past, deposit: Deposit, before: Record | None, books: Books
) -> InterestMonth | None:
    """The tax month without what the event paid of interest and withheld of it."""
    earlier = before.interest if isinstance(before, Deposit) else Decimal(0)
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    taken = -sum(leg.amount for leg in legs if leg.account == INTEREST_TAX)
    now = month_of_interest(books, month_of(past.event.date), deposit.member)
    tax = interest_tax_on(books.section("taxes"), past.event.date)
    return give_back(tax, now, deposit.interest - earlier, Decimal(taken))


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on this deposit, on the interest of the month, or that took the money."""
    from koperasi_ledger.engine.reversing import living  # noqa: PLC0415 - rare
    from koperasi_ledger.engine.savings_reversal import narrowing  # noqa: PLC0415 - rare

    event: DepositEvent = past.event  # type: ignore[assignment] # of this subject
    records = [(Deposit.kind, event.number)]
    records += [key for key in past.before if key[0] == InterestMonth.kind]
    resting = living(history.later(records, past.seq), past.seq, books, history)
    accounts = [key for kind, key in past.before if kind == SavingsAccount.kind]
    taken = [ref for key in accounts for ref in narrowing(key, past, books, history)]
    return list(dict.fromkeys([*resting, *taken]))
