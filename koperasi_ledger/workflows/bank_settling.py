"""After the lines are booked: waiting money that explains itself is cleared.

The two sides of a transfer between our accounts, QRIS payments that a report announced, and
corrections that take back an earlier line. Nothing here touches a bank account: both lines are
booked, on their own days, and only Titipan is cleared.
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.settling import is_correction, qris_payments, transfers
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import (
    CashTransferred,
    EventReversed,
    QrisReceived,
)
from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.policy.bank import BankPolicy
from koperasi_ledger.model.records import (
    Attachment,
    CashAccount,
    QrisSettlement,
    Reversal,
    Suspense,
)
from koperasi_ledger.rules.bank import bank_day_of
from koperasi_ledger.rules.dates import add_months, month_of
from koperasi_ledger.rules.dates import first_day as first_of_month
from koperasi_ledger.rules.policies import body_on
from koperasi_ledger.workflows.bank_facts import bank_accounts, facts_of
from koperasi_ledger.workflows.recording import Session


class Settled(NamedTuple):
    """A waiting line that was cleared: by which step, and why."""

    ref: str
    step: str
    reason: str


def settle(session: Session) -> list[Settled]:
    """Clears what explains itself of all that waits; what the rules refuse goes on waiting."""
    books = session.recording.books
    waiting = [item for item in books.all(Suspense) if item.remaining]
    if not waiting:
        return []
    policy = body_on(books.section("bank"), BankPolicy, max(item.date for item in waiting))
    if policy is None:
        return []
    found: list[Settled] = []
    for step in (_corrections, _transfers, _qris):
        found += step(session, policy)
    return found


def _waiting(books: Books) -> list[Suspense]:
    return [item for item in books.all(Suspense) if item.remaining]


def _transfers(session: Session, policy: BankPolicy) -> list[Settled]:
    books = session.recording.books
    accounts = {item.short: item for item in bank_accounts(books)}
    found = []
    for pair in transfers(_waiting(books), accounts, policy):
        if _offset(session, pair.out, pair.into):
            reason = f"pemindahan {pair.out.cash} ke {pair.into.cash}: {pair.reason}"
            found += [Settled(item.ref, "pindah", reason) for item in (pair.out, pair.into)]
    return found


def offset_event(books: Books, out: Suspense, into: Suspense) -> CashTransferred:
    """Two waiting lines, one out and one in, as what clears both; the same for the same lines."""
    return CashTransferred(
        date=first_open(books, max(out.date, into.date)),
        ref=offset_ref(out.ref, into.ref),
        clears=out.ref,
        clears_target=into.ref,
        amount=min(-out.remaining, into.remaining),
    )


def offset_ref(out: str, into: str) -> str:
    """The ref of what clears two waiting lines, from theirs."""
    return f"PINDAH-{hashlib.sha256(f'{out}|{into}'.encode()).hexdigest()[:16]}"


def first_open(books: Books, day: date) -> date:
    """The day itself, or the first day after the closed months."""
    closed = books.period().closed_through
    if closed is None or month_of(day) > closed:
        return day
    return first_of_month(add_months(closed, 1))


def _offset(session: Session, out: Suspense, into: Suspense) -> bool:
    return _accepted(lambda: session.add(offset_event(session.recording.books, out, into)))


def _accepted(add: Callable[[], object]) -> bool:
    """Whether the rules took it; if not, nothing has changed and the money goes on waiting."""
    try:
        add()
    except Refusal:
        return False
    return True


def _qris(session: Session, policy: BankPolicy) -> list[Settled]:
    books = session.recording.books
    found = []
    for match in qris_payments(_waiting(books), books.all(QrisSettlement), policy.qris):
        event = QrisReceived(
            date=first_open(books, match.line.date),
            ref=f"{match.line.ref}/qris"[:80],
            clears=match.line.ref,
            account=match.line.cash,
            merchant=match.settlement.merchant,
            paid_on=match.settlement.paid_on,
        )
        if _accepted(lambda event=event: session.add(event)):  # type: ignore[misc] # bound per turn
            found.append(Settled(match.line.ref, "qris", match.reason))
    return found


# Corrections


class _Earlier(NamedTuple):
    """A bank line that may be the one that was taken back: its event and the day of the bank."""

    ref: str
    day: date
    member: str | None


def _corrections(session: Session, policy: BankPolicy) -> list[Settled]:
    found: list[Settled] = []
    books = session.recording.books
    for line in sorted(_waiting(books), key=lambda item: (item.date, item.ref)):
        word = is_correction(line.text, policy)
        if word is None or policy.corrections is None:
            continue
        now = books.peek(Suspense, line.ref)
        if now is None or now.remaining != line.remaining:
            continue
        session.recording.flush()
        account = books.cash(line.cash)
        earlier = _taken_back(session, account, line, policy.corrections.days)
        back = _undo(session, earlier, line) if earlier is not None else None
        if earlier is None or back is None:
            continue
        out, into = (line, back) if line.remaining < 0 else (back, line)
        if _offset(session, out, into):
            reason = f"koreksi bank (“{word}”) atas {earlier.ref}"
            found.append(Settled(line.ref, "koreksi", reason))
            if back.ref == earlier.ref:
                found.append(Settled(earlier.ref, "koreksi", f"ditarik kembali oleh {line.ref}"))
    return found


def _taken_back(
    session: Session, account: CashAccount, line: Suspense, days: int
) -> _Earlier | None:
    """The one earlier line of the opposite amount that a correction takes back; never one of two.

    Where several fit, the member that the text names decides.
    """
    candidates = [
        item for item in _opposite(session, account, line, days) if _still_stands(session, item)
    ]
    if len(candidates) > 1:
        people = facts_of(session.recording.books, account.short).people
        named = {*people.numbers_in(line.text), *people.fully_named_in(line.text)}
        candidates = [item for item in candidates if item.member in named]
    return candidates[0] if len(candidates) == 1 else None


def _opposite(
    session: Session, account: CashAccount, line: Suspense, days: int
) -> Iterable[_Earlier]:
    first = line.date - timedelta(days=days)
    rows = session.recording.journal.database.rows(
        "SELECT e.ref, p.bank_ref, (SELECT MIN(m.member) FROM postings m WHERE m.seq = p.seq)"
        " FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account = ? AND p.sen = ? AND p.date BETWEEN ? AND ? AND p.bank_ref IS NOT NULL"
        " ORDER BY p.seq",
        (account.account, -to_sen(line.remaining), first.isoformat(), line.date.isoformat()),
    )
    for ref, bank_ref, member in list(rows):
        day = date.fromisoformat(bank_day_of(bank_ref)[1])
        if first <= day <= line.date:
            yield _Earlier(ref, day, member)
    for attached in session.recording.books.all(Attachment):
        day = date.fromisoformat(bank_day_of(attached.bank_ref)[1])
        if attached.account != account.short or not first <= day <= line.date:
            continue
        past = session.recording.find(attached.ref)
        legs = getattr(past.entry, "postings", ()) if past is not None else ()
        moved = sum(leg.amount for leg in legs if leg.account == account.account)
        if moved == -line.remaining:
            member = next((leg.member for leg in legs if leg.member is not None), None)
            yield _Earlier(attached.ref, day, member)


def _still_stands(session: Session, item: _Earlier) -> bool:
    """Whether the line was not taken back before: not reversed, nor cleared by a transfer."""
    books = session.recording.books
    if books.peek(Reversal, item.ref) is not None:
        return False
    past = session.recording.find(item.ref)
    if past is None or isinstance(past.event, CashTransferred):
        return False
    cleared = _cleared_by(session, item.ref)
    return not any(
        isinstance(found.event, CashTransferred)
        for ref in cleared
        if (found := session.recording.find(ref)) is not None
    )


def _cleared_by(session: Session, ref: str) -> list[str]:
    """The events that explained a waiting line and still stand, latest first."""
    rows = session.recording.journal.database.rows(
        "SELECT DISTINCT e.ref, p.seq FROM postings p JOIN events e ON e.seq = p.seq"
        " WHERE p.account IN (?, ?) AND p.sub = ? AND e.ref <> ? ORDER BY p.seq DESC",
        (SUSPENSE_IN, SUSPENSE_OUT, ref, ref),
    )
    books = session.recording.books
    return [
        found
        for found, _ in list(rows)
        if books.peek(Reversal, found) is None and not _is_reversal(session, found)
    ]


def _is_reversal(session: Session, ref: str) -> bool:
    past = session.recording.find(ref)
    return past is not None and isinstance(past.event, EventReversed)


def _undo(session: Session, earlier: _Earlier, line: Suspense) -> Suspense | None:
    """Puts the money of an earlier line back into Titipan; None when something rests on it."""
    books = session.recording.books
    waiting = books.peek(Suspense, earlier.ref)
    targets = [earlier.ref] if waiting is None else _cleared_by(session, earlier.ref)
    refs = []
    for target in targets:
        past = session.recording.find(target)
        if past is None:
            return None
        digest = hashlib.sha256(f"{line.ref}|{target}".encode()).hexdigest()[:16]
        undone = EventReversed(
            date=first_open(books, max(line.date, past.event.date)),
            ref=f"KOREKSI-{digest}",
            target=target,
            reason=f"ditarik kembali oleh bank: {line.ref}"[:500],
        )
        if not _accepted(lambda undone=undone: session.add(undone)):  # type: ignore[misc] # per turn
            return None
        session.recording.flush()
        refs.append(undone.ref)
    back = books.peek(Suspense, earlier.ref if waiting is not None else refs[0])
    return back if back is not None and back.remaining == -line.remaining else None
