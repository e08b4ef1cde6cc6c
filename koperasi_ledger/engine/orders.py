"""Events on purchase orders; each goes back as it was."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.goods import supplier_of
from koperasi_ledger.engine.history import History
from koperasi_ledger.engine.stock import shelf_of
from koperasi_ledger.model.events.orders import GoodsOrdered, GoodsOrderEnded, OrdersEvent
from koperasi_ledger.model.records.orders import PurchaseOrder
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.store import orders


def change(event: OrdersEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on orders does."""
    match event:
        case GoodsOrdered():
            supplier_of(event.supplier, books)
            shelf = shelf_of((line.item for line in event.lines), event.date, event.ref, books)
            return orders.give(event, shelf, books.find(PurchaseOrder, event.order))
        case GoodsOrderEnded():
            return orders.end(event, books.find(PurchaseOrder, event.order))
        case _:
            assert_never(event)
