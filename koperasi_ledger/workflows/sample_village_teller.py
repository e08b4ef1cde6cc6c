"""Who writes the village's story down: the day it is, the money so far, and the events of a month.

The subjects of the story (members, store, produce, agency) share one teller, so that none of them
spends money that another has spent.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from koperasi_ledger.workflows.sample_dice import Dice
from koperasi_ledger.workflows.sample_facts import STATEMENT_MONTH, Habit
from koperasi_ledger.workflows.sample_stream import MONTHS

Fields = dict[str, object]

POKOK = 100_000


@dataclass(slots=True)
class Saver:
    """A member as the story goes: the next month of wajib, and what is held, in rupiah."""

    index: int
    habit: Habit
    due: int
    saved: int
    pokok: int = POKOK
    wajib: int = 0


class Teller:
    """The day it is, what there is, and what has been told of the month. Money in rupiah."""

    def __init__(self) -> None:
        self.dice = Dice(2025)
        self.members: dict[int, Saver] = {}
        self.money = {"kas": 0, "bri": 0, "bca": 0}
        self.index = 0
        self.day = 1
        self.serials: defaultdict[str, int] = defaultdict(int)
        self.events: list[Fields] = []

    @property
    def today(self) -> date:
        """The day that is told."""
        year, month = MONTHS[self.index].split("-")
        return date(int(year), int(month), self.day)

    @property
    def by_bank(self) -> bool:
        """Whether bank money is typed by hand: in the last month it comes from the statements."""
        return self.index < STATEMENT_MONTH

    def begin(self, index: int, held: Mapping[str, int] | None) -> None:
        """A new month; `held` is what the books say of cash and bank, where they are asked."""
        self.index, self.serials, self.events = index, defaultdict(int), []
        if held is not None:
            self.money |= held

    def richest(self) -> str:
        """The bank account that holds most; the cash box when banks are not typed."""
        banks = ("bri", "bca") if self.by_bank else ("kas",)
        return max(banks, key=lambda key: self.money[key])

    def event(self, kind: str, ref: str, **fields: object) -> str:
        """Adds an event of today and gives its ref; one of letters only is numbered by month."""
        if ref.isalpha() and len(ref) <= 5:
            self.serials[ref] += 1
            ref = f"{ref}-{MONTHS[self.index]}-{self.serials[ref]:03d}"
        given = {name: value for name, value in fields.items() if value is not None}
        self.events.append({"kind": kind, "date": self.today.isoformat(), "ref": ref, **given})
        return ref

    def leave(self, kind: str, **fields: object) -> None:
        """An event that only the books can complete; the workflow of that name writes it."""
        self.events.append({"kind": kind, "date": self.today.isoformat(), **fields})

    def transfer(self, source: str, target: str, amount: int) -> None:
        """Money carried between the cash box and a bank."""
        self.money[source] -= amount
        self.money[target] += amount
        self.event("cash_transferred", "PB", source=source, target=target, amount=str(amount))

    def receive(
        self, account: str, amount: int, via: str, note: str, unit: str | None = None
    ) -> None:
        """Money for an account."""
        self.money[via] += amount
        line = {"account": account, "amount": str(amount)}
        self.event("receipt_recorded", "BKM", lines=[line], via=via, note=note, unit=unit)

    def pay(
        self,
        account: str,
        amount: int,
        via: str,
        note: str,
        *,
        unit: str | None = None,
    ) -> None:
        """Money out for an account."""
        self.money[via] -= amount
        line = {"account": account, "amount": str(amount)}
        self.event("payment_recorded", "BKK", lines=[line], via=via, note=note, unit=unit)

    def adjust(self, reason: str, legs: list[tuple[str, int]], unit: str | None = None) -> None:
        """An adjusting entry; debits above zero."""
        lines = [
            {"account": name, "debit" if amount > 0 else "credit": str(abs(amount))}
            | ({"unit": unit} if unit else {})
            for name, amount in legs
        ]
        self.event("journal_adjusted", "JP", reason=reason, lines=lines)

    def reverse(self, reason: str) -> None:
        """Takes the newest event back."""
        self.event("event_reversed", "BALIK", target=self.events[-1]["ref"], reason=reason)
