"""Laws of consignment, reckoned again by a clerk who knows nothing of our rules."""

from collections import defaultdict
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import Any

import pytest
from book_fold import Fold, begun, make
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streams_store import OWNERS, THEIRS, Shop, shops, store_prelude

from koperasi_ledger.model.accounts import (
    COMMISSION_MEMBERS,
    COMMISSION_OTHERS,
    CONSIGNORS,
    STOCK,
    STOCK_LOSS,
)
from koperasi_ledger.model.entry import Entry
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records import OpenTillDays, Patronage, Receipt, Stock
from koperasi_ledger.model.records.consignment import ConsignmentTerms, Consignor, TermsRow
from koperasi_ledger.rules.errors import BelowConsignorPrice, PaysTooMuch
from koperasi_ledger.rules.store.consigning import part_of, priced

quick = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
POLICIES: tuple[dict[str, Any], ...] = (
    {},
    {"pembukuan": "rekap-harian", "belanja_titipan": "komisi"},
    {"stok_minus": True, "bulat_hpp": "0.01"},
)
RUPIAH = Decimal(1)


def clerk(row: TermsRow, quantity: int, amount: Decimal) -> Decimal:
    """The consignor's part of a line, with fractions and decimals instead of sen."""
    if row.percent is not None:
        exact = Fraction(amount) * Fraction(row.percent) / 100
        commission = Decimal(exact.numerator // exact.denominator)
        return amount - commission
    exact = Fraction(row.price or 0) * quantity / MICRO
    part = Decimal(-(-exact.numerator // exact.denominator))
    return amount if part > amount and exact - Fraction(amount) < 1 else part


def terms_on(terms: ConsignmentTerms, event: Any) -> TermsRow:
    return [row for row in terms.rows if row.since <= event.date][-1]


class Clerk:
    """What consignors are owed, and what was received, sold, returned and lost of their goods."""

    def __init__(self, fold: Fold) -> None:
        self.fold = fold
        self.owed: dict[str, Decimal] = defaultdict(Decimal)
        self.commission: dict[bool, Decimal] = defaultdict(Decimal)
        self.counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.sold: dict[tuple[str, int], tuple[Any, Decimal, Decimal, int, int]] = {}
        self.loss = Decimal(0)

    def tell(self, event: Any) -> None:
        """One event that was just accepted; the fold knows the terms in force."""
        told = getattr(self, f"on_{event.kind}", None)
        if told is not None:
            told(event)

    def _base(self, line: Any) -> int:
        worth = {None: (1, 1), "kg": (1, 1), "dus": (24, 1), "butir": (1, 3)}[line.unit]
        return to_micro(line.quantity) * worth[0] // worth[1]

    def _move(self, item: str, place: str, what: str, count: int) -> None:
        self.counts[item, place][what] += count

    def on_consignment_received(self, event: Any) -> None:
        for line in event.lines:
            self._move(line.item, event.location, "received", self._base(line))

    def on_consignment_returned(self, event: Any) -> None:
        for line in event.lines:
            self._move(line.item, event.location, "returned", self._base(line))

    def on_stock_transferred(self, event: Any) -> None:
        for line in event.lines:
            if line.item in THEIRS:
                self._move(line.item, event.source, "moved", -self._base(line))
                self._move(line.item, event.target, "moved", self._base(line))

    def on_consignment_counted(self, event: Any) -> None:
        for line in event.lines:
            counts = self.counts[line.item, event.location]
            missing = left(counts) - to_micro(line.good)
            self._move(line.item, event.location, "lost", missing)
            if event.borne_by == "koperasi" and missing:
                value = line.amount
                if value is None:
                    terms = self.fold.books.peek(ConsignmentTerms, line.item)
                    assert terms is not None
                    exact = Fraction(terms_on(terms, event).price or 0) * missing / MICRO
                    value = Decimal(-(-exact.numerator // exact.denominator))
                self.owed[OWNERS[line.item]] += value
                self.loss += value

    def on_consignment_settled(self, event: Any) -> None:
        self.owed[event.consignor] -= event.amount

    def on_sale_recorded(self, event: Any) -> None:
        for place, line in enumerate(event.lines, 1):
            if line.item in THEIRS:
                terms = self.fold.books.peek(ConsignmentTerms, line.item)
                assert terms is not None
                quantity = self._base(line)
                part = clerk(terms_on(terms, event), quantity, line.amount)
                self._move(line.item, event.location, "sold", quantity)
                self.owed[OWNERS[line.item]] += part
                self.commission[event.member is not None] += line.amount - part
                key = (f"{event.till}:{event.number}", place)
                self.sold[key] = (line, line.amount, part, quantity, 0)

    def on_sale_returned(self, event: Any) -> None:
        receipt = self.fold.books.peek(Receipt, f"{event.till}:{event.number}")
        assert receipt is not None
        for each in event.lines:
            key = (f"{event.till}:{event.number}", each.line)
            if key not in self.sold:
                continue
            line, amount, part, quantity, before = self.sold[key]
            after = before + self._base(each)
            self._move(line.item, event.location, "sold", before - after)
            back = [
                _share(total, after, quantity) - _share(total, before, quantity)
                for total in (amount, part)
            ]
            self.owed[OWNERS[line.item]] -= back[1]
            self.commission[receipt.member is not None] -= back[0] - back[1]
            self.sold[key] = (line, amount, part, quantity, after)


def _share(total: Decimal, returned: int, quantity: int) -> Decimal:
    """Of what came back so far, in whole rupiah half up; all of it all."""
    if returned == quantity:
        return total
    exact = Fraction(total) * returned / quantity
    return min(Decimal((2 * exact.numerator + exact.denominator) // (2 * exact.denominator)), total)


def left(counts: dict[str, int]) -> int:
    """What must be there: received = sold + returned + lost + left, and what was moved."""
    gone = counts["sold"] + counts["returned"] + counts["lost"]
    return counts["received"] + counts["moved"] - gone


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_a_clerk_reckons_the_same(policy: dict[str, Any], data: st.DataObject) -> None:
    shop: Shop = data.draw(shops(reversals=False, **policy))
    fold = begun(store_prelude(**policy))
    clerk_ = Clerk(fold)
    for event in shop.events:
        fold.add(event)
        clerk_.tell(event)
        for owner in ("ani", "budi"):
            known = fold.books.peek(Consignor, owner)
            assert known is not None
            assert known.owed == clerk_.owed[owner]
    for item in THEIRS:
        stock = fold.books.peek(Stock, item) or Stock(item=item, method="fifo")
        for place in {*stock.places, *(at for of, at in clerk_.counts if of == item)}:
            assert stock.places.get(place, 0) == left(clerk_.counts[item, place])
    _close_all(fold)
    balances = fold.balances()
    assert -balances.get(CONSIGNORS, 0) == sum(clerk_.owed.values())
    assert -balances.get(COMMISSION_MEMBERS, 0) == clerk_.commission[True]
    assert -balances.get(COMMISSION_OTHERS, 0) == clerk_.commission[False]
    assert clerk_.loss == sum(
        leg.amount
        for entry in fold.entries()
        for leg in entry.postings
        if leg.account == STOCK_LOSS and leg.sub == "titipan"
    )


def _close_all(fold: Fold) -> None:
    opened = fold.books.peek(OpenTillDays) or OpenTillDays()
    for number, mark in enumerate(opened.days):
        fold.add(make("till_day_closed", f"c{number}", mark[:10], till=mark[11:]))


@pytest.mark.parametrize("policy", POLICIES)
@quick
@given(st.data())
def test_goods_of_others_never_touch_our_stock(policy: dict[str, Any], data: st.DataObject) -> None:
    shop: Shop = data.draw(shops(**policy))
    for item in THEIRS:
        stock = shop.fold.books.peek(Stock, item)
        assert stock is None or stock.value == 0
        assert stock is None or all(layer.value == 0 for layer in stock.layers)
    for entry in shop.fold.entries():
        assert all(leg.sub not in THEIRS for leg in entry.postings if leg.account == STOCK)


@quick
@given(shops())
def test_consigning_out_moves_no_money_until_it_is_reported_sold(shop: Shop) -> None:
    for event, done in shop.fold.applied:
        if event.kind in {"consignment_sent", "consignment_fetched"}:
            assert done.entry is None
        if event.kind == "consignment_sold":
            assert isinstance(done.entry, Entry)


@quick
@given(shops(reversals=False, belanja_titipan="komisi"))
def test_by_commission_only_the_commission_is_a_members_dealing(shop: Shop) -> None:
    whole = begun(store_prelude())
    for event in shop.events:
        whole.add(event)
    parts: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    for receipt in whole.books.all(Receipt):
        for line in receipt.lines:
            if line.item in THEIRS and receipt.member is not None:
                back = _share(line.cost, line.returned, line.quantity)
                parts[receipt.date.year, receipt.member] += line.cost - back
    for full in whole.books.all(Patronage):
        less = shop.fold.books.peek(Patronage, full.key)
        assert less is not None
        assert full.sales - less.sales == parts[full.year, full.member]
        assert full.cost - less.cost == parts[full.year, full.member]
        assert less.receipts == full.receipts


AMOUNTS = st.integers(0, 10**9).map(from_sen)
QUANTITIES = st.integers(1, 10**12)


@given(AMOUNTS, QUANTITIES, st.decimals(0, 100, places=6))
def test_a_commission_is_rounded_down_to_rupiah_and_the_rest_is_theirs(
    amount: Decimal, quantity: int, percent: Decimal
) -> None:
    row = TermsRow(make("month_closed", "x", "2026-01-01", month="2026-01").date, None, percent)
    part = part_of(row, quantity, amount, item="x", line=1, approved=False)
    commission = amount - part
    exact = amount * percent / 100
    assert commission == exact.quantize(RUPIAH, ROUND_DOWN)
    assert 0 <= part <= amount
    assert 0 <= exact - commission < 1


@given(st.integers(1, 10**8).map(from_sen), QUANTITIES, AMOUNTS)
def test_a_consignors_price_is_rounded_up_to_rupiah_and_never_above_what_was_paid(
    price: Decimal, quantity: int, amount: Decimal
) -> None:
    row = TermsRow(make("month_closed", "x", "2026-01-01", month="2026-01").date, price, None)
    exact = Fraction(price) * quantity / MICRO
    up = Decimal(-(-exact.numerator // exact.denominator))
    assert priced(row, quantity) == up
    assert to_sen(up) % 100 == 0
    try:
        part = part_of(row, quantity, amount, item="x", line=1, approved=False)
    except BelowConsignorPrice:
        assert exact - Fraction(amount) >= 1
        assert part_of(row, quantity, amount, item="x", line=1, approved=True) == up
    else:
        assert part == min(up, amount)
        assert part == up or exact - Fraction(amount) < 1


@quick
@given(shops())
def test_nobody_is_paid_more_than_is_owed(shop: Shop) -> None:
    for consignor in shop.fold.books.all(Consignor):
        more = max(consignor.owed, Decimal(0)) + Decimal("0.01")
        fields = {"consignor": consignor.consignor, "amount": str(more), "via": "kas"}
        with pytest.raises(PaysTooMuch):
            shop.fold.add(make("consignment_settled", "zz", "2026-06-30", **fields))


def test_the_rule_of_rounding_by_hand() -> None:
    day = make("month_closed", "x", "2026-01-01", month="2026-01").date
    third = TermsRow(day, None, Decimal("33.333333"))
    # 33.333333 % of Rp10,000 is Rp3,333.3333: the cooperative has 3,333, the consignor 6,667.
    assert part_of(third, MICRO, Decimal(10000), item="x", line=1, approved=False) == 6667
    kilo = TermsRow(day, Decimal("999.50"), None)
    # A third of a kilogram at Rp999.50 is Rp333.16...: the consignor has 334.
    assert part_of(kilo, 333_333, Decimal(400), item="x", line=1, approved=False) == 334
