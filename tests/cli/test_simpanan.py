"""Savings at the command line: recorded once, confirmed with the balance, refused in Indonesian."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

Events = Callable[[], list[dict[str, Any]]]
JAN5 = ("--tanggal", "2026-01-05")


def test_a_deposit_is_confirmed_with_its_balance_and_the_receipt(ok: Run) -> None:
    told = ok("simpanan", "wajib", "a-0001", "60000", *JAN5).out
    assert told.splitlines() == [
        (
            "Dicatat: Setoran simpanan wajib A-0001 Rp60.000, 5 Januari 2026."
            " Ref: SW-20260105-A-0001-1"
        ),
        "  simpanan pokok: Rp0",
        "  simpanan wajib: Rp60.000",
        "  wajib lunas sampai: Maret 2026",
        "  cetak kuitansi: koperasi kuitansi SW-20260105-A-0001-1",
    ]


def test_json_of_a_deposit(ok: Run) -> None:
    assert ok("simpanan", "wajib", "A-0001", "20000", *JAN5, "--json").json == {
        "ref": "SW-20260105-A-0001-1",
        "dicatat": True,
        "jenis": "simpanan_wajib_paid",
        "tanggal": "2026-01-05",
        "saldo": {
            "simpanan_pokok": "0",
            "simpanan_wajib": "20000",
            "wajib_lunas_sampai": "2026-01",
        },
    }


@pytest.mark.parametrize(
    "args",
    [
        ("simpanan", "pokok", "A-0001", "100000"),
        ("simpanan", "wajib", "A-0001", "20000"),
        ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela"),
        ("kas", "terima", "50000", "--akun", "4420"),
        ("kas", "bayar", "50000", "--akun", "6113", "--untuk", "Listrik"),
        ("kas", "pindah", "50000", "--dari", "kas", "--ke", "bri"),
        ("kas", "sesuaikan", "--debet", "6122=5", "--kredit", "1345=5", "--alasan", "Susut"),
    ],
    ids=" ".join,
)
def test_the_same_command_again_posts_nothing(
    ok: Run, run: Run, events: Events, args: tuple[str, ...]
) -> None:
    ok(*args, *JAN5)
    before = events()
    again = run(*args, *JAN5)
    assert again.code == 1
    assert "Sudah ada" in again.err
    assert before[-1]["ref"] in again.err
    assert "--lagi" in again.err
    assert events() == before


def test_what_happened_twice_is_recorded_when_said_so(ok: Run, events: Events) -> None:
    deposit = ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", *JAN5)
    ok(*deposit)
    ok(*deposit, "--lagi")
    ok(*deposit, "--ref", "KW-17")
    refs = [event["ref"] for event in events()[-3:]]
    assert refs == ["SS-20260105-A-0001-1", "SS-20260105-A-0001-2", "KW-17"]


def test_the_same_ref_again_changes_nothing_and_says_so(ok: Run, run: Run, events: Events) -> None:
    deposit = ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", "--ref", "KW-17")
    ok(*deposit, *JAN5)
    before = events()
    assert "sudah tercatat" in ok(*deposit, *JAN5).out
    assert ok(*deposit, *JAN5, "--json").json["dicatat"] is False
    assert "sudah dipakai" in run(*deposit, "--tanggal", "2026-01-06").err
    assert events() == before


def test_the_same_under_a_ref_of_another_style_is_noticed(ok: Run, run: Run) -> None:
    deposit = ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", *JAN5)
    ok(*deposit, "--ref", "KW-17")
    assert "KW-17" in run(*deposit, "--catatan", "titipan ketua").err
    ok(*deposit, "--tanggal", "2026-01-06")


def test_two_paper_vouchers_are_two_deposits(ok: Run) -> None:
    deposit = ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", *JAN5)
    ok(*deposit, "--bukti", "17")
    ok(*deposit, "--bukti", "18")


def test_after_a_reversal_the_same_can_be_recorded_again(ok: Run, events: Events) -> None:
    deposit = ("simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", *JAN5)
    ok(*deposit)
    ok("balik", "SS-20260105-A-0001-1", "--alasan", "Salah hari", *JAN5)
    ok(*deposit)
    assert [event["ref"] for event in events()[-2:]] == [
        "BALIK-SS-20260105-A-0001-1-1",
        "SS-20260105-A-0001-2",
    ]


def test_refs_stay_within_their_length(ok: Run, events: Events) -> None:
    long = "R" * 80
    ok("simpanan", "wajib", "A-0001", "20000", *JAN5, "--ref", long)
    ok("balik", long, "--alasan", "Salah", *JAN5)
    assert len(events()[-1]["ref"]) == 80


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("wajib", "A-0009", "20000"), "Anggota A-0009 tidak ada."),
        (("wajib", "A-0001", "50.000"), "JUMLAH: '50.000' bermakna ganda"),
        (("wajib", "A-0001", "dua"), "JUMLAH: 'dua' tidak terbaca"),
        (("wajib", "A-0001", "0"), "JUMLAH: Jumlah harus lebih dari nol."),
        (
            ("wajib", "A-0001", "20000", "--ke", "bca"),
            "Kas/bank bca tidak ada (yang ada: bri, kas)",
        ),
        (("wajib", "A-0001", "25000"), "sisa Rp5.000"),
        (("wajib", "A/1", "20000"), "NOMOR: Nomor anggota hanya boleh"),
        (("wajib", "A-0001", "20000", "--ref", "a b"), "--ref: Ref hanya boleh"),
        (("wajib", "A-0001", "20000", "--unit", "salon"), "Unit usaha salon tidak dikenal"),
        (("wajib", "A-0001", "20000", "--catatan", "a\nb"), "--catatan: Karakter ke-2"),
        (("pokok", "A-0001", "90000"), "Simpanan pokok adalah Rp100.000"),
        (("setor", "A-0001", "5000", "--produk", "emas"), "Produk simpanan emas tidak ada"),
        (("tarik", "A-0001", "5000", "--produk", "sukarela"), "tidak dapat dipenuhi"),
        (("saldo", "A-0009"), "Anggota A-0009 tidak ada."),
        (("tunggakan", "--sampai", "2026-13"), "'2026-13' bukan bulan."),
        (("tunggakan", "--sampai", "2026-1"), "'2026-1' bukan bulan."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_refusals_name_what_the_person_typed(
    run: Run, events: Events, args: tuple[str, ...], told: str
) -> None:
    before = events()
    ran = run("simpanan", *args)
    assert ran.code == 1
    assert told in ran.err
    assert not ran.out
    assert events() == before


@pytest.mark.parametrize("day", ["2026-02-30", "5-1-2026", "20260105", "besok", "2026-1-5", ""])
def test_days_that_are_none(run: Run, day: str) -> None:
    ran = run("simpanan", "wajib", "A-0001", "20000", "--tanggal", day)
    assert ran.code == 1
    assert "bukan tanggal" in ran.err


def test_days_outside_the_book(run: Run) -> None:
    wajib = ("simpanan", "wajib", "A-0001", "20000", "--tanggal")
    assert "mendahului pembukaan buku" in run(*wajib, "2025-12-31").err
    assert "belum terjadi" in run(*wajib, "2199-01-01").err


def test_today_and_yesterday(ok: Run) -> None:
    ok("simpanan", "wajib", "A-0001", "20000")
    ok("simpanan", "wajib", "A-0001", "20000", "--tanggal", "kemarin")


def test_balances_and_arrears(ok: Run) -> None:
    ok("simpanan", "pokok", "A-0001", "100000", *JAN5)
    ok("simpanan", "wajib", "A-0001", "40000", *JAN5)
    ok("simpanan", "setor", "A-0001", "Rp75.000", "--produk", "sukarela", "--ke", "bri", *JAN5)
    ok("simpanan", "tarik", "A-0001", "25000", "--produk", "sukarela", "--dari", "bri", *JAN5)
    assert ok("simpanan", "saldo", "A-0001", "--json").json == {
        "nomor": "A-0001",
        "pokok": "100000",
        "wajib": "40000",
        "wajib_lunas_sampai": "2026-02",
        "simpanan": {"sukarela": "50000"},
        "diblokir": {},
        "berjangka": {},
        "hak_belum_diambil": "0",
    }
    behind = ok("simpanan", "tunggakan", "--sampai", "2026-03", "--json").json
    assert behind["jumlah"] == "80000"
    assert [(item["nomor"], item["bulan"], item["jumlah"]) for item in behind["tunggakan"]] == [
        ("A-0001", 1, "20000"),
        ("A-0002", 3, "60000"),
    ]
    shown = ok("simpanan", "tunggakan", "--sampai", "2026-03").out
    assert "2 anggota" in shown
    assert "Rp80.000" in shown


def test_nobody_behind(ok: Run) -> None:
    for number in ("A-0001", "A-0002"):
        ok("simpanan", "wajib", number, "20000", *JAN5)
    shown = ok("simpanan", "tunggakan", "--sampai", "2026-01").out
    assert shown == "Tidak ada tunggakan simpanan wajib s.d. Januari 2026.\n"


def test_text_of_the_ledger_holds_no_name(ok: Run, book: Path) -> None:
    ok("simpanan", "wajib", "A-0001", "20000", *JAN5)
    text = (book / "2026" / "2026-01.beancount").read_text(encoding="utf-8")
    assert "A-0001" in text
    assert "Ani" not in text


def test_the_same_command_from_two_tills_at_once_posts_once(book: Path, events: Events) -> None:
    command = [str(Path(sys.executable).with_name("koperasi")), "-C", str(book)]
    command += ["simpanan", "setor", "A-0001", "50000", "--produk", "sukarela", *JAN5]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    told = [process.communicate() for process in running]
    assert sorted(process.returncode for process in running) == [0, 1], told
    assert sum(event["kind"] == "savings_deposited" for event in events()) == 1


@pytest.mark.parametrize("amount", ["-50000", "-5", "-1.000"])
def test_a_negative_amount_is_told_as_one(run: Run, events: Events, amount: str) -> None:
    before = events()
    ran = run("simpanan", "wajib", "A-0001", amount)
    assert ran.code == 2
    assert "Jumlah di bawah nol tidak diterima" in ran.err
    assert "Pilihan" not in ran.err.splitlines()[-1]
    assert events() == before


def test_the_only_product_need_not_be_named(ok: Run, run: Run, events: Events, book: Path) -> None:
    ok("simpanan", "setor", "A-0001", "50000", *JAN5)
    ok("simpanan", "tarik", "A-0001", "20000", *JAN5)
    assert [event["product"] for event in events()[-2:]] == ["sukarela", "sukarela"]
    policy = book / "dua.toml"
    text = (book / "kebijakan.toml").read_text(encoding="utf-8").replace("contoh = true", "")
    more = '[[simpanan.produk]]\nkunci = "qurban"\nnama = "Qurban"\nsaldo_minimum = "0"\n'
    place = "[[simpanan.produk]]"
    policy.write_text(text.replace(place, f"{more}{place}", 1), encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-01-06", "--tanggal", "2026-01-06",
       "--keputusan", "RAT")  # fmt: skip
    before = events()
    ran = run("simpanan", "setor", "A-0001", "50000", "--tanggal", "2026-01-06")
    assert ran.code == 2
    assert "--produk" in ran.err
    assert "qurban" in ran.err
    assert events() == before
