"""What members get on paper of their savings: passbook page, proof of withholding, bilyet."""

from datetime import date

from koperasi_ledger.engine.deposits import deposit_of
from koperasi_ledger.engine.savings import accounts_of
from koperasi_ledger.model.records import InterestMonth
from koperasi_ledger.reports.berjangka import bilyet
from koperasi_ledger.reports.buku_simpanan import buku_simpanan
from koperasi_ledger.reports.pph_simpanan import bukti_potong
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope, period
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.dates import first_day, last_day
from koperasi_ledger.rules.deposit_terms import terms_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.savings_errors import NoInterestThatMonth, NoSuchSavings


def _scope(book: Book, asked: Asked, today: date, *, whole: bool) -> Scope:
    head = book.journal.head()
    books = book.journal.books()
    first, last, notes = period(asked, books.cooperative().founded, today, whole=whole)
    postings = Postings(book.journal.database, head.seq)
    return Scope(books, postings, head.hash, first, last, asked, notes)


def passbook(book: Book, number: str, product: str | None, asked: Asked, today: date) -> Report:
    """The passbook page of a savings account; of the only one when no product is named.

    Raises:
        UnknownMember, NoSuchSavings, DatesReversed, NotYet, BeforeBooks.
    """
    scope = _scope(book, asked, today, whole=True)
    member = scope.books.member(number)
    held = accounts_of(number, scope.books)
    chosen = [item for item in held if product in (None, item.product)]
    if len(chosen) != 1:
        shown = product or "(sebut produknya)"
        raise NoSuchSavings(number, shown, [item.product for item in held])
    return buku_simpanan(scope, member, chosen[0])


def withholding_proof(book: Book, number: str, month: str, today: date) -> Report:
    """The proof of withholding of a member and month (bukti potong).

    Raises:
        UnknownMember, NoInterestThatMonth.
    """
    asked = Asked(first=first_day(month), last=last_day(month))
    scope = _scope(book, asked, today, whole=False)
    member = scope.books.member(number)
    item = scope.books.peek(InterestMonth, f"{month}:{number}")
    if item is None or not item.gross:
        raise NoInterestThatMonth(number, month)
    return bukti_potong(scope, member, item)


def certificate(book: Book, number: str, today: date) -> Report:
    """The bilyet of a deposit's present term.

    Raises:
        UnknownDeposit, DepositNotActive.
    """
    from koperasi_ledger.rules.deposits import require_open  # noqa: PLC0415 - only here

    deposit = deposit_of(number, book.journal.books())
    require_open(deposit)
    scope = _scope(book, Asked(first=deposit.start, last=deposit.start), today, whole=True)
    terms = terms_of(deposit, scope.books.section("deposits"))
    return bilyet(scope, deposit, scope.books.member(deposit.member), terms)
