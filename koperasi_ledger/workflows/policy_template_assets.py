"""The part of the commented policy file that is about fixed assets.

Every line is switched off, as those on loans are: see `policy_template_loans`.
"""

ASSETS = """\
## Aset tetap: golongan, umur dan batasnya ('koperasi aset'). Penyusutan garis lurus setiap bulan.
# [aset]
# mulai = "bulan-perolehan"             # atau bulan-berikutnya, tengah-bulan (s.d. tanggal 15)
# [aset.golongan.tanah]
# nama = "Tanah"
# kelompok = "tanah"                    # tanah tidak disusutkan
# [aset.golongan.bangunan]
# nama = "Bangunan"
# kelompok = "bangunan"                 # tanah, bangunan, kendaraan, inventaris, tak-berwujud
# umur_bulan = 240                      # CONTOH: perkiraan umur manfaat
# residu_persen = "0"                   # CONTOH: nilai yang tersisa di akhir umur
# batas = "1000000"                     # CONTOH: di bawah ini sebuah langsung menjadi beban
# akun_beban = "Beban:Usaha:Penyusutan"
# [aset.golongan.kendaraan]
# nama = "Kendaraan"
# kelompok = "kendaraan"
# umur_bulan = 96                       # CONTOH
# [aset.golongan.peralatan]
# nama = "Peralatan dan inventaris kantor"
# kelompok = "inventaris"
# umur_bulan = 48                       # CONTOH
# batas = "1000000"                     # CONTOH
"""
