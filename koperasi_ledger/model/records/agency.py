"""What the cooperative has with its principals, and what members did through its agency."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.records.base import Money, Record


class AgencyAccount(Record):
    """The account with a principal, in rupiah; key is the principal's short name.

    `balance` is what it holds for the cooperative (way `saldo`), below zero what is owed to it
    (`setor`); `claim` the fees it still has to pay. `reconciled` is the last day on which the app
    said the same, `moved` the day of the latest movement.
    """

    kind: ClassVar[str] = "saldo-agen"
    principal: str
    way: Literal["saldo", "setor"]
    balance: Money = Decimal(0)
    claim: Money = Decimal(0)
    reconciled: date | None = None
    moved: date | None = None

    @property
    def key(self) -> str:
        """The principal's short name."""
        return self.principal


class AgencyPatronage(Record):
    """A member's agency transactions of a year, where policy counts them; key `year:member`.

    `fees` is what the cooperative earned by them, in rupiah: the net fee, not the nominal.
    """

    kind: ClassVar[str] = "jasa-agen"
    year: int
    member: str
    count: int = 0
    nominal: Money = Decimal(0)
    fees: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`year:member`."""
        return f"{self.year}:{self.member}"
