"""The store in the policy template: switched off until the pengurus decide."""

STORE = """\
# Toko: stok dan harga pokok per barang. Harga jual bukan kebijakan tetapi daftar yang berubah
# (koperasi toko barang harga). Hapus tanda # di depan setiap baris bila dipakai.
# [toko]
# unit_usaha = "toko"                 # CONTOH: unit usaha semua peristiwa toko; harus ada di atas
# bulat_hpp = "1"                     # harga pokok dibulatkan ke kelipatan rupiah ini
# stok_minus = false                  # bolehkah menjual yang belum tercatat diterima?
# pembukuan = "per-struk"             # atau "rekap-harian": satu jurnal per kasir per hari
# beda_harga_paling_banyak_persen = "10"   # CONTOH: selisih dari daftar harga yang boleh disetujui
# belanja_titipan = "penuh"           # atau "komisi": dari barang titipan hanya komisinya yang
#                                     # dihitung sebagai belanja anggota untuk SHU
# lebih_kirim_paling_banyak_persen = "2"   # CONTOH: kelebihan kiriman atas pesanan yang diterima
# [toko.kredit_anggota]               # tanpa bagian ini anggota tidak dapat membeli dengan kredit
# paling_banyak = "500000"            # CONTOH: utang seorang anggota kepada toko
# tempo_hari = 30                     # CONTOH
# [toko.tingkat]                      # tingkat harga
# umum = { nama = "Eceran umum" }
# umkm = { nama = "Pelaku UMKM" }
# grosir = { nama = "Grosir koperasi dan pesantren" }
# anggota = { nama = "Anggota", hanya_anggota = true }
# [toko.lokasi]                       # tempat barang; wilayah menentukan HET yang berlaku di sana
# gudang = { nama = "Gudang" }
# gerai = { nama = "Gerai", wilayah = "jawa" }
# [toko.golongan]                     # harga pokok: "rata-rata" (bergerak) atau "fifo"
# sembako = "rata-rata"
# pupuk = "fifo"
# [toko.batas_bulanan]                # barang bersubsidi: paling banyak per pembeli setiap bulan
# lpg-3kg = { paling_banyak = "4" }   # CONTOH; satuan = "tabung" bila bukan satuan pokoknya
# Pembayaran QRIS toko menunggu di Aset:Piutang:QRIS; jadikan itu akun_penjualan [bank.qris].

"""
"""Every setting of the store, each line commented out."""
