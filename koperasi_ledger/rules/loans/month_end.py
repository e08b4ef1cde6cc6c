"""The two runs at the end of a month: interest is recognised, and what may be lost is set aside.

Both bring a sum to what it should be at the end of the month and post the difference, so a month
that was left out, or a payment that came late, is made good by the next run and nothing is counted
twice.
"""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import LOAN_ALLOWANCE, PROVISION_EXPENSE
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.loans import LoanInterestAccrued, LoanProvisioned
from koperasi_ledger.model.policy.loans import LoanPolicy, QualityPolicy
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import last_day, month_name
from koperasi_ledger.rules.errors.loans import (
    MonthRunTwice,
    NoLoanRules,
    NothingToRecord,
    NotMonthEnd,
)
from koperasi_ledger.rules.loans.guards import require
from koperasi_ledger.rules.loans.interest import earned
from koperasi_ledger.rules.loans.paid import paid_by, paid_under
from koperasi_ledger.rules.loans.payments import Running
from koperasi_ledger.rules.loans.position import lent_by
from koperasi_ledger.rules.loans.posting import interest_legs, tidy
from koperasi_ledger.rules.loans.provision import allowance
from koperasi_ledger.rules.loans.quality import Assessment, assess
from koperasi_ledger.rules.policies import body_on

PERFORMING = frozenset({"lancar", "dpk"})
"""The classes in which interest is recognised before it is paid (reference 2.3)."""


def quality_policy(section: PolicySection, day: date) -> QualityPolicy:
    """The rule of classes in force.

    Raises:
        NoLoanRules: there is none.
    """
    policy = body_on(section, LoanPolicy, day)
    if policy is None or policy.quality is None:
        raise NoLoanRules("kualitas", day)
    return policy.quality


def assess_running(running: Running, policy: QualityPolicy, day: date) -> Assessment:
    """The class of a loan at the end of a day; one that was paid off is good again."""
    loan, plan, payments = running.loan, running.plan, running.payments
    if loan.ended is not None and loan.ended <= day:
        return Assessment("lancar", 0, "sudah berakhir")
    return assess(
        plan,
        payments.moves,
        loan.product,
        policy,
        day,
        secured=loan.secured,
        floor=loan.floor,
    )


def accrue(event: LoanInterestAccrued, running: Running, section: PolicySection) -> Change:
    """Interest is recognised up to what was earned; of a loan that is late, only what came in.

    Raises:
        LoanWrongStatus, NotMonthEnd, MonthRunTwice, NoLoanRules, NothingToRecord.
    """
    loan = running.loan
    require(loan, "diakrualkan jasanya", "berjalan")
    _check_month(event, running, "Akrual jasa", loan.accrued)
    recognised = accrued_through(running, quality_policy(section, event.date), event.date)
    legs = tidy(interest_legs(loan, recognised=recognised, received=loan.received))
    if not legs:
        raise NothingToRecord(loan.number, "Akrual jasa", event.month)
    entry = balanced(
        event.date,
        event.ref,
        f"Jasa pinjaman {loan.number} {loan.member} {month_name(event.month)}",
        legs,
    )
    return Change(entry, (loan.updated(recognised=recognised, accrued=event.month),))


def accrued_through(running: Running, policy: QualityPolicy, day: date) -> Decimal:
    """What should be recognised of a loan's interest at the end of a day, since it began."""
    loan, plan, payments = running.loan, running.plan, running.payments
    moved = sum((move[2] for move in payments.moves), Decimal(0))
    # What was paid under earlier schedules, for the time before this one.
    before = loan.received - running.later - moved - plan.brought
    received = before + paid_under(plan, payments.moves, day).interest
    if loan.product.recognition == "kas":
        return loan.received
    if assess_running(running, policy, day).quality not in PERFORMING:
        # Received after the day, while it was late: income of the day it came.
        return max(received, min(loan.received, loan.recognised))
    return max(before + earned(plan, payments.moves, loan.product, day), Decimal(0))


def provide(event: LoanProvisioned, running: Running, section: PolicySection) -> Change:
    """The allowance becomes what the class and the collateral ask for at the end of the month.

    Raises:
        LoanWrongStatus, NotMonthEnd, MonthRunTwice, NoLoanRules, NothingToRecord.
    """
    loan = running.loan
    if not loan.allowance:
        require(loan, "dinilai", "berjalan")
    _check_month(event, running, "Penyisihan", loan.assessed)
    policy = body_on(section, LoanPolicy, event.date)
    if policy is None or policy.provision is None:
        raise NoLoanRules("penyisihan", event.date)
    found = assess_running(running, quality_policy(section, event.date), event.date)
    balance = balance_on(running, event.date)
    wanted = allowance(policy.provision, found.quality, balance, loan.secured).booked
    more = wanted - loan.allowance
    now = loan.updated(allowance=wanted, quality=found.quality, assessed=event.month)
    if not more:
        if found.quality == loan.quality:
            raise NothingToRecord(loan.number, "Penyisihan", event.month)
        return Change(None, (now,))
    entry = balanced(
        event.date,
        event.ref,
        f"Penyisihan pinjaman {loan.number} {loan.member} {found.quality}"
        f" {month_name(event.month)}",
        [
            Posting(PROVISION_EXPENSE, more, loan.member, loan.unit, sub=loan.number),
            Posting(LOAN_ALLOWANCE, -more, loan.member, sub=loan.number),
        ],
    )
    return Change(entry, (now,))


def balance_on(running: Running, day: date) -> Decimal:
    """The principal owed at the end of a day: what came in after it is owed again."""
    return lent_by(running.plan, day) - paid_by(running.payments.moves, day).principal


def _check_month(
    event: LoanInterestAccrued | LoanProvisioned, running: Running, what: str, done: str | None
) -> None:
    number = running.loan.number
    if event.date != last_day(event.month):
        raise NotMonthEnd(event.month, event.date)
    if done is not None and event.month <= done:
        raise MonthRunTwice(number, what, event.month, done)
    if event.date < running.plan.start:
        raise NothingToRecord(number, what, event.month)
