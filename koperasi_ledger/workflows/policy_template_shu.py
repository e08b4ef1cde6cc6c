"""The part of the policy file on sharing the SHU: commented out, to be decided by the RAT."""

SHU = """\
# Pembagian SHU menurut AD/ART dan rapat anggota. Persen dari SHU yang dibagikan; jumlahnya tepat
# 100. Undang-undang tidak menetapkan persennya (UU 25/1992 Ps. 45). Hapus tanda # bila dipakai.
# [shu]
# bagikan_non_anggota = false         # SHU dari non-anggota: ikut dibagi, atau masuk dana
# non_anggota_ke = "cadangan"
# sumber = "sebanding"                # bagian dari anggota: "sebanding" hasil kotornya, "keputusan"
# kosong_ke = "cadangan"              # pos yang tidak seorang pun berdasar masuk ke dana ini
# # pembulatan = "100"                # bagian anggota ke bawah ke kelipatan ini; perlu sisa_ke
# # sisa_ke = "cadangan"
# # bagian_paling_sedikit = "1000"    # bagian di bawah ini tidak dibayarkan; perlu sisa_ke
# alokasi = [
#   {pos = "cadangan", persen = "40", tujuan = "dana", akun = "Ekuitas:Cadangan:Umum"},
#   {pos = "jasa_modal", persen = "20", tujuan = "anggota", dasar = "modal"},
#   {pos = "jasa_usaha", persen = "25", tujuan = "anggota", dasar = "usaha"},
#   {pos = "pengurus", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pengurus"},
#   {pos = "karyawan", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Karyawan"},
#   {pos = "pendidikan", persen = "5", tujuan = "dana", akun = "Liabilitas:DanaSHU:Pendidikan"},
# ]
# [shu.dasar_anggota.modal]           # nama bebas; setiap pos anggota menyebut satu
# dihitung = ["simpanan_pokok", "simpanan_wajib"]
# saldo = "akhir"                     # "akhir", "rata-rata" (12 akhir bulan) atau "harian"
# [shu.dasar_anggota.usaha]           # belanja, jual_hasil, jasa_pinjaman, pokok_pinjaman, ...
# dihitung = ["belanja", "jual_hasil", "jasa_pinjaman"]
# [shu.hak]
# bulan_anggota_paling_sedikit = 3
# yang_keluar_ikut = false
# yang_menunggak_ikut = true          # tunggakan dapat dipotong saat dibayar
# [shu.tak_diambil]                   # tanpa bagian ini SHU tetap menunggu anggotanya
# sesudah_bulan = 12
# ke_simpanan = "sukarela"            # atau: ke_akun = "Liabilitas:DanaSHU:Sosial"

"""
