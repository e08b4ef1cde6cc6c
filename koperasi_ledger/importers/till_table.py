"""A till's file as rows under a heading: CSV line by line, or the sheet of a workbook.

A till's month has a hundred thousand rows, a bank's statement some hundred: so CSV is never in
memory as a whole, and the limits are those of a large shop's year. Cells and rows are those of
`text` and `workbook`.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from koperasi_ledger.importers.errors import (
    EmptyFile,
    FileTooLarge,
    MissingColumns,
    NotText,
    StatementRefusal,
)
from koperasi_ledger.importers.source_words import Source, in_words_of
from koperasi_ledger.importers.text import (
    CONTROL,
    DELIMITERS,
    HEAD_LINES,
    Row,
    plain,
    stream_rows,
)
from koperasi_ledger.importers.workbook import OLE_MAGIC, ZIP_MAGIC, sheets_of
from koperasi_ledger.importers.workbook_cells import Sheet
from koperasi_ledger.importers.workbook_xlsx import Limits, read_xlsx

MAX_TILL_BYTES = 512 * 2**20
MAX_TILL_ROWS = 2_000_000
MAX_BOOK_BYTES = 64 * 2**20
# A workbook is held in memory as a whole; a year of a large shop is a CSV file.
_BOOK = Limits(
    rows=200_000,
    cells=4_000_000,
    elements=12_000_000,
    unpacked=600 * 2**20,
    read=400 * 2**20,
    formulas=True,
)
_PIECE = 2**20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_TILL = Source(
    "berkas penjualan",
    "penjualan",
    "Ekspor ulang dari kasir sebagai CSV atau XLSX, atau simpan ulang dari Excel.",
    "Ekspor dari kasir untuk masa yang lebih pendek, misalnya sebulan, atau sebagai CSV.",
)

IsHeading = Callable[[tuple[str, ...]], bool]


@dataclass(frozen=True, slots=True)
class TillTable:
    """The heading of a file, and its rows below it as often as they are asked for.

    `delimiter` is None for a workbook.
    """

    path: Path
    heading: Row
    delimiter: str | None = None
    encoding: str = "utf-8-sig"
    sheet: Sheet | None = None

    @property
    def late_epoch(self) -> bool:
        """Whether serial numbers of days count from 1904."""
        return self.sheet is not None and self.sheet.late_epoch

    def rows(self) -> Iterator[Row]:
        """The rows below the heading that hold anything.

        Raises:
            StatementRefusal: the file breaks off, or goes beyond the limits.
        """
        if self.sheet is not None:
            yield from (row for row in self.sheet.rows if row.number > self.heading.number)
            return
        mark = self.delimiter or ","
        try:
            with self.path.open(encoding=self.encoding, newline="") as lines:
                for row in stream_rows(lines, mark, MAX_TILL_ROWS):
                    if row.number > self.heading.number:
                        yield row
        except StatementRefusal as refusal:
            raise in_words_of(_TILL, refusal) from None


def names_of(cells: Iterable[str]) -> tuple[str, ...]:
    """The names of columns as they are compared."""
    return tuple(" ".join(plain(cell).casefold().split()) for cell in cells)


def open_table(
    path: Path, is_heading: IsHeading, *, delimiter: str | None = None, tab: str | None = None
) -> TillTable | None:
    """The table of a file whose heading stands near the top; None when no row is its heading.

    Raises:
        StatementRefusal: it is no text and no workbook, too large, or damaged.
        OSError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            head = file.read(8)
            size = file.seek(0, io.SEEK_END)
        if head.startswith((*ZIP_MAGIC, OLE_MAGIC)):
            return _in_workbook(path, size, is_heading, tab)
        return _in_text(path, size, is_heading, delimiter)
    except StatementRefusal as refusal:
        raise in_words_of(_TILL, refusal) from None


def _in_workbook(path: Path, size: int, is_heading: IsHeading, tab: str | None) -> TillTable | None:
    if size > MAX_BOOK_BYTES:
        raise FileTooLarge(size, MAX_BOOK_BYTES)
    data = path.read_bytes()
    sheets = read_xlsx(data, _BOOK) if data.startswith(ZIP_MAGIC) else sheets_of(data)
    if tab is not None:
        sheets = tuple(sheet for sheet in sheets if sheet.name.strip() == tab)
        if not sheets:
            raise MissingColumns([f"lembar {tab}"])
    for sheet in sheets:
        for row in sheet.rows[:HEAD_LINES]:
            if is_heading(row.cells):
                return TillTable(path, row, sheet=sheet)
    return None


def _in_text(
    path: Path, size: int, is_heading: IsHeading, delimiter: str | None
) -> TillTable | None:
    if size > MAX_TILL_BYTES:
        raise FileTooLarge(size, MAX_TILL_BYTES)
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as lines:
        top = list(islice(lines, HEAD_LINES))
    for mark in DELIMITERS if delimiter is None else (delimiter,):
        rows = _top_rows(top, mark)
        for row in rows:
            if is_heading(row.cells):
                return TillTable(path, row, delimiter=mark, encoding=encoding)
    return None


def _top_rows(top: Sequence[str], mark: str) -> list[Row]:
    """The rows that the first lines make, as far as they can be read."""
    found: list[Row] = []
    try:
        found.extend(stream_rows(top, mark))
    except (StatementRefusal, csv.Error):
        return found
    return found


def _encoding(path: Path) -> str:
    """How the text is encoded: UTF-8, UTF-16 by its mark, or Windows-1252; all of it is looked at.

    Raises:
        EmptyFile, NotText: it is none of them, or holds control characters.
    """
    with path.open("rb") as file:
        names = ("utf-16",) if file.read(2) in _UTF16 else ("utf-8-sig", "cp1252")
    for name in names:
        try:
            _check(path, name)
        except UnicodeDecodeError:
            continue
        return name
    raise NotText("bukan UTF-8, UTF-16 atau Windows-1252")


def _check(path: Path, encoding: str) -> None:
    decoder = codecs.getincrementaldecoder(encoding)()
    filled, lines = False, 1
    with path.open("rb") as file:
        while True:
            piece = file.read(_PIECE)
            text = decoder.decode(piece, final=not piece)
            control = CONTROL.search(text)
            if control is not None:
                row = lines + text.count("\n", 0, control.start())
                raise NotText(f"ada karakter kendali U+{ord(control.group()):04X}", row)
            filled = filled or bool(text.strip())
            lines += text.count("\n")
            if not piece:
                break
    if not filled:
        raise EmptyFile
