"""The legs of a loan's entries: which account principal, interest, margin and denda go to.

Konvensional: principal and interest are two claims; interest is a claim once it is recognised, and
a liability while it is received ahead of time. Murabahah: the whole selling price is one claim and
the margin not yet earned stands against it (PSAK 402, ex 102); denda goes to dana kebajikan, never
to income. Qardh: a claim of principal only.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    CHARITY,
    LOAN_INCOME,
    LOAN_INTEREST,
    LOAN_INTEREST_AHEAD,
    LOAN_PENALTY_INCOME,
    LOANS,
    MURABAHAH,
    MURABAHAH_DEFERRED,
    MURABAHAH_INCOME,
    QARDH,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Posting
from koperasi_ledger.model.events.loans import LoanMoneyEvent
from koperasi_ledger.model.records import Record, SavingsAccount
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.errors.loans import SavingsShort
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.savings_moves import moved
from koperasi_ledger.rules.shu_share import OpenShare, spend

_ZERO = Decimal(0)


class Purse(NamedTuple):
    """A voluntary savings account that a loan is paid from or into.

    `keep` is how many months of its movements are told apart (`savings_moves`).
    """

    account: SavingsAccount
    keep: int


def principal_account(loan: Loan) -> str:
    """The account that holds the loan's principal."""
    return {"konvensional": LOANS, "murabahah": MURABAHAH, "qardh": QARDH}[loan.product.akad]


def principal_leg(loan: Loan, amount: Decimal) -> Posting:
    """The claim on principal grows by `amount` (less than zero: falls)."""
    return Posting(principal_account(loan), amount, loan.member, sub=loan.number)


def penalty_leg(loan: Loan, amount: Decimal) -> Posting:
    """Denda received: income, or for sharia the benevolence fund."""
    if loan.product.akad == "konvensional":
        return Posting(LOAN_PENALTY_INCOME, -amount, loan.member, loan.unit, sub=loan.number)
    return Posting(CHARITY, -amount, loan.member, sub=loan.number)


def interest_legs(
    loan: Loan, *, recognised: Decimal, received: Decimal, given_up: Decimal = _ZERO
) -> list[Posting]:
    """The legs that bring a loan's interest to new sums of what was recognised and received.

    They add up to minus the money that came in. `given_up` is margin of a murabahah that nobody
    will pay (muqasah): the claim and the margin against it both fall by it.
    """
    income = recognised - loan.recognised
    if loan.product.akad == "murabahah":
        return [
            Posting(
                MURABAHAH,
                loan.received - received - given_up,
                loan.member,
                sub=loan.number,
            ),
            Posting(MURABAHAH_DEFERRED, income + given_up, loan.member, sub=loan.number),
            Posting(MURABAHAH_INCOME, -income, loan.member, loan.unit, sub=loan.number),
        ]
    before, after = loan.recognised - loan.received, recognised - received
    claim = max(after, _ZERO) - max(before, _ZERO)
    ahead = min(after, _ZERO) - min(before, _ZERO)
    return [
        Posting(LOAN_INTEREST, claim, loan.member, sub=loan.number),
        Posting(LOAN_INTEREST_AHEAD, ahead, loan.member, sub=loan.number),
        Posting(LOAN_INCOME, -income, loan.member, loan.unit, sub=loan.number),
    ]


def money_legs(
    event: LoanMoneyEvent, side: MoneySide | Purse | OpenShare, amount: Decimal
) -> tuple[list[Posting], tuple[Record, ...]]:
    """The money of a loan's event: `amount` comes in (less than zero: goes out).

    Raises:
        SavingsShort: the savings account has less that is free.
        PaidBeforeMeeting, ShareTooMuch: see `shu_share.spend`.
        Refusal: see `money_side.move`.
    """
    if not amount:
        return [], ()
    if isinstance(side, Purse):
        account = side.account
        free = account.balance - account.blocked
        if amount > free:
            raise SavingsShort(account.member, account.product, amount, free)
        leg = Posting(VOLUNTARY, amount, account.member, sub=account.product)
        return [leg], (moved(account, event.date, -amount, side.keep),)
    if isinstance(side, OpenShare):
        leg, after = spend(side, event.date, amount)
        return [leg], (after,)
    leg, waiting = move(event, side, amount, event.bank_ref)
    return [leg], waiting


def tidy(legs: Iterable[Posting]) -> list[Posting]:
    """The legs that move something; those that differ in nothing but the amount are one."""
    sums: dict[Posting, Decimal] = {}
    for leg in legs:
        same = leg._replace(amount=_ZERO)
        sums[same] = sums.get(same, _ZERO) + leg.amount
    return [leg._replace(amount=amount) for leg, amount in sums.items() if amount]
