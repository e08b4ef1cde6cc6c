"""Reading the payroll list that comes back: its rows, every mistake with the row's number.

Nothing but numbers of members and amounts is taken from the file, which was in other hands.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.importers.workbook import Number
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import format_rupiah, parse_user_amount, to_rupiah
from koperasi_ledger.workflows.list_pages import ListRow, heads_in, pages_of
from koperasi_ledger.workflows.payroll import DEDUCTED, MONTH, NAME, NUMBER, TOTAL
from koperasi_ledger.workflows.payroll_errors import BadPayrollRow, NoDeductionYet, NotAList

_NEEDED = (MONTH, NUMBER, NAME, DEDUCTED)
_HEADS = {head.casefold(): head for head in _NEEDED}
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
    rows = next(pages_of(path, _columns, "daftar potong gaji"), None)
    if rows is None:
        heads = ", ".join(_NEEDED)
        raise NotAList(path.name, f"Tidak ada baris judul dengan kolom {heads}.")
    return _rows(rows, path.name)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    """Where the needed columns are, when this is the row of heads."""
    found = heads_in(cells, _HEADS)
    return found if len(found) == len(_NEEDED) else None


def _rows(rows: Sequence[ListRow], name: str) -> Deductions:
    mistakes: list[Refusal] = []
    found: dict[str, Deduction] = {}
    months: set[str] = set()
    said: Decimal | None = None
    empty = True
    for row in rows:
        month, number, who, amount = (row.cells[head] for head in _NEEDED)
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
