"""What the store knows of its goods: items, prices, ceilings, quotas, suppliers, customers."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from koperasi_ledger.model.records.base import Money, Record


class QuotaSpan(NamedTuple):
    """A quota of an item and the days between which it runs."""

    quota: str
    start: date
    until: date


class Item(Record):
    """An item of the range; key is its code.

    `measures` are worth `a / b` millionths of the base unit. `capped` is whether it ever had a
    ceiling, `quotas` its allocation lists, so that a sale looks for them only where there are any.
    `consignor` is whose it is, where it is not the cooperative's: for good.
    """

    kind: ClassVar[str] = "barang"
    item: str
    name: str
    base: str
    group: str
    method: Literal["rata-rata", "fifo"]
    measures: dict[str, tuple[int, int]]
    barcodes: tuple[str, ...] = ()
    category: str | None = None
    taxable: bool = False
    active: bool = True
    capped: bool = False
    quotas: tuple[QuotaSpan, ...] = ()
    consignor: str | None = None

    @property
    def key(self) -> str:
        """The code."""
        return self.item


class BarcodeHolder(Record):
    """Which item a barcode stands for; key is the barcode."""

    kind: ClassVar[str] = "barcode"
    barcode: str
    item: str

    @property
    def key(self) -> str:
        """The barcode."""
        return self.barcode


class PriceRow(NamedTuple):
    """A price of a measure, in rupiah, from `start` (millionths of the measure) and a day on.

    None ends it.
    """

    unit: str
    start: int
    since: date
    price: Money | None


class PriceList(Record):
    """The prices of an item for one class of customers; key `item:tier`."""

    kind: ClassVar[str] = "harga"
    item: str
    tier: str
    rows: tuple[PriceRow, ...] = ()

    @property
    def key(self) -> str:
        """`item:tier`."""
        return f"{self.item}:{self.tier}"


class CeilingRow(NamedTuple):
    """A ceiling of a measure, in rupiah, from a day on; None ends it."""

    unit: str
    since: date
    price: Money | None


class CeilingList(Record):
    """The highest prices of an item in a region (`-`: everywhere); key `item:region`."""

    kind: ClassVar[str] = "het"
    item: str
    region: str
    rows: tuple[CeilingRow, ...] = ()

    @property
    def key(self) -> str:
        """`item:region`."""
        return f"{self.item}:{self.region}"


class Quota(Record):
    """What somebody may buy of a quota, and took of it, in millionths of the base unit.

    Key `quota:item:holder`; the holder is a member number, or a customer's key after `@`.
    """

    kind: ClassVar[str] = "kuota"
    quota: str
    item: str
    holder: str
    allotted: int
    taken: int = 0

    @property
    def key(self) -> str:
        """`quota:item:holder`."""
        return f"{self.quota}:{self.item}:{self.holder}"


class Supplier(Record):
    """Somebody the store buys from, and what was paid down to them; key is the short name."""

    kind: ClassVar[str] = "pemasok"
    supplier: str
    name: str
    days: int = 0
    phone: str | None = None

    @property
    def key(self) -> str:
        """The short name."""
        return self.supplier


class Customer(Record):
    """Somebody who buys and is no member; key is the short name."""

    kind: ClassVar[str] = "pelanggan"
    customer: str
    name: str
    limit: Money = Decimal(0)
    days: int = 0
    phone: str | None = None

    @property
    def key(self) -> str:
        """The short name."""
        return self.customer
