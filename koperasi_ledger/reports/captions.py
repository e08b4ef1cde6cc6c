"""Captions (pos laporan): the one line that each account stands on, on every statement.

Statements differ in order and grain, not in what an account is. So accounts go to captions by their
official code (the longest match wins; "" takes what nothing else takes, and an account of an
unusual code is on the statement all the same), or where `[laporan.pos]` says; layouts list
captions. Lines of the statement of financial position: accounting reference 1.4; codes: 1.5 (i).
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.accounts import DEPOSITS, DEPOSITS_LONG, VOLUNTARY, Account
from koperasi_ledger.model.policy.savings import SavingsPolicy
from koperasi_ledger.model.policy.statements import StatementPolicy
from koperasi_ledger.rules.policies import bodies, body_on


class Caption(NamedTuple):
    """A line of the statements: its key, title, root, and the codes that belong to it."""

    key: str
    title: str
    root: str
    codes: tuple[str, ...]


_WORN = (
    *("1325", "1326", "1335", "1336", "1345", "1346"),
    *("1355", "1375", "1385", "1390", "1395"),
)

CAPTIONS: Mapping[str, Caption] = {
    key: Caption(key, title, root, codes)
    for root, key, title, codes in (
        ("Aset", "kas", "Kas dan setara kas", ("1110", "1120")),
        ("Aset", "investasi_pendek", "Investasi jangka pendek", ("1130",)),
        ("Aset", "pinjaman_anggota", "Pinjaman yang diberikan kepada anggota", ("1141",)),
        ("Aset", "pinjaman_pihak_lain", "Pinjaman kepada pihak lain", ("1142", "1143")),
        (
            "Aset",
            "pembiayaan",
            "Piutang dan pembiayaan syariah",
            ("1148", "1151", "1152", "1153", "1154", "1155", "1156", "1157"),
        ),
        ("Aset", "piutang_jasa", "Piutang jasa pinjaman", ("1147",)),
        ("Aset", "penyisihan", "Penyisihan pinjaman tak tertagih", ("1149",)),
        ("Aset", "piutang_anggota", "Piutang usaha kepada anggota", ("1145", "1165")),
        ("Aset", "piutang_usaha", "Piutang usaha kepada pihak lain", ("1146", "1166", "1169")),
        ("Aset", "piutang_qris", "Pembayaran QRIS belum cair", ("1167",)),
        ("Aset", "saldo_keagenan", "Saldo keagenan", ("1168",)),
        ("Aset", "piutang_lain", "Piutang lain", ("114",)),
        ("Aset", "persediaan", "Persediaan", ("117",)),
        ("Aset", "aset_murabahah", "Aset murabahah", ("1171",)),
        ("Aset", "persediaan_bantuan", "Persediaan bantuan", ("1179",)),
        ("Aset", "uang_muka", "Uang muka pembelian", ("1175", "1176")),
        ("Aset", "dibayar_dimuka", "Beban dibayar dimuka", ("1150",)),
        ("Aset", "pajak_dimuka", "Pajak dibayar dimuka", ("1158", "1159")),
        ("Aset", "akan_diterima", "Pendapatan akan diterima", ("1160",)),
        ("Aset", "belum_dikenali", "Pengeluaran belum dikenali", ("1180",)),
        ("Aset", "aset_lancar_lain", "Aset lancar lain", ("11",)),
        ("Aset", "investasi", "Investasi dan penyertaan", ("12",)),
        ("Aset", "aset_tetap", "Aset tetap", ("13",)),
        ("Aset", "akumulasi", "Akumulasi penyusutan aset tetap", _WORN),
        ("Aset", "aset_ijarah", "Aset ijarah, neto", ("1361", "1366")),
        ("Aset", "aset_tak_berwujud", "Aset tak berwujud", ("1421", "1426")),
        ("Aset", "aset_lain", "Aset lain", ("14", "")),
        ("Liabilitas", "simpanan_sukarela", "Simpanan sukarela", ("2111",)),
        ("Liabilitas", "simpanan_berjangka", "Simpanan berjangka", ("2112",)),
        ("Liabilitas", "simpanan_keluar", "Simpanan anggota keluar", ("2161",)),
        ("Liabilitas", "utang_usaha", "Utang usaha", ("2165", "2175")),
        ("Liabilitas", "utang_konsinyasi", "Utang kepada penitip", ("2166", "2176")),
        ("Liabilitas", "utang_keagenan", "Utang kepada prinsipal", ("2177",)),
        ("Liabilitas", "titipan", "Titipan", ("2162", "2168", "2171")),
        ("Liabilitas", "bantuan", "Dana dan barang bantuan", ("2167", "2178")),
        ("Liabilitas", "dana_shu", "Dana bagian SHU", ("212",)),
        ("Liabilitas", "dana_kebajikan", "Dana kebajikan", ("2170",)),
        ("Liabilitas", "beban_akrual", "Beban masih harus dibayar", ("213",)),
        (
            "Liabilitas",
            "jasa_simpanan_terutang",
            "Jasa dan bagi hasil simpanan terutang",
            ("2131", "2134"),
        ),
        ("Liabilitas", "bunga_terutang", "Bunga pinjaman terutang", ("2133",)),
        ("Liabilitas", "diterima_dimuka", "Pendapatan diterima dimuka", ("214",)),
        ("Liabilitas", "uang_muka_murabahah", "Uang muka murabahah", ("2142",)),
        ("Liabilitas", "utang_pajak", "Utang pajak", ("2163", "2164", "218")),
        ("Liabilitas", "imbalan_kerja", "Imbalan kerja", ()),
        ("Liabilitas", "utang_bank_pendek", "Pinjaman jatuh tempo dalam 1 tahun", ("215",)),
        ("Liabilitas", "liabilitas_lain", "Liabilitas lain", ("21", "")),
        ("Liabilitas", "simpanan_berjangka_panjang", "Simpanan berjangka > 1 tahun", ("2210",)),
        ("Liabilitas", "utang_bank", "Pinjaman bank dan pihak lain > 1 tahun", ("222", "2235")),
        ("Liabilitas", "utang_lpdb", "Pinjaman LPDB > 1 tahun", ("223",)),
        ("Liabilitas", "liabilitas_panjang_lain", "Liabilitas jangka panjang lain", ("22",)),
        ("Liabilitas", "dana_syirkah", "Simpanan mudharabah", ()),
        ("Ekuitas", "simpanan_pokok", "Simpanan pokok", ("3110",)),
        ("Ekuitas", "simpanan_wajib", "Simpanan wajib", ("3120",)),
        ("Ekuitas", "simpanan_khusus", "Simpanan wajib pinjam dan khusus", ("3125",)),
        ("Ekuitas", "modal_penyetaraan", "Modal penyetaraan", ("3130",)),
        ("Ekuitas", "modal_penyertaan", "Modal penyertaan", ("3140",)),
        ("Ekuitas", "hibah", "Hibah/donasi", ("3150",)),
        ("Ekuitas", "cadangan", "Cadangan", ("316",)),
        ("Ekuitas", "penghasilan_komprehensif", "Penghasilan komprehensif lain", ()),
        ("Ekuitas", "ekuitas_lain", "Ekuitas lain", ("",)),
        ("Ekuitas", "shu_lalu", "SHU tahun lalu belum dibagi", ("3170",)),
        ("Ekuitas", "shu_berjalan", "SHU tahun berjalan", ("3180",)),
        ("Pendapatan", "jasa_pinjaman", "Jasa pinjaman dan pembiayaan", ("4110", "415", "416")),
        ("Pendapatan", "pendapatan_anggota", "Pendapatan lain dari anggota", ("41", "432")),
        ("Pendapatan", "penjualan_anggota", "Penjualan kepada anggota", ("43",)),
        ("Pendapatan", "pendapatan_non_anggota", "Pendapatan dari non-anggota", ("4", "442")),
        ("Pendapatan", "penjualan_non_anggota", "Penjualan kepada non-anggota", ("44",)),
        ("Pendapatan", "hasil_investasi", "Hasil investasi", ("7111",)),
        ("Pendapatan", "laba_pelepasan", "Laba pelepasan aset tetap", ("7112",)),
        ("Pendapatan", "pendapatan_lain", "Pendapatan lain", ("7", "")),
        ("Beban", "jasa_simpanan", "Jasa dan bagi hasil simpanan", ("51",)),
        ("Beban", "pokok_ijarah", "Penyusutan aset ijarah", ("5140",)),
        ("Beban", "hpp_anggota", "Beban pokok penjualan kepada anggota", ("53",)),
        ("Beban", "bunga_pinjaman", "Bunga dan jasa pihak lain", ("5",)),
        ("Beban", "hpp_non_anggota", "Beban pokok penjualan kepada non-anggota", ("54",)),
        ("Beban", "kepegawaian", "Beban kepegawaian", ("6111", "6117")),
        (
            "Beban",
            "administrasi",
            "Beban administrasi dan umum",
            ("6112", "6113", "6114", "6115", "6116", "6118", "6119", "6120", "6121"),
        ),
        ("Beban", "penyusutan", "Beban penyusutan dan amortisasi", ("6122",)),
        ("Beban", "beban_penyisihan", "Beban penyisihan dan kerugian", ("6123", "6128")),
        ("Beban", "selisih_persediaan", "Selisih dan kerusakan persediaan", ("6125",)),
        ("Beban", "beban_usaha_lain", "Beban usaha lain", ("6", "")),
        ("Beban", "perkoperasian", "Beban perkoperasian", ("62",)),
        ("Beban", "rugi_pelepasan", "Rugi pelepasan aset tetap", ("8113",)),
        ("Beban", "beban_lain", "Beban lain", ("7", "8")),
        ("Beban", "pajak", "Pajak penghasilan", ("6129",)),
    )
}
"""Every caption by its key."""


class Placing:
    """Where the accounts of these books stand on the statements of a day."""

    def __init__(self, books: Books, day: date) -> None:
        self._books = books
        self._day = day

    @cached_property
    def policy(self) -> StatementPolicy:
        """What the policy says on the layout; nothing where none was adopted."""
        section = self._books.section("statements")
        return body_on(section, StatementPolicy, self._day) or StatementPolicy()

    @cached_property
    def of_account(self) -> dict[str, str]:
        """The caption of every account of the chart, in the order of codes."""
        chosen = self.policy.captions
        return {
            name: chosen.get(name) or caption_of(account)
            for name, account in self._books.chart().items()
        }

    @cached_property
    def accounts(self) -> dict[str, tuple[str, ...]]:
        """The accounts of every caption, in the order of codes."""
        found: dict[str, list[str]] = {key: [] for key in CAPTIONS}
        for account, caption in self.of_account.items():
            found[caption].append(account)
        return {key: tuple(names) for key, names in found.items()}

    @cached_property
    def mudharabah(self) -> frozenset[str]:
        """The savings products whose money is dana syirkah temporer, by any policy so far.

        PSAK 405: it is neither liability nor equity, since losses that are nobody's fault fall on
        the saver; a product keeps its akad also after it is no longer offered.
        """
        if self.policy.syirkah is False:
            return frozenset()
        return frozenset(
            product.key
            for policy in bodies(self._books.section("savings"), SavingsPolicy)
            for product in policy.products
            if product.akad == "mudharabah"
        )


SAVED = (VOLUNTARY, DEPOSITS, DEPOSITS_LONG)
"""The accounts whose `sub` may be a savings product."""


def caption_of(account: Account) -> str:
    """The caption that an account's code leads to."""
    fits = [
        (len(code), caption.key)
        for caption in CAPTIONS.values()
        if caption.root == account.root
        for code in caption.codes
        if account.code.startswith(code)
    ]
    return max(fits)[1]
