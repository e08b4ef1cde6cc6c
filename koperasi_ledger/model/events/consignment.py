"""Consignment: goods of others in our shop (titipan), and our goods in the shops of others."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part, SavingsMoneyEvent
from koperasi_ledger.model.events.stock import GoodsLine
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    MemberNumber,
    Name,
    Percent,
    Text,
)
from koperasi_ledger.model.quantities import QuantityOrZero, Sku

GoodsLines = Annotated[tuple[GoodsLine, ...], Field(min_length=1, max_length=1_000)]
Bearer = Literal["penitip", "koperasi"]
"""Who bears what is missing: the consignor, or the cooperative that kept the goods."""


class ConsignorAgreed(Event):
    """A supplier leaves goods with the cooperative to be sold; told again, the newest holds.

    `member` is the consignor's member number, if a member: only then is money paid into savings.
    """

    title: ClassVar[str] = "Perjanjian titipan"
    structural: ClassVar[bool] = True
    kind: Literal["consignor_agreed"] = "consignor_agreed"
    consignor: Key
    member: MemberNumber | None = None


class TermsLine(Part):
    """What the consignor gets for an item: `price` for one base unit, or all but a `commission`.

    The commission is a percentage of what the buyer pays.
    """

    item: Sku
    price: Amount | None = None
    commission: Percent | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "TermsLine":
        if (self.price is None) == (self.commission is None):
            raise ValueError("isi salah satu saja: price (harga penitip) atau commission (persen)")
        if self.commission is not None and self.commission > Decimal(100):
            raise ValueError("commission paling besar 100 persen")
        return self


class ConsignmentTermsSet(Event):
    """The terms of consigned items from a day on, until other terms follow."""

    title: ClassVar[str] = "Syarat titipan"
    structural: ClassVar[bool] = True
    kind: Literal["consignment_terms_set"] = "consignment_terms_set"
    valid_from: EventDate
    lines: Annotated[tuple[TermsLine, ...], Field(min_length=1, max_length=1_000)]

    @model_validator(mode="after")
    def _each_item_once(self) -> "ConsignmentTermsSet":
        if len({line.item for line in self.lines}) != len(self.lines):
            raise ValueError("setiap barang ditulis satu kali saja")
        return self


class ConsignmentReceived(Event):
    """A consignor leaves goods; they stay the consignor's, so nothing is posted."""

    title: ClassVar[str] = "Penerimaan titipan"
    kind: Literal["consignment_received"] = "consignment_received"
    consignor: Key
    location: Key
    lines: GoodsLines


class ConsignmentReturned(Event):
    """Goods that were not sold go back to the consignor."""

    title: ClassVar[str] = "Pengembalian titipan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["consignment_returned"] = "consignment_returned"
    consignor: Key
    location: Key
    lines: GoodsLines


class ConsignedCountLine(Part):
    """What was found of an item in good state; the rest of it is lost.

    `amount` is what the consignor gets for what is lost, where the terms have no price for it.
    """

    item: Sku
    good: QuantityOrZero
    unit: Key | None = None
    amount: AmountOrZero | None = None


class ConsignmentCounted(Event):
    """Consigned goods of a location are counted; `document` is the number of the berita acara."""

    title: ClassVar[str] = "Opname titipan"
    keeps_before: ClassVar[bool] = True
    kind: Literal["consignment_counted"] = "consignment_counted"
    document: Text
    location: Key
    borne_by: Bearer
    approved_by: Name
    lines: Annotated[tuple[ConsignedCountLine, ...], Field(min_length=1, max_length=1_000)]

    @model_validator(mode="after")
    def _whole_count(self) -> "ConsignmentCounted":
        if len({line.item for line in self.lines}) != len(self.lines):
            raise ValueError("setiap barang dihitung satu kali saja dalam satu berita acara")
        if self.borne_by == "penitip" and any(line.amount is not None for line in self.lines):
            raise ValueError("amount hanya bila borne_by = koperasi")
        return self


class ConsignmentSettled(SavingsMoneyEvent):
    """The consignor is paid for what was sold, in full or in part; `savings`: into savings."""

    title: ClassVar[str] = "Setoran kepada penitip"
    kind: Literal["consignment_settled"] = "consignment_settled"
    consignor: Key
    amount: Amount


class ElsewhereEvent(Event):
    """What happens to goods of ours with a customer, in a location of its own."""

    customer: Key

    @property
    def there(self) -> str:
        """The location of our goods that the customer holds."""
        return f"titip-{self.customer}"


class ConsignmentSent(ElsewhereEvent):
    """Goods of ours are left with a customer who sells them for us; they stay our stock."""

    title: ClassVar[str] = "Titip jual keluar"
    kind: Literal["consignment_sent"] = "consignment_sent"
    source: Key
    lines: GoodsLines


class ConsignmentFetched(ElsewhereEvent):
    """Goods of ours come back from the customer who could not sell them."""

    title: ClassVar[str] = "Titip jual kembali"
    kind: Literal["consignment_fetched"] = "consignment_fetched"
    target: Key
    lines: GoodsLines


class SoldThereLine(GoodsLine):
    """What the customer sold of an item: `amount` is quantity x agreed price, rounded."""

    price: Amount
    amount: AmountOrZero


class ConsignmentSold(ElsewhereEvent):
    """The customer reports what was sold of our goods, and keeps a commission; the rest is owed.

    Without `commission` the prices are net: what the customer owes us.
    """

    title: ClassVar[str] = "Laporan titip jual"
    keeps_before: ClassVar[bool] = True
    kind: Literal["consignment_sold"] = "consignment_sold"
    lines: Annotated[tuple[SoldThereLine, ...], Field(min_length=1, max_length=1_000)]
    commission: AmountOrZero = Decimal(0)
    due: EventDate | None = None

    @property
    def total(self) -> Decimal:
        """What the goods were sold for, in rupiah."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @model_validator(mode="after")
    def _something_owed(self) -> "ConsignmentSold":
        if self.commission >= self.total:
            raise ValueError("komisi (commission) harus kurang dari jumlah penjualan")
        if self.due is not None and self.due < self.date:
            raise ValueError("due tidak boleh sebelum date")
        return self


ConsignmentEvent: TypeAlias = (
    ConsignorAgreed
    | ConsignmentTermsSet
    | ConsignmentReceived
    | ConsignmentReturned
    | ConsignmentCounted
    | ConsignmentSettled
    | ConsignmentSent
    | ConsignmentFetched
    | ConsignmentSold
)
