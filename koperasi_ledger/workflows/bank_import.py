"""Importing a bank's file: every line of its closed days becomes exactly one event.

Everything happens in one transaction: the file is compared with the journal under the write lock,
and all of it is recorded or nothing. A line that could be one of several entries typed by hand
stops the import until somebody says which, because booking it anyway would count money twice and
pairing it by chance could hide a payment.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.importers.readers import READERS, Reader, read_statement
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import BankFile
from koperasi_ledger.reports.bank_position import Position, position
from koperasi_ledger.workflows.bank_booking import Booked, book_lines
from koperasi_ledger.workflows.bank_choosing import (
    choose_account,
    unconfirmed_format,
    with_closing,
)
from koperasi_ledger.workflows.bank_errors import BALANCE_REFUSALS, CHECK_CLOSING
from koperasi_ledger.workflows.bank_facts import postings_of
from koperasi_ledger.workflows.bank_settling import settle
from koperasi_ledger.workflows.bank_window import Window, compare
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Session, Stamp
from koperasi_ledger.workflows.recording import session as open_session


class BankFileData(NamedTuple):
    """A file as it was read: its name (only shown), its bytes, and the day it was made if known.

    The lines of the day a file was made are left for the next one: the day was not over. Of a file
    with a password `data` is what is behind it, and `kept` the file as it lies on the disk.
    """

    name: str
    data: bytes
    made: date | None = None
    kept: bytes | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of the file on the disk."""
        return hashlib.sha256(self.data if self.kept is None else self.kept).hexdigest()


class Wishes(NamedTuple):
    """What the person who imports decides.

    `account` and `bank` name the account's key and the format where the file does not tell.
    `try_only` records nothing. `late` books lines of closed months on the first open day. `choices`
    says for a row of the file which entry it is (its ref), or None when it is new. `closing` is the
    balance at the end of a file that has none.
    """

    account: str | None = None
    bank: str | None = None
    try_only: bool = False
    late: bool = False
    choices: Mapping[int, str | None] = {}
    closing: Decimal | None = None


class StatementReport(NamedTuple):
    """What became of one statement of the file.

    `window` tells which days were taken, `booked` the new lines in order, `known` how many lines
    were booked before, `position` how the account stands at the end (None without a closed day).
    """

    account: str
    bank: str
    number: str | None
    window: Window
    booked: tuple[Booked, ...]
    known: int
    reconciled: bool
    position: Position | None


class ImportReport(NamedTuple):
    """What became of a file; `seen_as` is the event that read the same bytes before, if any.

    `unconfirmed` names the format if no real file of the bank was ever read with it.
    """

    file: str
    sha256: str
    unconfirmed: str | None
    seen_as: str | None
    tried: bool
    statements: tuple[StatementReport, ...]


def import_file(
    book: Book,
    file: BankFileData,
    stamp: Stamp,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    progress: Callable[[int, int], None] | None = None,
    *,
    readers: Sequence[Reader] = READERS,
) -> ImportReport:
    """Imports a bank's file into the book, all of it or nothing.

    `progress` is told how many of the new lines are booked, and how many there are; `readers` are
    the formats to choose from (`bank_formats.readers_for` adds the book's own).

    Raises:
        Refusal: the file, its account or one of its lines is refused; nothing is recorded.
    """
    statements = read_statement(file.data, file.name, wishes.bank, readers=readers)
    unconfirmed = unconfirmed_format(file.data, statements)
    reports: list[StatementReport] = []
    with open_session(book, stamp, keep=not wishes.try_only) as session:
        seen = session.recording.books.peek(BankFile, file.sha256)
        if seen is not None:
            return ImportReport(file.name, file.sha256, unconfirmed, seen.ref, wishes.try_only, ())
        for place, statement in enumerate(statements):
            task = _Task(statement, _fingerprint(file.sha256, place), file.made, wishes, progress)
            try:
                reports.append(_import_statement(session, task))
            except Refusal as refusal:
                if wishes.closing is not None and isinstance(refusal, BALANCE_REFUSALS):
                    refusal.remedy = f"{CHECK_CLOSING} {refusal.remedy}"
                _place(refusal, file.name)
                raise
    return ImportReport(file.name, file.sha256, unconfirmed, None, wishes.try_only, tuple(reports))


class _Task(NamedTuple):
    """One statement of a file, with all that its import needs."""

    statement: Statement
    sha256: str
    made: date | None
    wishes: Wishes
    progress: Callable[[int, int], None] | None


def _place(refusal: Refusal, name: str) -> None:
    """Names the file in a refusal, and in each of several."""
    for item in getattr(refusal, "items", (refusal,)):
        item.where = f"{shown(name)}, {item.where}" if item.where else shown(name)


def _import_statement(session: Session, task: _Task) -> StatementReport:
    wishes = task.wishes
    statement = with_closing(task.statement, wishes.closing)
    books = session.recording.books
    account = choose_account(books, statement, wishes.account)
    window = compare(session.recording, account, statement, session.today, task.made)
    report = StatementReport(
        account.short,
        statement.bank,
        statement.account,
        window,
        (),
        0,
        reconciled=False,
        position=None,
    )
    if window.end is None or window.closing is None:
        return report
    booked = book_lines(session, account, window, wishes.choices, task.progress, late=wishes.late)
    proof = window.proof(account.short, statement.bank, task.sha256)
    if proof is not None:
        session.add(proof)
    session.recording.flush()
    settled = {item.ref: item for item in settle(session)}
    booked = tuple(
        item._replace(step=settled[item.ref].step, reason=settled[item.ref].reason)
        if item.ref in settled
        else item
        for item in booked
    )
    session.recording.flush()
    now = position(
        postings_of(session.book.journal),
        books,
        books.cash(account.short),
        window.end,
        window.closing,
    )
    window.check_opening(account, now)
    reconciled = now.difference == 0
    if reconciled:
        balance = window.balance(account, books.period())
        if balance is not None:
            session.add(balance)
    return report._replace(booked=booked, known=window.known, reconciled=reconciled, position=now)


def _fingerprint(sha256: str, place: int) -> str:
    """The file's fingerprint for its first statement, one made from it for each further."""
    return sha256 if place == 0 else hashlib.sha256(f"{sha256}/{place}".encode()).hexdigest()
