"""Selling: a receipt takes goods at their cost, at listed prices, and is paid in one or more ways.

Revenue and cost of sales are apart for members and others (UU 25/1992: SHU follows the members'
dealings; SAK EP chapter on koperasi, reference accounting sections 1.4 and 5); revenue carries the
class of customers. Each receipt has an entry; or, by policy, receipts paid in cash, at the bank or
by QRIS wait for the recap of their till's day (decision 27): what moves somebody's sub-ledger
(credit, voucher, savings) is posted at once either way.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    COST_MEMBERS,
    COST_OTHERS,
    CUSTOMER_DEBTS,
    MEMBER_DEBTS,
    QRIS_CLEARING,
    SALES_MEMBERS,
    SALES_OTHERS,
    VOLUNTARY,
)
from koperasi_ledger.model.entry import Posting, balanced
from koperasi_ledger.model.events.sales import SalePayment, SaleRecorded
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.taxes import Vat
from koperasi_ledger.model.records import (
    CashAccount,
    Member,
    PolicySection,
    Record,
    SavingsAccount,
    VatMonth,
)
from koperasi_ledger.model.records.goods import CeilingList, Customer, PriceList, Quota
from koperasi_ledger.model.records.sales import (
    Debtor,
    OpenBill,
    OpenTillDays,
    Patronage,
    Receipt,
    ReceiptLine,
    TillDay,
)
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.dates import month_of
from koperasi_ledger.rules.errors import BalanceTooLow, NoPolicy, NotABank
from koperasi_ledger.rules.errors.store_trade import (
    AboveCredit,
    BuyerNotNamed,
    NotOnTheList,
    OverQuota,
    PaymentsDiffer,
    ReceiptKnown,
    TierForMembers,
    TillDayIsClosed,
)
from koperasi_ledger.rules.money_side import refuse_proven
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings import require_active, require_free
from koperasi_ledger.rules.savings_moves import months_kept, moved
from koperasi_ledger.rules.store import consigning
from koperasi_ledger.rules.store.consigning import Others, Share
from koperasi_ledger.rules.store.prices import check_ceilings, check_line
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.taxed import added_on, charged, with_taxes
from koperasi_ledger.rules.store.terms import StoreTerms, in_base
from koperasi_ledger.rules.vat import output_leg

_ZERO = Decimal(0)
_AT_ONCE = frozenset({"kredit", "voucher", "simpanan"})
"""Ways of payment that move somebody's sub-ledger, so that no recap waits for them."""


class Counter(NamedTuple):
    """What a sale needs of the books beside the goods: lists, the buyer, and who pays."""

    prices: Mapping[str, PriceList]
    ceilings: Mapping[str, tuple[CeilingList, ...]]
    quotas: Mapping[str, Quota]
    receipt: Receipt | None
    till_day: TillDay | None
    open_days: OpenTillDays | None
    cash: Mapping[str, CashAccount]
    debtors: Mapping[str, Debtor]
    savings: Mapping[str, SavingsAccount]
    savings_section: PolicySection
    member: Member | None = None
    customer: Customer | None = None
    patronage: Patronage | None = None
    others: Others = Others()
    vat: Vat | None = None
    vat_month: VatMonth | None = None


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
    taken = _Payments(event, counter, terms)
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


class _Payments:
    """The payments of a receipt: their legs, the records they change, and who owes."""

    def __init__(self, event: SaleRecorded, counter: Counter, terms: StoreTerms) -> None:
        self.legs: list[Posting] = []
        self.sums: dict[str, Decimal] = {}
        self.debtor: str | None = None
        self._event = event
        self._counter = counter
        self._terms = terms
        self._debtors = dict(counter.debtors)
        self._owing: dict[str, Debtor] = {}
        self._accounts: dict[str, SavingsAccount] = {}
        for payment in event.payments:
            self._take(payment)

    @property
    def records(self) -> list[Record]:
        """The debts and savings that the payments changed."""
        return [*self._owing.values(), *self._accounts.values()]

    def _take(self, payment: SalePayment) -> None:
        amount = payment.amount
        if payment.via is not None:
            cash = self._counter.cash[payment.via]
            if payment.way == "bank" and cash.type != "bank":
                raise NotABank(cash.short)
            refuse_proven(cash, self._event.date)
            self._sum(cash.short, amount)
            self.legs.append(Posting(cash.account, amount))
        elif payment.way == "qris":
            self._sum("qris", amount)
            self.legs.append(Posting(QRIS_CLEARING, amount, unit=self._terms.policy.unit))
        elif payment.product is not None:
            self._save(payment.product, amount)
        else:
            self._owe(payment)

    def _sum(self, key: str, amount: Decimal) -> None:
        self.sums[key] = self.sums.get(key, _ZERO) + amount

    def _save(self, product: str, amount: Decimal) -> None:
        """Taken from the member's voluntary savings, as a withdrawal would be."""
        event, section = self._event, self._counter.savings_section
        terms = product_held(section, product, event.date)
        account = self._accounts.get(product) or self._counter.savings[product]
        if account.balance - amount < terms.minimum_balance:
            raise BalanceTooLow(
                account.member, terms.name, amount, account.balance, terms.minimum_balance
            )
        require_free(account, amount, terms.minimum_balance)
        self._accounts[product] = moved(account, event.date, -amount, months_kept(section, product))
        unit = self._terms.policy.unit
        self.legs.append(Posting(VOLUNTARY, amount, account.member, unit, sub=product))

    def _owe(self, payment: SalePayment) -> None:
        """Owed by the buyer within the limit, or by the issuer of a voucher or social card."""
        event, counter = self._event, self._counter
        limit: Decimal | None = None
        if payment.way == "voucher":
            holder, days = f"@{payment.issuer}", 0
        elif counter.member is not None:
            credit = self._terms.policy.credit
            if credit is None:
                raise NoPolicy("toko.kredit_anggota", event.date)
            holder, limit, days = counter.member.number, credit.limit, credit.days
        elif (customer := counter.customer) is not None:
            holder, limit, days = f"@{customer.customer}", customer.limit, customer.days
        else:
            message = "credit without a buyer; the event refuses it"
            raise ValueError(message)
        debtor = self._debtors[holder]
        if limit is not None and debtor.balance + payment.amount > limit:
            raise AboveCredit(holder.removeprefix("@"), payment.amount, debtor.balance, limit)
        due = event.date + timedelta(days=days)
        if payment.way == "kredit" and event.due is not None:
            due = event.due
        after = owing(debtor, event.ref, due, payment.amount)
        self._debtors[holder] = self._owing[holder] = after
        self.debtor = self.debtor or holder
        self.legs.append(debt_leg(holder, payment.amount, self._terms.policy.unit))


def owing(debtor: Debtor, ref: str, due: date, amount: Decimal) -> Debtor:
    """The debtor with a bill, or with more on the bill of this receipt."""
    known = debtor.bills.get(ref)
    bill = OpenBill(due, amount if known is None else known.remaining + amount)
    return debtor.updated(balance=debtor.balance + amount, bills=debtor.bills | {ref: bill})


def debt_leg(holder: str, amount: Decimal, unit: str | None) -> Posting:
    """The leg of what a buyer owes: a member's number, or `@` and a customer."""
    if holder.startswith("@"):
        return Posting(CUSTOMER_DEBTS, amount, unit=unit, sub=holder[1:])
    return Posting(MEMBER_DEBTS, amount, holder, unit)


def side_of_buyer(member: str | None) -> str:
    """Which revenue it is: `anggota` or `umum`."""
    return "umum" if member is None else "anggota"


def _wait(event: SaleRecorded, sold: Sold, taken: _Payments, counter: Counter) -> list[Record]:
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
