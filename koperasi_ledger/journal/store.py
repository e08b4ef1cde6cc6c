"""The journal over any `Database`: reading it, and recording into it under the write lock."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine import Applied, Past, apply
from koperasi_ledger.journal.chain import GENESIS, Stored, link
from koperasi_ledger.journal.errors import ConflictingRef, NoJournal, NotAJournal
from koperasi_ledger.journal.port import SCHEMA_VERSION, Database
from koperasi_ledger.journal.sqlite import SqliteDatabase
from koperasi_ledger.model.entry import Balance, Entry, Posting, quick
from koperasi_ledger.model.events import AnyEvent, canonical, from_canonical
from koperasi_ledger.model.fields import iso_day
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Record, stored_record
from koperasi_ledger.rules.change import ResultBalance

_FLUSH_EVENTS = 2_000
_FLUSH_RECORDS = 10_000
_EVENT = "seq, ref, kind, date, recorded_at, recorded_by, body, prev, hash"
# Texts that may be missing are handed over as "", which none of them ever is: for each None, the
# driver looks for an adapter, and that takes longer than all the rest of the row.
_ADD_EVENT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_ADD_ENTRY = (
    "INSERT INTO entries (seq, date, narration, policy, touched, before)"
    " VALUES (?, ?, ?, NULLIF(?, ''), ?, NULLIF(?, ''))"
)
_ADD_OTHER = (
    "INSERT INTO entries (seq, date, balance_account, balance_sen, touched, before)"
    " VALUES (?, ?, ?, ?, ?, NULLIF(?, ''))"
)
_ADD_POSTING = (
    "INSERT INTO postings VALUES"
    " (?, ?, ?, ?, ?, NULLIF(?, ''), NULLIF(?, ''), NULLIF(?, ''), NULLIF(?, ''))"
)
_SET_SIZE = (
    "INSERT INTO files (name, bytes) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET bytes = excluded.bytes"
)


class Head(NamedTuple):
    """The newest event of a journal: its place and hash; (0, zeros) for an empty one."""

    seq: int
    hash: str


def connect(url: str, *, create: bool = False, draft: bool = False) -> "Journal":
    """The journal at a `postgresql://` URL, or in the SQLite file at a path.

    `draft`: a file that nobody misses before it is finished, so that nothing waits for the disk.

    Raises:
        NoJournal, NotAJournal, NoServer, NoDriver.
    """
    database: Database
    if url.startswith(("postgresql://", "postgres://")):
        from koperasi_ledger.journal.postgres import (  # noqa: PLC0415 - only tills need the driver
            PostgresDatabase,
        )

        database = PostgresDatabase(url)
    else:
        database = SqliteDatabase(Path(url), create=create, draft=draft)
    journal = Journal(database)
    try:
        journal.prepare(create=create, place=url.rpartition("@")[2])
    except BaseException:
        journal.close()
        raise
    return journal


class Journal:
    """The journal kept in `database`. Reading needs nothing; `recording` takes the write lock."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def prepare(self, *, create: bool, place: str) -> None:
        """Makes the tables if asked to, and checks that they are ours.

        Raises:
            NoJournal: there are none, and none are to be made.
            NotAJournal: they are of another version.
        """
        db = self.database
        if not db.has_schema():
            if not create:
                raise NoJournal(place)
            db.begin()
            try:
                if not db.has_schema():
                    db.create_schema()
                    db.run("INSERT INTO meta (name, value) VALUES ('schema', ?)", (SCHEMA_VERSION,))
                db.commit()
            except BaseException:
                db.rollback()
                raise
        found = next(db.rows("SELECT value FROM meta WHERE name = 'schema'"), ("tidak ada",))[0]
        if found != SCHEMA_VERSION:
            raise NotAJournal(place, f"versi skema {found}, seharusnya {SCHEMA_VERSION}")

    def close(self) -> None:
        """Ends the connection."""
        self.database.close()

    # -- reading ---------------------------------------------------------------------------------

    def head(self) -> Head:
        """The newest event."""
        newest = self.database.rows("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")
        return Head(*next(newest, (0, GENESIS)))

    def stored(self, *, after: int = 0) -> Iterator[Stored]:
        """The events after a place in the journal, in order."""
        sql = f"SELECT {_EVENT} FROM events WHERE seq > ? ORDER BY seq"  # noqa: S608 - constant
        return (Stored(*row) for row in self.database.stream(sql, (after,)))

    def posted(self, month: str | None = None) -> Iterator[tuple[Stored, Entry | Balance | None]]:
        """The events with what each posted, in the order they were recorded.

        All of them, or those dated in a month (`YYYY-MM`): one pass, whatever their number.
        """
        names = ", ".join(f"e.{name}" for name in _EVENT.split(", "))
        condition, days = "", tuple[str, ...]()
        if month is not None:
            condition, days = " WHERE e.date BETWEEN ? AND ?", (f"{month}-01", f"{month}-31")
        sql = (
            f"SELECT {names}, n.date, n.narration, n.policy, n.balance_account, n.balance_sen,"  # noqa: S608 - constant
            " p.account, p.sen, p.member, p.unit, p.bank_ref, p.sub FROM events e"
            " JOIN entries n ON n.seq = e.seq LEFT JOIN postings p ON p.seq = e.seq"
            f"{condition} ORDER BY e.seq, p.leg"
        )
        for _, rows in groupby(self.database.stream(sql, days), key=itemgetter(0)):
            legs = list(rows)
            first = legs[0]
            stored = Stored(*first[:9])
            yield stored, _entry(stored.ref, first[9:14], [leg[14:] for leg in legs])

    def newest(self) -> Stored | None:
        """The event recorded last."""
        sql = f"SELECT {_EVENT} FROM events ORDER BY seq DESC LIMIT 1"  # noqa: S608 - constant
        row = next(self.database.rows(sql), None)
        return Stored(*row) if row else None

    def first_recorded(self, month: str) -> str | None:
        """When the first event dated in a month (`YYYY-MM`) was recorded."""
        sql = "SELECT recorded_at FROM events WHERE date BETWEEN ? AND ? ORDER BY seq LIMIT 1"
        row = next(self.database.rows(sql, (f"{month}-01", f"{month}-31")), None)
        return row[0] if row else None

    def bodies(self, refs: Sequence[str]) -> dict[str, str]:
        """The canonical JSON of those refs that are in the journal."""
        marks = ", ".join("?" * len(refs))
        sql = f"SELECT ref, body FROM events WHERE ref IN ({marks})"  # noqa: S608 - only marks
        return dict(self.database.rows(sql, refs)) if refs else {}

    def load(self, kind: str, key: str) -> Record | None:
        """A stored record."""
        found = self.database.rows(
            "SELECT body FROM records WHERE kind = ? AND id = ?", (kind, key)
        )
        row = next(found, None)
        return stored_record(kind, row[0]) if row else None

    def load_all(self, kind: str) -> Iterator[Record]:
        """All stored records of a kind, by key."""
        rows = self.database.rows("SELECT body FROM records WHERE kind = ? ORDER BY id", (kind,))
        return (stored_record(kind, body) for (body,) in rows)

    def books(self) -> Books:
        """The books as of now; records are read when they are asked for."""
        return Books(self.load, self.load_all)

    def find(self, ref: str) -> Past | None:
        """The event with this ref, with what it posted and what its records were before it."""
        rows = self.database.rows("SELECT seq, body FROM events WHERE ref = ?", (ref,))
        row = next(rows, None)
        if row is None:
            return None
        seq, body = row
        (before,) = next(self.database.rows("SELECT before FROM entries WHERE seq = ?", (seq,)))
        return Past(seq, from_canonical(body), self.entry(seq, ref), _read_before(before))

    def entry(self, seq: int, ref: str) -> Entry | Balance | None:
        """What the event at this place posted, or proved."""
        rows = self.database.rows(
            "SELECT date, narration, policy, balance_account, balance_sen FROM entries"
            " WHERE seq = ?",
            (seq,),
        )
        head = next(rows)
        legs = self.database.rows(
            "SELECT account, sen, member, unit, bank_ref, sub FROM postings WHERE seq = ?"
            " ORDER BY leg",
            (seq,),
        )
        return _entry(ref, head, legs)

    def later(self, records: Sequence[RecordId], seq: int) -> list[str]:
        """Refs of the events after `seq` that read or wrote any of the records, in order."""
        wanted = {f"{kind}:{key}" for kind, key in records}
        rows = self.database.rows(
            "SELECT e.ref, n.touched FROM entries n JOIN events e ON e.seq = n.seq"
            " WHERE n.seq > ? ORDER BY n.seq",
            (seq,),
        )
        return [ref for ref, touched in rows if not wanted.isdisjoint(touched.split("\n"))]

    def balance(self, account: str, day: date) -> Decimal:
        """What the ledger account holds at the end of the day, in rupiah."""
        rows = self.database.rows(
            "SELECT COALESCE(SUM(sen), 0) FROM postings WHERE account = ? AND date <= ?",
            (account, day.isoformat()),
        )
        return from_sen(int(next(rows)[0]))

    def results(self, day: date) -> list[ResultBalance]:
        """The balances of Pendapatan and Beban at the end of the day, by account and unit usaha."""
        rows = self.database.rows(
            "SELECT account, unit, SUM(sen) FROM postings WHERE date <= ?"
            " AND (substr(account, 1, 11) = 'Pendapatan:' OR substr(account, 1, 6) = 'Beban:')"
            " GROUP BY account, unit",
            (day.isoformat(),),
        )
        found = (ResultBalance(account, unit, from_sen(int(sen))) for account, unit, sen in rows)
        return sorted(found, key=lambda each: (each.account, each.unit or ""))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Whatever is read inside is of one moment, however long it takes and whoever writes."""
        self.database.begin_reading()
        try:
            yield
        finally:
            self.database.rollback()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody records inside, and nothing is recorded by it."""
        self.database.begin()
        try:
            yield
        finally:
            self.database.rollback()

    def file_sizes(self) -> dict[str, int]:
        """How many bytes of each printed file the journal accounts for, by relative name."""
        return dict(self.database.rows("SELECT name, bytes FROM files ORDER BY name"))

    def keep_file_sizes(self, sizes: Mapping[str, int]) -> None:
        """Replaces all that is known of file sizes; within a transaction."""
        self.database.run("DELETE FROM files")
        self.database.run_many(_SET_SIZE, list(sizes.items()))

    # -- recording -------------------------------------------------------------------------------

    @contextmanager
    def recording(self) -> Iterator["Recording"]:
        """A transaction under the write lock; all of it happens, or none."""
        self.database.begin()
        try:
            recording = Recording(self)
            yield recording
            recording.flush()
            self.database.commit()
        except BaseException:
            self.database.rollback()
            raise


class Recording:
    """A transaction in which events are recorded one after the other; see `Journal.recording`.

    Rows wait in memory and are written some thousands at a time; whatever asks the journal about
    the past has them written first. A record that changes with every other event is written once
    for many of them, for the books have its newest state.
    """

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.books = journal.books()
        self.head = journal.head()
        self._events: list[tuple[Any, ...]] = []
        self._entries: list[tuple[Any, ...]] = []
        self._others: list[tuple[Any, ...]] = []
        self._postings: list[tuple[Any, ...]] = []
        self._written: dict[RecordId, int] = {}
        self._bodies: dict[str, str] = {}

    def bodies(self, refs: Sequence[str]) -> dict[str, str]:
        """The canonical JSON of those refs that are recorded, in this transaction or before."""
        found = self.journal.bodies(refs)
        found.update((ref, self._bodies[ref]) for ref in refs if ref in self._bodies)
        return found

    def add(
        self, event: AnyEvent, recorded_at: str, recorded_by: str, body: str
    ) -> tuple[Stored, Applied]:
        """Applies and stores one event; `body` is its canonical JSON.

        Raises:
            Refusal: a rule refuses it; the transaction is as it was.
        """
        applied = apply(event, self.books, self)
        seq, prev = self.head
        seq += 1
        own = link(seq, recorded_at, recorded_by, prev, body)
        ref, day = event.ref, iso_day(event.date)
        row = (seq, ref, event.kind, day, recorded_at, recorded_by, body, prev, own)
        stored = quick(Stored, row)
        self.head = quick(Head, (seq, own))
        self._events.append(row)
        self._bodies[ref] = body
        self._keep(seq, day, applied)
        if len(self._events) >= _FLUSH_EVENTS:
            self._flush_events()
        if len(self._written) >= _FLUSH_RECORDS:
            self._flush_records()
        return stored, applied

    def _keep(self, seq: int, day: str, applied: Applied) -> None:
        entry = applied.entry
        touched = "\n".join([f"{kind}:{key}" for kind, key in applied.touched])
        before = _write_before(applied.before) if applied.before else ""
        if isinstance(entry, Entry):
            self._entries.append((seq, day, entry.narration, entry.policy or "", touched, before))
            for leg, (name, amount, member, unit, line, sub) in enumerate(entry.postings):
                texts = (member or "", unit or "", line or "", sub or "")
                self._postings.append((seq, leg, day, name, to_sen(amount), *texts))
        elif isinstance(entry, Balance):
            sen = to_sen(entry.amount)
            self._others.append((seq, day, entry.account, sen, touched, before))
        else:
            self._others.append((seq, day, None, None, touched, before))
        for record_id in applied.written:
            self._written[record_id] = seq

    def flush(self) -> None:
        """Writes what waits in memory into the transaction."""
        self._flush_events()
        self._flush_records()

    def _flush_events(self) -> None:
        """Writes the events and what they posted: all that is ever asked about the past."""
        db = self.journal.database
        for sql, rows in (
            (_ADD_EVENT, self._events),
            (_ADD_ENTRY, self._entries),
            (_ADD_OTHER, self._others),
            (_ADD_POSTING, self._postings),
        ):
            if rows:
                db.run_many(sql, rows)
                rows.clear()
        self._bodies.clear()

    def _flush_records(self) -> None:
        db = self.journal.database
        gone = []
        rows = []
        for record_id, seq in self._written.items():
            record = self.books.held(record_id)
            if record is None:
                gone.append(record_id)
            else:
                rows.append((*record_id, seq, record.stored()))
        db.run_many(
            "INSERT INTO records (kind, id, seq, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET seq = excluded.seq, body = excluded.body",
            rows,
        )
        db.run_many("DELETE FROM records WHERE kind = ? AND id = ?", gone)
        self.books.let_go(self._written)
        self._written.clear()

    def set_file_sizes(self, sizes: Mapping[str, int]) -> None:
        """Keeps how many bytes of each printed file the journal accounts for."""
        self.journal.database.run_many(_SET_SIZE, list(sizes.items()))

    # -- the history that rules may ask ------------------------------------------------------------

    def find(self, ref: str) -> Past | None:
        """The event with this ref; see `Journal.find`."""
        self._flush_events()
        return self.journal.find(ref)

    def later(self, records: Sequence[RecordId], seq: int) -> list[str]:
        """The events that rest on the records; see `Journal.later`."""
        self._flush_events()
        return self.journal.later(records, seq)

    def balance(self, account: str, day: date) -> Decimal:
        """The balance of an account; see `Journal.balance`."""
        self._flush_events()
        return self.journal.balance(account, day)

    def results(self, day: date) -> list[ResultBalance]:
        """The balances of the result accounts; see `Journal.results`."""
        self._flush_events()
        return self.journal.results(day)


def _entry(
    ref: str, head: tuple[Any, ...], legs: Iterable[tuple[Any, ...]]
) -> Entry | Balance | None:
    day, narration, policy, account, sen = head
    if account is not None:
        return Balance(date.fromisoformat(day), ref, account, from_sen(sen))
    if narration is None:
        return None
    postings = tuple(Posting(leg[0], from_sen(leg[1]), *leg[2:]) for leg in legs)
    return Entry(date.fromisoformat(day), ref, narration, postings, policy)


def _write_before(before: Mapping[RecordId, Record | None]) -> str:
    records = {
        f"{kind}:{key}": None if record is None else record.stored()
        for (kind, key), record in before.items()
    }
    return json.dumps(records, ensure_ascii=False, sort_keys=True)


def _read_before(text: str | None) -> dict[RecordId, Record | None]:
    found: dict[RecordId, Record | None] = {}
    for record_id, body in json.loads(text or "{}").items():
        kind, _, key = record_id.partition(":")
        found[kind, key] = None if body is None else stored_record(kind, body)
    return found


def same_content(ref: str, body: str, found: str | None) -> bool:
    """Whether `found`, what the journal has under the ref, is this very event.

    Raises:
        ConflictingRef: it is another one.
    """
    if found is None:
        return False
    if found != body:
        raise ConflictingRef(ref)
    return True


def restore_event(body: str) -> AnyEvent:
    """The event of a canonical JSON text, checked to be canonical: printing it gives it back.

    Raises:
        ValueError: it is not.
    """
    event = from_canonical(body)
    if canonical(event).decode() != body:
        raise ValueError(json.loads(body).get("ref", "?"))
    return event
