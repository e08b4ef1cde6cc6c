"""Aid as it stood at the end of a day: programmes, movements by location, receipts by person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from koperasi_ledger.model.quantities import to_micro
from koperasi_ledger.model.records.aid import AidProgramme
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.standing import live_events

RECEIVED, MOVED, HANDED, LOST, RETURNED = range(5)
"""The columns of movements: each is what it adds to the stock, in millionths."""

_KINDS = (
    "aid_beneficiaries_listed",
    "aid_received",
    "aid_money_received",
    "aid_transferred",
    "aid_handed_out",
    "aid_lost",
    "aid_returned",
    "aid_programme_closed",
)
_LEAVING = {"aid_handed_out": HANDED, "aid_lost": LOST, "aid_returned": RETURNED}
MONEY = "kas/bank"
"""Where money is said to be."""


@dataclass
class Person:
    """Somebody on a list: what is allotted and what was received by item, in millionths."""

    name: str
    address: str | None
    allotted: dict[str, int] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)


@dataclass
class ProgrammeState:
    """A programme: movements by item and location (five columns), persons, the day it closed."""

    programme: AidProgramme
    moves: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    closed: date | None = None

    def add(self, item: str, place: str, column: int, quantity: int) -> None:
        """One movement."""
        self.moves.setdefault((item, place), [0] * 5)[column] += quantity

    def left(self, item: str) -> int:
        """What is left of an item, in millionths."""
        return sum(sum(each) for (of, _), each in self.moves.items() if of == item)


def aid_at(scope: Scope, last: date | None = None) -> dict[str, ProgrammeState]:
    """Every programme opened by a day (the last of the scope), by its short name."""
    programmes = {each.programme: each for each in scope.books.all(AidProgramme)}
    found: dict[str, ProgrammeState] = {}
    until = scope.last if last is None else last
    for event in live_events(scope, "aid_programme_opened", last=until):
        key = event["programme"]
        if key in programmes:
            found[key] = ProgrammeState(programmes[key])
    for event in live_events(scope, *_KINDS, last=until):
        state = found.get(event["programme"])
        if state is not None:
            _apply(state, event)
    return found


def _apply(state: ProgrammeState, event: Mapping[str, Any]) -> None:
    kind = event["kind"]
    if kind == "aid_beneficiaries_listed":
        _list(state, event)
    elif kind == "aid_money_received":
        state.add(event["item"], MONEY, RECEIVED, to_micro(Decimal(event["amount"])))
    elif kind == "aid_programme_closed":
        state.closed = date.fromisoformat(event["date"])
    for line in event.get("lines", ()) if kind != "aid_beneficiaries_listed" else ():
        item, quantity = line["item"], to_micro(Decimal(line["quantity"]))
        if kind == "aid_received":
            state.add(item, event["location"], RECEIVED, quantity)
        elif kind == "aid_transferred":
            state.add(item, event["source"], MOVED, -quantity)
            state.add(item, event["target"], MOVED, quantity)
        else:
            state.add(item, event.get("location") or MONEY, _LEAVING[kind], -quantity)
        if kind == "aid_handed_out":
            person = state.persons.setdefault(line["beneficiary"], Person("", None))
            person.taken[item] = person.taken.get(item, 0) + quantity


def _list(state: ProgrammeState, event: Mapping[str, Any]) -> None:
    for line in event["lines"]:
        person = state.persons.setdefault(line["beneficiary"], Person("", None))
        person.name = line["name"]
        person.address = line.get("address") or person.address
        person.allotted[line["item"]] = to_micro(Decimal(line["quantity"]))
