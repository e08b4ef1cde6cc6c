"""Whatever is changed in a book, `periksa` names it: every column, every field, any byte."""

import json
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_books import (
    STAMP,
    TABLES,
    a_book,
    failures,
    make_book,
    random_events,
    record_all,
    rich_events,
    setup_events,
    text_of,
)

from koperasi_ledger.checks.result import Check
from koperasi_ledger.journal.chain import link
from koperasi_ledger.journal.port import COLUMNS
from koperasi_ledger.model.records import RECORDS
from koperasi_ledger.workflows import checking

Change = Callable[[sqlite3.Connection], None]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = make_book(tmp_path_factory.mktemp("asli") / "b", rich_events())
    return folder


@pytest.fixture
def book(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path / "b")
    return tmp_path / "b"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engines are not needed to find what is changed in a table."""
    monkeypatch.setattr(checking, "_engine_checks", lambda *_: iter(()))


def change(folder: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    """Does what the triggers forbid, and puts the triggers back."""
    with closing(sqlite3.connect(folder / "jurnal.db")) as db:
        triggers = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            db.execute(statement, values)
        for _, sql in triggers:
            db.execute(sql)
        db.commit()


def rows_of(folder: Path, table: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "jurnal.db")) as db:
        return db.execute(f"SELECT * FROM {table} ORDER BY {TABLES[table]}").fetchall()  # noqa: S608


def others(value: Any) -> list[Any]:
    """Values near to this one, and not equal to it."""
    if isinstance(value, int):
        return [value + 1, -value - 1]
    if isinstance(value, str):
        flipped = value[:-1] + chr(ord(value[-1]) ^ 1) if value else "x"
        return [flipped, value + " "]
    return ["x", 1]


def tampers(folder: Path, table: str, step: int) -> Iterator[tuple[str, tuple[Any, ...], str]]:
    """Every column of every `step`th row, changed; with the row's key as periksa shows it."""
    columns = COLUMNS[table]
    keys = TABLES[table].split(", ")
    for row in rows_of(folder, table)[::step]:
        where = " AND ".join(f"{key} = ?" for key in keys)
        key = tuple(row[columns.index(name)] for name in keys)
        for column, value in zip(columns, row, strict=True):
            for other in others(value)[: 1 if column not in keys else 2]:
                yield f"UPDATE {table} SET {column} = ? WHERE {where}", (other, *key), str(key[-1])  # noqa: S608


def every(folder: Path, found: Iterator[tuple[str, tuple[Any, ...], str]]) -> None:
    """Makes each change alone and asks that periksa fails and names its row."""
    database = folder / "jurnal.db"
    kept = database.read_bytes()
    tried = 0
    for statement, values, key in list(found):
        try:
            change(folder, (statement, values))
        except sqlite3.IntegrityError:  # the database's own rules are in the way
            database.write_bytes(kept)
            continue
        tried += 1
        wrong = failures(folder)
        assert wrong, f"not found: {statement} {values}"
        named = (key, f" {values[0]}")  # a row under another key is named by that
        assert any(name in check.detail for check in wrong for name in named), (
            f"{statement} {values}: {wrong}"
        )
        database.write_bytes(kept)
    assert tried


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("table", "step"),
    [("events", 7), ("entries", 6), ("postings", 9), ("records", 4), ("files", 2)],
)
def test_every_column_of_a_table(book: Path, table: str, step: int) -> None:
    every(book, tampers(book, table, step))


@pytest.mark.parametrize("column", ["name", "value"])
def test_the_version_of_the_journal(book: Path, column: str) -> None:
    change(book, (f"UPDATE meta SET {column} = 'x'", ()))  # noqa: S608
    (only,) = failures(book)
    assert (only.name, "versi skema" in only.detail) == ("basis data", True)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("table", ["entries", "postings", "records", "files", "events"])
def test_a_row_more_or_less(book: Path, table: str) -> None:
    database = book / "jurnal.db"
    kept = database.read_bytes()
    columns = COLUMNS[table]
    keys = TABLES[table].split(", ")
    for row in rows_of(book, table)[::9]:
        where = " AND ".join(f"{name} = ?" for name in keys)
        values = tuple(row[columns.index(name)] for name in keys)
        change(book, (f"DELETE FROM {table} WHERE {where}", values))  # noqa: S608
        assert failures(book)
        database.write_bytes(kept)
        more = list(row)
        more[columns.index(keys[-1])] = 99 if isinstance(values[-1], int) else f"{values[-1]}x"
        if table == "events":
            more[1] = "LAIN"
        marks = ", ".join("?" * len(more))
        change(book, (f"INSERT INTO {table} VALUES ({marks})", tuple(more)))  # noqa: S608
        assert failures(book)
        database.write_bytes(kept)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, (*path, place))
    else:
        yield path


def with_other(value: Any, path: tuple[Any, ...]) -> Any:
    whole = json.loads(json.dumps(value))
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = others(inner[path[-1]])[0]
    return whole


@pytest.mark.usefixtures("quick")
def test_every_field_of_every_record_kind(book: Path) -> None:
    database = book / "jurnal.db"
    kept = database.read_bytes()
    kinds = set()
    for kind, key, _, body in rows_of(book, "records"):
        if kind in kinds:
            continue
        kinds.add(kind)
        record = json.loads(body)
        # What stands at its default is not stored; setting it is tampering too.
        record = json.loads(RECORDS[kind].model_validate_json(body).model_dump_json())
        assert set(record) == set(RECORDS[kind].model_fields)
        for path in leaves(record):
            changed = json.dumps(with_other(record, path))
            change(
                book,
                ("UPDATE records SET body = ? WHERE kind = ? AND id = ?", (changed, kind, key)),
            )
            wrong = failures(book)
            assert any(
                check.name == "catatan = hitung ulang" and f"kind {kind}, id {key}" in check.detail
                for check in wrong
            ), f"{kind} {path}: {wrong}"
            database.write_bytes(kept)
    assert kinds >= {
        *("koperasi", "periode", "kebijakan", "kas-bank", "anggota", "nik", "simpanan", "titipan"),
        *("va", "hari-bank", "berkas-bank", "rantai-bank", "cocok-bank", "pembalikan"),
    }


@pytest.mark.usefixtures("quick")
@settings(max_examples=40)
@given(choice=st.randoms(use_true_random=False))
def test_any_byte_of_any_stored_event(original: Path, choice: random.Random) -> None:
    database = original / "jurnal.db"
    kept = database.read_bytes()
    rows = rows_of(original, "events")
    row = choice.choice(rows)
    column = choice.choice(["body", "recorded_at", "recorded_by", "prev", "hash"])
    text = row[COLUMNS["events"].index(column)].encode()
    place = choice.randrange(len(text))
    flipped = text[:place] + bytes([text[place] ^ choice.randint(1, 127)]) + text[place + 1 :]
    try:
        value = flipped.decode(errors="strict")
    except UnicodeDecodeError:
        value = text.decode() + " "
    try:
        change(original, (f"UPDATE events SET {column} = ? WHERE seq = ?", (value, row[0])))  # noqa: S608
        wrong = failures(original)
        assert any(check.name == "rantai jurnal" and row[1] in check.detail for check in wrong)
    finally:
        database.write_bytes(kept)


@pytest.mark.usefixtures("quick")
@settings(max_examples=80)
@given(choice=st.randoms(use_true_random=False))
def test_any_byte_of_any_printed_file(original: Path, choice: random.Random) -> None:
    name, text = choice.choice(sorted(text_of(original).items()))
    place = choice.randrange(len(text))
    path = original / name
    path.write_bytes(
        text[:place] + bytes([text[place] ^ choice.randint(1, 255)]) + text[place + 1 :]
    )
    try:
        wrong = {check.name: check.detail for check in failures(original)}
        line = text.count(b"\n", 0, place) + 1
        assert f"{name} baris {line}:" in wrong["teks = cetak ulang"]
    finally:
        path.write_bytes(text)


@settings(max_examples=25)
@given(place=st.floats(0, 1, exclude_max=True), length=st.integers(1, 64), seed=st.integers(0, 9))
def test_a_damaged_database_file_is_a_clear_result(
    original: Path, place: float, length: int, seed: int
) -> None:
    """Damage in unused space may go unseen; none ends in a traceback."""
    database = original / "jurnal.db"
    kept = database.read_bytes()
    start = int(place * len(kept))
    noise = random.Random(seed).randbytes(length)  # noqa: S311
    database.write_bytes(kept[:start] + noise + kept[start + length :])
    try:
        for check in failures(original):
            assert check.detail
    finally:
        for ending in ("-wal", "-shm"):
            Path(f"{database}{ending}").unlink(missing_ok=True)
        database.write_bytes(kept)


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 8192])
def test_a_file_that_is_no_database(book: Path, data: bytes) -> None:
    (book / "jurnal.db").write_bytes(data)
    if not data:
        return  # an empty file is a journal without tables: NoJournal, see the refusals
    (only,) = failures(book)
    assert only.name == "basis data"


def details(folder: Path) -> dict[str, Check]:
    return {check.name: check for check in checking.check_book(folder, lambda _: None).checks}


def test_what_a_check_compared_is_said(book: Path) -> None:
    found = details(book)
    assert all(check.passed for check in found.values())
    assert list(found) == [
        "basis data",
        "rantai jurnal",
        "versi jurnal",
        "entri = hitung ulang",
        "posting = hitung ulang",
        "catatan = hitung ulang",
        "ukuran berkas = cetak ulang",
        "simpanan pokok = akun kendali",
        "simpanan wajib = akun kendali",
        "simpanan sukarela = akun kendali",
        "simpanan anggota keluar = akun kendali",
        "simpanan berjangka = akun kendali",
        "utang PPh jasa simpanan = akun kendali",
        "pinjaman = akun kendali",
        "utang pinjaman = akun kendali",
        "syariah = akun kendali",
        "toko = akun kendali",
        "pajak = akun kendali",
        "keagenan = akun kendali",
        "bantuan = akun kendali",
        "aset tetap = akun kendali",
        "SHU anggota = akun kendali",
        "titipan = akun kendali",
        "saldo rekonsiliasi bank",
        "setiap baris bank satu kali",
        "PPN = struk dan faktur",
        "teks = cetak ulang",
        "posting = teks menurut Beancount",
        "posting = teks menurut uromyces",
    ]
    assert f"{len(rich_events())} peristiwa" in found["rantai jurnal"].detail
    assert "Rp60.000,25" in found["simpanan sukarela = akun kendali"].detail
    assert "1 rekonsiliasi" in found["posting = teks menurut Beancount"].detail


@pytest.mark.parametrize(
    ("check", "statement"),
    [
        (
            "simpanan pokok = akun kendali",
            "UPDATE postings SET sen = sen + 1 WHERE account = 'Ekuitas:SimpananPokok'",
        ),
        (
            "simpanan wajib = akun kendali",
            "UPDATE postings SET member = 'A-2' WHERE account = 'Ekuitas:SimpananWajib'",
        ),
        (
            "simpanan sukarela = akun kendali",
            "UPDATE postings SET sub = 'lain' WHERE sub = 'harian'",
        ),
        (
            "simpanan anggota keluar = akun kendali",
            "DELETE FROM postings WHERE account = 'Liabilitas:Simpanan:AnggotaKeluar'",
        ),
        ("titipan = akun kendali", "UPDATE postings SET sub = 'BANK-2' WHERE sub = 'BANK-1'"),
        ("titipan = akun kendali", "UPDATE postings SET sen = 'x' WHERE sub = 'BANK-1'"),
        (
            "saldo rekonsiliasi bank",
            "UPDATE postings SET date = '2026-03-01' WHERE account = 'Aset:Bank:BRI'",
        ),
        ("posting = teks menurut Beancount", "UPDATE postings SET sen = sen * 2"),
        ("posting = teks menurut uromyces", "UPDATE postings SET sen = sen * 2"),
        ("posting = teks menurut Beancount", "UPDATE entries SET narration = NULL WHERE seq = 6"),
        ("simpanan pokok = akun kendali", "UPDATE records SET body = '{' WHERE kind = 'anggota'"),
        ("basis data", "CREATE TRIGGER lain AFTER INSERT ON events BEGIN SELECT 1; END"),
    ],
)
def test_each_check_finds_its_own_fault(book: Path, check: str, statement: str) -> None:
    change(book, (statement, ()))
    assert check in {item.name for item in failures(book)}


def test_a_missing_guard_is_found(book: Path) -> None:
    with closing(sqlite3.connect(book / "jurnal.db")) as db:
        db.execute("DROP TRIGGER postings_no_delete")
    (only,) = failures(book)
    assert "postings_no_delete" in only.detail


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER events_append_only ON events",
        "ALTER TABLE postings DISABLE TRIGGER postings_append_only",
        "ALTER TABLE events DROP CONSTRAINT events_ref_key",
        "ALTER TABLE records DROP CONSTRAINT records_pkey",
        "ALTER TABLE files ADD COLUMN lain TEXT",
        (
            "CREATE OR REPLACE FUNCTION jurnal_hanya_tambah() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RETURN NULL; END $$"
        ),
    ],
)
def test_a_missing_guard_is_found_in_postgres(
    tmp_path: Path, postgres_book_url: str, statement: str
) -> None:
    folder = make_book(tmp_path / "b", setup_events(), postgres_book_url)
    assert failures(folder) == []
    with psycopg.connect(postgres_book_url, autocommit=True) as connection:
        connection.execute(statement)
    assert [check.name for check in failures(folder)] == ["basis data"]


def test_postgres_rows_are_compared_too(tmp_path: Path, postgres_book_url: str) -> None:
    folder = make_book(tmp_path / "b", rich_events(), postgres_book_url)
    with psycopg.connect(postgres_book_url, autocommit=True) as connection:
        for table in ("events", "entries", "postings"):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        connection.execute("UPDATE postings SET sen = sen + 100 WHERE seq = 6 AND leg = 1")
        connection.execute("UPDATE records SET body = '{}' WHERE kind = 'va'")
        for table in ("events", "entries", "postings"):
            connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    names = {check.name: check.detail for check in failures(folder)}
    assert "seq 6, leg 1" in names["posting = hitung ulang"]
    assert "8881000042" in names["catatan = hitung ulang"]
    assert "simpanan pokok = akun kendali" in names


def test_files_missing_foreign_cut_and_grown(book: Path) -> None:
    def said() -> str:
        return details(book)["teks = cetak ulang"].detail

    (book / "2026" / "2026-13.beancount").write_text("x")
    assert "2026/2026-13.beancount: berkas asing" in said()
    (book / "2026" / "2026-13.beancount").unlink()
    (book / "events" / "2026-01.jsonl.diubah").write_text("put aside by us")
    (book / "events" / ".2026-01.jsonl.baru").write_text("left by a crash")
    assert failures(book) == []
    path = book / "events" / "2026-01.jsonl"
    kept = path.read_bytes()
    path.write_bytes(kept + b"\n")
    assert "ada tambahan" in said()
    path.write_bytes(kept.replace(b"Siti", b"Sita"))
    assert "Sita" in said()
    path.write_bytes(kept)
    for name in ("main.beancount", "accounts.beancount"):
        (book / name).rename(book / "x")
        assert f"{name}: berkas tidak ada" in said()
        (book / "x").rename(book / name)
    assert failures(book) == []


def test_a_deleted_month_is_reported_and_a_cut_one_completed(tmp_path: Path) -> None:
    folder = make_book(tmp_path / "b", setup_events())
    with a_book(folder) as book:
        record_all(book, random_events(1, 20), STAMP._replace(at=STAMP.at.replace(hour=5)))
    whole = text_of(folder)
    (folder / "events" / "2026-01.jsonl").unlink()
    assert [check.name for check in failures(folder)] == ["teks = cetak ulang"]
    assert not (folder / "events" / "2026-01.jsonl").exists()
    (folder / "events" / "2026-01.jsonl").write_bytes(whole["events/2026-01.jsonl"])
    for name, text in whole.items():
        if "/" in name:
            (folder / name).write_bytes(text[: len(text) - 7])
    found = details(folder)["teks = cetak ulang"]
    assert found.passed
    assert "dilengkapi" in found.detail
    assert text_of(folder) == whole


def test_an_event_forged_with_its_hash_still_breaks_the_chain(book: Path) -> None:
    """Whoever rewrites one event must rewrite all that follow, and every printed hash."""
    row = dict(zip(COLUMNS["events"], rows_of(book, "events")[6], strict=True))
    body = row["body"].replace("100000", "900000")
    digest = link(row["seq"], row["recorded_at"], row["recorded_by"], row["prev"], body)
    change(book, ("UPDATE events SET body = ?, hash = ? WHERE seq = ?", (body, digest, row["seq"])))
    assert "rantai jurnal" in {check.name for check in failures(book)}


def test_without_uromyces_it_is_said_and_no_failure(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uromyces", None)
    found = details(book)["posting = teks menurut uromyces"]
    assert (found.passed, found.skipped, found.detail) == (True, True, "uromyces tidak terpasang")
