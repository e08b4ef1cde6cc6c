"""Debts of the store from older books: which rule they go through, and how they are undone."""

from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.goods import customer_of, supplier_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.sales import debtor_of
from koperasi_ledger.engine.stock import resting_on
from koperasi_ledger.model.events.store_opening import (
    PayablesTakenOver,
    ReceivableLine,
    ReceivablesTakenOver,
    StoreOpeningEvent,
)
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.goods import Customer
from koperasi_ledger.model.records.purchases import SupplierBill
from koperasi_ledger.model.records.sales import Debtor
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.store import opening
from koperasi_ledger.rules.store.terms import StoreTerms, store_on


def change(event: StoreOpeningEvent, books: Books, history: History) -> Change:
    """What an event on debts of older books does."""
    terms = store_on(books.section("store"), event.date)
    books.check_unit(terms.policy.unit, event.date)
    account = books.account(event.account)
    held = history.balance(event.account, event.date)
    match event:
        case PayablesTakenOver():
            keys = [f"{line.supplier}:{line.invoice}" for line in event.lines]
            bills = {key: books.find(SupplierBill, key) for key in keys}
            return opening.take_over_payables(
                event,
                account,
                -held,
                suppliers={
                    line.supplier: supplier_of(line.supplier, books) for line in event.lines
                },
                bills={key: bill for key, bill in bills.items() if bill is not None},
                terms=terms,
            )
        case ReceivablesTakenOver():
            holders = [_holder(line, books) for line in event.lines]
            return opening.take_over_receivables(
                event,
                account,
                held,
                holders=holders,
                debtors={holder: debtor_of(holder, books) for holder in holders},
                days={holder: _days(holder, books, terms) for holder in holders},
                terms=terms,
            )
        case _:
            assert_never(event)


def _holder(line: ReceivableLine, books: Books) -> str:
    if line.member is not None:
        return books.member(line.member).number
    return f"@{customer_of(line.customer or '', books).customer}"


def _days(holder: str, books: Books, terms: StoreTerms) -> int:
    if holder.startswith("@"):
        customer = books.peek(Customer, holder[1:])
        return customer.days if customer is not None else 0
    return terms.policy.credit.days if terms.policy.credit is not None else 0


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The records without what was taken over; None when any of it was paid."""
    event: StoreOpeningEvent = past.event  # type: ignore[assignment] # of this subject
    undone: list[Record] = []
    match event:
        case PayablesTakenOver():
            for line in event.lines:
                bill = books.find(SupplierBill, f"{line.supplier}:{line.invoice}")
                if bill is None or bill.remaining != line.amount or bill.credited:
                    return None
                undone.append(bill.updated(remaining=bill.remaining * 0, void=True))
        case ReceivablesTakenOver():
            debtors: dict[str, Debtor] = {}
            for place, owed in enumerate(event.lines, 1):
                holder = _holder(owed, books)
                debtor = debtors.get(holder) or debtor_of(holder, books)
                key = opening.bill_key(event.ref, place)
                known = debtor.bills.get(key)
                if known is None or known.remaining != owed.amount:
                    return None
                bills = {ref: each for ref, each in debtor.bills.items() if ref != key}
                balance = debtor.balance - owed.amount
                debtors[holder] = debtor.updated(balance=balance, bills=bills)
            undone += debtors.values()
        case _:
            assert_never(event)
    return tuple(undone)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same invoices or debts."""
    event: StoreOpeningEvent = past.event  # type: ignore[assignment] # of this subject
    records: list[RecordId]
    if isinstance(event, PayablesTakenOver):
        records = [(SupplierBill.kind, f"{each.supplier}:{each.invoice}") for each in event.lines]
    else:
        records = [(Debtor.kind, _holder(each, books)) for each in event.lines]
    return resting_on(records, past, books, history)
