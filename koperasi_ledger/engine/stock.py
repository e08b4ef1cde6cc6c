"""Events on stock: which rule each goes through, and how each is undone."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.goods import item_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.model.events.stock import (
    GoodsConverted,
    StockCounted,
    StockEvent,
    StockTakenOver,
    StockTransferred,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.stock import Stock
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.consignment import GoodsOfOthers
from koperasi_ledger.rules.store import moves, undoing
from koperasi_ledger.rules.store.costing import taken
from koperasi_ledger.rules.store.shelf import Goods, Shelf
from koperasi_ledger.rules.store.terms import in_base, store_on


def change(event: StockEvent, books: Books, history: History) -> Change:
    """What an event on stock does."""
    match event:
        case StockTakenOver():
            shelf = shelf_of((line.item for line in event.lines), event.date, event.ref, books)
            account = books.account(event.account)
            held = history.balance(event.account, event.date)
            return moves.take_over(event, shelf, account, held)
        case StockTransferred():
            items = (line.item for line in event.lines)
            shelf = shelf_of(items, event.date, event.ref, books, others=True)
            return moves.transfer(event, shelf)
        case StockCounted():
            shelf = shelf_of((line.item for line in event.lines), event.date, event.ref, books)
            return moves.count(event, shelf)
        case GoodsConverted():
            items = (line.item for line in (*event.inputs, *event.outputs))
            return moves.convert(event, shelf_of(items, event.date, event.ref, books))
        case _:
            assert_never(event)


def shelf_of(
    items: Iterable[str], day: date, ref: str, books: Books, *, others: bool = False
) -> Shelf:
    """The items of an event and their stock, with the store's policy in force.

    With `others` also goods that consignors left, which have a quantity and no cost.

    Raises:
        NoPolicy, UnknownUnit: the store's policy is not in force, or names no known unit usaha.
        NotRegistered: an item is not known.
        GoodsOfOthers: an item is a consignor's.
    """
    terms = store_on(books.section("store"), day)
    books.check_unit(terms.policy.unit, day)
    goods: dict[str, Goods] = {}
    for key in items:
        if key not in goods:
            item = item_of(key, books)
            if item.consignor is not None and not others:
                raise GoodsOfOthers(key, item.consignor)
            goods[key] = Goods(item, stock_of(key, books) or Stock(item=key, method=item.method))
    return Shelf(goods, terms, day, ref)


def stock_of(item: str, books: Books) -> Stock | None:
    """What is in stock of an item, if it ever was."""
    return books.find(Stock, item)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The stock without the movement; None when its goods are gone, or their worth is."""
    event: StockEvent = past.event  # type: ignore[assignment] # of this subject
    found: undoing.Movements = {}
    match event:
        case StockTakenOver():
            for line in event.lines:
                quantity = in_base(item_of(line.item, books), line.quantity, line.unit)
                undoing.add(found, line.item, event.location, -quantity)
        case StockTransferred():
            for sent in event.lines:
                quantity = in_base(item_of(sent.item, books), sent.quantity, sent.unit)
                undoing.add(found, sent.item, event.source, quantity)
                undoing.add(found, sent.item, event.target, -quantity)
        case GoodsConverted():
            for used in event.inputs:
                quantity = in_base(item_of(used.item, books), used.quantity, used.unit)
                undoing.add(found, used.item, event.location, quantity)
            for made in event.outputs:
                quantity = in_base(item_of(made.item, books), made.quantity, made.unit)
                undoing.add(found, made.item, event.location, -quantity)
        case StockCounted():
            for counted in event.lines:
                before = past.before.get((Stock.kind, counted.item))
                held = before.places.get(event.location, 0) if isinstance(before, Stock) else 0
                good = in_base(item_of(counted.item, books), counted.good, counted.unit)
                undoing.add(found, counted.item, event.location, held - good)
        case _:
            assert_never(event)
    return stock_back(past, found, books)


def stock_back(past: Past, movements: undoing.Movements, books: Books) -> tuple[Stock, ...] | None:
    """The stock of the items without these movements, at what the entry of the event says."""
    stocks = {item: stock_of(item, books) for item in movements}
    terms = store_on(books.section("store"), past.event.date)
    gone = {}
    for item, changes in movements.items():
        before = past.before.get((Stock.kind, item))
        if isinstance(before, Stock):
            gone[item] = taken(before.layers, sum(changes.values()), terms.cost_unit)
    return undoing.without(
        past.event.ref,
        past.entry,
        movements,
        stocks,
        negative=terms.policy.negative,
        gone=gone,
    )


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events that moved the same goods."""
    event: StockEvent = past.event  # type: ignore[assignment] # of this subject
    lines = (*event.inputs, *event.outputs) if isinstance(event, GoodsConverted) else event.lines
    return resting_on([(Stock.kind, line.item) for line in lines], past, books, history)


def resting_on(
    records: Sequence[RecordId], past: Past, books: Books, history: History
) -> list[str]:
    """The later events that stand and read or wrote any of the records."""
    from koperasi_ledger.engine.reversing import living  # noqa: PLC0415 - reversals are rare

    return living(history.later(records, past.seq), past.seq, books, history)
