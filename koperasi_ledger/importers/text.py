"""From bytes to rows of text: encodings, limits, quotes and delimiters.

Banks write CSV in UTF-8 or Windows-1252; a treasurer who saves it again from Excel gets a BOM,
UTF-16, or `;` (and tabs) for `,`. Everything a hostile file could do with size is bounded here.
Rows carry the 1-based physical line they start on, because that is what an editor shows.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from koperasi_ledger.importers.errors import (
    EmptyFile,
    FieldTooLong,
    FileTooLarge,
    NotText,
    StatementRefusal,
    TooManyColumns,
    TooManyRows,
    UnterminatedQuote,
)

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 64
MAX_FIELD = 4_000
MAX_LINE = 64_000
MAX_LINES_PER_ROW = 100
HEAD_LINES = 60
DELIMITERS = (",", ";", "\t")

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Tab, line feed, vertical tab, form feed and carriage return are white space; the rest is not text.
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# Excel's guard in front of what it would otherwise calculate or round.
_TEXT_GUARD = re.compile(r"\A'(?=[=+\-@0-9])")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one CSV row, untouched, and the 1-based physical line it starts on."""

    number: int
    cells: tuple[str, ...]

    @property
    def width(self) -> int:
        """Columns up to the last cell that holds anything; Excel pads rows with empty ones."""
        filled = (i for i in range(len(self.cells), 0, -1) if self.cells[i - 1].strip())
        return next(filled, 0)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 (with or without BOM), UTF-16 by its BOM, or Windows-1252.

    Raises:
        FileTooLarge, EmptyFile: by size and emptiness.
        NotText: control characters (NUL), or bytes that none of the three encodings has.
    """
    if len(data) > MAX_BYTES:
        raise FileTooLarge(len(data), MAX_BYTES)
    text, fault = _decoded_once(data)
    if fault is not None:
        raise NotText(*fault)
    if not text:
        raise EmptyFile
    return text


# Every reader looks at the text of a file: it is decoded once.
@lru_cache(maxsize=1)
def _decoded_once(data: bytes) -> tuple[str, tuple[str, int | None] | None]:
    """The text, empty for an empty file; or what `NotText` is told."""
    try:
        text = _decoded(data)
    except _Undecodable as fault:
        return "", (fault.detail, fault.row)
    control = CONTROL.search(text)
    if control:
        row = text.count("\n", 0, control.start()) + 1
        return "", (f"ada karakter kendali U+{ord(control.group()):04X}", row)
    return (text if text.strip() else ""), None


class _Undecodable(Exception):  # noqa: N818 - becomes `NotText`
    """Bytes that are valid in no encoding we accept."""

    def __init__(self, detail: str, row: int | None = None) -> None:
        super().__init__(detail, row)
        self.detail, self.row = detail, row


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise _Undecodable("UTF-16-nya rusak atau terpotong") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise _Undecodable(f"ada byte 0x{byte:02X} yang bukan huruf", row) from None


def delimiter_of(data: bytes, is_header: Callable[[tuple[str, ...]], bool]) -> str | None:
    """The delimiter under which one of the first sixty lines is the header looked for.

    The header decides, not a count of commas: descriptions hold commas and semicolons too. None
    when no line is such a header or the data are no text; never raises.
    """
    return next((mark for mark, cells in head_of(data) if is_header(cells)), None)


@lru_cache(maxsize=1)
def head_of(data: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The first sixty lines, each cut at every delimiter: `(delimiter, cells)`; never raises."""
    try:
        text = decode(data)
    except StatementRefusal:
        return ()
    found: list[tuple[str, tuple[str, ...]]] = []
    seen = 0
    for line in islice(io.StringIO(text, newline=""), HEAD_LINES):
        seen += len(line)
        if seen > MAX_LINE:
            break
        cut = (next(csv.reader([line], delimiter=mark), []) for mark in DELIMITERS)
        found.extend(zip(DELIMITERS, map(tuple, cut), strict=True))
    return tuple(found)


def rows_of(text: str, delimiter: str) -> list[Row]:
    """All rows of a CSV text that hold anything.

    Raises:
        UnterminatedQuote: naming the line on which the broken row starts.
        TooManyRows, TooManyColumns, FieldTooLong: beyond the limits above.
    """
    return list(stream_rows(io.StringIO(text, newline=""), delimiter))


def stream_rows(lines: Iterable[str], delimiter: str, most: int = MAX_ROWS) -> Iterator[Row]:
    """The rows of physical lines one by one, at most so many; see `rows_of`."""
    start = 1

    def physical() -> Iterator[str]:
        for number, line in enumerate(lines, start=1):
            if len(line) > MAX_LINE:
                raise FieldTooLong(number, MAX_LINE)
            # Only an open quotation mark makes one row span lines.
            if number - start >= MAX_LINES_PER_ROW:
                raise UnterminatedQuote(start)
            yield line

    reader = csv.reader(physical(), delimiter=delimiter, strict=True)
    for count in range(most + 1):
        try:
            cells = next(reader, None)
        except csv.Error:
            raise UnterminatedQuote(start) from None
        if cells is None:
            return
        if count == most:
            raise TooManyRows(start, most)
        row = Row(start, tuple(cells))
        _check_limits(row)
        start = reader.line_num + 1
        if any(map(str.strip, cells)):
            yield row


def _check_limits(row: Row) -> None:
    if len(row.cells) > MAX_COLUMNS:
        raise TooManyColumns(row.number, len(row.cells), MAX_COLUMNS)
    if row.cells and max(map(len, row.cells)) > MAX_FIELD:
        raise FieldTooLong(row.number, MAX_FIELD)


def plain(cell: str) -> str:
    """A cell without the white space around it and without Excel's leading apostrophe."""
    if cell.isalnum():
        return str(cell)  # most are: nothing around them
    return cell.strip().removeprefix("'").strip()


def description(cell: str) -> str:
    """A description with every run of white space as one space, no-break space and line breaks too.

    Nothing else changes, except that an apostrophe before `=`, `+`, `-`, `@` or a digit, which
    Excel needs and the bank did not mean, goes.
    """
    return _TEXT_GUARD.sub("", " ".join(cell.split()))
