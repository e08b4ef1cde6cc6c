"""What the books know of assets and listed things: the register, one card, what a sale would do."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.checks.asset_parts import ASSET_ACCOUNTS
from koperasi_ledger.model.records import Asset, ListedThing
from koperasi_ledger.rules.assets.posting import GROUPS
from koperasi_ledger.rules.errors import UnknownAsset
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.sub_events import events_of

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
    costs = {pair[0] for pair in GROUPS.values()}
    value = _ZERO
    for event in events_of(book, number):
        own = [(account, amount) for account, amount in event.legs if account in ASSET_ACCOUNTS]
        if not own:
            continue
        cost = sum((amount for account, amount in own if account in costs), _ZERO)
        worn = -sum((amount for account, amount in own if account not in costs), _ZERO)
        value += cost - worn
        yield AssetMovement(
            date=event.date,
            ref=event.ref,
            title=event.title,
            cost=cost,
            worn=worn,
            book_value=value,
            reversed_by=event.reversed_by,
        )
