"""Replaying: events that were recorded before go through the engine again, byte by byte the same.

Rebuilding a journal from its text and proving a journal are the same replay; one keeps the result,
the other compares it with what is stored.
"""

from collections.abc import Callable, Iterable

from koperasi_ledger.engine import Applied
from koperasi_ledger.journal.chain import Stored, verify
from koperasi_ledger.journal.errors import BrokenChain, NotReplayable
from koperasi_ledger.journal.store import Head, Journal, Recording, restore_event
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent

_SESSION = 20_000
"""Events in one transaction where the result is not yet a book: bounds the memory of the books."""

Seen = Callable[[Stored, AnyEvent, Applied], None]
"""Told of every event that was replayed, with what it did."""


def replay_one(recording: Recording, stored: Stored, seen: Seen) -> None:
    """One more event of the chain, checked and applied.

    Raises:
        BrokenChain: it does not follow the event before it, or its columns are not its content's.
        NotReplayable: its content is no event in canonical form, or a rule refuses it.
    """
    verify(stored, recording.head.seq + 1, recording.head.hash)
    try:
        event = restore_event(stored.body)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotReplayable(
            stored.seq, stored.ref, "isinya bukan peristiwa dalam bentuk baku."
        ) from None
    if (event.ref, event.kind, event.date.isoformat()) != (stored.ref, stored.kind, stored.date):
        raise BrokenChain(stored.seq, stored.ref)
    try:
        _, applied = recording.add(event, stored.recorded_at, stored.recorded_by, stored.body)
    except Refusal as refusal:
        raise NotReplayable(stored.seq, stored.ref, str(refusal)) from refusal
    seen(stored, event, applied)


def replay(events: Iterable[Stored], target: Journal, seen: Seen) -> Head:
    """Replays a whole chain into an empty journal, some thousand events a transaction.

    Raises:
        BrokenChain, NotReplayable: see `replay_one`; the target holds what came before, or less.
    """
    head = target.head()
    iterator = iter(events)
    more = True
    while more:
        more = False
        with target.recording() as recording:
            for count, stored in enumerate(iterator, 1):
                replay_one(recording, stored, seen)
                if count == _SESSION:
                    more = True
                    break
            head = recording.head
    return head
