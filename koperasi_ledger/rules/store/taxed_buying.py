"""PPN on a purchase: credited, or part of the cost; and what of it a return takes back.

A PKP credits the tax on goods whose sale is taxed (UU PPN Ps. 9 (2)); on exempt goods, and where
it may not be credited, it is part of the cost, as it is for everybody who is no PKP (Ps. 9 (5),
(8), 16B (3); reference accounting section 6). It is shared among the taxable lines by value,
largest remainder; without one, by somebody who credits nothing, among all. Goods that go back take
their line's share of it with them, all of them all (Ps. 5A), unless the supplier's note says else.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.events.purchases import GoodsReceived, PurchaseReturned
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.policy.taxes import Vat
from koperasi_ledger.model.records import Record, TaxInvoice, VatMonth
from koperasi_ledger.model.records.goods import Item
from koperasi_ledger.model.records.purchases import BillLine, SupplierBill
from koperasi_ledger.rules.errors.store_trade import PaysTooMuch
from koperasi_ledger.rules.errors.taxes import TaxInvoiceKnown, TaxOnExempt, TaxTooHigh
from koperasi_ledger.rules.store.taxed import share

_ZERO = Decimal(0)


class TaxPaper(NamedTuple):
    """What an invoice's PPN needs of the books: the rules, the month, the faktur pajak if known."""

    vat: Vat | None = None
    month: VatMonth | None = None
    known: TaxInvoice | None = None


class PurchaseTax(NamedTuple):
    """The PPN of an invoice by line: in the cost, credited (empty: nothing); and its records."""

    in_cost: tuple[Decimal, ...]
    credited: tuple[Decimal, ...]
    records: tuple[Record, ...]


def tax_of_purchase(
    event: GoodsReceived, costs: Sequence[Decimal], items: Sequence[Item], paper: TaxPaper
) -> PurchaseTax:
    """What becomes of an invoice's PPN; `costs` are the lines without it, in rupiah.

    Raises:
        TaxInvoiceKnown: the number of the faktur pajak is taken.
        TaxOnExempt: it is to be credited, and none of the goods is taxed.
        TaxTooHigh: it is more than the full rate on the taxed goods.
    """
    nothing = tuple(_ZERO for _ in costs)
    if event.ppn is None:
        return PurchaseTax(nothing, (), ())
    records: list[Record] = []
    if event.tax_invoice is not None:
        mine = f"faktur {event.supplier} {event.invoice}"
        records.append(noted(event.tax_invoice, mine, paper.known))
    bases = [cost if item.taxable else _ZERO for cost, item in zip(costs, items, strict=True)]
    if paper.vat is None or event.ppn_creditable is False:
        shares = allocate(event.ppn, bases if any(bases) else costs)
        return PurchaseTax(shares, (), tuple(records))
    if not any(bases):
        raise TaxOnExempt(f"Faktur {event.supplier} {event.invoice}")
    most = (sum(bases, _ZERO) * paper.vat.rate / 100).quantize(Decimal(1)) + len(bases)
    if event.ppn > most:
        raise TaxTooHigh(event.invoice, event.ppn, most)
    records += input_moved(paper.month, event.ppn)
    return PurchaseTax(nothing, allocate(event.ppn, bases), tuple(records))


def noted(number: str, of: str, known: TaxInvoice | None) -> TaxInvoice:
    """A supplier's faktur pajak under its number.

    Raises:
        TaxInvoiceKnown: the number is taken.
    """
    if known is not None and not known.void:
        raise TaxInvoiceKnown(number, known.of)
    return TaxInvoice(side="masukan", number=number, of=of)


def input_moved(month: VatMonth | None, tax: Decimal) -> list[VatMonth]:
    """The month after more tax is credited (negative: taken back)."""
    if month is None or not tax:
        return []
    return [month.updated(input=month.input + tax)]


def tax_of_return(bill: SupplierBill, place: int, before: BillLine, quantity: int) -> Decimal:
    """The credited PPN of so much more of a line that goes back, by its place from 0 on."""
    if not bill.taxes:
        return _ZERO
    tax, returned = bill.taxes[place], before.returned
    now, then = (share(tax, each, before.quantity) for each in (returned + quantity, returned))
    return from_sen(now - then)


def tax_credited(
    event: PurchaseReturned, bill: SupplierBill, after: Sequence[BillLine], shares: Decimal
) -> Decimal:
    """The PPN that goes back with a return: as the note says, or the lines' shares.

    What completes the return of the whole invoice takes all that is left of its PPN.

    Raises:
        PaysTooMuch: more than is left of what was credited.
    """
    left = sum(bill.taxes, _ZERO) - bill.tax_back
    if event.ppn is not None:
        if event.ppn > left:
            raise PaysTooMuch(f"PPN faktur {bill.invoice} yang dikreditkan", event.ppn, left)
        return event.ppn
    if all(line.returned == line.quantity for line in after):
        return left
    return from_sen(min(to_sen(shares), to_sen(left)))
