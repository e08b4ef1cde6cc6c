"""Tax events: which rule each goes through, and how each is undone."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import side_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.savings import month_of_interest
from koperasi_ledger.model.events.taxes import TaxEvent
from koperasi_ledger.model.records import InterestMonth, Record
from koperasi_ledger.rules import taxes
from koperasi_ledger.rules.change import Change


def change(event: TaxEvent, books: Books, history: History) -> Change:  # noqa: ARG001 - one shape for all subjects
    """What an event on taxes does."""
    return taxes.remit(event, _months(event, books), side_of(event, books))


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - as above
    """The records without the payment."""
    event: TaxEvent = past.event  # type: ignore[assignment] # of this subject
    return taxes.undo_remittance(event, _months(event, books))


def _months(event: TaxEvent, books: Books) -> list[InterestMonth]:
    for line in event.lines:
        books.member(line.member)
    return [month_of_interest(books, event.month, line.member) for line in event.lines]
