"""The policy files of the small sample, as its members' meeting decided them."""

import tomllib
from typing import Any

from koperasi_ledger.workflows.sample_village_policy import TRADE

_HEAD = """\
# Kebijakan {what}
# Yang diputuskan AD/ART dan Rapat Anggota ada di sini, bukan di dalam program.
# Berlaku sejak diterapkan: koperasi kebijakan terapkan {file}

[simpanan]
pokok = "100000"
wajib_per_bulan = "{wajib}"
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12

[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "10000"

[unit_usaha.unit]
keagenan = "Unit Keagenan"
simpan-pinjam = "Unit Simpan Pinjam"
toko = "Unit Toko"

[cetak]
kota = "Desa Contoh"

[cetak.penanda_tangan]
Bendahara = "Lestari Isapan"
Ketua = "Agus Khayal"
"""

_BANK = """
# Mutasi bank yang menyebut nomor anggota dan salah satu kata ini dibukukan sendiri.
[bank]
kata_pokok = ["POKOK"]
kata_wajib = ["WAJIB"]

[bank.kata_simpanan]
sukarela = ["SUKARELA", "TABUNGAN"]

# Mutasi bank yang menjelaskan dirinya sendiri; selebihnya menunggu di Titipan.
[[bank.aturan]]
nama = "Pajak bunga bank"
arah = "keluar"
kata = ["PAJAK", "BUNGA"]
akun = "Beban:Lain:PajakBungaBank"

[[bank.aturan]]
nama = "Bunga bank"
arah = "masuk"
kata = ["BUNGA"]
akun = "Pendapatan:Lain:BungaBank"

[[bank.aturan]]
nama = "Biaya administrasi"
arah = "keluar"
kata = ["BIAYA", "ADM"]
akun = "Beban:Lain:AdministrasiBank"
paling_banyak = "50000"

[[bank.aturan]]
nama = "Biaya transfer"
arah = "keluar"
kata = ["BIAYA", "TXN"]
akun = "Beban:Lain:AdministrasiBank"
paling_banyak = "10000"

[[bank.aturan]]
nama = "Fee BRILink"
arah = "masuk"
kata = ["FEE", "BRILINK"]
akun = "Pendapatan:NonAnggota:KomisiKeagenan"
"""

_TRADE_HEAD = """\
# Kebijakan 2025: toko, keagenan, bantuan, pajak dan pembagian SHU
# Yang diputuskan AD/ART dan Rapat Anggota ada di sini, bukan di dalam program.
# Berlaku sejak diterapkan: koperasi kebijakan terapkan kebijakan-2025.toml
"""

FILES = {
    "kebijakan-2022.toml": _HEAD.format(
        what="2022, dari rapat pendirian", file="kebijakan-2022.toml", wajib="10000"
    ),
    "kebijakan-2025.toml": _TRADE_HEAD + TRADE,
    "kebijakan.toml": _HEAD.format(
        what="2026: simpanan wajib naik menjadi Rp20.000", file="kebijakan.toml", wajib="20000"
    )
    + TRADE
    + _BANK,
}
"""The policy files by name: from the founding on, what was added in 2025, and all since 2026."""


def documents() -> tuple[dict[str, Any], ...]:
    """The policy documents as the events hold them: of 2022, of 2025, and of 2026."""
    return tuple(tomllib.loads(text) for text in FILES.values())


README = """\
# Buku contoh

Koperasi Desa Merah Putih Contoh Fiktif tidak ada; semua orang, nomor dan rekening di sini rekaan.
Semua berkas dibuat oleh `scripts/sample.sh` (`koperasi contoh --kecil`), dan tidak ditulis dengan
tangan; sebuah uji membuatnya lagi dan membandingkan setiap bita.

- `events/` peristiwa per bulan; dari sinilah semuanya dapat dibangun lagi
- `main.beancount`, `accounts.beancount`, `2025/`, `2026/` buku besar yang dicetak darinya
- `bank/` rekening koran Oktober 2026 seperti ditulis BRI (BRImo/IBBIZ) dan KlikBCA Bisnis
- `toko/` penjualan kasir kedua, 24 Oktober 2026, seperti ditulis mesin kasir; sudah diimpor
- `kebijakan-2022.toml`, `kebijakan-2025.toml` (toko, keagenan, bantuan, pajak, laporan, SHU) dan
  `kebijakan.toml`: keputusan rapat anggota, sudah diterapkan
- `rat-2025.md`, `rat-2025-pengawas.md` yang ditulis pengurus dan pengawas untuk buku RAT
- `mulai/` saldo awal per 1 Oktober 2026 yang dipakai `make demo`

Tokonya menjual setahun lebih dengan tiga skema harga (eceran, UMKM, grosir) dan harga anggota.
Barangnya dari Bulog, Pertamina, Pupuk Indonesia, ID Food dan grosir (nama cabangnya rekaan), dari
panen anggota, dan titipan UMKM; dengan LPG, pupuk dan beras SPHP bersubsidi, opname, retur,
keagenan, dan bantuan pangan. Tahun 2025 sudah ditutup dan SHU-nya dibagi.

Basis data tidak ikut disimpan; perintah pertama membangunnya dari `events/`. Salin dahulu folder
ini, lalu:

    koperasi -C SALINAN status
    koperasi -C SALINAN periksa
    koperasi -C SALINAN laporan neraca --tahun 2025
    koperasi -C SALINAN laporan penjualan --tahun 2025 --menurut tingkat
    koperasi -C SALINAN laporan persediaan --sampai 2026-10-31
    koperasi -C SALINAN laporan shu --tahun 2025
    koperasi -C SALINAN laporan rat --tahun 2025 --keluar rat-2025.pdf
    koperasi -C SALINAN fava --tahun 2025
"""
"""What the folder of the small sample says about itself."""
