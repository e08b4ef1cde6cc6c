"""Loans, their schedules, and what secures them."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.policy.loans import LoanProduct, Quality
from koperasi_ledger.model.records.base import Money, Record

LoanStatus = Literal[
    "diajukan", "disetujui", "ditolak", "berjalan", "lunas", "hapus-buku", "hapus-tagih"
]

Row = tuple[date, Money, Money]
"""A row of a schedule: due date, principal, interest, in rupiah."""

Move = tuple[date, Money, Money, Money]
"""What was paid on a day: principal, interest, denda (or given up of it), in rupiah."""


class LoanPlan(Record):
    """One schedule of a loan, in force from `start` until the next version; key `loan:version`.

    `rate` is percent a year or a period, as the product says. `principal` is what was owed on
    `start`; `stages` what was paid out later, which the rows hold too. `interest` and `penalty`
    are unpaid sums carried over from the schedule before, due with the first row (the interest
    with the first that bears any). `brought` is interest that was paid ahead of time under the
    schedule before and pays rows of this one. `anchor` is the day from which the first row bears
    interest, where that is before `start`; `parts` is what of the row under way each of the
    `stages` bears, from its own day on. `borne` is what the period of each row bears, where the
    payment of interest is postponed and the rows ask for it later. `streak` is how many
    instalments in a row had been paid on time when the schedule began.
    """

    kind: ClassVar[str] = "jadwal-pinjaman"
    loan: str
    version: int
    start: date
    principal: Money
    rate: Money
    rows: tuple[Row, ...]
    stages: tuple[tuple[date, Money], ...] = ()
    interest: Money = Decimal(0)
    penalty: Money = Decimal(0)
    brought: Money = Decimal(0)
    anchor: date | None = None
    parts: tuple[Money, ...] = ()
    borne: tuple[Money, ...] = ()
    streak: int = 0

    @property
    def begins(self) -> date:
        """The day from which the first row bears interest."""
        return self.anchor or self.start

    @property
    def key(self) -> str:
        """`loan:version`."""
        return f"{self.loan}:{self.version}"


class LoanPayments(Record):
    """What was paid under one schedule of a loan, by day; key `loan:version`.

    Kept apart from the schedule, which does not change, and by the days of the payments, so that
    what was overdue on any past day can be told.
    """

    kind: ClassVar[str] = "bayar-pinjaman"
    loan: str
    version: int
    moves: tuple[Move, ...] = ()

    @property
    def key(self) -> str:
        """`loan:version`."""
        return f"{self.loan}:{self.version}"


class Loan(Record):
    """A loan; key is its number. Amounts in rupiah.

    `product` is the agreement: the product as it was on the day of approval, with the agreed rate.
    `balance` is the principal owed. `recognised` is the interest that was income and `received`
    the interest that was paid, both since the loan began, so that their difference stands in the
    ledger: a claim, or received ahead of time. `margin` is the whole margin of a murabahah.
    `allowance` is the provision, `quality` the class it was made for, `floor` the class that a
    restructured loan keeps for a while, `held` what was paid too much, `secured` what its
    collateral counts for, `claim` what is still
    claimed off the books after a write-off. `accrued` and `assessed` are the last months of the
    two monthly runs.
    """

    kind: ClassVar[str] = "pinjaman"
    number: str
    member: str
    product: LoanProduct
    status: LoanStatus
    applied: date
    amount: Money
    tenor: int
    unit: str | None = None
    purpose: str | None = None
    approved: date | None = None
    by: tuple[str, ...] = ()
    margin: Money | None = None
    version: int = 0
    disbursed: Money = Decimal(0)
    balance: Money = Decimal(0)
    recognised: Money = Decimal(0)
    received: Money = Decimal(0)
    allowance: Money = Decimal(0)
    quality: Quality | None = None
    floor: Quality | None = None
    held: Money = Decimal(0)
    claim: Money = Decimal(0)
    secured: Money = Decimal(0)
    collateral: tuple[str, ...] = ()
    accrued: str | None = None
    assessed: str | None = None
    ended: date | None = None

    @property
    def key(self) -> str:
        """The loan's number."""
        return self.number


class Collateral(Record):
    """A thing that secures a loan; key is its short key."""

    kind: ClassVar[str] = "agunan"
    short: str
    loan: str
    type: str
    description: str
    owner: str
    value: Money
    eligible: Money
    paper: str | None = None
    taken: date
    valued: date
    released: date | None = None
    recipient: str | None = None

    @property
    def key(self) -> str:
        """The short key."""
        return self.short


class Borrower(Record):
    """A member's running loans, and the simpanan wajib pinjam kept back from them.

    `ended` are the loans that ended with something left: titipan to give back, or a claim.
    """

    kind: ClassVar[str] = "peminjam"
    member: str
    loans: tuple[str, ...] = ()
    swp: Money = Decimal(0)
    ended: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The member number."""
        return self.member
