"""How events on selling are undone: goods come back at the cost they left with."""

from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from koperasi_ledger.books import Books, RecordId
from koperasi_ledger.engine.goods import consignor_of, item_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.purchases import patronage_of
from koperasi_ledger.engine.shares import share_of
from koperasi_ledger.engine.stock import resting_on, stock_of
from koperasi_ledger.engine.vat import vat_undone
from koperasi_ledger.model.accounts import (
    CONSIGNORS,
    COST_MEMBERS,
    COST_OTHERS,
    CUSTOMER_DEBTS,
    MEMBER_DEBTS,
)
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.events.sales import (
    ReceivablePaid,
    SaleRecorded,
    SaleReturned,
    SalesEvent,
    TillDayClosed,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records import Record, SavingsAccount
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.model.records.goods import Quota
from koperasi_ledger.model.records.sales import Debtor, OpenTillDays, Receipt, TillDay
from koperasi_ledger.model.records.stock import Layer, Stock
from koperasi_ledger.rules.reversal import undo_payout
from koperasi_ledger.rules.savings_moves import taken_back
from koperasi_ledger.rules.shu_share import spare
from koperasi_ledger.rules.store import consigning, debts, undoing
from koperasi_ledger.rules.store.costing import joined
from koperasi_ledger.rules.store.returning import brought_back
from koperasi_ledger.rules.store.selling import side_of_buyer
from koperasi_ledger.rules.store.taxed import counted, tax_back, tax_of
from koperasi_ledger.rules.store.terms import in_base, store_on
from koperasi_ledger.rules.vat import moved_by

_ZERO = Decimal(0)


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:  # noqa: ARG001 - one shape for all subjects
    """The records without the event's movement; None when something rests on it."""
    event: SalesEvent = past.event  # type: ignore[assignment] # of this subject
    match event:
        case SaleRecorded():
            return _undo_sale(event, past, books)
        case SaleReturned():
            return _undo_return(event, past, books)
        case ReceivablePaid():
            holder = event.member or f"@{event.customer}"
            before = past.before.get((Debtor.kind, holder))
            now = books.find(Debtor, holder)
            if now is None or not isinstance(before, Debtor):
                return None
            purse = _purse_back(event, books)
            return None if purse is None else (debts.owed_again(now, before, event.amount), *purse)
        case TillDayClosed():
            opened = books.find(OpenTillDays) or OpenTillDays()
            days = tuple(sorted((*opened.days, f"{event.date}:{event.till}")))
            return (opened.updated(days=days), *vat_undone(past, books))
        case _:
            assert_never(event)


def _purse_back(event: ReceivablePaid, books: Books) -> tuple[Record, ...] | None:
    """What paid the debt, with it again: savings, the share, or what the leaver is owed."""
    if event.member is None:
        return ()
    if event.savings is not None:
        account = books.savings(event.member, event.savings)
        return (taken_back(account, event.date, -event.amount),)
    if event.share is not None:
        return (spare(share_of(event.share, event.member, books), event.amount),)
    if event.payable:
        return (undo_payout(books.member(event.member), event.amount),)
    return ()


def _stocks(
    past: Past,
    found: undoing.Movements,
    values: dict[str, int] | None,
    books: Books,
    gone: dict[str, tuple[Layer, ...]] | None = None,
) -> tuple[Stock, ...] | None:
    stocks = {item: stock_of(item, books) for item in found}
    negative = store_on(books.section("store"), past.event.date).policy.negative
    return undoing.without(
        past.event.ref, past.entry, found, stocks, negative=negative, values=values, gone=gone or {}
    )


def _undo_sale(event: SaleRecorded, past: Past, books: Books) -> tuple[Record, ...] | None:
    receipt = books.find(Receipt, f"{event.till}:{event.number}")
    if receipt is None or receipt.ref != event.ref or any(x.returned for x in receipt.lines):
        return None
    if receipt.tax_invoice is not None:
        return None
    found: undoing.Movements = {}
    values: dict[str, int] = {}
    gone: dict[str, tuple[Layer, ...]] = {}
    for line in receipt.lines:
        gone[line.item] = joined(gone.get(line.item, ()), line.layers)
        undoing.add(found, line.item, event.location, line.quantity)
        values.setdefault(line.item, 0)
        if item_of(line.item, books).consignor is None:
            values[line.item] -= to_sen(line.cost)
    shares = _shares(((x.item, x.amount, x.cost) for x in receipt.lines), books)
    stocks = _stocks(past, found, values, books, gone)
    owing = _without_debts(event, books)
    saved = _saved_again(event, books)
    waited = _without_waiting(event, receipt, books) if receipt.waiting else ()
    if stocks is None or owing is None or waited is None:
        return None
    undone: list[Record] = [receipt.updated(void=True), *stocks, *owing, *saved, *waited]
    undone += _quotas(receipt, _sold(receipt), books)
    undone += _owing(shares, books, -1)
    undone += vat_undone(past, books)
    if event.member is not None:
        # A receipt that still waits never reached the ledger; no closed month has one.
        year = event.date.year if receipt.waiting else past.year
        patronage = patronage_of(year, event.member, books)
        left_out = consigning.parts(shares) if receipt.commission_only else _ZERO
        amount, tax = sum((x.amount for x in receipt.lines), _ZERO), sum(receipt.taxes, _ZERO)
        undone.append(
            patronage.updated(
                sales=patronage.sales - counted(receipt, amount, tax) + left_out,
                cost=patronage.cost - sum((x.cost for x in receipt.lines), _ZERO) + left_out,
                receipts=patronage.receipts - 1,
            )
        )
    return tuple(undone)


def _shares(
    lines: Iterable[tuple[str, Decimal, Decimal]], books: Books
) -> dict[str, consigning.Share]:
    """What of these lines (item, rupiah, the consignor's part) was sold for others."""
    found: dict[str, consigning.Share] = {}
    for key, amount, part in lines:
        owner = item_of(key, books).consignor
        if owner is not None:
            found[owner] = found.get(owner, consigning.Share()).plus(amount, part)
    return found


def _owing(shares: dict[str, consigning.Share], books: Books, sign: int) -> list[Consignor]:
    owners = {key: consignor_of(key, books) for key in shares}
    return consigning.owing(shares, owners, sign)


def _sold(receipt: Receipt) -> dict[str, int]:
    quantities: dict[str, int] = {}
    for line in receipt.lines:
        quantities[line.item] = quantities.get(line.item, 0) + line.quantity
    return quantities


def _quotas(receipt: Receipt, quantities: dict[str, int], books: Books) -> list[Quota]:
    """The quotas of the receipt with these quantities free again."""
    found = []
    for key in receipt.quotas:
        quota = books.find(Quota, key)
        if quota is not None and quota.item in quantities:
            found.append(quota.updated(taken=quota.taken - quantities[quota.item]))
    return found


def _owed(event: SaleRecorded) -> dict[str, Decimal]:
    """Who owes how much for the receipt: the buyer, or the issuers of vouchers."""
    owed: dict[str, Decimal] = {}
    for payment in event.payments:
        if payment.way in {"kredit", "voucher"}:
            buyer = event.member or f"@{event.customer}"
            holder = f"@{payment.issuer}" if payment.issuer is not None else buyer
            owed[holder] = owed.get(holder, _ZERO) + payment.amount
    return owed


def _without_debts(event: SaleRecorded, books: Books) -> list[Debtor] | None:
    """The debtors without the bill of this receipt; None when any of it was paid."""
    found = []
    for holder, amount in _owed(event).items():
        debtor = books.find(Debtor, holder)
        bill = debtor.bills.get(event.ref) if debtor is not None else None
        if debtor is None or bill is None or bill.remaining != amount:
            return None
        bills = {ref: each for ref, each in debtor.bills.items() if ref != event.ref}
        found.append(debtor.updated(balance=debtor.balance - amount, bills=bills))
    return found


def _saved_again(event: SaleRecorded, books: Books) -> list[SavingsAccount]:
    accounts: dict[str, SavingsAccount] = {}
    for payment in event.payments:
        if payment.product is not None and event.member is not None:
            known = accounts.get(payment.product)
            account = known or books.savings(event.member, payment.product)
            accounts[payment.product] = taken_back(account, event.date, -payment.amount)
    return list(accounts.values())


def _without_waiting(
    event: SaleRecorded, receipt: Receipt, books: Books
) -> tuple[Record, ...] | None:
    """The till's day without the receipt; None when its recap is posted."""
    day = books.find(TillDay, f"{event.till}:{event.date}")
    if day is None or day.closed is not None:
        return None
    side = side_of_buyer(event.member)
    sales, costs, payments = dict(day.sales), dict(day.costs), dict(day.payments)
    shares = _shares(((x.item, x.amount, x.cost) for x in receipt.lines), books)
    for place, line in enumerate(receipt.lines):
        if item_of(line.item, books).consignor is not None:
            continue
        _less(sales, f"{event.tier}:{side}", line.amount - tax_of(receipt, place))
        _less(costs, f"{line.item}:{side}", line.cost)
    for payment in event.payments:
        _less(payments, payment.via or "qris", payment.amount)
    left = day.updated(
        receipts=day.receipts - 1,
        sales=sales,
        costs=costs,
        payments=payments,
        tax=day.tax - sum(receipt.taxes, _ZERO),
    )
    left = consigning.waiting(left, shares, side, -1)
    if left.receipts:
        return (left,)
    opened = books.find(OpenTillDays) or OpenTillDays()
    mark = f"{event.date}:{event.till}"
    return left, opened.updated(days=tuple(each for each in opened.days if each != mark))


def _less(sums: dict[str, Decimal], key: str, amount: Decimal) -> None:
    left = sums.get(key, _ZERO) - amount
    if left:
        sums[key] = left
    else:
        sums.pop(key, None)


def _undo_return(event: SaleReturned, past: Past, books: Books) -> tuple[Record, ...] | None:
    receipt = books.find(Receipt, f"{event.till}:{event.number}")
    if receipt is None:
        return None
    lines, amount, cost, tax = list(receipt.lines), 0, 0, _ZERO
    found: undoing.Movements = {}
    given: dict[str, int] = {}
    theirs: list[tuple[str, Decimal, Decimal]] = []
    for each in event.lines:
        line = lines[each.line - 1]
        quantity = in_base(item_of(line.item, books), each.quantity, each.unit)
        undoing.add(found, line.item, event.location, -quantity)
        given[line.item] = given.get(line.item, 0) - quantity
        less = line._replace(returned=line.returned - quantity)
        # Returns of one line are undone latest first, or the rounding would not come back.
        back, _ = brought_back(less, quantity)
        amount, cost = amount + back.amount, cost + back.cost
        tax += tax_back(receipt, each.line - 1, less, quantity)
        theirs.append((back.item, from_sen(back.amount), from_sen(back.cost)))
        lines[each.line - 1] = less
    refunded = sum((each.amount for each in event.refunds), _ZERO)
    stocks = _stocks(past, found, None, books)
    legs = past.entry.postings if isinstance(past.entry, Entry) else ()
    shares = _shares(theirs, books)
    owed = consigning.parts(shares)
    posted = -sum((x.amount for x in legs if x.account in {COST_MEMBERS, COST_OTHERS}), _ZERO)
    posted += sum((x.amount for x in legs if x.account == CONSIGNORS), _ZERO)
    if stocks is None or from_sen(amount) != refunded or from_sen(cost) != posted:
        return None
    if tax != -sum((moved.output for moved in moved_by(past.entry).values()), _ZERO):
        return None
    undone: list[Record] = [
        receipt.updated(lines=tuple(lines)),
        *stocks,
        *_quotas(receipt, given, books),
        *_owing(shares, books, 1),
        *vat_undone(past, books),
    ]
    if receipt.member is not None:
        patronage = patronage_of(past.year, receipt.member, books)
        left_out = owed if receipt.commission_only else _ZERO
        undone.append(
            patronage.updated(
                sales=patronage.sales + counted(receipt, refunded, tax) - left_out,
                cost=patronage.cost + from_sen(cost) - left_out,
            )
        )
    off = -sum((x.amount for x in legs if x.account in {MEMBER_DEBTS, CUSTOMER_DEBTS}), _ZERO)
    if off and receipt.debtor is not None:
        before = past.before.get((Debtor.kind, receipt.debtor))
        now = books.find(Debtor, receipt.debtor)
        if now is None or not isinstance(before, Debtor):
            return None
        undone.append(debts.owed_again(now, before, off, receipt.ref))
    return tuple(undone)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same receipt, goods or debts, and the recap of the till's day."""
    event: SalesEvent = past.event  # type: ignore[assignment] # of this subject
    records: list[RecordId] = []
    match event:
        case SaleRecorded() | SaleReturned():
            key = f"{event.till}:{event.number}"
            receipt = books.find(Receipt, key)
            items = [line.item for line in receipt.lines] if receipt is not None else []
            records = [
                (Receipt.kind, key),
                (TillDay.kind, f"{event.till}:{event.date}"),
                *((Stock.kind, item) for item in items),
            ]
            if isinstance(event, SaleRecorded):
                records += [(Debtor.kind, holder) for holder in _owed(event)]
            elif receipt is not None and receipt.debtor is not None:
                records.append((Debtor.kind, receipt.debtor))
        case ReceivablePaid() | TillDayClosed():
            pass
        case _:
            assert_never(event)
    return resting_on(records, past, books, history)
