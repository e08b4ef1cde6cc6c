"""Rupiah: how amounts enter, are divided, rounded, and written, without ever losing a sen.

An amount is a `Decimal` in *canonical* form: `Decimal("50000")` when whole, else exactly two
decimals (`Decimal("50000.50")`); never an exponent, never a negative zero. Money enters as text,
because a JSON number has been a `float` on its way. Inside, the arithmetic of this module is on
whole sen (`int`), so no decimal context can round it.
"""

import re
from collections.abc import Sequence
from decimal import Context, Decimal, Inexact, InvalidOperation, Overflow
from typing import Literal, assert_never

from koperasi_ledger.model.errors import Refusal

NumberStyle = Literal["id", "en"]
Direction = Literal["atas", "bawah", "dekat"]

_RUPIAH = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
_PREFIX = r"(?P<sign>-)?(?:(?P<rp>Rp)\.?[ \u00a0]?)?(?P<inner>-)?"
_WRITTEN: dict[NumberStyle, re.Pattern[str]] = {
    # `1.500.000,-` is how an Indonesian receipt says "and no sen".
    "id": re.compile(
        _PREFIX
        + r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?:(?P<sen>[0-9]{1,2})|-))?",
    ),
    "en": re.compile(
        _PREFIX + r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<sen>[0-9]{1,2}))?",
    ),
}
_ONE_GROUP = re.compile(
    _PREFIX + r"(?P<high>[1-9][0-9]{0,2})(?P<mark>[.,])(?P<low>[0-9]{3})",
)

_ZERO = Decimal(0)
_LIMIT_SEN = 10**17  # 15 digits of rupiah
# Refuses what it cannot do exactly, and exponents that would make integers of a gigabyte.
_EXACT = Context(prec=60, Emin=-60, Emax=60, traps=[Inexact, InvalidOperation, Overflow])


class NotRupiah(Refusal, ValueError):  # noqa: N818 - see Refusal
    """A value that is no exact amount of rupiah; a `ValueError` so that pydantic reports it."""

    def __init__(self, value: object) -> None:
        super().__init__(
            f"{_shown(value)} bukan jumlah rupiah.",
            remedy='Tulis sebagai teks berisi angka biasa, misalnya "50000" atau "50000.50": tanpa '
            "titik ribuan, paling banyak 15 angka dan 2 angka sen sesudah titik.",
        )


class UnreadableAmount(Refusal):
    """A written amount that does not follow the number style of its source."""

    def __init__(self, text: str, style: NumberStyle | None = None) -> None:
        example = "1,234,567.89" if style == "en" else "1.234.567,89"
        plain = "" if style else "1234567 atau "
        super().__init__(
            f"{_shown(text)} tidak terbaca sebagai jumlah uang.",
            remedy=f"Tulis seperti {plain}{example}: paling banyak 15 angka dan 2 angka sen.",
        )


class AmbiguousAmount(Refusal):
    """`1.234` or `1,234`: thousands to one reader, decimals to another."""

    def __init__(self, text: str, thousands: Decimal, high: str, low: str) -> None:
        sign = "-" if thousands < 0 else ""
        super().__init__(
            f"{_shown(text)} bermakna ganda: {sign}Rp{format_rupiah(abs(thousands))} "
            f"atau {high} koma {low} rupiah.",
            remedy=f"Tulis {thousands} atau {sign}Rp{format_rupiah(abs(thousands))} untuk yang"
            f" pertama; {high},{low[:2]} untuk yang kedua.",
        )


class BadUnit(Refusal):
    """A rounding unit that is not a positive number of whole sen."""

    def __init__(self, unit: Decimal) -> None:
        super().__init__(
            f"Satuan pembulatan {_shown(unit)} tidak sah.",
            remedy="Pakai jumlah di atas nol, misalnya 0.01, 1, 100, atau 1000.",
        )


class NoWeights(Refusal):
    """There is nobody to give the pool to: no weight above zero."""

    def __init__(self, pool: Decimal) -> None:
        super().__init__(
            f"{format_rupiah(pool)} tidak dapat dibagi: tidak ada dasar pembagian di atas nol.",
            remedy="Periksa dasar pembagiannya; paling sedikit satu harus di atas nol.",
        )


class BadWeight(Refusal):
    """A weight that is negative, not a number, or out of any sensible size."""

    def __init__(self, weight: Decimal, place: int) -> None:
        super().__init__(
            f"Dasar pembagian ke-{place} adalah {_shown(weight)}.",
            remedy="Dasar pembagian harus berupa angka, nol atau lebih.",
        )


def to_rupiah(value: object) -> Decimal:
    """Return the canonical amount that `value` states; raise `NotRupiah` for anything else.

    Takes text (`"50000"`, `"-50000.5"`) or a `Decimal` worth at most 15 digits of rupiah and whole
    sen. Numbers of type `int` and `float` are refused: they hide what was written in the file.
    """
    if isinstance(value, str):
        match = _RUPIAH.fullmatch(value)
        if match is None:
            raise NotRupiah(value)
        # `or _ZERO` turns -0 into 0.
        return (Decimal(value) or _ZERO) if match[1] is None else _canonical(Decimal(value))
    if isinstance(value, Decimal):
        sen = to_sen(value)
        if -_LIMIT_SEN < sen < _LIMIT_SEN:
            return from_sen(sen)
    raise NotRupiah(value)


def to_sen(amount: Decimal) -> int:
    """Return `amount` rupiah in whole sen, exactly; raise `NotRupiah` when it has smaller parts."""
    # Whole canonical amounts, nearly all there are, need no more than this.
    text = str(amount)
    if (text[1:] if text[:1] == "-" else text).isdecimal() and text.isascii():
        return int(text) * 100
    try:
        scaled = amount.scaleb(2, _EXACT)
        sen = int(scaled)
    except (ArithmeticError, ValueError) as error:
        raise NotRupiah(amount) from error
    if sen != scaled:
        raise NotRupiah(amount)
    return sen


def from_sen(sen: int) -> Decimal:
    """Return `sen` as a canonical amount of rupiah; the inverse of `to_sen`."""
    rupiah, rest = divmod(sen, 100)
    return Decimal(sen).scaleb(-2, _EXACT) if rest else Decimal(rupiah)


def parse_amount(text: str, style: NumberStyle) -> Decimal:
    """Read an amount written in a known style: `Rp1.234.567,89` (id), `1,234,567.89` (en).

    Groups are optional, but all or none; `Rp`, a minus before or after it, one or two decimals and
    outer spaces are allowed. Anything else raises `UnreadableAmount`, so that a file in the other
    style is noticed and not read a thousandfold.
    """
    match = _WRITTEN[style].fullmatch(text.strip(" \u00a0"))
    if match is None or (match["sign"] and match["inner"]):
        raise UnreadableAmount(text, style)
    sign = match["sign"] or match["inner"] or ""
    whole = match["whole"].replace("." if style == "id" else ",", "")
    try:
        return to_rupiah(f"{sign}{whole}.{match['sen'] or 0}")
    except NotRupiah as error:
        raise UnreadableAmount(text, style) from error


def parse_user_amount(text: str) -> Decimal:
    """Read what a person typed: either style where only one can be meant.

    `50000`, `1.234.567`, `Rp1.234.567,89` and `1,234.50` are clear, and so is `Rp1.234`, which is
    what our own reports print. `1.234` and `1,234` raise `AmbiguousAmount`; the rest
    `UnreadableAmount`.
    """
    typed = text.strip(" \u00a0")
    group = _ONE_GROUP.fullmatch(typed)
    if group and not (group["rp"] and group["mark"] == "."):
        sign = group["sign"] or group["inner"] or ""
        high, low = f"{sign}{group['high']}", group["low"]
        raise AmbiguousAmount(text, Decimal(high + low), high, low)
    for style in ("id", "en"):
        try:
            return parse_amount(typed, style)
        except UnreadableAmount:
            continue
    raise UnreadableAmount(text)


def format_rupiah(amount: Decimal, decimals: int | None = None) -> str:
    """Write `amount` the Indonesian way, without "Rp": `1.234.567` or `1.234.567,89`.

    `decimals` None writes sen only when there are any, 2 always writes them, and 0 rounds half up
    (away from zero) for display; nothing may be added up from what 0 wrote.
    """
    if decimals not in {None, 0, 2}:
        message = f"decimals is None, 0 or 2, not {decimals}"
        raise ValueError(message)
    sen = to_sen(round_to(amount, Decimal(1), "dekat") if decimals == 0 else amount)
    rupiah, rest = divmod(abs(sen), 100)
    sign = "-" if sen < 0 else ""
    tail = f",{rest:02}" if rest or decimals == 2 else ""
    return f"{sign}{rupiah:,}".replace(",", ".") + tail


def terbilang(amount: Decimal) -> str:
    """Spell `amount` in Indonesian words, as receipts do: `seribu lima ratus rupiah`.

    Sen follow when there are any (`… rupiah lima puluh sen`); a negative amount begins with
    `minus`.
    """
    from num2words import num2words  # noqa: PLC0415 - 0.1 s of imports that only receipts need

    sen = to_sen(amount)
    # The sign is ours: num2words says "min", which no Indonesian receipt does.
    rupiah, rest = divmod(abs(sen), 100)
    words = f"{num2words(rupiah, lang='id')} rupiah"
    if rest:
        words += f" {num2words(rest, lang='id')} sen"
    return f"minus {words}" if sen < 0 else words


def round_to(amount: Decimal, unit: Decimal, direction: Direction) -> Decimal:
    """Return `amount` as a multiple of `unit`, canonical.

    `atas` rounds up, `bawah` down, `dekat` to the nearest with halves up. Up means away from zero,
    so that `round_to(-x) == -round_to(x)` and a reversal mirrors what it reverses. `amount` may
    have any number of decimals (an interest before rounding). Raises `BadUnit`.
    """
    unit_sen = _unit_sen(unit)
    if not _sized(amount):
        raise NotRupiah(amount)
    numerator, denominator = amount.as_integer_ratio()
    size = unit_sen * denominator
    count, rest = divmod(abs(numerator) * 100, size)
    match direction:
        case "atas":
            up = rest > 0
        case "bawah":
            up = False
        case "dekat":
            up = 2 * rest >= size
        case _:
            assert_never(direction)
    sen = (count + up) * unit_sen
    return from_sen(-sen if numerator < 0 else sen)


def allocate(
    pool: Decimal, weights: Sequence[Decimal], unit: Decimal = Decimal(1)
) -> tuple[Decimal, ...]:
    """Divide `pool` by `weights` in whole `unit`s, by largest remainder; Σ shares = `pool`.

    Every share first gets the whole units of its exact quota. The units left over go one each to
    the largest remainders; of equal remainders the earlier weight comes first. What of the pool is
    smaller than a unit (the sen of a pool shared in whole rupiah) goes, as the last part unit, to
    the next remainder in that queue. (To the *first* in the queue, which already got a unit, it
    could lift a smaller weight above a larger one.) So every share is less than one unit from its
    exact quota, a larger weight never gets less, and a zero weight gets nothing. A negative pool
    is shared as its mirror image.

    Raises `NoWeights`, `BadWeight`, `BadUnit`, or `NotRupiah` for a pool with parts of a sen.
    """
    pool_sen, unit_sen = to_sen(pool), _unit_sen(unit)
    shares_of = _whole_weights(weights)
    total = sum(shares_of)
    if total == 0:
        raise NoWeights(pool)
    size = unit_sen * total
    shares, remainders = [], []
    for weight in shares_of:
        units, remainder = divmod(abs(pool_sen) * weight, size)
        shares.append(units * unit_sen)
        remainders.append(remainder)
    left = abs(pool_sen) - sum(shares)
    # `left` in units, the part unit counted whole, never exceeds the number of remainders > 0.
    # sorted() is stable: equal remainders keep the order of the weights.
    for place in sorted(range(len(shares)), key=remainders.__getitem__, reverse=True):
        if left == 0:
            break
        part = min(unit_sen, left)
        shares[place] += part
        left -= part
    return tuple(from_sen(-share if pool_sen < 0 else share) for share in shares)


def _canonical(amount: Decimal) -> Decimal:
    return from_sen(to_sen(amount))


def _unit_sen(unit: Decimal) -> int:
    try:
        sen = to_sen(unit)
    except NotRupiah as error:
        raise BadUnit(unit) from error
    if sen <= 0:
        raise BadUnit(unit)
    return sen


def _whole_weights(weights: Sequence[Decimal]) -> list[int]:
    """Return integers in the proportion of `weights`, exactly."""
    for place, weight in enumerate(weights, 1):
        if not _sized(weight) or weight < 0:
            raise BadWeight(weight, place)
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = max((10 ** _decimals(weight) for weight in weights), default=1)
    return [numerator * common // denominator for numerator, denominator in ratios]


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _sized(number: Decimal) -> bool:
    """Whether exact integers of `number` stay small; `1E+999999999` would fill the memory."""
    return number.is_finite() and number.adjusted() <= 60 and _decimals(number) <= 60


def _shown(value: object) -> str:
    """Show a refused value safely on one line: control characters escaped, cut when long."""
    shown = repr(value) if isinstance(value, str) else f"{value!s} ({type(value).__name__})"
    if isinstance(value, Decimal):
        shown = str(value)
    escaped = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in shown[:60])
    return escaped + ("…" if len(shown) > 60 else "")
