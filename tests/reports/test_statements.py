"""Statements say what the ledger says: proven against Beancount's own sums, on random journals."""

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core.data import Transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from random_journals import FIRST, MEMBERS, days, journals
from report_books import TODAY, book_of, founding, line, money, report, small

from koperasi_ledger.model.accounts import LEAVERS, POKOK, SHU_CURRENT, SHU_PRIOR, VOLUNTARY, WAJIB
from koperasi_ledger.reports import catalog
from koperasi_ledger.reports.errors import (
    BeforeBooks,
    DatesReversed,
    MemberNeeded,
    NotBalanced,
    NotYet,
    OptionNotUsed,
    UnknownReport,
    YearAndDates,
)
from koperasi_ledger.reports.json_layout import report_json
from koperasi_ledger.reports.phu import year_earlier
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.text_layout import report_text
from koperasi_ledger.rules.errors import UnknownAccount, UnknownCash, UnknownMember
from koperasi_ledger.workflows.book import Book

OPTIONS: dict[str, dict[str, Any]] = {
    "anggota": {"member": "A-0001"},
    "telusur": {"sought": "Simpanan wajib", "statement": "neraca"},
}
ZERO = Decimal(0)


class Ledger:
    """The printed ledger as Beancount loads it."""

    def __init__(self, folder: Path) -> None:
        entries, errors, _ = loader.load_file(str(folder / "main.beancount"))
        assert not errors
        self.legs = [
            (
                entry.date,
                leg.account,
                (leg.units and leg.units.number) or ZERO,
                (leg.meta or {}).get("anggota"),
            )
            for entry in entries
            if isinstance(entry, Transaction)
            for leg in entry.postings
        ]

    def sums(self, last: date, first: date = date.min) -> dict[str, Decimal]:
        found: defaultdict[str, Decimal] = defaultdict(Decimal)
        for day, account, amount, _ in self.legs:
            if first <= day <= last:
                found[account] += amount
        return found

    def member(self, number: str, account: str, last: date) -> Decimal:
        return sum(
            (
                amount
                for day, name, amount, who in self.legs
                if (name, who) == (account, number) and day <= last
            ),
            ZERO,
        )


def _number(units: Any) -> Decimal:
    assert isinstance(units.number, Decimal)
    return units.number


def tables(book: Book, name: str, **asked: Any) -> list[list[dict[str, Any]]]:
    """The rows of a report's tables as JSON has them; the same each time it is asked for."""
    text = report_json(report(book, name, **asked))
    assert text == report_json(report(book, name, **asked))
    return [table["baris"] for table in json.loads(text)["tabel"]]


def rows(book: Book, name: str, **asked: Any) -> list[dict[str, Any]]:
    return [row for table in tables(book, name, **asked) for row in table]


def traced(found: list[dict[str, Any]], key: str) -> dict[str, Decimal]:
    return {row["telusur"]: Decimal(row[key]) for row in found if row["telusur"]}


def amount(found: list[dict[str, Any]], title: str, key: str = "jumlah") -> Decimal:
    (row,) = [
        row for row in found if title in (row.get("uraian"), row.get("akun"), row.get("nama"))
    ]
    return Decimal(row[key])


@given(journals(), days)
@settings(max_examples=25)
def test_every_figure_is_a_sum_over_the_printed_ledger(
    events: list[dict[str, Any]], day: date
) -> None:
    with tempfile.TemporaryDirectory() as place, book_of(Path(place) / "buku", events) as book:
        ledger = Ledger(book.folder)
        start = date(day.year, 1, 1)
        check_neraca(book, ledger, day, start)
        check_phu(book, ledger, day, start)
        check_neraca_saldo(book, ledger, day, start)
        check_books_of_accounts(book, ledger, day)
        check_savings(book, ledger, day)


def check_neraca(book: Book, ledger: Ledger, day: date, start: date) -> None:
    held = ledger.sums(day)
    found = rows(book, "neraca", last=day)
    results = [name for name in held if name.startswith(("Pendapatan", "Beban"))]
    before = ledger.sums(date(day.year - 1, 12, 31))
    for name, sign in (("Aset", 1), ("Liabilitas", -1), ("Ekuitas", -1)):
        for account, figure in traced(found, "jumlah").items():
            if account.startswith(name) and not account.startswith("Ekuitas:SHU"):
                assert figure == sign * held[account]
    lines = traced(found, "jumlah")
    prior = sum((before[name] for name in results), ZERO)
    current = sum((held[name] for name in results), ZERO) - prior
    assert lines.get(SHU_PRIOR, ZERO) == -held[SHU_PRIOR] - prior
    assert lines[SHU_CURRENT] == -held[SHU_CURRENT] - current
    assets = sum((held[name] for name in held if name.startswith("Aset")), ZERO)
    assert amount(found, "Jumlah aset") == assets
    assert amount(found, "Jumlah liabilitas dan ekuitas") == assets
    if day.year > FIRST.year:
        assert amount(found, "Jumlah aset", "jumlah_lalu") == sum(
            (before[name] for name in before if name.startswith("Aset")), ZERO
        )
    # The year's result is the same on both statements.
    assert amount(rows(book, "phu", first=start, last=day), "Sisa hasil usaha (SHU)") == -current


def check_phu(book: Book, ledger: Ledger, day: date, start: date) -> None:
    moved = ledger.sums(day, start)
    found = rows(book, "phu", last=day)
    lines = traced(found, "jumlah")
    results = {
        name: -figure for name, figure in moved.items() if name.startswith(("Pend", "Beban"))
    }
    assert {name: figure for name, figure in lines.items() if figure and ":" in name} == {
        name: figure for name, figure in results.items() if figure
    }


def check_neraca_saldo(book: Book, ledger: Ledger, day: date, start: date) -> None:
    found = rows(book, "neraca-saldo", last=day)
    held, opening = ledger.sums(day), ledger.sums(date(day.year - 1, 12, 31))
    assert traced(found, "saldo_akhir") == {
        name: held[name] for name in traced(found, "saldo_akhir")
    }
    assert traced(found, "saldo_awal") == {
        name: opening[name] for name in traced(found, "saldo_awal")
    }
    moved = [leg for leg in ledger.legs if start <= leg[0] <= day]
    debit, credit = (
        next(row for row in found if row["akun"] == title)
        for title in ("Jumlah debet", "Jumlah kredit")
    )
    total = sum((leg[2] for leg in moved if leg[2] > 0), ZERO)
    assert Decimal(debit["debet"]) == Decimal(credit["kredit"]) == total
    assert debit["saldo_akhir"] == credit["saldo_akhir"]
    journal = rows(book, "jurnal", last=day)
    if journal:
        assert Decimal(journal[-1]["debet"]) == Decimal(journal[-1]["kredit"]) == total


def check_books_of_accounts(book: Book, ledger: Ledger, day: date) -> None:
    held = ledger.sums(day)
    for own, account in zip(
        tables(book, "kas", last=day), ("Aset:Kas:Utama", "Aset:Bank:BRI"), strict=True
    ):
        assert Decimal(own[-1]["saldo"]) == held[account]
    made = report(book, "buku-besar", last=day)
    for table in made.tables:
        sign = 1 if table.key.startswith(("Aset", "Beban")) else -1
        balance = table.rows[-1].cells[-1]
        assert balance == sign * held[table.key]
        running = [row.cells[-1] for row in table.rows[:-1]]
        assert running[-1] == balance
    assert {name for name in held if held[name]} <= {table.key for table in made.tables}


def check_savings(book: Book, ledger: Ledger, day: date) -> None:
    held = ledger.sums(day)
    found = rows(book, "simpanan", last=day)
    total = found.pop()
    assert Decimal(total["simpanan_pokok"]) == -held[POKOK]
    assert Decimal(total["simpanan_wajib"]) == -held[WAJIB]
    products = sum((Decimal(total[key]) for key in total if key.startswith("produk_")), ZERO)
    assert products == -held[VOLUNTARY]
    assert Decimal(total.get("anggota_keluar", 0)) == -held[LEAVERS]
    accounts = (POKOK, WAJIB, VOLUNTARY, LEAVERS)
    for number in MEMBERS:
        own = -sum((ledger.member(number, account, day) for account in accounts), ZERO)
        (line_,) = [row for row in found if row["nomor"] == number] or [{"jumlah": 0}]
        assert Decimal(line_["jumlah"]) == own
        card = tables(book, "anggota", member=number, last=day)
        assert sum((Decimal(table[-1]["saldo"]) for table in card), ZERO) == own


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("kecil") / "buku", small()) as book:
        yield book


@pytest.mark.parametrize("name", catalog.CATALOG)
def test_golden_text(small_book: Book, name: str, golden: Callable[[str, str], None]) -> None:
    text = report_text(report(small_book, name, **OPTIONS.get(name, {})))
    # The hash covers the events' exact bytes, which this test is not about.
    golden(f"reports/kecil-{name}.teks", re.sub(r"[0-9a-f]{64}", "(sidik jurnal)", text))


@pytest.mark.parametrize("name", catalog.CATALOG)
def test_every_report_carries_journal_cooperative_and_period(small_book: Book, name: str) -> None:
    made = report(small_book, name, **OPTIONS.get(name, {}))
    head = small_book.journal.head()
    assert (made.journal_seq, made.journal_hash) == (head.seq, head.hash)
    assert made.cooperative == "Koperasi Desa Merah Putih Sukamaju"
    assert "November 2026" in made.period
    assert json.loads(report_json(made))["laporan"] == name


@pytest.mark.parametrize("name", [name for name in catalog.CATALOG if name != "bagan-akun"])
@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2026, 5, 4), date(2026, 10, 11)])
def test_a_past_day_reads_as_it_did_then(
    small_book: Book, tmp_path: Path, name: str, day: date
) -> None:
    """What was recorded later changes nothing of a report on an earlier day, arrears included."""
    until = [event for event in small() if event["date"] <= day.isoformat()]
    asked = {"last": day, **OPTIONS.get(name, {})}
    with book_of(tmp_path / "dulu", until) as then:
        before, now = report(then, name, **asked), report(small_book, name, **asked)
    assert now.tables == before.tables
    timeless = {"Status", "Keluar", "Simpanan wajib lunas s.d."}
    assert [item for item in now.facts if item[0] not in timeless] == [
        item for item in before.facts if item[0] not in timeless
    ]


def test_a_report_is_of_one_moment(small_book: Book) -> None:
    """Postings beyond the place where the report began do not count."""
    early = Postings(small_book.journal.database, 20)
    everything = Postings(small_book.journal.database, small_book.journal.head().seq)
    (some,), (all_,) = early.balances(TODAY), everything.balances(TODAY)
    assert some != all_
    assert sum(some.values()) == 0


def test_ksp_lists_by_liquidity_without_a_split(tmp_path: Path) -> None:
    events = founding()
    events[0]["profile"] = "ksp"
    events.append(line("receipt_recorded", "2025-02-01", "R", {"Liabilitas:UtangLPDB": "5000"}))
    with book_of(tmp_path / "ksp", events) as book:
        titles = [row.get("uraian") for row in rows(book, "neraca")]
    assert "Aset lancar" not in titles
    assert "Liabilitas" in titles
    assert "Jumlah aset" in titles


def test_the_first_year_has_no_year_before(tmp_path: Path) -> None:
    with book_of(tmp_path / "baru", founding()) as book:
        assert "jumlah_lalu" not in rows(book, "neraca", last=date(2025, 6, 30))[0]
        assert "jumlah_lalu" not in rows(book, "phu", year=2025)[0]
        assert "jumlah_lalu" in rows(book, "neraca")[0]


def test_an_account_with_an_unusual_code_is_on_the_statement(tmp_path: Path) -> None:
    events = founding()
    events[1]["policy"] = {
        **events[1]["policy"],
        "akun": {
            "tambahan": [
                {"akun": "Aset:Aneh", "kode": "9990", "nama": "Aset aneh"},
                {"akun": "Pendapatan:Aneh", "kode": "9991", "nama": "Pendapatan aneh"},
                {"akun": "Beban:Aneh", "kode": "9992", "nama": "Beban aneh"},
            ]
        },
    }
    events.append(
        line("payment_recorded", "2026-02-01", "P", {"Aset:Aneh": "7000", "Beban:Aneh": "100"})
    )
    events.append(line("receipt_recorded", "2026-02-01", "R", {"Pendapatan:Aneh": "300"}))
    with book_of(tmp_path / "aneh", events) as book:
        assert traced(rows(book, "neraca"), "jumlah")["Aset:Aneh"] == 7000
        assert amount(rows(book, "phu"), "Sisa hasil usaha (SHU)") == 200
        assert amount(rows(book, "neraca"), "SHU tahun berjalan") == 200


def test_a_damaged_book_gives_no_statement(tmp_path: Path) -> None:
    with book_of(tmp_path / "rusak", small()) as book:
        book.journal.database.run("DROP TRIGGER postings_no_update")
        book.journal.database.run("UPDATE postings SET sen = sen + 100 WHERE seq = 8 AND leg = 0")
        for name in ("neraca", "neraca-saldo", "jurnal"):
            with pytest.raises(NotBalanced, match="koperasi periksa"):
                report(book, name, year=2025)


def test_a_sub_ledger_that_differs_is_refused(
    small_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Postings, "balance", lambda *_: 0)
    with pytest.raises(NotBalanced):
        report(small_book, "simpanan")


@pytest.mark.parametrize(
    ("name", "asked", "refusal"),
    [
        ("nerca", {}, UnknownReport),
        ("neraca", {"account": "1110"}, OptionNotUsed),
        ("neraca", {"member": "A-0001"}, OptionNotUsed),
        ("neraca", {"year": 2026, "last": date(2026, 1, 1)}, YearAndDates),
        ("jurnal", {"first": date(2026, 2, 1), "last": date(2026, 1, 1)}, DatesReversed),
        ("jurnal", {"year": 2027}, NotYet),
        ("jurnal", {"first": date(2027, 1, 1), "last": date(2027, 2, 1)}, NotYet),
        ("neraca", {"year": 2024}, BeforeBooks),
        ("buku-besar", {"account": "Kas"}, UnknownAccount),
        ("kas", {"cash": "brii"}, UnknownCash),
        ("anggota", {}, MemberNeeded),
        ("anggota", {"member": "A-9999"}, UnknownMember),
    ],
)
def test_refusals(
    small_book: Book, name: str, asked: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        report(small_book, name, **asked)


def test_accounts_are_asked_for_by_name_or_code(small_book: Book) -> None:
    by_code = report(small_book, "buku-besar", account="1110.01")
    assert by_code == report(small_book, "buku-besar", account="Aset:Kas:Utama")
    assert by_code.tables[0].key == "Aset:Kas:Utama"


@pytest.mark.parametrize("name", ["kas", "buku-besar", "jurnal", "neraca-saldo"])
def test_the_first_year_begins_with_the_books(tmp_path: Path, name: str) -> None:
    events = [{**event, "date": "2026-10-01"} for event in founding()]
    with book_of(tmp_path / "baru", events) as book:
        began = "1 Oktober s.d. 21 November 2026"
        assert report(book, name).period == began
        assert report(book, name, year=2026).period == began
        assert (
            report(book, name, last=date(2026, 10, 31)).period == "1 Oktober s.d. 31 Oktober 2026"
        )
        # What was asked for in so many words stays, and so does a year without books.
        asked = report(book, name, first=date(2026, 9, 1), last=date(2026, 10, 31))
        assert asked.period == "1 September s.d. 31 Oktober 2026"
        with pytest.raises(BeforeBooks):
            report(book, name, year=2025)


def test_later_years_begin_in_january(small_book: Book) -> None:
    assert report(small_book, "kas", year=2026).period == "1 Januari s.d. 21 November 2026"
    assert report(small_book, "kas", year=2025).period == "2 Januari s.d. 31 Desember 2025"


def test_an_unidentified_bank_line_says_what_the_bank_said(tmp_path: Path) -> None:
    texts = {"receipt": 'TRSF "NUR" {FIKTIF}', "payment": "ADM / LAIN"}
    events = founding() + [
        {
            "kind": f"bank_{kind}_unidentified",
            "date": "2026-10-09",
            "ref": f"BANK-bri/2026-10-09/ab12cd34ef56/{place}",
            "account": "bri",
            "amount": "75000",
            "bank_ref": f"bri/2026-10-09/ab12cd34ef56/{place}",
            "text": texts[kind],
        }
        for place, kind in enumerate(texts, 1)
    ]
    said = {
        'Penerimaan bank belum dikenali: TRSF "NUR" {FIKTIF}',
        "Pengeluaran bank belum dikenali: ADM / LAIN",
    }
    with book_of(tmp_path / "bank", events) as book:
        for name in ("kas", "buku-besar"):
            assert said <= {row["uraian"] for row in rows(book, name, year=2026)}
        assert said <= {row["akun"] for row in rows(book, "jurnal", year=2026)}
        printed = (book.folder / "2026" / "2026-10.beancount").read_text(encoding="utf-8")
        assert "belum dikenali" in printed
        assert "FIKTIF" not in printed


def test_days_to_come_are_left_out_and_it_says_so(small_book: Book) -> None:
    made = report(small_book, "neraca", year=2026)
    assert made.period == "per 21 November 2026"
    assert "hari ini, 21 November 2026" in made.notes[0]
    assert report(small_book, "neraca", year=2025).notes[0].startswith("SHU tahun berjalan")


def test_nik_is_masked_on_the_card(small_book: Book) -> None:
    text = report_json(report(small_book, "anggota", member="A-0001"))
    assert "3201010101800001" not in text
    assert "0001" in text


@given(st.dates(date(1901, 1, 1)))
def test_a_year_earlier(day: date) -> None:
    before = year_earlier(day)
    assert before.year == day.year - 1
    assert before.month == day.month
    assert before.day in (day.day, 29) or (day.day == 29 and before.day == 28)


def test_late_payments_do_not_hide_arrears_of_a_leaver(tmp_path: Path) -> None:
    """Leaving moves simpanan wajib too; it is no payment of dues."""
    events = [event for event in small() if event["date"] <= "2026-10-05"]
    events.append(money("simpanan_wajib_paid", "2026-11-01", "SW-LATE", "340000", member="A-0001"))
    with book_of(tmp_path / "buku", events) as book:
        found = rows(book, "simpanan", last=date(2026, 10, 4))
    owed = {row["nomor"]: row["tunggakan_wajib"] for row in found if row["nomor"]}
    # 22 months due by October 2026, 6 paid; A-0003 joined in March 2025 and left a day later.
    assert owed["A-0001"] == "320000"
    assert owed["A-0003"] == "280000"


def test_a_payment_taken_back_later_still_counted_then(tmp_path: Path) -> None:
    """On a day between a payment of dues and its reversal the months were paid."""
    events = small()
    events.append(money("simpanan_wajib_paid", "2026-10-20", "SW-X", "340000", member="A-0001"))
    undo = {"kind": "event_reversed", "date": "2026-11-10", "ref": "BALIK-X", "target": "SW-X"}
    events.append({**undo, "reason": "uang palsu"})
    with book_of(tmp_path / "buku", events) as book:
        owed = [
            {row["nomor"]: row["tunggakan_wajib"] for row in rows(book, "simpanan", last=day)}
            for day in (date(2026, 10, 19), date(2026, 10, 31), date(2026, 11, 21))
        ]
    assert [found["A-0001"] for found in owed] == ["320000", "0", "340000"]
