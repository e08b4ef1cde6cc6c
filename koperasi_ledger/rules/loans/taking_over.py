"""Loans that were running when the books were opened, taken over from the old books.

The schedule is made as it was agreed on. What was paid is laid on its rows, each on its due date:
the old books' days of payment are not taken over, so nothing is late before the opening but what
is unpaid then, and denda until then is what the old books ask for.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    LOAN_ALLOWANCE,
    LOAN_INTEREST,
    MURABAHAH_DEFERRED,
)
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events.cooperative import OpeningLoan
from koperasi_ledger.model.policy.loans import LoanPolicy
from koperasi_ledger.model.records import Member, PolicySection, Record
from koperasi_ledger.model.records.loans import Borrower, Loan, LoanPayments, LoanPlan, Move
from koperasi_ledger.rules.errors.loans import (
    LoanExists,
    LoanTooEarly,
    MarginMissing,
    OpeningLoanWrong,
)
from koperasi_ledger.rules.loans.denda import penalty
from koperasi_ledger.rules.loans.granting import plan_terms, product_named
from koperasi_ledger.rules.loans.payments import merged
from koperasi_ledger.rules.loans.plans import borne_by, rows_of
from koperasi_ledger.rules.loans.posting import principal_leg, tidy
from koperasi_ledger.rules.policies import in_force
from koperasi_ledger.rules.savings import require_active

_ZERO = Decimal(0)


class TakenOver(NamedTuple):
    """The records and legs of one loan; the legs add up to what it brings into the books."""

    records: tuple[Record, ...]
    legs: Sequence[Posting]


def take_over(
    line: OpeningLoan,
    day: date,
    *,
    member: Member,
    known: Loan | None,
    borrower: Borrower,
    section: PolicySection,
) -> TakenOver:
    """One running loan of the old books, as it stands on the opening `day`.

    Raises:
        LoanExists, NoPolicy, UnknownLoanProduct, MarginMissing: it cannot be taken over.
        LoanTooEarly, OpeningLoanWrong: it began after the opening, or its sums do not fit.
    """
    if known is not None:
        raise LoanExists(line.loan, known.member)
    require_active(member, day)
    policy, _ = in_force(section, LoanPolicy, "pinjaman", day)
    product = product_named(policy, line.product)
    if (product.akad == "murabahah") != (line.margin is not None):
        raise MarginMissing(line.loan, wanted=product.akad == "murabahah")
    if line.rate is not None:
        product = product.model_copy(update={"rate": line.rate})
    if day < line.start:
        raise LoanTooEarly(line.loan, day, "pencairannya", line.start)
    claim = line.interest_claim or _ZERO
    loan = Loan(
        number=line.loan,
        member=line.member,
        product=product,
        status="berjalan",
        applied=line.start,
        approved=line.start,
        amount=line.principal,
        tenor=line.tenor,
        margin=line.margin,
        version=1,
        disbursed=line.principal,
        balance=line.balance,
        recognised=line.interest_paid + claim,
        received=line.interest_paid,
        allowance=line.allowance or _ZERO,
    )
    plan = LoanPlan(
        loan=line.loan,
        version=1,
        start=line.start,
        principal=line.principal,
        rate=product.rate,
        rows=rows_of(line.principal, plan_terms(loan), line.start),
        borne=borne_by(line.principal, plan_terms(loan), line.start),
        penalty=line.penalty or _ZERO,
    )
    moves = _laid_on_rows(plan, line, day)
    # Denda of the time before the opening is what the old books say, not what our rule would.
    own = penalty(plan, moves, product, day) - plan.penalty
    moves = merged(moves, (day, _ZERO, _ZERO, own))
    records = (
        loan,
        plan,
        LoanPayments(loan=line.loan, version=1, moves=moves),
        borrower.updated(loans=tuple(sorted({*borrower.loans, line.loan}))),
    )
    return TakenOver(records, tidy(_legs(loan, claim)))


def _laid_on_rows(plan: LoanPlan, line: OpeningLoan, day: date) -> tuple[Move, ...]:
    """What was paid, row by row on the due dates; what is beyond the rows due, on the opening."""
    principal, interest = line.principal - line.balance, line.interest_paid
    whole = sum((row[2] for row in plan.rows), _ZERO)
    if principal < 0 or interest > whole:
        raise OpeningLoanWrong(line.loan, principal, interest, whole)
    moves: tuple[Move, ...] = ()
    for due, row_principal, row_interest in plan.rows:
        pays, bears = min(principal, row_principal), min(interest, row_interest)
        if not pays and not bears:
            break
        moves = merged(moves, (min(due, day), pays, bears, _ZERO))
        principal -= pays
        interest -= bears
    return moves


def _legs(loan: Loan, claim: Decimal) -> list[Posting]:
    legs = [
        principal_leg(loan, loan.balance),
        Posting(LOAN_ALLOWANCE, -loan.allowance, loan.member, sub=loan.number),
    ]
    if loan.product.akad == "murabahah":
        margin = loan.margin or _ZERO
        return [
            *legs,
            principal_leg(loan, margin - loan.received),
            Posting(MURABAHAH_DEFERRED, loan.recognised - margin, loan.member, sub=loan.number),
        ]
    return [*legs, Posting(LOAN_INTEREST, claim, loan.member, sub=loan.number)]
