"""The stock card of an item, and what is in stock: what the journal says, movement by movement."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.accounts import STOCK
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.events import AnyEvent, from_canonical
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.quantities import MICRO, from_micro
from koperasi_ledger.model.records import Item, PolicySection, Receipt, Stock, SupplierBill
from koperasi_ledger.rules.errors import NotInStorePolicy, NotRegistered
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.store.costing import average
from koperasi_ledger.rules.store.terms import in_base


class CardRow(NamedTuple):
    """A movement: quantities in millionths by location, its value, and what is there after it."""

    day: date
    ref: str
    title: str
    places: dict[str, int]
    value: Decimal
    held: int
    worth: Decimal

    @property
    def quantity(self) -> int:
        """By how much the stock changed over all locations."""
        return sum(self.places.values())


class Card(NamedTuple):
    """A stock card, in the journal's order."""

    item: Item
    rows: tuple[CardRow, ...]


class _Moved(NamedTuple):
    places: dict[str, int]
    value: Decimal


def stock_card(journal: Journal, code: str) -> Card:
    """Every movement of an item, with quantity and value after it.

    Goods of receipts that wait for their recap count from the receipt on, as the stock does.

    Raises:
        NotRegistered: there is no such item.
    """
    item = journal.load(Item.kind, code)
    if not isinstance(item, Item):
        raise NotRegistered("Barang", code)
    held: dict[str, int] = {}
    worth = Decimal(0)
    moved: dict[str, _Moved] = {}
    rows = []
    for event, entry in _touching(journal, code):
        if event.kind == "event_reversed":
            original = moved.get(event.target)
            if original is None:
                continue
            what = _Moved({at: -n for at, n in original.places.items()}, -original.value)
        else:
            what = _movement(journal, event, entry, item, held)
        moved[event.ref] = what
        if not (any(what.places.values()) or what.value):
            continue
        for place, count in what.places.items():
            held[place] = held.get(place, 0) + count
        worth += what.value
        rows.append(
            CardRow(
                event.date,
                event.ref,
                event.title,
                what.places,
                what.value,
                sum(held.values()),
                worth,
            )
        )
    return Card(item, tuple(rows))


def _touching(journal: Journal, code: str) -> Iterator[tuple[Any, Entry | Balance | None]]:
    """The events that moved the item, with their entries; reversals among them."""
    pattern = f"%{Stock.kind}:{code}%"
    rows = journal.database.rows(
        "SELECT e.seq, e.ref, e.body, n.touched FROM entries n JOIN events e ON e.seq = n.seq"
        " WHERE n.touched LIKE ? ORDER BY n.seq",
        (pattern,),
    )
    for seq, ref, body, touched in list(rows):
        if f"{Stock.kind}:{code}" in touched.split("\n"):
            yield from_canonical(body), journal.entry(seq, ref)


_SIDES: Mapping[str, tuple[tuple[str, int, str], ...]] = {
    "goods_received": (("location", 1, "lines"),),
    "stock_taken_over": (("location", 1, "lines"),),
    "purchase_returned": (("location", -1, "lines"),),
    "sale_recorded": (("location", -1, "lines"),),
    "sale_returned": (("location", 1, "lines"),),
    "stock_transferred": (("source", -1, "lines"), ("target", 1, "lines")),
    "goods_converted": (("location", -1, "inputs"), ("location", 1, "outputs")),
    "consignment_received": (("location", 1, "lines"),),
    "consignment_returned": (("location", -1, "lines"),),
    "consignment_sent": (("source", -1, "lines"), ("there", 1, "lines")),
    "consignment_fetched": (("there", -1, "lines"), ("target", 1, "lines")),
    "consignment_sold": (("there", -1, "lines"),),
}
"""Where the goods of an event's lines go: the field of the place, in or out, the field of lines."""


def _movement(
    journal: Journal,
    event: AnyEvent,
    entry: Entry | Balance | None,
    item: Item,
    held: Mapping[str, int],
) -> _Moved:
    given: Any = event
    places: dict[str, int] = {}
    if event.kind == "offtake_received":
        places[given.location] = in_base(item, given.net, given.unit)
    elif event.kind in {"stock_counted", "consignment_counted"}:
        line = next(each for each in given.lines if each.item == item.item)
        good = in_base(item, line.good, line.unit)
        places[given.location] = good - held.get(given.location, 0)
    for where, sign, lines in _SIDES.get(event.kind, ()):
        place = getattr(given, where)
        for line in getattr(given, lines):
            if _item_of(journal, given, line) == item.item:
                count = sign * in_base(item, line.quantity, line.unit)
                places[place] = places.get(place, 0) + count
    value = _posted(entry, item.item)
    if event.kind == "sale_recorded" and entry is None and item.consignor is None:
        value = -_waiting_cost(journal, given, item.item)
    return _Moved(places, value)


def _item_of(journal: Journal, event: Any, line: Any) -> str | None:  # noqa: ANN401 - any event and its line
    """The item of a line; a returned line names the place of another line only."""
    if hasattr(line, "item"):
        return str(line.item)
    named: tuple[Any, ...] = ()
    if event.kind == "purchase_returned":
        bill = journal.load(SupplierBill.kind, f"{event.supplier}:{event.invoice}")
        named = bill.lines if isinstance(bill, SupplierBill) else ()
    else:
        receipt = journal.load(Receipt.kind, f"{event.till}:{event.number}")
        named = receipt.lines if isinstance(receipt, Receipt) else ()
    # A number that was reversed may have come again with other lines; both rows are then left out.
    return named[line.line - 1].item if line.line <= len(named) else None


def _posted(entry: Entry | Balance | None, code: str) -> Decimal:
    legs = entry.postings if isinstance(entry, Entry) else ()
    return sum((x.amount for x in legs if x.account == STOCK and x.sub == code), Decimal(0))


def _waiting_cost(journal: Journal, event: Any, code: str) -> Decimal:  # noqa: ANN401 - a sale
    receipt = journal.load(Receipt.kind, f"{event.till}:{event.number}")
    if not isinstance(receipt, Receipt) or receipt.ref != event.ref:
        return Decimal(0)  # reversed, and its number used again
    return sum((line.cost for line in receipt.lines if line.item == code), Decimal(0))


class StockRow(NamedTuple):
    """What is there of an item: by location in millionths, and what it cost in all."""

    item: Item
    places: dict[str, int]
    quantity: int
    value: Decimal
    average: Decimal | None


def stock_rows(journal: Journal, location: str | None = None) -> list[StockRow]:
    """Every item that is, or ever was, in stock; at one location the value is its share.

    Raises:
        NotInStorePolicy: no policy ever named the location.
    """
    if location is not None:
        _check_location(journal, location)
    rows = []
    for item in journal.load_all(Item.kind):
        stock = journal.load(Stock.kind, item.key)
        if not isinstance(item, Item) or not isinstance(stock, Stock):
            continue
        places = {place: count for place, count in stock.places.items() if count}
        quantity, value = stock.quantity, stock.value
        if location is not None:
            places = {place: count for place, count in places.items() if place == location}
            share = sum(places.values())
            if not share:
                continue
            value = from_sen(to_sen(value) * share // quantity) if quantity else Decimal(0)
            quantity = share
        rows.append(StockRow(item, places, quantity, value, average(stock)))
    return rows


def _check_location(journal: Journal, location: str) -> None:
    section = journal.load(PolicySection.kind, "store")
    policies = bodies(section, StorePolicy) if isinstance(section, PolicySection) else ()
    known = sorted({key for policy in policies for key in policy.locations})
    if location not in known:
        raise NotInStorePolicy("Lokasi", location, known or ["belum ada"])


def card_json(card: Card) -> dict[str, Any]:
    """A stock card for programs: amounts and quantities as text."""
    return {
        "barang": card.item.item,
        "nama": card.item.name,
        "satuan": card.item.base,
        "mutasi": [
            {
                "tanggal": row.day.isoformat(),
                "ref": row.ref,
                "uraian": row.title,
                "lokasi": {place: str(from_micro(n)) for place, n in row.places.items()},
                "banyak": str(from_micro(row.quantity)),
                "nilai": str(row.value),
                "sisa": str(from_micro(row.held)),
                "nilai_sisa": str(row.worth),
            }
            for row in card.rows
        ],
    }


def item_rows(journal: Journal, wanted: str | None = None) -> list[dict[str, Any]]:
    """Every item, or those whose code, name or barcode holds what is wanted; for people."""
    found = []
    for item in journal.load_all(Item.kind):
        if not isinstance(item, Item):
            continue
        words = " ".join((item.item, item.name, *item.barcodes)).casefold()
        if wanted is not None and wanted.casefold() not in words:
            continue
        found.append(
            {
                "kode": item.item,
                "nama": item.name,
                "satuan": item.base,
                "isi": {unit: _worth(item, unit) for unit in item.measures},
                "golongan": item.group,
                "hpp": item.method,
                "kategori": item.category,
                "barcode": list(item.barcodes),
                "kena_pajak": item.taxable,
                "aktif": item.active,
            }
        )
    return found


def _worth(item: Item, unit: str) -> str:
    worth, per = item.measures[unit]
    whole, rest = divmod(worth, per)
    if rest:
        return f"{from_micro(worth // MICRO)}/{from_micro(per)}"
    return str(from_micro(whole))
