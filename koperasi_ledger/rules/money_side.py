"""Where the money of an event is: in a cash or bank account, or waiting in Titipan.

Titipan (suspense) holds the bank lines that nobody could explain when they were imported, so that
the bank account is right at once and the explanation can follow. Source: practice; the accounts
are part of the default chart.
"""

from datetime import date
from decimal import Decimal
from typing import TypeAlias

from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events import Event
from koperasi_ledger.model.records import CashAccount, Suspense
from koperasi_ledger.rules.errors import (
    AlreadyReconciled,
    SuspenseNotYet,
    SuspenseTooSmall,
)

MoneySide: TypeAlias = CashAccount | Suspense


def refuse_proven(cash: CashAccount, day: date) -> None:
    """Refuses a movement on a day whose bank balance is proven.

    Raises:
        AlreadyReconciled: so it is.
    """
    if cash.reconciled is not None and day <= cash.reconciled:
        raise AlreadyReconciled(cash.short, day, cash.reconciled)


def move(
    event: Event, side: MoneySide, amount: Decimal, bank_ref: str | None = None
) -> tuple[Posting, tuple[Suspense, ...]]:
    """The money leg of an event: `amount` rupiah, positive when the cooperative receives it.

    Returns the posting and the suspense record that changed, if any.

    Raises:
        AlreadyReconciled: the bank's balance is proven for the event's date already.
        SuspenseNotYet: the money came or went after the event's date.
        SuspenseTooSmall: the waiting money is less, or of the other direction.
    """
    if isinstance(side, CashAccount):
        refuse_proven(side, event.date)
        return Posting(side.account, amount, None, None, bank_ref), ()
    if event.date < side.date:
        raise SuspenseNotYet(side.ref, event.date, side.date)
    remaining = side.remaining - amount
    if amount * side.remaining <= 0 or remaining * side.remaining < 0:
        raise SuspenseTooSmall(side.ref, amount, side.remaining)
    account = SUSPENSE_IN if amount > 0 else SUSPENSE_OUT
    return Posting(account, amount, sub=side.ref), (side.updated(remaining=remaining),)
