"""Loan papers and payroll lists from the command line, with wrong input too."""

import io
import json
from pathlib import Path

import openpyxl
import pytest
from command_line import Run

pytest_plugins = ["command_line_books"]

POLICY = """
contoh = false
[simpanan]
pokok = "100000"
wajib_per_bulan = 20000
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = true
wajib_paling_jauh_di_muka = 12
[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "0"
[[pinjaman.produk]]
kunci = "reguler"
nama = "Pinjaman Reguler"
metode = "flat"
bunga = "24"
tenor_paling_panjang = 36
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "kas"
pelunasan = { aturan = "jasa-berjalan" }
"""
LOAN = "PJ-2026-0001"


@pytest.fixture
def lent(book: Path, run: Run) -> Run:
    """The small book with a loan of Rp12 million over 12 months to A-0001, from 5 January 2026."""
    file = book.parent / "kebijakan.toml"
    file.write_text(POLICY.replace("contoh = false\n", ""), encoding="utf-8")
    on = ("--tanggal", "2026-01-05")
    by = ("--oleh", "Ketua Contoh")
    for args in (
        ("kebijakan", "terapkan", file, "--berlaku", "2026-01-03", "--keputusan", "RAT No. 2"),
        ("pinjaman", "ajukan", "A-0001", "12000000", "--produk", "reguler", "--tenor", "12", *on),
        ("pinjaman", "setujui", LOAN, *by, *on),
        ("pinjaman", "cair", LOAN, "--dari", "bri", *on),
    ):
        ran = run(*args)
        assert ran.code == 0, ran
    return run


@pytest.mark.parametrize("command", ["akad", "cetak-jadwal", "cetak-kartu"])
@pytest.mark.parametrize("suffix", [".txt", ".json", ".html", ".pdf"])
def test_papers_are_written_to_files(lent: Run, tmp_path: Path, command: str, suffix: str) -> None:
    out = tmp_path / f"surat{suffix}"
    ran = lent("pinjaman", command, LOAN, "--keluar", out)
    assert ran.code == 0, ran
    data = out.read_bytes()
    assert data.startswith(b"%PDF") if suffix == ".pdf" else LOAN.encode() in data


def test_an_agreement_names_its_witnesses(lent: Run) -> None:
    ran = lent("pinjaman", "akad", LOAN.lower(), "--saksi", "Ani Saksi", "--pasangan", "Pasangan")
    assert "Saksi 1: Ani Saksi" in ran.out
    assert "Suami/istri, menyetujui: Pasangan" in ran.out
    assert "Rp12.000.000 (dua belas juta rupiah)" in ran.out.replace("\n    ", " ")
    assert lent("pinjaman", "akad", LOAN, "--json").json["surat"] == "akad"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("akad", "PJ-9"), "Pinjaman PJ-9 tidak ada"),
        (("akad", LOAN, "--format", "xlsx"), "teks, json, html, pdf."),
        (("akad", LOAN, "--format", "doc"), "tidak tersedia"),
        (("akad", LOAN, "--json", "--format", "pdf"), "tidak dapat dipakai bersama"),
        (("akad", LOAN, "--keluar", "/tidak/ada/akad.pdf"), "Tidak dapat ditulis"),
        (("cetak-jadwal", LOAN, "--versi", "7"), "tidak mempunyai jadwal ke-7"),
        (("cetak-jadwal", LOAN, "--tanggal", "kemarin lusa"), "bukan tanggal"),
        (("cetak-kartu", "PJ-9"), "Pinjaman PJ-9 tidak ada"),
        (("surat", LOAN, "--tanggal", "2026-01-06"), "tidak mempunyai tunggakan"),
        (("surat", LOAN, "--tanggal", "2026-04-06", "--batas", "2026-04-01"), "tidak sesudah"),
        (("potong-gaji", "--bulan", "2026-13"), "bukan bulan"),
        (("potong-gaji", "--bulan", "2026-03", "--anggota", "/tidak/ada"), "berkas tidak ada"),
        (("potong-gaji-masuk", "/tidak/ada.xlsx", "--via", "bri"), "berkas tidak ada"),
    ],
)
def test_wrong_input_is_told(lent: Run, args: tuple[str, ...], said: str) -> None:
    ran = lent("pinjaman", *args)
    assert ran.code == 1, ran
    assert said in ran.err.replace("\n", " ")
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "args",
    [
        ("potong-gaji",),
        ("potong-gaji", "--bulan", "2026-03", "--keluar", "daftar.pdf"),
        ("surat", LOAN, "--ke", "0"),
    ],
)
def test_wrong_usage_is_told(lent: Run, args: tuple[str, ...]) -> None:
    assert lent("pinjaman", *args).code == 2


def test_a_letter_asks_for_what_is_overdue(lent: Run) -> None:
    ran = lent("pinjaman", "surat", LOAN, "--ke", "2", "--tanggal", "2026-03-06")
    assert ran.code == 0, ran
    assert "SURAT PERINGATAN KE-2" in ran.out
    assert "Rp2.480.000" in ran.out
    assert "13 Maret 2026" in ran.out


def test_payroll_goes_out_and_comes_back(lent: Run, tmp_path: Path) -> None:
    out = tmp_path / "potong.xlsx"
    ran = lent("pinjaman", "potong-gaji", "--bulan", "2026-02", "--keluar", out)
    assert "2 anggota, Rp1.320.000" in ran.out
    listed = lent("pinjaman", "potong-gaji", "--bulan", "2026-02", "--json").json
    assert listed["jumlah"] == "1320000"
    told = ("pinjaman", "potong-gaji-masuk", out, "--via", "bri", "--tanggal", "2026-02-28")
    assert "masih kosong" in lent(*told).err
    workbook = openpyxl.load_workbook(io.BytesIO(out.read_bytes()))
    page = workbook.active
    assert page is not None
    for row in page.iter_rows(min_row=2, max_row=3):
        row[7].value = row[6].value
    workbook.save(out)
    trial = lent(*told, "--coba")
    assert "3 pembayaran akan dicatat" in trial.out
    assert "tidak ada yang dicatat" in trial.out
    done = lent(*told, "--jumlah", "1320000", "--json")
    assert done.code == 0, done
    assert json.loads(done.out)["dicatat"] == 3
    assert "0 pembayaran dicatat, 3 sudah tercatat" in lent(*told).out
    assert lent("pinjaman", "potong-gaji", "--bulan", "2026-02").out.startswith("Tidak ada tagihan")
    wrong = lent(*told[:3], "--via", "bri", "--jumlah", "1")
    assert wrong.code == 1
    assert "selisih" in wrong.err
