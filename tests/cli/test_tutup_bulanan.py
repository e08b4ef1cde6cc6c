"""Closing a month whose monthly runs were forgotten: told with their commands, never refused."""

from pathlib import Path

from command_line import Run

pytest_plugins = ["command_line_books", "command_line_loans"]

JANUARY = ("tutup", "bulan", "2026-01")

SAVINGS = """
[simpanan]
pokok = "100000"
wajib_per_bulan = 20000
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12
[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "10000"
[simpanan.produk.jasa]
metode = "harian"
persen_setahun = "6"
"""
TAX = """
[pajak.jasa_simpanan]
bebas_sampai = "240000"
persen = "10"
"""


def test_forgotten_runs_are_told_with_their_commands(running: Run) -> None:
    (accrual, allowance) = running(*JANUARY, "--periksa", "--json").json["belum_dijalankan"]
    assert accrual == {
        "apa": "akrual jasa pinjaman",
        "banyaknya": 1,
        "perintah": "koperasi pinjaman akrual --bulan 2026-01",
        "masalah": None,
    }
    assert allowance["perintah"] == "koperasi pinjaman penyisihan --bulan 2026-01"
    for told in (accrual, allowance):
        command = str(told["perintah"]).split()[1:]
        running(*command, "--ya")
    assert running(*JANUARY, "--periksa", "--json").json["belum_dijalankan"] == []


def test_savings_interest_is_told_and_the_month_can_be_closed_all_the_same(
    ok: Run, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "jasa.toml"
    file.write_text(SAVINGS + TAX, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-02", "--keputusan", "RAT No. 2")
    ok("simpanan", "setor", "A-0001", "1000000", "--tanggal", "2026-01-06")
    told = "jasa simpanan: 1 belum dicatat; jalankan dahulu: koperasi simpanan jasa --bulan 2026-01"
    assert told in ok(*JANUARY, "--periksa").out
    closed = run(*JANUARY, "--ya")
    assert (closed.code, told in closed.err) == (0, True)


def test_a_run_that_cannot_be_tried_says_why(ok: Run, tmp_path: Path) -> None:
    file = tmp_path / "jasa.toml"
    file.write_text(SAVINGS, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-02", "--keputusan", "RAT No. 2")
    ok("simpanan", "setor", "A-0001", "1000000", "--tanggal", "2026-01-06")
    told = ok(*JANUARY, "--periksa").out
    assert "- jasa simpanan tidak dapat dihitung: Belum ada kebijakan [pajak.jasa_simpanan]" in told


def test_lending_without_rules_of_provision_has_no_such_run(running: Run, book: Path) -> None:
    file = book / "pinjaman.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("[pinjaman.penyisihan")], encoding="utf-8")
    running("kebijakan", "terapkan", file, "--berlaku", "2026-01-06", "--tanggal", "2026-01-06",
       "--keputusan", "RAT")  # fmt: skip
    told = running(*JANUARY, "--periksa", "--json").json["belum_dijalankan"]
    assert [each["apa"] for each in told] == ["akrual jasa pinjaman"]
