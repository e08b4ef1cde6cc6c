"""What is asked of a loan, or of a borrower, before anything is done with it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan
from koperasi_ledger.rules.errors.ended_loans import LoanLeftOver
from koperasi_ledger.rules.errors.loans import (
    DueFirst,
    LoansRunning,
    LoanTooEarly,
    LoanWrongStatus,
    NoRate,
    SwpHeld,
)
from koperasi_ledger.rules.loans.position import Position, latest


def require(loan: Loan, wanted: str, *statuses: str) -> None:
    """Refuses what does not fit the loan's status.

    Raises:
        LoanWrongStatus: so it is; `wanted` is the verb of the message (`dibayar`).
    """
    if loan.status not in statuses:
        raise LoanWrongStatus(loan.number, loan.status, wanted)


def require_rate(loan: Loan, rate: Decimal | None) -> None:
    """Refuses a rate for a loan that has none: qardh bears nothing, murabahah a margin.

    Raises:
        NoRate.
    """
    akad = loan.product.akad
    if akad == "murabahah" and rate is not None:
        raise NoRate(loan.number, akad)
    if akad == "qardh" and rate:
        raise NoRate(loan.number, akad)


def require_latest(loan: Loan, plan: LoanPlan, payments: LoanPayments, day: date) -> None:
    """Refuses what changes the whole loan before the last thing recorded of it.

    Raises:
        LoanTooEarly.
    """
    if day < plan.start:
        raise LoanTooEarly(loan.number, day, "pencairan atau jadwalnya", plan.start)
    last = latest(plan, payments.moves)
    if day < last:
        raise LoanTooEarly(loan.number, day, "mutasi terakhirnya", last)


def require_nothing_due(loan: Loan, at: Position) -> None:
    """Refuses what only a borrower may do who is up to date.

    Of a daily balance the interest runs every day; it is not overdue before its due date.

    Raises:
        DueFirst.
    """
    due = at.due
    if loan.product.method == "harian" and at.interest_since is None:
        due -= at.interest_due
    if due:
        raise DueFirst(loan.number, at.due)


def require_no_claims(ended: Sequence[Loan], wanted: str) -> None:
    """Refuses what a member may not do of whom a written-off loan is still claimed.

    Raises:
        LoanLeftOver.
    """
    for loan in ended:
        if loan.claim:
            raise LoanLeftOver(loan.number, loan.claim, wanted, claimed=True)


def require_no_loans(borrower: Borrower | None, ended: Sequence[Loan], wanted: str) -> None:
    """Refuses what a member may only do who owes nothing and to whom nothing of a loan is owed.

    `ended` are the loans of `Borrower.ended`.

    Raises:
        LoansRunning, LoanLeftOver, SwpHeld.
    """
    if borrower is None:
        return
    if borrower.loans:
        raise LoansRunning(borrower.member, borrower.loans, wanted)
    require_no_claims(ended, wanted)
    for loan in ended:
        if loan.held:
            raise LoanLeftOver(loan.number, loan.held, wanted, claimed=False)
    if borrower.swp:
        raise SwpHeld(borrower.member, borrower.swp)
