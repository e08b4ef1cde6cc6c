"""Day counts: which part of a year's interest a stretch of days bears.

Worked loan pages use i/12 for monthly products whatever the month's length, and a monthly rate / 30
for daily ones; savings and deposits use 365 (cases in tests/data/loans). Loan software also
offers actual days on 360 and on the true length of the year.
"""

from datetime import date
from fractions import Fraction
from typing import Literal, assert_never

from koperasi_ledger.rules.periods import Period

DayCount = Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"]
"""`30/360`: every month has 30 days, a year 360. `aktual/365`, `aktual/360`: calendar days, a year
of 365 or 360 even when it is a leap year. `aktual/aktual`: the ISDA variant (see `days_of_year`).
"""


def days_of_year(day_count: DayCount, start: date, end: date) -> Fraction:
    """The part of a year between two days (the first counted, the last not).

    For stretches that are no whole periods, `30/360` counts calendar days on 360: the koperasi
    rule "monthly rate / 30 x days" (1 December to 7 December is 6/360, case ID06).
    `aktual/aktual` is ISDA's: days in a leap year count 1/366, all others 1/365, and a stretch
    over New Year is the sum of both parts.
    """
    days = (end - start).days
    match day_count:
        case "30/360" | "aktual/360":
            return Fraction(days, 360)
        case "aktual/365":
            return Fraction(days, 365)
        case "aktual/aktual":
            return sum(
                (_part_of(year, start, end) for year in range(start.year, end.year + 1)),
                Fraction(0),
            )
        case _:
            assert_never(day_count)


def _part_of(year: int, start: date, end: date) -> Fraction:
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    days = (min(end, after) - max(start, first)).days
    return Fraction(days, (after - first).days)


def period_of_year(period: Period, day_count: DayCount | None, start: date, end: date) -> Fraction:
    """The part of a year that one whole `period`, from `start` to its due day `end`, bears.

    None, the default, means equal periods: i/12 a month, i/4, i/2, i, i/52 a week, i x N/365 for
    N days. `30/360` gives i/12 for a month as well, always, also from 31 January to 28 February,
    and N/360 for N days (7/360 a week). The three others count the days of the calendar.
    """
    if day_count is None:
        return 1 / period.per_year
    if day_count == "30/360" and period.months:
        return Fraction(period.months, 12)
    return days_of_year(day_count, start, end)
