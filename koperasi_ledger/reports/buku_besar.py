"""Buku besar: the postings of one account, or of every account that has any."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from koperasi_ledger.model.accounts import Account
from koperasi_ledger.reports.account_book import book_table
from koperasi_ledger.reports.query import Line, day_before
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Report, Table
from koperasi_ledger.rules.errors import UnknownAccount

_WORDS = ("Debet", "Kredit")
_DEBIT_ROOTS = frozenset({"Aset", "Beban"})


def buku_besar(scope: Scope) -> Report:
    """The ledger of the account asked for by name or code; of all accounts when none is.

    Raises:
        UnknownAccount: it is not in the chart.
    """
    (opening,) = scope.postings.balances(day_before(scope.first))
    if scope.asked.account is not None:
        account = find_account(scope, scope.asked.account)
        lines = scope.postings.account_lines(account.name, scope.first, scope.last)
        tables = [_table(account, opening, lines)]
    else:
        by_account: defaultdict[str, list[Line]] = defaultdict(list)
        for line in scope.postings.lines(scope.first, scope.last):
            by_account[line.account].append(line)
        used = by_account.keys() | {name for name, sen in opening.items() if sen}
        accounts = sorted(map(scope.account, used), key=lambda item: (item.code, item.name))
        tables = [_table(account, opening, by_account[account.name]) for account in accounts]
    notes = ("Saldo dihitung menurut sisi normal akun; saldo dalam kurung ada di sisi lainnya.",)
    return statement(scope, "buku-besar", "Buku Besar", tables, notes=notes)


def find_account(scope: Scope, asked: str) -> Account:
    """The account with this name or official code.

    Raises:
        UnknownAccount: there is none.
    """
    chart = scope.books.chart()
    for account in chart.values():
        if asked in (account.name, account.code):
            return account
    titles = {account.title.lower(): account.name for account in chart.values()}
    near = get_close_matches(asked, chart, n=2) or [
        titles[title] for title in get_close_matches(asked.lower(), titles, n=2)
    ]
    raise UnknownAccount(asked, near)


def _table(account: Account, opening: dict[str, int], lines: Iterable[Line]) -> Table:
    debit = account.root in _DEBIT_ROOTS
    side = "debet" if debit else "kredit"
    title = f"{account.code} {account.title} · sisi normal {side}"
    held = opening.get(account.name, 0)
    sign = 1 if debit else -1
    return book_table(account.name, title, lines, words=_WORDS, opening=held, sign=sign, first=1)
