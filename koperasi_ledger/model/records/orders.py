"""What was ordered of suppliers, and what of it came."""

from datetime import date
from typing import ClassVar, NamedTuple, TypeAlias

from koperasi_ledger.model.records.base import Record

Day: TypeAlias = date


class OrderedLine(NamedTuple):
    """A line of an order: millionths of the item's base unit, and how many of them came."""

    item: str
    quantity: int
    received: int = 0


class PurchaseOrder(Record):
    """An order to a supplier; key is its number. `ended` is why no more is awaited."""

    kind: ClassVar[str] = "pesanan"
    order: str
    supplier: str
    ref: str
    date: date
    expected: Day | None = None
    lines: tuple[OrderedLine, ...] = ()
    ended: str | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.order

    @property
    def outstanding(self) -> dict[str, int]:
        """What is still awaited of each item, in millionths; nothing once it is ended."""
        if self.ended is not None:
            return {}
        left = {line.item: line.quantity - line.received for line in self.lines}
        return {item: count for item, count in left.items() if count > 0}
