"""Amounts as banks print them, exactly: `1,234.56` or `1.234,56`, decided once per file.

The same digits mean a thousand times more in the other style, so no cell is ever judged alone:
every number of a file is read in one style. Cells that can be read only one way decide it; where
none can, the balance chain decides; where that cannot, the file is refused.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from koperasi_ledger.importers.errors import (
    AmbiguousNumbers,
    MixedNumberStyles,
    StatementMistakes,
    StatementRefusal,
)
from koperasi_ledger.importers.statement import Statement


class Style(Enum):
    """How a file writes one thousand two hundred thirty-four and 56 cents."""

    POINT = "1,234.56"
    COMMA = "1.234,56"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number as printed, and the physical line it stands on."""

    text: str
    row: int


Parse = Callable[[str], Decimal | None]
"""Reads one printed number in the file's style; None when it is no number in that style."""


def _pattern(group: str, point: str) -> re.Pattern[str]:
    """ASCII digits only: `Decimal` itself would take Arabic digits, `1_000`, `NaN` and `1e5`."""
    whole = rf"(?:[1-9][0-9]{{0,2}}(?:{group}[0-9]{{3}}){{1,5}}|[0-9]{{1,18}})"
    return re.compile(rf"(-?)({whole}?)(?:{point}([0-9]{{1,3}}))?")


_PATTERNS = {Style.POINT: _pattern(",", r"\."), Style.COMMA: _pattern(r"\.", ",")}


def parse_amount(text: str, style: Style, *, places: int = 2) -> Decimal | None:
    """The exact value of `1,234.56`, `1234.5`, `-1,234`, `.00` … in one style; None if it is not.

    `places` is the most decimals taken. Two is money; three exists only to try the other reading
    of an ambiguous cell.
    """
    match = _PATTERNS[style].fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals = match.groups()
    if not whole and not decimals:
        return None
    if len(decimals or "") > places:
        return None
    digits = whole.replace("," if style is Style.POINT else ".", "")
    return Decimal(f"{sign}{digits or '0'}.{decimals or '0'}")


def styles_of(text: str) -> frozenset[Style]:
    """The styles in which a printed number can be read at all, three decimals included."""
    return frozenset(s for s in Style if parse_amount(text, s, places=3) is not None)


def is_ambiguous(text: str) -> bool:
    """Whether a number means something else in each style: `1.234` and `1,234`, but not `1234`."""
    return len({parse_amount(text, style, places=3) for style in styles_of(text)}) > 1


def read_in_one_style(
    cells: Iterable[Cell], read: Callable[[Parse], tuple[Statement, ...]]
) -> tuple[Statement, ...]:
    """Read a file whose numbers are `cells` in the one style they are written in.

    `read` builds the statements with the parser it is given and refuses what it cannot read; cells
    that are no number in any style are left to it, so that it names their column.

    Raises:
        MixedNumberStyles: cells that can only be `1,234.56` beside cells that can only be
            `1.234,56`.
        AmbiguousNumbers: only cells like `1.234`, and the balances do not tell.
        StatementRefusal, StatementMistakes: whatever `read` refuses.
    """
    witness: dict[Style, Cell] = {}
    unclear: Cell | None = None
    for cell in cells:
        styles = styles_of(cell.text)
        if len(styles) == 1:
            (only,) = styles
            witness.setdefault(only, cell)
        elif unclear is None and is_ambiguous(cell.text):
            unclear = cell
    if len(witness) == len(Style):
        first, second = sorted(witness.values(), key=lambda cell: cell.row)
        raise MixedNumberStyles(second.row, second.text, first.row, first.text)
    if witness or unclear is None:
        return read(_parser(next(iter(witness), Style.POINT)))
    holding = [style for style in Style if _proves(read, style)]
    if len(holding) != 1:
        raise AmbiguousNumbers(unclear.row, unclear.text)
    return read(_parser(holding[0]))


def _parser(style: Style, places: int = 2) -> Parse:
    return lambda text: parse_amount(text, style, places=places)


def _proves(read: Callable[[Parse], tuple[Statement, ...]], style: Style) -> bool:
    try:
        return all(statement.proven for statement in read(_parser(style, places=3)))
    except (StatementRefusal, StatementMistakes):
        return False
