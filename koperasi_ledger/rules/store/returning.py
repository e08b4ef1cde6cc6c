"""Goods that come back, at the price they were sold for and the cost they left with.

Of a line of which a part comes back, money and cost follow its share of what has come back by
then, in whole rupiah; all of it takes all. So returns never give back more than was paid, and a
full return leaves nothing of the sale, nor of its PPN. The member's patronage falls in the year of
the return: the SHU of the receipt's year may be decided already.
Source: practice; PSAK/SAK: a return lowers revenue.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.accounts import COST_MEMBERS, COST_OTHERS, SALES_MEMBERS, SALES_OTHERS
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sales import SaleReturned
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import CashAccount, Record, VatMonth
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.model.records.goods import Quota
from koperasi_ledger.model.records.sales import Debtor, Patronage, Receipt, ReceiptLine
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors.store_trade import (
    BeforeItsSale,
    PaymentsDiffer,
    PaysTooMuch,
    ReceiptUnknown,
    ReturnsTooMuch,
)
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.store import consigning
from koperasi_ledger.rules.store.consigning import Share
from koperasi_ledger.rules.store.debts import paid_off
from koperasi_ledger.rules.store.paying import debt_leg
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.taxed import charged, counted, share, tax_back
from koperasi_ledger.rules.store.terms import in_base
from koperasi_ledger.rules.vat import output_leg

_ZERO = Decimal(0)


class Back(NamedTuple):
    """What of a line came back: its item, millionths, the money and the cost of it in sen."""

    item: str
    quantity: int
    amount: int
    cost: int


def brought_back(line: ReceiptLine, quantity: int) -> tuple[Back, ReceiptLine]:
    """So much more of a line came back: what that is worth, and the line after it."""
    before, after = line.returned, line.returned + quantity
    amount, cost = (
        share(total, after, line.quantity) - share(total, before, line.quantity)
        for total in (line.amount, line.cost)
    )
    return Back(line.item, quantity, amount, cost), line._replace(returned=after)


def take_back(
    event: SaleReturned,
    receipt: Receipt | None,
    shelf: Shelf,
    *,
    cash: Mapping[str, CashAccount],
    debtor: Debtor | None,
    quotas: Mapping[str, Quota],
    patronage: Patronage | None,
    consignors: Mapping[str, Consignor],
    vat_month: VatMonth | None = None,
) -> Change:
    """Goods come back into stock; the sale, its cost, patronage and quota are lowered.

    Raises:
        ReceiptUnknown: the till has no such receipt, or not that line.
        BeforeItsSale: the return is dated before the sale.
        ReturnsTooMuch: more comes back than was sold.
        PaymentsDiffer: the refunds are not what the goods were sold for.
        PaysTooMuch: more would be taken off a debt than is owed.
    """
    if receipt is None or receipt.void:
        raise ReceiptUnknown(event.till, event.number)
    if event.date < receipt.date:
        raise BeforeItsSale(f"Struk {event.number}", receipt.date)
    lines = list(receipt.lines)
    taken: dict[str, Quota] = {}
    back: list[Back] = []
    shares: dict[str, Share] = {}
    tax = _ZERO
    for line in event.lines:
        one, lines[line.line - 1] = _one_line(event, line.line, lines, shelf)
        item = shelf.item(one.item)
        if item.consignor is not None:
            before = shares.get(item.consignor, Share())
            shares[item.consignor] = before.plus(from_sen(one.amount), from_sen(one.cost))
        worth = one.cost if item.consignor is None else 0
        shelf.receive(item, event.location, one.quantity, worth, returned=True)
        back.append(one)
        place = line.line - 1
        tax += tax_back(receipt, place, receipt.lines[place], one.quantity)
        for key, quota in quotas.items():
            if quota.item == one.item:
                held = taken.get(key, quota)
                taken[key] = held.updated(taken=held.taken - one.quantity)
    amount = from_sen(sum(one.amount for one in back))
    cost = from_sen(sum(one.cost for one in back))
    theirs, owed = sum((x.amount for x in shares.values()), _ZERO), consigning.parts(shares)
    legs, owing = _refunds(event, amount, receipt, cash=cash, debtor=debtor, shelf=shelf)
    unit, whose = shelf.terms.policy.unit, receipt.member
    revenue, expense = (
        (SALES_MEMBERS, COST_MEMBERS) if whose is not None else (SALES_OTHERS, COST_OTHERS)
    )
    legs = [
        Posting(revenue, amount - theirs - tax, whose, unit, sub=receipt.tier),
        output_leg(-tax, month_of(event.date), unit),
        *legs,
        *shelf.legs(),
        Posting(expense, owed - cost, whose, unit),
        *consigning.share_legs(shares, whose, unit, -1),
    ]
    records: list[Record] = [
        receipt.updated(lines=tuple(lines)),
        *shelf.records(),
        *taken.values(),
        *owing,
        *consigning.owing(shares, consignors, -1),
        *charged(vat_month, -tax),
    ]
    if patronage is not None:
        left_out = owed if receipt.commission_only else _ZERO
        records.append(
            patronage.updated(
                sales=patronage.sales - counted(receipt, amount, tax) + left_out,
                cost=patronage.cost - cost + left_out,
            )
        )
    if not any(leg.amount for leg in legs):
        return Change(None, tuple(records))
    entry = balanced(event.date, event.ref, f"Retur penjualan {event.till} {event.number}", legs)
    return Change(entry, tuple(records))


def _one_line(
    event: SaleReturned, place: int, lines: list[ReceiptLine], shelf: Shelf
) -> tuple[Back, ReceiptLine]:
    if place > len(lines):
        raise ReceiptUnknown(event.till, event.number, place)
    line = lines[place - 1]
    wanted = next(each for each in event.lines if each.line == place)
    quantity = in_base(shelf.item(line.item), wanted.quantity, wanted.unit)
    left = line.quantity - line.returned
    if quantity > left:
        raise ReturnsTooMuch(place, line.item, quantity, left)
    return brought_back(line, quantity)


def _refunds(
    event: SaleReturned,
    amount: Decimal,
    receipt: Receipt,
    *,
    cash: Mapping[str, CashAccount],
    debtor: Debtor | None,
    shelf: Shelf,
) -> tuple[list[Posting], list[Debtor]]:
    total = sum((refund.amount for refund in event.refunds), _ZERO)
    if total != amount:
        raise PaymentsDiffer(total, amount)
    legs: list[Posting] = []
    off_the_debt = _ZERO
    for refund in event.refunds:
        if refund.via is None:
            off_the_debt += refund.amount
        else:
            account = cash[refund.via]
            refuse_proven(account, event.date)
            legs.append(Posting(account.account, -refund.amount))
    if not off_the_debt:
        return legs, []
    if debtor is None:
        raise PaysTooMuch("utang pembeli struk itu", off_the_debt, _ZERO)
    after = paid_off(debtor, off_the_debt, receipt.ref)
    legs.append(debt_leg(debtor.holder, -off_the_debt, shelf.terms.policy.unit))
    return legs, [after]
