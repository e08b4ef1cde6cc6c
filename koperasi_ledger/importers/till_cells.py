"""The cells of a till's file: amounts, quantities, days, words, in the forms of its description."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from koperasi_ledger.importers.amounts import Style, parse_amount
from koperasi_ledger.importers.layout_dates import day_of_cell
from koperasi_ledger.importers.money_cells import bare, money
from koperasi_ledger.importers.text import plain
from koperasi_ledger.importers.till_spec import TillSpec
from koperasi_ledger.importers.workbook_cells import Number
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import parse_user_amount

_QUANTITY = re.compile(r"(-?)([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")
_PLACES = 6


@lru_cache(maxsize=65_536)
def _typed(text: str) -> Decimal | None:
    """An amount as a person writes one, where only one can be meant."""
    digits = bare(text)
    if digits.removeprefix("-").isdecimal() and digits.isascii():
        return Decimal(digits)
    try:
        return parse_user_amount(digits)
    except Refusal:
        return None


@lru_cache(maxsize=65_536)
def _in_style(text: str, style: Style) -> Decimal | None:
    return parse_amount(text, style)


class Cells:
    """Reads the cells of one file by its description."""

    def __init__(self, spec: TillSpec, *, late_epoch: bool) -> None:
        self._style = Style(spec.angka.bentuk) if spec.angka is not None else None
        self._form = spec.tanggal.bentuk
        self._late_epoch = late_epoch
        self._days: dict[str, dt.date | None] = {}

    @property
    def amount_form(self) -> str:
        """How an amount is to be written."""
        return self._style.value if self._style is not None else "12500 atau 1.234.567,50"

    @property
    def day_form(self) -> str:
        """How a day is to be written."""
        return self._form

    def amount(self, cell: str) -> Decimal | None:
        """The amount in a cell that is not empty, signed; None if it is none."""
        if isinstance(cell, Number):
            return money(cell, _typed)
        style = self._style
        return _typed(cell) if style is None else _in_style(bare(cell), style)

    def quantity(self, cell: str) -> Decimal | None:
        """A quantity, negative for what came back; at most six decimals."""
        if self._style is not None and not isinstance(cell, Number):
            return parse_amount(bare(cell), self._style, places=3)
        match = _QUANTITY.fullmatch(plain(cell))
        return Decimal(f"{match[1]}{match[2]}.{match[3] or '0'}") if match else None

    def day(self, cell: str) -> dt.date | None:
        """The day in a cell; None when it is none in the stated form."""
        if type(cell) is not str:  # a moment or number of a workbook is read by its kind
            return day_of_cell(cell, self._form, late_epoch=self._late_epoch)
        if cell not in self._days:
            if len(self._days) > 4_096:
                self._days.clear()
            self._days[cell] = day_of_cell(cell, self._form, late_epoch=self._late_epoch)
        return self._days[cell]


def folded(words: Mapping[str, str]) -> dict[str, str]:
    """Words as they are compared: without regard to case and runs of blanks."""
    return {" ".join(word.casefold().split()): meant for word, meant in words.items()}


def meant(cell: str, words: Mapping[str, str]) -> str:
    """What a word of the file means; itself, when it is not listed."""
    text = plain(cell)
    return words.get(" ".join(text.casefold().split()), text) if words else text
