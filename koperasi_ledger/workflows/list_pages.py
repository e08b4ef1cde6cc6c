"""Lists that people fill in, from CSV or a workbook: the rows below each row of heads.

Such a file was in other hands: it is read by the hardened readers of workbooks and CSV, columns are
found by their heads, in any order, and what else the file has is left alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.errors import FileTooLarge, StatementRefusal
from koperasi_ledger.importers.source_words import Source, in_words_of
from koperasi_ledger.importers.text import MAX_BYTES, Row, decode, delimiter_of, rows_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_of
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.reading import os_reason

Columns = Callable[[Sequence[str]], Mapping[str, int] | None]
"""Where the wanted columns are, by name, when these cells are the row of heads; else None."""


class ListRow(NamedTuple):
    """A row by its 1-based number in the file, and its wanted cells by the names of columns."""

    number: int
    cells: dict[str, str]

    @property
    def filled(self) -> bool:
        """Whether any of the wanted cells holds anything."""
        return any(cell.strip() for cell in self.cells.values())


def pages_of(path: Path, columns: Columns, what: str) -> Iterator[list[ListRow]]:
    """Of each sheet with a row of heads, all rows below it; of CSV there is one such page.

    `what` is what messages call the list, as in "daftar bantuan".

    Raises:
        CannotRead, StatementRefusal: the file is missing, too large, damaged or hostile.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    try:
        pages = _pages(data, columns)
    except StatementRefusal as refusal:
        in_words_of(_source(what), refusal).in_file(path.name)
        raise
    for page in pages:
        for place, row in enumerate(page):
            at = columns(row.cells)
            if at is not None:
                yield [ListRow(each.number, _cells(each, at)) for each in page[place + 1 :]]
                break


def heads_in(cells: Sequence[str], names: Mapping[str, str]) -> dict[str, int]:
    """Where the heads are that `names` knows, by what it calls them; of two alike the first.

    Upper case, points and white space around and between words make no difference.
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = names.get(" ".join(cell.casefold().replace(".", " ").split()))
        if name is not None:
            found.setdefault(name, place)
    return found


def _source(what: str) -> Source:
    return Source(
        what,
        "baris",
        "Simpan ulang daftarnya sebagai .xlsx dari Excel atau LibreOffice.",
        "Sisakan hanya lembar, kolom dan baris daftarnya, lalu simpan ulang.",
    )


def _pages(data: bytes, columns: Columns) -> list[Sequence[Row]]:
    if len(data) > MAX_BYTES:
        raise FileTooLarge(len(data), MAX_BYTES)
    if is_workbook(data):
        return [sheet.rows for sheet in sheets_of(data)]
    text = decode(data)
    mark = delimiter_of(data, lambda cells: columns(cells) is not None)
    return [rows_of(text, mark)] if mark is not None else []


def _cells(row: Row, at: Mapping[str, int]) -> dict[str, str]:
    return {name: row.cells[k] if k < len(row.cells) else "" for name, k in at.items()}
