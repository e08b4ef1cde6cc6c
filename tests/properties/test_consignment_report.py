"""The consignment report over any store: it adds up, ties to the records, and keeps its past."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import THEIRS, Shop, shops, store_prelude

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Stock
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.reports.konsinyasi import settlement
from koperasi_ledger.reports.konsinyasi_events import movements
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.render import FORMATS, render
from koperasi_ledger.reports.scope import Asked, Scope
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.errors import ConsignorUnknown
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
TODAY = date(2026, 6, 30)
POLICIES: tuple[dict[str, Any], ...] = ({}, {"pembukuan": "rekap-harian", "stok_minus": True})
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15
)


@contextmanager
def book_of(events: list[Any], **policy: Any) -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings())
        with open_book(folder, pytest.fail, create=True) as book:
            record_events(book, [*store_prelude(**policy), *events], NOW)
            yield book
    finally:
        shutil.rmtree(folder)


def scope_of(book: Book, first: date, last: date) -> Scope:
    head = book.journal.head()
    postings = Postings(book.journal.database, head.seq)
    return Scope(book.journal.books(), postings, head.hash, first, last, Asked())


def rows_of(report: Report, table: str) -> list[dict[str, Any]]:
    found = next(each for each in report.tables if each.key == table)
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in found.rows if row.style == "normal"]


@pytest.mark.parametrize("policy", POLICIES)
@slow
@given(st.data())
def test_what_came_is_what_was_sold_returned_lost_and_is_left(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    shop: Shop = data.draw(shops(**policy))
    with book_of(shop.events, **policy) as book:
        report = make_report(book, "konsinyasi", Asked(first=date(2026, 1, 1)), TODAY)
        for row in rows_of(report, "barang"):
            gone = row["terjual"] + row["kembali"] + row["hilang"]
            assert row["awal"] + row["diterima"] - gone == row["sisa"]
            stock = shop.fold.books.peek(Stock, row["barang"])
            assert row["sisa"] == from_micro(stock.quantity if stock else 0)
            assert row["komisi"] + row["hak"] == row["dibeli"]
        for row in rows_of(report, "penitip"):
            owed = row["awal"] + row["hak"] + row["ganti"] - row["dibayar"]
            assert owed == row["akhir"]
            known = shop.fold.books.peek(Consignor, row["penitip"])
            assert known is not None
            assert known.owed == row["akhir"]


@slow
@given(shops(), st.dates(date(2026, 1, 1), date(2026, 5, 1)))
def test_two_periods_make_up_the_whole(shop: Shop, cut: date) -> None:
    with book_of(shop.events) as book:
        one = make_report(book, "konsinyasi", Asked(first=date(2026, 1, 1), last=cut), TODAY)
        rest = Asked(first=date.fromordinal(cut.toordinal() + 1))
        two = make_report(book, "konsinyasi", rest, TODAY)
        whole = make_report(book, "konsinyasi", Asked(first=date(2026, 1, 1)), TODAY)
        for table, key, names in (
            ("barang", "barang", ("diterima", "terjual", "kembali", "hilang", "dibeli", "hak")),
            ("penitip", "penitip", ("dibeli", "komisi", "hak", "ganti", "dibayar")),
        ):
            parts: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
            for report in (one, two):
                for row in rows_of(report, table):
                    for name in names:
                        parts[row[key]][name] += row[name]
            for row in rows_of(whole, table):
                assert {name: row[name] for name in names} == parts[row[key]]
        ends = {row["penitip"]: row["akhir"] for row in rows_of(one, "penitip")}
        assert ends == {row["penitip"]: row["awal"] for row in rows_of(two, "penitip")}


@slow
@given(shops(), st.integers(0, 60))
def test_a_past_day_stays_as_it_was_told(shop: Shop, count: int) -> None:
    """What is recorded later, and dated later, changes nothing of a day before."""
    early, late = shop.events[:count], shop.events[count:]
    days = [event.date for event in (late or early)]
    last = max(date(2026, 1, 1), min(days, default=TODAY) - timedelta(days=1))
    asked, told = Asked(first=date(2026, 1, 1), last=last), []
    for events in (early, [*early, *late]):
        with book_of(events) as book:
            report = make_report(book, "konsinyasi", asked, TODAY)
            told.append([rows_of(report, name) for name in ("penitip", "barang")])
    assert told[0] == told[1]


@slow
@given(shops())
def test_the_settlement_list_says_what_the_report_says(shop: Shop) -> None:
    with book_of(shop.events) as book:
        scope = scope_of(book, date(2026, 1, 1), TODAY)
        moved = movements(scope)
        for owner in ("ani", "budi"):
            made = settlement(scope, owner)
            trace = rows_of(made, "rincian")
            part = sum((row["hak"] or Decimal(0) for row in trace), Decimal(0))
            paid = sum((row["dibayar"] or Decimal(0) for row in trace), Decimal(0))
            own = [each for each in moved if each.consignor == owner]
            assert part == from_sen(sum(each.part + each.loss for each in own))
            assert part - paid == from_sen(sum(each.owed for each in own))
            assert {row["barang"] for row in rows_of(made, "barang")} <= set(THEIRS)


def test_a_settlement_list_prints_in_every_format_and_knows_its_consignors() -> None:
    with book_of([]) as book:
        scope = scope_of(book, date(2026, 1, 1), TODAY)
        made = settlement(scope, "ani")
        assert all(render(made, layout) for layout in FORMATS)
        with pytest.raises(ConsignorUnknown):
            settlement(scope, "anni")
