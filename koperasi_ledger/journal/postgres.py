"""The journal in PostgreSQL, for several tills on one book; asked for by a `postgresql://` URL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from koperasi_ledger.journal.errors import (
    DiskFull,
    JournalBusy,
    JournalGuarded,
    NoDriver,
    NoServer,
    NotAJournal,
    WritesRefused,
)
from koperasi_ledger.journal.port import APPEND_ONLY, COLUMNS, KEYS, TABLES
from koperasi_ledger.model.errors import Refusal

try:
    import psycopg
    from psycopg.pq import TransactionStatus
except ImportError as missing:
    raise NoDriver from missing

_WAIT_SECONDS = 60
_LOCK = 6014
"""Tells our locks from those of other programs in the same database; any number would do."""

_FUNCTION = "jurnal_hanya_tambah"
_FUNCTION_BODY = " BEGIN RAISE EXCEPTION 'jurnal hanya dapat ditambah'; END "

# What a trigger must be: BEFORE (2), for each statement, on DELETE (8), UPDATE (16), TRUNCATE (32).
_TRIGGER_TYPE = 2 + 8 + 16 + 32


class PostgresDatabase:
    """A connection to the PostgreSQL database at `url`.

    Raises:
        NoServer: nobody answers there, or it refuses us.
    """

    def __init__(self, url: str) -> None:
        self._secret = _password(url)
        try:
            self._db = psycopg.connect(url, autocommit=True)
            self._db.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
            self._db.execute("SET client_encoding = 'UTF8'")
            # A commit is on the disk before it is acknowledged, whatever the server's default.
            self._db.execute("SET synchronous_commit = 'on'")
        except psycopg.Error as error:
            raise NoServer(self._first_line(error)) from None
        self._streams = 0

    def _first_line(self, error: psycopg.Error) -> str:
        # libpq may quote parts of the URL, and the URL may hold the password.
        line = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
        for secret in self._secret:
            line = line.replace(secret, "…")
        return line

    def _refusal(self, error: psycopg.Error) -> Refusal:
        line = self._first_line(error)
        match error:
            case psycopg.errors.LockNotAvailable():
                return JournalBusy(_WAIT_SECONDS)
            case psycopg.errors.DiskFull() | psycopg.errors.InsufficientResources():
                return DiskFull(line)
            case psycopg.errors.InsufficientPrivilege() | psycopg.errors.ReadOnlySqlTransaction():
                return WritesRefused(line)
            case psycopg.errors.RaiseException():
                return JournalGuarded(line)
            case psycopg.OperationalError() | psycopg.InterfaceError():
                return NoServer(line)
        return NotAJournal("PostgreSQL", line)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        try:
            with self._db.cursor() as cursor:
                cursor.execute(_pyformat(sql), parameters)
                yield from cursor
        except psycopg.Error as error:
            raise self._refusal(error) from None

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as long as the journal: a bounded part of them in memory at once."""
        self._streams += 1
        # Outside a transaction the server keeps the rows until the cursor is closed (WITH HOLD).
        hold = self._db.info.transaction_status == TransactionStatus.IDLE
        try:
            with self._db.cursor(f"jurnal_{self._streams}", withhold=hold) as cursor:
                cursor.itersize = 2_000
                cursor.execute(_pyformat(sql), parameters)
                yield from cursor
        except psycopg.Error as error:
            raise self._refusal(error) from None

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs one statement."""
        try:
            self._db.execute(_pyformat(sql), parameters)
        except psycopg.Error as error:
            raise self._refusal(error) from None

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row of parameters."""
        try:
            with self._db.cursor() as cursor:
                cursor.executemany(_pyformat(sql), rows)
        except psycopg.Error as error:
            raise self._refusal(error) from None

    def has_schema(self) -> bool:
        """Whether the tables are there."""
        (found,) = next(self.rows("SELECT to_regclass('events') IS NOT NULL"))
        return bool(found)

    def create_schema(self) -> None:
        """Makes the tables and the triggers that keep them append-only; within a transaction."""
        # Text compares byte by byte, as in SQLite, so that both databases list in one order.
        for statement in TABLES.replace("TEXT", 'TEXT COLLATE "C"').split(";"):
            self.run(statement)
        self.run(
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $${_FUNCTION_BODY}$$"
        )
        for table in APPEND_ONLY:
            self.run(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON"
                f" {table} FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
            )

    def begin(self) -> None:
        """Starts a transaction and takes the write lock; waits for other writers."""
        self.run("BEGIN ISOLATION LEVEL READ COMMITTED")
        try:
            # One lock for each schema: two books may live side by side in one database.
            self.run(f"SELECT pg_advisory_xact_lock({_LOCK}, hashtext(current_schema()))")
        except BaseException:
            self.rollback()
            raise

    def begin_reading(self) -> None:
        """Starts a transaction that only reads, and sees one state whatever others write."""
        self.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def commit(self) -> None:
        """Makes the transaction durable before it returns."""
        if self._db.info.transaction_status == TransactionStatus.INERROR:
            # PostgreSQL would answer COMMIT with a silent ROLLBACK.
            raise NotAJournal("PostgreSQL", "transaksi sudah gagal sebelumnya")
        self.run("COMMIT")

    def rollback(self) -> None:
        """Undoes the transaction, if there is one; never raises."""
        with suppress(psycopg.Error):
            if self._db.info.transaction_status != TransactionStatus.IDLE:
                self._db.execute("ROLLBACK")

    def damage(self) -> str | None:
        """What is wrong with tables, keys and triggers; PostgreSQL checks its pages itself."""
        for table, key in KEYS.items():
            columns = self.rows(
                "SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute"
                " WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped",
                (table,),
            )
            if next(columns)[0] != ",".join(COLUMNS[table]):
                return f"tabel {table} tidak seperti yang dibuat program"
            unique = {
                f"{kind}:{names}"
                for kind, names in self.rows(
                    "SELECT contype::text, (SELECT string_agg(a.attname, ', ' ORDER BY k.n)"
                    " FROM unnest(conkey) WITH ORDINALITY AS k (attnum, n)"
                    " JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.attnum)"
                    " FROM pg_constraint WHERE conrelid = to_regclass(?)",
                    (table,),
                )
            }
            if f"p:{key}" not in unique or (table == "events" and "u:ref" not in unique):
                return f"kunci tabel {table} tidak ada"
            wanted = {f"{table}_append_only"} if table in APPEND_ONLY else set()
            found = {
                name if enabled == "O" and kind == _TRIGGER_TYPE and body == _FUNCTION_BODY else "?"
                for name, enabled, kind, body in self.rows(
                    "SELECT tgname::text, tgenabled::text, tgtype, prosrc FROM pg_trigger"
                    " JOIN pg_proc ON pg_proc.oid = tgfoid"
                    " WHERE tgrelid = to_regclass(?) AND NOT tgisinternal",
                    (table,),
                )
            }
            if found != wanted:
                return f"pengaman tabel {table} tidak seperti yang dibuat program"
        return None

    def close(self) -> None:
        """Ends the connection."""
        self._db.close()


def _password(url: str) -> tuple[str, ...]:
    """The password in a URL, as written and decoded, so that it can be kept out of messages."""
    user = url.partition("://")[2].rpartition("@")[0]
    found = {user.partition(":")[2], *_query_password(url)}
    return tuple(
        sorted({text for item in found for text in (item, unquote(item)) if text}, reverse=True)
    )


def _query_password(url: str) -> list[str]:
    pairs = url.partition("?")[2].split("&")
    return [pair.partition("=")[2] for pair in pairs if pair.startswith("password=")]


def _pyformat(sql: str) -> Any:  # noqa: ANN401 - psycopg wants a literal string type
    """Our statements hold no quoted question mark, so the placeholders can be swapped as text."""
    return sql.replace("?", "%s")
