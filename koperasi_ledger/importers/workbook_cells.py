"""What the cells of a workbook become: text, and text that is known to be a number or a moment.

A number cell holds a binary double, which Excel shows and compares with 15 digits ("Excel
specifications and limits", Microsoft); so the value meant is the one with 15 digits, and it is
kept as exact text. Such a cell is never ambiguous, whatever the style of the texts beside it.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Context, Decimal

from koperasi_ledger.importers.text import Row

_EXCEL = Context(prec=15)
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?"
)
_SHORT = re.compile(r"(?!-0\Z)-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{0,4}[1-9])?")
# From here on a double no longer holds every rupiah; below, zero is meant.
_LARGEST = Decimal(10) ** 15
_SMALLEST = Decimal("1e-9")
_EPOCH = {False: dt.datetime(1899, 12, 30), True: dt.datetime(1904, 1, 1)}  # noqa: DTZ001 - a wall clock
_LAST_DAY = 2_958_465  # 9999-12-31
_SECONDS = 86_400


class Number(str):
    """A number cell: ASCII digits with a point, as many decimals as it has, never grouped."""

    __slots__ = ()


class Moment(str):
    """A date cell: `2026-09-01`, `2026-09-01 08:14:47`, or the time alone."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; its rows carry their spreadsheet numbers, and only those that hold anything.

    `cells` of a row start at column A; a cell is plain `str`, `Number` or `Moment`. `late_epoch`
    tells whether serial numbers of days count from 1904.
    """

    name: str
    rows: tuple[Row, ...]
    late_epoch: bool = False


def number(text: str) -> Number | None:
    """The stored text of a number cell as Excel means it; None if it is no number.

    What has more than 15 digits before the point keeps an exponent: digits were lost.
    """
    if _SHORT.fullmatch(text):
        return Number(text)  # most are: nothing to round
    if not _NUMBER.fullmatch(text):
        return None
    value = _EXCEL.create_decimal(text)
    if abs(value) < _SMALLEST:
        return Number("0")
    if abs(value) >= _LARGEST:
        return Number(f"{value.normalize(_EXCEL):E}")
    plain = f"{value:f}"
    return Number(plain.rstrip("0").rstrip(".") if "." in plain else plain)


def moment(serial: str, *, late_epoch: bool) -> Moment | None:
    """The day and time of a serial number, to the second; None if it is none."""
    exact = number(serial)
    if exact is None or "E" in exact:
        return None
    value = Decimal(exact)
    if not 0 <= value <= _LAST_DAY:
        return None
    seconds = int((value * _SECONDS).to_integral_value())
    when = _EPOCH[late_epoch] + dt.timedelta(seconds=min(seconds, _LAST_DAY * _SECONDS))
    if seconds < _SECONDS and not late_epoch:
        return Moment(f"{when:%H:%M:%S}")
    return Moment(f"{when:%Y-%m-%d %H:%M:%S}".removesuffix(" 00:00:00"))
