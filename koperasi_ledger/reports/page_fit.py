"""Fitting tables on A4: orientation, type size, column widths, and which rows need one line.

Measured with the metrics of the PDF's font; the HTML layout borrows orientation and size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from koperasi_ledger.reports import columns as sharing
from koperasi_ledger.reports.font_metrics import em
from koperasi_ledger.reports.layout import (
    RIGHT,
    LaidCell,
    LaidRow,
    LaidTable,
    groups,
    label_column,
    lay_out,
)
from koperasi_ledger.reports.view import Orientation, Table

_MARGIN = 51.0
_ROOM: dict[Orientation, float] = {
    "portrait": 595.27 - 2 * _MARGIN,
    "landscape": 841.89 - 2 * _MARGIN,
}
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
# Portrait smaller than this is turned to landscape instead.
_SMALLEST_PORTRAIT = 7.0
# Inset on both sides of a cell, and the level of indentation, in units of the font size.
_INSET, _INDENT = 0.8, 1.2
# How narrow a label and any other text column may become, in units of the font size.
_LABEL, _OTHER, _LONG_CODE = 15.0, 8.0, 16.0
# A column title up to this width is kept on one line when there is room.
_ONE_LINE_TITLE = 9.0
# What figures keep free on their left when there is room.
_AIR = 1.2


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table (or a part of a wide one) with its widths in points."""

    table: LaidTable
    widths: tuple[float, ...]
    size: float
    continued: bool

    def rows(self) -> Iterator[tuple[LaidRow, int]]:
        """Each row with the length of the unbreakable group it opens (1: alone, 0: inside one)."""
        lengths = [1] * len(self.table.rows)
        for first, length in groups(self.table.rows):
            lengths[first : first + length] = [length] + [0] * (length - 1)
        return zip(self.table.rows, lengths, strict=True)

    def one_line(self) -> list[bool]:
        """Which rows surely fit on one line each; the others are measured by Typst."""
        return [self._fits(row) for row in self.table.rows]

    def head_fits(self) -> bool:
        """Whether every column title fits on one line."""
        heads = tuple(LaidCell(column.title, column.kind) for column in self.table.columns)
        return self._fits(LaidRow(heads, "total"))

    def _fits(self, row: LaidRow) -> bool:
        first = 0
        for cell in row.cells:
            room = sum(self.widths[first : first + cell.span])
            if _need(cell, row) * self.size > room + 0.01:
                return False
            first += cell.span
        return True


def fit(
    tables: Sequence[Table], wish: Orientation, *, wider: float = 1.0
) -> tuple[Orientation, list[PlacedTable]]:
    """Choose the page's orientation and each table's type size, parts and column widths.

    `wider` is how much wider the font used is than the PDF's.
    """
    shapes = [table.columns for table in tables]
    measures = [_measure(lay_out(table)) for table in tables]
    naturals = sharing.aligned(shapes, [natural for natural, _ in measures])
    leasts = sharing.aligned(shapes, [least for _, least in measures])
    smallest = _SMALLEST_PORTRAIT * max(map(sum, leasts), default=0)
    orientation: Orientation = "landscape" if smallest > _ROOM["portrait"] / wider else wish
    room = _ROOM[orientation] / wider
    placed: list[PlacedTable] = []
    for table, natural, least in zip(tables, naturals, leasts, strict=True):
        size = next((size for size in _SIZES if sum(least) * size <= room), _SIZES[-1])
        for part, keep in enumerate(sharing.parts(table.columns, least, room / size)):
            widths = sharing.share(
                [natural[k] for k in keep], [least[k] for k in keep], room / size
            )
            piece = lay_out(sharing.select(table, keep))
            points = _stretch(piece, [width * size for width in widths], room)
            placed.append(PlacedTable(piece, points, size, continued=part > 0))
    return orientation, placed


def _measure(laid: LaidTable) -> tuple[list[float], list[float]]:
    """Natural and least width of each column, in units of the font size."""
    content = [
        max((em(word, bold=True) for word in column.title.split()), default=0) + _INSET
        for column in laid.columns
    ]
    for row in laid.rows:
        for k, cell in enumerate(row.cells):
            if cell.span == 1:
                content[k] = max(content[k], _need(cell, row))
    titles = [em(column.title, bold=True) + _INSET for column in laid.columns]
    natural = [
        max(need, title if title <= _ONE_LINE_TITLE else 0) + (_AIR if column.kind in RIGHT else 0)
        for need, title, column in zip(content, titles, laid.columns, strict=True)
    ]
    allowed = sharing.least_text(laid.columns, _LABEL, _OTHER)
    least = [
        min(need, _LONG_CODE if column.kind == "code" else limit or need)
        for column, need, limit in zip(laid.columns, content, allowed, strict=True)
    ]
    return natural, least


def _need(cell: LaidCell, row: LaidRow) -> float:
    """Width a cell needs on one line; a closing parenthesis hangs in the inset."""
    bold = row.style in {"heading", "subtotal", "total"}
    return em(cell.text, bold=bold) + _INSET + _INDENT * cell.indent


def _stretch(laid: LaidTable, widths: list[float], room: float) -> tuple[float, ...]:
    """Give the width left over to the label, so that every table is as wide as the page."""
    label = label_column(laid.columns)
    widths[label] += max(room - sum(widths), 0)
    return tuple(widths)
