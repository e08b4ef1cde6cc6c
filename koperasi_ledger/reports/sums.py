"""Which lines of a table a total adds, so that a workbook can hold the formula and not the figure.

A view says that a row is a subtotal or total, never of what. The lines are found as a reader finds
them: those since the nearest heading or subtotal above, or from the one before that, and so on,
each line taken once; and only where they add to the printed figure in every column of amounts. A
total of which that is not true (of another table, or of rounded figures) has no formula.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from koperasi_ledger.reports.view import Cell, Row, Table

_TOTALS = frozenset({"subtotal", "total"})


def sums_of(table: Table) -> dict[tuple[int, int], tuple[int, ...]]:
    """The rows whose cells add to a figure, by the row and column of that figure."""
    kinds = [column.kind for column in table.columns]
    amounts = [place for place, kind in enumerate(kinds) if kind == "amount"]
    numbers = [place for place, kind in enumerate(kinds) if kind == "number"]
    found: dict[tuple[int, int], tuple[int, ...]] = {}
    # Lines that no total has taken yet, and the places among them where a reader would begin.
    lines: list[int] = []
    starts: list[int] = []
    for place, row in enumerate(table.rows):
        if row.style == "heading":
            starts.append(len(lines))
        if row.style not in _TOTALS:
            if row.style == "normal":
                lines.append(place)
            continue
        begin = _begin(table.rows, lines, starts, row, amounts)
        if begin is not None:
            taken = tuple(lines[begin:])
            for column in (*amounts, *numbers):
                if _adds(table.rows, taken, row, column):
                    found[place, column] = taken
            del lines[begin:]
            starts = [start for start in starts if start < begin]
        # The total is itself a line of a later one, and a reader may begin with it or behind it.
        starts += [len(lines), len(lines) + 1]
        lines.append(place)
    return found


def _begin(
    rows: Sequence[Row], lines: Sequence[int], starts: Sequence[int], row: Row, amounts: list[int]
) -> int | None:
    """Where among `lines` those begin that add to the row; None where none do."""
    told = [column for column in amounts if row.cells[column] is not None]
    if not told:
        return None
    for begin in _from_the_nearest((0, *starts), len(lines)):
        if all(_adds(rows, lines[begin:], row, column) for column in told):
            return begin
    return None


def _from_the_nearest(starts: Sequence[int], end: int) -> Iterator[int]:
    yield from sorted({start for start in starts if start < end}, reverse=True)


def _adds(rows: Sequence[Row], taken: Sequence[int], row: Row, column: int) -> bool:
    """Whether the cells of these rows add to the row's cell; a blank one adds nothing."""
    figure = _figure(row.cells[column])
    if figure is None:
        return False
    cells = [_figure(rows[place].cells[column]) for place in taken]
    added = [cell for cell in cells if cell is not None]
    return bool(added) and sum(added, Decimal(0)) == figure


def _figure(cell: Cell) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    return Decimal(cell) if isinstance(cell, int) else None
