"""Every refusal of the journal and the workflows is provoked, and says what to do."""

import inspect
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from journal_books import (
    STAMP,
    a_book,
    event,
    make_book,
    random_events,
    record_all,
    setup_events,
)

from koperasi_ledger.journal import errors as journal_errors
from koperasi_ledger.journal import sqlite
from koperasi_ledger.journal.chain import GENESIS, Stored, link
from koperasi_ledger.journal.errors import (
    BrokenChain,
    ConflictingRef,
    DatabaseFailed,
    DiskFull,
    FutureDate,
    JournalBusy,
    NoDriver,
    NoJournal,
    NoServer,
    NotAJournal,
    NotReplayable,
    WritesRefused,
)
from koperasi_ledger.journal.replay import replay
from koperasi_ledger.journal.store import connect
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.workflows import errors as workflow_errors
from koperasi_ledger.workflows.book import Settings, make_folder, opened, read_settings
from koperasi_ledger.workflows.errors import (
    BadSettings,
    CannotRead,
    CannotWrite,
    FolderNotEmpty,
    NotABook,
    NotJsonLines,
    NotUtf8,
    UnknownKind,
    WrongField,
)
from koperasi_ledger.workflows.printing import print_all
from koperasi_ledger.workflows.reading import read_event, text_lines

HERE = Path(__file__).parent


@pytest.mark.parametrize("module", [journal_errors, workflow_errors])
def test_every_refusal_has_a_remedy_and_a_test(module: object) -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_*.py"))
    for name, cls in inspect.getmembers(module, inspect.isclass):
        if not issubclass(cls, Refusal) or cls in (Refusal, DatabaseFailed):
            continue
        assert f"pytest.raises({name}" in tests, f"{name} is not provoked"
        assert "remedy=" in inspect.getsource(cls), f"{name} says no remedy"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made: Path = make_book(tmp_path / "b", setup_events())
    return made


def test_the_same_ref_with_other_content(folder: Path) -> None:
    with a_book(folder) as book, pytest.raises(ConflictingRef, match="AGT-1"):
        record_all(book, [event("member_joined", "2026-01-01", "AGT-1", member="A-1", name="Lain")])


def test_tomorrow_has_not_come_where_the_cooperative_is(folder: Path) -> None:
    late = STAMP._replace(at=datetime(2026, 6, 30, 16, 59, tzinfo=UTC))
    tomorrow = [event("member_joined", "2026-07-01", "J", member="J", name="X")]
    with a_book(folder) as book:
        with pytest.raises(FutureDate, match="2026-07-01"):
            record_all(book, tomorrow, late)
        assert record_all(book, tomorrow, late._replace(at=late.at.replace(hour=17))).new == 1


def test_no_journal(tmp_path: Path, postgres_book_url: str) -> None:
    with pytest.raises(NoJournal, match="tidak-ada"):
        connect(str(tmp_path / "tidak-ada.db"))
    with pytest.raises(NoJournal):
        connect(postgres_book_url)
    (tmp_path / "kosong.db").write_bytes(b"")
    with pytest.raises(NoJournal):
        connect(str(tmp_path / "kosong.db"))


def test_another_programs_database(tmp_path: Path, postgres_book_url: str) -> None:
    path = tmp_path / "lain.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE events (x)")
    with pytest.raises(NotAJournal):
        connect(str(path))
    with psycopg.connect(postgres_book_url) as connection:
        connection.execute("CREATE TABLE events (x int)")
    with pytest.raises(NotAJournal):
        connect(postgres_book_url)


def test_busy_for_too_long(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_WAIT_SECONDS", 0)
    with a_book(folder) as book, a_book(folder) as other, other.journal.locked():
        with pytest.raises(JournalBusy):
            record_all(book, random_events(1, 2))
        assert book.journal.head().seq == 5


def test_busy_postgres(
    tmp_path: Path, postgres_book_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from koperasi_ledger.journal import postgres  # noqa: PLC0415 - needs the driver

    folder = make_book(tmp_path / "b", setup_events(), postgres_book_url)
    monkeypatch.setattr(postgres, "_WAIT_SECONDS", 1)
    with a_book(folder, postgres_book_url) as book, a_book(folder, postgres_book_url) as other:
        with other.journal.locked(), pytest.raises(JournalBusy):
            record_all(book, random_events(1, 2))
        assert record_all(book, random_events(1, 2)).new == 2


def test_no_driver_and_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoServer):
        connect("postgresql://127.0.0.1:1/x")
    monkeypatch.setitem(sys.modules, "psycopg", None)
    monkeypatch.delitem(sys.modules, "koperasi_ledger.journal.postgres", raising=False)
    with pytest.raises(NoDriver):
        connect("postgresql://127.0.0.1:1/x")


def test_a_full_disk(folder: Path) -> None:
    with a_book(folder) as book:
        book.journal.database.run("PRAGMA max_page_count = 1")
        with pytest.raises(DiskFull):
            record_all(book, random_events(1, 400))
        book.journal.database.run("PRAGMA max_page_count = 1000000")
        assert record_all(book, random_events(1, 40)).new == 40


def test_a_role_without_rights(tmp_path: Path, postgres_book_url: str) -> None:
    make_book(tmp_path / "b", setup_events(), postgres_book_url)
    with psycopg.connect(postgres_book_url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS pembaca")
        connection.execute("CREATE ROLE pembaca LOGIN")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO pembaca")
        try:
            url = postgres_book_url.replace("koperasi@", "pembaca@")
            with a_book(tmp_path / "c", url, create=True) as book, pytest.raises(WritesRefused):
                record_all(book, random_events(1, 2))
        finally:
            connection.execute("DROP OWNED BY pembaca")
            connection.execute("DROP ROLE pembaca")


def stored(seq: int, body: str, prev: str = GENESIS) -> Stored:
    at = "2026-06-30T03:00:00+00:00"
    digest = link(seq, at, "x", prev, body)
    return Stored(seq, "R", "month_closed", "2026-01-31", at, "x", body, prev, digest)


CLOSED = '{"date":"2026-01-31","kind":"month_closed","month":"2026-01","ref":"R"}'


@pytest.mark.parametrize(
    "chain",
    [
        [stored(2, CLOSED)],
        [stored(1, CLOSED, "f" * 64)],
        [stored(1, CLOSED)._replace(recorded_by="y")],
        [stored(1, CLOSED)._replace(ref="S")],
        [stored(1, CLOSED)._replace(date="2026-02-28")],
    ],
)
def test_a_broken_chain(tmp_path: Path, chain: list[Stored]) -> None:
    with a_book(tmp_path / "b", create=True) as book, pytest.raises(BrokenChain, match="urutan 1"):
        replay(chain, book.journal, lambda *_: None)


@pytest.mark.parametrize(
    "body", [CLOSED, f" {CLOSED}", "{", "[]", "{}", '{"kind":"lain"}', CLOSED.replace("R", "-")]
)
def test_an_event_that_cannot_be_replayed(tmp_path: Path, body: str) -> None:
    with a_book(tmp_path / "b", create=True) as book:
        with pytest.raises(NotReplayable, match="urutan 1"):
            replay([stored(1, body)], book.journal, lambda *_: None)
        assert book.journal.head().seq == 0


def test_folders_and_settings(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(NotABook):
        read_settings(tmp_path)
    for text in (
        "x",
        "[buku]\nlain = 1\n",
        '[buku]\nzona_waktu = "GMT"\n',
        "[lain]\n",
        "[buku]\nbasis_data = 1",
    ):
        (folder / "koperasi.toml").write_text(text)
        with pytest.raises(BadSettings, match=r"koperasi\.toml"):
            read_settings(folder)
    with pytest.raises(FolderNotEmpty):
        make_folder(folder)
    assert Settings().zone == "WIB"


def test_files_that_cannot_be_read_or_written(folder: Path) -> None:
    with pytest.raises(CannotRead):
        list(text_lines(folder / "tidak-ada"))
    with pytest.raises(CannotRead):
        list(text_lines(folder))
    (folder / "biner").write_bytes(b"\xff\xfe")
    with pytest.raises(NotUtf8, match="pengodean UTF-8"):
        list(text_lines(folder / "biner"))
    (folder / "events" / "2026-01.jsonl").unlink()
    (folder / "events" / "2026-01.jsonl").mkdir()
    with opened(folder, lambda _: None) as book, pytest.raises(CannotWrite):
        print_all(book)


def test_events_that_cannot_be_read() -> None:
    for text in ("", "{", "[]", '{"a":1,"a":2}', '{"a":NaN}', "[" * 99_999):
        with pytest.raises(NotJsonLines, match="x baris 1"):
            read_event(text, "x baris 1")
    with pytest.raises(UnknownKind, match="month_closed"):
        read_event('{"kind":"month_close"}', "x")
    with pytest.raises(Refusals) as several:
        read_event('{"kind":"month_closed","date":"2026-13-01","lain":1}', "x")
    assert len(several.value.items) == 4
    with pytest.raises(WrongField):
        raise several.value.items[0]
