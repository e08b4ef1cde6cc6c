"""Buying: goods received with their invoice, returns, payables, down payments, offtake."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, MoneyEvent, Part
from koperasi_ledger.model.events.stock import GoodsLine
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    LoanNumber,
    MemberNumber,
    Text,
)
from koperasi_ledger.model.quantities import (
    Quantity,
    QuantityOrZero,
    ReceiptNumber,
    Sku,
    TaxInvoiceNumber,
)


class BoughtLine(GoodsLine):
    """Goods and what the invoice asks for them, before its discount; zero for a gift."""

    amount: AmountOrZero


class GoodsReceived(Event):
    """Goods come with their invoice.

    `discount` lowers and `freight` raises the cost of every line, by value. Freight is on the
    invoice, or paid to somebody else from `freight_via`. `advance` of what was paid down is used;
    the rest is paid at once from `paid_via`, or owed until `due`. `order` is the purchase order
    that the goods came against. `ppn` comes on top of the lines; a PKP credits it, for its taxable
    goods and unless `ppn_creditable` is false, for anybody else it is part of the cost.
    `tax_invoice` is the number of the supplier's faktur pajak.
    """

    title: ClassVar[str] = "Penerimaan barang"
    kind: Literal["goods_received"] = "goods_received"
    supplier: Key
    invoice: ReceiptNumber
    location: Key
    lines: Annotated[tuple[BoughtLine, ...], Field(min_length=1, max_length=1_000)]
    discount: AmountOrZero = Decimal(0)
    freight: AmountOrZero = Decimal(0)
    freight_via: Key | None = None
    advance: AmountOrZero = Decimal(0)
    paid_via: Key | None = None
    due: EventDate | None = None
    order: ReceiptNumber | None = None
    ppn: Amount | None = None
    ppn_creditable: bool | None = None
    tax_invoice: TaxInvoiceNumber | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "GoodsReceived":
        goods = sum((line.amount for line in self.lines), Decimal(0))
        if not goods:
            raise ValueError("paling sedikit satu baris harus berjumlah di atas nol")
        if self.discount >= goods:
            raise ValueError("discount harus kurang dari jumlah barisnya")
        if self.advance > self.owed:
            raise ValueError("advance tidak boleh melebihi jumlah fakturnya")
        if self.freight_via is not None and not self.freight:
            raise ValueError("freight_via hanya boleh bersama freight")
        if self.ppn is None and (self.ppn_creditable is not None or self.tax_invoice is not None):
            raise ValueError("ppn_creditable dan tax_invoice hanya boleh bersama ppn")
        return self

    @property
    def owed(self) -> Decimal:
        """What the invoice comes to, in rupiah."""
        goods = sum((line.amount for line in self.lines), Decimal(0))
        freight = self.freight if self.freight_via is None else Decimal(0)
        return goods - self.discount + freight + (self.ppn or Decimal(0))


class ReturnedLine(Part):
    """So much of a line of an invoice, by its place from 1 on, and what the supplier credits."""

    line: Annotated[int, Field(ge=1, le=1_000)]
    quantity: Quantity
    unit: Key | None = None
    amount: AmountOrZero


class PurchaseReturned(Event):
    """Goods of an invoice go back; its debt falls by what the supplier credits.

    What was paid already comes back in cash or at the bank `via`. PPN that was credited goes back
    on top of what the lines say, by each line's share; `ppn` where the supplier's note says
    otherwise.
    """

    title: ClassVar[str] = "Retur pembelian"
    keeps_before: ClassVar[bool] = True
    kind: Literal["purchase_returned"] = "purchase_returned"
    supplier: Key
    invoice: ReceiptNumber
    location: Key
    lines: Annotated[tuple[ReturnedLine, ...], Field(min_length=1, max_length=1_000)]
    via: Key | None = None
    ppn: AmountOrZero | None = None


class PayablePaid(MoneyEvent):
    """The cooperative pays a supplier's invoice, in full or in part."""

    title: ClassVar[str] = "Pembayaran utang pemasok"
    kind: Literal["payable_paid"] = "payable_paid"
    supplier: Key
    invoice: ReceiptNumber
    amount: Amount


class SupplierAdvancePaid(MoneyEvent):
    """A down payment to a supplier, used up by later invoices."""

    title: ClassVar[str] = "Uang muka pemasok"
    kind: Literal["supplier_advance_paid"] = "supplier_advance_paid"
    supplier: Key
    amount: Amount


class OfftakePayment(Part):
    """How the member gets the money: from a cash or bank account, into savings, or off a loan.

    A payment off the member's `loan` is an instalment of it by the loan's own rules.
    """

    amount: Amount
    via: Key | None = None
    product: Key | None = None
    loan: LoanNumber | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "OfftakePayment":
        if sum(end is not None for end in (self.via, self.product, self.loan)) != 1:
            raise ValueError(
                "isi salah satu saja: via (kas atau bank), product (simpanan) atau loan (angsuran)"
            )
        return self


class OfftakeReceived(Event):
    """A member's produce, weighed and graded, is bought.

    Net is `gross` less `tare`, less `cut` (moisture, dirt); `price` is for one `unit` of it.
    """

    title: ClassVar[str] = "Pembelian hasil anggota"
    kind: Literal["offtake_received"] = "offtake_received"
    member: MemberNumber
    location: Key
    item: Sku
    unit: Key | None = None
    gross: Quantity
    tare: QuantityOrZero = Decimal(0)
    cut: QuantityOrZero = Decimal(0)
    grade: Text | None = None
    price: Amount
    amount: Amount
    payments: Annotated[tuple[OfftakePayment, ...], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _adds_up(self) -> "OfftakeReceived":
        if self.net <= 0:
            raise ValueError("tare dan cut tidak boleh menghabiskan gross")
        if sum((each.amount for each in self.payments), Decimal(0)) != self.amount:
            raise ValueError("jumlah payments harus sama dengan amount")
        loans = [each.loan for each in self.payments if each.loan is not None]
        if len(set(loans)) != len(loans):
            raise ValueError("setiap pinjaman diangsur dengan satu payments saja")
        return self

    @property
    def keeps_before(self) -> bool:  # type: ignore[override] # of an instalment, as a loan's own
        """Whether a loan goes back to what it was when this is reversed."""
        return any(each.loan is not None for each in self.payments)

    @property
    def net(self) -> Decimal:
        """What is paid for, in the event's unit."""
        return self.gross - self.tare - self.cut


PurchasesEvent: TypeAlias = (
    GoodsReceived | PurchaseReturned | PayablePaid | SupplierAdvancePaid | OfftakeReceived
)
