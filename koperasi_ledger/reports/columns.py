"""Sharing a line's width among columns, in whatever unit the caller measures (cells, points).

Amounts, dates and codes get what they need; text gives way. A table that still does not fit is
printed in parts, each with its leading columns repeated.
"""

from collections.abc import Sequence
from dataclasses import replace

from koperasi_ledger.reports.layout import RIGHT, label_column
from koperasi_ledger.reports.view import Column, Table


def parts(columns: Sequence[Column], least: Sequence[float], room: float) -> list[tuple[int, ...]]:
    """Column indexes of each part, so that every part's least widths fit into `room`.

    A part always has at least one figure column, even when that one is too wide.
    """
    lead = next((k for k, column in enumerate(columns) if column.kind in RIGHT), len(columns))
    taken = sum(least[:lead])
    head = tuple(range(lead))
    found: list[tuple[int, ...]] = []
    tail: tuple[int, ...] = ()
    used = taken
    for k in range(lead, len(columns)):
        if tail and used + least[k] > room:
            found.append(head + tail)
            tail, used = (), taken
        tail += (k,)
        used += least[k]
    return [*found, head + tail]


def share(natural: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Widths between least and natural that fit into `room`; the widest columns give way first."""
    widths = list(map(max, natural, least))
    excess = sum(widths) - room
    flexible = [k for k in range(len(widths)) if widths[k] > least[k]]
    while excess > 0 and flexible:
        # Bring the widest columns down to the next widest, as water finds its level.
        top = max(widths[k] for k in flexible)
        widest = [k for k in flexible if widths[k] == top]
        below = [widths[k] for k in flexible if widths[k] < top]
        floor = max([*below, *(least[k] for k in widest), top - excess / len(widest)])
        for k in widest:
            widths[k] = max(floor, least[k])
        excess = sum(widths) - room
        flexible = [k for k in flexible if widths[k] > least[k]]
        if floor == top:
            break
    return widths


def select(table: Table, keep: Sequence[int]) -> Table:
    """The same table with only the columns `keep`."""
    if len(keep) == len(table.columns):
        return table
    return replace(
        table,
        columns=tuple(table.columns[k] for k in keep),
        rows=tuple(replace(row, cells=tuple(row.cells[k] for k in keep)) for row in table.rows),
    )


def aligned(
    tables: Sequence[tuple[Column, ...]], measures: Sequence[Sequence[float]]
) -> list[list[float]]:
    """Measures in which tables with the same columns agree, so that figures stand under figures."""
    shared: dict[tuple[Column, ...], list[float]] = {}
    for columns, widths in zip(tables, measures, strict=True):
        shared[columns] = list(map(max, widths, shared.get(columns, widths)))
    return [shared[columns] for columns in tables]


def least_text(columns: Sequence[Column], label: float, other: float) -> list[float | None]:
    """How narrow each column may become: None for those that never give way."""
    first = label_column(tuple(columns))
    return [
        (label if k == first else other) if column.kind == "text" else None
        for k, column in enumerate(columns)
    ]
