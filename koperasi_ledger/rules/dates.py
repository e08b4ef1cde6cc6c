"""Months as `YYYY-MM` and their arithmetic, and how Indonesian writes days and months."""

from datetime import date, timedelta
from functools import cache

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)


def month_of(day: date) -> str:
    """The month of a day, `YYYY-MM`."""
    return f"{day.year:04d}-{day.month:02d}"


@cache
def add_months(month: str, count: int) -> str:
    """The month `count` months after (or, if negative, before) `month`."""
    index = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months_between(first: str, last: str) -> int:
    """How many months `last` lies after `first`; negative when before."""
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:])


def first_day(month: str) -> date:
    """The first day of a month."""
    return date(int(month[:4]), int(month[5:]), 1)


@cache
def last_day(month: str) -> date:
    """The last day of a month."""
    return first_day(add_months(month, 1)) - timedelta(days=1)


def day_name(day: date) -> str:
    """A day as Indonesian writes it: `5 Januari 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_name(month: str) -> str:
    """A month as Indonesian writes it: `Januari 2026`."""
    return f"{MONTHS[int(month[5:]) - 1]} {month[:4]}"


def months_name(first: str, last: str) -> str:
    """A run of months: `Januari 2026`, `Januari–Maret 2026`, `Desember 2025–Januari 2026`."""
    if first == last:
        return month_name(first)
    if first[:4] == last[:4]:
        return f"{MONTHS[int(first[5:]) - 1]}–{month_name(last)}"
    return f"{month_name(first)}–{month_name(last)}"
