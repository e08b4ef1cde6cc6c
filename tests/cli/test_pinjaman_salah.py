"""Loans at the counter, typed wrong: refused in Indonesian, by what was typed, nothing recorded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run
from command_line_loans import PRODUCTS

pytest_plugins = ["command_line_books", "command_line_loans"]

Events = Callable[[], list[dict[str, Any]]]
NUMBER = "PJ-2026-0001"
FEB = ("--tanggal", "2026-02-10")
BY = ("--oleh", "Ketua Contoh")


def _short(value: object) -> str:
    return " ".join(value)[:60] if isinstance(value, tuple) else ""


REFUSED: list[tuple[tuple[str, ...], str]] = [
    # numbers, members, products
    (("kartu", "PJ-2026-0009"), "Pinjaman PJ-2026-0009 tidak ada"),
    (("jadwal", "PJ-2026-0009"), "Pinjaman PJ-2026-0009 tidak ada"),
    (("jadwal", NUMBER, "--versi", "3"), "tidak mempunyai jadwal ke-3"),
    (("angsur", "PJ-2026-0009", "1000", *FEB), "Pinjaman PJ-2026-0009 tidak ada"),
    (("angsur", "PJ 1", "1000", *FEB), "NOMOR: Nomor pinjaman hanya boleh"),
    (("daftar", "--anggota", "A-0009"), "Anggota A-0009 tidak ada"),
    (("tagihan", "--anggota", "A-0009"), "Anggota A-0009 tidak ada"),
    (("ajukan", "A-0009", "1000000", "--tenor", "6", *FEB), "Anggota A-0009 tidak ada"),
    (("ajukan", "A/1", "1000000", "--tenor", "6", *FEB), "ANGGOTA: Nomor anggota hanya boleh"),
    (("ajukan", "A-0001", "1000000", "--tenor", "6", "--produk", "emas", *FEB), "emas tidak ada"),
    (("ajukan", "A-0001", "1000000", "--tenor", "6", "--nomor", NUMBER, *FEB), "sudah dipakai"),
    (("ajukan", "A-0001", "1000000", "--tenor", "6", "--nomor", "pj 1", *FEB), "--nomor: Nomor"),
    (("ajukan", "A-0001", "1000000", "--tenor", "6", "--unit", "salon", *FEB), "salon"),
    # amounts and terms
    (("ajukan", "A-0001", "0", "--tenor", "6", *FEB), "JUMLAH: Jumlah harus lebih dari nol"),
    (("ajukan", "A-0001", "50.000", "--tenor", "6", *FEB), "JUMLAH: '50.000' bermakna ganda"),
    (("ajukan", "A-0001", "90000000", "--tenor", "6", *FEB), "di luar batas produk"),
    (("ajukan", "A-0001", "1000000", "--tenor", "99", *FEB), "Tenor 99 kali di luar batas"),
    (("ajukan", "A-0001", "1000000", "--tenor", "0", *FEB), "--tenor: di luar batas"),
    (("setujui", NUMBER, *BY, *FEB), "sedang berjalan; tidak dapat disetujui"),
    (("setujui", "PJ-2026-0002", *BY, "--jumlah", "9000000", *FEB), "melebihi yang tersisa"),
    (("setujui", "PJ-2026-0002", *BY, "--bunga", "dua", *FEB), "--bunga: Suku bunga"),
    (("setujui", "PJ-2026-0002", *BY, "--margin", "1000", *FEB), "bukan murabahah"),
    (("setujui", "PJ-2026-0002", *BY, "--jumlah", "x", *FEB), "'x' tidak terbaca"),
    (("setujui", "PJ-2026-0002", *BY, "--tanggal", "2026-01-31"), "mendahului"),
    (("tolak", NUMBER, *BY, "--alasan", "x", *FEB), "sedang berjalan"),
    # money
    (("cair", NUMBER, *FEB), "sudah dicairkan seluruhnya"),
    (("cair", NUMBER, "1000", *FEB), "melebihi yang tersisa"),
    (("cair", "PJ-2026-0002", *FEB), "baru diajukan"),
    (("cair", "PJ-2026-0002", "1000", *FEB), "baru diajukan"),
    (("angsur", "PJ-2026-0002", "1000", *FEB), "baru diajukan"),
    (("angsur", NUMBER, "1000", "--tanggal", "2026-01-09"), "mendahului"),
    (("angsur", NUMBER, "1000", "--ke", "bca", *FEB), "Kas/bank bca tidak ada"),
    (("angsur", NUMBER, "1000", "--simpanan", "sukarela", *FEB), "bebas Rp0"),
    (("angsur", NUMBER, "1000", "--denda", "500", *FEB), "kurang dari Rp500"),
    (("angsur", NUMBER, "1000", "--denda", "x", *FEB), "--denda: 'x' tidak terbaca"),
    (("angsur", NUMBER, "1000", "--tanggal", "2199-01-01"), "belum terjadi"),
    (("percepat", NUMBER, "1000000", "--tetap", "tenor", *FEB), "jatuh tempo Rp1.180.000"),
    (("percepat", NUMBER, "12000000", "--tetap", "tenor", "--tanggal", "2026-01-20"), "pelunasan"),
    (("lunasi", NUMBER, "1", *FEB), "adalah Rp12.180.000, bukan Rp1"),
    (("lunasi", NUMBER, "--tanggal", "2026-01-09"), "mendahului"),
    (("lunasi", "PJ-2026-0002", *FEB), "baru diajukan"),
    (("kembali-titipan", NUMBER, *FEB), "tidak mempunyai titipan angsuran"),
    (("kembali-titipan", NUMBER, "5000", *FEB), "kurang dari Rp5.000"),
    (("kembali-swp", "A-0002", *FEB), "tidak mempunyai simpanan wajib pinjam"),
    (("kembali-swp", "A-0001", *FEB), "masih mempunyai pinjaman"),
    (("pulih", NUMBER, "1000", *FEB), "sedang berjalan"),
    # changes and losses
    (("topup", NUMBER, "1000000", "--tenor", "12", *BY, *FEB), "jatuh tempo"),
    (("bebas-denda", NUMBER, "1000", *BY, "--alasan", "x", *FEB), "kurang dari Rp1.000"),
    (("hapus-tagih", NUMBER, *BY, "--keputusan", "x", *FEB), "sedang berjalan"),
    (
        ("restrukturisasi", "PJ-2026-0002", "--tenor", "9", "--jasa", "hapus", "--denda", "hapus",
         *BY, "--keputusan", "x", *FEB),
        "baru diajukan",
    ),
    (
        ("restrukturisasi", NUMBER, "--tenor", "9", "--jasa", "hapus", "--denda", "hapus",
         "--tenggang-pokok", "-1", *BY, "--keputusan", "x", *FEB),
        "--tenggang-pokok: di luar batas",
    ),
    # collateral
    (("agunan", "nilai", "bpkb-9", "--nilai", "1", "--alasan", "x", *FEB), "bpkb-9 tidak ada"),
    (("agunan", "kembalikan", "bpkb-9", "--penerima", "x", *FEB), "bpkb-9 tidak ada"),
    (("agunan", "daftar", "--pinjaman", "PJ-9"), "Pinjaman PJ-9 tidak ada"),
    (
        ("agunan", "terima", "BPKB 1", "--pinjaman", NUMBER, "--jenis", "x", "--uraian", "x",
         "--pemilik", "x", "--nilai", "1000", *FEB),
        "KUNCI: Kunci hanya boleh",
    ),
    (
        ("agunan", "terima", "bpkb-1", "--pinjaman", NUMBER, "--jenis", "x", "--uraian", "x",
         "--pemilik", "x", "--nilai", "seribu", *FEB),
        "--nilai: 'seribu' tidak terbaca",
    ),
    (
        ("agunan", "terima", "bpkb-1", "--pinjaman", NUMBER, "--jenis", "x", "--uraian", "x",
         "--pemilik", "x", "--nilai", "1000", "--diakui", "-5", *FEB),
        "--diakui: Suku bunga",
    ),
    # days and months
    (("tagihan", "--sampai", "31-12-2026"), "bukan tanggal"),
    (("daftar", "--tanggal", "kapan"), "bukan tanggal"),
    (("kolektibilitas", "--tanggal", "2025-12-31"), "2025"),
    (("umur", "--tanggal", "2026-02-30"), "bukan tanggal"),
    (("akrual", "--bulan", "2026-13"), "bukan bulan"),
    (("akrual", "--bulan", "2199-01", "--ya"), "belum berakhir"),
    (("penyisihan", "--bulan", "2199-01"), "belum berakhir"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "told"), REFUSED, ids=_short)
def test_refusals_name_what_the_person_typed(
    running: Run, run: Run, events: Events, args: tuple[str, ...], told: str
) -> None:
    running("pinjaman", "ajukan", "A-0002", "6000000", "--tenor", "6", "--tanggal", "2026-02-01")
    before = events()
    ran = run("pinjaman", *args)
    assert ran.code == 1, ran
    assert told in ran.err
    assert "Traceback" not in ran.err
    assert not ran.out
    assert events() == before


USAGE: list[tuple[tuple[str, ...], str]] = [
    (("ajukan", "A-0001", "1000000"), "--tenor"),
    (("ajukan", "A-0001", "1000000", "--tenor", "x"), "bukan bilangan bulat"),
    (("ajukan", "A-0001", "-5000", "--tenor", "6"), "di bawah nol"),
    (("setujui", NUMBER), "--oleh"),
    (("tolak", NUMBER, *BY), "--alasan"),
    (("angsur", NUMBER), "JUMLAH"),
    (("angsur", NUMBER, "-500000"), "di bawah nol"),
    (("percepat", NUMBER, "1000"), "--tetap"),
    (("percepat", NUMBER, "1000", "--tetap", "semua"), "--tetap"),
    (("restrukturisasi", NUMBER, "--tenor", "3"), "--jasa"),
    (("hapus-buku", NUMBER, *BY), "--keputusan"),
    (("daftar", "--status", "macet"), "--status"),
    (("akrual",), "--bulan"),
    (("agunan",), ""),
]


@pytest.mark.parametrize(("args", "told"), USAGE, ids=_short)
def test_wrong_usage_is_told(run: Run, args: tuple[str, ...], told: str) -> None:
    ran = run("pinjaman", *args)
    assert ran.code == 2
    assert told in ran.err
    assert "Traceback" not in ran.err


def test_the_same_command_again_posts_nothing(running: Run, run: Run, events: Events) -> None:
    pay = ("angsur", NUMBER, "500000", *FEB)
    running("pinjaman", *pay)
    before = events()
    for again in (pay, (*pay, "--catatan", "dari istri")):
        ran = run("pinjaman", *again)
        assert ran.code == 1
        assert "ANG-20260210-PJ-2026-0001-1" in ran.err
    assert events() == before
    running("pinjaman", *pay, "--lagi")


def test_without_a_policy_of_loans_it_is_said_so(run: Run, ok: Run) -> None:
    ran = run("pinjaman", "ajukan", "A-0001", "1000000", "--tenor", "6", "--tanggal", "2026-01-05")
    assert ran.code == 2
    assert "kebijakan belum memuat satu pun" in ran.err
    named = ("pinjaman", "ajukan", "A-0001", "1000000", "--tenor", "6", "--produk", "x")
    assert "pinjaman" in run(*named, "--tanggal", "2026-01-05").err
    for command in (("akrual",), ("penyisihan",)):
        ran = run("pinjaman", *command, "--bulan", "2026-01")
        assert ran.code == 1
        assert "belum memuat [pinjaman." in ran.err
    assert "belum memuat" in run("pinjaman", "kolektibilitas", "--tanggal", "2026-01-31").err
    assert "Tidak ada" in ok("pinjaman", "umur").out
    assert ok("pinjaman", "daftar", "--json").json["pinjaman"] == []


def test_a_closed_month_is_not_run(running: Run, run: Run, events: Events) -> None:
    running("pinjaman", "daftar")
    closing = run("tutup", "bulan", "2026-01", "--ya")
    assert closing.code == 0, closing
    before = events()
    for command in ("akrual", "penyisihan"):
        for more in ((), ("--ya",)):
            ran = run("pinjaman", command, "--bulan", "2026-01", *more)
            assert ran.code == 1
            assert "ditutup" in ran.err
    assert events() == before


@pytest.mark.parametrize(
    ("account", "told"),
    [
        ("Pendapatan:Anggota:Provisii", "tidak ada dalam bagan akun"),
        ("Aset:Piutang:PinjamanAnggota", "akun kontrol"),
        ("Aset:Kas:Utama", "akun kontrol"),
    ],
)
def test_fees_go_to_accounts_that_exist(run: Run, book: Path, account: str, told: str) -> None:
    file = book / "pinjaman.toml"
    file.write_text(PRODUCTS.replace("Pendapatan:Anggota:Provisi", account), encoding="utf-8")
    ran = run("kebijakan", "terapkan", file, "--berlaku", "2026-01-05", "--tanggal", "2026-01-05",
              "--keputusan", "RAT")  # fmt: skip
    assert ran.code == 1
    assert told in ran.err
