"""The monthly run that shares profit with mudharabah savings: shown first, recorded whole, once."""

from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.engine.sharing import income_of, saving_members
from koperasi_ledger.model.events.sharing import (
    ProfitPart,
    ProfitPoolClosed,
    SavingsProfitShared,
)
from koperasi_ledger.model.records import (
    InterestMonth,
    Member,
    ProfitCredited,
    ProfitPool,
)
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.rules.errors import ClosedMonth, NothingToShare
from koperasi_ledger.rules.sharia.pool import divide, shares_of
from koperasi_ledger.rules.sharia.sharing import sharing_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref
from koperasi_ledger.workflows.contract_runs import RunMonthNotOver
from koperasi_ledger.workflows.recording import Session, Stamp, session

_ZERO = Decimal(0)


class SharedRow(NamedTuple):
    """A member's share in one product, in rupiah; `tax` is that of all the member's shares."""

    member: str
    name: str
    product: str
    amount: Decimal
    tax: Decimal


class SharingRun(NamedTuple):
    """A run: what is shared of which income, what the cooperative keeps, and to whom.

    `known` says that the month was shared before; `recorded` how many events were recorded.
    """

    month: str
    income: Decimal
    shared: Decimal
    rows: tuple[SharedRow, ...]
    known: bool
    recorded: int

    @property
    def kept(self) -> Decimal:
        """What stays with the cooperative, its part and the rupiah that could not be divided."""
        return self.income - self.shared


def run_sharing(
    book: Book, month: str, stamp: Stamp, *, keep: bool, unit: str | None = None
) -> SharingRun:
    """Shares the month's profit; only shown unless `keep`, by doing it and undoing it.

    A month that was shared is left alone, so that a run may be repeated.

    Raises:
        RunMonthNotOver, ClosedMonth: it cannot be run for this month.
        NoPolicy, NothingToShare, NotShariaProduct, MovementsForgotten: see `rules.sharia.sharing`.
    """
    day = last_day(month)
    if day > book.settings.today(stamp.at):
        raise RunMonthNotOver("Bagi hasil simpanan", month)
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        if is_closed(day, books):
            raise ClosedMonth(day, books.period().closed_through or "")
        pool = books.peek(ProfitPool, month)
        if pool is not None and not any(part.remaining for part in pool.parts):
            total = sum((part.total for part in pool.parts), _ZERO)
            return SharingRun(month, pool.income, total, (), known=True, recorded=0)
        policy = sharing_on(books.section("sharia"), day)
        income = pool.income if pool else income_of(policy, month, books, under_way.recording)
        books.all(Member)
        pools = divide(policy, income, saving_members(books, day), month)
        shares = shares_of(pools)
        if not shares:
            raise NothingToShare(month, income)
        if pool is None:
            ref = free_ref(book, f"BH-{month}")
            under_way.add(ProfitPoolClosed(date=day, ref=ref, month=month, unit=unit))
        rows: list[SharedRow] = []
        for member, amounts in shares.items():
            rows += _credit(book, under_way, month, member, amounts)
        total = sum((each.part.total for each in pools), _ZERO)
    recorded = under_way.new if keep else 0
    return SharingRun(month, income, total, tuple(rows), known=False, recorded=recorded)


def _credit(
    book: Book, under_way: Session, month: str, number: str, amounts: dict[str, Decimal]
) -> list[SharedRow]:
    books = under_way.recording.books
    done = books.peek(ProfitCredited, f"{month}:{number}")
    if done is not None and done.ref is not None:
        return []
    before = books.peek(InterestMonth, f"{month}:{number}")
    shares = tuple(ProfitPart(product=key, amount=amount) for key, amount in amounts.items())
    under_way.add(
        SavingsProfitShared(
            date=last_day(month),
            ref=free_ref(book, f"BH-{month}-{number}"),
            month=month,
            member=number,
            shares=shares,
        )
    )
    after = books.peek(InterestMonth, f"{month}:{number}")
    tax = (after.withheld if after else _ZERO) - (before.withheld if before else _ZERO)
    member = books.peek(Member, number)
    name = member.name if member is not None else number
    return [
        SharedRow(number, name, share.product, share.amount, tax if place == 0 else _ZERO)
        for place, share in enumerate(shares)
    ]
