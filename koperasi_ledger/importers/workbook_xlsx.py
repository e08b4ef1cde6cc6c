"""XLSX: Office Open XML (ECMA-376 part 1, SpreadsheetML), the values of its cells and no more.

Read by expat in one pass, not with openpyxl: amounts stay the text of the file, a sheet is bounded
while it is read, and 160,000 cells take a second and not three (docs/decisions/0018).
"""

import posixpath
import re
from dataclasses import dataclass

from koperasi_ledger.importers.errors import FieldTooLong, TooManyColumns, TooManyRows
from koperasi_ledger.importers.text import CONTROL, MAX_COLUMNS, MAX_FIELD, MAX_ROWS, Row
from koperasi_ledger.importers.workbook_cells import Sheet, moment, number
from koperasi_ledger.importers.workbook_errors import (
    BadWorkbook,
    FormulaCell,
    WorkbookTooLarge,
    thousands,
)
from koperasi_ledger.importers.workbook_xml import MAX_ELEMENTS, Budget, parse
from koperasi_ledger.importers.workbook_zip import (
    MAX_READ,
    MAX_UNPACKED,
    Archive,
    refuse_other_archives,
)

MAX_CELLS = 200_000
MAX_SHEETS = 50
_LETTERS = re.compile(r"[A-Z]{1,3}")
_DIGITS = re.compile(r"[0-9]{1,9}")
# ECMA-376 18.8.30: the formats every program knows by number; the rest is written out.
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_NOT_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a workbook may hold; as it stands, what a bank's statement needs.

    With `formulas` a cell that is calculated counts as the value that was last shown in it.
    """

    sheets: int = MAX_SHEETS
    rows: int = MAX_ROWS
    cells: int = MAX_CELLS
    elements: int = MAX_ELEMENTS
    unpacked: int = MAX_UNPACKED
    read: int = MAX_READ
    formulas: bool = False


_STATEMENT = Limits()


def read_xlsx(data: bytes, limits: Limits = _STATEMENT) -> tuple[Sheet, ...]:
    """The sheets of an XLSX file; see `workbook.sheets_of`."""
    archive = Archive(data, unpacked=limits.unpacked, read=limits.read)
    refuse_other_archives(archive)
    budget = Budget(limits.elements)
    book = _Book()
    main = _target_of_type(archive, "", "officeDocument", budget)
    if main is None or not archive.has(main):
        raise BadWorkbook("bukan buku kerja Excel yang utuh")
    parse(archive.read(main), budget, book.start, _ignore)
    if len(book.sheets) > limits.sheets:
        raise WorkbookTooLarge(f"lembarnya lebih dari {limits.sheets}")
    shared, styles = _Strings(), _Styles()
    for kind, part in (("sharedStrings", shared), ("styles", styles)):
        name = _target_of_type(archive, main, kind, budget)
        if name is not None and archive.has(name):
            parse(archive.read(name), budget, part.start, part.end, part.text)
    targets = _targets(archive, main, budget)
    found = []
    for title, relation in book.sheets:
        kind, name = targets.get(relation, ("", ""))
        if kind == "worksheet":
            cells = _Cells(title, shared.texts, styles.dates(), limits, late_epoch=book.late_epoch)
            parse(archive.read(name), budget, cells.start, cells.end, cells.text)
            found.append(Sheet(title, tuple(cells.rows), book.late_epoch))
    return tuple(sheet for sheet in found if sheet.rows)


def _ignore(_: str) -> None:
    return


def _targets(archive: Archive, part: str, budget: Budget) -> dict[str, tuple[str, str]]:
    """The relations of a part: the kind and the name of the part behind each id."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}
    if not archive.has(relations):
        return found

    def start(element: str, given: dict[str, str]) -> None:
        if element == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, given.get("Target", "")))
            kind = given.get("Type", "").rpartition("/")[2]
            found[given.get("Id", "")] = (kind, target.lstrip("/"))

    parse(archive.read(relations), budget, start, _ignore)
    return found


def _target_of_type(archive: Archive, part: str, kind: str, budget: Budget) -> str | None:
    targets = _targets(archive, part, budget).values()
    return next((name for of_kind, name in targets if of_kind == kind), None)


class _Book:
    """workbook.xml: the sheets in their order, and where days are counted from."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.late_epoch = False

    def start(self, element: str, given: dict[str, str]) -> None:
        if element == "sheet":
            relation = next((v for k, v in given.items() if k.rpartition(":")[2] == "id"), "")
            self.sheets.append((given.get("name", ""), relation))
        elif element == "workbookPr":
            self.late_epoch = given.get("date1904", "") in ("1", "true")


class _Strings:
    """sharedStrings.xml: the texts that cells point to, their runs joined, ruby left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._ruby = 0

    def start(self, element: str, _: dict[str, str]) -> None:
        self._in_text = element == "t"
        self._ruby += element == "rPh"
        if element == "si":
            self._pieces = []

    def end(self, element: str) -> None:
        self._in_text = False
        self._ruby -= element == "rPh"
        if element == "si":
            self.texts.append("".join(self._pieces))

    def text(self, text: str) -> None:
        if self._in_text and not self._ruby:
            self._pieces.append(text)


class _Styles:
    """styles.xml: which of the cell formats show a date or a time."""

    def __init__(self) -> None:
        self._custom: dict[str, str] = {}
        self._formats: list[str] = []
        self._cell_formats = False

    def start(self, element: str, given: dict[str, str]) -> None:
        if element == "numFmt":
            self._custom[given.get("numFmtId", "")] = given.get("formatCode", "")
        elif element == "cellXfs":
            self._cell_formats = True
        elif element == "xf" and self._cell_formats:
            self._formats.append(given.get("numFmtId", ""))

    def end(self, element: str) -> None:
        if element == "cellXfs":
            self._cell_formats = False

    def text(self, _: str) -> None:
        return

    def dates(self) -> frozenset[str]:
        """The indices of cell formats, as cells write them, that show a date or a time."""
        return frozenset(str(at) for at, code in enumerate(self._formats) if self._is_date(code))

    def _is_date(self, code: str) -> bool:
        if code in self._custom:
            return shows_date(self._custom[code])
        return _DIGITS.fullmatch(code) is not None and int(code) in _DATE_FORMATS


def shows_date(code: str) -> bool:
    """Whether a number format shows a date or a time: `dd/mm/yy` but not `#,##0 "hari"`."""
    plain = _NOT_CODE.sub("", code[:255]).casefold()
    return plain != "general" and any(letter in plain for letter in "dmyhs")


class _Cells:
    """A worksheet: rows of text, in one pass over its XML. The dimension it claims is not read."""

    def __init__(
        self,
        title: str,
        shared: list[str],
        dates: frozenset[str],
        limits: Limits,
        *,
        late_epoch: bool,
    ) -> None:
        self.rows: list[Row] = []
        self._title, self._shared, self._dates = title, shared, dates
        self._late_epoch = late_epoch
        self._columns: dict[str, int] = {}
        self._row, self._row_text = 0, "0"
        self._cells: list[str] = []
        self._in_cell = self._reading = False
        self._column, self._kind, self._style = -1, "n", "0"
        self._pieces: list[str] = []
        self._ruby = 0
        self._limits = limits
        self._left = limits.cells

    def start(self, element: str, given: dict[str, str]) -> None:
        if element == "c":
            self._start_cell(given)
        elif element in ("v", "t"):
            self._reading = self._in_cell and not self._ruby
        elif element == "row":
            self._start_row(given.get("r", ""))
        elif element == "f" and self._in_cell and not self._limits.formulas:
            raise FormulaCell(self._row, self._title)
        elif element == "rPh":
            self._ruby += 1

    def text(self, text: str) -> None:
        if self._reading:
            self._pieces.append(text)

    def end(self, element: str) -> None:
        self._reading = False
        if element == "c":
            self._in_cell = False
            if self._pieces:
                self._end_cell("".join(self._pieces))
        elif element == "row" and self._cells:
            self.rows.append(Row(self._row, tuple(self._cells)))
            self._cells = []
        elif element == "rPh":
            self._ruby -= 1

    def _start_row(self, printed: str) -> None:
        row = int(printed) if _DIGITS.fullmatch(printed) else self._row + 1
        if row <= self._row or (printed and not _DIGITS.fullmatch(printed)) or self._cells:
            raise BadWorkbook(f"nomor baris setelah {self._row} tidak berurutan")
        self._row, self._row_text, self._column = row, str(row), -1

    def _start_cell(self, given: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise WorkbookTooLarge(f"lebih dari {thousands(self._limits.cells)} sel")
        reference = given.get("r")
        column = self._column + 1 if reference is None else self._column_of(reference)
        if column <= self._column or not self._row or self._in_cell:
            raise BadWorkbook(f"sel di baris {self._row} tidak berurutan")
        self._column, self._in_cell, self._pieces = column, True, []
        self._kind, self._style = given.get("t", "n"), given.get("s", "0")

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if reference[len(letters) :] != self._row_text:
            raise BadWorkbook(f"sel di baris {self._row} menyebut tempat lain")
        known = self._columns.get(letters)
        if known is None:
            if not _LETTERS.fullmatch(letters):
                raise BadWorkbook(f"sel di baris {self._row} menyebut tempat lain")
            known = -1
            for letter in letters:
                known = (known + 1) * 26 + ord(letter) - ord("A")
            self._columns[letters] = known
        return known

    def _end_cell(self, raw: str) -> None:
        value = self._value(raw)
        if not value or value.isspace():
            return
        if self._row > self._limits.rows:
            raise TooManyRows(self._row, self._limits.rows)
        if self._column >= MAX_COLUMNS:
            raise TooManyColumns(self._row, self._column + 1, MAX_COLUMNS)
        if len(value) > MAX_FIELD:
            raise FieldTooLong(self._row, MAX_FIELD)
        if CONTROL.search(value):
            raise BadWorkbook(f"ada karakter kendali di baris {self._row}")
        if self._column > len(self._cells):
            self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells.append(value)

    def _value(self, raw: str) -> str:
        """The cell as text, `Number` or `Moment` (ECMA-376 18.18.11, ST_CellType)."""
        kind = self._kind
        if kind in ("inlineStr", "str", "e"):
            return raw
        stored = raw.strip()
        if kind == "s":
            if not _DIGITS.fullmatch(stored) or int(stored) >= len(self._shared):
                raise BadWorkbook(f"sel di baris {self._row} menunjuk teks yang tidak ada")
            return self._shared[int(stored)]
        if kind == "d":
            return stored.replace("T", " ").removesuffix("Z")
        if kind == "b":
            return "TRUE" if stored == "1" else "FALSE"
        value = number(stored) if kind == "n" else None
        if value is None:
            raise BadWorkbook(f"sel di baris {self._row} bukan angka yang sah")
        if self._style in self._dates:
            return moment(stored, late_epoch=self._late_epoch) or value
        return value
