"""Policy at the command line: the template, mistakes with their lines, what is in force."""

from pathlib import Path

import pytest
from command_line import Run, invoke

pytest_plugins = ["command_line_books"]

ADOPT = ("--berlaku", "2026-02-01", "--keputusan", "RAT No. 2")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "kebijakan.toml"


def test_the_untouched_template_is_refused_and_the_decided_one_adopted(
    ok: Run, run: Run, file: Path
) -> None:
    text = invoke("kebijakan", "contoh").out
    assert "CONTOH" in text
    file.write_text(text, encoding="utf-8")
    refused = run("kebijakan", "terapkan", file, *ADOPT)
    assert refused.code == 1
    assert "masih contoh" in refused.err
    line = next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith("contoh ="))
    assert f"baris {line}" in refused.err
    decided = "\n".join(line for line in text.splitlines() if not line.startswith("contoh ="))
    file.write_text(decided, encoding="utf-8")
    assert ok("kebijakan", "terapkan", file, *ADOPT, "--json").json["tanggal"] == "2026-02-01"


def test_the_commented_parts_of_the_template_are_right_too(ok: Run, file: Path) -> None:
    lines = [
        line for line in invoke("kebijakan", "contoh").out.splitlines() if line[:6] != "contoh"
    ]
    parts = (("# biaya_admin", "# hitung_hari"), ("# Simpanan berjangka", "# Bendahara"))
    for first, last in parts:
        start = next(n for n, line in enumerate(lines) if line.startswith(first))
        end = next(n for n, line in enumerate(lines) if line.startswith(last)) + 1
        lines[start:end] = [
            line.removeprefix("# ") if "=" in line or line.startswith("# [") else line
            for line in lines[start:end]
        ]
    file.write_text("\n".join(lines), encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ADOPT)
    sections = ok("kebijakan", "lihat", "--tanggal", "2026-02-01", "--json").json["kebijakan"]
    assert {item["bagian"] for item in sections} == {
        "simpanan",
        "akun",
        "unit_usaha",
        "toko",
        "berjangka",
        "pajak",
        "bank",
        "cetak",
        "aset",
        "bantuan",
        "keagenan",
        "kesehatan",
        "laporan",
        "promosi",
        "shu",
    }


WRONG = """\
[simpanan]
pokok = "100.000"
wajib_per_bulan = 20000.5
wajib_mulai = "kapan-saja"
wajib_boleh_dicicil = "tidak"
salah_ketik = 1

[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "0"

[[simpanan.produk]]
kunci = "Hari Raya"
saldo_minimum = "Rp1.000.000"

[kantin]
"""


def test_every_mistake_is_listed_with_its_line(run: Run, file: Path) -> None:
    file.write_text(WRONG, encoding="utf-8")
    ran = run("kebijakan", "terapkan", file, *ADOPT)
    assert ran.code == 1
    for place, problem in (
        ("baris 2, [simpanan] pokok", "bermakna ganda"),
        ("baris 3, [simpanan] wajib_per_bulan", "20000.5 (float) bukan jumlah rupiah"),
        ("baris 4, [simpanan] wajib_mulai", "bukan pilihan"),
        ("baris 5, [simpanan] wajib_boleh_dicicil", "true atau false"),
        ("baris 6, [simpanan] salah_ketik", "tidak dikenal"),
        ("baris 1, [simpanan] wajib_paling_jauh_di_muka", "tidak diisi"),
        ("baris 14, [simpanan] produk 2 kunci", "huruf kecil"),
        ("baris 13, [simpanan] produk 2 nama", "tidak diisi"),
        ("baris 17, kantin", "tidak dikenal"),
    ):
        line = next((line for line in ran.err.splitlines() if place in line), "")
        assert problem.lower() in line.lower(), (place, ran.err)
    assert "saldo_minimum" not in ran.err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[simpanan\npokok = 1", "baris 1, kolom"),
        ("a = 1\na = 2\n", "tertulis dua kali"),
        ('a = "', "berakhir"),
        ("", "kosong"),
        ("simpanan = 3", "Harus berupa objek"),
    ],
)
def test_files_that_are_no_policy(run: Run, file: Path, text: str, told: str) -> None:
    file.write_text(text, encoding="utf-8")
    ran = run("kebijakan", "terapkan", file, *ADOPT)
    assert ran.code == 1
    assert told in ran.err


def test_opening_balances_are_no_policy(run: Run, file: Path) -> None:
    template = invoke("saldo-awal", "--contoh").out
    filled = template.replace("contoh = true", "")
    for text in (template, filled, '[[akun]]\nakun = "3161"\nkredit = "1"\n'):
        file.write_text(text, encoding="utf-8")
        ran = run("kebijakan", "terapkan", file, *ADOPT)
        assert ran.code == 1
        assert "bukan berkas kebijakan" in ran.err
        for section in ("simpanan", "akun", "unit_usaha", "berjangka", "pajak", "bank", "cetak"):
            assert f"[{section}]" in ran.err
        assert "di berkas ini: [[akun]]" in ran.err
        assert "koperasi saldo-awal" in ran.err
        assert "objek" not in ran.err
    file.write_text("[simpana]\npokok = 1\n[kantin]\n" + "".join(f"k{n} = 1\n" for n in range(99)))
    err = run("kebijakan", "terapkan", file, *ADOPT).err
    assert "di berkas ini: [simpana], [kantin]." in err
    assert "koperasi kebijakan contoh" in err
    file.write_text("".join(f"k{n} = 1\n" for n in range(99)))
    assert "k7, …." in run("kebijakan", "terapkan", file, *ADOPT).err


def test_files_that_cannot_be_read(run: Run, file: Path) -> None:
    assert "berkas tidak ada" in run("kebijakan", "terapkan", file, *ADOPT).err
    assert "itu folder" in run("kebijakan", "terapkan", file.parent, *ADOPT).err
    file.write_bytes(b"\xff\xfe\x00")
    assert "bukan teks UTF-8" in run("kebijakan", "terapkan", file, *ADOPT).err


def test_what_is_in_force_on_a_day(ok: Run, file: Path) -> None:
    file.write_text("[cetak]\nkota = 'Desa Contoh'\n[cetak.penanda_tangan]\n", encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ADOPT)
    january = ok("kebijakan", "lihat", "--tanggal", "2026-01-31", "--json").json["kebijakan"]
    assert [item["bagian"] for item in january] == ["simpanan", "unit_usaha"]
    february = ok("kebijakan", "lihat", "--tanggal", "2026-02-01").out
    assert "[cetak] sejak 1 Februari 2026: RAT No. 2 (KEBIJAKAN-20260201-1)" in february
    assert "kota = Desa Contoh" in february
    assert "Belum ada kebijakan" in ok("kebijakan", "lihat", "--tanggal", "2025-12-31").out


def test_a_coming_change_is_told(ok: Run, file: Path) -> None:
    file.write_text("[unit_usaha.unit]\ntoko = 'Toko'\n", encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ADOPT)
    shown = ok("kebijakan", "lihat", "--tanggal", "2026-01-31").out
    assert "berganti 1 Februari 2026" in shown


def test_the_same_day_twice_is_refused(ok: Run, run: Run, file: Path) -> None:
    file.write_text("[unit_usaha.unit]\ntoko = 'Toko'\n", encoding="utf-8")
    ok("kebijakan", "terapkan", file, *ADOPT)
    assert "Sudah ada" in run("kebijakan", "terapkan", file, *ADOPT).err
    file.write_text("[unit_usaha.unit]\ntoko = 'Warung'\n", encoding="utf-8")
    assert "sudah ada (KEBIJAKAN-20260201-1)" in run("kebijakan", "terapkan", file, *ADOPT).err
