"""What is owed on a day, from the schedule and the payments alone.

Everything here is a sum up to a day, so it can be asked of any day, past or coming, and two
questions about one day have one answer whatever was recorded in between.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.model.records.loans import LoanPlan, Move
from koperasi_ledger.rules.daycount import days_of_year
from koperasi_ledger.rules.loans.denda import penalty
from koperasi_ledger.rules.loans.paid import Paid, paid_by
from koperasi_ledger.rules.loans.plans import daily_count, yearly
from koperasi_ledger.rules.rounding import rounded

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
    interest of an earlier schedule, which is due with the first row. `principal_since` and
    `interest_since` are the due dates of the oldest unpaid parts, None when nothing is overdue.
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

    @property
    def due(self) -> Decimal:
        """All that is to be paid by the day."""
        return self.principal_due + self.interest_due + self.penalty_due


def lent_by(plan: LoanPlan, day: date) -> Decimal:
    """What was lent under the schedule up to a day, the balance it began with included."""
    return plan.principal + sum((amount for on, amount in plan.stages if on <= day), _ZERO)


def position(
    plan: LoanPlan,
    moves: Sequence[Move],
    product: LoanProduct,
    day: date,
    *,
    denda: bool = True,
) -> Position:
    """What is owed at the end of `day`; without `denda` where nobody asks for it."""
    fines = penalty(plan, moves, product, day) if denda else _ZERO
    paid = paid_by(moves, day)
    # A stage paid out after the day is in the rows already: rows that hold it are not due yet.
    balance = lent_by(plan, day) - paid.principal
    rows = _open_rows(plan, paid)
    daily = product.method == "harian"
    due = [row for row in rows if row.due <= day]
    principal_due = min(sum((row.principal for row in due), _ZERO), balance)
    carried = max(_ZERO, plan.interest - paid.interest)
    first_due = plan.rows[0][0]
    if daily:
        interest_due = max(_ZERO, earned(plan, moves, product, day) - paid.interest)
    else:
        interest_due = sum((row.interest for row in due), carried if first_due <= day else _ZERO)
    late = (row.due for row in due if row.principal)
    return Position(
        day=day,
        balance=balance,
        principal_due=principal_due,
        interest_due=interest_due,
        penalty_due=max(_ZERO, fines - paid.penalty),
        carried=carried,
        open_rows=rows,
        principal_since=next(late, None) if principal_due else None,
        interest_since=_interest_since(plan, moves, product, day, rows),
    )


def _open_rows(plan: LoanPlan, paid: Paid) -> tuple[OpenRow, ...]:
    """The rows not fully paid: sums pay the oldest rows first, the carried interest before them."""
    principal, interest = paid.principal, paid.interest - min(paid.interest, plan.interest)
    rows = []
    for number, (due, row_principal, row_interest) in enumerate(plan.rows, 1):
        pays, bears = min(principal, row_principal), min(interest, row_interest)
        principal -= pays
        interest -= bears
        if row_principal > pays or row_interest > bears:
            rows.append(OpenRow(number, due, row_principal - pays, row_interest - bears))
    return tuple(rows)


def _interest_since(
    plan: LoanPlan,
    moves: Sequence[Move],
    product: LoanProduct,
    day: date,
    rows: Sequence[OpenRow],
) -> date | None:
    paid = paid_by(moves, day).interest
    if plan.interest > paid:
        first_due = plan.rows[0][0]
        return first_due if first_due <= day else None
    if product.method != "harian":
        return next((row.due for row in rows if row.due <= day and row.interest), None)
    dues = (due for due, _, _ in plan.rows if due <= day)
    return next((due for due in dues if earned(plan, moves, product, due) > paid), None)


# -- interest earned ---------------------------------------------------------------------------


def earned(plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date) -> Decimal:
    """The interest earned under the schedule up to the end of `day`, what it carried included.

    By the schedule: the rows due, and of the row under way the part of its days that passed. By
    daily balance: of every stretch between movements, balance x rate x days (S4). Rounded once, as
    a sum from the start: two months' accruals add up to that of both, however they are split.
    """
    if product.method == "harian":
        exact = _daily(plan, moves, product, day)
    else:
        exact = _scheduled(plan, day)
    unit = 100 if product.rounding.decimals == 0 else 1
    sen = rounded(exact * 100, unit, product.rounding.sen)
    return plan.interest + from_sen(sen)


def _scheduled(plan: LoanPlan, day: date) -> Fraction:
    total, begins = _ZERO, plan.start
    for due, _, interest in plan.rows:
        if due <= day:
            total += interest
        elif interest:
            days = max(0, (day - begins).days)
            return Fraction(total) + Fraction(interest) * Fraction(days, (due - begins).days)
        # Rows without interest (postponed, or none at all) lengthen the time of the next one.
        if interest:
            begins = due
    return Fraction(total)


def _daily(plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date) -> Fraction:
    rate, count = yearly(product, plan.rate), daily_count(product)
    changes: dict[date, list[Decimal]] = {}
    for on, amount in plan.stages:
        changes.setdefault(on, [_ZERO, _ZERO])[0] += amount
    for on, principal, interest, _ in moves:
        change = changes.setdefault(on, [_ZERO, _ZERO])
        change[0] -= principal
        change[1] += interest
    dues = {due for due, _, _ in plan.rows} if product.compounding else set()
    total, base, balance, at = Fraction(0), Fraction(0), Fraction(plan.principal), plan.start
    unpaid = Fraction(plan.interest)
    bearing = Fraction(0)
    for on in sorted({*changes, *dues, day}):
        if on > day:
            break
        if on > at:
            base = (balance + bearing) * rate * days_of_year(count, at, on)
            total += base
            unpaid += base
            at = on
        moved = changes.get(on, (_ZERO, _ZERO))
        balance += Fraction(moved[0])
        unpaid -= Fraction(moved[1])
        if on in dues:
            bearing = max(Fraction(0), unpaid)
        elif moved[1]:
            bearing = min(bearing, max(Fraction(0), unpaid))
    return total
