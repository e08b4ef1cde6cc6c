"""Where the time of an event goes, in this process: read, rules, print, store."""

import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import clock
from koperasi_ledger.books import Books
from koperasi_ledger.engine import Past, apply
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.rules.change import ResultBalance
from koperasi_ledger.workflows.book import Settings, make_folder, opened, write_settings
from koperasi_ledger.workflows.printing import Printout
from koperasi_ledger.workflows.reading import Draft, read_lines
from koperasi_ledger.workflows.recording import Stamp, record_text


class Stage(NamedTuple):
    """A part of recording, and the seconds it took."""

    name: str
    seconds: float


def stages(lines: Sequence[str]) -> list[Stage]:
    """The seconds of each stage for these events, and last of recording them as a whole.

    What the whole takes beyond the stages that can be run alone is the store: the chain, the rows,
    the commit, writing the files, and what binds the stages together.
    """
    drafts: list[Draft] = []
    read = clock(
        lambda: drafts.extend(
            item for item in read_lines(lines, "benchmarks") if isinstance(item, Draft)
        )
    )
    rules = clock(lambda: _fold([draft.event for draft in drafts]))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "buku"
        make_folder(folder)
        write_settings(folder, Settings())
        stamp = Stamp("benchmarks", datetime.now(UTC))
        with opened(folder, lambda _: None, create=True) as book:
            whole = clock(lambda: record_text(book, lines, "benchmarks", stamp))
            stored = list(book.journal.stored())
            entries = [book.journal.entry(item.seq, item.ref) for item in stored]
    printout = Printout({})

    def print_all() -> None:
        for item, entry in zip(stored, entries, strict=True):
            printout.add(item, None, entry)

    printed = clock(print_all)
    return [
        Stage("read, validate, canonical bytes", read),
        Stage("rules and books", rules),
        Stage("print", printed),
        Stage("chain, store, commit, files (the rest)", whole - read - rules - printed),
        Stage("whole", whole),
    ]


class _Memory:
    """Earlier events in memory, as far as the generated ones ask for them."""

    def __init__(self) -> None:
        self.past: dict[str, Past] = {}

    def find(self, ref: str) -> Past | None:
        return self.past.get(ref)

    def later(self, records: Sequence[tuple[str, str]], seq: int) -> Sequence[str]:
        del records, seq
        return ()

    def balance(self, account: str, day: date) -> Decimal:
        del account, day
        return Decimal(0)

    def results(self, day: date) -> Sequence[ResultBalance]:
        raise LookupError(day)


def _fold(events: Sequence[AnyEvent]) -> None:
    books, memory = Books(), _Memory()
    nothing: Mapping[tuple[str, str], None] = {}
    for seq, event in enumerate(events, 1):
        applied = apply(event, books, memory)
        memory.past[event.ref] = Past(seq, event, applied.entry, nothing)
