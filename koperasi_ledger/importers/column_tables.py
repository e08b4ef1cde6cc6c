"""The rows of a file as tables: a header, the movements under it, what stands around them.

Every row is accounted for: one that is neither movement nor known heading is refused, because it
could be a lost movement.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from koperasi_ledger.importers.date_forms import DateForm, of_cell
from koperasi_ledger.importers.errors import BadColumns, MissingColumns, StatementRefusal
from koperasi_ledger.importers.headings import (
    ACCOUNT,
    CLOSING,
    IN,
    OPENING,
    OUT,
    Heading,
    Printed,
    labelled,
    stray,
)
from koperasi_ledger.importers.money_cells import is_empty
from koperasi_ledger.importers.text import Row, description, plain
from koperasi_ledger.importers.workbook_cells import Number

Names = tuple[str, ...]
_TOTALS = {"total", "jumlah", "grand total", "total mutasi", "jumlah mutasi"}


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of one export.

    Each column is known by any of its names, in lower case with single spaces; a column without
    names does not exist in this layout, one in `optional` may be absent. All columns called by one
    of the names of `text` make the description, in their order.
    """

    bank: str
    date: Names
    text: Names
    debit: Names
    credit: Names
    date_form: DateForm
    date_example: str
    balance: Names = ()
    account: Names = ()
    currency: Names = ()
    reference: Names = ()
    optional: frozenset[str] = frozenset()
    # Enough to know the layout even when a column was deleted, which `read` then names.
    marks: frozenset[str] = frozenset()
    # Debits are printed with a minus.
    minus_debit: bool = False
    # Heading above the table and totals below it; otherwise the header is the first row.
    framed: bool = False

    def marked(self, cells: Iterable[str]) -> bool:
        """Whether cells are the header, perhaps one that lacks a column."""
        return self.marks <= set(names_of(cells))

    def columns(self) -> Iterator[tuple[str, Names]]:
        """The columns that have one cell a row, by field."""
        for name in ("date", "debit", "credit", "balance", "account", "currency", "reference"):
            names: Names = getattr(self, name)
            if names:
                yield name, names


def names_of(cells: Iterable[str]) -> Names:
    """The names of columns as they are compared."""
    return tuple(" ".join(plain(cell).casefold().split()) for cell in cells)


class Source(NamedTuple):
    """The rows of a CSV file, or of one sheet, which leaves out empty cells at the end of a row."""

    rows: Sequence[Row]
    is_sheet: bool = False
    late_epoch: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One row under its header: its cells by field."""

    row: int
    cells: dict[str, str]
    text: str


@dataclass(slots=True)
class Table:
    """One header with its rows, and what stands around them."""

    heading: Heading
    source: Source
    header: int = 0
    names: Names = ()
    columns: dict[str, int] = field(default_factory=dict)
    texts: tuple[int, ...] = ()
    width: int = 0
    labels: dict[str, str] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    amounts: list[tuple[str, int]] = field(default_factory=list)


def tables_of(layout: Layout, source: Source, mistakes: list[StatementRefusal]) -> list[Table]:
    """The movements under each header; a second header, or a second account, begins another table.

    Rows that fit nowhere are added to the mistakes.

    Raises:
        MissingColumns, ContradictoryHeading: the header or what stands around it is not clear.
    """
    tables: list[Table] = []
    table = Table(Heading(), source)
    for row in source.rows:
        if _is_header(layout, table, row):
            # The header of the next page repeats the first one.
            if table.columns and not (layout.framed and names_of(row.cells) == table.names):
                table = Table(Heading(), source)
            if not table.columns:
                _set_columns(layout, table, row)
                tables.append(table)
        elif table.columns and _is_movement(layout, table, row):
            _add(table, row, mistakes)
        elif layout.framed:
            table = Table(Heading(), source) if _begins(table, row) else table
            _frame(table, row, mistakes)
        elif table.columns or row.width > 1:
            mistakes.append(stray(row))
    return tables


def _is_header(layout: Layout, table: Table, row: Row) -> bool:
    """Whether a row is a header; below the first one its date must stand in the same column."""
    if table.columns:
        cell = cell_at(row, table.columns["date"])
        if cell[:1].isdigit() or names_of([cell])[0] not in layout.date:
            return False
    return layout.marked(row.cells)


def _begins(table: Table, row: Row) -> bool:
    """Whether a row below a table is the account line of another one."""
    kept = table.heading.get(ACCOUNT)
    found = next((p for p in labelled(row) if p.kind == ACCOUNT and plain(p.value)), None)
    other = kept is None or found is None or plain(kept.value) != plain(found.value)
    return bool(table.columns) and found is not None and other


def _frame(table: Table, row: Row, mistakes: list[StatementRefusal]) -> None:
    """Keep what a row around the table says; refuse it below the header if it holds an amount."""
    found = list(labelled(row)) or list(_sums(table, row))
    for printed in found:
        table.heading.keep(printed)
    if not found and any(_looks_like_money(row, at) for at in _amounts(table)):
        mistakes.append(stray(row))


def _sums(table: Table, row: Row) -> Iterator[Printed]:
    """The sums of a row that is called a total and stands in the columns of the table."""
    if _TOTALS.isdisjoint(names_of(row.cells)):
        return
    for name, kind in (("debit", OUT), ("credit", IN)):
        if name in table.columns:
            yield Printed(kind, cell_at(row, table.columns[name]), row.number)


def _amounts(table: Table) -> list[int]:
    """The columns of amounts; none before the header."""
    return [table.columns[name] for name in ("debit", "credit") if name in table.columns]


def _set_columns(layout: Layout, table: Table, row: Row) -> None:
    names = names_of(row.cells[: row.width])
    missing: list[str] = []
    for name, accepted in layout.columns():
        places = [at for at, printed in enumerate(names) if printed in accepted]
        if len(places) == 1:
            table.columns[name] = places[0]
            table.labels[name] = plain(row.cells[places[0]])
        elif places or name not in layout.optional:
            missing.append(accepted[0])
    table.texts = tuple(at for at, name in enumerate(names) if name in layout.text)
    if not table.texts:
        missing.append(layout.text[0])
    if missing:
        raise MissingColumns(missing, row.number)
    table.header, table.width, table.names = row.number, row.width, names_of(row.cells)


def _is_movement(layout: Layout, table: Table, row: Row) -> bool:
    """Whether a row is to be read as a movement; in a framed table others have none of its cells.

    A row with something in place of the date and an amount is one, so that it is refused and not
    passed over; a row that carries only the opening or closing balance is none.
    """
    if not layout.framed:
        return True
    cell = cell_at(row, table.columns["date"])
    empty = all(is_empty(cell_at(row, at)) for at in _amounts(table))
    if not cell.strip() or (empty and any(p.kind in (OPENING, CLOSING) for p in labelled(row))):
        return False
    day = of_cell(cell, layout.date_form, late_epoch=table.source.late_epoch)
    if day is not None:
        return True
    amount = any(_looks_like_money(row, at) for at in _amounts(table))
    return amount and not any(True for _ in labelled(row)) and names_of([cell])[0] not in _TOTALS


def _add(table: Table, row: Row, mistakes: list[StatementRefusal]) -> None:
    short = len(row.cells) < table.width and not table.source.is_sheet
    if row.width > table.width or short:
        seen = max(row.width, len(row.cells))
        mistakes.append(BadColumns(row.number, seen, table.width))
        return
    cells = {name: cell_at(row, at) for name, at in table.columns.items()}
    parts = [description(cell_at(row, at)) for at in table.texts]
    kept = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
    table.records.append(Record(row.number, cells, " ".join(kept)))
    table.amounts.extend(
        (cells[name], row.number) for name in ("debit", "credit", "balance") if name in cells
    )


def cell_at(row: Row, at: int) -> str:
    """The cell in a column, empty beyond the end of the row."""
    return row.cells[at] if at < len(row.cells) else ""


def _looks_like_money(row: Row, at: int) -> bool:
    cell = cell_at(row, at)
    return isinstance(cell, Number) or any(char.isdigit() for char in cell)
