"""The monthly run of interest on voluntary savings, and the payment of its tax to the state."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.model.events import SavingsInterestPaid
from koperasi_ledger.model.records import (
    InterestMonth,
    Member,
    SavingsAccount,
    SavingsInterestRun,
    stored_record,
)
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.errors import ClosedMonth
from koperasi_ledger.rules.savings_interest import MemberInterest, work_out
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref
from koperasi_ledger.workflows.recording import Stamp, session
from koperasi_ledger.workflows.savings_errors import InterestMonthNotOver, NothingToRemit

Progress = Callable[[int, int], None]
"""Told how many members were looked at, and how many there are."""


class InterestRow(NamedTuple):
    """What the month brings one account, in rupiah."""

    member: Member
    product: str
    gross: Decimal
    tax: Decimal
    fee: Decimal

    @property
    def net(self) -> Decimal:
        """What the balance changes by."""
        return self.gross - self.tax - self.fee


class InterestRun(NamedTuple):
    """A run: the accounts that get interest or pay a fee, and the members who had it before.

    `recorded` says how many events were recorded: none for a preview.
    """

    month: str
    rows: tuple[InterestRow, ...]
    done: int
    recorded: int

    @property
    def members(self) -> int:
        """How many members the rows are of."""
        return len({row.member.number for row in self.rows})


def preview_interest(
    book: Book, month: str, stamp: Stamp, *, progress: Progress | None = None
) -> InterestRun:
    """What `record_interest` would record; changes nothing.

    Raises:
        InterestMonthNotOver, ClosedMonth: it cannot be run for this month.
        NoPolicy, MovementsForgotten: see `rules.savings_interest`.
    """
    books = book.journal.books()
    _check_month(book, books, month, stamp)
    done, found = _plan(books, month, progress)
    rows = tuple(row for member, made in found for row in _rows(member, made))
    return InterestRun(month, rows, done, 0)


def record_interest(
    book: Book,
    month: str,
    stamp: Stamp,
    *,
    unit: str | None = None,
    progress: Progress | None = None,
) -> InterestRun:
    """Credits the month's interest, an event for each member; all of it, or none.

    Members who had it already are left alone, so that a run may be repeated.

    Raises:
        as `preview_interest`; and what the rules refuse.
    """
    with session(book, stamp) as under_way:
        books = under_way.recording.books
        _check_month(book, books, month, stamp)
        done, found = _plan(books, month, progress)
        rows = []
        for member, made in found:
            event = SavingsInterestPaid(
                date=last_day(month),
                ref=free_ref(book, f"JS-{month}-{member.number}"),
                member=member.number,
                month=month,
                unit=unit,
            )
            rows += list(_rows(member, made))
            under_way.add(event)
    return InterestRun(month, tuple(rows), done, under_way.new)


def _check_month(book: Book, books: Books, month: str, stamp: Stamp) -> None:
    day = last_day(month)
    if day > book.settings.today(stamp.at):
        raise InterestMonthNotOver(month)
    if is_closed(day, books):
        raise ClosedMonth(day, books.period().closed_through or "")


def _plan(
    books: Books, month: str, progress: Progress | None
) -> tuple[int, list[tuple[Member, MemberInterest]]]:
    """Members who had their interest already, and what the others get."""
    day = last_day(month)
    accounts: dict[str, list[SavingsAccount]] = {}
    for account in books.all(SavingsAccount):
        accounts.setdefault(account.member, []).append(account)
    runs = {run.member: run.through or "" for run in books.all(SavingsInterestRun)}
    done, found = 0, []
    members = books.all(Member)
    for place, member in enumerate(members, 1):
        if progress is not None:
            progress(place, len(members))
        own = accounts.get(member.number)
        gone = member.left is not None and member.left <= day
        if own is None or gone or day < member.joined:
            continue
        if runs.get(member.number, "") >= month:
            done += 1
            continue
        key = f"{month}:{member.number}"
        made = work_out(
            member,
            own,
            month,
            so_far=books.peek(InterestMonth, key)
            or InterestMonth(month=month, member=member.number),
            savings=books.section("savings"),
            taxes=books.section("taxes"),
        )
        if made.lines:
            found.append((member, made))
    return done, found


def _rows(member: Member, made: MemberInterest) -> Iterator[InterestRow]:
    for line in made.lines:
        yield InterestRow(member, line.account.product, line.gross, line.tax, line.fee)


def interest_months(book: Book, month: str) -> list[InterestMonth]:
    """What every member got of interest in a month, by number; reads that month only."""
    rows = book.journal.database.rows(
        "SELECT body FROM records WHERE kind = ? AND id LIKE ? ORDER BY id",
        (InterestMonth.kind, f"{month}:%"),
    )
    found = [stored_record(InterestMonth.kind, body) for (body,) in list(rows)]
    return [item for item in found if isinstance(item, InterestMonth)]


def tax_to_remit(book: Book, month: str) -> list[dict[str, str]]:
    """The lines of an `InterestTaxRemitted` that pays all that is withheld and not paid yet.

    Raises:
        NothingToRemit: there is nothing.
    """
    lines = [
        {"member": item.member, "amount": str(item.withheld - item.remitted)}
        for item in interest_months(book, month)
        if item.withheld > item.remitted
    ]
    if not lines:
        raise NothingToRemit(month)
    return lines
