"""How figures, dates and free text are printed in Indonesian; every layout uses only these.

Numbers are exact: a figure is never rounded to fit the decimals asked for, it gets more of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from koperasi_ledger.rules.dates import MONTHS, day_name

_PENDEK = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des")
_SWAP = str.maketrans(",.", ".,")
# Bidirectional overrides and isolates: they can make a printed figure read backwards.
_BIDI = frozenset(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))

_PIECE = re.compile(r"[^/]*/|[^/]+")


def decimals(value: Decimal | int) -> int:
    """The decimals `value` needs: none for whole figures, trailing zeros not counted."""
    if isinstance(value, int):
        return 0
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return 0
    return len(f"{value:f}".partition(".")[2].rstrip("0"))


def sen(values: Iterable[Decimal]) -> int:
    """The decimals an amount column prints: 0, or at least 2 as soon as one amount has sen."""
    most = max(map(decimals, values), default=0)
    return max(most, 2) if most else 0


def angka(value: Decimal | int, places: int = 0) -> str:
    """Print a number in Indonesian: `-1234.5` is "-1.234,5"; at least `places` decimals."""
    # Not abs(): that would round to the context's 28 digits.
    size = value.copy_abs() if isinstance(value, Decimal) else abs(value)
    text = f"{size:,.{max(places, decimals(value))}f}".translate(_SWAP)
    return f"-{text}" if value < 0 else text


def rupiah(value: Decimal, places: int | None = None) -> str:
    """Print an amount as statements do: "1.234", "(1.234)", "1.234,50" once there is any sen."""
    digits = sen([value]) if places is None else places
    text = angka(value.copy_abs(), digits)
    return f"({text})" if value < 0 else text


def laju(rate: Fraction, places: int = 8) -> str:
    """Print a rate to `places` decimals, half up, without idle zeros: "0,01100391"."""
    scale = 10**places
    scaled = (2 * rate.numerator * scale + rate.denominator) // (2 * rate.denominator)
    text = angka(Decimal(scaled).scaleb(-places), places).rstrip("0")
    return text.removesuffix(",")


def pos_shu(name: str) -> str:
    """Print the name of a pool of SHU: `jasa_modal` is "Jasa modal"."""
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"


tanggal = day_name
"""Print a date in full: "31 Desember 2026"."""


def tanggal_pendek(day: date) -> str:
    """Print a date for a narrow column: "31 Des 2026"."""
    return f"{day.day:02} {_PENDEK[day.month - 1]} {day.year}"


def per_tanggal(day: date) -> str:
    """The period line of a balance: "per 31 Desember 2026"."""
    return f"per {tanggal(day)}"


def rentang_tanggal(first: date, last: date) -> str:
    """The period line of a flow: "1 Januari s.d. 31 Desember 2026"."""
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} s.d. {tanggal(last)}"
    return f"{tanggal(first)} s.d. {tanggal(last)}"


def polos(text: str) -> str:
    """Free text on one line: white space collapsed, control characters made visible as U+FFFD.

    Keeps escape sequences off the treasurer's terminal and reordered text off paper.
    """
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def path_pieces(word: str) -> list[str]:
    """A word parted behind each "/": `bri/2026-10-09/ab12cd/1` may break there, as a path does."""
    return _PIECE.findall(word)


def _visible(char: str) -> str:
    if char.isspace():
        return " "
    if char in _BIDI:
        return ""
    return "\ufffd" if unicodedata.category(char) in {"Cc", "Cs"} else char
