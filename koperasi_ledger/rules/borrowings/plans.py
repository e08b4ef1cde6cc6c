"""The schedule of a borrowing: made on each drawdown, and what it says of any day.

Each stage paid out is a tranche with rows of its own, on the due dates they all share; what is due
or borne is the sum over the tranches. Interest of a period is counted by its days (practice); all
of it is a whole amount for each period, so accruing in any split of months adds up to the same.
Sources: `rules/schedule.py` for the methods; reference 1.4 for grace and due days of state banks.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records.borrowings import (
    Borrowing,
    BorrowingTerms,
    Tranche,
    TrancheRow,
)
from koperasi_ledger.rules.periods import MONTH
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.schedule import LoanTerms, Rate, Rounding, schedule

_ZERO = Decimal(0)
_DAY = timedelta(days=1)
_SATURDAY = 5


class Due(NamedTuple):
    """All tranches' rows of one day together; amounts in rupiah."""

    day: date
    principal: Decimal
    interest: Decimal


def unit_of(terms: BorrowingTerms) -> int:
    """The smallest amount of the schedule, in sen."""
    return 100 if terms.decimals == 0 else 1


def working_day(terms: BorrowingTerms, day: date) -> date:
    """The day on which an instalment that falls on `day` is due, by the agreement's rule."""
    if terms.due_rule == "tetap":
        return day
    while day.weekday() >= _SATURDAY or day in terms.holidays:
        day += _DAY
    return day


def due_days(terms: BorrowingTerms, start: date, count: int) -> list[date]:
    """The due days of a drawdown: one a month, from the month after it on.

    On the agreement's day of the month, the last of a short month, or on the day of the drawdown
    when it names none; then moved by the rule of working days. Interest is counted between them.
    """
    plain = [MONTH.due(start, number) for number in range(1, count + 1)]
    if terms.due_day is not None:
        plain = [
            day.replace(day=min(terms.due_day, monthrange(day.year, day.month)[1])) for day in plain
        ]
    days = [working_day(terms, day) for day in plain]
    # A row of holidays could reach into the next month: due days never meet or cross.
    for place in range(1, len(days)):
        days[place] = max(days[place], days[place - 1] + _DAY)
    return days


def _loan_terms(terms: BorrowingTerms, count: int, done: int, *, interest_grace: int) -> LoanTerms:
    return LoanTerms(
        method=terms.method,
        rate=Rate(percent=terms.rate),
        tenor=count,
        period=MONTH,
        day_count=terms.day_count,
        rounding=Rounding(
            decimals=terms.decimals, multiple=terms.multiple, direction=terms.direction
        ),
        principal_grace=max(0, terms.principal_grace - done),
        interest_grace=interest_grace,
        margin=None,
    )


def tranche(
    terms: BorrowingTerms,
    amount: Decimal,
    day: date,
    *,
    dues: Sequence[date],
    done: int = 0,
    anchor: date | None = None,
) -> Tranche:
    """What is paid out on `day` and repaid on `dues`; `done` instalments lie behind already.

    When the first period began at `anchor`, before the day, its interest is for the days that are
    left of it.
    """
    count, begun = len(dues), anchor or day
    grace = min(max(0, terms.interest_grace - done), count - 1)
    made = schedule(
        amount, _loan_terms(terms, count, done, interest_grace=grace), begun, list(dues)
    )
    plain = schedule(amount, _loan_terms(terms, count, done, interest_grace=0), begun, list(dues))
    borne = [row.interest for row in plain.rows]
    asked = [row.interest for row in made.rows]
    left = Fraction((dues[0] - day).days, (dues[0] - begun).days)
    first = _money(terms, Fraction(to_sen(borne[0])) * left)
    asked[grace] += first - borne[0]
    borne[0] = first
    rows = tuple(
        TrancheRow(row.due, row.principal, bill, cost)
        for row, bill, cost in zip(made.rows, asked, borne, strict=True)
    )
    return Tranche(start=day, amount=amount, rows=rows)


def _money(terms: BorrowingTerms, sen: Fraction) -> Decimal:
    return from_sen(rounded(sen, unit_of(terms), "half-up"))


def rows_of(borrowing: Borrowing) -> list[Due]:
    """The instalments of the schedule in force, all tranches together."""
    sums: dict[date, list[Decimal]] = {}
    for part in borrowing.tranches:
        for row in part.rows:
            found = sums.setdefault(row.due, [_ZERO, _ZERO])
            found[0] += row.principal
            found[1] += row.interest
    return [Due(day, *sums[day]) for day in sorted(sums)]


def open_rows(borrowing: Borrowing) -> list[Due]:
    """The instalments not fully paid: what was paid covers the oldest first."""
    principal, interest = borrowing.principal_paid, borrowing.interest_paid
    found = []
    for row in rows_of(borrowing):
        pays, bears = min(principal, row.principal), min(interest, row.interest)
        principal -= pays
        interest -= bears
        if row.principal > pays or row.interest > bears:
            found.append(Due(row.day, row.principal - pays, row.interest - bears))
    return found


def due_by(borrowing: Borrowing, day: date) -> Due:
    """What is due and not paid at the end of `day`."""
    rows = [row for row in open_rows(borrowing) if row.day <= day]
    return Due(
        day,
        sum((row.principal for row in rows), _ZERO),
        sum((row.interest for row in rows), _ZERO),
    )


def borne_by(borrowing: Borrowing, day: date) -> Decimal:
    """The interest borne since the debt began, up to the end of `day`, differences included.

    Of the period under way, the part of its interest that its days have earned.
    """
    total = borrowing.before
    for part in borrowing.tranches:
        total += _borne(borrowing.terms, part, day)
    return total


def _borne(terms: BorrowingTerms, part: Tranche, day: date) -> Decimal:
    total, start = _ZERO, part.start
    for row in part.rows:
        if row.due > day:
            passed = (day - start).days
            if passed > 0:
                share = Fraction(passed, (row.due - start).days)
                total += _money(terms, Fraction(to_sen(row.borne)) * share)
            break
        total += row.borne
        start = row.due
    return total


def current_part(borrowing: Borrowing, day: date) -> Decimal:
    """The principal that falls due within twelve months after `day`, arrears included.

    Source: SAK EP section 4 (current liabilities: due within twelve months of the reporting day).
    """
    limit = MONTH.due(day, 12)
    due = sum((row.principal for row in open_rows(borrowing) if row.day <= limit), _ZERO)
    return min(due, borrowing.balance)


def replanned(
    borrowing: Borrowing, amount: Decimal, day: date, dues: Sequence[date], *, carried: Decimal
) -> Tranche:
    """One tranche for the balance `amount` from `day` on, over the due days that are left.

    `carried` is interest borne and not paid: the first row that asks for interest asks for it too.
    """
    done = borrowing.terms.tenor - len(dues)
    rows = rows_of(borrowing)
    begun = max((row.day for row in rows if row.day <= day), default=_start(borrowing))
    made = tranche(borrowing.terms, amount, day, dues=dues, done=done, anchor=min(begun, day))
    return with_carried(made, carried)


def with_carried(part: Tranche, carried: Decimal) -> Tranche:
    """The tranche whose first row with interest asks for the carried interest as well."""
    place = next((number for number, row in enumerate(part.rows) if row.interest), 0)
    rows = list(part.rows)
    rows[place] = rows[place]._replace(interest=rows[place].interest + carried)
    return part.updated(rows=tuple(rows))


def _start(borrowing: Borrowing) -> date:
    return min(part.start for part in borrowing.tranches)


def shortest(
    borrowing: Borrowing, amount: Decimal, day: date, dues: Sequence[date], *, carried: Decimal
) -> Tranche:
    """Fewer instalments, none above what was asked for: the fewest of the `dues` that do it."""
    most = max((row.principal + row.interest for row in rows_of(borrowing)), default=_ZERO)
    grace = max(0, borrowing.terms.principal_grace - (borrowing.terms.tenor - len(dues)))
    low, high = min(grace + 1, len(dues)), len(dues)
    while low < high:
        middle = (low + high) // 2
        made = replanned(borrowing, amount, day, dues[:middle], carried=_ZERO)
        if max(row.principal + row.interest for row in made.rows) <= most:
            high = middle
        else:
            low = middle + 1
    return replanned(borrowing, amount, day, dues[:low], carried=carried)


def total_principal(rows: Iterable[Due]) -> Decimal:
    """The principal of some rows."""
    return sum((row.principal for row in rows), _ZERO)
