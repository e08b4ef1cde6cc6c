"""Savings of members: simpanan pokok, wajib and sukarela; blocked amounts; monthly interest."""

from datetime import timedelta
from typing import ClassVar, Literal, TypeAlias

from pydantic import model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent
from koperasi_ledger.model.fields import Amount, Key, MemberNumber, Month, Name, Ref, Text


class SimpananPokokPaid(MoneyEvent):
    """A member pays the simpanan pokok, once."""

    title: ClassVar[str] = "Setoran simpanan pokok"
    kind: Literal["simpanan_pokok_paid"] = "simpanan_pokok_paid"
    member: MemberNumber
    amount: Amount


class SimpananWajibPaid(MoneyEvent):
    """A member pays simpanan wajib: the oldest unpaid months first, several at once (rapel)."""

    title: ClassVar[str] = "Setoran simpanan wajib"
    kind: Literal["simpanan_wajib_paid"] = "simpanan_wajib_paid"
    member: MemberNumber
    amount: Amount


class SavingsDeposited(MoneyEvent):
    """A member pays into a voluntary savings product."""

    title: ClassVar[str] = "Setoran simpanan sukarela"
    kind: Literal["savings_deposited"] = "savings_deposited"
    member: MemberNumber
    product: Key
    amount: Amount


class SavingsWithdrawn(MoneyEvent):
    """A member takes money out of a voluntary savings product.

    `recipient` names the heir who signs for it; required after a death, refused otherwise.
    """

    title: ClassVar[str] = "Penarikan simpanan sukarela"
    kind: Literal["savings_withdrawn"] = "savings_withdrawn"
    member: MemberNumber
    product: Key
    amount: Amount
    recipient: Name | None = None


class SavingsBlocked(Event):
    """Part of a voluntary savings account cannot be taken out until it is released.

    `loan` is the number of the loan that it secures, when it secures one.
    """

    title: ClassVar[str] = "Blokir simpanan"
    kind: Literal["savings_blocked"] = "savings_blocked"
    member: MemberNumber
    product: Key
    amount: Amount
    reason: Text
    loan: Ref | None = None


class SavingsReleased(Event):
    """A blocked amount is free again; `block` is the ref of the event that blocked it."""

    title: ClassVar[str] = "Lepas blokir simpanan"
    kind: Literal["savings_released"] = "savings_released"
    member: MemberNumber
    product: Key
    block: Ref
    reason: Text


class SavingsInterestPaid(Event):
    """A month's interest on all voluntary savings of a member, credited on the month's last day.

    How much follows from the balances of the month and the policy: the rule works it out, with the
    tax on it and the monthly fees.
    """

    title: ClassVar[str] = "Jasa simpanan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["savings_interest_paid"] = "savings_interest_paid"
    member: MemberNumber
    month: Month
    unit: Key | None = None

    @model_validator(mode="after")
    def _on_the_last_day(self) -> "SavingsInterestPaid":
        after = self.date + timedelta(days=1)
        if after.day != 1 or f"{self.date:%Y-%m}" != self.month:
            raise ValueError("tanggal jasa simpanan adalah hari terakhir bulan itu")
        return self


SavingsEvent: TypeAlias = (
    SimpananPokokPaid
    | SimpananWajibPaid
    | SavingsDeposited
    | SavingsWithdrawn
    | SavingsBlocked
    | SavingsReleased
    | SavingsInterestPaid
)
