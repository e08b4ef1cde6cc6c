"""Events of the store as the journal tells them, in its order, as plain values (decision 33).

Bodies are read as JSON and nothing more: a year of a busy store has tens of thousands of receipts,
and what they say was checked when they were recorded.
"""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import STOCK
from koperasi_ledger.model.records import Item, Stock
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.store.terms import in_base

REVERSAL = "event_reversed"
RECAP = "till_day_closed"


@contextmanager
def without_collector() -> Iterator[None]:
    """Python's collector rests: it would go through the growing pile of plain tuples in vain.

    Reading a year of receipts takes a third less time so.
    """
    ran = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if ran:
            gc.enable()


class Told(NamedTuple):
    """An event: its place, ref, kind and day, what it says, and whether it has an entry."""

    seq: int
    ref: str
    kind: str
    day: date
    body: dict[str, Any]
    posted: bool


def told(postings: Postings, kinds: Iterable[str], item: str | None = None) -> Iterator[Told]:
    """The events of some kinds, and all reversals; of one item only those that moved it.

    Recaps and reversals come with any item: they say whether a receipt waits.
    """
    wanted = (*kinds, REVERSAL)
    mark = f"{Stock.kind}:{item}"
    column, where = "''", ""
    more: tuple[str, ...] = ()
    if item is not None:
        column, where = (
            "n.touched",
            f" AND (n.touched LIKE ? OR e.kind IN ('{RECAP}', '{REVERSAL}'))",
        )
        more = (f"%{mark}%",)
    rows = postings.source.rows(
        "SELECT e.seq, e.ref, e.kind, e.date, e.body, n.narration,"  # noqa: S608 - only marks
        f" {column} FROM events e JOIN entries n ON n.seq = e.seq"
        f" WHERE e.kind IN ({', '.join('?' * len(wanted))}) AND e.seq <= ?{where} ORDER BY e.seq",
        (*wanted, postings.seq, *more),
    )
    days: dict[str, date] = {}
    for seq, ref, kind, day, body, narration, touched in rows:
        always = item is None or kind in {RECAP, REVERSAL}
        if not always and mark not in touched.split("\n"):
            continue
        on = days.get(day)
        if on is None:
            on = days[day] = date.fromisoformat(day)
        yield Told(seq, ref, kind, on, json.loads(body), narration is not None)


def stock_legs(postings: Postings, item: str | None = None) -> dict[int, dict[str, int]]:
    """What every entry moved the stock account by: sen by item, by place in the journal."""
    where = "" if item is None else " AND sub = ?"
    more = () if item is None else (item,)
    rows = postings.source.rows(
        f"SELECT seq, sub, sen FROM postings WHERE account = ? AND seq <= ?{where}",  # noqa: S608 - only marks
        (STOCK, postings.seq, *more),
    )
    found: dict[int, dict[str, int]] = {}
    for seq, sub, sen in rows:
        own = found.setdefault(seq, {})
        own[sub] = own.get(sub, 0) + int(sen)
    return found


class Measures:
    """Quantities as they stand in events, in millionths of the item's base unit.

    A measure never changes once it is known, so today's records answer for any day.
    """

    def __init__(self, books: Books) -> None:
        self.items = {item.item: item for item in books.all(Item)}
        self._known: dict[tuple[str, str, str | None], int] = {}

    def micro(self, item: str, quantity: str, unit: str | None) -> int:
        """So much of an item, in millionths."""
        key = (item, quantity, unit)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = in_base(self.items[item], Decimal(quantity), unit)
        return found


def sen_of(text: str) -> int:
    """An amount of an event's body, in sen."""
    whole, _, part = text.partition(".")
    if not part:
        return int(whole) * 100
    sen = int(f"{part}00"[:2])
    return int(whole) * 100 + (-sen if whole.startswith("-") else sen)
