"""What recording by hand knows of the store: refs, and the money that an event moves."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from koperasi_ledger.model.events import AnyEvent

if TYPE_CHECKING:
    from koperasi_ledger.workflows.book import Book

STORE_BASES = {
    "item_registered": "BRG-{item}",
    "item_changed": "BRU-{day}-{item}",
    "price_set": "HRG-{valid_from:%Y%m%d}",
    "ceiling_set": "HET-{valid_from:%Y%m%d}",
    "quota_set": "KUO-{quota}-{item}",
    "supplier_registered": "PMS-{supplier}",
    "customer_registered": "PLG-{customer}",
    "customer_changed": "PLU-{day}-{customer}",
    "stock_taken_over": "SA-{day}-{location}",
    "stock_transferred": "PG-{day}-{source}",
    "stock_counted": "SO-{day}-{location}",
    "goods_converted": "OL-{day}-{location}",
    "goods_received": "TB-{day}-{supplier}",
    "purchase_returned": "RTB-{day}-{supplier}",
    "payable_paid": "BU-{day}-{supplier}",
    "supplier_advance_paid": "UM-{day}-{supplier}",
    "offtake_received": "HA-{day}-{member}",
    "sale_recorded": "J-{day}-{till}",
    "sale_returned": "RTJ-{day}-{till}",
    "receivable_paid": "PT-{day}",
    "till_day_closed": "RK-{day}-{till}",
    "consignor_agreed": "PTP-{day}-{consignor}",
    "consignment_terms_set": "STP-{valid_from:%Y%m%d}",
    "consignment_received": "TTP-{day}-{consignor}",
    "consignment_returned": "KTP-{day}-{consignor}",
    "consignment_counted": "OTP-{day}-{location}",
    "consignment_settled": "BTP-{day}-{consignor}",
    "consignment_sent": "TJK-{day}-{customer}",
    "consignment_fetched": "TJT-{day}-{customer}",
    "consignment_sold": "TJL-{day}-{customer}",
    "goods_ordered": "PSN-{order}",
    "goods_order_ended": "TPSN-{order}",
    "payables_taken_over": "SA-UTANG-{day}",
    "receivables_taken_over": "SA-PIUTANG-{day}",
}
"""How the refs of the store's events begin."""

_OWN_NUMBER = re.compile(r"[0-9]{8}-[0-9]+")
_STAND_IN = "00000000-0"
"""In place of a number that is chosen later; of the form of `_OWN_NUMBER`."""

_PAYING = frozenset({"payable_paid", "supplier_advance_paid", "consignment_settled"})


def store_moves(event: AnyEvent) -> Iterator[tuple[str, Decimal]]:  # noqa: C901 - one answer for each kind
    """The cash and bank accounts that an event of the store moves, each with its signed amount."""
    given: Any = event
    via = getattr(given, "via", None)
    for payment in getattr(given, "payments", ()):
        if payment.via is not None:
            sign = 1 if event.kind == "sale_recorded" else -1
            yield payment.via, sign * payment.amount
    if event.kind == "goods_received":
        if given.paid_via is not None:
            yield given.paid_via, given.advance - given.owed
        if given.freight_via is not None:
            yield given.freight_via, -given.freight
    elif event.kind == "sale_returned":
        for refund in given.refunds:
            if refund.via is not None:
                yield refund.via, -refund.amount
    elif event.kind == "receivable_paid" and via is not None:
        yield via, given.amount
    elif event.kind in _PAYING and via is not None:
        yield via, -given.amount


def numbered_by_program(event: dict[str, Any]) -> bool:
    """Whether a receipt has the number that the program chose, which tells no two sales apart."""
    return event["kind"] == "sale_recorded" and bool(_OWN_NUMBER.fullmatch(event["number"]))


def without_own_number(event: dict[str, Any]) -> dict[str, Any]:
    """A receipt without its number, and without that of its delivery note when it is the same."""
    delivery = event.get("delivery")
    kept = {name: value for name, value in event.items() if name != "number"}
    if delivery is not None and delivery["number"] == event["number"]:
        kept["delivery"] = {name: delivery[name] for name in delivery if name != "number"}
    return kept


def unnumbered_receipt(kind: str, fields: Mapping[str, object]) -> dict[str, object]:
    """What stands in for the number of a receipt that is recorded without one.

    Goods that are delivered have a delivery note of the same number, if it has none of its own.
    """
    if kind != "sale_recorded" or fields.get("number") is not None:
        return {}
    delivery = fields.get("delivery")
    if not isinstance(delivery, Mapping) or delivery.get("number") is not None:
        return {"number": _STAND_IN}
    return {"number": _STAND_IN, "delivery": {**delivery, "number": _STAND_IN}}


def with_receipt_number(book: "Book", event: AnyEvent, *, known: bool) -> AnyEvent:
    """The receipt under its till's next number; under its old one when its ref is `known`.

    Asked for within the transaction, so that two sales of one till never choose the same number.
    """
    from koperasi_ledger.workflows.store_hand import free_number  # noqa: PLC0415 - sales only

    sale: Any = event
    body = book.journal.bodies([sale.ref]).get(sale.ref) if known else None
    number = json.loads(body).get("number") if body is not None else None
    number = number or free_number(book, sale.till, sale.date)
    chosen: dict[str, Any] = {"number": number}
    if sale.delivery is not None and sale.delivery.number == _STAND_IN:
        chosen["delivery"] = sale.delivery.model_copy(update=chosen)
    return event.model_copy(update=chosen)
