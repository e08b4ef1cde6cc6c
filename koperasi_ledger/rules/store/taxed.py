"""PPN on a receipt: which lines bear it, what of what comes back it is (see `rules/vat.py`).

Goods of others bear none here: the consignor sells them, and the cooperative's commission is a
service (practice; decision 30). What is returned takes its share of the line's tax with it, as its
share of the price, and all of it all (UU PPN Ps. 5A: a return lowers the tax of its month).
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.policy.taxes import Vat
from koperasi_ledger.model.records import VatMonth
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.model.records.sales import Receipt, ReceiptLine
from koperasi_ledger.rules.store.costing import part
from koperasi_ledger.rules.vat import taxes_of

_ZERO = Decimal(0)
_RUPIAH = 100


def is_taxed(item: Item) -> bool:
    """Whether the sale of an item bears PPN, where the cooperative is a PKP."""
    return item.taxable and item.consignor is None


def added_on(vat: Vat | None, tier: str, item: Item) -> Fraction:
    """What comes on top of the price of a line, as a part of it."""
    if vat is None or tier not in vat.excluded or not is_taxed(item):
        return Fraction(0)
    return vat.effective


def with_taxes(
    lines: Sequence[ReceiptLine], items: Sequence[Item], tier: str, vat: Vat | None
) -> tuple[tuple[ReceiptLine, ...], tuple[Decimal, ...]]:
    """The lines at what the buyer pays, and the tax in each; no taxes where there is none at all.

    `items` are those of the lines, in order. Where prices do not contain the tax, it is added.
    """
    if vat is None:
        return tuple(lines), ()
    taxed = [is_taxed(item) for item in items]
    taxes = taxes_of(vat, [line.amount for line in lines], taxed=taxed, tier=tier)
    if not any(taxes):
        return tuple(lines), ()
    if tier in vat.excluded:
        lines = [
            line._replace(amount=line.amount + tax) for line, tax in zip(lines, taxes, strict=True)
        ]
    return tuple(lines), taxes


def share(total: Decimal, returned: int, quantity: int) -> int:
    """What of `total` rupiah belongs to what was returned of a line, in sen; whole rupiah."""
    sen = to_sen(total)
    return sen if returned == quantity else min(part(sen, returned, quantity, _RUPIAH), sen)


def tax_of(receipt: Receipt, place: int) -> Decimal:
    """The tax in a line of a receipt, by its place from 0 on."""
    return receipt.taxes[place] if receipt.taxes else _ZERO


def tax_back(receipt: Receipt, place: int, line: ReceiptLine, quantity: int) -> Decimal:
    """The tax of so much more of a line, as it was before, by its place on the receipt from 0."""
    tax = tax_of(receipt, place)
    now = share(tax, line.returned + quantity, line.quantity)
    then = share(tax, line.returned, line.quantity)
    return from_sen(now - then)


def counted(receipt: Receipt, amount: Decimal, tax: Decimal) -> Decimal:
    """What of a receipt's amount counts as the member's patronage: with its PPN, or without."""
    return amount if receipt.with_tax else amount - tax


def charged(month: VatMonth | None, tax: Decimal) -> list[VatMonth]:
    """The month after more tax is charged (negative: given back)."""
    if month is None or not tax:
        return []
    return [month.updated(output=month.output + tax)]
