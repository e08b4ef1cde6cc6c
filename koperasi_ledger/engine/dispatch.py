"""The engine: one event applied to the books, through exactly one rule.

All branching on the kind of event is in this package, a module for each subject with one `match`
that mypy proves complete; the rules are straight. A subject's module, and with it its rules, is
loaded when its first event comes.
"""

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.bank_lines import bank_lines
from koperasi_ledger.engine.fetching import is_closed
from koperasi_ledger.engine.history import Applied, History
from koperasi_ledger.engine.subjects import subject_of
from koperasi_ledger.model.entry import quick
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import RECORDS, Record
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import BeforeFounding, ClosedMonth


def apply(event: AnyEvent, books: Books, history: History) -> Applied:
    """Applies one event to the books and says what it did.

    Raises:
        Refusal: a rule refuses; the books are as they were.
    """
    books.forget_touched()
    _check_date(event, books)
    change: Change = subject_of(type(event)).change(event, books, history)
    records = (*change.records, *bank_lines(event, books))
    written = [(item.kind, item.key) for item in records]
    if change.restored:
        written = list(dict.fromkeys((*written, *change.restored)))
    before: dict[RecordId, Record | None] = {}
    if event.structural or event.keeps_before:
        before = {(kind, key): books.peek(RECORDS[kind], key) for kind, key in written}
    # Nothing is written before this line, and nothing is refused after it.
    books.put(*records)
    for record_id, record in change.restored.items():
        books.restore(record_id, record)
    return quick(Applied, (change.entry, books.take_touched(), tuple(written), before))


def _check_date(event: AnyEvent, books: Books) -> None:
    kind, day = event.kind, event.date
    if kind == "cooperative_founded":
        return
    founded = books.cooperative().founded
    if day < founded:
        raise BeforeFounding(day, founded)
    # What closes a year is dated on its last day, whether or not that month was closed before; the
    # rule of the year says whether it may.
    if kind != "year_closed" and is_closed(day, books):
        raise ClosedMonth(day, books.period().closed_through or "")
