"""Lists of prices, ceilings and quotas from CSV or XLSX: all of a file, or nothing of it.

Every mistake is told with the number of its row; `template` writes an example of each list.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.importers.errors import shown
from koperasi_ledger.importers.workbook import Number
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.money import parse_user_amount, to_rupiah
from koperasi_ledger.model.records import Customer, Item, Member
from koperasi_ledger.rules.store.terms import measure_of
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import make_event
from koperasi_ledger.workflows.errors import CannotWrite
from koperasi_ledger.workflows.list_pages import ListRow, heads_in, pages_of
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.recording import Stamp, session
from koperasi_ledger.workflows.store_by_hand import unnumbered_receipt
from koperasi_ledger.workflows.store_errors import BadListRow, NotAStoreList
from koperasi_ledger.workflows.store_hand import policy_on

_QUANTITY = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")


class ListKind(NamedTuple):
    """A kind of list: its name in messages, its heads with whether each is needed, an example."""

    name: str
    heads: Mapping[str, bool]
    example: Sequence[Sequence[str]]


PRICES = ListKind(
    "daftar harga",
    {"Kode": True, "Tingkat": True, "Satuan": False, "Mulai": False, "Harga": True},
    (("beras", "umum", "kg", "", "13500"), ("beras", "grosir", "karung", "10", "Rp600.000")),
)
CEILINGS = ListKind(
    "daftar HET",
    {"Kode": True, "Satuan": False, "HET": True},
    (("beras-sphp", "kg", "12500"), ("lpg-3kg", "tabung", "Rp18.000")),
)
QUOTAS = ListKind(
    "daftar kuota",
    {"Nomor": True, "Nama": False, "Kuota": True},
    (("A-0001", "Ani Contoh", "150"), ("tani-makmur", "Kelompok Tani Contoh", "500")),
)


class StoreList(NamedTuple):
    """What a file holds: its rows by the number of the row, each by its heads."""

    name: str
    rows: tuple[ListRow, ...]


def template(kind: ListKind) -> str:
    """An example of the list as CSV, which Excel and LibreOffice open."""
    lines = [tuple(kind.heads), *kind.example]
    return "".join(";".join(line) + "\n" for line in lines)


def read_list(path: Path, kind: ListKind) -> StoreList:
    """The rows of a list.

    Raises:
        CannotRead, StatementRefusal: the file is missing, too large, damaged or hostile.
        NotAStoreList: it has no row of heads, or no row below it.
    """
    names = {head.casefold(): head for head in kind.heads}
    needed = [head for head, must in kind.heads.items() if must]

    def columns(cells: Sequence[str]) -> dict[str, int] | None:
        found = heads_in(cells, names)
        return found if all(head in found for head in needed) else None

    page = next(pages_of(path, columns, kind.name), None)
    if page is None:
        raise NotAStoreList(path.name, f"Tidak ada baris judul dengan kolom {', '.join(needed)}.")
    rows = tuple(row for row in page if row.filled)
    if not rows:
        raise NotAStoreList(path.name, "Tidak ada baris di bawah judul kolomnya.")
    return StoreList(path.name, rows)


# -- lines of events -------------------------------------------------------------------------------


def price_lines(book: Book, found: StoreList, day: date) -> list[dict[str, Any]]:
    """The lines of a price list from `day` on; an empty price or `-` ends the row's price.

    Raises:
        Refusals, BadListRow: rows are wrong; all of them are listed.
    """
    policy = policy_on(book, day)

    def line(row: int, cells: Mapping[str, str]) -> dict[str, Any]:
        item, unit = _measured(book, row, cells)
        tier = cells["Tingkat"].strip()
        if policy is not None and tier not in policy.tiers:
            known = ", ".join(sorted(policy.tiers))
            what = f"Tingkat harga {shown(tier) or '(kosong)'} tidak ada di kebijakan [toko]."
            raise BadListRow(row, what, f"Yang ada: {known}.")
        made = {"item": item, "tier": tier, "unit": unit}
        start = cells.get("Mulai", "").strip()
        if start:
            made["from_quantity"] = _quantity(row, start)
        price = _price(row, cells["Harga"])
        return made if price is None else made | {"price": price}

    return _lines(found, line, ("item", "tier", "unit", "from_quantity"))


def ceiling_lines(book: Book, found: StoreList) -> list[dict[str, Any]]:
    """The lines of a list of ceilings (HET); an empty one or `-` ends it.

    Raises:
        Refusals, BadListRow: rows are wrong; all of them are listed.
    """

    def line(row: int, cells: Mapping[str, str]) -> dict[str, Any]:
        item, unit = _measured(book, row, cells)
        price = _price(row, cells["HET"])
        made = {"item": item, "unit": unit}
        return made if price is None else made | {"price": price}

    return _lines(found, line, ("item", "unit"))


def quota_lines(book: Book, found: StoreList) -> list[dict[str, Any]]:
    """The lines of an allocation list (e-RDKK, LPG): members by number, others by short name.

    Raises:
        Refusals, BadListRow: rows are wrong; all of them are listed.
    """

    def line(row: int, cells: Mapping[str, str]) -> dict[str, Any]:
        number = cells["Nomor"].strip()
        quantity = _quantity(row, cells["Kuota"])
        if book.journal.load(Member.kind, number.upper()) is not None:
            return {"member": number.upper(), "quantity": quantity}
        if book.journal.load(Customer.kind, number) is not None:
            return {"customer": number, "quantity": quantity}
        raise BadListRow(
            row,
            f"Tidak ada anggota atau pelanggan bernomor {shown(number) or '(kosong)'}.",
            "Periksa nomornya; bukan anggota didaftarkan dengan 'koperasi toko pelanggan'.",
        )

    return _lines(found, line, ("member", "customer"))


def _lines(
    found: StoreList,
    read: Callable[[int, Mapping[str, str]], dict[str, Any]],
    keys: Sequence[str],
) -> list[dict[str, Any]]:
    mistakes: list[Refusal] = []
    lines: list[dict[str, Any]] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row, cells in found.rows:
        try:
            line = read(row, cells)
        except BadListRow as mistake:
            mistakes.append(mistake)
            continue
        key = tuple(line.get(name) for name in keys)
        if key in seen:
            what = f"Baris ini sama dengan baris {seen[key]}."
            mistakes.append(BadListRow(row, what, "Hapus salah satunya."))
        seen[key] = row
        lines.append(line)
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return lines


def _measured(book: Book, row: int, cells: Mapping[str, str]) -> tuple[str, str]:
    """The item of a row and its measure; the base unit where none is named."""
    code = cells["Kode"].strip()
    found = book.journal.load(Item.kind, code)
    if not isinstance(found, Item):
        raise BadListRow(
            row,
            f"Barang {shown(code) or '(kosong)'} belum terdaftar.",
            "Periksa kodenya dengan 'koperasi toko barang daftar'.",
        )
    unit = cells.get("Satuan", "").strip() or found.base
    try:
        measure_of(found, unit)
    except Refusal as refusal:
        raise BadListRow(row, refusal.what, refusal.remedy) from None
    return found.item, unit


def _quantity(row: int, text: str) -> str:
    plain = str(text).strip()
    if not _QUANTITY.fullmatch(plain):
        raise BadListRow(
            row,
            f"{shown(plain) or 'Kosong'} bukan banyaknya barang.",
            "Tulis seperti 150 atau 2,5.",
        )
    return plain.replace(",", ".")


def _price(row: int, text: str) -> str | None:
    """A price in rupiah; None where the cell says that there is none any more."""
    if str(text).strip() in {"", "-"}:
        return None
    try:
        amount = to_rupiah(str(text)) if isinstance(text, Number) else parse_user_amount(text)
    except Refusal as refusal:
        raise BadListRow(row, refusal.what, refusal.remedy) from None
    if amount <= 0:
        raise BadListRow(row, "Harga harus di atas nol.", "Kosongkan bila harganya berakhir.")
    return str(amount)


# -- files and trials ------------------------------------------------------------------------------


def write_template(path: Path, text: str) -> None:
    """Writes an example beside nothing: a file that is there stays.

    Raises:
        CannotWrite: there is such a file, or the disk refuses.
    """
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise CannotWrite(str(path), "berkas itu sudah ada") from None
    except OSError as error:
        raise CannotWrite(str(path), write_reason(error)) from None


def try_list(
    book: Book, kind: str, stamp: Stamp, labels: Mapping[str, str], **fields: object
) -> AnyEvent:
    """Makes an event, of a list or another, and lets the rules look at it; nothing is recorded.

    Raises:
        Refusal, Refusals: it would be refused.
    """
    fields |= unnumbered_receipt(kind, fields)
    event = make_event(kind, labels, ref="PERCOBAAN-DAFTAR", **fields)
    with session(book, stamp, keep=False) as under_way:
        under_way.add(event)
    return event
