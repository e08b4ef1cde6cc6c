"""Whatever fails, at whatever step of a recording: the old book or the new one, never half."""

import errno
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

import pytest
from journal_books import (
    STAMP,
    a_book,
    event,
    failures,
    make_book,
    random_events,
    record_all,
    setup_events,
    tables_of,
    text_of,
)

from koperasi_ledger.journal.errors import DiskFull
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.printing import print_all, repair

# A new account changes the chart, late days touch several months' files.
BATCH = [
    *random_events(5, 3),
    event("cash_account_opened", "2026-06-01", "KAS-2", key="toko", name="Toko", type="kas"),
]


class Died(BaseException):
    """The process is gone; nothing of it runs any more."""


class Fate:
    """Lets the k-th step fail: once with an error, or for ever, as when the process is killed."""

    def __init__(self, at: int, *, dies: bool) -> None:
        self.left = at
        self.dies = dies
        self.struck = False

    def step(self, error: BaseException) -> None:
        if self.struck and self.dies:
            raise Died
        self.left -= 1
        if self.left == 0:
            self.struck = True
            raise Died if self.dies else error


class FragileDatabase:
    """A database whose every call can be the one that fails."""

    def __init__(self, database: Any, fate: Fate) -> None:
        self._database = database
        self._fate = fate

    def _step(self) -> None:
        self._fate.step(DiskFull("disk penuh"))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        self._step()
        yield from self._database.rows(sql, parameters)

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        return self.rows(sql, parameters)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._step()
        self._database.run(sql, parameters)

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        self._step()
        self._database.run_many(sql, rows)

    def begin(self) -> None:
        self._step()
        self._database.begin()

    def commit(self) -> None:
        self._step()
        self._database.commit()

    def rollback(self) -> None:
        if self._fate.dies and self._fate.struck:
            raise Died
        self._database.rollback()


class FragileFile:
    """A file that may take only half of what it is given."""

    def __init__(self, file: Any, fate: Fate) -> None:
        self._file = file
        self._fate = fate

    def write(self, data: bytes) -> None:
        try:
            self._fate.step(OSError(errno.ENOSPC, "No space left on device"))
        except BaseException:
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            raise
        self._file.write(data)

    def writelines(self, pieces: Iterable[bytes]) -> None:
        for piece in pieces:
            self.write(piece)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def make_fragile(monkeypatch: pytest.MonkeyPatch, fate: Fate) -> None:
    def stepping(name: str) -> None:
        real = getattr(Path, name)

        def call(path: Path, *args: Any, **named: Any) -> Any:
            fate.step(OSError(errno.EACCES, "Permission denied", str(path)))
            return real(path, *args, **named)

        monkeypatch.setattr(Path, name, call)

    real_open = Path.open

    def fragile_open(path: Path, mode: str = "r", *args: Any, **named: Any) -> Any:
        fate.step(OSError(errno.EACCES, "Permission denied", str(path)))
        file = real_open(path, mode, *args, **named)
        return FragileFile(file, fate) if mode in ("ab", "wb") else file

    real_flush = disk.flush

    def fragile_flush(descriptor: int) -> None:
        fate.step(OSError(errno.EIO, "Input/output error"))
        real_flush(descriptor)

    for name in ("replace", "rename", "unlink", "mkdir"):
        stepping(name)
    monkeypatch.setattr(Path, "open", fragile_open)
    monkeypatch.setattr(disk, "flush", fragile_flush)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The book before the batch, and after it."""
    folder = tmp_path_factory.mktemp("keadaan")
    old = make_book(folder / "old", setup_events())
    shutil.copytree(old, folder / "new")
    with a_book(folder / "new") as book:
        record_all(book, BATCH)
    return old, folder / "new"


def contents(folder: Path) -> tuple[Any, dict[str, bytes]]:
    with a_book(folder) as book:
        return tables_of(book), text_of(folder)


def run_with_fate(folder: Path, fate: Fate, what: Any) -> bool:
    """Does it on a book that may fail; whether it was acknowledged."""
    with pytest.MonkeyPatch.context() as monkeypatch, a_book(folder) as book:
        fragile = Book(book.folder, book.settings, book.journal, lambda _: None)
        whole = book.journal.database
        make_fragile(monkeypatch, fate)
        book.journal.database = FragileDatabase(whole, fate)  # type: ignore[assignment]
        try:
            what(fragile)
        except (Refusal, Died):
            return False
        finally:
            book.journal.database = whole
    return True


@pytest.mark.parametrize("dies", [False, True], ids=["fails", "dies"])
@pytest.mark.parametrize("half", [0, 1])
def test_recording_at_every_step(
    states: tuple[Path, Path], tmp_path: Path, half: int, *, dies: bool
) -> None:
    old, new = states
    before, after = contents(old), contents(new)
    assert failures(old) == failures(new) == []
    outcomes = set()
    said: list[str] = []
    for at in range(1 + half, 1000, 2):
        folder = tmp_path / "b"
        shutil.copytree(old, folder)
        fate = Fate(at, dies=dies)
        acknowledged = run_with_fate(folder, fate, lambda book: record_all(book, BATCH, STAMP))
        # periksa alone, as the first thing after the crash, on every other one
        if at % 5 == 0:
            assert failures(folder) == [], f"step {at}"
        with open_book(folder, said.append):
            assert said == [], f"step {at}"
        found = contents(folder)
        assert found in (before, after), f"step {at}: neither old nor new"
        assert not acknowledged or found == after, f"step {at}: acknowledged and lost"
        outcomes.add((acknowledged, found == after))
        if at % 5 == 1:
            assert failures(folder) == [], f"step {at}"
            with a_book(folder) as book:
                record_all(book, BATCH)
            assert contents(folder) == after
        shutil.rmtree(folder)
        if not fate.struck:
            break
    assert outcomes == {(False, False), (False, True), (True, True)}


@pytest.mark.parametrize("dies", [False, True], ids=["fails", "dies"])
def test_printing_anew_at_every_step(
    states: tuple[Path, Path], tmp_path: Path, *, dies: bool
) -> None:
    _, new = states
    after = contents(new)
    for at in range(1, 1000, 3):
        folder = tmp_path / "b"
        shutil.copytree(new, folder)
        altered = folder / "events" / "2026-01.jsonl"
        altered.write_bytes(altered.read_bytes().replace(b"Siti", b"Sita"))
        (folder / "main.beancount").unlink()
        fate = Fate(at, dies=dies)
        run_with_fate(folder, fate, print_all)
        with a_book(folder) as book:
            print_all(book)
        assert contents(folder) == after
        kept = [path.read_bytes() for path in folder.rglob("*.diubah*")]
        assert any(b"Sita" in text for text in kept), f"step {at}: the evidence is gone"
        shutil.rmtree(folder)
        if not fate.struck:
            break
    assert not fate.struck


def test_a_power_cut_that_leaves_zeros_is_mended(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "b", [*setup_events(), *BATCH])
    whole = text_of(folder)
    for name, text in whole.items():
        if "/" in name:
            (folder / name).write_bytes(text[:-30] + b"\0" * 30)
    with open_book(folder, pytest.fail):
        pass
    assert text_of(folder) == whole


def test_altered_text_is_put_aside_and_said(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "b", setup_events())
    path = folder / "events" / "2026-01.jsonl"
    whole = path.read_bytes()
    said: list[str] = []
    for count in (1, 2):
        path.write_bytes(b"altered\n")
        with a_book(folder) as book:
            repair(Book(book.folder, book.settings, book.journal, said.append))
        assert path.read_bytes() == whole
        assert len(said) == count
    names = sorted(path.name for path in (folder / "events").iterdir())
    assert names == ["2026-01.jsonl", "2026-01.jsonl.diubah", "2026-01.jsonl.diubah-2"]
