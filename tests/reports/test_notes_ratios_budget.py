"""Notes, ratios and the budget: they come to what the statements say, over random journals."""

import json
import tempfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_journals import days, journals
from report_books import STAMP, book_of, founding, report
from statement_books import scope_of, sens

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.reports.anggaran import lines_of, version_at
from koperasi_ledger.reports.calk_notes import Note, notes_of
from koperasi_ledger.reports.errors import NotBalanced
from koperasi_ledger.reports.measures import measures
from koperasi_ledger.reports.neraca import position_statement
from koperasi_ledger.reports.phu import result_statement, spans
from koperasi_ledger.reports.rasio import RATIOS
from koperasi_ledger.reports.result_forms import FORMS
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.health import half_up
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import record_text

slow = settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
BUDGET = {
    "kind": "budget_adopted",
    "date": "2026-11-20",
    "ref": "ANGGARAN-2026",
    "year": 2026,
    "decision": "RAT 2026 No. 4",
    "lines": [
        {"account": "Beban:Usaha:AdministrasiUmum", "amount": "2400000"},
        {"account": "Pendapatan:Lain:NonOperasional", "amount": "5000000"},
        {"account": "Ekuitas:SimpananWajib", "amount": "1000000"},
    ],
    "plan": ["Menambah anggota"],
}


def check_notes(scope: Scope) -> list[Note]:
    """The notes of each section add up to the sums of the statements, in both columns."""
    columns = measures(scope)
    notes = notes_of(scope, columns)
    position, result = position_statement(scope), result_statement(scope)
    for place in range(len(position.columns)):
        sums = dict.fromkeys(("I", "II", "III"), 0)
        for note in notes:
            assert tuple(map(sum, zip(*(p.amounts for p in note.parts), strict=True))) in (
                note.totals,
                (),
            )
            if note.section in sums:
                sums[note.section] += note.totals[place]
        printed = sens(position, place)
        assert sums["I"] == printed["jumlah_aset"]
        assert sums["II"] + sums["III"] == printed["jumlah_liabilitas_ekuitas"]
    for place in range(len(result.columns)):
        shu = 0
        for note in notes:
            if note.section in ("IV", "V"):
                root = columns[0].accounts(note.key)[0].partition(":")[0]
                shu += note.totals[place] * (1 if root == "Pendapatan" else -1)
        assert shu == sens(result, place)["shu"]
    numbers = [note.number for note in notes]
    assert len(numbers) == len(set(numbers))
    return notes


@slow
@given(journals(), days, st.sampled_from(sorted(FORMS)))
def test_every_note_comes_to_its_line(events: list[dict[str, Any]], day: date, form: str) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        check_notes(scope_of(book, last=day, form=form))
        made = report(book, "calk", last=day)
        assert len({table.key for table in made.tables}) == len(made.tables)


@pytest.mark.parametrize("position", ["lancar", "likuiditas", "emkm"])
@pytest.mark.parametrize("detail", ["akun", "pos"])
def test_notes_follow_every_layout(
    tmp_path: Path, village: list[dict[str, Any]], position: str, detail: str
) -> None:
    events = [dict(event) for event in village]
    policy = {**events[1]["policy"], "laporan": {"posisi_keuangan": position, "rincian": detail}}
    events[1] = {**events[1], "policy": policy}
    with book_of(tmp_path / "buku", events) as book:
        assert check_notes(scope_of(book, year=2026))


@pytest.fixture
def village() -> list[dict[str, Any]]:
    debits = {
        "Aset:Tetap:Inventaris": "4000000",
        "Beban:Usaha:TenagaKerja": "1500000",
        "Beban:Lain:NonOperasional": "250000",
    }
    owed = {
        "Pendapatan:Lain:NonOperasional": "750000",
        "Liabilitas:BebanMasihHarusDibayar": "2000000",
        "Ekuitas:Hibah": "3000000",
    }
    lines = [{"account": name, "debit": amount} for name, amount in debits.items()]
    lines += [{"account": name, "credit": amount} for name, amount in owed.items()]
    told = {"kind": "journal_adjusted", "date": "2026-02-10", "ref": "JP-1", "reason": "contoh"}
    return [*founding(), {**told, "lines": lines}]


def test_a_note_that_differs_from_its_line_is_refused(
    tmp_path: Path, village: list[dict[str, Any]]
) -> None:
    with book_of(tmp_path / "buku", village) as book:
        scope = scope_of(book, year=2026)
        columns = measures(scope)
        wrong = {**columns[0].moved, "Beban:Usaha:TenagaKerja": 1}
        with pytest.raises(NotBalanced, match=r"Catatan V\.1"):
            notes_of(scope, [replace(columns[0], moved=wrong), *columns[1:]])


@slow
@given(journals(), days)
def test_a_ratio_is_the_quotient_of_the_printed_figures(
    events: list[dict[str, Any]], day: date
) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        made = report(book, "rasio", last=day)
        scope = scope_of(book, last=day)
        for ratio, row in zip(RATIOS, made.tables[0].rows, strict=True):
            part, whole, result = row.cells[1:4]
            assert isinstance(part, Decimal)
            assert isinstance(whole, Decimal)
            assert isinstance(result, str)
            if whole <= 0:
                assert result.startswith("- (penyebut")
                continue
            whole_year = (scope.first.month, scope.last.month, scope.last.day) == (1, 12, 31)
            span = 365 if whole_year else (scope.last - scope.first).days + 1
            factor = {"%": 100, "kali": 1, "hari": span}[ratio.unit]
            exact = Fraction(part) / Fraction(whole) * factor
            number, unit = result.split()
            assert Decimal(number.replace(".", "").replace(",", ".")) == half_up(exact)
            assert unit == ratio.unit


def _budget_report(book: Book, **asked: Any) -> Report:
    record_text(book, [json.dumps(BUDGET)], "uji", STAMP)
    return report(book, "anggaran", **asked)


@slow
@given(journals())
def test_the_lines_of_a_budget_add_up_and_end_in_the_shu(events: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        made = _budget_report(book, year=2026)
        scope = scope_of(book, year=2026)
        shu = next(row for row in made.tables[0].rows if row.cells[1] == "Sisa hasil usaha (SHU)")
        assert to_sen(shu.cells[3]) == sens(result_statement(scope))["shu"]  # type: ignore[arg-type]
        lines = lines_of(scope, version_at(scope, 2026, scope.last), None)
        for row in made.tables[0].rows:
            if isinstance(row.cells[2], Decimal):
                assert row.cells[4] == row.cells[3] - row.cells[2]  # type: ignore[operator]
        assert sum(line.budget for line in lines.values()) == 840_000_000
        assert len(spans(scope)) >= 1
