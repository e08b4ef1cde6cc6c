"""Laws of every schedule, over random products; each is checked against arithmetic of its own."""

import decimal
from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from koperasi_ledger.model.money import Direction
from koperasi_ledger.rules.irr import effective_rate
from koperasi_ledger.rules.loan_errors import (
    ClearedTooEarly,
    InstalmentTooSmall,
    MultipleTooLarge,
)
from koperasi_ledger.rules.periods import NAMED, Period, parse_period
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.schedule import (
    LoanTerms,
    Method,
    Rate,
    Rounding,
    Schedule,
    annuity,
    effective_yearly,
    period_rates,
    schedule,
)


class Loan(NamedTuple):
    principal: Decimal
    terms: LoanTerms
    start: date

    def plan(self) -> Schedule:
        try:
            return schedule(*self)
        except (ClearedTooEarly, InstalmentTooSmall, MultipleTooLarge):
            assume(condition=False)
            raise

    def rates(self) -> list[Fraction]:
        ends = range(1, self.terms.tenor + 1)
        dues = [self.terms.period.due(self.start, number) for number in ends]
        return period_rates(self.terms, self.start, dues)

    def having(self, **changes: object) -> "Loan":
        return self._replace(terms=replace(self.terms, **changes))  # type: ignore[arg-type]


METHODS: tuple[Method, ...] = ("flat", "menurun", "anuitas")
periods: st.SearchStrategy[Period] = st.sampled_from(
    [*NAMED.values(), *(parse_period(f"{days}-hari") for days in (1, 10, 30))]
)


@st.composite
def roundings(draw: st.DrawFn) -> Rounding:
    multiples = st.sampled_from([None, "1", "50", "100", "500", "1000", "25000"])
    multiple = draw(multiples)
    return Rounding(
        decimals=draw(st.sampled_from([0, 2])),
        sen=draw(st.sampled_from(["half-up", "half-even", "potong"])),
        multiple=None if multiple is None else Decimal(multiple),
        direction=draw(st.sampled_from(["atas", "dekat", "bawah"])),
    )


@st.composite
def loans(draw: st.DrawFn, methods: tuple[Method, ...] = METHODS, largest: int = 36) -> Loan:
    tenor = draw(st.integers(1, largest))
    grace = st.integers(0, tenor - 1) | st.just(0)
    if draw(st.booleans()):
        rate = Rate(percent=draw(st.decimals(0, 60, places=2)))
    else:
        rate = Rate(percent=draw(st.decimals(0, 5, places=3)), per="periode")
    terms = LoanTerms(
        method=draw(st.sampled_from(methods)),
        rate=rate,
        tenor=tenor,
        period=draw(periods),
        day_count=draw(
            st.sampled_from([None, "30/360", "aktual/365", "aktual/360", "aktual/aktual"])
        ),
        rounding=draw(roundings()),
        principal_grace=draw(grace),
        interest_grace=draw(grace),
    )
    principal = draw(st.integers(1_000_000, 3_000_000_000) | st.integers(200, 900).map(_thousands))
    return Loan(Decimal(principal), terms, draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))))


def _thousands(count: int) -> int:
    return count * 1_000


def plain(loan: Loan) -> Loan:
    """The same loan to the sen, without multiples and graces."""
    return loan.having(rounding=Rounding(decimals=2), principal_grace=0, interest_grace=0)


@given(loans())
def test_rows_add_up_and_the_balance_falls_to_zero_at_the_end_only(loan: Loan) -> None:
    made = loan.plan()
    assert len(made.rows) == loan.terms.tenor
    assert sum(row.principal for row in made.rows) == made.principal == loan.principal
    assert sum(row.interest for row in made.rows) == made.interest
    assert sum(row.total for row in made.rows) == made.total == made.principal + made.interest
    owed = loan.principal
    for number, row in enumerate(made.rows, 1):
        assert row.number == number
        assert row.total == row.principal + row.interest
        assert row.interest >= 0
        assert row.balance == owed - row.principal
        assert (row.principal > 0) == (number > loan.terms.principal_grace)
        assert (row.balance > 0) == (number < loan.terms.tenor)
        owed = row.balance


@given(loans())
def test_amounts_are_whole_units(loan: Loan) -> None:
    for row in loan.plan().rows:
        for amount in (row.principal, row.interest, row.total, row.balance):
            assert amount * 100 % loan.terms.rounding.unit == 0


def exact_instalments(loan: Loan, made: Schedule) -> list[Fraction]:
    """What each row's instalment would be without rounding it, from the row before; in rupiah."""
    repaying = loan.terms.tenor - loan.terms.principal_grace
    rates, share = loan.rates(), Fraction(loan.principal) / repaying
    owed = [loan.principal, *(row.balance for row in made.rows)]
    match loan.terms.method:
        case "flat":
            return [share + rate * Fraction(loan.principal) for rate in rates]
        case "menurun":
            return [
                share + rate * Fraction(before) for rate, before in zip(rates, owed, strict=False)
            ]
        case "anuitas":
            constant = level_by_present_value(loan, rates[loan.terms.principal_grace :])
            return [constant] * loan.terms.tenor


def level_by_present_value(loan: Loan, rates: list[Fraction]) -> Fraction:
    """The annuity as principal / sum of discount factors, unlike the engine's recurrence."""
    factor, worth = Fraction(1), Fraction(0)
    for rate in rates:
        factor /= 1 + rate
        worth += factor
    return Fraction(loan.principal) / worth


@given(loans(largest=24))
def test_every_instalment_but_the_last_is_rounded_the_way_asked_for(loan: Loan) -> None:
    multiple = loan.terms.rounding.multiple
    assume(multiple is not None)
    assert multiple is not None
    loan = loan.having(interest_grace=0)
    made = loan.plan()
    exact = exact_instalments(loan, made)
    for row, precise in list(zip(made.rows, exact, strict=True))[:-1]:
        if row.number <= loan.terms.principal_grace:
            continue
        assert row.total % multiple == 0
        over = Fraction(row.total) - precise
        assert low_end(loan.terms.rounding.direction, multiple) <= over
        assert over <= high_end(loan.terms.rounding.direction, multiple)


def low_end(direction: Direction, multiple: Decimal) -> Fraction:
    return {"atas": Fraction(0), "dekat": Fraction(-multiple) / 2, "bawah": Fraction(-multiple)}[
        direction
    ]


def high_end(direction: Direction, multiple: Decimal) -> Fraction:
    return {"atas": Fraction(multiple), "dekat": Fraction(multiple) / 2, "bawah": Fraction(0)}[
        direction
    ]


@given(loans(largest=24))
def test_without_a_multiple_every_amount_is_within_a_unit_of_its_exact_value(loan: Loan) -> None:
    rounding = replace(loan.terms.rounding, multiple=None)
    loan = loan.having(rounding=rounding, interest_grace=0)
    made = loan.plan()
    slack = Fraction(rounding.unit, 100 if rounding.sen == "potong" else 200)
    share = Fraction(loan.principal) / (loan.terms.tenor - loan.terms.principal_grace)
    owed = [loan.principal, *(row.balance for row in made.rows)]
    quadruples = zip(made.rows, exact_instalments(loan, made), loan.rates(), owed, strict=False)
    for row, instalment, rate, before in list(quadruples)[:-1]:
        if loan.terms.method != "flat":
            assert abs(Fraction(row.interest) - rate * Fraction(before)) <= slack
        if row.number <= loan.terms.principal_grace:
            continue
        if loan.terms.method == "anuitas":
            assert abs(Fraction(row.total) - instalment) <= slack
        else:
            assert abs(Fraction(row.principal) - share) <= slack


@given(loans(methods=("flat",)))
def test_flat_interest_is_the_rounded_total_and_constant_until_it_runs_out(loan: Loan) -> None:
    loan = loan.having(interest_grace=0)
    made = loan.plan()
    unit, sen = loan.terms.rounding.unit, loan.terms.rounding.sen
    exact = [rate * Fraction(loan.principal) * 100 for rate in loan.rates()]
    assert made.interest * 100 == rounded(sum(exact, Fraction(0)), unit, sen)
    left = made.interest * 100
    for row, precise in list(zip(made.rows, exact, strict=True))[:-1]:
        assert row.interest * 100 == min(rounded(precise, unit, sen), left)
        left -= row.interest * 100


@given(
    st.integers(1_000, 10**12),
    st.decimals(0, 30, places=4),
    st.integers(1, 120),
)
def test_the_annuity_by_closed_form_and_by_bisection(
    principal: int, percent: Decimal, tenor: int
) -> None:
    """Two implementations that share nothing with the engine's exact recurrence."""
    engine = annuity(principal, [Fraction(percent) / 100] * tenor)
    with decimal.localcontext(decimal.Context(prec=80)):
        rate = percent / 100
        closed = principal / Decimal(tenor)
        if rate:
            closed = principal * rate / (1 - (1 + rate) ** -tenor)
        low, high = Decimal(0), principal * (1 + rate)
        while high - low > Decimal("1E-12"):
            middle = (low + high) / 2
            balance = Decimal(principal)
            for _ in range(tenor):
                balance += balance * rate - middle
            low, high = (middle, high) if balance > 0 else (low, middle)
        value = Decimal(engine.numerator) / engine.denominator
        assert abs(value - closed) < Decimal("1E-30")
        assert low - Decimal("1E-9") <= value <= high + Decimal("1E-9")


@given(loans(methods=("anuitas",), largest=30), st.data())
def test_the_annuity_derived_again_from_any_exact_balance_is_the_same(
    loan: Loan, data: st.DataObject
) -> None:
    rates = loan.rates()
    constant = annuity(int(loan.principal), rates)
    paid = data.draw(st.integers(0, loan.terms.tenor - 1))
    balance = Fraction(loan.principal)
    for rate in rates[:paid]:
        balance += balance * rate - constant
    again = annuity(balance.numerator, rates[paid:]) / balance.denominator
    assert again == constant


@given(loans(methods=("menurun", "anuitas"), largest=30), st.data())
def test_the_schedule_of_the_remaining_balance_is_the_rest_of_the_schedule(
    loan: Loan, data: st.DataObject
) -> None:
    """Within what rounding each row to the sen can add up to; the days go on where they were."""
    loan = plain(loan)._replace(start=loan.start.replace(day=min(loan.start.day, 28)))
    made = loan.plan()
    paid = data.draw(st.integers(0, loan.terms.tenor - 1))
    owed, start = (
        (made.rows[paid - 1].balance, made.rows[paid - 1].due)
        if paid
        else (loan.principal, loan.start)
    )
    rest = Loan(owed, loan.terms, start).having(tenor=loan.terms.tenor - paid).plan()
    growth = Fraction(1)
    for rate in loan.rates():
        growth *= 1 + rate
    slack = Fraction(2 * loan.terms.tenor, 100) * growth
    for old, new in zip(made.rows[paid:], rest.rows, strict=True):
        assert old.due == new.due
        assert abs(old.principal - new.principal) <= slack
        assert abs(old.interest - new.interest) <= slack
        assert abs(old.balance - new.balance) <= slack


@given(loans(largest=24))
def test_the_effective_rate_leaves_nothing_owed(loan: Loan) -> None:
    made = loan.plan()
    rate = effective_yearly(made, loan.terms, loan.start)
    assert rate >= 0
    yearly = loan.having(rate=Rate(percent=Decimal(1))).rates()
    with decimal.localcontext(decimal.Context(prec=60)):
        owed = loan.principal
        for row, part in zip(made.rows, yearly, strict=True):
            length = 100 * Decimal(part.numerator) / part.denominator
            owed += owed * rate * length - row.total
        assert abs(owed) < Decimal("1E-20")


@given(loans(methods=("menurun", "anuitas"), largest=36))
def test_a_declining_loan_costs_its_own_rate(loan: Loan) -> None:
    loan = plain(loan)
    assume(loan.terms.rate.per == "tahun")
    made = loan._replace(principal=loan.principal * 1000).plan()
    rate = effective_yearly(made, loan.terms, loan.start)
    # A sen of rounding a row, on a short period, moves a yearly rate by less than this.
    assert abs(rate * 100 - loan.terms.rate.percent) < Decimal("0.0005")


@given(loans())
def test_a_declining_balance_never_costs_more_than_flat(loan: Loan) -> None:
    loan = loan.having(rounding=replace(loan.terms.rounding, multiple=None))
    flat = loan.having(method="flat").plan()
    declining = loan.having(method="menurun").plan()
    slack = Decimal(loan.terms.rounding.unit) / 100 * loan.terms.tenor
    assert declining.interest <= flat.interest + slack


@given(loans(largest=24))
def test_twice_the_principal_is_twice_everything_but_the_rounding(loan: Loan) -> None:
    rates = loan.rates()
    once, twice = annuity(int(loan.principal), rates), annuity(int(loan.principal) * 2, rates)
    assert twice == 2 * once
    loan = plain(loan)
    small, large = loan.plan(), loan._replace(principal=loan.principal * 2).plan()
    growth = Fraction(1)
    for rate in rates:
        growth *= 1 + rate
    slack = Fraction(3 * loan.terms.tenor, 100) * growth
    for row, double in zip(small.rows, large.rows, strict=True):
        for name in ("principal", "interest", "total", "balance"):
            assert abs(getattr(double, name) - 2 * getattr(row, name)) <= slack


@given(loans())
def test_due_days_rise_and_keep_to_the_day_of_the_month(loan: Loan) -> None:
    period = loan.terms.period
    dues = [row.due for row in loan.plan().rows]
    for before, after in pairwise([loan.start, *dues]):
        assert before < after
    for number, due in enumerate(dues, 1):
        if period.days:
            assert (due - loan.start).days == number * period.days
        else:
            gone = (due.year - loan.start.year) * 12 + due.month - loan.start.month
            assert gone == number * period.months
            assert due.day == min(loan.start.day, monthrange(due.year, due.month)[1])


@given(loans())
def test_grace_on_interest_only_moves_interest(loan: Loan) -> None:
    grace = loan.terms.interest_grace
    made, prompt = loan.plan(), loan.having(interest_grace=0).plan()
    assert [row.principal for row in made.rows] == [row.principal for row in prompt.rows]
    assert all(row.interest == 0 for row in made.rows[:grace])
    caught_up = sum(row.interest for row in prompt.rows[: grace + 1])
    assert made.rows[grace].interest == caught_up
    assert made.rows[grace + 1 :] == prompt.rows[grace + 1 :]
    assert made.interest == prompt.interest


@given(loans(methods=("menurun", "anuitas")))
def test_after_the_grace_on_principal_it_is_a_loan_over_the_rest(loan: Loan) -> None:
    loan = loan.having(day_count=None, interest_grace=0)
    grace = loan.terms.principal_grace
    made = loan.plan()
    rest = loan.having(principal_grace=0, tenor=loan.terms.tenor - grace).plan()
    assert [(row.principal, row.interest, row.balance) for row in made.rows[grace:]] == [
        (row.principal, row.interest, row.balance) for row in rest.rows
    ]
    assert all(row.principal == 0 for row in made.rows[:grace])


@given(loans(largest=12))
def test_the_callers_decimal_context_changes_nothing(loan: Loan) -> None:
    made = loan.plan()
    rate = effective_yearly(made, loan.terms, loan.start)
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_DOWN)):
        assert loan.plan() == made
        assert effective_yearly(made, loan.terms, loan.start) == rate
        assert decimal.getcontext().prec == 3


@given(
    st.integers(1, 10**9),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=20),
)
def test_the_effective_rate_rises_with_what_is_paid(principal: int, payments: list[int]) -> None:
    assume(sum(payments) >= principal)
    parts = [Fraction(1, 12)] * len(payments)
    one = effective_rate(Decimal(principal), [Decimal(amount) for amount in payments], parts)
    more = [Decimal(amount + 1) for amount in payments]
    assert effective_rate(Decimal(principal), more, parts) > one
