"""Dates as banks print them, and the year where they leave it out."""

import datetime as dt
import re
from dataclasses import dataclass

_DAY = re.compile(r"([0-9]{2})/([0-9]{2})(?:/([0-9]{4}))?")
_PERIOD = re.compile(
    r"([0-9]{2}/[0-9]{2}/[0-9]{4})\s*(?:-|–|s/d|s\.d\.)\s*([0-9]{2}/[0-9]{2}/[0-9]{4})"
)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day of a statement, both included."""

    start: dt.date
    end: dt.date

    def __str__(self) -> str:
        return f"{self.start:%d/%m/%Y} - {self.end:%d/%m/%Y}"

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end


def period_of(text: str) -> Period | None:
    """`dd/mm/yyyy - dd/mm/yyyy` as a period; None if it is none or runs backwards."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    start, end = (day(part) for part in match.groups())
    if start is None or end is None or end < start:
        return None
    return Period(start, end)


def day(text: str) -> dt.date | None:
    """`dd/mm/yyyy` as a date; None if there is no such day or no year."""
    match = _DAY.fullmatch(text)
    if match is None or match[3] is None:
        return None
    return _date(int(match[3]), int(match[2]), int(match[1]))


def has_no_year(text: str) -> bool:
    """Whether this is `dd/mm`."""
    match = _DAY.fullmatch(text)
    return match is not None and match[3] is None


def days_in(text: str, period: Period) -> list[dt.date]:
    """Every day of a period of at most two calendar years that `dd/mm` can mean.

    In a period across New Year a month before the first one is in the year it ends; that is what
    KlikBCA means (BCA.pm) and follows from the date having to lie in the period.
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return []
    years = sorted({period.start.year, period.end.year})
    days = [_date(year, int(match[2]), int(match[1])) for year in years]
    return [found for found in days if found is not None and found in period]


def _date(year: int, month: int, day_of_month: int) -> dt.date | None:
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None
