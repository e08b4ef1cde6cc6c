"""Taxes that were withheld from members are paid to the state."""

from typing import ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import MoneyEvent, Part
from koperasi_ledger.model.fields import Amount, MemberNumber, Month, Text


class WithheldTax(Part):
    """What is paid to the state for one member."""

    member: MemberNumber
    amount: Amount


class InterestTaxRemitted(MoneyEvent):
    """PPh final withheld from members' interest in `month` is paid to the state.

    `ntpn` is the number on the state's receipt (nomor transaksi penerimaan negara).
    """

    title: ClassVar[str] = "Setoran PPh jasa simpanan"
    kind: Literal["interest_tax_remitted"] = "interest_tax_remitted"
    month: Month
    lines: tuple[WithheldTax, ...] = Field(min_length=1)
    ntpn: Text | None = None

    @model_validator(mode="after")
    def _each_member_once(self) -> "InterestTaxRemitted":
        if len({line.member for line in self.lines}) != len(self.lines):
            raise ValueError("setiap anggota disebut satu kali saja")
        return self


TaxEvent: TypeAlias = InterestTaxRemitted
