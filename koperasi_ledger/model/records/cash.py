"""Cash boxes, bank accounts, and money that waits for its explanation."""

from datetime import date
from typing import ClassVar, Literal

from koperasi_ledger.model.records.base import Money, Record

CashKind = Literal["kas", "bank"]


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


class Suspense(Record):
    """Money of a bank line, or of a reversed one, waiting for its explanation; key is its ref.

    `remaining` is what is not yet explained, positive for money in and negative for money out.
    """

    kind: ClassVar[str] = "titipan"
    ref: str
    date: date
    cash: str
    remaining: Money
    text: str

    @property
    def key(self) -> str:
        """The ref of the bank line's event."""
        return self.ref
