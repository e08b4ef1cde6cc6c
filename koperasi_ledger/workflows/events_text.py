"""Reading back the events text: `events/YYYY-MM.jsonl` as printed, strictly, in journal order."""

import heapq
import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.journal.chain import Stored
from koperasi_ledger.workflows.errors import BadEventsText, CannotRead, NoEventsText
from koperasi_ledger.workflows.printing import event_line
from koperasi_ledger.workflows.reading import os_reason

_NAME = re.compile(r"[0-9]{4}-[0-9]{2}\.jsonl")
_ENVELOPE = ("seq", "recorded_at", "recorded_by", "prev", "hash", "event")


class Line(NamedTuple):
    """A stored event and the file and line it was read from."""

    stored: Stored
    where: str


def event_files(folder: Path) -> list[Path]:
    """The events files of the book in `folder`, by month."""
    return sorted((folder / "events").glob("*.jsonl"))


def read_events_text(folder: Path) -> Iterator[Line]:
    """All events of the text in the order they were recorded; holds one line of each month.

    Raises:
        NoEventsText: there is none.
        BadEventsText: a line is not as the journal printed it.
        CannotRead: a file cannot be read.
    """
    paths = event_files(folder)
    if not paths:
        raise NoEventsText(str(folder))
    with ExitStack() as opened:
        months = []
        for path in paths:
            lines = _lines(path)
            opened.callback(lines.close)  # type: ignore[attr-defined] # it is a generator
            months.append(lines)
        yield from heapq.merge(*months, key=lambda line: line.stored.seq)


def _lines(path: Path) -> Iterator[Line]:
    if not _NAME.fullmatch(path.name):
        raise BadEventsText(f"events/{path.name}", "nama berkasnya bukan TTTT-BB.jsonl")
    before = 0
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, 1):
                where = f"events/{path.name} baris {number}"
                stored = _read(raw, where)
                if stored.date[:7] != path.name[:7]:
                    raise BadEventsText(where, f"tanggal {stored.date} bukan bulan berkas ini")
                if stored.seq <= before:
                    raise BadEventsText(where, f"urutan {stored.seq} tidak naik")
                before = stored.seq
                yield Line(stored, where)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from error


def _read(raw: bytes, where: str) -> Stored:
    """A line as printed: printing what it says gives the very same bytes."""
    if not raw.endswith(b"\n"):
        raise BadEventsText(where, "barisnya terpotong")
    try:
        outer = json.loads(raw)
        if tuple(outer) != _ENVELOPE:
            raise BadEventsText(where, "kuncinya bukan " + ", ".join(_ENVELOPE))
        event = outer["event"]
        body = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        stored = Stored(
            int(outer["seq"]),
            str(event["ref"]),
            str(event["kind"]),
            str(event["date"]),
            str(outer["recorded_at"]),
            str(outer["recorded_by"]),
            body,
            str(outer["prev"]),
            str(outer["hash"]),
        )
        same = event_line(stored).encode() == raw
    except (ValueError, KeyError, TypeError, RecursionError):
        raise BadEventsText(where, "bukan baris yang dicetak jurnal") from None
    if not same:
        raise BadEventsText(where, "tidak sama dengan yang dicetak jurnal")
    return stored
