"""The schedules of a loan: made on paying out, and made anew whenever the loan changes.

A loan has one schedule at a time. Stages paid out later are added row by row; a prepayment keeps
the due dates; a top-up or a restructuring starts a new row of due dates.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.loans import LoanProduct, LoanRounding
from koperasi_ledger.model.records.loans import LoanPlan, Row
from koperasi_ledger.rules.daycount import DayCount, days_of_year
from koperasi_ledger.rules.periods import Period, parse_period
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.schedule import LoanTerms, Rate, Rounding, schedule

_DAILY: dict[DayCount | None, DayCount] = {None: "aktual/360", "30/360": "aktual/360"}
"""A daily balance bears (monthly rate / 30) x days: calendar days on 360 (reference 1.1, S4)."""


def rounding_of(rule: LoanRounding) -> Rounding:
    """The rounding of a product, as the schedule wants it."""
    return Rounding(
        decimals=rule.decimals, sen=rule.sen, multiple=rule.multiple, direction=rule.direction
    )


def terms_of(
    product: LoanProduct,
    tenor: int,
    *,
    rate: Decimal,
    margin: Decimal | None = None,
    principal_grace: int = 0,
    interest_grace: int = 0,
) -> LoanTerms:
    """What a loan of this product is scheduled by.

    A daily balance has the schedule of a declining one whose periods bear their true days: it
    says what will be due if every payment comes on its day.
    """
    daily = product.method == "harian"
    return LoanTerms(
        method="menurun" if product.method == "harian" else product.method,
        rate=Rate(percent=rate, per=product.rate_per),
        tenor=tenor,
        period=parse_period(product.period),
        day_count=daily_count(product) if daily else product.day_count,
        rounding=rounding_of(product.rounding),
        principal_grace=principal_grace,
        interest_grace=interest_grace,
        margin=margin,
    )


def daily_count(product: LoanProduct) -> DayCount:
    """How a daily balance counts its days."""
    return _DAILY.get(product.day_count) or product.day_count or "aktual/360"


def yearly(product: LoanProduct, percent: Decimal) -> Fraction:
    """The exact yearly rate (1/100 is 1 %) of a daily balance."""
    rate = Fraction(percent) / 100
    return rate if product.rate_per == "tahun" else rate * parse_period(product.period).per_year


def rows_of(
    principal: Decimal, terms: LoanTerms, start: date, dues: list[date] | None = None
) -> tuple[Row, ...]:
    """The rows of a schedule as a loan keeps them: due date, principal, interest."""
    made = schedule(principal, terms, start, dues)
    return tuple((row.due, row.principal, row.interest) for row in made.rows)


def part_of_period(product: LoanProduct, start: date, day: date, end: date) -> Fraction:
    """Which part of the period from `start` to `end` has passed on `day`: 0 to 1, by its days.

    A product that counts months as equal periods still counts the days within one (practice).
    """
    if product.method == "harian":
        count = daily_count(product)
        return days_of_year(count, start, day) / days_of_year(count, start, end)
    return Fraction((day - start).days, (end - start).days)


def add_stage(
    plan: LoanPlan,
    product: LoanProduct,
    terms: LoanTerms,
    amount: Decimal,
    day: date,
) -> LoanPlan:
    """The schedule with a further stage of `amount` paid out on `day`.

    The stage is repaid over the rows still to come, on their due dates and with the grace they
    still have; in the period under way it bears the interest of its days only.
    """
    later = [row for row in plan.rows if row[0] > day]
    done = len(plan.rows) - len(later)
    anchor = plan.rows[done - 1][0] if done else plan.begins
    stage_terms = replace(terms, tenor=len(later), margin=None, **graces(later))
    dues = [row[0] for row in later]
    rows = rows_of(amount, stage_terms, anchor, dues)
    borne = borne_by(amount, stage_terms, anchor, dues) or tuple(row[2] for row in rows)
    passed = part_of_period(product, anchor, day, dues[0])
    rounding = terms.rounding
    before = rounded(Fraction(to_sen(borne[0])) * passed, rounding.unit, rounding.sen)
    not_borne = from_sen(before)
    rows = less_interest(rows, not_borne)
    borne = (borne[0] - not_borne, *borne[1:])
    old_borne = plan.borne or tuple(row[2] for row in plan.rows)
    both = tuple(
        (old[0], old[1] + new[1], old[2] + new[2]) for old, new in zip(later, rows, strict=True)
    )
    return plan.updated(
        rows=(*plan.rows[:done], *both),
        stages=(*plan.stages, (day, amount)),
        parts=(*plan.parts, borne[0]),
        borne=(
            *old_borne[:done],
            *(old + new for old, new in zip(old_borne[done:], borne, strict=True)),
        )
        if plan.borne
        else (),
    )


def borne_by(
    principal: Decimal, terms: LoanTerms, start: date, dues: list[date] | None = None
) -> tuple[Decimal, ...]:
    """What the period of each row bears, where its payment is postponed; else nothing is said."""
    if not terms.interest_grace:
        return ()
    rows = rows_of(principal, replace(terms, interest_grace=0), start, dues)
    return tuple(row[2] for row in rows)


class Graces(TypedDict):
    """What is left of both graces, in periods."""

    principal_grace: int
    interest_grace: int


def graces(rows: Sequence[Row]) -> Graces:
    """The graces that rows to come still have: those before the first principal, or interest."""
    without_principal = next((number for number, row in enumerate(rows) if row[1]), 0)
    without_interest = next((number for number, row in enumerate(rows) if row[2]), 0)
    return {"principal_grace": without_principal, "interest_grace": without_interest}


def less_interest(rows: tuple[Row, ...], amount: Decimal) -> tuple[Row, ...]:
    """The rows with less interest in the first that asks for any."""
    for number, (due, principal, interest) in enumerate(rows):
        if interest:
            left = max(Decimal(0), interest - amount)
            return (*rows[:number], (due, principal, left), *rows[number + 1 :])
    return rows


def period_of(product: LoanProduct) -> Period:
    """How far the instalments lie apart."""
    return parse_period(product.period)
