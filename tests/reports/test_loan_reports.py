"""Reports on loans: proven by the ledger, the same whatever is recorded later, and readable."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from loan_books import lending_book
from report_books import TODAY, book_of, report

from koperasi_ledger.reports.errors import NotBalanced
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.render import FORMATS, render
from koperasi_ledger.reports.text_layout import report_text
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.dates import add_months, last_day
from koperasi_ledger.rules.errors.loans import NoLoanRules
from koperasi_ledger.workflows.book import Book

REPORTS = ("pinjaman", "kolektibilitas", "umur-pinjaman", "agunan", "hapus-buku")
MONTH_ENDS = [last_day(add_months("2025-02", count)) for count in range(21)]


@pytest.fixture(scope="module")
def lent_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("pinjaman") / "buku", lending_book()) as book:
        yield book


def rows(made: Report, table: int = 0) -> list[dict[str, Any]]:
    found = made.tables[table]
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in found.rows]


@pytest.mark.parametrize("name", REPORTS)
def test_golden_loan_report(lent_book: Book, name: str, golden: Callable[[str, str], None]) -> None:
    text = report_text(report(lent_book, name))
    golden(f"reports/pinjam-{name}.teks", re.sub(r"[0-9a-f]{64}", "(sidik jurnal)", text))


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_loan_report_prints_in_every_format(lent_book: Book, name: str, form: str) -> None:
    assert render(report(lent_book, name), form)


def _undone_by(day: date) -> set[str]:
    """What was reversed after the day: a past day is read as it is known now."""
    return {
        event["target"]
        for event in lending_book()
        if event["kind"] == "event_reversed" and event["date"] > day.isoformat()
    }


@pytest.mark.parametrize("day", [*MONTH_ENDS, date(2025, 9, 11), date(2026, 5, 17)])
def test_a_past_day_of_lending_reads_as_it_did_then(
    lent_book: Book, tmp_path: Path, day: date
) -> None:
    """What was recorded later changes nothing: neither balances nor classes nor collateral."""
    undone = _undone_by(day)
    until = [
        event
        for event in lending_book()
        if event["date"] <= day.isoformat() and event["ref"] not in undone
    ]
    with book_of(tmp_path / "dulu", until) as then:
        for name in REPORTS:
            before, now = report(then, name, last=day), report(lent_book, name, last=day)
            for one, other in zip(now.tables, before.tables, strict=True):
                if one.key != "pencocokan" or not undone:
                    assert one == other, name
            assert now.facts == before.facts


def test_what_was_reversed_later_is_told_in_the_proof(lent_book: Book) -> None:
    made = report(lent_book, "pinjaman", last=date(2025, 8, 31))
    (proof,) = [row for row in rows(made, 1) if row["kode"] == "1141"]
    # Of Rp1,000,000: denda Rp378, jasa Rp240,000, and the rest is principal.
    assert proof["dibalik_kemudian"] == Decimal(-759_622)
    assert proof["sisa_pokok"] + proof["dibalik_kemudian"] == proof["buku_besar"]
    assert "Dibalik sesudahnya" in made.notes[-1]


@pytest.mark.parametrize("name", ["pinjaman", "kolektibilitas", "umur-pinjaman", "agunan"])
def test_loans_that_differ_from_the_ledger_are_not_printed(
    lent_book: Book, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Postings, "balance", lambda *_: 1)
    with pytest.raises(NotBalanced):
        report(lent_book, name)


def test_classes_need_a_policy(tmp_path: Path) -> None:
    events = lending_book()
    del events[1]["policy"]["pinjaman"]["kualitas"]
    kept = {"cooperative_founded", "policy_adopted", "cash_account_opened", "member_joined"}
    wanted = [
        event
        for event in events
        if event["kind"] in kept or event["ref"] == "MODAL" or event.get("loan") == "PJ-2025-0002"
    ]
    with book_of(tmp_path / "tanpa", wanted) as book:
        with pytest.raises(NoLoanRules):
            report(book, "kolektibilitas", last=date(2025, 3, 31))
        assert rows(report(book, "pinjaman", last=date(2025, 3, 31)))[0]["mutu"] is None
        # Nothing runs any more: nothing is to be classified.
        assert rows(report(book, "kolektibilitas"))[-1]["banyaknya"] == 0


def test_shares_add_up_to_a_hundred(lent_book: Book) -> None:
    for day in MONTH_ENDS:
        found = rows(report(lent_book, "kolektibilitas", last=day))
        assert sum(row["bagian"] or Decimal(0) for row in found[:-1]) in (Decimal(0), Decimal(100))
        assert sum(row["sisa_pokok"] for row in found[:-1]) == found[-1]["sisa_pokok"]


def test_written_off_claims(lent_book: Book) -> None:
    before = rows(report(lent_book, "hapus-buku", last=date(2026, 3, 30)))
    assert [row["nomor"] for row in before] == [None]
    after = rows(report(lent_book, "hapus-buku", last=date(2026, 7, 1)))[0]
    assert after["pokok"] == Decimal(5_000_000)
    assert after["kembali"] == Decimal(400_000)
    assert after["sisa"] == after["tagihan"] - Decimal(400_000)
    now = rows(report(lent_book, "hapus-buku", last=TODAY))[0]
    assert now["sisa"] == now["tagihan"] - Decimal(650_000)


def test_collateral_keeps_the_value_of_its_day(lent_book: Book) -> None:
    early = rows(report(lent_book, "agunan", last=date(2025, 12, 31)))[0]
    assert (early["nilai"], early["diperhitungkan"]) == (Decimal(15_000_000), Decimal(12_000_000))
    late = rows(report(lent_book, "agunan"))[0]
    assert (late["nilai"], late["diperhitungkan"]) == (Decimal(12_000_000), Decimal(8_400_000))
    assert late["dinilai"] == date(2026, 1, 15)


def test_savings_kept_of_loans_stand_apart_in_the_changes_of_equity(lent_book: Book) -> None:
    made = report(lent_book, "ekuitas")
    closing = rows(made, len(made.tables) - 1)[-1]
    assert closing["simpanan_khusus"]
    for key, account in (
        ("simpanan_wajib", "Ekuitas:SimpananWajib"),
        ("simpanan_khusus", "Ekuitas:SimpananWajibPinjam"),
    ):
        assert closing[key] == -lent_book.journal.balance(account, TODAY)
