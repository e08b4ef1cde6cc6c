"""What is owed to suppliers, by buyers, and what is still awaited of orders; as of now."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records import (
    Customer,
    Debtor,
    Item,
    Member,
    PurchaseOrder,
    SupplierAdvance,
    SupplierBill,
)
from koperasi_ledger.model.records.orders import OrderedLine
from koperasi_ledger.workflows.book import Book


class Payables(NamedTuple):
    """Invoices with something left to pay, due first first; and down payments not used yet."""

    bills: list[SupplierBill]
    advances: list[SupplierAdvance]


def payable_rows(book: Book, supplier: str | None = None) -> Payables:
    """What is owed to suppliers, or to one of them."""
    books = book.journal.books()
    bills = [
        bill
        for bill in books.all(SupplierBill)
        if bill.remaining and not bill.void and supplier in {None, bill.supplier}
    ]
    advances = [
        each
        for each in books.all(SupplierAdvance)
        if each.balance and supplier in {None, each.supplier}
    ]
    return Payables(sorted(bills, key=lambda bill: (bill.due, bill.key)), advances)


class ReceivableRow(NamedTuple):
    """A bill that a buyer owes: who, their name, the event behind it, when it is due."""

    holder: str
    name: str
    ref: str
    due: date
    remaining: Decimal


def receivable_rows(book: Book, holder: str | None = None) -> list[ReceivableRow]:
    """What buyers owe, or one of them (a member number, or `@` and a customer); due first first."""
    books = book.journal.books()
    rows = []
    for debtor in books.all(Debtor):
        if not debtor.balance or holder not in {None, debtor.holder}:
            continue
        known: Member | Customer | None
        if debtor.holder.startswith("@"):
            known = books.peek(Customer, debtor.holder[1:])
        else:
            known = books.peek(Member, debtor.holder)
        name = known.name if known is not None else ""
        rows += [
            ReceivableRow(debtor.holder, name, ref, bill.due, bill.remaining)
            for ref, bill in debtor.bills.items()
        ]
    return sorted(rows, key=lambda row: (row.due, row.holder, row.ref))


class OrderRow(NamedTuple):
    """A line of an order: how many millionths are missing, and how the order stands."""

    order: PurchaseOrder
    line: OrderedLine
    base: str
    missing: int
    state: str


def order_rows(book: Book, *, whole: bool) -> list[OrderRow]:
    """The lines of orders of which something is awaited; or, `whole`, of all orders."""
    books = book.journal.books()
    rows = []
    for order in books.all(PurchaseOrder):
        awaited = order.outstanding
        if not (awaited or whole):
            continue
        state = f"ditutup: {order.ended}" if order.ended else ("ditunggu" if awaited else "lengkap")
        for line in order.lines:
            item = books.peek(Item, line.item)
            missing = awaited.get(line.item, 0)
            rows.append(OrderRow(order, line, item.base if item else "", missing, state))
    return rows
