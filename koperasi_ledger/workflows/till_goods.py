"""The goods of a till's receipts: which item a row means, at what price, what it comes to."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.till_reading import Stated, StatedLine
from koperasi_ledger.model.money import allocate
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records import Item, PriceList
from koperasi_ledger.model.records.goods import BarcodeHolder
from koperasi_ledger.rules.store.prices import line_amount, listed
from koperasi_ledger.workflows.till_errors import GoodsUnclear, GoodsUnknown, NoTillPrice

_ZERO = Decimal(0)


class Sold(NamedTuple):
    """A line with its item and what it comes to; a returned one has a negative quantity."""

    stated: StatedLine
    item: Item
    price: Decimal | None
    discount: Decimal
    amount: Decimal | None


class TillGoods:
    """Finds items and prices of the rows of receipts, in the books as they are meanwhile."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._items: dict[tuple[str, str, str], Item] = {}
        self._names: dict[str, list[str]] | None = None

    def item(self, line: StatedLine) -> Item:
        """The item of a row: by code, by barcode, by name.

        Raises:
            GoodsUnknown, GoodsUnclear.
        """
        key = (line.item, line.barcode, line.name)
        known = self._items.get(key)
        if known is None:
            known = self._items[key] = self._find(line)
        return known

    def _find(self, line: StatedLine) -> Item:
        books = self._books
        for code in (line.item, line.name):  # a name may have been translated into a code
            if code and (found := books.peek(Item, code)) is not None:
                return found
        for code in (line.barcode, line.item):
            holder = books.peek(BarcodeHolder, code) if code else None
            if holder is not None and (item := books.peek(Item, holder.item)) is not None:
                return item
        if self._names is None:
            self._names = {}
            for each in books.all(Item):
                self._names.setdefault(_folded(each.name), []).append(each.item)
        for text in (line.name, line.item):
            codes = self._names.get(_folded(text), []) if text else []
            if len(codes) > 1:
                raise GoodsUnclear(line.row, text, codes)
            if codes and (item := books.peek(Item, codes[0])) is not None:
                return item
        text = line.item or line.barcode or line.name
        pool = [*(each.item for each in books.all(Item)), *self._names]
        raise GoodsUnknown(line.row, text, get_close_matches(text.casefold(), pool, n=2))

    def sold(self, stated: Stated, day: date, known: Mapping[str, Any]) -> list[Sold]:
        """The lines with item, price and amount; every item that is not known is told."""
        mistakes: list[StatementRefusal] = []
        found: list[Sold] = []
        places = iter(known.get("lines", ()))
        for line in stated.lines:
            try:
                item = self.item(line)
                before = next(places, None) if line.quantity > 0 else None
                found.append(self._priced(stated, line, item, day, before))
            except StatementRefusal as mistake:
                mistakes.append(mistake)
        if mistakes:
            stated.mistakes += mistakes[1:]
            raise mistakes[0]
        return _shared(stated.discount, found)

    def _priced(
        self,
        stated: Stated,
        line: StatedLine,
        item: Item,
        day: date,
        before: Mapping[str, Any] | None,
    ) -> Sold:
        price, amount = line.price, line.amount
        if line.quantity < 0:
            if amount is None and price is not None:
                amount = -line_amount(item, price, -line.quantity, line.discount)
            return Sold(line, item, price, line.discount, amount)
        if price is None and before is not None and before.get("item") == item.item:
            price = Decimal(before["price"])  # as recorded: a list may have changed since
        if price is None:
            unit = line.unit or item.base
            tier = stated.words["tingkat"]
            prices = self._books.peek(PriceList, f"{item.item}:{tier}")
            price = listed(prices, unit, to_micro(line.quantity), day)
            if price is None:
                raise NoTillPrice(line.row, item.item, unit, tier)
        if amount is None:
            amount = _as_recorded(before, line, item, price)
        if amount is None:
            amount = line_amount(item, price, line.quantity, line.discount)
        return Sold(line, item, price, line.discount, amount)


def _as_recorded(
    before: Mapping[str, Any] | None, line: StatedLine, item: Item, price: Decimal
) -> Decimal | None:
    """What the same line came to when it was recorded: goods may have got a ceiling since."""
    if before is None or before.get("item") != item.item:
        return None
    if (Decimal(before["quantity"]), Decimal(before["price"])) != (line.quantity, price):
        return None
    return Decimal(before["amount"]) + Decimal(before.get("discount", "0")) - line.discount


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _shared(discount: Decimal, lines: list[Sold]) -> list[Sold]:
    """A discount on the whole receipt, shared by what its lines come to; Σ shares = all of it."""
    given = [n for n, line in enumerate(lines) if line.stated.quantity > 0]
    if not discount or not given:
        return lines
    shares = allocate(discount, [lines[n].amount or _ZERO for n in given])
    for n, share in zip(given, shares, strict=True):
        line = lines[n]
        lines[n] = line._replace(
            discount=line.discount + share, amount=(line.amount or _ZERO) - share
        )
    return lines
