"""Figures of the health assessment (penilaian kesehatan): weighted assets and ratios.

Source: Perdep 06/Per/Dep.6/IV/2016 as read in the savings-loans reference, 4.1; the weights and
bands are the assessment's and come with the question, not from here.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.rules.rounding import rounded

_HUNDRED = 100


def weighted_sum(components: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """The sum of amounts, each times its weight in percent: ATMR, modal tertimbang; in rupiah.

    Added up exactly and rounded once, half up to whole rupiah.

    Raises:
        ValueError: the sum is negative; no such figure exists.
    """
    exact = sum((Fraction(amount) * Fraction(weight) for amount, weight in components), Fraction(0))
    return from_sen(rounded(exact, _HUNDRED, "half-up"))


def ratio(part: Decimal, whole: Decimal, decimals: int = 2) -> Decimal | None:
    """`part` in percent of `whole`, halves away from zero; None where the whole is zero."""
    if not whole:
        return None
    return half_up(Fraction(part) / Fraction(whole) * _HUNDRED, decimals)


def half_up(exact: Fraction, decimals: int = 2) -> Decimal:
    """A fraction as a decimal number, halves away from zero."""
    scaled = exact * 10**decimals
    size, unit = abs(scaled.numerator), scaled.denominator
    count = (2 * size + unit) // (2 * unit)
    return Decimal(count if scaled >= 0 else -count).scaleb(-decimals)
