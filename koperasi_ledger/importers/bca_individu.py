"""BCA: the "mutasi" CSV of KlikBCA Individu, whose fields are not quoted.

    Account No.,=,'0000067890                    No. Rekening,=,'0000067890
    Date,Description,Branch,Amount,,Balance      Tanggal,Keterangan,Cabang,Jumlah,,Saldo
    '03/11/2026,SETORAN TUNAI,'0000,250000.00,CR,1250000.00
    Starting Balance,=,1000000.00                Saldo Awal,=,1000000.00
    Ending Balance,=,1250000.00                  Saldo Akhir,=,1250000.00

Known from public parsers, not from a file of the bank. A description may hold commas: the last four
fields and the first are fixed, what is between them is the description. An office program that
saved the file again has quoted such descriptions. The English file may have no period; days without
a year are refused then. How dates, pending rows and totals are read is as for KlikBCA Bisnis.
"""

import csv
import io
import re
from collections.abc import Iterator

from koperasi_ledger.importers.amounts import read_in_one_style
from koperasi_ledger.importers.bca import numbers_of, statement_of
from koperasi_ledger.importers.bca_layout import (
    ACCOUNT,
    CLOSING,
    CREDITS,
    CURRENCY,
    DEBITS,
    NAME,
    OPENING,
    PERIOD,
    Labelled,
    Section,
    entry_of,
    keep,
)
from koperasi_ledger.importers.errors import (
    FieldTooLong,
    MissingColumns,
    StatementRefusal,
    TooManyRows,
    UnrecognisedRow,
    refuse_all,
)
from koperasi_ledger.importers.statement import Statement
from koperasi_ledger.importers.text import MAX_FIELD, MAX_ROWS, Row, decode, head_of, plain

_HEADERS = (
    ("date", "description", "branch", "amount", "", "balance"),
    ("tanggal", "keterangan", "cabang", "jumlah", "", "saldo"),
)
# As `bca_layout` knows the columns, so that its rows and these are one.
_COLUMNS = ("tanggal transaksi", "keterangan", "cabang", "jumlah", "", "saldo")
_HEADING = {
    **dict.fromkeys(("account no", "no rekening", "account number", "nomor rekening"), ACCOUNT),
    **dict.fromkeys(("period", "periode"), PERIOD),
    **dict.fromkeys(("currency", "mata uang", "kode mata uang"), CURRENCY),
    **dict.fromkeys(("name", "nama"), NAME),
}
_TOTALS = {
    **dict.fromkeys(("starting balance", "saldo awal", "opening balance"), OPENING),
    **dict.fromkeys(("credit", "kredit", "mutasi kredit"), CREDITS),
    **dict.fromkeys(("debet", "debit", "mutasi debet"), DEBITS),
    **dict.fromkeys(("ending balance", "saldo akhir", "closing balance"), CLOSING),
}
_FIELDS, _TAIL = 6, 4
_DAY_LIKE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}|(?:PEND|NEXT)\Z", re.IGNORECASE)


class BcaIndividuReader:
    """Reads KlikBCA Individu exports; see the module for the layout."""

    name = "bca-individu"
    label = "KlikBCA Individu CSV"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether the header of the transactions stands near the top."""
        return any(_is_header(cells) for _, cells in head_of(data))

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per section of the file; see `readers.Reader.read`."""
        mark = next((mark for mark, cells in head_of(data) if _is_header(cells)), ",")
        sections = _sections(decode(data), mark)
        cells = [cell for section in sections for cell in numbers_of(section)]
        return read_in_one_style(
            cells, lambda parse: tuple(statement_of(section, parse) for section in sections)
        )


def _is_header(cells: tuple[str, ...]) -> bool:
    names = tuple(plain(cell).casefold() for cell in cells)
    return names[:_FIELDS] in _HEADERS and not any(names[_FIELDS:])


def _sections(text: str, mark: str) -> list[Section]:
    sections = [Section(opening_optional=True)]
    mistakes: list[StatementRefusal] = []
    for row in _rows(text, mark):
        section = sections[-1]
        kind = _kind(row)
        if kind in _HEADING.values() and section.columns:
            section = Section(opening_optional=True)
            sections.append(section)
        section.last_row = row.number
        try:
            _place(row, kind, section)
        except (UnrecognisedRow, FieldTooLong) as mistake:
            mistakes.append(mistake)
        except StatementRefusal as mistake:
            if kind:
                raise
            mistakes.append(mistake)
    refuse_all(mistakes)
    for section in sections:
        if not section.columns:
            raise MissingColumns([name.title() for name in _HEADERS[1] if name], section.last_row)
    return sections


def _rows(text: str, mark: str) -> Iterator[Row]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if number > MAX_ROWS:
            raise TooManyRows(number, MAX_ROWS)
        bare = line.strip("\r\n")
        if len(bare) > MAX_FIELD:
            raise FieldTooLong(number, MAX_FIELD)
        if bare.strip(" \t,;"):
            yield Row(number, _cells(bare, mark))


def _cells(line: str, mark: str) -> tuple[str, ...]:
    """The fields of a line: by its quotes where they come out even, else from both ends."""
    cells = line.split(mark)
    if '"' in line:
        try:
            quoted = next(csv.reader([line], delimiter=mark, strict=True), [])
        except csv.Error:
            quoted = []
        cells = quoted or cells
    while len(cells) > _FIELDS and not cells[-1].strip():
        cells.pop()
    if len(cells) > _FIELDS and cells[1].strip() != "=":
        cells = [cells[0], mark.join(cells[1:-_TAIL]), *cells[-_TAIL:]]
    return tuple(cells)


def _kind(row: Row) -> str:
    """What a `label,=,value` line says; empty for any other row."""
    if len(row.cells) < 2 or plain(row.cells[1]) != "=":
        return ""
    name = " ".join(plain(row.cells[0]).casefold().replace(".", " ").split())
    return _HEADING.get(name) or _TOTALS.get(name, "")


def _place(row: Row, kind: str, section: Section) -> None:
    """Put one row where it belongs in the section; refuse it if it belongs nowhere."""
    first = plain(row.cells[0])
    value = " ".join(plain(cell) for cell in row.cells[2:]).strip() if kind else ""
    if kind in _HEADING.values():
        keep(section.heading, Labelled(kind, value.replace("'", ""), "", row.number))
    elif kind:
        keep(section.totals, Labelled(kind, value, "", row.number))
        section.closed = bool(section.columns)
    elif _is_header(row.cells):
        if section.columns:
            raise UnrecognisedRow(row.number, first)
        section.columns = _COLUMNS
    elif section.columns and not section.closed and plain(row.cells[-1]) != "=":
        if len(row.cells) > 1 and plain(row.cells[1]) == "=":
            return
        section.entries.append(entry_of(row, section.columns))
    elif _DAY_LIKE.match(first) or row.width >= _FIELDS:
        raise UnrecognisedRow(row.number, first)
