"""The part of the commented policy file that is about loans.

Every line is switched off: with the first `#` of each line removed, what is a setting is TOML and
what is an explanation is still a comment. A test does so and adopts it.
"""

LOANS = """\
## Pinjaman. Bagian ini seluruhnya dimatikan; untuk memakainya hapus # pertama di setiap baris.
## Satu blok untuk setiap produk; pinjaman menyimpan syarat yang berlaku saat disetujui.
# [[pinjaman.produk]]
# kunci = "reguler"                     # CONTOH: nama pendek untuk --produk
# nama = "Pinjaman Reguler"             # CONTOH
# akad = "konvensional"                 # konvensional, murabahah (flat), qardh (bunga "0")
# metode = "flat"                       # CONTOH: flat, menurun, anuitas, atau harian (saldo harian)
# bunga = "18"                          # CONTOH: persen jasa, setahun atau tiap periode
# bunga_per = "tahun"                   # CONTOH: "tahun" atau "periode"
# periode = "bulan"                     # bulan, triwulan, semester, tahun, minggu, atau 10-hari
# tenor_paling_pendek = 1               # CONTOH: banyaknya angsuran paling sedikit
# tenor_paling_panjang = 36             # CONTOH: banyaknya angsuran paling banyak
# hitung_hari = "30/360"                # 30/360, aktual/365, aktual/360, aktual/aktual
# tenggang_pokok = 0                    # sekian angsuran pertama hanya jasa
# tenggang_jasa = 0                     # jasa sekian angsuran pertama ditunda
# jasa_tertunggak_berbunga = false      # hanya metode harian
# paling_sedikit = "500000"             # CONTOH: jumlah pinjaman paling sedikit; boleh dihapus
# paling_banyak = "50000000"            # CONTOH: jumlah pinjaman paling banyak; boleh dihapus
# urutan_bayar = ["denda", "jasa", "pokok"]  # CONTOH: angsuran dipakai untuk apa dahulu
# angsuran_tertua_dahulu = true         # CONTOH: false: seluruh jasa tertunggak dahulu, baru pokok
# kelebihan_bayar = "titipan"           # CONTOH: "angsuran-berikutnya", "titipan" atau "tolak"
# pengakuan_jasa = "kas"                # CONTOH: "kas" (saat diterima) atau "akrual" (tiap bulan)
## Pembulatan jadwal; angsuran terakhir selalu menutup sisa pokok. Boleh dihapus.
# [pinjaman.produk.pembulatan]
# desimal = 0                           # 0: rupiah utuh; 2: sampai sen
# sen = "half-up"                       # half-up, half-even atau potong
# bulat = "100"                         # CONTOH: bulatkan angsuran ke kelipatan ini; boleh dihapus
# arah = "atas"                         # CONTOH: atas, dekat atau bawah
## Denda atas angsuran yang terlambat. Boleh dihapus.
# [pinjaman.produk.denda]
# per = "hari"                          # CONTOH: "hari" atau "bulan"
# persen = "0.1"                        # CONTOH; atau jumlah = "1000" (rupiah), salah satu saja
# dasar = "angsuran"                    # persen dari "angsuran" atau hanya "pokok"-nya
# tenggang_hari = 3                     # CONTOH: sekian hari tanpa denda
# paling_banyak_persen = "10"           # CONTOH: denda paling banyak sekian persen angsuran itu
## Jasa yang masih diminta pada pelunasan dipercepat.
# [pinjaman.produk.pelunasan]
# aturan = "jasa-berjalan"              # CONTOH: atau jasa-bulan, seluruh-jasa, angka-tahun
# jasa_berjalan = "penuh"               # CONTOH: jasa bulan berjalan "penuh" atau "harian"
# bulan = 0                             # hanya jasa-bulan: sekian bulan jasa lagi
# biaya_persen = "0"                    # CONTOH: biaya pelunasan, persen dari pokok yang dipercepat
## Potongan saat cair: persen dari pinjaman atau jumlah rupiah, masuk ke akun, atau menjadi
## simpanan wajib pinjam anggota. Satu blok untuk setiap potongan; boleh dihapus.
# [[pinjaman.produk.biaya]]
# nama = "Provisi"                      # CONTOH
# persen = "1"                          # CONTOH
# akun = "Pendapatan:Anggota:Provisi"
# [[pinjaman.produk.biaya]]
# nama = "Administrasi"                 # CONTOH
# jumlah = "25000"                      # CONTOH
# akun = "Pendapatan:Anggota:Administrasi"
# [[pinjaman.produk.biaya]]
# nama = "Simpanan wajib pinjam"        # CONTOH
# persen = "1"                          # CONTOH
# simpanan_wajib_pinjam = true
#
## Batas pemberian pinjaman; setiap baris boleh dihapus.
# [pinjaman.batas]
# per_anggota = "75000000"              # CONTOH: semua pinjaman seorang anggota
# per_anggota_persen_modal = "10"       # CONTOH: sekian persen dari akun_modal_sendiri
# pihak_terkait_persen_modal = "10"     # BMPP pihak terkait (Permenkop 8/2023 ps. 42 dan 44)
# pihak_terkait = ["A-0001", "A-0002"]  # CONTOH: nomor anggota pengurus, pengawas, keluarganya
# akun_modal_sendiri = ["Ekuitas:SimpananPokok", "Ekuitas:SimpananWajib", "Ekuitas:Cadangan:Umum"]
# bunga_paling_tinggi = "24"            # persen setahun (Permenkop 8/2023 ps. 27)
# ukuran_bunga_paling_tinggi = "nominal"  # "nominal" atau "efektif"; bunyi aturan belum tegas
# pinjaman_per_produk = 1               # CONTOH: banyaknya pinjaman berjalan per produk
#
## Kolektibilitas. profil "koperasi": bulan menunggak menurut jarak angsuran; kelompok terakhir
## tanpa jarak. pokok = [1, 2]: lewat 1 sampai 2 bulan kurang lancar, lebih dari itu diragukan
## bila agunan mencukupi, selain itu macet. profil "hari" memakai batas_hari (lancar, dpk, kurang
## lancar, diragukan).
# [pinjaman.kualitas]
# profil = "koperasi"                   # CONTOH: "koperasi" atau "hari"
# kelompok = [                          # CONTOH menurut Permen 14/2009; periksa aturannya
#   { jarak_angsuran_di_bawah_bulan = 1, pokok = [1, 2], jasa = [1, 3] },
#   { jarak_angsuran_di_bawah_bulan = 6, pokok = [3, 6], jasa = [3, 6] },
#   { pokok = [6, 12], jasa = [3, 6] },
# ]
# sekali_bayar_bulan = 3                # CONTOH: sekali bayar: kurang lancar s.d. bulan ini
# agunan_diragukan_persen = "75"        # CONTOH: agunan paling sedikit sekian persen utang
# diragukan_paling_lama_bulan = 21      # CONTOH: sesudah itu macet
# hitungan_bulan = "kalender"           # "kalender" atau "30-hari"
# tepat_waktu_sesudah_restrukturisasi = 3  # CONTOH: sekian angsuran tepat waktu baru mutu membaik
## Untuk profil "hari":
## batas_hari = [0, 90, 120, 180]
#
## Penyisihan dalam persen sisa pokok; agunan dikurangkan mulai mutu yang disebut.
# [pinjaman.penyisihan]
# dibukukan = "regulasi"                # CONTOH: "regulasi" atau "sak-ep"
# [pinjaman.penyisihan.regulasi]
# lancar = "0.5"                        # CONTOH
# dpk = "0"                             # hanya profil "hari"
# kurang_lancar = "10"                  # CONTOH
# diragukan = "50"                      # CONTOH
# macet = "100"                         # CONTOH
# agunan_dikurangkan_mulai = "kurang-lancar"  # CONTOH; boleh dihapus
## Pengalaman kerugian koperasi sendiri (SAK EP); boleh dihapus bila dibukukan menurut regulasi.
# [pinjaman.penyisihan.sak_ep]
# lancar = "0"                          # CONTOH
# kurang_lancar = "5"                   # CONTOH
# diragukan = "30"                      # CONTOH
# macet = "80"                          # CONTOH
"""
"""The [pinjaman] section with every key; see the module."""


def switched_on(text: str) -> str:
    """The text with the first `#` of each line removed, as the pengurus do it."""
    return "".join(
        line.removeprefix("#").removeprefix(" ") if line.startswith("#") else line
        for line in text.splitlines(keepends=True)
    )
