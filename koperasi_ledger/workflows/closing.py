"""Before a month is closed: what looks odd in it, so that it is mended while it can be."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records import CashAccount, Suspense
from koperasi_ledger.rules.dates import add_months, last_day, month_of
from koperasi_ledger.rules.errors import NoPolicy
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.closing_runs import PendingRun, pending_runs
from koperasi_ledger.workflows.members import arrears_list
from koperasi_ledger.workflows.recording import Stamp
from koperasi_ledger.workflows.status import cash_balances


class Oddities(NamedTuple):
    """What is odd at the end of a month: amounts in rupiah.

    `waiting` are bank lines nobody explained, `unreconciled` banks whose balance is not proven
    through the month's end, `negative` cash and bank accounts below zero, `arrears` the number of
    members who owe simpanan wajib and `owed` what they owe together, `pending` the monthly runs
    that were forgotten.
    """

    month: str
    waiting: tuple[Suspense, ...]
    unreconciled: tuple[CashAccount, ...]
    negative: tuple[CashAccount, ...]
    arrears: int
    owed: Decimal
    pending: tuple[PendingRun, ...]


def next_to_close(book: Book) -> str:
    """The month whose turn it is, `YYYY-MM`."""
    books = book.journal.books()
    closed = books.period().closed_through
    return add_months(closed, 1) if closed else month_of(books.cooperative().founded)


def oddities(book: Book, month: str, stamp: Stamp) -> Oddities:
    """What is odd at the end of `month`; changes nothing."""
    books = book.journal.books()
    end = last_day(month)
    balances = cash_balances(book, end)
    try:
        behind = arrears_list(book, month)
    except NoPolicy:
        behind = []
    return Oddities(
        month,
        tuple(item for item in books.all(Suspense) if item.remaining and item.date <= end),
        tuple(cash for cash in books.all(CashAccount) if _unproven(cash, end)),
        tuple(cash for cash, balance in balances if balance < 0),
        len(behind),
        sum((item.amount for item in behind), Decimal(0)),
        pending_runs(book, month, stamp),
    )


def _unproven(cash: CashAccount, end: date) -> bool:
    late = cash.reconciled is None or cash.reconciled < end
    return cash.type == "bank" and cash.opened <= end and late
