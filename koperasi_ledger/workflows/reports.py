"""Reports of a book: the journal's figures, laid out by name."""

from datetime import date

from koperasi_ledger.reports import catalog
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope, period
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book


def report_list() -> tuple[tuple[str, str], ...]:
    """Every report: its name, and one line on what it shows."""
    return tuple((entry.name, entry.summary) for entry in catalog.CATALOG.values())


def check_report(name: str) -> None:
    """Refuses a name that no report has, before any book is opened.

    Raises:
        UnknownReport: so it is.
    """
    catalog.find(name)


def make_report(book: Book, name: str, asked: Asked, today: date) -> Report:
    """The report of this name, up to the newest event of the journal.

    Without dates it is of the running year up to `today`.

    Raises:
        UnknownReport, OptionNotUsed: it does not exist, or does not know an option.
        YearAndDates, DatesReversed, NotYet, BeforeBooks: no such period.
        UnknownAccount, UnknownCash, UnknownMember, MemberNeeded: what was named is not there.
        NotBalanced: the books are damaged.
    """
    entry = catalog.find(name)
    catalog.check_options(entry, asked)
    head = book.journal.head()
    books = book.journal.books()
    founded = books.cooperative().founded
    first, last, notes = period(
        asked, founded, today, whole=entry.whole, not_before=entry.not_before
    )
    postings = Postings(book.journal.database, head.seq)
    return catalog.builder(name)(Scope(books, postings, head.hash, first, last, asked, notes))
