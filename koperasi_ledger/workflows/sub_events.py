"""The events that moved one sub-ledger key, a debt or an asset, and what they did to accounts."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Reversal
from koperasi_ledger.workflows.book import Book


class SubEvent(NamedTuple):
    """An event with its legs under one key: account and amount in rupiah, debit positive."""

    date: date
    ref: str
    title: str
    legs: tuple[tuple[str, Decimal], ...]
    reversed_by: str | None


def events_of(book: Book, sub: str) -> Iterator[SubEvent]:
    """Every event with legs under the key, in the order of the journal."""
    rows = book.journal.database.rows(
        "SELECT events.ref, events.kind, events.date, postings.account, postings.sen"
        " FROM postings JOIN events ON events.seq = postings.seq WHERE postings.sub = ?"
        " ORDER BY events.seq, postings.leg",
        (sub,),
    )
    found: dict[tuple[str, str, str], list[tuple[str, Decimal]]] = {}
    for ref, kind, day, account, sen in list(rows):
        found.setdefault((ref, kind, day), []).append((account, from_sen(int(sen))))
    for (ref, kind, day), legs in found.items():
        undone = book.journal.load(Reversal.kind, ref)
        yield SubEvent(
            date.fromisoformat(day),
            ref,
            EVENTS[kind].title,
            tuple(legs),
            undone.by if isinstance(undone, Reversal) else None,
        )
