"""What the engine is asked with and answers: the past, and what one event did."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol

from koperasi_ledger.books import RecordId
from koperasi_ledger.model.entry import Balance, Entry
from koperasi_ledger.model.events import (
    AnyEvent,
)
from koperasi_ledger.model.records import (
    Record,
)
from koperasi_ledger.rules.change import ResultBalance


class Past(NamedTuple):
    """An event that was applied before: what it posted, and what its records were before it.

    `undone` is the day of the reversal that is being made of it, where one is.
    """

    seq: int
    event: AnyEvent
    entry: Entry | Balance | None
    before: Mapping[RecordId, Record | None]
    undone: date | None = None

    @property
    def year(self) -> int:
        """The year that undoing it counts in: of the reversal, for the event's may be decided."""
        return (self.undone or self.event.date).year


class History(Protocol):
    """What a rule may ask of the events before the one at hand."""

    def find(self, ref: str) -> Past | None:
        """The event with this ref, if there is one."""

    def later(self, records: Sequence[RecordId], seq: int) -> Sequence[str]:
        """Refs of the events after `seq` that read or wrote any of the records, in order."""

    def balance(self, account: str, day: date) -> Decimal:
        """What the ledger account holds at the end of the day, in rupiah."""

    def results(self, day: date) -> Sequence[ResultBalance]:
        """The balances of Pendapatan and Beban at the end of the day, by account and unit usaha."""


class Applied(NamedTuple):
    """What one event did: its entry, the records it read or wrote, and those written as before.

    `before` is kept only for structural events, which are reversed by going back to it.
    """

    entry: Entry | Balance | None
    touched: tuple[RecordId, ...]
    written: tuple[RecordId, ...]
    before: Mapping[RecordId, Record | None]
