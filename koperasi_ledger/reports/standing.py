"""Events as they stand: of some kinds, up to a day, without what was reversed."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from koperasi_ledger.reports.scope import Scope


def live_events(scope: Scope, *kinds: str, last: date = date.max) -> Iterator[dict[str, Any]]:
    """The events of some kinds dated up to a day, without those reversed by then.

    In the order of the journal, as plain values.
    """
    marks = ", ".join("?" * len(kinds))
    rows = scope.postings.source.rows(
        f"SELECT ref, body FROM events WHERE kind IN ({marks})"  # noqa: S608 - only marks
        " AND date <= ? AND seq <= ? ORDER BY seq",
        (*kinds, last.isoformat(), scope.postings.seq),
    )
    found = list(rows)
    undone = {target for target, day in reversals(scope) if day <= last} if found else set()
    for ref, body in found:
        if ref not in undone:
            yield json.loads(body)


def reversals(scope: Scope, after: date = date.min) -> list[tuple[str, date]]:
    """What was reversed after a day, and when."""
    rows = scope.postings.source.rows(
        "SELECT body, date FROM events WHERE kind = 'event_reversed' AND date > ? AND seq <= ?",
        (after.isoformat(), scope.postings.seq),
    )
    return [(json.loads(body)["target"], date.fromisoformat(day)) for body, day in rows]
