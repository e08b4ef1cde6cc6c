"""Reading the payroll list that comes back: its rows, every mistake with the row's number.

The file was in other hands: it is read by the hardened readers of workbooks and CSV, columns are
found by their heads, and nothing but numbers of members and amounts is taken from it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.errors import StatementRefusal, shown
from koperasi_ledger.importers.text import MAX_BYTES, Row, decode, delimiter_of, rows_of
from koperasi_ledger.importers.workbook import Number, is_workbook, sheets_of
from koperasi_ledger.importers.workbook_errors import FormulaCell, PasswordNeeded
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import format_rupiah, parse_user_amount, to_rupiah
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.payroll import DEDUCTED, MONTH, NAME, NUMBER, TOTAL
from koperasi_ledger.workflows.payroll_errors import BadPayrollRow, NoDeductionYet, NotAList
from koperasi_ledger.workflows.reading import os_reason

_NEEDED = (MONTH, NUMBER, NAME, DEDUCTED)
_MONTH = re.compile(r"([0-9]{4}-(?:0[1-9]|1[0-2]))(?:-01)?")
_FILL = "Isi dengan jumlah yang benar-benar dipotong; 0 bila tidak dipotong."


class Deduction(NamedTuple):
    """One row: the member, and what was really deducted, in rupiah."""

    row: int
    member: str
    amount: Decimal


class Deductions(NamedTuple):
    """What came back for a month, one row a member."""

    month: str
    rows: tuple[Deduction, ...]

    @property
    def total(self) -> Decimal:
        """What the employer transfers."""
        return sum((row.amount for row in self.rows), Decimal(0))


def read_deductions(path: Path) -> Deductions:
    """The rows of a payroll list, as it came back.

    Raises:
        CannotRead, StatementRefusal: the file is missing, too large, damaged or hostile.
        NotAList, NoDeductionYet, BadPayrollRow, Refusals: it is no list, or rows of it are wrong.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    try:
        pages = _pages(data)
    except StatementRefusal as refusal:
        raise _told(refusal, path.name) from None
    for page in pages:
        for place, row in enumerate(page):
            columns = _columns(row)
            if columns is not None:
                return _rows(page[place + 1 :], columns, path.name)
    heads = ", ".join(_NEEDED)
    raise NotAList(path.name, f"Tidak ada baris judul dengan kolom {heads}.")


def _pages(data: bytes) -> list[Sequence[Row]]:
    """The rows of each sheet; of a CSV, whose delimiter its heads tell, there is one."""
    if is_workbook(data):
        return [sheet.rows for sheet in sheets_of(data)]
    text = decode(data)
    mark = delimiter_of(data, lambda cells: _columns(Row(1, cells)) is not None)
    return [rows_of(text, mark)] if mark is not None else []


def _told(refusal: StatementRefusal, name: str) -> StatementRefusal:
    """The reader's refusal in the words of a list: it speaks of bank files."""
    if isinstance(refusal, FormulaCell):
        refusal.what = "Berkas ini berisi rumus; daftar potong gaji hanya berisi nilai."
        refusal.remedy = "Salin kolom yang berisi rumus, lalu tempel sebagai nilai saja."
    elif isinstance(refusal, PasswordNeeded):
        refusal.remedy = "Simpan dahulu tanpa sandi."
    else:
        refusal.remedy = "Simpan ulang daftarnya sebagai .xlsx dari Excel atau LibreOffice."
    refusal.in_file(name)
    return refusal


def _columns(row: Row) -> dict[str, int] | None:
    """Where the needed columns are, when this is the row of heads."""
    places = {cell.strip().casefold(): place for place, cell in enumerate(row.cells)}
    found = {head: places.get(head.casefold()) for head in _NEEDED}
    return (
        {head: place for head, place in found.items() if place is not None}
        if all(place is not None for place in found.values())
        else None
    )


def _rows(rows: Sequence[Row], columns: dict[str, int], name: str) -> Deductions:
    mistakes: list[Refusal] = []
    found: dict[str, Deduction] = {}
    months: set[str] = set()
    said: Decimal | None = None
    empty = True
    for row in rows:
        month, number, who, amount = (_cell(row, columns[head]) for head in _NEEDED)
        empty = empty and not amount.strip()
        try:
            if not number.strip():
                said = _total(row.number, who, amount, said)
                continue
            item = _deduction(row.number, number, amount, found)
            months.add(_month(row.number, month))
            found[item.member] = item
        except BadPayrollRow as mistake:
            mistakes.append(mistake)
    if empty:
        raise NoDeductionYet(name)
    if not mistakes:
        mistakes += _whole(found, months, said, name)
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return Deductions(months.pop(), tuple(found.values()))


def _whole(
    found: dict[str, Deduction], months: set[str], said: Decimal | None, name: str
) -> Iterator[Refusal]:
    """What is wrong with the list as a whole."""
    if len(months) != 1:
        listed = ", ".join(sorted(months)) or "tidak ada"
        yield NotAList(name, f"Daftar ini bukan dari satu bulan ({listed}).")
    total = sum((item.amount for item in found.values()), Decimal(0))
    if said is not None and said != total:
        yield NotAList(
            name,
            f"Baris {TOTAL} berisi Rp{format_rupiah(said)}, sedangkan"
            f" baris-barisnya Rp{format_rupiah(total)}.",
        )


def _total(row: int, who: str, amount: str, said: Decimal | None) -> Decimal | None:
    """What the list says of its total, in the row that has no member."""
    if not amount.strip():
        return said
    if who.strip() != TOTAL:
        raise BadPayrollRow(row, "Nomor anggota kosong.", "Isi nomor anggotanya.")
    return _amount(row, amount)


def _cell(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _deduction(row: int, number: str, amount: str, found: dict[str, Deduction]) -> Deduction:
    member = number.strip().upper()
    if member in found:
        raise BadPayrollRow(
            row,
            f"Anggota {shown(member)} sudah ada di baris {found[member].row}.",
            "Gabungkan kedua barisnya menjadi satu.",
        )
    if not amount.strip():
        raise BadPayrollRow(row, f"Kolom Dipotong anggota {shown(member)} kosong.", _FILL)
    return Deduction(row, member, _amount(row, amount))


def _month(row: int, text: str) -> str:
    match = _MONTH.fullmatch(text.strip())
    if match is None:
        raise BadPayrollRow(
            row, f"Bulan “{shown(text)}” bukan bulan.", "Tulis seperti semula, misalnya 2026-03."
        )
    return match[1]


def _amount(row: int, text: str) -> Decimal:
    """An amount: a number cell as it is, a text as a person writes one."""
    try:
        amount = to_rupiah(str(text)) if isinstance(text, Number) else parse_user_amount(text)
    except Refusal as refusal:
        raise BadPayrollRow(row, refusal.what, refusal.remedy) from None
    if amount < 0:
        raise BadPayrollRow(row, "Potongan di bawah nol.", _FILL)
    return amount
