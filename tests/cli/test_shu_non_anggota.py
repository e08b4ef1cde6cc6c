"""A book whose statute shares the SHU earned from non-members among funds, year end to report."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Ran, Run, invoke
from command_line_books import POLICY

SHU = """
[shu]
[[shu.alokasi]]
pos = "jasa_modal"
persen = "60"
tujuan = "anggota"
dasar = "modal"
[[shu.alokasi]]
pos = "cadangan"
persen = "35"
persen_non_anggota = "62.5"
tujuan = "dana"
akun = "Ekuitas:Cadangan:Umum"
[[shu.alokasi]]
pos = "sosial"
persen = "5"
persen_non_anggota = "37.5"
tujuan = "dana"
akun = "Liabilitas:DanaSHU:Sosial"
[shu.dasar_anggota.modal]
dihitung = ["simpanan_pokok"]
"""
ACCEPTED = ("--berlaku", "2025-12-01", "--keputusan", "RAT No. 1", "--tanggal", "2025-12-02")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A book with two members, and income from members and from a bank."""
    start = ("--profil", "kdmp", "--mulai", "2025-12-01")
    folder = tmp_path / "buku"
    assert invoke("baru", folder, "--nama", "Koperasi Contoh", *start).code == 0
    with contextlib.chdir(folder):
        yield folder


@pytest.fixture
def ok(place: Path) -> Run:
    assert place.is_dir()

    def run(*args: object) -> Ran:
        ran = invoke(*args)
        assert ran.code == 0, (args, ran)
        return ran

    return run


def adopt(place: Path, text: str) -> Ran:
    path = place / "rencana.toml"
    path.write_text(text, encoding="utf-8")
    return invoke("kebijakan", "terapkan", path, *ACCEPTED)


def fill(ok: Run) -> None:
    on = ("--tanggal", "2025-12-02")
    for number, name in (("A-0001", "Ani Contoh"), ("A-0002", "Budi Rekaan")):
        ok("anggota", "masuk", number, "--nama", name, *on)
        ok("simpanan", "pokok", number, "100000", *on)
    ok("kas", "terima", "300001", "--akun", "Pendapatan:Anggota:JasaLain", *on)
    ok("kas", "terima", "200002", "--akun", "Pendapatan:Lain:BungaBank", *on)


def amounts(ran: Ran) -> dict[str, str]:
    (table,) = ran.json["tabel"]
    return {row["pos"]: row["jumlah"] for row in table["baris"]}


def test_the_other_part_goes_to_its_funds_from_trial_to_report(ok: Run, place: Path) -> None:
    assert adopt(place, POLICY + SHU).code == 0
    fill(ok)
    ok("tutup", "tahun", "2025", "--ya")
    source = ("--dari-anggota", "300001")
    trial = ok("shu", "simulasi", "--tahun", "2025", *source, "--json").json
    assert trial["tidak_dibagikan"] == {
        "jumlah": "200002",
        "ke": None,
        # 125.001,25 and 75.000,75
        "alokasi": [
            {"pos": "cadangan", "jumlah": "125001"},
            {"pos": "sosial", "jumlah": "75001"},
        ],
    }
    page = ok("shu", "simulasi", "--tahun", "2025", *source).out
    lines = [line.split() for line in page.splitlines()]
    assert ["SHU", "dari", "non-anggota", "Persen", "Jumlah", "(Rp)"] in lines
    assert ["sosial", "37,5", "75.001"] in lines
    assert ["Jumlah", "100", "200.002"] in lines
    # Everything is claimed but the reserve: 180.001 of members, 15.000 + 75.001 of the fund.
    assert trial["pengaruh"]["uang_diperlukan"] == "270002"
    meeting = ("--keputusan", "RAT 2026 No. 2", "--tanggal", "2026-02-20")
    ok("shu", "tetapkan", "2025", *source, *meeting, "--ya")
    told = amounts(ok("laporan", "shu", "--tahun", "2025", "--format", "json"))
    assert told == {
        "Jasa modal": "180001",
        "Cadangan": "105000",
        "Sosial": "15000",
        "Jumlah yang dibagikan": "300001",
        "Cadangan (dari non-anggota)": "125001",
        "Sosial (dari non-anggota)": "75001",
        "SHU tahun buku": "500003",
    }
    notes = ok("laporan", "calk", "--tahun", "2025", "--format", "json").json["tabel"]
    (shared,) = (table for table in notes if table["kunci"] == "pembagian_tahun_ini")
    assert [row["jumlah"] for row in shared["baris"]][-3:] == ["125001", "75001", "500003"]
    text = "".join(path.read_text("utf-8") for path in (place / "2026").glob("*.beancount"))
    held = [line.split() for line in text.splitlines() if "Ekuitas:Cadangan:Umum" in line]
    assert [line[1] for line in held] == ["-230001"]
    held = [line.split() for line in text.splitlines() if "Liabilitas:DanaSHU:Sosial" in line]
    assert [line[1] for line in held] == ["-90001"]
    ok("periksa")


def test_two_years_beside_each_other_hold_all_of_both(ok: Run, place: Path) -> None:
    assert adopt(place, POLICY + SHU).code == 0
    fill(ok)
    ok("tutup", "tahun", "2025", "--ya")
    meeting = ("--keputusan", "RAT 2026 No. 2", "--tanggal", "2026-02-20")
    ok("shu", "tetapkan", "2025", "--dari-anggota", "300001", *meeting, "--ya")
    trial = ("shu", "simulasi", "--tahun", "2026", "--shu", "600000", "--dari-anggota", "400000")
    lines = [line.split() for line in ok(*trial, "--bandingkan").out.splitlines()]
    assert ["sosial", "20.000", "15.000", "5.000"] in lines
    assert ["dari", "non-anggota", "200.000", "200.002", "-2"] in lines
    assert ["Jumlah", "SHU", "600.000", "500.003", "99.997"] in lines


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('persen = "60"', 'persen = "50"', "Jumlah persen 90%, bukan 100%: kurang 10"),
        ('"37.5"', '"37"', "Jumlah persen_non_anggota 99,5%, bukan 100%: kurang 0,5"),
        ('"37.5"', "37.5", "[shu] alokasi 3 persen_non_anggota: Tulis persen sebagai teks"),
        ("[shu]\n", '[shu]\nnon_anggota_ke = "sosial"\n', "sama-sama menentukan"),
        ("[shu]\n", "[shu]\nbagikan_non_anggota = true\n", "bagikan_non_anggota = true dan"),
        ("DanaSHU:Sosial", "DanaSHU:Sosiall", "Liabilitas:DanaSHU:Sosiall"),
        ("Liabilitas:DanaSHU:Sosial", "Beban:Usaha:Sewa", "tidak dapat masuk ke akun"),
    ],
)
def test_a_plan_that_cannot_be_followed_is_refused_before_it_counts(
    place: Path, old: str, new: str, told: str
) -> None:
    assert old in SHU
    ran = adopt(place, POLICY + SHU.replace(old, new, 1))
    assert (ran.code, ran.out) == (1, "")
    assert told in ran.err
    assert adopt(place, POLICY + SHU).code == 0
