"""What the meeting decided on the village's store, agency, aid, tax, reports and SHU."""

TRADE = """
# Toko dengan tiga skema harga ToraSera (eceran, UMKM, grosir) dan harga anggota.
[toko]
unit_usaha = "toko"
pembukuan = "per-struk"
belanja_titipan = "penuh"

[toko.tingkat.umum]
nama = "Eceran umum"
[toko.tingkat.umkm]
nama = "UMKM"
[toko.tingkat.grosir]
nama = "Grosir"
[toko.tingkat.anggota]
nama = "Harga anggota"
hanya_anggota = true

[toko.lokasi.gudang]
nama = "Gudang desa"
wilayah = "zona-1"
[toko.lokasi.gerai]
nama = "Gerai sembako"
wilayah = "zona-1"

# Cara menghitung harga pokok setiap golongan barang.
[toko.golongan]
sembako = "rata-rata"
subsidi = "fifo"
hasil = "rata-rata"
titipan = "rata-rata"

[toko.kredit_anggota]
paling_banyak = "500000"
tempo_hari = 30

# LPG 3 kg: pembeli disebut, paling banyak empat tabung sebulan.
[toko.batas_bulanan.lpg-3kg]
paling_banyak = "4"

[keagenan]
unit_usaha = "keagenan"
jasa_usaha_anggota = true
[keagenan.prinsipal.brilink]
nama = "BRILink"
cara = "saldo"
[keagenan.prinsipal.ppob]
nama = "Aplikasi PPOB"
cara = "saldo"
[keagenan.prinsipal.pos]
nama = "Agen Pos"
cara = "setor"
[keagenan.layanan.tarik]
nama = "Tarik tunai"
prinsipal = "brilink"
uang = "keluar"
fee_pelanggan = { tetap = "5000" }
[keagenan.layanan.transfer]
nama = "Transfer dan setor tunai"
prinsipal = "brilink"
uang = "masuk"
fee_pelanggan = { tetap = "5000" }
[keagenan.layanan.listrik]
nama = "Token dan tagihan listrik"
prinsipal = "ppob"
uang = "masuk"
fee_pelanggan = { tetap = "3000" }
bagian_prinsipal = { tetap = "500" }
[keagenan.layanan.kirim-pos]
nama = "Kiriman pos"
prinsipal = "pos"
uang = "masuk"
fee_prinsipal = { tetap = "2000" }

# Bantuan pangan dijaga untuk penerimanya: aset dan liabilitas yang sama besar.
[bantuan]
perlakuan = "liabilitas"
[bantuan.lokasi]
gudang = "Gudang desa"

# Bukan PKP. PPh final 0,5% dari omzet sebulan, disetor paling lambat tanggal 15.
[pajak.pph_final]
persen = "0.5"
batas_setahun = "4800000000"

# Laporan menurut SAK EP; harga pasar diwakili harga eceran umum.
[laporan]
sak = "sak-ep"
[promosi]
tingkat_pasar = "umum"

# Pembagian SHU. Imbal jasa desa 20% menurut keputusan rapat; dasar hukumnya sedang berubah.
[shu]
bagikan_non_anggota = false
non_anggota_ke = "cadangan"
sumber = "sebanding"
kosong_ke = "cadangan"
alokasi = [
  { pos = "cadangan", persen = "20", tujuan = "dana", akun = "Ekuitas:Cadangan:Umum" },
  { pos = "jasa_modal", persen = "20", tujuan = "anggota", dasar = "modal" },
  { pos = "jasa_usaha", persen = "20", tujuan = "anggota", dasar = "belanja" },
  { pos = "jasa_hasil", persen = "5", tujuan = "anggota", dasar = "hasil" },
  { pos = "pengurus", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pengurus" },
  { pos = "karyawan", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Karyawan" },
  { pos = "pendidikan", persen = "2.5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pendidikan" },
  { pos = "sosial", persen = "2.5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Sosial" },
  { pos = "imbal_desa", persen = "20", tujuan = "dana", akun = "Liabilitas:DanaSHU:ImbalJasaDesa" },
]
[shu.dasar_anggota.modal]
dihitung = ["simpanan_pokok", "simpanan_wajib"]
saldo = "rata-rata"
[shu.dasar_anggota.belanja]
dihitung = ["belanja"]
[shu.dasar_anggota.hasil]
dihitung = ["jual_hasil"]
"""
"""The sections of the policy of 2025; what came in 2026 repeats them."""
