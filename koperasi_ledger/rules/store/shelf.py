"""The goods that one event moves: worked off line by line, then turned into records and legs."""

from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import STOCK, STOCK_LOSS
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.model.records.stock import Stock
from koperasi_ledger.rules.errors.store import NotInStock
from koperasi_ledger.rules.store import costing
from koperasi_ledger.rules.store.terms import StoreTerms


class Goods(NamedTuple):
    """An item and what is in stock of it."""

    item: Item
    stock: Stock


class Shelf:
    """Stock as it changes while the lines of one event are worked off.

    `day` and `ref` are the event's; nothing outside this object changes.
    """

    def __init__(self, goods: dict[str, Goods], terms: StoreTerms, day: date, ref: str) -> None:
        self.terms = terms
        self._day = day
        self._ref = ref
        self._items = {key: each.item for key, each in goods.items()}
        self._stocks = {key: each.stock for key, each in goods.items()}
        self._changed: dict[str, int] = {}
        self._correction = 0
        self._layers = 0

    def item(self, key: str) -> Item:
        """The item of a line."""
        return self._items[key]

    def stock(self, item: Item) -> Stock:
        """What is in stock of it by now."""
        return self._stocks[item.item]

    def held(self, item: Item, location: str) -> int:
        """What a location has of it by now, in millionths."""
        return costing.place_of(self._stocks[item.item], location)

    def worth(self, item: Item, quantity: int) -> int | None:
        """What a surplus is worth, in sen; None when no cost is known."""
        return costing.worth(self._stocks[item.item], quantity, self.terms.cost_unit)

    def receive(
        self, item: Item, location: str, quantity: int, cost: int, *, returned: bool = False
    ) -> None:
        """Goods come in for `cost` sen.

        Raises:
            NotInStorePolicy: there is no such location.
        """
        self.terms.location(location)
        stock = self._stocks[item.item]
        # Two lines of one event are two layers; no ref of an event has a # in it.
        ref = f"{self._ref}#{self._layers}" if self._layers else self._ref
        self._layers += 1
        moved = costing.receive(
            stock, location, quantity, cost, day=self._day, ref=ref, returned=returned
        )
        self._keep(item, moved)
        self._correction += moved.correction

    def issue(self, item: Item, location: str, quantity: int, *, allowed: bool = False) -> int:
        """Goods leave; the cost in sen. `allowed`: also what is not there. See `take`."""
        return -self.take(item, location, quantity, allowed=allowed).change

    def take(
        self, item: Item, location: str, quantity: int, *, allowed: bool = False
    ) -> costing.Moved:
        """Goods leave: what it cost, and which layers left. `allowed`: also what is not there.

        Raises:
            NotInStock: the location has less, and neither policy nor `allowed` lets it.
            NotInStorePolicy: there is no such location.
        """
        stock = self._stocks[item.item]
        held = stock.places.get(location, 0)
        if quantity > held and not (allowed or self.terms.policy.negative):
            self.terms.location(location)
            raise NotInStock(item.item, location, quantity, held, item.base)
        moved = costing.issue(stock, location, quantity, self._day, self.terms.cost_unit)
        self._keep(item, moved)
        return moved

    def require(self, item: Item, location: str, quantity: int) -> None:
        """Refuses to take more than is there, whatever the policy says.

        Raises:
            NotInStock: so it is.
        """
        held = self.held(item, location)
        if quantity > held:
            raise NotInStock(item.item, location, quantity, held, item.base)

    def move(self, item: Item, source: str, target: str, quantity: int) -> None:
        """Goods move between locations.

        Raises:
            NotInStock: the source has less, and the policy does not let it.
        """
        stock = self._stocks[item.item]
        held = stock.places.get(source, 0)
        if quantity > held and not self.terms.policy.negative:
            raise NotInStock(item.item, source, quantity, held, item.base)
        after = costing.shift(stock, source, target, quantity, self._day)
        self._keep(item, costing.Moved(after, 0))

    def see(self, item: Item, location: str) -> None:
        """A count found what the books say: only the day of it is remembered."""
        after = costing.shift(self._stocks[item.item], location, location, 0, self._day)
        self._keep(item, costing.Moved(after, 0))

    def _keep(self, item: Item, moved: costing.Moved) -> None:
        key = item.item
        self._stocks[key] = moved.stock
        self._changed[key] = self._changed.get(key, 0) + moved.change

    def records(self) -> tuple[Stock, ...]:
        """The stock of every item that moved, as it is now."""
        return tuple(self._stocks[key] for key in self._changed)

    def legs(self) -> list[Posting]:
        """What the value of each item changed by, and what earlier sales are corrected by."""
        unit = self.terms.policy.unit
        legs = [
            Posting(STOCK, from_sen(sen), unit=unit, sub=key)
            for key, sen in self._changed.items()
            if sen
        ]
        if self._correction:
            amount = from_sen(self._correction)
            legs.append(Posting(STOCK_LOSS, amount, unit=unit, sub="koreksi-hpp"))
        return legs
