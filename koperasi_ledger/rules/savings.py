"""Simpanan pokok, wajib and sukarela: paid in, taken out, and taken back.

Simpanan pokok and wajib are equity (UU 25/1992 Ps. 41(2)); simpanan sukarela is a liability
(ministry chart 2111). Pokok is paid once; wajib is owed monthly, and a payment settles the oldest
unpaid months first, several at once if it reaches (rapel: practice).
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import POKOK, VOLUNTARY, WAJIB
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events import (
    SavingsBlocked,
    SavingsDeposited,
    SavingsReleased,
    SavingsWithdrawn,
    SimpananPokokPaid,
    SimpananWajibPaid,
)
from koperasi_ledger.model.records import (
    Member,
    PolicySection,
    SavingsAccount,
    SavingsBlock,
    SettledRun,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import add_months, last_day, month_of, months_name
from koperasi_ledger.rules.errors import (
    BalanceTooLow,
    MemberNotActive,
    NotYetMember,
    PokokAmount,
    PokokPaidAlready,
    RecipientRefused,
    RecipientUnknown,
    SavingsAreBlocked,
    UnknownBlock,
    WajibPartial,
    WajibTooFarAhead,
)
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.policies import product_held, product_of, savings_on
from koperasi_ledger.rules.savings_moves import months_kept, moved


def require_active(member: Member, day: date) -> None:
    """Refuses a member who left or died, or who joins after `day` only.

    Raises:
        MemberNotActive, NotYetMember: so it is.
    """
    if member.status != "aktif":
        raise MemberNotActive(member.number, member.status)
    if day < member.joined:
        raise NotYetMember(member.number, day, member.joined)


def require_recipient(member: Member, recipient: str | None) -> None:
    """Who signs for money paid to a member: the member, or after a death one of the heirs.

    Raises:
        RecipientUnknown: after a death, the recipient is not one of the heirs.
        RecipientRefused: the member lives, yet another recipient is named.
    """
    if member.status != "meninggal":
        if recipient is not None:
            raise RecipientRefused(member.number)
        return
    names = [heir.name for heir in member.heirs]
    if recipient not in names:
        raise RecipientUnknown(member.number, names)


def pay_pokok(
    event: SimpananPokokPaid, member: Member, side: MoneySide, section: PolicySection
) -> Change:
    """Simpanan pokok: once, and exactly the amount of the policy (AD/ART)."""
    require_active(member, event.date)
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
    """How far simpanan wajib is paid: the oldest month not fully paid, and what it has got.

    `settled` is what the months paid before it cost; see `Member`.
    """

    month: str
    paid: Decimal
    settled: tuple[SettledRun, ...] = ()


def dues_of(member: Member) -> Dues:
    """How far the member's simpanan wajib is paid."""
    return Dues(member.due_month, member.due_paid, member.settled)


def with_dues(member: Member, amount: Decimal, dues: Dues) -> Member:
    """The member with `amount` more of simpanan wajib (less than zero: taken back), paid so far."""
    return member.updated(
        wajib=member.wajib + amount,
        due_month=dues.month,
        due_paid=dues.paid,
        settled=dues.settled,
    )


def wajib_due(section: PolicySection, month: str) -> Decimal:
    """The simpanan wajib of a month: by the policy in force on its last day, in rupiah."""
    return savings_on(section, last_day(month)).policy.wajib


def settle(dues: Dues, amount: Decimal, section: PolicySection, furthest: str) -> tuple[Dues, str]:
    """Pays `amount` towards the oldest unpaid months, none of them after `furthest`.

    Returns where that leads, and the last month that got any of it; when that is after
    `furthest`, the amount was too large and the rest means nothing.
    """
    month, rest, last, settled = dues.month, dues.paid + amount, dues.month, dues.settled
    while rest > 0 and last <= furthest:
        last = month
        due = wajib_due(section, month)
        if rest < due:
            break
        if not settled or settled[-1].due != due:
            settled = (*settled, SettledRun(first=month, due=due))
        rest -= due
        month = add_months(month, 1)
    return Dues(month, rest, settled), last


def unsettle(dues: Dues, amount: Decimal) -> Dues:
    """Takes `amount` back from the latest paid months: the mirror image of `settle`.

    A month is owed again at what it cost when it was paid, not at what a later policy says of it.
    """
    month, paid, settled = dues.month, dues.paid - amount, dues.settled
    while paid < 0:
        month = add_months(month, -1)
        paid += settled[-1].due
        if settled[-1].first == month:
            settled = settled[:-1]
    return Dues(month, paid, settled)


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
    require_active(member, event.date)
    terms = savings_on(section, event.date)
    before = dues_of(member)
    limit = terms.policy.wajib_advance_months
    furthest = add_months(month_of(event.date), limit)
    after, last = settle(before, event.amount, section, furthest)
    if last > furthest:
        most = arrears(member, section, furthest)
        raise WajibTooFarAhead(member.number, event.amount, furthest, limit, most)
    if after.paid and not terms.policy.wajib_partial:
        raise WajibPartial(event.amount, after.paid, after.month)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Simpanan wajib {member.number} {months_name(before.month, last)}",
        (leg, Posting(WAJIB, -event.amount, member.number, event.unit)),
        policy=terms.ref,
    )
    return Change(entry, (with_dues(member, event.amount, after), *waiting))


def deposit(
    event: SavingsDeposited,
    member: Member,
    account: SavingsAccount,
    side: MoneySide,
    section: PolicySection,
) -> Change:
    """A deposit into a voluntary savings product."""
    require_active(member, event.date)
    product = product_of(savings_on(section, event.date), event.product)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Setoran {product.name} {member.number}",
        (leg, Posting(VOLUNTARY, -event.amount, member.number, event.unit, sub=product.key)),
    )
    after = moved(account, event.date, event.amount, months_kept(section, product.key))
    return Change(entry, (after, *waiting))


def withdraw(
    event: SavingsWithdrawn,
    member: Member,
    account: SavingsAccount,
    side: MoneySide,
    section: PolicySection,
) -> Change:
    """A withdrawal: never below zero, nor, while the member is active, below the minimum.

    What is blocked stays as well. A product that the policy no longer offers can still be emptied.

    Raises:
        BalanceTooLow: it would go below zero or the minimum.
        SavingsAreBlocked: it would take what is blocked.
        RecipientUnknown, RecipientRefused: see `require_recipient`.
    """
    require_recipient(member, event.recipient)
    terms = savings_on(section, event.date)
    product = product_held(section, event.product, event.date)
    minimum = product.minimum_balance if member.status == "aktif" else Decimal(0)
    balance = account.balance - event.amount
    if balance < minimum:
        raise BalanceTooLow(member.number, product.name, event.amount, account.balance, minimum)
    require_free(account, event.amount, minimum)
    leg, waiting = move(event, side, -event.amount, event.bank_ref)
    entry = balanced(
        event.date,
        event.ref,
        f"Penarikan {product.name} {member.number}",
        (leg, Posting(VOLUNTARY, event.amount, member.number, event.unit, sub=product.key)),
        policy=terms.ref,
    )
    after = moved(account, event.date, -event.amount, months_kept(section, product.key))
    return Change(entry, (after, *waiting))


def require_free(account: SavingsAccount, amount: Decimal, minimum: Decimal = Decimal(0)) -> None:
    """Refuses to touch what is blocked; `minimum` must stay besides.

    Raises:
        SavingsAreBlocked: less than `amount` is free.
    """
    free = max(account.balance - account.blocked - minimum, Decimal(0))
    if account.blocks and amount > free:
        raise SavingsAreBlocked(account.member, account.product, amount, account.blocked, free)


def block(
    event: SavingsBlocked, member: Member, account: SavingsAccount, section: PolicySection
) -> Change:
    """An amount of a savings account is blocked, as a deposit or as collateral: practice.

    Raises:
        UnknownProduct: no policy ever had the product.
        BalanceTooLow: the account holds less.
        SavingsAreBlocked: what is not blocked yet is less.
    """
    product = product_held(section, event.product, event.date)
    if event.amount > account.balance:
        zero = Decimal(0)
        raise BalanceTooLow(member.number, product.name, event.amount, account.balance, zero)
    require_free(account, event.amount)
    return Change(None, (with_block(account, event),))


def with_block(account: SavingsAccount, event: SavingsBlocked) -> SavingsAccount:
    """The account with an amount blocked; blocks are kept in the order of their refs."""
    mark = SavingsBlock(ref=event.ref, amount=event.amount, reason=event.reason, loan=event.loan)
    blocks = sorted((*account.blocks, mark), key=lambda each: each.ref)
    return account.updated(blocks=tuple(blocks))


def release(event: SavingsReleased, account: SavingsAccount) -> Change:
    """A blocked amount is free again, as a whole; for a part of it, block anew what remains.

    Raises:
        UnknownBlock: it is not blocked.
    """
    left = tuple(each for each in account.blocks if each.ref != event.block)
    if len(left) == len(account.blocks):
        known = [each.ref for each in account.blocks]
        raise UnknownBlock(account.member, account.product, event.block, known)
    return Change(None, (account.updated(blocks=left),))
