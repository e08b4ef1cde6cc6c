"""Closing a month: what is odd is told first, and nothing is closed without a yes."""

from collections.abc import Callable
from typing import Any

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

Events = Callable[[], list[dict[str, Any]]]
JANUARY = ("tutup", "bulan", "2026-01")


def test_what_is_odd_is_told_and_the_month_closed(run: Run, events: Events) -> None:
    assert run("kas", "bayar", "5000", "--akun", "6113", "--tanggal", "2026-01-05").code == 0
    ran = run(*JANUARY, "--ya")
    assert ran.code == 0
    assert "bri: saldo belum pernah terbukti" in ran.err
    assert "kas: saldonya di bawah nol" in ran.err
    assert "2 anggota menunggak simpanan wajib, semuanya Rp40.000" in ran.err
    assert "TUTUP-2026-01-1" in ran.out
    assert events()[-1]["month"] == "2026-01"
    late = run("simpanan", "wajib", "A-0001", "20000", "--tanggal", "2026-01-31")
    assert late.code == 1
    assert "sudah ditutup" in late.err


def test_a_closed_month_is_said_to_be_closed(run: Run) -> None:
    assert run(*JANUARY, "--ya").out.startswith("Dicatat: Tutup bulan Januari 2026, ")
    again = run(*JANUARY, "--ya")
    assert again.code == 1
    assert "Bulan Januari 2026 sudah ditutup." in again.err


def test_looking_closes_nothing(ok: Run, events: Events) -> None:
    before = events()
    assert ok(*JANUARY, "--periksa", "--json").json == {
        "bulan": "2026-01",
        "titipan": [],
        "bank_belum_rekonsiliasi": ["bri"],
        "saldo_negatif": [],
        "penunggak": 2,
        "tunggakan": "40000",
        "belum_dijalankan": [],
    }
    assert "masih ganjil" in ok(*JANUARY, "--periksa").out
    assert events() == before


def test_without_a_terminal_it_wants_the_option(run: Run, events: Events) -> None:
    before = events()
    ran = run(*JANUARY)
    assert ran.code == 1
    assert "--ya" in ran.err
    assert events() == before


@pytest.mark.parametrize(
    ("answer", "closed"), [("ya", True), ("y", True), ("", False), ("t", False)]
)
def test_at_a_terminal_it_asks(
    run: Run, events: Events, monkeypatch: pytest.MonkeyPatch, answer: str, *, closed: bool
) -> None:
    monkeypatch.setattr("cli.koperasi_umum.at_terminal", lambda: True)
    ran = run(*JANUARY, stdin=f"{answer}\n")
    assert ran.code == 0, ran
    assert "Tutup Januari 2026?" in ran.err + ran.out
    assert (events()[-1]["kind"] == "month_closed") is closed


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("2026-02", "--ya"), "Bulan berikut yang harus ditutup adalah Januari 2026"),
        (("2026-01", "--ya", "--tanggal", "2026-01-30"), "belum berakhir"),
        (("Januari", "--ya"), "'Januari' bukan bulan."),
    ],
)
def test_refusals(run: Run, args: tuple[str, ...], told: str) -> None:
    ran = run("tutup", "bulan", *args)
    assert ran.code == 1
    assert told in ran.err


def test_reversals(ok: Run, run: Run) -> None:
    day = ("--tanggal", "2026-01-05")
    ok("kas", "bayar", "5000", "--akun", "6113", *day)
    assert "BALIK-BKK-20260105-1-1" in ok("balik", "BKK-20260105-1", "--alasan", "Salah", *day).out
    assert "sudah dibalik" in run("balik", "BKK-20260105-1", "--alasan", "Keliru", *day).err
    assert "Tidak ada peristiwa" in run("balik", "BKK-9", "--alasan", "Salah", *day).err
    assert "tidak dapat dibalik" in run("balik", "PEMBUKAAN", "--alasan", "Salah", *day).err


def test_several_months_are_closed_in_their_order(run: Run, ok: Run, events: Events) -> None:
    look = ok(*JANUARY, "--sampai", "2026-03", "--periksa", "--json").json
    assert [each["bulan"] for each in look] == ["2026-01", "2026-02", "2026-03"]
    done = run(*JANUARY, "--sampai", "2026-03", "--ya")
    assert done.code == 0
    assert [line.rpartition(" ")[2] for line in done.out.splitlines()] == [
        f"TUTUP-2026-0{month}-1" for month in (1, 2, 3)
    ]
    assert [each["month"] for each in events()[-3:]] == ["2026-01", "2026-02", "2026-03"]
    for wrong, said in (
        (("2026-04", "--sampai", "2026-03"), "mendahului"),
        (("2026-04", "--sampai", "2026-05", "--ref", "X"), "--ref"),
        (("2026-05", "--sampai", "2026-06"), "April 2026"),
        (("2026-04", "--sampai", "2026"), "bulan"),
        (("2026-04", "--sampai", "2027-12"), "Desember 2027"),
    ):
        ran = run("tutup", "bulan", *wrong, "--ya")
        assert ran.code in {1, 2}
        assert said in ran.err
    assert events()[-1]["month"] == "2026-03"
    several = run("tutup", "bulan", "2026-04", "--sampai", "2026-05", "--ya", "--json").json
    assert [each["ref"] for each in several] == ["TUTUP-2026-04-1", "TUTUP-2026-05-1"]
