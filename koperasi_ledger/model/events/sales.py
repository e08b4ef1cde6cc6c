"""Selling: receipts, goods that come back, debts that are paid, the close of a till's day."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part, SavingsMoneyEvent
from koperasi_ledger.model.events.stock import GoodsLine
from koperasi_ledger.model.events.years import FROM_SHARE, BookYear
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    MemberNumber,
    Name,
    Text,
)
from koperasi_ledger.model.quantities import Quantity, ReceiptNumber

PaymentWay = Literal["tunai", "bank", "qris", "voucher", "kredit", "simpanan"]
"""Cash, bank, QRIS, a card or voucher of an issuer, the buyer's credit, the member's savings."""


class SoldLine(GoodsLine):
    """A line of a receipt: `amount` is what it comes to, after its discount, as printed.

    It is quantity x price - discount, rounded by the till by less than one rupiah.
    """

    price: Amount
    amount: AmountOrZero
    discount: AmountOrZero = Decimal(0)


class SalePayment(Part):
    """How a part of a receipt is paid.

    `via` is the cash or bank account (`tunai`, `bank`), `issuer` the customer who stands behind a
    voucher or social card, `product` the savings product it is taken from.
    """

    way: PaymentWay
    amount: Amount
    via: Key | None = None
    issuer: Key | None = None
    product: Key | None = None

    @model_validator(mode="after")
    def _only_what_belongs(self) -> "SalePayment":
        needed = {"tunai": "via", "bank": "via", "voucher": "issuer", "simpanan": "product"}
        wanted = needed.get(self.way)
        for name in ("via", "issuer", "product"):
            if (getattr(self, name) is not None) != (name == wanted):
                what = f"{self.way} memerlukan {wanted}" if wanted else f"{self.way} tanpa rincian"
                raise ValueError(f"{what}: via untuk kas/bank, issuer untuk voucher, product")
        return self


class Delivery(Part):
    """Goods that are brought to the buyer: the number of the delivery note, where to, by whom."""

    number: ReceiptNumber
    address: Text | None = None
    driver: Name | None = None
    vehicle: Text | None = None


class SaleRecorded(Event):
    """A receipt of a till, sold at the prices of a class of customers (`tier`).

    `approved_by` names who allowed prices or discounts that the list does not have. `due` is when
    credit is to be paid, if not after the usual days; with `delivery` the receipt is an invoice
    and its goods leave with a delivery note (decision 32).
    """

    title: ClassVar[str] = "Penjualan"
    kind: Literal["sale_recorded"] = "sale_recorded"
    till: Key
    number: ReceiptNumber
    location: Key
    tier: Key
    member: MemberNumber | None = None
    customer: Key | None = None
    lines: Annotated[tuple[SoldLine, ...], Field(min_length=1, max_length=500)]
    payments: Annotated[tuple[SalePayment, ...], Field(min_length=1, max_length=10)]
    approved_by: Name | None = None
    due: EventDate | None = None
    delivery: Delivery | None = None

    @model_validator(mode="after")
    def _one_buyer(self) -> "SaleRecorded":
        if self.member is not None and self.customer is not None:
            raise ValueError("pembeli adalah member atau customer, tidak keduanya")
        ways = {payment.way for payment in self.payments}
        if "simpanan" in ways and self.member is None:
            raise ValueError("simpanan hanya dapat dipakai anggota; isi member")
        if "kredit" in ways and self.member is None and self.customer is None:
            raise ValueError("kredit memerlukan pembelinya: member atau customer")
        if self.due is not None and ("kredit" not in ways or self.due < self.date):
            raise ValueError(
                "jatuh tempo (due) hanya untuk kredit, pada tanggal penjualan atau sesudahnya"
            )
        if self.delivery is not None and self.member is None and self.customer is None:
            raise ValueError("delivery memerlukan pembelinya: member atau customer")
        return self


class BroughtBackLine(Part):
    """So much of a line of a receipt, by its place from 1 on."""

    line: Annotated[int, Field(ge=1, le=500)]
    quantity: Quantity
    unit: Key | None = None


class Refund(Part):
    """How the buyer gets the money back: from a cash or bank account, or off the debt."""

    amount: Amount
    via: Key | None = None


class SaleReturned(Event):
    """Goods of a receipt come back at the price they were sold for.

    A refund without `via` lowers what the buyer, or the issuer of the voucher, owes. What was given
    away free comes back without one.
    """

    title: ClassVar[str] = "Retur penjualan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["sale_returned"] = "sale_returned"
    till: Key
    number: ReceiptNumber
    location: Key
    lines: Annotated[tuple[BroughtBackLine, ...], Field(min_length=1, max_length=500)]
    refunds: Annotated[tuple[Refund, ...], Field(max_length=10)] = ()
    reason: Text

    @model_validator(mode="after")
    def _each_line_once(self) -> "SaleReturned":
        if len({line.line for line in self.lines}) != len(self.lines):
            raise ValueError("setiap baris struk ditulis satu kali saja")
        return self


class ReceivablePaid(SavingsMoneyEvent):
    """A member or customer pays what they owe the store: the bills due first, first.

    A member may pay from voluntary `savings` or from the part of the SHU of a year (`share`); what
    a leaver or the heirs are still owed can be set off against it (`payable`).
    """

    title: ClassVar[str] = "Pelunasan piutang toko"
    keeps_before: ClassVar[bool] = True
    kind: Literal["receivable_paid"] = "receivable_paid"
    member: MemberNumber | None = None
    customer: Key | None = None
    other_ends: ClassVar[Mapping[str, str]] = {"payable": "hak anggota keluar"} | FROM_SHARE
    amount: Amount
    payable: Literal[True] | None = None
    share: BookYear | None = None

    @model_validator(mode="after")
    def _one_debtor(self) -> "ReceivablePaid":
        if (self.member is None) == (self.customer is None):
            raise ValueError("isi salah satu saja: member atau customer")
        own = (self.savings, self.payable, self.share)
        if self.member is None and any(end is not None for end in own):
            raise ValueError("savings, payable dan share hanya untuk utang anggota; isi member")
        return self


class TillDayClosed(Event):
    """The receipts of a till and day that wait for their recap are posted, in one entry."""

    title: ClassVar[str] = "Rekap kasir"
    keeps_before: ClassVar[bool] = True
    kind: Literal["till_day_closed"] = "till_day_closed"
    till: Key


SalesEvent: TypeAlias = SaleRecorded | SaleReturned | ReceivablePaid | TillDayClosed
