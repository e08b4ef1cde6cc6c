"""Our goods in the shops of others: they stay our stock at cost until they are reported sold.

Where they are is a location of its own, `titip-` and the customer: leaving goods there is a
transfer and posts nothing. What is sold is a sale to others at the agreed price; the customer owes
it less the commission, an expense (SAK EP "Pendapatan": goods with an agent are sold when the
agent sells them; practice).
"""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from koperasi_ledger.model.accounts import CONSIGNEE_COSTS, COST_OTHERS, SALES_OTHERS
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.consignment import (
    ConsignmentFetched,
    ConsignmentSent,
    ConsignmentSold,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records.goods import Customer
from koperasi_ledger.model.records.sales import Debtor
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors.consignment import RestrictedGoods
from koperasi_ledger.rules.errors.store_trade import LineDiffers
from koperasi_ledger.rules.store.paying import debt_leg, owing
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import in_base

SOLD_THERE = "titip-jual"
"""The sub-key of revenue from goods that others sold for us, where a receipt has its tier."""


def send(event: ConsignmentSent, shelf: Shelf) -> Change:
    """Goods are left with a customer; their cost stays, so nothing is posted.

    Raises:
        RestrictedGoods: subsidised goods have a ceiling, a list or a limit; a (sub-)pangkalan
            sells to consumers, not to other shops (reference accounting section 4).
        NotInStock: the location has less.
        NotInStorePolicy: there is no such location.
    """
    shelf.terms.location(event.source)
    for line in event.lines:
        item = shelf.item(line.item)
        if item.capped or item.quotas or item.item in (shelf.terms.policy.monthly or {}):
            raise RestrictedGoods(item.item)
        quantity = in_base(item, line.quantity, line.unit)
        shelf.move(item, event.source, event.there, quantity)
    return Change(None, shelf.records())


def fetch(event: ConsignmentFetched, shelf: Shelf) -> Change:
    """Goods come back unsold, never more than the customer holds.

    Raises:
        NotInStock: the customer holds less, whatever the policy says of own stock.
        NotInStorePolicy: there is no such location.
    """
    shelf.terms.location(event.target)
    place = event.there
    for line in event.lines:
        item = shelf.item(line.item)
        quantity = in_base(item, line.quantity, line.unit)
        shelf.require(item, place, quantity)
        shelf.move(item, place, event.target, quantity)
    return Change(None, shelf.records())


def sold_there(
    event: ConsignmentSold, shelf: Shelf, customer: Customer, debtors: Mapping[str, Debtor]
) -> Change:
    """What the customer sold: revenue at the agreed price, its cost, what is owed to us.

    The goods are gone already, so no limit of credit is asked.

    Raises:
        LineDiffers: an amount is a rupiah or more from quantity x price.
        NotInStock: the customer holds less, whatever the policy says of own stock.
    """
    cost, place = 0, event.there
    for number, line in enumerate(event.lines, 1):
        item = shelf.item(line.item)
        exact = to_sen(line.price) * to_micro(line.quantity)
        if abs(to_sen(line.amount) * MICRO - exact) >= 100 * MICRO:
            raise LineDiffers(number, line.amount, from_sen(exact // MICRO))
        quantity = in_base(item, line.quantity, line.unit)
        shelf.require(item, place, quantity)
        cost += shelf.issue(item, place, quantity)
    unit, holder = shelf.terms.policy.unit, f"@{customer.customer}"
    owed: Decimal = event.total - event.commission
    due = event.due or event.date + timedelta(days=customer.days)
    after = owing(debtors[holder], event.ref, due, owed)
    legs = [
        debt_leg(holder, owed, unit),
        Posting(CONSIGNEE_COSTS, event.commission, unit=unit, sub=customer.customer),
        Posting(SALES_OTHERS, -event.total, unit=unit, sub=SOLD_THERE),
        Posting(COST_OTHERS, from_sen(cost), unit=unit),
        *shelf.legs(),
    ]
    narration = f"Titip jual {customer.customer}"
    entry = balanced(event.date, event.ref, narration, legs, policy=shelf.terms.ref)
    return Change(entry, (after, *shelf.records()))
