"""The faktur pajak of receipts that were issued within a report's days."""

import json
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.records import Receipt, Reversal
from koperasi_ledger.reports.scope import Scope


class Issued(NamedTuple):
    """A faktur pajak: its day, number, receipt, and in rupiah the price without PPN and the PPN."""

    day: date
    number: str
    receipt: str
    price: Decimal
    tax: Decimal


def issued(scope: Scope) -> list[Issued]:
    """The faktur pajak of the scope's days that stood at its end."""
    rows = scope.postings.source.rows(
        "SELECT ref, date, body FROM events WHERE kind = ? AND date BETWEEN ? AND ? AND seq <= ?"
        " ORDER BY date, seq",
        (
            "tax_invoice_issued",
            scope.first.isoformat(),
            scope.last.isoformat(),
            scope.postings.seq,
        ),
    )
    found = []
    for ref, day, body in list(rows):
        if _reversed(scope, ref):
            continue
        event = json.loads(body)
        receipt = scope.books.peek(Receipt, f"{event['till']}:{event['number']}")
        if receipt is None:
            continue
        tax = sum(receipt.taxes, Decimal(0))
        price = sum((line.amount for line in receipt.lines), Decimal(0)) - tax
        found.append(Issued(date.fromisoformat(day), event["invoice"], receipt.key, price, tax))
    return found


def _reversed(scope: Scope, ref: str) -> bool:
    """Whether an event was reversed by the end of the report."""
    done = scope.books.peek(Reversal, ref)
    if done is None:
        return False
    rows = scope.postings.source.rows(
        "SELECT 1 FROM events WHERE ref = ? AND date <= ? AND seq <= ?",
        (done.by, scope.last.isoformat(), scope.postings.seq),
    )
    return next(rows, None) is not None
