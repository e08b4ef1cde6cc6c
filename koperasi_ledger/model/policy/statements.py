"""How the statements are laid out, and on which line an account stands."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.accounts import BANK_PARENT, CASH_PARENT, SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.model.fields import AccountName
from koperasi_ledger.model.policy.base import Section, in_order

CAPTIONS: dict[str, tuple[str, ...]] = {
    "Aset": (
        "kas", "investasi_pendek", "pinjaman_anggota", "pinjaman_pihak_lain", "pembiayaan",
        "piutang_jasa", "penyisihan", "piutang_anggota", "piutang_usaha", "piutang_qris",
        "saldo_keagenan", "piutang_lain", "persediaan", "aset_murabahah", "persediaan_bantuan",
        "uang_muka", "dibayar_dimuka", "pajak_dimuka", "akan_diterima", "belum_dikenali",
        "aset_lancar_lain", "investasi", "aset_tetap", "akumulasi", "aset_ijarah",
        "aset_tak_berwujud", "aset_lain",
    ),
    "Liabilitas": (
        "simpanan_sukarela", "simpanan_berjangka", "simpanan_keluar", "utang_usaha",
        "utang_konsinyasi", "utang_keagenan", "titipan", "bantuan", "dana_shu", "dana_kebajikan",
        "beban_akrual", "jasa_simpanan_terutang", "bunga_terutang", "diterima_dimuka",
        "uang_muka_murabahah", "utang_pajak", "imbalan_kerja", "utang_bank_pendek",
        "liabilitas_lain", "simpanan_berjangka_panjang", "utang_bank", "utang_lpdb",
        "liabilitas_panjang_lain", "dana_syirkah",
    ),
    "Ekuitas": (
        "simpanan_pokok", "simpanan_wajib", "simpanan_khusus", "modal_penyetaraan",
        "modal_penyertaan", "hibah", "cadangan", "penghasilan_komprehensif", "ekuitas_lain",
        "shu_lalu", "shu_berjalan",
    ),
    "Pendapatan": (
        "jasa_pinjaman", "pendapatan_anggota", "penjualan_anggota", "pendapatan_non_anggota",
        "penjualan_non_anggota", "hasil_investasi", "laba_pelepasan", "pendapatan_lain",
    ),
    "Beban": (
        "jasa_simpanan", "pokok_ijarah", "hpp_anggota", "bunga_pinjaman", "hpp_non_anggota",
        "kepegawaian", "administrasi", "penyusutan", "beban_penyisihan", "selisih_persediaan",
        "beban_usaha_lain", "perkoperasian", "rugi_pelepasan", "beban_lain", "pajak",
    ),
}  # fmt: skip
"""The captions (pos) of statements by root of the chart: every account stands on one of them."""

_SHU = frozenset({"shu_lalu", "shu_berjalan"})
_STAY = (f"{CASH_PARENT}:", f"{BANK_PARENT}:", SHU_CURRENT, SHU_PRIOR)


class StatementPolicy(Section):
    """The layout of the statements; what is not said follows the cooperative's profile.

    `position`: current and non-current apart, by liquidity, or the few lines of SAK EMKM.
    `detail`: an account a line, or a caption a line. `result`: the classic form with partisipasi
    bruto and neto (A), that of SAK EP (B), or SAK EMKM. `cash`: direct or indirect method.
    `savings_flows`: where members' savings stand on the cash flow statement: SAK EP section 7
    leaves what is a main activity to judgement. `syirkah`: whether mudharabah savings stand between
    liabilities and equity (PSAK 405); without it, where there are any. `standard`: what the notes
    name as the basis (Permenkop UKM 2/2024 Ps. 4). `captions`: account to
    caption, for accounts that the codes would put elsewhere.
    """

    position: Literal["lancar", "likuiditas", "emkm"] | None = Field(
        default=None, alias="posisi_keuangan"
    )
    detail: Literal["akun", "pos"] | None = Field(default=None, alias="rincian")
    result: Literal["a", "b", "emkm"] | None = Field(default=None, alias="phu")
    cash: Literal["langsung", "tidak-langsung"] | None = Field(default=None, alias="arus_kas")
    savings_flows: Literal["operasi", "pendanaan"] | None = Field(
        default=None, alias="simpanan_di_arus_kas"
    )
    syirkah: bool | None = Field(default=None, alias="dana_syirkah")
    standard: Literal["sak-ep", "sak-emkm", "sak-indonesia"] | None = Field(
        default=None, alias="sak"
    )
    captions: Annotated[dict[AccountName, str], in_order] = Field(default={}, alias="pos")

    @model_validator(mode="after")
    def _known_captions(self) -> "StatementPolicy":
        for account, caption in self.captions.items():
            if account.startswith(_STAY):
                message = f"akun {account} tetap pada posnya sendiri"
                raise ValueError(message)
            root = account.partition(":")[0]
            known = [key for key in CAPTIONS[root] if key not in _SHU]
            if caption not in known:
                message = f"pos {caption} bukan pos {root}; yang ada: {', '.join(known)}"
                raise ValueError(message)
        return self
