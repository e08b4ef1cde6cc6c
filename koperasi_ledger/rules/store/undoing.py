"""Taking movements of the store back: by their opposite, never by rewriting what came after.

A sale that is reversed brings its goods back at the cost they left with, whatever the average has
become since; a purchase takes out what it brought in, if that much and that worth is still there.
Otherwise the reversal is refused, and a return or a stock count says what happened (decision 27).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from koperasi_ledger.model.accounts import STOCK
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.records.stock import Layer, Stock
from koperasi_ledger.rules.store.costing import taken_back

Movements: TypeAlias = dict[str, dict[str, int]]
"""By item and location, the millionths that are to be added."""


def add(movements: Movements, item: str, location: str, quantity: int) -> None:
    """Adds what is to come back to (or, negative, leave) a location."""
    places = movements.setdefault(item, {})
    places[location] = places.get(location, 0) + quantity


def values_of(entry: Entry | Balance | None) -> dict[str, int]:
    """What an entry posted to the stock of each item, in sen."""
    found: dict[str, int] = {}
    for leg in entry.postings if isinstance(entry, Entry) else ():
        if leg.account == STOCK and leg.sub is not None:
            found[leg.sub] = found.get(leg.sub, 0) + to_sen(leg.amount)
    return found


def without(
    ref: str,
    entry: Entry | Balance | None,
    movements: Movements,
    stocks: Mapping[str, Stock | None],
    *,
    negative: bool,
    values: Mapping[str, int] | None = None,
    gone: Mapping[str, tuple[Layer, ...]] = MappingProxyType({}),
) -> tuple[Stock, ...] | None:
    """The stock of every item after the opposite movements; None when one is impossible.

    `values` (sen by item) are what the movement changed the stock by; as its entry says, if they
    are not given; `gone` the layers that left.
    """
    posted = values if values is not None else values_of(entry)
    found = []
    for item, changes in movements.items():
        stock = stocks.get(item)
        if stock is None:
            return None
        back = taken_back(
            stock,
            changes,
            -posted.get(item, 0),
            ref,
            negative=negative,
            gone=gone.get(item, ()),
        )
        if back is None:
            return None
        found.append(back)
    return tuple(found)
