"""Laws of the store over any stream of purchases, sales, returns, transfers and counts."""

import random
from collections import defaultdict, deque
from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, begun, control_totals, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import THEIRS, Shop, shops, store_prelude

from koperasi_ledger.checks.store_parts import STORE_ACCOUNTS, store_parts
from koperasi_ledger.model.accounts import (
    COMMISSION_MEMBERS,
    CONSIGNORS,
    SALES_MEMBERS,
    SALES_OTHERS,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import (
    AnyEvent,
    ConsignmentCounted,
    ConsignmentSold,
    EventReversed,
    SaleReturned,
    StockCounted,
)
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.quantities import MICRO, from_micro, to_micro
from koperasi_ledger.model.records import (
    Consignor,
    Item,
    OpenTillDays,
    Patronage,
    Quota,
    Receipt,
    Stock,
    SupplierBill,
)
from koperasi_ledger.rules.errors import DependedOn
from koperasi_ledger.rules.store import costing
from koperasi_ledger.rules.store.returning import brought_back

quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
LAST = "2026-06-30"
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"pembukuan": "rekap-harian"},
    {"stok_minus": True, "bulat_hpp": "0.01"},
    {"stok_minus": True, "pembukuan": "rekap-harian", "bulat_hpp": "100"},
)


def parts(fold: Fold) -> dict[tuple[str, Any], Decimal]:
    """What the store's records say of each control account, part by part."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for record in fold.books.records().values():
        for account, sub, amount in store_parts(record):
            found[account, sub] += amount
    return {key: amount for key, amount in found.items() if amount}


def posted(fold: Fold) -> dict[tuple[str, Any], Decimal]:
    """What the ledger says of them."""
    found: dict[tuple[str, Any], Decimal] = defaultdict(Decimal)
    for entry in fold.entries():
        for leg in entry.postings:
            if leg.account in STORE_ACCOUNTS:
                found[leg.account, (leg.member, leg.sub)] += leg.amount
    return {key: amount for key, amount in found.items() if amount}


def check_stock(stock: Stock, *, negative: bool) -> None:
    """What is true of the stock of an item at any time."""
    value = to_sen(stock.value)
    assert sum(stock.places.values()) == stock.quantity
    if stock.quantity == 0:
        assert value == 0
    assert stock.quantity * value >= 0
    if not negative:
        assert all(count >= 0 for count in stock.places.values())
    if stock.method == "fifo" and stock.quantity >= 0:
        assert sum(layer.quantity for layer in stock.layers) == stock.quantity
        assert sum(to_sen(layer.value) for layer in stock.layers) == value
        assert all(layer.quantity > 0 and layer.value >= 0 for layer in stock.layers)
    elif stock.method == "fifo":
        assert stock.layers == ()


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.integers(0, 2**32), st.integers(1, 60))
def test_the_ledger_holds_what_the_records_of_the_store_hold(
    policy: dict[str, Any], seed: int, length: int
) -> None:
    shop = Shop(random.Random(seed).choice, **policy)  # noqa: S311 - a test's dice
    now = shop.fold.state()
    for _ in range(length):
        if shop.next() is None:
            assert shop.fold.state() == now
            continue
        done = shop.fold.applied[-1][1]
        before, now = now, shop.fold.state()
        changed = {key for key in {*now, *before} if now.get(key) != before.get(key)}
        assert changed <= set(done.written) <= set(done.touched)
        assert parts(shop.fold) == posted(shop.fold)
        for account, (ledger, records) in control_totals(shop.fold).items():
            assert ledger == records, account
        for stock in shop.fold.books.all(Stock):
            check_stock(stock, negative="stok_minus" in policy)


def _base(fold: Fold, item: str, quantity: Decimal, unit: str | None) -> int:
    known = fold.books.peek(Item, item)
    worth, per = known.measures.get(unit or "kg", (MICRO, 1)) if known else (MICRO, 1)
    return to_micro(quantity) * worth // (per * MICRO)


def movements(  # noqa: C901, PLR0911, PLR0912 - one answer for each kind
    fold: Fold, event: AnyEvent
) -> list[tuple[str, str, int]]:
    """What an event says of the movement of goods: item, location, millionths."""
    given: Any = event

    def of(lines: Any, location: str, sign: int) -> list[tuple[str, str, int]]:
        return [
            (each.item, location, sign * _base(fold, each.item, each.quantity, each.unit))
            for each in lines
        ]

    match event.kind:
        case "goods_received":
            return of(given.lines, given.location, 1)
        case "sale_recorded":
            return of(given.lines, given.location, -1)
        case "stock_transferred":
            return of(given.lines, given.source, -1) + of(given.lines, given.target, 1)
        case "goods_converted":
            return of(given.inputs, given.location, -1) + of(given.outputs, given.location, 1)
        case "consignment_received":
            return of(given.lines, given.location, 1)
        case "consignment_returned":
            return of(given.lines, given.location, -1)
        case "consignment_sent":
            return of(given.lines, given.source, -1) + of(given.lines, "titip-suka", 1)
        case "consignment_fetched":
            return of(given.lines, given.target, 1) + of(given.lines, "titip-suka", -1)
        case "consignment_sold":
            return of(given.lines, "titip-suka", -1)
        case "offtake_received":
            return [(given.item, given.location, _base(fold, given.item, given.net, given.unit))]
        case "sale_returned":
            receipt = fold.books.peek(Receipt, f"{given.till}:{given.number}")
            assert receipt is not None
            items = [(receipt.lines[each.line - 1].item, each) for each in given.lines]
            return [
                (item, given.location, _base(fold, item, each.quantity, each.unit))
                for item, each in items
            ]
        case "purchase_returned":
            bill = fold.books.peek(SupplierBill, f"{given.supplier}:{given.invoice}")
            assert bill is not None
            items = [(bill.lines[each.line - 1].item, each) for each in given.lines]
            return [
                (item, given.location, -_base(fold, item, each.quantity, each.unit))
                for item, each in items
            ]
        case _:
            return []


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_no_goods_appear_or_vanish(policy: dict[str, Any], data: st.DataObject) -> None:
    shop = data.draw(shops(**policy))
    tally: dict[tuple[str, str], int] = defaultdict(int)
    moved: dict[str, list[tuple[str, str, int]]] = {}
    for event in shop.events:
        if isinstance(event, EventReversed):
            what = [(item, place, -count) for item, place, count in moved[event.target]]
        elif isinstance(event, StockCounted | ConsignmentCounted):
            what = [
                (line.item, event.location, to_micro(line.good) - tally[line.item, event.location])
                for line in event.lines
            ]
        else:
            what = movements(shop.fold, event)
        moved[event.ref] = what
        for item, place, count in what:
            tally[item, place] += count
    stocks = {
        (stock.item, place): count
        for stock in shop.fold.books.all(Stock)
        for place, count in stock.places.items()
        if count
    }
    assert stocks == {key: count for key, count in tally.items() if count}


@quick
@given(shops())
def test_revenue_by_tier_is_the_sum_of_the_receipts(shop: Shop) -> None:  # noqa: C901 - one law
    wanted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for receipt in shop.fold.books.all(Receipt):
        if receipt.void:
            continue
        account = SALES_MEMBERS if receipt.member else SALES_OTHERS
        own = [x.amount for x in receipt.lines if x.item not in THEIRS]
        wanted[account, receipt.tier] += sum(own, Decimal(0))
    reversed_refs = {event.target for event in shop.events if isinstance(event, EventReversed)}
    for event in shop.events:
        if event.ref in reversed_refs:
            continue
        if isinstance(event, ConsignmentSold):
            wanted[SALES_OTHERS, "titip-jual"] += event.total
        elif isinstance(event, SaleReturned):
            sold = shop.fold.books.peek(Receipt, f"{event.till}:{event.number}")
            assert sold is not None
            if sold.lines[event.lines[0].line - 1].item in THEIRS:
                continue
            account = SALES_MEMBERS if sold.member else SALES_OTHERS
            refunds = [each.amount for each in event.refunds]
            wanted[account, sold.tier] -= sum(refunds, Decimal(0))
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in shop.fold.entries():
        for leg in entry.postings:
            if leg.account in {SALES_MEMBERS, SALES_OTHERS}:
                found[leg.account, leg.sub or ""] -= leg.amount
    assert {k: v for k, v in found.items() if v} == {k: v for k, v in wanted.items() if v}


_OF_MEMBERS = {SALES_MEMBERS, COMMISSION_MEMBERS}


@quick
@given(shops())
def test_patronage_is_what_the_member_bought_less_what_came_back(shop: Shop) -> None:
    patronage = {each.member: each.sales for each in shop.fold.books.all(Patronage)}
    by_member: dict[str, Decimal] = defaultdict(Decimal)
    for entry in shop.fold.entries():
        buyer = {leg.member for leg in entry.postings if leg.account in _OF_MEMBERS}
        for leg in entry.postings:
            # Of goods of others all that was paid counts: the commission and the consignor's part.
            if leg.account in _OF_MEMBERS or (leg.account == CONSIGNORS and buyer):
                by_member[next(iter(buyer)) or ""] -= leg.amount
    assert {k: v for k, v in patronage.items() if v} == {k: v for k, v in by_member.items() if v}


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_a_quota_is_what_was_bought_and_not_brought_back(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    shop = data.draw(shops(**policy))
    taken: dict[str, int] = defaultdict(int)
    for receipt in shop.fold.books.all(Receipt):
        for key in receipt.quotas:
            if not receipt.void:
                taken[key] += sum(
                    x.quantity - x.returned for x in receipt.lines if x.item == "urea"
                )
        if "2026-01-10" <= receipt.date.isoformat() <= "2026-02-10":
            assert receipt.quotas or all(line.item != "urea" for line in receipt.lines)
    for quota in shop.fold.books.all(Quota):
        assert quota.taken == taken[quota.key]
        assert 0 <= quota.taken <= quota.allotted


def _close_all(fold: Fold) -> None:
    opened = fold.books.peek(OpenTillDays) or OpenTillDays()
    for number, mark in enumerate(opened.days):
        fold.add(make("till_day_closed", f"c{number}", mark[:10], till=mark[11:]))


@quick
@given(shops(reversals=False, pembukuan="rekap-harian"))
def test_a_recap_gives_the_same_books_as_an_entry_for_every_receipt(shop: Shop) -> None:
    each = begun(store_prelude())
    for event in shop.events:
        if event.kind != "till_day_closed":
            each.add(event)
    _close_all(shop.fold)
    assert shop.fold.balances() == each.balances()
    assert posted(shop.fold) == posted(each)
    for kind in (Patronage, Stock, Consignor):
        assert shop.fold.books.all(kind) == each.books.all(kind)
    assert _by_sub(shop.fold) == _by_sub(each)


def _by_sub(fold: Fold) -> dict[tuple[str, str | None], Decimal]:
    found: dict[tuple[str, str | None], Decimal] = defaultdict(Decimal)
    for entry in fold.entries():
        for leg in entry.postings:
            found[leg.account, leg.sub] += leg.amount
    return {key: amount for key, amount in found.items() if amount}


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_what_is_undone_next_year_leaves_the_patronage_of_a_year_that_is_over(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    """The SHU of the year may be shared by then; the new year bears it, as its ledger does."""
    fold = data.draw(shops(**policy)).fold
    _close_all(fold)
    before = fold.books.all(Patronage)
    assert {each.year for each in before} <= {2026}
    known = len(fold.entries())
    undone = {"sale_recorded", "sale_returned", "offtake_received"}
    for event in [event for event, _ in reversed(fold.applied) if event.kind in undone]:
        with suppress(Refusal):
            reason = {"target": event.ref, "reason": "Keliru"}
            fold.add(make("event_reversed", f"BX-{event.ref}", "2027-01-05", **reason))
    for number, receipt in enumerate(fold.books.all(Receipt)):
        left = [
            {"line": place, "quantity": str(from_micro(line.quantity - line.returned))}
            for place, line in enumerate(receipt.lines, 1)
            if line.quantity > line.returned
        ]
        if receipt.void or not left:
            continue
        lines = [brought_back(x, x.quantity - x.returned)[0].amount for x in receipt.lines]
        back = {"till": receipt.till, "number": receipt.number, "location": "gerai", "lines": left}
        refunds = [{"amount": str(from_sen(sum(lines))), "via": "kas"}] if sum(lines) else []
        fields = {**back, "refunds": refunds, "reason": "Rusak"}
        with suppress(Refusal):
            fold.add(make("sale_returned", f"RX-{number}", "2027-01-06", **fields))
    after = fold.books.all(Patronage)
    assert tuple(each for each in after if each.year == 2026) == before
    fresh: dict[str, Decimal] = defaultdict(Decimal)
    for entry in fold.entries()[known:]:
        buyer = {leg.member for leg in entry.postings if leg.account in _OF_MEMBERS}
        for leg in entry.postings:
            if leg.account in _OF_MEMBERS or (leg.account == CONSIGNORS and buyer):
                fresh[next(iter(buyer)) or ""] -= leg.amount
    new = {each.member: each.sales for each in after if each.year == 2027}
    assert {k: v for k, v in new.items() if v} == {k: v for k, v in fresh.items() if v}


_FORGOTTEN = {
    "stok": {"moved", "last"},
    "struk": {"void"},
    "faktur": {"void"},
    "simpanan": {"moves", "since"},
}
"""What a reversal leaves: dates of movements, the latest cost, that a number was void."""


def _plain(key: tuple[str, str], fold: Fold) -> dict[str, Any] | None:
    record = fold.books.records().get(key)
    if record is None:
        return None
    body = record.model_dump(exclude=_FORGOTTEN.get(key[0], set()))
    for name in ("places", "moves"):
        if name in body:
            body[name] = {place: count for place, count in body[name].items() if count}
    return body


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_an_event_and_its_reversal_leave_the_store_as_it_was(
    policy: dict[str, Any], data: st.DataObject
) -> None:
    shop = data.draw(shops(reversals=False, **policy))
    before = {key: _plain(key, shop.fold) for key in shop.fold.books.records()}
    balances = shop.fold.balances()
    event = None
    for _ in range(20):
        event = event or shop.next()
    if event is None:
        return
    shop.fold.add(make("event_reversed", "z", LAST, target=event.ref, reason="Uji"))
    assert shop.fold.balances() == balances
    for key, body in before.items():
        assert _plain(key, shop.fold) == body, key
    for key in set(shop.fold.books.records()) - set(before):
        record = shop.fold.books.records()[key]
        assert all(not amount for _, _, amount in store_parts(record)), record
        assert getattr(record, "quantity", 0) == 0


@quick
@given(shops(reversals=False))
def test_everything_can_be_reversed_from_the_last_on(shop: Shop) -> None:
    for number, event in enumerate(reversed(shop.events)):
        shop.fold.add(make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji"))
        assert parts(shop.fold) == posted(shop.fold)
    assert shop.fold.balances() == begun(store_prelude()).balances()
    assert all(not stock.quantity and not stock.value for stock in shop.fold.books.all(Stock))


@quick
@given(shops(reversals=False))
def test_a_refused_reversal_names_what_stands_in_the_way(shop: Shop) -> None:
    for number, event in enumerate(shop.events):
        reverse = make("event_reversed", f"z{number}", LAST, target=event.ref, reason="Uji")
        try:
            shop.fold.add(reverse)
        except DependedOn as refusal:
            assert refusal.later, refusal  # noqa: PT017 - only this refusal
        assert parts(shop.fold) == posted(shop.fold)


# Costs against references that know nothing of ours.

_MOVES = st.lists(
    st.tuples(st.booleans(), st.integers(1, 30), st.integers(0, 5_000)), min_size=1, max_size=60
)


@given(_MOVES)
def test_fifo_is_a_queue_of_single_things(moves: list[tuple[bool, int, int]]) -> None:
    stock = Stock(item="x", method="fifo")
    queue: deque[int] = deque()
    for number, (comes, count, price) in enumerate(moves):
        if comes:
            stock = costing.receive(
                stock, "a", count * MICRO, count * price, day=_DAY, ref=str(number)
            ).stock
            queue.extend([price] * count)
        elif count <= len(queue):
            wanted = sum(queue.popleft() for _ in range(count))
            moved = costing.issue(stock, "a", count * MICRO, _DAY, 1)
            stock = moved.stock
            assert -moved.change == wanted
        assert (stock.quantity, stock.value) == (len(queue) * MICRO, from_sen(sum(queue)))


@given(_MOVES, st.sampled_from((1, 100, 10_000)))
def test_the_moving_average_is_what_a_clerk_would_reckon(
    moves: list[tuple[bool, int, int]], unit: int
) -> None:
    stock = Stock(item="x", method="rata-rata")
    count_held, paid = 0, Decimal(0)
    came = left = Decimal(0)
    for number, (comes, count, price) in enumerate(moves):
        if comes:
            cost = Decimal(count * price)
            stock = costing.receive(
                stock, "a", count * MICRO, int(cost), day=_DAY, ref=str(number)
            ).stock
            count_held, paid, came = count_held + count, paid + cost, came + cost
        elif count <= count_held:
            if count == count_held:
                wanted = paid
            else:
                exact = paid * count / count_held / unit
                wanted = min(exact.to_integral_value("ROUND_HALF_UP") * unit, paid)
            moved = costing.issue(stock, "a", count * MICRO, _DAY, unit)
            stock = moved.stock
            assert -moved.change == wanted
            count_held, paid, left = count_held - count, paid - wanted, left + wanted
        assert came == left + to_sen(stock.value)
        assert count_held or not stock.value


_DAY = make("month_closed", "x", "2026-01-05", month="2026-01").date


def test_a_late_sale_rewrites_no_entry() -> None:
    fold = begun(store_prelude())
    bought = {"supplier": "bulog", "location": "gerai"}
    sold = {"till": "k1", "location": "gerai", "tier": "umum"}

    def buy(ref: str, day: str, amount: str) -> None:
        lines = [{"item": "beras", "quantity": "5", "amount": amount}]
        fold.add(make("goods_received", ref, day, invoice=ref, lines=lines, **bought))

    def sell(ref: str, day: str) -> Decimal:
        lines = [{"item": "beras", "quantity": "1", "price": "1300", "amount": "1300"}]
        payments = [{"way": "tunai", "via": "kas", "amount": "1300"}]
        fold.add(
            make("sale_recorded", ref, day, number=ref, lines=lines, payments=payments, **sold)
        )
        stock = fold.books.peek(Stock, "beras")
        assert stock is not None
        return stock.value

    buy("T1", "2026-01-02", "5000")
    assert sell("J1", "2026-01-03") == 4000
    buy("T2", "2026-02-02", "9500")
    entries = list(fold.entries())
    # Dated before the second purchase, recorded after it: it costs what stock costs now.
    assert sell("J2", "2026-01-04") == 12000
    assert fold.entries()[:-1] == entries


def test_a_sale_below_zero_is_corrected_by_the_next_receipt() -> None:
    fold = begun(store_prelude(stok_minus=True))
    lines = [{"item": "beras", "quantity": "2", "amount": "2000"}]
    buy = {"supplier": "bulog", "location": "gerai"}
    fold.add(make("goods_received", "T1", "2026-01-02", invoice="1", lines=lines, **buy))
    lines = [{"item": "beras", "quantity": "5", "price": "1300", "amount": "6500"}]
    payments = [{"way": "tunai", "via": "kas", "amount": "6500"}]
    fold.add(
        make(
            "sale_recorded", "J1", "2026-01-03", till="k1", number="1", location="gerai",
            tier="umum", lines=lines, payments=payments,
        )
    )  # fmt: skip
    stock = fold.books.peek(Stock, "beras")
    assert stock is not None
    assert (stock.quantity, stock.value) == (-3 * MICRO, Decimal(-3000))
    lines = [{"item": "beras", "quantity": "10", "amount": "12000"}]
    fold.add(make("goods_received", "T2", "2026-01-04", invoice="2", lines=lines, **buy))
    stock = fold.books.peek(Stock, "beras")
    assert stock is not None
    assert (stock.quantity, stock.value) == (7 * MICRO, Decimal(8400))
    # Three that had left at 1,000 came for 1,200: the difference is shown.
    assert fold.balances()["Beban:Usaha:SelisihPersediaan"] == 600


def test_a_price_break_counts_from_its_quantity_and_ends_when_it_is_taken_away() -> None:
    fold = begun(store_prelude())
    lines = [{"item": "beras", "quantity": "100", "amount": "100000"}]
    buy = {"supplier": "bulog", "location": "gerai", "invoice": "1"}
    fold.add(make("goods_received", "T1", "2026-01-02", lines=lines, **buy))
    ended = [{"item": "beras", "tier": "umum", "unit": "kg", "from_quantity": "10"}]
    fold.add(make("price_set", "H2", "2026-01-02", valid_from="2026-02-01", lines=ended))

    def asked(ref: str, day: str, quantity: str, price: str) -> bool:
        amount = str(Decimal(quantity) * Decimal(price))
        line = {"item": "beras", "quantity": quantity, "price": price, "amount": amount}
        payments = [{"way": "tunai", "via": "kas", "amount": amount}]
        sale = {"till": "k1", "number": ref, "location": "gerai", "tier": "umum"}
        try:
            fold.add(make("sale_recorded", ref, day, lines=[line], payments=payments, **sale))
        except Refusal:
            return False
        return True

    assert asked("J1", "2026-01-03", "9", "1300")
    assert not asked("J2", "2026-01-03", "10", "1300")
    assert asked("J3", "2026-01-03", "10", "1250")
    assert not asked("J4", "2026-02-01", "10", "1250")
    assert asked("J5", "2026-02-01", "10", "1300")
