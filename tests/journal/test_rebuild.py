"""Text from the journal, journal from the text: either way byte by byte the same."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_books import (
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

from koperasi_ledger.journal.errors import JournalGuarded
from koperasi_ledger.workflows.errors import (
    BadEventsText,
    DatabaseNotEmpty,
    NoEventsText,
    TextDiffers,
)
from koperasi_ledger.workflows.opening import open_book
from koperasi_ledger.workflows.printing import print_all
from koperasi_ledger.workflows.rebuild import rebuild_if_missing, rebuild_journal

ROOT = Path(__file__).parent.parent.parent


def quiet(_: str) -> None:
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made: Path = make_book(tmp_path / "b", rich_events())
    return made


def state(folder: Path) -> object:
    with a_book(folder) as book:
        return tables_of(book), text_of(folder)


@settings(max_examples=8)
@given(seed=st.integers(0, 10**6))
def test_rebuilding_is_the_identity(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    folder = make_book(
        tmp_path_factory.mktemp("bangun") / "b", [*setup_events(), *random_events(seed, 30)]
    )
    before = state(folder)
    with a_book(folder) as book:
        assert print_all(book).changed == ()
    assert state(folder) == before
    done = rebuild_journal(folder, quiet)
    assert (done.aside, done.text.changed) == (None, ())
    assert state(folder) == before


def test_from_text_alone_into_a_file_and_into_postgres(
    folder: Path, tmp_path: Path, postgres_book_url: str
) -> None:
    before = state(folder)
    (folder / "jurnal.db").unlink()
    shutil.rmtree(folder / "2026")
    assert rebuild_journal(folder, quiet).events == len(rich_events())
    assert state(folder) == before
    other = tmp_path / "pg"
    shutil.copytree(folder, other)
    (other / "koperasi.toml").write_text(f'[buku]\nbasis_data = "{postgres_book_url}"\n')
    rebuild_journal(other, quiet)
    assert state(other) == before
    assert failures(other) == []
    with pytest.raises(DatabaseNotEmpty, match=str(len(rich_events()))):
        rebuild_journal(other, quiet, replace=True)


def test_a_refused_text_leaves_postgres_empty(folder: Path, postgres_book_url: str) -> None:
    (folder / "koperasi.toml").write_text(f'[buku]\nbasis_data = "{postgres_book_url}"\n')
    path = folder / "events" / "2026-03.jsonl"
    kept = path.read_bytes()
    path.write_bytes(kept.replace(b"Pindah", b"Pindai"))
    with pytest.raises(BadEventsText):
        rebuild_journal(folder, quiet)
    path.write_bytes(kept)
    assert rebuild_journal(folder, quiet).events == len(rich_events())


def test_a_book_that_came_as_text_is_built_at_the_first_command(folder: Path) -> None:
    before = state(folder)
    (folder / "jurnal.db").unlink()
    said: list[str] = []
    with open_book(folder, said.append):
        pass
    assert len(said) == 1
    assert state(folder) == before
    (folder / "jurnal.db").unlink()
    assert failures(folder) == []
    rebuild_if_missing(folder, pytest.fail)


CLONE = """
import sys
from pathlib import Path
from journal_books import event, record_all
from koperasi_ledger.workflows.opening import open_book
sys.stdin.readline()
with open_book(Path(sys.argv[1]), lambda _: None) as book:
    own = f"J-{sys.argv[2]}"
    record_all(book, [event("member_joined", "2026-06-01", own, member=own, name="X")])
"""


def test_two_first_commands_at_once_lose_nothing(folder: Path) -> None:
    (folder / "jurnal.db").unlink()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", CLONE, folder, str(number)],
            stdin=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )
        for number in range(4)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with a_book(folder) as book:
        assert book.journal.head().seq == len(rich_events()) + 4
    assert failures(folder) == []


def test_a_database_that_holds_more_is_kept(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "events"
    shutil.copytree(folder / "events", text)
    with a_book(folder) as book:
        record_all(book, [event("member_joined", "2026-06-01", "J-9", member="J-9", name="X")])
    shutil.rmtree(folder / "events")
    shutil.copytree(text, folder / "events")
    before = (folder / "jurnal.db").read_bytes()
    with pytest.raises(TextDiffers, match="urutan 26"):
        rebuild_journal(folder, quiet)
    assert (folder / "jurnal.db").read_bytes() == before
    done = rebuild_journal(folder, quiet, replace=True)
    assert done.events == len(rich_events())
    assert done.aside is not None
    assert (folder / done.aside).exists()
    assert failures(folder) == []
    assert not list(folder.glob(".*.baru"))


def test_a_database_that_holds_less_or_nothing_readable_is_replaced(folder: Path) -> None:
    before = state(folder)
    database = folder / "jurnal.db"
    database.write_bytes(b"broken")
    with pytest.raises(TextDiffers):
        rebuild_journal(folder, quiet)
    assert rebuild_journal(folder, quiet, replace=True).aside == "jurnal.db.diganti"
    assert state(folder) == before
    make_book(folder.parent / "short", rich_events()[:9])
    shutil.copy(folder.parent / "short" / "jurnal.db", database)
    assert rebuild_journal(folder, quiet).aside is None
    assert state(folder) == before


def test_nobody_records_in_a_database_that_was_replaced(folder: Path) -> None:
    from koperasi_ledger.journal.sqlite import SqliteDatabase  # noqa: PLC0415

    old = SqliteDatabase(folder / "jurnal.db")
    old.retire()
    old.close()
    with a_book(folder) as book:
        with pytest.raises(JournalGuarded, match="dibangun ulang"):
            record_all(book, random_events(1, 1))
        book.journal.database.revive()  # type: ignore[attr-defined]
        assert record_all(book, random_events(1, 1)).new == 1


def swap(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2),
        (lambda lines: [lines[0], *lines[2:]], 2),
        (lambda lines: [*lines[:3], lines[2], *lines[3:]], 4),
        (lambda lines: [*lines[:-1], lines[-1][:-1]], -1),
        (lambda lines: [*lines[:-1], lines[-1][:-20]], -1),
        (lambda lines: [lines[0], b"\n", *lines[1:]], 2),
        (lambda lines: [lines[0], b"[]\n", *lines[1:]], 2),
        (lambda lines: [lines[0], b'{"a":' * 9999 + b"\n", *lines[1:]], 2),
        (lambda lines: [lines[0], b"\xff\n", *lines[1:]], 2),
        (lambda lines: [lines[0], lines[1].replace(b'{"seq"', b'{ "seq"'), *lines[2:]], 2),
        (lambda lines: [*lines[:3], lines[3].replace(b"Siti", b"Sita"), *lines[4:]], 4),
        (lambda lines: [*lines[:3], lines[3].replace(b"bendahara", b"orang lain"), *lines[4:]], 4),
        (lambda lines: [*lines[:3], lines[3].replace(b"2026-01-01", b"2026-02-01"), *lines[4:]], 4),
    ],
)
def test_what_is_wrong_names_file_and_line(
    folder: Path, change: Callable[[list[bytes]], list[bytes]], line: int
) -> None:
    path = folder / "events" / "2026-01.jsonl"
    before = (folder / "jurnal.db").read_bytes()
    count = len(path.read_bytes().splitlines())
    swap(path, change)
    where = line if line > 0 else count
    with pytest.raises(BadEventsText, match=rf"events/2026-01.jsonl baris {where}\b"):
        rebuild_journal(folder, quiet)
    assert (folder / "jurnal.db").read_bytes() == before
    assert not list(folder.glob(".*.baru*"))


def test_an_event_that_the_rules_refuse_is_named(folder: Path) -> None:
    """A text whose hashes were made anew still must be what the rules allow."""
    from koperasi_ledger.journal.chain import GENESIS, Stored, link  # noqa: PLC0415
    from koperasi_ledger.workflows.printing import event_line  # noqa: PLC0415

    shutil.rmtree(folder / "events")
    (folder / "events").mkdir()
    prev, lines = GENESIS, []
    forged = [
        *setup_events(),
        event(
            "savings_withdrawn",
            "2026-01-02",
            "X",
            member="A-1",
            product="harian",
            amount="1",
            via="kas",
        ),
    ]
    for seq, item in enumerate(forged, 1):
        body = json.dumps(item, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = link(seq, "2026-06-30T03:00:00+00:00", "x", prev, body)
        stored = Stored(
            seq,
            item["ref"],
            item["kind"],
            item["date"],
            "2026-06-30T03:00:00+00:00",
            "x",
            body,
            prev,
            digest,
        )
        lines.append(event_line(stored))
        prev = digest
    (folder / "events" / "2026-01.jsonl").write_text("".join(lines), encoding="utf-8")
    with pytest.raises(BadEventsText, match=r"baris 6: .*saldo"):
        rebuild_journal(folder, quiet, replace=True)


def test_a_foreign_or_absent_file_of_events(folder: Path) -> None:
    (folder / "events" / "lain.jsonl").write_text("")
    with pytest.raises(BadEventsText, match=r"events/lain\.jsonl"):
        rebuild_journal(folder, quiet)
    shutil.rmtree(folder / "events")
    with pytest.raises(NoEventsText):
        rebuild_journal(folder, quiet)


def test_printing_anew_says_what_it_did(folder: Path) -> None:
    before = state(folder)
    (folder / "main.beancount").write_text("lain")
    (folder / "2026" / "2026-01.beancount").unlink()
    cut = folder / "2026" / "2026-02.beancount"
    cut.write_bytes(cut.read_bytes()[:-5])
    (folder / "2026" / "catatan.txt").write_text("milik bendahara")
    with closing(sqlite3.connect(folder / "jurnal.db")) as db:
        db.execute("UPDATE files SET bytes = bytes + 1")
        db.execute("INSERT INTO files VALUES ('2025/2025-01.beancount', 3)")
        db.commit()
    with a_book(folder) as book:
        done = print_all(book)
    assert dict(done.changed) == {
        "2026/2026-01.beancount": "dibuat",
        "2026/2026-02.beancount": "dilengkapi",
        "main.beancount": "dicetak ulang; isi lamanya disimpan di main.beancount.diubah",
    }
    assert done.foreign == ("2026/catatan.txt",)
    assert (folder / "2026" / "catatan.txt").read_text() == "milik bendahara"
    assert (folder / "main.beancount.diubah").read_text() == "lain"
    assert state(folder) == before


def koperasi(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "cli.koperasi", "-C", folder, *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands(folder: Path) -> None:
    done = koperasi(folder, "periksa", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["lulus"]) == (0, True)
    assert set(report["pemeriksaan"][0]) == {"nama", "lulus", "rincian"}
    (folder / "main.beancount").write_text("lain")
    done = koperasi(folder, "periksa")
    assert done.returncode == 1
    assert "✗ GAGAL  teks = cetak ulang" in done.stdout
    assert (folder / "main.beancount").read_text() == "lain"
    done = koperasi(folder, "bangun", "--json")
    assert json.loads(done.stdout)["berubah"][0]["berkas"] == "main.beancount"
    done = koperasi(folder, "bangun", "--dari-teks")
    assert (done.returncode, "0 berkas berubah" in done.stdout) == (0, True)
    assert koperasi(folder, "bangun", "--ganti").returncode == 2
    (folder / "jurnal.db").write_bytes(b"rusak")
    done = koperasi(folder, "periksa")
    assert done.returncode == 1
    assert "✗ GAGAL  basis data" in done.stdout
    assert "Traceback" not in done.stderr
