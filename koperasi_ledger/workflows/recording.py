"""Recording: the one door through which events enter the journal."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import NamedTuple, TypeVar

from koperasi_ledger.journal.errors import DatabaseFailed, FutureDate
from koperasi_ledger.journal.store import Recording, same_content
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
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
    new = known = 0
    at = stamp.at.astimezone(UTC).isoformat(timespec="seconds")
    today = book.settings.today(stamp.at).isoformat()
    with book.journal.recording() as recording:
        printout = Printout(book.journal.file_sizes())
        for chunk in _chunks(drafts, _CHUNK):
            events = [item for item in chunk if isinstance(item, Draft)]
            refusals += [item for item in chunk if isinstance(item, Refusal)]
            have = recording.bodies([item.event.ref for item in events])
            for event, where, body in events:
                try:
                    if same_content(event.ref, body, have.get(event.ref)):
                        known += 1
                        continue
                    _record_one(recording, printout, event, body, (at, stamp.by, today))
                    have[event.ref] = body
                    new += 1
                except Refusal as refusal:
                    refusals += _mistakes(refusal, event, where)
            if progress is not None:
                progress(new + known + len(refusals))
            if len(refusals) >= _LISTED:
                break
        if refusals:
            raise refusals[0] if len(refusals) == 1 else Refusals(refusals[:_LISTED])
        recording.set_file_sizes(printout.sizes())
    if new:
        bring_up_to_date(book, printout)
    return Recorded(new, known)


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


def _record_one(
    recording: Recording,
    printout: Printout,
    event: AnyEvent,
    body: str,
    stamp: tuple[str, str, str],
) -> None:
    at, by, today = stamp
    day = event.date.isoformat()
    if day > today:
        raise FutureDate(day, today)
    stored, applied = recording.add(event, at, by, body)
    printout.add(stored, event.document, applied.entry)


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
