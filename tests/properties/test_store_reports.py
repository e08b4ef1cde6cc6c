"""Laws of the store's reports over any store: they add up, tie to the ledger, keep their past."""

import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from book_fold import Fold, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import DAYS, Shop, shops, store_prelude
from streams_tax import tax_terms, taxed_shops

from koperasi_ledger.model.accounts import (
    COST_MEMBERS,
    COST_OTHERS,
    CUSTOMER_DEBTS,
    MEMBER_DEBTS,
    SALES_MEMBERS,
    SALES_OTHERS,
    STOCK,
    SUPPLIER_BILLS,
)
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import (
    Debtor,
    Item,
    OpenTillDays,
    Patronage,
    Stock,
    SupplierBill,
)
from koperasi_ledger.reports.penjualan import GROUPINGS
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope
from koperasi_ledger.reports.toko_debts import payables, receivables
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
TODAY = date(2026, 6, 30)
FIRST = date(2026, 1, 1)
RECAP: dict[str, Any] = {"pembukuan": "rekap-harian"}
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    RECAP,
    {"stok_minus": True, "bulat_hpp": "0.01"},
    RECAP | {"stok_minus": True, "belanja_titipan": "komisi"},
)
REPORTS = (
    "penjualan",
    "laba-kotor",
    "persediaan",
    "kartu-stok",
    "barang-lambat",
    "pembelian",
    "offtake",
    "rekap-kasir",
    "umur-piutang-toko",
    "umur-utang-pemasok",
    "jasa-anggota",
)
ZERO = Decimal(0)
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=8
)
any_day = st.sampled_from([date.fromisoformat(day) for day in DAYS] + [TODAY])


@contextmanager
def book_of(events: Sequence[AnyEvent]) -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings())
        with open_book(folder, pytest.fail, create=True) as book:
            record_events(book, events, NOW)
            yield book
    finally:
        shutil.rmtree(folder)


def recorded(shop: Shop) -> list[AnyEvent]:
    return [event for event, _ in shop.fold.applied]


def rows(report: Report, table: int = 0, style: str = "normal") -> list[dict[str, Any]]:
    found = report.tables[table]
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in found.rows if row.style == style]


def total(report: Report, key: str, table: int = 0) -> Decimal:
    """A total that is the sum of its rows."""
    (last,) = rows(report, table, "total")
    assert last[key] == sum((row[key] or ZERO for row in rows(report, table)), ZERO)
    found: Decimal = last[key]
    return found


def ledger(fold: Fold, *accounts: str, last: date, first: date = date.min) -> Decimal:
    """What the entries of the days hold in the accounts, added up by hand."""
    return sum(
        (
            leg.amount
            for entry in fold.entries()
            if first <= entry.date <= last
            for leg in entry.postings
            if leg.account in accounts
        ),
        ZERO,
    )


def check_day(book: Book, fold: Fold, last: date, first: date) -> None:
    """Every report of a day, against sums over the entries."""
    asked: dict[str, Any] = {"first": first, "last": last}
    revenue = -ledger(fold, SALES_MEMBERS, SALES_OTHERS, **asked)
    cost = ledger(fold, COST_MEMBERS, COST_OTHERS, **asked)
    sold = set()
    for by in GROUPINGS:
        report = make_report(book, "penjualan", Asked(by=by, **asked), TODAY)
        sold.add(total(report, "jumlah"))
        assert total(report, "anggota") + total(report, "bukan_anggota") in sold
        assert total(report, "buku_besar", 1) == revenue
    assert len(sold) == 1
    for by in ("barang", "golongan", "unit"):
        report = make_report(book, "laba-kotor", Asked(by=by, **asked), TODAY)
        assert {total(report, "penjualan")} == sold
        gross = total(report, "laba_kotor")
        assert gross == total(report, "penjualan") - total(report, "harga_pokok")
        assert total(report, "laba_kotor", 1) == gross
        assert total(report, "buku_besar", 2) == revenue
        assert total(report, "buku_besar", 3) == cost
        columns = [column.key for column in report.tables[2].columns]
        if "menunggu_rekap" not in columns and "rekap_dibalik" not in columns:
            assert gross == revenue - cost
    report = make_report(book, "persediaan", Asked(last=last), TODAY)
    assert rows(report, len(report.tables) - 1)[0]["buku_besar"] == ledger(fold, STOCK, last=last)
    card = make_report(book, "kartu-stok", Asked(**asked), TODAY)
    assert total(card, "nilai_akhir") == total(report, "nilai")
    held: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(report):
        held[row["kode"]] += row["banyak"]
    titles = {row["kode"]: row["akhir"] for row in rows(card)}
    for code, count in held.items():
        one = make_report(book, "kartu-stok", Asked(item=code, **asked), TODAY)
        (end,) = rows(one, 0, "total")
        assert end["sisa"] == count == titles.get(code, ZERO)
    owed = make_report(book, "umur-piutang-toko", Asked(last=last), TODAY)
    assert total(owed, "jumlah") == ledger(fold, MEMBER_DEBTS, CUSTOMER_DEBTS, last=last)
    owing = make_report(book, "umur-utang-pemasok", Asked(last=last), TODAY)
    assert total(owing, "jumlah") == -ledger(fold, SUPPLIER_BILLS, last=last)
    till = make_report(book, "rekap-kasir", Asked(**asked), TODAY)
    assert total(till, "jumlah") == total(till, "jumlah", 1)
    for name in ("barang-lambat", "pembelian", "offtake", "jasa-anggota"):
        assert make_report(book, name, Asked(**asked), TODAY).tables


def check_records(book: Book, fold: Fold) -> None:
    """Reports of the newest day, against the records that the rules keep."""
    books = fold.books
    head = book.journal.head()
    postings = Postings(book.journal.database, head.seq)
    scope = Scope(book.journal.books(), postings, head.hash, FIRST, TODAY)
    open_bills = {
        (bill.holder, bill.ref): (bill.due, from_sen(bill.sen)) for bill in receivables(scope)
    }
    assert open_bills == {
        (debtor.holder, ref): (bill.due, bill.remaining)
        for debtor in books.all(Debtor)
        for ref, bill in debtor.bills.items()
    }
    assert {
        (bill.holder, bill.ref): (bill.due, from_sen(bill.sen)) for bill in payables(scope)
    } == {
        (bill.supplier, bill.invoice): (bill.due, bill.remaining)
        for bill in books.all(SupplierBill)
        if bill.remaining
    }
    report = make_report(book, "jasa-anggota", Asked(), TODAY)
    assert {
        row["anggota"]: (row["struk"], row["belanja"], row["hasil"]) for row in rows(report)
    } == {
        each.member: (each.receipts, each.sales, each.offtake)
        for each in books.all(Patronage)
        if each.receipts or each.sales or each.offtake
    }
    for row in rows(report):
        one = make_report(book, "jasa-anggota", Asked(member=row["anggota"]), TODAY)
        (end,) = rows(one, 0, "total")
        assert (end["belanja"], end["hasil"]) == (row["belanja"], row["hasil"])
        receipts = sum((each["belanja"] or ZERO for each in rows(one)), ZERO)
        assert receipts == row["belanja"]
    own = {item.item for item in books.all(Item) if item.consignor is None}
    stocks = [stock for stock in books.all(Stock) if stock.item in own]
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows(make_report(book, "persediaan", Asked(), TODAY)):
        found[row["kode"], "nilai"] += row["nilai"]
        found[row["kode"], "banyak"] += row["banyak"]
    wanted = {(stock.item, "nilai"): stock.value for stock in stocks}
    wanted |= {(stock.item, "banyak"): from_micro(stock.quantity) for stock in stocks}
    assert {key: sum_ for key, sum_ in found.items() if sum_} == {
        key: sum_ for key, sum_ in wanted.items() if sum_
    }


@pytest.mark.parametrize("policy", POLICIES)
@slow
@given(st.data(), any_day, any_day)
def test_reports_of_any_day_add_up_and_tie(
    policy: dict[str, Any], data: st.DataObject, one: date, other: date
) -> None:
    shop = data.draw(shops(**policy))
    with book_of(recorded(shop)) as book:
        check_day(book, shop.fold, max(one, other), min(one, other))
        check_day(book, shop.fold, TODAY, FIRST)
        check_records(book, shop.fold)


@pytest.mark.parametrize("policy", POLICIES[:2])
@slow
@given(st.data(), any_day)
def test_reports_of_a_pkp_add_up_and_tie(
    policy: dict[str, Any], data: st.DataObject, day: date
) -> None:
    patronage = data.draw(st.sampled_from(("tanpa-ppn", "dengan-ppn")))
    shop = data.draw(taxed_shops(tax_terms(jasa_usaha=patronage), **policy))
    with book_of(recorded(shop)) as book:
        check_day(book, shop.fold, day, FIRST)
        check_day(book, shop.fold, TODAY, FIRST)
        check_records(book, shop.fold)


def _told(report: Report) -> list[Any]:
    """What is said: that a recap was undone later stands in the table that leads to the ledger."""
    return [table for table in report.tables if not table.key.startswith("pencocokan")]


@pytest.mark.parametrize("policy", [POLICIES[0], POLICIES[2]])
@slow
@given(st.data(), any_day)
def test_a_past_day_keeps_its_answer(
    policy: dict[str, Any], data: st.DataObject, day: date
) -> None:
    shop = data.draw(shops(**policy))
    events = recorded(shop)
    # What is recorded after the last event of the day or before it is all for later days.
    last = max(place for place, event in enumerate(events) if event.date <= day)
    with book_of(events) as now, book_of(events[: last + 1]) as then:
        for name in REPORTS:
            asked = Asked(first=FIRST, last=day)
            later, before = (
                make_report(now, name, asked, TODAY),
                make_report(then, name, asked, TODAY),
            )
            assert _told(later) == _told(before), name
            assert later.facts == before.facts, name


@slow
@given(shops(reversals=False, **RECAP), any_day)
def test_a_recap_gives_the_same_reports_as_an_entry_for_every_receipt(
    shop: Shop, day: date
) -> None:
    opened = (shop.fold.books.peek(OpenTillDays) or OpenTillDays()).days
    for number, mark in enumerate(opened):
        shop.fold.add(make("till_day_closed", f"c{number}", mark[:10], till=mark[11:]))
    each = [*store_prelude(), *(x for x in shop.events if x.kind != "till_day_closed")]
    with book_of(recorded(shop)) as recap, book_of(each) as single:
        for name in REPORTS:
            for asked in (Asked(first=FIRST, last=day), Asked()):
                made = [make_report(book, name, asked, TODAY) for book in (recap, single)]
                assert made[0].tables == made[1].tables, name
                assert made[0].facts == made[1].facts, name
