"""The receipts of a till's file that were not recorded, in a file of the same form to be mended.

It has the heading and the rows as they were, and a last column that says why. It is written beside
its place before anything is recorded, and put there right after: a process killed in between leaves
it out, and the same command again writes it.
"""

import csv
import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from koperasi_ledger.importers.text import Row
from koperasi_ledger.importers.till_spec import REASON
from koperasi_ledger.importers.till_table import TillTable, names_of
from koperasi_ledger.importers.workbook_cells import Moment, Number
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.till_errors import BadRestFile

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes


class RestFile:
    """Takes receipts that are left over; nothing is at `path` before `settle`.

    Raises:
        BadRestFile: the name does not fit the file that was read.
    """

    def __init__(self, path: Path, table: TillTable) -> None:
        self.path = path
        self._table = table
        self._draft = disk.draft_of(path)
        names = names_of(table.heading.cells)
        self._place = names.index(REASON) if REASON in names else len(names)
        wanted = ".csv" if table.delimiter is not None else ".xlsx"
        if path.suffix.casefold() != wanted:
            raise BadRestFile(str(path), f"berkas asalnya {wanted}, jadi sisanya juga")
        if path.resolve() == table.path.resolve():
            raise BadRestFile(str(path), "itu berkas yang sedang diimpor")
        self._rows: list[list[str]] = []
        self._file: IO[bytes] | None = None

    def add(self, rows: Sequence[Row], reasons: Sequence[str]) -> None:
        """Takes a receipt with the reasons why it was left over."""
        for n, row in enumerate(rows):
            cells = [*row.cells, *[""] * (self._place + 1 - len(row.cells))]
            cells[self._place] = " ".join(reasons) if n == 0 else ""
            self._rows.append(cells)
        if self._table.delimiter is not None and len(self._rows) >= 1_000:
            self._write()

    def finish(self) -> None:
        """All of it is on the disk, beside its place.

        Raises:
            BadRestFile: it cannot be written, or something else stands there.
        """
        if self._table.delimiter is None:
            self._guarded(self._write_book)
        else:
            self._write()
        if self._file is not None:
            self._guarded(self._close)
        if self.path.exists() and self.path.read_bytes() != self._draft.read_bytes():
            raise BadRestFile(str(self.path), "berkas itu sudah ada dan berisi lain")

    def settle(self) -> None:
        """Puts it in its place."""
        self._guarded(lambda: disk.settle(self._draft, self.path))

    def discard(self) -> None:
        """Leaves nothing beside its place."""
        with suppress(OSError):
            if self._file is not None:
                self._file.close()
                self._file = None
            self._draft.unlink(missing_ok=True)

    def _guarded(self, write: Any) -> None:  # noqa: ANN401 - a function without arguments
        try:
            write()
        except OSError as error:
            raise BadRestFile(str(self.path), write_reason(error)) from None

    def _close(self) -> None:
        if self._file is not None:
            self._file.flush()
            disk.flush(self._file.fileno())
            self._file.close()
            self._file = None

    def _heading(self) -> list[str]:
        cells = [*self._table.heading.cells]
        return cells if self._place < len(cells) else [*cells, REASON]

    def _write(self) -> None:
        def write() -> None:
            if self._file is None:
                self._file = disk.open_private(self._draft, "wb")
                self._file.write(b"\xef\xbb\xbf")
                self._rows.insert(0, self._heading())
            made = _Lines()
            writer = csv.writer(made, delimiter=self._table.delimiter or ",", lineterminator="\r\n")
            writer.writerows(self._rows)
            self._file.write("".join(made.lines).encode())
            self._rows.clear()

        self._guarded(write)

    def _write_book(self) -> None:
        import xlsxwriter  # noqa: PLC0415 - only where a workbook is written

        sheet = self._table.sheet
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with (
            disk.open_private(self._draft, "wb") as out,
            xlsxwriter.Workbook(out, options) as book,
        ):
            book.set_properties({"created": _CREATED})
            page = book.add_worksheet(sheet.name if sheet is not None else None)
            formats = {
                "day": book.add_format({"num_format": "yyyy-mm-dd"}),
                "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            }
            for at, row in enumerate([self._heading(), *self._rows]):
                for column, cell in enumerate(row):
                    _put(page, at, column, cell, formats)


class _Lines:
    """Takes what the CSV writer writes."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, text: str) -> None:
        """Keeps one line."""
        self.lines.append(text)


def _put(page: Any, row: int, column: int, cell: str, formats: dict[str, Any]) -> None:  # noqa: ANN401 - of xlsxwriter
    """One cell, of the kind that it was."""
    if not cell:
        return
    if isinstance(cell, Number) and "E" not in cell:
        page.write_number(row, column, Decimal(cell))
        return
    if isinstance(cell, Moment):
        with suppress(ValueError):
            when = dt.datetime.fromisoformat(cell)  # a time alone is none, and stays text
            page.write_datetime(row, column, when, formats["moment" if ":" in cell else "day"])
            return
    page.write_string(row, column, str(cell))
