"""Money in and out that is not a member's saving: cash accounts, receipts, payments, transfers."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.fields import AccountName, Amount, Key, Name, Ref, matching, schema
from koperasi_ledger.model.records import CashKind

_ACCOUNTNUMBER = r"[0-9]{5,20}"
AccountNumber = Annotated[
    str,
    matching(_ACCOUNTNUMBER, "nomor rekening terdiri atas 5 sampai 20 angka"),
    schema(_ACCOUNTNUMBER, "000001000123509"),
]


class CashAccountOpened(Event):
    """A cash box or a bank account of the cooperative enters the books under a short key."""

    title: ClassVar[str] = "Pembukaan rekening kas/bank"
    structural: ClassVar[bool] = True
    kind: Literal["cash_account_opened"] = "cash_account_opened"
    key: Key
    name: Name
    type: CashKind
    bank: Name | None = None
    number: AccountNumber | None = None

    @model_validator(mode="after")
    def _bank_has_number(self) -> "CashAccountOpened":
        if self.type == "bank" and (self.bank is None or self.number is None):
            raise ValueError("rekening bank memerlukan bank dan number (nomor rekening)")
        if self.type == "kas" and (self.bank is not None or self.number is not None):
            raise ValueError("kas tidak mempunyai bank atau number")
        return self


class MoneyLine(Part):
    """One account that a receipt or payment is for."""

    account: AccountName
    amount: Amount
    unit: Key | None = None


class ReceiptRecorded(MoneyEvent):
    """Money received for income or any other account that is not kept per member."""

    title: ClassVar[str] = "Penerimaan kas/bank"
    kind: Literal["receipt_recorded"] = "receipt_recorded"
    lines: tuple[MoneyLine, ...] = Field(min_length=1)
    counterparty: Name | None = None


class PaymentRecorded(MoneyEvent):
    """Money paid for an expense or any other account that is not kept per member."""

    title: ClassVar[str] = "Pengeluaran kas/bank"
    kind: Literal["payment_recorded"] = "payment_recorded"
    lines: tuple[MoneyLine, ...] = Field(min_length=1)
    counterparty: Name | None = None


class CashTransferred(Event):
    """Money moves between two cash or bank accounts of the cooperative.

    `clears` is waiting bank money in the place of one end. Where both ends wait it is the money
    that went out, and `clears_target` the money that came in.
    """

    title: ClassVar[str] = "Pemindahan kas/bank"
    kind: Literal["cash_transferred"] = "cash_transferred"
    source: Key | None = None
    target: Key | None = None
    clears: Ref | None = None
    clears_target: Ref | None = None
    amount: Amount
    bank_ref_source: Ref | None = None
    bank_ref_target: Ref | None = None

    @model_validator(mode="after")
    def _two_ends(self) -> "CashTransferred":
        given = (self.source, self.target, self.clears, self.clears_target)
        ends = [end for end in given if end is not None]
        waiting = self.clears_target is not None
        if len(ends) != 2 or len(set(ends)) != 2 or (waiting and self.clears is None):
            raise ValueError(
                "pemindahan memerlukan source dan target yang berbeda (atau satu"
                " di antaranya bersama clears, atau clears bersama clears_target)"
            )
        for end, line in (
            (self.source, self.bank_ref_source),
            (self.target, self.bank_ref_target),
        ):
            if line is not None and end is None:
                raise ValueError(
                    "bank_ref_source hanya boleh bersama source, dan bank_ref_target bersama target"
                )
        return self


CashEvent: TypeAlias = CashAccountOpened | ReceiptRecorded | PaymentRecorded | CashTransferred
