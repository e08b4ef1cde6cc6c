"""Purchase orders: what was asked of a supplier, and orders that are ended before all came."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event
from koperasi_ledger.model.events.stock import GoodsLine
from koperasi_ledger.model.fields import Amount, EventDate, Key, Text
from koperasi_ledger.model.quantities import ReceiptNumber


class OrderLine(GoodsLine):
    """So much of an item is ordered; `price` is what was agreed for one unit, if it was."""

    price: Amount | None = None


class GoodsOrdered(Event):
    """An order to a supplier; nothing is owed before the goods come, which is `expected` then."""

    title: ClassVar[str] = "Pesanan pembelian"
    structural: ClassVar[bool] = True
    kind: Literal["goods_ordered"] = "goods_ordered"
    supplier: Key
    order: ReceiptNumber
    lines: Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=1_000)]
    expected: EventDate | None = None

    @model_validator(mode="after")
    def _each_item_once(self) -> "GoodsOrdered":
        if len({line.item for line in self.lines}) != len(self.lines):
            raise ValueError("setiap barang dipesan dalam satu baris saja")
        if self.expected is not None and self.expected < self.date:
            raise ValueError("expected tidak boleh sebelum tanggal pesanan")
        return self


class GoodsOrderEnded(Event):
    """No more is awaited of an order: it was cancelled, or the rest does not come."""

    title: ClassVar[str] = "Penutupan pesanan"
    structural: ClassVar[bool] = True
    kind: Literal["goods_order_ended"] = "goods_order_ended"
    order: ReceiptNumber
    reason: Text


OrdersEvent: TypeAlias = GoodsOrdered | GoodsOrderEnded
