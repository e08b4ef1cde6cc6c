"""Master data of the store: items, prices, ceilings, quotas, suppliers, customers."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import (
    Amount,
    AmountOrZero,
    EventDate,
    Key,
    MemberNumber,
    Name,
    Text,
)
from koperasi_ledger.model.quantities import Barcode, Quantity, QuantityOrZero, Sku

Days = Annotated[int, Field(ge=0, le=3660)]
"""A term of payment in days."""


class Measure(Part):
    """A measure beside the base unit: `per` of it hold `holds` base units, exactly.

    `{"unit": "karung", "holds": "50"}`: a sack holds 50 kg. With `per` also fractions that no
    decimal can write: three pieces are one kilogram.
    """

    unit: Key
    holds: Quantity
    per: Quantity | None = None


class ItemRegistered(Event):
    """An item is taken into the range; all its stock is kept in `base` units.

    `group` is its class in the policy, which decides how its cost is found. With `consignor` it is
    that person's goods, sold on consignment (decision 28).
    """

    title: ClassVar[str] = "Pendaftaran barang"
    structural: ClassVar[bool] = True
    kind: Literal["item_registered"] = "item_registered"
    item: Sku
    name: Name
    base: Key
    group: Key
    measures: tuple[Measure, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    category: Key | None = None
    taxable: bool = False
    consignor: Key | None = None

    @model_validator(mode="after")
    def _each_measure_once(self) -> "ItemRegistered":
        units = [self.base, *(each.unit for each in self.measures)]
        if len(set(units)) != len(units):
            raise ValueError("setiap satuan (base dan measures) ditulis satu kali saja")
        return self


class ItemChanged(Event):
    """What changes of an item: what is given; measures and barcodes are added to those known.

    `active` false takes it out of the range: nothing is bought any more, the rest is sold.
    """

    title: ClassVar[str] = "Perubahan barang"
    structural: ClassVar[bool] = True
    kind: Literal["item_changed"] = "item_changed"
    item: Sku
    name: Name | None = None
    category: Key | None = None
    taxable: bool | None = None
    measures: tuple[Measure, ...] = ()
    barcodes: tuple[Barcode, ...] = ()
    active: bool | None = None


class PriceLine(Part):
    """The price of a measure of an item for a class of customers, from a quantity on.

    No `price` ends it.
    """

    item: Sku
    tier: Key
    unit: Key
    from_quantity: QuantityOrZero | None = None
    price: Amount | None = None


class PriceSet(Event):
    """Prices that hold from a day on, until other prices of the same line follow."""

    title: ClassVar[str] = "Daftar harga"
    structural: ClassVar[bool] = True
    kind: Literal["price_set"] = "price_set"
    valid_from: EventDate
    decision: Text | None = None
    lines: Annotated[tuple[PriceLine, ...], Field(min_length=1, max_length=20_000)]

    @model_validator(mode="after")
    def _each_line_once(self) -> "PriceSet":
        keys = {(line.item, line.tier, line.unit, line.from_quantity) for line in self.lines}
        if len(keys) != len(self.lines):
            raise ValueError("harga yang sama ditulis dua kali: barang, tingkat, satuan, mulai")
        return self


class CeilingLine(Part):
    """The highest price of a measure of an item; no `price` ends the ceiling."""

    item: Sku
    unit: Key
    price: Amount | None = None


class CeilingSet(Event):
    """Highest retail prices (HET) of a regulation, from a day on; everywhere, or in a region."""

    title: ClassVar[str] = "Harga eceran tertinggi"
    structural: ClassVar[bool] = True
    kind: Literal["ceiling_set"] = "ceiling_set"
    valid_from: EventDate
    regulation: Text
    region: Key | None = None
    lines: Annotated[tuple[CeilingLine, ...], Field(min_length=1, max_length=1_000)]


class QuotaLine(Part):
    """What one member or customer may buy in all."""

    member: MemberNumber | None = None
    customer: Key | None = None
    quantity: QuantityOrZero

    @model_validator(mode="after")
    def _one_holder(self) -> "QuotaLine":
        if (self.member is None) == (self.customer is None):
            raise ValueError("isi salah satu saja: member atau customer")
        return self


class QuotaSet(Event):
    """The allocation list of subsidised goods: who may buy how much between two days.

    While a quota runs, the item is sold to those on its list only. Told again under the same
    `quota`, the lines replace those of the same persons; what they took stays counted.
    """

    title: ClassVar[str] = "Daftar kuota"
    structural: ClassVar[bool] = True
    kind: Literal["quota_set"] = "quota_set"
    quota: Key
    item: Sku
    unit: Key
    start: EventDate
    until: EventDate
    lines: Annotated[tuple[QuotaLine, ...], Field(min_length=1, max_length=20_000)]

    @model_validator(mode="after")
    def _whole_list(self) -> "QuotaSet":
        if self.until < self.start:
            raise ValueError("until tidak boleh sebelum start")
        holders = {(line.member, line.customer) for line in self.lines}
        if len(holders) != len(self.lines):
            raise ValueError("setiap orang ditulis satu kali saja")
        return self


class SupplierRegistered(Event):
    """Somebody the store buys from; `days` is the usual term of payment."""

    title: ClassVar[str] = "Pendaftaran pemasok"
    structural: ClassVar[bool] = True
    kind: Literal["supplier_registered"] = "supplier_registered"
    supplier: Key
    name: Name
    days: Days = 0
    phone: Text | None = None


class CustomerRegistered(Event):
    """Somebody known who buys and is no member: a cooperative, a pesantren, an issuer of vouchers.

    `limit` is what they may owe at once, zero if nothing; `days` when it is due.
    """

    title: ClassVar[str] = "Pendaftaran pelanggan"
    structural: ClassVar[bool] = True
    kind: Literal["customer_registered"] = "customer_registered"
    customer: Key
    name: Name
    limit: AmountOrZero
    days: Days = 0
    phone: Text | None = None


class CustomerChanged(Event):
    """What changes of a customer: what is given. Bills that are open keep their due dates."""

    title: ClassVar[str] = "Perubahan pelanggan"
    structural: ClassVar[bool] = True
    kind: Literal["customer_changed"] = "customer_changed"
    customer: Key
    name: Name | None = None
    limit: AmountOrZero | None = None
    days: Days | None = None
    phone: Text | None = None

    @model_validator(mode="after")
    def _something_given(self) -> "CustomerChanged":
        given = (self.name, self.limit, self.days, self.phone)
        if all(value is None for value in given):
            raise ValueError("isi yang berubah: name, limit, days atau phone")
        return self


GoodsEvent: TypeAlias = (
    ItemRegistered
    | ItemChanged
    | PriceSet
    | CeilingSet
    | QuotaSet
    | SupplierRegistered
    | CustomerRegistered
    | CustomerChanged
)
