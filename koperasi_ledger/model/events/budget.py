"""The budget of a year (RAPB) with its work plan (RK)."""

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field, model_validator

from koperasi_ledger.model.events.base import Event, Part
from koperasi_ledger.model.events.years import BookYear
from koperasi_ledger.model.fields import AccountName, Amount, Key, Text


class BudgetLine(Part):
    """What an account may cost or bring in within the year, for one unit usaha or for the rest."""

    account: AccountName
    unit: Key | None = None
    amount: Amount


class BudgetAdopted(Event):
    """The budget of `year`: lines, and the plan of work; a later one of the same year replaces it.

    Without a `decision` of the rapat anggota it is what the pengurus propose. An account of
    Pendapatan or Beban is budgeted by what it brings in or costs, any other by how much it grows.
    """

    title: ClassVar[str] = "Anggaran"
    keeps_before: ClassVar[bool] = True
    kind: Literal["budget_adopted"] = "budget_adopted"
    year: BookYear
    decision: Text | None = None
    lines: Annotated[tuple[BudgetLine, ...], Field(min_length=1, max_length=2000)]
    plan: Annotated[tuple[Text, ...], Field(max_length=200)] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "BudgetAdopted":
        keys = [(line.account, line.unit) for line in self.lines]
        if len(keys) != len(set(keys)):
            raise ValueError("setiap akun dianggarkan satu kali untuk setiap unit usaha")
        return self


BudgetEvent: TypeAlias = BudgetAdopted
