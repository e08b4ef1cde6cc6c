"""Opening a book, new or old: its text is made whole before anything else happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import (
    Book,
    Notify,
    Settings,
    make_folder,
    opened,
    write_settings,
)
from koperasi_ledger.workflows.errors import CannotWrite, FolderNotEmpty
from koperasi_ledger.workflows.printing import repair
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.recording import Stamp, record_events

POLICY_FILE = "kebijakan.toml"
README = "BACA-SAYA.md"


@contextmanager
def open_book(folder: Path, notify: Notify, *, create: bool = False) -> Iterator[Book]:
    """The book in `folder`; text that a crash cut off is completed first.

    Raises:
        NotABook, BadSettings, NoJournal, NotAJournal.
    """
    if not create and not (folder / Settings().database).is_file():
        # Here and below: what a new or a broken book needs is not imported for all others.
        from koperasi_ledger.workflows.rebuild import rebuild_if_missing  # noqa: PLC0415

        rebuild_if_missing(folder, notify)
    with opened(folder, notify, create=create) as book:
        repair(book)
        yield book


def found_book(
    folder: Path, settings: Settings, event: AnyEvent, stamp: Stamp, notify: Notify
) -> None:
    """A new book in a new or empty folder, opened by its founding event; all of it, or nothing.

    It is made beside its place and moved there when it is whole.

    Raises:
        FolderNotEmpty: the folder holds something.
        CannotWrite: the disk refuses.
    """
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderNotEmpty(str(folder))
    above = next(parent for parent in folder.parents if parent.is_dir())
    try:
        draft = Path(tempfile.mkdtemp(prefix=".baru-", dir=folder if folder.exists() else above))
    except OSError as error:
        raise CannotWrite(str(above), write_reason(error)) from error
    try:
        _write_book(draft / "buku", settings, event, stamp, notify)
        _move(draft / "buku", folder)
    except OSError as error:
        raise CannotWrite(str(folder), write_reason(error)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_book(
    folder: Path, settings: Settings, event: AnyEvent, stamp: Stamp, notify: Notify
) -> None:
    from koperasi_ledger.model.events import CooperativeFounded  # noqa: PLC0415
    from koperasi_ledger.workflows.policy_template import TEMPLATE, readme  # noqa: PLC0415

    make_folder(folder)
    write_settings(folder, settings)
    name = event.name if isinstance(event, CooperativeFounded) else ""
    for file, text in ((POLICY_FILE, TEMPLATE), (README, readme(name))):
        (folder / file).write_text(text, encoding="utf-8", newline="\n")
    with opened(folder, notify, create=True) as book:
        record_events(book, [event], stamp)


def _move(draft: Path, folder: Path) -> None:
    """Puts a finished book in its place; the settings, which make it a book, come last."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft.rename(folder)
        disk.flush_folder(folder.parent)
        return
    entries = sorted(draft.iterdir(), key=lambda path: path.name == "koperasi.toml")
    for path in entries:
        path.rename(folder / path.name)
    disk.flush_folder(folder)
