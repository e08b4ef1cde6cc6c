"""What the store owes its suppliers, invoice by invoice, and what was paid down."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, NamedTuple

from koperasi_ledger.model.records.base import Money, Record


class BillLine(NamedTuple):
    """A line of an invoice: millionths of the item's base unit, how many went back."""

    item: str
    quantity: int
    returned: int = 0


class SupplierBill(Record):
    """An invoice: what it came to, and what of it is still owed; key `supplier:invoice`.

    `credited` is what the supplier credited for goods sent back. A reversed invoice is void: its
    number may come again. `taxes` is the PPN of each line that is credited, in rupiah and part of
    `amount`, `tax_back` what of it went back; `tax_invoice` the number of its faktur pajak.
    """

    kind: ClassVar[str] = "faktur"
    supplier: str
    invoice: str
    ref: str
    due: date
    date: date
    amount: Money
    remaining: Money
    credited: Money = Decimal(0)
    lines: tuple[BillLine, ...] = ()
    void: bool = False
    taxes: tuple[Money, ...] = ()
    tax_back: Money = Decimal(0)
    tax_invoice: str | None = None

    @property
    def key(self) -> str:
        """`supplier:invoice`."""
        return f"{self.supplier}:{self.invoice}"


class SupplierAdvance(Record):
    """What was paid down to a supplier and is not used yet; key is the supplier."""

    kind: ClassVar[str] = "uang-muka"
    supplier: str
    balance: Money = Decimal(0)

    @property
    def key(self) -> str:
        """The supplier's short name."""
        return self.supplier
