"""Loan events: which rule each goes through, and how they are undone, latest first."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import end_of, side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.shares import open_share, share_of
from koperasi_ledger.model.accounts import SWP, VOLUNTARY
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.loans import (
    LoanApplied,
    LoanApproved,
    LoanDeclined,
    LoanDisbursed,
    LoanEvent,
    LoanExcessReturned,
    LoanForgiven,
    LoanInterestAccrued,
    LoanMoneyEvent,
    LoanPenaltyWaived,
    LoanPrepaid,
    LoanProvisioned,
    LoanRecovered,
    LoanRepaid,
    LoanRestructured,
    LoanSettled,
    LoanToppedUp,
    LoanWrittenOff,
    SwpReturned,
)
from koperasi_ledger.model.policy.loans import LoanLimits, LoanPolicy
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.loans import (
    Borrower,
    Collateral,
    Loan,
    LoanPayments,
    LoanPlan,
)
from koperasi_ledger.model.records.sharia import MurabahahGoods
from koperasi_ledger.rules import reversal
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import LoanWrongStatus, UnknownLoan
from koperasi_ledger.rules.loans import changes, granting, losses, month_end, payments
from koperasi_ledger.rules.loans.payments import Running
from koperasi_ledger.rules.loans.posting import Purse
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.rules.savings_moves import months_kept
from koperasi_ledger.rules.shu_share import OpenShare, spare


def change(event: LoanEvent, books: Books, history: History) -> Change:  # noqa: C901, PLR0911, PLR0912 - all branches of lending
    """What an event on loans does."""
    match event:
        case LoanRepaid():
            payer = _payer(event, books, history)
            return payments.repay(event, running(event.loan, books), payer)
        case LoanInterestAccrued():
            loans = books.section("loans")
            return month_end.accrue(event, running(event.loan, books, event.date), loans)
        case LoanProvisioned():
            loans = books.section("loans")
            return month_end.provide(event, running(event.loan, books, event.date), loans)
        case LoanDisbursed():
            return _disburse(event, books, history)
        case LoanApplied():
            books.check_unit(event.unit, event.date)
            return granting.apply(
                event,
                books.find(Loan, event.loan),
                books.member(event.member),
                books.section("loans"),
            )
        case LoanApproved():
            return _approve(event, books, history)
        case LoanDeclined():
            return granting.decline(event, loan_of(event.loan, books))
        case LoanPrepaid():
            return payments.prepay(event, running(event.loan, books), purse_of(event, books))
        case LoanSettled():
            return payments.settle(event, running(event.loan, books), purse_of(event, books))
        case LoanToppedUp():
            return _top_up(event, books, history)
        case LoanRestructured():
            loan, plan, paid, *_ = running(event.loan, books)
            policy = body_on(books.section("loans"), LoanPolicy, event.date)
            return changes.restructure(event, loan, plan, paid, policy)
        case LoanPenaltyWaived():
            return payments.waive(event, running(event.loan, books))
        case LoanWrittenOff():
            return losses.write_off(event, running(event.loan, books))
        case LoanRecovered():
            return losses.recover(event, running(event.loan, books), purse_of(event, books))
        case LoanForgiven():
            return losses.forgive(event, running(event.loan, books))
        case LoanExcessReturned():
            loan = loan_of(event.loan, books)
            return payments.return_excess(event, loan, purse_of(event, books))
        case SwpReturned():
            member = books.member(event.member)
            borrower = borrower_of(event.member, books)
            ended = [loan_of(number, books) for number in borrower.ended]
            side = side_of(event, books)
            return payments.return_swp(event, member, borrower, side, ended=ended)
        case _:
            assert_never(event)


def loan_of(number: str, books: Books) -> Loan:
    """The loan with this number.

    Raises:
        UnknownLoan: there is none.
    """
    found = books.find(Loan, number)
    if found is None:
        raise UnknownLoan(number)
    return found


def borrower_of(member: str, books: Books) -> Borrower:
    """The member as a borrower; nothing rests on it, its loans are undone one by one."""
    return books.peek(Borrower, member) or Borrower(member=member)


def running(number: str, books: Books, day: date | None = None) -> Running:
    """A loan that was paid out, with its schedule and payments: those in force on a past `day`.

    Raises:
        UnknownLoan, LoanWrongStatus: there is no such loan, or nothing was paid out yet.
    """
    loan = loan_of(number, books)
    key = f"{number}:{loan.version}"
    plan, paid = books.find(LoanPlan, key), books.find(LoanPayments, key)
    if plan is None or paid is None:
        raise LoanWrongStatus(number, loan.status, "dibayar atau diubah")
    later = Decimal(0)
    while day is not None and day < plan.start and plan.version > 1:
        key = f"{number}:{plan.version - 1}"
        plan_before, paid_before = books.find(LoanPlan, key), books.find(LoanPayments, key)
        if plan_before is None or paid_before is None:
            break
        later += sum((move[2] for move in paid.moves), Decimal(0))
        plan, paid = plan_before, paid_before
    return Running(loan, plan, paid, borrower_of(loan.member, books), later)


def purse_of(event: LoanMoneyEvent, books: Books) -> MoneySide | Purse:
    """Where the money of a loan's event is: cash, bank, Titipan, or the member's savings."""
    books.check_unit(event.unit, event.date)
    if event.savings is None:
        return end_of(event.via, event.clears, books)
    account = books.savings(loan_of(event.loan, books).member, event.savings)
    return Purse(account, months_kept(books.section("savings"), event.savings))


def _payer(event: LoanRepaid, books: Books, history: History) -> MoneySide | Purse | OpenShare:
    """Where the money of an instalment is: as `purse_of`, or the borrower's share of the SHU."""
    if event.share is None:
        return purse_of(event, books)
    books.check_unit(event.unit, event.date)
    return open_share(event.share, loan_of(event.loan, books).member, books, history)


def running_again(befores: Sequence[Loan], books: Books) -> tuple[Record, ...]:
    """The borrower of loans whose last payment is undone, with these loans running again."""
    if not befores:
        return ()
    borrower = borrower_of(befores[0].member, books)
    numbers = {*borrower.loans, *(each.number for each in befores)}
    if numbers == set(borrower.loans):
        return ()
    ended = tuple(each for each in borrower.ended if each not in numbers)
    return (borrower.updated(loans=tuple(sorted(numbers)), ended=ended),)


def _approve(event: LoanApproved, books: Books, history: History) -> Change:
    loan = loan_of(event.loan, books)
    section = books.section("loans")
    limits = granting.loan_policy_on(section, event).limits
    standing = _standing(loan, limits, event.date, books, history)
    return granting.approve(event, loan, books.member(loan.member), section, standing)


def _disburse(event: LoanDisbursed, books: Books, history: History) -> Change:
    loan = loan_of(event.loan, books)
    limits = _limits_on(event.date, books)
    key = f"{loan.number}:{loan.version}"
    return granting.disburse(
        event,
        loan,
        books.member(loan.member),
        borrower_of(loan.member, books),
        plan=books.find(LoanPlan, key),
        payments=books.find(LoanPayments, key),
        side=purse_of(event, books),
        limits=limits,
        standing=_standing(loan, limits, event.date, books, history),
        goods=(
            books.find(MurabahahGoods, loan.number) if loan.product.akad == "murabahah" else None
        ),
    )


def _top_up(event: LoanToppedUp, books: Books, history: History) -> Change:
    loan, plan, paid, *_ = running(event.loan, books)
    limits = _limits_on(event.date, books)
    return changes.top_up(
        event,
        loan,
        plan,
        paid,
        member=books.member(loan.member),
        side=purse_of(event, books),
        limits=limits,
        standing=_standing(loan, limits, event.date, books, history),
    )


def _limits_on(day: date, books: Books) -> LoanLimits:
    policy = body_on(books.section("loans"), LoanPolicy, day)
    return policy.limits if policy is not None else LoanLimits()


def _standing(
    loan: Loan, limits: LoanLimits, day: date, books: Books, history: History
) -> granting.Standing:
    """What the limits of lending look at: the member's loans, and the equity where it is asked."""
    own = _loans_of(loan.member, books)
    lent = sum((each.balance for each in own), Decimal(0))
    related = equity = Decimal(0)
    if limits.related_share is not None and loan.member in limits.related:
        for member in limits.related:
            related += sum((each.balance for each in _loans_of(member, books)), Decimal(0))
    if limits.equity and (limits.member_share is not None or limits.related_share is not None):
        equity = -sum((history.balance(account, day) for account in limits.equity), Decimal(0))
    others = [each for each in own if each.number != loan.number]
    return granting.Standing(others, lent, related, equity)


def _loans_of(member: str, books: Books) -> list[Loan]:
    """The running loans of a member; looking at them makes nothing rest on them."""
    found = (books.peek(Loan, number) for number in borrower_of(member, books).loans)
    return [loan for loan in found if loan is not None]


GOES_BACK = frozenset(
    {Loan.kind, LoanPlan.kind, LoanPayments.kind, Collateral.kind, MurabahahGoods.kind}
)
"""The records of a loan, which a reversal sets back to what they were: latest first."""


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The borrower and the savings without the event; the loan itself goes back (`GOES_BACK`)."""
    event: LoanEvent = past.event  # type: ignore[assignment] # of this subject
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    if isinstance(event, SwpReturned):
        borrower = borrower_of(event.member, books)
        return (borrower.updated(swp=borrower.swp + event.amount),)
    before = past.before.get((Loan.kind, event.loan))
    if not isinstance(before, Loan):
        return ()
    borrower = borrower_of(before.member, books)
    numbers = {number for number in borrower.loans if number != event.loan}
    if before.status == "berjalan":
        numbers.add(event.loan)
    swp = -sum((leg.amount for leg in legs if leg.account == SWP), Decimal(0))
    if borrower.swp < swp:
        return None
    undone: list[Record] = []
    if swp or numbers != set(borrower.loans):
        loans = tuple(sorted(numbers))
        ended = tuple(each for each in borrower.ended if each not in numbers)
        undone.append(borrower.updated(loans=loans, swp=borrower.swp - swp, ended=ended))
    if isinstance(event, LoanMoneyEvent) and event.savings is not None:
        account = books.savings(before.member, event.savings)
        change = -sum((leg.amount for leg in legs if leg.account == VOLUNTARY), Decimal(0))
        purse = reversal.undo_balance(account, event.date, change)
        if purse is None:
            return None
        undone.append(purse)
    if isinstance(event, LoanRepaid) and event.share is not None:
        undone.append(spare(share_of(event.share, before.member, books), event.amount))
    return tuple(undone)
