"""How the review's screen looks, without a colour: marks, keys, help, layout."""

MARKS = {"menunggu": "[ ]", "sebagian": "[/]", "selesai": "[x]", "dilewati": "[-]", "lawan": "[=]"}
REFUSED = "[!]"

KEYS = (
    "1-9 terima · Tab calon · b bagi · c anggota · g pinjaman · a akun · p pindah\n"
    "s sisakan · l lewati · x hapus · u urungkan · r CATAT · k keluar · ? bantuan"
)
FEW_KEYS = "1-9 terima · c anggota · r CATAT · k keluar · ? bantuan"
"""For a window that has no room for all of them."""

HELP = """\
↑ ↓ PgUp PgDn    pilih titipan; Tab pindah ke daftar calon dan kembali
1-9, Enter       terima calon (Enter pada daftar calon)
b                terima sebagian: isi jumlahnya, sisanya dibagi lagi
c                cari anggota menurut nama atau nomor, lalu untuk apa
g                cari pinjaman menurut nomor atau nama anggota
a                akun penerimaan atau pengeluaran
p                pemindahan antara kas dan bank sendiri
o                tutup dengan titipan lain yang berlawanan arah
s                sisanya biarkan menunggu
l                lewati; x hapus keputusan; u urungkan langkah terakhir
n                titipan berikut yang belum diputuskan; m muat ulang
r                periksa dan catat semuanya sekaligus
k                keluar (juga Ctrl-C)

[ ] menunggu  [/] baru sebagian  [x] diputuskan  [=] tertutup lawannya
[-] dilewati  [!] ditolak: alasannya di bawah"""

CSS = """
Screen { layout: vertical; }
#judul { height: 1; text-wrap: nowrap; text-style: bold; padding: 0 1; }
#atas { height: 1fr; }
#titipan { width: 9fr; border: round $foreground; }
#calon { width: 10fr; border: round $foreground; }
Rows { height: 1fr; }
#titipan:focus, #calon:focus { border: heavy $foreground; }
#rincian { height: auto; min-height: 3; max-height: 33%; padding: 0 1; }
#pesan { height: auto; max-height: 4; padding: 0 1; text-style: bold; }
.kunci { height: auto; padding: 0 1; margin-top: 0; }
ModalScreen { align: center middle; }
.jendela { width: 90%; max-width: 110; height: 90%; border: heavy $foreground; padding: 0 1; }
.kecil { height: auto; max-height: 95%; }
Input { border: round $foreground; }
"""
