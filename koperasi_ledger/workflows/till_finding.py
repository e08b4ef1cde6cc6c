"""What was typed at a till read as goods: which item, how many, of which unit."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records import Item
from koperasi_ledger.model.records.goods import BarcodeHolder
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.till_errors import NoSuchGoods

_NUMBER = r"[0-9]{1,9}(?:[.,][0-9]{1,6})?"
_COUNT = re.compile(rf"({_NUMBER})([a-z][a-z0-9-]{{0,23}})?")


class Typed(NamedTuple):
    """Something typed for goods: the words that name them, how many, and of which unit."""

    words: str
    quantity: Decimal
    unit: str | None


class GoodsFinder:
    """Finds the items of a store by what a person types: code, barcode, or parts of the name."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._items: tuple[Item, ...] | None = None

    def forget(self) -> None:
        """The names are read anew next time: others may have registered goods meanwhile."""
        self._items = None

    def find(self, text: str) -> tuple[list[Item], Typed]:
        """The items that may be meant by what was typed, the only one if it is clear.

        A code or barcode is meant before a part of a name.

        Raises:
            NoSuchGoods: nothing fits.
        """
        readings = list(_readings(text))
        for typed in readings:
            item = self.exact(typed.words)
            if item is not None and has_unit(item, typed.unit):
                return [item], typed
        for typed in readings:
            found = [item for item in self.named(typed.words) if has_unit(item, typed.unit)]
            if found:
                return found, typed
        raise NoSuchGoods(text)

    def exact(self, words: str) -> Item | None:
        """The item of this code or barcode."""
        journal = self._book.journal
        for code in (words, words.casefold()):
            found = journal.load(Item.kind, code) if code else None
            if found is None and code:
                holder = journal.load(BarcodeHolder.kind, code)
                if isinstance(holder, BarcodeHolder):
                    found = journal.load(Item.kind, holder.item)
            if isinstance(found, Item):
                return found
        return None

    def named(self, words: str) -> Iterator[Item]:
        """The items in use whose name or code holds every word, by name."""
        if self._items is None:
            every = (item for item in self._book.journal.load_all(Item.kind))
            known = [item for item in every if isinstance(item, Item) and item.active]
            self._items = tuple(sorted(known, key=lambda item: item.name.casefold()))
        wanted = words.casefold().split()
        for item in self._items:
            text = f"{item.name} {item.item}".casefold()
            if wanted and all(word in text for word in wanted):
                yield item


def read_count(text: str) -> tuple[str, str | None] | None:
    """The digits and the unit of a quantity: `3`, `2.5kg`, `1 dus`; None if it is none."""
    match = _COUNT.fullmatch("".join(text.casefold().split()))
    return None if match is None else (match[1], match[2])


def decimal_of(text: str) -> Decimal:
    """A quantity as typed, with a point or a comma before its decimals."""
    return Decimal(text.replace(",", "."))


def has_unit(item: Item, unit: str | None) -> bool:
    """Whether the item is measured so."""
    return unit is None or unit == item.base or unit in item.measures


def _readings(text: str) -> Iterator[Typed]:
    """The ways to read what was typed: goods alone, a quantity behind them, one before them."""
    words = text.strip().removeprefix("=").split()
    whole = " ".join(words)
    yield Typed(whole, Decimal(1), None)
    if len(words) > 1:
        for count, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
            match = _COUNT.fullmatch(count.casefold())
            if match is not None and decimal_of(match[1]):
                yield Typed(" ".join(rest), decimal_of(match[1]), match[2])
    if len(words) > 2:
        for number, unit, rest in (
            (words[-2], words[-1], words[:-2]),
            (words[0], words[1], words[2:]),
        ):
            match = _COUNT.fullmatch(number)
            if match is not None and match[2] is None and decimal_of(match[1]):
                yield Typed(" ".join(rest), decimal_of(match[1]), unit.casefold())
