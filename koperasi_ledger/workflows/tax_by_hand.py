"""What recording by hand knows of the cooperative's taxes: refs, and the money an event moves."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from koperasi_ledger.model.events import AnyEvent

TAX_BASES = {
    "tax_paid": "SSP-{day}-{tax}",
    "vat_refunded": "RES-{day}",
    "tax_invoice_issued": "FP-{invoice}",
    "input_tax_claimed": "PM-{invoice}",
}
"""How the refs of these events begin."""


def tax_moves(event: AnyEvent) -> Iterator[tuple[str, Decimal]]:
    """The cash and bank accounts that an event moves, each with its signed amount."""
    given: Any = event
    via = getattr(given, "via", None)
    if via is not None:
        yield via, given.amount if event.kind == "vat_refunded" else -given.amount
