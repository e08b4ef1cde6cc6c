"""Rounding an exact fraction to money, once, in a stated direction.

Interest is a quotient (`S x i x days / 365`), so it is kept as a `Fraction` until the one moment it
becomes money; no decimal context takes part, and a half is recognised as a half.
"""

from fractions import Fraction
from typing import Literal, assert_never

from koperasi_ledger.model.money import Direction

SenRule = Literal["half-up", "half-even", "potong"]
"""What happens below the smallest unit: `half-up` (halves up), `half-even` (halves to the even
neighbour, as loan software does), `potong` (cut off). Published pages use all three: 123,287.67
became 123,288, and 9,166.67 became 9,166 (tests/data/loans)."""


def rounded(amount: Fraction, unit: int, rule: SenRule | Direction) -> int:
    """`amount` (sen, zero or more) as a multiple of `unit` (sen, above zero), rounded by `rule`.

    `atas` is up to the next multiple, `bawah` and `potong` down, `dekat` and `half-up` to the
    nearest with halves up, `half-even` to the nearest with halves to the even multiple:
    250 sen in units of 100 is 300, 200, 300 and 200.
    """
    if amount < 0 or unit <= 0:
        message = f"rounds amounts from zero to units above zero, not {amount} to {unit}"
        raise ValueError(message)
    size = unit * amount.denominator
    count, rest = divmod(amount.numerator, size)
    match rule:
        case "atas":
            up = rest > 0
        case "bawah" | "potong":
            up = False
        case "dekat" | "half-up":
            up = 2 * rest >= size
        case "half-even":
            up = 2 * rest > size or (2 * rest == size and count % 2 == 1)
        case _:
            assert_never(rule)
    return (count + up) * unit
