"""What the books know of the cooperative's debts: a list, a card, a schedule, the next payment."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.checks.borrowing_parts import BORROWING_ACCOUNTS
from koperasi_ledger.model.accounts import (
    BANK_INTEREST,
    BORROWING_INTEREST,
    BORROWING_PENALTY,
    LPDB_INTEREST,
    OTHER_INTEREST,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.model.money import format_rupiah, parse_user_amount
from koperasi_ledger.model.records import Borrowing, Reversal
from koperasi_ledger.rules.borrowings.paying import asked, require_running
from koperasi_ledger.rules.borrowings.plans import (
    Due,
    borne_by,
    current_part,
    due_by,
    open_rows,
    rows_of,
)
from koperasi_ledger.rules.errors import UnknownBorrowing
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand_errors import RecordedTwice
from koperasi_ledger.workflows.sub_events import events_of

_ZERO = Decimal(0)
_LARGEST_FILE = 1_000_000
_OWN = frozenset({*BORROWING_ACCOUNTS, BANK_INTEREST, LPDB_INTEREST, OTHER_INTEREST})
"""The accounts whose postings under a number are those of a debt, and of nothing else."""


class PaymentDiffers(Refusal):
    """The amount that was paid is not what the schedule asks for, and nobody said what it is."""

    def __init__(self, number: str, amount: Decimal, due: Due) -> None:
        super().__init__(
            f"Rp{format_rupiah(amount)} tidak sama dengan angsuran utang {number} menurut jadwal:"
            f" pokok Rp{format_rupiah(due.principal)} + bunga Rp{format_rupiah(due.interest)} ="
            f" Rp{format_rupiah(due.principal + due.interest)}.",
            remedy="Lihat rincian dari bank, lalu sebutkan --pokok dan --bunga; selisih bunga yang"
            " tetap dijelaskan dengan --selisih.",
        )


class BadSchedule(Refusal):
    """The file with the lender's schedule cannot be read."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            what,
            where=where,
            remedy="Berkas CSV dengan kepala jatuh_tempo,pokok,bunga; tanggal seperti 2026-01-31,"
            " jumlah seperti 1250000 atau 1250000.50.",
        )


class BorrowingView(NamedTuple):
    """A debt on a day, in rupiah: what is due and unpaid, and what comes next."""

    borrowing: Borrowing
    day: date
    due: Due
    coming: Due | None
    current: Decimal
    interest_owed: Decimal

    @property
    def long(self) -> Decimal:
        """The principal that falls due later than in twelve months."""
        return self.borrowing.balance - self.current


class ScheduleRow(NamedTuple):
    """An instalment of the schedule in force, with what of it is paid; amounts in rupiah."""

    number: int
    due: date
    principal: Decimal
    interest: Decimal
    paid: Decimal
    balance: Decimal


class Movement(NamedTuple):
    """What an event did to a debt, in rupiah; `reversed_by` is the ref of its reversal."""

    date: date
    ref: str
    title: str
    principal: Decimal
    expense: Decimal
    paid: Decimal
    balance: Decimal
    reversed_by: str | None


def borrowing_of(book: Book, number: str) -> Borrowing:
    """The debt with this number.

    Raises:
        UnknownBorrowing.
    """
    found = book.journal.books().peek(Borrowing, number)
    if found is None:
        raise UnknownBorrowing(number)
    return found


def view(borrowing: Borrowing, day: date) -> BorrowingView:
    """A debt as of a day: by its schedule and by all that was paid so far."""
    coming = next((row for row in open_rows(borrowing) if row.day > day), None)
    return BorrowingView(
        borrowing=borrowing,
        day=day,
        due=due_by(borrowing, day),
        coming=coming,
        current=current_part(borrowing, day),
        interest_owed=max(_ZERO, borne_by(borrowing, day) - borrowing.paid),
    )


def all_views(book: Book, day: date) -> list[BorrowingView]:
    """Every debt, by number."""
    return [view(item, day) for item in book.journal.books().all(Borrowing)]


def payment_of(book: Book, number: str, amount: Decimal | None, day: date) -> Due:
    """What an instalment paid on `day` is made of; `amount` is what the bank debited, if told.

    Raises:
        UnknownBorrowing, BorrowingNotRunning, BorrowingTooEarly, PaymentDiffers.
    """
    borrowing = borrowing_of(book, number)
    require_running(borrowing, "dibayar", day)
    due = asked(borrowing, day)
    if amount is not None and amount != due.principal + due.interest:
        raise PaymentDiffers(number, amount, due)
    return due


def refuse_second_payment(book: Book, number: str, day: date) -> None:
    """Refuses another instalment of a debt on a day that has one already, unless it was reversed.

    A payment without amounts is worked out from the schedule, so typed twice it would pay the next
    instalment: the facts differ, and the guard against equal facts would not see it.

    Raises:
        RecordedTwice.
    """
    rows = book.journal.database.rows(
        "SELECT ref, body FROM events WHERE kind = 'borrowing_paid' AND date = ? ORDER BY seq",
        (day.isoformat(),),
    )
    for ref, body in list(rows):
        if json.loads(body)["borrowing"] != number:
            continue
        if book.journal.load(Reversal.kind, ref) is None:
            raise RecordedTwice(EVENTS["borrowing_paid"].title, ref)


def schedule_rows(borrowing: Borrowing) -> list[ScheduleRow]:
    """The instalments in force; `paid` is what was paid of each, oldest first."""
    rows, left = rows_of(borrowing), {row.day: row for row in open_rows(borrowing)}
    balance = sum((row.principal for row in rows), _ZERO)
    found = []
    for number, row in enumerate(rows, 1):
        balance -= row.principal
        still = left.get(row.day, Due(row.day, _ZERO, _ZERO))
        paid = row.principal + row.interest - still.principal - still.interest
        found.append(ScheduleRow(number, row.day, row.principal, row.interest, paid, balance))
    return found


def card(book: Book, number: str) -> list[Movement]:
    """Every event that moved the debt, in the order of the journal.

    Raises:
        UnknownBorrowing.
    """
    borrowing_of(book, number)
    return list(_movements(book, number))


def _movements(book: Book, number: str) -> Iterator[Movement]:
    balance = _ZERO
    for event in events_of(book, number):
        if not any(account in _OWN for account, _ in event.legs):
            continue
        principal = expense = owed = _ZERO
        for account, amount in event.legs:
            if account == BORROWING_INTEREST:
                owed += amount
            elif account in BORROWING_ACCOUNTS:
                principal -= amount
            elif account != BORROWING_PENALTY:
                expense += amount
        balance += principal
        yield Movement(
            date=event.date,
            ref=event.ref,
            title=event.title,
            principal=principal,
            expense=expense,
            paid=expense + owed,
            balance=balance,
            reversed_by=event.reversed_by,
        )


def read_schedule(path: Path) -> list[dict[str, str]]:
    """The rows of a lender's schedule from a CSV file, as fields of `BorrowingRescheduled`.

    Raises:
        BadSchedule: the file cannot be read, or a cell is no date or amount.
    """
    name = path.name
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise BadSchedule(name, "Berkas terlalu besar untuk sebuah jadwal.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSchedule(name, "Berkas tidak dapat dibaca.") from error
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in text else ",")
    if set(reader.fieldnames or ()) != {"jatuh_tempo", "pokok", "bunga"}:
        raise BadSchedule(f"{name} baris 1", "Kepala kolomnya bukan jatuh_tempo, pokok, bunga.")
    rows = []
    for number, row in enumerate(reader, 2):
        where = f"{name} baris {number}"
        cells = {key: (value or "").strip() for key, value in row.items() if key is not None}
        try:
            rows.append(
                {
                    "due": date.fromisoformat(cells["jatuh_tempo"]).isoformat(),
                    "principal": str(parse_user_amount(cells["pokok"])),
                    "interest": str(parse_user_amount(cells["bunga"])),
                }
            )
        except (ValueError, Refusal) as error:
            raise BadSchedule(where, f"Baris {number} tidak terbaca: {error}") from None
    if not rows:
        raise BadSchedule(name, "Berkas tidak memuat satu angsuran pun.")
    return rows
