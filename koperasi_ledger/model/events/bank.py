"""What the bank says: proven statements, reconciliations, lines nobody knows yet, VA numbers."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import (
    Amount,
    EventDate,
    Key,
    MemberNumber,
    Ref,
    Rupiah,
    Text,
    matching,
    schema,
)
from koperasi_ledger.model.records import Purpose

_DIGEST = r"[0-9a-f]{64}"
Digest = Annotated[
    str,
    matching(_DIGEST, "sidik SHA-256 terdiri atas 64 angka heksadesimal"),
    schema(_DIGEST, "0" * 64),
]
_VIRTUALNUMBER = r"[0-9]{6,20}"
VirtualNumber = Annotated[
    str,
    matching(_VIRTUALNUMBER, "nomor virtual account terdiri atas 6 sampai 20 angka"),
    schema(_VIRTUALNUMBER, "8881000042"),
]


class VirtualAccountAssigned(Event):
    """A virtual account number belongs to a member, for one purpose."""

    title: ClassVar[str] = "Nomor virtual account anggota"
    structural: ClassVar[bool] = True
    kind: Literal["virtual_account_assigned"] = "virtual_account_assigned"
    number: VirtualNumber
    member: MemberNumber
    purpose: Purpose
    product: Key | None = None

    @model_validator(mode="after")
    def _product_of_savings(self) -> "VirtualAccountAssigned":
        if (self.purpose == "simpanan") != (self.product is not None):
            raise ValueError("product diisi bila purpose simpanan, dan hanya pada waktu itu")
        return self


class DayProof(Part):
    """One closed day of a statement: how many lines it has and what they add up to."""

    date: EventDate
    lines: int = Field(ge=0, le=100_000)
    total: Rupiah


class BankStatementProven(Event):
    """A statement whose balance chain holds was read; its days are sealed."""

    title: ClassVar[str] = "Rekening koran terbukti"
    kind: Literal["bank_statement_proven"] = "bank_statement_proven"
    account: Key
    format: Key
    start: EventDate
    end: EventDate
    opening: Rupiah
    closing: Rupiah
    file_sha256: Digest
    days: tuple[DayProof, ...]

    @model_validator(mode="after")
    def _proves_itself(self) -> "BankStatementProven":
        if self.start > self.end:
            raise ValueError("start (tanggal awal) tidak boleh sesudah end (tanggal akhir)")
        dates = [day.date for day in self.days]
        if dates != sorted(set(dates)) or any(not self.start <= day <= self.end for day in dates):
            raise ValueError("days harus urut, masing-masing satu kali, dan antara start dan end")
        moved = sum((day.total for day in self.days), Decimal(0))
        if self.opening + moved != self.closing:
            raise ValueError(
                "opening ditambah semua total harus sama dengan closing; rekening koran ini"
                " terpotong atau diubah"
            )
        return self


class BankReconciled(Event):
    """At the end of `date` the ledger's balance of the account equals the bank's."""

    title: ClassVar[str] = "Rekonsiliasi bank"
    kind: Literal["bank_reconciled"] = "bank_reconciled"
    account: Key
    balance: Rupiah


class BankReceiptUnidentified(Event):
    """Money came in that nobody can explain yet: a liability until it is assigned (titipan)."""

    title: ClassVar[str] = "Penerimaan bank belum dikenali"
    kind: Literal["bank_receipt_unidentified"] = "bank_receipt_unidentified"
    account: Key
    amount: Amount
    bank_ref: Ref
    text: Text


class BankPaymentUnidentified(Event):
    """Money went out that nobody can explain yet: an asset until it is assigned."""

    title: ClassVar[str] = "Pengeluaran bank belum dikenali"
    kind: Literal["bank_payment_unidentified"] = "bank_payment_unidentified"
    account: Key
    amount: Amount
    bank_ref: Ref
    text: Text


class BankLineAttached(Event):
    """A bank line is the one that an entry typed by hand already booked: nothing is added."""

    title: ClassVar[str] = "Baris bank dicocokkan dengan catatan yang ada"
    kind: Literal["bank_line_attached"] = "bank_line_attached"
    account: Key
    amount: Rupiah
    bank_ref: Ref
    target: Ref


BankEvent: TypeAlias = (
    VirtualAccountAssigned
    | BankStatementProven
    | BankReconciled
    | BankReceiptUnidentified
    | BankPaymentUnidentified
    | BankLineAttached
)
