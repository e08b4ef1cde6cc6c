"""Members, their heirs, and how far each paid simpanan wajib."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.records.base import Money, Record

MemberStatus = Literal["aktif", "keluar", "meninggal"]


class Heir(Record):
    """An heir of a deceased member."""

    kind: ClassVar[str] = "ahli-waris"
    name: str
    relation: str


class SettledRun(Record):
    """From the month `first` on, each paid month of simpanan wajib was settled with `due`."""

    kind: ClassVar[str] = "bulan-lunas"
    first: str
    due: Money


class Member(Record):
    """A member; key is the member number. Amounts in rupiah.

    `pokok` and `wajib` are equity balances, `payable` what is owed after leaving. `due_month` is
    the oldest month of simpanan wajib not fully paid and `due_paid` what was paid towards it.
    `settled` says what the months paid in these books cost when they were paid, so that a reversal
    owes the same again whatever the policy has become; the last run ends before `due_month`.
    """

    kind: ClassVar[str] = "anggota"
    number: str
    name: str
    status: MemberStatus
    joined: date
    due_month: str
    due_paid: Money = Decimal(0)
    settled: tuple[SettledRun, ...] = ()
    pokok: Money = Decimal(0)
    wajib: Money = Decimal(0)
    payable: Money = Decimal(0)
    left: date | None = None
    nik: str | None = None
    address: str | None = None
    phone: str | None = None
    heirs: tuple[Heir, ...] = ()

    @property
    def key(self) -> str:
        """The member number."""
        return self.number


class IdentityHolder(Record):
    """Which member a NIK belongs to, so that nobody is entered twice."""

    kind: ClassVar[str] = "nik"
    nik: str
    member: str

    @property
    def key(self) -> str:
        """The NIK."""
        return self.nik
