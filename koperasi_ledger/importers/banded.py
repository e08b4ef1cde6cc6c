"""Tables of a printed page saved as a workbook: cells stand near their headers, not under them.

Headers and data are merged over several columns each, and not over the same ones. A cell belongs to
the header that stands nearest (the left one of two equally near); two cells of one movement with
one header mean that the layout is another one.
"""

from collections.abc import Mapping
from functools import lru_cache

from koperasi_ledger.importers.text import MAX_COLUMNS, Row, plain


def columns_of(row: Row, names: Mapping[str, tuple[str, ...]]) -> dict[str, int] | None:
    """The column of every field whose name stands in the row; None unless all of them do."""
    filled = [at for at, cell in enumerate(row.cells) if cell.strip()]
    if len(filled) < len(names) or row.cells[filled[-1]][-1:].isdigit():
        return None  # most rows: the last of their cells is an amount
    # Both languages may stand in one cell, the English name on its second line.
    printed = {
        " ".join(name.casefold().split()): at
        for at in reversed(filled)
        for name in (plain(row.cells[at]), plain(row.cells[at]).partition("\n")[0])
    }
    found = {
        field: next((printed[name] for name in accepted if name in printed), -1)
        for field, accepted in names.items()
    }
    return None if min(found.values()) < 0 else found


def cells_of(row: Row, columns: Mapping[str, int]) -> dict[str, list[str]]:
    """The cells of a row by field, from left to right; fields without one are left out."""
    nearest = _nearest(tuple(columns.items()))
    found: dict[str, list[str]] = {}
    for at, cell in enumerate(row.cells):
        if cell and not cell.isspace():
            found.setdefault(nearest[at], []).append(cell)
    return found


@lru_cache(maxsize=8)
def _nearest(columns: tuple[tuple[str, int], ...]) -> tuple[str, ...]:
    """The field of every column of a sheet."""
    return tuple(
        min(columns, key=lambda item: (abs(item[1] - at), item[1]))[0] for at in range(MAX_COLUMNS)
    )
