"""Penyisihan: what a loan's class asks to be set aside, by both measures.

The supervisor's percentages (PPAP) and the cooperative's own loss experience (SAK EP, incurred
loss) are two numbers; the policy says which is booked (savings-loans reference 2.2, 2.3).
"""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.loans import (
    QUALITIES,
    ProvisionPolicy,
    ProvisionRates,
    Quality,
)
from koperasi_ledger.rules.rounding import rounded


class Allowance(NamedTuple):
    """Both measures of what may be lost, and the one that is booked, in rupiah."""

    regulation: Decimal
    sak_ep: Decimal | None
    booked: Decimal


def allowance(
    policy: ProvisionPolicy, quality: Quality, balance: Decimal, secured: Decimal
) -> Allowance:
    """What to set aside for a loan that owes `balance`, of a class, secured by collateral.

    Rounded half up to whole rupiah, each loan by itself: the sum of the loans is the control
    account, so nothing is divided afterwards.
    """
    regulation = _by(policy.regulation, quality, balance, secured)
    own = policy.sak_ep
    sak_ep = None if own is None else _by(own, quality, balance, secured)
    booked = sak_ep if policy.booked == "sak-ep" and sak_ep is not None else regulation
    return Allowance(regulation, sak_ep, booked)


def percent_of(rates: ProvisionRates, quality: Quality) -> Decimal:
    """The percentage for a class."""
    by_class = {
        "lancar": rates.current,
        "dpk": rates.special,
        "kurang-lancar": rates.substandard,
        "diragukan": rates.doubtful,
        "macet": rates.loss,
    }
    return by_class[quality]


def _by(rates: ProvisionRates, quality: Quality, balance: Decimal, secured: Decimal) -> Decimal:
    exposure = balance
    if rates.net_from is not None and QUALITIES.index(quality) >= QUALITIES.index(rates.net_from):
        exposure = max(Decimal(0), balance - secured)
    exact = Fraction(exposure) * Fraction(percent_of(rates, quality))
    return from_sen(rounded(exact, 100, "half-up"))
