"""A book that lends, for commands on loans; a test module asks for it with `pytest_plugins`."""

from pathlib import Path

import pytest
from command_line import Run

PRODUCTS = """
[[pinjaman.produk]]
kunci = "reguler"
nama = "Pinjaman Reguler"
metode = "flat"
bunga = "18"
tenor_paling_panjang = 36
paling_banyak = "50000000"
kelebihan_bayar = "titipan"
pengakuan_jasa = "akrual"
pelunasan = { aturan = "jasa-berjalan" }
denda = { per = "hari", persen = "0.1", tenggang_hari = 3, paling_banyak_persen = "10" }
[[pinjaman.produk.biaya]]
nama = "Provisi"
persen = "1"
akun = "Pendapatan:Anggota:Provisi"
[[pinjaman.produk.biaya]]
nama = "Simpanan wajib pinjam"
jumlah = "50000"
simpanan_wajib_pinjam = true
[pinjaman.kualitas]
profil = "koperasi"
kelompok = [{ pokok = [1, 6], jasa = [1, 6] }]
agunan_diragukan_persen = "75"
tepat_waktu_sesudah_restrukturisasi = 3
[pinjaman.penyisihan.regulasi]
lancar = "0.5"
kurang_lancar = "10"
diragukan = "50"
macet = "100"
"""
JAN = ("--tanggal", "2026-01-10")


@pytest.fixture
def lending(ok: Run, book: Path) -> Run:
    """The book with a loan product and Rp50 million in the cash box."""
    file = book / "pinjaman.toml"
    file.write_text(PRODUCTS, encoding="utf-8")
    ok("kebijakan", "terapkan", file, "--berlaku", "2026-01-05", "--tanggal", "2026-01-05",
       "--keputusan", "RAT")  # fmt: skip
    ok("kas", "terima", "50000000", "--akun", "Ekuitas:Hibah", "--tanggal", "2026-01-05")
    return ok


@pytest.fixture
def running(lending: Run) -> Run:
    """The same with PJ-2026-0001 of A-0001 paid out on 10 January: Rp12 million in 12 months."""
    lending("pinjaman", "ajukan", "A-0001", "12000000", "--tenor", "12", *JAN)
    lending("pinjaman", "setujui", "PJ-2026-0001", "--oleh", "Ketua Contoh", *JAN)
    lending("pinjaman", "cair", "PJ-2026-0001", *JAN)
    return lending
