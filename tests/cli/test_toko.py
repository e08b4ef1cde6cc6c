"""The store at the keyboard: items, prices, goods in, sales, counts, the stock card."""

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
kredit_anggota = { paling_banyak = "500000", tempo_hari = 30 }
[toko.tingkat]
umum = { nama = "Eceran umum" }
anggota = { nama = "Anggota", hanya_anggota = true }
[toko.lokasi]
gerai = { nama = "Gerai" }
[toko.golongan]
sembako = "rata-rata"
"""
ON = ("--tanggal", "2026-01-05")


@pytest.fixture
def shop(ok: Run, tmp_path: Path) -> Run:
    """A book with one item in stock at one location: 100 kg that cost Rp11.000 each."""
    policy = tmp_path / "toko.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    ok("toko", "barang", "tambah", "beras", "--nama", "Beras medium", "--satuan", "kg",
       "--isi", "karung=50", "--golongan", "sembako", "--barcode", "8990001", *ON)  # fmt: skip
    ok("toko", "barang", "harga", "beras", "umum", "13500", *ON)
    ok("toko", "barang", "harga", "beras", "anggota", "Rp13.000", *ON)
    ok("toko", "pemasok", "bulog", "--nama", "Perum Bulog", "--tempo", "14", *ON)
    ok("toko", "terima", "bulog", "F-001", "--barang", "beras=2karung:Rp1.100.000", *ON)
    return ok


def test_a_sale_at_the_list_price_tells_the_change(
    shop: Run, events: Callable[[], list[dict[str, Any]]]
) -> None:
    ran = shop("toko", "jual", "--barang", "beras=2.5kg", "--tingkat", "umum", "--uang",
               "50000", *ON)  # fmt: skip
    assert "jumlah: Rp33.750" in ran.out
    assert "kembali: Rp16.250" in ran.out
    sale = events()[-1]
    assert sale["lines"] == [
        {"item": "beras", "quantity": "2.5", "unit": "kg", "price": "13500", "amount": "33750",
         "discount": "0"}
    ]  # fmt: skip
    assert sale["payments"] == [{"way": "tunai", "via": "kas", "amount": "33750"}]


def test_the_same_sale_again_is_asked_about(shop: Run, run: Run) -> None:
    sale = ("toko", "jual", "--barang", "beras=1", "--tingkat", "umum", *ON)
    shop(*sale)
    again = run(*sale)
    assert again.code == 1
    assert "--lagi" in again.err
    assert "20260105-2" in shop(*sale, "--lagi").out


def test_credit_of_a_member(shop: Run, run: Run) -> None:
    sale = ("toko", "jual", "--anggota", "a-0001", "--tingkat", "anggota", "--bayar", "kredit", *ON)
    shop(*sale, "--barang", "beras=30")
    ran = run(*sale, "--barang", "beras=9")
    assert ran.code == 1
    assert "plafon Rp500.000" in ran.err


def test_the_card_ends_with_what_is_in_stock_and_the_book_is_proven(shop: Run, book: Path) -> None:
    shop("toko", "jual", "--barang", "beras=2.5", "--tingkat", "umum", *ON)
    shop("toko", "opname", "--hitung", "beras=95", "--rusak", "beras=2", "--berita-acara", "BA-1",
         "--disetujui", "Sari", "--tanggal", "2026-01-06")  # fmt: skip
    shop("balik", "J-20260105-kasir-1-1", "--alasan", "Salah", "--tanggal", "2026-01-07")
    (stock,) = json.loads(shop("toko", "stok", "--json").out)
    assert (stock["banyak"], stock["nilai"], stock["hpp"]) == ("97.5", "1072500", "11000")
    card = json.loads(shop("toko", "kartu", "beras", "--json").out)
    last = card["mutasi"][-1]
    assert (last["sisa"], last["nilai_sisa"]) == (stock["banyak"], stock["nilai"])
    assert [row["banyak"] for row in card["mutasi"]] == ["100", "-2.5", "-2.5", "2.5"]
    assert "Nilai seluruhnya Rp1.072.500." in shop("toko", "stok").out
    assert "Stok opname" in shop("toko", "kartu", "beras").out
    report = check_book(book, pytest.fail)
    assert [check for check in report.checks if not check.passed] == []


def test_items_are_found_by_their_barcode(shop: Run) -> None:
    found = json.loads(shop("toko", "barang", "daftar", "--cari", "8990001", "--json").out)
    assert [item["kode"] for item in found] == ["beras"]
    assert found[0]["isi"] == {"karung": "50"}
    assert "karung=50" in shop("toko", "barang", "daftar").out
    assert "Tidak ada barang" in shop("toko", "barang", "daftar", "--cari", "gula").out


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("jual", "--barang", "beras=1000", "--tingkat", "umum"), "Stok beras di gerai tidak cukup"),
    (("jual", "--barang", "beras 2", "--tingkat", "umum"), "tidak terbaca sebagai barang"),
    (("jual", "--barang", "berass=1", "--tingkat", "umum"), "Maksudnya beras?"),
    (("jual", "--barang", "beras=1karung", "--tingkat", "umum"), "Harga beras per karung"),
    (("jual", "--barang", "beras=1"), "Tingkat harga belum dapat dipilih sendiri"),
    (("jual", "--barang", "beras=1", "--tingkat", "anggota"), "hanya untuk anggota"),
    (("jual", "--barang", "beras=1", "--tingkat", "umum", "--uang", "1"), "Uang Rp1 kurang"),
    (("jual", "--barang", "beras=1", "--tingkat", "umum", "--bayar", "kredit"), "pembelinya"),
    (("terima", "bulog", "F-001", "--barang", "beras=1:1000"), "sudah tercatat"),
    (("terima", "bulogg", "F-2", "--barang", "beras=1:1000"), "Maksudnya bulog?"),
    (("terima", "bulog", "F-2", "--barang", "beras=1"), "tidak terbaca sebagai barang"),
    (("terima", "bulog", "F-2", "--barang", "beras=1:1.000"), "bermakna ganda"),
    (("barang", "tambah", "beras", "--nama", "X", "--satuan", "kg", "--golongan", "sembako"),
     "sudah terdaftar"),
    (("barang", "tambah", "gula", "--nama", "X", "--satuan", "kg", "--golongan", "obat"),
     "Golongan barang obat tidak ada"),
    (("barang", "tambah", "gula", "--nama", "X", "--satuan", "kg", "--golongan", "sembako",
      "--isi", "karung"), "tidak terbaca sebagai barang"),
    (("barang", "harga", "beras", "grosir", "13000"), "Tingkat harga grosir tidak ada"),
    (("barang", "harga", "beras", "umum", "0"), "HARGA"),
    (("opname", "--hitung", "beras=1", "--hitung", "beras=2", "--berita-acara", "B",
      "--disetujui", "S"), "satu kali saja"),
    (("opname", "--hitung", "beras=1", "--berita-acara", "B", "--disetujui", "S", "--lokasi",
      "rumah"), "Lokasi rumah tidak ada"),
    (("kartu", "gula"), "Barang gula belum terdaftar"),
    (("stok", "--lokasi", "rumah"), "Lokasi rumah tidak ada"),
)  # fmt: skip


@pytest.mark.parametrize(("args", "told"), WRONG, ids=lambda value: " ".join(value)[:60])
def test_what_is_wrong_is_told_and_nothing_recorded(
    shop: Run,
    run: Run,
    events: Callable[[], list[dict[str, Any]]],
    args: tuple[str, ...],
    told: str,
) -> None:
    shop("toko", "stok")
    before = events()
    ran = run("toko", *args, *(() if args[0] in {"kartu", "stok"} else ON))
    assert ran.code == 1, ran
    assert told in ran.err
    assert events() == before


def test_a_count_needs_goods(shop: Run, run: Run) -> None:
    shop("toko", "stok")
    ran = run("toko", "opname", "--berita-acara", "B", "--disetujui", "S")
    assert ran.code == 2
    assert "--hitung" in ran.err


def test_without_a_policy_there_is_no_store(run: Run, ok: Run) -> None:
    ran = run("toko", "pemasok", "bulog", "--nama", "Bulog", *ON)
    assert ran.code == 0
    assert "Belum ada stok." in ok("toko", "stok").out
    ran = run("toko", "barang", "tambah", "x", "--nama", "X", "--satuan", "kg", "--golongan", "a",
              *ON)  # fmt: skip
    assert ran.code == 1
    assert "Belum ada kebijakan [toko]" in ran.err
