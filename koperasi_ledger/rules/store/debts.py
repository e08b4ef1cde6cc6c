"""What buyers owe: paid off bill by bill, those due first, first (practice)."""

from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import LEAVERS, VOLUNTARY
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sales import ReceivablePaid
from koperasi_ledger.model.records import Member, Record, SavingsAccount
from koperasi_ledger.model.records.sales import Debtor, OpenBill
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.loans import SavingsShort
from koperasi_ledger.rules.errors.members import NotALeaver, NotYetLeft, PayoutTooLarge
from koperasi_ledger.rules.errors.store_trade import PaysTooMuch, StoreDebtOpen
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.savings_moves import moved
from koperasi_ledger.rules.shu_share import OpenShare, spend
from koperasi_ledger.rules.store.paying import debt_leg
from koperasi_ledger.rules.store.terms import StoreTerms


class Savings(NamedTuple):
    """The member's voluntary savings that pay, of which `minimum` stays.

    `keep` as in `savings_moves.moved`.
    """

    account: SavingsAccount
    keep: int
    minimum: Decimal


def _money(
    event: ReceivablePaid, side: MoneySide | Savings | Member | OpenShare
) -> tuple[Posting, tuple[Record, ...]]:
    if isinstance(side, Savings):
        account = side.account
        free = max(account.balance - account.blocked - side.minimum, Decimal(0))
        if event.amount > free:
            raise SavingsShort(account.member, account.product, event.amount, free)
        leg = Posting(VOLUNTARY, event.amount, account.member, event.unit, sub=account.product)
        return leg, (moved(account, event.date, -event.amount, side.keep),)
    if isinstance(side, Member):
        if side.status == "aktif":
            raise NotALeaver(side.number)
        if side.left is not None and event.date < side.left:
            raise NotYetLeft(side.number, event.date, side.left)
        if event.amount > side.payable:
            raise PayoutTooLarge(side.number, event.amount, side.payable)
        leg = Posting(LEAVERS, event.amount, side.number, event.unit)
        return leg, (side.updated(payable=side.payable - event.amount),)
    if isinstance(side, OpenShare):
        leg, after = spend(side, event.date, event.amount)
        return leg, (after,)
    return move(event, side, event.amount, event.bank_ref)


def require_no_store_debt(debtor: Debtor | None, wanted: str) -> None:
    """Refuses what a member may only do who owes the store nothing.

    Raises:
        StoreDebtOpen: so much is owed.
    """
    if debtor is not None and debtor.balance:
        raise StoreDebtOpen(debtor.holder, debtor.balance, wanted)


def settled(debtor: Debtor, amount: Decimal, first: str | None = None) -> dict[str, Decimal]:
    """Which bills `amount` pays and with how much; the bill `first`, then those due first."""
    rest, parts = amount, {}
    order = sorted(debtor.bills, key=lambda ref: (ref != first, debtor.bills[ref].due, ref))
    for ref in order:
        part = min(rest, debtor.bills[ref].remaining)
        if part:
            parts[ref] = part
            rest -= part
    return parts


def paid_off(debtor: Debtor, amount: Decimal, first: str | None = None) -> Debtor:
    """The debtor after `amount` is paid; bills that are paid in full are gone.

    Raises:
        PaysTooMuch: less is owed.
    """
    if amount > debtor.balance:
        name = debtor.holder.removeprefix("@")
        raise PaysTooMuch(f"utang {name} kepada toko", amount, debtor.balance)
    bills = dict(debtor.bills)
    for ref, part in settled(debtor, amount, first).items():
        left = bills[ref].remaining - part
        if left:
            bills[ref] = bills[ref]._replace(remaining=left)
        else:
            del bills[ref]
    return debtor.updated(balance=debtor.balance - amount, bills=bills)


def owed_again(now: Debtor, before: Debtor, amount: Decimal, first: str | None = None) -> Debtor:
    """The debtor without a payment of `amount`; `before` is what they owed before it."""
    bills = dict(now.bills)
    for ref, part in settled(before, amount, first).items():
        known = bills.get(ref)
        due = before.bills[ref].due
        bills[ref] = OpenBill(due, part if known is None else known.remaining + part)
    return now.updated(balance=now.balance + amount, bills=bills)


def collect(
    event: ReceivablePaid,
    debtor: Debtor,
    side: MoneySide | Savings | Member | OpenShare,
    terms: StoreTerms,
) -> Change:
    """A member or customer pays what they owe; a `Member` is one who left and is still owed.

    Setting off what both owe each other: KUHPerdata Ps. 1425.

    Raises:
        PaysTooMuch: less is owed.
        SavingsShort: less of the savings is free.
        PayoutTooLarge, NotALeaver: so much is not owed to the member.
        PaidBeforeMeeting, ShareTooMuch: see `shu_share.spend`.
    """
    after = paid_off(debtor, event.amount)
    leg, waiting = _money(event, side)
    unit = event.unit or terms.policy.unit
    entry = balanced(
        event.date,
        event.ref,
        f"Pelunasan piutang toko {event.member or event.customer}",
        (leg, debt_leg(debtor.holder, -event.amount, unit)),
    )
    return Change(entry, (after, *waiting))
