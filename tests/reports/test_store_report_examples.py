"""The store's reports of a small hand-made book: as printed, by hand, and what they refuse."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from journal_books import a_book, record_all
from report_books import STAMP, book_of, report
from store_books import event, sale, store

from koperasi_ledger.model.records import Patronage
from koperasi_ledger.reports.errors import NotBalanced, UnknownGrouping
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.render import FORMATS, render
from koperasi_ledger.reports.text_layout import report_text
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.errors import NotRegistered, UnknownMember
from koperasi_ledger.workflows.book import Book

ASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "penjualan": ("penjualan", {}),
    "penjualan-tingkat": ("penjualan", {"by": "tingkat"}),
    "penjualan-bayar": ("penjualan", {"by": "bayar"}),
    "laba-kotor": ("laba-kotor", {}),
    "laba-kotor-unit": ("laba-kotor", {"by": "unit"}),
    "persediaan": ("persediaan", {}),
    "kartu-stok": ("kartu-stok", {}),
    "kartu-stok-beras": ("kartu-stok", {"item": "beras-medium"}),
    "barang-lambat": ("barang-lambat", {"days": 120}),
    "pembelian": ("pembelian", {}),
    "offtake": ("offtake", {}),
    "rekap-kasir": ("rekap-kasir", {}),
    "umur-piutang-toko": ("umur-piutang-toko", {}),
    "umur-utang-pemasok": ("umur-utang-pemasok", {}),
    "jasa-anggota": ("jasa-anggota", {}),
    "jasa-anggota-A-0002": ("jasa-anggota", {"member": "A-0002"}),
}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with book_of(tmp_path_factory.mktemp("toko") / "buku", store()) as book:
        yield book


def rows(made: Report, table: int = 0, style: str = "normal") -> list[dict[str, Any]]:
    found = made.tables[table]
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row.cells, strict=True)) for row in found.rows if row.style == style]


@pytest.mark.parametrize("title", ASKED)
def test_golden_store_report(shop: Book, title: str, golden: Callable[[str, str], None]) -> None:
    name, asked = ASKED[title]
    text = report_text(report(shop, name, **asked))
    golden(f"reports/toko-{title}.teks", re.sub(r"[0-9a-f]{64}", "(sidik jurnal)", text))


@pytest.mark.parametrize("title", ASKED)
@pytest.mark.parametrize("form", FORMATS)
def test_every_store_report_prints_in_every_format(shop: Book, title: str, form: str) -> None:
    name, asked = ASKED[title]
    assert render(report(shop, name, **asked), form)


def test_sales_by_hand(shop: Book) -> None:
    found = {row["kode"]: row for row in rows(report(shop, "penjualan", year=2026))}
    # Sold 100 + 40 + 30 + 50 + 60 kg; three brooms and five litres were reversed.
    assert found["beras-medium"]["banyak"] == 280
    assert found["beras-medium"]["anggota"] == (40 + 30 + 50) * 12_700
    assert found["beras-medium"]["bukan_anggota"] == 160 * 12_500
    # Twelve litres sold, two of last year's six came back from a member.
    assert found["minyak-goreng"]["banyak"] == 10
    assert found["minyak-goreng"]["anggota"] == -35_000
    assert found["sapu"]["jumlah"] == 0


def test_what_came_back_of_last_years_receipt_lowers_this_year(shop: Book) -> None:
    """Last year's SHU may be shared already: what it rests on stays."""
    then = {row["anggota"]: row for row in rows(report(shop, "jasa-anggota", year=2025))}
    assert then["A-0002"]["belanja"] == 6 * 17_500
    now = report(shop, "jasa-anggota", year=2026)
    found = {row["anggota"]: row for row in rows(now)}
    assert found["A-0002"]["belanja"] == 90 * 12_700 - 35_000
    for year, shown in ((2025, then), (2026, found)):
        assert {member: (row["belanja"], row["hasil"]) for member, row in shown.items()} == {
            each.member: (each.sales, each.offtake)
            for each in shop.journal.books().all(Patronage)
            if each.year == year
        }


def test_ages_of_debts_by_hand(shop: Book) -> None:
    asked = {"last": date(2026, 5, 31)}
    (customer, member) = rows(report(shop, "umur-piutang-toko", **asked))
    # 1,250,000 of the pesantren fell due on 16 February.
    assert (customer["kode"], customer["lebih_90_hari"]) == ("pesantren", 1_250_000)
    # 317,500 due on 19 January, less 200,000; 381,000 due on 6 May.
    assert (member["lebih_90_hari"], member["hari_1_30"]) == (117_500, 381_000)
    (supplier,) = rows(report(shop, "umur-utang-pemasok", **asked))
    assert supplier["lebih_90_hari"] == 11_200_000 + 1_860_000 - 60_000 - 9_000_000
    assert supplier["hari_61_90"] == 5_900_000 + 1_950_000 - 590_000  # since 6 March
    due = {row["tagihan"]: row["hari"] for row in rows(report(shop, "umur-utang-pemasok"), 1)}
    assert set(due) == {"BLG-101", "BLG-140"}


def test_an_invoice_is_not_late_on_its_day(shop: Book) -> None:
    found = rows(report(shop, "umur-utang-pemasok", last=date(2026, 3, 6)))[0]
    assert found["belum_jatuh_tempo"] == 5_900_000 + 1_950_000 - 590_000
    after = rows(report(shop, "umur-utang-pemasok", last=date(2026, 3, 7)))[0]
    assert (after["belum_jatuh_tempo"], after["hari_1_30"]) == (None, 7_260_000)


def test_slow_goods_are_those_nobody_bought_for_so_long(shop: Book) -> None:
    found = {row["kode"]: row for row in rows(report(shop, "barang-lambat", days=30))}
    assert "beras-medium" not in found
    assert found["sapu"]["terakhir_terjual"] is None  # its only sale was reversed
    before = {
        row["kode"]: row
        for row in rows(report(shop, "barang-lambat", last=date(2026, 4, 8), days=1))
    }
    assert before["sapu"]["terakhir_terjual"] == date(2026, 4, 6)


def test_offtake_by_hand(shop: Book) -> None:
    made = report(shop, "offtake")
    first, second = rows(made, 2)
    assert (first["bersih"], second["bersih"]) == (500, 200)
    (total,) = rows(made, 0, "total")
    assert (total["nilai"], total["kas"], total["simpanan"]) == (4_490_000, 4_240_000, 250_000)


def test_a_day_with_open_tills_says_what_waits(tmp_path: Path) -> None:
    with book_of(tmp_path / "rekap", store(pembukuan="rekap-harian")) as book:
        made = report(book, "penjualan", last=date(2026, 4, 8))
        proof = made.tables[-1]
        assert "menunggu_rekap" in [column.key for column in proof.columns]
        (total,) = rows(made, 1, "total")
        assert total["menurut_struk"] + total["menunggu_rekap"] == total["buku_besar"]
        assert dict(report(book, "rekap-kasir").facts)["Struk yang menunggu rekap"]
        # It never reached the ledger, so it counts on no day.
        kinds = {row["kode"] for row in rows(made)}
        assert "sapu" not in kinds


def test_what_was_booked_by_hand_is_told_apart(tmp_path: Path) -> None:
    by_hand = event(
        "receipt_recorded",
        "2026-05-05",
        "JUAL-TANGAN",
        via="kas",
        lines=[{"account": "Pendapatan:NonAnggota:Penjualan", "amount": "500000"}],
    )
    with book_of(tmp_path / "tangan", [*store(), by_hand]) as book:
        (total,) = rows(report(book, "penjualan", year=2026), 1, "total")
        assert total["di_luar_toko"] == 500_000
        assert total["menurut_struk"] + total["di_luar_toko"] == total["buku_besar"]


def test_a_receipt_number_used_again_keeps_both_answers(tmp_path: Path) -> None:
    events = [
        *store(),
        event("event_reversed", "2026-11-05", "BALIK-12", target="J-12", reason="Salah harga"),
        sale(12, "2026-11-06", "umum", {"minyak-goreng": 2}, "tunai") | {"ref": "J-12B"},
    ]
    with book_of(tmp_path / "ulang", events) as book:
        for day, kilos in ((date(2026, 11, 4), 280), (date(2026, 11, 5), 220)):
            made = report(book, "laba-kotor", last=day)
            found = {row["kode"]: row["banyak"] for row in rows(made)}
            assert found["beras-medium"] == kilos
        last = report(book, "kartu-stok", item="minyak-goreng")
        assert rows(last)[-1]["keluar"] == 2


def test_postgresql_gives_the_same_reports(
    shop: Book, tmp_path: Path, postgres_book_url: str
) -> None:
    with a_book(tmp_path / "pg", postgres_book_url, create=True) as book:
        record_all(book, store(), STAMP)
        for name, asked in ASKED.values():
            assert report(book, name, **asked).tables == report(shop, name, **asked).tables


@pytest.mark.parametrize(
    ("name", "asked", "refusal"),
    [
        ("penjualan", {"by": "bulan"}, UnknownGrouping),
        ("laba-kotor", {"by": "bayar"}, UnknownGrouping),
        ("kartu-stok", {"item": "bers-medium"}, NotRegistered),
        ("jasa-anggota", {"member": "A-9999"}, UnknownMember),
    ],
)
def test_refusals_of_store_reports(
    shop: Book, name: str, asked: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        report(shop, name, **asked)


@pytest.mark.parametrize(
    "name", ["persediaan", "kartu-stok", "umur-piutang-toko", "umur-utang-pemasok"]
)
def test_what_differs_from_the_ledger_is_not_printed(
    shop: Book, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(Postings, "balance", lambda *_: 1)
    with pytest.raises(NotBalanced):
        report(shop, name)


@pytest.mark.parametrize("name", ["penjualan", "laba-kotor", "rekap-kasir", "jasa-anggota"])
def test_receipts_that_differ_from_their_entries_are_not_printed(
    shop: Book, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from koperasi_ledger.reports import toko_proof  # noqa: PLC0415 - to be broken

    true = toko_proof.legs
    monkeypatch.setattr(
        f"koperasi_ledger.reports.{name.replace('-', '_')}.legs",
        lambda scope: [leg._replace(sen=leg.sen + 1) for leg in true(scope)],
    )
    with pytest.raises(NotBalanced):
        report(shop, name)


def test_shares_of_locations_are_whole_rupiah(shop: Book) -> None:
    for row in rows(report(shop, "persediaan")):
        assert row["nilai"] == row["nilai"].quantize(Decimal(1))
