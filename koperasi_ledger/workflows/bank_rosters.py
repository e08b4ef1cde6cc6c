"""A payroll list as a roster: the employer's one transfer is then known when the bank shows it.

The list is the one of `payroll`, as it came back with what was deducted. Either its transfer waits
in Titipan already, then `payroll_in` books it; or it is still to come, then a roster says here
beforehand for whom it will be, and the import of the bank's file books it. Never both.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import Part
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import Member, Reversal, Roster
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.policies import product_of, savings_on
from koperasi_ledger.workflows.bank_facts import bank_account
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.payroll_errors import BadPayrollRow, DeductedBefore, InRoster
from koperasi_ledger.workflows.payroll_file import Deduction, Deductions
from koperasi_ledger.workflows.payroll_in import ROSTER_REF, allotted, announced, deducted_before
from koperasi_ledger.workflows.reading import event_from
from koperasi_ledger.workflows.recording import Session, Stamp
from koperasi_ledger.workflows.recording import session as open_session

_NO_REF = re.compile(r"[^A-Z0-9]+")
_LISTED = 100


class Expected(NamedTuple):
    """The transfer that a list announces: into which account, known by which words, until when.

    `day` is the first day on which the bank may show it (today, when it is None), `until` the last;
    `surplus` the voluntary product that takes what is more than the bills.
    """

    account: str
    words: tuple[str, ...]
    until: date
    day: date | None = None
    surplus: str | None = None


class RosterRow(NamedTuple):
    """One member of a roster, and what the deduction will pay."""

    deduction: Deduction
    name: str
    parts: tuple[Part, ...]


class RosterRun(NamedTuple):
    """A roster: its ref, its rows, what will be transferred; `new` when it was not known."""

    ref: str
    account: str
    month: str
    rows: tuple[RosterRow, ...]
    total: Decimal
    new: bool


class RosterDiffers(Refusal):
    """The roster of this month and these words is in the books with other sums."""

    def __init__(self, ref: str, before: Decimal, now: Decimal) -> None:
        super().__init__(
            f"Daftar {ref} sudah dicatat dengan isi lain: Rp{format_rupiah(before)}, di berkas"
            f" Rp{format_rupiah(now)}.",
            remedy=f"Balik dahulu dengan 'koperasi balik {ref}', atau pakai berkas yang sama.",
        )


class RosterOver(Refusal):
    """The roster would end before it begins."""

    def __init__(self, day: date, until: date) -> None:
        super().__init__(
            f"--sampai ({day_name(until)}) sebelum hari daftar dicatat ({day_name(day)}).",
            remedy="Pakai hari terakhir transfernya mungkin masuk, atau --tanggal yang lebih awal.",
        )


class NothingDeducted(Refusal):
    """All rows of the list are zero: no transfer will come."""

    def __init__(self) -> None:
        super().__init__(
            "Semua potongan nol; tidak ada transfer yang ditunggu.",
            remedy="Isi kolom Dipotong dengan jumlah yang benar-benar dipotong.",
        )


def record_roster(
    book: Book, found: Deductions, expected: Expected, stamp: Stamp, *, keep: bool = True
) -> RosterRun:
    """Records a payroll list as a roster of one account; without `keep` it is tried and undone.

    Asked again with the same list nothing changes, even after the transfer has come.

    Raises:
        RosterDiffers: the month's roster with these words was recorded with other sums.
        NothingDeducted, RosterOver: nothing will come, or it could not.
        Refusal, Refusals: rows that pay no bill; all are listed, with their row.
    """
    with open_session(book, stamp, keep=keep) as session:
        books = session.recording.books
        account = bank_account(books, expected.account).short
        ref = _ref(books, found.month, account, expected.words)
        rows = [item for item in found.rows if item.amount]
        known = books.peek(Roster, ref)
        if known is not None:
            if _sums(known) != {item.member: item.amount for item in rows}:
                raise RosterDiffers(ref, known.total, found.total)
            return RosterRun(ref, account, found.month, _as_known(books, known, rows),
                             known.total, new=False)  # fmt: skip
        if not rows:
            raise NothingDeducted
        if expected.surplus is not None:
            product_of(savings_on(books.section("savings"), session.today), expected.surplus)
        told = _allot(session, found.month, rows, expected.surplus)
        day = expected.day or session.today
        if expected.until < day:
            raise RosterOver(day, expected.until)
        # Words come from a person: they are checked as an event from outside is.
        event = event_from(
            "payroll_roster_recorded",
            date=day,
            ref=ref,
            account=account,
            words=list(expected.words),
            expires=expected.until,
            parts=[_bill_part(part) for row in told for part in row.parts],
        )
        session.add(event)
    return RosterRun(ref, account, found.month, told, found.total, new=True)


def _ref(books: Books, month: str, account: str, words: Sequence[str]) -> str:
    """The first ref of this month, account and words that was not reversed."""
    slug = _NO_REF.sub("-", "-".join(words).upper()).strip("-")[:30].strip("-") or "GAJI"
    base, number = f"{ROSTER_REF}{month}-{account}-{slug}", 1
    while books.peek(Reversal, f"{base}-{number}") is not None:
        number += 1
    return f"{base}-{number}"


def _sums(roster: Roster) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for part in roster.parts:
        sums[part.member] = sums.get(part.member, Decimal(0)) + part.amount
    return sums


def _as_known(books: Books, roster: Roster, rows: Sequence[Deduction]) -> tuple[RosterRow, ...]:
    parts: dict[str, list[Part]] = {}
    for item in roster.parts:
        part = Part(item.purpose, item.member, item.amount, item.number)
        parts.setdefault(item.member, []).append(part)
    return tuple(
        RosterRow(row, books.member(row.member).name, tuple(parts[row.member])) for row in rows
    )


def _allot(
    session: Session, month: str, rows: Sequence[Deduction], surplus: str | None
) -> tuple[RosterRow, ...]:
    """What each deduction will pay.

    Raises:
        Refusal, Refusals: of each row that cannot be; with its place.
    """
    books = session.recording.books
    found = (books.peek(Member, row.member) for row in rows)
    before = deducted_before(session, month, [item for item in found if item is not None])
    listed = announced(books, month, session.today)
    mistakes: list[Refusal] = []
    told: list[RosterRow] = []
    for row in rows:
        try:
            member = books.member(row.member)
            if row.member in before:
                raise DeductedBefore(row.row, row.member, month)
            if row.member in listed:
                raise InRoster(row.row, row.member, month, listed[row.member])
            parts = allotted(books, member, month, row, surplus)
            told.append(RosterRow(row, member.name, tuple(parts)))
        except Refusal as refusal:
            if not isinstance(refusal, BadPayrollRow):
                refusal.where = f"baris {row.row} ({row.member})"
            mistakes.append(refusal)
            if len(mistakes) >= _LISTED:
                break
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return tuple(told)


def _bill_part(part: Part) -> dict[str, str]:
    found = {"purpose": part.purpose, "member": part.member, "amount": f"{part.amount:f}"}
    return found if part.number is None else {**found, "number": part.number}
