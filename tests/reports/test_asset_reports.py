"""Buku inventaris over random yards: it adds up, is the ledger's, and keeps its past."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from asset_books import ZERO, Yard, asset_book, bought
from book_fold import make
from report_books import book_of, report

from koperasi_ledger.model.events import AnyEvent, canonical
from koperasi_ledger.reports.json_layout import report_json
from koperasi_ledger.reports.pdf_layout import report_pdf
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book

SEEDS = (12, 81, 89, 126)
FIRST, LAST = date(2026, 5, 1), date(2026, 10, 31)


def recorded(events: list[AnyEvent]) -> list[dict[str, Any]]:
    return [json.loads(canonical(event)) for event in events]


def up_to(seed: int, day: date = date(2026, 11, 21)) -> list[AnyEvent]:
    """What stands of a yard's events up to a day, in the order of the journal."""
    yard = Yard(seed).run(70)
    standing = {event.ref for event in yard.standing()}
    return [event for event, _ in yard.fold.applied if event.ref in standing and event.date <= day]


@pytest.fixture(params=SEEDS, scope="module")
def yard(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Book]:
    folder = tmp_path_factory.mktemp(f"aset-{request.param}") / "buku"
    events = up_to(request.param)
    kinds = {event.kind for event in events}
    assert {"asset_depreciated", "asset_sold", "asset_taken_over"} <= kinds
    with book_of(folder, recorded(events)) as book:
        yield book


def tables(book: Book, **asked: Any) -> dict[str, list[dict[str, Any]]]:
    made = json.loads(report_json(report(book, "inventaris", **asked)))
    return {table["kunci"]: table["baris"] for table in made["tabel"]}


def amount(row: dict[str, Any], key: str) -> Decimal:
    return Decimal(row[key] or "0")


def test_every_line_is_begin_and_movement_and_the_total_is_the_neracas(yard: Book) -> None:
    found = tables(yard, first=FIRST, last=LAST)
    rows = found["mutasi"]
    for row in rows:
        cost = amount(row, "awal") + amount(row, "tambah") - amount(row, "kurang")
        worn = amount(row, "susut_awal") + amount(row, "susut_tambah") - amount(row, "susut_kurang")
        assert cost == amount(row, "akhir")
        assert worn == amount(row, "susut_akhir")
        assert cost - worn == amount(row, "nilai_buku")
    *parts, total = rows
    for key in ("awal", "akhir", "susut_akhir", "nilai_buku"):
        assert sum((amount(row, key) for row in parts), ZERO) == amount(total, key)
    postings = Postings(yard.journal.database, yard.journal.head().seq)
    chart = yard.journal.books().chart()
    held = postings.balances(LAST)[0]
    fixed = sum(sen for name, sen in held.items() if chart[name].code.startswith(("13", "142")))
    assert amount(total, "nilai_buku") == Decimal(fixed) / 100


def test_the_list_is_the_movement_table_asset_by_asset(yard: Book) -> None:
    found = tables(yard, first=FIRST, last=LAST)
    listed = [row for row in found["aset"] if row["nomor"]]
    registered = [row for row in found["mutasi"][:-1] if row["golongan"][:5] != "Belum"]
    for mine, theirs in (("harga", "akhir"), ("akumulasi", "susut_akhir")):
        assert sum((amount(row, mine) for row in listed), ZERO) == sum(
            (amount(row, theirs) for row in registered), ZERO
        )
    assert all(row["buah"] > 0 for row in listed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_past_day_reads_as_it_did_then(seed: int, tmp_path: Path) -> None:
    day = date(2026, 6, 20)
    with (
        book_of(tmp_path / "kini", recorded(up_to(seed))) as now,
        book_of(tmp_path / "dulu", recorded(up_to(seed, day))) as then,
    ):
        for name in ("inventaris", "buku-inventaris"):
            assert report(now, name, last=day).tables == report(then, name, last=day).tables


def test_the_book_passes_every_check_and_is_printed(yard: Book) -> None:
    checked = check_book(yard.folder, print)
    assert [check for check in checked.checks if not check.passed and not check.skipped] == []
    assert report_pdf(report(yard, "buku16")).startswith(b"%PDF")


def test_what_was_reversed_later_keeps_its_name_on_a_past_day(tmp_path: Path) -> None:
    gone = make("event_reversed", "B", "2026-06-04", target="BELI-A-8", reason="keliru")
    events = [event for event, _ in asset_book().applied]
    events += [bought("A-8", "2026-05-02", "2000000", place="Gerai"), gone]
    with book_of(tmp_path / "buku", recorded(events)) as book:
        (row,) = [row for row in tables(book, last=date(2026, 5, 31))["aset"] if row["nomor"]]
        assert (row["nama"], row["buah"]) == ("Barang A-8 (dibalik kemudian)", 1)
        assert not [row for row in tables(book)["aset"] if row["nomor"]]
