"""Opening a book, new or old: its text is made whole before anything else happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import (
    Book,
    Notify,
    Settings,
    make_folder,
    opened,
    write_settings,
)
from koperasi_ledger.workflows.printing import repair
from koperasi_ledger.workflows.recording import Stamp, record_events


@contextmanager
def open_book(folder: Path, notify: Notify, *, create: bool = False) -> Iterator[Book]:
    """The book in `folder`; text that a crash cut off is completed first.

    Raises:
        NotABook, BadSettings, NoJournal, NotAJournal.
    """
    with opened(folder, notify, create=create) as book:
        repair(book)
        yield book


def found_book(
    folder: Path, settings: Settings, event: AnyEvent, stamp: Stamp, notify: Notify
) -> None:
    """A new book in a new folder, opened by its founding event.

    Raises:
        FolderNotEmpty: the folder holds something.
    """
    make_folder(folder)
    write_settings(folder, settings)
    with opened(folder, notify, create=True) as book:
        record_events(book, [event], stamp)
