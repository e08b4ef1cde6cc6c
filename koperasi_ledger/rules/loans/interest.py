"""The interest a loan has earned by a day, from the schedule and the payments alone."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.loans import LoanProduct
from koperasi_ledger.model.records.loans import LoanPlan, Move, Row
from koperasi_ledger.rules.daycount import days_of_year
from koperasi_ledger.rules.loans.plans import daily_count, yearly
from koperasi_ledger.rules.rounding import rounded

_ZERO = Decimal(0)


def earned(plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date) -> Decimal:
    """The interest earned under the schedule up to the end of `day`, what it carried included.

    By the schedule: the rows due, and of the row under way the part of its days that passed. By
    daily balance: of every stretch between movements, balance x rate x days (S4). Rounded once, as
    a sum from the start: two months' accruals add up to that of both, however they are split.
    """
    if product.method == "harian":
        exact = _daily(plan, moves, product, [day])[day]
    else:
        exact = scheduled(plan, day)
    return plan.interest + _money(product, exact)


def _money(product: LoanProduct, exact: Fraction) -> Decimal:
    unit = 100 if product.rounding.decimals == 0 else 1
    return from_sen(rounded(exact * 100, unit, product.rounding.sen))


def scheduled(plan: LoanPlan, day: date) -> Fraction:
    """The exact interest of the periods up to a day, by days within the one under way.

    Periods without interest lengthen the time of the next one.
    """
    total, begins = Fraction(0), plan.begins
    for number, (due, _, asked) in enumerate(plan.rows):
        interest = plan.borne[number] if plan.borne else asked
        if due <= day:
            total += Fraction(interest)
        elif interest:
            return total + _under_way(plan, begins, due, interest, day)
        if interest:
            begins = due
    return total


def _under_way(plan: LoanPlan, begins: date, due: date, interest: Decimal, day: date) -> Fraction:
    """What of a row's interest was earned by a day before its due date; a stage's from its own."""
    total = Fraction(0)
    for (on, _), part in zip(plan.stages, plan.parts, strict=True):
        if begins <= on < due:
            interest -= part
            total += Fraction(part) * Fraction(max(0, (day - on).days), (due - on).days)
    return total + Fraction(interest) * Fraction(max(0, (day - begins).days), (due - begins).days)


def rows_asked(
    plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, day: date
) -> Sequence[Row]:
    """The rows as they are asked for on a day.

    Those of a daily balance only expect the interest; of those that fell due it is known.
    """
    if product.method != "harian":
        return plan.rows
    known = _daily(plan, moves, product, [due for due, _, _ in plan.rows if due <= day])
    rows, before = [], plan.interest
    for due, principal, interest in plan.rows:
        asks = interest
        if due in known:
            now = plan.interest + _money(product, known[due])
            asks, before = now - before, now
        rows.append((due, principal, asks))
    return rows


def _daily(
    plan: LoanPlan, moves: Sequence[Move], product: LoanProduct, days: Sequence[date]
) -> dict[date, Fraction]:
    """The exact interest of a daily balance up to each of the days."""
    rate, count = yearly(product, plan.rate), daily_count(product)
    changes: dict[date, list[Decimal]] = {}
    for on, amount in plan.stages:
        changes.setdefault(on, [_ZERO, _ZERO])[0] += amount
    for on, principal, interest, _ in moves:
        change = changes.setdefault(on, [_ZERO, _ZERO])
        change[0] -= principal
        change[1] += interest
    dues = {due for due, _, _ in plan.rows} if product.compounding else set()
    wanted, last = set(days), max(days, default=date.min)
    found: dict[date, Fraction] = {}
    total, balance, at = Fraction(0), Fraction(plan.principal), plan.start
    unpaid = Fraction(plan.interest)
    bearing = Fraction(0)
    for on in sorted({*changes, *dues, *wanted}):
        if on > last:
            break
        if on > at:
            borne = (balance + bearing) * rate * days_of_year(count, at, on)
            total += borne
            unpaid += borne
            at = on
        # What moves on a day changes the days after it.
        if on in wanted:
            found[on] = total
        moved = changes.get(on, (_ZERO, _ZERO))
        balance += Fraction(moved[0])
        unpaid -= Fraction(moved[1])
        if on in dues:
            bearing = max(Fraction(0), unpaid)
        elif moved[1]:
            bearing = min(bearing, max(Fraction(0), unpaid))
    return found
