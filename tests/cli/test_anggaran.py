"""Budget and health at the command line: import, wrong files, reports."""

import io
import zipfile
from pathlib import Path

import pytest
from command_line import Run

from koperasi_ledger.workflows.policy_template_health import HEALTH_BODY

pytest_plugins = ["command_line_books"]

ON = ("--tanggal", "2026-02-20")
LIST = """Akun,Uraian,Unit,Jumlah
4310,Penjualan,toko,"30.000.000"
Beban:Usaha:TenagaKerja,Gaji,,2400000
6115,kosong,,
RK,Menambah 20 anggota,,
RK,,,
"""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A list that is right."""
    path = tmp_path / "anggaran.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_budget_is_taken_in_and_compared(ok: Run, told: Path) -> None:
    done = ok(
        "anggaran", "impor", told, "--tahun", "2026", "--keputusan", "RAT No. 4", *ON, "--json"
    ).json
    assert done["anggaran"] == {"pendapatan": "30000000", "beban": "2400000", "shu": "27600000"}
    ok("simpanan", "setor", "A-0001", "900000", "--produk", "sukarela", *ON)
    ok("kas", "bayar", "500000", "--akun", "6111", "--untuk", "Gaji", "--tanggal", "2026-02-25")
    made = ok("laporan", "anggaran", "--tahun", "2026", "--format", "json").json
    rows = {row["kode"]: row for row in made["tabel"][0]["baris"] if row.get("kode")}
    assert rows["4310"]["uraian"] == "Penjualan kepada anggota · Unit Toko"
    assert rows["6111"]["realisasi"] == "500000"
    assert rows["6111"]["deviasi"] == "-1900000"
    assert rows["6111"]["persen"] == "20.83"
    assert made["tabel"][1]["baris"][0]["rencana"] == "Menambah 20 anggota"
    assert made["keterangan"]["Anggaran 2026"] == "RAT No. 4, 20 Februari 2026"


def test_a_proposal_is_marked_and_a_later_version_replaces_it(ok: Run, told: Path) -> None:
    ok("anggaran", "impor", told, "--tahun", "2027", *ON)
    assert "(USULAN)" in ok("laporan", "anggaran", "--tahun", "2026").out
    ok(
        "anggaran",
        "impor",
        told,
        "--tahun",
        "2027",
        "--keputusan",
        "RAT",
        "--tanggal",
        "2026-03-01",
    )
    assert "(USULAN)" not in ok("laporan", "anggaran", "--tahun", "2026").out


def test_the_example_can_be_filled_in(ok: Run, tmp_path: Path) -> None:
    lines = ok("anggaran", "contoh").out.splitlines()
    filled = [f"{line}1000000" if line.startswith("6111") else line for line in lines]
    path = tmp_path / "isi.csv"
    path.write_text("\n".join(filled), encoding="utf-8")
    ok("anggaran", "impor", path, "--tahun", "2026", *ON)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x,y\n1,2\n", "bukan daftar anggaran"),
        ("Akun,Jumlah\n", "bukan daftar anggaran"),
        ("Akun,Jumlah\n9999,100\n", "baris 2: Akun 9999 tidak ada"),
        ("Akun,Jumlah\n6111,12abc\n", "baris 2, Jumlah"),
        ("Akun,Jumlah\n6111,-5\n", "BERKAS"),
        ("Akun,Jumlah\n6111,5\n6111,6\n", "satu kali"),
        ("Akun,Unit,Jumlah\n6111,apotek,5\n", "apotek"),
        ("Akun,Jumlah\n9999,1\n8888,2\n", "Ada 2 kesalahan"),
    ],
)
def test_a_wrong_list_records_nothing(run: Run, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "salah.csv"
    path.write_text(text, encoding="utf-8")
    ran = run("anggaran", "impor", path, "--tahun", "2026", *ON)
    assert ran.code == 1
    assert said in ran.err
    assert "belum dicatat" in run("laporan", "anggaran", "--tahun", "2026").out


def test_missing_and_damaged_files(run: Run, tmp_path: Path) -> None:
    assert "berkas tidak ada" in run("anggaran", "impor", tmp_path / "x", "--tahun", "2026").err
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    bad = tmp_path / "rusak.xlsx"
    bad.write_bytes(data.getvalue())
    ran = run("anggaran", "impor", bad, "--tahun", "2026")
    assert (ran.code, "rusak.xlsx" in ran.err) == (1, True)


def test_health_by_the_template(ok: Run, run: Run, tmp_path: Path) -> None:
    assert "belum memuat [kesehatan]" in ok("laporan", "kesehatan", "--tahun", "2026").out
    policy = tmp_path / "kesehatan.toml"
    policy.write_text(HEALTH_BODY, encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-02-01", "--keputusan", "RAT No. 5")
    assert run("kesehatan", "jawab", "umum", "--tahun", "2026").code == 2
    assert "melebihi" in run("kesehatan", "jawab", "umum=13/12", "--tahun", "2026").err
    ok("kesehatan", "jawab", "manajemen-umum=10/12", "kelembagaan=5/6", "--tahun", "2026", *ON)
    ok("kesehatan", "jawab", "kelembagaan=6/6", "--tahun", "2026", *ON)
    made = ok("laporan", "kesehatan", "--tahun", "2026", "--format", "json").json
    rows = {row["indikator"]: row for row in made["tabel"][0]["baris"]}
    assert (rows["Manajemen umum"]["skor"], rows["Kelembagaan"]["skor"]) == ("2.50", "3")
    assert rows["NPL" if "NPL" in rows else "RPM / pinjaman"]["keterangan"] == "penyebut nol"
    assert "tanpa predikat" in made["keterangan"]["Perdep 06/2016"]


def test_benefit_of_loans_and_savings_by_hand(ok: Run, tmp_path: Path) -> None:
    policy = tmp_path / "promosi.toml"
    policy.write_text('[promosi]\nbunga_simpanan_bank = "3.65"\n', encoding="utf-8")
    ok("kebijakan", "terapkan", policy, "--berlaku", "2026-02-01", "--keputusan", "RAT No. 5")
    ok("simpanan", "setor", "A-0001", "1000000", "--produk", "sukarela", "--tanggal", "2026-01-02")
    asked = ("--dari", "2026-01-01", "--sampai", "2026-01-11", "--format", "json")
    made = ok("laporan", "promosi", *asked).json
    rows = {row["manfaat"].split(":")[0]: row for row in made["tabel"][0]["baris"]}
    # Ten days of Rp1.000.000 at 3,65 % of 365 days are Rp1.000 that a bank would have paid.
    assert rows["Simpanan"]["jumlah"] == "-1000"
    assert rows["Pinjaman"]["jumlah"] is None
    assert "belum ditetapkan" in rows["Pinjaman"]["acuan"]
    assert made["tabel"][1]["baris"][-1]["jumlah"] == "-1000"


def test_a_budget_recorded_late_is_the_years_all_the_same(ok: Run, told: Path) -> None:
    ok(
        "anggaran",
        "impor",
        told,
        "--tahun",
        "2026",
        "--keputusan",
        "RAT",
        "--tanggal",
        "2026-05-02",
    )
    asked = ("--dari", "2026-01-01", "--sampai", "2026-03-31")
    assert "RAT, 2 Mei 2026" in ok("laporan", "anggaran", *asked).out
