"""Sharing the SHU: what the rapat anggota decided, and what is paid of it."""

import re
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part, SavingsMoneyEvent
from koperasi_ledger.model.events.years import BookYear
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    MemberNumber,
    Name,
    Rupiah,
    Text,
)
from koperasi_ledger.model.policy.shu import ShuPlan

_SIZE = re.compile(r"[0-9]{1,18}(\.[0-9]{1,6})?")


def _size(value: object) -> Decimal:
    text = str(value) if isinstance(value, Decimal) else value
    if isinstance(text, str) and _SIZE.fullmatch(text):
        return Decimal(text)
    raise ValueError('tulis dasar sebagai teks angka biasa, misalnya "600000"')


BaseSize = Annotated[
    Decimal,
    BeforeValidator(_size),
    WithJsonSchema({"type": "string", "pattern": f"^{_SIZE.pattern}$", "examples": ["600000"]}),
]
"""How much of a base a member has; an exact number, zero or more, written as text in JSON."""


class MemberBases(Part):
    """A member who shares, and the sizes of her bases; absent ones are zero."""

    member: MemberNumber
    bases: dict[Name, BaseSize] = Field(default_factory=dict)


class ShuDecided(Event):
    """The rapat anggota shares the SHU of a closed year by `plan` among funds and members.

    `surplus` is what is shared: the year's SHU less losses carried from earlier years.
    `from_members` is the part of it earned from members. `members` are those with a right, with
    what their shares are measured by, as it was told to the meeting: shares follow from the event
    alone. `present` of `entitled` members were there (quorum).
    """

    title: ClassVar[str] = "Keputusan pembagian SHU"
    structural: ClassVar[bool] = True
    kind: Literal["shu_decided"] = "shu_decided"
    year: BookYear
    decision: Text
    present: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    entitled: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    surplus: Amount
    from_members: Rupiah | None = None
    plan: ShuPlan
    members: Annotated[tuple[MemberBases, ...], Field(max_length=1_000_000)] = ()

    @model_validator(mode="after")
    def _quorum_makes_sense(self) -> "ShuDecided":
        if self.present is not None and self.entitled is not None and self.present > self.entitled:
            raise ValueError("present lebih besar daripada entitled (jumlah anggota)")
        return self


class LossCovered(Event):
    """The rapat anggota lets a reserve bear a year's loss, or a part of it; the rest is carried."""

    title: ClassVar[str] = "Kerugian ditutup cadangan"
    structural: ClassVar[bool] = True
    kind: Literal["loss_covered"] = "loss_covered"
    year: BookYear
    decision: Text
    account: AccountName
    amount: Amount


class ShareMoneyEvent(SavingsMoneyEvent):
    """Money of a member's share: where it goes is said unless arrears take all of it."""

    amount: Amount
    wajib: Amount | None = None

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "ShareMoneyEvent":
        ends = sum(end is not None for end in (self.via, self.clears, self.savings))
        wajib = self.wajib or Decimal(0)
        if wajib > self.amount:
            raise ValueError("wajib lebih besar daripada amount")
        if ends != (wajib < self.amount):
            raise ValueError(
                "isi salah satu saja: via (kas atau bank), clears (ref titipan yang dijelaskan)"
                " atau savings (produk simpanan); tidak satu pun bila wajib mengambil semuanya"
            )
        if self.bank_ref is not None and self.via is None:
            raise ValueError("bank_ref hanya boleh bersama via")
        return self


class SharePaid(ShareMoneyEvent):
    """A member gets (a part of) her share: `amount`, of which `wajib` pays simpanan wajib owed.

    The rest is paid in money or goes to voluntary savings. After a death an heir signs.
    """

    title: ClassVar[str] = "Pembayaran SHU anggota"
    kind: Literal["share_paid"] = "share_paid"
    year: BookYear
    member: MemberNumber
    recipient: Name | None = None


class ShareLapsed(Event):
    """A share that nobody took for as long as the policy says goes to a fund."""

    title: ClassVar[str] = "SHU tidak diambil"
    kind: Literal["share_lapsed"] = "share_lapsed"
    year: BookYear
    member: MemberNumber
    amount: Amount
    account: AccountName


class ShuFundPaid(MoneyEvent):
    """A fund of shared SHU is spent: pengurus, karyawan, pendidikan, sosial, desa ...

    `amount` is what the fund pays, `tax` what of it is withheld (the share of who is no member is
    taxable: UU PPh Ps. 4(3)i exempts members only); the rest is paid out.
    """

    title: ClassVar[str] = "Penggunaan dana SHU"
    kind: Literal["shu_fund_paid"] = "shu_fund_paid"
    account: AccountName
    amount: Amount
    tax: AmountOrZero | None = None
    purpose: Text
    recipient: Name | None = None


ShuEvent: TypeAlias = ShuDecided | LossCovered | SharePaid | ShareLapsed | ShuFundPaid
