"""Opening balances from a file that a person wrote."""

from pathlib import Path

import pytest
from command_line import Run, invoke

pytest_plugins = ["command_line_books"]

FILE = """\
[[akun]]
akun = "Aset:Kas:Utama"
debet = "1.400.000"
[[akun]]
akun = 3161
kredit = 260000
[[anggota]]
nomor = "C-0001"
nama = "Citra Contoh"
masuk_sejak = 2024-03-01
pokok = 100000
wajib = "440000"
wajib_lunas_sampai = "2025-12"
simpanan = { sukarela = "600000" }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saldo-awal.toml"


def test_accounts_and_members_are_opened_together(ok: Run, file: Path) -> None:
    file.write_text(FILE, encoding="utf-8")
    assert ok("saldo-awal", file, "--json").json == {
        "ref": "SALDO-AWAL-1",
        "dicatat": True,
        "akun": 2,
        "anggota": 1,
        "anggota_baru": 1,
    }
    assert ok("simpanan", "saldo", "C-0001", "--json").json["simpanan"] == {"sukarela": "600000"}
    assert ok("anggota", "lihat", "C-0001", "--json").json["masuk"] == "2024-03-01"
    assert "sudah tercatat" in ok("saldo-awal", file).out


def test_after_a_reversal_it_can_be_recorded_anew(ok: Run, file: Path) -> None:
    file.write_text(FILE, encoding="utf-8")
    ok("saldo-awal", file)
    ok("balik", "SALDO-AWAL-1", "--alasan", "Salah angka", "--tanggal", "2026-01-02")
    assert "SALDO-AWAL-2" in ok("saldo-awal", file).out


def test_the_template(ok: Run, run: Run, file: Path) -> None:
    text = invoke("saldo-awal", "--contoh").out
    file.write_text(text, encoding="utf-8")
    assert "masih contoh" in run("saldo-awal", file).err
    decided = "\n".join(line for line in text.splitlines() if not line.startswith("contoh ="))
    file.write_text(decided.replace("A-0001", "C-0001"), encoding="utf-8")
    ok("saldo-awal", file)


WRONG = """\
lupa = 1
[[akun]]
akun = "Aset:Kas"
debet = "1.400"
[[akun]]
akun = "3161"
debet = 1
kredit = 2
[[anggota]]
nomor = "C-0001"
nama = ""
pokok = 1.5
wajib = "0"
simpanan = 3
telpon = "1"
"""


def test_every_mistake_is_listed_with_its_line(run: Run, file: Path) -> None:
    file.write_text(WRONG, encoding="utf-8")
    ran = run("saldo-awal", file)
    assert ran.code == 1
    for place, problem in (
        ("baris 1, lupa", "tidak dikenal"),
        ("baris 3, [akun] 1 akun", "Akun Aset:Kas tidak ada"),
        ("baris 4, [akun] 1 debet", "bermakna ganda"),
        ("baris 5, [akun] 2", "salah satu saja"),
        ("baris 9, [anggota] 1", "wajib_lunas_sampai belum diisi"),
        ("baris 11, [anggota] 1 nama", "Tidak boleh kosong"),
        ("baris 12, [anggota] 1 pokok", "1.5 (float)"),
        ("baris 14, [anggota] 1 simpanan", "tabel"),
        ("baris 15, [anggota] 1 telpon", "tidak dikenal"),
    ):
        lines = [line for line in ran.err.splitlines() if place in line]
        assert any(problem in line for line in lines), (place, ran.err)


def test_mistakes_that_only_the_event_can_tell_are_listed_too(run: Run, file: Path) -> None:
    file.write_text(
        '[[akun]]\nakun = "3161"\nkredit = "-5"\n[[anggota]]\nnomor = "c 1"\nnama = "Ani"\n'
        'pokok = "abc"\nwajib = "-1"\nwajib_lunas_sampai = "2025-13"\nsimpanan = { s = "0" }\n',
        encoding="utf-8",
    )
    told = run("saldo-awal", file).err.splitlines()
    places = ("3, [akun] 1 kredit", "5, [anggota] 1 nomor", "7, [anggota] 1 pokok",
              "8, [anggota] 1 wajib", "9, [anggota] 1 wajib_lunas_sampai",
              "10, [anggota] 1 simpanan")  # fmt: skip
    for place in places:
        assert sum(f"baris {place}: " in line for line in told) == 1, (place, told)
    assert len(told) == 1 + len(places), told


def test_an_unbalanced_opening_tells_by_how_much(run: Run, file: Path) -> None:
    file.write_text(FILE.replace("260000", "250000"), encoding="utf-8")
    ran = run("saldo-awal", file)
    assert ran.code == 1
    assert "tidak seimbang" in ran.err
    assert "Rp10.000" in ran.err
    assert run("anggota", "lihat", "C-0001").code == 1, "nor is the member entered"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("akun = 3", "akun harus berupa blok"),
        ("[[anggota]]\nnomor = 5\n", "belum diisi"),
        ("=", "TOML"),
    ],
)
def test_files_that_are_none(run: Run, file: Path, text: str, told: str) -> None:
    file.write_text(text, encoding="utf-8")
    ran = run("saldo-awal", file)
    assert ran.code == 1
    assert told in ran.err
