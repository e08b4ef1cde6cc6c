"""Stock taken over, moved between locations, counted, and made into other goods.

A shortage, damage or expiry is a cost of the period (6125), a surplus lowers it; each has its own
sub-key, so that the berita acara can be added up. Source: practice (reference accounting section
5: stok opname with berita acara); SAK: losses of stock are an expense when they occur.
"""

from decimal import Decimal

from koperasi_ledger.model.accounts import STOCK_LOSS, Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.stock import (
    CountLine,
    GoodsConverted,
    StockCounted,
    StockTakenOver,
    StockTransferred,
)
from koperasi_ledger.model.money import allocate, format_rupiah, from_sen, to_sen
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.policy import ControlAccount
from koperasi_ledger.rules.errors.store import CostUnknown, CountTooLate, TakesOverTooMuch
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import in_base


def take_over(event: StockTakenOver, shelf: Shelf, account: Account, held: Decimal) -> Change:
    """Stock that a plain account held is from now on kept item by item.

    Raises:
        ControlAccount: the account is moved by its own events only.
        TakesOverTooMuch: the account holds less.
    """
    if account.control:
        raise ControlAccount(account.name)
    value = sum((line.value for line in event.lines), Decimal(0))
    if value > held:
        raise TakesOverTooMuch(account.name, format_rupiah(value), format_rupiah(held))
    for line in event.lines:
        item = shelf.item(line.item)
        quantity = in_base(item, line.quantity, line.unit)
        shelf.receive(item, event.location, quantity, to_sen(line.value))
    legs = [*shelf.legs(), Posting(account.name, -value, unit=shelf.terms.policy.unit)]
    if not any(leg.amount for leg in legs):
        return Change(None, shelf.records())
    entry = balanced(event.date, event.ref, f"Stok awal {event.location}", legs)
    return Change(entry, shelf.records())


def transfer(event: StockTransferred, shelf: Shelf) -> Change:
    """Goods move between locations; their cost stays, so nothing is posted.

    Raises:
        NotInStock: the location has less.
    """
    for place in (event.source, event.target):
        shelf.terms.location(place)
    for line in event.lines:
        item = shelf.item(line.item)
        shelf.move(item, event.source, event.target, in_base(item, line.quantity, line.unit))
    return Change(None, shelf.records())


def count(event: StockCounted, shelf: Shelf) -> Change:
    """What was found becomes the stock of the location; what it differs by is valued and posted.

    Damaged and expired goods leave at their cost; of the rest, less than the books say is a
    shortage, more a surplus at the average cost of what is there.

    Raises:
        CountTooLate: later movements of the location are recorded already.
        CostUnknown: a surplus of goods that never had a cost.
    """
    shelf.terms.location(event.location)
    legs: list[Posting] = []
    for line in event.lines:
        item = shelf.item(line.item)
        stock = shelf.stock(item)
        moved = stock.moved.get(event.location)
        if moved is not None and moved > event.date:
            raise CountTooLate(item.item, event.location, event.date, moved)
        legs += _counted(event, line, item, shelf)
    legs = [*shelf.legs(), *_together(legs)]
    if not any(leg.amount for leg in legs):
        return Change(None, shelf.records())
    entry = balanced(event.date, event.ref, f"Stok opname {event.location} {event.document}", legs)
    return Change(entry, shelf.records())


def _counted(event: StockCounted, line: CountLine, item: Item, shelf: Shelf) -> list[Posting]:
    found, damaged, expired = (
        in_base(item, quantity, line.unit) for quantity in (line.good, line.damaged, line.expired)
    )
    short = shelf.held(item, event.location) - found - damaged - expired
    legs = []
    if short < 0:
        value = shelf.worth(item, -short)
        if value is None:
            if line.unit_cost is None:
                raise CostUnknown(item.item)
            per = in_base(item, Decimal(1), line.unit)
            value = to_sen(line.unit_cost) * -short // per
        shelf.receive(item, event.location, -short, value, returned=True)
        legs.append(_loss("lebih", -value, shelf))
    for why, gone in (("kurang", short), ("rusak", damaged), ("kedaluwarsa", expired)):
        if gone > 0:
            cost = shelf.issue(item, event.location, gone, allowed=True)
            legs.append(_loss(why, cost, shelf))
    if found == shelf.held(item, event.location) and not legs:
        shelf.see(item, event.location)
    return legs


def _loss(why: str, sen: int, shelf: Shelf) -> Posting:
    return Posting(STOCK_LOSS, from_sen(sen), unit=shelf.terms.policy.unit, sub=why)


def _together(legs: list[Posting]) -> list[Posting]:
    sums: dict[str, Posting] = {}
    for leg in legs:
        before = sums.get(leg.sub or "")
        sums[leg.sub or ""] = (
            leg if before is None else leg._replace(amount=before.amount + leg.amount)
        )
    return list(sums.values())


def convert(event: GoodsConverted, shelf: Shelf) -> Change:
    """Goods become other goods: what the inputs cost, the outputs cost, by their weights.

    Shares are whole rupiah by largest remainder. Source: practice (joint cost by relative weight).

    Raises:
        NotInStock: there is less of an input than is used.
    """
    shelf.terms.location(event.location)
    cost = 0
    for line in event.inputs:
        item = shelf.item(line.item)
        quantity = in_base(item, line.quantity, line.unit)
        cost += shelf.issue(item, event.location, quantity)
    weights = [line.weight if line.weight is not None else Decimal(1) for line in event.outputs]
    shares = allocate(from_sen(cost), weights)
    for output, share in zip(event.outputs, shares, strict=True):
        item = shelf.item(output.item)
        quantity = in_base(item, output.quantity, output.unit)
        shelf.receive(item, event.location, quantity, to_sen(share))
    legs = shelf.legs()
    if not legs:
        return Change(None, shelf.records())
    names = ", ".join(line.item for line in event.outputs)
    entry = balanced(event.date, event.ref, f"Pengolahan menjadi {names}", legs)
    return Change(entry, shelf.records())
