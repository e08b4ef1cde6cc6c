"""Interest that members got, month by month, and the tax on it."""

from decimal import Decimal
from typing import ClassVar

from koperasi_ledger.model.records.base import Money, Record


class InterestMonth(Record):
    """A member's interest of one month, all savings together; key `YYYY-MM:member`.

    `gross` before tax, `withheld` of it, `remitted` of that to the state; in rupiah.
    """

    kind: ClassVar[str] = "pph-jasa"
    month: str
    member: str
    gross: Money = Decimal(0)
    withheld: Money = Decimal(0)
    remitted: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`YYYY-MM:member`."""
        return f"{self.month}:{self.member}"
