"""Selling: a receipt takes goods at their cost, at listed prices, and is paid in one or more ways.

Revenue and cost of sales are apart for members and others (UU 25/1992: SHU follows the members'
dealings; SAK EP chapter on koperasi, reference accounting sections 1.4 and 5); revenue carries the
class of customers. Each receipt has an entry; or, by policy, receipts paid in cash, at the bank or
by QRIS wait for the recap of their till's day (decision 27): what moves somebody's sub-ledger
(credit, voucher, savings) is posted at once either way.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from koperasi_ledger.model.accounts import COST_MEMBERS, COST_OTHERS, SALES_MEMBERS, SALES_OTHERS
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sales import SaleRecorded
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Record
from koperasi_ledger.model.records.goods import Quota
from koperasi_ledger.model.records.sales import (
    OpenTillDays,
    Patronage,
    Receipt,
    ReceiptLine,
    TillDay,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors.store_trade import (
    BuyerNotNamed,
    NotOnTheList,
    OverQuota,
    PaymentsDiffer,
    ReceiptKnown,
    TierForMembers,
    TillDayIsClosed,
)
from koperasi_ledger.rules.savings import require_active
from koperasi_ledger.rules.store import consigning
from koperasi_ledger.rules.store.consigning import Share
from koperasi_ledger.rules.store.counter import Counter
from koperasi_ledger.rules.store.paying import Payments
from koperasi_ledger.rules.store.prices import check_ceilings, check_line
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.taxed import added_on, charged, with_taxes
from koperasi_ledger.rules.store.terms import StoreTerms, in_base
from koperasi_ledger.rules.vat import output_leg

_ZERO = Decimal(0)
_AT_ONCE = frozenset({"kredit", "voucher", "simpanan"})
"""Ways of payment that move somebody's sub-ledger, so that no recap waits for them."""


class Sold(NamedTuple):
    """The lines of a receipt worked off: what was sold, at which cost, from which quotas.

    `shares` are what was sold for consignors, by consignor; `theirs` the items of them. `taxes` is
    the PPN in each line, empty where there is none.
    """

    lines: tuple[ReceiptLine, ...]
    quotas: dict[str, Quota]
    shares: Mapping[str, Share] = MappingProxyType({})
    theirs: frozenset[str] = frozenset()
    taxes: tuple[Decimal, ...] = ()

    @property
    def total(self) -> Decimal:
        """What the lines come to, PPN included, in rupiah."""
        return sum((line.amount for line in self.lines), _ZERO)

    @property
    def cost(self) -> Decimal:
        """What the goods cost, in rupiah; of goods of others, what is the consignors'."""
        return sum((line.cost for line in self.lines), _ZERO)

    @property
    def own(self) -> tuple[ReceiptLine, ...]:
        """The lines of the cooperative's own goods."""
        return tuple(line for line in self.lines if line.item not in self.theirs)

    @property
    def revenue(self) -> Decimal:
        """What the own goods were sold for without PPN, in rupiah."""
        return sum((line.amount for line in self.own), _ZERO) - self.tax

    @property
    def tax(self) -> Decimal:
        """The PPN in it, in rupiah; goods of others bear none here."""
        return sum(self.taxes, _ZERO)


def sell(event: SaleRecorded, shelf: Shelf, counter: Counter) -> Change:
    """A receipt: the goods leave at cost, the revenue is earned, the payments are taken.

    Raises:
        ReceiptKnown: the till gave the number already.
        TierForMembers, MemberNotActive, NotYetMember: the buyer may not buy at this price.
        LineDiffers, PriceMissing, PriceDiffers, AboveCeiling, OverQuota, NotOnTheList, NotInStock,
            BuyerNotNamed: a line is refused.
        PaymentsDiffer: the payments are not what the lines come to.
        AboveCredit, BalanceTooLow, SavingsAreBlocked: a payment is refused.
        TillDayIsClosed: the recap of the till's day is posted.
        TermsMissing, BelowConsignorPrice: a line of goods on consignment is refused.
    """
    terms = shelf.terms
    terms.location(event.location)
    _check_buyer(event, counter, terms)
    if counter.receipt is not None and not counter.receipt.void:
        raise ReceiptKnown(event.till, event.number, counter.receipt.ref)
    sold = _lines(event, shelf, counter)
    paid = sum((payment.amount for payment in event.payments), _ZERO)
    if paid != sold.total:
        raise PaymentsDiffer(paid, sold.total)
    waiting = terms.policy.posting == "rekap-harian" and not any(
        payment.way in _AT_ONCE for payment in event.payments
    )
    taken = Payments(event, counter, terms)
    receipt = Receipt(
        till=event.till,
        number=event.number,
        ref=event.ref,
        date=event.date,
        tier=event.tier,
        member=event.member,
        debtor=taken.debtor,
        lines=sold.lines,
        quotas=tuple(sold.quotas),
        waiting=waiting,
        commission_only=bool(sold.shares) and terms.policy.consigned == "komisi",
        taxes=sold.taxes,
        with_tax=counter.vat is not None and counter.vat.patronage == "dengan-ppn",
    )
    records: list[Record] = [receipt, *shelf.records(), *sold.quotas.values(), *taken.records]
    records += consigning.owing(sold.shares, counter.others.consignors)
    if counter.patronage is not None:
        left_out = consigning.parts(sold.shares) if receipt.commission_only else _ZERO
        tax = sold.tax if not receipt.with_tax else _ZERO
        records.append(_more(counter.patronage, sold, left_out, tax))
    if waiting:
        records += _wait(event, sold, taken, counter)
        return Change(None, tuple(records))
    whose, unit = event.member, terms.policy.unit
    revenue, expense = (
        (SALES_MEMBERS, COST_MEMBERS) if whose is not None else (SALES_OTHERS, COST_OTHERS)
    )
    legs = [
        *taken.legs,
        Posting(revenue, -sold.revenue, whose, unit, sub=event.tier),
        output_leg(sold.tax, month_of(event.date), unit),
        Posting(expense, sum((line.cost for line in sold.own), _ZERO), whose, unit),
        *shelf.legs(),
        *consigning.share_legs(sold.shares, whose, unit),
    ]
    records += charged(counter.vat_month, sold.tax)
    entry = balanced(
        event.date,
        event.ref,
        f"Penjualan {event.till} {event.number}",
        legs,
        policy=terms.ref,
    )
    return Change(entry, tuple(records))


def _check_buyer(event: SaleRecorded, counter: Counter, terms: StoreTerms) -> None:
    tier = terms.tier(event.tier)
    if counter.member is not None:
        require_active(counter.member, event.date)
    elif tier.members_only:
        raise TierForMembers(event.tier)


def _lines(event: SaleRecorded, shelf: Shelf, counter: Counter) -> Sold:
    lines = []
    quotas: dict[str, Quota] = {}
    shares: dict[str, Share] = {}
    for place, line in enumerate(event.lines, 1):
        item = shelf.item(line.item)
        quantity = in_base(item, line.quantity, line.unit)
        check_line(
            place,
            line,
            item,
            counter.prices.get(item.item),
            tier=event.tier,
            day=event.date,
            terms=shelf.terms,
            approved_by=event.approved_by,
        )
        if item.capped:
            ceilings = counter.ceilings.get(item.item, ())
            check_ceilings(
                place,
                line,
                item,
                quantity,
                day=event.date,
                ceilings=ceilings,
                tax=added_on(counter.vat, event.tier, item),
            )
        for span in item.quotas:
            if span.start <= event.date <= span.until:
                key = f"{span.quota}:{item.item}"
                before = quotas.get(key) or counter.quotas.get(key)
                quotas[key] = _from_quota(event, before, item.item, span.quota, quantity)
        limit = (shelf.terms.policy.monthly or {}).get(item.item)
        if limit is not None:
            name = month_quota(event.date)
            key = f"{name}:{item.item}"
            before = quotas.get(key) or counter.quotas.get(key)
            allotted = in_base(item, limit.quantity, limit.unit)
            quotas[key] = _from_month(event, before, item.item, allotted, quantity)
        gone = shelf.take(item, event.location, quantity)
        cost = from_sen(-gone.change)
        if item.consignor is not None:
            cost = consigning.sold_share(
                shares,
                item,
                (quantity, line.amount, place),
                event.date,
                others=counter.others,
                approved=event.approved_by is not None,
            )
        lines.append(ReceiptLine(item.item, quantity, line.amount, cost, 0, gone.taken))
    theirs = frozenset(x.item for x in lines if shelf.item(x.item).consignor is not None)
    items = [shelf.item(line.item) for line in lines]
    priced, taxes = with_taxes(lines, items, event.tier, counter.vat)
    held = {each.key: each for each in quotas.values()}
    return Sold(priced, held, shares, theirs, taxes)


def month_quota(day: date) -> str:
    """The name of the quota that a monthly limit of the policy counts under: `bulan-2026-05`."""
    return f"bulan-{day:%Y-%m}"


def _from_month(
    event: SaleRecorded, quota: Quota | None, item: str, allotted: int, quantity: int
) -> Quota:
    """Taken of what the policy lets a buyer have in the month of the receipt."""
    name, holder = month_quota(event.date), event.member or event.customer
    if holder is None:
        raise BuyerNotNamed(item)
    known = quota or Quota(
        quota=name, item=item, holder=event.member or f"@{event.customer}", allotted=allotted
    )
    return _from_quota(event, known.updated(allotted=allotted), item, name, quantity)


def _from_quota(
    event: SaleRecorded, quota: Quota | None, item: str, name: str, quantity: int
) -> Quota:
    if quota is None:
        raise NotOnTheList(item, name, event.member or event.customer)
    left = quota.allotted - quota.taken
    if quantity > left:
        raise OverQuota(item, name, event.member or event.customer or "", quantity, max(left, 0))
    return quota.updated(taken=quota.taken + quantity)


def _more(patronage: Patronage, sold: Sold, left_out: Decimal, tax: Decimal) -> Patronage:
    return patronage.updated(
        sales=patronage.sales + sold.total - left_out - tax,
        cost=patronage.cost + sold.cost - left_out,
        receipts=patronage.receipts + 1,
    )


def side_of_buyer(member: str | None) -> str:
    """Which revenue it is: `anggota` or `umum`."""
    return "umum" if member is None else "anggota"


def _wait(event: SaleRecorded, sold: Sold, taken: Payments, counter: Counter) -> list[Record]:
    """The receipt is added to what its till's day will post."""
    day = counter.till_day or TillDay(till=event.till, date=event.date)
    if day.closed is not None:
        raise TillDayIsClosed(event.till, event.date, day.closed)
    side = side_of_buyer(event.member)
    costs = dict(day.costs)
    for line in sold.own:
        key = f"{line.item}:{side}"
        costs[key] = costs.get(key, _ZERO) + line.cost
    tier = f"{event.tier}:{side}"
    sales = {tier: day.sales.get(tier, _ZERO) + sold.revenue} if sold.own else {}
    payments = dict(day.payments)
    for key, amount in taken.sums.items():
        payments[key] = payments.get(key, _ZERO) + amount
    after = day.updated(
        receipts=day.receipts + 1,
        sales=day.sales | sales,
        tax=day.tax + sold.tax,
        costs=costs,
        payments=payments,
    )
    after = consigning.waiting(after, sold.shares, side)
    mark = f"{event.date}:{event.till}"
    open_days = counter.open_days or OpenTillDays()
    if mark in open_days.days:
        return [after]
    return [after, open_days.updated(days=tuple(sorted((*open_days.days, mark))))]
