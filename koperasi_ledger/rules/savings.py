"""Simpanan pokok, wajib and sukarela: paid in, taken out, and taken back.

Simpanan pokok and wajib are equity (UU 25/1992 Ps. 41(2)); simpanan sukarela is a liability
(ministry chart 2111). Pokok is paid once; wajib is owed monthly, and a payment settles the oldest
unpaid months first, several at once if it reaches (rapel: practice).
"""

from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import POKOK, VOLUNTARY, WAJIB
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    SavingsDeposited,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.records import Member, PolicySection, SavingsAccount
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day, month_of, months_between, months_name
from koperasi_ledger.rules.errors import (
    BalanceTooLow,
    MemberNotActive,
    PokokAmount,
    PokokPaidAlready,
    WajibPartial,
    WajibTooFarAhead,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import SavingsTerms, product_of, savings_on


def require_active(member: Member) -> None:
    """Refuses a member who left or died.

    Raises:
        MemberNotActive: so it is.
    """
    if member.status != "aktif":
        raise MemberNotActive(member.number, member.status)


def pay_pokok(
    event: SimpananPokokPaid, member: Member, side: MoneySide, section: PolicySection
) -> Change:
    """Simpanan pokok: once, and exactly the amount of the policy (AD/ART)."""
    require_active(member)
    terms = savings_on(section, event.date)
    if member.pokok:
        raise PokokPaidAlready(member.number)
    if event.amount != terms.policy.pokok:
        raise PokokAmount(event.amount, terms.policy.pokok)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Simpanan pokok {member.number}",
        (leg, Posting(POKOK, -event.amount, member.number, event.unit)),
        policy=terms.ref,
    )
    return Change(entry, (member.updated(pokok=event.amount), *waiting))


class Dues(NamedTuple):
    """How far simpanan wajib is paid: the oldest month not fully paid, and what it has got."""

    month: str
    paid: Decimal


def wajib_due(section: PolicySection, month: str) -> Decimal:
    """The simpanan wajib of a month: by the policy in force on its last day, in rupiah."""
    return savings_on(section, last_day(month)).policy.wajib


def settle(dues: Dues, amount: Decimal, section: PolicySection) -> tuple[Dues, str]:
    """Pays `amount` towards the oldest unpaid months.

    Returns where that leads, and the last month that got any of it.
    """
    month, rest, last = dues.month, dues.paid + amount, dues.month
    while rest > 0:
        last = month
        due = wajib_due(section, month)
        if rest < due:
            break
        rest -= due
        month = add_months(month, 1)
    return Dues(month, rest), last


def unsettle(dues: Dues, amount: Decimal, section: PolicySection) -> Dues:
    """Takes `amount` back from the latest paid months: the mirror image of `settle`."""
    month, paid = dues.month, dues.paid - amount
    while paid < 0:
        month = add_months(month, -1)
        paid += wajib_due(section, month)
    return Dues(month, paid)


def arrears(member: Member, section: PolicySection, through: str) -> Decimal:
    """What the member still owes of simpanan wajib up to and including a month, in rupiah."""
    total, month = -member.due_paid, member.due_month
    while month <= through:
        total += wajib_due(section, month)
        month = add_months(month, 1)
    return max(total, Decimal(0))


def pay_wajib(
    event: SimpananWajibPaid, member: Member, side: MoneySide, section: PolicySection
) -> Change:
    """Simpanan wajib: settles the oldest unpaid months, several at once (rapel).

    Raises:
        WajibPartial: it ends within a month and the policy wants whole months.
        WajibTooFarAhead: it reaches further ahead than the policy allows.
    """
    require_active(member)
    terms = savings_on(section, event.date)
    before = Dues(member.due_month, member.due_paid)
    after, last = settle(before, event.amount, section)
    if after.paid and not terms.policy.wajib_partial:
        raise WajibPartial(event.amount, after.paid, after.month)
    limit = terms.policy.wajib_advance_months
    if months_between(month_of(event.date), last) > limit:
        raise WajibTooFarAhead(member.number, last, limit)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Simpanan wajib {member.number} {months_name(before.month, last)}",
        (leg, Posting(WAJIB, -event.amount, member.number, event.unit)),
        policy=terms.ref,
    )
    changes = {
        "wajib": member.wajib + event.amount,
        "due_month": after.month,
        "due_paid": after.paid,
    }
    return Change(entry, (member.updated(**changes), *waiting))


def deposit(
    event: SavingsDeposited,
    member: Member,
    account: SavingsAccount,
    side: MoneySide,
    terms: SavingsTerms,
) -> Change:
    """A deposit into a voluntary savings product."""
    require_active(member)
    product = product_of(terms, event.product)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Setoran {product.name} {member.number}",
        (leg, Posting(VOLUNTARY, -event.amount, member.number, event.unit, sub=product.key)),
    )
    balance = account.balance + event.amount
    return Change(entry, (account.updated(balance=balance), *waiting))


def withdraw(
    event: SavingsWithdrawn,
    member: Member,
    account: SavingsAccount,
    side: MoneySide,
    terms: SavingsTerms,
) -> Change:
    """A withdrawal: never below zero, nor, while the member is active, below the minimum.

    Raises:
        BalanceTooLow: it would.
    """
    product = product_of(terms, event.product)
    minimum = product.minimum_balance if member.status == "aktif" else Decimal(0)
    balance = account.balance - event.amount
    if balance < minimum:
        raise BalanceTooLow(member.number, product.name, event.amount, account.balance, minimum)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penarikan {product.name} {member.number}",
        (leg, Posting(VOLUNTARY, event.amount, member.number, event.unit, sub=product.key)),
        policy=terms.ref,
    )
    return Change(entry, (account.updated(balance=balance), *waiting))
