"""Workbooks whose sheets are printed pages: a header, cells beside it, one statement a sheet."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from koperasi_ledger.importers.amounts import Parse, read_in_one_style
from koperasi_ledger.importers.banded import columns_of
from koperasi_ledger.importers.errors import MissingColumns, StatementRefusal, refuse_all
from koperasi_ledger.importers.money_cells import styled
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.importers.text import HEAD_LINES
from koperasi_ledger.importers.workbook import Sheet, sheets_if_any, sheets_of

P = TypeVar("P")
Names = Mapping[str, tuple[str, ...]]


def claims_sheets(data: bytes, names: Names) -> bool:
    """Whether the header of the movements stands near the top of a sheet."""
    return any(_has_header(sheet, names) for sheet in sheets_if_any(data))


def read_sheets(
    data: bytes,
    names: Names,
    *,
    page: Callable[[Sheet, list[StatementRefusal]], P],
    amounts: Callable[[P], Iterable[tuple[str, int]]],
    statement: Callable[[P, Parse], Statement],
) -> tuple[Statement, ...]:
    """One statement for each sheet with such a header; see `readers.Reader.read`.

    `page` reads a sheet as text and notes its mistakes, `amounts` are its numbers with their rows,
    which tell how numbers are written in the whole file, `statement` makes it of the page.
    """
    mistakes: list[StatementRefusal] = []
    pages = [page(sheet, mistakes) for sheet in sheets_of(data) if _has_header(sheet, names)]
    if not pages:
        raise MissingColumns([each[0] for each in names.values()])
    refuse_all(mistakes)
    cells = [cell for each in pages for cell in amounts(each)]
    return read_in_one_style(
        styled(cells), lambda parse: tuple(statement(each, parse) for each in pages)
    )


def _has_header(sheet: Sheet, names: Names) -> bool:
    return any(columns_of(row, names) is not None for row in sheet.rows[:HEAD_LINES])
