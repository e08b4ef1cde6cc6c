"""Cash and banks at the command line: receipts, payments, transfers, adjustments, accounts."""

from collections.abc import Callable
from typing import Any

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

Events = Callable[[], list[dict[str, Any]]]
JAN5 = ("--tanggal", "2026-01-05")


def test_receipt_of_several_accounts(ok: Run, events: Events) -> None:
    told = ok("kas", "terima", "500000", "--rinci", "4310=300000", "--rinci",
              "Pendapatan:NonAnggota:Penjualan=Rp200.000", "--unit", "toko", "--dari", "Pembeli",
              "--ke", "bri", *JAN5).out  # fmt: skip
    assert "Penerimaan kas/bank Rp500.000" in told
    assert "saldo bri: Rp500.000" in told
    assert "koperasi kuitansi BKM-20260105-1" in told
    assert events()[-1] == {
        "kind": "receipt_recorded",
        "ref": "BKM-20260105-1",
        "date": "2026-01-05",
        "via": "bri",
        "unit": "toko",
        "counterparty": "Pembeli",
        "lines": [
            {"account": "Pendapatan:Anggota:Penjualan", "amount": "300000"},
            {"account": "Pendapatan:NonAnggota:Penjualan", "amount": "200000"},
        ],
    }


def test_two_payments_that_differ_in_what_they_are_for(ok: Run) -> None:
    pay = ("kas", "bayar", "50000", "--akun", "6115", *JAN5)
    ok(*pay, "--untuk", "Kertas")
    told = ok(*pay, "--untuk", "Tinta").out
    assert "saldo kas: -Rp100.000" in told
    assert "Perhatian: saldo kas menjadi di bawah nol." in told


@pytest.mark.parametrize("name", ["6113", "Beban:Usaha:ListrikAir", "ListrikAir", "listrikair"])
def test_an_account_by_name_code_or_ending(ok: Run, events: Events, name: str) -> None:
    ok("kas", "bayar", "50000", "--akun", name, *JAN5)
    assert events()[-1]["lines"][0]["account"] == "Beban:Usaha:ListrikAir"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("terima", "50000", "--akun", "listrk"), "Maksudnya Beban:Usaha:ListrikAir?"),
        (("terima", "50000", "--akun", "9999"), "Akun 9999 tidak ada"),
        (("terima", "50000", "--akun", "Penjualan"), "bermakna ganda: Pendapatan:Anggota"),
        (("terima", "50000", "--akun", "3110"), "akun kontrol"),
        (("terima", "50000", "--rinci", "4310=30000"), "berbeda dari jumlah rinciannya, Rp30.000"),
        (("terima", "50000", "--rinci", "4310"), "'4310' bukan AKUN=JUMLAH."),
        (("terima", "50000", "--rinci", "4310=x"), "--rinci: 'x' tidak terbaca"),
        (("bayar", "50000", "--akun", "6113", "--dari", "laci"), "Kas/bank laci tidak ada"),
        (("bayar", "50000", "--akun", "6113", "--untuk", " "), "--untuk: Tidak boleh kosong"),
        (("pindah", "50000", "--dari", "kas", "--ke", "laci"), "Kas/bank laci tidak ada"),
        (
            ("buka", "bri", "--nama", "X", "--jenis", "kas"),
            "Kas/bank bri (nomor 000001000123509) sudah ada.",
        ),
        (("buka", "bni", "--nama", "X", "--jenis", "bank"), "rekening bank memerlukan"),
        (("buka", "BNI", "--nama", "X", "--jenis", "kas"), "KUNCI: Kunci hanya boleh"),
        (
            ("sesuaikan", "--debet", "6122=50", "--kredit", "1345=40", "--alasan", "Susut"),
            "selisih Rp10",
        ),
        (
            ("sesuaikan", "--debet", "kas=50", "--kredit", "1345=50", "--alasan", "X"),
            "Akun kas tidak ada",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refusals(run: Run, events: Events, args: tuple[str, ...], told: str) -> None:
    before = events()
    ran = run("kas", *args, *JAN5)
    assert ran.code == 1
    assert told.lower() in ran.err.lower()
    assert events() == before


def test_transfer_adjust_and_list(ok: Run) -> None:
    moved = ok("kas", "pindah", "1.250.000", "--dari", "kas", "--ke", "bri", *JAN5, "--json").json
    assert moved["saldo"] == {"saldo_kas": "-1250000", "saldo_bri": "1250000"}
    ok("kas", "sesuaikan", "--debet", "6122=50000", "--kredit", "1345=50000",
       "--alasan", "Penyusutan Januari", "--unit", "toko", *JAN5)  # fmt: skip
    listed = ok("kas", "daftar", "--json").json["kas"]
    assert [(item["kunci"], item["saldo"]) for item in listed] == [
        ("bri", "1250000"),
        ("kas", "-1250000"),
    ]
    assert "000001000123509" in ok("kas", "daftar").out


def test_search_for_accounts(ok: Run) -> None:
    found = ok("kas", "akun", "LISTRIK", "--json").json["akun"]
    assert found == [
        {"kode": "6113", "akun": "Beban:Usaha:ListrikAir", "nama": "Beban listrik dan air"}
    ]
    assert "6113" in ok("kas", "akun", "listrik").out
    assert "Tidak ada akun" in ok("kas", "akun", "zzz").out
