"""Events on consignment, in and out: which rule each goes through, and how each is undone."""

from collections.abc import Iterable
from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.goods import (
    consignor_of,
    consignors_of,
    customer_of,
    item_of,
    supplier_of,
    terms_of,
)
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.sales import debtor_of
from koperasi_ledger.engine.stock import resting_on, shelf_of, stock_back
from koperasi_ledger.model.accounts import CONSIGNORS
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.consignment import (
    ConsignmentCounted,
    ConsignmentEvent,
    ConsignmentFetched,
    ConsignmentReceived,
    ConsignmentReturned,
    ConsignmentSent,
    ConsignmentSettled,
    ConsignmentSold,
    ConsignmentTermsSet,
    ConsignorAgreed,
)
from koperasi_ledger.model.events.stock import GoodsLine
from koperasi_ledger.model.records import Record, SavingsAccount
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.model.records.sales import Debtor
from koperasi_ledger.model.records.stock import Stock
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.savings_moves import taken_back
from koperasi_ledger.rules.store import consigning, consigning_out, undoing
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import in_base, store_on


def change(event: ConsignmentEvent, books: Books, history: History) -> Change:  # noqa: ARG001, PLR0911 - one shape for all, one answer for each
    """What an event on consignment does."""
    match event:
        case ConsignorAgreed():
            supplier_of(event.consignor, books)
            member = books.member(event.member) if event.member is not None else None
            return consigning.agree(event, books.find(Consignor, event.consignor), member)
        case ConsignmentTermsSet():
            items = {line.item: item_of(line.item, books) for line in event.lines}
            return consigning.set_terms(event, items, terms_of(items, books))
        case ConsignmentReceived():
            consignor_of(event.consignor, books)
            return consigning.receive(event, _shelf(event, books))
        case ConsignmentReturned():
            consignor_of(event.consignor, books)
            return consigning.give_back(event, _shelf(event, books))
        case ConsignmentCounted():
            shelf = _shelf(event, books)
            keys = [line.item for line in event.lines]
            owners = consignors_of((shelf.item(key) for key in keys), books)
            return consigning.count(event, shelf, terms_of(keys, books), owners)
        case ConsignmentSettled():
            return _settle(event, books)
        case ConsignmentSent():
            customer_of(event.customer, books)
            lines = (line.item for line in event.lines)
            return consigning_out.send(event, shelf_of(lines, event.date, event.ref, books))
        case ConsignmentFetched():
            customer_of(event.customer, books)
            lines = (line.item for line in event.lines)
            return consigning_out.fetch(event, shelf_of(lines, event.date, event.ref, books))
        case ConsignmentSold():
            customer = customer_of(event.customer, books)
            lines = (line.item for line in event.lines)
            shelf = shelf_of(lines, event.date, event.ref, books)
            holder = f"@{customer.customer}"
            return consigning_out.sold_there(
                event, shelf, customer, {holder: debtor_of(holder, books)}
            )
        case _:
            assert_never(event)


def _shelf(
    event: ConsignmentReceived | ConsignmentReturned | ConsignmentCounted, books: Books
) -> Shelf:
    items = (line.item for line in event.lines)
    return shelf_of(items, event.date, event.ref, books, others=True)


def _settle(event: ConsignmentSettled, books: Books) -> Change:
    consignor = consignor_of(event.consignor, books)
    terms = store_on(books.section("store"), event.date)
    books.check_unit(event.unit, event.date)
    member = books.member(consignor.member) if consignor.member is not None else None
    if event.savings is not None:
        side = books.savings(consignor.member or "", event.savings)
        section = books.section("savings")
        return consigning.settle(
            event, consignor, side, member=member, section=section, unit=terms.policy.unit
        )
    return consigning.settle(
        event,
        consignor,
        side_of(event, books),
        member=member,
        section=books.section("savings"),
        unit=terms.policy.unit,
    )


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001, PLR0911 - one shape for all, one answer for each
    """The records without the event's movement; None when something rests on it."""
    event: ConsignmentEvent = past.event  # type: ignore[assignment] # of this subject
    match event:
        case ConsignorAgreed() | ConsignmentTermsSet():
            return ()
        case ConsignmentReceived():
            return stock_back(past, _moved(event.lines, {event.location: -1}, books), books)
        case ConsignmentReturned():
            return stock_back(past, _moved(event.lines, {event.location: 1}, books), books)
        case ConsignmentSent():
            sides = {event.source: 1, event.there: -1}
            return stock_back(past, _moved(event.lines, sides, books), books)
        case ConsignmentFetched():
            sides = {event.target: -1, event.there: 1}
            return stock_back(past, _moved(event.lines, sides, books), books)
        case ConsignmentCounted():
            return _undo_count(event, past, books)
        case ConsignmentSettled():
            return _undo_settlement(event, past, books)
        case ConsignmentSold():
            return _undo_sold(event, past, books)
        case _:
            assert_never(event)


def _moved(lines: Iterable[GoodsLine], sides: dict[str, int], books: Books) -> undoing.Movements:
    found: undoing.Movements = {}
    for line in lines:
        quantity = in_base(item_of(line.item, books), line.quantity, line.unit)
        for place, sign in sides.items():
            undoing.add(found, line.item, place, sign * quantity)
    return found


def owed_by(entry: object) -> dict[str, "consigning.Share"]:
    """What an entry made the consignors' due, by consignor."""
    found: dict[str, consigning.Share] = {}
    for leg in entry.postings if isinstance(entry, Entry) else ():
        if leg.account == CONSIGNORS and leg.sub is not None:
            before = found.get(leg.sub, consigning.Share())
            found[leg.sub] = before.plus(-leg.amount, -leg.amount)
    return found


def _undo_count(event: ConsignmentCounted, past: Past, books: Books) -> tuple[Record, ...] | None:
    found: undoing.Movements = {}
    for line in event.lines:
        before = past.before.get((Stock.kind, line.item))
        held = before.places.get(event.location, 0) if isinstance(before, Stock) else 0
        good = in_base(item_of(line.item, books), line.good, line.unit)
        undoing.add(found, line.item, event.location, held - good)
    stocks = stock_back(past, found, books)
    if stocks is None:
        return None
    owed = owed_by(past.entry)
    owners = {key: consignor_of(key, books) for key in owed}
    return (*stocks, *consigning.owing(owed, owners, -1))


def _undo_settlement(
    event: ConsignmentSettled, past: Past, books: Books
) -> tuple[Record, ...] | None:
    consignor = consignor_of(event.consignor, books)
    records: list[Record] = [consignor.updated(owed=consignor.owed + event.amount)]
    if event.savings is not None:
        # The agreement may name another member by now; the entry says into whose savings it went.
        legs = past.entry.postings if isinstance(past.entry, Entry) else ()
        member = next(leg.member for leg in legs if leg.member is not None)
        account = taken_back(books.savings(member, event.savings), event.date, event.amount)
        if account.balance < account.blocked:
            return None
        records.append(account)
    return tuple(records)


def _undo_sold(event: ConsignmentSold, past: Past, books: Books) -> tuple[Record, ...] | None:
    stocks = stock_back(past, _moved(event.lines, {event.there: 1}, books), books)
    debtor = debtor_of(f"@{event.customer}", books)
    bill, owed = debtor.bills.get(event.ref), event.total - event.commission
    if stocks is None or bill is None or bill.remaining != owed:
        return None
    bills = {ref: each for ref, each in debtor.bills.items() if ref != event.ref}
    return (*stocks, debtor.updated(balance=debtor.balance - owed, bills=bills))


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same goods, savings or debts."""
    event: ConsignmentEvent = past.event  # type: ignore[assignment] # of this subject
    records: list[RecordId] = []
    match event:
        case ConsignorAgreed() | ConsignmentTermsSet():
            pass
        case ConsignmentSettled():
            legs = past.entry.postings if isinstance(past.entry, Entry) else ()
            whose = [leg.member for leg in legs if leg.member is not None]
            records = [(SavingsAccount.kind, f"{each}:{event.savings}") for each in whose]
        case ConsignmentSold():
            goods = [(Stock.kind, line.item) for line in event.lines]
            records = [(Debtor.kind, f"@{event.customer}"), *goods]
        case (
            ConsignmentReceived()
            | ConsignmentReturned()
            | ConsignmentCounted()
            | ConsignmentSent()
            | ConsignmentFetched()
        ):
            records = [(Stock.kind, line.item) for line in event.lines]
        case _:
            assert_never(event)
    return resting_on(records, past, books, history)
