"""What the commands on simpanan berjangka share: names of fields, a number, what is told."""

from typing import TYPE_CHECKING

from cli.koperasi_bukti import Balances

if TYPE_CHECKING:
    from koperasi_ledger.model.events import AnyEvent
    from koperasi_ledger.workflows.book import Book

LABELS = {
    "number": "BILYET",
    "months": "--jangka",
    "rollover": "--aro",
    "interest_to": "--jasa",
    "interest_product": "--simpanan-jasa",
    "loan": "--pinjaman",
    "due": "--jatuh-tempo",
}
"""What the person calls the fields of events."""


def told(book: "Book", event: "AnyEvent") -> Balances:
    """What the deposit holds after an event, and when it matures."""
    from koperasi_ledger.engine.deposits import deposit_of
    from koperasi_ledger.rules.deposit_terms import maturity

    number: str = getattr(event, "number", "")
    deposit = deposit_of(number, book.journal.books())
    told: dict[str, object] = {"saldo_bilyet": deposit.balance}
    if deposit.status == "aktif":
        told["jatuh_tempo"] = maturity(deposit)
    return told  # type: ignore[return-value] # amounts and days


def number_of(text: str) -> str:
    """The number of a bilyet as typed."""
    return text.strip().upper()
