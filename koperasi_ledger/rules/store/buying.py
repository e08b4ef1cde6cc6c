"""Buying: goods with their invoice, goods sent back, what is owed, paid and paid down, offtake.

Cost is the price less discounts plus freight, spread over the lines by value, largest remainder
(SAK "Persediaan": purchase price, transport and other costs to bring goods to their place, less
trade discounts). PPN is part of it, but for what a PKP credits (see `taxed_buying`). Offtake
from members is a purchase and counts as their dealings (reference accounting section 4).
"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from koperasi_ledger.model.accounts import (
    STOCK_LOSS,
    SUPPLIER_ADVANCES,
    SUPPLIER_BILLS,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.purchases import (
    GoodsReceived,
    OfftakePayment,
    OfftakeReceived,
    PayablePaid,
    PurchaseReturned,
    SupplierAdvancePaid,
)
from koperasi_ledger.model.money import allocate, from_sen, to_sen
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records import (
    CashAccount,
    Member,
    PolicySection,
    Record,
    SavingsAccount,
    VatMonth,
)
from koperasi_ledger.model.records.goods import Supplier
from koperasi_ledger.model.records.orders import PurchaseOrder
from koperasi_ledger.model.records.purchases import BillLine, SupplierAdvance, SupplierBill
from koperasi_ledger.model.records.sales import Patronage
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors.store_trade import (
    BeforeItsSale,
    BillKnown,
    BillUnknown,
    LineDiffers,
    LoanOfAnother,
    PaysTooMuch,
    RefundNeedsCash,
    ReturnsTooMuch,
)
from koperasi_ledger.rules.money_side import MoneySide, move, refuse_proven
from koperasi_ledger.rules.policies import product_of, savings_on
from koperasi_ledger.rules.savings import require_active
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.store.orders import fill
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.taxed_buying import (
    TaxPaper,
    input_moved,
    tax_credited,
    tax_of_purchase,
    tax_of_return,
)
from koperasi_ledger.rules.store.terms import in_base, require_active_item
from koperasi_ledger.rules.vat import input_leg

if TYPE_CHECKING:  # lending is loaded only where produce pays a loan
    from koperasi_ledger.rules.loans.payments import Running

_ZERO = Decimal(0)
NO_PAPER = TaxPaper()
"""Nothing known of PPN: where nobody ever was a PKP."""


def receive_goods(
    event: GoodsReceived,
    shelf: Shelf,
    supplier: Supplier,
    *,
    known: SupplierBill | None,
    advance: SupplierAdvance,
    cash: Mapping[str, CashAccount],
    order: PurchaseOrder | None = None,
    paper: TaxPaper = NO_PAPER,
) -> Change:
    """Goods come in at what they cost here; the invoice is paid, or owed.

    Raises:
        TaxOnExempt, TaxTooHigh, TaxInvoiceKnown: its PPN cannot be credited.
        BillKnown: the supplier's invoice was recorded.
        ItemInactive: an item is out of the range.
        PaysTooMuch: less was paid down than is to be used.
        OrderIsEnded, NotOrdered, OverDelivered: they do not fit the order they came against.
    """
    if known is not None and not known.void:
        raise BillKnown(event.supplier, event.invoice, known.ref)
    amounts = [line.amount for line in event.lines]
    discounts = allocate(event.discount, amounts)
    freights = allocate(event.freight, amounts)
    parts = zip(amounts, discounts, freights, strict=True)
    costs = [amount - off + freight for amount, off, freight in parts]
    tax = tax_of_purchase(event, costs, [shelf.item(line.item) for line in event.lines], paper)
    lines = []
    for line, cost, more in zip(event.lines, costs, tax.in_cost, strict=True):
        item = shelf.item(line.item)
        require_active_item(item)
        quantity = in_base(item, line.quantity, line.unit)
        shelf.receive(item, event.location, quantity, to_sen(cost + more))
        lines.append(BillLine(item.item, quantity))
    unit = shelf.terms.policy.unit
    legs = shelf.legs()
    records: list[Record] = [*shelf.records()]
    if order is not None:
        came = [(line.item, line.quantity) for line in lines]
        records.append(fill(order, event.supplier, came, shelf.terms.policy.over_delivery))
    if event.freight_via is not None:
        refuse_proven(cash[event.freight_via], event.date)
        legs.append(Posting(cash[event.freight_via].account, -event.freight))
    if event.advance:
        if event.advance > advance.balance:
            what = f"uang muka kepada {event.supplier}"
            raise PaysTooMuch(what, event.advance, advance.balance)
        legs.append(Posting(SUPPLIER_ADVANCES, -event.advance, unit=unit, sub=event.supplier))
        records.append(advance.updated(balance=advance.balance - event.advance))
    owed = event.owed - event.advance
    if event.paid_via is not None:
        refuse_proven(cash[event.paid_via], event.date)
        legs.append(Posting(cash[event.paid_via].account, -owed))
        owed = _ZERO
    bill = SupplierBill(
        supplier=event.supplier,
        invoice=event.invoice,
        ref=event.ref,
        date=event.date,
        due=event.due or event.date + timedelta(days=supplier.days),
        amount=event.owed,
        remaining=owed,
        lines=tuple(lines),
        taxes=tax.credited,
        tax_invoice=event.tax_invoice,
    )
    legs.append(input_leg(sum(tax.credited, _ZERO), month_of(event.date), unit))
    records += tax.records
    legs.append(Posting(SUPPLIER_BILLS, -owed, unit=unit, sub=bill.key))
    narration = f"Pembelian {event.supplier} {event.invoice}"
    entry = balanced(event.date, event.ref, narration, legs, policy=shelf.terms.ref)
    return Change(entry, (bill, *records))


def bill_known(bill: SupplierBill | None, supplier: str, invoice: str) -> SupplierBill:
    """The invoice, if it stands.

    Raises:
        BillUnknown: it does not.
    """
    if bill is None or bill.void:
        raise BillUnknown(supplier, invoice)
    return bill


def return_goods(
    event: PurchaseReturned,
    shelf: Shelf,
    bill: SupplierBill,
    cash: CashAccount | None,
    vat_month: VatMonth | None = None,
) -> Change:
    """Goods go back: they leave at their cost, the supplier credits what the event says.

    The credit pays what is owed of the invoice first; the rest comes back as money. The difference
    between credit and cost is a gain or loss of stock (6125, `retur`).

    Raises:
        BillUnknown: the invoice has no such line.
        ReturnsTooMuch: more goes back than came and has not gone back yet.
        PaysTooMuch: more is credited than the invoice came to, or more PPN than was.
        RefundNeedsCash: money comes back, and the event does not say where to.
        BeforeItsSale: the return is dated before the invoice.
    """
    if event.date < bill.date:
        raise BeforeItsSale(f"Faktur {bill.invoice}", bill.date)
    lines, cost, tax = list(bill.lines), 0, _ZERO
    for place, line in enumerate(event.lines, 1):
        if line.line > len(lines):
            raise BillUnknown(bill.supplier, bill.invoice, line.line)
        bought = lines[line.line - 1]
        item = shelf.item(bought.item)
        quantity = in_base(item, line.quantity, line.unit)
        left = bought.quantity - bought.returned
        if quantity > left:
            raise ReturnsTooMuch(place, bought.item, quantity, left)
        cost += shelf.issue(item, event.location, quantity)
        lines[line.line - 1] = bought._replace(returned=bought.returned + quantity)
        tax += tax_of_return(bill, line.line - 1, bought, quantity)
    tax = tax_credited(event, bill, lines, tax)
    goods = sum((line.amount for line in event.lines), _ZERO)
    credit = goods + tax
    if credit > bill.amount - bill.credited:
        what = f"jumlah faktur {bill.invoice} yang belum dikredit"
        raise PaysTooMuch(what, credit, bill.amount - bill.credited)
    off = min(credit, bill.remaining)
    if credit > off and cash is None:
        raise RefundNeedsCash(bill.invoice, credit - off)
    unit = shelf.terms.policy.unit
    legs = [*shelf.legs(), Posting(SUPPLIER_BILLS, off, unit=unit, sub=bill.key)]
    if cash is not None and credit > off:
        refuse_proven(cash, event.date)
        legs.append(Posting(cash.account, credit - off))
    legs.append(input_leg(-tax, month_of(event.date), unit))
    legs.append(Posting(STOCK_LOSS, from_sen(cost) - goods, unit=unit, sub="retur"))
    after = bill.updated(
        lines=tuple(lines),
        remaining=bill.remaining - off,
        credited=bill.credited + credit,
        tax_back=bill.tax_back + tax,
    )
    records = (after, *shelf.records(), *input_moved(vat_month, -tax))
    if not any(leg.amount for leg in legs):
        return Change(None, records)
    narration = f"Retur pembelian {bill.supplier} {bill.invoice}"
    return Change(balanced(event.date, event.ref, narration, legs), records)


def pay_bill(event: PayablePaid, bill: SupplierBill, side: MoneySide, unit: str | None) -> Change:
    """An invoice is paid, in full or in part.

    Raises:
        PaysTooMuch: less is owed.
        BeforeItsSale: the payment is dated before the invoice.
    """
    if event.date < bill.date:
        raise BeforeItsSale(f"Faktur {bill.invoice}", bill.date)
    if event.amount > bill.remaining:
        what = f"sisa utang faktur {bill.invoice}"
        raise PaysTooMuch(what, event.amount, bill.remaining)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Pembayaran {bill.supplier} {bill.invoice}",
        (leg, Posting(SUPPLIER_BILLS, event.amount, unit=event.unit or unit, sub=bill.key)),
    )
    return Change(entry, (bill.updated(remaining=bill.remaining - event.amount), *waiting))


def pay_down(
    event: SupplierAdvancePaid, advance: SupplierAdvance, side: MoneySide, unit: str | None
) -> Change:
    """Money is paid to a supplier before the goods come."""
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Uang muka {event.supplier}",
        (
            leg,
            Posting(SUPPLIER_ADVANCES, event.amount, unit=event.unit or unit, sub=event.supplier),
        ),
    )
    return Change(entry, (advance.updated(balance=advance.balance + event.amount), *waiting))


def buy_offtake(
    event: OfftakeReceived,
    shelf: Shelf,
    member: Member,
    *,
    patronage: Patronage,
    cash: Mapping[str, CashAccount],
    savings: Mapping[str, SavingsAccount],
    section: PolicySection,
    loans: "Mapping[str, Running]",
) -> Change:
    """A member's produce comes in at what is paid for it: in cash, into savings, or off a loan.

    Raises:
        LoanOfAnother: the loan is not the member's.
        NothingDue, OverPaid: see `rules.loans.payments.repay`.
        MemberNotActive, NotYetMember: only members' produce is offtake.
        LineDiffers: the amount is a rupiah or more from net weight x price.
        UnknownProduct: the policy offers no such savings product.
    """
    require_active(member, event.date)
    item = shelf.item(event.item)
    require_active_item(item)
    exact = to_sen(event.price) * to_micro(event.net)
    if abs(to_sen(event.amount) * MICRO - exact) >= 100 * MICRO:
        raise LineDiffers(1, event.amount, from_sen(exact // MICRO))
    quantity = in_base(item, event.net, event.unit)
    shelf.receive(item, event.location, quantity, to_sen(event.amount))
    unit = shelf.terms.policy.unit
    legs, accounts = shelf.legs(), dict(savings)
    repaid: dict[tuple[str, str], Record] = {}
    for payment in event.payments:
        if payment.via is not None:
            refuse_proven(cash[payment.via], event.date)
            legs.append(Posting(cash[payment.via].account, -payment.amount))
            continue
        if payment.loan is not None:
            legs += _instalment(event, payment, loans[payment.loan], repaid)
            continue
        product = product_of(savings_on(section, event.date), payment.product or "").key
        accounts[product] = moved(
            accounts[product], event.date, payment.amount, months_kept(section, product)
        )
        legs.append(Posting(VOLUNTARY, -payment.amount, member.number, unit, sub=product))
    entry = balanced(event.date, event.ref, f"Pembelian {event.item} dari {member.number}", legs)
    more = patronage.updated(offtake=patronage.offtake + event.amount)
    return Change(entry, (*shelf.records(), more, *accounts.values(), *repaid.values()))


def _instalment(
    event: OfftakeReceived,
    payment: OfftakePayment,
    running: "Running",
    repaid: dict[tuple[str, str], Record],
) -> list[Posting]:
    """The legs of an instalment that the produce pays; what it changes is added to `repaid`."""
    from koperasi_ledger.model.events.loans import LoanRepaid  # noqa: PLC0415 - few sell so
    from koperasi_ledger.rules.loans import payments  # noqa: PLC0415 - as above
    from koperasi_ledger.rules.loans.posting import tidy  # noqa: PLC0415 - as above

    loan = running.loan
    if loan.member != event.member:
        raise LoanOfAnother(loan.number, event.member)
    known = repaid.get((running.borrower.kind, running.borrower.key))
    if isinstance(known, type(running.borrower)):  # another loan was paid off by the same produce
        running = running._replace(borrower=known)
    # Never recorded by itself: the money is the produce, so where it comes from says nothing.
    paid = LoanRepaid(
        date=event.date, ref=event.ref, loan=loan.number, amount=payment.amount, via="hasil"
    )
    taken = payments.repaid(paid, running)
    for record in (*taken.records, *((taken.borrower,) if taken.borrower else ())):
        repaid[record.kind, record.key] = record
    return tidy(taken.legs)
