"""What the boards of both samples wrote for the RAT of 2025, beside the book: `rat-2025*.md`.

The texts name no sums: those are in the book.
"""

from koperasi_ledger.workflows.rat_words import names_of
from koperasi_ledger.workflows.sample_people import LENDERS, leader

_INVITATION = """\
# Undangan

Dengan hormat, kami mengundang seluruh anggota {name} menghadiri Rapat Anggota Tahunan tahun buku
2025 pada:

- Hari dan tanggal: Sabtu, {day} Februari 2026
- Waktu: pukul 09.00 sampai selesai
- Tempat: Balai Desa Contoh

Acara rapat:

1. Pembukaan dan pengesahan kuorum
2. Pengesahan tata tertib rapat
3. Laporan pertanggungjawaban pengurus tahun buku 2025
4. Laporan pengawas
5. Pembahasan dan pengesahan laporan
6. Pembagian SHU tahun buku 2025
7. Rencana kerja dan RAPB tahun 2026
8. Lain-lain dan penutup

Atas kehadiran Bapak dan Ibu kami ucapkan terima kasih.

Pengurus: {chair} (ketua), {secretary} (sekretaris)
"""

_VILLAGE = """
# Kata pengantar

Tahun 2025 adalah tahun pertama koperasi membukukan toko, keagenan dan simpanan dengan pembukuan
yang dapat diperiksa siapa saja. Setiap angka dalam buku ini berasal dari bukti yang disimpan di
kantor koperasi; anggota yang ingin melihatnya dipersilakan datang pada jam kerja.

# Laporan pengurus

Selama tahun 2025 koperasi tumbuh bersama anggotanya: lebih banyak orang menjadi anggota daripada
yang keluar, dan toko menjadi tempat belanja sekaligus tempat menjual hasil panen.

## Kegiatan usaha

Toko melayani tiga tingkat harga: eceran, usaha kecil, dan grosir, dengan harga anggota untuk barang
kebutuhan pokok. Pupuk dan beras SPHP disalurkan menurut alokasi. Hasil panen anggota dibeli dan
dijual lagi; barang pengusaha kecil desa dititipkan dan dibayar setelah laku.

Unit keagenan melayani transfer, tarik tunai, listrik dan kiriman pos. Saldo aplikasi dicocokkan
setiap akhir bulan; selisih kecil karena biaya aplikasi sudah dibebankan.

Bantuan pangan tahun 2025 diterima dari dinas dan dibagikan seluruhnya. Berasnya bukan milik
koperasi dan tidak ada dalam neraca; daftar penerimanya ada di kantor.

## Masalah dan jalan keluarnya

- Beberapa anggota masih menunggak simpanan wajib. Pengurus menagihnya setiap bulan, dan bagian SHU
  dapat dipakai melunasinya bila anggota setuju.
- Opname menemukan susut pada beras dan gula. Timbangan sudah diservis dan gudang ditata ulang.
- Sebagian pelanggan membayar lewat QRIS; uangnya baru masuk ke bank sehari kemudian, sehingga kas
  toko dihitung dua kali sehari.

# Rencana kerja tahun 2026

1. Menambah lima anggota, terutama petani dusun Umpama.
2. Membeli hasil panen anggota paling sedikit enam kali.
3. Menjual barang titipan lima pengusaha kecil desa.
4. Menyelesaikan simpanan wajib yang tertunggak.
"""

_VILLAGE_SUPERVISORS = """\
# Laporan pengawas

Pengawas memeriksa buku koperasi dua kali selama tahun 2025, pada bulan Juli dan sesudah tutup buku.

## Organisasi

Pengurus bekerja menurut anggaran dasar. Rapat pengurus dicatat; daftar anggota, daftar pengurus dan
buku tamu terisi.

## Administrasi dan permodalan

Kas dihitung tanpa pemberitahuan dan cocok dengan buku kas. Saldo bank dicocokkan dengan rekening
koran. Rantai jurnal diperiksa dengan program dan tidak ada catatan yang berubah.

## Usaha

Persediaan dihitung pada akhir tahun; selisihnya sudah dibukukan dan dijelaskan.

## Rekomendasi

1. Tunggakan simpanan wajib diselesaikan dalam enam bulan.
2. Harga beli hasil panen diumumkan tertulis sebelum musim panen.
"""

_LENDER = """
# Kata pengantar

Buku ini memuat keadaan KSP Contoh Fiktif pada akhir tahun 2025 beserta catatannya: pinjaman menurut
kelancaran, simpanan, pembiayaan syariah, dan pembagian SHU kepada setiap anggota.

# Laporan pengurus

Tahun 2025 dipakai untuk menata pinjaman: setiap pinjaman mempunyai akad, jadwal angsuran, kartu,
dan kolektibilitas yang dihitung setiap akhir bulan.

## Kegiatan usaha

Koperasi menyalurkan pinjaman dengan bunga tetap, menurun dan anuitas, serta pembiayaan murabahah.
Simpanan berjangka dipakai sebagai sumber dana, dan jasanya dibayar menurut bilyet.

## Masalah dan jalan keluarnya

- Beberapa peminjam terlambat dan dua di antaranya ditata ulang. Penagihan dilakukan setiap pekan,
  dan surat tagihan dikirim menurut tahapnya.
- Satu pinjaman dihapus buku sesudah masuk golongan macet. Haknya tetap ditagih dan sebagian sudah
  kembali.

# Rencana kerja tahun 2026

1. Menambah sepuluh anggota.
2. Menagih pinjaman macet setiap pekan.
"""

_LENDER_SUPERVISORS = """\
# Laporan pengawas

Pengawas memeriksa pengelolaan KSP Contoh Fiktif tahun buku 2025, terutama berkas pinjaman.

## Organisasi

Keputusan pinjaman diambil dua orang pengurus dan dicatat pada berkasnya.

## Administrasi dan permodalan

Simpanan anggota dicocokkan dengan buku simpanan secara sampel; tidak ada perbedaan.

## Usaha

Kolektibilitas dan penyisihan dihitung menurut kebijakan yang diputuskan rapat anggota.

## Rekomendasi

1. Agunan pinjaman besar dinilai lagi setiap tahun.
2. Peminjam yang terlambat dua kali tidak diberi pinjaman baru sebelum lunas.
"""


def texts(name: str, *, lends: bool) -> dict[str, str]:
    """The two files of the RAT of 2025 of the sample called `name`, by file name."""
    board, supervisors = names_of(2025)
    first = LENDERS if lends else 0
    said = {"name": name, "day": 21 if lends else 28}
    said |= {"chair": leader("Ketua", first), "secretary": leader("Sekretaris", first)}
    invitation = _INVITATION.format(**said)
    if lends:
        return {board: invitation + _LENDER, supervisors: _LENDER_SUPERVISORS}
    return {board: invitation + _VILLAGE, supervisors: _VILLAGE_SUPERVISORS}
