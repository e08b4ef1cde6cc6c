"""Events of loans that still stand, and collateral as it stood on a day, read from the journal."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.rules.loans.securing import counted


class CollateralState(NamedTuple):
    """Collateral as it stood on a day."""

    short: str
    value: Decimal
    eligible: Decimal
    valued: date
    released: date | None

    @property
    def counts(self) -> Decimal:
        """What it counts for against losses."""
        return counted(self.value, self.eligible)


def live_events(scope: Scope, *kinds: str) -> Iterator[dict[str, Any]]:
    """The events of some kinds that still stand, in the order of the journal, as plain values."""
    marks = ", ".join("?" * len(kinds))
    rows = scope.postings.source.rows(
        f"SELECT ref, body FROM events WHERE kind IN ({marks})"  # noqa: S608 - only marks
        " AND seq <= ? ORDER BY seq",
        (*kinds, scope.postings.seq),
    )
    found = list(rows)
    undone = {target for target, _ in reversals(scope)} if found else set()
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


def collateral_at(scope: Scope, day: date | None = None) -> dict[str, CollateralState]:
    """The collateral taken in until a day (the last of the scope), by its short key."""
    until = scope.last if day is None else day
    kinds = ("collateral_registered", "collateral_revalued", "collateral_released")
    found: dict[str, CollateralState] = {}
    for event in live_events(scope, *kinds):
        on = date.fromisoformat(event["date"])
        if on > until:
            continue
        short = event["collateral"]
        if event["kind"] == "collateral_released":
            found[short] = found[short]._replace(released=on)
            continue
        value, eligible = Decimal(event["value"]), Decimal(event["eligible"])
        found[short] = CollateralState(short, value, eligible, on, None)
    return found
