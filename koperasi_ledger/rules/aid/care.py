"""What is in the cooperative's care as one event moves it: checked, then records and legs.

Goods of a programme that is a liability stand as an asset and an equal liability at the giver's
value; what leaves takes its share of the value, rounded half up to rupiah, and what empties the
stock takes all of it. Money lies in the cooperative's cash or bank and is a liability. Nothing ever
touches revenue or expense. Source: reference accounting section 4 (aid in transit is a liability);
SAK EP "Pendapatan": what is received for others is no income; treatment by policy, practice.
"""

from collections.abc import Mapping
from decimal import Decimal

from koperasi_ledger.model.accounts import AID_DUES, AID_STOCK
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events.aid import AidLine
from koperasi_ledger.model.money import from_sen, to_rupiah, to_sen
from koperasi_ledger.model.policy.aid import AidPolicy
from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records.aid import AidProgramme, AidStock, AidUnit
from koperasi_ledger.rules.errors.aid import (
    AidNotInStore,
    AidProgrammeEnded,
    AidValueMissing,
    AidWrongSide,
    NotAnAidLocation,
    UnknownAidItem,
)
from koperasi_ledger.rules.store.costing import part

_RUPIAH = 100


def item_of(programme: AidProgramme, item: str) -> AidUnit:
    """What the programme says of an item.

    Raises:
        UnknownAidItem: nothing.
    """
    found = programme.items.get(item)
    if found is None:
        raise UnknownAidItem(programme.programme, item, sorted(programme.items))
    return found


def new_stock(programme: AidProgramme, item: str) -> AidStock:
    """The empty stock of an item."""
    unit = item_of(programme, item)
    posted = unit.money or programme.treatment == "liabilitas"
    return AidStock(programme=programme.programme, item=item, posted=posted, money=unit.money)


def share(stock: AidStock, quantity: int) -> int:
    """What `quantity` millionths of the stock are worth, in sen: all of it when all leaves.

    A share is whole rupiah, half up; money is worth what it is.
    """
    value = to_sen(stock.value)
    if quantity == stock.quantity:
        return value
    if stock.money:
        return quantity // 10_000
    return min(part(value, quantity, stock.quantity, _RUPIAH), value)


class Care:
    """The stock of a programme while the lines of one event are worked off."""

    def __init__(
        self, programme: AidProgramme, stocks: Mapping[str, AidStock], policy: AidPolicy
    ) -> None:
        if programme.closed is not None:
            raise AidProgrammeEnded(programme.programme, programme.closed)
        self.programme = programme
        self.policy = policy
        self._stocks = dict(stocks)
        self._values: dict[str, int] = {}

    def location(self, place: str) -> None:
        """Refuses a location that the policy does not have.

        Raises:
            NotAnAidLocation: so it is.
        """
        if place not in self.policy.locations:
            raise NotAnAidLocation(place, sorted(self.policy.locations))

    def unit(self, item: str) -> str:
        """The unit of an item."""
        return item_of(self.programme, item).unit

    def receive(self, item: str, place: str | None, quantity: int, value: int) -> None:
        """Aid comes in, worth `value` sen; `place` None for money.

        Raises:
            UnknownAidItem, AidWrongSide, NotAnAidLocation: the programme or the policy has no such.
            AidValueMissing: it would be a liability of nothing.
        """
        stock = self._stock(item, place)
        if stock.posted and not value:
            raise AidValueMissing(self.programme.programme, item)
        if not stock.posted:
            value = 0
        self._keep(stock, place, quantity, value, "received")

    def issue(self, line: AidLine, place: str | None, how: str) -> None:
        """Aid leaves: `handed` out, `lost` or `returned`.

        Raises:
            AidNotInStore: there is less.
            NotRupiah: money in parts of a sen.
            UnknownAidItem, AidWrongSide, NotAnAidLocation: as in `receive`.
        """
        stock, quantity = self._stock(line.item, place), to_micro(line.quantity)
        if stock.money:
            to_rupiah(f"{line.quantity:f}")
        held = stock.quantity if place is None else stock.places.get(place, 0)
        if quantity > held:
            where = "kas atau bank" if place is None else place
            raise AidNotInStore(line.item, where, quantity, held, self.unit(line.item))
        self._keep(stock, place, -quantity, -share(stock, quantity), how)

    def shift(self, line: AidLine, source: str, target: str) -> None:
        """Goods move; what they are worth stays.

        Raises:
            AidNotInStore: the source has less.
        """
        stock, quantity = self._stock(line.item, source), to_micro(line.quantity)
        self._stock(line.item, target)
        held = stock.places.get(source, 0)
        if quantity > held:
            raise AidNotInStore(line.item, source, quantity, held, self.unit(line.item))
        places = stock.places | {
            source: held - quantity,
            target: stock.places.get(target, 0) + quantity,
        }
        self._stocks[line.item] = stock.updated(places=places)
        self._values.setdefault(line.item, 0)

    def _stock(self, item: str, place: str | None) -> AidStock:
        unit = item_of(self.programme, item)
        if unit.money != (place is None):
            raise AidWrongSide(self.programme.programme, item, money=unit.money)
        if place is not None:
            self.location(place)
        return self._stocks[item]

    def _keep(
        self, stock: AidStock, place: str | None, quantity: int, value: int, how: str
    ) -> None:
        places = stock.places
        if place is not None:
            places = places | {place: places.get(place, 0) + quantity}
        self._stocks[stock.item] = stock.updated(
            quantity=stock.quantity + quantity,
            value=from_sen(to_sen(stock.value) + value),
            places=places,
            **{how: getattr(stock, how) + abs(quantity)},
        )
        self._values[stock.item] = self._values.get(stock.item, 0) + value

    def records(self) -> tuple[AidStock, ...]:
        """The stock of every item that moved."""
        return tuple(self._stocks[item] for item in self._values)

    def legs(self) -> list[Posting]:
        """What goods and liabilities changed by; for money only the liability."""
        legs = []
        for item, sen in self._values.items():
            stock = self._stocks[item]
            if not stock.posted:
                continue
            amount, unit = from_sen(sen), self.policy.unit
            if not stock.money:
                legs.append(Posting(AID_STOCK, amount, unit=unit, sub=stock.key))
            legs.append(Posting(AID_DUES, -amount, unit=unit, sub=stock.key))
        return legs

    def money(self) -> Decimal:
        """By how much the money in care changed, in rupiah."""
        changed = (sen for item, sen in self._values.items() if self._stocks[item].money)
        return from_sen(sum(changed))


def without(
    stock: AidStock, place: str | None, how: str, quantity: int, sen: int
) -> AidStock | None:
    """The stock without a movement of `quantity` millionths worth `sen`, both as they moved it.

    None when that much is not there any more, or nothing would be worth something.
    """
    places = stock.places
    if place is not None:
        left = places.get(place, 0) - quantity
        if left < 0:
            return None
        places = places | {place: left}
    held, value = stock.quantity - quantity, to_sen(stock.value) - sen
    if held < 0 or value < 0 or (not held and value):
        return None
    return stock.updated(
        quantity=held,
        value=from_sen(value),
        places=places,
        **{how: getattr(stock, how) - abs(quantity)},
    )
