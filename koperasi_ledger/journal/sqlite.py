"""The journal in one SQLite file: the embedded default (WAL, synchronous=FULL)."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Any

from koperasi_ledger.journal.errors import (
    DiskFull,
    JournalBusy,
    JournalGuarded,
    NoJournal,
    NotAJournal,
)
from koperasi_ledger.journal.port import APPEND_ONLY, TABLES
from koperasi_ledger.model.errors import Refusal

_WAIT_SECONDS = 60
_ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What a database can raise; a damaged one names its tables in bytes that are no text."""

_UNWRITABLE = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)
_ROWS_AT_ONCE = 100
"""Of nine values at most: older versions of SQLite take 999 parameters."""

_RETIRED = "events_retired"
_KEYED = ("meta", "postings", "records", "files")


def _schema() -> Iterator[str]:
    # INTEGER PRIMARY KEY is SQLite's own row number: no second index for it.
    tables = TABLES.replace("seq BIGINT PRIMARY KEY", "seq INTEGER PRIMARY KEY")
    for statement in tables.split(";"):
        words = statement.partition("(")[0].split()
        # A table with a key of its own needs no row number beside it.
        keyed = words[1] == "TABLE" and words[-1] in _KEYED
        yield f"{statement.strip()} WITHOUT ROWID" if keyed else statement.strip()
    for table in APPEND_ONLY:
        for action in ("UPDATE", "DELETE"):
            yield (
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table}"
                " BEGIN SELECT RAISE(ABORT, 'jurnal hanya dapat ditambah'); END"
            )


_SCHEMA = tuple(_schema())


_EXACT_SUM = "jumlah_tepat"


class _ExactSum:
    """SUM of integers of any size; as text where 64 bits do not hold it."""

    def __init__(self) -> None:
        self._total: int | None = None

    def step(self, value: int | None) -> None:
        if value is not None:
            self._total = (self._total or 0) + value

    def finalize(self) -> int | str | None:
        total = self._total
        return total if total is None or -(2**63) <= total < 2**63 else str(total)


class SqliteDatabase:
    """A connection to the SQLite file at `path`; `create` makes the file if there is none.

    `draft`: no commit waits for the disk, for a file that is of no use until it is finished.

    Raises:
        NoJournal: there is no such file.
        NotAJournal: the file is no SQLite database.
    """

    def __init__(self, path: Path, *, create: bool = False, draft: bool = False) -> None:
        if not create and not path.is_file():
            raise NoJournal(str(path))
        self.place = str(path)
        self._sums_exactly = False
        if create:
            # It holds names: strangers cannot read it, whatever the umask. What is wrong with the
            # place is said by SQLite.
            with suppress(OSError):
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o660))
        mode = "rwc" if create else "rw"
        uri = f"{path.resolve().as_uri()}?mode={mode}"
        try:
            self._db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_WAIT_SECONDS)
        except _ERRORS as error:
            raise self._refusal(error) from error
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            # FULL: a commit is on the disk before it is acknowledged, whatever the power does.
            self._db.execute(f"PRAGMA synchronous={'OFF' if draft else 'FULL'}")
            self._db.execute("PRAGMA cache_size=-65536")
        except _ERRORS as error:
            self._db.close()
            raise self._refusal(error) from error

    def _refusal(self, error: Exception) -> Refusal:
        if isinstance(error, UnicodeDecodeError):
            return NotAJournal(self.place, "isinya bukan teks UTF-8")
        code = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_CONSTRAINT_TRIGGER:
            return JournalGuarded(str(error))
        code &= 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return JournalBusy(_WAIT_SECONDS)
        if code in _UNWRITABLE:
            return DiskFull(str(error))
        return NotAJournal(self.place, str(error))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one; sums of any size."""
        count = 0
        try:
            # Not `yield from`: left early, that would close the cursor of a closed database.
            for row in self._db.execute(sql, parameters):
                yield row
                count += 1
        except _ERRORS as error:
            if str(error) != "integer overflow" or "SUM(" not in sql:
                raise self._refusal(error) from error
        else:
            return
        # SQLite's own SUM gives up beyond 64 bits; ours does not, but takes ten times as long.
        if not self._sums_exactly:
            self._db.create_aggregate(_EXACT_SUM, 1, _ExactSum)  # type: ignore[arg-type] # finalize
            self._sums_exactly = True
        exactly = sql.replace("SUM(", f"{_EXACT_SUM}(")
        yield from islice(self.rows(exactly, parameters), count, None)

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as long as the journal: a bounded part of them in memory at once."""
        return self.rows(sql, parameters)

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs one statement."""
        try:
            self._db.execute(sql, parameters)
        except _ERRORS as error:
            raise self._refusal(error) from error

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row of parameters."""
        several = list(rows)
        whole = 0
        try:
            if sql.endswith(")") and len(several) >= _ROWS_AT_ONCE:
                # One statement for many rows takes two thirds of the time of one for each.
                into, _, row = sql.partition(" VALUES ")
                at_once = f"{into} VALUES {', '.join([row] * _ROWS_AT_ONCE)}"
                whole = len(several) - len(several) % _ROWS_AT_ONCE
                for start in range(0, whole, _ROWS_AT_ONCE):
                    part = several[start : start + _ROWS_AT_ONCE]
                    self._db.execute(at_once, [*chain.from_iterable(part)])
            self._db.executemany(sql, several[whole:])
        except _ERRORS as error:
            raise self._refusal(error) from error

    def has_schema(self) -> bool:
        """Whether the tables are there."""
        found = self.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'events'")
        return next(found, None) is not None

    def create_schema(self) -> None:
        """Makes the tables and the triggers that keep them append-only; within a transaction."""
        for statement in _SCHEMA:
            self.run(statement)

    def begin(self) -> None:
        """Starts a transaction and takes the write lock; waits for other writers."""
        self.run("BEGIN IMMEDIATE")

    def begin_reading(self) -> None:
        """Starts a transaction that only reads, and sees one state whatever others write."""
        self.run("BEGIN")
        # SQLite takes its snapshot at the first read.
        next(self.rows("SELECT COUNT(*) FROM sqlite_master"))

    def commit(self) -> None:
        """Makes the transaction durable before it returns."""
        self.run("COMMIT")

    def rollback(self) -> None:
        """Undoes the transaction, if there is one; never raises."""
        with suppress(sqlite3.Error):
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def damage(self) -> str | None:
        """What is wrong with the database itself; its own integrity check, then the schema."""
        try:
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(5)")]
            schema = self._db.execute(
                "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            ).fetchall()
        except _ERRORS as error:
            return f"berkas rusak: {self._refusal(error).what}"
        if found != ["ok"]:
            return "berkas rusak: " + "; ".join(found)
        ours = {statement.split()[2]: statement for statement in _SCHEMA}
        theirs: dict[str, str | None] = dict(schema)
        for name in sorted(ours.keys() | theirs.keys()):
            if ours.get(name) != theirs.get(name):
                return f"tabel, indeks atau pengaman {name} tidak seperti yang dibuat program"
        return None

    def finish(self) -> None:
        """Moves everything into the one file, so that it can be renamed once it is closed."""
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
        if next(self.rows("PRAGMA journal_mode=DELETE"))[0] != "delete":
            raise JournalBusy(_WAIT_SECONDS)

    def retire(self) -> None:
        """Keeps everybody from recording in this file any more, and makes it one file.

        Whoever has it open already is refused at its next event; see `JournalGuarded`.

        Raises:
            JournalBusy: another process has the book open.
        """
        self.run("PRAGMA locking_mode=EXCLUSIVE")
        self.finish()
        self.run("BEGIN EXCLUSIVE")
        self.run(
            f"CREATE TRIGGER IF NOT EXISTS {_RETIRED} BEFORE INSERT ON events BEGIN SELECT"
            " RAISE(ABORT, 'buku ini baru saja dibangun ulang dari teks'); END"
        )
        self.run("COMMIT")

    def revive(self) -> None:
        """Takes back `retire`, when the new file could not take this one's place."""
        self.run(f"DROP TRIGGER IF EXISTS {_RETIRED}")

    def close(self) -> None:
        """Ends the connection."""
        self._db.close()
