"""Agency work and aid in a real book: the journal keeps what a fold gives, and reports prove it."""

import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from book_fold import founded, joined
from hypothesis import HealthCheck, given, settings
from streams_agency import Office, first_office, offices

from koperasi_ledger.model.accounts import AID_DUES, AID_STOCK
from koperasi_ledger.model.policy.shu import ShuBase
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import AidBeneficiary, AidStock, Reversal
from koperasi_ledger.model.records.agency import AgencyAccount
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.shu_bases import base_sizes
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book, Settings, write_settings
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report

NOW = Stamp("bendahara", datetime(2026, 7, 1, 3, 0, tzinfo=UTC))
LAST = date(2026, 6, 30)
slow = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=15
)


@contextmanager
def book_of(office: Office, database: str = "jurnal.db") -> Iterator[Book]:
    folder = Path(tempfile.mkdtemp(prefix="koperasi-uji-"))
    try:
        write_settings(folder, Settings(database=database))
        with open_book(folder, pytest.fail, create=True) as book:
            before = [*founded(), joined("A-1"), joined("A-2"), *first_office()]
            record_events(book, [*before, *office.events], NOW)
            yield book
    finally:
        shutil.rmtree(folder)


def rows(report: Report, key: str) -> list[dict[str, Any]]:
    """The rows of a table that are no totals, by column."""
    (table,) = [each for each in report.tables if each.key == key]
    names = [column.key for column in table.columns]
    plain = [row for row in table.rows if row.style == "normal"]
    return [dict(zip(names, row.cells, strict=True)) for row in plain]


@slow
@given(offices())
def test_the_journal_keeps_what_a_fold_gives_and_reports_add_up_to_it(office: Office) -> None:
    with book_of(office) as book:
        stored = {
            (kind, key): body
            for kind, key, body in book.journal.database.rows("SELECT kind, id, body FROM records")
        }
        assert stored == {key: each.stored() for key, each in office.fold.books.records().items()}
        agency = make_report(book, "keagenan", Asked(), LAST)
        aid = make_report(book, "bantuan", Asked(), LAST)
        base = ShuBase.model_validate({"dihitung": ("fee_keagenan",)})
        postings = Postings(book.journal.database, book.journal.head().seq)
        shares = base_sizes(book.journal.books(), postings, base, 2026)
    earned: dict[str, Decimal] = {}
    for event in office.events:
        if event.kind == "agency_recorded" and not office.fold.books.peek(Reversal, event.ref):
            for line in getattr(event, "lines", ()):
                if line.member is not None:
                    earned[line.member] = earned.get(line.member, Decimal(0)) + line.net
    assert shares == {member: fees for member, fees in earned.items() if fees}
    _check_agency(office, agency)
    _check_aid(office, aid)


def _check_agency(office: Office, report: Report) -> None:
    for row in rows(report, "saldo"):
        account = office.fold.books.peek(AgencyAccount, row["prinsipal"])
        assert account is not None
        assert row["akhir"] == account.balance
        names = ("awal", "isi", "tarik", "transaksi", "fee", "selisih")
        assert sum(row[name] for name in names) == row["akhir"]
        assert row["dicocokkan"] == account.reconciled
    services = rows(report, "layanan")
    standing = [
        event
        for event in office.events
        if event.kind == "agency_recorded" and not office.fold.books.peek(Reversal, event.ref)
    ]
    lines = [line for event in standing for line in getattr(event, "lines", ())]
    zero = Decimal(0)
    assert sum(row["transaksi"] for row in services) == sum(line.count for line in lines)
    assert sum((row["nominal"] for row in services), zero) == sum(
        (line.nominal for line in lines), zero
    )
    fees = {row["layanan"]: row["fee"] for row in services}
    for key in {line.service for line in lines}:
        assert fees[key] == sum((line.net for line in lines if line.service == key), zero)


def _check_aid(office: Office, report: Report) -> None:
    left: dict[str, Decimal] = {}
    for row in rows(report, "barang"):
        gone = row["disalurkan"] + row["susut"] + row["dikembalikan"]
        assert row["diterima"] + row["dipindah"] - gone == row["sisa"]
        key = f"{row['program']}:{row['barang']}"
        left[key] = left.get(key, Decimal(0)) + row["sisa"]
    stocks = office.fold.books.all(AidStock)
    assert left == {each.key: from_micro(each.quantity) for each in stocks if each.key in left}
    assert all(each.key in left or not each.quantity for each in stocks)
    balances = office.fold.balances()
    values = rows(report, "nilai")
    zero = Decimal(0)
    assert sum((row["liabilitas"] for row in values), zero) == -balances.get(AID_DUES, zero)
    assert sum((row["persediaan"] for row in values), zero) == balances.get(AID_STOCK, zero)
    waiting = {(row["program"], row["nomor"], row["barang"]) for row in rows(report, "belum")}
    assert waiting == {
        (person.programme, person.beneficiary, item)
        for person in office.fold.books.all(AidBeneficiary)
        for item, allotted in person.allotted.items()
        if allotted > person.taken(item)
    }


@slow
@given(offices())
def test_a_report_of_a_past_day_says_what_stood_then(office: Office) -> None:
    """What is dated later does not change it, a reversal of later no more than anything else."""
    day = date(2026, 2, 15)
    undone = {
        getattr(event, "target", "")
        for event in office.events
        if event.kind == "event_reversed" and event.date <= day
    }
    with book_of(office) as book:
        aid = make_report(book, "bantuan", Asked(last=day), LAST)
        agency = make_report(book, "keagenan", Asked(last=day), LAST)
    stood: list[Any] = [e for e in office.events if e.date <= day and e.ref not in undone]
    expected: dict[tuple[str, str, str], Decimal] = {}
    for event in stood:
        for line in event.lines if event.kind == "aid_received" else ():
            key = (event.programme, line.item, event.location)
            expected[key] = expected.get(key, Decimal(0)) + line.quantity
    shown = {
        (row["program"], row["barang"], row["lokasi"]): row["diterima"]
        for row in rows(aid, "barang")
        if row["barang"] != "uang" and row["diterima"]
    }
    closed = {row["program"] for row in rows(aid, "program")}
    assert shown == {key: sums for key, sums in expected.items() if key[0] in closed}
    count = sum(
        line.count for event in stood if event.kind == "agency_recorded" for line in event.lines
    )
    assert sum(row["transaksi"] for row in rows(agency, "layanan")) == count


def test_every_check_passes_on_a_book_with_agency_and_aid() -> None:
    office = Office(random.Random(11).choice)  # noqa: S311 - a test's dice
    for _ in range(150):
        office.next()
    with book_of(office) as book:
        report = check_book(book.folder, pytest.fail)
    assert [check for check in report.checks if not check.passed] == []
    names = {check.name for check in report.checks}
    assert {"keagenan = akun kendali", "bantuan = akun kendali"} <= names


def test_both_databases_tell_the_same(postgres_book_url: str) -> None:
    office = Office(random.Random(5).choice)  # noqa: S311 - a test's dice
    for _ in range(80):
        office.next()
    told = []
    for database in ("jurnal.db", postgres_book_url):
        with book_of(office, database) as book:
            reports = [make_report(book, name, Asked(), LAST) for name in ("keagenan", "bantuan")]
            told.append([report.tables for report in reports])
    assert told[0] == told[1]
