"""What moved the stock of the store, and what was there on any day (decision 33).

Quantities come from the events, in the journal's order, since a count is told by its result; values
from the stock account. A receipt that waits for its recap has left the shelf but not the account.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import STOCK
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Item, Receipt
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.reports.toko_events import (
    RECAP,
    REVERSAL,
    Measures,
    Told,
    stock_legs,
    told,
    without_collector,
)
from koperasi_ledger.reports.toko_receipts import Kept, kept_receipts
from koperasi_ledger.reports.view import Column, Row, Table

SIDES: Mapping[str, tuple[tuple[str, int, str], ...]] = {
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
COUNTS = ("stock_counted", "consignment_counted")
KINDS = (*SIDES, *COUNTS, "offtake_received", RECAP)
_SOLD = ("sale_recorded", "consignment_sold")
_NAMED = {"sale_recorded": ("till", "number"), "goods_received": ("supplier", "invoice")}
_RETURNS = {"sale_returned": ("till", "number"), "purchase_returned": ("supplier", "invoice")}


class Movement(NamedTuple):
    """What an event did to an item: millionths by location, and sen of its value.

    `waits`: a receipt without an entry of its own, which a recap posts.
    """

    seq: int
    ref: str
    kind: str
    day: date
    item: str
    places: dict[str, int]
    value: int
    waits: bool = False

    @property
    def quantity(self) -> int:
        """By how much the stock changed over all locations."""
        return sum(self.places.values())


def place_of(body: dict[str, Any], field: str) -> str:
    """The location in a field; `there` is the one of the customer who sells for us."""
    return f"titip-{body['customer']}" if field == "there" else str(body[field])


class Movements:
    """Everything that moved goods, folded once in the journal's order; or one `item` only."""

    def __init__(self, postings: Postings, books: Books, item: str | None = None) -> None:
        self._postings = postings
        self._books = books
        self._kept: dict[str, Kept] | None = None
        self._item = item
        self._measures = Measures(books)
        self._legs = stock_legs(postings, item)
        self._held: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._lines: dict[tuple[str, ...], list[str]] = {}
        self._done: dict[str, list[Movement]] = {}
        self._days: dict[tuple[str, date], set[str]] = {}
        self._dropped: set[str] = set()
        self._recaps: dict[str, tuple[int, frozenset[str], tuple[str, date], date]] = {}
        self._undone: dict[int, date] = {}
        self._moves: list[Movement] = []
        self._numbers: dict[str, str] = {}
        self._reversed: dict[str, date] = {}
        with without_collector():
            for event in told(postings, KINDS, item):
                self._fold(event)

    def all(self) -> Iterator[Movement]:
        """Every movement, in the journal's order.

        Without receipts that were reversed before a recap posted them.
        """
        return (each for each in self._moves if each.ref not in self._dropped)

    def waiting(self, last: date) -> dict[str, int]:
        """What the goods of receipts that no recap has posted cost: sen by item, until a day."""
        found: defaultdict[str, int] = defaultdict(int)
        for refs in self._days.values():
            for ref in refs:
                for each in self._done[ref]:
                    if each.day <= last:
                        found[each.item] += self._kept_cost(each)
        return dict(found)

    def undone_recaps(self, last: date) -> dict[str, int]:
        """What recaps that were reversed after a day posted: sen by item, as posted."""
        found: defaultdict[str, int] = defaultdict(int)
        for seq, day in self._undone.items():
            if day <= last:
                for item, sen in self._legs.get(seq, {}).items():
                    found[item] += sen
        return {item: sen for item, sen in found.items() if sen}

    def reversed_by(self, day: date) -> set[str]:
        """The events that had been reversed by the end of a day."""
        return {ref for ref, on in self._reversed.items() if on <= day}

    # -- one pass through the journal --------------------------------------------------------------

    def _fold(self, event: Told) -> None:
        body = event.body
        if event.kind == RECAP:
            key = (body["till"], event.day)
            refs = frozenset(self._days.pop(key, ()))
            self._recaps[event.ref] = (event.seq, refs, key, event.day)
            return
        if event.kind == REVERSAL:
            self._reverse(event)
            return
        named = _NAMED.get(event.kind)
        if named is not None:
            key_ = (event.kind, *(body[name] for name in named))
            self._lines[key_] = [line["item"] for line in body["lines"]]
        places = self._places(event)
        waits = event.kind == "sale_recorded" and not event.posted
        legs = self._legs.get(event.seq, {})
        found = [
            Movement(
                event.seq,
                event.ref,
                event.kind,
                event.day,
                item,
                where,
                legs.get(item, 0),
                waits,
            )
            for item, where in places.items()
            if self._item is None or item == self._item
        ]
        if waits:
            self._numbers[event.ref] = f"{body['till']}:{body['number']}"
            self._days.setdefault((body["till"], event.day), set()).add(event.ref)
        self._keep(event.ref, found)

    def _keep(self, ref: str, found: list[Movement]) -> None:
        for each in found:
            for place, count in each.places.items():
                self._held[each.item, place] += count
        self._done[ref] = found
        self._moves += found

    def _reverse(self, event: Told) -> None:
        target = event.body["target"]
        recap = self._recaps.get(target)
        if recap is not None:
            seq, refs, key, day = recap
            self._days.setdefault(key, set()).update(refs)
            self._undone[seq] = day
            self._undone[event.seq] = event.day
            return
        done = self._done.get(target)
        if done is None:
            return
        self._reversed[target] = event.day
        if any(each.waits for each in done):
            self._dropped |= {target, event.ref}
            for refs_ in self._days.values():
                refs_.discard(target)
        found = [
            Movement(
                event.seq,
                event.ref,
                REVERSAL,
                event.day,
                each.item,
                {place: -count for place, count in each.places.items()},
                self._legs.get(event.seq, {}).get(each.item, 0),
            )
            for each in done
        ]
        self._keep(event.ref, found)

    def _places(self, event: Told) -> dict[str, dict[str, int]]:
        """What the event moved: millionths by item and location."""
        body, micro = event.body, self._measures.micro
        found: dict[str, dict[str, int]] = {}

        def add(item: str, place: str, count: int) -> None:
            own = found.setdefault(item, {})
            own[place] = own.get(place, 0) + count

        if event.kind == "offtake_received":
            item = body["item"]
            net = sum(
                sign * micro(item, body.get(name, "0"), body.get("unit"))
                for name, sign in (("gross", 1), ("tare", -1), ("cut", -1))
            )
            add(item, body["location"], net)
        elif event.kind in COUNTS:
            for line in body["lines"]:
                item = line["item"]
                good = micro(item, line["good"], line.get("unit"))
                add(item, body["location"], good - self._held[item, body["location"]])
        for where, sign, lines in SIDES.get(event.kind, ()):
            for line in body[lines]:
                item = self._item_of(event, line)
                if item is not None:
                    count = micro(item, line["quantity"], line.get("unit"))
                    add(item, place_of(body, where), sign * count)
        return found

    def _item_of(self, event: Told, line: dict[str, Any]) -> str | None:
        """The item of a line; a returned line names the place of another line only."""
        named = _RETURNS.get(event.kind)
        if named is None:
            return str(line["item"])
        kind = "sale_recorded" if event.kind == "sale_returned" else "goods_received"
        lines = self._lines.get((kind, *(event.body[name] for name in named)), ())
        # Read for one item only, a receipt without it is not known.
        return lines[line["line"] - 1] if line["line"] <= len(lines) else None

    def cost(self, movement: Movement) -> int:
        """By how many sen the movement changed the value, posted or waiting."""
        return -self._kept_cost(movement) if movement.waits else movement.value

    def _kept_cost(self, movement: Movement) -> int:
        """What a receipt that waits says its goods cost, in sen."""
        if self._measures.items[movement.item].consignor is not None:
            return 0
        if self._item is not None:
            receipt = self._books.peek(Receipt, self._numbers.get(movement.ref, ""))
            lines = receipt.lines if receipt is not None and receipt.ref == movement.ref else ()
            return sum(to_sen(line.cost) for line in lines if line.item == movement.item)
        if self._kept is None:
            self._kept = kept_receipts(self._postings)
        kept = self._kept.get(movement.ref)
        pairs = zip(kept.items, kept.costs, strict=True) if kept is not None else ()
        return sum(cost for item, cost in pairs if item == movement.item)


class Held(NamedTuple):
    """What was there of an item at the end of a day: millionths by location, sen in all."""

    item: str
    places: dict[str, int]
    value: int
    since: date
    sold: date | None

    @property
    def quantity(self) -> int:
        """Over all locations."""
        return sum(self.places.values())


class StockAt(NamedTuple):
    """The stock at the end of a day, item by item, and what leads to the account."""

    held: list[Held]
    value: int
    waiting: int
    undone: int
    ledger: int


def stock_at(scope: Scope) -> StockAt:
    """What was in stock at the end of the last day; proven by the control account.

    Raises:
        NotBalanced: the items come to something else than the account.
    """
    read = Movements(scope.postings, scope.books)
    day = scope.last
    waiting, undone = read.waiting(day), read.undone_recaps(day)
    posted, items = _posted(scope), {item.item: item for item in scope.books.all(Item)}
    places: dict[str, dict[str, int]] = {}
    values: dict[str, int] = {}
    since: dict[str, date] = {}
    sold: dict[str, date] = {}
    gone = read.reversed_by(day)
    for each in read.all():
        if each.day > day:
            continue
        values[each.item] = values.get(each.item, 0) + read.cost(each)
        own = places.setdefault(each.item, {})
        for place, count in each.places.items():
            own[place] = own.get(place, 0) + count
        since[each.item] = min(each.day, since.get(each.item, each.day))
        if each.kind in _SOLD and each.ref not in gone:
            sold[each.item] = max(each.day, sold.get(each.item, each.day))
    held = [
        Held(
            item,
            {place: count for place, count in places[item].items() if count},
            values[item],
            since[item],
            sold.get(item),
        )
        for item in sorted(places)
        if items[item].consignor is None
    ]
    for item, value in values.items():
        more = waiting.get(item, 0) + undone.get(item, 0)
        check_equal(f"Nilai stok {item}", value + more, "buku besarnya", posted.get(item, 0))
    found = StockAt(
        held,
        sum(each.value for each in held),
        sum(waiting.values()),
        sum(undone.values()),
        scope.postings.balance(STOCK, day),
    )
    check_equal(
        "Nilai stok barang",
        found.value + found.waiting + found.undone,
        "saldo akun kontrolnya",
        found.ledger,
    )
    return found


def _posted(scope: Scope) -> dict[str, int]:
    rows = scope.postings.source.rows(
        "SELECT sub, SUM(sen) FROM postings WHERE account = ? AND date <= ? AND seq <= ?"
        " GROUP BY sub",
        (STOCK, scope.last.isoformat(), scope.postings.seq),
    )
    return {item: int(sen) for item, sen in rows}


def shares(value: int, counts: Mapping[str, int]) -> dict[str, int]:
    """`value` sen over locations by their quantities, in rupiah; the largest takes the rest."""
    whole = sum(counts.values())
    if not whole:
        return dict.fromkeys(counts, 0)
    found = {place: value * count // (whole * 100) * 100 for place, count in counts.items()}
    largest = max(counts, key=lambda place: (abs(counts[place]), place))
    found[largest] += value - sum(found.values())
    return found


def proof_table(scope: Scope, stock: StockAt) -> Table:
    """How the items lead to the control account; what is nil is left out."""
    account = scope.account(STOCK)
    middle = [
        ("menunggu_rekap", "Menunggu rekap", stock.waiting),
        ("rekap_dibalik", "Rekap yang dibalik", stock.undone),
    ]
    shown = [each for each in middle if each[2]]
    columns = (
        Column("kode", "Kode", "code"),
        Column("akun", "Akun kontrol"),
        Column("menurut_kartu", "Menurut kartu", "amount"),
        *(Column(key, title, "amount") for key, title, _ in shown),
        Column("buku_besar", "Buku besar", "amount"),
    )
    sums = (stock.value, *(sen for _, _, sen in shown), stock.ledger)
    row = Row((account.code, account.title, *map(from_sen, sums)), trace=STOCK)
    return Table("pencocokan", "Pencocokan dengan buku besar", columns, (row,))
