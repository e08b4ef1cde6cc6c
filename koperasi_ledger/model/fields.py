"""The field types of events, policy and records: what text, a date, an amount may look like.

Everything that enters the journal passes one of these validators, so that no later layer meets a
control character, a float, or a date in a format it must guess.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)

from koperasi_ledger.model.money import to_rupiah

# Cc: control characters (line breaks too); Cf: format characters, which hold the bidirectional
# overrides that can show a text in another order than it is stored (Unicode TR 9); Cs, Co, Cn:
# surrogates, private and unassigned; Zl, Zp: line and paragraph separators.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Letters and marks that show nothing (Unicode's Default_Ignorable_Code_Point): a name made of them
# would look empty. Variation selectors stay, emoji need them.
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# A backslash is escaped in a Beancount string; uromyces 0.0.5 does not undo that, and takes a
# string that ends with one for unfinished. Names have none, and paths on paper can do with a slash.
_PLAIN = re.compile(r"[ -\[\]-~]*")


RECORDED = {"recorded": True}
"""The context in which what the journal accepted is read again; see docs/decisions/0012."""

# What no recorded text can hold, whatever the Unicode version or this program's taste of the day:
# control characters, line and paragraph separators, bidirectional overrides, surrogates, backslash.
_NEVER = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def _as_recorded(value: str) -> str:
    if _NEVER.search(value):
        raise ValueError("memuat karakter yang tidak pernah diterima")
    return value


def clean_text(value: str) -> str:
    """Text as stored: NFC, without outer blanks; refuses what could mislead or break a line."""
    value = value.strip()
    if _PLAIN.fullmatch(value):
        return value
    if "\\" in value:
        raise ValueError("garis miring terbalik (\\) tidak dapat dipakai; pakai garis miring (/)")
    for place, char in enumerate(value, 1):
        if unicodedata.category(char) in _REFUSED_CATEGORIES or char in _INVISIBLE:
            message = (
                f"karakter ke-{place} (U+{ord(char):04X}) tidak terlihat atau mengubah arah baca;"
                " hapus karakter itu dan ketik ulang teksnya"
            )
            raise ValueError(message)
    return unicodedata.normalize("NFC", value)


iso_day = lru_cache(maxsize=4096)(date.isoformat)
"""A day as text, `2026-01-31`: the same few hundred days are written thousands of times."""

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_STYLE = "tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-01-31"
# A year beyond these is a slip of the finger, and would make a month without a neighbour.
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def _iso_date(value: object) -> date:
    if isinstance(value, str):
        return _read_date(value)
    if type(value) is not date:
        raise ValueError(_DATE_STYLE)
    _check_year(value.year)
    return value


@lru_cache(maxsize=4096)
def _read_date(text: str) -> date:
    if not _ISO_DATE.fullmatch(text):
        raise ValueError(_DATE_STYLE)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"tanggal {text} tidak ada dalam kalender") from None
    _check_year(day.year)
    return day


def _check_year(year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(f"tahun harus antara {_FIRST_YEAR} dan {_LAST_YEAR}; periksa tahunnya")


def _positive(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("jumlah harus lebih dari nol")
    return value


def _not_negative(value: Decimal) -> Decimal:
    if value < 0:
        raise ValueError("jumlah tidak boleh negatif")
    return value


def _month(value: str) -> str:
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value):
        raise ValueError("tulis bulan sebagai TTTT-BB, misalnya 2026-01")
    _check_year(int(value[:4]))
    return value


def matching(pattern: str, message: str, *, again: bool = True) -> AfterValidator:
    """A validator for strings that match `pattern` as a whole; else `message` (Indonesian).

    `again`: keys, members and accounts come again and again, and what was right is remembered; a
    ref comes once.
    """
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise ValueError(message)
        return value

    return AfterValidator(lru_cache(maxsize=8192)(check) if again else check)


def schema(pattern: str, example: str) -> WithJsonSchema:
    """The JSON Schema of a string that `matching(pattern, ...)` checks."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$", "examples": [example]})


def _cleaned(longest: int) -> AfterValidator:
    """`clean_text` of 1 to `longest` characters, counted as they are stored.

    A door check: another Python knows other characters, and later versions may refuse more.
    """

    def check(value: str, info: ValidationInfo) -> str:
        if info.context is not None:
            return _as_recorded(value)
        text = clean_text(value)
        if not text:
            raise ValueError("tidak boleh kosong; isi dengan teks")
        if len(text) > longest:
            raise ValueError(f"lebih dari {longest} huruf; persingkat teksnya")
        return text

    return AfterValidator(check)


Text = Annotated[
    str, _cleaned(500), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 500})
]
"""One line of visible text, at most 500 characters."""

Name = Annotated[
    str, _cleaned(120), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 120})
]
"""The name of a person or thing, at most 120 characters."""

REF_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._/-]{0,79}"
Ref = Annotated[
    str,
    matching(
        REF_PATTERN,
        "ref hanya boleh berisi huruf, angka, titik, garis miring, garis bawah atau tanda hubung"
        " (paling panjang 80), misalnya BKM-2026-0001",
        again=False,
    ),
    schema(REF_PATTERN, "BKM-2026-0001"),
]
"""The unique reference of an event; also a Beancount link, hence its alphabet."""

MEMBER_PATTERN = r"[A-Z0-9][A-Z0-9.-]{0,19}"
MemberNumber = Annotated[
    str,
    matching(
        MEMBER_PATTERN,
        "nomor anggota hanya boleh berisi huruf besar, angka, titik atau tanda hubung"
        " (paling panjang 20), misalnya A-0001",
    ),
    schema(MEMBER_PATTERN, "A-0001"),
]

LOAN_PATTERN = r"[A-Z0-9][A-Z0-9./-]{0,29}"
LoanNumber = Annotated[
    str,
    matching(
        LOAN_PATTERN,
        "nomor pinjaman hanya boleh berisi huruf besar, angka, titik, garis miring atau tanda"
        " hubung (paling panjang 30), misalnya PJ-2026-0001",
    ),
    schema(LOAN_PATTERN, "PJ-2026-0001"),
]

KEY_PATTERN = r"[a-z0-9][a-z0-9-]{0,23}"
Key = Annotated[
    str,
    matching(
        KEY_PATTERN,
        "kunci hanya boleh berisi huruf kecil, angka atau tanda hubung (paling panjang 24),"
        " misalnya kas, bri-1, sukarela",
    ),
    schema(KEY_PATTERN, "kas"),
]
"""A short name that the cooperative chose: a cash account, a savings product, a unit usaha."""

_ACCOUNT_PART = r"[A-Z0-9][A-Za-z0-9-]*"
ACCOUNT_PATTERN = rf"(Aset|Liabilitas|Ekuitas|Pendapatan|Beban)(:{_ACCOUNT_PART}){{1,6}}"
AccountName = Annotated[
    str,
    StringConstraints(max_length=120),
    matching(
        ACCOUNT_PATTERN,
        "nama akun diawali Aset, Liabilitas, Ekuitas, Pendapatan atau Beban, lalu bagian yang"
        " dipisah titik dua dan masing-masing diawali huruf besar atau angka,"
        " misalnya Beban:Operasional:Listrik",
    ),
    schema(ACCOUNT_PATTERN, "Beban:Usaha:ListrikAir"),
]

EventDate = Annotated[
    date,
    BeforeValidator(_iso_date),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-01-31"]}),
]

Month = Annotated[
    str,
    AfterValidator(_month),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$", "examples": ["2026-01"]}),
]
"""A calendar month, `YYYY-MM`."""

_AMOUNT_JSON = WithJsonSchema(
    {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$", "examples": ["50000"]}
)


# The same amounts come again and again. What is no text is not remembered: it is refused, or has
# been checked before, and may not even be hashable.
_read_rupiah = lru_cache(maxsize=8192)(to_rupiah)


def _rupiah(value: object) -> Decimal:
    return _read_rupiah(value) if type(value) is str else to_rupiah(value)


_from_text = BeforeValidator(_rupiah)

Rupiah = Annotated[Decimal, _from_text, _AMOUNT_JSON]
"""An exact amount in rupiah, of either sign, at most two decimals; written as text in JSON."""

Amount = Annotated[Decimal, AfterValidator(_positive), _from_text, _AMOUNT_JSON]
"""An exact amount in rupiah above zero."""

AmountOrZero = Annotated[Decimal, AfterValidator(_not_negative), _from_text, _AMOUNT_JSON]
"""An exact amount in rupiah, zero allowed."""

_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?")


def _percent(value: object) -> Decimal:
    if isinstance(value, Decimal):
        value = str(value)
    if isinstance(value, str) and _PERCENT.fullmatch(value):
        return Decimal(value)
    raise ValueError(
        'tulis persen sebagai teks dengan titik desimal, misalnya "40" atau "2.5": tanpa tanda %,'
        " paling banyak 6 angka di belakang titik"
    )


Percent = Annotated[
    Decimal,
    BeforeValidator(_percent),
    WithJsonSchema({"type": "string", "pattern": f"^{_PERCENT.pattern}$", "examples": ["2.5"]}),
]
"""A percentage, exact, zero allowed; written as text in JSON."""
