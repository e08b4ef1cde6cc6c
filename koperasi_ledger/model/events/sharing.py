"""What sharia savings bring: profit of a month shared by balances (mudharabah), gifts (wadiah)."""

from datetime import timedelta
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import Amount, Key, MemberNumber, Month


class _OnTheLastDay(Event):
    """An event of a month, dated its last day."""

    month: Month

    @model_validator(mode="after")
    def _on_the_last_day(self) -> "_OnTheLastDay":
        after = self.date + timedelta(days=1)
        if after.day != 1 or f"{self.date:%Y-%m}" != self.month:
            raise ValueError("tanggal bagi hasil adalah hari terakhir bulan itu")
        return self


class ProfitPoolClosed(_OnTheLastDay):
    """The month's income is divided between the cooperative and its mudharabah savings.

    How much follows from the ledger, the balances of the month and the policy: the rule works it
    out. What belongs to the savers is owed to them until it is credited, member by member.
    """

    title: ClassVar[str] = "Perhitungan bagi hasil simpanan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["profit_pool_closed"] = "profit_pool_closed"
    unit: Key | None = None


class ProfitPart(Part):
    """A member's share in a month's profit of one savings product, in rupiah."""

    product: Key
    amount: Amount


class SavingsProfitShared(_OnTheLastDay):
    """A member's share of the month is credited to the savings, less tax.

    The shares of all members add up to the pool: by largest remainder, so each is less than one
    rupiah from its exact part, which the rule holds it against.
    """

    title: ClassVar[str] = "Bagi hasil simpanan"
    kind: Literal["savings_profit_shared"] = "savings_profit_shared"
    member: MemberNumber
    shares: Annotated[tuple[ProfitPart, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _each_product_once(self) -> "SavingsProfitShared":
        keys = [share.product for share in self.shares]
        if len(keys) != len(set(keys)):
            raise ValueError("setiap produk disebut satu kali")
        return self


class SavingsBonusGiven(Event):
    """A gift (bonus) on wadiah savings, which nobody promised; credited less tax."""

    title: ClassVar[str] = "Bonus simpanan wadiah"
    kind: Literal["savings_bonus_given"] = "savings_bonus_given"
    member: MemberNumber
    product: Key
    amount: Amount
    unit: Key | None = None


SharingEvent: TypeAlias = ProfitPoolClosed | SavingsProfitShared | SavingsBonusGiven
