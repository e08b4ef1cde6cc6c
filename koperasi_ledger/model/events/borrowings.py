"""Borrowings: what the cooperative itself owes to a bank, to LPDB or to another lender.

The terms are the agreement's own and stand in its events; no rate or limit is policy, but for the
schemes that the cooperative wants its agreements held against (`model/policy/borrowings.py`). A
borrowing's events are reversed latest first, as those of a loan are.
"""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    AccountName,
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    Month,
    Name,
    Percent,
    Rupiah,
    Text,
    matching,
    schema,
)
from koperasi_ledger.model.money import Direction

_NUMBER = r"[A-Z0-9][A-Z0-9./-]{0,29}"
BorrowingNumber = Annotated[
    str,
    matching(
        _NUMBER,
        "nomor utang hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda hubung"
        " (paling panjang 30), misalnya UB-2026-0001",
    ),
    schema(_NUMBER, "UB-2026-0001"),
]
Names = Annotated[tuple[Name, ...], Field(min_length=1)]
Grace = Annotated[int, Field(ge=0, le=120)]


class BorrowingAgreed(Event):
    """An agreement with a lender: how much may be drawn, and on which terms.

    `rate` is percent a year. Instalments fall due every month, from the month after a drawdown
    on: on `due_day`, or on the day of the drawdown when there is none. `due_rule` says what
    happens when that day is a Saturday, a Sunday or one of the `holidays` known at the time: it
    stays, or moves to the next working day (KDMP: the 12th, next working day; reference 1.4).
    During `principal_grace` instalments only interest is paid; during `interest_grace` the
    interest is put off to the first instalment after it. `multiple` and `direction` round the
    instalment as the lender does.
    """

    title: ClassVar[str] = "Perjanjian utang"
    structural: ClassVar[bool] = True
    kind: Literal["borrowing_agreed"] = "borrowing_agreed"
    borrowing: BorrowingNumber
    lender: Name
    source: Literal["bank", "lpdb", "lain"]
    limit: Amount
    method: Literal["flat", "menurun", "anuitas"]
    rate: Percent
    tenor: Annotated[int, Field(ge=1, le=600)]
    principal_grace: Grace = 0
    interest_grace: Grace = 0
    due_day: Annotated[int, Field(ge=1, le=31)] | None = None
    due_rule: Literal["tetap", "hari-kerja-berikutnya"] = "tetap"
    holidays: tuple[EventDate, ...] = ()
    day_count: Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"] | None = None
    decimals: Literal[0, 2] = 0
    multiple: Amount | None = None
    direction: Direction = "dekat"
    scheme: Key | None = None
    unit: Key | None = None
    by: Names
    decision: Text | None = None

    @model_validator(mode="after")
    def _grace_within_tenor(self) -> "BorrowingAgreed":
        if max(self.principal_grace, self.interest_grace) >= self.tenor:
            raise ValueError("masa tenggang harus lebih pendek daripada tenor")
        return self


class BorrowingFee(Part):
    """What the lender keeps back when it pays out; `account` is the expense or asset it becomes."""

    account: AccountName
    amount: Amount


class BorrowingDrawn(MoneyEvent):
    """The lender pays out all of the limit or a stage of it; less by `fees`, if any."""

    title: ClassVar[str] = "Pencairan utang"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_drawn"] = "borrowing_drawn"
    borrowing: BorrowingNumber
    amount: Amount
    fees: tuple[BorrowingFee, ...] = ()

    @model_validator(mode="after")
    def _something_left(self) -> "BorrowingDrawn":
        if sum((fee.amount for fee in self.fees), Decimal(0)) >= self.amount:
            raise ValueError("biaya harus lebih kecil daripada yang dicairkan")
        return self


class BorrowingTakenOver(Event):
    """A debt from before these books leaves a plain account and gets an agreement and schedule.

    `amount` is the principal owed, `account` where the opening balances have it; the agreement's
    tenor is what was left of it then.
    """

    title: ClassVar[str] = "Pemindahan utang lama ke buku pembantu"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_taken_over"] = "borrowing_taken_over"
    borrowing: BorrowingNumber
    amount: Amount
    account: AccountName


class BorrowingPaid(MoneyEvent):
    """An instalment, as the lender debited it.

    `difference` is how much of the interest is not in our schedule, for good: above zero when the
    lender took more, below when it took less and will not ask for it; `reason` explains it.
    `penalty` is what the lender charges for paying late.
    """

    title: ClassVar[str] = "Angsuran utang"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_paid"] = "borrowing_paid"
    borrowing: BorrowingNumber
    principal: AmountOrZero = Decimal(0)
    interest: AmountOrZero = Decimal(0)
    penalty: AmountOrZero = Decimal(0)
    difference: Rupiah | None = None
    reason: Text | None = None

    @property
    def amount(self) -> Decimal:
        """What was paid altogether, in rupiah."""
        return self.principal + self.interest + self.penalty

    @model_validator(mode="after")
    def _explained(self) -> "BorrowingPaid":
        if not self.amount:
            raise ValueError("isi pokok, bunga atau denda yang dibayar")
        if bool(self.difference) != (self.reason is not None):
            raise ValueError("selisih bunga dan alasannya diisi bersama-sama")
        return self


class BorrowingPrepaid(MoneyEvent):
    """Principal is paid back early, some or all of it, with the interest the lender asks for.

    The rest is scheduled anew with the same end or the same instalment. `fee` is a penalty for
    paying early. Interest borne and not paid now is due with the first new instalment; when the
    whole debt is paid, what the lender did not ask for is given back to the result.
    """

    title: ClassVar[str] = "Pelunasan utang dipercepat"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_prepaid"] = "borrowing_prepaid"
    borrowing: BorrowingNumber
    principal: Amount
    interest: AmountOrZero = Decimal(0)
    fee: AmountOrZero = Decimal(0)
    keep: Literal["tenor", "angsuran"] = "tenor"

    @property
    def amount(self) -> Decimal:
        """What was paid altogether, in rupiah."""
        return self.principal + self.interest + self.fee


class BorrowingRow(Part):
    """An instalment of the lender's own schedule."""

    due: EventDate
    principal: AmountOrZero
    interest: AmountOrZero


class BorrowingRescheduled(Event):
    """The lender's own schedule replaces ours from this day on: a new rate, terms, or rounding.

    The principal of the `rows` adds up to what is owed.
    """

    title: ClassVar[str] = "Jadwal utang dari pemberi pinjaman"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_rescheduled"] = "borrowing_rescheduled"
    borrowing: BorrowingNumber
    rows: Annotated[tuple[BorrowingRow, ...], Field(min_length=1, max_length=600)]
    rate: Percent | None = None
    reason: Text

    @model_validator(mode="after")
    def _in_order(self) -> "BorrowingRescheduled":
        days: list[date] = [self.date, *(row.due for row in self.rows)]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("jatuh tempo harus menaik dan sesudah tanggal peristiwa")
        return self


class BorrowingAccrued(Event):
    """The interest of a borrowing becomes an expense up to a month's end."""

    title: ClassVar[str] = "Akrual bunga utang"
    keeps_before: ClassVar[bool] = True
    kind: Literal["borrowing_accrued"] = "borrowing_accrued"
    borrowing: BorrowingNumber
    month: Month


BorrowingEvent: TypeAlias = (
    BorrowingAgreed
    | BorrowingDrawn
    | BorrowingTakenOver
    | BorrowingPaid
    | BorrowingPrepaid
    | BorrowingRescheduled
    | BorrowingAccrued
)
