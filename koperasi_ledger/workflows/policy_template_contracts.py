"""The part of the commented policy file that is about debts and sharia savings.

Every line is switched off, as those on loans are: see `policy_template_loans`.
"""

CONTRACTS = """\
## Skema utang: perjanjian bank diuji terhadapnya bila dicatat dengan --skema.
# [[utang.skema]]
# kunci = "kdmp"                        # CONTOH: nama pendek untuk --skema
# nama = "Pinjaman Koperasi Desa Merah Putih"  # CONTOH
# plafon_paling_banyak = "3000000000"   # CONTOH: menurut berita 2025; periksa ketentuan terbaru
# bunga_paling_tinggi = "6"             # CONTOH: persen setahun
# tenor_paling_panjang = 72             # CONTOH: bulan
# tenggang_paling_pendek = 6            # CONTOH: bulan tanpa angsuran pokok, paling sedikit
# tenggang_paling_panjang = 8           # CONTOH: paling banyak

## Bagi hasil simpanan mudharabah. Produknya ditandai akad = "mudharabah" di [[simpanan.produk]]
## (akad = "wadiah" untuk titipan tanpa bagi hasil, hanya bonus sukarela).
# [syariah.bagi_hasil]
# akun_pendapatan = ["Pendapatan:Anggota:MarginMurabahah"]  # CONTOH: pendapatan yang dibagi
# akun_beban = []                       # kosong: bagi pendapatan; diisi: bagi laba
# porsi_dana_persen = "100"             # CONTOH: bagian hasil yang diperoleh dari dana penabung
# [[syariah.bagi_hasil.produk]]
# kunci = "mudharabah"                  # CONTOH: kunci produk simpanan
# nisbah = "40"                         # CONTOH: persen untuk penabung
# saldo_rata_rata_minimum = "0"         # CONTOH: di bawah ini tidak mendapat bagian
"""
