"""Why a sum may be wrong: the slips that people make when they type, found in the difference.

Practice of auditors: a difference that is a line's amount is a line left out or counted twice;
twice an amount is a wrong sign; one divisible by nine may be two digits that changed places; ten
times is a zero too many.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.checks.foreign_result import money


class Part(NamedTuple):
    """A line that a sum should contain, with its sign in it."""

    cell: str
    label: str
    value: Decimal


def cause(stated: Decimal, computed: Decimal, parts: Sequence[Part]) -> str:
    """The likeliest reason as a sentence in Indonesian; empty when none suggests itself."""
    difference = stated - computed
    if difference == 0:
        return ""
    return (
        _a_part(difference, parts)
        or _whole(stated, computed)
        or _digits(stated, computed)
        or _digits_of_a_part(difference, parts)
    )


def _a_part(difference: Decimal, parts: Sequence[Part]) -> str:
    slips = (
        (Decimal(-1), "Mungkin {} tidak ikut dijumlah."),
        (Decimal(1), "Mungkin {} terhitung dua kali."),
        (Decimal(-2), "Mungkin tanda {} terbalik: dikurangkan, seharusnya ditambahkan."),
        (Decimal(2), "Mungkin tanda {} terbalik: ditambahkan, seharusnya dikurangkan."),
    )
    for times, words in slips:
        for part in parts:
            if times * part.value == difference:
                return words.format(f"{part.cell} “{part.label}”")
    return ""


def _whole(stated: Decimal, computed: Decimal) -> str:
    if stated == -computed:
        return "Mungkin tanda jumlahnya terbalik."
    if computed and stated in (computed * 10, computed * 100, computed * 1000):
        return "Mungkin kelebihan angka nol."
    if stated and computed in (stated * 10, stated * 100, stated * 1000):
        return "Mungkin kekurangan angka nol."
    return ""


def _digits(stated: Decimal, computed: Decimal) -> str:
    if _swapped(stated, computed):
        return "Mungkin dua angka bersebelahan tertukar pada jumlahnya."
    one, other = f"{abs(stated):f}", f"{abs(computed):f}"
    if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return "Mungkin satu angka salah ketik, pada jumlahnya atau pada satu barisnya."
    return ""


def _digits_of_a_part(difference: Decimal, parts: Sequence[Part]) -> str:
    if difference % 9:
        return ""
    for part in parts:
        meant = part.value + difference
        if _swapped(part.value, meant):
            return (
                f"Mungkin dua angka bersebelahan tertukar pada {part.cell} “{part.label}”:"
                f" {money(part.value)}, maksudnya {money(meant)}."
            )
    return ""


def _swapped(one: Decimal, other: Decimal) -> bool:
    """Whether two neighbouring digits changed places."""
    first, second = f"{abs(one):f}", f"{abs(other):f}"
    if len(first) != len(second) or one * other < 0:
        return False
    at = [n for n in range(len(first)) if first[n] != second[n]]
    return (
        len(at) == 2
        and at[1] == at[0] + 1
        and first[at[0]] == second[at[1]]
        and first[at[1]] == second[at[0]]
    )
