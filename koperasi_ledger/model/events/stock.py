"""Movements of stock that are neither bought nor sold: taken over, moved, counted, converted."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.fields import AccountName, Amount, AmountOrZero, Key, Name, Text
from koperasi_ledger.model.quantities import Quantity, QuantityOrZero, Sku


class GoodsLine(Part):
    """So much of an item, in one of its measures; without `unit` in its base unit."""

    item: Sku
    quantity: Quantity
    unit: Key | None = None


class ValuedLine(GoodsLine):
    """Goods with what they cost in all."""

    value: AmountOrZero


class StockTakenOver(Event):
    """Stock from before the store was kept item by item; its value leaves `account`."""

    title: ClassVar[str] = "Pengambilalihan stok"
    kind: Literal["stock_taken_over"] = "stock_taken_over"
    location: Key
    account: AccountName
    lines: Annotated[tuple[ValuedLine, ...], Field(min_length=1, max_length=5_000)]


class StockTransferred(Event):
    """Goods move from one location to another; their value stays."""

    title: ClassVar[str] = "Pemindahan barang"
    kind: Literal["stock_transferred"] = "stock_transferred"
    source: Key
    target: Key
    lines: Annotated[tuple[GoodsLine, ...], Field(min_length=1, max_length=1_000)]

    @model_validator(mode="after")
    def _two_places(self) -> "StockTransferred":
        if self.source == self.target:
            raise ValueError("source dan target harus lokasi yang berbeda")
        return self


class CountLine(Part):
    """What was found of an item: `good` stays in stock, damaged and expired goods leave it.

    `unit_cost` is what one unit costs, for a surplus of an item that never had a cost.
    """

    item: Sku
    good: QuantityOrZero
    damaged: QuantityOrZero = Decimal(0)
    expired: QuantityOrZero = Decimal(0)
    unit: Key | None = None
    unit_cost: Amount | None = None


class StockCounted(Event):
    """A stock count (stok opname); `document` is the number of its berita acara."""

    title: ClassVar[str] = "Stok opname"
    keeps_before: ClassVar[bool] = True
    kind: Literal["stock_counted"] = "stock_counted"
    document: Text
    location: Key
    approved_by: Name
    lines: Annotated[tuple[CountLine, ...], Field(min_length=1, max_length=5_000)]

    @model_validator(mode="after")
    def _each_item_once(self) -> "StockCounted":
        if len({line.item for line in self.lines}) != len(self.lines):
            raise ValueError("setiap barang dihitung satu kali saja dalam satu berita acara")
        return self


class OutputLine(GoodsLine):
    """What a conversion gives; `weight` is its share of the cost, beside the other weights."""

    weight: Quantity | None = None


class GoodsConverted(Event):
    """Goods become other goods at one location: a sack packs, paddy rice and bran."""

    title: ClassVar[str] = "Pengolahan barang"
    keeps_before: ClassVar[bool] = True
    kind: Literal["goods_converted"] = "goods_converted"
    location: Key
    inputs: Annotated[tuple[GoodsLine, ...], Field(min_length=1, max_length=100)]
    outputs: Annotated[tuple[OutputLine, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _every_share_known(self) -> "GoodsConverted":
        if len(self.outputs) > 1 and any(line.weight is None for line in self.outputs):
            raise ValueError("bila hasilnya beberapa barang, isi weight (bagian biaya) semuanya")
        used, made = ({line.item for line in part} for part in (self.inputs, self.outputs))
        if used & made or len(made) != len(self.outputs) or len(used) != len(self.inputs):
            raise ValueError("setiap barang ditulis satu kali saja, sebagai bahan atau hasil")
        return self


StockEvent: TypeAlias = StockTakenOver | StockTransferred | StockCounted | GoodsConverted
