"""Booking the new lines of a statement: each becomes one event, the best that the rules accept."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.importers.identity import BankLine, event_ref
from koperasi_ledger.importers.matching import (
    Facts,
    NewLine,
    Proposal,
    propose,
)
from koperasi_ledger.importers.pairing import WINDOW_DAYS, HandEntry, pair_by_hand
from koperasi_ledger.journal.store import Recording
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent, BankLineAttached, ReceiptRecorded
from koperasi_ledger.model.records import CashAccount
from koperasi_ledger.reports.bank_position import first_day
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.workflows.bank_errors import (
    ClosedLines,
    NoSuchRow,
    NotThatEntry,
    UnclearLine,
)
from koperasi_ledger.workflows.bank_facts import facts_of, hand_entries
from koperasi_ledger.workflows.bank_window import Window
from koperasi_ledger.workflows.recording import Session


class Booked(NamedTuple):
    """What became of a line, and the `reason` why.

    `step` is tangan, va, kode-unik, anggota, tagihan, potong-gaji, aturan, pindah, qris, koreksi or
    titipan.

    `ref` is the event that holds the money, the line's own or the entry typed by hand; `title` is
    what the treasurer calls it.
    """

    line: NewLine
    step: str
    title: str
    ref: str
    reason: str


def book_lines(
    session: Session,
    account: CashAccount,
    window: Window,
    choices: Mapping[int, str | None],
    progress: Callable[[int, int], None] | None,
    *,
    late: bool,
) -> tuple[Booked, ...]:
    """Books the window's new lines, in the order of their days and of the file.

    Raises:
        ClosedLines, UnclearLine, NoSuchRow, Refusals: some cannot be booked as they are.
    """
    lines = _new_lines(session, account, window, late=late)
    attached = _attached(session, account, window, lines, choices)
    facts = facts_of(session.recording.books, account.short)
    booked: list[Booked] = []
    refusals: list[Refusal] = []
    for place, line in enumerate(lines, 1):
        try:
            found = attached.get(line.bank_ref)
            if found is not None:
                session.add(found.event)
                booked.append(
                    Booked(line, found.step, "Sudah dicatat", found.event.target, found.reason)
                )
            else:
                booked.append(_book(session, line, facts))
        except Refusal as refusal:
            refusal.where = f"baris {line.row}"
            refusals.append(refusal)
        if progress is not None:
            progress(place, len(lines))
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)
    return tuple(booked)


def _new_lines(
    session: Session, account: CashAccount, window: Window, *, late: bool
) -> list[NewLine]:
    closed = session.recording.books.period().closed_through
    within = [
        item for item in window.new if closed is not None and month_of(item.line.date) <= closed
    ]
    if within and not late:
        rows = [item.line.row for item in within]
        months = sorted({month_of(item.line.date) for item in within})
        raise ClosedLines(rows, months, window.booked_from)
    ordered: list[BankLine] = sorted(window.new, key=lambda item: item.line.date)
    return [
        NewLine(
            row=item.line.row,
            date=item.line.date,
            amount=item.line.amount,
            text=item.line.text,
            bank_ref=item.bank_ref,
            booked=max(_after_proven(account, item.line.date), window.booked_from),
        )
        for item in ordered
    ]


def _after_proven(account: CashAccount, day: date) -> date:
    """The day, or the one after the last proven balance where that is later.

    Lines that add up to nothing leave no trace in the balances around them; found after those were
    proven, they are booked behind them.
    """
    if account.reconciled is None or day > account.reconciled:
        return day
    return account.reconciled + timedelta(days=1)


class _Attach(NamedTuple):
    event: BankLineAttached
    step: str
    reason: str


def _attached(
    session: Session,
    account: CashAccount,
    window: Window,
    lines: Sequence[NewLine],
    choices: Mapping[int, str | None],
) -> dict[str, _Attach]:
    """The lines that entries typed by hand have booked already, by bank_ref.

    Raises:
        NoSuchRow, UnclearLine.
    """
    rows = {line.row for line in lines}
    for row in choices:
        if row not in rows:
            raise NoSuchRow(row)
    recording = session.recording
    recording.flush()
    sure = _paired(recording, account, window, lines, choices)
    free = _free(recording, account) if any(choices.values()) else {}
    found = {}
    for line in lines:
        chosen = choices.get(line.row)
        if chosen is not None:
            if free.pop(chosen, None) != line.amount:
                raise NotThatEntry(chosen, line.amount)
            found[line.bank_ref] = _attach(account.short, line, chosen, "dipilih dengan --cocok")
        elif line.bank_ref in sure:
            entry, reason = sure[line.bank_ref]
            found[line.bank_ref] = _attach(account.short, line, entry.ref, reason)
    return found


def _paired(
    recording: Recording,
    account: CashAccount,
    window: Window,
    lines: Sequence[NewLine],
    choices: Mapping[int, str | None],
) -> Mapping[str, tuple[HandEntry, str]]:
    """The lines that are certainly entries typed by hand, leaving out what was chosen.

    Raises:
        UnclearLine: some may be.
    """
    undecided = [line for line in lines if line.row not in choices]
    if not undecided:
        return {}
    books, around = recording.books, timedelta(days=WINDOW_DAYS)
    first = undecided[0].date - around
    began = first_day(books, account.short)
    if began is not None:
        first = max(first, began)
    elif window.ledger == window.opening:
        # What was typed before the first line is part of the opening balance.
        first = window.start
    last = undecided[-1].date + around
    entries = hand_entries(recording.journal, books, account, first, last)
    free = [entry for entry in entries if entry.ref not in choices.values()]
    facts = facts_of(books, account.short)
    pairs = pair_by_hand(undecided, free, facts.people, facts.named_by)
    unclear = [UnclearLine(item.line, item.candidates) for item in pairs.unclear]
    if unclear:
        raise unclear[0] if len(unclear) == 1 else Refusals(unclear)
    return pairs.sure


def _free(recording: Recording, account: CashAccount) -> dict[str, Decimal]:
    """All entries typed by hand that have no bank line, of any date: ref -> amount."""
    entries = hand_entries(recording.journal, recording.books, account, date.min, date.max)
    return {entry.ref: entry.amount for entry in entries}


def _attach(account: str, line: NewLine, target: str, reason: str) -> _Attach:
    event = BankLineAttached(
        date=line.booked,
        ref=event_ref(line.bank_ref),
        account=account,
        amount=line.amount,
        bank_ref=line.bank_ref,
        target=target,
    )
    return _Attach(event, "tangan", f"sudah dicatat sebagai {target}: {reason}")


def _book(session: Session, line: NewLine, facts: Facts) -> Booked:
    """Records the first proposal that the rules accept.

    A line of several events is booked by the first of them; what the rules then refuse of the
    others stays in Titipan, and nothing is lost.

    Raises:
        Refusal: not even Titipan is accepted.
    """
    proposals = propose(line, facts)
    doubts = list(proposals.doubts)
    *better, last = proposals.items
    for proposal in better:
        first, *others = proposal.events
        try:
            session.add(first)
        except Refusal as refusal:
            doubts.append(f"{proposal.reason}, tetapi {refusal.what.rstrip('.')}")
            continue
        refused = _clear(session, others)
        if not refused:
            return _booked(line, proposal, doubts)
        reason = f"{proposal.reason}, tetapi {'; '.join(refused)}"
        return Booked(line, "titipan", first.title, first.ref, reason)
    session.add(last.events[0])
    return _booked(line, last, doubts)


def _clear(session: Session, events: Sequence[AnyEvent]) -> list[str]:
    """Records what clears a split line; gives why some of it was refused and still waits.

    A surplus is booked only when all that it is over and above was.
    """
    refused: list[str] = []
    for event in events:
        if refused and isinstance(event, ReceiptRecorded):
            continue
        try:
            session.add(event)
        except Refusal as refusal:
            refused.append(refusal.what.rstrip("."))
    return refused


def _booked(line: NewLine, proposal: Proposal, doubts: Sequence[str]) -> Booked:
    reason = proposal.reason
    if proposal.step == "titipan" and doubts:
        reason = "; ".join(doubts)
    first = proposal.events[0]
    title = first.title if len(proposal.events) == 1 else _titles(proposal.events[1:])
    return Booked(line, proposal.step, title, first.ref, reason)


def _titles(events: Sequence[AnyEvent]) -> str:
    """What several events are called together: `2 × Simpanan wajib, Penerimaan kas/bank`."""
    counts = Counter(event.title for event in events)
    return ", ".join(f"{n} × {title}" if n > 1 else title for title, n in counts.items())
