"""The period of a loan: how far instalments lie apart, and on which days they fall due.

monthly from 31 January 2026 -> 28 February, 31 March, 30 April, ...
every 10 days from 1 January 2026 -> 11 January, 21 January, 31 January, ...
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from koperasi_ledger.rules.loan_errors import DueTooLate, UnknownPeriod

LAST_YEAR = 2199
"""The last year that events may be dated in (`model/fields.py`)."""

_DAYS = re.compile(r"([1-9][0-9]{0,2})-hari")
_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Period:
    """The distance between two instalments: whole months, or whole days; one of them is zero.

    `per_year` is how many make a year when nothing else is said: 12 months, 4 quarters, 2 half
    years, 1 year, 52 weeks, 365/N times N days.
    """

    name: str
    months: int
    days: int
    per_year: Fraction

    def due(self, start: date, number: int) -> date:
        """The day that instalment `number` (from 1) of a loan paid out on `start` falls due.

        Counted from the original day, never from the last due date, so that a loan of the 31st
        falls due on the last day of a short month and on the 31st again after it. Holidays do not
        move it: which working day is meant instead is the lender's agreement.
        """
        try:
            if self.days:
                day = start + timedelta(days=self.days * number)
            else:
                months = start.month - 1 + self.months * number
                year, month = start.year + months // 12, months % 12 + 1
                day = date(year, month, min(start.day, monthrange(year, month)[1]))
        except (ValueError, OverflowError) as error:
            raise DueTooLate(number, LAST_YEAR) from error
        if day.year > LAST_YEAR:
            raise DueTooLate(number, LAST_YEAR)
        return day


MONTH = Period("bulan", 1, 0, Fraction(12))

NAMED = {
    "bulan": MONTH,
    "triwulan": Period("triwulan", 3, 0, Fraction(4)),
    "semester": Period("semester", 6, 0, Fraction(2)),
    "tahun": Period("tahun", 12, 0, Fraction(1)),
    "minggu": Period("minggu", 0, 7, Fraction(52)),
}


def parse_period(text: str) -> Period:
    """Reads `bulan`, `triwulan`, `semester`, `tahun`, `minggu` or `N-hari` (N from 1 to 366).

    Raises:
        UnknownPeriod: it is none of them.
    """
    named = NAMED.get(text)
    if named is not None:
        return named
    match = _DAYS.fullmatch(text)
    if match is None or int(match[1]) > _LONGEST_DAYS:
        raise UnknownPeriod(text, tuple(NAMED))
    days = int(match[1])
    return Period(text, 0, days, Fraction(365, days))
