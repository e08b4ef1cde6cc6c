"""What a line of a receipt may cost: the list, what somebody allowed, ceilings and quotas.

Source: three price schemes, HET and allocation lists as in reference accounting section 4; who may
allow another price, and by how much, is the cooperative's policy.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.events.sales import SoldLine
from koperasi_ledger.model.money import from_sen, round_to, to_sen
from koperasi_ledger.model.quantities import MICRO, to_micro
from koperasi_ledger.model.records.goods import CeilingList, Item, PriceList
from koperasi_ledger.rules.errors.store_trade import (
    AboveCeiling,
    LineDiffers,
    PriceDiffers,
    PriceMissing,
)
from koperasi_ledger.rules.store.terms import StoreTerms, measure_of

_RUPIAH = 100 * MICRO
"""One rupiah in millionths of a sen."""


def listed(prices: PriceList | None, unit: str, quantity: int, day: date) -> Decimal | None:
    """The price of one `unit` when `quantity` (millionths of it) are bought on `day`.

    Of the quantity breaks that are reached the highest one that has a price on that day.
    """
    best = below = None
    start = -1
    for row in prices.rows if prices is not None else ():
        if row.unit != unit or row.start > quantity or row.since > day:
            continue
        if row.start != start:
            start, below = row.start, best
        best = row.price if row.price is not None else below
    return best


def line_amount(
    item: Item, price: Decimal, quantity: Decimal, discount: Decimal = Decimal(0)
) -> Decimal:
    """What a line comes to in whole rupiah: half up, but down for goods with a ceiling.

    Rounded up, goods at their ceiling would cost more than it. Source: HET is the highest price a
    buyer pays (reference accounting section 4); whole rupiah are practice.
    """
    exact = price * quantity - discount
    return round_to(exact, Decimal(1), "bawah" if item.capped else "dekat")


def check_line(
    place: int,
    line: SoldLine,
    item: Item,
    prices: PriceList | None,
    *,
    tier: str,
    day: date,
    terms: StoreTerms,
    approved_by: str | None,
) -> None:
    """Refuses a line that does not add up, or is not at its listed price.

    Raises:
        LineDiffers: the amount is a rupiah or more from quantity x price - discount.
        PriceMissing: the list has no price for it.
        PriceDiffers: the list says otherwise, and nobody who may has allowed it.
    """
    micro, price = to_micro(line.quantity), to_sen(line.price)
    amount, discount = to_sen(line.amount), to_sen(line.discount)
    exact = price * micro - discount * MICRO
    if abs(amount * MICRO - exact) >= _RUPIAH:
        raise LineDiffers(place, line.amount, from_sen(exact // MICRO))
    unit = line.unit or item.base
    known = listed(prices, unit, micro, day)
    if known is None:
        raise PriceMissing(place, item.item, unit, tier, day)
    if known == line.price and not discount:
        return
    should = to_sen(known) * micro
    percent = terms.policy.override
    allowed, parts = (percent / 100).as_integer_ratio()
    if approved_by is None or abs(exact - should) * parts > should * allowed:
        expected = from_sen((should + MICRO // 2) // MICRO)
        raise PriceDiffers(place, item.item, line.amount, expected, percent, by=approved_by)


def check_ceilings(
    place: int,
    line: SoldLine,
    item: Item,
    quantity: int,
    *,
    day: date,
    ceilings: Sequence[CeilingList],
    tax: Fraction = Fraction(0),
) -> None:
    """Refuses a price or an amount above a ceiling in force, not by a part of a rupiah either.

    `quantity` is the line's, in the base unit; `tax` is what comes on top of the price, as a part
    of it: a ceiling is what a buyer pays.

    Raises:
        AboveCeiling: so it is.
    """
    exact = to_sen(line.price) * to_micro(line.quantity) - to_sen(line.discount) * MICRO
    paid = max(exact, to_sen(line.amount) * MICRO)
    paid, parts = paid * (tax.numerator + tax.denominator), tax.denominator
    for each in ceilings:
        in_force = {row.unit: row.price for row in each.rows if row.since <= day}
        for unit, price in in_force.items():
            if price is None:
                continue
            worth, per = measure_of(item, unit)
            if paid * worth > to_sen(price) * quantity * per * MICRO * parts:
                raise AboveCeiling(place, item.item, line.amount, unit, price)
