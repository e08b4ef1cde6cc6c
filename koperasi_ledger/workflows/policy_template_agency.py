"""Agency work and aid in the policy template: switched off until the pengurus decide."""

AGENCY = """\
# Keagenan: BRILink, Pos, PPOB. Hanya fee menjadi pendapatan, nominalnya tidak. LPG dan pupuk
# yang dibeli lalu dijual dengan HET adalah barang toko, bukan keagenan. Hapus tanda # bila dipakai.
# [keagenan]
# unit_usaha = "toko"                 # CONTOH
# saldo_minus = false                 # bolehkah saldo di buku di bawah nol?
# jasa_usaha_anggota = true           # CONTOH: transaksi anggota dihitung sebagai jasa usahanya?
# [keagenan.prinsipal]                # cara: "saldo" (diisi di muka) atau "setor" (kemudian)
# brilink = { nama = "BRILink", cara = "saldo" }
# pos = { nama = "Pos Indonesia", cara = "setor" }
# [keagenan.layanan.tarik-tunai]      # satu blok untuk setiap layanan
# nama = "Tarik tunai"
# prinsipal = "brilink"
# uang = "keluar"                     # dari sisi kas: "masuk" (bayar, setor, kirim) atau "keluar"
# fee_pelanggan = { jenjang = [{ sampai = "500000", fee = "3000" }, { fee = "5000" }] }  # CONTOH
# fee_prinsipal = { tetap = "1500" }  # CONTOH: dari prinsipal kepada koperasi
# fee_prinsipal_dibayar = "kemudian"  # atau "langsung" masuk saldo
# [keagenan.layanan.listrik]
# nama = "Token listrik"
# prinsipal = "brilink"
# uang = "masuk"
# fee_pelanggan = { tetap = "2500" }  # CONTOH; atau { persen = "1", paling_sedikit = "2500",
#                                     #              paling_banyak = "25000" }
# bagian_prinsipal = { tetap = "1000" }   # CONTOH: dari fee pelanggan, dipotong dari saldo
# unit_usaha = "toko"                 # bila lain dari di atas

"""
"""Every setting of agency work, each line commented out."""

AID = """\
# Bantuan pemerintah yang disimpan dan disalurkan: bukan milik dan bukan pendapatan koperasi.
# [bantuan]
# perlakuan = "liabilitas"            # CONTOH: atau "di-luar-neraca"; uang selalu liabilitas
# boleh_diwakilkan = true             # CONTOH: bolehkah orang lain menerimanya?
# unit_usaha = "toko"                 # CONTOH
# [bantuan.perlakuan_program]         # pengecualian untuk satu program
# sembako-2026 = "di-luar-neraca"
# [bantuan.lokasi]
# gudang = "Gudang"
# balai = "Balai desa"

"""
"""Every setting of aid, each line commented out."""
