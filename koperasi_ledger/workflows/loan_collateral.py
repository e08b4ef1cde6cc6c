"""Collateral as the books have it: what is held, for which loan, at which value."""

from typing import Any

from koperasi_ledger.model.records.loans import Collateral
from koperasi_ledger.rules.errors.collateral import UnknownCollateral
from koperasi_ledger.rules.loans.securing import counted
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_views import loan_of


def collateral_of(book: Book, key: str) -> Collateral:
    """The collateral under a short key.

    Raises:
        UnknownCollateral: there is none.
    """
    found = book.journal.books().peek(Collateral, key)
    if found is None:
        raise UnknownCollateral(key)
    return found


def collateral_list(
    book: Book, *, loan: str | None = None, released: bool = False
) -> list[Collateral]:
    """What is held, by key; of one loan, and with what was handed back, when asked for.

    Raises:
        UnknownLoan: no loan has this number.
    """
    if loan is not None:
        loan_of(book, loan)
    return [
        thing
        for thing in book.journal.books().all(Collateral)
        if (loan is None or thing.loan == loan) and (released or thing.released is None)
    ]


def collateral_json(thing: Collateral) -> dict[str, Any]:
    """Collateral for programs: amounts as decimal text, days as YYYY-MM-DD."""
    return {
        "kunci": thing.short,
        "pinjaman": thing.loan,
        "jenis": thing.type,
        "uraian": thing.description,
        "pemilik": thing.owner,
        "surat": thing.paper,
        "nilai": str(thing.value),
        "diakui_persen": str(thing.eligible),
        "diperhitungkan": str(counted(thing.value, thing.eligible)),
        "diterima": thing.taken.isoformat(),
        "dinilai": thing.valued.isoformat(),
        "dikembalikan": thing.released.isoformat() if thing.released else None,
        "penerima": thing.recipient,
    }
