"""Agency work: balances with principals, transactions for their customers, fees, reconciliation."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    Key,
    MemberNumber,
    Name,
    Rupiah,
    Text,
)


class AgencyAccountOpened(Event):
    """The account with a principal of the policy is kept from now on.

    `balance` is what it holds already (below zero: what is owed to the principal); it leaves
    `account`, a plain account that has held it until now.
    """

    title: ClassVar[str] = "Pembukaan saldo keagenan"
    structural: ClassVar[bool] = True
    kind: Literal["agency_account_opened"] = "agency_account_opened"
    principal: Key
    balance: Rupiah = Decimal(0)
    account: AccountName | None = None

    @model_validator(mode="after")
    def _from_somewhere(self) -> "AgencyAccountOpened":
        if bool(self.balance) != (self.account is not None):
            raise ValueError("balance dan account diisi bersama: saldo awal keluar dari akun itu")
        return self


class AgencyFloatToppedUp(MoneyEvent):
    """Money is paid to a principal: into the balance, or what is owed to it.

    `cost` is what the bank or the principal asks for it, paid on top.
    """

    title: ClassVar[str] = "Isi saldo keagenan"
    kind: Literal["agency_float_topped_up"] = "agency_float_topped_up"
    principal: Key
    amount: Amount
    cost: AmountOrZero = Decimal(0)


class AgencyFloatWithdrawn(MoneyEvent):
    """Money comes back from a principal; `cost` leaves the balance on top of it."""

    title: ClassVar[str] = "Tarik saldo keagenan"
    kind: Literal["agency_float_withdrawn"] = "agency_float_withdrawn"
    principal: Key
    amount: Amount
    cost: AmountOrZero = Decimal(0)


class AgencyLine(Part):
    """Transactions of one service: how many, their nominal together, and the fees.

    `charged` is what the customers paid on top, `kept` what the principal keeps of it, `earned`
    what the principal pays to the cooperative.
    """

    service: Key
    count: Annotated[int, Field(ge=1, le=100_000)] = 1
    nominal: Amount
    charged: AmountOrZero = Decimal(0)
    kept: AmountOrZero = Decimal(0)
    earned: AmountOrZero = Decimal(0)
    member: MemberNumber | None = None

    @model_validator(mode="after")
    def _earns(self) -> "AgencyLine":
        if self.net < 0:
            raise ValueError(
                "bagian prinsipal (kept) tidak boleh melebihi fee pelanggan (charged) ditambah fee"
                " prinsipal (earned)"
            )
        return self

    @property
    def net(self) -> Decimal:
        """What the cooperative earns, in rupiah: never the nominal."""
        return self.charged - self.kept + self.earned


class AgencyRecorded(Event):
    """Agency transactions: one, or a day's recap as the app tells it.

    The customers' money goes through the cash account `via`. `approved_by` names who allowed fees
    that the policy does not have.
    """

    title: ClassVar[str] = "Transaksi keagenan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["agency_recorded"] = "agency_recorded"
    via: Key
    lines: Annotated[tuple[AgencyLine, ...], Field(min_length=1, max_length=500)]
    approved_by: Name | None = None


class AgencyFeeReceived(MoneyEvent):
    """The principal pays fees that were earned before, in money or into the balance.

    `settles` of the claim is settled by `amount` and what was `withheld` as tax (posted to
    `withheld_account`); without it, all of both. What differs is more or less fee.
    """

    title: ClassVar[str] = "Penerimaan fee keagenan"
    kind: Literal["agency_fee_received"] = "agency_fee_received"
    principal: Key
    amount: Amount
    settles: AmountOrZero | None = None
    withheld: AmountOrZero = Decimal(0)
    withheld_account: AccountName | None = None
    into_float: bool = False

    @model_validator(mode="after")
    def _one_source_of_money(self) -> "AgencyFeeReceived":
        if sum((self.via is not None, self.clears is not None, self.into_float)) != 1:
            raise ValueError(
                "isi salah satu saja: via (kas atau bank), clears (ref titipan yang dijelaskan)"
                " atau into_float (masuk saldo keagenan)"
            )
        if self.bank_ref is not None and self.via is None:
            raise ValueError("bank_ref hanya boleh bersama via")
        if bool(self.withheld) != (self.withheld_account is not None):
            raise ValueError("withheld dan withheld_account diisi bersama")
        return self


DifferenceReason = Literal["biaya", "kurang", "lebih", "tertunda-keluar", "tertunda-masuk"]
"""A cost that the app took; too little; too much; what the app has still to take, or to credit."""


class AgencyDifference(Part):
    """A part of what the app's balance differs by, and what explains it."""

    reason: DifferenceReason
    amount: Amount
    explanation: Text

    @property
    def signed(self) -> Decimal:
        """By how much it makes the app's balance higher than the books', in rupiah."""
        return self.amount if self.reason in {"lebih", "tertunda-keluar"} else -self.amount

    @property
    def posted(self) -> bool:
        """Whether the books follow the app; what is only late is not posted."""
        return not self.reason.startswith("tertunda")


class AgencyFloatReconciled(Event):
    """The app's balance at the end of the day; every difference is named."""

    title: ClassVar[str] = "Pencocokan saldo keagenan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["agency_float_reconciled"] = "agency_float_reconciled"
    principal: Key
    balance: Rupiah
    differences: Annotated[tuple[AgencyDifference, ...], Field(max_length=50)] = ()


AgencyEvent: TypeAlias = (
    AgencyAccountOpened
    | AgencyFloatToppedUp
    | AgencyFloatWithdrawn
    | AgencyRecorded
    | AgencyFeeReceived
    | AgencyFloatReconciled
)
