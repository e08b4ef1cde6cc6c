"""A year's budget from a CSV or XLSX list: accounts with amounts, and lines of the work plan."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import parse_user_amount
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.list_pages import heads_in, pages_of

HEADS = ("Akun", "Jumlah")
PLAN = "RK"
"""What stands in place of an account on a line of the work plan."""
_NAMES = {
    "akun": "akun",
    "kode": "akun",
    "kode akun": "akun",
    "unit": "unit",
    "unit usaha": "unit",
    "uraian": "uraian",
    "keterangan": "uraian",
    "jumlah": "jumlah",
    "anggaran": "jumlah",
}


class NotABudget(Refusal):
    """The file has no row of heads that a budget has."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} bukan daftar anggaran: tidak ada baris judul dengan kolom"
            f" {' dan '.join(HEADS)}.",
            remedy="Mulai dari contohnya: koperasi anggaran contoh > anggaran.csv.",
        )


class BadBudgetRow(Refusal):
    """A row of the list that says nothing usable."""

    def __init__(self, row: int, what: str, remedy: str) -> None:
        super().__init__(what, where=f"baris {row}", remedy=remedy)


class Told(NamedTuple):
    """What a list says: lines as the event takes them, and the work plan."""

    lines: tuple[Mapping[str, Any], ...]
    plan: tuple[str, ...]


def read_budget(path: Path, book: Book) -> Told:
    """The budget that a file tells.

    Raises:
        CannotRead, StatementRefusal: the file is missing, too large, damaged or hostile.
        NotABudget, BadBudgetRow, Refusals: it is no budget, or rows of it are wrong.
    """
    codes = {account.code: name for name, account in book.journal.books().chart().items()}
    lines: list[Mapping[str, Any]] = []
    plan: list[str] = []
    mistakes: list[Refusal] = []
    for number, cells in _table(path):
        try:
            if cells["akun"].upper() == PLAN:
                plan += [cells["uraian"]] if cells.get("uraian") else []
            elif cells["jumlah"] not in {"", "-", "0"}:
                lines.append(_line(number, cells, codes))
        except Refusal as refusal:
            mistakes.append(refusal)
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    if not lines:
        raise NotABudget(path.name)
    return Told(tuple(lines), tuple(plan))


def _line(number: int, cells: Mapping[str, str], codes: Mapping[str, str]) -> Mapping[str, Any]:
    told = cells["akun"]
    account = codes.get(told, told)
    if account not in codes.values():
        raise BadBudgetRow(
            number,
            f"Akun {shown(told)} tidak ada di bagan akun.",
            "Pakai kode atau nama akun dari 'koperasi laporan bagan-akun'.",
        )
    try:
        amount = parse_user_amount(cells["jumlah"])
    except Refusal as refusal:
        refusal.where = f"baris {number}, Jumlah"
        raise
    unit = cells.get("unit") or None
    return {"account": account, "unit": unit, "amount": str(amount)}


def template(book: Book) -> str:
    """A list to fill in: every result account of the chart, without amounts."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("Akun", "Uraian", "Unit", "Jumlah"))
    for name, account in book.journal.books().chart().items():
        if name.startswith(("Pendapatan:", "Beban:", "Ekuitas:Simpanan")):
            writer.writerow((account.code, account.title, "", ""))
    writer.writerow((PLAN, "", "", ""))
    return out.getvalue()


def _table(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows with an account below the row of heads, without white space around cells."""
    rows = next(pages_of(path, _columns, "daftar anggaran"), None)
    if rows is None:
        raise NotABudget(path.name)
    for row in rows:
        cells = {name: cell.strip() for name, cell in row.cells.items()}
        if cells["akun"]:
            yield row.number, cells


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    found = heads_in(cells, _NAMES)
    return found if {"akun", "jumlah"} <= set(found) else None
