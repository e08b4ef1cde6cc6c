"""What a fee comes to by policy: for one transaction exactly, for several between two bounds.

A recap does not tell the nominal of each transaction, so a percentage with a lowest or highest fee,
and a tiered fee, cannot be worked out from it: only that it lies within what is possible. Source:
fee tables of branchless banking and bill payment (tiers by nominal, fixed admin); practice.
"""

from decimal import Decimal

from koperasi_ledger.model.money import round_to
from koperasi_ledger.model.policy.agency import AgencyFee

_ZERO = Decimal(0)
_RUPIAH = Decimal(1)
_HUNDRED = Decimal(100)


def fee_of(fee: AgencyFee | None, nominal: Decimal) -> Decimal:
    """What one transaction costs, in rupiah; nothing where there is no fee."""
    if fee is None:
        return _ZERO
    if fee.fixed is not None:
        return fee.fixed
    if fee.percent is not None:
        found = round_to(nominal * fee.percent / _HUNDRED, _RUPIAH, "dekat")
        return _kept(fee, found)
    for step in fee.steps:
        if step.upto is None or nominal <= step.upto:
            return step.fee
    return _ZERO


def _kept(fee: AgencyFee, amount: Decimal) -> Decimal:
    if fee.lowest is not None:
        amount = max(amount, fee.lowest)
    return amount if fee.highest is None else min(amount, fee.highest)


def fee_bounds(fee: AgencyFee | None, count: int, nominal: Decimal) -> tuple[Decimal, Decimal]:
    """The least and the most that `count` transactions of `nominal` together can cost.

    Each of several percentages is rounded for itself, so their sum may differ by half a rupiah a
    transaction.
    """
    if fee is None or fee.fixed is not None or count == 1:
        found = fee_of(fee, nominal) * count
        return found, found
    if fee.percent is not None:
        exact = nominal * fee.percent / _HUNDRED
        slack = Decimal(count) / 2
        least = fee.lowest if fee.lowest is not None else _ZERO
        low, high = max(exact - slack, least * count, _ZERO), exact + slack + least * count
        if fee.highest is not None:
            # One large transaction stops at the highest fee, and the others may be next to nothing.
            low = min(low, fee.highest + least * (count - 1))
            high = min(high, fee.highest * count)
        low = min(low, high)
        return round_to(low, _RUPIAH, "atas"), round_to(high, _RUPIAH, "bawah")
    fees = [step.fee for step in fee.steps]
    return min(fees) * count, max(fees) * count


def usual_fee(fee: AgencyFee | None, count: int, nominal: Decimal) -> Decimal | None:
    """The fee where policy leaves only one; None where a recap has to tell it."""
    if fee is not None and count > 1 and fee.fixed is None:
        if fee.percent is None or fee.lowest is not None or fee.highest is not None:
            return None
        return round_to(nominal * fee.percent / _HUNDRED, _RUPIAH, "dekat")
    return fee_of(fee, nominal) * count
