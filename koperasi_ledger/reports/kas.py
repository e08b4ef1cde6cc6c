"""Buku kas and buku bank: money in and out of each cash box and bank account."""

from koperasi_ledger.model.records import CashAccount
from koperasi_ledger.reports.account_book import book_table
from koperasi_ledger.reports.query import day_before
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Report, Table
from koperasi_ledger.rules.errors import UnknownCash

_WORDS = ("Penerimaan", "Pengeluaran")


def kas(scope: Scope) -> Report:
    """The book of the cash account asked for, or of all of them.

    Raises:
        UnknownCash: there is none with this key.
    """
    known = sorted(scope.books.all(CashAccount), key=lambda item: item.code)
    asked = scope.asked.cash
    chosen = [cash for cash in known if asked in (None, cash.short)]
    if not chosen:
        raise UnknownCash(asked or "", [cash.short for cash in known])
    (opening,) = scope.postings.balances(day_before(scope.first))
    tables = [_table(scope, cash, opening.get(cash.account, 0)) for cash in chosen]
    title = "Buku Kas dan Bank"
    if asked is not None:
        title = "Buku Kas" if chosen[0].type == "kas" else "Buku Bank"
    return statement(scope, "kas", title, tables, signed=True)


def _table(scope: Scope, cash: CashAccount, opening: int) -> Table:
    bank = f" · {cash.bank} {cash.number}" if cash.type == "bank" else ""
    title = f"{cash.code} {cash.name}{bank}"
    lines = scope.postings.account_lines(cash.account, scope.first, scope.last)
    return book_table(cash.short, title, lines, words=_WORDS, opening=opening, sign=1, first=1)
