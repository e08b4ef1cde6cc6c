"""Events on buying: which rule each goes through, and how each is undone."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.goods import item_of, supplier_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.stock import resting_on, shelf_of, stock_back
from koperasi_ledger.engine.vat import vat_in_force, vat_month_of, vat_undone
from koperasi_ledger.model.accounts import SUPPLIER_BILLS
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.purchases import (
    GoodsReceived,
    OfftakeReceived,
    PayablePaid,
    PurchaseReturned,
    PurchasesEvent,
    SupplierAdvancePaid,
)
from koperasi_ledger.model.records import CashAccount, Record, SavingsAccount, TaxInvoice
from koperasi_ledger.model.records.orders import PurchaseOrder
from koperasi_ledger.model.records.purchases import SupplierAdvance, SupplierBill
from koperasi_ledger.model.records.sales import Patronage
from koperasi_ledger.model.records.stock import Stock
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.store_trade import BillUnknown
from koperasi_ledger.rules.savings_moves import taken_back
from koperasi_ledger.rules.store import buying, orders, undoing
from koperasi_ledger.rules.store.taxed_buying import TaxPaper
from koperasi_ledger.rules.store.terms import StoreTerms, in_base, store_on
from koperasi_ledger.rules.vat import moved_by

if TYPE_CHECKING:
    from koperasi_ledger.rules.loans.payments import Running

GOES_BACK = frozenset({"pinjaman", "jadwal-pinjaman", "bayar-pinjaman"})
"""The records of a loan that produce paid, which go back to what they were: latest first."""


def change(event: PurchasesEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on buying does."""
    match event:
        case GoodsReceived():
            items = (line.item for line in event.lines)
            return buying.receive_goods(
                event,
                shelf_of(items, event.date, event.ref, books),
                supplier_of(event.supplier, books),
                known=books.find(SupplierBill, f"{event.supplier}:{event.invoice}"),
                advance=advance_of(event.supplier, books),
                cash=cash_of((event.freight_via, event.paid_via), books),
                order=order_of(event.order, books),
                paper=_paper(event, books),
            )
        case PurchaseReturned():
            bill = bill_of(event.supplier, event.invoice, books)
            items = (line.item for line in bill.lines)
            shelf = shelf_of(items, event.date, event.ref, books)
            cash = books.cash(event.via) if event.via is not None else None
            month = vat_month_of(event.date, books) if bill.taxes else None
            return buying.return_goods(event, shelf, bill, cash, month)
        case PayablePaid():
            bill = bill_of(event.supplier, event.invoice, books)
            unit = _terms(event, books).policy.unit
            return buying.pay_bill(event, bill, side_of(event, books), unit)
        case SupplierAdvancePaid():
            supplier_of(event.supplier, books)
            unit = _terms(event, books).policy.unit
            advance = advance_of(event.supplier, books)
            return buying.pay_down(event, advance, side_of(event, books), unit)
        case OfftakeReceived():
            return _offtake(event, books)
        case _:
            assert_never(event)


def _paper(event: GoodsReceived, books: Books) -> TaxPaper:
    """What the PPN of an invoice needs; nothing is read where it has none."""
    if event.ppn is None:
        return buying.NO_PAPER
    vat = vat_in_force(event.date, books)
    month = vat_month_of(event.date, books) if vat is not None else None
    known = books.find(TaxInvoice, f"masukan:{event.tax_invoice}") if event.tax_invoice else None
    return TaxPaper(vat, month, known)


def _terms(event: PurchasesEvent, books: Books) -> StoreTerms:
    return store_on(books.section("store"), event.date)


def advance_of(supplier: str, books: Books) -> SupplierAdvance:
    """What was paid down to a supplier and is not used."""
    return books.find(SupplierAdvance, supplier) or SupplierAdvance(supplier=supplier)


def bill_of(supplier: str, invoice: str, books: Books) -> SupplierBill:
    """The invoice of a supplier.

    Raises:
        BillUnknown: there is none.
    """
    found = books.find(SupplierBill, f"{supplier}:{invoice}")
    return buying.bill_known(found, supplier, invoice)


def cash_of(keys: Iterable[str | None], books: Books) -> dict[str, CashAccount]:
    """The cash and bank accounts under these keys."""
    return {key: books.cash(key) for key in keys if key is not None}


def order_of(number: str | None, books: Books) -> PurchaseOrder | None:
    """The order that goods came against, if they came against one.

    Raises:
        OrderUnknown: there is no such order.
    """
    if number is None:
        return None
    return orders.order_known(books.find(PurchaseOrder, number), number)


def patronage_of(year: int, member: str, books: Books) -> Patronage:
    """A member's dealings with the store in a year; zero when there were none."""
    found = books.find(Patronage, f"{year}:{member}")
    return found or Patronage(year=year, member=member)


def _offtake(event: OfftakeReceived, books: Books) -> Change:
    products = [payment.product for payment in event.payments if payment.product is not None]
    return buying.buy_offtake(
        event,
        shelf_of((event.item,), event.date, event.ref, books),
        books.member(event.member),
        patronage=patronage_of(event.date.year, event.member, books),
        cash=cash_of((payment.via for payment in event.payments), books),
        savings={product: books.savings(event.member, product) for product in products},
        section=books.section("savings"),
        loans=_loans(event, books),
    )


def _loans(event: OfftakeReceived, books: Books) -> "dict[str, Running]":
    """The loans that the produce pays; lending is loaded only where there are any."""
    numbers = [payment.loan for payment in event.payments if payment.loan is not None]
    if not numbers:
        return {}
    from koperasi_ledger.engine.loans import running  # noqa: PLC0415 - see above

    return {number: running(number, books) for number in numbers}


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all, one answer for each
    """The records without the event's movement; None when something rests on it."""
    event: PurchasesEvent = past.event  # type: ignore[assignment] # of this subject
    match event:
        case GoodsReceived():
            return _undo_goods(event, past, books)
        case PurchaseReturned():
            return _undo_return(event, past, books)
        case PayablePaid():
            bill = bill_of(event.supplier, event.invoice, books)
            return (bill.updated(remaining=bill.remaining + event.amount),)
        case SupplierAdvancePaid():
            advance = advance_of(event.supplier, books)
            if advance.balance < event.amount:
                return None
            return (advance.updated(balance=advance.balance - event.amount),)
        case OfftakeReceived():
            return _undo_offtake(event, past, books)
        case _:
            assert_never(event)


def _undo_goods(event: GoodsReceived, past: Past, books: Books) -> tuple[Record, ...] | None:
    try:
        bill = bill_of(event.supplier, event.invoice, books)
    except BillUnknown:
        return None
    owed = event.owed - event.advance if event.paid_via is None else 0
    if bill.remaining != owed or bill.credited or any(line.returned for line in bill.lines):
        return None
    found: undoing.Movements = {}
    for line in bill.lines:
        undoing.add(found, line.item, event.location, -line.quantity)
    stocks = stock_back(past, found, books)
    if stocks is None:
        return None
    undone: list[Record] = [bill.updated(remaining=bill.remaining * 0, void=True), *stocks]
    if event.advance:
        advance = advance_of(event.supplier, books)
        undone.append(advance.updated(balance=advance.balance + event.advance))
    undone += vat_undone(past, books)
    if event.tax_invoice is not None:
        number = books.find(TaxInvoice, f"masukan:{event.tax_invoice}")
        undone += [number.updated(void=True)] if number is not None else []
    order = order_of(event.order, books)
    if order is not None:
        came = [(line.item, line.quantity) for line in bill.lines]
        undone.append(orders.counted(order, came, -1))
    return tuple(undone)


def _undo_return(event: PurchaseReturned, past: Past, books: Books) -> tuple[Record, ...] | None:
    bill = bill_of(event.supplier, event.invoice, books)
    lines, found = list(bill.lines), undoing.Movements()
    for line in event.lines:
        bought = lines[line.line - 1]
        quantity = in_base(item_of(bought.item, books), line.quantity, line.unit)
        undoing.add(found, bought.item, event.location, quantity)
        lines[line.line - 1] = bought._replace(returned=bought.returned - quantity)
    stocks = stock_back(past, found, books)
    if stocks is None:
        return None
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    off = sum(leg.amount for leg in legs if leg.account == SUPPLIER_BILLS)
    tax = -sum((moved.input for moved in moved_by(past.entry).values()), Decimal(0))
    credit = sum(line.amount for line in event.lines) + tax
    after = bill.updated(
        lines=tuple(lines),
        remaining=bill.remaining + off,
        credited=bill.credited - credit,
        tax_back=bill.tax_back - tax,
    )
    return (after, *stocks, *vat_undone(past, books))


def _undo_offtake(event: OfftakeReceived, past: Past, books: Books) -> tuple[Record, ...] | None:
    found: undoing.Movements = {}
    quantity = in_base(item_of(event.item, books), event.net, event.unit)
    undoing.add(found, event.item, event.location, -quantity)
    stocks = stock_back(past, found, books)
    if stocks is None:
        return None
    accounts: dict[str, SavingsAccount] = {}
    for payment in event.payments:
        if payment.product is not None:
            known = accounts.get(payment.product)
            account = known or books.savings(event.member, payment.product)
            account = taken_back(account, event.date, payment.amount)
            if account.balance < max(account.blocked, account.balance * 0):
                return None
            accounts[payment.product] = account
    patronage = patronage_of(past.year, event.member, books)
    less = patronage.updated(offtake=patronage.offtake - event.amount)
    return (*stocks, less, *accounts.values(), *_borrowing_again(event, past, books))


def _borrowing_again(event: OfftakeReceived, past: Past, books: Books) -> tuple[Record, ...]:
    """The borrower whose loans the produce had paid off; the loans go back (`GOES_BACK`)."""
    numbers = [payment.loan for payment in event.payments if payment.loan is not None]
    if not numbers:
        return ()
    from koperasi_ledger.engine.loans import running_again  # noqa: PLC0415 - see `_loans`
    from koperasi_ledger.model.records.loans import Loan  # noqa: PLC0415 - as above

    befores = (past.before.get((Loan.kind, number)) for number in numbers)
    return running_again([each for each in befores if isinstance(each, Loan)], books)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same goods, invoice, down payment or savings."""
    event: PurchasesEvent = past.event  # type: ignore[assignment] # of this subject
    records: list[RecordId] = []
    match event:
        case GoodsReceived() | PurchaseReturned():
            key = f"{event.supplier}:{event.invoice}"
            bill = books.find(SupplierBill, key)
            items = [line.item for line in bill.lines] if bill is not None else []
            records = [(SupplierBill.kind, key), *((Stock.kind, item) for item in items)]
        case SupplierAdvancePaid():
            records = [(SupplierAdvance.kind, event.supplier)]
        case OfftakeReceived():
            products = [each.product for each in event.payments if each.product is not None]
            saved = [(SavingsAccount.kind, f"{event.member}:{each}") for each in products]
            records = [(Stock.kind, event.item), *saved]
        case PayablePaid():
            pass
        case _:
            assert_never(event)
    return resting_on(records, past, books, history)
