"""The catalogue: every report by its name, what it shows, and what can be asked of it."""

from collections.abc import Callable
from difflib import get_close_matches
from importlib import import_module
from typing import NamedTuple

from koperasi_ledger.reports.errors import OptionNotUsed, UnknownReport
from koperasi_ledger.reports.scope import Asked, Scope
from koperasi_ledger.reports.view import Report

Build = Callable[[Scope], Report]


class Entry(NamedTuple):
    """A report of the catalogue.

    `uses` are the options it knows beside the dates; `whole`: without dates it starts with the
    books instead of with the year. `not_before`: a year in which the books began starts with them.
    `home` is the module that makes it, where that is not named as the report.
    """

    name: str
    summary: str
    uses: tuple[str, ...] = ()
    whole: bool = False
    not_before: bool = False
    home: str = ""


CATALOG: dict[str, Entry] = {
    entry.name: entry
    for entry in (
        Entry("neraca", "Laporan posisi keuangan pada satu tanggal, dengan akhir tahun lalu."),
        Entry(
            "phu",
            "Perhitungan hasil usaha (SHU), dengan tahun lalu.",
            ("--unit", "--bentuk"),
        ),
        Entry("ekuitas", "Perubahan ekuitas tahun ini dan tahun lalu."),
        Entry("arus-kas", "Arus kas: dari mana uang datang, ke mana pergi.", ("--metode",)),
        Entry("calk", "Catatan atas laporan keuangan, dari buku dan kebijakan."),
        Entry("rasio", "Rasio keuangan dengan pembilang, penyebut dan rumusnya."),
        Entry("anggaran", "Anggaran dan realisasinya, RAPB dan rencana kerja tahun depan."),
        Entry("kesehatan", "Penilaian kesehatan menurut cara dan pita di kebijakan."),
        Entry("promosi", "Promosi ekonomi anggota: manfaat belanja, pinjaman, simpanan, SHU."),
        Entry("unit", "Hasil usaha setiap unit usaha dan gabungannya.", ("--bentuk",)),
        Entry(
            "telusur",
            "Ayat jurnal di balik satu angka atau baris: laporan telusur ANGKA|BARIS.",
            ("--laporan", "--unit", "--bentuk", "--metode"),
        ),
        Entry("neraca-saldo", "Saldo awal, mutasi dan saldo akhir semua akun.", not_before=True),
        Entry(
            "buku-besar",
            "Mutasi satu akun (--akun) atau semua akun.",
            ("--akun",),
            not_before=True,
        ),
        Entry("jurnal", "Semua ayat jurnal dalam satu periode.", not_before=True),
        Entry("kas", "Buku kas dan bank; satu rekening dengan --kas.", ("--kas",), not_before=True),
        Entry(
            "rekonsiliasi-bank",
            "Rekening koran dengan buku, per rekening dan bulan; satu dengan --kas.",
            ("--kas",),
        ),
        Entry("simpanan", "Simpanan setiap anggota dan tunggakan simpanan wajib."),
        Entry("berjangka", "Simpanan berjangka yang berjalan, dengan jatuh temponya."),
        Entry("pph-simpanan", "Jasa simpanan dan PPh final setiap anggota per bulan."),
        Entry("pajak", "PPN dan PPh final per masa, PPh yang dipotong, dan yang terutang."),
        Entry("anggota", "Kartu satu anggota (--anggota NOMOR).", ("--anggota",), whole=True),
        Entry("pinjaman", "Pinjaman yang berjalan: sisa pokok, tunggakan dan mutunya."),
        Entry("kolektibilitas", "Pinjaman menurut mutu, dengan penyisihan dan NPL."),
        Entry("umur-pinjaman", "Tunggakan pinjaman menurut umurnya."),
        Entry("agunan", "Register agunan yang disimpan."),
        Entry("hapus-buku", "Pinjaman yang dihapus buku dan penerimaan kembalinya."),
        Entry("penjualan", "Penjualan toko, disusun menurut --menurut.", ("--menurut",)),
        Entry("laba-kotor", "Laba kotor toko, disusun menurut --menurut.", ("--menurut",)),
        Entry("konsinyasi", "Barang titipan: setiap penitip dan barangnya, dan yang terutang."),
        Entry("persediaan", "Stok toko per barang dan lokasi, dengan nilainya."),
        Entry(
            "kartu-stok",
            "Mutasi stok setiap barang; kartu satu barang dengan --barang.",
            ("--barang",),
            not_before=True,
        ),
        Entry("barang-lambat", "Barang yang lama tidak terjual (--hari).", ("--hari",)),
        Entry("keagenan", "Saldo pada prinsipal, layanan dan fee keagenan.", not_before=True),
        Entry("bantuan", "Bantuan per program: diterima, disalurkan, sisa, dan siapa yang belum."),
        Entry("pembelian", "Pembelian toko per pemasok dan barang, dengan returnya."),
        Entry("offtake", "Hasil anggota yang dibeli: berat, mutu, harga, dan cara bayarnya."),
        Entry("rekap-kasir", "Penerimaan setiap kasir per hari, menurut cara bayar."),
        Entry("umur-piutang-toko", "Piutang toko menurut umurnya."),
        Entry("umur-utang-pemasok", "Utang kepada pemasok menurut umurnya."),
        Entry(
            "jasa-anggota",
            "Belanja dan hasil setiap anggota setahun; sampai struknya dengan --anggota.",
            ("--anggota",),
        ),
        Entry("shu", "Pembagian SHU setahun: keputusan rapat anggota, atau usulannya."),
        Entry("daftar-shu", "Bagian SHU setiap anggota, untuk ditandatangani."),
        Entry("inventaris", "Aset tetap: mutasi, penyusutan, daftarnya, dan barang pinjam pakai."),
        Entry("anggota-mutasi", "Anggota awal, masuk, keluar, akhir, setiap tahun.", whole=True),
        Entry("daftar-hadir", "Daftar hadir rapat anggota untuk ditandatangani."),
        Entry("organisasi", "Siapa yang menjabat, rapat dan keputusannya dalam setahun."),
        Entry("buku16", "Keenam belas buku koperasi dalam satu berkas."),
        Entry("buku-anggota", "Buku 1: daftar anggota.", home="buku_orang"),
        Entry("buku-pengurus", "Buku 2: daftar pengurus.", home="buku_orang"),
        Entry("buku-pengawas", "Buku 3: daftar pengawas.", home="buku_orang"),
        Entry("buku-karyawan", "Buku 4: daftar karyawan.", home="buku_orang"),
        Entry("buku-tamu", "Buku 5: tamu.", home="buku_catatan"),
        Entry("buku-simpanan", "Buku 6: simpanan anggota.", home="buku16"),
        Entry("buku-saran-anggota", "Buku 7: saran anggota.", home="buku_catatan"),
        Entry("buku-anjuran-pejabat", "Buku 8: anjuran pejabat koperasi.", home="buku_catatan"),
        Entry(
            "buku-anjuran-instansi", "Buku 9: anjuran pejabat instansi lain.", home="buku_catatan"
        ),
        Entry("buku-keputusan-pengawas", "Buku 10: keputusan rapat pengawas.", home="buku_rapat"),
        Entry("buku-keputusan-pengurus", "Buku 11: keputusan rapat pengurus.", home="buku_rapat"),
        Entry("buku-keputusan-anggota", "Buku 12: keputusan rapat anggota.", home="buku_rapat"),
        Entry("buku-kejadian-penting", "Buku 13: kejadian penting.", home="buku_catatan"),
        Entry("buku-kas", "Buku 14: kas dan bank.", home="buku16", not_before=True),
        Entry("buku-inventaris", "Buku 15: inventaris.", home="inventaris"),
        Entry("buku-agenda", "Buku 16: agenda surat.", home="buku_catatan"),
        Entry("bagan-akun", "Bagan akun dengan kodenya."),
    )
}


def find(name: str) -> Entry:
    """The report of this name.

    Raises:
        UnknownReport: there is none.
    """
    found = CATALOG.get(name)
    if found is None:
        raise UnknownReport(name, get_close_matches(name, CATALOG, n=1), CATALOG)
    return found


def check_options(entry: Entry, asked: Asked) -> None:
    """Refuses an option that the report would silently ignore.

    Raises:
        OptionNotUsed: so it is.
    """
    given = {
        "--akun": asked.account,
        "--kas": asked.cash,
        "--anggota": asked.member,
        "--menurut": asked.by,
        "--barang": asked.item,
        "--hari": asked.days,
        "--unit": asked.unit,
        "--bentuk": asked.form,
        "--metode": asked.method,
        "--laporan": asked.statement,
    }
    for option, value in given.items():
        if value is not None and option not in entry.uses:
            users = [other.name for other in CATALOG.values() if option in other.uses]
            raise OptionNotUsed(entry.name, option, users)


def builder(name: str) -> Build:
    """The function that makes the report: of the same name, in the module of its home.

    Raises:
        UnknownReport: there is no such report.
    """
    entry = find(name)
    function = entry.name.replace("-", "_")
    home = import_module(f"koperasi_ledger.reports.{entry.home or function}")
    build: Build = getattr(home, function)
    return build
