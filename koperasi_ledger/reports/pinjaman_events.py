"""Events of loans that still stand, and collateral as it stood on a day, read from the journal."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.standing import live_events
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
