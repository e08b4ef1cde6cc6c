"""What members hold in the voluntary products."""

from decimal import Decimal
from typing import ClassVar

from koperasi_ledger.model.records.base import Money, Record


class SavingsAccount(Record):
    """What a member holds in one voluntary product; key `member:product`."""

    kind: ClassVar[str] = "simpanan"
    member: str
    product: str
    balance: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`member:product`."""
        return f"{self.member}:{self.product}"
