"""Monthly runs over borrowings, ijarah contracts and assets: one event each, shown, repeatable.

A preview is the run itself, undone in the end, so it shows exactly what would be recorded. All of a
run is one transaction: a run that is killed has recorded nothing.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.events.assets import AssetDepreciated
from koperasi_ledger.model.events.borrowings import BorrowingAccrued
from koperasi_ledger.model.events.sharia import IjarahMonthRecorded
from koperasi_ledger.model.records import Asset, Borrowing, Ijarah, Record
from koperasi_ledger.rules.dates import last_day, month_name
from koperasi_ledger.rules.errors import (
    AssetMonthTwice,
    BorrowingMonthTwice,
    ClosedMonth,
    IjarahMonthTwice,
    NoBorrowingInterest,
    NoIjarahMonth,
    NothingToDepreciate,
)
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref
from koperasi_ledger.workflows.recording import Stamp, session


class RunMonthNotOver(Refusal):
    """A monthly run for a month that is still going on."""

    def __init__(self, what: str, month: str) -> None:
        super().__init__(
            f"{what} {month_name(month)} belum dapat dijalankan: bulannya belum selesai.",
            remedy="Jalankan pada hari terakhir bulan itu, atau sesudahnya.",
        )


class ContractRow(NamedTuple):
    """What a run does to one contract, in rupiah; `note` is what else changed."""

    number: str
    who: str
    amount: Decimal
    other: Decimal


class ContractRun(NamedTuple):
    """A run: what it does, how many contracts had the month already, and how many were recorded."""

    month: str
    rows: tuple[ContractRow, ...]
    done: int
    recorded: int


R = TypeVar("R", bound=Record)


def run_borrowings(book: Book, month: str, stamp: Stamp, *, keep: bool) -> ContractRun:
    """Interest of all borrowings up to a month's end; `other` is what is owed of it afterwards.

    Raises:
        RunMonthNotOver, ClosedMonth; or what the rules refuse.
    """

    def make(item: Borrowing) -> AnyEvent | None:
        if item.status != "berjalan" or min(part.start for part in item.tranches) > last_day(month):
            return None
        ref = free_ref(book, f"BUNGA-{month}-{item.number}")
        return BorrowingAccrued(date=last_day(month), ref=ref, borrowing=item.number, month=month)

    def row(before: Borrowing, after: Borrowing) -> ContractRow:
        amount = after.recognised - before.recognised
        return ContractRow(after.number, after.lender, amount, after.recognised - after.paid)

    return _run(
        book, month, stamp, Borrowing, make=make, row=row, what="Akrual bunga utang", keep=keep
    )


def run_ijarah(book: Book, month: str, stamp: Stamp, *, keep: bool) -> ContractRun:
    """Rent and wear of all things let, up to a month's end; `other` is the wear.

    Raises:
        RunMonthNotOver, ClosedMonth; or what the rules refuse.
    """

    def make(item: Ijarah) -> AnyEvent | None:
        if item.ended is not None or item.first_month > month:
            return None
        ref = free_ref(book, f"UJRAH-{month}-{item.number}")
        return IjarahMonthRecorded(date=last_day(month), ref=ref, contract=item.number, month=month)

    def row(before: Ijarah, after: Ijarah) -> ContractRow:
        rent = after.recognised - before.recognised
        return ContractRow(
            after.number, after.member, rent, after.written_down - before.written_down
        )

    return _run(book, month, stamp, Ijarah, make=make, row=row, what="Ujrah", keep=keep)


def run_assets(book: Book, month: str, stamp: Stamp, *, keep: bool) -> ContractRun:
    """All assets written down to a month's end; `other` is their book value afterwards.

    Raises:
        RunMonthNotOver, ClosedMonth; or what the rules refuse.
    """

    def make(item: Asset) -> AnyEvent | None:
        # What was sold, or bought, after the month is written down to the day it moved.
        if item.ended is not None or item.months is None or item.moved > last_day(month):
            return None
        ref = free_ref(book, f"SUSUT-{month}-{item.number}")
        return AssetDepreciated(date=last_day(month), ref=ref, asset=item.number, month=month)

    def row(before: Asset, after: Asset) -> ContractRow:
        wear = after.worn - before.worn
        return ContractRow(after.number, after.name, wear, after.cost - after.worn)

    return _run(
        book, month, stamp, Asset, make=make, row=row, what="Penyusutan aset tetap", keep=keep
    )


_NOTHING = (NoBorrowingInterest, NoIjarahMonth, NothingToDepreciate)
_TWICE = (BorrowingMonthTwice, IjarahMonthTwice, AssetMonthTwice)


def _run(
    book: Book,
    month: str,
    stamp: Stamp,
    kind: type[R],
    *,
    make: Callable[[R], AnyEvent | None],
    row: Callable[[R, R], ContractRow],
    what: str,
    keep: bool,
) -> ContractRun:
    day = last_day(month)
    if day > book.settings.today(stamp.at):
        raise RunMonthNotOver(what, month)
    rows: list[ContractRow] = []
    done = 0
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        if is_closed(day, books):
            raise ClosedMonth(day, books.period().closed_through or "")
        items: Sequence[R] = books.all(kind)
        for item in items:
            event = make(item)
            if event is None:
                continue
            try:
                if not under_way.add(event):
                    done += 1
                    continue
            except _NOTHING:
                continue
            except _TWICE:
                done += 1
                continue
            rows.append(row(item, books.peek(kind, item.key) or item))
    return ContractRun(month, tuple(rows), done, len(rows) if keep else 0)
