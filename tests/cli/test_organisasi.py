"""The secretary's commands, and the sixteen books they fill."""

import json
from pathlib import Path

import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-03-10")
RAT = (
    "organisasi", "rapat", "rat-2025", "anggota", "RAT tahun buku 2025", "--tempat", "Balai desa",
    "--acara", "Laporan pengurus", "--acara", "Pembagian SHU", "--diundang", "50",
)  # fmt: skip
BOOKS = (
    "buku-anggota", "buku-pengurus", "buku-pengawas", "buku-karyawan", "buku-tamu",
    "buku-simpanan", "buku-saran-anggota", "buku-anjuran-pejabat", "buku-anjuran-instansi",
    "buku-keputusan-pengawas", "buku-keputusan-pengurus", "buku-keputusan-anggota",
    "buku-kejadian-penting", "buku-kas", "buku-inventaris", "buku-agenda",
)  # fmt: skip


@pytest.fixture
def secretary(ok: Run) -> Run:
    """A book in which something stands in each of the secretary's books."""
    serve = ("--sampai", "2030-12-31", "--tanggal", "2026-01-10")
    ok("organisasi", "pengurus", "Ketua", "--anggota", "a-0001", *serve)
    ok("organisasi", "pengawas", "Ketua", "--anggota", "A-0002", *serve)
    ok("organisasi", "karyawan", "Kasir", "--nama", "Karyawan Rahasia", "--gaji", "2500000", *ON)
    ok(*RAT, "--hadir", "31", "--kuorum", "26", "--putusan", "RAT/1=Laporan diterima", *ON)
    note = ("organisasi", "catatan")
    ok(*note, "saran", "A-0001", "Gerai buka hari Minggu", *ON)
    ok(
        *note,
        "anjuran",
        "pejabat",
        "Pejabat Rahasia",
        "Rapat tiap bulan",
        "--jabatan",
        "Dinas",
        *ON,
    )
    ok(*note, "anjuran", "instansi", "Camat Rahasia", "Pasar murah", "--jabatan", "Camat", *ON)
    ok(*note, "tamu", "Tamu Rahasia", "Pembinaan", "--dari", "Dinas", *ON)
    ok(*note, "kejadian", "Gudang kebanjiran", *ON)
    ok(*note, "surat", "masuk", "518/12", "Dinas Contoh", "Undangan", "--lampiran", "1", *ON)
    return ok


def test_who_serves_and_who_did(secretary: Run, run: Run) -> None:
    serving = secretary("organisasi", "daftar", "--json").json["pejabat"]
    assert [line["nomor"] for line in serving] == ["KRY-001", "PGW-001", "PGR-001"]
    again = run("organisasi", "pengurus", "Ketua", "--anggota", "A-0001", *ON)
    assert (again.code, "masih menjabat" in again.err) == (1, True)
    end = ("organisasi", "berhenti", "pgr-001", "--alasan", "Pindah")
    secretary(*end, "--tanggal", "2026-04-01")
    assert "PGR-001" not in secretary("organisasi", "daftar").out
    assert "2026-04-01" in secretary("organisasi", "daftar", "--semua").out
    # The next appointment gets the next number; on the day before, the first one still served.
    secretary("organisasi", "pengurus", "Ketua", "--anggota", "A-0002", "--tanggal", "2026-04-02")
    assert "PGR-002" in secretary("organisasi", "daftar").out
    march = secretary("laporan", "buku-pengurus", "--sampai", "2026-03-31").out
    assert "Pindah" not in march
    assert "Pindah" in secretary("laporan", "buku-pengurus", "--sampai", "2026-04-30").out


def test_a_meeting_without_quorum_decides_nothing(ok: Run, run: Run) -> None:
    few = (*RAT, "--hadir", "20", "--kuorum", "26", *ON)
    ran = run(*few, "--putusan", "RAT/1=Laporan diterima")
    assert (ran.code, "kuorumnya 26" in ran.err) == (1, True)
    assert run(*few, "--putusan", "tanpa nomor").code == 2
    ok(*few)
    (meeting,) = ok("organisasi", "daftar", "--rapat", "--json").json["rapat"]
    assert meeting["keputusan"] == 0
    assert "tidak" in ok("laporan", "organisasi").out


def test_a_note_is_answered_once(secretary: Run, run: Run) -> None:
    refs = [
        line["ref"]
        for line in secretary("organisasi", "daftar", "--catatan", "--json").json["catatan"]
    ]
    assert "SARAN-20260310-1" in refs
    answer = ("organisasi", "catatan", "tanggapi", "SARAN-20260310-1", "Dicoba mulai Mei")
    secretary(*answer, "--tanggal", "2026-04-10")
    assert "Dicoba" in secretary("laporan", "buku-saran-anggota").out
    assert "Dicoba" not in secretary("laporan", "buku-saran-anggota", "--sampai", "2026-04-09").out
    twice = run(*answer, "--lagi", "--tanggal", "2026-04-11")
    assert (twice.code, "sudah mempunyai tanggapan" in twice.err) == (1, True)
    secretary("balik", "TANGGAPAN-20260410-1", "--alasan", "keliru", "--tanggal", "2026-04-12")
    assert "Dicoba" not in secretary("laporan", "buku-saran-anggota").out


def test_no_name_is_in_the_ledger(secretary: Run, book: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in book.rglob("*.beancount"))
    assert "Rahasia" not in text
    assert "Karyawan Rahasia" in secretary("laporan", "buku-karyawan").out
    assert secretary("periksa").code == 0


def test_the_sixteen_books_are_in_one_file(secretary: Run, tmp_path: Path) -> None:
    made = json.loads(secretary("laporan", "buku16", "--format", "json").out)
    titles = [table["judul"] for table in made["tabel"]]
    numbers = [int(title.partition(".")[0]) for title in titles]
    assert sorted(set(numbers)) == list(range(1, 17))
    assert numbers == sorted(numbers)
    whole = secretary("laporan", "buku16").out
    for name in ("Tamu Rahasia", "Camat Rahasia", "Gudang kebanjiran", "518/12", "RAT/1"):
        assert name in whole
    for form in ("pdf", "html", "xlsx"):
        secretary("laporan", "buku16", "--keluar", tmp_path / f"buku16.{form}")
    pdf = (tmp_path / "buku16.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("name", BOOKS)
def test_each_book_is_a_report_of_its_own(secretary: Run, name: str) -> None:
    made = json.loads(secretary("laporan", name, "--format", "json").out)
    assert made["laporan"] == name
    assert made["tabel"]
