"""Goods of others as the journal tells of them: every movement of an item, or of what is owed.

Movements are worked out anew from the events and the terms that were known when they were recorded,
as the rules did; so a past day has one answer, whatever was recorded since. A reversal is the
opposite movement on its own day. Source: reference accounting section 5 (settlement list of a
consignment: received, sold, returned, remaining).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.records import Item, Stock
from koperasi_ledger.model.records.consignment import Consignor, TermsRow
from koperasi_ledger.model.records.sales import ReceiptLine
from koperasi_ledger.reports.scope import Scope, check_equal
from koperasi_ledger.rules.store.consigning import part_of, priced
from koperasi_ledger.rules.store.returning import brought_back
from koperasi_ledger.rules.store.terms import in_base


class Moved(NamedTuple):
    """A movement: quantities in millionths of the base unit, money in sen.

    `amount` is what buyers paid, `part` what of it is the consignor's, `loss` what the cooperative
    owes for lost goods, `paid` what the consignor got. `item` is empty where only money moved.
    """

    day: date
    ref: str
    paper: str
    title: str
    consignor: str
    item: str = ""
    received: int = 0
    sold: int = 0
    returned: int = 0
    lost: int = 0
    amount: int = 0
    part: int = 0
    loss: int = 0
    paid: int = 0

    @property
    def left(self) -> int:
        """By how much what is there of the item changed."""
        return self.received - self.sold - self.returned - self.lost

    @property
    def owed(self) -> int:
        """By how much what is owed to the consignor changed."""
        return self.part + self.loss - self.paid

    def opposite(self, day: date, ref: str) -> "Moved":
        """What a reversal does."""
        numbers = {name: -getattr(self, name) for name in _NUMBERS}
        return self._replace(day=day, ref=ref, title=f"Pembalikan {self.ref}", **numbers)


_NUMBERS = ("received", "sold", "returned", "lost", "amount", "part", "loss", "paid")

TITLES = {
    "consignment_received": "Titipan diterima",
    "consignment_returned": "Dikembalikan",
    "consignment_counted": "Opname",
    "consignment_settled": "Disetor",
    "sale_recorded": "Terjual",
    "sale_returned": "Retur pembeli",
}
"""What a movement is called in a list."""

Terms = dict[str, tuple[TermsRow, ...]]


def movements(scope: Scope) -> list[Moved]:
    """Every movement of goods of others, in the order of the journal.

    Raises:
        NotBalanced: they lead elsewhere than to what the records say.
    """
    found = _Told(scope)
    rows = scope.postings.source.rows(
        "SELECT e.ref, e.kind, e.body FROM events e JOIN entries n ON n.seq = e.seq"
        " WHERE e.seq <= ? AND (n.touched LIKE ? OR e.kind IN (?, ?, ?)) ORDER BY e.seq",
        (
            scope.postings.seq,
            f"%{Consignor.kind}:%",
            "consignment_terms_set",
            "stock_transferred",
            "event_reversed",
        ),
    )
    for ref, kind, body in rows:
        found.tell(ref, kind, json.loads(body))
    _check(scope, found.all)
    return found.all


def _check(scope: Scope, moved: list[Moved]) -> None:
    for consignor in scope.books.all(Consignor):
        owed = sum(each.owed for each in moved if each.consignor == consignor.consignor)
        name = f"Utang kepada penitip {consignor.consignor}"
        check_equal(name, owed, "buku pembantunya", to_sen(consignor.owed))
    for item in scope.books.all(Item):
        if item.consignor is None:
            continue
        stock = scope.books.peek(Stock, item.item)
        left = sum(each.left for each in moved if each.item == item.item)
        held = stock.quantity if stock is not None else 0
        # Both are millionths; told as if they were sen, which is told in the same way.
        check_equal(f"Banyaknya titipan {item.item}", left, "stoknya", held)


class _Told:
    """The movements so far, and what later ones rest on: terms, receipts, what locations have."""

    def __init__(self, scope: Scope) -> None:
        self.all: list[Moved] = []
        self._items = {item.item: item for item in scope.books.all(Item)}
        self._terms: Terms = {}
        self._terms_before: dict[str, Terms] = {}
        self._lines: dict[str, list[ReceiptLine]] = {}
        self._held: dict[tuple[str, str], int] = {}
        self._by_ref: dict[str, list[Moved]] = {}
        self._places: dict[str, list[tuple[str, str, int]]] = {}
        self._undo_lines: dict[str, list[tuple[str, int, int]]] = {}
        self._tellers: dict[str, Callable[[dict[str, Any], Moved], Iterable[Moved]]] = {
            "consignment_received": self._received,
            "consignment_returned": self._returned,
            "consignment_counted": self._counted,
            "consignment_settled": self._settled,
            "stock_transferred": self._transferred,
            "sale_recorded": self._sold,
            "sale_returned": self._brought_back,
        }

    def tell(self, ref: str, kind: str, event: dict[str, Any]) -> None:
        """One event."""
        if kind == "event_reversed":
            self._reverse(ref, event)
            return
        if kind == "consignment_terms_set":
            self._set_terms(ref, event)
            return
        told = self._tellers.get(kind)
        if told is None:
            return
        made = list(told(event, _head(kind, event)))
        self._by_ref[ref] = made
        self.all += made

    def _theirs(self, code: str) -> Item | None:
        item = self._items[code]
        return item if item.consignor is not None else None

    def _quantity(self, item: Item, line: dict[str, Any], name: str = "quantity") -> int:
        return in_base(item, Decimal(line[name]), line.get("unit"))

    def _row(self, item: str, day: date) -> TermsRow:
        rows = [row for row in self._terms.get(item, ()) if row.since <= day]
        return rows[-1]

    def _set_terms(self, ref: str, event: dict[str, Any]) -> None:
        since = date.fromisoformat(event["valid_from"])
        self._terms_before[ref] = {}
        for line in event["lines"]:
            before = self._terms.get(line["item"], ())
            self._terms_before[ref][line["item"]] = before
            price, percent = (
                Decimal(line[name]) if line.get(name) is not None else None
                for name in ("price", "commission")
            )
            kept = [row for row in before if row.since != since]
            rows = sorted([*kept, TermsRow(since, price, percent)], key=lambda row: row.since)
            self._terms[line["item"]] = tuple(rows)

    def _reverse(self, ref: str, event: dict[str, Any]) -> None:
        target, day = event["target"], date.fromisoformat(event["date"])
        self._terms |= self._terms_before.pop(target, {})
        for key, row, quantity in self._undo_lines.pop(target, ()):
            line = self._lines[key][row]
            self._lines[key][row] = line._replace(returned=line.returned - quantity)
        for item, place, change in self._places.pop(target, ()):
            self._held[item, place] -= change
        made = [each.opposite(day, ref) for each in self._by_ref.pop(target, ())]
        self._by_ref[ref] = made
        self.all += made

    def _put(self, ref: str, item: str, place: str, change: int) -> None:
        self._held[item, place] = self._held.get((item, place), 0) + change
        self._places.setdefault(ref, []).append((item, place, change))

    def _received(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        for line in event["lines"]:
            quantity = self._quantity(self._items[line["item"]], line)
            self._put(head.ref, line["item"], event["location"], quantity)
            yield head._replace(item=line["item"], received=quantity)

    def _returned(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        for line in event["lines"]:
            quantity = self._quantity(self._items[line["item"]], line)
            self._put(head.ref, line["item"], event["location"], -quantity)
            yield head._replace(item=line["item"], returned=quantity)

    def _counted(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        for line in event["lines"]:
            item, place = self._items[line["item"]], event["location"]
            missing = self._held.get((item.item, place), 0) - self._quantity(item, line, "good")
            if not missing:
                continue
            self._put(head.ref, item.item, place, -missing)
            value = None
            if event["borne_by"] == "koperasi":
                given = line.get("amount")
                value = Decimal(given) if given is not None else None
                if value is None:
                    value = priced(self._row(item.item, head.day), missing)
            yield head._replace(
                consignor=item.consignor or "",
                item=item.item,
                title="Hilang, diganti" if value else "Hilang",
                lost=missing,
                loss=to_sen(value or Decimal(0)),
            )

    def _settled(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        yield head._replace(paid=to_sen(Decimal(event["amount"])))

    def _transferred(self, event: dict[str, Any], head: Moved) -> tuple[Moved, ...]:
        for line in event["lines"]:
            item = self._theirs(line["item"])
            if item is not None:
                quantity = self._quantity(item, line)
                self._put(head.ref, item.item, event["source"], -quantity)
                self._put(head.ref, item.item, event["target"], quantity)
        return ()

    def _sold(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        lines = []
        for place, line in enumerate(event["lines"], 1):
            amount, part, quantity = Decimal(line["amount"]), Decimal(0), 0
            item = self._theirs(line["item"])
            if item is not None:
                quantity = self._quantity(item, line)
                row = self._row(item.item, head.day)
                part = part_of(row, quantity, amount, item=item.item, line=place, approved=True)
                self._put(head.ref, item.item, event["location"], -quantity)
                yield head._replace(
                    consignor=item.consignor or "",
                    item=item.item,
                    sold=quantity,
                    amount=to_sen(amount),
                    part=to_sen(part),
                )
            lines.append(ReceiptLine(line["item"], quantity, amount, part))
        self._lines[f"{event['till']}:{event['number']}"] = lines

    def _brought_back(self, event: dict[str, Any], head: Moved) -> Iterator[Moved]:
        key = f"{event['till']}:{event['number']}"
        undone = self._undo_lines.setdefault(head.ref, [])
        for line in event["lines"]:
            place = line["line"] - 1
            sold = self._lines[key][place]
            item = self._theirs(sold.item)
            if item is None:
                continue
            back, self._lines[key][place] = brought_back(sold, self._quantity(item, line))
            undone.append((key, place, back.quantity))
            self._put(head.ref, item.item, event["location"], back.quantity)
            yield head._replace(
                consignor=item.consignor or "",
                item=item.item,
                sold=-back.quantity,
                amount=-back.amount,
                part=-back.cost,
            )


def _head(kind: str, event: dict[str, Any]) -> Moved:
    """What all movements of an event have in common."""
    paper = event.get("document") or event["ref"]
    if kind in {"sale_recorded", "sale_returned"}:
        paper = f"{event['till']} {event['number']}"
    day = date.fromisoformat(event["date"])
    return Moved(day, event["ref"], paper, TITLES.get(kind, kind), event.get("consignor", ""))
