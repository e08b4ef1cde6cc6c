"""What the events of the store need of PPN: the rules in force, and the month it falls in."""

from datetime import date

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import Past
from koperasi_ledger.model.policy.taxes import TaxPolicy, Vat
from koperasi_ledger.model.records import PolicySection, VatMonth
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.policies import bodies
from koperasi_ledger.rules.vat import moved_by, vat_on


def vat_in_force(day: date, books: Books) -> Vat | None:
    """The rules of PPN on a day; None where the cooperative is no PKP.

    An event rests on the policy of taxes only where that ever spoke of PPN.
    """
    known = books.peek(PolicySection, "taxes")
    if known is None or all(body.vat is None for body in bodies(known, TaxPolicy)):
        return None
    return vat_on(books.section("taxes"), day)


def vat_month(month: str, books: Books) -> VatMonth:
    """The PPN of a month; nothing where there was none."""
    return books.find(VatMonth, month) or VatMonth(month=month)


def vat_month_of(day: date, books: Books) -> VatMonth:
    """The PPN of the month of a day."""
    return vat_month(month_of(day), books)


def vat_undone(past: Past, books: Books) -> list[VatMonth]:
    """The months without what the event's entry moved of their PPN."""
    found = []
    for month, moved in moved_by(past.entry).items():
        before = vat_month(month, books)
        found.append(
            before.updated(output=before.output - moved.output, input=before.input - moved.input)
        )
    return found
