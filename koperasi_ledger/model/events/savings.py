"""Savings of members: simpanan pokok, simpanan wajib, simpanan sukarela."""

from typing import ClassVar, Literal, TypeAlias

from koperasi_ledger.model.events.base import MoneyEvent
from koperasi_ledger.model.fields import Amount, Key, MemberNumber, Name


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


SavingsEvent: TypeAlias = (
    SimpananPokokPaid | SimpananWajibPaid | SavingsDeposited | SavingsWithdrawn
)
