"""Loans: the products on offer, how late payers are treated, and the limits of lending.

Source of the shapes: shared conventions of published product pages and loan software, see
docs/decisions/0020; every number is the cooperative's own.
"""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    Key,
    MemberNumber,
    Name,
    Percent,
    matching,
)
from koperasi_ledger.model.money import Direction
from koperasi_ledger.model.policy.base import Section

Quality = Literal["lancar", "dpk", "kurang-lancar", "diragukan", "macet"]
"""How well a loan is paid. The koperasi rule has no `dpk` (dalam perhatian khusus)."""

QUALITIES: tuple[Quality, ...] = ("lancar", "dpk", "kurang-lancar", "diragukan", "macet")
"""From the best class to the worst."""


PeriodName = Annotated[
    str,
    matching(
        r"bulan|triwulan|semester|tahun|minggu|[1-9][0-9]{0,2}-hari",
        "periode adalah bulan, triwulan, semester, tahun, minggu atau N-hari, misalnya 10-hari",
    ),
]


class LoanRounding(Section):
    """How amounts are rounded; see `rules/schedule.py`."""

    decimals: Literal[0, 2] = Field(default=0, alias="desimal")
    sen: Literal["half-up", "half-even", "potong"] = "half-up"
    multiple: Amount | None = Field(default=None, alias="bulat")
    direction: Direction = Field(default="dekat", alias="arah")


class LoanFee(Section):
    """What is kept back when a loan is paid out: a percentage of the amount, or a fixed sum.

    `account` is credited; `simpanan_wajib_pinjam` instead credits the member's SWP, which counts
    as modal sendiri (published work paper of a KSU, savings-loans reference S11).
    """

    name: Name = Field(alias="nama")
    percent: Percent | None = Field(default=None, alias="persen")
    amount: Amount | None = Field(default=None, alias="jumlah")
    account: AccountName | None = Field(default=None, alias="akun")
    swp: bool = Field(default=False, alias="simpanan_wajib_pinjam")

    @model_validator(mode="after")
    def _one_of_each(self) -> "LoanFee":
        if (self.percent is None) == (self.amount is None):
            raise ValueError("isi salah satu saja: persen atau jumlah")
        if (self.account is None) == (not self.swp):
            raise ValueError("isi salah satu saja: akun, atau simpanan_wajib_pinjam = true")
        return self


class PenaltyRule(Section):
    """Denda on late instalments: for each day, or each month begun, that something is overdue.

    `percent` of the overdue instalment (or of its principal only), or a fixed `amount`; counted
    from the due date once `grace_days` have passed; for one instalment never more than `cap`
    percent of it. Source: practice; rates are set by the pengurus (reference S12).
    """

    per: Literal["hari", "bulan"]
    percent: Percent | None = Field(default=None, alias="persen")
    amount: Amount | None = Field(default=None, alias="jumlah")
    base: Literal["angsuran", "pokok"] = Field(default="angsuran", alias="dasar")
    grace_days: Annotated[int, Field(ge=0, le=366, alias="tenggang_hari")] = 0
    cap: Percent | None = Field(default=None, alias="paling_banyak_persen")

    @model_validator(mode="after")
    def _one_measure(self) -> "PenaltyRule":
        if (self.percent is None) == (self.amount is None):
            raise ValueError("isi salah satu saja: persen atau jumlah")
        return self


class SettlementRule(Section):
    """What interest a borrower owes who pays off early.

    `jasa-berjalan`: what is overdue and the interest of the period under way, in full or by days;
    `jasa-bulan`: what is overdue and `periods` more periods; `seluruh-jasa`: all that is left;
    `angka-tahun`: what the sum-of-digits rule has earned so far. `fee` is a percentage of the
    principal that is paid off early. Source: practice; no statutory formula was found.
    """

    rule: Literal["jasa-berjalan", "jasa-bulan", "seluruh-jasa", "angka-tahun"] = Field(
        alias="aturan"
    )
    running: Literal["penuh", "harian"] = Field(default="penuh", alias="jasa_berjalan")
    periods: Annotated[int, Field(ge=0, le=120, alias="bulan")] = 0
    fee: Percent = Field(default=Decimal(0), alias="biaya_persen")


class LoanProduct(Section):
    """One loan product; a loan keeps the version it was approved under.

    `rate` is percent a year, or with `rate_per = "periode"` percent a period. A seasonal loan
    (yarnen) has tenor 1 and the season's length as its period.
    """

    key: Key = Field(alias="kunci")
    name: Name = Field(alias="nama")
    akad: Literal["konvensional", "murabahah", "qardh"] = "konvensional"
    method: Literal["flat", "menurun", "anuitas", "harian"] = Field(alias="metode")
    rate: Percent = Field(alias="bunga")
    rate_per: Literal["tahun", "periode"] = Field(default="tahun", alias="bunga_per")
    period: PeriodName = Field(default="bulan", alias="periode")
    shortest: Annotated[int, Field(ge=1, le=3_660, alias="tenor_paling_pendek")] = 1
    longest: Annotated[int, Field(ge=1, le=3_660, alias="tenor_paling_panjang")]
    day_count: Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"] | None = Field(
        default=None, alias="hitung_hari"
    )
    rounding: LoanRounding = Field(default_factory=LoanRounding, alias="pembulatan")
    principal_grace: Annotated[int, Field(ge=0, le=120, alias="tenggang_pokok")] = 0
    interest_grace: Annotated[int, Field(ge=0, le=120, alias="tenggang_jasa")] = 0
    compounding: bool = Field(default=False, alias="jasa_tertunggak_berbunga")
    least: Amount | None = Field(default=None, alias="paling_sedikit")
    most: Amount | None = Field(default=None, alias="paling_banyak")
    fees: tuple[LoanFee, ...] = Field(default=(), alias="biaya")
    penalty: PenaltyRule | None = Field(default=None, alias="denda")
    settlement: SettlementRule = Field(alias="pelunasan")
    order: tuple[Literal["denda", "jasa", "pokok"], ...] = Field(
        default=("denda", "jasa", "pokok"), alias="urutan_bayar"
    )
    by_instalment: bool = Field(default=True, alias="angsuran_tertua_dahulu")
    ahead: Literal["angsuran-berikutnya", "titipan", "tolak"] = Field(alias="kelebihan_bayar")
    recognition: Literal["kas", "akrual"] = Field(alias="pengakuan_jasa")

    @model_validator(mode="after")
    def _consistent(self) -> "LoanProduct":
        if sorted(self.order) != ["denda", "jasa", "pokok"]:
            raise ValueError("urutan_bayar memuat denda, jasa dan pokok, masing-masing sekali")
        if self.by_instalment and self.order[1] == "denda":
            raise ValueError(
                "bila angsuran_tertua_dahulu, denda dibayar paling dahulu atau paling akhir"
            )
        if self.shortest > self.longest:
            raise ValueError("tenor_paling_pendek melebihi tenor_paling_panjang")
        if self.akad == "qardh" and self.rate:
            raise ValueError('qardh adalah pinjaman tanpa imbalan; isi bunga = "0"')
        if self.akad == "murabahah" and self.method != "flat":
            raise ValueError('margin murabahah tetap sejak akad; isi metode = "flat"')
        if self.method != "harian" and self.compounding:
            raise ValueError("jasa_tertunggak_berbunga hanya untuk metode harian")
        return self


class OverdueGroup(Section):
    """From which delay a loan is kurang lancar, for instalments at most so many months apart.

    `principal` and `interest` are (over, up to) in months: over 3 up to 6 is kurang lancar, more
    is diragukan or macet. The last group has no `months`.
    """

    months: int | None = Field(default=None, ge=1, le=120, alias="jarak_angsuran_di_bawah_bulan")
    principal: tuple[int, int] = Field(alias="pokok")
    interest: tuple[int, int] = Field(alias="jasa")


class QualityPolicy(Section):
    """How loans are classified: by the koperasi rule (four classes), or by days past due.

    Koperasi (Permen 14/2009 and its successors, as read in the reference, section 2.1): months
    overdue by `groups`; past those, diragukan while the collateral covers `doubtful_cover` percent
    of the debt and for `doubtful_months` at most, else macet. `bullet` are the months that a loan
    with one instalment may stay unpaid and be kurang lancar. `month` says how months are counted.
    Days (banks): `days` are the last day of lancar, dpk, kurang lancar and diragukan.
    """

    profile: Literal["koperasi", "hari"] = Field(alias="profil")
    groups: tuple[OverdueGroup, ...] = Field(default=(), alias="kelompok")
    bullet: Annotated[int, Field(ge=0, le=120, alias="sekali_bayar_bulan")] = 3
    doubtful_cover: Percent = Field(default=Decimal(100), alias="agunan_diragukan_persen")
    doubtful_months: Annotated[int, Field(ge=0, le=240, alias="diragukan_paling_lama_bulan")] = 21
    month: Literal["kalender", "30-hari"] = Field(default="kalender", alias="hitungan_bulan")
    days: tuple[int, int, int, int] | None = Field(default=None, alias="batas_hari")
    on_time: Annotated[int, Field(ge=0, le=36, alias="tepat_waktu_sesudah_restrukturisasi")]

    @model_validator(mode="after")
    def _complete(self) -> "QualityPolicy":
        if self.profile == "hari":
            if self.days is None or list(self.days) != sorted(self.days) or self.days[0] < 0:
                raise ValueError("profil hari memerlukan batas_hari, empat angka yang menaik")
        elif not self.groups or self.groups[-1].months is not None:
            raise ValueError(
                "profil koperasi memerlukan kelompok; yang terakhir tanpa"
                " jarak_angsuran_di_bawah_bulan"
            )
        return self


class ProvisionRates(Section):
    """Percent of the exposure for each class; the share of collateral is deducted from `net_from`.

    The exposure is the principal owed; from the class `net_from` on, eligible collateral is
    deducted from it.
    """

    current: Percent = Field(alias="lancar")
    special: Percent = Field(default=Decimal(0), alias="dpk")
    substandard: Percent = Field(alias="kurang_lancar")
    doubtful: Percent = Field(alias="diragukan")
    loss: Percent = Field(alias="macet")
    net_from: Quality | None = Field(default=None, alias="agunan_dikurangkan_mulai")


class ProvisionPolicy(Section):
    """The two measures of what may be lost, and which of them is booked.

    `regulation`: the percentages of the supervisor's rule (PPAP). `sak_ep`: the cooperative's own
    loss experience, for loans with objective evidence of loss (SAK EP, incurred loss).
    """

    regulation: ProvisionRates = Field(alias="regulasi")
    sak_ep: ProvisionRates | None = None
    booked: Literal["regulasi", "sak-ep"] = Field(default="regulasi", alias="dibukukan")

    @model_validator(mode="after")
    def _there(self) -> "ProvisionPolicy":
        if self.booked == "sak-ep" and self.sak_ep is None:
            raise ValueError("dibukukan = sak-ep memerlukan tabel pinjaman.penyisihan.sak_ep")
        return self


class LoanLimits(Section):
    """Who may borrow how much, and at which rate.

    Shares are of the equity accounts in `equity`, as the ledger has them on the day. `related` are
    the pengurus, pengawas and other related parties (BMPP, Permenkop 8/2023 art. 42 and 44: 10 % of
    modal sendiri). `rate_ceiling` is percent a year (art. 27: 24 %); whether it means the nominal
    or the effective rate is unconfirmed, hence `ceiling_measure`.
    """

    per_member: Amount | None = Field(default=None, alias="per_anggota")
    member_share: Percent | None = Field(default=None, alias="per_anggota_persen_modal")
    related_share: Percent | None = Field(default=None, alias="pihak_terkait_persen_modal")
    related: tuple[MemberNumber, ...] = Field(default=(), alias="pihak_terkait")
    equity: tuple[AccountName, ...] = Field(default=(), alias="akun_modal_sendiri")
    rate_ceiling: Percent | None = Field(default=None, alias="bunga_paling_tinggi")
    ceiling_measure: Literal["nominal", "efektif"] = Field(
        default="nominal", alias="ukuran_bunga_paling_tinggi"
    )
    loans_per_product: int | None = Field(default=None, ge=1, le=99, alias="pinjaman_per_produk")

    @model_validator(mode="after")
    def _equity_named(self) -> "LoanLimits":
        if (self.member_share or self.related_share) and not self.equity:
            raise ValueError("batas berdasar modal memerlukan akun_modal_sendiri")
        return self


class LoanPolicy(Section):
    """All that is decided of lending."""

    products: tuple[LoanProduct, ...] = Field(alias="produk")
    limits: LoanLimits = Field(default_factory=LoanLimits, alias="batas")
    quality: QualityPolicy | None = Field(default=None, alias="kualitas")
    provision: ProvisionPolicy | None = Field(default=None, alias="penyisihan")

    @model_validator(mode="after")
    def _unique_products(self) -> "LoanPolicy":
        keys = [product.key for product in self.products]
        if len(keys) != len(set(keys)):
            raise ValueError("kunci produk pinjaman harus berbeda-beda")
        return self


__all__ = [
    "QUALITIES",
    "LoanFee",
    "LoanLimits",
    "LoanPolicy",
    "LoanProduct",
    "LoanRounding",
    "OverdueGroup",
    "PenaltyRule",
    "ProvisionPolicy",
    "ProvisionRates",
    "Quality",
    "QualityPolicy",
    "SettlementRule",
]
