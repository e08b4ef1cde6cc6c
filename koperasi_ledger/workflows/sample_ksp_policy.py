"""The policy of the sample KSP: its savings, its six loan products, its month-end rules."""

import tomllib
from typing import Any

from koperasi_ledger.workflows.policy_template_health import HEALTH_BODY

FILE = "kebijakan.toml"

_OWN = """\
# Kebijakan KSP Contoh Fiktif, berlaku 1 Januari 2025
# Yang diputuskan AD/ART dan Rapat Anggota ada di sini, bukan di dalam program.

[simpanan]
pokok = "250000"
wajib_per_bulan = "50000"
wajib_mulai = "bulan-masuk"
wajib_boleh_dicicil = false
wajib_paling_jauh_di_muka = 12
jasa_paling_tinggi_persen = "9"

[[simpanan.produk]]
kunci = "sukarela"
nama = "Simpanan Sukarela"
saldo_minimum = "10000"
[simpanan.produk.jasa]
metode = "harian"
persen_setahun = "4"
saldo_minimum = "100000"

[[simpanan.produk]]
kunci = "pendidikan"
nama = "Simpanan Pendidikan"
saldo_minimum = "0"
[simpanan.produk.jasa]
metode = "terendah"
persen_setahun = "6"

[shu]
bagikan_non_anggota = false
non_anggota_ke = "cadangan"
sumber = "sebanding"
kosong_ke = "cadangan"
alokasi = [
  { pos = "cadangan", persen = "30", tujuan = "dana", akun = "Ekuitas:Cadangan:Umum" },
  { pos = "jasa_modal", persen = "20", tujuan = "anggota", dasar = "modal" },
  { pos = "jasa_pinjaman", persen = "30", tujuan = "anggota", dasar = "pinjaman" },
  { pos = "pengurus", persen = "10", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pengurus" },
  { pos = "pendidikan", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pendidikan" },
  { pos = "sosial", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Sosial" },
]
[shu.dasar_anggota.modal]
dihitung = ["simpanan_pokok", "simpanan_wajib"]
saldo = "rata-rata"
[shu.dasar_anggota.pinjaman]
dihitung = ["jasa_pinjaman"]
[shu.hak]
bulan_anggota_paling_sedikit = 3
[shu.tak_diambil]
sesudah_bulan = 12
ke_akun = "Liabilitas:DanaSHU:Sosial"

[berjangka]
jasa_paling_tinggi_persen = "9"
[[berjangka.produk]]
kunci = "berjangka"
nama = "Simpanan Berjangka"
paling_sedikit = "1000000"
jasa_dibayar = "bulanan"
jangka = [
  { bulan = 3, persen_setahun = "5" },
  { bulan = 6, persen_setahun = "6" },
  { bulan = 12, persen_setahun = "7" },
]
pengakuan = "akrual"
pencairan_awal = { dasar = "pokok", persen = "1", jasa_berjalan = "hangus" }
[[berjangka.produk]]
kunci = "berjangka-jt"
nama = "Simpanan Berjangka Jatuh Tempo"
paling_sedikit = "5000000"
jasa_dibayar = "jatuh-tempo"
jangka = [{ bulan = 12, persen_setahun = "7.5" }]
hitung_hari = "aktual/365"
pengakuan = "akrual"

# PPh final atas jasa simpanan (PP 15/2009): seluruh jumlah kena bila sebulan lebih dari batas.
[pajak.jasa_simpanan]
bebas_sampai = "240000"
persen = "10"

[unit_usaha.unit]
simpan-pinjam = "Unit Simpan Pinjam"
syariah = "Unit Simpan Pinjam Pembiayaan Syariah"

# Pinjaman reguler: flat, angsuran dibulatkan ke atas menjadi ratusan rupiah.
[[pinjaman.produk]]
kunci = "reguler"
nama = "Pinjaman Reguler"
metode = "flat"
bunga = "15"
tenor_paling_panjang = 36
paling_banyak = "50000000"
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "akrual"
pembulatan = { bulat = "100", arah = "atas" }
pelunasan = { aturan = "jasa-bulan", bulan = 1 }
denda = { per = "hari", persen = "0.1", tenggang_hari = 3, paling_banyak_persen = "10" }
[[pinjaman.produk.biaya]]
nama = "Provisi"
persen = "1"
akun = "Pendapatan:Anggota:Provisi"
[[pinjaman.produk.biaya]]
nama = "Administrasi"
jumlah = "25000"
akun = "Pendapatan:Anggota:Administrasi"
[[pinjaman.produk.biaya]]
nama = "Simpanan wajib pinjam"
persen = "1"
simpanan_wajib_pinjam = true

[[pinjaman.produk]]
kunci = "modal-usaha"
nama = "Pinjaman Modal Usaha"
metode = "menurun"
bunga = "18"
tenor_paling_panjang = 48
tenggang_pokok = 2
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "akrual"
pelunasan = { aturan = "jasa-berjalan" }
denda = { per = "hari", persen = "0.1", tenggang_hari = 3, paling_banyak_persen = "10" }
[[pinjaman.produk.biaya]]
nama = "Provisi"
persen = "1"
akun = "Pendapatan:Anggota:Provisi"

[[pinjaman.produk]]
kunci = "konsumtif"
nama = "Pinjaman Konsumtif"
metode = "anuitas"
bunga = "20"
tenor_paling_panjang = 36
kelebihan_bayar = "titipan"
pengakuan_jasa = "akrual"
pembulatan = { bulat = "1000", arah = "atas" }
pelunasan = { aturan = "jasa-berjalan", jasa_berjalan = "harian", biaya_persen = "1" }
denda = { per = "bulan", persen = "2", dasar = "pokok" }

# Talangan: jasa dihitung harian dari saldo; dibayar kapan saja dalam tiga bulan.
[[pinjaman.produk]]
kunci = "talangan"
nama = "Pinjaman Talangan"
metode = "harian"
bunga = "24"
hitung_hari = "aktual/365"
tenor_paling_panjang = 6
paling_banyak = "10000000"
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "akrual"
pelunasan = { aturan = "jasa-berjalan" }

# Yarnen: dibayar sekali, sesudah panen.
[[pinjaman.produk]]
kunci = "yarnen"
nama = "Pinjaman Musiman (Yarnen)"
metode = "flat"
bunga = "7.5"
bunga_per = "periode"
periode = "120-hari"
tenor_paling_panjang = 1
kelebihan_bayar = "tolak"
pengakuan_jasa = "kas"
pelunasan = { aturan = "seluruh-jasa" }

[[pinjaman.produk]]
kunci = "qardh"
nama = "Pembiayaan Qardh"
akad = "qardh"
metode = "flat"
bunga = "0"
tenor_paling_panjang = 12
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "kas"
pelunasan = { aturan = "jasa-berjalan" }

[[pinjaman.produk]]
kunci = "murabahah"
nama = "Pembiayaan Murabahah"
akad = "murabahah"
metode = "flat"
bunga = "0"
tenor_paling_panjang = 36
kelebihan_bayar = "angsuran-berikutnya"
pengakuan_jasa = "kas"
pelunasan = { aturan = "jasa-bulan", bulan = 2 }
denda = { per = "hari", jumlah = "1000", tenggang_hari = 7 }

[pinjaman.batas]
per_anggota = "100000000"
bunga_paling_tinggi = "24"
ukuran_bunga_paling_tinggi = "nominal"
pihak_terkait = ["A-0001", "A-0002"]
pihak_terkait_persen_modal = "50"
akun_modal_sendiri = ["Ekuitas:SimpananPokok", "Ekuitas:SimpananWajib", "Ekuitas:Cadangan:Umum"]

# Mutu pinjaman menurut aturan koperasi; angka dalam bulan: lebih dari, sampai dengan.
[pinjaman.kualitas]
profil = "koperasi"
sekali_bayar_bulan = 3
agunan_diragukan_persen = "75"
diragukan_paling_lama_bulan = 21
tepat_waktu_sesudah_restrukturisasi = 3
[[pinjaman.kualitas.kelompok]]
jarak_angsuran_di_bawah_bulan = 1
pokok = [1, 2]
jasa = [1, 3]
[[pinjaman.kualitas.kelompok]]
jarak_angsuran_di_bawah_bulan = 6
pokok = [3, 6]
jasa = [3, 6]
[[pinjaman.kualitas.kelompok]]
pokok = [6, 12]
jasa = [3, 6]

[pinjaman.penyisihan]
dibukukan = "regulasi"
[pinjaman.penyisihan.regulasi]
lancar = "0.5"
kurang_lancar = "10"
diragukan = "50"
macet = "100"
agunan_dikurangkan_mulai = "kurang-lancar"
[pinjaman.penyisihan.sak_ep]
lancar = "0"
kurang_lancar = "8"
diragukan = "40"
macet = "90"
agunan_dikurangkan_mulai = "kurang-lancar"

[cetak]
kota = "Kota Contoh"
[cetak.penanda_tangan]
Bendahara = "Maya Karangan"
Ketua = "Eko Rekaan"
"""

TEXT = (
    _OWN
    + """
[laporan]
sak = "sak-ep"

[promosi]
bunga_pinjaman_bank = "18"
bunga_simpanan_bank = "2"

# Penilaian kesehatan: kedua cara sebagaimana terbit; yang belum pasti tidak diberi pita.
"""
    + HEALTH_BODY
)


def document() -> dict[str, Any]:
    """The policy document as its event holds it."""
    return tomllib.loads(TEXT)


README = """\
# Buku contoh: koperasi simpan pinjam

KSP Contoh Fiktif tidak ada; semua orang, nomor dan agunan di sini rekaan. Semua berkas dibuat oleh
`scripts/sample.sh` (`koperasi contoh --ksp`); sebuah uji membuatnya lagi dan membandingkan setiap
bita.

- pinjaman flat, menurun, anuitas, harian, musiman, qardh dan murabahah; penunggak di setiap mutu;
  restrukturisasi, top-up, pelunasan dipercepat, hapus buku dengan penerimaan kembali
- simpanan sukarela berjasa harian, simpanan pendidikan berjasa saldo terendah, simpanan berjangka
  dengan ARO dan pencairan sebelum jatuh tempo
- akrual jasa, penyisihan dan tutup buku setiap bulan, Januari 2025 sampai Oktober 2026
- tahun 2025 ditutup, RAT Februari 2026 membagi SHU-nya, bagian anggota dibayar Maret; RAPB 2025 dan
  2026, jawaban penilaian kesehatan
- pengurus, pengawas dan rapatnya; `rat-2025.md` dan `rat-2025-pengawas.md` yang mereka tulis untuk
  buku RAT

Basis data tidak ikut disimpan; perintah pertama membangunnya dari `events/`. Salin dahulu folder
ini, lalu:

    koperasi -C SALINAN periksa
    koperasi -C SALINAN pinjaman daftar
    koperasi -C SALINAN pinjaman kartu PJ-2025-0009
    koperasi -C SALINAN laporan kolektibilitas --sampai 2026-10-31
    koperasi -C SALINAN laporan rat --tahun 2025 --keluar rat-2025.pdf
"""
"""What the folder of the sample KSP says about itself."""
