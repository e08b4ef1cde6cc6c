"""Events on the store's master data: which rule each goes through; all go back as they were."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar, assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.events.goods import (
    CeilingSet,
    CustomerChanged,
    CustomerRegistered,
    GoodsEvent,
    ItemChanged,
    ItemRegistered,
    PriceSet,
    QuotaSet,
    SupplierRegistered,
)
from koperasi_ledger.model.records.consignment import ConsignmentTerms, Consignor
from koperasi_ledger.model.records.goods import (
    BarcodeHolder,
    CeilingList,
    Customer,
    Item,
    PriceList,
    Quota,
    Supplier,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.consignment import ConsignorUnknown
from koperasi_ledger.rules.errors.store import NotRegistered
from koperasi_ledger.rules.store import goods
from koperasi_ledger.rules.store.terms import store_on


def change(event: GoodsEvent, books: Books, history: History) -> Change:  # noqa: ARG001, PLR0911 - one shape for all, one answer for each
    """What an event on master data does."""
    match event:
        case ItemRegistered():
            known = books.find(Item, event.item)
            if event.consignor is not None:
                consignor_of(event.consignor, books)
            terms = store_on(books.section("store"), event.date)
            return goods.register_item(event, known, _holders(event.barcodes, books), terms)
        case ItemChanged():
            item = item_of(event.item, books)
            return goods.change_item(event, item, _holders(event.barcodes, books))
        case PriceSet():
            return _prices(event, books)
        case CeilingSet():
            region = event.region or "-"
            items = {line.item: item_of(line.item, books) for line in event.lines}
            lists = {key: books.find(CeilingList, f"{key}:{region}") for key in items}
            found = {key: each for key, each in lists.items() if each is not None}
            return goods.set_ceilings(event, items, found)
        case QuotaSet():
            return _quota(event, books)
        case SupplierRegistered():
            return goods.register_supplier(event, books.find(Supplier, event.supplier))
        case CustomerRegistered():
            return goods.register_customer(event, books.find(Customer, event.customer))
        case CustomerChanged():
            return goods.change_customer(event, customer_of(event.customer, books))
        case _:
            assert_never(event)


def _holders(barcodes: Iterable[str], books: Books) -> list[BarcodeHolder | None]:
    return [books.find(BarcodeHolder, barcode) for barcode in barcodes]


def _prices(event: PriceSet, books: Books) -> Change:
    terms = store_on(books.section("store"), event.valid_from)
    items = {line.item: item_of(line.item, books) for line in event.lines}
    keys = {f"{line.item}:{line.tier}": None for line in event.lines}
    lists = {key: books.find(PriceList, key) for key in keys}
    found = {key: each for key, each in lists.items() if each is not None}
    return goods.set_prices(event, items, found, terms)


def _quota(event: QuotaSet, books: Books) -> Change:
    item = item_of(event.item, books)
    quotas: dict[str, Quota] = {}
    for line in event.lines:
        if line.member is not None:
            holder = books.member(line.member).number
        else:
            holder = f"@{customer_of(line.customer or '', books).customer}"
        found = books.find(Quota, f"{event.quota}:{event.item}:{holder}")
        if found is not None:
            quotas[holder] = found
    return goods.set_quota(event, item, quotas)


R = TypeVar("R", Item, Supplier, Customer)


def _registered(cls: type[R], word: str, key: str, books: Books) -> R:
    """What is registered under a key, which all of these records are found by."""
    found = books.find(cls, key)
    if found is None:
        near = get_close_matches(key, [each.key for each in books.all(cls)], n=2)
        raise NotRegistered(word, key, near)
    return found


def item_of(key: str, books: Books) -> Item:
    """The item with this code.

    Raises:
        NotRegistered: there is none.
    """
    return _registered(Item, "Barang", key, books)


def supplier_of(key: str, books: Books) -> Supplier:
    """The supplier with this short name.

    Raises:
        NotRegistered: there is none.
    """
    return _registered(Supplier, "Pemasok", key, books)


def consignor_of(key: str, books: Books) -> Consignor:
    """The consignor with this short name.

    Raises:
        ConsignorUnknown: there is none.
    """
    found = books.find(Consignor, key)
    if found is None:
        near = get_close_matches(key, [each.key for each in books.all(Consignor)], n=2)
        raise ConsignorUnknown(key, near)
    return found


def consignors_of(items: Iterable[Item], books: Books) -> dict[str, Consignor]:
    """Whose the items are, where they are somebody else's."""
    owners = {item.consignor for item in items}
    return {key: consignor_of(key, books) for key in sorted(x for x in owners if x is not None)}


def terms_of(items: Iterable[str], books: Books) -> dict[str, ConsignmentTerms]:
    """The terms of consignment of those items that have any."""
    found = {item: books.find(ConsignmentTerms, item) for item in items}
    return {item: terms for item, terms in found.items() if terms is not None}


def customer_of(key: str, books: Books) -> Customer:
    """The customer with this short name.

    Raises:
        NotRegistered: there is none.
    """
    return _registered(Customer, "Pelanggan", key, books)
