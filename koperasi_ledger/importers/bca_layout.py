"""The sections of a KlikBCA Bisnis CSV: heading, transactions, totals; everything still text.

Every row is accounted for: a row that is none of these could be a lost transaction and is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from koperasi_ledger.importers.errors import (
    BadCell,
    BadColumns,
    ContradictoryHeading,
    MissingColumns,
    StatementRefusal,
    UnrecognisedRow,
    refuse_all,
)
from koperasi_ledger.importers.text import Row, description, plain

ACCOUNT, PERIOD, CURRENCY, NAME = "No. rekening", "Periode", "Kode Mata Uang", "Nama"
OPENING, DEBITS, CREDITS, CLOSING = "Saldo Awal", "Mutasi Debet", "Mutasi Kredit", "Saldo Akhir"

TITLE = "informasi rekening - mutasi rekening"
_HEADING = {
    "no. rekening": ACCOUNT,
    "nomor rekening": ACCOUNT,
    "periode": PERIOD,
    "kode mata uang": CURRENCY,
    "mata uang": CURRENCY,
    "nama": NAME,
}
_TOTALS = {label.casefold(): label for label in (OPENING, DEBITS, CREDITS, CLOSING)}
_LABELLED = re.compile(r"([^:=]{1,40}?)\s*[:=]\s*(.*)", re.DOTALL)

COLUMNS = ("tanggal transaksi", "keterangan", "cabang", "jumlah")
_PENDING = ("PEND", "NEXT")
_DAY_LIKE = re.compile(r"[0-9]{1,4}[/-][0-9]{1,2}|(?:PEND|NEXT)\Z", re.IGNORECASE)
_SIGNED = re.compile(r"(.*?)\s*(CR|DB)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Labelled:
    """The value behind a label of the heading or the totals; `count` only beside the sums."""

    label: str
    value: str
    count: str
    row: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One transaction row as text: `amount` without its sign, `balance` None without a column."""

    row: int
    date: str
    text: str
    amount: str
    out: bool
    balance: str | None

    @property
    def pending(self) -> bool:
        """Whether the bank has not booked it: PEND or NEXT in place of the date."""
        return self.date.upper() in _PENDING


@dataclass(slots=True)
class Section:
    """One statement while it is collected; `closed` once a total below the header was seen."""

    heading: dict[str, Labelled] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)
    totals: dict[str, Labelled] = field(default_factory=dict)
    closed: bool = False
    last_row: int = 1
    opening_optional: bool = False


def _names(cells: Iterable[str]) -> tuple[str, ...]:
    names = [" ".join(plain(cell).casefold().split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether cells are the header, with or without Saldo and the unnamed CR/DB column."""
    names = _names(cells)
    return names[:4] == COLUMNS and names[4:] in ((), ("saldo",), ("", "saldo"))


def sections_of(rows: Iterable[Row]) -> list[Section]:
    """Cut the rows into statements.

    Raises:
        UnrecognisedRow, BadColumns, BadCell: rows that fit nowhere, all of them together.
        ContradictoryHeading, MissingColumns: a heading or a total twice, or no header.
    """
    sections = [Section()]
    mistakes: list[StatementRefusal] = []
    for row in rows:
        section = sections[-1]
        label, value = _labelled(row)
        title = plain(row.cells[0]).casefold() == TITLE
        begun = section.heading or section.columns
        if begun and (title or (section.columns and label in _HEADING.values())):
            section = Section()
            sections.append(section)
        section.last_row = row.number
        if title:
            continue
        try:
            _place(row, label, value, section)
        except ContradictoryHeading:
            raise
        except StatementRefusal as mistake:
            mistakes.append(mistake)
    refuse_all(mistakes)
    for section in sections:
        if not section.columns:
            raise MissingColumns([name.title() for name in COLUMNS], section.last_row)
    return sections


def _labelled(row: Row) -> tuple[str, str]:
    """The label and value of `"Periode : 01/09/2026 - 30/09/2026"`; two empty texts if none."""
    match = _LABELLED.fullmatch(plain(row.cells[0]))
    if match is None:
        return "", ""
    name = " ".join(match[1].casefold().split())
    label = _HEADING.get(name) or _TOTALS.get(name, "")
    value = plain(match[2])
    if not value and label in _HEADING.values():
        value = next((plain(cell) for cell in row.cells[1:] if cell.strip()), "")
    return label, value


def _place(row: Row, label: str, value: str, section: Section) -> None:
    """Put one row where it belongs in the section; refuse it if it belongs nowhere."""
    first = plain(row.cells[0])
    day_like = _DAY_LIKE.match(first) is not None
    if label in _HEADING.values():
        keep(section.heading, Labelled(label, value, "", row.number))
    elif label:
        sums = label in (DEBITS, CREDITS)
        if row.width > (2 if sums else 1):
            raise UnrecognisedRow(row.number, first)
        count = plain(row.cells[1]) if sums and len(row.cells) > 1 else ""
        keep(section.totals, Labelled(label, value, count, row.number))
        section.closed = bool(section.columns)
    elif is_header(row.cells) and not section.columns:
        section.columns = _names(row.cells)
    elif not section.columns:
        # Name and address of the holder stand here; a transaction may not.
        if day_like and row.width >= len(COLUMNS):
            raise UnrecognisedRow(row.number, first)
    elif section.closed:
        if day_like or row.width > 1:
            raise UnrecognisedRow(row.number, first)
    elif row.width > 1 or day_like:
        section.entries.append(entry_of(row, section.columns))
    else:
        raise UnrecognisedRow(row.number, first)


def keep(kept: dict[str, Labelled], found: Labelled) -> None:
    """Remember a labelled value.

    Raises:
        ContradictoryHeading: the label stands there already.
    """
    earlier = kept.setdefault(found.label, found)
    if earlier is not found:
        raise ContradictoryHeading(found.row, found.label, earlier.value, found.value)


def entry_of(row: Row, columns: tuple[str, ...]) -> Entry:
    """One transaction row under its header, whose names are `columns`.

    Raises:
        BadColumns, BadCell: the row does not fit the header, or its amount has no CR or DB.
    """
    if row.width > len(columns) or len(row.cells) < len(columns):
        raise BadColumns(row.number, max(row.width, len(row.cells)), len(columns))
    cells = dict(zip(columns, row.cells, strict=False))
    printed = plain(cells["jumlah"])
    if "" in cells:
        printed = f"{printed} {plain(cells[''])}"
    signed = _SIGNED.fullmatch(printed)
    if signed is None:
        needed = "angka diikuti CR atau DB, seperti 50,123.00 CR"
        raise BadCell(row.number, "Jumlah", printed.strip(), needed)
    return Entry(
        row=row.number,
        date=plain(cells["tanggal transaksi"]),
        text=description(cells["keterangan"]),
        amount=signed[1],
        out=signed[2].upper() == "DB",
        balance=plain(cells["saldo"]) if "saldo" in cells else None,
    )
