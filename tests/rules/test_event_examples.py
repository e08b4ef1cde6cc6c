"""Every event kind has an example: the events, the ledger text, and the records they leave."""

from collections.abc import Callable
from pathlib import Path

import pytest
from book_fold import Fold

from koperasi_ledger.ledger_text import print_event
from koperasi_ledger.model.events import EVENTS
from koperasi_ledger.workflows.reading import read_event

EXAMPLES = Path(__file__).parent.parent / "golden" / "events"


def test_every_kind_has_an_example() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.jsonl")} == set(EVENTS)


@pytest.mark.parametrize("kind", EVENTS)
def test_the_example_gives_its_ledger_text(kind: str, golden: Callable[[str, str], None]) -> None:
    lines = (EXAMPLES / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    events = [read_event(line, kind) for line in lines]
    assert kind in {event.kind for event in events[-2:]}
    fold, shown = Fold(), []
    for seq, event in enumerate(events, 1):
        done = fold.add(event)
        text = print_event(seq, event.kind, event.document, done.entry)
        shown.append(text or f"; {event.ref} {event.kind}: tanpa jurnal\n\n")
    done = fold.applied[-1][1]
    records = [
        f"; {kind} {key}: {fold.state().get((kind, key), 'dihapus')}\n"
        for kind, key in sorted(done.written)
    ]
    golden(f"events/{kind}.beancount", "".join([*shown, *records]))
