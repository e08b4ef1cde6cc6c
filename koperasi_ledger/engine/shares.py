"""Members' shares of the SHU, for those who pay them out and for debts that are paid with them."""

from koperasi_ledger.books import Books
from koperasi_ledger.engine.history import History
from koperasi_ledger.model.records import ClosedYear, ShuShare
from koperasi_ledger.rules.errors.shu import NoShare
from koperasi_ledger.rules.shu_share import OpenShare


def share_of(year: int, member: str, books: Books) -> ShuShare:
    """A member's share of a year's SHU.

    Raises:
        NoShare: there is none.
    """
    found = books.find(ShuShare, f"{year}:{member}")
    if found is None:
        raise NoShare(year, member, decided_years(books))
    return found


def decided_years(books: Books) -> list[int]:
    """The years whose SHU was shared."""
    return sorted(year.year for year in books.all(ClosedYear) if year.decided is not None)


def open_share(year: int, member: str, books: Books, history: History) -> OpenShare:
    """A member's share of a year, and when the meeting gave it.

    Raises:
        NoShare: there is none.
    """
    share = share_of(year, member, books)
    closed = books.find(ClosedYear, str(year))
    decided = history.find((closed.decided if closed is not None else None) or "")
    if decided is None:
        raise LookupError(f"{year}:{member}")
    return OpenShare(share, decided.event.date)
