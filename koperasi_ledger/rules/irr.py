"""The effective rate of a loan: the rate on the declining balance that its payments really cost.

A flat loan of 2 % a month over 12 months costs 41.70 % a year on what is still owed.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

# Six times the digits that are shown; set for the calculation only, never globally.
_CONTEXT = Context(prec=60)
_CLOSE = Decimal("1E-40")
_MOST_STEPS = 1_000


def effective_rate(
    principal: Decimal, payments: Sequence[Decimal], parts: Sequence[Fraction]
) -> Decimal:
    """The yearly rate i (0.42 is 42 %) for which the payments just repay `principal`.

    `payments[k]` comes at the end of a period that is `parts[k]` of a year, counted as the loan
    itself counts. The balance grows by i x part in each period and falls by the payment; i is the
    rate at which the last payment leaves zero. So it is the periodic internal rate of return times
    the periods of a year, *not* compounded: the figure to hold against the rate of a menurun or
    anuitas loan, whose own rate it gives back (a flat 24 % is 41-42 %; docs/decisions/0014).

    Newton's method from zero: the present value is convex and falls with i, so the steps only ever
    approach the root from below. Payments must add up to `principal` or more.
    """
    with localcontext(_CONTEXT):
        if sum(payments) < principal or principal <= 0:
            raise ValueError("payments that do not return the principal have no rate from zero")
        lengths = [Decimal(part.numerator) / part.denominator for part in parts]
        flows = list(zip(payments, lengths, strict=True))
        rate = Decimal(0)
        for _ in range(_MOST_STEPS):
            worth, slope = _present(flows, rate)
            step = (worth - principal) / slope
            rate += step
            if step <= _CLOSE * (1 + rate):
                return +rate
    raise ArithmeticError("the effective rate did not converge")


def _present(flows: Sequence[tuple[Decimal, Decimal]], rate: Decimal) -> tuple[Decimal, Decimal]:
    """What the flows are worth today at a yearly `rate`, and how fast that falls with the rate."""
    factor, fall, worth, slope = Decimal(1), Decimal(0), Decimal(0), Decimal(0)
    for payment, length in flows:
        growth = 1 + rate * length
        factor /= growth
        fall += length / growth
        worth += payment * factor
        slope += payment * factor * fall
    return worth, slope


def percent_text(rate: Decimal) -> str:
    """A rate as a percentage with four decimals, halves up: 0.41986 is `41.9860`."""
    with localcontext(_CONTEXT):
        return str((rate * 100).quantize(Decimal("0.0001"), ROUND_HALF_UP))
