"""Lists of aid into the journal: all rows or none, the same file twice changes nothing.

Each row is first tried for itself in a transaction that is undone, so that the rules refuse it with
its number; then the rows become one event a day. The ref is made of what the rows say.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme
from koperasi_ledger.rules.errors.aid import UnknownAidProgramme
from koperasi_ledger.workflows.aid_errors import BadAidRow
from koperasi_ledger.workflows.aid_file import Handed, Listed, read_handed, read_listed
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref, make_event
from koperasi_ledger.workflows.recording import Stamp, record_events, session

Progress = Callable[[int, int], None]
"""Told how many rows were tried, and how many there are."""

_LISTED = 100
_TOLD = 100
_LINES = 2_000
"""How many rows an event holds at most."""


class Imported(NamedTuple):
    """What came of a list: its rows, and the refs of the events; `new` when they were recorded."""

    rows: int
    persons: int
    refs: tuple[str, ...]
    new: bool


class Handing(NamedTuple):
    """What holds for all rows of a list of hand-outs."""

    programme: str
    document: str
    day: date
    location: str | None = None
    via: str | None = None


def programme_named(book: Book, key: str) -> AidProgramme:
    """The programme with this short name.

    Raises:
        UnknownAidProgramme: there is none.
    """
    found = book.journal.load(AidProgramme.kind, key)
    if not isinstance(found, AidProgramme):
        known = [each.key for each in book.journal.books().all(AidProgramme)]
        raise UnknownAidProgramme(key, known)
    return found


def import_beneficiaries(
    book: Book,
    programme: str,
    path: Path,
    day: date,
    stamp: Stamp,
    *,
    keep: bool = True,
    progress: Progress | None = None,
) -> Imported:
    """A list of beneficiaries from a file; without `keep` it is only tried.

    Raises:
        Refusal, Refusals: the file or rows of it are wrong; all that were found are listed.
    """
    rows = read_listed(path, programme_named(book, programme))
    _refuse_twice(rows)
    lines = [(row.row, _listed_line(row)) for row in rows]
    told = {"kind": "aid_beneficiaries_listed", "programme": programme}
    found = _Lines(lines, {day: told}, f"BND-{programme}")
    return _import(book, found, stamp, keep=keep, progress=progress)


def _listed_line(row: Listed) -> dict[str, Any]:
    return {
        "day": None,
        "beneficiary": row.number,
        "name": row.name,
        "address": row.address,
        "item": row.item,
        "quantity": f"{row.quantity:f}",
    }


def import_hand_outs(
    book: Book,
    handing: Handing,
    path: Path,
    stamp: Stamp,
    *,
    keep: bool = True,
    progress: Progress | None = None,
) -> Imported:
    """A list of who got what from a file; without `keep` it is only tried.

    Raises:
        Refusal, Refusals: the file or rows of it are wrong; all that were found are listed.
    """
    programme = programme_named(book, handing.programme)
    rows = read_handed(path, programme)
    _refuse_twice(rows)
    lines = [(row.row, _handed_line(book, row, handing)) for row in rows]
    days = dict.fromkeys(row.day or handing.day for row in rows)
    told = {
        "kind": "aid_handed_out",
        "programme": handing.programme,
        "document": handing.document,
        "location": handing.location,
        "via": handing.via,
    }
    found = _Lines(lines, dict.fromkeys(days, told), f"BNS-{handing.programme}")
    return _import(book, found, stamp, keep=keep, progress=progress)


def _handed_line(book: Book, row: Handed, handing: Handing) -> dict[str, Any]:
    return {
        "day": row.day or handing.day,
        "beneficiary": row.number,
        "item": row.item,
        "quantity": f"{row.quantity or allotment_of(book, handing.programme, row):f}",
        "received_by": "wakil" if row.representative else "sendiri",
        "representative": row.representative,
        "proof": row.proof,
    }


def allotment_of(book: Book, programme: str, row: Handed) -> Decimal:
    """What the list allots to the person of a row; one where it does not, for the rules to refuse.

    All of it, and not the rest, so that the same file says the same after it was recorded.
    """
    found = book.journal.load(AidBeneficiary.kind, f"{programme}:{row.number}")
    allotted = found.allotted.get(row.item, 0) if isinstance(found, AidBeneficiary) else 0
    return from_micro(allotted) if allotted else Decimal(1)


def _refuse_twice(rows: Sequence[Listed] | Sequence[Handed]) -> None:
    first: dict[tuple[str, str], int] = {}
    mistakes: list[Refusal] = []
    for row in rows:
        known = first.setdefault((row.number, row.item), row.row)
        if known != row.row:
            mistakes.append(
                BadAidRow(
                    row.row,
                    f"Penerima {row.number} untuk {row.item} sudah ada di baris {known}.",
                    "Hapus salah satu barisnya.",
                )
            )
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes[:_LISTED])


class _Lines(NamedTuple):
    """Rows as lines of events, what the events of each day say besides, how their refs begin."""

    lines: Sequence[tuple[int, dict[str, Any]]]
    days: Mapping[date, Mapping[str, Any]]
    base: str


def _import(
    book: Book, found: _Lines, stamp: Stamp, *, keep: bool, progress: Progress | None
) -> Imported:
    """The events of the lines, by day; tried row by row unless the journal has all of them."""
    lines, days, base = found
    by_day: dict[date, list[tuple[int, dict[str, Any]]]] = {day: [] for day in days}
    single = next(iter(days))
    for row, line in lines:
        plain = {name: value for name, value in line.items() if name != "day"}
        by_day[line["day"] or single].append((row, _given(plain)))
    events: list[AnyEvent] = []
    rows_of: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for day, rows in by_day.items():
        for start in range(0, len(rows), _LINES):
            part = rows[start : start + _LINES]
            said = [line for _, line in part]
            mark = sha256(json.dumps([days[day], said], sort_keys=True).encode()).hexdigest()[:10]
            ref = free_ref(book, f"{base}-{day:%Y%m%d}-{mark}")
            events.append(_event(days[day], day, ref, said))
            rows_of[ref] = part
    known = book.journal.bodies([event.ref for event in events])
    new = [event for event in events if event.ref not in known]
    if new:
        parts = [(event, rows_of[event.ref]) for event in new]
        _try_rows(book, parts, days, stamp, progress)
        if keep:
            record_events(book, events, stamp)
    persons = len({line["beneficiary"] for _, line in lines})
    return Imported(len(lines), persons, tuple(event.ref for event in events), bool(new))


def _given(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if value is not None}


def _event(told: Mapping[str, Any], day: date, ref: str, lines: Iterable[object]) -> AnyEvent:
    fields = {name: value for name, value in told.items() if name != "kind"}
    return make_event(told["kind"], {}, ref=ref, date=day, lines=list(lines), **fields)


def _try_rows(
    book: Book,
    parts: Sequence[tuple[AnyEvent, Sequence[tuple[int, dict[str, Any]]]]],
    days: Mapping[date, Mapping[str, Any]],
    stamp: Stamp,
    progress: Progress | None,
) -> None:
    """Each row for itself, undone in the end; refusals are listed with their rows."""
    mistakes: list[Refusal] = []
    done, count = 0, sum(len(rows) for _, rows in parts)
    with session(book, stamp, keep=False) as under_way:
        for event, rows in parts:
            for row, line in rows:
                done += 1
                if progress is not None and (not done % _TOLD or done == count):
                    progress(done, count)
                try:
                    told = days[event.date]
                    under_way.add(_event(told, event.date, f"COBA-{row}", [line]))
                except Refusals as several:
                    mistakes += [_placed(each, row) for each in several.items]
                except Refusal as refusal:
                    mistakes.append(_placed(refusal, row))
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes[:_LISTED])


def _placed(refusal: Refusal, row: int) -> Refusal:
    refusal.where = f"baris {row}"
    return refusal
