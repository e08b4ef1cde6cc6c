"""What people confirmed of waiting bank lines before, for hints on those that wait now."""

from collections.abc import Iterator

from koperasi_ledger.books import Books
from koperasi_ledger.importers.hints import Hints, Label
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.events import (
    AnyEvent,
    CashTransferred,
    PaymentRecorded,
    ReceiptRecorded,
    SavingsDeposited,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
    from_canonical,
)
from koperasi_ledger.model.records import Reversal, Suspense
from koperasi_ledger.workflows.book import Book


def learned(book: Book, books: Books) -> Hints:
    """Hints from every waiting line that an event explained and that was not reversed since."""
    return Hints(_confirmed(book, books))


def _confirmed(book: Book, books: Books) -> Iterator[tuple[str, Label]]:
    rows = book.journal.database.rows(
        "SELECT p.sub, e.ref, e.body FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account IN (?, ?) AND p.sub <> e.ref AND e.kind <> 'event_reversed'"
        " ORDER BY p.seq, p.leg",
        (SUSPENSE_IN, SUSPENSE_OUT),
    )
    for sub, ref, body in list(rows):
        waiting = books.peek(Suspense, sub)
        if waiting is None or books.peek(Reversal, ref) is not None:
            continue
        label = _label(from_canonical(body))
        if label is not None:
            yield waiting.text, label


def _label(event: AnyEvent) -> Label | None:  # noqa: PLR0911 - one answer for each kind
    match event:
        case SimpananWajibPaid():
            return Label("wajib", event.member)
        case SimpananPokokPaid():
            return Label("pokok", event.member)
        case SavingsDeposited() | SavingsWithdrawn():
            return Label("simpanan", event.member, event.product)
        case ReceiptRecorded() if len(event.lines) == 1:
            return Label("penerimaan", account=event.lines[0].account)
        case PaymentRecorded() if len(event.lines) == 1:
            return Label("pengeluaran", account=event.lines[0].account)
        case CashTransferred() if event.clears_target is None:
            return Label("pindah", account=event.source or event.target)
        case _:
            return None
