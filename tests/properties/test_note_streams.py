"""Notes, ratios, health and benefit over streams of every kind of event, on any day of them."""

import sys
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams import DAYS, streams
from streams_store import Shop, shops, store_prelude
from test_statement_streams import accepted, book_of

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.catalog import builder
from koperasi_ledger.reports.promosi import benefits
from koperasi_ledger.workflows.book import Book

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from statement_books import scope_of

slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=10
)
NAMES = ("calk", "rasio", "kesehatan", "promosi", "anggaran")


def check(book: Book, day: date) -> None:
    """Every report is made, so every note and breakdown ties; members' benefits add up."""
    scope = scope_of(book, last=day)
    made = {name: builder(name)(scope) for name in NAMES}
    assert all(report.tables for report in made.values())
    found = benefits(scope)
    last = made["promosi"].tables[1].rows[-1].cells
    assert last[-1] == from_sen(sum(each.total for each in found))


@slow
@given(streams(), st.sampled_from(DAYS))
def test_every_note_ties_on_any_day(stream: list[AnyEvent], day: str) -> None:
    with book_of(accepted(stream)) as book:
        check(book, date.fromisoformat(day))


@slow
@given(shops(), st.sampled_from(DAYS))
def test_every_note_of_a_store_ties_on_any_day(shop: Shop, day: str) -> None:
    with book_of([*store_prelude(), *shop.events]) as book:
        check(book, date.fromisoformat(day))
