"""Sharia financing beyond a loan's own life: goods of a murabahah, partnerships, ijarah, funds.

Murabahah and qardh are loans (`events/loans.py`). Entries follow PSAK 402 (murabahah), 405
(mudharabah), 406 (musyarakah) and 407 (ijarah), formerly 102, 105, 106 and 107; savings-loans
reference section 6. Events of one contract are reversed latest first.
"""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    Key,
    LoanNumber,
    MemberNumber,
    Month,
    Name,
    Percent,
    Text,
    matching,
    schema,
)

_NUMBER = r"[A-Z0-9][A-Z0-9./-]{0,29}"
ContractNumber = Annotated[
    str,
    matching(
        _NUMBER,
        "nomor akad hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda hubung"
        " (paling panjang 30), misalnya MS-2026-0001",
    ),
    schema(_NUMBER, "MS-2026-0001"),
]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]


# -- murabahah ---------------------------------------------------------------------------------


class MurabahahGoodsBought(MoneyEvent):
    """Goods are bought that the member ordered under a murabahah; `loan` is its number.

    With `wakalah` the member buys them in the cooperative's name with the money handed over.
    """

    title: ClassVar[str] = "Pembelian barang murabahah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["murabahah_goods_bought"] = "murabahah_goods_bought"
    loan: LoanNumber
    amount: Amount
    wakalah: bool = False
    supplier: Name | None = None


class MurabahahGoodsReturned(MoneyEvent):
    """The goods go back to the supplier, or are sold to another, because the order fell through."""

    title: ClassVar[str] = "Pengembalian barang murabahah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["murabahah_goods_returned"] = "murabahah_goods_returned"
    loan: LoanNumber
    amount: Amount
    reason: Text


class MurabahahDownPaid(MoneyEvent):
    """The member pays uang muka on the goods ordered; it is set off when they are handed over."""

    title: ClassVar[str] = "Uang muka murabahah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["murabahah_down_paid"] = "murabahah_down_paid"
    loan: LoanNumber
    amount: Amount


class MurabahahDownReturned(MoneyEvent):
    """Uang muka goes back because the order fell through.

    `kept` is what the cooperative keeps for the costs it really had (fatwa DSN-MUI 13/2000).
    """

    title: ClassVar[str] = "Pengembalian uang muka murabahah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["murabahah_down_returned"] = "murabahah_down_returned"
    loan: LoanNumber
    amount: Amount
    kept: AmountOrZero | None = None
    reason: Text


# -- gifts -------------------------------------------------------------------------------------


class CharitySpent(MoneyEvent):
    """Money of dana kebajikan (denda, non-halal receipts) is spent on its purpose."""

    title: ClassVar[str] = "Penyaluran dana kebajikan"
    kind: Literal["charity_spent"] = "charity_spent"
    amount: Amount
    purpose: Text


class QardhGiftReceived(MoneyEvent):
    """A borrower of qardh gives more than was lent, freely and unasked: income."""

    title: ClassVar[str] = "Imbalan sukarela qardh"
    keeps_before: ClassVar[bool] = True
    kind: Literal["qardh_gift_received"] = "qardh_gift_received"
    loan: LoanNumber
    amount: Amount


# -- mudharabah and musyarakah -----------------------------------------------------------------


class PartnershipAgreed(Event):
    """A member's business is financed for a share of its profit.

    `limit` is what the cooperative puts in at most, `partner_capital` what the member does
    (musyarakah). `nisbah` is the cooperative's percent of the profit; without one a musyarakah
    shares by capital. In `musyarakah-menurun` the member buys the cooperative's part bit by bit.
    """

    title: ClassVar[str] = "Akad pembiayaan bagi hasil"
    structural: ClassVar[bool] = True
    kind: Literal["partnership_agreed"] = "partnership_agreed"
    contract: ContractNumber
    member: MemberNumber
    akad: Literal["mudharabah", "musyarakah", "musyarakah-menurun"]
    limit: Amount
    partner_capital: Amount | None = None
    nisbah: Percent | None = None
    purpose: Text
    unit: Key | None = None
    by: Names
    decision: Text | None = None

    @model_validator(mode="after")
    def _terms_of_the_akad(self) -> "PartnershipAgreed":
        if self.akad == "mudharabah":
            if self.partner_capital is not None:
                raise ValueError("modal mudharabah seluruhnya dari koperasi; kosongkan modal mitra")
            if self.nisbah is None:
                raise ValueError("mudharabah memerlukan nisbah")
        elif self.partner_capital is None:
            raise ValueError("musyarakah memerlukan modal mitra")
        if self.nisbah is not None and not 0 < self.nisbah < 100:
            raise ValueError("nisbah koperasi lebih dari 0 dan kurang dari 100")
        return self


class PartnershipFunded(MoneyEvent):
    """Capital is handed over: all of it, or a stage."""

    title: ClassVar[str] = "Penyerahan modal bagi hasil"
    keeps_before: ClassVar[bool] = True
    kind: Literal["partnership_funded"] = "partnership_funded"
    contract: ContractNumber
    amount: Amount


class PartnershipProfitReported(Event):
    """The partner reports the profit of a month; the cooperative's share of it is income."""

    title: ClassVar[str] = "Laporan laba usaha mitra"
    keeps_before: ClassVar[bool] = True
    kind: Literal["partnership_profit_reported"] = "partnership_profit_reported"
    contract: ContractNumber
    month: Month
    profit: Amount


class PartnershipProfitPaid(MoneyEvent):
    """The cooperative's share of reported profit comes in."""

    title: ClassVar[str] = "Penerimaan bagi hasil"
    keeps_before: ClassVar[bool] = True
    kind: Literal["partnership_profit_paid"] = "partnership_profit_paid"
    contract: ContractNumber
    amount: Amount


class PartnershipLossReported(Event):
    """The partner's business lost money; `fault` when by the partner's negligence or breach.

    Of a mudharabah the cooperative bears all of it, of a musyarakah the share of its capital;
    nothing when the partner is at fault, who then owes the capital whole.
    """

    title: ClassVar[str] = "Laporan rugi usaha mitra"
    keeps_before: ClassVar[bool] = True
    kind: Literal["partnership_loss_reported"] = "partnership_loss_reported"
    contract: ContractNumber
    month: Month
    loss: Amount
    fault: bool = False
    by: Names
    reason: Text


class PartnershipReturned(MoneyEvent):
    """Capital comes back; of a musyarakah menurun the partner thereby buys that part."""

    title: ClassVar[str] = "Pengembalian modal bagi hasil"
    keeps_before: ClassVar[bool] = True
    kind: Literal["partnership_returned"] = "partnership_returned"
    contract: ContractNumber
    amount: Amount


# -- ijarah ------------------------------------------------------------------------------------


class IjarahAssetBought(MoneyEvent):
    """A thing is bought and let to a member; `imbt` when it becomes the member's at the end.

    `ujrah` is the rent of a month, for `months` months from `first_month` on. The thing is
    written down by equal parts to `residual` over `life` months (of an IMBT: those of the rent).
    """

    title: ClassVar[str] = "Pembelian aset ijarah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["ijarah_asset_bought"] = "ijarah_asset_bought"
    contract: ContractNumber
    member: MemberNumber
    akad: Literal["ijarah", "imbt"]
    description: Text
    amount: Amount
    ujrah: Amount
    months: Annotated[int, Field(ge=1, le=600)]
    first_month: Month
    life: Annotated[int, Field(ge=1, le=600)]
    residual: AmountOrZero | None = None
    by: Names

    @model_validator(mode="after")
    def _sensible(self) -> "IjarahAssetBought":
        if self.residual is not None and self.residual >= self.amount:
            raise ValueError("nilai sisa harus lebih kecil daripada harga perolehan")
        if self.akad == "imbt" and self.life != self.months:
            raise ValueError("umur aset IMBT sama dengan lama sewanya")
        if self.first_month < f"{self.date:%Y-%m}":
            raise ValueError("sewa dimulai pada bulan pembelian atau sesudahnya")
        return self


class IjarahMonthRecorded(Event):
    """A month's rent is earned and a month's part of the thing is used up."""

    title: ClassVar[str] = "Ujrah dan penyusutan ijarah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["ijarah_month_recorded"] = "ijarah_month_recorded"
    contract: ContractNumber
    month: Month


class IjarahRentReceived(MoneyEvent):
    """Rent comes in, for months past or to come."""

    title: ClassVar[str] = "Penerimaan ujrah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["ijarah_rent_received"] = "ijarah_rent_received"
    contract: ContractNumber
    amount: Amount


class IjarahEnded(MoneyEvent):
    """The thing leaves the books: given or sold to the member (IMBT), or sold to anybody.

    `amount` is the price, zero for a gift (hibah); `via` then moves nothing.
    """

    title: ClassVar[str] = "Pengalihan aset ijarah"
    keeps_before: ClassVar[bool] = True
    kind: Literal["ijarah_ended"] = "ijarah_ended"
    contract: ContractNumber
    amount: AmountOrZero
    reason: Text


ShariaEvent: TypeAlias = (
    MurabahahGoodsBought
    | MurabahahGoodsReturned
    | MurabahahDownPaid
    | MurabahahDownReturned
    | CharitySpent
    | QardhGiftReceived
    | PartnershipAgreed
    | PartnershipFunded
    | PartnershipProfitReported
    | PartnershipProfitPaid
    | PartnershipLossReported
    | PartnershipReturned
    | IjarahAssetBought
    | IjarahMonthRecorded
    | IjarahRentReceived
    | IjarahEnded
)
