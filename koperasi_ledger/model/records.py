"""Records: what the cooperative knows of each thing, as the events so far left it.

A record is small, frozen and without behaviour. It is found by its kind and a key, and kept in the
database as one row, so that one more event reads and writes only the records it touches.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict

from koperasi_ledger.model.fields import RECORDED
from koperasi_ledger.model.policy import Policy

Profile = Literal["riil", "ksp", "kdmp"]
"""Which default chart applies: sektor riil, KSP/USP, Koperasi Desa/Kelurahan Merah Putih."""

CashKind = Literal["kas", "bank"]
Purpose = Literal["pokok", "wajib", "simpanan"]
MemberStatus = Literal["aktif", "keluar", "meninggal"]

# Records are written only by rules, from values that events have already checked; JSON brings the
# decimals back as text.
_Money = Annotated[Decimal, BeforeValidator(Decimal)]


class Record(BaseModel):
    """The common shape of all records; `kind` names the record kind in the database."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    kind: ClassVar[str]

    @property
    def key(self) -> str:
        """What tells this record from others of its kind; `-` where there is only one."""
        return "-"

    def updated(self, **changes: object) -> Self:
        """The record with some fields replaced, by values the rules have already checked.

        Does what pydantic's `model_copy` does, at a fifth of its time: it runs for every event.
        """
        copy = self.__class__.__new__(self.__class__)
        set_slot = object.__setattr__
        set_slot(copy, "__dict__", {**self.__dict__, **changes})
        set_slot(copy, "__pydantic_fields_set__", self.__pydantic_fields_set__)
        set_slot(copy, "__pydantic_extra__", None)
        set_slot(copy, "__pydantic_private__", None)
        return copy


class Cooperative(Record):
    """The identity of the cooperative; one record, key `-`."""

    kind: ClassVar[str] = "koperasi"
    name: str
    profile: Profile
    founded: date
    legal_number: str | None = None
    address: str | None = None
    opened_by: str | None = None


class Period(Record):
    """How far the books are closed; one record, key `-`. `closed_through` is `YYYY-MM`."""

    kind: ClassVar[str] = "periode"
    closed_through: str | None = None


class PolicyVersion(Record):
    """One adopted version of the policy; only the sections it set."""

    kind: ClassVar[str] = "versi-kebijakan"
    effective: date
    ref: str
    policy: Policy


class PolicySection(Record):
    """All versions of one policy section (`name`), in the order of their effective dates."""

    kind: ClassVar[str] = "kebijakan"
    name: str
    versions: tuple[PolicyVersion, ...] = ()

    @property
    def key(self) -> str:
        """The section's name."""
        return self.name


class CashAccount(Record):
    """A cash box or bank account, under its `short` key.

    `reconciled` is the last day on which the bank's balance was proven equal to the ledger's.
    """

    kind: ClassVar[str] = "kas-bank"
    short: str
    account: str
    name: str
    type: CashKind
    opened: date
    code: str
    bank: str | None = None
    number: str | None = None
    reconciled: date | None = None

    @property
    def key(self) -> str:
        """The short key."""
        return self.short


class Heir(Record):
    """An heir of a deceased member."""

    kind: ClassVar[str] = "ahli-waris"
    name: str
    relation: str


class SettledRun(Record):
    """From the month `first` on, each paid month of simpanan wajib was settled with `due`."""

    kind: ClassVar[str] = "bulan-lunas"
    first: str
    due: _Money


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
    due_paid: _Money = Decimal(0)
    settled: tuple[SettledRun, ...] = ()
    pokok: _Money = Decimal(0)
    wajib: _Money = Decimal(0)
    payable: _Money = Decimal(0)
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


class SavingsAccount(Record):
    """What a member holds in one voluntary product; key `member:product`."""

    kind: ClassVar[str] = "simpanan"
    member: str
    product: str
    balance: _Money = Decimal(0)

    @property
    def key(self) -> str:
        """`member:product`."""
        return f"{self.member}:{self.product}"


class Suspense(Record):
    """Money of a bank line, or of a reversed one, waiting for its explanation; key is its ref.

    `remaining` is what is not yet explained, positive for money in and negative for money out.
    """

    kind: ClassVar[str] = "titipan"
    ref: str
    date: date
    cash: str
    remaining: _Money
    text: str

    @property
    def key(self) -> str:
        """The ref of the bank line's event."""
        return self.ref


class VirtualAccount(Record):
    """Whose virtual account number this is; key is the number."""

    kind: ClassVar[str] = "va"
    number: str
    member: str
    purpose: Purpose
    product: str | None = None

    @property
    def key(self) -> str:
        """The number."""
        return self.number


class BankDay(Record):
    """The bank lines known of one account and day; key `account:YYYY-MM-DD`.

    `lines` maps the identity of a line to the event that booked it; `sealed` is the number of lines
    and `total` their sum once the day's balance chain was proven.
    """

    kind: ClassVar[str] = "hari-bank"
    account: str
    date: date
    lines: dict[str, str] = {}
    sealed: int | None = None
    total: _Money | None = None
    format: str | None = None

    @property
    def key(self) -> str:
        """`account:YYYY-MM-DD`."""
        return f"{self.account}:{self.date}"


class BankFile(Record):
    """A statement file that was read before; key is its SHA-256."""

    kind: ClassVar[str] = "berkas-bank"
    sha256: str
    account: str
    start: date
    end: date
    closing: _Money
    ref: str

    @property
    def key(self) -> str:
        """The SHA-256 of the file."""
        return self.sha256


class BankChain(Record):
    """How far an account's statements chain without a gap; key is the cash account's key."""

    kind: ClassVar[str] = "rantai-bank"
    account: str
    end: date
    closing: _Money

    @property
    def key(self) -> str:
        """The cash account's short key."""
        return self.account


class Attachment(Record):
    """An entry typed by hand was found on the bank statement; key is `account:ref`."""

    kind: ClassVar[str] = "cocok-bank"
    account: str
    ref: str
    bank_ref: str

    @property
    def key(self) -> str:
        """`account:ref`."""
        return f"{self.account}:{self.ref}"


class Reversal(Record):
    """An event was reversed; key is the ref of the reversed event."""

    kind: ClassVar[str] = "pembalikan"
    ref: str
    by: str

    @property
    def key(self) -> str:
        """The ref of the reversed event."""
        return self.ref


RECORDS: dict[str, type[Record]] = {
    cls.kind: cls
    for cls in (
        Cooperative,
        Period,
        PolicySection,
        CashAccount,
        Member,
        IdentityHolder,
        SavingsAccount,
        Suspense,
        VirtualAccount,
        BankDay,
        BankFile,
        BankChain,
        Attachment,
        Reversal,
    )
}
"""Every record kind that is stored, by its name in the database."""


def stored_record(kind: str, body: str) -> Record:
    """The record of a kind whose JSON the database holds.

    Raises:
        KeyError, ValueError: somebody changed it.
    """
    return RECORDS[kind].model_validate_json(body, context=RECORDED)
