"""Money that waits in Titipan: assigning it to what it is."""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import ValidationError

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import PROVIDERS, Part, pay
from koperasi_ledger.model.events import (
    AnyEvent,
    BankPaymentUnidentified,
    BankReceiptSplit,
    BankReceiptUnidentified,
    CashTransferred,
    EventReversed,
    MoneyEvent,
)
from koperasi_ledger.model.money import to_rupiah
from koperasi_ledger.model.records import BankChain, Suspense
from koperasi_ledger.workflows.bank_assignment import WHOLE, Assignment, needs, purposes
from koperasi_ledger.workflows.bank_errors import (
    Incomplete,
    NotOpposite,
    NotThatEntry,
    NotTheirs,
    OtherSideKnown,
    WrongDirection,
)
from koperasi_ledger.workflows.bank_facts import hand_entries
from koperasi_ledger.workflows.bank_settling import first_open, offset_event
from koperasi_ledger.workflows.bank_store import STORE_PURPOSES, store_payment
from koperasi_ledger.workflows.bank_suggest import Suggestion, Waiting, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reading import event_from, field_errors
from koperasi_ledger.workflows.recording import Recorded, Stamp, record_events

__all__ = ["Assignment", "Suggestion", "Waiting", "assign", "waiting_lines"]


def assign(book: Book, ref: str, assignments: Sequence[Assignment], stamp: Stamp) -> Recorded:
    """Records what a waiting line is; several assignments split it, the rest keeps waiting.

    The same assignment again is the same event, and nothing happens.

    Raises:
        UnknownSuspense, WrongDirection, Incomplete, OtherSideKnown, NotOpposite, NotThatEntry, or
        whatever the rules refuse; nothing is recorded then.
    """
    books = book.journal.books()
    item = books.suspense(ref)
    events: list[AnyEvent] = []
    for assignment in assignments:
        events += events_of(book, books, item, assignment)
    return record_events(book, events, stamp)


def events_of(  # noqa: PLR0911 - one answer for each purpose
    book: Book, books: Books, item: Suspense, assignment: Assignment
) -> list[AnyEvent]:
    """The events that say what (part of) a waiting line is; nothing is recorded yet.

    Raises:
        WrongDirection, Incomplete, OtherSideKnown, NotOpposite, NotThatEntry, NotTheirs,
        UnknownSuspense.
    """
    _check(books, item, assignment)
    amount = assignment.amount if assignment.amount is not None else _rest(book, item, assignment)
    day = first_open(books, item.date)
    ref = part_ref(item.ref, assignment, amount)
    if assignment.purpose == "lawan":
        return [_cancel(books, item, assignment)]
    if assignment.purpose == "catatan":
        return _replace_entry(book, books, item, assignment.entry or "", ref)
    common = {"date": day, "ref": ref, "clears": item.ref}
    money = f"{amount:f}"
    if assignment.purpose == "pindah":
        end = "source" if item.remaining > 0 else "target"
        return [event_from("cash_transferred", **common, amount=money, **{end: assignment.account})]
    if assignment.purpose in ("penerimaan", "pengeluaran"):
        kind = "receipt_recorded" if assignment.purpose == "penerimaan" else "payment_recorded"
        lines = [{"account": assignment.account, "amount": money}]
        return [event_from(kind, **common, lines=lines)]
    if assignment.purpose in STORE_PURPOSES:
        return [store_payment(assignment, common, money)]
    if assignment.purpose == "simpanan" and item.remaining < 0:
        fields = {"member": assignment.member, "amount": money, "product": assignment.product}
        return [event_from("savings_withdrawn", **common, **fields)]
    number = assignment.product if assignment.purpose == "simpanan" else assignment.number
    part = Part(assignment.purpose, assignment.member or "", to_rupiah(money), number)
    try:
        return [pay(part, common)]
    except ValidationError as error:
        raise field_errors(error, "")[0] from None


def _check(books: Books, item: Suspense, assignment: Assignment) -> None:
    """Refuses what does not fit the direction, or lacks or has too many values."""
    purpose = assignment.purpose
    # A line that is done is looked at by what it was, for the same assignment may come again.
    fitting = purposes(received=item.remaining >= 0)
    if item.remaining and purpose not in fitting:
        raise WrongDirection(item.ref, purpose, fitting)
    given = {
        "anggota": assignment.member,
        "produk": assignment.product,
        "akun": assignment.account,
        "catatan": assignment.entry,
        "nomor": assignment.number,
    }
    for option, value in given.items():
        needed = option in needs(purpose)
        if needed != (value is not None):
            raise Incomplete(f"--sebagai {purpose}", f"--{option}", needed=needed)
    if purpose in WHOLE and assignment.amount is not None:
        raise Incomplete(f"--sebagai {purpose}", "--jumlah", needed=False)
    if purpose == "pindah":
        _check_other_side(books, item, assignment.account or "")
    if purpose in PROVIDERS and assignment.number is not None:
        owner = PROVIDERS[purpose].numbers(books).get(assignment.number, assignment.member)
        if owner != assignment.member:
            raise NotTheirs(assignment.number, assignment.member or "", owner or "")


def _check_other_side(books: Books, item: Suspense, key: str) -> None:
    """Refuses to book the other side of a transfer that a statement booked already."""
    other = books.cash(key)
    chain = books.peek(BankChain, key)
    if other.type == "bank" and chain is not None and first_open(books, item.date) <= chain.end:
        raise OtherSideKnown(key, chain.end)


def _rest(book: Book, item: Suspense, assignment: Assignment) -> Decimal:
    """All that remains; of a line that is done, what it was, so that a repetition is recognised."""
    if item.remaining:
        return abs(item.remaining)
    past = book.journal.find(item.ref)
    if past is not None and isinstance(
        past.event, BankReceiptUnidentified | BankPaymentUnidentified | BankReceiptSplit
    ):
        return past.event.amount
    raise Incomplete(f"--sebagai {assignment.purpose}", "--jumlah", needed=True)


def part_ref(waiting: str, assignment: Assignment, amount: Decimal) -> str:
    """The same for the same assignment, so that repeating a command records nothing twice."""
    parts = (
        waiting,
        assignment.purpose,
        *(value or "" for value in assignment[1:5]),
        f"{amount:f}",
        *((assignment.number,) if assignment.number is not None else ()),
    )
    return f"TINJAU-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:16]}"


def _cancel(books: Books, item: Suspense, assignment: Assignment) -> AnyEvent:
    """Two waiting lines, one out and one in, that cancel each other.

    Raises:
        UnknownSuspense: there is no such other line.
        NotOpposite: it is of the same direction, or of another amount.
    """
    other = books.suspense(assignment.entry or "")
    if item.remaining != -other.remaining or not item.remaining:
        raise NotOpposite(item.ref, other.ref)
    out, into = (item, other) if item.remaining < 0 else (other, item)
    return offset_event(books, out, into)


def _replace_entry(
    book: Book, books: Books, item: Suspense, entry: str, ref: str
) -> list[AnyEvent]:
    """The entry typed by hand, taken back and recorded anew as the explanation of this line.

    Raises:
        NotThatEntry: it is not of this amount, or has its bank line.
    """
    past = book.journal.find(entry)
    unmatched = {
        other.ref
        for other in hand_entries(book.journal, books, books.cash(item.cash), date.min, date.max)
        if other.amount == item.remaining
    }
    if past is None or entry not in unmatched:
        raise NotThatEntry(entry, item.remaining)
    original = past.event
    day = first_open(books, item.date)
    undo = EventReversed(
        date=max(original.date, day),
        ref=f"{ref}-balik",
        target=entry,
        reason=f"sama dengan mutasi bank {item.ref}"[:500],
    )
    if isinstance(original, CashTransferred):
        side = "source" if original.target == item.cash else "target"
        kept = {side: getattr(original, side)}
        other = "target" if side == "source" else "source"
        again: AnyEvent = original.model_copy(
            update={
                **kept,
                other: None,
                "clears": item.ref,
                "ref": ref,
                "date": max(original.date, day),
                f"bank_ref_{other}": None,
            }
        )
    elif isinstance(original, MoneyEvent):
        again = original.model_copy(
            update={
                "via": None,
                "clears": item.ref,
                "ref": ref,
                "date": max(original.date, day),
                "bank_ref": None,
            }
        )
    else:
        raise NotThatEntry(entry, item.remaining)
    return [undo, again]
