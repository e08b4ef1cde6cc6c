"""Recording what a review of waiting bank lines decided: all of it in one transaction, or none."""

from collections.abc import Sequence

from koperasi_ledger.engine import apply
from koperasi_ledger.journal.errors import DatabaseFailed, FutureDate
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.bank_assignment import Assignment
from koperasi_ledger.workflows.bank_review import events_of, part_ref
from koperasi_ledger.workflows.bank_settling import offset_ref
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Recorded, Session, Stamp, session
from koperasi_ledger.workflows.review_errors import LineChanged, NotExact, ReviewRefused
from koperasi_ledger.workflows.review_state import Decided


def record_review(
    book: Book, lines: Sequence[Decided], stamp: Stamp, *, keep: bool = True
) -> Recorded:
    """Records all lines as they were decided, or none; without `keep` it is only tried.

    The same decisions on the same lines again are known, and nothing happens.

    Raises:
        ReviewRefused: what is wrong with each line that cannot be recorded so; none was.
        DatabaseFailed: the journal could not be written; none was.
        CannotWrite: recorded, but the text could not be printed; it follows later.
    """
    refusals: dict[str, Refusal] = {}
    with session(book, stamp, keep=keep) as under_way:
        for line in lines:
            try:
                _record_line(under_way, line)
            except DatabaseFailed:
                raise
            except Refusal as refusal:
                refusals[line.ref] = refusal
        if refusals:
            raise ReviewRefused(refusals)
    return Recorded(under_way.new, under_way.known)


def try_line(book: Book, line: Decided, stamp: Stamp) -> None:
    """Asks the rules what they say to one line, without waiting for whoever is recording.

    Raises:
        Refusal: why it cannot be recorded so. Nothing is recorded in any case.
    """
    today = book.settings.today(stamp.at)
    with book.journal.reading():
        books = book.journal.books()
        item = books.suspense(line.ref)
        if item.remaining != line.remaining:
            raise LineChanged(line.ref, line.remaining, item.remaining)
        for part in line.decision.parts:
            for event in events_of(book, books, item, part):
                if event.date > today:
                    raise FutureDate(event.date.isoformat(), today.isoformat())
                apply(event, books, book.journal)


def _record_line(under_way: Session, line: Decided) -> None:
    books = under_way.recording.books
    item = books.suspense(line.ref)
    if item.remaining != line.remaining:
        known = _recorded_before(under_way, line)
        if not known:
            raise LineChanged(line.ref, line.remaining, item.remaining)
        under_way.known += known
        return
    # What asks the journal about hand-typed entries has to see this transaction's own events.
    under_way.recording.flush()
    for part in line.decision.parts:
        for event in events_of(under_way.book, books, item, part):
            under_way.add(_new(under_way, event))
    rest = abs(books.suspense(line.ref).remaining)
    if rest != line.decision.kept:
        raise NotExact(line.ref, abs(line.remaining) - rest, abs(line.remaining))


def _recorded_before(under_way: Session, line: Decided) -> int:
    """How many events said the same of this line before.

    None unless every part was said, and the line is now as the decision would leave it: what else
    was said of it since, this decision knows nothing of.
    """
    found = 0
    if abs(under_way.recording.books.suspense(line.ref).remaining) != line.decision.kept:
        return 0
    for part in line.decision.parts:
        refs = _refs(line, part)
        known = len(under_way.recording.bodies(refs))
        if not known:
            return 0
        found += known
    return found


def _refs(line: Decided, part: Assignment) -> list[str]:
    """The refs that the part has in the journal when it was recorded."""
    if part.purpose == "lawan":
        other = part.entry or ""
        return [offset_ref(line.ref, other), offset_ref(other, line.ref)]
    amount = abs(line.remaining) if part.amount is None else part.amount
    return [part_ref(line.ref, part, amount)]


def _new(under_way: Session, event: AnyEvent) -> AnyEvent:
    """The event under a ref that is free.

    The line holds what its reviewer saw, so that an equal part in the journal is another one: it
    was recorded before, or taken back since.
    """
    ref, count = event.ref, 1
    while under_way.recording.bodies([ref]):
        count += 1
        ref = f"{event.ref}-{count}"
    return event if ref == event.ref else event.model_copy(update={"ref": ref})
