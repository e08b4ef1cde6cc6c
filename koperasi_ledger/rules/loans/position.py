"""What is owed on a day, from the schedule and the payments alone.

Everything here is a sum up to a day, so it can be asked of any day, past or coming, and two
questions about one day have one answer whatever was recorded in between.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.model.records.loans import LoanPlan, Move, Row
from koperasi_ledger.rules.loans.denda import penalty
from koperasi_ledger.rules.loans.interest import earned, rows_asked
from koperasi_ledger.rules.loans.paid import Paid, paid_by, paid_under

_ZERO = Decimal(0)


class OpenRow(NamedTuple):
    """What is unpaid of one row of the schedule; `number` counts from 1."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal


class Position(NamedTuple):
    """What a borrower owes on `day`, in rupiah.

    `balance` is the principal owed; of it `principal_due`, and `interest_due` and `penalty_due`,
    fall due by then. `open_rows` are the unpaid rows, past and coming. `carried` is unpaid
    interest of an earlier schedule, part of what is due from `carried_due` on. `principal_since`
    and `interest_since` are the due dates of the oldest unpaid parts, None when nothing is overdue.
    `deferred` is denda of an earlier schedule that is not due yet.
    """

    day: date
    balance: Decimal
    principal_due: Decimal
    interest_due: Decimal
    penalty_due: Decimal
    carried: Decimal
    open_rows: tuple[OpenRow, ...]
    principal_since: date | None
    interest_since: date | None
    carried_due: date
    deferred: Decimal

    @property
    def due(self) -> Decimal:
        """All that is to be paid by the day."""
        return self.principal_due + self.interest_due + self.penalty_due


def lent_by(plan: LoanPlan, day: date) -> Decimal:
    """What was lent under the schedule up to a day, the balance it began with included."""
    if day < plan.start:
        return _ZERO
    return plan.principal + sum((amount for on, amount in plan.stages if on <= day), _ZERO)


def latest(plan: LoanPlan, moves: Sequence[Move]) -> date:
    """The last day on which anything was paid out or in under the schedule."""
    return max([plan.start, *(move[0] for move in moves), *(on for on, _ in plan.stages)])


def position(
    plan: LoanPlan,
    moves: Sequence[Move],
    product: LoanProduct,
    day: date,
    *,
    denda: bool = True,
    booked: bool = False,
) -> Position:
    """What is owed at the end of `day`; without `denda` where nobody asks for it.

    `booked` asks what is left to be paid on the day when the books hold payments of later days:
    what those paid is not owed twice.
    """
    paid = paid_under(plan, moves, date.max if booked else day)
    # A stage paid out after the day is in the rows already: rows that hold it are not due yet.
    balance = lent_by(plan, date.max if booked else day) - paid.principal
    rows = _open_rows(plan, rows_asked(plan, moves, product, day), paid)
    due = [row for row in rows if row.due <= day]
    principal_due = min(sum((row.principal for row in due), _ZERO), balance)
    carried, carried_due = max(_ZERO, plan.interest - paid.interest), _carried_due(plan)
    if product.method == "harian":
        interest_due = max(_ZERO, earned(plan, moves, product, day) - paid.interest)
    else:
        interest_due = sum((row.interest for row in due), carried if carried_due <= day else _ZERO)
    late = (row.due for row in due if row.principal)
    late_interest = [row.due for row in due if row.interest]
    if carried and carried_due <= day:
        late_interest.append(carried_due)
    fines = penalty(plan, moves, product, day) if denda else _ZERO
    penalty_due, deferred = _penalties(plan, fines, day, paid.penalty)
    return Position(
        day=day,
        balance=balance,
        principal_due=principal_due,
        interest_due=interest_due,
        penalty_due=penalty_due,
        carried=carried,
        open_rows=rows,
        principal_since=next(late, None) if principal_due else None,
        interest_since=min(late_interest, default=None),
        carried_due=carried_due,
        deferred=deferred,
    )


def _penalties(plan: LoanPlan, fines: Decimal, day: date, paid: Decimal) -> tuple[Decimal, Decimal]:
    """The unpaid denda that is due, and that of an earlier schedule that is not due yet.

    The latter falls due with the first row that asks for anything.
    """
    unpaid, deferred = max(_ZERO, fines - paid), _ZERO
    if plan.penalty:
        first = next((row[0] for row in plan.rows if row[1] or row[2]), plan.rows[0][0])
        if day < first:
            deferred = min(unpaid, plan.penalty)
    return unpaid - deferred, deferred


def _carried_due(plan: LoanPlan) -> date:
    """When the interest of an earlier schedule falls due: with the first row that bears any."""
    return next((row[0] for row in plan.rows if row[2]), plan.rows[0][0])


def _open_rows(plan: LoanPlan, asked: Sequence[Row], paid: Paid) -> tuple[OpenRow, ...]:
    """The rows not fully paid: sums pay the oldest rows first, the carried interest before them."""
    principal, interest = paid.principal, paid.interest - min(paid.interest, plan.interest)
    rows = []
    for number, (due, row_principal, row_interest) in enumerate(asked, 1):
        pays, bears = min(principal, row_principal), min(interest, row_interest)
        principal -= pays
        interest -= bears
        if row_principal > pays or row_interest > bears:
            rows.append(OpenRow(number, due, row_principal - pays, row_interest - bears))
    return tuple(rows)


__all__ = [
    "OpenRow",
    "Paid",
    "Position",
    "earned",
    "latest",
    "lent_by",
    "paid_by",
    "penalty",
    "position",
]
