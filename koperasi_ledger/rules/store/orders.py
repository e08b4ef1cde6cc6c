"""Purchase orders: given, received against, ended. They move nothing and are owed nothing.

An order is optional. What comes against one is held against what was ordered: an item that was not
ordered is refused, and so is more than ordered, but for the share that the policy allows
(`lebih_kirim_paling_banyak_persen`; weighed goods never come to the gram). Goods sent back do not
open the order again. Source: practice; a commitment is no liability before delivery (SAK).
"""

from collections.abc import Iterable
from decimal import Decimal

from koperasi_ledger.model.events.orders import GoodsOrdered, GoodsOrderEnded
from koperasi_ledger.model.records.orders import OrderedLine, PurchaseOrder
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.orders import (
    NotOrdered,
    OrderIsEnded,
    OrderKnown,
    OrderUnknown,
    OverDelivered,
)
from koperasi_ledger.rules.errors.store_trade import BeforeItsSale
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import in_base, require_active_item


def give(event: GoodsOrdered, shelf: Shelf, known: PurchaseOrder | None) -> Change:
    """An order to a supplier.

    Raises:
        OrderKnown: the number is taken.
        ItemInactive: an item is out of the range.
        UnknownMeasure, NotInBaseUnits: a quantity does not fit its item.
    """
    if known is not None:
        raise OrderKnown(event.order, known.ref)
    lines = []
    for line in event.lines:
        item = shelf.item(line.item)
        require_active_item(item)
        lines.append(OrderedLine(item.item, in_base(item, line.quantity, line.unit)))
    order = PurchaseOrder(
        order=event.order,
        supplier=event.supplier,
        ref=event.ref,
        date=event.date,
        expected=event.expected,
        lines=tuple(lines),
    )
    return Change(None, (order,))


def end(event: GoodsOrderEnded, order: PurchaseOrder | None) -> Change:
    """No more is awaited.

    Raises:
        OrderUnknown, OrderIsEnded.
        BeforeItsSale: it is dated before the order.
    """
    found = order_known(order, event.order)
    if found.ended is not None:
        raise OrderIsEnded(found.order, found.ended)
    if event.date < found.date:
        raise BeforeItsSale(f"Pesanan {found.order}", found.date)
    return Change(None, (found.updated(ended=event.reason),))


def order_known(order: PurchaseOrder | None, number: str) -> PurchaseOrder:
    """The order, if there is one.

    Raises:
        OrderUnknown: there is none.
    """
    if order is None:
        raise OrderUnknown(number)
    return order


def fill(
    order: PurchaseOrder, supplier: str, came: Iterable[tuple[str, int]], percent: Decimal | None
) -> PurchaseOrder:
    """The order after goods came against it: items and millionths of their base unit.

    Raises:
        OrderUnknown: it is another supplier's.
        OrderIsEnded: nothing is awaited of it any more.
        NotOrdered, OverDelivered: an item was not ordered, or not so much of it.
    """
    if order.supplier != supplier:
        raise OrderUnknown(order.order, supplier)
    if order.ended is not None:
        raise OrderIsEnded(order.order, order.ended)
    after = counted(order, came, 1)
    share = (percent or Decimal(0)) / 100
    for line in after.lines:
        most = line.quantity + int(share * line.quantity)
        if line.received > most:
            before = next(each for each in order.lines if each.item == line.item)
            raise OverDelivered(
                order.order, line.item, line.received - before.received, most - before.received
            )
    return after


def counted(order: PurchaseOrder, came: Iterable[tuple[str, int]], sign: int) -> PurchaseOrder:
    """The order with more (`sign` 1) or less (-1) received.

    Raises:
        NotOrdered: an item is not on it.
    """
    lines = {line.item: line for line in order.lines}
    for item, quantity in came:
        line = lines.get(item)
        if line is None:
            raise NotOrdered(order.order, item)
        lines[item] = line._replace(received=line.received + sign * quantity)
    return order.updated(lines=tuple(lines.values()))
