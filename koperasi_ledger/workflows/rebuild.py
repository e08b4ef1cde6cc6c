"""Rebuilding: the text from the journal, and the journal from the text.

Either can be lost and is made again from the other, byte by byte the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.engine import Applied
from koperasi_ledger.journal.chain import GENESIS, Stored
from koperasi_ledger.journal.errors import BrokenChain, NoJournal, NotAJournal, NotReplayable
from koperasi_ledger.journal.replay import replay, replay_one
from koperasi_ledger.journal.sqlite import SqliteDatabase
from koperasi_ledger.journal.store import Head, Journal, connect
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import (
    Book,
    Notify,
    Settings,
    database_place,
    opened,
    read_settings,
)
from koperasi_ledger.workflows.errors import (
    BadEventsText,
    CannotWrite,
    DatabaseNotEmpty,
    TextDiffers,
)
from koperasi_ledger.workflows.events_text import Line, event_files, read_events_text
from koperasi_ledger.workflows.printing import Reprinted, opening, pieces, print_all
from koperasi_ledger.workflows.reading import write_reason

Progress = Callable[[int], None]
_REPLACED = ".diganti"
_COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside its file; of no use, and harmful, to another file of that name."""


class Rebuilt(NamedTuple):
    """A journal made from text: how many events, its newest hash, and what was printed anew.

    `aside` is where the database that was there before went, if it held something else.
    """

    events: int
    hash: str
    aside: str | None
    text: Reprinted


class Sizes:
    """Counts the bytes that events print, by file."""

    def __init__(self) -> None:
        self.by_name: dict[str, int] = {}

    def add(self, stored: Stored, event: AnyEvent, applied: Applied) -> None:
        """Counts one event."""
        for name, text in pieces(stored, event.document, applied.entry):
            self.count(name, text)

    def count(self, name: str, text: str) -> str:
        """Counts a piece of a file; gives it with what the file begins with, if it is the first."""
        if name not in self.by_name:
            text = f"{opening(name)}{text}"
        self.by_name[name] = self.by_name.get(name, 0) + len(text.encode())
        return text


def rebuild_text(book: Book, progress: Progress | None = None) -> Reprinted:
    """Prints all text anew from the journal; see `print_all`."""
    return print_all(book, progress)


def rebuild_journal(
    folder: Path, notify: Notify, *, replace: bool = False, progress: Progress | None = None
) -> Rebuilt:
    """Makes the journal anew from the events text, then prints the ledger text from it.

    A database that holds more than the text, or something else, is replaced only with `replace`;
    it is then put aside. A PostgreSQL database must be empty.

    Raises:
        NotABook, NoEventsText, BadEventsText, CannotRead, CannotWrite.
        TextDiffers: the database holds what the text does not.
        DatabaseNotEmpty: the PostgreSQL database has events.
    """
    settings = read_settings(folder)
    if "://" in settings.database:
        head, aside = _into_server(folder, settings, progress), None
    else:
        head, aside = _into_file(folder, settings, replace=replace, progress=progress)
    with opened(folder, notify) as book:
        return Rebuilt(head.seq, head.hash, aside, print_all(book))


def rebuild_if_missing(folder: Path, notify: Notify) -> None:
    """Makes the journal of a book that came as text alone, such as a copy from a repository."""
    settings = read_settings(folder)
    path = Path(database_place(folder, settings))
    if "://" in settings.database or path.exists() or not event_files(folder):
        return
    draft = _draft_journal(folder, path, None)[0]
    with _writing(path):
        if _claim(draft, path):
            notify(f"Basis data {path.name} belum ada; dibangun dari berkas peristiwa.")


def _into_file(
    folder: Path, settings: Settings, *, replace: bool, progress: Progress | None
) -> tuple[Head, str | None]:
    path = Path(database_place(folder, settings))
    held = _held(path, replace=replace)
    draft, head, hashes = _draft_journal(folder, path, progress, held)
    same = held is not None and hashes.get(held.seq) == held.hash
    try:
        if held is not None and not same and not replace:
            raise TextDiffers(
                f"teks berakhir pada urutan {head.seq}, basis data pada urutan {held.seq}"
                if held.seq > head.seq
                else f"urutan {held.seq} di basis data berbeda"
            )
        with _writing(path):
            return head, _publish(draft, path, held, same=same)
    finally:
        _remove(draft)


def _held(path: Path, *, replace: bool) -> Head | None:
    """The newest event of the database that is there; None when there is nothing to lose."""
    try:
        journal = connect(str(path))
    except (NoJournal, NotAJournal) as refusal:
        # Whether a database that cannot be read holds more than the text, nobody can tell.
        if path.exists() and path.stat().st_size and not replace:
            raise TextDiffers(refusal.what.rstrip(".")) from refusal
        return None
    try:
        return journal.head()
    except NotAJournal as refusal:
        if not replace:
            raise TextDiffers(refusal.what.rstrip(".")) from refusal
        return None
    finally:
        journal.close()


def _draft_journal(
    folder: Path, path: Path, progress: Progress | None, held: Head | None = None
) -> tuple[Path, Head, dict[int, str]]:
    """A new database beside the old one, made from the text; its head, and the hash at `held`."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.baru")
    _remove(draft)
    hashes = {0: GENESIS}
    sizes = Sizes()

    def seen(stored: Stored, event: AnyEvent, applied: Applied) -> None:
        sizes.add(stored, event, applied)
        if held is not None and stored.seq == held.seq:
            hashes[stored.seq] = stored.hash
        if progress is not None and not stored.seq % 1_000:
            progress(stored.seq)

    try:
        with _writing(draft):
            draft.parent.mkdir(parents=True, exist_ok=True)
        journal = connect(str(draft), create=True, draft=True)
        try:
            database = journal.database
            if isinstance(database, SqliteDatabase):
                with _places(folder) as events:
                    head = replay(events, journal, seen)
                with journal.recording() as recording:
                    recording.set_file_sizes(sizes.by_name)
                database.finish()
        finally:
            journal.close()
        with _writing(draft), draft.open("rb+") as file:
            disk.flush(file.fileno())
    except BaseException:
        _remove(draft)
        raise
    return draft, head, hashes


def _into_server(folder: Path, settings: Settings, progress: Progress | None) -> Head:
    journal = connect(database_place(folder, settings), create=True)
    sizes = Sizes()
    try:
        # One transaction: the server holds the whole journal afterwards, or nothing.
        with journal.recording() as recording, _places(folder) as events:
            if recording.head.seq:
                raise DatabaseNotEmpty(recording.head.seq)
            for stored in events:
                replay_one(recording, stored, sizes.add)
                if progress is not None and not stored.seq % 1_000:
                    progress(stored.seq)
            recording.set_file_sizes(sizes.by_name)
            return recording.head
    finally:
        journal.close()


class _places:  # noqa: N801 - used as a function in `with`
    """The events of the text; what is wrong with one names its file and line."""

    def __init__(self, folder: Path) -> None:
        self._lines = read_events_text(folder)
        self._where = ""

    def __enter__(self) -> Iterator[Stored]:
        return self._events(self._lines)

    def _events(self, lines: Iterable[Line]) -> Iterator[Stored]:
        for line in lines:
            self._where = line.where
            yield line.stored

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, (BrokenChain, NotReplayable)):
            raise BadEventsText(self._where, error.what.rstrip(".")) from error


def _publish(draft: Path, path: Path, held: Head | None, *, same: bool) -> str | None:
    """Puts the new database in the old one's place; tells where the old one went, if anywhere."""
    if not path.exists():
        if not _claim(draft, path):
            raise TextDiffers("basis data baru saja dibuat oleh proses lain")
        return None
    if held is None:
        aside = disk.put_aside(path, _REPLACED)
        for ending in _COMPANIONS:
            with suppress(FileNotFoundError):
                Path(f"{path}{ending}").rename(f"{aside}{ending}")
        draft.replace(path)
        return aside.name
    old = SqliteDatabase(path)
    try:
        # From here on nobody records in the old file, whoever has it open.
        old.retire()
        if Journal(old).head() != held:
            old.revive()
            raise TextDiffers("basis data bertambah selagi teks dibaca; ulangi perintah ini")
    finally:
        old.close()
    try:
        aside_path = None if same else disk.put_aside(path, _REPLACED)
        draft.replace(path)
    except OSError:
        if path.exists():
            old = SqliteDatabase(path)
            old.revive()
            old.close()
        raise
    disk.flush_folder(path.parent)
    return aside_path.name if aside_path else None


def _claim(draft: Path, path: Path) -> bool:
    """Gives the draft its name unless another process was first; whether it did."""
    try:
        if os.name == "nt":
            draft.rename(path)  # which refuses an existing name there
        else:
            path.hardlink_to(draft)
    except FileExistsError:
        return False
    except OSError:
        # A file system without hard links.
        if path.exists():
            return False
        draft.replace(path)
    finally:
        _remove(draft)
    disk.flush_folder(path.parent)
    return True


class _writing:  # noqa: N801 - used as a function in `with`
    """What the disk refuses is said in Indonesian."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            raise CannotWrite(str(self._path), write_reason(error)) from error


def _remove(draft: Path) -> None:
    for ending in ("", *_COMPANIONS):
        with suppress(OSError):
            Path(f"{draft}{ending}").unlink(missing_ok=True)
