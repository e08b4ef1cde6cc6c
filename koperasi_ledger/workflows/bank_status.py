"""How the bank accounts stand: all of them at a glance, one of them at the end of a month."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records import BankChain, CashAccount, Suspense
from koperasi_ledger.reports.bank_position import (
    ZERO,
    Position,
    bank_balance,
    position,
    proven_day,
    unread_days,
)
from koperasi_ledger.rules.dates import first_day as first_of_month
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.workflows.bank_errors import BadMonth, NotProvenYet
from koperasi_ledger.workflows.bank_facts import bank_account, bank_accounts, postings_of
from koperasi_ledger.workflows.book import Book


class AccountStatus(NamedTuple):
    """A bank account: the ledger's balance, how far statements prove it, what waits."""

    account: CashAccount
    ledger: Decimal
    proven_through: date | None
    proven_balance: Decimal | None
    waiting: int


def account_list(book: Book) -> list[AccountStatus]:
    """All bank accounts by key."""
    books = book.journal.books()
    waiting = [item for item in books.all(Suspense) if item.remaining]
    found = []
    for account in bank_accounts(books):
        chain = books.peek(BankChain, account.short)
        found.append(
            AccountStatus(
                account,
                book.journal.balance(account.account, date.max),
                chain.end if chain else None,
                chain.closing if chain else None,
                sum(item.cash == account.short for item in waiting),
            )
        )
    return found


class Reconciliation(NamedTuple):
    """A bank account at the end of a month, or at the last day before that a statement proves.

    `waiting` are lines of the account in Titipan by then: booked, but not explained; `unread` the
    runs of days of the month that are in no file, though the balances around them agree.
    """

    account: CashAccount
    month: str
    position: Position
    waiting: tuple[Suspense, ...]
    unread: tuple[tuple[date, date], ...] = ()


def reconciliation(book: Book, key: str, month: str) -> Reconciliation:
    """The ledger of an account against its last proven statement of a month (`YYYY-MM`).

    Raises:
        BadMonth, UnknownCash, NotABank.
        NotProvenYet: no statement proves a day of the month.
    """
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", month) or month < "0001":
        raise BadMonth(month)
    books = book.journal.books()
    account = bank_account(books, key)
    day = proven_day(books, key, first_of_month(month), last_day(month))
    if day is None:
        raise NotProvenYet(key, month)
    bank = bank_balance(books, key, day) or ZERO
    waiting = [
        item
        for item in books.all(Suspense)
        if item.cash == key and item.remaining and item.date <= day
    ]
    now = position(postings_of(book.journal), books, account, day, bank)
    unread = tuple(unread_days(books, key, first_of_month(month), day))
    ordered = tuple(sorted(waiting, key=lambda item: item.date))
    return Reconciliation(account, month, now, ordered, unread)
