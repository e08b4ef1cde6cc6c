"""What a person types about goods on consignment, and what is shown of them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.money import format_rupiah, parse_user_amount
from koperasi_ledger.model.quantities import SKU_PATTERN, format_quantity
from koperasi_ledger.model.records import Consignor, Item, Stock, Supplier
from koperasi_ledger.model.records.consignment import ConsignmentTerms
from koperasi_ledger.reports.konsinyasi import settlement
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.scope import Asked, Scope
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.errors import ConsignorUnknown, TermsMissing
from koperasi_ledger.rules.store.consigning import terms_on
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.store_errors import BadGoods, ConsignorPaid

_COUNT = re.compile(
    rf"(?P<item>{SKU_PATTERN})=(?P<good>[0-9]{{1,9}}(?:\.[0-9]{{1,6}})?)"
    r"(?P<unit>[a-z][a-z0-9-]{0,23})?(?::(?P<amount>.+))?"
)


def read_count(text: str) -> dict[str, str]:
    """`kripik=38` or `emping=10kg:25000` as the fields of a counted line.

    Raises:
        BadGoods: it is not written so.
        AmbiguousAmount, UnreadableAmount: the amount cannot be read.
    """
    found = _COUNT.fullmatch(text.strip())
    if found is None:
        raise BadGoods(text, "kripik=38 atau kripik=38:17000")
    line = {name: value for name, value in found.groupdict().items() if value is not None}
    if "amount" in line:
        line["amount"] = str(parse_user_amount(line["amount"]))
    return line


def consignor_known(journal: Journal, key: str) -> Consignor:
    """The consignor under a short name.

    Raises:
        ConsignorUnknown: there is none.
    """
    found = journal.load(Consignor.kind, key)
    if not isinstance(found, Consignor):
        raise ConsignorUnknown(key)
    return found


def all_owed(book: Book, key: str) -> Decimal:
    """All that is owed to a consignor now.

    Raises:
        ConsignorUnknown: there is none.
        ConsignorPaid: nothing is.
    """
    found = consignor_known(book.journal, key)
    if found.owed <= 0:
        raise ConsignorPaid(key)
    return found.owed


def consigned_rows(book: Book, wanted: str | None, day: date) -> list[dict[str, Any]]:
    """Every consignor, or the one wanted, with their goods, for people and programs.

    Raises:
        ConsignorUnknown: there is none of this name.
    """
    journal = book.journal
    known = (
        [consignor_known(journal, wanted)]
        if wanted is not None
        else [each for each in journal.load_all(Consignor.kind) if isinstance(each, Consignor)]
    )
    goods: dict[str, list[Item]] = {}
    for item in journal.load_all(Item.kind):
        if isinstance(item, Item) and item.consignor is not None:
            goods.setdefault(item.consignor, []).append(item)
    rows = []
    for consignor in known:
        supplier = journal.load(Supplier.kind, consignor.consignor)
        rows.append(
            {
                "penitip": consignor.consignor,
                "nama": supplier.name if isinstance(supplier, Supplier) else consignor.consignor,
                "anggota": consignor.member,
                "terutang": str(consignor.owed),
                "barang": [
                    _goods(journal, item, day) for item in goods.get(consignor.consignor, [])
                ],
            }
        )
    return rows


def _goods(journal: Journal, item: Item, day: date) -> dict[str, Any]:
    stock = journal.load(Stock.kind, item.item)
    places = stock.places if isinstance(stock, Stock) else {}
    held = {place: count for place, count in places.items() if count}
    return {
        "barang": item.item,
        "nama": item.name,
        "satuan": item.base,
        "syarat": _terms(journal, item, day),
        "sisa": format_quantity(sum(held.values())),
        "lokasi": " ".join(f"{place}={format_quantity(n)}" for place, n in held.items()),
    }


def _terms(journal: Journal, item: Item, day: date) -> str:
    terms = journal.load(ConsignmentTerms.kind, item.item)
    try:
        row = terms_on(item.item, terms if isinstance(terms, ConsignmentTerms) else None, day)
    except TermsMissing:
        return "belum ada"
    if row.price is not None:
        return f"Rp{format_rupiah(row.price)} per {item.base}"
    percent = f"{(row.percent or Decimal(0)).normalize():f}".replace(".", ",")
    return f"komisi {percent}%"


def settlement_paper(book: Book, key: str, first: date, last: date) -> Report:
    """The settlement list of a consignor for a period.

    Raises:
        ConsignorUnknown: there is none of this name.
        DatesReversed: the period ends before it begins.
    """
    from koperasi_ledger.reports.errors import DatesReversed  # noqa: PLC0415 - rare

    if last < first:
        raise DatesReversed(first, last)
    consignor_known(book.journal, key)
    head = book.journal.head()
    postings = Postings(book.journal.database, head.seq)
    scope = Scope(book.journal.books(), postings, head.hash, first, last, Asked())
    return settlement(scope, key)
