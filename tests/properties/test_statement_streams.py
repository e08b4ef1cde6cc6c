"""The core statements over streams of every kind of event: they tie, on any day of the stream."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from book_fold import begun
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams import DAYS, long_stream, prelude, streams
from streams_store import Shop, shops, store_prelude

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.reports.captions import Placing
from koperasi_ledger.reports.result_forms import FORMS
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_events

sys.path.insert(0, str(Path(__file__).parents[1] / "reports"))
from statement_books import scope_of, sens

from koperasi_ledger.reports.arus_kas import flow_statement
from koperasi_ledger.reports.ekuitas import equity_statement
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import result_statement
from koperasi_ledger.reports.trails import figure_places, followed
from koperasi_ledger.reports.unit import unit_statement

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15
)


def accepted(stream: Iterable[AnyEvent]) -> list[AnyEvent]:
    """The prelude and those events of the stream that the rules accept."""
    fold = begun(prelude())
    for event in stream:
        if event.ref not in fold.past:
            try:
                fold.add(event)
            except Refusal:
                continue
    return [event for event, _ in fold.applied]


@contextmanager
def book_of(events: Iterable[AnyEvent]) -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings())
        with open_book(folder, pytest.fail, create=True) as book:
            record_events(book, list(events), NOW)
            yield book
    finally:
        shutil.rmtree(folder)


def check(book: Book, day: date) -> None:
    """Every statement of a day ties; each of them refuses by itself what does not."""
    scope = scope_of(book, last=day)
    position, equity = sens(position_statement(scope)), equity_statement(scope)
    assert position["jumlah_aset"] == position["jumlah_liabilitas_ekuitas"]
    closing = equity.item(f"akhir_{day.year}").figures[-1]
    assert closing is not None
    assert closing.sen == position.get("jumlah_ekuitas", 0)
    results = [sens(result_statement(scope_of(book, last=day, form=form)))["shu"] for form in FORMS]
    assert len({*results, sens(unit_statement(scope), -1)["shu"]}) == 1
    assert results[0] == scope_surplus(book, day)
    (held,) = scope.postings.balances(day)
    cash = sum(held.get(name, 0) for name in Placing(scope.books, day).accounts["kas"])
    flows = flow_statement(scope)
    assert sens(flows)["kas_akhir"] == cash
    # A figure that lists its legs is their sum.
    indirect = flow_statement(scope_of(book, last=day, method="tidak-langsung"))
    assert sens(indirect)["neto_operasi"] == sens(flows)["neto_operasi"]
    for statement in (flows, indirect, equity):
        figures = [figure for _, _, figure in figure_places(statement)]
        for figure, part in zip(figures, followed(scope, figures), strict=True):
            assert (part.opening or 0) + sum(leg.sen for leg in part.legs) == figure.sen


def scope_surplus(book: Book, day: date) -> int:
    """What the result accounts came to, asked of the database alone."""
    rows = book.journal.database.rows(
        "SELECT account, sen FROM postings WHERE date BETWEEN ? AND ?",
        (f"{day.year}-01-01", day.isoformat()),
    )
    return -sum(int(sen) for account, sen in rows if account.startswith(("Pendap", "Beban")))


@slow
@given(streams(), st.sampled_from(DAYS))
def test_statements_tie_on_any_day_of_any_stream(stream: list[AnyEvent], day: str) -> None:
    with book_of(accepted(stream)) as book:
        check(book, date.fromisoformat(day))


@slow
@given(shops(), st.sampled_from(DAYS))
def test_statements_tie_in_a_store(shop: Shop, day: str) -> None:
    with book_of([*store_prelude(), *shop.events]) as book:
        check(book, date.fromisoformat(day))


@pytest.mark.parametrize("seed", [1, 2])
def test_statements_tie_in_a_long_stream(seed: int) -> None:
    with book_of(accepted(long_stream(seed, 300))) as book:
        for day in (DAYS[3], DAYS[12], DAYS[-1]):
            check(book, date.fromisoformat(day))
