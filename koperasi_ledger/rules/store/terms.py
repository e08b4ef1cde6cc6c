"""Reading the store's policy, and quantities of goods in the item's base unit."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.policy.store import Location, StorePolicy, Tier
from koperasi_ledger.model.quantities import MICRO, format_quantity, to_micro
from koperasi_ledger.model.records import PolicySection
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.rules.errors.store import (
    ItemInactive,
    NotInBaseUnits,
    NotInStorePolicy,
    UnknownMeasure,
)
from koperasi_ledger.rules.policies import in_force


class StoreTerms(NamedTuple):
    """The store's policy in force, the event that adopted it, and its rounding of costs in sen."""

    policy: StorePolicy
    ref: str
    cost_unit: int

    def location(self, key: str) -> Location:
        """The location with this key.

        Raises:
            NotInStorePolicy: there is none.
        """
        found = self.policy.locations.get(key)
        if found is None:
            raise NotInStorePolicy("Lokasi", key, sorted(self.policy.locations))
        return found

    def tier(self, key: str) -> Tier:
        """The class of customers with this key.

        Raises:
            NotInStorePolicy: there is none.
        """
        found = self.policy.tiers.get(key)
        if found is None:
            raise NotInStorePolicy("Tingkat harga", key, sorted(self.policy.tiers))
        return found


def store_on(section: PolicySection, day: date) -> StoreTerms:
    """The store's policy in force on `day`.

    Raises:
        NoPolicy: none is.
    """
    policy, ref = in_force(section, StorePolicy, "toko", day)
    return StoreTerms(policy, ref, to_sen(policy.cost_unit))


def measure_of(item: Item, unit: str | None) -> tuple[int, int]:
    """What one of a measure is worth: `a / b` millionths of the item's base unit.

    Raises:
        UnknownMeasure: the item has no such measure.
    """
    if unit is None or unit == item.base:
        return MICRO, 1
    found = item.measures.get(unit)
    if found is None:
        raise UnknownMeasure(item.item, unit, [item.base, *item.measures])
    return found


def in_base(item: Item, quantity: Decimal, unit: str | None) -> int:
    """A quantity of a measure in millionths of the base unit, exactly.

    Raises:
        UnknownMeasure: the item has no such measure.
        NotInBaseUnits: it is no whole number of millionths.
    """
    micro = to_micro(quantity)
    if unit is None or unit == item.base:
        return micro
    worth, per = measure_of(item, unit)
    count, rest = divmod(micro * worth, per * MICRO)
    if rest:
        raise NotInBaseUnits(item.item, format_quantity(micro), unit, item.base)
    return count


def require_active_item(item: Item) -> None:
    """Refuses to take in what is out of the range.

    Raises:
        ItemInactive: so it is.
    """
    if not item.active:
        raise ItemInactive(item.item)
