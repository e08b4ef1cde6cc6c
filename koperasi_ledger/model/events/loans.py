"""Loans to members: applied for, approved, paid out, repaid, changed, lost and recovered.

A loan's events are reversed latest first: going back to the loan as it was before is the only way
to undo an instalment whose interest a later month has counted on (`keeps_before`).
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from koperasi_ledger.model.events.base import Event, MoneyEvent, SavingsMoneyEvent
from koperasi_ledger.model.events.years import FROM_SHARE, BookYear
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
)

Tenor = Annotated[int, Field(ge=1, le=3_660)]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]
"""Those who decided: their names stay in the journal and never reach the ledger."""


class LoanMoneyEvent(SavingsMoneyEvent):
    """Money of a loan: through a cash account, explaining a bank line, or from or into savings."""

    keeps_before: ClassVar[bool] = True
    loan: LoanNumber
    amount: Amount


class LoanApplied(Event):
    """A member asks for a loan; `rate` only where the product's rate is not the one asked for."""

    title: ClassVar[str] = "Permohonan pinjaman"
    structural: ClassVar[bool] = True
    kind: Literal["loan_applied"] = "loan_applied"
    loan: LoanNumber
    member: MemberNumber
    product: Key
    amount: Amount
    tenor: Tenor
    purpose: Text | None = None
    unit: Key | None = None


class LoanApproved(Event):
    """The loan is granted, perhaps for less, by those named; its terms are the agreement's.

    `margin` (murabahah) is the whole margin agreed on; it replaces the product's rate.
    """

    title: ClassVar[str] = "Persetujuan pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_approved"] = "loan_approved"
    loan: LoanNumber
    amount: Amount
    tenor: Tenor
    rate: Percent | None = None
    margin: AmountOrZero | None = None
    by: Names
    decision: Text | None = None


class LoanDeclined(Event):
    """The application is refused, or the member withdraws it, before anything was paid out."""

    title: ClassVar[str] = "Penolakan pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_declined"] = "loan_declined"
    loan: LoanNumber
    by: Names
    reason: Text


class LoanDisbursed(LoanMoneyEvent):
    """Money is handed over: all of it, or one stage. Fees are kept back from the first stage.

    `amount` is the principal lent by this stage; what is handed over is less by the fees.
    """

    title: ClassVar[str] = "Pencairan pinjaman"
    kind: Literal["loan_disbursed"] = "loan_disbursed"


class LoanRepaid(LoanMoneyEvent):
    """An instalment, part of one, or several; `payer` when another than the member paid.

    `penalty` is what of the payment is for denda, when it was agreed to be less than the policy
    says: nothing more of the denda is then taken from this payment. `share` is the year of the SHU
    whose part of the borrower pays.
    """

    title: ClassVar[str] = "Angsuran pinjaman"
    kind: Literal["loan_repaid"] = "loan_repaid"
    other_ends: ClassVar[Mapping[str, str]] = FROM_SHARE
    penalty: AmountOrZero | None = None
    payer: Name | None = None
    share: BookYear | None = None


class LoanPrepaid(LoanMoneyEvent):
    """Principal is paid ahead; the rest is scheduled anew with the same end or the same instalment.

    Everything due must be paid first.
    """

    title: ClassVar[str] = "Pembayaran pokok dipercepat"
    kind: Literal["loan_prepaid"] = "loan_prepaid"
    keep: Literal["tenor", "angsuran"]


class LoanSettled(LoanMoneyEvent):
    """The loan is paid off early, with exactly what the settlement rule asks for on the day."""

    title: ClassVar[str] = "Pelunasan pinjaman dipercepat"
    kind: Literal["loan_settled"] = "loan_settled"
    payer: Name | None = None


class LoanToppedUp(LoanMoneyEvent):
    """More is lent on a running loan; the whole is scheduled anew over `tenor` periods."""

    title: ClassVar[str] = "Penambahan pinjaman (top-up)"
    kind: Literal["loan_topped_up"] = "loan_topped_up"
    tenor: Tenor
    rate: Percent | None = None
    by: Names
    decision: Text | None = None


class LoanRestructured(Event):
    """The balance is scheduled anew for a borrower in difficulty: rate, tenor, grace.

    What is overdue of interest and denda is paid with the first instalments of the new schedule
    (`tangguhkan`) or given up (`hapus`).
    """

    title: ClassVar[str] = "Restrukturisasi pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_restructured"] = "loan_restructured"
    loan: LoanNumber
    tenor: Tenor
    rate: Percent | None = None
    principal_grace: Annotated[int, Field(ge=0, le=120)] = 0
    interest: Literal["tangguhkan", "hapus"]
    penalty: Literal["tangguhkan", "hapus"]
    by: Names
    decision: Text


class LoanPenaltyWaived(Event):
    """Denda is given up; it is no income and needs no entry."""

    title: ClassVar[str] = "Pembebasan denda pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_penalty_waived"] = "loan_penalty_waived"
    loan: LoanNumber
    amount: Amount
    by: Names
    reason: Text


class LoanInterestAccrued(Event):
    """The interest of a loan is recognised up to a month's end, or taken back when it is late."""

    title: ClassVar[str] = "Akrual jasa pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_interest_accrued"] = "loan_interest_accrued"
    loan: LoanNumber
    month: Month


class LoanProvisioned(Event):
    """The allowance for a loan becomes what its class at the end of a month asks for."""

    title: ClassVar[str] = "Penyisihan pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_provisioned"] = "loan_provisioned"
    loan: LoanNumber
    month: Month


class LoanWrittenOff(Event):
    """The loan leaves the books against its allowance; the claim is kept off the books."""

    title: ClassVar[str] = "Hapus buku pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_written_off"] = "loan_written_off"
    loan: LoanNumber
    by: Names
    decision: Text


class LoanRecovered(LoanMoneyEvent):
    """Money comes in on a loan that was written off."""

    title: ClassVar[str] = "Penerimaan pinjaman yang dihapus buku"
    kind: Literal["loan_recovered"] = "loan_recovered"
    payer: Name | None = None


class LoanForgiven(Event):
    """The claim on a written-off loan is given up (hapus tagih), by decision of the members."""

    title: ClassVar[str] = "Hapus tagih pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["loan_forgiven"] = "loan_forgiven"
    loan: LoanNumber
    by: Names
    decision: Text


class LoanExcessReturned(LoanMoneyEvent):
    """What was paid too much on a loan and kept as titipan goes back to the member."""

    title: ClassVar[str] = "Pengembalian titipan angsuran"
    kind: Literal["loan_excess_returned"] = "loan_excess_returned"


class SwpReturned(MoneyEvent):
    """Simpanan wajib pinjam goes back to the member, who owes nothing any more."""

    title: ClassVar[str] = "Pengembalian simpanan wajib pinjam"
    keeps_before: ClassVar[bool] = True
    kind: Literal["swp_returned"] = "swp_returned"
    member: MemberNumber
    amount: Amount


LoanEvent: TypeAlias = (
    LoanApplied
    | LoanApproved
    | LoanDeclined
    | LoanDisbursed
    | LoanRepaid
    | LoanPrepaid
    | LoanSettled
    | LoanToppedUp
    | LoanRestructured
    | LoanPenaltyWaived
    | LoanInterestAccrued
    | LoanProvisioned
    | LoanWrittenOff
    | LoanRecovered
    | LoanForgiven
    | LoanExcessReturned
    | SwpReturned
)
