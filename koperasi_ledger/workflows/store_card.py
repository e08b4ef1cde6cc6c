"""The stock card of an item, and what is in stock: what the journal says, movement by movement."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.quantities import MICRO, from_micro
from koperasi_ledger.model.records import Customer, Item, PolicySection, Stock
from koperasi_ledger.reports.kartu_stok import CardLine, card_lines
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.toko_stock import Movements
from koperasi_ledger.rules.errors import NotInStorePolicy, NotRegistered
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.store.costing import average


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


def stock_card(journal: Journal, code: str) -> Card:
    """Every movement of an item in the journal's order, with quantity and value after it.

    Goods of receipts that wait for their recap count from the receipt on, as the stock does.

    Raises:
        NotRegistered: there is no such item.
    """
    item = journal.load(Item.kind, code)
    if not isinstance(item, Item):
        raise NotRegistered("Barang", code)
    postings = Postings(journal.database, journal.head().seq)
    read = Movements(postings, journal.books(), code)
    return Card(item, tuple(_row(line) for line in card_lines(read, read.all())))


def _row(line: CardLine) -> CardRow:
    moved = line.movement
    return CardRow(
        moved.day,
        moved.ref,
        EVENTS[moved.kind].title,
        moved.places,
        from_sen(line.value),
        line.held,
        from_sen(line.worth),
    )


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
    if location not in known and journal.load(Customer.kind, _customer_at(location)) is None:
        raise NotInStorePolicy("Lokasi", location, known or ["belum ada"])


def _customer_at(location: str) -> str:
    """Whose shop a location is, where goods of ours are left to be sold (decision 28)."""
    return location.removeprefix("titip-") if location.startswith("titip-") else ""


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
