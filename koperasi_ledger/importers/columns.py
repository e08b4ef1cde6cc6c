"""Statements that are a table: one row a movement, debit and credit in columns of their own.

What differs between banks is in a `Layout`: the names of the columns, the form of the dates, what
may stand around the table. The table may be a CSV file in any dialect, or a sheet of a workbook:
treasurers save the one as the other.
"""

from collections.abc import Iterator

from koperasi_ledger.importers.amounts import read_in_one_style
from koperasi_ledger.importers.column_lines import statements_of, totals_of
from koperasi_ledger.importers.column_tables import Layout, Source, tables_of
from koperasi_ledger.importers.errors import MissingColumns, StatementRefusal, refuse_all
from koperasi_ledger.importers.money_cells import styled
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.importers.text import HEAD_LINES, decode, head_of, rows_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_if_any, sheets_of


class ColumnReader:
    """Reads every export with the table of its layout; see the module."""

    def __init__(self, name: str, label: str, layout: Layout, *, confirmed: bool = False) -> None:
        self.name, self.label, self.confirmed = name, label, confirmed
        self._layout = layout

    def claims(self, data: bytes) -> bool:
        """Whether a row with the marks of the layout stands near the top."""
        if is_workbook(data):
            tops = (sheet.rows[:HEAD_LINES] for sheet in sheets_if_any(data))
            return any(self._layout.marked(row.cells) for rows in tops for row in rows)
        return any(self._layout.marked(cells) for _, cells in head_of(data))

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per table and account number; see `readers.Reader.read`."""
        mistakes: list[StatementRefusal] = []
        found = [tables_of(self._layout, source, mistakes) for source in self._sources(data)]
        tables = [table for of_source in found for table in of_source]
        refuse_all(mistakes)
        if not tables:
            raise MissingColumns([names[0] for _, names in self._layout.columns()])
        cells = [cell for table in tables for cell in (*totals_of(table), *table.amounts)]
        return read_in_one_style(
            styled(cells),
            lambda parse: tuple(
                found for table in tables for found in statements_of(self._layout, table, parse)
            ),
        )

    def _sources(self, data: bytes) -> Iterator[Source]:
        if not is_workbook(data):
            heads = head_of(data)
            mark = next((mark for mark, cells in heads if self._layout.marked(cells)), ",")
            yield Source(rows_of(decode(data), mark))
            return
        for sheet in sheets_of(data):
            if any(self._layout.marked(row.cells) for row in sheet.rows):
                yield Source(sheet.rows, is_sheet=True, late_epoch=sheet.late_epoch)
