"""Laws that hold on every day of any loan's life."""

import json
from datetime import date
from decimal import Decimal

from book_fold import Fold
from hypothesis import given
from hypothesis import strategies as st
from lending import QUALITY as QUALITY_TERMS
from lending import payments_in, plan_in
from loan_lives import LOAN, Life, lives, versions

from koperasi_ledger.checks.loan_parts import LOAN_ACCOUNTS, borrower_parts, loan_parts
from koperasi_ledger.model.accounts import LOAN_INTEREST, LOAN_INTEREST_AHEAD
from koperasi_ledger.model.events import EventReversed
from koperasi_ledger.model.policy.loans import QualityPolicy
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPlan
from koperasi_ledger.rules.loans.position import Position, earned, latest, position
from koperasi_ledger.rules.loans.quality import Assessment, assess

ZERO = Decimal(0)
STEPS = st.integers(1, 40)


def check_control(fold: Fold) -> None:
    """The records of the loans are what the control accounts hold."""
    held = dict.fromkeys(LOAN_ACCOUNTS, ZERO)
    for loan in fold.books.all(Loan):
        for account, amount in loan_parts(loan):
            held[account] += amount
    for borrower in fold.books.all(Borrower):
        for account, amount in borrower_parts(borrower):
            held[account] += amount
    balances = fold.balances()
    for account, amount in held.items():
        assert balances.get(account, ZERO) == amount, account


def check_plan(plan: LoanPlan) -> None:
    """The rows repay exactly what was lent, on days that follow each other."""
    assert sum(row[1] for row in plan.rows) == plan.principal + sum(on[1] for on in plan.stages)
    dues = [row[0] for row in plan.rows]
    assert dues == sorted(set(dues))
    assert dues[0] > plan.begins
    assert all(row[1] >= 0 and row[2] >= 0 for row in plan.rows)
    assert plan.interest >= 0
    assert plan.brought >= 0
    assert not (plan.interest and plan.brought) or plan.anchor is not None


def check_loan(fold: Fold) -> None:
    loan = fold.books.peek(Loan, LOAN)
    if loan is None:
        return
    assert min(loan.balance, loan.held, loan.allowance, loan.claim, loan.received) >= 0, loan
    if loan.product.recognition == "kas":
        assert loan.recognised == loan.received
    if loan.status == "lunas":
        assert (loan.balance, loan.recognised) == (ZERO, loan.received)
        assert not {LOAN_INTEREST, LOAN_INTEREST_AHEAD} & set(fold.balances())
    if loan.status in ("hapus-buku", "hapus-tagih"):
        assert (loan.balance, loan.recognised, loan.allowance) == (ZERO, loan.received, ZERO)
    if not loan.version:
        return
    plan, moves = plan_in(fold), payments_in(fold).moves
    check_plan(plan)
    last = latest(plan, moves)
    at = position(plan, moves, loan.product, last)
    assert at == position(plan, moves, loan.product, last, booked=True)
    if loan.status == "berjalan":
        assert at.balance == loan.balance
        assert sum((row.principal for row in at.open_rows), ZERO) == at.balance
        later = position(plan, moves, loan.product, date(2090, 1, 1))
        assert at.due or later.due, "a running loan asks for something"
    assert min(at.principal_due, at.interest_due, at.penalty_due, at.deferred) >= 0


@given(lives(), STEPS)
def test_a_loan_is_in_the_books_as_its_record_says(life: Life, steps: int) -> None:
    for _ in range(steps):
        life.step()
        check_control(life.fold)
        check_loan(life.fold)


# -- yesterday's answers -----------------------------------------------------------------------

QUALITY = QualityPolicy.model_validate_json(json.dumps(QUALITY_TERMS))
Answer = tuple[Position, Assessment, Decimal]


def answer(fold: Fold, day: date) -> Answer | None:
    """What was owed on a day, how good the loan was and what it had earned by then."""
    found = [(plan, moves) for plan, moves in versions(fold) if plan.start <= day]
    if not found:
        return None
    plan, moves = found[-1]
    product = fold.books.all(Loan)[0].product
    at = position(plan, moves, product, day)
    # The rows to come are the schedule's of today: a stage may have joined them.
    return (
        at._replace(open_rows=tuple(row for row in at.open_rows if row.due <= day)),
        assess(plan, moves, product, QUALITY, day),
        earned(plan, moves, product, day),
    )


@given(lives(), STEPS)
def test_what_is_recorded_later_with_later_dates_changes_no_past_answer(
    life: Life, steps: int
) -> None:
    known: dict[date, Answer | None] = {}
    for _ in range(steps):
        count = len(life.fold.applied)
        life.step()
        for event, _ in life.fold.applied[count:]:
            if isinstance(event, EventReversed):
                known = {}
            else:
                known = {day: found for day, found in known.items() if day < event.date}
        if not life.started:
            continue
        for day, found in known.items():
            assert answer(life.fold, day) == found, day
        if len(known) < 12:
            known[life.day] = answer(life.fold, life.day)
