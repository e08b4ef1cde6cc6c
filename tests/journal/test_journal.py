"""The journal on both databases: append-only, chained, ordered, all or nothing, many at once."""

import json
import subprocess
import sys
import threading
from itertools import islice, pairwise
from pathlib import Path

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_books import (
    STAMP,
    TABLES,
    a_book,
    event,
    failures,
    make_book,
    random_events,
    record_all,
    rich_events,
    setup_events,
    tables_of,
    text_of,
)

from koperasi_ledger.journal.chain import GENESIS, verify
from koperasi_ledger.journal.errors import JournalGuarded, NoServer, NotAJournal
from koperasi_ledger.journal.store import connect
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.workflows.printing import print_all, repair


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str | None:
    if request.param == "sqlite":
        return None
    found: str = request.getfixturevalue("postgres_book_url")
    return found


def test_the_chain_is_unbroken_from_the_first_event(tmp_path: Path, url: str | None) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, rich_events())
        prev = GENESIS
        for seq, stored in enumerate(book.journal.stored(), 1):
            verify(stored, seq, prev)
            prev = stored.hash
        assert book.journal.head() == (seq, prev)
        assert seq == len(rich_events())


def test_both_databases_hold_the_same_and_print_the_same(
    tmp_path: Path, postgres_book_url: str
) -> None:
    found = []
    for name, url in (("a", None), ("b", postgres_book_url)):
        with a_book(tmp_path / name, url, create=True) as book:
            record_all(book, rich_events())
            found.append((tables_of(book), text_of(tmp_path / name)))
    assert found[0] == found[1]


def test_the_same_again_changes_nothing(tmp_path: Path, url: str | None) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, rich_events())
        before = (tables_of(book), text_of(tmp_path / "b"))
        again = record_all(book, rich_events())
        assert again == (0, len(rich_events()))
        assert (tables_of(book), text_of(tmp_path / "b")) == before


@pytest.mark.parametrize("table", ["events", "entries", "postings"])
@pytest.mark.parametrize("change", ["UPDATE {} SET seq = seq + 1", "DELETE FROM {}"])
def test_the_database_itself_refuses_changes(
    tmp_path: Path, url: str | None, table: str, change: str
) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, rich_events()[:6])
        before = tables_of(book)
        with pytest.raises(JournalGuarded, match="hanya dapat ditambah"):
            book.journal.database.run(change.format(table))
        assert tables_of(book) == before


@pytest.mark.parametrize("table", ["events", "entries", "postings"])
def test_postgres_refuses_to_truncate(tmp_path: Path, postgres_book_url: str, table: str) -> None:
    with a_book(tmp_path / "b", postgres_book_url, create=True) as book:
        record_all(book, setup_events())
        with pytest.raises(JournalGuarded, match="hanya dapat ditambah"):
            book.journal.database.run(f"TRUNCATE {table}")


def test_a_refused_batch_leaves_no_trace(tmp_path: Path, url: str | None) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, setup_events())
        before = (tables_of(book), text_of(tmp_path / "b"))
        bad = [
            *random_events(1, 30),
            event("member_resigned", "2026-06-01", "X", member="A-9", reason="-"),
        ]
        with pytest.raises(Refusal):
            record_all(book, bad)
        assert (tables_of(book), text_of(tmp_path / "b")) == before
        record_all(book, bad[:-1])
    assert failures(tmp_path / "b") == []


def test_keys_are_ordered_byte_by_byte(tmp_path: Path, url: str | None) -> None:
    numbers = ["Z-1", "A-10", "A-9", "B.1", "A1", "0-1", "A-1.2"]
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, setup_events()[:2])
        joins = [
            event("member_joined", "2026-01-01", f"J{place}", member=number, name="X")
            for place, number in enumerate(numbers)
        ]
        record_all(book, joins)
        assert [record.key for record in book.journal.load_all("anggota")] == sorted(numbers)


@settings(max_examples=8)
@given(seed=st.integers(0, 1000), cuts=st.lists(st.integers(0, 45), max_size=4))
def test_many_sessions_equal_one(
    tmp_path_factory: pytest.TempPathFactory, seed: int, cuts: list[int]
) -> None:
    """fold(a + b) = fold(fold(a), b): tables and text alike."""
    folder = tmp_path_factory.mktemp("sesi")
    events = [*setup_events(), *random_events(seed, 40)]
    make_book(folder / "one", events)
    make_book(folder / "many", events[:0])
    places = [0, *sorted(cuts), len(events)]
    for start, end in pairwise(places):
        with a_book(folder / "many") as book:
            record_all(book, events[start:end])
    with a_book(folder / "one") as one, a_book(folder / "many") as many:
        assert tables_of(one) == tables_of(many)
    assert text_of(folder / "one") == text_of(folder / "many")


def test_rich_events_one_by_one_equal_all_at_once(tmp_path: Path, url: str | None) -> None:
    make_book(tmp_path / "one", rich_events())
    with a_book(tmp_path / "many", url, create=True) as book:
        for item in rich_events():
            record_all(book, [item])
        with a_book(tmp_path / "one") as one:
            assert tables_of(book) == tables_of(one)
    assert text_of(tmp_path / "one") == text_of(tmp_path / "many")


def test_long_reads_interleave_and_may_be_left_early(tmp_path: Path, url: str | None) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, [*setup_events(), *random_events(3, 40)])
        first, second = book.journal.stored(), book.journal.stored(after=5)
        assert [item.seq for item in islice(first, 3)] == [1, 2, 3]
        assert next(second).seq == 6
        assert next(first).seq == 4
        first.close()  # type: ignore[attr-defined]
        with book.journal.reading():
            assert sum(1 for _ in book.journal.posted()) == 45
        assert sum(1 for _ in book.journal.posted("2026-03")) == sum(
            item["date"][:7] == "2026-03" for item in random_events(3, 40)
        )


def test_what_is_read_is_of_one_moment(tmp_path: Path, url: str | None) -> None:
    with (
        a_book(tmp_path / "b", url, create=True) as book,
    ):
        record_all(book, setup_events())
        with a_book(tmp_path / "b", url) as other, book.journal.reading():
            before = tables_of(book)
            record_all(other, random_events(1, 5))
            assert tables_of(book) == before
            assert tables_of(other) != before


def test_writers_wait_for_each_other(
    tmp_path: Path, url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_door, inside, done = threading.Event(), threading.Event(), threading.Event()

    def second() -> None:
        with a_book(tmp_path / "b", url) as other:
            database = other.journal.database
            take_the_lock = database.begin

            def begin() -> None:
                at_the_door.set()
                take_the_lock()
                inside.set()

            monkeypatch.setattr(database, "begin", begin)
            record_all(other, random_events(2, 3))
            done.set()

    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, setup_events())
        waiting = threading.Thread(target=second)
        with book.journal.locked():
            waiting.start()
            assert at_the_door.wait(20)
            # It asks for the lock now: without one it would be inside at once.
            assert not inside.wait(0.3)
        waiting.join(20)
        assert inside.is_set()
        assert done.is_set()


WRITER = """
import json, sys
from journal_books import a_book, random_events, record_all, STAMP
from koperasi_ledger.workflows.printing import repair
from pathlib import Path
folder, url, me = Path(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
own = [e for e in random_events(me, 60) if e["kind"] != "simpanan_wajib_paid"]
own = [e for e in own if e["kind"] != "event_reversed"]
shared = [e for e in random_events(99, 40) if e["kind"] == "savings_deposited"]
sys.stdin.readline()
for start in range(0, 60, 15):
    with a_book(folder, url) as book:
        repair(book)
        record_all(book, own[start : start + 15])
        record_all(book, shared[start // 5 : start // 5 + 5])
"""


@pytest.mark.lama
def test_eight_processes_at_once(tmp_path: Path, url: str | None) -> None:
    folder = make_book(tmp_path / "b", setup_events(), url)
    command = [sys.executable, "-c", WRITER, str(folder), json.dumps(url)]
    running = [
        subprocess.Popen(
            [*command, str(number)],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        for number in range(8)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in running:
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (0, "")
    wanted = {
        item["ref"]
        for number in range(8)
        for item in random_events(number, 60)
        if item["kind"] not in ("simpanan_wajib_paid", "event_reversed")
    }
    shared = [e["ref"] for e in random_events(99, 40) if e["kind"] == "savings_deposited"]
    wanted |= set(shared[:14]) | {item["ref"] for item in setup_events()}
    with a_book(folder, url) as book:
        repair(book)
        refs = [stored.ref for stored in book.journal.stored()]
        assert len(refs) == len(set(refs))
        assert set(refs) == wanted
        before = text_of(folder)
        assert print_all(book).changed == ()
    assert text_of(folder) == before
    assert failures(folder) == []


def test_a_lost_connection_is_a_refusal(tmp_path: Path, postgres_book_url: str) -> None:
    with a_book(tmp_path / "b", postgres_book_url, create=True) as book:
        record_all(book, setup_events())
        with psycopg.connect(postgres_book_url, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        with pytest.raises(NoServer):
            record_all(book, random_events(1, 3))
        with pytest.raises(NoServer):
            book.journal.head()
    with a_book(tmp_path / "b", postgres_book_url) as book:
        assert record_all(book, random_events(1, 3)) == (3, 0)


def test_a_failed_transaction_is_never_committed(tmp_path: Path, postgres_book_url: str) -> None:
    with a_book(tmp_path / "b", postgres_book_url, create=True) as book:
        database = book.journal.database
        database.begin()
        with pytest.raises(NotAJournal):
            database.run("SELECT nothing FROM nowhere")
        with pytest.raises(NotAJournal, match="gagal"):
            database.commit()
        database.rollback()
        assert record_all(book, setup_events()).new == 5


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:rahasia@127.0.0.1:1/x",
        "postgresql://u:rahasia@127.0.0.1:rahasia/x",
        "postgresql://u@127.0.0.1:1/x?password=rahasia",
        "postgresql://u:raha%73ia@127.0.0.1:1/x?salah=1",
    ],
)
def test_no_password_in_messages(url: str) -> None:
    with pytest.raises(Refusal) as refusal:
        connect(url)
    assert "rahasia" not in str(refusal.value)
    assert "raha%73ia" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


def test_two_books_of_one_server_do_not_wait_for_each_other(postgres_book_url: str) -> None:
    with psycopg.connect(postgres_book_url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA lain")
    one = connect(postgres_book_url, create=True)
    two = connect(f"{postgres_book_url}?options=-csearch_path%3Dlain", create=True)
    try:
        with one.locked(), two.locked():
            assert one.head() == two.head()
    finally:
        one.close()
        two.close()


def test_tables_are_all_compared() -> None:
    from koperasi_ledger.journal.port import KEYS  # noqa: PLC0415

    assert KEYS == TABLES


def test_stamps_are_kept(tmp_path: Path, url: str | None) -> None:
    with a_book(tmp_path / "b", url, create=True) as book:
        record_all(book, setup_events()[:1])
        stored = book.journal.newest()
        assert stored is not None
        assert (stored.recorded_by, stored.recorded_at) == (STAMP.by, "2026-06-30T03:00:00+00:00")
