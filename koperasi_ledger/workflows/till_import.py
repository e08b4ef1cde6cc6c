"""Importing a till's file: each receipt once, all of the file or, asked for, only its good part.

One transaction from the first receipt to the last (decision 31): a refusal or a killed process
leaves the books as they were. The ref of a receipt is made of its day, till and number, so that the
same file again changes nothing, and another content of the same receipt is refused. One that was
reversed may come again when it says something else; said the same way it stays reversed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from koperasi_ledger.importers.errors import StatementRefusal, shown
from koperasi_ledger.importers.till_errors import CannotCompare
from koperasi_ledger.importers.till_reading import Stated, TillReader
from koperasi_ledger.importers.till_spec import TillSpec, template_spec
from koperasi_ledger.importers.till_totals import Said, Side, Totals, read_report
from koperasi_ledger.journal.errors import ConflictingRef, DatabaseFailed
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import canonical
from koperasi_ledger.model.events.sales import SaleRecorded, SaleReturned
from koperasi_ledger.model.fields import REF_PATTERN
from koperasi_ledger.model.records import Reversal
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.reading import os_reason
from koperasi_ledger.workflows.recording import Session, Stamp, session
from koperasi_ledger.workflows.till_desk import Found, TillDesk
from koperasi_ledger.workflows.till_errors import (
    MOST_TOLD,
    NothingToImport,
    ReceiptChanged,
    TillMistakes,
)
from koperasi_ledger.workflows.till_rest import RestFile

T = TypeVar("T")

_CHUNK = 500
_REF = re.compile(REF_PATTERN)
_LINE = re.compile(r"Baris ([0-9]+): ")
SALE, RETURN = "JT", "RT"
"""How the refs of a till's sales and returns begin."""


class TillWishes(NamedTuple):
    """What is asked of an import.

    `report` is a till's report, or one sum; with `rest` only the good receipts are recorded and the
    others written there. Without `keep` all is tried and undone.
    """

    spec: TillSpec | None = None
    report: Path | Decimal | None = None
    rest: Path | None = None
    keep: bool = True


class Left(NamedTuple):
    """A receipt that was not recorded, and why."""

    row: int
    till: str
    number: str
    reasons: tuple[str, ...]


class TillRun(NamedTuple):
    """What came of an import, in receipts; `amount` is what the recorded and known ones moved."""

    new: int
    known: int
    reversed: int
    left: int
    rows: int
    amount: Decimal
    compared: bool
    examples: tuple[Left, ...] = ()
    rest: Path | None = None


Progress = Callable[[int], None]


def import_till(
    book: Book,
    path: Path,
    wishes: TillWishes,
    stamp: Stamp,
    progress: Progress | None = None,
    *,
    mapped: bool = True,
) -> TillRun:
    """Imports a till's file; `progress` is told how many receipts were looked at.

    Unless `mapped`, the file is the template: columns that it does not have are refused.

    Raises:
        CannotRead, StatementRefusal: the file is missing, damaged, or no table of sales.
        TillMistakes: receipts are refused, or the totals differ; all that was found.
        BadRestFile: the receipts left over cannot be written.
        CannotWrite: recorded, but the text could not be printed; it follows later.
    """
    spec = wishes.spec or template_spec()
    reader = _opened(
        path, lambda: TillReader(path, spec, mapped=mapped and wishes.spec is not None)
    )
    report = _report(wishes.report, spec)
    apart: dict[int, list[Refusal]] = {}
    while True:
        rest = RestFile(wishes.rest, reader.table) if wishes.rest is not None else None
        try:
            one_pass = _Import(book, path, reader, report, rest, apart, progress)
            return one_pass.run(stamp, keep=wishes.keep)
        except _HalfRecorded as half:
            # One side of an exchange was refused: both are left out, from the beginning.
            apart |= half.refused
        finally:
            if rest is not None:
                rest.discard()


def _opened(path: Path, read: Callable[[], T]) -> T:
    """What was read of a file; its name stands in every refusal."""
    try:
        return read()
    except StatementRefusal as refusal:
        refusal.in_file(path.name)
        raise
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None


def _report(given: Path | Decimal | None, spec: TillSpec) -> list[Said] | None:
    if given is None:
        return None
    if isinstance(given, Decimal):
        return [Said(Side(), given, None, None)]
    return _opened(given, lambda: read_report(given, spec))


class _HalfRecorded(Exception):  # noqa: N818 - begins the import anew, is no fault
    """Of some exchanges one side was recorded before the other was refused; by their first row."""

    def __init__(self, refused: dict[int, list[Refusal]]) -> None:
        super().__init__(refused)
        self.refused = refused


class _Import:
    """One pass over the file within one transaction."""

    def __init__(  # noqa: PLR0917 - made in one place
        self,
        book: Book,
        path: Path,
        reader: TillReader,
        report: list[Said] | None,
        rest: RestFile | None,
        apart: dict[int, list[Refusal]],
        progress: Progress | None,
    ) -> None:
        self._book, self._name = book, path.name
        self._reader, self._report, self._rest = reader, report, rest
        self._apart, self._progress = apart, progress
        self._half: dict[int, list[Refusal]] = {}
        self._totals = Totals()
        self._mistakes: list[Refusal] = []
        self._examples: list[Left] = []
        self._count = self._left = self._rows = 0
        self._new = self._known = self._reversed = self._seen = 0
        self._amount = Decimal(0)
        self._unread: int | None = None

    def run(self, stamp: Stamp, *, keep: bool) -> TillRun:
        """All of it, or none."""
        with session(self._book, stamp, keep=keep) as under_way:
            self._desk = TillDesk(under_way.recording.books)
            receipts = self._receipts()
            while chunk := list(islice(receipts, _CHUNK)):
                self._chunk(under_way, chunk)
                if self._progress is not None:
                    self._progress(self._seen)
            if self._half and self._rest is not None:
                raise _HalfRecorded(self._half)
            self._finish()
        if self._rest is not None and self._left and keep:
            self._rest.settle()
        return TillRun(
            self._new,
            self._known,
            self._reversed,
            self._left,
            self._rows,
            self._amount,
            self._report is not None,
            tuple(self._examples),
            self._rest.path if self._rest is not None and self._left and keep else None,
        )

    def _receipts(self) -> Iterator[Stated]:
        try:
            yield from self._reader.receipts()
        except StatementRefusal as refusal:
            refusal.in_file(self._name)
            raise

    def _finish(self) -> None:
        """Refuses the file if it must be, before anything is kept."""
        if not self._seen:
            empty = NothingToImport(self._reader.table.heading.number)
            empty.in_file(self._name)
            raise empty
        whole = self._against_report()
        if self._rest is None:
            whole = [*whole, *self._mistakes]
            if len(whole) == 1:
                raise whole[0]
            if whole:
                count = self._count + len(whole) - len(self._mistakes)
                raise TillMistakes(whole[:MOST_TOLD], count, self._left)
        elif whole:
            raise TillMistakes(whole, len(whole), 0) if len(whole) > 1 else whole[0]
        elif self._left:
            self._rest.finish()

    def _against_report(self) -> list[Refusal]:
        """What the till's own report does not bear out; nothing without one."""
        if self._report is None:
            return []
        if self._unread is not None:
            unread = CannotCompare(self._unread)
            unread.in_file(self._name)
            return [unread]
        found = self._totals.compare(self._report)
        for mistake in found:
            mistake.in_file(self._name if mistake.row is None else "laporan kasir")
        return list(found)

    # -- one receipt after the other -------------------------------------------------------------

    def _chunk(self, under_way: Session, chunk: Sequence[Stated]) -> None:
        bases = [_refs(stated) for stated in chunk]
        have = under_way.recording.bodies([ref for pair in bases for ref in pair])
        for stated, pair in zip(chunk, bases, strict=True):
            self._seen += 1
            self._rows += len(stated.rows)
            try:
                self._one(under_way, stated, pair, have)
            except DatabaseFailed:
                raise
            except Refusal as refusal:
                items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
                more = [each for each in stated.mistakes if each not in items]
                self._leave(stated, [*items, *more])

    def _one(
        self, under_way: Session, stated: Stated, pair: tuple[str, str], have: dict[str, str]
    ) -> None:
        if stated.mistakes:
            self._unread = self._unread or stated.row
            raise stated.mistakes[0]
        refs, earlier, undone = self._standing(under_way, stated, pair, have)
        try:
            found = self._desk.events(stated, refs, earlier)
        except Refusal:
            self._unread = self._unread or stated.row
            raise
        if stated.day is not None:
            tier = stated.words["tingkat"]
            self._totals.add(stated.till, stated.day, tier, found.paid)
        if undone and _same(found, undone):
            self._reversed += 1
            return
        if stated.row in self._apart:
            raise Refusals(self._apart[stated.row])
        self._put(under_way, stated, found, have)
        self._amount += sum(found.paid.values(), Decimal(0))

    def _standing(
        self, under_way: Session, stated: Stated, pair: tuple[str, str], have: dict[str, str]
    ) -> tuple[tuple[str, str], dict[str, str], dict[str, str]]:
        """The refs that the receipt has or will have, what stands under them, what was reversed."""
        refs: list[str] = []
        earlier: dict[str, str] = {}
        undone: dict[str, str] = {}
        books = under_way.recording.books
        for kind, base in zip((SALE, RETURN), pair, strict=True):
            ref, number = base, 1
            body = have.get(ref)
            while body is not None and books.peek(Reversal, ref) is not None:
                undone[kind] = body
                number += 1
                ref = _ref(kind, stated, number)
                body = under_way.recording.bodies([ref]).get(ref)
                if body is not None:
                    have[ref] = body
            if body is not None:
                earlier[kind] = body
                undone.pop(kind, None)
            refs.append(ref)
        return (refs[0], refs[1]), earlier, undone

    def _put(self, under_way: Session, stated: Stated, found: Found, have: dict[str, str]) -> None:
        events = [event for event in (found.sale, found.back) if event is not None]
        recorded = 0
        for event in events:
            body = canonical(event).decode()
            try:
                new = under_way.put(event, body, have.get(event.ref))
            except ConflictingRef:
                raise ReceiptChanged(stated.row, stated.till, stated.number, event.ref) from None
            except Refusal as refusal:
                if recorded:
                    items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
                    self._half[stated.row] = list(items)
                raise
            have[event.ref] = body
            recorded += new
        if recorded:
            self._new += 1
        else:
            self._known += 1

    def _leave(self, stated: Stated, refusals: Sequence[Refusal]) -> None:
        """Notes a receipt that is not recorded, with all that is wrong with it."""
        self._left += 1
        self._count += len(refusals)
        reasons = []
        for refusal in refusals:
            self._place(refusal, stated)
            where, refusal.where = refusal.where, ""
            reasons.append(str(refusal))
            refusal.where = where
        if len(self._mistakes) < MOST_TOLD:
            self._mistakes += refusals
        if len(self._examples) < MOST_TOLD:
            self._examples.append(Left(stated.row, stated.till, stated.number, tuple(reasons)))
        if self._rest is not None:
            self._rest.add(stated.rows, reasons)

    def _place(self, refusal: Refusal, stated: Stated) -> None:
        """Names file, row and receipt; a rule's line of the receipt becomes its row."""
        if refusal.where.startswith(shown(self._name)):
            return  # told in an earlier pass
        receipt = f" (struk {shown(stated.till)} {shown(stated.number)})" if stated.number else ""
        row = stated.row
        if isinstance(refusal, StatementRefusal):
            row = refusal.row or row
        elif (match := _LINE.match(refusal.what)) is not None:
            lines = [line for line in stated.lines if line.quantity > 0]
            if int(match[1]) <= len(lines):
                row = lines[int(match[1]) - 1].row
                rest = refusal.what[match.end() :]
                refusal.what = rest[:1].upper() + rest[1:]
        refusal.where = f"{shown(self._name)} baris {row}{receipt}"


def _refs(stated: Stated) -> tuple[str, str]:
    """The refs of the sale and of the return of a receipt, if nothing of it was reversed."""
    return _ref(SALE, stated, 1), _ref(RETURN, stated, 1)


def _ref(kind: str, stated: Stated, number: int) -> str:
    """`JT-20260301-kasir-1/000123`: no key of a till has a slash, so none is another's."""
    day = f"{stated.day:%Y%m%d}" if stated.day is not None else "0"
    times = str(number) if number > 1 else ""
    ref = f"{kind}{times}-{day}-{stated.till}/{stated.number}"
    # What is no ref is refused with the field that spoils it.
    return ref if _REF.fullmatch(ref) else f"{kind}-{day}"


def _same(found: Found, undone: dict[str, str]) -> bool:
    """Whether a receipt says what was recorded of it and reversed."""
    events: dict[str, SaleRecorded | SaleReturned | None] = {SALE: found.sale, RETURN: found.back}
    return all(
        kind in undone and _without_ref(event) == _body_without_ref(undone[kind])
        for kind, event in events.items()
        if event is not None
    )


def _without_ref(event: SaleRecorded | SaleReturned) -> str:
    return _body_without_ref(canonical(event).decode())


_REF_FIELD = re.compile(r'"ref":"[^"]*"')


def _body_without_ref(body: str) -> str:
    return _REF_FIELD.sub("", body, count=1)
