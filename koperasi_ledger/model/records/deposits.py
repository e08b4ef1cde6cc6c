"""Deposits for a fixed term."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from koperasi_ledger.model.accounts import DEPOSITS, DEPOSITS_LONG
from koperasi_ledger.model.records.base import Money, Record

_YEAR = 12


class Deposit(Record):
    """A deposit; key is the number of its certificate (bilyet). Amounts in rupiah.

    `placed` is the day it was first placed, `start` that of its present term of `months` at `rate`
    percent a year, and `terms` the event that adopted the policy it follows. `principal` was placed
    at the beginning of the term, `balance` is what it has grown to. Interest is paid up to
    `paid_to`; `interest` is what it got since `placed`, `accrued` what is an expense already and
    not paid. `last` is the event that changed it last.
    """

    kind: ClassVar[str] = "berjangka"
    number: str
    member: str
    product: str
    placed: date
    start: date
    months: int
    rate: Money
    terms: str
    principal: Money
    balance: Money
    rollover: Literal["tidak", "pokok", "pokok-jasa"]
    interest_to: Literal["simpanan", "tunai", "kapitalisasi"]
    interest_product: str | None = None
    paid_to: date
    interest: Money = Decimal(0)
    accrued: Money = Decimal(0)
    accrued_to: date | None = None
    renewals: int = 0
    status: Literal["aktif", "cair", "batal"] = "aktif"
    pledge: str | None = None
    loan: str | None = None
    account: str = DEPOSITS
    last: str = ""

    @property
    def key(self) -> str:
        """The certificate's number."""
        return self.number


def account_of(months: int) -> str:
    """The ledger account of a deposit: by whether its term is longer than a year."""
    return DEPOSITS_LONG if months > _YEAR else DEPOSITS
