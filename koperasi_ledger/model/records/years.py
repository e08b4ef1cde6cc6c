"""What is known of each book year that was closed, and of each member's part of its SHU."""

from decimal import Decimal
from typing import ClassVar

from koperasi_ledger.model.records.base import Money, Record


class ClosedYear(Record):
    """A closed book year; key is the year. `surplus` is its SHU after tax, a loss below zero.

    `closed`, `opened` and `decided` are the refs of the events that closed it, opened the next
    one, and recorded what the rapat anggota decided on it. `covered` is what of a loss reserves
    bore; `to_pay` is what members have to get of it together.
    """

    kind: ClassVar[str] = "tahun-buku"
    year: int
    surplus: Money
    closed: str
    opened: str | None = None
    decided: str | None = None
    covered: Money = Decimal(0)
    to_pay: Money = Decimal(0)

    @property
    def key(self) -> str:
        """The year."""
        return str(self.year)


class ShuShare(Record):
    """A member's part of a year's SHU, and what of it was paid; key `year:member`."""

    kind: ClassVar[str] = "bagian-shu"
    year: int
    member: str
    amount: Money
    paid: Money = Decimal(0)

    @property
    def key(self) -> str:
        """`year:member`."""
        return f"{self.year}:{self.member}"
