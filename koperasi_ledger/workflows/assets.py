"""What the books know of assets and listed things: the register, one card, what a sale would do."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.checks.asset_parts import ASSET_ACCOUNTS
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.records import Asset, ListedThing, Reversal
from koperasi_ledger.rules.assets.posting import GROUPS
from koperasi_ledger.rules.errors import UnknownAsset
from koperasi_ledger.workflows.book import Book

_ZERO = Decimal(0)
Thing = Asset | ListedThing


class AssetMovement(NamedTuple):
    """What an event did to an asset, in rupiah; `reversed_by` is the ref of its reversal."""

    date: date
    ref: str
    title: str
    cost: Decimal
    worn: Decimal
    book_value: Decimal
    reversed_by: str | None


def things(book: Book, *, gone: bool = False) -> list[Thing]:
    """The register by number; with `gone`, what left it as well."""
    books = book.journal.books()
    found: list[Thing] = [*books.all(Asset), *books.all(ListedThing)]
    return sorted(
        (item for item in found if gone or item.ended is None), key=lambda item: item.number
    )


def thing_of(book: Book, number: str) -> Thing:
    """The asset or listed thing with this number.

    Raises:
        UnknownAsset.
    """
    books = book.journal.books()
    found = books.peek(Asset, number) or books.peek(ListedThing, number)
    if found is None:
        raise UnknownAsset(number)
    return found


def movements(book: Book, number: str) -> list[AssetMovement]:
    """Every entry of an asset, in the order of the journal; none of a listed thing.

    Raises:
        UnknownAsset.
    """
    thing_of(book, number)
    return list(_movements(book, number))


def _movements(book: Book, number: str) -> Iterator[AssetMovement]:
    marks = ", ".join("?" * len(ASSET_ACCOUNTS))
    rows = book.journal.database.rows(
        "SELECT events.seq, events.ref, events.kind, events.date, postings.account, postings.sen"  # noqa: S608 - only marks
        " FROM postings JOIN events ON events.seq = postings.seq"
        f" WHERE postings.sub = ? AND postings.account IN ({marks})"
        " ORDER BY events.seq, postings.leg",
        (number, *ASSET_ACCOUNTS),
    )
    costs = {pair[0] for pair in GROUPS.values()}
    found: dict[int, list[tuple[str, str, str, str, int]]] = {}
    for seq, *rest in list(rows):
        found.setdefault(seq, []).append(tuple(rest))
    value = _ZERO
    for legs in found.values():
        ref, kind, day, _, _ = legs[0]
        cost = worn = _ZERO
        for *_, account, sen in legs:
            if account in costs:
                cost += Decimal(sen) / 100
            else:
                worn -= Decimal(sen) / 100
        value += cost - worn
        undone = book.journal.load(Reversal.kind, ref)
        yield AssetMovement(
            date=date.fromisoformat(day),
            ref=ref,
            title=EVENTS[kind].title,
            cost=cost,
            worn=worn,
            book_value=value,
            reversed_by=undone.by if isinstance(undone, Reversal) else None,
        )
