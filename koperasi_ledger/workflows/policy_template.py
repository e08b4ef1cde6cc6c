"""The commented policy file that a new book starts with: every decision is the pengurus' own."""

from koperasi_ledger.workflows.policy_template_agency import AGENCY, AID
from koperasi_ledger.workflows.policy_template_assets import ASSETS
from koperasi_ledger.workflows.policy_template_contracts import CONTRACTS
from koperasi_ledger.workflows.policy_template_health import HEALTH
from koperasi_ledger.workflows.policy_template_loans import LOANS
from koperasi_ledger.workflows.policy_template_shu import SHU
from koperasi_ledger.workflows.policy_template_statements import STATEMENTS
from koperasi_ledger.workflows.policy_template_store import STORE

MARK = "contoh"
"""The key that says nobody decided anything yet; its line is removed by hand."""

TEMPLATE = (
    """\
# KEBIJAKAN KOPERASI
#
# Berkas ini memuat apa yang diputuskan AD/ART dan rapat anggota. Program tidak memutuskan apa pun:
# setiap nilai yang bertanda CONTOH harus diganti dengan keputusan koperasi sendiri.
#
# Cara memakai:
#   1. Isi setiap bagian, hapus bagian yang tidak dipakai.
#   2. Hapus baris "contoh = true" di bawah ini, tanda bahwa pengurus sudah memutuskan.
#   3. koperasi kebijakan terapkan kebijakan.toml --berlaku 2026-01-01 --keputusan "RAT 2026 No. 1"
# Perubahan kemudian: ubah berkas ini, lalu terapkan lagi dengan tanggal berlaku yang baru.
# Bagian yang tidak ditulis tetap seperti semula. Tahun yang lampau tetap memakai kebijakannya.

contoh = true  # HAPUS baris ini sesudah semua nilai CONTOH diputuskan

[simpanan]
pokok = "100000"                      # CONTOH: dibayar satu kali saat masuk (AD/ART)
wajib_per_bulan = "20000"             # CONTOH: dibayar setiap bulan (AD/ART atau RAT)
wajib_mulai = "bulan-masuk"           # CONTOH: "bulan-masuk" atau "bulan-berikutnya"
wajib_boleh_dicicil = false           # CONTOH: bolehkah membayar sebagian dari satu bulan?
wajib_paling_jauh_di_muka = 12        # CONTOH: berapa bulan boleh dibayar di muka

# Satu blok untuk setiap produk simpanan sukarela.
[[simpanan.produk]]
kunci = "sukarela"                    # CONTOH: nama pendek untuk --produk
nama = "Simpanan Sukarela"            # CONTOH
saldo_minimum = "0"                   # CONTOH: saldo yang harus tersisa selama masih anggota
# biaya_admin_per_bulan = "1000"      # dipotong bersama jasa bulanan; tanpa baris ini tidak ada
# Jasa simpanan; tanpa bagian ini produk tidak berjasa. Hapus tanda # bila dipakai.
# [simpanan.produk.jasa]
# metode = "harian"                   # "harian", "rata-rata" atau "terendah"
# persen_setahun = "3"                # atau: jenjang = [{mulai = "0", persen_setahun = "3"}, ...]
# saldo_minimum = "0"                 # saldo di bawah ini tidak berjasa
# hitung_hari = "aktual/365"

"""
    + LOANS
    + CONTRACTS
    + """
# Simpanan berjangka. Batas jasa 9% setahun: Permenkop 8/2023 Ps. 26(4), dapat diubah menteri; batas
# yang sama dapat ditulis di [simpanan]. Hapus tanda # bila dipakai.
# [berjangka]
# jasa_paling_tinggi_persen = "9"
# [[berjangka.produk]]
# kunci = "berkala"
# nama = "Simpanan Berjangka"
# paling_sedikit = "1000000"
# jangka = [{bulan = 3, persen_setahun = "5"}, {bulan = 12, persen_setahun = "6"}]
# jasa_dibayar = "bulanan"            # atau "jatuh-tempo"
# pengakuan = "kas"                   # atau "akrual": beban diakui setiap akhir bulan
# [berjangka.produk.pencairan_awal]   # tanpa bagian ini tidak dapat dicairkan lebih awal
# dasar = "pokok"                     # "pokok", "saldo" atau "jasa" (yang sudah diterima)
# persen = "3"
# jasa_berjalan = "hangus"            # atau "dibayar"

# PPh final atas jasa simpanan anggota (PP 15/2009): perlu ada sebelum jasa pertama dibayar.
[pajak.jasa_simpanan]
bebas_sampai = "240000"               # per anggota per bulan, semua simpanannya
persen = "10"                         # dari seluruh jasa bila melebihi batas itu

# PPN, hanya bila koperasi sudah dikukuhkan sebagai PKP. Barang kena pajak ditandai pada barangnya.
# [pajak.ppn]
# pkp_sejak = "2026-05-01"            # tanggal pengukuhan; sebelum itu tidak ada PPN
# persen = "12"
# dpp = "11/12"                       # DPP nilai lain (PMK 131/2024): tarif efektif 11%
# harga_tanpa_ppn = ["grosir"]        # tingkat harga yang belum memuat PPN; lainnya sudah
# dihitung_per = "struk"              # atau "baris"
# jasa_usaha = "tanpa-ppn"            # atau "dengan-ppn": belanja anggota dihitung dengan PPN

# PPh final atas omzet bulanan (PP 55/2022, PP 20/2026): tanyakan ke kantor pajak apakah berlaku.
# [pajak.pph_final]
# persen = "0.5"
# batas_setahun = "4800000000"
# tahun_pajak_terakhir = 2029
# omzet = ["Pendapatan:Anggota", "Pendapatan:NonAnggota"]  # akun, atau semua di bawahnya
# kecuali = ["Pendapatan:Anggota:JasaPinjaman"]            # CONTOH: bila bukan omzet

# Unit usaha yang hasilnya dilaporkan sendiri. Hapus tanda # bila dipakai.
# [unit_usaha.unit]
# toko = "Unit Toko"
# simpan-pinjam = "Unit Simpan Pinjam"

"""
    + STORE
    + AGENCY
    + AID
    + ASSETS
    + SHU
    + """\
# Akun tambahan di luar bagan baku. Akun ditambah, tidak pernah dihapus atau diganti nama.
# [[akun.tambahan]]
# akun = "Beban:Usaha:KebersihanKeamanan"
# kode = "6130"
# nama = "Beban kebersihan dan keamanan"

# Karakter terakhir nomor anggota sebagai digit cek (ISO/IEC 7064, MOD 37,36).
# [bank]
# nomor_anggota_berdigit_cek = true

# Baris rekening koran yang menjelaskan dirinya sendiri; yang lain menunggu di Titipan.
[[bank.aturan]]
nama = "Biaya administrasi bank"      # CONTOH
arah = "keluar"                       # masuk atau keluar
kata = ["BIAYA", "ADM"]               # CONTOH: semua kata ini harus ada pada uraian bank
akun = "Beban:Lain:AdministrasiBank"
paling_banyak = "50000"               # CONTOH: lebih dari ini menunggu di Titipan

[[bank.aturan]]
nama = "Pajak bunga bank"             # CONTOH
arah = "keluar"
kata = ["PAJAK", "BUNGA"]
akun = "Beban:Lain:PajakBungaBank"

[[bank.aturan]]
nama = "Bunga bank"                   # CONTOH
arah = "masuk"
kata = ["BUNGA"]
akun = "Pendapatan:Lain:BungaBank"
paling_banyak = "1000000"             # CONTOH

# Kode unik: angka yang ditambahkan pada tagihan agar jumlahnya menunjukkan siapa yang membayar.
# [bank.kode_unik]
# paling_besar = 999
# berlaku_hari = 30                   # selama itu pembayaran dikenali dari kodenya
# jeda_hari = 30                      # lalu selama itu jumlahnya belum dipakai lagi
# akun = "Pendapatan:Lain:NonOperasional"   # ke mana angka kodenya dibukukan

# Pemindahan antara rekening koperasi sendiri: kata dan nama bank, atau nomor rekening, di uraian.
# [bank.pindah_buku]
# kata = ["PINDAH BUKU"]
# paling_lama_hari = 1

# Koreksi bank menarik kembali mutasi sebelumnya; jumlahnya harus tepat berlawanan.
# [bank.koreksi]
# kata = ["KOR", "REVERSAL"]
# paling_lama_hari = 7

# QRIS: bank menerima bruto dikurangi MDR; rinciannya dari laporan (koperasi bank qris).
# [bank.qris]
# kata = ["QRIS"]
# akun_penjualan = "Pendapatan:Lain:NonOperasional"
# akun_mdr = "Beban:Lain:AdministrasiBank"
# paling_lama_hari = 3

"""
    + STATEMENTS
    + HEALTH
    + """\
# Siapa yang menandatangani laporan dan kuitansi.
# [cetak]
# kota = "Desa Contoh"
# [cetak.penanda_tangan]
# Ketua = "Nama Ketua"
# Bendahara = "Nama Bendahara"
"""
)
"""Written by `koperasi baru`; the amounts are among those that cooperatives publish (reference:
50.000/20.000 in the Simkopdes guide, 100.000/10.000 of one KDMP)."""


def readme(name: str) -> str:
    """What the folder of the book holds, for whoever opens it years later."""
    return f"""\
# Buku {name}

Folder ini adalah buku koperasi. Jangan mengubah isinya dengan program lain; semua dicatat lewat
perintah `koperasi`.

| berkas | isi | boleh dibagikan? |
|---|---|---|
| `koperasi.toml` | letak jurnal dan zona waktu; dapat memuat kata sandi basis data | tidak |
| `kebijakan.toml` | keputusan AD/ART dan rapat anggota, siap diisi | ya |
| `jurnal.db` | jurnal: semua peristiwa, berantai, tidak dapat diubah | tidak: memuat nama anggota |
| `events/` | salinan jurnal sebagai teks, satu berkas sebulan | tidak: memuat nama, NIK, alamat |
| `*.beancount`, folder tahun | buku besar Beancount | ya: anggota hanya disebut dengan nomor |

Langkah pertama:

1. Isi `kebijakan.toml`, hapus baris `contoh = true`, lalu
   `koperasi kebijakan terapkan kebijakan.toml --berlaku TTTT-BB-HH --keputusan "..."`.
2. Bila ada buku lama: `koperasi saldo-awal --contoh > saldo-awal.toml`, isi, lalu
   `koperasi saldo-awal saldo-awal.toml`.
3. `koperasi status` menunjukkan keadaan buku dan langkah berikutnya.

Cadangkan seluruh folder ini secara teratur ke tempat lain. Dari `events/` saja seluruh buku dapat
dibangun kembali: `koperasi bangun --dari-teks`.
"""
