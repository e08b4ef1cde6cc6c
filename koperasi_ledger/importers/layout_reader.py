"""Reads the statements of a layout that the treasurer described (`layout_spec`).

The table may be a CSV file in any encoding or a sheet of a workbook. Every row under the heading is
accounted for: it is a movement in the stated forms, the heading again, or the stated end; anything
else is refused, because it could be a lost movement. Where a balance column exists, the chain
proves the file.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from koperasi_ledger.importers.amounts import Style, parse_amount
from koperasi_ledger.importers.date_forms import time_of
from koperasi_ledger.importers.errors import (
    BadCell,
    BadColumns,
    MissingColumns,
    NoTransactions,
    StatementRefusal,
    UnrecognisedRow,
    refuse_all,
)
from koperasi_ledger.importers.layout_dates import day_of_cell
from koperasi_ledger.importers.layout_files import Grid, grids_of
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.money_cells import is_empty, money
from koperasi_ledger.importers.statement import ZERO, Line, Statement, oldest_first, prove
from koperasi_ledger.importers.text import HEAD_LINES, Row, description, plain
from koperasi_ledger.importers.workbook_cells import Moment, Number


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the layout stand, counted from 0."""

    header: int
    width: int
    single: dict[str, int]
    texts: tuple[int, ...]
    labels: dict[str, str]


class LayoutReader:
    """A reader made of a layout; see the module.

    With `certain` somebody has said that the file has this layout, so it says what it misses.
    `places` is the most decimals taken: two is money, three only tries a reading.
    """

    confirmed = False

    def __init__(self, spec: LayoutSpec, *, certain: bool = False, places: int = 2) -> None:
        self.spec, self.certain, self.places = spec, certain, places
        self.name = spec.nama
        self.label = spec.label or f"tata letak {spec.nama}"

    def claims(self, data: bytes) -> bool:
        """Whether a heading with all columns stands near the top; without one, the first row."""
        spec = self.spec
        if self.certain:
            return True
        try:
            for grid in grids_of(data, spec, HEAD_LINES):
                if spec.berkas.baris_judul == 0 and _movement_in(spec, grid):
                    return True
                if any(_is_heading(spec, row) for row in grid.rows[:HEAD_LINES]):
                    return spec.berkas.baris_judul != 0
        except StatementRefusal:
            return False
        return False

    def read(self, data: bytes) -> tuple[Statement, ...]:
        """One statement per table and account; see `readers.Reader.read`."""
        found: list[Statement] = []
        grids = grids_of(data, self.spec)
        missing: MissingColumns | None = None
        for grid in grids:
            try:
                table = _Table(self.spec, grid, self.places)
            except MissingColumns as refusal:
                missing = refusal
                continue
            found += table.statements()
        if not found:
            raise missing or NoTransactions(1)
        return tuple(found)


def same_name(cell: str) -> str:
    """A column's name as it is compared."""
    return " ".join(plain(cell).casefold().split())


def _is_heading(spec: LayoutSpec, row: Row) -> bool:
    if spec.berkas.baris_judul is not None:
        return row.number == spec.berkas.baris_judul and not _absent(spec, row)
    return not _absent(spec, row)


def _absent(spec: LayoutSpec, row: Row) -> list[str]:
    """Named columns that a row lacks, and single ones that it has twice."""
    names = [same_name(cell) for cell in row.cells]
    texts = set(spec.kolom.uraian)
    return [
        column
        for column in spec.columns()
        if isinstance(column, str)
        and not (
            names.count(same_name(column)) == 1 or (column in texts and same_name(column) in names)
        )
    ]


def _movement_in(spec: LayoutSpec, grid: Grid) -> bool:
    """Whether the first row of a file without heading has a date where the layout says."""
    if not grid.rows or not isinstance(spec.kolom.tanggal, int):
        return False
    cell = _at(grid.rows[0], spec.kolom.tanggal - 1)
    return day_of_cell(cell, spec.tanggal.bentuk, late_epoch=grid.late_epoch) is not None


def _begins(cell: str, words: Sequence[str]) -> bool:
    return any(same_name(cell).startswith(same_name(word)) for word in words)


def _at(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


class _Table:
    """One heading with the rows under it."""

    def __init__(self, spec: LayoutSpec, grid: Grid, places: int) -> None:
        self.spec, self.late_epoch, self.places = spec, grid.late_epoch, places
        self.style = Style(spec.angka.bentuk)
        self.columns, rest = self._find(grid.rows)
        self.rows = rest[spec.berkas.lewati :]
        self.opening: Decimal | None = None

    def _find(self, rows: Sequence[Row]) -> tuple[_Columns, Sequence[Row]]:
        """The columns, and the rows below their heading."""
        spec = self.spec
        if spec.berkas.baris_judul == 0:
            first = rows[0] if rows else Row(1, ())
            return self._columns(Row(0, ("",) * first.width)), rows
        for at, row in enumerate(rows):
            if _is_heading(spec, row):
                return self._columns(row), rows[at + 1 :]
        best = min(rows, key=lambda row: len(_absent(spec, row)), default=Row(1, ()))
        raise MissingColumns(
            _absent(spec, best) or [f"baris judul {spec.berkas.baris_judul}"], best.number
        )

    def _columns(self, row: Row) -> _Columns:
        names = [same_name(cell) for cell in row.cells]
        part = self.spec.kolom
        single: dict[str, int] = {}
        labels: dict[str, str] = {}
        for field in (
            "tanggal",
            "jumlah",
            "tanda",
            "debet",
            "kredit",
            "saldo",
            "acuan",
            "rekening",
        ):
            column = getattr(part, field)
            if column is not None:
                single[field] = (
                    column - 1 if isinstance(column, int) else names.index(same_name(column))
                )
                labels[field] = column if isinstance(column, str) else f"{field} (kolom {column})"
        texts = [
            at
            for column in part.uraian
            for at in (
                [column - 1]
                if isinstance(column, int)
                else [at for at, name in enumerate(names) if name == same_name(column)]
            )
        ]
        width = max([row.width, *(at + 1 for at in (*single.values(), *texts))])
        return _Columns(row.number, width, single, tuple(dict.fromkeys(texts)), labels)

    def statements(self) -> Iterator[Statement]:
        """The statements of the table, one for each account number in order of appearance."""
        mistakes: list[StatementRefusal] = []
        accounts: dict[str | None, list[Line]] = {}
        kinds: set[bool] = set()
        for row in self._movements(mistakes):
            kinds.add(isinstance(self._cell(row, "tanggal"), (Moment, Number)))
            if len(kinds) > 1:
                needed = (
                    "tanggal seperti di baris lain; sebagian tanggal mungkin sudah diubah Excel"
                )
                mistakes.append(self._bad(row, "tanggal", needed))
                break
            line = self._line(row, mistakes)
            accounts.setdefault(self._account(row, mistakes), []).append(line)
        refuse_all(mistakes)
        if not accounts:
            raise NoTransactions(max(1, self.columns.header))
        for number, lines in accounts.items():
            yield self._statement(number, lines)

    def _movements(self, mistakes: list[StatementRefusal]) -> Iterator[Row]:
        """The rows up to the end of the table; a movement below it would be lost."""
        ended = False
        heading = self.columns.header
        for row in self.rows:
            if not row.width or (heading and not _absent(self.spec, row) and self._named()):
                continue
            first = next(cell for cell in row.cells if cell.strip())
            ended = ended or _begins(first, self.spec.berkas.akhir)
            if not ended and self._is_opening(row):
                self._open(row, mistakes)
            elif ended:
                cell = self._cell(row, "tanggal")
                if self._day(cell) is not None and not isinstance(cell, Number):
                    mistakes.append(UnrecognisedRow(row.number, first))
            elif row.width > self.columns.width:
                mistakes.append(BadColumns(row.number, row.width, self.columns.width))
            else:
                yield row

    def _named(self) -> bool:
        return any(isinstance(column, str) for column in self.spec.columns())

    def _is_opening(self, row: Row) -> bool:
        words = self.spec.berkas.saldo_awal
        amounts = (self._cell(row, name) for name in ("jumlah", "debet", "kredit"))
        named = any(_begins(cell, words) for cell in row.cells if cell.strip())
        return named and all(is_empty(cell) for cell in amounts)

    def _open(self, row: Row, mistakes: list[StatementRefusal]) -> None:
        value = self._money(self._cell(row, "saldo"))
        if value is None or self.opening not in (None, value):
            mistakes.append(self._bad(row, "saldo", f"satu saldo awal, angka {self.style.value}"))
        self.opening = value

    def _cell(self, row: Row, field: str) -> str:
        at = self.columns.single.get(field)
        return "" if at is None else _at(row, at)

    def _day(self, cell: str) -> dt.date | None:
        return day_of_cell(cell, self.spec.tanggal.bentuk, late_epoch=self.late_epoch)

    def _bad(self, row: Row, field: str, needed: str) -> BadCell:
        return BadCell(row.number, self.columns.labels[field], self._cell(row, field), needed)

    def _account(self, row: Row, mistakes: list[StatementRefusal]) -> str | None:
        fixed = self.spec.rekening.nomor
        if "rekening" not in self.columns.single:
            return fixed
        digits = "".join(c for c in plain(self._cell(row, "rekening")) if c not in " .-")
        if not (digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 20):
            mistakes.append(self._bad(row, "rekening", "nomor rekening, hanya angka"))
        elif fixed is not None and digits.lstrip("0") != fixed.lstrip("0"):
            mistakes.append(self._bad(row, "rekening", f"nomor rekening {fixed}"))
        return digits

    def _line(self, row: Row, mistakes: list[StatementRefusal]) -> Line:
        day = self._day(self._cell(row, "tanggal"))
        if day is None:
            mistakes.append(self._bad(row, "tanggal", f"tanggal {self.spec.tanggal.bentuk}"))
        amount = self._amount(row, mistakes)
        balance = None
        if not is_empty(self._cell(row, "saldo")):
            balance = self._money(self._cell(row, "saldo"))
            if balance is None:
                mistakes.append(self._bad(row, "saldo", f"angka {self.style.value}"))
        parts = [description(_at(row, at)) for at in self.columns.texts]
        kept = [part for at, part in enumerate(parts) if part and part not in parts[:at]]
        reference = plain(self._cell(row, "acuan"))
        return Line(
            date=day or dt.date.min,
            amount=amount,
            balance=balance,
            text=" ".join(kept),
            bank_reference=reference if reference.strip("0-") else None,
            row=row.number,
            time=time_of(self._cell(row, "tanggal")),
        )

    def _money(self, cell: str) -> Decimal | None:
        return money(cell, lambda text: parse_amount(text, self.style, places=self.places))

    def _amount(self, row: Row, mistakes: list[StatementRefusal]) -> Decimal:
        """The signed amount by the layout's rule; zero with the mistake noted if it is none."""
        rule = self.spec.jumlah.aturan
        if rule == "dua-kolom":
            return self._of_two(row, mistakes)
        cell = self._cell(row, "jumlah")
        if rule == "bertanda":
            value = self._money(cell)
            if value is None:
                mistakes.append(self._bad(row, "jumlah", f"angka {self.style.value}"))
            return value or ZERO
        sign: int | None
        if rule == "kolom-tanda":
            sign = self._sign(plain(self._cell(row, "tanda")))
        else:
            cell, sign = self._split(plain(cell))
        value = self._money(cell)
        if sign is None:
            field = "tanda" if rule == "kolom-tanda" else "jumlah"
            words = ", ".join(w for w in (*self.spec.jumlah.masuk, *self.spec.jumlah.keluar) if w)
            mistakes.append(self._bad(row, field, f"salah satu dari {words}"))
        elif value is None or value < 0:
            mistakes.append(self._bad(row, "jumlah", f"angka {self.style.value}, tidak negatif"))
        return ZERO if value is None or sign is None else sign * value

    def _sign(self, word: str) -> int | None:
        for sign, words in ((1, self.spec.jumlah.masuk), (-1, self.spec.jumlah.keluar)):
            if word.casefold() in {each.casefold() for each in words}:
                return sign
        return None

    def _split(self, text: str) -> tuple[str, int | None]:
        """`50.000,00 CR` as its number and sign."""
        number = text.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ. ")
        return number, self._sign(text[len(number) :].strip(" ."))

    def _of_two(self, row: Row, mistakes: list[StatementRefusal]) -> Decimal:
        found = {"debet": ZERO, "kredit": ZERO}
        filled = [name for name in found if not is_empty(self._cell(row, name))]
        if not filled:
            mistakes.append(self._bad(row, "debet", "angka di kolom debet atau kredit"))
        for name in filled:
            value = self._money(self._cell(row, name))
            minus = name == "debet" and self.spec.jumlah.debet_minus
            if value is None or (bool(value) and (value < 0) != minus):
                sign = "bertanda minus" if minus else "tidak negatif"
                mistakes.append(self._bad(row, name, f"angka {self.style.value}, {sign}"))
                return ZERO
            found[name] = abs(value)
        if found["debet"] and found["kredit"]:
            mistakes.append(self._bad(row, "debet", "kosong bila kolom kredit berisi"))
        return found["kredit"] - found["debet"]

    def _statement(self, number: str | None, lines: Iterable[Line]) -> Statement:
        opening, closing = self.opening, None
        ordered = oldest_first(tuple(lines), opening, None)
        proven = prove(ordered, opening, None)
        if opening is None and ordered[0].balance is not None:
            opening = ordered[0].balance - ordered[0].amount
        if opening is not None and proven:
            closing = opening + sum((line.amount for line in ordered), ZERO)
        days = [line.date for line in ordered]
        return Statement(
            bank=self.spec.nama,
            account=number,
            currency=self.spec.rekening.mata_uang,
            start=min(days),
            end=max(days),
            opening=opening,
            closing=closing,
            proven=proven,
            lines=ordered,
        )
