"""What is expected from the bank: unique codes, payroll rosters, QRIS payments."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from koperasi_ledger.model.money import to_sen
from koperasi_ledger.model.records.base import Money, Record


class Owed(Record):
    """A part of expected money: what it is for, whose it is, and in rupiah how much."""

    kind: ClassVar[str] = "bagian-tagihan"
    purpose: str
    member: str
    amount: Money
    number: str | None = None


class IssuedCode(Record):
    """A unique code of an account; key `account:total in sen`.

    `used` is the event of the bank line that paid it. A total is given to another bill only some
    time after `expires`.
    """

    kind: ClassVar[str] = "kode-unik"
    account: str
    total: Money
    code: int
    month: str
    issued: date
    expires: date
    parts: tuple[Owed, ...]
    ref: str
    used: str | None = None

    @property
    def key(self) -> str:
        """`account:total in sen`."""
        return code_key(self.account, self.total)

    @property
    def member(self) -> str:
        """Whose bill it is."""
        return self.parts[0].member


def code_key(account: str, total: Decimal) -> str:
    """The key of the unique code that asks for `total`, whatever its decimals look like."""
    return f"{account}:{to_sen(total)}"


class Roster(Record):
    """A payroll roster; key is the ref of its event. `used` is the bank line's event."""

    kind: ClassVar[str] = "daftar-potong"
    ref: str
    account: str
    words: tuple[str, ...]
    issued: date
    expires: date
    total: Money
    parts: tuple[Owed, ...]
    used: str | None = None

    @property
    def key(self) -> str:
        """The ref of its event."""
        return self.ref


class QrisSettlement(Record):
    """What a QRIS acquirer pays on a day; key `account:merchant:YYYY-MM-DD`.

    `used` is the event that took it up.
    """

    kind: ClassVar[str] = "qris"
    account: str
    merchant: str
    paid_on: date
    gross: Money
    fee: Money
    ref: str
    used: str | None = None

    @property
    def key(self) -> str:
        """`account:merchant:YYYY-MM-DD`."""
        return f"{self.account}:{self.merchant}:{self.paid_on}"

    @property
    def net(self) -> Decimal:
        """What reaches the bank account."""
        return self.gross - self.fee
