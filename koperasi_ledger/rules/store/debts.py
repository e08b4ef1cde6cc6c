"""What buyers owe: paid off bill by bill, those due first, first (practice)."""

from decimal import Decimal

from koperasi_ledger.model.entry import balanced
from koperasi_ledger.model.events.sales import ReceivablePaid
from koperasi_ledger.model.records.sales import Debtor, OpenBill
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.store_trade import PaysTooMuch
from koperasi_ledger.rules.money_side import MoneySide, move
from koperasi_ledger.rules.store.selling import debt_leg
from koperasi_ledger.rules.store.terms import StoreTerms


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


def collect(event: ReceivablePaid, debtor: Debtor, side: MoneySide, terms: StoreTerms) -> Change:
    """A member or customer pays what they owe.

    Raises:
        PaysTooMuch: less is owed.
    """
    after = paid_off(debtor, event.amount)
    leg, waiting = move(event, side, event.amount, event.bank_ref)
    unit = event.unit or terms.policy.unit
    entry = balanced(
        event.date,
        event.ref,
        f"Pelunasan piutang toko {event.member or event.customer}",
        (leg, debt_leg(debtor.holder, -event.amount, unit)),
    )
    return Change(entry, (after, *waiting))
