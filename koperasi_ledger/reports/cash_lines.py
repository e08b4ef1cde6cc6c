"""The lines of the cash flow statement, as data: which captions' counter-legs stand on which line.

Operations, investing and financing after SAK EP section 7 and the lines of published forms
(accounting reference 1.4). What belongs together is on one line: a sale and the debt it leaves, the
goods and who supplied them, a year's expense and what of it was owed: so an entry of several legs
falls into place by its accounts alone.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Activity = Literal["operasi", "investasi", "pendanaan"]
ACTIVITIES: Mapping[Activity, str] = {
    "operasi": "Aktivitas operasi",
    "investasi": "Aktivitas investasi",
    "pendanaan": "Aktivitas pendanaan",
}


class Flow(NamedTuple):
    """A kind of cash flow: where it stands, what money in and money out are called.

    With one title only, both stand under it.
    """

    key: str
    activity: Activity
    into: str
    out: str
    captions: tuple[str, ...]


FLOWS: Mapping[str, Flow] = {
    flow.key: flow
    for flow in (
        Flow(
            "jasa_pinjaman",
            "operasi",
            "Penerimaan jasa pinjaman dan pembiayaan",
            "",
            ("jasa_pinjaman", "piutang_jasa", "diterima_dimuka"),
        ),
        Flow(
            "penjualan_anggota",
            "operasi",
            "Penerimaan dari penjualan kepada anggota",
            "",
            ("penjualan_anggota", "piutang_anggota"),
        ),
        Flow(
            "pendapatan_anggota",
            "operasi",
            "Penerimaan lain dari anggota",
            "",
            ("pendapatan_anggota",),
        ),
        Flow(
            "non_anggota",
            "operasi",
            "Penerimaan dari non-anggota",
            "",
            ("penjualan_non_anggota", "pendapatan_non_anggota", "piutang_usaha", "piutang_qris"),
        ),
        Flow(
            "pemasok",
            "operasi",
            "",
            "Pembayaran kepada pemasok",
            (
                "persediaan",
                "hpp_anggota",
                "hpp_non_anggota",
                "selisih_persediaan",
                "utang_usaha",
                "utang_konsinyasi",
                "uang_muka",
            ),
        ),
        Flow(
            "pinjaman",
            "operasi",
            "Angsuran pokok pinjaman dan pembiayaan",
            "Pencairan pinjaman dan pembiayaan",
            (
                "pinjaman_anggota",
                "pinjaman_pihak_lain",
                "pembiayaan",
                "penyisihan",
                "beban_penyisihan",
                "aset_murabahah",
                "uang_muka_murabahah",
                "aset_ijarah",
                "pokok_ijarah",
            ),
        ),
        Flow(
            "simpanan",
            "operasi",
            "Setoran simpanan sukarela dan berjangka",
            "Penarikan simpanan sukarela dan berjangka",
            (
                "simpanan_sukarela",
                "simpanan_berjangka",
                "simpanan_berjangka_panjang",
                "dana_syirkah",
            ),
        ),
        Flow(
            "jasa_simpanan",
            "operasi",
            "",
            "Pembayaran jasa dan bagi hasil simpanan",
            ("jasa_simpanan", "jasa_simpanan_terutang"),
        ),
        Flow(
            "bunga",
            "operasi",
            "",
            "Pembayaran bunga pinjaman",
            ("bunga_pinjaman", "bunga_terutang"),
        ),
        Flow(
            "karyawan",
            "operasi",
            "",
            "Pembayaran kepada karyawan",
            ("kepegawaian", "imbalan_kerja"),
        ),
        Flow(
            "beban_usaha",
            "operasi",
            "",
            "Pembayaran beban usaha",
            ("administrasi", "beban_usaha_lain", "dibayar_dimuka", "beban_akrual"),
        ),
        Flow(
            "perkoperasian",
            "operasi",
            "",
            "Pembayaran beban perkoperasian",
            ("perkoperasian",),
        ),
        Flow("pajak", "operasi", "", "Pembayaran pajak", ("pajak", "pajak_dimuka", "utang_pajak")),
        Flow(
            "lain",
            "operasi",
            "Penerimaan operasi lain",
            "Pembayaran operasi lain",
            (
                "hasil_investasi",
                "pendapatan_lain",
                "beban_lain",
                "piutang_lain",
                "akan_diterima",
                "aset_lancar_lain",
                "liabilitas_lain",
                "liabilitas_panjang_lain",
            ),
        ),
        Flow(
            "titipan",
            "operasi",
            "Penerimaan titipan, keagenan dan bantuan",
            "Penyaluran titipan, keagenan dan bantuan",
            (
                "titipan",
                "belum_dikenali",
                "saldo_keagenan",
                "utang_keagenan",
                "bantuan",
                "persediaan_bantuan",
                "dana_kebajikan",
            ),
        ),
        Flow(
            "aset_tetap",
            "investasi",
            "Pelepasan aset tetap dan aset lain",
            "Perolehan aset tetap dan aset lain",
            (
                "aset_tetap",
                "akumulasi",
                "penyusutan",
                "laba_pelepasan",
                "rugi_pelepasan",
                "aset_tak_berwujud",
                "aset_lain",
            ),
        ),
        Flow(
            "investasi",
            "investasi",
            "Pencairan investasi dan penyertaan",
            "Penempatan investasi dan penyertaan",
            ("investasi_pendek", "investasi"),
        ),
        Flow(
            "simpanan_pokok_wajib",
            "pendanaan",
            "Setoran simpanan pokok dan wajib",
            "Pengembalian simpanan pokok dan wajib",
            ("simpanan_pokok", "simpanan_wajib", "simpanan_khusus", "simpanan_keluar"),
        ),
        Flow(
            "modal",
            "pendanaan",
            "Penerimaan modal, hibah dan donasi",
            "Pengembalian modal",
            (
                "modal_penyetaraan",
                "modal_penyertaan",
                "hibah",
                "ekuitas_lain",
                "penghasilan_komprehensif",
            ),
        ),
        Flow(
            "utang_bank",
            "pendanaan",
            "Penerimaan pinjaman bank dan pihak lain",
            "Pembayaran pokok pinjaman bank dan pihak lain",
            ("utang_bank_pendek", "utang_bank", "utang_lpdb"),
        ),
        Flow(
            "dana_shu",
            "pendanaan",
            "",
            "Pembayaran bagian SHU dan dana-dana",
            ("dana_shu", "cadangan", "shu_lalu", "shu_berjalan"),
        ),
    )
}
"""The kinds of flows by key, in the order of print; every caption but `kas` belongs to one."""

FLOW_OF: Mapping[str, str] = {
    caption: flow.key for flow in FLOWS.values() for caption in flow.captions
}
"""The kind of flow of each caption."""
