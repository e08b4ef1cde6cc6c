"""Cells of a typed statement: amounts as people write them, percentages, years and dates.

`Rp 1.234.567,-`, `(1.234)`, `- 1.234`, `1.234-`, a dash for nothing, blanks between thousands. The
same digits mean a thousand times more in the other style (`amounts`), so the file's own cells
decide the style; where none does, it is the Indonesian one, since the statements are (practice).
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from koperasi_ledger.importers.amounts import Style, parse_amount, styles_of
from koperasi_ledger.importers.text import plain
from koperasi_ledger.importers.workbook_cells import Moment, Number
from koperasi_ledger.model.typed_statements import Period

_CURRENCY = re.compile(r"(?:\bRp\b\.?|\bIDR\b)", re.IGNORECASE)
_NO_SEN = re.compile(r"[.,]\s*-{1,2}\Z")
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‑": "-"})
_ONLY_DASH = re.compile(r"-{1,4}")
_PERCENT = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,6})?)\s*(?:%|persen)", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9.,]+")
_YEAR = re.compile(r"(?<![0-9.,])((?:19[5-9]|20[0-9])[0-9])(?![0-9]|[.,][0-9])")
_DAY_MONTH = re.compile(
    r"(?<![0-9])([0-3]?[0-9])\s*[-/. ]\s*([01]?[0-9]|[a-z]{3,9})\s*[-/. ]\s*((?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "me", "jun", "jul", "ag", "sep", "okt", "nov", "des")
_LONGEST = 60


def bare(cell: str) -> str:
    """The digits of a written amount with at most a minus in front; `-` for a dash, else empty."""
    if len(cell) > _LONGEST:
        return ""
    text = _CURRENCY.sub("", plain(cell).translate(_DASHES)).replace("\u00a0", " ").strip()
    if _ONLY_DASH.fullmatch(text) or text in ("(-)", ",-"):
        return "-"
    text = _NO_SEN.sub("", text).strip()
    minus = ""
    if text.startswith("(") and text.endswith(")"):
        minus, text = "-", text[1:-1].strip()
    if text.startswith("-") or text.endswith("-"):
        minus, text = "-", text.strip("-").strip()
    text = _NO_SEN.sub("", text).strip().replace(" ", "")
    return f"{minus}{text}" if _DIGITS.fullmatch(text) else ""


def style_of(cells: Iterable[str]) -> tuple[Style, bool]:
    """The style that the written amounts are in, and whether some can only be in the other."""
    counts = dict.fromkeys(Style, 0)
    for cell in cells:
        if isinstance(cell, Number | Moment):
            continue
        text = bare(cell)
        styles = styles_of(text) if text and text != "-" else frozenset()
        if len(styles) == 1:
            counts[next(iter(styles))] += 1
    if counts[Style.POINT] > counts[Style.COMMA]:
        return Style.POINT, counts[Style.COMMA] > 0
    return Style.COMMA, counts[Style.POINT] > 0


def amount_of(cell: str, style: Style) -> Decimal | None:
    """The amount in a cell, exactly; None when it holds none. A dash is zero."""
    if isinstance(cell, Moment) or not cell:
        return None
    if isinstance(cell, Number):
        return None if "E" in cell else Decimal(cell)
    text = bare(cell)
    if text == "-":
        return Decimal(0)
    if not text:
        return None
    for each in (style, *(other for other in Style if other is not style)):
        value = parse_amount(text, each)
        if value is not None:
            whole = value.to_integral_value()
            return whole if whole == value else value
    return None


def percent_of(cell: str) -> Decimal | None:
    """The percentage in a text such as `2,5 %`; None when it is none."""
    match = None if isinstance(cell, Number | Moment) else _PERCENT.fullmatch(plain(cell))
    return Decimal(match[1].replace(",", ".")) if match else None


def period_of(cell: str) -> Period | None:
    """The last day or year that a heading names."""
    if isinstance(cell, Moment):
        return Period(int(cell[:4]), int(cell[5:7]), int(cell[8:10])) if cell[4:5] == "-" else None
    if len(cell) > 2 * _LONGEST:
        return None
    found = None
    for match in _DAY_MONTH.finditer(cell):
        month = _month(match[2])
        if month and 1 <= int(match[1]) <= 31:
            found = Period(int(match[3]), month, int(match[1]))
    if found is not None:
        return found
    years = _YEAR.findall(cell)
    return Period(int(years[-1])) if years else None


def is_year(cell: str) -> bool:
    """Whether a cell is nothing but a year."""
    return _YEAR.fullmatch(cell.strip()) is not None


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    low = text.casefold()
    return next((at for at, name in enumerate(_MONTHS, 1) if low.startswith(name)), 0)


def column_letter(index: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
