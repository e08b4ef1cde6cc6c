"""What the printed layouts share: a table with its cells formatted, spanned and grouped.

Still no addition: this turns each value of the view into its text once, says which headings may run
over the blank cells behind them, and which rows must not be parted by a page break.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.reports import formatting
from koperasi_ledger.reports.view import Cell, Column, ColumnKind, Row, RowStyle, Table, VoucherKind

NOTHING = "Tidak ada data pada periode ini."
VOUCHER_TITLES: dict[VoucherKind, str] = {"BKM": "Bukti Kas Masuk", "BKK": "Bukti Kas Keluar"}
VOUCHER_PARTIES: dict[VoucherKind, str] = {"BKM": "Telah terima dari", "BKK": "Dibayarkan kepada"}
RIGHT: frozenset[ColumnKind] = frozenset({"amount", "number"})
_SPANNING: frozenset[RowStyle] = frozenset({"heading", "note"})
_CLOSING: frozenset[RowStyle] = frozenset({"subtotal", "total"})
# A group longer than this may be parted after all; it must never outgrow a page.
_LONGEST_GROUP = 12


class LaidCell(NamedTuple):
    """One printed cell: `text` is final, `span` counts columns, `indent` levels of the label."""

    text: str
    kind: ColumnKind
    span: int = 1
    indent: int = 0
    negative: bool = False

    @property
    def right(self) -> bool:
        """Whether the cell is aligned to the right."""
        return self.kind in RIGHT


class LaidRow(NamedTuple):
    """One printed row; its cells' spans add up to the number of columns."""

    cells: tuple[LaidCell, ...]
    style: RowStyle = "normal"
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table ready to be placed."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[LaidRow, ...]
    by_hand: bool = False


def lay_out(table: Table) -> LaidTable:
    """Format every cell of `table`; an empty table says that it is empty."""
    places = [_places(column, (row.cells[k] for row in table.rows)) for k, column in _each(table)]
    label = label_column(table.columns)
    rows = tuple(_row(row, table.columns, places, label) for row in table.rows)
    if not rows:
        cell = LaidCell(NOTHING, "text", span=len(table.columns))
        rows = (LaidRow((cell,), "note"),)
    return LaidTable(formatting.polos(table.title), table.columns, rows, table.by_hand)


def label_column(columns: tuple[Column, ...]) -> int:
    """The column that carries indentation and takes the spare width: the first text column."""
    return next((k for k, column in enumerate(columns) if column.kind == "text"), 0)


def fact(value: Cell) -> str:
    """The value of a label/value pair, printed by its type."""
    if isinstance(value, Decimal):
        return formatting.rupiah(value)
    if isinstance(value, int):
        return formatting.angka(value)
    if isinstance(value, date):
        return formatting.tanggal(value)
    return formatting.polos(value or "")


def groups(rows: tuple[LaidRow, ...]) -> Iterator[tuple[int, int]]:
    """Runs of rows a page break must not part, as (first, length) with a length above one.

    A heading stays with the row below it, a subtotal or total with the row above it.
    """
    start = 0
    for k in range(1, len(rows) + 1):
        tied = k < len(rows) and (rows[k].style in _CLOSING or rows[k - 1].style == "heading")
        if tied and k - start < _LONGEST_GROUP:
            continue
        if k - start > 1:
            yield start, k - start
        start = k


def _each(table: Table) -> Iterator[tuple[int, Column]]:
    return enumerate(table.columns)


def _places(column: Column, cells: Iterator[Cell]) -> int:
    if column.kind == "amount":
        return formatting.sen(cell for cell in cells if isinstance(cell, Decimal))
    if column.kind == "number":
        found = (formatting.decimals(cell) for cell in cells if isinstance(cell, (int, Decimal)))
        return max(found, default=0)
    return 0


def _row(row: Row, columns: tuple[Column, ...], places: list[int], label: int) -> LaidRow:
    shown = len(columns)
    if row.style in _SPANNING:
        while shown > 1 and row.cells[shown - 1] is None:
            shown -= 1
        if columns[shown - 1].kind not in {"text", "code"}:
            shown = len(columns)
    laid = [
        LaidCell(
            text=_text(value, column.kind, place),
            kind=column.kind,
            span=len(columns) - shown + 1 if k == shown - 1 else 1,
            indent=row.level if k == min(label, shown - 1) else 0,
            negative=isinstance(value, Decimal) and value < 0,
        )
        for k, (value, column, place) in enumerate(
            zip(row.cells[:shown], columns, places, strict=False)
        )
    ]
    return LaidRow(tuple(laid), row.style, row.trace)


def _text(value: Cell, kind: ColumnKind, places: int) -> str:
    if isinstance(value, Decimal) and kind == "amount":
        return formatting.rupiah(value, places)
    if isinstance(value, (int, Decimal)):
        return formatting.angka(value, places)
    if isinstance(value, date):
        return formatting.tanggal_pendek(value)
    return formatting.polos(value or "")
