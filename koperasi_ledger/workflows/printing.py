"""Printing the journal's text: appended after each commit, mended after a crash, rebuilt on wish.

The journal keeps how many bytes of each file it accounts for, written in the event's own
transaction. A file that is shorter, or ends within an event, was cut off by a crash and is
completed silently; a file that says something else was changed by hand, is put aside and reported.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from koperasi_ledger import ledger_text
from koperasi_ledger.journal.chain import Stored
from koperasi_ledger.journal.store import Journal
from koperasi_ledger.ledger_text import ACCOUNTS, MAIN, events_name, ledger_name
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.errors import CannotWrite

_KEEP_BYTES = 256 * 2**20
_CHART_EVENTS = frozenset(
    {"cooperative_founded", "policy_adopted", "cash_account_opened", "event_reversed"}
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
        self._append(events_name(stored.date), event_line(stored))
        text = ledger_text.print_event(stored.seq, stored.kind, document, entry)
        if text:
            name = ledger_name(stored.date)
            if not self.before.get(name, 0) + self.grown.get(name, 0):
                self.chart = True
                self._append(name, f"{ledger_text.HEADER}\n")
            self._append(name, text)
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
    """The main file and the chart of accounts, as the journal has them now."""
    books = journal.books()
    cooperative = books.cooperative()
    months = ledger_text.month_files(sizes)
    return {
        MAIN: ledger_text.print_main(cooperative, months).encode(),
        ACCOUNTS: ledger_text.print_accounts(cooperative, books.chart().values()).encode(),
    }


def month_text(journal: Journal, name: str) -> Iterator[bytes]:
    """A month's events or ledger file, printed anew from the journal, piece by piece."""
    month = name.rpartition("/")[2][:7]
    if not name.startswith("events/"):
        yield f"{ledger_text.HEADER}\n".encode()
    for stored in journal.stored_in(month):
        if name.startswith("events/"):
            yield event_line(stored).encode()
        else:
            entry = journal.entry(stored.seq, stored.ref)
            document = json.loads(stored.body).get("document")
            yield ledger_text.print_event(stored.seq, stored.kind, document, entry).encode()


def bring_up_to_date(book: Book, printout: Printout | None = None) -> None:
    """Makes the files hold what the journal accounts for; other processes wait meanwhile.

    Raises:
        CannotWrite: the disk refuses; what is recorded is safe, the text follows later.
    """
    database = book.journal.database
    database.begin()
    try:
        sizes = book.journal.file_sizes()
        for name, size in sizes.items():
            path = book.folder / name
            found = path.stat().st_size if path.is_file() else 0
            if found == size and (printout is None or name not in printout.grown):
                continue
            more = printout.text(name) if printout and name in printout.grown else None
            if more is not None and found == size - len(more):
                _append(path, more)
            elif found != size or not _ends_well(book, path, name):
                _reprint(book, path, month_text(book.journal, name))
        if sizes and (printout is None or printout.chart):
            for name, data in chart_files(book.journal, sizes).items():
                path = book.folder / name
                if not path.is_file() or path.read_bytes() != data:
                    _replace(path, iter((data,)))
    except OSError as error:
        raise CannotWrite(str(book.folder), error.strerror or str(error)) from error
    finally:
        database.rollback()


def repair(book: Book) -> None:
    """Completes text that a crash cut off; costs a look at the file sizes when all is well."""
    for name, size in book.journal.file_sizes().items():
        path = book.folder / name
        if not path.is_file() or path.stat().st_size != size:
            bring_up_to_date(book)
            return
    newest = book.journal.newest()
    if newest is None:
        return
    name = events_name(newest.date)
    if not (book.folder / MAIN).is_file() or not (book.folder / ACCOUNTS).is_file():
        bring_up_to_date(book)
    elif not _ends_well(book, book.folder / name, name):
        _reprint(book, book.folder / name, month_text(book.journal, name))


def _ends_well(book: Book, path: Path, name: str) -> bool:
    """Whether the file ends with the text of its last event (a power cut can leave zeros)."""
    month = name.rpartition("/")[2][:7]
    last = book.journal.newest_in(month, posted=not name.startswith("events/"))
    if last is None:
        return True
    if name.startswith("events/"):
        expected = event_line(last).encode()
    else:
        document = json.loads(last.body).get("document")
        entry = book.journal.entry(last.seq, last.ref)
        expected = ledger_text.print_event(last.seq, last.kind, document, entry).encode()
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - len(expected)))
        return file.read() == expected


def _append(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _reprint(book: Book, path: Path, pieces: Iterator[bytes]) -> None:
    """Prints a file anew; what was there is put aside if it is not the start of it."""
    old = path.read_bytes() if path.is_file() else b""
    _replace(path, pieces)
    with path.open("rb") as file:
        if file.read(len(old.rstrip(b"\0"))) != old.rstrip(b"\0"):
            aside = path.with_name(f"{path.name}.diubah")
            aside.write_bytes(old)
            book.notify(
                f"{path.name} pernah diubah di luar koperasi; isinya disimpan di {aside.name} dan"
                " berkas dicetak ulang dari jurnal. Jalankan 'koperasi periksa'."
            )


def _replace(path: Path, pieces: Iterator[bytes]) -> None:
    """Writes a file so that at any moment either the old or the new one is there, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    # A temporary file is private; the book is as readable as the folder it is in.
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
