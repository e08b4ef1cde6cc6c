"""BRI: the CSV of BRImo and IBBIZ, 18 or 19 columns, one header row, no totals.

    ID,NOREK,TGL_TRAN,…,DESK_TRAN,SALDO_AWAL_MUTASI,MUTASI_DEBET,MUTASI_KREDIT,SALDO_AKHIR_MUTASI,…
    "1","000001000123509","2026-09-01 08:14:47",…,"NBMB …","12500000.00","0.00","50123.00",…

The layout is known from public parsers, not from a file of the bank. Every row prints the balance
before and after it, so the whole chain is proven; a cut tail shows only against the next file. SEQ
identifies nothing: a transfer and its fee share it. Leading zeros of numbers may be lost.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from koperasi_ledger.importers.amounts import Cell, Parse, read_in_one_style
from koperasi_ledger.importers.date_forms import time_of
from koperasi_ledger.importers.errors import (
    BadCell,
    BadColumns,
    BrokenChain,
    MissingColumns,
    NoTransactions,
    StatementRefusal,
    refuse_all,
)
from koperasi_ledger.importers.statement import ZERO, Line, Statement, oldest_first, prove
from koperasi_ledger.importers.text import Row, decode, delimiter_of, description, plain, rows_of

BEFORE, DEBIT, CREDIT, AFTER = (
    "SALDO_AWAL_MUTASI",
    "MUTASI_DEBET",
    "MUTASI_KREDIT",
    "SALDO_AKHIR_MUTASI",
)
NUMBERS = (BEFORE, DEBIT, CREDIT, AFTER)
NEEDED = ("NOREK", "TGL_TRAN", "SEQ", "DESK_TRAN", *NUMBERS, "GLSIGN")
# Enough to know the layout even when a column was deleted, which `read` then names.
_MARKS = {"NOREK", "TGL_TRAN", "DESK_TRAN"}

_ACCOUNT = re.compile(r"[0-9]{5,20}")
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
_SIGNS = {"": None, "DB": True, "D": True, "CR": False, "C": False, "K": False}


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain(cell).upper() for cell in cells)


def _is_header(cells: tuple[str, ...]) -> bool:
    return set(_names(cells)) >= _MARKS


@dataclass(frozen=True, slots=True)
class _Record:
    """One row under its header: the cells it needs by column name."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Movement:
    """A line, and the balance that its row prints before it."""

    line: Line
    before: Decimal


class BriReader:
    """Reads BRImo and IBBIZ exports; see the module for the layout."""

    name = "bri"
    label = "BRI CSV (BRImo/IBBIZ)"
    confirmed = False

    def claims(self, data: bytes) -> bool:
        """Whether a header row with BRI's column names stands near the top."""
        return delimiter_of(data, _is_header) is not None

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per header and account number; see `readers.Reader.read`."""
        rows = rows_of(decode(data), delimiter_of(data, _is_header) or ",")
        groups = _groups(rows)
        cells = [
            Cell(record.cells[column], record.row)
            for records in groups
            for record in records
            for column in NUMBERS
        ]
        return read_in_one_style(
            cells, lambda parse: tuple(_statement(records, parse) for records in groups)
        )


def _groups(rows: Iterable[Row]) -> list[list[_Record]]:
    """The rows under each header, by account number in order of first appearance.

    A second header means a second export in one file; its rows are a statement of their own.
    """
    groups: list[list[_Record]] = []
    columns: dict[str, int] = {}
    accounts: dict[str, list[_Record]] = {}
    mistakes: list[StatementRefusal] = []
    header = 1
    for row in rows:
        if _is_header(row.cells):
            header, columns, accounts = row.number, _columns(row), {}
        elif columns:
            record = _record(row, columns, mistakes)
            if record is None:
                continue
            if record.cells["NOREK"] not in accounts:
                groups.append(accounts.setdefault(record.cells["NOREK"], []))
            accounts[record.cells["NOREK"]].append(record)
    refuse_all(mistakes)
    if not columns:
        raise MissingColumns(NEEDED)
    if not groups:
        raise NoTransactions(header)
    return groups


def _columns(row: Row) -> dict[str, int]:
    names = _names(row.cells[: row.width])
    missing = [name for name in NEEDED if name not in names]
    twice = [name for name in NEEDED if names.count(name) > 1]
    if missing or twice:
        raise MissingColumns(missing or twice, row.number)
    return {name: names.index(name) for name in NEEDED} | {"": len(names)}


def _record(row: Row, columns: dict[str, int], mistakes: list[StatementRefusal]) -> _Record | None:
    width = columns[""]
    if row.width > width or len(row.cells) < width:
        mistakes.append(BadColumns(row.number, max(row.width, len(row.cells)), width))
        return None
    cells = {name: plain(row.cells[at]) for name, at in columns.items() if name}
    cells["DESK_TRAN"] = description(row.cells[columns["DESK_TRAN"]])
    if not _ACCOUNT.fullmatch(cells["NOREK"]):
        needed = "nomor rekening, hanya angka (Excel mengubahnya menjadi 1E+12)"
        mistakes.append(BadCell(row.number, "NOREK", cells["NOREK"], needed))
        return None
    return _Record(row.number, cells)


def _statement(records: list[_Record], parse: Parse) -> Statement:
    mistakes: list[StatementRefusal] = []
    movements = [_movement(record, parse, mistakes) for record in records]
    refuse_all(mistakes)
    complete = [movement for movement in movements if movement is not None]
    before = {m.line.row: m.before for m in complete}
    printed = tuple(m.line for m in complete)
    lines = oldest_first(printed, None, None)
    opening = before[lines[0].row]
    proven = prove(lines, opening, None)
    for earlier, later in pairwise(lines):
        if earlier.balance is not None and before[later.row] != earlier.balance:
            raise BrokenChain(later.row, earlier.balance, before[later.row])
    dates = [line.date for line in lines]
    return Statement(
        bank="bri",
        account=records[0].cells["NOREK"],
        currency="IDR",
        start=min(dates),
        end=max(dates),
        opening=opening,
        closing=lines[-1].balance,
        proven=proven,
        lines=lines,
    )


def _movement(record: _Record, parse: Parse, mistakes: list[StatementRefusal]) -> _Movement | None:
    """One row read, or None with its mistakes noted."""
    found = len(mistakes)
    cells, row = record.cells, record.row
    values = {name: _number(record, name, parse, mistakes) for name in NUMBERS}
    date = _date(cells["TGL_TRAN"])
    if date is None:
        needed = "tanggal dan jam tttt-bb-hh jj:mm:dd"
        mistakes.append(BadCell(row, "TGL_TRAN", cells["TGL_TRAN"], needed))
    out = _SIGNS.get(cells["GLSIGN"].upper(), "unknown")
    debit, credit = values[DEBIT], values[CREDIT]
    wrong_side = credit if out else debit
    if out == "unknown" or (out is not None and wrong_side) or (debit and credit):
        needed = "Db untuk MUTASI_DEBET atau Cr untuk MUTASI_KREDIT, salah satu saja"
        mistakes.append(BadCell(row, "GLSIGN", cells["GLSIGN"], needed))
    if date is None or len(mistakes) > found:
        return None
    sequence = cells["SEQ"]
    line = Line(
        date=date,
        amount=credit - debit,
        balance=values[AFTER],
        text=cells["DESK_TRAN"],
        bank_reference=sequence if sequence.strip("0") else None,
        row=row,
        time=time_of(cells["TGL_TRAN"]),
    )
    return _Movement(line, values[BEFORE])


def _number(record: _Record, name: str, parse: Parse, mistakes: list[StatementRefusal]) -> Decimal:
    """A number of the row; zero with the mistake noted if it is none, so that reading goes on."""
    printed = record.cells[name]
    other = {DEBIT: CREDIT, CREDIT: DEBIT}.get(name)
    if not printed and other and record.cells[other]:
        return ZERO
    value = parse(printed)
    if value is None or (other and value < 0):
        needed = "angka seperti 1234.00" + ("" if other is None else ", tidak negatif")
        mistakes.append(BadCell(record.row, name, printed, needed))
        return ZERO
    return value


def _date(text: str) -> dt.date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return dt.date.fromisoformat(match[1])
    except ValueError:
        return None
