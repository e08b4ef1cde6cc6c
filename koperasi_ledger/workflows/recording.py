"""Recording: the one door through which events enter the journal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from koperasi_ledger.journal.errors import DatabaseFailed, FutureDate
from koperasi_ledger.journal.store import Recording, same_content
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent, canonical
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.printing import Printout, bring_up_to_date
from koperasi_ledger.workflows.reading import Draft, draft, read_lines

_CHUNK = 500
_LISTED = 100
"""How many refusals of one batch are listed; a file with more is mended in rounds."""

T = TypeVar("T")


class Stamp(NamedTuple):
    """Who records, and when (an aware instant)."""

    by: str
    at: datetime


class Recorded(NamedTuple):
    """How many events were new, and how many the journal had already."""

    new: int
    known: int


class Session:
    """A transaction under way, in which events are recorded and what they print is gathered."""

    def __init__(self, book: Book, recording: Recording, stamp: Stamp) -> None:
        self.book = book
        self.recording = recording
        self.today = book.settings.today(stamp.at)
        self.printout = Printout(book.journal.file_sizes())
        self.new = 0
        self.known = 0
        self._at = stamp.at.astimezone(UTC).isoformat(timespec="seconds")
        self._by = stamp.by

    def put(self, event: AnyEvent, body: str, found: str | None) -> bool:
        """Records an event; `found` is what the journal has under its ref. False when it is that.

        Raises:
            Refusal: the rules refuse it, and nothing changed.
        """
        if same_content(event.ref, body, found):
            self.known += 1
            return False
        if event.date > self.today:
            raise FutureDate(event.date.isoformat(), self.today.isoformat())
        stored, applied = self.recording.add(event, self._at, self._by, body)
        self.printout.add(stored, event.document, applied.entry)
        self.new += 1
        return True

    def add(self, event: AnyEvent) -> bool:
        """Records an event that the program itself made; see `put`."""
        body = canonical(event).decode()
        return self.put(event, body, self.recording.bodies([event.ref]).get(event.ref))


class _OnlyTried(Exception):  # noqa: N818 - ends a trial, is no fault
    """Leaves the transaction, so that it is undone."""


@contextmanager
def session(book: Book, stamp: Stamp, *, keep: bool = True) -> Iterator[Session]:
    """A transaction that is kept and then printed; or, without `keep`, undone in the end.

    Raises:
        CannotWrite: recorded, but the text could not be printed; it follows later.
    """
    try:
        with book.journal.recording() as recording:
            under_way = Session(book, recording, stamp)
            yield under_way
            recording.set_file_sizes(under_way.printout.sizes())
            if not keep:
                raise _OnlyTried  # noqa: TRY301 - the way out of the transaction
    except _OnlyTried:
        return
    if under_way.new:
        bring_up_to_date(book, under_way.printout)


def record(
    book: Book,
    drafts: Iterable[Draft | Refusal],
    stamp: Stamp,
    progress: Callable[[int], None] | None = None,
) -> Recorded:
    """Records all of the events, or none; those already known are counted and left alone.

    `progress` is told how many events were looked at so far.

    Raises:
        Refusals: some were refused; all that were found are listed, and nothing is recorded.
        CannotWrite: recorded, but the text could not be printed; it follows later.
    """
    refusals: list[Refusal] = []
    with session(book, stamp) as under_way:
        for chunk in _chunks(drafts, _CHUNK):
            events = [item for item in chunk if isinstance(item, Draft)]
            refusals += [item for item in chunk if isinstance(item, Refusal)]
            have = under_way.recording.bodies([item.event.ref for item in events])
            for event, where, body in events:
                try:
                    if under_way.put(event, body, have.get(event.ref)):
                        have[event.ref] = body
                except Refusal as refusal:
                    refusals += _mistakes(refusal, event, where)
            if progress is not None:
                progress(under_way.new + under_way.known + len(refusals))
            if len(refusals) >= _LISTED:
                break
        if refusals:
            raise refusals[0] if len(refusals) == 1 else Refusals(refusals[:_LISTED])
    return Recorded(under_way.new, under_way.known)


def record_events(book: Book, events: Iterable[AnyEvent], stamp: Stamp) -> Recorded:
    """Records events made by the program itself; see `record`."""
    return record(book, (draft(event) for event in events), stamp)


def record_text(
    book: Book,
    lines: Iterable[str],
    source: str,
    stamp: Stamp,
    progress: Callable[[int], None] | None = None,
) -> Recorded:
    """Records the events of JSON Lines text; see `record`."""
    return record(book, read_lines(lines, source), stamp, progress)


def _mistakes(refusal: Refusal, event: AnyEvent, where: str) -> list[Refusal]:
    """What is wrong with an event, each with its place; a failing database ends the batch."""
    if isinstance(refusal, DatabaseFailed):
        raise refusal
    items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
    return [_placed(item, event, where) for item in items]


def _placed(refusal: Refusal, event: AnyEvent, where: str) -> Refusal:
    """The refusal with the place of its event; its class and words stay."""
    own = f"{where} ({event.ref})" if where else event.ref
    refusal.where = own if refusal.where in ("", event.ref) else f"{own}, {refusal.where}"
    return refusal


def _chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
