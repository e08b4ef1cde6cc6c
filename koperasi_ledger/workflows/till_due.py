"""What a buyer pays: what the lines come to, and PPN where a class's prices leave it out."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from koperasi_ledger.books import Books
from koperasi_ledger.engine.vat import vat_in_force
from koperasi_ledger.model.records import Item
from koperasi_ledger.model.records.sales import ReceiptLine
from koperasi_ledger.rules.store.taxed import with_taxes


def due_of(books: Books, goods: Sequence[tuple[Item, Decimal]], tier: str, day: date) -> Decimal:
    """The sum of a receipt whose lines are these items at these amounts, in rupiah."""
    lines = [ReceiptLine(item.item, 1, amount, Decimal(0)) for item, amount in goods]
    vat = vat_in_force(day, books)
    if vat is not None and tier in vat.excluded:
        lines = list(with_taxes(lines, [item for item, _ in goods], tier, vat)[0])
    return sum((line.amount for line in lines), Decimal(0))
