"""The card of a loan: every movement, what it paid, and what was left.

What each event did is read from what the journal kept: the loan as it was before the event and
before the one after it, and the postings of its entry. Nothing is worked out anew.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from koperasi_ledger.journal.store import Journal
from koperasi_ledger.model.accounts import (
    CHARITY,
    LOAN_PENALTY_INCOME,
    LOAN_SETTLEMENT_INCOME,
)
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events import (
    AnyEvent,
    LoanPenaltyWaived,
    LoanRecovered,
    from_canonical,
)
from koperasi_ledger.model.records import Record, Reversal, stored_record
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.errors import UnknownRef
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_views import LoanView, fees_of, loan_view

_ZERO = Decimal(0)


class Movement(NamedTuple):
    """One event of a loan: amounts in rupiah, what came in for it and what it changed.

    `lent` is principal paid out, `principal`, `interest`, `penalty` and `fee` what was paid of
    each, `held` what was added to titipan (less than zero: taken from it), `recognised` interest
    that became income, `allowance` what was added to the provision, `recovered` what came
    in after a write-off and `claim` what is still claimed off the books. `balance` is the principal
    owed afterwards and `status` the loan's. `undone_by` is the ref of the event's reversal: then
    nothing of it stands and its amounts are zero.
    """

    seq: int
    date: date
    ref: str
    kind: str
    title: str
    document: str | None
    lent: Decimal = _ZERO
    principal: Decimal = _ZERO
    interest: Decimal = _ZERO
    penalty: Decimal = _ZERO
    fee: Decimal = _ZERO
    held: Decimal = _ZERO
    recognised: Decimal = _ZERO
    allowance: Decimal = _ZERO
    waived: Decimal = _ZERO
    recovered: Decimal = _ZERO
    claim: Decimal = _ZERO
    balance: Decimal = _ZERO
    status: str = ""
    undone_by: str | None = None

    @property
    def paid(self) -> Decimal:
        """What was paid on the loan in all."""
        parts = (self.principal, self.interest, self.penalty, self.fee, self.held, self.recovered)
        return sum(parts, _ZERO)


class Card(NamedTuple):
    """A loan with its movements, in the order they were recorded."""

    view: LoanView
    movements: tuple[Movement, ...]


class _Step(NamedTuple):
    """An event that wrote the loan's record, and the record as it was before it."""

    seq: int
    event: AnyEvent
    before: Loan | None


def loan_card(book: Book, number: str, day: date) -> Card:
    """Every movement of a loan; what is owed is told for `day`.

    Raises:
        UnknownLoan: no loan has this number.
    """
    view = loan_view(book, number, day)
    journal = book.journal
    steps = list(_steps(journal, number, after=0))
    return Card(view, tuple(_movements(journal, steps, view.loan)))


def movement_of(book: Book, ref: str, number: str) -> Movement:
    """What one event did to a loan.

    Raises:
        UnknownRef: there is no such event, or it did nothing to the loan.
    """
    journal = book.journal
    past = journal.find(ref)
    if past is None:
        raise UnknownRef(ref)
    loan = journal.load(Loan.kind, number)
    steps = list(_steps(journal, number, after=past.seq - 1))
    for movement in _movements(journal, steps, loan if isinstance(loan, Loan) else None):
        if movement.ref == ref:
            return movement
    raise UnknownRef(ref)


def kept_back(book: Book, ref: str, number: str) -> dict[str, Decimal]:
    """What was kept back when the stage of a loan was paid out, by the names of the fees.

    Raises:
        UnknownRef: there is no such event.
    """
    past = book.journal.find(ref)
    if past is None:
        raise UnknownRef(ref)
    before = past.before.get((Loan.kind, number))
    if not isinstance(before, Loan) or before.disbursed:
        return {}
    return fees_of(before)


def _steps(journal: Journal, number: str, *, after: int) -> Iterator[_Step]:
    rows = journal.database.rows(
        "SELECT e.seq, e.body, n.before FROM entries n JOIN events e ON e.seq = n.seq"
        " WHERE n.seq > ? AND n.touched LIKE ? AND n.before IS NOT NULL ORDER BY n.seq",
        (after, f"%{Loan.kind}:{number}%"),
    )
    key = f"{Loan.kind}:{number}"
    for seq, body, text in list(rows):
        before: dict[str, Any] = json.loads(text)
        if key in before:
            found = before[key]
            record: Record | None = None if found is None else stored_record(Loan.kind, found)
            yield _Step(seq, from_canonical(body), record if isinstance(record, Loan) else None)


def _movements(journal: Journal, steps: Sequence[_Step], now: Loan | None) -> Iterator[Movement]:
    """The steps with what each changed: up to the record before the next that still stands."""
    undone = {step.event.ref: _undone(journal, step.event.ref) for step in steps}
    standing = [step for step in steps if undone[step.event.ref] is None]
    after = {step.seq: later.before for step, later in pairwise(standing)}
    if standing:
        after[standing[-1].seq] = now
    for step in steps:
        by = undone[step.event.ref]
        if by is not None:
            kept = step.before
            yield _plain(step)._replace(
                balance=kept.balance if kept else _ZERO,
                status=kept.status if kept else "",
                undone_by=by,
            )
        else:
            yield _told(journal, step, after[step.seq])


def _undone(journal: Journal, ref: str) -> str | None:
    found = journal.load(Reversal.kind, ref)
    return found.by if isinstance(found, Reversal) else None


def _plain(step: _Step) -> Movement:
    event = step.event
    return Movement(step.seq, event.date, event.ref, event.kind, event.title, event.document)


def _told(journal: Journal, step: _Step, after: Loan | None) -> Movement:
    before, plain = step.before, _plain(step)
    if after is None:
        return plain
    entry = journal.entry(step.seq, step.event.ref)
    legs = entry.postings if isinstance(entry, Entry) else ()
    own = [leg for leg in legs if leg.sub == after.number]

    def credited(*accounts: str) -> Decimal:
        return -sum((leg.amount for leg in own if leg.account in accounts), _ZERO)

    lent = after.disbursed - (before.disbursed if before else _ZERO)
    paid = (before.balance if before else _ZERO) + lent - after.balance
    event = step.event
    written_off = event.kind == "loan_written_off"
    taken_over = event.kind == "opening_balances_recorded"
    return plain._replace(
        lent=lent,
        principal=_ZERO if written_off or taken_over else paid,
        interest=_ZERO if taken_over else after.received - (before.received if before else _ZERO),
        penalty=credited(LOAN_PENALTY_INCOME, CHARITY),
        fee=credited(LOAN_SETTLEMENT_INCOME),
        held=after.held - (before.held if before else _ZERO),
        recognised=after.recognised - (before.recognised if before else _ZERO),
        allowance=after.allowance - (before.allowance if before else _ZERO),
        waived=event.amount if isinstance(event, LoanPenaltyWaived) else _ZERO,
        recovered=event.amount if isinstance(event, LoanRecovered) else _ZERO,
        claim=after.claim,
        balance=after.balance,
        status=after.status,
    )


def movement_json(movement: Movement) -> dict[str, Any]:
    """A movement for programs: amounts as decimal text."""
    return {
        "tanggal": movement.date.isoformat(),
        "ref": movement.ref,
        "jenis": movement.kind,
        "bukti": movement.document,
        "dicairkan": str(movement.lent),
        "dibayar": str(movement.paid),
        "denda": str(movement.penalty),
        "jasa": str(movement.interest),
        "pokok": str(movement.principal),
        "biaya": str(movement.fee),
        "titipan": str(movement.held),
        "denda_dibebaskan": str(movement.waived),
        "jasa_diakui": str(movement.recognised),
        "penyisihan": str(movement.allowance),
        "penerimaan_kembali": str(movement.recovered),
        "sisa_pokok": str(movement.balance),
        "tagihan_hapus_buku": str(movement.claim),
        "status": movement.status,
        "dibalik_oleh": movement.undone_by,
    }
