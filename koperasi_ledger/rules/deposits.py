"""Deposits for a fixed term: placed, taken over, renewed, pledged; where their money comes from.

Simpanan berjangka is a liability (ministry chart 2112; 2210 for terms of more than a year). What
they bear and pay out is in `deposit_payouts`.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from koperasi_ledger.model.accounts import VOLUNTARY, Account
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    DepositPlaced,
    DepositPledged,
    DepositRenewed,
    DepositTakenOver,
    DepositUnpledged,
    Event,
)
from koperasi_ledger.model.policy.deposits import DepositProduct
from koperasi_ledger.model.records import Deposit, Member, PolicySection, Record, SavingsAccount
from koperasi_ledger.model.records.deposits import account_of
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.deposit_terms import maturity, next_due, product_on, rate_of
from koperasi_ledger.rules.errors import (
    BalanceTooLow,
    ControlAccount,
    DepositExists,
    DepositIsPledged,
    DepositNotActive,
    DepositNotPledged,
    DepositTooSmall,
    RenewalTooEarly,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings import require_active, require_free
from koperasi_ledger.rules.savings_moves import months_kept, moved

_ZERO = Decimal(0)


class SavingsSide(NamedTuple):
    """Money that comes from, or goes to, a voluntary savings account of the same member."""

    account: SavingsAccount
    member: Member
    section: PolicySection


Side: TypeAlias = MoneySide | SavingsSide


def money_leg(
    event: Event, side: Side, amount: Decimal, bank_ref: str | None
) -> tuple[Posting, tuple[Record, ...]]:
    """The money leg, positive when the cooperative receives it, and the records it changes.

    Raises:
        BalanceTooLow, SavingsAreBlocked: the savings account holds less, or less is free.
    """
    if not isinstance(side, SavingsSide):
        return move(event, side, amount, bank_ref)
    account = side.account
    product = product_held(side.section, account.product, event.date)
    if amount > 0:
        minimum = product.minimum_balance if side.member.status == "aktif" else _ZERO
        if account.balance - amount < minimum:
            raise BalanceTooLow(side.member.number, product.name, amount, account.balance, minimum)
        require_free(account, amount, minimum)
    after = moved(account, event.date, -amount, months_kept(side.section, product.key))
    leg = Posting(VOLUNTARY, amount, side.member.number, sub=product.key)
    return leg, (after,)


def require_open(deposit: Deposit) -> None:
    """Refuses a deposit that was paid out or whose placement was reversed.

    Raises:
        DepositNotActive: so it is.
    """
    if deposit.status != "aktif":
        raise DepositNotActive(deposit.number, deposit.status)


def place(
    event: DepositPlaced,
    known: Deposit | None,
    member: Member,
    side: Side,
    section: PolicySection,
) -> Change:
    """Money is placed for a term; rate and terms are fixed by the policy of the day.

    Raises:
        DepositExists, DepositTooSmall, UnknownDepositProduct, UnknownDepositTerm.
    """
    if known is not None:
        raise DepositExists(event.number, known.member)
    require_active(member, event.date)
    product, terms = product_on(section, event.product, event.date)
    rate = rate_of(product, event.months)
    if event.amount < product.minimum:
        raise DepositTooSmall(product.name, event.amount, product.minimum)
    account = account_of(event.months)
    leg, records = money_leg(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penempatan {product.name} {event.number} {member.number}",
        (leg, Posting(account, -event.amount, member.number, event.unit, sub=event.number)),
        policy=terms,
    )
    deposit = _opened(event, product, terms, start=event.date, paid_to=event.date, rate=rate)
    return Change(entry, (deposit, *records))


def take_over(
    event: DepositTakenOver,
    known: Deposit | None,
    member: Member,
    account: Account,
    section: PolicySection,
) -> Change:
    """A deposit of the old books: its amount moves from the account that carried it.

    Its dates and rate are those of the old certificate, all else is the product's of the day.

    Raises:
        DepositExists, UnknownDepositProduct.
        ControlAccount: the account is a sub-ledger's own.
    """
    if known is not None:
        raise DepositExists(event.number, known.member)
    require_active(member, event.date)
    if account.control:
        raise ControlAccount(account.name)
    product, terms = product_on(section, event.product, event.date)
    held = account_of(event.months)
    entry = balanced(
        event.date,
        event.ref,
        f"Pengambilalihan {product.name} {event.number} {member.number}",
        (
            Posting(account.name, event.amount),
            Posting(held, -event.amount, member.number, sub=event.number),
        ),
        policy=terms,
    )
    start = event.started
    deposit = _opened(
        event, product, terms, start=start, paid_to=event.paid_to or start, rate=event.rate
    )
    return Change(entry, (deposit,))


def _opened(
    event: DepositPlaced | DepositTakenOver,
    product: DepositProduct,
    terms: str,
    *,
    start: date,
    paid_to: date,
    rate: Decimal,
) -> Deposit:
    """A deposit whose first term begins; `terms` is the ref of the policy it was placed under."""
    return Deposit(
        number=event.number,
        member=event.member,
        product=product.key,
        placed=start,
        start=start,
        months=event.months,
        rate=rate,
        terms=terms,
        principal=event.amount,
        balance=event.amount,
        rollover=event.rollover,
        interest_to=event.interest_to,
        interest_product=event.interest_product,
        paid_to=paid_to,
        account=account_of(event.months),
        last=event.ref,
    )


def renew(
    event: DepositRenewed, deposit: Deposit, terms: DepositProduct, section: PolicySection
) -> Change:
    """A matured deposit begins a new term on the day the old one ended (ARO, or by wish).

    Raises:
        RenewalTooEarly: it has not matured, or interest is not paid yet.
        UnknownDepositProduct, UnknownDepositTerm: it is no longer offered.
    """
    require_open(deposit)
    end, due = maturity(deposit), next_due(deposit, terms)
    if event.date < end or due is not None:
        late = due if due is not None and due <= event.date else None
        raise RenewalTooEarly(deposit.number, end, late)
    months = event.months or deposit.months
    product, ref = product_on(section, deposit.product, end)
    account = account_of(months)
    entry = None
    if account != deposit.account:
        legs = (
            Posting(deposit.account, deposit.balance, deposit.member, sub=deposit.number),
            Posting(account, -deposit.balance, deposit.member, sub=deposit.number),
        )
        entry = balanced(event.date, event.ref, f"Perpanjangan {deposit.number}", legs, policy=ref)
    after = deposit.updated(
        start=end,
        months=months,
        rate=rate_of(product, months),
        terms=ref,
        principal=deposit.balance,
        paid_to=end,
        renewals=deposit.renewals + 1,
        account=account,
        last=event.ref,
    )
    return Change(entry, (after,))


def pledge(event: DepositPledged, deposit: Deposit) -> Change:
    """The deposit secures something, such as a loan: it is not paid out until released.

    Raises:
        DepositIsPledged: it does so already.
    """
    require_open(deposit)
    if deposit.pledge is not None:
        raise DepositIsPledged(deposit.number, deposit.pledge)
    return Change(None, (deposit.updated(pledge=event.reason, loan=event.loan, last=event.ref),))


def unpledge(event: DepositUnpledged, deposit: Deposit) -> Change:
    """The deposit is free again.

    Raises:
        DepositNotPledged: it was not pledged.
    """
    require_open(deposit)
    if deposit.pledge is None:
        raise DepositNotPledged(deposit.number)
    return Change(None, (deposit.updated(pledge=None, loan=None, last=event.ref),))
