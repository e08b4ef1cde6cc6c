"""Aid at the keyboard and from lists: all rows or none, nothing twice, nobody's NIK kept."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command_line import Run

from koperasi_ledger.workflows.checking import check_book

pytest_plugins = ["command_line_books"]

POLICY = """
[bantuan]
perlakuan = "liabilitas"
perlakuan_program = { paket = "di-luar-neraca" }
[bantuan.lokasi]
gudang = "Gudang"
balai = "Balai desa"
"""
ON = ("--tanggal", "2026-01-05")
BA = ("--berita-acara", "BA 1")
PEOPLE: list[list[Any]] = [
    ["Daftar penerima"],
    ["No. KPM", "Nama Penerima", "Alamat", "Jatah"],
    ["KPM-001", "Sumi Contoh", "RT 01", 10],
    ["KPM-002", "Darto Contoh", None, 10],
    ["KPM-003", "Kasno Contoh", "RT 03", "7,5"],
]


@pytest.fixture
def keeper(ok: Run, tmp_path: Path) -> Run:
    """A book with 40 kg of rice worth Rp500.000 in the store, and nobody on the list."""
    policy = tmp_path / "bantuan.toml"
    policy.write_text(POLICY, encoding="utf-8")
    on = ("--berlaku", "2026-01-02", "--keputusan", "RAT 2", "--tanggal", "2026-01-02")
    ok("kebijakan", "terapkan", policy, *on)
    ok("bantuan", "program", "beras-1", "--nama", "Beras tahap 1", "--pemberi", "Bapanas",
       "--barang", "beras=kg", *ON)  # fmt: skip
    ok("bantuan", "terima", "beras-1", "--barang", "beras=40:500000", "--lokasi", "gudang", *BA,
       *ON)  # fmt: skip
    return ok


def sheet(path: Path, rows: list[list[Any]]) -> Path:
    """The rows as a workbook."""
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(row)
    made.save(path)
    return path


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def listed(keeper: Run, tmp_path: Path) -> Run:
    """With three persons on the list."""
    keeper("bantuan", "daftar", "beras-1", sheet(tmp_path / "penerima.xlsx", PEOPLE), *ON)
    return keeper


def left(run: Run) -> dict[str, Any]:
    (found,) = [each for each in run("bantuan", "sisa", "--json").json if each["barang"] == "beras"]
    return dict(found)


def test_a_workbook_and_a_csv_give_the_same_list_once(
    keeper: Run, tmp_path: Path, events: Callable[[], list[dict[str, Any]]]
) -> None:
    book = sheet(tmp_path / "penerima.xlsx", PEOPLE)
    tried = keeper("bantuan", "daftar", "beras-1", book, "--coba", *ON)
    assert "tidak ada yang dicatat" in tried.out
    before = len(events())
    keeper("bantuan", "daftar", "beras-1", book, *ON)
    assert len(events()) == before + 1
    text = "No. KPM;Nama Penerima;Alamat;Jatah\nKPM-001;Sumi Contoh;RT 01;10\n"
    text += "KPM-002;Darto Contoh;;10\nKPM-003;Kasno Contoh;RT 03;7,5\n\n"
    same = keeper("bantuan", "daftar", "beras-1", written(tmp_path / "p.csv", text), *ON)
    assert "sudah dicatat sebelumnya" in same.out
    assert len(events()) == before + 1
    assert [each["quantity"] for each in events()[-1]["lines"]] == ["10", "10", "7.5"]


BAD_LISTS = [
    ("Nomor,Nama,Jatah\nKPM-1,Sumi,10\n,Darto,10\n", ["baris 3: Nomor dan NIK kosong"]),
    ("Nomor,Nama,Jatah\nKPM-1,,10\nKPM-2,Darto,sepuluh\n", ["baris 2", "baris 3", "sepuluh"]),
    ("Nomor,Nama,Jatah\nKPM-1,Sumi,1.000\n", ["baris 2", "tanpa pemisah ribuan"]),
    ("Nomor,Nama,Jatah\nKPM-1,Sumi,10\nKPM-1,Darto,10\n", ["baris 3", "sudah ada di baris 2"]),
    ("Nomor,Nama,Jatah\n3201010101800001,Sumi,10\n", ["NIK ditulis di kolom NIK"]),
    ("NIK,Nama,Jatah\n32010101,Sumi,10\n", ["16 angka"]),
    ("Nomor,Nama,Barang,Jatah\nKPM-1,Sumi,minyak,10\n", ["baris 2", "tidak memuat minyak"]),
    ("Nama,Jatah\nSumi,10\n", ["Tidak ada baris judul"]),
    ("Nomor,Nama,Jatah\n", ["Tidak ada baris judul"]),
    ("Nomor,Nama,Jatah\nKPM-1,Su\u202emi,10\n", ["baris 2", "Kolom Nama"]),
]


@pytest.mark.parametrize(("text", "said"), BAD_LISTS)
@pytest.mark.usefixtures("keeper")
def test_a_bad_list_is_refused_as_a_whole_with_its_rows(
    *,
    run: Run,
    tmp_path: Path,
    events: Callable[[], list[dict[str, Any]]],
    text: str,
    said: list[str],
) -> None:
    before = len(events())
    ran = run("bantuan", "daftar", "beras-1", written(tmp_path / "p.csv", text), *ON)
    assert ran.code == 1
    for each in said:
        assert each in ran.err
    assert len(events()) == before


@pytest.mark.usefixtures("keeper")
def test_a_nik_that_a_workbook_rounded_is_refused(run: Run, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["NIK", "Nama", "Jatah"], [3201010101800001, "Sumi", 10]]
    ran = run("bantuan", "daftar", "beras-1", sheet(tmp_path / "p.xlsx", rows), *ON)
    assert "angka terakhirnya hilang" in ran.err


def test_a_nik_finds_its_person_and_is_nowhere_in_the_book(
    keeper: Run, book: Path, tmp_path: Path
) -> None:
    nik = "3201010101800077"
    file = written(tmp_path / "p.csv", f"NIK,Nama,Jatah\n'{nik},Sumi Contoh,10\n")
    keeper("bantuan", "daftar", "beras-1", file, *ON)
    keeper("bantuan", "salur", "beras-1", "--nik", nik, "--lokasi", "gudang", *BA, *ON)
    assert left(keeper)["belum_menerima"] == 0
    for path in book.rglob("*"):
        if path.is_file():
            assert nik.encode() not in path.read_bytes(), path
    for path in book.rglob("*.beancount"):
        assert "Sumi" not in path.read_text(encoding="utf-8")


def test_a_list_of_hand_outs_is_recorded_by_day_once(
    listed: Run, tmp_path: Path, events: Callable[[], list[dict[str, Any]]]
) -> None:
    rows: list[list[Any]] = [
        ["Nomor", "Banyak", "Diterima Oleh", "Tanggal", "Bukti"],
        ["KPM-001", None, "sendiri", "10/01/2026", 1],
        ["kpm-002", 10, "Tini Contoh", "10/01/2026", 2],
        ["KPM-003", 5, None, "2026-01-11", 3],
    ]
    file = sheet(tmp_path / "s.xlsx", rows)
    to = ("--lokasi", "gudang", *BA)
    before = len(events())
    listed("bantuan", "salur-daftar", "beras-1", file, *to)
    assert len(events()) == before + 2
    first, second = events()[-2:]
    assert [first["date"], second["date"]] == ["2026-01-10", "2026-01-11"]
    assert first["lines"][1]["representative"] == "Tini Contoh"
    assert first["lines"][0]["quantity"] == "10"
    again = listed("bantuan", "salur-daftar", "beras-1", file, *to)
    assert "sudah dicatat sebelumnya" in again.out
    assert len(events()) == before + 2
    assert left(listed)["sisa"] == "15"
    (waiting,) = listed("bantuan", "belum", "beras-1", "--json").json
    assert (waiting["nomor"], waiting["belum"]) == ("KPM-003", "2.5")
    # Reversed, the same file may be recorded again.
    listed("balik", first["ref"], "--alasan", "Uji", "--tanggal", "2026-01-12")
    listed("bantuan", "salur-daftar", "beras-1", file, *to)
    assert len(events()) == before + 4


def test_bad_hand_outs_are_refused_with_their_rows(
    listed: Run, run: Run, tmp_path: Path, events: Callable[[], list[dict[str, Any]]]
) -> None:
    listed("bantuan", "salur", "beras-1", "KPM-001", "--lokasi", "gudang", *BA, *ON)
    before = len(events())
    text = "Nomor,Banyak\nKPM-001,10\nKPM-009,10\nKPM-003,8\nKPM-002,10\n"
    file = written(tmp_path / "s.csv", text)
    ran = run("bantuan", "salur-daftar", "beras-1", file, "--lokasi", "gudang", *BA, *ON)
    assert ran.code == 1
    assert "baris 2: Penerima KPM-001 sudah menerima beras pada 5 Januari 2026" in ran.err
    assert "baris 3: Penerima KPM-009 tidak ada di daftar" in ran.err
    assert "baris 4: Jatah beras penerima KPM-003 tinggal 7,5 kg" in ran.err
    assert "baris 5" not in ran.err
    empty = run("bantuan", "salur-daftar", "beras-1", file, "--lokasi", "balai", *BA, *ON)
    assert "baris 5: Bantuan beras di balai tidak cukup" in empty.err
    assert len(events()) == before


WRONG = [
    (("salur", "beras-1", "KPM-009", "--lokasi", "gudang", *BA), "tidak ada di daftar"),
    (("salur", "beras-1", "KPM-001", *BA), "Lokasi bantuan belum disebut"),
    (("salur", "beras-1", "KPM-001", "--lokasi", "masjid", *BA), "Lokasi masjid tidak ada"),
    (("salur", "beras-9", "KPM-001", "--lokasi", "gudang", *BA), "beras-9 tidak dikenal"),
    (("salur", "beras-1", "KPM-001", "--barang", "20", "--lokasi", "gudang", *BA), "tinggal 10"),
    (("salur", "beras-1", "KPM-001", "--barang", "x=y", "--lokasi", "gudang", *BA), "--barang"),
    (("salur", "beras-1", "KPM-001", "--barang", "10", "--kas", "kas", *BA), "adalah barang"),
    (("terima", "beras-1", "--barang", "beras=5", "--lokasi", "gudang", *BA), "belum diisi"),
    (("terima", "beras-1", "--barang", "x=5:10", "--lokasi", "gudang", *BA), "tidak memuat x"),
    (("kembali", "beras-1", "--barang", "50", "--lokasi", "gudang", *BA), "tidak cukup"),
    (("pindah", "beras-1", "--barang", "50", "--dari", "gudang", "--ke", "balai"), "tidak cukup"),
    (("susut", "beras-1", "--barang", "1", "--lokasi", "gudang", *BA, "--disetujui", "S"), "rusak"),
    (("tutup", "beras-1"), "masih ada beras 40 kg"),
]


@pytest.mark.parametrize(("args", "said"), WRONG, ids=lambda value: " ".join(value[:3]))
@pytest.mark.usefixtures("listed")
def test_what_may_not_be_is_refused(
    run: Run,
    events: Callable[[], list[dict[str, Any]]],
    args: tuple[str, ...],
    said: str,
) -> None:
    before = len(events())
    ran = run("bantuan", *args, *ON)
    assert ran.code == 1
    assert said in ran.err
    assert len(events()) == before


def test_a_programme_from_first_to_last(listed: Run, run: Run, book: Path, tmp_path: Path) -> None:
    listed("bantuan", "pindah", "beras-1", "--barang", "20", "--dari", "gudang", "--ke", "balai",
           *ON)  # fmt: skip
    listed("bantuan", "salur", "beras-1", "KPM-001", "--lokasi", "balai", *BA, *ON)
    twice = run("bantuan", "salur", "beras-1", "KPM-001", "--lokasi", "balai", *BA, *ON)
    assert twice.code == 1
    assert "Tidak ada sisa jatah" in twice.err
    told = listed("bantuan", "salur", "beras-1", "KPM-002", "--lokasi", "balai", "--wakil", "Tini",
                  *BA, *ON)  # fmt: skip
    ref = told.out.rpartition("Ref: ")[2].split()[0]
    listed("bantuan", "susut", "beras-1", "--barang", "0.5:susut", "--lokasi", "gudang", *BA,
           "--disetujui", "Sari", *ON)  # fmt: skip
    shown = listed("laporan", "bantuan", "--sampai", "2026-01-31")
    assert "243.750" in shown.out  # 19.5 of 40 kg
    paper = listed("bantuan", "berita-acara", ref)
    assert "Darto Contoh" in paper.out
    assert "Tini" in paper.out
    out = tmp_path / "ba.pdf"
    listed("bantuan", "berita-acara", "beras-1", "--keluar", out)
    assert out.read_bytes().startswith(b"%PDF")
    listed("bantuan", "kembali", "beras-1", "--barang", "19.5", "--lokasi", "gudang", *BA, *ON)
    listed("bantuan", "tutup", "beras-1", *ON)
    late = run("bantuan", "terima", "beras-1", "--barang", "1:1", "--lokasi", "gudang", *BA, *ON)
    assert "sudah ditutup" in late.err
    undone = run("balik", ref, "--alasan", "Uji", *ON)
    assert undone.code == 1
    report = check_book(book, pytest.fail)
    assert [check for check in report.checks if not check.passed] == []
    (ours,) = [check for check in report.checks if check.name == "bantuan = akun kendali"]
    assert "Aset:Persediaan:Bantuan Rp0" in ours.detail


def test_money_is_owed_and_missed_when_it_is_spent(keeper: Run) -> None:
    keeper("bantuan", "program", "blt", "--nama", "BLT", "--pemberi", "Desa", "--uang", *ON)
    keeper("bantuan", "terima-uang", "blt", "900000", *BA, *ON)
    keeper("bantuan", "penerima", "blt", "kpm-1", "--nama", "Sumi", "--jatah", "300000", *ON)
    keeper("bantuan", "salur", "blt", "KPM-1", "--barang", "uang=300000", "--kas", "kas", *BA, *ON)
    shown = keeper("laporan", "bantuan", "--sampai", "2026-01-31")
    assert "Uang bantuan yang dipegang" in shown.out
    assert "PERHATIAN" not in shown.out
    keeper("kas", "bayar", "500000", "--akun", "ListrikAir", "--dari", "kas", *ON)
    shown = keeper("laporan", "bantuan", "--sampai", "2026-01-31")
    assert "PERHATIAN: kas dan bank kurang Rp500.000" in shown.out


def test_outside_the_balance_sheet_nothing_is_posted(keeper: Run) -> None:
    keeper("bantuan", "program", "paket", "--nama", "Paket", "--pemberi", "Desa", "--barang",
           "paket=paket", *ON)  # fmt: skip
    before = json.dumps(
        keeper("laporan", "neraca", "--sampai", "2026-01-31", "--json").json["tabel"]
    )
    keeper("bantuan", "terima", "paket", "--barang", "20", "--lokasi", "balai", *BA, *ON)
    after = json.dumps(
        keeper("laporan", "neraca", "--sampai", "2026-01-31", "--json").json["tabel"]
    )
    assert before == after
    assert "di luar neraca" in keeper("bantuan", "sisa", "paket").out


def test_the_templates_of_lists_are_lists(keeper: Run, tmp_path: Path) -> None:
    people = keeper("bantuan", "contoh", "penerima").out
    keeper("bantuan", "daftar", "beras-1", written(tmp_path / "p.csv", people), *ON)
    handed = keeper("bantuan", "contoh", "penyaluran").out.splitlines()[:2]
    file = written(tmp_path / "s.csv", "\n".join(handed) + "\n")
    keeper("bantuan", "salur-daftar", "beras-1", file, "--lokasi", "gudang", *BA)
    assert left(keeper)["belum_menerima"] == 0
