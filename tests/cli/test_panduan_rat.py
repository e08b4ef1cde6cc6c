"""The guide on the annual meeting is true: its commands run in their order."""

import contextlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Ran, Run, invoke
from command_line_books import POLICY

GUIDE = Path(__file__).parents[2] / "docs" / "panduan" / "rapat-anggota.md"
SHU = """
[shu]
bagikan_non_anggota = true
[[shu.alokasi]]
pos = "cadangan"
persen = "40"
tujuan = "dana"
akun = "Ekuitas:Cadangan:Umum"
[[shu.alokasi]]
pos = "jasa_modal"
persen = "60"
tujuan = "anggota"
dasar = "modal"
[shu.dasar_anggota.modal]
dihitung = ["simpanan_pokok", "simpanan_wajib"]
saldo = "akhir"
"""


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder with a book whose first December is over, and two members."""
    policy = tmp_path / "kebijakan.toml"
    policy.write_text(POLICY + SHU, encoding="utf-8")
    on = ("--tanggal", "2025-12-02")
    folder = tmp_path / "buku"
    start = ("--profil", "kdmp", "--mulai", "2025-12-01")
    accepted = ("--berlaku", "2025-12-01", "--keputusan", "RAT No. 1", *on)
    for args in (
        ("baru", folder, "--nama", "Koperasi Contoh", *start),
        ("-C", folder, "kebijakan", "terapkan", policy, *accepted),
        *(
            ("-C", folder, *args, *on)
            for args in (
                ("anggota", "masuk", "A-0001", "--nama", "Ani Contoh"),
                ("anggota", "masuk", "A-0002", "--nama", "Budi Rekaan"),
                ("simpanan", "pokok", "A-0001", "100000"),
                ("simpanan", "pokok", "A-0002", "100000"),
                ("kas", "terima", "500000", "--akun", "Pendapatan:Lain:BungaBank"),
            )
        ),
    ):
        ran = invoke(*args)
        assert ran.code == 0, (args, ran)
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


def test_every_command_of_the_guide_runs(ok: Run, place: Path) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    commands = "".join(re.findall(r"```bash\n(.*?)```", text, re.DOTALL)).splitlines()
    for line in commands:
        words = shlex.split(line)
        assert words[0] == "koperasi", line
        ok(*words[1:])
    assert len(commands) >= 14
    for name in ("buku-rat-2025.pdf", "slip-2025.pdf", "tanda-terima-2025.pdf"):
        assert (place / name).read_bytes().startswith(b"%PDF")


def test_what_is_missing_or_unfilled_is_said_and_printed_all_the_same(ok: Run, place: Path) -> None:
    ran = ok("laporan", "rat", "--tahun", "2025", "--keluar", "buku.html")
    assert "koperasi rat siapkan 2025" in ran.err
    assert "rat-2025.md dan rat-2025-pengawas.md" in ran.err
    first = ok("rat", "siapkan", "2025", "--json").json
    assert first["ditulis"] == ["rat-2025.md", "rat-2025-pengawas.md"]
    before = (place / "rat-2025.md").read_bytes()
    assert ok("rat", "siapkan", "2025", "--json").json["ditulis"] == []
    assert "tidak diubah" in ok("rat", "siapkan", "2025").out
    assert (place / "rat-2025.md").read_bytes() == before
    ran = ok("laporan", "rat", "--tahun", "2025", "--keluar", "buku.html")
    assert "(isi)" in ran.err
    for name in ("rat-2025.md", "rat-2025-pengawas.md"):
        (place / name).write_text("Sudah diisi.", encoding="utf-8")
    assert ok("laporan", "rat", "--tahun", "2025", "--keluar", "buku.html").err == ""
    (place / "rat-2025-pengawas.md").unlink()
    ran = ok("laporan", "rat", "--tahun", "2025", "--keluar", "buku.html")
    assert "Belum ada rat-2025-pengawas.md" in ran.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--tahun", "2025", "--unit", "toko"), "hanya mengenal"),
        (("--sampai", "2025-12-31"), "hanya mengenal"),
        (("--tahun", "dua"), "dua"),
        (("--tahun", "2999"), "2999"),
        (("--tahun", "2020"), "2020"),
        (("--tahun", "2025", "--format", "docx"), "docx"),
        (("--tahun", "2025", "--json", "--format", "pdf"), "--json"),
        (("--tahun", "2025", "--keluar", "tidak/ada/buku.html"), "tidak/ada"),
    ],
)
def test_wrong_options_are_refused(place: Path, options: tuple[str, ...], said: str) -> None:
    ran = invoke("laporan", "rat", *options)
    assert ran.code != 0
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not list(place.glob("*.html"))


PAY_ALL = ("shu", "bayar", "2025", "--semua", "--tanggal", "2026-03-02")


def left(ok: Run) -> list[str]:
    return [each["sisa"] for each in ok("shu", "daftar", "2025", "--json").json["anggota"]]


def test_paying_all_shows_what_it_comes_to_and_asks(
    ok: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("tutup", "tahun", "2025", "--ya")
    meeting = ("--keputusan", "RAT 2026 No. 2", "--tanggal", "2026-02-20")
    ok("shu", "tetapkan", "2025", *meeting, "--ya")
    assert left(ok) == ["150000", "150000"]
    for more in ((), ("--json",)):
        ran = invoke(*PAY_ALL, *more)
        assert (ran.code, "--ya" in ran.err) == (1, True), ran
    assert "Jumlah" in invoke(*PAY_ALL).out
    assert "belum dicatat" in ok(*PAY_ALL, "--coba").out
    monkeypatch.setattr("cli.koperasi_umum.at_terminal", lambda: True)
    ran = invoke(*PAY_ALL, "--daftar", "bayar.csv", stdin="tidak\n")
    assert (ran.code, "Tidak dicatat." in ran.err) == (0, True), ran
    assert "Bayar 2 bagian SHU 2025, Rp300.000? [ya/tidak]" in ran.out
    assert left(ok) == ["150000", "150000"]
    assert not (place / "bayar.csv").exists()
    ran = invoke(*PAY_ALL, stdin="ya\n")
    assert "Dicatat: 2 pembayaran SHU 2025, Rp300.000." in ran.out
    assert left(ok) == ["0", "0"]
    assert "Tidak ada yang menunggu" in ok(*PAY_ALL).out


def test_one_member_is_paid_without_a_question(ok: Run) -> None:
    ok("tutup", "tahun", "2025", "--ya")
    meeting = ("--keputusan", "RAT 2026 No. 2", "--tanggal", "2026-02-20")
    ok("shu", "tetapkan", "2025", *meeting, "--ya")
    assert "Dicatat: 1" in ok("shu", "bayar", "2025", "A-0001", "--tanggal", "2026-03-02").out
    assert left(ok) == ["0", "150000"]
