"""The layouts of the statement of financial position, as data.

`lancar`: current and non-current apart, usual for sektor riil. `likuiditas`: assets by liquidity,
liabilities by maturity, no split: Permenkop UKM 2/2024, appendix, for KSP and USP. `emkm`: the few
lines that SAK EMKM asks for. Lines: accounting reference 1.4. Each layout names every caption once.
"""

from collections.abc import Mapping
from typing import NamedTuple

from koperasi_ledger.reports.captions import CAPTIONS


class Line(NamedTuple):
    """A line of a layout: the captions that it takes together."""

    key: str
    title: str
    captions: tuple[str, ...]


class Group(NamedTuple):
    """Lines with a sum of their own; without a title neither heading nor sum is printed."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def captions(self) -> tuple[str, ...]:
        """Every caption of the group."""
        return tuple(key for line in self.lines for key in line.captions)

    @property
    def subtotal(self) -> str:
        """The name of the group's sum."""
        return f"Jumlah {self.title[:1].lower()}{self.title[1:]}"


class Layout(NamedTuple):
    """The groups on both sides of the statement; `detail` is the usual grain."""

    assets: tuple[Group, ...]
    claims: tuple[Group, ...]
    detail: str = "akun"


def lines(*keys: str) -> tuple[Line, ...]:
    """A line for each caption."""
    return tuple(Line(key, CAPTIONS[key].title, (key,)) for key in keys)


_CURRENT = lines(
    "kas",
    "investasi_pendek",
    "pinjaman_anggota",
    "pinjaman_pihak_lain",
    "pembiayaan",
    "piutang_jasa",
    "penyisihan",
    "piutang_anggota",
    "piutang_usaha",
    "piutang_qris",
    "saldo_keagenan",
    "piutang_lain",
    "persediaan",
    "aset_murabahah",
    "persediaan_bantuan",
    "uang_muka",
    "dibayar_dimuka",
    "pajak_dimuka",
    "akan_diterima",
    "belum_dikenali",
    "aset_lancar_lain",
)
_INVESTED = lines("investasi")
_FIXED = lines("aset_tetap", "akumulasi", "aset_ijarah")
_OTHER = lines("aset_tak_berwujud", "aset_lain")
_DUE_SOON = lines(
    "simpanan_keluar",
    "titipan",
    "simpanan_sukarela",
    "utang_usaha",
    "utang_konsinyasi",
    "utang_keagenan",
    "bantuan",
    "dana_shu",
    "dana_kebajikan",
    "beban_akrual",
    "jasa_simpanan_terutang",
    "bunga_terutang",
    "diterima_dimuka",
    "uang_muka_murabahah",
    "utang_pajak",
    "imbalan_kerja",
    "simpanan_berjangka",
    "utang_bank_pendek",
    "liabilitas_lain",
)
_DUE_LATER = lines(
    "simpanan_berjangka_panjang", "utang_bank", "utang_lpdb", "liabilitas_panjang_lain"
)
_SYIRKAH = Group("dana_syirkah_temporer", "Dana syirkah temporer", lines("dana_syirkah"))
_EQUITY = Group(
    "ekuitas",
    "Ekuitas",
    lines(
        "simpanan_pokok",
        "simpanan_wajib",
        "simpanan_khusus",
        "modal_penyetaraan",
        "modal_penyertaan",
        "hibah",
        "cadangan",
        "penghasilan_komprehensif",
        "ekuitas_lain",
        "shu_lalu",
        "shu_berjalan",
    ),
)

_EMKM = Layout(
    (
        Group(
            "aset",
            "",
            (
                Line("kas", "Kas dan setara kas", ("kas",)),
                Line(
                    "piutang",
                    "Piutang dan pinjaman yang diberikan",
                    (
                        "pinjaman_anggota",
                        "pinjaman_pihak_lain",
                        "pembiayaan",
                        "piutang_jasa",
                        "penyisihan",
                        "piutang_anggota",
                        "piutang_usaha",
                        "piutang_qris",
                        "saldo_keagenan",
                        "piutang_lain",
                        "akan_diterima",
                    ),
                ),
                Line(
                    "persediaan",
                    "Persediaan",
                    ("persediaan", "aset_murabahah", "persediaan_bantuan"),
                ),
                Line(
                    "dibayar_dimuka",
                    "Beban dan uang muka dibayar",
                    ("dibayar_dimuka", "pajak_dimuka", "uang_muka"),
                ),
                Line("aset_tetap", "Aset tetap", ("aset_tetap",)),
                Line("akumulasi", "Akumulasi penyusutan", ("akumulasi",)),
                Line(
                    "aset_lain",
                    "Investasi dan aset lain",
                    (
                        "investasi_pendek",
                        "investasi",
                        "aset_ijarah",
                        "aset_tak_berwujud",
                        "belum_dikenali",
                        "aset_lancar_lain",
                        "aset_lain",
                    ),
                ),
            ),
        ),
    ),
    (
        Group(
            "liabilitas",
            "Liabilitas",
            (
                Line(
                    "utang_usaha",
                    "Utang usaha",
                    ("utang_usaha", "utang_konsinyasi", "utang_keagenan"),
                ),
                Line(
                    "utang_bank",
                    "Utang bank dan pinjaman lain",
                    ("utang_bank_pendek", "utang_bank", "utang_lpdb", "bunga_terutang"),
                ),
                Line(
                    "simpanan",
                    "Simpanan anggota",
                    (
                        "simpanan_sukarela",
                        "simpanan_berjangka",
                        "simpanan_berjangka_panjang",
                        "simpanan_keluar",
                        "jasa_simpanan_terutang",
                    ),
                ),
                Line("dana_shu", "Dana bagian SHU", ("dana_shu",)),
                Line(
                    "liabilitas_lain",
                    "Liabilitas lain",
                    (
                        "titipan",
                        "bantuan",
                        "dana_kebajikan",
                        "beban_akrual",
                        "diterima_dimuka",
                        "uang_muka_murabahah",
                        "utang_pajak",
                        "imbalan_kerja",
                        "liabilitas_lain",
                        "liabilitas_panjang_lain",
                    ),
                ),
            ),
        ),
        _SYIRKAH,
        Group(
            "ekuitas",
            "Ekuitas",
            (
                Line("simpanan_pokok", "Simpanan pokok", ("simpanan_pokok",)),
                Line("simpanan_wajib", "Simpanan wajib", ("simpanan_wajib", "simpanan_khusus")),
                Line(
                    "modal_lain",
                    "Modal lain dan hibah",
                    (
                        "modal_penyetaraan",
                        "modal_penyertaan",
                        "hibah",
                        "penghasilan_komprehensif",
                        "ekuitas_lain",
                    ),
                ),
                Line("cadangan", "Cadangan", ("cadangan",)),
                Line("shu_lalu", "SHU tahun lalu belum dibagi", ("shu_lalu",)),
                Line("shu_berjalan", "SHU tahun berjalan", ("shu_berjalan",)),
            ),
        ),
    ),
    "pos",
)

LAYOUTS: Mapping[str, Layout] = {
    "lancar": Layout(
        (
            Group("aset_lancar", "Aset lancar", _CURRENT),
            Group("investasi", "Investasi jangka panjang", _INVESTED),
            Group("aset_tetap", "Aset tetap", _FIXED),
            Group("aset_lain", "Aset lain", _OTHER),
        ),
        (
            Group("liabilitas_pendek", "Liabilitas jangka pendek", _DUE_SOON),
            Group("liabilitas_panjang", "Liabilitas jangka panjang", _DUE_LATER),
            _SYIRKAH,
            _EQUITY,
        ),
    ),
    "likuiditas": Layout(
        (Group("aset", "", (*_CURRENT, *_INVESTED, *_FIXED, *_OTHER)),),
        (Group("liabilitas", "Liabilitas", (*_DUE_SOON, *_DUE_LATER)), _SYIRKAH, _EQUITY),
    ),
    "emkm": _EMKM,
}
"""The layouts by the name that policy gives them."""

BY_PROFILE: Mapping[str, str] = {"riil": "lancar", "kdmp": "lancar", "ksp": "likuiditas"}
"""The layout of a cooperative whose policy names none."""
