"""Collateral of loans: taken in, valued anew, handed back. Nothing of it is in the ledger."""

from typing import ClassVar, Literal, TypeAlias

from koperasi_ledger.model.events.base import Event
from koperasi_ledger.model.fields import AmountOrZero, Key, LoanNumber, Name, Percent, Text


class CollateralRegistered(Event):
    """A thing secures a loan: BPKB, certificate, deposit, goods.

    `eligible` is the percentage of `value` that counts against losses; the owner's name stays in
    the journal.
    """

    title: ClassVar[str] = "Penerimaan agunan"
    structural: ClassVar[bool] = True
    kind: Literal["collateral_registered"] = "collateral_registered"
    collateral: Key
    loan: LoanNumber
    type: Name
    description: Text
    owner: Name
    value: AmountOrZero
    eligible: Percent
    paper: Text | None = None


class CollateralRevalued(Event):
    """The value of collateral is assessed anew."""

    title: ClassVar[str] = "Penilaian ulang agunan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["collateral_revalued"] = "collateral_revalued"
    collateral: Key
    value: AmountOrZero
    eligible: Percent
    reason: Text


class CollateralReleased(Event):
    """Collateral is handed back once its loan is settled, or another secures it."""

    title: ClassVar[str] = "Pengembalian agunan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["collateral_released"] = "collateral_released"
    collateral: Key
    recipient: Name


CollateralEvent: TypeAlias = CollateralRegistered | CollateralRevalued | CollateralReleased
