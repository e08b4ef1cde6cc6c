"""The journal in PostgreSQL, for several tills on one book; asked for by a `postgresql://` URL."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from koperasi_ledger.journal.errors import JournalBusy, NoDriver, NoServer, NotAJournal
from koperasi_ledger.journal.port import APPEND_ONLY, TABLES

try:
    import psycopg
except ImportError as missing:
    raise NoDriver from missing

_WAIT_SECONDS = 60

_REFUSE_CHANGES = """
CREATE FUNCTION jurnal_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'jurnal hanya dapat ditambah'; END $$
"""


class PostgresDatabase:
    """A connection to the PostgreSQL database at `url`.

    Raises:
        NoServer: nobody answers there.
    """

    def __init__(self, url: str) -> None:
        try:
            self._db = psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError as error:
            # The message may hold the whole URL with its password; the first line does not.
            raise NoServer(str(error).splitlines()[0]) from None
        self._db.execute(f"SET lock_timeout = '{_WAIT_SECONDS}s'")
        # Text compares byte by byte, as in SQLite, so that both databases list in one order.
        self._db.execute("SET client_encoding = 'UTF8'")

    def _refusal(self, error: psycopg.Error) -> NotAJournal | JournalBusy | NoServer:
        if isinstance(error, psycopg.errors.LockNotAvailable):
            return JournalBusy(_WAIT_SECONDS)
        if isinstance(error, psycopg.OperationalError):
            return NoServer(str(error).splitlines()[0])
        return NotAJournal("PostgreSQL", str(error).splitlines()[0])

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""
        try:
            with self._db.cursor() as cursor:
                cursor.execute(_pyformat(sql), parameters)
                yield from cursor
        except psycopg.Error as error:
            raise self._refusal(error) from error

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs one statement."""
        try:
            self._db.execute(_pyformat(sql), parameters)
        except psycopg.Error as error:
            raise self._refusal(error) from error

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row of parameters."""
        try:
            with self._db.cursor() as cursor:
                cursor.executemany(_pyformat(sql), rows)
        except psycopg.Error as error:
            raise self._refusal(error) from error

    def has_schema(self) -> bool:
        """Whether the tables are there."""
        (found,) = next(self.rows("SELECT to_regclass('events') IS NOT NULL"))
        return bool(found)

    def create_schema(self) -> None:
        """Makes the tables and the triggers that keep them append-only; within a transaction."""
        for statement in TABLES.replace("TEXT", 'TEXT COLLATE "C"').split(";"):
            self.run(statement)
        self.run(_REFUSE_CHANGES)
        for table in APPEND_ONLY:
            self.run(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON"
                f" {table} FOR EACH STATEMENT EXECUTE FUNCTION jurnal_hanya_tambah()"
            )

    def begin(self) -> None:
        """Starts a transaction and takes the write lock; waits for other writers."""
        self.run("BEGIN")
        self.run("SELECT pg_advisory_xact_lock(6014)")

    def commit(self) -> None:
        """Makes the transaction durable before it returns."""
        self.run("COMMIT")

    def rollback(self) -> None:
        """Undoes the transaction."""
        if not self._db.closed and self._db.info.transaction_status:
            self._db.execute("ROLLBACK")

    def damage(self) -> str | None:
        """PostgreSQL checks its pages itself; nothing more is asked of it here."""
        return None

    def close(self) -> None:
        """Ends the connection."""
        self._db.close()


def _pyformat(sql: str) -> Any:  # noqa: ANN401 - psycopg wants a literal string type
    """Our statements hold no quoted question mark, so the placeholders can be swapped as text."""
    return sql.replace("?", "%s")
