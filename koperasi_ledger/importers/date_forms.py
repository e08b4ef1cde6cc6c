"""The ways in which banks write a day: `01/09/26 08.14.47`, `16 Maret 2026`, `2026-09-01`.

Day before month everywhere, as in Indonesia; a year of two digits is one of 2000 to 2099. A time
may follow; it only tells whether a file of a single day runs backwards.
"""

import datetime as dt
import re
from collections.abc import Callable

from koperasi_ledger.importers.workbook_cells import Moment, Number, moment

DateForm = Callable[[str], dt.date | None]
"""Reads the day of a printed date; None when it is not written so, or there is no such day."""

_TIME = (
    r"(?:[ T]+[0-2]?[0-9][:.][0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]{1,6})?)?"
    r"(?:\s?(?:AM|PM|WIB|WITA|WIT))?)?"
)
_NUMERIC = re.compile(
    r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME, re.IGNORECASE
)
_ISO = re.compile(r"([0-9]{4})([/-])([0-9]{2})\2([0-9]{2})" + _TIME)
_WORDS = re.compile(
    r"([0-9]{1,2})[ -]([A-Za-z]{3,9})\.?[ -]([0-9]{4}|[0-9]{2})" + _TIME, re.IGNORECASE
)
_MONTHS = (
    ("january", "januari"),
    ("february", "februari", "pebruari"),
    ("march", "maret"),
    ("april",),
    ("may", "mei"),
    ("june", "juni"),
    ("july", "juli"),
    ("august", "agustus", "agt", "ags"),
    ("september", "sept"),
    ("october", "oktober"),
    ("november", "nopember"),
    ("december", "desember"),
)
_MONTH = {name: at for at, names in enumerate(_MONTHS, 1) for name in names} | {
    name[:3]: at for at, names in enumerate(_MONTHS, 1) for name in names
}


_CLOCK = re.compile(r"[0-9][ T]+([0-2]?[0-9])[:.]([0-5][0-9])(?:[:.]([0-5][0-9]))?")
_TWELVE = re.compile(r"[AP]M\s*\Z", re.IGNORECASE)


def time_of(cell: str) -> str:
    """The time behind a printed day as `hhmmss`; empty when there is none of twenty-four hours."""
    match = _CLOCK.search(cell)
    if match is None or _TWELVE.search(cell):
        return ""
    return f"{int(match[1]):02d}{match[2]}{match[3] or '00'}"


def numeric(text: str) -> dt.date | None:
    """`dd/mm/yy`, `dd-mm-yyyy`, `dd.mm.yyyy`."""
    match = _NUMERIC.fullmatch(text)
    return _date(match[4], int(match[3]), match[1]) if match else None


def iso(text: str) -> dt.date | None:
    """`yyyy-mm-dd` or `yyyy/mm/dd`."""
    match = _ISO.fullmatch(text)
    return _date(match[1], int(match[3]), match[4]) if match else None


def words(text: str) -> dt.date | None:
    """`16 March 2026`, `16 Mar 26`, `16-Mei-2026`: English or Indonesian names, whole or short."""
    match = _WORDS.fullmatch(text)
    month = _MONTH.get(match[2].casefold()) if match else None
    return _date(match[3], month, match[1]) if match and month else None


def any_form(text: str) -> dt.date | None:
    """A day in any of the three forms; no text is a day in two of them."""
    return numeric(text) or iso(text) or words(text)


def of_cell(cell: str, form: DateForm, *, late_epoch: bool = False) -> dt.date | None:
    """The day of a cell: in the layout's form as text, or what a workbook itself knows as a day.

    A bare number in a column of days is Excel's serial number of the day.
    """
    if isinstance(cell, Number):
        found = moment(cell, late_epoch=late_epoch)
        return None if found is None else iso(found)
    return iso(cell) if isinstance(cell, Moment) else form(" ".join(cell.split()).lstrip("'"))


def _date(year: str, month: int, day: str) -> dt.date | None:
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        return None
