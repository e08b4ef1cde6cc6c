"""Payroll deduction (potong gaji), out: what each member owes in a month, for the employer.

Nothing in the books says who is on a payroll: the list is of those named in a file, or of every
member who owes something (practice; employers keep their own rolls).
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.importers.bills import Part, bills_of, joined
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import format_rupiah
from koperasi_ledger.model.records import Member
from koperasi_ledger.reports.sheets import Sheet
from koperasi_ledger.reports.view import Cell
from koperasi_ledger.rules.dates import last_day
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.payroll_errors import NotOnRoll, TwiceOnRoll
from koperasi_ledger.workflows.reading import text_lines

MONTH, NUMBER, NAME = "Bulan", "Nomor", "Nama"
BILLED, DEDUCTED = "Jumlah", "Dipotong"
HEADS = (
    MONTH,
    NUMBER,
    NAME,
    "Simpanan wajib",
    "Angsuran pinjaman",
    "Belanja toko",
    BILLED,
    DEDUCTED,
    "Rincian",
)
"""The heads of the list; the employer fills the column `Dipotong`, and it is read back by name."""
TOTAL = "Jumlah seluruhnya"
_WORDS = {"wajib": "simpanan wajib", "pinjaman": "angsuran", "toko": "belanja toko"}


class PayrollRow(NamedTuple):
    """What one member owes by the end of the month, arrears included."""

    member: Member
    parts: tuple[Part, ...]

    @property
    def total(self) -> Decimal:
        """All of it."""
        return sum((part.amount for part in self.parts), Decimal(0))

    def of(self, purpose: str) -> Decimal:
        """What is owed for one purpose, `wajib`, `pinjaman` or `toko`."""
        return sum((part.amount for part in self.parts if part.purpose == purpose), Decimal(0))

    @property
    def told(self) -> str:
        """The parts in words."""
        return "; ".join(
            f"{part.number or _WORDS[part.purpose]} Rp{format_rupiah(part.amount)}"
            for part in self.parts
        )


def read_roll(path: Path) -> list[str]:
    """The member numbers of a file, one a line; what follows `#` is a remark.

    Raises:
        CannotRead: it is missing or no text.
    """
    stripped = (line.partition("#")[0].strip().upper() for line in text_lines(path))
    return [number for number in stripped if number]


def payroll_list(book: Book, month: str, roll: Sequence[str] | None = None) -> list[PayrollRow]:
    """What members owe by the end of a month (`YYYY-MM`): those of the roll, or all who owe.

    Raises:
        NotOnRoll, TwiceOnRoll: the roll names nobody's number, or one twice.
    """
    books = book.journal.books()
    if roll is None:
        members = [member for member in books.all(Member) if member.status == "aktif"]
        found = [owed_by(books, member, month) for member in members]
        return [row for row in found if row.parts]
    mistakes: list[Refusal] = []
    members = []
    seen: set[str] = set()
    for place, number in enumerate(roll, 1):
        member = books.peek(Member, number)
        if member is None or member.status != "aktif":
            mistakes.append(NotOnRoll(place, number))
        elif number in seen:
            mistakes.append(TwiceOnRoll(place, number))
        else:
            members.append(member)
        seen.add(number)
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return [owed_by(books, member, month) for member in members]


def owed_by(books: Books, member: Member, month: str) -> PayrollRow:
    """What a member owes by the end of a month, purposes and loans joined."""
    bills = bills_of(books, member.number, last_day(month))
    return PayrollRow(member, tuple(joined([bill.part for bill in bills])))


def payroll_sheet(rows: Sequence[PayrollRow], month: str) -> Sheet:
    """The list as a sheet: the column for what was deducted is empty, and nothing is a formula."""
    cells: list[tuple[Cell, ...]] = [
        (
            month,
            row.member.number,
            row.member.name,
            row.of("wajib"),
            row.of("pinjaman"),
            row.of("toko"),
            row.total,
            None,
            row.told,
        )
        for row in rows
    ]
    sums = [
        sum((row.of("wajib") for row in rows), Decimal(0)),
        sum((row.of("pinjaman") for row in rows), Decimal(0)),
        sum((row.of("toko") for row in rows), Decimal(0)),
        sum((row.total for row in rows), Decimal(0)),
    ]
    cells.append((None, None, TOTAL, *sums, None, None))
    return Sheet(f"Potong gaji {month}", HEADS, cells)
