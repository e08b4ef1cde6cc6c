"""The run over all deposits: interest that fell due, renewals, accruals at month ends."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.engine.deposits import deposit_of
from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events import (
    AnyEvent,
    DepositInterestAccrued,
    DepositInterestPaid,
    DepositRenewed,
)
from koperasi_ledger.model.records import Deposit, InterestMonth
from koperasi_ledger.rules.dates import add_months, first_day, last_day, month_of
from koperasi_ledger.rules.deposit_payouts import Payout, work_out_payout
from koperasi_ledger.rules.deposit_terms import interest_up_to, maturity, next_due, terms_of
from koperasi_ledger.rules.taxes import interest_tax_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref
from koperasi_ledger.workflows.by_hand_errors import RecordedTwice
from koperasi_ledger.workflows.recording import Session, Stamp, session


class DepositStep(NamedTuple):
    """One thing that the run does, or would do: `amount` of interest, 0 for a renewal."""

    deposit: Deposit
    title: str
    date: date
    amount: Decimal


class DepositRun(NamedTuple):
    """A run up to a day: its steps, and deposits whose interest waits to be fetched in cash."""

    through: date
    steps: tuple[DepositStep, ...]
    waiting: tuple[tuple[Deposit, date], ...]
    recorded: int


def run_deposits(book: Book, through: date, stamp: Stamp, *, keep: bool) -> DepositRun:
    """Pays what fell due up to `through`, renews what matured, accrues month ends; or only tries.

    Everything is dated on its own day, or, where that month is closed, on the first open one. A
    second run finds nothing left to do.

    Raises:
        Refusal: what the rules refuse, for instance a renewal for a term no longer offered.
    """
    steps: list[DepositStep] = []
    waiting: list[tuple[Deposit, date]] = []
    with session(book, stamp, keep=keep) as under_way:
        books = under_way.recording.books
        for deposit in books.all(Deposit):
            if deposit.status == "aktif":
                steps += _steps(book, under_way, deposit.number, through)
                late = _cash_due(deposit_of(deposit.number, books), books, through)
                if late is not None:
                    waiting.append((deposit, late))
    return DepositRun(through, tuple(steps), tuple(waiting), under_way.new if keep else 0)


def _steps(book: Book, under_way: Session, number: str, through: date) -> Iterator[DepositStep]:
    books = under_way.recording.books
    while True:
        deposit = deposit_of(number, books)
        event = _next(book, deposit, books, through)
        if event is None:
            return
        under_way.add(event)
        past = under_way.recording.find(event.ref)
        entry = past.entry if past is not None else None
        legs = entry.postings if isinstance(entry, Entry) else ()
        amount = sum((leg.amount for leg in legs if leg.account.startswith("Beban")), Decimal(0))
        if isinstance(event, DepositInterestPaid):
            amount = deposit_of(number, books).interest - deposit.interest
        yield DepositStep(deposit, event.title, event.date, amount)


def _next(book: Book, deposit: Deposit, books: Books, through: date) -> AnyEvent | None:
    """The deposit's next event up to `through`, the earliest first; None when nothing is left."""
    terms = terms_of(deposit, books.section("deposits"))
    due, end = next_due(deposit, terms), maturity(deposit)
    found: list[tuple[date, int, AnyEvent]] = []
    number = deposit.number
    if due is not None and due <= through and deposit.interest_to != "tunai":
        day = _open_day(due, books)
        ref = free_ref(book, f"JB-{due:%Y%m%d}-{number}")
        found.append((due, 0, DepositInterestPaid(date=day, ref=ref, number=number, due=due)))
    if due is None and deposit.rollover != "tidak" and end <= through:
        ref = free_ref(book, f"RB-{end:%Y%m%d}-{number}")
        found.append((end, 1, DepositRenewed(date=_open_day(end, books), ref=ref, number=number)))
    accrual = _accrual_day(deposit, books, through) if terms.recognition == "akrual" else None
    if accrual is not None:
        target = interest_up_to(deposit, terms, accrual, cut=True)
        if target > deposit.accrued:
            month = month_of(accrual)
            ref = free_ref(book, f"AB-{month}-{number}")
            event = DepositInterestAccrued(date=accrual, ref=ref, number=number, month=month)
            found.append((accrual, 2, event))
    return min(found, key=lambda item: item[:2])[2] if found else None


def _accrual_day(deposit: Deposit, books: Books, through: date) -> date | None:
    """The first month end that is open, passed, not accrued yet, and after what is paid."""
    month = month_of(deposit.paid_to)
    if deposit.accrued_to is not None:
        month = max(month, add_months(month_of(deposit.accrued_to), 1))
    first = max(deposit.paid_to, books.cooperative().founded)
    while last_day(month) < first or last_day(month) == deposit.paid_to or _shut(month, books):
        month = add_months(month, 1)
    day = last_day(month)
    return day if day <= through else None


def _shut(month: str, books: Books) -> bool:
    return is_closed(last_day(month), books)


def _open_day(day: date, books: Books) -> date:
    """The day, or the first one of the books or of the first open month when it lies before."""
    day = max(day, books.cooperative().founded)
    closed = books.period().closed_through
    if closed is None or not is_closed(day, books):
        return day
    return first_day(add_months(closed, 1))


def _cash_due(deposit: Deposit, books: Books, through: date) -> date | None:
    if deposit.status != "aktif" or deposit.interest_to != "tunai":
        return None
    due = next_due(deposit, terms_of(deposit, books.section("deposits")))
    return due if due is not None and due <= through else None


def due_of(book: Book, number: str) -> date | None:
    """The next day on which interest of the deposit falls due.

    Raises:
        UnknownDeposit: there is no such deposit.
    """
    books = book.journal.books()
    deposit = deposit_of(number, books)
    return next_due(deposit, terms_of(deposit, books.section("deposits")))


def payout_of(book: Book, number: str, day: date) -> tuple[Deposit, Payout]:
    """What a deposit comes to when it is taken out on a day.

    Raises:
        UnknownDeposit, DepositNotActive, EarlyBreakRefused, NoPolicy.
    """
    books = book.journal.books()
    deposit = deposit_of(number, books)
    month = month_of(day)
    so_far = books.peek(InterestMonth, f"{month}:{deposit.member}")
    made = work_out_payout(
        deposit,
        terms_of(deposit, books.section("deposits")),
        day,
        so_far=so_far or InterestMonth(month=month, member=deposit.member),
        tax=interest_tax_on(books.section("taxes"), day),
    )
    return deposit, made


def next_number(book: Book, day: date) -> str:
    """The next free certificate number of the year: `SB-2026-0001`."""
    prefix = f"SB-{day.year}-"
    taken = [
        int(item.number.removeprefix(prefix))
        for item in book.journal.books().all(Deposit)
        if item.number.startswith(prefix) and item.number.removeprefix(prefix).isdecimal()
    ]
    return f"{prefix}{max(taken, default=0) + 1:04d}"


def refuse_same(  # noqa: PLR0917 - what tells two placements apart
    book: Book, member: str, day: date, product: str, months: int, amount: str
) -> None:
    """Refuses what stands in the books already but for the number of its certificate.

    Raises:
        RecordedTwice: the member placed the same amount for the same term on that day.
    """
    wanted = (member, day, product, months, Decimal(amount))
    for item in book.journal.books().all(Deposit):
        same = (item.member, item.placed, item.product, item.months, item.principal) == wanted
        if same and item.status == "aktif" and not item.renewals:
            raise RecordedTwice("Penempatan simpanan berjangka", item.number)
