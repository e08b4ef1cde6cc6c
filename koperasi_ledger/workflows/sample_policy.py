"""The policy files of the small sample, as its members' meeting decided them."""

import tomllib
from typing import Any

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
Bendahara = "Sari Misal"
Ketua = "Rahmat Rekaan"
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

[[bank.aturan]]
nama = "PPh final atas omzet"
arah = "keluar"
kata = ["PPH", "FINAL"]
akun = "Beban:PajakPenghasilan"
"""

FILES = {
    "kebijakan-2022.toml": _HEAD.format(
        what="2022, dari rapat pendirian", file="kebijakan-2022.toml", wajib="10000"
    ),
    "kebijakan.toml": _HEAD.format(
        what="2026: simpanan wajib naik menjadi Rp20.000", file="kebijakan.toml", wajib="20000"
    )
    + _BANK,
}
"""The policy files by name; the first was in force until 2025, the second is since 2026."""


def documents() -> tuple[dict[str, Any], dict[str, Any]]:
    """The two policy documents as the events hold them: of 2022, and of 2026."""
    old, new = FILES.values()
    return tomllib.loads(old), tomllib.loads(new)


README = """\
# Buku contoh

Koperasi Desa Merah Putih Contoh Fiktif tidak ada; semua orang, nomor dan rekening di sini rekaan.
Semua berkas dibuat oleh `scripts/sample.sh` (`koperasi contoh --kecil`), dan tidak ditulis dengan
tangan; sebuah uji membuatnya lagi dan membandingkan setiap bita.

- `events/` peristiwa per bulan; dari sinilah semuanya dapat dibangun lagi
- `main.beancount`, `accounts.beancount`, `2025/`, `2026/` buku besar yang dicetak darinya
- `bank/` rekening koran Oktober 2026 seperti ditulis BRI (BRImo/IBBIZ) dan KlikBCA Bisnis
- `kebijakan-2022.toml`, `kebijakan.toml` keputusan rapat anggota, sudah diterapkan
- `mulai/` saldo awal per 1 Oktober 2026 yang dipakai `make demo`

Basis data tidak ikut disimpan; perintah pertama membangunnya dari `events/`. Salin dahulu folder
ini, lalu:

    koperasi -C SALINAN status
    koperasi -C SALINAN periksa
    koperasi -C SALINAN laporan neraca --tahun 2025
    koperasi -C SALINAN fava --tahun 2025
"""
"""What the folder of the small sample says about itself."""
