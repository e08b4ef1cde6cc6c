"""What the cooperative owes to lenders: the agreement, its schedule, and what was paid."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple

from koperasi_ledger.model.records.base import Money, Record

BorrowingSource = Literal["bank", "lpdb", "lain"]
BorrowingStatus = Literal["disetujui", "berjalan", "lunas"]


class BorrowingTerms(Record):
    """What the agreement says of its instalments; see `BorrowingAgreed`. A part of a record."""

    kind: ClassVar[str] = "syarat-utang"
    method: Literal["flat", "menurun", "anuitas"]
    rate: Money
    tenor: int
    principal_grace: int = 0
    interest_grace: int = 0
    due_day: int | None = None
    due_rule: Literal["tetap", "hari-kerja-berikutnya"] = "tetap"
    holidays: tuple[date, ...] = ()
    day_count: Literal["30/360", "aktual/365", "aktual/360", "aktual/aktual"] | None = None
    decimals: Literal[0, 2] = 0
    multiple: Money | None = None
    direction: Literal["atas", "bawah", "dekat"] = "dekat"


class TrancheRow(NamedTuple):
    """A row of a schedule, in rupiah.

    `interest` is what the row asks for, `borne` what its period costs: they differ while interest
    is put off, and where interest was carried over into the first row.
    """

    due: date
    principal: Money
    interest: Money
    borne: Money


class Tranche(Record):
    """What was paid out on one day, and its rows; a part of a record."""

    kind: ClassVar[str] = "tahap-utang"
    start: date
    amount: Money
    rows: tuple[TrancheRow, ...]


class Borrowing(Record):
    """A debt to a lender; key is its number. Amounts in rupiah.

    `balance` is the principal owed, and `current` the part of it that stands in the account of
    what falls due within a year. Of the interest since the debt began, `recognised` was expense,
    `paid` was paid, and `before` was borne under earlier schedules or was a difference to them.
    `principal_paid` and `interest_paid` are what was paid under the schedule in force.
    `version` counts the schedules; `accrued` is the last month of the run.
    """

    kind: ClassVar[str] = "utang-pinjaman"
    number: str
    lender: str
    source: BorrowingSource
    limit: Money
    terms: BorrowingTerms
    status: BorrowingStatus = "disetujui"
    agreed: date
    scheme: str | None = None
    unit: str | None = None
    drawn: Money = Decimal(0)
    balance: Money = Decimal(0)
    current: Money = Decimal(0)
    recognised: Money = Decimal(0)
    paid: Money = Decimal(0)
    before: Money = Decimal(0)
    principal_paid: Money = Decimal(0)
    interest_paid: Money = Decimal(0)
    version: int = 0
    tranches: tuple[Tranche, ...] = ()
    accrued: str | None = None
    ended: date | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.number
