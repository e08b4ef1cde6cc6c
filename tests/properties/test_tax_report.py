"""The report of taxes: tied to the ledger on any day, blind to what comes later."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_tax import TaxedShop, tax_prelude, tax_terms, taxed_shops

from koperasi_ledger.model.accounts import TURNOVER_TAX, VAT_CARRIED, VAT_DUE
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book, Settings, make_folder, opened, write_settings
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report

LATER = Stamp("uji", datetime(2060, 1, 1, tzinfo=UTC))
TODAY = date(2059, 12, 31)
START = date(2026, 1, 31)
_ZERO = Decimal(0)


@contextmanager
def recorded(events: list[AnyEvent]) -> Iterator[Book]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "buku"
        make_folder(folder)
        write_settings(folder, Settings())
        with opened(folder, print, create=True) as book:
            record_events(book, events, LATER)
            yield book


def rows_of(report: Report, key: str) -> dict[str, dict[str, Any]]:
    """The rows of a table by their first cell (`Jumlah`: the totals)."""
    for table in report.tables:
        if table.key == key:
            keys = [column.key for column in table.columns]
            return {
                str(row.cells[0]): dict(zip(keys, row.cells, strict=True)) for row in table.rows
            }
    return {}


def without_place(report: Report) -> tuple[Any, ...]:
    """What a report says, but for the place of the journal it was made at."""
    return report.tables, report.facts, report.notes


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(taxed_shops(tax_terms()), st.lists(st.integers(0, 140), min_size=1, max_size=3))
def test_the_taxes_of_any_day_are_those_of_the_ledger(shop: TaxedShop, offsets: list[int]) -> None:
    with recorded([*tax_prelude(tax_terms()), *shop.events]) as book:
        for offset in offsets:
            day = START + timedelta(days=offset)
            report = make_report(book, "pajak", Asked(last=day), TODAY)
            ledger = {name: shop.fold.balance(name, day) for name in (VAT_DUE, TURNOVER_TAX)}
            vat, final = rows_of(report, "ppn"), rows_of(report, "pph_final")
            owed = sum((x["belum_disetor"] for m, x in vat.items() if m != "Jumlah"), _ZERO)
            assert owed == -ledger[VAT_DUE]
            left = sum((x["belum_disetor"] for m, x in final.items() if m != "Jumlah"), _ZERO)
            assert left == -ledger[TURNOVER_TAX]
            _check_months(shop, vat, final, day)
            total = rows_of(report, "terutang")["None"]
            assert total["lebih"] == shop.fold.balance(VAT_CARRIED, day)


def _check_months(shop: TaxedShop, vat: dict[str, Any], final: dict[str, Any], day: date) -> None:
    """Turnover by month is what the accounts earned; the ways of a month's PPN add up."""
    for month, row in final.items():
        earned = -sum(
            leg.amount
            for entry in shop.fold.entries()
            for leg in entry.postings
            if entry.date <= day
            and f"{entry.date:%Y-%m}" == month
            and leg.account.startswith(("Pendapatan:Anggota:", "Pendapatan:NonAnggota:"))
        )
        if month != "Jumlah":
            assert row["omzet"] == earned
    for row in vat.values():
        assert row["kurang_bayar"] - row["disetor"] == row["belum_disetor"]


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(taxed_shops(tax_terms(), reversals=False), st.integers(20, 120))
def test_what_comes_later_changes_nothing_of_a_past_day(shop: TaxedShop, offset: int) -> None:
    day = START + timedelta(days=offset)
    asked = Asked(last=day)
    prelude = tax_prelude(tax_terms())
    with recorded([*prelude, *shop.events]) as book:
        now = make_report(book, "pajak", asked, TODAY)
    until = [event for event in shop.events if event.date <= day]
    try:
        with recorded([*prelude, *until]) as book:
            then = make_report(book, "pajak", asked, TODAY)
    except Refusal:
        return  # an event dated back stands on what is left out here
    assert without_place(then) == without_place(now)
