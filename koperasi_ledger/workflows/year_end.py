"""Closing a book year: what stands in its way, what its result is, and the two events of it."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import YearClosed, YearOpened
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.rules.change import ResultBalance
from koperasi_ledger.rules.dates import day_name, month_name
from koperasi_ledger.rules.errors.years import MonthsStillOpen, YearsInOrder
from koperasi_ledger.rules.years import next_year, surplus_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.closing import Oddities, next_to_close, oddities
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events, session


class YearBlocked(Refusal):
    """Something must be done before the year can be closed."""

    def __init__(self, year: int, blocks: tuple[str, ...]) -> None:
        listed = "".join(f"\n- {block}" for block in blocks)
        super().__init__(
            f"Tahun {year} belum dapat ditutup:{listed}",
            remedy=f"Selesaikan satu per satu, lalu ulangi; koperasi tutup tahun {year} --coba"
            " menampilkan yang masih tersisa.",
        )


class YearPreview(NamedTuple):
    """What closing a year would do. Amounts in rupiah.

    `income` and `expense` are the sums of the year's result accounts, both as positive figures;
    `taken_over` is what SHU tahun berjalan held before (books opened in the middle of a year).
    `surplus` = income - expense + taken_over. `blocks` must be done first; `odd` is odd but does
    not stand in the way (None when December is closed already, and nothing of it can change).
    `closed`: the year is closed, and only the next one is still to be opened.
    """

    year: int
    income: Decimal
    expense: Decimal
    taken_over: Decimal
    surplus: Decimal
    results: tuple[ResultBalance, ...]
    blocks: tuple[str, ...]
    odd: Oddities | None
    closed: bool = False


def preview_year(book: Book, year: int, stamp: Stamp) -> YearPreview:
    """What closing `year` would do, and what stands in its way; changes nothing.

    Raises:
        YearsInOrder: it is another year's turn.
    """
    books = book.journal.books()
    half = books.peek(ClosedYear, str(year))
    if half is not None and half.opened is None:
        zero = Decimal(0)
        return YearPreview(year, zero, zero, zero, half.surplus, (), (), None, closed=True)
    expected = next_year(books.cooperative(), books.period())
    if year != expected:
        raise YearsInOrder(year, expected)
    end = date(year, 12, 31)
    results = tuple(book.journal.results(end))
    zero = Decimal(0)
    income = -sum((each.amount for each in results if each.account[0] == "P"), zero)
    expense = sum((each.amount for each in results if each.account[0] == "B"), zero)
    current = book.journal.balance(SHU_CURRENT, end)
    month = f"{year}-12"
    turn = next_to_close(book)
    odd = oddities(book, month, stamp) if turn <= month else None
    return YearPreview(
        year,
        income,
        expense,
        -current,
        surplus_of((each.amount for each in results), current),
        results,
        tuple(_blocks(book, year, turn, odd, stamp)),
        odd,
    )


def _blocks(book: Book, year: int, turn: str, odd: Oddities | None, stamp: Stamp) -> list[str]:
    end = date(year, 12, 31)
    found = []
    if book.settings.today(stamp.at) <= end:
        found.append(f"Tahun itu baru berakhir {day_name(end)}; tutup mulai hari berikutnya.")
    if turn < f"{year}-12":
        found.append(str(MonthsStillOpen(year, turn)))
    found += _waiting_tills(book, year)
    for run in odd.pending if odd is not None and turn == f"{year}-12" else ():
        what = run.problem or f"{run.number} belum dicatat"
        found.append(f"{run.what} {month_name(odd.month if odd else '')}: {what} ({run.command}).")
    return found


def _waiting_tills(book: Book, year: int) -> list[str]:
    # The store is loaded only where years are closed.
    from koperasi_ledger.model.records.sales import OpenTillDays  # noqa: PLC0415
    from koperasi_ledger.rules.store.tills import require_closed_tills  # noqa: PLC0415

    try:
        require_closed_tills(book.journal.books().peek(OpenTillDays), f"{year}-12")
    except Refusal as refusal:
        return [str(refusal)]
    return []


def close_year(book: Book, year: int, stamp: Stamp) -> tuple[YearPreview, Recorded]:
    """Closes the year and opens the next, both or neither.

    Raises:
        YearBlocked: something must be done first.
        YearsInOrder: it is another year's turn.
    """
    found = preview_year(book, year, stamp)
    if found.blocks:
        raise YearBlocked(year, found.blocks)
    if found.closed:
        opened = YearOpened(date=date(year + 1, 1, 1), ref=f"BUKA-{year + 1}", year=year + 1)
        return found, record_events(book, [opened], stamp)
    with session(book, stamp) as under_way:
        under_way.add(
            YearClosed(
                date=date(year, 12, 31), ref=f"TUTUP-{year}", year=year, surplus=found.surplus
            )
        )
        under_way.add(YearOpened(date=date(year + 1, 1, 1), ref=f"BUKA-{year + 1}", year=year + 1))
    return found, Recorded(under_way.new, under_way.known)
