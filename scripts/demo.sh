#!/usr/bin/env bash
# A tour: from an empty folder and a bank statement to printed statements, in keluaran/ (or $KELUARAN,
# whose content is thrown away).
# Every step prints the command it runs; `make demo` calls this when .venv is ready.
set -euo pipefail
cd "$(dirname "$0")/.."
contoh=ledgers/contoh
keluaran=${KELUARAN:-keluaran}
halaman=$keluaran/halaman
buku=$keluaran/buku
export KOPERASI_PENGGUNA=bendahara
export BEANCOUNT_DISABLE_LOAD_CACHE=1
PATH=$PWD/.venv/bin:$PATH

langkah() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

# Prints a command as one could type it, and runs it.
jalan() {
  local kata
  printf '$'
  for kata in "$@"; do
    if [[ $kata =~ ^[A-Za-z0-9./=_:,-]+$ ]]; then printf ' %s' "$kata"; else printf ' "%s"' "$kata"; fi
  done
  printf '\n'
  "$@"
}

rm -rf "$keluaran"
mkdir -p "$halaman"

langkah "1. Buku baru; kebijakan menurut AD/ART dan rapat anggota; rekening bank"
jalan koperasi baru "$buku" --nama "Koperasi Desa Merah Putih Contoh Fiktif" --profil kdmp --mulai 2026-10-01
jalan koperasi -C "$buku" kebijakan terapkan $contoh/kebijakan-2022.toml --berlaku 2022-11-12 \
  --tanggal 2026-10-01 --keputusan "Rapat Pendirian 12 November 2022"
jalan koperasi -C "$buku" kebijakan terapkan $contoh/kebijakan.toml --berlaku 2026-01-01 \
  --tanggal 2026-10-01 --keputusan "Rapat Anggota 20 Desember 2025"
jalan koperasi -C "$buku" kas buka bri --jenis bank --nama "Giro BRI" --bank BRI \
  --nomor 000001000123509 --tanggal 2026-10-01
jalan koperasi -C "$buku" kas buka bca --jenis bank --nama "Tabungan Bisnis BCA" --bank BCA \
  --nomor 0000012345 --tanggal 2026-10-01

langkah "2. Saldo awal dari buku lama: akun neraca, dan setiap anggota"
jalan koperasi -C "$buku" saldo-awal $contoh/mulai/saldo-awal.toml
jalan koperasi -C "$buku" catat $contoh/mulai/virtual-account.jsonl

langkah "3. Beberapa hari pembukuan"
jalan koperasi -C "$buku" kas bayar 150000 --akun Telepon --untuk "Internet kantor" --tanggal 2026-10-04
jalan koperasi -C "$buku" simpanan setor A-0002 50000 --produk sukarela --tanggal 2026-10-06 --ref BKM-2026-10-001
jalan koperasi -C "$buku" kas terima 2645500 --rinci Pendapatan:Anggota:Penjualan=1792000 \
  --rinci Pendapatan:NonAnggota:Penjualan=853500 --unit toko --untuk "Penjualan toko minggu pertama" \
  --tanggal 2026-10-07
jalan koperasi -C "$buku" kas sesuaikan --debet Beban:Pokok:PenjualanAnggota=1594800 \
  --debet Beban:Pokok:PenjualanNonAnggota=759500 --kredit Aset:Persediaan:BarangDagang=2354300 \
  --unit toko --alasan "Beban pokok penjualan minggu pertama" --tanggal 2026-10-07
jalan koperasi -C "$buku" kas pindah 2000000 --dari kas --ke bri --tanggal 2026-10-07

langkah "4. Impor rekening koran BRI dan BCA, dalam bentuk yang ditulis kedua bank"
jalan koperasi -C "$buku" bank impor $contoh/bank/bri-2026-10.csv
jalan koperasi -C "$buku" bank impor $contoh/bank/bca-bisnis-2026-10.csv
echo "Berkas yang sama sekali lagi tidak menambah apa pun:"
jalan koperasi -C "$buku" bank impor $contoh/bank/bri-2026-10.csv

langkah "5. Mutasi bank yang menunggu penjelasan (Titipan), dan penjelasannya"
jalan koperasi -C "$buku" bank tinjau
echo "Tiga di antaranya sudah jelas: utang kulakan, listrik, dan PPh final bulan lalu."
jalan koperasi -C "$buku" bank tinjau BANK-bri/2026-10-09/e71fc5364cc4/1 --sebagai pengeluaran \
  --akun Liabilitas:UtangUsaha
jalan koperasi -C "$buku" bank tinjau BANK-bca/2026-10-14/3984f0798d07/1 --sebagai pengeluaran \
  --akun Beban:Usaha:ListrikAir
jalan koperasi -C "$buku" bank tinjau BANK-bca/2026-10-15/33d3ae6ecb51/1 --sebagai pengeluaran \
  --akun Liabilitas:UtangPajak

langkah "6. Laporan sebagai halaman HTML dan PDF"
for nama in neraca phu; do
  jalan koperasi -C "$buku" laporan $nama --sampai 2026-10-31 --keluar "$halaman"/$nama.html
done
for nama in neraca phu neraca-saldo buku-besar jurnal kas simpanan; do
  jalan koperasi -C "$buku" laporan $nama --sampai 2026-10-31 --keluar "$halaman"/$nama.pdf
done
jalan koperasi -C "$buku" laporan anggota --anggota A-0002 --sampai 2026-10-31 --keluar "$halaman"/anggota-A-0002.pdf
jalan koperasi -C "$buku" kuitansi BKM-2026-10-001 --keluar "$halaman"/kuitansi-BKM-2026-10-001.pdf
jalan koperasi -C "$buku" laporan neraca --sampai 2026-10-31

langkah "7. Periksa seluruh buku"
jalan koperasi -C "$buku" periksa

langkah "8. Koperasi simpan pinjam: mutu pinjaman, kartu seorang peminjam, dan surat-suratnya"
ksp=$keluaran/ksp
cp -r ledgers/contoh-ksp "$ksp"
jalan koperasi -C "$ksp" laporan kolektibilitas --sampai 2026-10-31
jalan koperasi -C "$ksp" pinjaman kartu PJ-2025-0010
for nama in pinjaman kolektibilitas umur-pinjaman berjangka; do
  jalan koperasi -C "$ksp" laporan $nama --sampai 2026-10-31 --keluar "$halaman"/ksp-$nama.pdf
done
jalan koperasi -C "$ksp" pinjaman akad PJ-2025-0004 --keluar "$halaman"/ksp-akad-PJ-2025-0004.pdf
jalan koperasi -C "$ksp" pinjaman cetak-kartu PJ-2025-0002 --keluar "$halaman"/ksp-kartu-PJ-2025-0002.pdf

langkah "9. Rapat anggota tahunan koperasi itu: pembagian SHU, buku rapat, dan slip setiap anggota"
jalan koperasi -C "$ksp" laporan shu --tahun 2025
jalan koperasi -C "$ksp" rat siapkan 2025
jalan koperasi -C "$ksp" laporan rat --tahun 2025 --keluar "$halaman"/ksp-buku-rat-2025.pdf
jalan koperasi -C "$ksp" shu slip 2025 --keluar "$halaman"/ksp-slip-shu-2025.pdf
jalan koperasi -C "$ksp" periksa

langkah "10. Toko desa: berkas kasir, tiga skema harga, stok, dan faktur pemasok di rekening koran"
desa=$keluaran/desa
cp -r $contoh "$desa"
echo "Berkas kasir 24 Oktober sudah pernah diimpor; sekali lagi tidak menambah apa pun:"
jalan koperasi -C "$desa" toko impor $contoh/toko/kasir-2-2026-10-24.csv
jalan koperasi -C "$desa" laporan penjualan --dari 2026-01-01 --sampai 2026-10-31 \
  --menurut tingkat
jalan koperasi -C "$desa" bank tinjau BANK-bri/2026-10-09/e71fc5364cc4/1 --sebagai pemasok \
  --nomor ud-grosir:1009
for nama in laba-kotor persediaan umur-piutang-toko konsinyasi offtake jasa-anggota; do
  jalan koperasi -C "$desa" laporan $nama --sampai 2026-10-31 --keluar "$halaman"/toko-$nama.pdf
done
jalan koperasi -C "$desa" laporan shu --tahun 2025 --keluar "$halaman"/shu-2025.pdf
jalan koperasi -C "$desa" periksa

langkah "Selesai"
cat <<SELESAI
Halaman ada di folder $(cd "$halaman" && pwd):
$(cd "$halaman" && ls | sed 's/^/  /')

Buku besar dalam Beancount: $buku/main.beancount
Lihat di Fava (hanya baca):  .venv/bin/koperasi -C $buku fava
Koperasi desa yang lengkap dengan tokonya, Januari 2025 sampai Oktober 2026:
  .venv/bin/koperasi -C $desa fava --tahun 2025
SELESAI
