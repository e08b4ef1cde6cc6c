"""Tables of a printed page saved as a workbook: cells stand near their headers, not under them.

Headers and data are merged over several columns each, and not over the same ones. A cell belongs to
the header that stands nearest (the left one of two equally near); two cells of one row with one
header mean that the layout is another one.
"""

from collections.abc import Mapping

from koperasi_ledger.importers.errors import UnrecognisedRow
from koperasi_ledger.importers.text import Row, plain


def columns_of(row: Row, names: Mapping[str, tuple[str, ...]]) -> dict[str, int] | None:
    """The column of every field whose name stands in the row; None unless all of them do, once."""
    printed = {
        " ".join(plain(cell).casefold().split()): at
        for at, cell in enumerate(row.cells)
        if cell.strip()
    }
    found = {
        field: next((printed[name] for name in accepted if name in printed), -1)
        for field, accepted in names.items()
    }
    return None if min(found.values()) < 0 else found


def cells_of(row: Row, columns: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row by field; fields without one are left out.

    Raises:
        UnrecognisedRow: two cells have the same header.
    """
    found: dict[str, str] = {}
    for at, cell in enumerate(row.cells):
        if not cell.strip():
            continue
        field = min(columns, key=lambda name: (abs(columns[name] - at), columns[name]))
        if field in found:
            raise UnrecognisedRow(row.number, plain(cell))
        found[field] = cell
    return found
