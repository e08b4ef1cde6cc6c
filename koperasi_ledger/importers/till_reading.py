"""From the rows of a till's file to receipts as they are stated there, mistakes beside them.

Rows of one receipt stand together; what holds for the whole receipt (day, class of customers,
buyer, …) is on its first row or on all of its rows. A row without goods may still name a payment.
Nothing here knows the store: which item or member is meant is asked later.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from koperasi_ledger.importers.errors import StatementRefusal
from koperasi_ledger.importers.text import Row, plain
from koperasi_ledger.importers.till_cells import Cells, folded, meant
from koperasi_ledger.importers.till_errors import (
    BadTillCell,
    BadTillPayments,
    NoSalesTable,
    ReceiptSplit,
    StrayColumn,
)
from koperasi_ledger.importers.till_spec import (
    FIELDS,
    GOODS,
    HEADERS,
    NEEDED,
    PAID,
    REASON,
    WAYS,
    TillSpec,
    way_of,
)
from koperasi_ledger.importers.till_table import TillTable, names_of, open_table
from koperasi_ledger.model.fields import KEY_PATTERN

_KEY = re.compile(KEY_PATTERN)
_ZERO = Decimal(0)


class StatedLine(NamedTuple):
    """A row of goods: how the item is named, how many (negative: returned), what it comes to."""

    row: int
    item: str
    barcode: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    discount: Decimal
    amount: Decimal | None


class StatedPayment(NamedTuple):
    """A payment: the way, its cash account, issuer or product, and how much (None: all of it)."""

    way: str
    detail: str | None
    amount: Decimal | None


@dataclass(slots=True)
class Stated:
    """A receipt as the file states it; `day` is None only with a mistake beside it."""

    rows: tuple[Row, ...]
    till: str = ""
    number: str = ""
    day: dt.date | None = None
    words: dict[str, str] = field(default_factory=dict)
    discount: Decimal = _ZERO
    lines: list[StatedLine] = field(default_factory=list)
    payments: list[StatedPayment] = field(default_factory=list)
    mistakes: list[StatementRefusal] = field(default_factory=list)

    @property
    def row(self) -> int:
        """The first row of the receipt."""
        return self.rows[0].number


class TillReader:
    """Reads the receipts of one file by its description, as often as asked.

    Raises:
        NoSalesTable, StrayColumn: the heading is not what the description says.
        StatementRefusal, OSError: the file cannot be read.
    """

    def __init__(self, path: Path, spec: TillSpec, *, mapped: bool) -> None:
        self._spec, self._mapped = spec, mapped
        part = spec.berkas
        found = open_table(path, self._is_heading, delimiter=part.pemisah, tab=part.lembar)
        if found is None:
            needed = [str(column) for column in self._needed().values()]
            raise NoSalesTable(needed, mapped=mapped)
        self.table: TillTable = found
        self._cells = Cells(spec, late_epoch=found.late_epoch)
        names = names_of(found.heading.cells)
        self._places = {
            name: place
            for name, column in spec.kolom.given().items()
            if (place := _place(column, names)) is not None
        }
        self._ways = [
            (label, place, way_of(way))
            for label, way in spec.bayaran.items()
            if (place := _place(label, names)) is not None
        ]
        self._reason = _place(REASON, names)
        self._labels = {
            name: plain(found.heading.cells[place]) if place < len(names) else name
            for name, place in self._places.items()
        }
        if not mapped:
            self._refuse_strays(names)
        self._words = {
            name: folded(getattr(spec.kata, name)) for name in type(spec.kata).model_fields
        }
        self._headers = [(name, self._places[name]) for name in HEADERS if name in self._places]
        self._goods_at = [(name, self._places.get(name)) for name in GOODS]
        self._ends = tuple(" ".join(word.casefold().split()) for word in part.akhir)

    def _needed(self) -> dict[str, str | int]:
        given = self._spec.kolom.given()
        if self._mapped:
            return given | {f"bayaran {label}": label for label in self._spec.bayaran}
        return {name: given[name] for name in (*NEEDED, "barang")}

    def _is_heading(self, cells: tuple[str, ...]) -> bool:
        names = names_of(cells)
        return all(
            isinstance(column, int) or names.count(_same(column)) == 1
            for column in self._needed().values()
        ) and any(isinstance(column, str) for column in self._needed().values())

    def _refuse_strays(self, names: tuple[str, ...]) -> None:
        known = {*FIELDS, REASON}
        for name in names:
            if name and name not in known:
                near = get_close_matches(name, FIELDS, n=2)
                raise StrayColumn(self.table.heading.number, name, near)
            if name and names.count(name) > 1:
                raise StrayColumn(self.table.heading.number, f"{name} (dua kali)", ())

    # -- receipts ----------------------------------------------------------------------------------

    def receipts(self) -> Iterator[Stated]:
        """The receipts of the file in its order."""
        block: list[Row] = []
        key: tuple[str, ...] | None = None
        for row in self.table.rows():
            cells = row.cells
            if self._ends and _begins(cells, self._ends):
                break
            mine = self._key(cells)
            if not any(cell.strip() for at, cell in enumerate(cells) if at != self._reason):
                continue
            if block and (mine == key or not mine[1]):
                block.append(row)
                continue
            if block:
                yield self._read(block)
            block, key = [row], mine
        if block:
            yield self._read(block)

    def _key(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        places = self._places
        names = ("kasir", "nomor", "tanggal") if self._daily() else ("kasir", "nomor")
        return tuple(plain(_at(cells, places[name])) if name in places else "" for name in names)

    def _daily(self) -> bool:
        return self._spec.struk.nomor == "per-hari"

    def _read(self, block: list[Row]) -> Stated:
        stated = Stated(tuple(block))
        raw: dict[str, str] = {}
        seen: dict[str, int] = {}
        for row in block:
            for name, place in self._headers:
                cell = _at(row.cells, place)
                before = raw.get(name)
                if not cell or cell == before or not (text := plain(cell)):
                    continue
                if before is None:
                    raw[name], seen[name] = cell, row.number
                elif plain(before) != text:
                    label = self._labels[name]
                    stated.mistakes.append(
                        ReceiptSplit(row.number, label, text, seen[name], plain(before))
                    )
        self._head(stated, raw)
        paid: list[tuple[int, str, Decimal | None]] = []
        for row in block:
            self._goods(stated, row)
            self._paid(stated, row, paid)
        if not stated.lines and not stated.mistakes:
            stated.mistakes.append(self._bad(block[0], "barang", "", "barang yang dijual"))
        stated.payments = self._payments(stated, paid)
        return stated

    def _head(self, stated: Stated, raw: dict[str, str]) -> None:
        first, spec = stated.rows[0], self._spec
        words: dict[str, str] = {}
        for name in ("kasir", "tingkat", "lokasi", "disetujui"):
            default = getattr(spec.bawaan, name) or ""
            words[name] = meant(raw[name], self._words.get(name, {})) if name in raw else default
        for name in ("anggota", "pelanggan", "retur_struk", "retur_kasir"):
            words[name] = plain(raw[name]) if name in raw else ""
        words["anggota"] = words["anggota"].upper()
        words["kasir"] = _as_key(words["kasir"])
        words["retur_kasir"] = _as_key(
            meant(words["retur_kasir"], self._words["kasir"]) if words["retur_kasir"] else ""
        )
        stated.words, stated.till = words, words["kasir"]
        if not stated.till:
            needed = "nama kasir, misalnya kasir-1 (atau sebut dengan --kasir)"
            stated.mistakes.append(self._bad(first, "kasir", "", needed))
        if not words["tingkat"]:
            needed = "tingkat harga, misalnya umum (atau sebut dengan --tingkat)"
            stated.mistakes.append(self._bad(first, "tingkat", "", needed))
        day = raw.get("tanggal", "")
        stated.day = self._cells.day(day) if day else None
        if stated.day is None:
            needed = f"tanggal {self._cells.day_form}"
            stated.mistakes.append(self._bad(first, "tanggal", day, needed))
        number = plain(raw.get("nomor", ""))
        if not number:
            stated.mistakes.append(self._bad(first, "nomor", "", "nomor struk"))
        elif self._daily() and stated.day is not None:
            number = f"{stated.day:%Y%m%d}-{number}"
        stated.number = number
        if "potongan_struk" in raw:
            value = self._amount(stated, first, "potongan_struk")
            stated.discount = abs(value) if value is not None else _ZERO

    def _bad(self, row: Row, name: str, value: str, needed: str) -> BadTillCell:
        return BadTillCell(row.number, self._labels.get(name, name), plain(value), needed)

    def _amount(self, stated: Stated, row: Row, name: str) -> Decimal | None:
        """An amount of a row; None, with the mistake noted, when it is none; None when empty."""
        place = self._places.get(name)
        cell = _at(row.cells, place) if place is not None else ""
        if not cell or not cell.strip():
            return None
        value = self._cells.amount(cell)
        if value is None:
            needed = f"jumlah seperti {self._cells.amount_form}"
            stated.mistakes.append(self._bad(row, name, cell, needed))
        return value

    def _goods(self, stated: Stated, row: Row) -> None:
        cells = row.cells
        texts = {name: "" if at is None else _at(cells, at) for name, at in self._goods_at}
        if not any(map(str.strip, texts.values())):
            return
        quantity = self._cells.quantity(texts["banyak"]) if texts["banyak"] else None
        if not quantity:
            needed = "banyaknya seperti 3 atau 2.5; minus untuk yang dikembalikan"
            stated.mistakes.append(self._bad(row, "banyak", texts["banyak"], needed))
        if not (
            texts["barang"].strip() or texts["barcode"].strip() or texts["nama_barang"].strip()
        ):
            stated.mistakes.append(self._bad(row, "barang", "", "kode barang"))
        price = self._amount(stated, row, "harga")
        discount = self._amount(stated, row, "potongan")
        amount = self._amount(stated, row, "jumlah")
        if price is not None and price <= 0:
            stated.mistakes.append(self._bad(row, "harga", texts["harga"], "harga di atas nol"))
        if quantity and amount and (amount < 0) != (quantity < 0):
            needed = "jumlah yang bertanda sama dengan banyaknya: minus untuk retur"
            stated.mistakes.append(self._bad(row, "jumlah", texts["jumlah"], needed))
        stated.lines.append(
            StatedLine(
                row.number,
                meant(texts["barang"], self._words["barang"]),
                plain(texts["barcode"]),
                meant(texts["nama_barang"], self._words["barang"]),
                quantity or Decimal(1),
                meant(texts["satuan"], self._words["satuan"]),
                price,
                abs(discount) if discount is not None else _ZERO,
                amount,
            )
        )

    def _paid(self, stated: Stated, row: Row, paid: list[tuple[int, str, Decimal | None]]) -> None:
        for label, place, _ in self._ways:
            cell = _at(row.cells, place)
            if not cell.strip():
                continue
            value = self._cells.amount(cell)
            if value is None:
                needed = f"jumlah seperti {self._cells.amount_form}"
                stated.mistakes.append(BadTillCell(row.number, label, plain(cell), needed))
            elif value:
                paid.append((row.number, self._spec.bayaran[label], value))
        word, amount = (
            _at(row.cells, self._places[name]) if name in self._places else "" for name in PAID
        )
        if word.strip() or amount.strip():
            value = self._amount(stated, row, "dibayar")
            told = meant(word, self._words["bayar"]) or self._spec.bawaan.bayar or ""
            paid.append((row.number, told, value))

    def _payments(
        self, stated: Stated, paid: list[tuple[int, str, Decimal | None]]
    ) -> list[StatedPayment]:
        """One payment for each way: the amounts added up, or one way for all of it."""
        default = self._spec.bawaan.bayar or ""
        sums: dict[tuple[str, str | None], Decimal | None] = {}
        for row, word, amount in paid or [(stated.row, default, None)]:
            way = way_of(word) or way_of(word.casefold()) if word else None
            if way is None:
                label = self._labels.get("bayar", "bayar")
                stated.mistakes.append(BadTillCell(row, label, word, WAYS))
                continue
            if amount is None:
                sums.setdefault(way, None)
            else:
                sums[way] = (sums.get(way) or _ZERO) + amount
        open_ways = [way for way, amount in sums.items() if amount is None]
        if open_ways and len(sums) > 1:
            stated.mistakes.append(
                BadTillPayments(
                    stated.row,
                    "Struk ini dibayar dengan beberapa cara, dan tidak semuanya ada jumlahnya.",
                    "Isi jumlah setiap cara di kolom dibayar.",
                )
            )
        return [StatedPayment(*way, amount) for way, amount in sums.items()]


def _same(column: str) -> str:
    return " ".join(plain(column).casefold().split())


def _place(column: str | int, names: tuple[str, ...]) -> int | None:
    if isinstance(column, int):
        return column - 1
    wanted = _same(column)
    return names.index(wanted) if wanted in names else None


def _at(cells: tuple[str, ...], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _begins(cells: tuple[str, ...], words: tuple[str, ...]) -> bool:
    first = next((cell for cell in cells if cell.strip()), "")
    return " ".join(plain(first).casefold().split()).startswith(words)


def _as_key(text: str) -> str:
    """A till as its key: `Kasir 1` is `kasir-1`; what is no key even so stays as it is."""
    key = "-".join(text.casefold().split())
    return key if _KEY.fullmatch(key) else text
