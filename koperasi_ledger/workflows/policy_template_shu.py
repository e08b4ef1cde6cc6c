"""The part of the policy file on sharing the SHU: commented out, to be decided by the RAT."""

_POOLS = (
    ("cadangan", "40", "dana", 'akun = "Ekuitas:Cadangan:Umum"'),
    ("jasa_modal", "20", "anggota", 'dasar = "modal"'),
    ("jasa_usaha", "25", "anggota", 'dasar = "usaha"'),
    ("pengurus", "5", "dana", 'akun = "Liabilitas:DanaSHU:Pengurus"'),
    ("karyawan", "5", "dana", 'akun = "Liabilitas:DanaSHU:Karyawan"'),
    ("pendidikan", "5", "dana", 'akun = "Liabilitas:DanaSHU:Pendidikan"'),
)

SHU = (
    """\
# Pembagian SHU menurut AD/ART dan rapat anggota. Persen dari SHU yang dibagikan; jumlahnya tepat
# 100. Undang-undang tidak menetapkan persennya (UU 25/1992 Ps. 45). Hapus tanda # bila dipakai.
# [shu]
# bagikan_non_anggota = false         # SHU dari non-anggota: ikut dibagi, atau masuk dana
# non_anggota_ke = "cadangan"
# sumber = "sebanding"                # bagian dari anggota: "sebanding" hasil kotornya, "keputusan"
# kosong_ke = "cadangan"              # pos yang tidak seorang pun berdasar masuk ke dana ini
# sisa_ke = "cadangan"                # dana yang menerima sisa pembulatan; tanpa ini tidak ada sisa
# pembulatan = "1"                    # bagian anggota dibulatkan ke bawah ke kelipatan ini
# bagian_paling_sedikit = "0"         # bagian di bawah ini tidak dibayarkan, masuk sisa_ke
# Satu blok untuk setiap pos: tujuan "dana" dengan akunnya, atau "anggota" dengan dasarnya.
# Bila SHU dari non-anggota dibagi kepada beberapa dana: tambahkan persen_non_anggota di setiap pos
# dana yang menerimanya (ditulis seperti persen, jumlahnya 100), dan hapus non_anggota_ke.
"""
    + "".join(
        f'# [[shu.alokasi]]\n# pos = "{name}"\n# persen = "{percent}"{" " * 19}# CONTOH\n'
        f'# tujuan = "{purpose}"\n# {where}\n'
        for name, percent, purpose, where in _POOLS
    )
    + """\
# [shu.dasar_anggota.modal]           # nama bebas; setiap pos anggota menyebut satu
# dihitung = ["simpanan_pokok", "simpanan_wajib"]
# saldo = "akhir"                     # "akhir", "rata-rata" (12 akhir bulan) atau "harian"
# [shu.dasar_anggota.usaha]           # juga jasa_pinjaman_dibayar, pokok_pinjaman, fee_keagenan
# dihitung = ["belanja", "jual_hasil", "jasa_pinjaman"]
# [shu.hak]
# bulan_anggota_paling_sedikit = 3
# yang_keluar_ikut = false
# yang_menunggak_ikut = true          # tunggakan dapat dipotong saat dibayar
# [shu.tak_diambil]                   # tanpa bagian ini SHU tetap menunggu anggotanya
# sesudah_bulan = 12
# ke_simpanan = "sukarela"            # atau ke_akun, misalnya Liabilitas DanaSHU Sosial

"""
)
