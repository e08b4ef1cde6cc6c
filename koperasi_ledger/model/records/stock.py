"""What is in stock, and what it cost."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from pydantic import Field

from koperasi_ledger.model.records.base import Money, Record


class Layer(NamedTuple):
    """Goods that came together: by which event, how many millionths are left, at which cost."""

    ref: str
    quantity: int
    value: Money


class Stock(Record):
    """What is there of an item, in millionths of its base unit, and its cost; key is the item.

    `places` is what each location has; `quantity` is their sum, `value` (rupiah) what all of it
    cost: zero when there is nothing, negative when more left than was there. `layers`, the oldest
    first, are kept for FIFO only. `last` is what so many millionths of the newest receipt cost;
    `moved` the date of each location's latest movement.
    """

    kind: ClassVar[str] = "stok"
    item: str
    method: Literal["rata-rata", "fifo"]
    quantity: int = 0
    value: Money = Decimal(0)
    places: dict[str, int] = Field(default_factory=dict)
    moved: dict[str, date] = Field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    last: tuple[int, Money] | None = None

    @property
    def key(self) -> str:
        """The item's code."""
        return self.item
