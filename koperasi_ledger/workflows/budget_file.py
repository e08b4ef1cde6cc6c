"""A year's budget from a CSV or XLSX list: accounts with amounts, and lines of the work plan."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.importers.errors import StatementRefusal, shown
from koperasi_ledger.importers.text import MAX_BYTES, Row, decode, delimiter_of, rows_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_of
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.money import parse_user_amount
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.errors import CannotRead
from koperasi_ledger.workflows.reading import os_reason

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
    """The filled rows below the row of heads."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CannotRead(str(path), os_reason(error)) from None
    try:
        pages = _pages(data)
    except StatementRefusal as refusal:
        refusal.remedy = "Simpan ulang daftarnya sebagai .xlsx atau .csv, tanpa rumus dan sandi."
        refusal.in_file(path.name)
        raise
    for page in pages:
        for place, row in enumerate(page):
            at = _columns(row.cells)
            if at is not None:
                for each in page[place + 1 :]:
                    cells = {
                        name: each.cells[k].strip() if k < len(each.cells) else ""
                        for name, k in at.items()
                    }
                    if cells["akun"]:
                        yield each.number, cells
                return
    raise NotABudget(path.name)


def _columns(cells: Sequence[str]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = _NAMES.get(" ".join(cell.casefold().replace(".", " ").split()))
        if name is not None:
            found.setdefault(name, place)
    return found if {"akun", "jumlah"} <= set(found) else None


def _pages(data: bytes) -> list[Sequence[Row]]:
    if is_workbook(data):
        return [sheet.rows for sheet in sheets_of(data)]
    text = decode(data)
    mark = delimiter_of(data, lambda cells: _columns(cells) is not None)
    return [rows_of(text, mark)] if mark is not None else []
