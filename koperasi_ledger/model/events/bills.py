"""What is expected from the bank: unique codes, payroll rosters, QRIS reports; and its arrival."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    MemberNumber,
    Month,
    Ref,
    Text,
    matching,
    schema,
)

_MERCHANT = r"[A-Z0-9]{6,20}"
MerchantNumber = Annotated[
    str,
    matching(_MERCHANT, "nomor pedagang (NMID) terdiri atas 6 sampai 20 huruf besar dan angka"),
    schema(_MERCHANT, "ID1026000000001"),
]


BillPurpose = Literal["pokok", "wajib", "simpanan", "pinjaman", "toko"]
"""What expected money can be for; a subject that bills members adds its own word."""


class BillPart(Part):
    """What a part of expected money is for.

    `number` is the loan or invoice, or for `simpanan` the product.
    """

    purpose: BillPurpose
    member: MemberNumber
    amount: Amount
    number: Ref | None = None

    @model_validator(mode="after")
    def _what_is_paid(self) -> "BillPart":
        needed = {"simpanan": "kunci produk", "pinjaman": "nomor pinjaman"}.get(self.purpose)
        if needed is not None and self.number is None:
            message = f"number diisi dengan {needed} bila purpose {self.purpose}"
            raise ValueError(message)
        return self


class UniqueCode(Part):
    """One bill with the digits that are added to it, so that its sum tells who paid."""

    code: int = Field(ge=1, le=9_999)
    parts: tuple[BillPart, ...] = Field(min_length=1)

    @property
    def total(self) -> Decimal:
        """What is to be transferred: the bill and its code."""
        return sum((part.amount for part in self.parts), Decimal(self.code))


class UniqueCodesIssued(Event):
    """Bills of a month were given unique codes (kode unik), paid into one bank account.

    No two open codes of an account ask for the same sum; `expires` is the last day on which a
    payment is known by its code.
    """

    title: ClassVar[str] = "Kode unik tagihan"
    structural: ClassVar[bool] = True
    kind: Literal["unique_codes_issued"] = "unique_codes_issued"
    account: Key
    month: Month
    expires: EventDate
    codes: tuple[UniqueCode, ...] = Field(min_length=1, max_length=20_000)

    @model_validator(mode="after")
    def _tell_apart(self) -> "UniqueCodesIssued":
        if self.expires < self.date:
            raise ValueError("expires (hari terakhir) tidak boleh sebelum date")
        totals = [item.total for item in self.codes]
        if len(totals) != len(set(totals)):
            raise ValueError("dua kode unik meminta jumlah yang sama; setiap jumlah harus berbeda")
        if any(len({part.member for part in item.parts}) > 1 for item in self.codes):
            raise ValueError("satu kode unik milik satu anggota saja")
        return self


class PayrollRosterRecorded(Event):
    """An employer will pay one sum for several members (potong gaji); the roster says for whom.

    `words`, all of them, stand in the bank's text of that payment.
    """

    title: ClassVar[str] = "Daftar potong gaji"
    structural: ClassVar[bool] = True
    kind: Literal["payroll_roster_recorded"] = "payroll_roster_recorded"
    account: Key
    words: tuple[Text, ...] = Field(min_length=1)
    expires: EventDate
    parts: tuple[BillPart, ...] = Field(min_length=1, max_length=20_000)

    @model_validator(mode="after")
    def _not_over(self) -> "PayrollRosterRecorded":
        if self.expires < self.date:
            raise ValueError("expires (hari terakhir) tidak boleh sebelum date")
        return self


class BankReceiptSplit(Event):
    """A bank line that several events explain: it waits in Titipan until they have cleared it.

    `code` is the unique code that it used up, `roster` the ref of the payroll roster; neither where
    the parts are known in another way.
    """

    title: ClassVar[str] = "Penerimaan bank yang dipecah"
    kind: Literal["bank_receipt_split"] = "bank_receipt_split"
    account: Key
    amount: Amount
    bank_ref: Ref
    text: Text
    code: Annotated[int, Field(ge=1, le=9_999)] | None = None
    roster: Ref | None = None

    @model_validator(mode="after")
    def _one_reason(self) -> "BankReceiptSplit":
        if self.code is not None and self.roster is not None:
            raise ValueError("isi salah satu saja: code (kode unik) atau roster (daftar potong)")
        return self


class QrisDay(Part):
    """One payment of the QRIS acquirer: what buyers paid, its fee (MDR), and the day it pays."""

    paid_on: EventDate
    gross: Amount
    fee: AmountOrZero

    @model_validator(mode="after")
    def _something_left(self) -> "QrisDay":
        if self.fee >= self.gross:
            raise ValueError("fee (MDR) harus lebih kecil daripada gross")
        return self


class QrisReportRecorded(Event):
    """The acquirer's report of a merchant (NMID): the bank will credit gross less MDR."""

    title: ClassVar[str] = "Laporan QRIS"
    structural: ClassVar[bool] = True
    kind: Literal["qris_report_recorded"] = "qris_report_recorded"
    account: Key
    merchant: MerchantNumber
    days: tuple[QrisDay, ...] = Field(min_length=1, max_length=5_000)

    @model_validator(mode="after")
    def _days_once(self) -> "QrisReportRecorded":
        days = [day.paid_on for day in self.days]
        if len(days) != len(set(days)):
            raise ValueError("setiap paid_on (hari pembayaran) hanya boleh satu kali")
        return self


class QrisReceived(MoneyEvent):
    """A bank credit is what a day of the QRIS report announced: gross, less MDR, is the credit."""

    title: ClassVar[str] = "Penerimaan QRIS"
    kind: Literal["qris_received"] = "qris_received"
    account: Key
    merchant: MerchantNumber
    paid_on: EventDate


BillsEvent: TypeAlias = (
    UniqueCodesIssued | PayrollRosterRecorded | BankReceiptSplit | QrisReportRecorded | QrisReceived
)
