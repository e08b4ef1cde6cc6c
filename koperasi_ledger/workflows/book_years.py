"""Which year's meeting is next, and what a year came to, closed or not."""

from datetime import date
from decimal import Decimal

from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.rules.years import surplus_of
from koperasi_ledger.workflows.book import Book


def year_result(book: Book, year: int) -> Decimal:
    """The SHU of a year: as it was closed, or as far as the books have come."""
    closed = book.journal.books().peek(ClosedYear, str(year))
    if closed is not None:
        return closed.surplus
    end = date(year, 12, 31)
    results = (each.amount for each in book.journal.results(end))
    return surplus_of(results, book.journal.balance(SHU_CURRENT, end))


def latest_year(book: Book, today: date) -> int:
    """The year whose meeting comes next: the last that was closed, or the running one."""
    closed = book.journal.books().period().closed_year
    return closed if closed is not None else today.year
