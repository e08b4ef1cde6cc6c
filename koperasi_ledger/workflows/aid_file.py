"""Reading lists of aid: who is to have it, and who got it; every mistake with its row.

The files come from the village office or from the field: CSV or a workbook, columns found by their
heads. A NIK is never kept: where a list has no numbers of its own, the number of a beneficiary is
a digest of programme and NIK, so that the same person is found again and nobody reads the NIK in
the books.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from koperasi_ledger.importers.date_forms import any_form, of_cell
from koperasi_ledger.importers.errors import shown
from koperasi_ledger.importers.workbook import Number
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events.aid import BENEFICIARY_PATTERN
from koperasi_ledger.model.fields import clean_text
from koperasi_ledger.model.money import parse_user_amount
from koperasi_ledger.model.records.aid import AidProgramme
from koperasi_ledger.workflows.aid_errors import AidItemUnclear, BadAidRow, NotAnAidList
from koperasi_ledger.workflows.list_pages import ListRow, heads_in, pages_of

T = TypeVar("T")

LIST_HEADS = ("Nomor", "Nama", "Jatah")
HANDED_HEADS = ("Nomor",)
_OTHER_NAMES = {
    "nomor": ("no kpm", "nomor penerima", "id", "id penerima", "kode", "nomor kpm"),
    "nik": ("no nik", "nomor nik", "nik/ktp", "no ktp"),
    "nama": ("nama penerima", "nama kpm", "nama lengkap"),
    "alamat": ("rt/rw", "dusun"),
    "barang": ("jenis bantuan", "jenis", "komoditas"),
    "jatah": ("alokasi", "banyak", "jumlah", "jumlah bantuan", "kuantum"),
    "diterima oleh": ("penerima", "diambil oleh", "wakil", "diwakili oleh"),
    "tanggal": ("tgl", "tanggal terima", "tanggal penyaluran"),
    "bukti": ("tanda terima", "no bukti", "nomor bukti"),
}
_NAMES = {other: name for name, others in _OTHER_NAMES.items() for other in (name, *others)} | {
    "nama wakil": "diterima oleh"
}
_IN_PERSON = frozenset({"", "-", "sendiri", "ybs", "yang bersangkutan"})
_NIK = re.compile(r"[0-9]{16}")
_QUANTITY = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")

_NO_NUMBER = (
    "Isi nomornya, atau NIK dengan 16 angka; hapus baris jumlah dan tanda tangan di bawah daftar."
)

TEMPLATES = {
    "penerima": "Nomor,Nama,Alamat,Barang,Jatah\nKPM-001,Nama Penerima,RT 01 RW 02,beras,10\n",
    "penyaluran": (
        "Nomor,Barang,Banyak,Diterima Oleh,Tanggal,Bukti\nKPM-001,beras,10,sendiri,2026-01-31,1\n"
        "KPM-002,beras,10,Nama Wakil,2026-01-31,2\n"
    ),
}
"""Lists as they may be filled in."""


class Listed(NamedTuple):
    """A row of a list of beneficiaries; `quantity` in the programme's unit."""

    row: int
    number: str
    name: str
    address: str | None
    item: str
    quantity: Decimal


class Handed(NamedTuple):
    """A row of a list of hand-outs; `quantity` None: all that is left of the allotment."""

    row: int
    number: str
    item: str
    quantity: Decimal | None
    representative: str | None
    day: date | None
    proof: str | None


def number_of_nik(programme: str, nik: str) -> str:
    """The number of a beneficiary known only by the NIK: a digest of both."""
    return f"N{sha256(f'{programme}:{nik}'.encode()).hexdigest()[:16].upper()}"


def only_item(programme: AidProgramme, item: str | None) -> str:
    """The item that was named, or the only one there is.

    Raises:
        AidItemUnclear: none was named, and there are several.
    """
    if item:
        return item
    if len(programme.items) != 1:
        raise AidItemUnclear(programme.programme, sorted(programme.items))
    return next(iter(programme.items))


def read_listed(path: Path, programme: AidProgramme) -> list[Listed]:
    """The rows of a list of beneficiaries.

    Raises:
        CannotRead, StatementRefusal: the file is missing, too large, damaged or hostile.
        NotAnAidList, BadAidRow, Refusals: it is no such list, or rows of it are wrong.
    """
    rows = _table(path, LIST_HEADS, "penerima")
    return _each(rows, lambda row, cells: _listed(row, cells, programme))


def read_handed(path: Path, programme: AidProgramme) -> list[Handed]:
    """The rows of a list of hand-outs; see `read_listed`."""
    rows = _table(path, HANDED_HEADS, "penyaluran")
    return _each(rows, lambda row, cells: _handed(row, cells, programme))


def _each(rows: Sequence[ListRow], read: Callable[[int, Mapping[str, str]], T]) -> list[T]:
    found: list[T] = []
    mistakes: list[Refusal] = []
    for row, cells in rows:
        try:
            found.append(read(row, cells))
        except BadAidRow as mistake:
            mistakes.append(mistake)
        except Refusal as refusal:
            mistakes.append(BadAidRow(row, refusal.what, refusal.remedy))
    if mistakes:
        raise mistakes[0] if len(mistakes) == 1 else Refusals(mistakes)
    return found


def _listed(row: int, cells: Mapping[str, str], programme: AidProgramme) -> Listed:
    item = only_item(programme, cells.get("barang", "").strip().lower() or None)
    quantity = _quantity(row, "Jatah", cells["jatah"], programme, item)
    if quantity is None:
        raise BadAidRow(row, "Kolom Jatah kosong.", "Isi jatahnya; 0 bila tidak lagi berhak.")
    name = _text(row, "Nama", cells.get("nama", ""), 120)
    if name is None:
        raise BadAidRow(row, "Kolom Nama kosong.", "Isi nama penerimanya.")
    address = _text(row, "Alamat", cells.get("alamat", ""), 500)
    return Listed(row, _number(row, cells, programme), name, address, item, quantity)


def _handed(row: int, cells: Mapping[str, str], programme: AidProgramme) -> Handed:
    item = only_item(programme, cells.get("barang", "").strip().lower() or None)
    quantity = _quantity(row, "Banyak", cells.get("jatah", ""), programme, item)
    if quantity is not None and not quantity:
        raise BadAidRow(row, "Banyaknya nol.", "Hapus barisnya bila tidak disalurkan.")
    who = cells.get("diterima oleh", "").strip()
    representative = None
    if who.casefold() not in _IN_PERSON:
        representative = _text(row, "Diterima Oleh", who, 120)
    day = None
    if cells.get("tanggal", "").strip():
        day = of_cell(cells["tanggal"], any_form)
        if day is None:
            raise BadAidRow(
                row,
                f"Tanggal “{shown(cells['tanggal'])}” bukan tanggal.",
                "Tulis misalnya 2026-01-31 atau 31/01/2026.",
            )
    proof = _text(row, "Bukti", cells.get("bukti", ""), 500)
    return Handed(row, _number(row, cells, programme), item, quantity, representative, day, proof)


def _text(row: int, head: str, text: str, longest: int) -> str | None:
    try:
        found = clean_text(" ".join(text.split()))
    except ValueError as error:
        raise BadAidRow(row, f"Kolom {head}: {error}.", "Perbaiki isinya.") from None
    if len(found) > longest:
        raise BadAidRow(row, f"Kolom {head} lebih dari {longest} huruf.", "Persingkat isinya.")
    return found or None


def _number(row: int, cells: Mapping[str, str], programme: AidProgramme) -> str:
    number, nik = cells.get("nomor", "").strip().upper(), cells.get("nik", "")
    if number:
        if not re.fullmatch(BENEFICIARY_PATTERN, number) or _NIK.fullmatch(number):
            raise BadAidRow(
                row,
                f"Nomor penerima “{shown(number)}” tidak dapat dipakai.",
                "Pakai nomor urut atau kode daftar, misalnya KPM-001; NIK ditulis di kolom NIK.",
            )
        return number
    if isinstance(nik, Number):
        raise BadAidRow(
            row,
            "NIK tertulis sebagai angka, sehingga angka terakhirnya hilang.",
            "Ubah kolom NIK menjadi teks di Excel, lalu ketik ulang NIK-nya.",
        )
    digits = re.sub(r"[ .'-]", "", nik)
    if not _NIK.fullmatch(digits):
        raise BadAidRow(row, "Nomor dan NIK kosong atau tidak utuh.", _NO_NUMBER)
    return number_of_nik(programme.programme, digits)


def _quantity(row: int, head: str, text: str, programme: AidProgramme, item: str) -> Decimal | None:
    """A quantity: a number cell as it is; in text a comma or point before the decimals.

    Three digits behind a point could be thousands, so they are refused.
    """
    unit = programme.items.get(item)
    if not text.strip():
        return None
    if unit is not None and unit.money and not isinstance(text, Number):
        return parse_user_amount(text)
    plain = text.strip()
    match = _QUANTITY.fullmatch(plain)
    thousands = match is not None and "." in plain and len(match[2] or "") == 3
    if match is None or (thousands and not isinstance(text, Number)):
        raise BadAidRow(
            row,
            f"{head} “{shown(text)}” tidak terbaca sebagai banyaknya.",
            "Tulis angkanya saja, tanpa satuan dan tanpa pemisah ribuan, misalnya 10 atau 7,5.",
        )
    return Decimal(f"{match[1]}.{match[2] or '0'}").normalize() + 0


# -- the table -------------------------------------------------------------------------------------


def _table(path: Path, heads: Sequence[str], which: str) -> Sequence[ListRow]:
    """The filled rows of the first sheet that has any, by what the columns are called."""
    needed = {head.casefold() for head in heads}

    def columns(cells: Sequence[str]) -> dict[str, int] | None:
        found = heads_in(cells, _NAMES)
        known = set(found) | ({"nomor"} if "nik" in found else set())
        return found if needed <= known else None

    for page in pages_of(path, columns, "daftar bantuan"):
        if rows := [row for row in page if row.filled]:
            return rows
    raise NotAnAidList(path.name, heads, which)
