"""What the meeting decided on a year's SHU, told from its event and not computed anew."""

from koperasi_ledger.books import Books
from koperasi_ledger.model.events import ShuDecided, from_canonical
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.shu import Distribution
from koperasi_ledger.rules.shu_decision import shared_by


def decision_of(
    books: Books, postings: Postings, year: int
) -> tuple[ShuDecided, Distribution] | None:
    """What the meeting decided on a year, and the shares that follow; None: nothing yet."""
    closed = books.peek(ClosedYear, str(year))
    if closed is None or closed.decided is None:
        return None
    rows = postings.source.rows(
        "SELECT body FROM events WHERE ref = ? AND seq <= ?", (closed.decided, postings.seq)
    )
    body = next(rows, None)
    event = from_canonical(body[0]) if body is not None else None
    return (event, shared_by(event)) if isinstance(event, ShuDecided) else None
