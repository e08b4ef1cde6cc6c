"""The schedule of a loan: what is due when, of which principal and interest, and what is then owed.

    Rp60.000.000, menurun, 24 % a year, 6 months:
    1  pokok 10.000.000  jasa 1.200.000  jumlah 11.200.000  sisa 50.000.000
    ...
    6  pokok 10.000.000  jasa   200.000  jumlah 10.200.000  sisa          0

Source: the published schedules in tests/data/loans; conventions: docs/decisions/0014. Everything
between the principal and a row is an exact fraction; `Rounding` names the places where one becomes
money, and there are no others:

1. the interest of each period, to the unit (`decimals`), by `sen`; for flat also its total;
2. without a `multiple`: the principal of each instalment (flat, menurun: P/m) or the instalment
   itself (anuitas), to the unit, by `sen`;
3. with a `multiple`: the exact instalment (principal + interest of the period), rounded once, to
   the multiple, in `direction`; its principal is what the interest leaves of it;
4. the last instalment is never rounded: its principal is the balance, and for flat its interest is
   what is left of the total (published rule for annuities: the last payment takes the future value
   of all differences, which is the same thing).

m is the number of instalments that repay principal: tenor less the grace on principal.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Literal, assert_never

from koperasi_ledger.model.money import Direction, from_sen, to_sen
from koperasi_ledger.rules.daycount import DayCount, period_of_year
from koperasi_ledger.rules.irr import effective_rate
from koperasi_ledger.rules.loan_errors import (
    BadGrace,
    BadLoanRate,
    BadTenor,
    ClearedTooEarly,
    InstalmentTooSmall,
    MultipleNotWhole,
    MultipleTooLarge,
    PrincipalNotPositive,
)
from koperasi_ledger.rules.periods import MONTH, Period
from koperasi_ledger.rules.rounding import SenRule, rounded

Method = Literal["flat", "menurun", "anuitas"]
"""`flat`: P/m and interest on the original principal. `menurun`: P/m and interest on the balance.
`anuitas`: a constant instalment, interest on the balance. (1.1; "efektif" means either of the last
two on different pages, so it is no name here.) A daily balance (`harian`) has no schedule of its
own: its interest follows the payments, by `daycount.days_of_year`."""

LONGEST_TENOR = 3_660  # ten years of days
_HIGHEST_RATE = 9_999
_MOST_DECIMALS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A rate in percent, a year (`tahun`) or a period (`periode`).

    With a day count of the calendar, a rate per month, quarter, half year or year is taken times
    12, 4, 2 or 1 and then counted by days; in all other cases it is the rate of every period.
    """

    percent: Decimal
    per: Literal["tahun", "periode"] = "tahun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """Where fractions become money; see the module's list.

    `decimals` 0 is whole rupiah, 2 is sen. `multiple` (rupiah) and `direction` round the
    instalment; None leaves it at the unit.
    """

    decimals: Literal[0, 2] = 0
    sen: SenRule = "half-up"
    multiple: Decimal | None = None
    direction: Direction = "dekat"

    @property
    def unit(self) -> int:
        """The smallest amount, in sen."""
        return 100 if self.decimals == 0 else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanTerms:
    """What a borrower and the cooperative agreed on, apart from the amount and the day.

    `tenor` counts periods. During `principal_grace` periods only interest is paid, then the
    principal is repaid over the others. During `interest_grace` periods the *payment* of
    interest is postponed: it accumulates, bears no interest itself, and is paid in full with the
    first instalment after the grace. (The other meaning of the term, interest not charged at all,
    is another rate.) The two graces do not influence each other:
    the principal of every instalment is the same with and without a grace on interest.
    `margin` (rupiah, flat only) is the whole interest, agreed on as a sum instead of a rate, as in
    a murabahah: every period bears an equal part of it, and `rate` means nothing.
    """

    method: Method
    rate: Rate
    tenor: int
    period: Period = MONTH
    day_count: DayCount | None = None
    rounding: Rounding = Rounding()
    principal_grace: int = 0
    interest_grace: int = 0
    margin: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instalment:
    """One row: number from 1, day, amounts in rupiah; `balance` is what is owed after it."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    total: Decimal
    balance: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """All instalments of a loan and their sums; principal adds up to what was lent."""

    rows: tuple[Instalment, ...]
    principal: Decimal
    interest: Decimal
    total: Decimal


def schedule(
    principal: Decimal, terms: LoanTerms, start: date, dues: list[date] | None = None
) -> Schedule:
    """The schedule of a loan of `principal` rupiah paid out on `start`.

    The first instalment is due one period after `start`, unless the `dues`, one for each period,
    are given: those of an earlier schedule that goes on. Balances never grow, are never negative,
    and reach zero with the last instalment and not before.

    Raises:
        PrincipalNotPositive, BadTenor, BadLoanRate, BadGrace, MultipleNotWhole: the terms are none.
        MultipleTooLarge, InstalmentTooSmall, ClearedTooEarly: this rounding does not suit the loan.
        DueTooLate: it would run beyond the calendar.
    """
    _check(principal, terms)
    dues = _dues(terms, start) if dues is None else dues
    loan = to_sen(principal)
    if terms.margin is None:
        rates = period_rates(terms, start, dues)
    else:
        rates = [Fraction(to_sen(terms.margin), loan * terms.tenor)] * terms.tenor
    plan = _Plan(loan, terms, rates)
    balance, postponed, rows = loan, 0, []
    for number, (due, rate) in enumerate(zip(dues, rates, strict=True), 1):
        repaid, accrued = plan.next(number, balance, rate)
        balance -= repaid
        postponed += accrued
        paid = postponed if number > terms.interest_grace else 0
        postponed -= paid
        amounts = (from_sen(sen) for sen in (repaid, paid, repaid + paid, balance))
        rows.append(Instalment(number, due, *amounts))
    interest = sum(to_sen(row.interest) for row in rows)
    return Schedule(tuple(rows), from_sen(loan), from_sen(interest), from_sen(loan + interest))


def effective_yearly(plan: Schedule, terms: LoanTerms, start: date) -> Decimal:
    """The effective rate of a schedule, counted as the loan counts; see `irr.effective_rate`."""
    return effective_rate(
        plan.principal,
        [row.total for row in plan.rows],
        _parts(terms, start, [row.due for row in plan.rows]),
    )


def period_rates(terms: LoanTerms, start: date, dues: list[date]) -> list[Fraction]:
    """The exact rate of each period (1/100 is 1 %); `dues` are the ends of the periods."""
    percent = Fraction(terms.rate.percent) / 100
    if terms.rate.per == "periode":
        by_calendar = terms.day_count not in {None, "30/360"}
        if not (terms.period.months and by_calendar):
            return [percent] * len(dues)
        percent *= terms.period.per_year
    return [percent * part for part in _parts(terms, start, dues)]


def annuity(loan: int, rates: list[Fraction]) -> Fraction:
    """The exact constant instalment that repays `loan` (any unit) at these rates of each period.

    A = P x prod(1 + r_k) / f_n with f_1 = 1, f_k = 1 + f_(k-1) (1 + r_k): at the last due date the
    instalments have grown to what the loan has. For equal rates that is the textbook formula of an
    annuity paid at the end of each period, P r / (1 - (1 + r)^-n); the published annuities in
    tests/data/loans follow it. Computed in whole numbers over one denominator, so that exactly
    Rp1.000.000 is not rounded up to the next thousand.
    """
    base = lcm(*(rate.denominator for rate in rates))
    growths = [base + rate.numerator * (base // rate.denominator) for rate in rates]
    product, power, factor = growths[0], 1, 1
    for growth in growths[1:]:
        product *= growth
        power *= base
        factor = power + factor * growth
    return Fraction(loan * product, base * factor)


class _Plan:
    """What an instalment repays and which interest its period bears, in sen, row after row."""

    def __init__(self, loan: int, terms: LoanTerms, rates: list[Fraction]) -> None:
        self.loan = loan
        self.terms = terms
        self.rounding = terms.rounding
        multiple = terms.rounding.multiple
        self.multiple = None if multiple is None else to_sen(multiple)
        self.share = Fraction(loan, terms.tenor - terms.principal_grace)
        self.constant = Fraction(0)
        if terms.method == "anuitas":
            self.constant = annuity(loan, rates[terms.principal_grace :])
        # What is left of a flat loan's total; no other method knows its total in advance.
        self.interest_left = self._money(loan * sum(rates, Fraction(0)))

    def next(self, number: int, balance: int, rate: Fraction) -> tuple[int, int]:
        """Principal and interest of row `number` of a loan that now owes `balance`, both in sen."""
        last = number == self.terms.tenor
        exact = rate * (self.loan if self.terms.method == "flat" else balance)
        interest = self._money(exact)
        if self.terms.method == "flat":
            # Interest rounded up row by row may use up the total before the last row.
            interest = self.interest_left if last else min(interest, self.interest_left)
            self.interest_left -= interest
        if number <= self.terms.principal_grace:
            return 0, interest
        if last:
            return balance, interest
        repaid = self._principal(number, exact, interest)
        if repaid <= 0:
            raise InstalmentTooSmall(number, from_sen(repaid + interest), from_sen(interest))
        if repaid >= balance:
            raise ClearedTooEarly(number, self.terms.tenor)
        return repaid, interest

    def _principal(self, number: int, exact_interest: Fraction, interest: int) -> int:
        match self.terms.method:
            case "flat" | "menurun":
                if self.multiple is None:
                    return self._money(self.share)
                exact = self.share + exact_interest
            case "anuitas":
                exact = self.constant
                if self.multiple is None:
                    return self._money(exact) - interest
            case _:
                assert_never(self.terms.method)
        if self.multiple > exact:
            shown = from_sen(self._money(exact))
            raise MultipleTooLarge(from_sen(self.multiple), number, shown)
        return rounded(exact, self.multiple, self.rounding.direction) - interest

    def _money(self, amount: Fraction) -> int:
        return rounded(amount, self.rounding.unit, self.rounding.sen)


def _dues(terms: LoanTerms, start: date) -> list[date]:
    return [terms.period.due(start, number) for number in range(1, terms.tenor + 1)]


def _parts(terms: LoanTerms, start: date, dues: list[date]) -> list[Fraction]:
    return [
        period_of_year(terms.period, terms.day_count, before, due)
        for before, due in zip([start, *dues], dues, strict=False)
    ]


def _check(principal: Decimal, terms: LoanTerms) -> None:
    if principal <= 0:
        raise PrincipalNotPositive(principal)
    if not 1 <= terms.tenor <= LONGEST_TENOR:
        raise BadTenor(terms.tenor, LONGEST_TENOR)
    percent = terms.rate.percent
    exponent = percent.as_tuple().exponent
    if (
        not isinstance(exponent, int)
        or not 0 <= percent <= _HIGHEST_RATE
        or exponent < -_MOST_DECIMALS
    ):
        raise BadLoanRate(percent)
    for what, grace in (("pokok", terms.principal_grace), ("jasa", terms.interest_grace)):
        if not 0 <= grace < terms.tenor:
            raise BadGrace(what, grace, terms.tenor)
    multiple = terms.rounding.multiple
    if multiple is not None and (multiple <= 0 or to_sen(multiple) % terms.rounding.unit):
        raise MultipleNotWhole(multiple, terms.rounding.decimals)
