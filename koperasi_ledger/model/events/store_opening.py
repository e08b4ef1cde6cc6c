"""Debts of the store from before these books: invoice by invoice, buyer by buyer."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import AccountName, Amount, EventDate, Key, MemberNumber
from koperasi_ledger.model.quantities import ReceiptNumber


class PayableLine(Part):
    """What is still owed of a supplier's invoice."""

    supplier: Key
    invoice: ReceiptNumber
    amount: Amount
    due: EventDate | None = None


class PayablesTakenOver(Event):
    """Suppliers' invoices of the old books; what they come to leaves the plain `account`."""

    title: ClassVar[str] = "Pengambilalihan utang pemasok"
    kind: Literal["payables_taken_over"] = "payables_taken_over"
    account: AccountName
    lines: Annotated[tuple[PayableLine, ...], Field(min_length=1, max_length=5_000)]

    @model_validator(mode="after")
    def _each_invoice_once(self) -> "PayablesTakenOver":
        if len({(line.supplier, line.invoice) for line in self.lines}) != len(self.lines):
            raise ValueError("setiap faktur ditulis satu kali saja")
        return self


class ReceivableLine(Part):
    """What a member or customer still owes of a receipt of the old books, and when it is due."""

    member: MemberNumber | None = None
    customer: Key | None = None
    amount: Amount
    due: EventDate | None = None

    @model_validator(mode="after")
    def _one_debtor(self) -> "ReceivableLine":
        if (self.member is None) == (self.customer is None):
            raise ValueError("isi salah satu saja: member atau customer")
        return self


class ReceivablesTakenOver(Event):
    """What buyers owed in the old books; what it comes to leaves the plain `account`."""

    title: ClassVar[str] = "Pengambilalihan piutang toko"
    kind: Literal["receivables_taken_over"] = "receivables_taken_over"
    account: AccountName
    lines: Annotated[tuple[ReceivableLine, ...], Field(min_length=1, max_length=20_000)]


StoreOpeningEvent: TypeAlias = PayablesTakenOver | ReceivablesTakenOver
