"""Book years: which rule each event goes through. What closes a year is never undone."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import require_tills
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.accounts import SHU_CURRENT
from koperasi_ledger.model.events.years import YearClosed, YearEvent, YearOpened
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.rules import years
from koperasi_ledger.rules.change import Change


def change(event: YearEvent, books: Books, history: History) -> Change:
    """What closing or opening a year does."""
    match event:
        case YearClosed():
            require_tills(f"{event.year}-12", books)
            return years.close_year(
                event,
                books.cooperative(),
                books.period(),
                history.results(event.date),
                history.balance(SHU_CURRENT, event.date),
            )
        case YearOpened():
            before = books.find(ClosedYear, str(event.year - 1))
            return years.open_year(event, books.period(), before)
        case _:
            assert_never(event)
