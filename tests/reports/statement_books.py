"""What the laws of the core statements share: figures by key, closing a year, queries."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import beanquery
from beancount import loader
from beanquery import parser
from report_books import TODAY, founding

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.reports.figures import Item, Statement
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope, period
from koperasi_ledger.workflows.book import Book


def scope_of(book: Book, **asked: Any) -> Scope:
    """What a report of the book is about."""
    head = book.journal.head()
    books = book.journal.books()
    wanted = Asked(**asked)
    first, last, notes = period(wanted, books.cooperative().founded, TODAY)
    postings = Postings(book.journal.database, head.seq)
    return Scope(books, postings, head.hash, first, last, wanted, notes)


def year_before(scope: Scope) -> Scope:
    """The same scope a year earlier, to its last day."""
    year = scope.last.year - 1
    return replace(scope, first=date(year, 1, 1), last=date(year, 12, 31), notes=())


def sens(statement: Statement, column: int = 0) -> dict[str, int]:
    """The figures of a column by the keys of their lines."""
    return {item.key: sen_of(item, column) for item in statement.items() if item.figures[column]}


def sen_of(item: Item, column: int = 0) -> int:
    """One figure, in sen."""
    figure = item.figures[column]
    assert figure is not None
    return figure.sen


def without_zeros(figures: dict[str, int]) -> dict[str, int]:
    """The figures that say something."""
    return {key: sen for key, sen in figures.items() if sen}


@cache
def parsed(text: str) -> Any:
    """A query as its tree; reading it takes a hundred times as long as running it."""
    return parser.parse(text)


class Queries:
    """The printed ledger, asked in the Bean Query Language."""

    def __init__(self, folder: Path) -> None:
        entries, errors, options = loader.load_file(str(folder / "main.beancount"))
        assert not errors
        self.ledger = beanquery.connect(
            "beancount:", entries=entries, errors=errors, options=options
        )

    def rows(self, text: str, **values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, in which `%(name)s` stands for a value."""
        yield from self.ledger.execute(parsed(text), values)

    def sums(self, last: date, first: date = date.min, *, where: str = "") -> dict[str, int]:
        """The sum of each account between two days, in sen, closing entries left out."""
        text = (
            "SELECT account, sum(number) WHERE date >= %(first)s AND date <= %(last)s"
            " AND NOT entry_meta('jenis') ~ '^year_(closed|opened)$'"
            f"{where} GROUP BY account"
        )
        rows = self.rows(text, first=first, last=last)
        return {account: to_sen(Decimal(amount)) for account, amount in rows}


def closing(year: int, surplus: str) -> list[dict[str, Any]]:
    """The events that close a book year and open the next one."""
    months = range(1, 12)
    return [
        *(
            {
                "kind": "month_closed",
                "date": f"{year}-12-31",
                "ref": f"TUTUP-{year}-{month:02}",
                "month": f"{year}-{month:02}",
            }
            for month in months
        ),
        {
            "kind": "year_closed",
            "date": f"{year}-12-31",
            "ref": f"TUTUP-{year}",
            "year": year,
            "surplus": surplus,
        },
        {
            "kind": "year_opened",
            "date": f"{year + 1}-01-01",
            "ref": f"BUKA-{year + 1}",
            "year": year + 1,
        },
    ]


def with_policy(**section: Any) -> list[dict[str, Any]]:
    """The founding events with a [laporan] section, and units."""
    events = founding()
    events[1]["policy"] = {
        **events[1]["policy"],
        "laporan": section,
        "unit_usaha": {"unit": {"toko": "Unit Toko", "simpan-pinjam": "Unit Simpan Pinjam"}},
    }
    return events
