"""What members hold in the voluntary products, and what of it is blocked."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from koperasi_ledger.model.records.base import Money, Record


class SavingsBlock(Record):
    """Part of a savings account that cannot be taken out; `ref` is the event that blocked it.

    `loan` is the number of the loan that it secures, if it secures one.
    """

    kind: ClassVar[str] = "blokir-simpanan"
    ref: str
    amount: Money
    reason: str
    loan: str | None = None


class SavingsAccount(Record):
    """What a member holds in one voluntary product; key `member:product`.

    `moves` are the net changes of the balance by day (`YYYY-MM-DD`), in their order, as far back
    as interest may still need them: those up to and including `since` are no longer told apart.
    """

    kind: ClassVar[str] = "simpanan"
    member: str
    product: str
    balance: Money = Decimal(0)
    moves: dict[str, Money] = Field(default_factory=dict)
    since: date | None = None
    blocks: tuple[SavingsBlock, ...] = ()

    @property
    def key(self) -> str:
        """`member:product`."""
        return f"{self.member}:{self.product}"

    @property
    def blocked(self) -> Decimal:
        """What is blocked altogether, in rupiah."""
        return sum((block.amount for block in self.blocks), Decimal(0))


class SavingsInterestRun(Record):
    """Up to which month a member's savings got their interest, by which event; key is the member.

    `through` is None again when the first run was reversed.
    """

    kind: ClassVar[str] = "jasa-simpanan"
    member: str
    through: str | None = None
    ref: str | None = None

    @property
    def key(self) -> str:
        """The member number."""
        return self.member
