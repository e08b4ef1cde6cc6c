"""The layout of statements in the policy template: switched off until the pengurus decide."""

STATEMENTS = """\
# Bentuk laporan keuangan. Tanpa bagian ini bentuknya mengikuti profil koperasi: riil dan KDMP
# memisahkan lancar dan tidak lancar, KSP/USP menurut likuiditas (Permenkop UKM 2/2024). Hapus tanda
# # di depan setiap baris bila dipakai.
# [laporan]
# posisi_keuangan = "lancar"          # "lancar", "likuiditas" atau "emkm" (SAK EMKM)
# rincian = "akun"                    # satu baris per "akun" atau per "pos"
# phu = "a"                           # "a" partisipasi bruto dan neto, "b" SAK EP, "emkm"
# arus_kas = "langsung"               # atau "tidak-langsung"; KSP/USP wajib langsung
# simpanan_di_arus_kas = "operasi"    # atau "pendanaan": di mana simpanan sukarela dan berjangka
# dana_syirkah = true                 # simpanan mudharabah di antara liabilitas dan ekuitas
# sak = "sak-ep"                      # "sak-ep", "sak-emkm" atau "sak-indonesia": dasar di CALK
# [laporan.pos]                       # akun tambahan yang posnya tidak mengikuti kodenya
# "Aset:Lain:BebanDitangguhkan" = "aset_tak_berwujud"

"""
