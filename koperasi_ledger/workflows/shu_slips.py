"""Printing members' SHU slips, and checking one that somebody brings."""

from collections.abc import Sequence
from typing import NamedTuple

from koperasi_ledger.engine.shares import decided_years
from koperasi_ledger.model.events import ShuDecided
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.slips import MemberSlip, SlipCode, make_slips, read_code
from koperasi_ledger.rules.errors.shu import NoShare
from koperasi_ledger.rules.shu import Distribution
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.shu_decided import ShuNotDecided, decision_of


def slips_of(book: Book, year: int, members: Sequence[str] | None = None) -> list[MemberSlip]:
    """The slips of a year's SHU, by member number; of all who had a right, or of those named.

    Raises:
        ShuNotDecided: the meeting has not decided.
        NoShare: a member named had no right.
    """
    event, result = _decision(book, year)
    books = book.journal.books()
    postings = Postings(book.journal.database, book.journal.head().seq)
    made = list(make_slips(books, postings, event, result, members))
    have = {slip.member for slip in made}
    for member in members or ():
        if member not in have:
            raise NoShare(year, member, decided_years(books))
    return made


def _decision(book: Book, year: int) -> tuple[ShuDecided, Distribution]:
    found = decision_of(book, year)
    if found is None:
        raise ShuNotDecided(year, decided_years(book.journal.books()))
    return found


class SlipChecked(NamedTuple):
    """What came of checking a code: `genuine`, and the slip as this book has it."""

    code: SlipCode
    genuine: bool
    slip: MemberSlip | None


def check_slip(book: Book, text: str) -> SlipChecked:
    """Whether the code of a slip is that of the decision in this book.

    Raises:
        NotASlipCode: the text is no code.
    """
    code = read_code(text)
    try:
        (slip,) = slips_of(book, code.year, [code.member])
    except (NoShare, ShuNotDecided):
        return SlipChecked(code, genuine=False, slip=None)
    return SlipChecked(code, genuine=slip.code == code, slip=slip)
