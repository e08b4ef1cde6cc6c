"""The port: the little that the journal asks of a database, and the schema both databases share.

The statements use `?` for parameters and nothing that SQLite and PostgreSQL read differently;
`sqlite.py` and `postgres.py` bring the rest: how to connect, how to lock, how to forbid changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

SCHEMA_VERSION = "1"

APPEND_ONLY = ("events", "entries", "postings")
"""Tables whose rows are never changed or deleted; the database itself refuses it."""

# Dates are ISO text, amounts whole sen: both compare and add exactly in every database.
# `entries` has one row for each event: what it posted (`narration`), proved (`balance_account`) or
# neither; which records it read or wrote (`touched`, one `kind:key` a line); and, for events that
# are reversed by going back, the records as they were (`before`, JSON by `kind:key`).
# There is no index beyond the keys: a scan of a million events costs less than a second in the rare
# question that needs one, an index would cost every event.
TABLES = """
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
CREATE TABLE events (
  seq BIGINT PRIMARY KEY,
  ref TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  date TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  body TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE TABLE entries (
  seq BIGINT PRIMARY KEY,
  date TEXT NOT NULL,
  narration TEXT,
  policy TEXT,
  balance_account TEXT,
  balance_sen BIGINT,
  touched TEXT NOT NULL,
  before TEXT
);
CREATE TABLE postings (
  seq BIGINT NOT NULL,
  leg INTEGER NOT NULL,
  date TEXT NOT NULL,
  account TEXT NOT NULL,
  sen BIGINT NOT NULL,
  member TEXT,
  unit TEXT,
  bank_ref TEXT,
  sub TEXT,
  PRIMARY KEY (seq, leg)
);
CREATE TABLE records (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE TABLE files (
  name TEXT PRIMARY KEY,
  bytes BIGINT NOT NULL
)
"""

KEYS = {
    "meta": "name",
    "events": "seq",
    "entries": "seq",
    "postings": "seq, leg",
    "records": "kind, id",
    "files": "name",
}
"""Every table and what its rows are told apart by."""


def _columns(statement: str) -> tuple[str, ...]:
    lines = statement.strip().splitlines()[1:-1]
    return tuple(line.split()[0] for line in lines if "PRIMARY KEY (" not in line)


COLUMNS = {statement.split()[2]: _columns(statement) for statement in TABLES.split(";")}
"""The columns of every table, in their order."""


class Database(Protocol):
    """One connection to the database that keeps a journal."""

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, one by one."""

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as long as the journal: a bounded part of them in memory at once."""

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs one statement."""

    def run_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for each row of parameters."""

    def has_schema(self) -> bool:
        """Whether the tables are there."""

    def create_schema(self) -> None:
        """Makes the tables and the triggers that keep them append-only; within a transaction."""

    def begin(self) -> None:
        """Starts a transaction and takes the write lock; waits for other writers."""

    def begin_reading(self) -> None:
        """Starts a transaction that only reads, and sees one state whatever others write."""

    def commit(self) -> None:
        """Makes the transaction durable before it returns."""

    def rollback(self) -> None:
        """Undoes the transaction, if there is one; never raises."""

    def damage(self) -> str | None:
        """What is wrong with the database itself, in Indonesian; None when nothing is.

        Its own integrity check, and whether tables, keys and append-only triggers are ours.
        """

    def close(self) -> None:
        """Ends the connection."""
