"""What a till sold on a day, from its events: receipts, returns and the money by way."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.events import AnyEvent, from_canonical
from koperasi_ledger.model.events.sales import SaleRecorded, SaleReturned
from koperasi_ledger.model.records import Reversal
from koperasi_ledger.workflows.book import Book

_ZERO = Decimal(0)


class DayTotal(NamedTuple):
    """What a till sold on a day: receipts, returns, and the money by way, refunds apart."""

    receipts: int
    returns: int
    sold: Decimal
    refunded: Decimal
    ways: dict[str, Decimal]


def day_total(book: Book, till: str, day: date) -> DayTotal:
    """What a till sold on a day, from its events."""
    rows = book.journal.database.rows(
        "SELECT ref, body FROM events WHERE date = ? AND kind IN (?, ?) ORDER BY seq",
        (day.isoformat(), "sale_recorded", "sale_returned"),
    )
    receipts = returns = 0
    sold = refunded = _ZERO
    ways: dict[str, Decimal] = {}
    for ref, body in list(rows):
        event: AnyEvent = from_canonical(body)
        if getattr(event, "till", None) != till:
            continue
        if book.journal.load(Reversal.kind, ref) is not None:
            continue
        if isinstance(event, SaleRecorded):
            receipts += 1
            for payment in event.payments:
                sold += payment.amount
                ways[payment.way] = ways.get(payment.way, _ZERO) + payment.amount
        elif isinstance(event, SaleReturned):
            returns += 1
            refunded += sum((refund.amount for refund in event.refunds), _ZERO)
    return DayTotal(receipts, returns, sold, refunded, ways)
