"""Consignment at the keyboard: from the agreement to the signed list, and our goods elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

from koperasi_ledger.workflows.checking import check_book

pytest_plugins = ["command_line_books"]

POLICY = """
[toko]
[toko.tingkat]
umum = { nama = "Eceran umum" }
[toko.lokasi]
gerai = { nama = "Gerai" }
[toko.golongan]
sembako = "rata-rata"
"""
ON = ("--tanggal", "2026-01-05")
TITIPAN = ("toko", "titipan")


@pytest.fixture
def shop(ok: Run, tmp_path: Path) -> Run:
    """A book with a consignor, 40 packs at a price of theirs, and 100 kg of rice of its own."""
    policy = tmp_path / "toko.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    ok(*TITIPAN, "penitip", "melati", "--nama", "Keripik Melati", *ON)
    ok(*TITIPAN, "barang", "kripik", "--penitip", "melati", "--nama", "Keripik", "--satuan", "pcs",
       "--isi", "dus=20", "--golongan", "sembako", *ON)  # fmt: skip
    ok(*TITIPAN, "syarat", "kripik", "--harga-penitip", "Rp8.500", *ON)
    ok("toko", "barang", "harga", "kripik", "umum", "10000", *ON)
    ok(*TITIPAN, "terima", "melati", "--barang", "kripik=2dus", "--bukti", "ST-1", *ON)
    ok("toko", "pemasok", "bulog", "--nama", "Perum Bulog", *ON)
    ok("toko", "barang", "tambah", "beras", "--nama", "Beras", "--satuan", "kg", "--golongan",
       "sembako", *ON)  # fmt: skip
    ok("toko", "terima", "bulog", "F-1", "--barang", "beras=100kg:Rp1.100.000", *ON)
    ok("toko", "pelanggan", "suka", "--nama", "Warung Suka", "--tempo", "14", *ON)
    return ok


def test_what_is_sold_is_owed_and_paid_in_parts(
    shop: Run, run: Run, events: Callable[[], list[dict[str, Any]]], book: Path
) -> None:
    shop("toko", "jual", "--barang", "kripik=3", *ON)
    ran = shop(*TITIPAN, "bayar", "melati", "20000", "--dari", "kas", *ON)
    assert "masih terutang: Rp5.500" in ran.out
    ran = run(*TITIPAN, "bayar", "melati", "5501", *ON)
    assert ran.code == 1
    assert "melebihi utang kepada penitip melati: Rp5.500" in ran.err
    shop(*TITIPAN, "bayar", "melati", "semua", *ON)
    assert events()[-1]["amount"] == "5500"
    ran = run(*TITIPAN, "bayar", "melati", "semua", *ON)
    assert "Tidak ada yang terutang" in ran.err
    check = check_book(book, pytest.fail)
    assert all(each.passed for each in check.checks)


def test_a_settlement_is_not_recorded_twice_by_accident(shop: Run, run: Run) -> None:
    shop("toko", "jual", "--barang", "kripik=3", *ON)
    shop(*TITIPAN, "bayar", "melati", "1000", *ON)
    assert "sudah ada" in run(*TITIPAN, "bayar", "melati", "1000", *ON).err.lower()
    shop(*TITIPAN, "bayar", "melati", "1000", "--lagi", *ON)


def test_the_list_is_for_people_and_programs(shop: Run) -> None:
    shop("toko", "jual", "--barang", "kripik=3", *ON)
    ran = shop(*TITIPAN, "daftar")
    assert "Keripik Melati (melati): terutang Rp25.500" in ran.out
    assert "Rp8.500 per pcs" in ran.out
    (row,) = json.loads(shop(*TITIPAN, "daftar", "melati", "--json").out)
    assert row["terutang"] == "25500"
    assert row["barang"][0]["sisa"] == "37"


def test_the_settlement_list_ties_and_prints(shop: Run, tmp_path: Path) -> None:
    shop("toko", "jual", "--barang", "kripik=3", *ON)
    period = ("--dari", "2026-01-01", "--sampai", "2026-01-31")
    ran = shop(*TITIPAN, "setoran", "melati", *period)
    assert "Hak penitip atas penjualan : 25.500" in ran.out
    assert "dua puluh lima ribu lima ratus rupiah" in ran.out
    file = tmp_path / "setoran.pdf"
    shop(*TITIPAN, "setoran", "melati", *period, "--keluar", file)
    assert file.read_bytes().startswith(b"%PDF")
    assert "25.500" in shop("laporan", "konsinyasi", "--tahun", "2026").out


def test_what_is_lost_is_borne_as_the_minutes_say(shop: Run, run: Run) -> None:
    minutes = ("--berita-acara", "BA-1", "--disetujui", "Sari", *ON)
    more = run(*TITIPAN, "hitung", "--hitung", "kripik=41", "--ditanggung", "penitip", *minutes)
    assert "menurut buku 40 pcs" in more.err
    shop(*TITIPAN, "hitung", "--hitung", "kripik=38", "--ditanggung", "koperasi", *minutes)
    assert "terutang Rp17.000" in shop(*TITIPAN, "daftar", "melati").out
    shop(*TITIPAN, "hitung", "--hitung", "kripik=35", "--ditanggung", "penitip", *minutes)
    assert "terutang Rp17.000" in shop(*TITIPAN, "daftar", "melati").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("terima", "melatti", "--barang", "kripik=1"), "Maksudnya melati?"),
        (("terima", "melati", "--barang", "beras=1"), "barang koperasi sendiri"),
        (("kembalikan", "melati", "--barang", "kripik=41"), "yang ada 40 pcs"),
        (("bayar", "melati", "1"), "Rp0"),
        (("bayar", "melati", "1", "--ke-simpanan", "sukarela"), "Rp0"),
        (("syarat", "beras", "--komisi", "10"), "barang koperasi sendiri"),
        (("syarat", "kripik", "--komisi", "sepuluh"), "persen"),
        (("setoran", "melatti"), "Penitip melatti belum ada"),
        (("hitung", "--hitung", "kripik", "--ditanggung", "penitip", "--berita-acara", "1",
          "--disetujui", "S"), "tidak terbaca"),
        (("keluar", "suka", "--barang", "kripik=1"), "titipan melati"),
        (("laku", "suka", "--barang", "beras=1kg:13000"), "yang ada 0 kg"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_and_recorded_nowhere(
    shop: Run,
    run: Run,
    events: Callable[[], list[dict[str, Any]]],
    words: tuple[str, ...],
    told: str,
) -> None:
    del shop
    before = len(events())
    day = () if words[0] == "setoran" else ON
    ran = run(*TITIPAN, *words, *day)
    assert ran.code == 1
    assert told in ran.err
    assert len(events()) == before


def test_terms_are_a_price_or_a_commission(shop: Run, run: Run) -> None:
    del shop
    for words in ((), ("--harga-penitip", "1", "--komisi", "1")):
        ran = run(*TITIPAN, "syarat", "kripik", *words, *ON)
        assert ran.code == 2
        assert "salah satu" in ran.err


def test_no_price_on_the_day_means_no_sale(shop: Run, run: Run) -> None:
    shop(*TITIPAN, "barang", "emping", "--penitip", "melati", "--nama", "Emping", "--satuan", "kg",
         "--golongan", "sembako", *ON)  # fmt: skip
    shop(*TITIPAN, "terima", "melati", "--barang", "emping=5kg", *ON)
    shop("toko", "barang", "harga", "emping", "umum", "60000", *ON)
    shop(*TITIPAN, "syarat", "emping", "--komisi", "12.5", "--berlaku", "2026-01-06", *ON)
    assert "syarat titipan emping belum ada" in run("toko", "jual", "--barang", "emping=1", *ON).err
    shop("toko", "jual", "--barang", "emping=0.35kg", "--tanggal", "2026-01-06")
    assert "terutang Rp18.375" in shop(*TITIPAN, "daftar", "melati").out


def test_our_goods_elsewhere_are_ours_until_they_are_sold(shop: Run, run: Run, book: Path) -> None:
    shop(*TITIPAN, "keluar", "suka", "--barang", "beras=50kg", *ON)
    assert "Rp1.100.000" in shop("toko", "stok").out
    ran = shop(*TITIPAN, "laku", "suka", "--barang", "beras=20kg:13000", "--komisi", "26000", *ON)
    assert "menjadi piutang: Rp234.000" in ran.out
    assert "masih di suka 30 kg" in ran.out
    assert run(*TITIPAN, "tarik", "suka", "--barang", "beras=31kg", *ON).code == 1
    shop(*TITIPAN, "tarik", "suka", "--barang", "beras=30kg", *ON)
    assert "Rp880.000" in shop("toko", "stok").out
    check = check_book(book, pytest.fail)
    assert all(each.passed for each in check.checks)


def test_the_voucher_of_a_settlement_names_the_consignor(shop: Run) -> None:
    shop("toko", "jual", "--barang", "kripik=3", *ON)
    shop(*TITIPAN, "bayar", "melati", "semua", "--ref", "BTP-1", *ON)
    ran = shop("kuitansi", "BTP-1")
    assert "Dibayarkan kepada : Keripik Melati" in ran.out
    assert "(Keripik Melati)" in ran.out


def test_stock_says_what_is_not_ours(shop: Run) -> None:
    lines = shop("toko", "stok").out.splitlines()
    (row,) = [line for line in lines if line.startswith("kripik")]
    assert "titipan" in row
    rows = json.loads(shop("toko", "stok", "--json").out)
    assert {row["barang"]: row["penitip"] for row in rows} == {"beras": None, "kripik": "melati"}


def test_stock_elsewhere_can_be_asked_for(shop: Run, run: Run) -> None:
    shop(*TITIPAN, "keluar", "suka", "--barang", "beras=50kg", *ON)
    ran = shop("toko", "stok", "--lokasi", "titip-suka")
    assert "titip-suka=50" in ran.out
    assert "Rp550.000" in ran.out
    assert "tidak ada di kebijakan" in run("toko", "stok", "--lokasi", "titip-budi").err
