"""Events on selling: which rule each goes through."""

from typing import assert_never

from koperasi_ledger.books import Books
from koperasi_ledger.engine.fetching import is_closed, side_of
from koperasi_ledger.engine.goods import consignors_of, customer_of, terms_of
from koperasi_ledger.engine.history import History, Past
from koperasi_ledger.engine.purchases import cash_of, patronage_of
from koperasi_ledger.engine.shares import open_share
from koperasi_ledger.engine.stock import shelf_of
from koperasi_ledger.engine.vat import vat_in_force, vat_month_of
from koperasi_ledger.model.events import EventReversed
from koperasi_ledger.model.events.sales import (
    ReceivablePaid,
    SaleRecorded,
    SaleReturned,
    SalesEvent,
    TillDayClosed,
)
from koperasi_ledger.model.records import Member, PolicySection, Record
from koperasi_ledger.model.records.goods import CeilingList, PriceList, Quota
from koperasi_ledger.model.records.sales import Debtor, OpenTillDays, Receipt, TillDay
from koperasi_ledger.rules.change import Change
from koperasi_ledger.rules.errors import NotReversible
from koperasi_ledger.rules.money_side import MoneySide
from koperasi_ledger.rules.policies import product_held
from koperasi_ledger.rules.savings_moves import months_kept
from koperasi_ledger.rules.shu_share import OpenShare
from koperasi_ledger.rules.store import debts, returning, selling, tills
from koperasi_ledger.rules.store.consigning import Others
from koperasi_ledger.rules.store.counter import Counter
from koperasi_ledger.rules.store.shelf import Shelf
from koperasi_ledger.rules.store.terms import store_on

GOES_BACK = frozenset({TillDay.kind})
"""What a recap takes away of a till's day, and its reversal brings back."""


_NO_SECTION = PolicySection(name="savings")


def change(event: SalesEvent, books: Books, history: History) -> Change:
    """What an event on selling does."""
    match event:
        case SaleRecorded():
            items = (line.item for line in event.lines)
            shelf = shelf_of(items, event.date, event.ref, books, others=True)
            return selling.sell(event, shelf, _counter(event, shelf, books))
        case SaleReturned():
            return _take_back(event, books)
        case ReceivablePaid():
            holder = _holder(event.member, event.customer, books)
            terms = store_on(books.section("store"), event.date)
            return debts.collect(
                event, debtor_of(holder, books), _purse(event, books, history), terms
            )
        case TillDayClosed():
            terms = store_on(books.section("store"), event.date)
            day = books.find(TillDay, f"{event.till}:{event.date}")
            keys = [key for key in day.payments if key != "qris"] if day is not None else ()
            opened = books.find(OpenTillDays) or OpenTillDays()
            taxed = day is not None and day.tax
            return tills.close_day(
                event,
                day,
                opened,
                cash_of(keys, books),
                terms.policy.unit,
                vat_month=vat_month_of(event.date, books) if taxed else None,
            )
        case _:
            assert_never(event)


def _purse(
    event: ReceivablePaid, books: Books, history: History
) -> MoneySide | debts.Savings | Member | OpenShare:
    """Where the money of a debt is: cash, bank, Titipan, savings, a share, a leaver's claim."""
    if event.member is not None and event.share is not None:
        books.check_unit(event.unit, event.date)
        return open_share(event.share, event.member, books, history)
    if event.member is not None and event.savings is not None:
        books.check_unit(event.unit, event.date)
        account = books.savings(event.member, event.savings)
        section = books.section("savings")
        minimum = product_held(section, event.savings, event.date).minimum_balance
        return debts.Savings(account, months_kept(section, event.savings), minimum)
    if event.member is not None and event.payable:
        books.check_unit(event.unit, event.date)
        return books.member(event.member)
    return side_of(event, books)


def _holder(member: str | None, customer: str | None, books: Books) -> str:
    if member is not None:
        return books.member(member).number
    return f"@{customer_of(customer or '', books).customer}"


def debtor_of(holder: str, books: Books) -> Debtor:
    """What somebody owes the store; nothing when they never owed."""
    return books.find(Debtor, holder) or Debtor(holder=holder)


def _counter(event: SaleRecorded, shelf: Shelf, books: Books) -> Counter:
    terms = shelf.terms
    recap = terms.policy.posting == "rekap-harian"
    region = terms.location(event.location).region
    buyer = _holder(event.member, event.customer, books) if _named(event) else None
    prices: dict[str, PriceList] = {}
    ceilings: dict[str, tuple[CeilingList, ...]] = {}
    quotas: dict[str, Quota] = {}
    for key in {line.item: None for line in event.lines}:
        listed = books.find(PriceList, f"{key}:{event.tier}")
        if listed is not None:
            prices[key] = listed
        item = shelf.item(key)
        if item.capped:
            wanted = ("-",) if region is None else ("-", region)
            lists = (books.find(CeilingList, f"{key}:{where}") for where in wanted)
            ceilings[key] = tuple(each for each in lists if each is not None)
        for span in item.quotas:
            if buyer is not None and span.start <= event.date <= span.until:
                quota = books.find(Quota, f"{span.quota}:{key}:{buyer}")
                if quota is not None:
                    quotas[f"{span.quota}:{key}"] = quota
        if terms.policy.monthly is not None and key in terms.policy.monthly and buyer is not None:
            name = selling.month_quota(event.date)
            quota = books.find(Quota, f"{name}:{key}:{buyer}")
            if quota is not None:
                quotas[f"{name}:{key}"] = quota
    till_day = books.find(TillDay, f"{event.till}:{event.date}") if recap else None
    products = [each.product for each in event.payments if each.product is not None]
    vat = vat_in_force(event.date, books)
    return Counter(
        prices=prices,
        ceilings=ceilings,
        quotas=quotas,
        receipt=books.find(Receipt, f"{event.till}:{event.number}"),
        till_day=till_day,
        # Read by every receipt of a recap; nothing rests on which other days are open.
        open_days=books.peek(OpenTillDays) if recap else None,
        cash=cash_of((each.via for each in event.payments), books),
        debtors={key: debtor_of(key, books) for key in _debtors(event, buyer, books)},
        savings={each: books.savings(event.member or "", each) for each in products},
        savings_section=books.section("savings") if products else _NO_SECTION,
        member=books.member(event.member) if event.member is not None else None,
        customer=customer_of(event.customer, books) if event.customer is not None else None,
        patronage=patronage_of(event.date.year, event.member, books)
        if event.member is not None
        else None,
        others=_others(event, shelf, books),
        vat=vat,
        vat_month=vat_month_of(event.date, books) if vat is not None else None,
    )


def _others(event: SaleRecorded, shelf: Shelf, books: Books) -> Others:
    """The terms of the goods on consignment among those sold, and whose they are."""
    items = [shelf.item(key) for key in {line.item: None for line in event.lines}]
    theirs = [item for item in items if item.consignor is not None]
    return Others(terms_of((item.item for item in theirs), books), consignors_of(theirs, books))


def _named(event: SaleRecorded) -> bool:
    return event.member is not None or event.customer is not None


def _debtors(event: SaleRecorded, buyer: str | None, books: Books) -> list[str]:
    """Who will owe for the receipt: the buyer, or the issuers of vouchers."""
    found = []
    for payment in event.payments:
        if payment.issuer is not None:
            found.append(f"@{customer_of(payment.issuer, books).customer}")
        elif payment.way == "kredit" and buyer is not None:
            found.append(buyer)
    return found


def _take_back(event: SaleReturned, books: Books) -> Change:
    receipt = books.find(Receipt, f"{event.till}:{event.number}")
    items = tuple(line.item for line in receipt.lines) if receipt is not None else ()
    shelf = shelf_of(items, event.date, event.ref, books, others=True)
    debtor = patronage = None
    quotas: dict[str, Quota] = {}
    if receipt is not None:
        if receipt.debtor is not None:
            debtor = debtor_of(receipt.debtor, books)
        if receipt.member is not None:
            patronage = patronage_of(event.date.year, receipt.member, books)
        found = {key: books.find(Quota, key) for key in receipt.quotas}
        quotas = {key: quota for key, quota in found.items() if quota is not None}
    return returning.take_back(
        event,
        receipt,
        shelf,
        cash=cash_of((each.via for each in event.refunds), books),
        debtor=debtor,
        quotas=quotas,
        patronage=patronage,
        consignors=consignors_of((shelf.item(item) for item in items), books),
        vat_month=vat_month_of(event.date, books) if receipt and receipt.taxes else None,
    )


def check_reversal(event: EventReversed, past: Past, books: Books) -> None:  # noqa: ARG001 - one shape for all subjects
    """Refuses to open the till's day of a closed month again: nothing could ever post it.

    Raises:
        NotReversible: so it is.
    """
    closed = past.event
    if isinstance(closed, TillDayClosed) and is_closed(closed.date, books):
        raise NotReversible(
            closed.ref,
            closed.title,
            "Bulannya sudah ditutup; terima barang struk yang keliru kembali dengan 'koperasi toko"
            " retur-jual' di bulan yang masih terbuka.",
        )


def undo(past: Past, books: Books, history: History) -> tuple[Record, ...] | None:
    """The records without the event; see `sales_reversal`."""
    from koperasi_ledger.engine import sales_reversal  # noqa: PLC0415 - reversals are rare

    return sales_reversal.undo(past, books, history)


def in_the_way(past: Past, books: Books, history: History) -> list[str]:
    """The later events on the same receipt, goods, debts or till."""
    from koperasi_ledger.engine import sales_reversal  # noqa: PLC0415 - as above

    return sales_reversal.in_the_way(past, books, history)
