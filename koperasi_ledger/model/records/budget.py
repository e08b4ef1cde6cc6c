"""The budgets of a year, oldest first."""

from datetime import date
from typing import ClassVar, NamedTuple

from koperasi_ledger.model.records.base import Money, Record


class BudgetItem(NamedTuple):
    """An account's amount for a unit usaha, in rupiah; see `BudgetLine`."""

    account: str
    unit: str | None
    amount: Money


class BudgetVersion(NamedTuple):
    """A budget as it was adopted on a day; without a decision it is a proposal."""

    ref: str
    day: date
    decision: str | None
    lines: tuple[BudgetItem, ...]
    plan: tuple[str, ...]


class Budget(Record):
    """Every version of a year's budget; key is the year."""

    kind: ClassVar[str] = "anggaran"
    year: int
    versions: tuple[BudgetVersion, ...]

    @property
    def key(self) -> str:
        """The year."""
        return str(self.year)
