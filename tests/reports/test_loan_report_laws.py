"""Laws of the loan reports over any loan's life: proven on any day, blind to what comes later."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lending import opened as opening
from loan_lives import START, Life, lives

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent, EventReversed
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Report
from koperasi_ledger.workflows.book import Book, Settings, make_folder, opened, write_settings
from koperasi_ledger.workflows.recording import Stamp, record_events
from koperasi_ledger.workflows.reports import make_report

REPORTS = ("pinjaman", "kolektibilitas", "umur-pinjaman", "agunan", "hapus-buku")
LATER = Stamp("uji", datetime(2060, 1, 1, tzinfo=UTC))
TODAY = date(2059, 12, 31)


@contextmanager
def recorded(events: list[AnyEvent]) -> Iterator[Book]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "buku"
        make_folder(folder)
        write_settings(folder, Settings())
        with opened(folder, print, create=True) as book:
            record_events(book, events, LATER)
            yield book


@settings(max_examples=15)
@given(lives(), st.integers(1, 30), st.lists(st.integers(0, 1_200), min_size=1, max_size=4))
def test_every_report_of_any_day_is_proven_and_stays(
    life: Life, steps: int, offsets: list[int]
) -> None:
    for _ in range(steps):
        life.step()
    events = [*opening(life.terms), *life.kept]
    undone = {event.target: event.date for event in events if isinstance(event, EventReversed)}
    with recorded(events) as book:
        for offset in offsets:
            day = START + timedelta(days=offset)
            now = [make_report(book, name, Asked(last=day), TODAY) for name in REPORTS]
            until = [
                event
                for event in events
                if event.date <= day and not (event.ref in undone and undone[event.ref] > day)
            ]
            with ExitStack() as stack:
                try:
                    then = stack.enter_context(recorded(until))
                except Refusal:
                    continue  # an event dated back stands on what is left out here
                before = [make_report(then, name, Asked(last=day), TODAY) for name in REPORTS]
            for one, other in zip(now, before, strict=True):
                assert _told(one) == _told(other)


def _told(report: Report) -> tuple[object, ...]:
    """What is said of the loans: what the ledger holds beside counts what was reversed later."""
    facts = [fact for fact in report.facts if not fact[0].endswith(("buku besar", "dibukukan"))]
    return facts, [table for table in report.tables if table.key != "pencocokan"]
