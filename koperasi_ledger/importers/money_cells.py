"""Amounts in cells: what stands around the digits, and cells that are numbers already.

Around the digits banks print a minus behind (`1,000.00-`), apart (`- 1,000.00`) or as brackets, a
plus, or `Rp`. What is left is read in the style of the whole file (`amounts`); a number cell of a
workbook has no style and is taken as it is.
"""

import re
from decimal import Decimal

from koperasi_ledger.importers.amounts import Cell, Parse
from koperasi_ledger.importers.text import plain
from koperasi_ledger.importers.workbook_cells import Number

_CURRENCY = re.compile(r"\A(?:Rp\.?|IDR)\s*|\s*IDR\Z", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9.][0-9.,]*[0-9]|[0-9]")
_PLACEHOLDERS = ("", "-", "--")


def bare(cell: str) -> str:
    """The digits of a printed amount with at most a minus in front; empty for an empty cell."""
    if _DIGITS.fullmatch(cell):
        return cell  # most are: nothing around them
    text = _CURRENCY.sub("", plain(cell), count=1).strip()
    if text in _PLACEHOLDERS:
        return ""
    if text.startswith("(") and text.endswith(")"):
        return f"-{text[1:-1].strip()}"
    if text.endswith("-"):
        return f"-{text[:-1].rstrip()}"
    if text.startswith("-"):
        return f"-{text[1:].lstrip()}"
    return text.removeprefix("+").lstrip()


def styled(cells: list[tuple[str, int]]) -> list[Cell]:
    """The cells that have a style, for `amounts.read_in_one_style`; `(text, row)` each."""
    return [Cell(bare(text), row) for text, row in cells if not isinstance(text, Number)]


def money(cell: str, parse: Parse) -> Decimal | None:
    """The amount in a cell, signed as printed; None if it is none. An empty cell is none."""
    if not isinstance(cell, Number):
        return parse(bare(cell))
    if "E" in cell:
        return None
    value = Decimal(cell)
    return value if value == value.quantize(Decimal("0.01")) else None


def is_empty(cell: str) -> bool:
    """Whether a cell of an amount holds none: blank, or a dash in its place."""
    return not cell or (not isinstance(cell, Number) and not bare(cell))
