"""Printing the journal's text: appended after each commit, mended after a crash, rebuilt on wish.

The journal keeps how many bytes of each file it accounts for, written in the event's own
transaction. A file that is shorter, or ends within an event, was cut off by a crash and is
completed silently; a file that says something else was changed by hand, is put aside and reported.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger import ledger_text
from koperasi_ledger.journal.chain import Stored
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.ledger_text import ACCOUNTS, MAIN, events_name, ledger_name
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.errors import CannotWrite
from koperasi_ledger.workflows.reading import write_reason

_KEEP_BYTES = 256 * 2**20
_BUFFER = 2**18
_PRINTED_FOLDER = re.compile(r"[0-9]{4}|events")
_CHART_EVENTS = frozenset(
    {
        "cooperative_founded",
        "policy_adopted",
        "cash_account_opened",
        "event_reversed",
        "year_opened",
    }
)


class Printout:
    """What the events of one transaction print, by file; on top of the sizes before it.

    Past 256 MB the text itself is dropped; it is then printed anew from the journal.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self.before = dict(sizes)
        self.grown: dict[str, int] = {}
        self.chart = False
        self._text: defaultdict[str, list[str]] = defaultdict(list)
        self._held = 0

    def add(self, stored: Stored, document: str | None, entry: Entry | Balance | None) -> None:
        """Prints one event."""
        for name, text in pieces(stored, document, entry):
            if name in self.grown or self.before.get(name):
                self._append(name, text)
                continue
            head = opening(name)
            if head:
                self.chart = True
            self._append(name, f"{head}{text}")
        self.chart = self.chart or stored.kind in _CHART_EVENTS

    def _append(self, name: str, text: str) -> None:
        size = len(text) if text.isascii() else len(text.encode())
        self.grown[name] = self.grown.get(name, 0) + size
        if self._held <= _KEEP_BYTES:
            self._held += size
            self._text[name].append(text)

    def sizes(self) -> dict[str, int]:
        """The size of each file that grew, as it is to be."""
        return {name: self.before.get(name, 0) + more for name, more in self.grown.items()}

    def text(self, name: str) -> bytes | None:
        """What is to be appended to a file, if it is still held."""
        if self._held > _KEEP_BYTES:
            return None
        return "".join(self._text[name]).encode()


def event_line(stored: Stored) -> str:
    """The JSON line of a stored event."""
    return ledger_text.print_stored(
        seq=stored.seq,
        recorded_at=stored.recorded_at,
        recorded_by=stored.recorded_by,
        prev=stored.prev,
        digest=stored.hash,
        body=stored.body,
    )


def chart_files(journal: Journal, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """The main file, the chart of accounts, and the files of single years, as of now."""
    # Few commands change the chart, or find a year that was opened.
    from koperasi_ledger.workflows.year_files import year_texts  # noqa: PLC0415

    books = journal.books()
    cooperative = books.cooperative()
    months = ledger_text.month_files(sizes)
    return {
        MAIN: ledger_text.print_main(cooperative, months).encode(),
        ACCOUNTS: ledger_text.print_accounts(cooperative, books.chart().values()).encode(),
        **{name: text.encode() for name, text in year_texts(journal, months)},
    }


def opening(name: str) -> str:
    """What a new file begins with: the root names in a ledger file, nothing among the events."""
    return "" if name.startswith("events/") else f"{ledger_text.HEADER}\n"


def pieces(
    stored: Stored, document: str | None, entry: Entry | Balance | None
) -> Sequence[tuple[str, str]]:
    """What one event prints: file name and text, without the header of a new ledger file."""
    line = (events_name(stored.date), event_line(stored))
    text = ledger_text.print_event(stored.seq, stored.kind, document, entry)
    return (line, (ledger_name(stored.date), text)) if text else (line,)


def document_of(body: str) -> str | None:
    """The voucher number in an event's canonical JSON."""
    if '"document"' not in body:
        return None
    found: str | None = json.loads(body).get("document")
    return found


def month_text(journal: Journal, name: str) -> Iterator[bytes]:
    """A month's events or ledger file, printed anew from the journal, piece by piece."""
    month = name.rpartition("/")[2][:7]
    yield opening(name).encode()
    for stored, entry in journal.posted(month):
        for printed, text in pieces(stored, document_of(stored.body), entry):
            if printed == name:
                yield text.encode()


def bring_up_to_date(book: Book, printout: Printout | None = None) -> None:
    """Makes the files hold what the journal accounts for; other processes wait meanwhile.

    Raises:
        CannotWrite: the disk refuses; what is recorded is safe, the text follows later.
    """
    with _printing(book):
        sizes = book.journal.file_sizes()
        # The chart first: a crash before the months leaves sizes that tell of it.
        if sizes and (printout is None or printout.chart):
            _print_chart(book, sizes)
        tails = _newest_tails(book.journal) if printout is None else {}
        for name, size in sizes.items():
            path = book.folder / name
            found = disk.size_of(path)
            more = printout.text(name) if printout and name in printout.grown else None
            if more is not None and found == size - len(more):
                disk.append(path, more)
            elif found != size or not _ends_well(path, tails.get(name)):
                _reprint(book, name)


def repair(book: Book) -> None:
    """Completes text that a crash cut off; costs a look at the file sizes when all is well."""
    sizes = book.journal.file_sizes()
    tails = _newest_tails(book.journal) if sizes else {}
    for name, size in sizes.items():
        path = book.folder / name
        if disk.size_of(path) != size or not _ends_well(path, tails.get(name)):
            bring_up_to_date(book)
            return
    if sizes and not all((book.folder / name).is_file() for name in (MAIN, ACCOUNTS)):
        bring_up_to_date(book)


def complete(book: Book) -> list[str]:
    """Completes only what a crash can have cut off, and touches nothing else; for `periksa`.

    A file is completed when what is there is the start of what it should be, or when it is missing
    and all of its events are of the newest instant. Gives the names of the completed files.
    """
    completed = []
    with _printing(book):
        sizes = book.journal.file_sizes()
        for name, size in sizes.items():
            path = book.folder / name
            if disk.size_of(path) >= size or not (path.is_file() or _is_new(book.journal, name)):
                continue
            draft = disk.write_draft(path, month_text(book.journal, name))
            if path.is_file() and not disk.is_start_of(path, draft):
                draft.unlink()
                continue
            disk.settle(draft, path)
            completed.append(name)
        if completed:
            _print_chart(book, sizes)
    return completed


class Reprinted(NamedTuple):
    """What printing everything anew did: file name and what was done to it, in Indonesian.

    `foreign` are files among ours that the journal knows nothing of; they are left alone.
    """

    changed: tuple[tuple[str, str], ...]
    unchanged: int
    foreign: tuple[str, ...]


def print_all(book: Book, progress: Callable[[int], None] | None = None) -> Reprinted:
    """Prints every file anew from the journal, in one pass over it.

    Raises:
        CannotWrite: the disk refuses; each file is the old or the new one.
    """
    with _printing(book, commit=True):
        drafts = _Drafts(book.folder)
        count = 0
        for count, (stored, entry) in enumerate(book.journal.posted(), 1):
            for name, text in pieces(stored, document_of(stored.body), entry):
                drafts.add(name, text)
            if progress is not None and not count % 1_000:
                progress(count)
        sizes = drafts.finish()
        charts = chart_files(book.journal, sizes) if count else {}
        for name, data in charts.items():
            disk.write_draft(book.folder / name, (data,))
        names = [*sizes, *charts]
        changed = [(name, what) for name in sorted(names) if (what := _settle(book.folder / name))]
        book.journal.keep_file_sizes(sizes)
        foreign = foreign_files(book.folder, sizes)
    return Reprinted(tuple(changed), len(names) - len(changed), tuple(foreign))


class _Drafts:
    """The next version of many files, written side by side."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[str]] = {}
        self._held: dict[str, int] = {}
        self._sizes: dict[str, int] = {}

    def add(self, name: str, text: str) -> None:
        waiting = self._waiting.get(name)
        if waiting is None:
            disk.write_draft(self._folder / name, ())
            waiting = self._waiting[name] = [opening(name)]
            self._held[name] = self._sizes[name] = 0
        waiting.append(text)
        self._held[name] += len(text)
        if self._held[name] > _BUFFER:
            self._write(name)

    def _write(self, name: str) -> None:
        data = "".join(self._waiting[name]).encode()
        self._waiting[name].clear()
        self._held[name] = 0
        self._sizes[name] += len(data)
        disk.append(disk.draft_of(self._folder / name), data)

    def finish(self) -> dict[str, int]:
        """Writes what waits; the size of each file in bytes."""
        for name in self._waiting:
            self._write(name)
        return dict(self._sizes)


def _settle(path: Path) -> str:
    """Puts the draft of a file in its place; says what that changed, "" for nothing."""
    draft = disk.draft_of(path)
    if not path.is_file():
        disk.settle(draft, path)
        return "dibuat"
    if disk.is_start_of(path, draft):
        if disk.size_of(path) == disk.size_of(draft):
            draft.unlink()
            return ""
        disk.settle(draft, path)
        return "dilengkapi"
    aside = disk.put_aside(path)
    disk.settle(draft, path)
    return f"dicetak ulang; isi lamanya disimpan di {aside.name}"


def foreign_files(folder: Path, known: Iterable[str]) -> list[str]:
    """Files in the folders of the printed text that the journal knows nothing of.

    Hidden files do not count, nor those that this program put aside.
    """
    ours = set(known)
    found = []
    for inner in sorted(folder.iterdir()):
        if not inner.is_dir() or not _PRINTED_FOLDER.fullmatch(inner.name):
            continue
        for path in sorted(inner.iterdir()):
            name = f"{inner.name}/{path.name}"
            if name not in ours and not path.name.startswith(".") and not disk.is_aside(path.name):
                found.append(name)
    return found


@contextmanager
def _printing(book: Book, *, commit: bool = False) -> Iterator[None]:
    """The write lock while files are written; what the disk refuses is said in Indonesian."""
    database = book.journal.database
    database.begin()
    try:
        yield
        if commit:
            database.commit()
    except OSError as error:
        place = error.filename or str(book.folder)
        raise CannotWrite(str(place), write_reason(error)) from error
    finally:
        database.rollback()


def _print_chart(book: Book, sizes: Mapping[str, int]) -> None:
    for name, data in chart_files(book.journal, sizes).items():
        path = book.folder / name
        if not path.is_file() or path.read_bytes() != data:
            disk.settle(disk.write_draft(path, (data,)), path)


def _newest_tails(journal: Journal) -> dict[str, bytes]:
    """How the files of the newest event must end."""
    newest = journal.newest()
    if newest is None:
        return {}
    entry = journal.entry(newest.seq, newest.ref)
    return {name: text.encode() for name, text in pieces(newest, document_of(newest.body), entry)}


def _ends_well(path: Path, tail: bytes | None) -> bool:
    """Whether the file ends as printed (a power cut can leave zeros)."""
    return disk.ends_line(path) if tail is None else disk.ends_with(path, tail)


def _is_new(journal: Journal, name: str) -> bool:
    """Whether all events of a month's file are of the newest instant."""
    newest = journal.newest()
    return (
        newest is not None
        and journal.first_recorded(name.rpartition("/")[2][:7]) == newest.recorded_at
    )


def _reprint(book: Book, name: str) -> None:
    """Prints a file anew; what was there is put aside if it is not the start of it."""
    path = book.folder / name
    draft = disk.write_draft(path, month_text(book.journal, name))
    if path.is_file() and not disk.is_start_of(path, draft, zeros=True):
        aside = disk.put_aside(path)
        book.notify(
            f"{name} pernah diubah di luar koperasi; isinya disimpan di {aside.name} dan"
            " berkas dicetak ulang dari jurnal. Jalankan 'koperasi periksa'."
        )
    disk.settle(draft, path)
