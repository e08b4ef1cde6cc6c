"""One transaction in which a bank import tries, records and prints."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC

from koperasi_ledger.journal.errors import FutureDate
from koperasi_ledger.journal.store import Recording, same_content
from koperasi_ledger.model.events import AnyEvent, canonical
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.printing import Printout, bring_up_to_date
from koperasi_ledger.workflows.recording import Stamp


class Session:
    """A recording under way that also prints, and never records the same event twice."""

    def __init__(self, book: Book, recording: Recording, stamp: Stamp) -> None:
        self.book = book
        self.recording = recording
        self.today = book.settings.today(stamp.at)
        self.printout = Printout(book.journal.file_sizes())
        self.new = 0
        self._at = stamp.at.astimezone(UTC).isoformat(timespec="seconds")
        self._by = stamp.by

    def add(self, event: AnyEvent) -> bool:
        """Records an event; False when it was there already.

        Raises:
            Refusal: the rules refuse it, and nothing changed.
        """
        if event.date > self.today:
            raise FutureDate(event.date.isoformat(), self.today.isoformat())
        body = canonical(event).decode()
        have = self.recording.bodies([event.ref])
        if same_content(event.ref, body, have.get(event.ref)):
            return False
        stored, applied = self.recording.add(event, self._at, self._by, body)
        self.printout.add(stored, event.document, applied.entry)
        self.new += 1
        return True


class _OnlyTried(Exception):  # noqa: N818 - ends a trial, is no fault
    """Leaves the transaction, so that it is undone."""


@contextmanager
def transaction(book: Book, stamp: Stamp, *, keep: bool) -> Iterator[Session]:
    """A transaction that is kept, or undone in the end."""
    try:
        with book.journal.recording() as recording:
            session = Session(book, recording, stamp)
            yield session
            recording.set_file_sizes(session.printout.sizes())
            if not keep:
                raise _OnlyTried  # noqa: TRY301 - the way out of the transaction
    except _OnlyTried:
        return
    if session.new:
        bring_up_to_date(book, session.printout)
