"""What the store is owed and owes, as waiting bank lines pay it: buyers in, suppliers out."""

from collections.abc import Iterator
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import (
    Customer,
    Debtor,
    Member,
    Supplier,
    SupplierBill,
    Suspense,
)
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.workflows.bank_assignment import Assignment
from koperasi_ledger.workflows.reading import event_from

STORE_PURPOSES = frozenset({"pelanggan", "pemasok"})
_SHORTEST = 4
"""Shorter words of a name tell nobody apart: PT, CV, Tk, Ibu."""


class Paid(NamedTuple):
    """What a line may pay, why, and how sure it is: the smaller, the surer."""

    assignment: Assignment
    reason: str
    rank: int


def store_payment(assignment: Assignment, common: dict[str, object], money: str) -> AnyEvent:
    """The event of a line that a customer paid, or that paid a supplier's invoice.

    The number is the customer's short name, or `supplier:invoice`.
    """
    number = assignment.number or ""
    if assignment.purpose == "pelanggan":
        return event_from("receivable_paid", **common, customer=number, amount=money)
    supplier, _, invoice = number.partition(":")
    return event_from("payable_paid", **common, supplier=supplier, invoice=invoice, amount=money)


def store_payments(books: Books, item: Suspense) -> list[Paid]:
    """What a waiting line may pay of the store's debts, the surest first."""
    found = _by_buyers(books, item) if item.remaining > 0 else _to_suppliers(books, item)
    return sorted(found, key=lambda paid: (paid.rank, paid.reason))


def _by_buyers(books: Books, item: Suspense) -> Iterator[Paid]:
    """Buyers who owe so much in all, or on a bill; or customers whose name stands in the text.

    Members owe like sums often: of them the name must be told as well.
    """
    for debtor in books.all(Debtor):
        if debtor.balance < item.remaining:
            continue
        member = not debtor.holder.startswith("@")
        key = debtor.holder.removeprefix("@")
        buyer = books.peek(Member, key) if member else books.peek(Customer, key)
        named = buyer is not None and _named(buyer.name, item.text)
        due = [bill.due for bill in debtor.bills.values() if bill.remaining == item.remaining]
        exact = debtor.balance == item.remaining or bool(due)
        if not (exact or named) or (member and not (exact and named)):
            continue
        reason = f"utang toko {key}"
        if debtor.balance == item.remaining:
            reason += ", seluruhnya"
        elif due:
            reason += f", jatuh tempo {day_name(min(due))}"
        else:
            reason += f", dari Rp{format_rupiah(debtor.balance)}"
        part = Assignment("toko", key) if member else Assignment("pelanggan", number=key)
        why = f"{reason}; namanya disebut" if named else reason
        yield Paid(part, why, 2 - named - (named and exact))


def _to_suppliers(books: Books, item: Suspense) -> Iterator[Paid]:
    """Invoices with so much left to pay; or whose number, or supplier, stands in the text."""
    amount = -item.remaining
    for bill in books.all(SupplierBill):
        if bill.void or bill.remaining < amount:
            continue
        supplier = books.peek(Supplier, bill.supplier)
        named = supplier is not None and _named(supplier.name, item.text)
        numbered = bill.invoice.casefold() in item.text.casefold()
        exact = bill.remaining == amount
        if not (exact or numbered):
            continue
        why = [f"faktur {bill.invoice} {bill.supplier}, jatuh tempo {day_name(bill.due)}"]
        why += ["sebesar sisanya"] if exact else [f"dari sisa Rp{format_rupiah(bill.remaining)}"]
        why += ["nomornya disebut"] if numbered else []
        why += ["namanya disebut"] if named else []
        yield Paid(
            Assignment("pemasok", number=bill.key), "; ".join(why), 3 - exact - named - numbered
        )


def _named(name: str, text: str) -> bool:
    """Whether a telling word of the name stands in the text."""
    words = {word for word in name.casefold().split() if len(word) >= _SHORTEST}
    return bool(words & set(text.casefold().replace("/", " ").split()))
