"""Books with loans on disk, for what is done with a whole book."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lending import granted, opened, paid_out

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Book, Settings
from koperasi_ledger.workflows.opening import found_book, open_book
from koperasi_ledger.workflows.recording import Stamp, record_events

LATER = Stamp("bendahara", dt.datetime(2025, 6, 1, 3, tzinfo=dt.UTC))


@contextmanager
def lent_book(
    products: Sequence[dict[str, Any]], loans: Sequence[dict[str, Any]], **parts: Any
) -> Iterator[Book]:
    """A book of 2024 with these products; each of the loans paid out on its day."""
    founding, *rest = opened(*products, **parts)
    with tempfile.TemporaryDirectory(prefix="koperasi-uji-") as folder:
        place = Path(folder) / "buku"
        found_book(place, Settings(), founding, LATER, lambda _: None)
        with open_book(place, lambda _: None) as book:
            record_events(book, rest, LATER)
            for loan in loans:
                record_events(book, lent_events(**loan), LATER)
            yield book


def lent_events(amount: str = "12000000", tenor: int = 12, **more: Any) -> list[AnyEvent]:
    """Applied for, approved and handed over on one day."""
    loan, day = more.get("loan", "PJ-1"), more.get("day", "2024-01-10")
    return [*granted(amount, tenor, **more), paid_out(amount, loan=loan, day=day)]
