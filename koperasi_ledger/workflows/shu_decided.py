"""The years whose SHU the meeting has shared, for what is paid and printed of it."""

from collections.abc import Sequence
from datetime import date

from koperasi_ledger.engine.shares import decided_years
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import ShuDecided
from koperasi_ledger.model.records import ClosedYear
from koperasi_ledger.reports import shu_decided
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.rules.shu import Distribution
from koperasi_ledger.workflows.book import Book


class ShuNotDecided(Refusal):
    """What follows from the meeting's decision is asked for before it is recorded."""

    def __init__(self, year: int, decided: Sequence[int]) -> None:
        known = ", ".join(map(str, decided)) or "belum ada"
        super().__init__(
            f"Pembagian SHU {year} belum diputuskan.",
            remedy=f"Catat dahulu keputusan rapat anggota: koperasi shu tetapkan {year}"
            f" --keputusan ...; tahun yang sudah diputuskan: {known}.",
        )


def decision_of(book: Book, year: int) -> tuple[ShuDecided, Distribution] | None:
    """What the meeting decided on a year, and the shares that follow; None: nothing yet."""
    journal = book.journal
    postings = Postings(journal.database, journal.head().seq)
    return shu_decided.decision_of(journal.books(), postings, year)


def decided_on(book: Book, year: int) -> date:
    """The day of the meeting that shared a year's SHU.

    Raises:
        ShuNotDecided: none has.
    """
    books = book.journal.books()
    closed = books.peek(ClosedYear, str(year))
    found = book.journal.find(closed.decided) if closed is not None and closed.decided else None
    if found is None:
        raise ShuNotDecided(year, decided_years(books))
    return found.event.date
