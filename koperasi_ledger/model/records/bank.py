"""What is known of the bank's statements: lines, files, chains, numbers, attachments."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from koperasi_ledger.model.records.base import Money, Record

Purpose = Literal["pokok", "wajib", "simpanan", "tagihan"]


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
    lines: dict[str, str] = Field(default_factory=dict)
    sealed: int | None = None
    total: Money | None = None
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
    closing: Money
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
    closing: Money

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
