"""Opening balances from a TOML file: accounts of the old balance sheet, and members one by one."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from koperasi_ledger.books import Books
from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.records import Member
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref, make_event
from koperasi_ledger.workflows.by_hand_errors import StillExample, WrongEntry
from koperasi_ledger.workflows.chart import find_account
from koperasi_ledger.workflows.opening_deposits import (
    DEPOSIT_ENTRIES,
    DEPOSIT_TEMPLATE,
    carried,
    opening_deposit,
)
from koperasi_ledger.workflows.opening_loans import (
    LOAN_ENTRIES,
    LOAN_TEMPLATE,
    LOAN_WORDS,
    opening_loan,
)
from koperasi_ledger.workflows.opening_store import (
    STORE_ENTRIES,
    STORE_TEMPLATE,
    carried_on,
    opening_store,
)
from koperasi_ledger.workflows.reading import draft
from koperasi_ledger.workflows.recording import Recorded, Stamp, record
from koperasi_ledger.workflows.toml_text import Toml, plain_amount, read_toml

TEMPLATE = """\
# SALDO AWAL: keadaan menurut buku lama pada hari buku ini dimulai.
# Jumlah debet harus sama dengan jumlah kredit ditambah simpanan semua anggota.
# Sesudah diisi, hapus baris "contoh = true", lalu: koperasi saldo-awal saldo-awal.toml

contoh = true  # HAPUS baris ini sesudah semua angka diganti

# Satu blok untuk setiap akun: nama atau kode (lihat 'koperasi kas akun'), debet atau kredit.
# Simpanan pokok, wajib dan sukarela tidak ditulis di sini; jumlahnya datang dari [[anggota]].
[[akun]]
akun = "Aset:Kas:Utama"
debet = "1400000"

[[akun]]
akun = "3161"                       # cadangan umum
kredit = "260000"

# Satu blok untuk setiap anggota. Anggota yang belum tercatat ikut dicatat bila "nama" diisi.
[[anggota]]
nomor = "A-0001"
nama = "Ani Contoh"
masuk_sejak = 2024-03-01            # boleh dikosongkan
pokok = "100000"
wajib = "440000"
wajib_lunas_sampai = "2025-12"      # bulan terakhir simpanan wajib yang lunas
simpanan = { sukarela = "600000" }  # kunci produk = saldo
"""
TEMPLATE += LOAN_TEMPLATE + DEPOSIT_TEMPLATE + STORE_TEMPLATE

_ACCOUNT = {"akun", "debet", "kredit"}
_MEMBER = {
    "nomor", "nama", "masuk_sejak", "nik", "alamat", "telepon",
    "pokok", "wajib", "wajib_lunas_sampai", "simpanan",
}  # fmt: skip
_TOP = {"akun", "anggota", "pinjaman", "berjangka", *STORE_ENTRIES, "tanggal", "ref", "catatan"}

_JOIN_LABELS = {
    "member": "nomor",
    "name": "nama",
    "joined_on": "masuk_sejak",
    "address": "alamat",
    "phone": "telepon",
}
_OPEN_LABELS = {
    "balances": "akun",
    "members": "anggota",
    "loans": "pinjaman",
    "date": "tanggal",
    "note": "catatan",
}

_WORDS = {
    "account": "akun",
    "debit": "debet",
    "credit": "kredit",
    "member": "nomor",
    "wajib_paid_through": "wajib_lunas_sampai",
    "savings": "simpanan",
}
_LOAN_PATH = {"member": "anggota", **LOAN_WORDS}


class Opened(NamedTuple):
    """What was recorded: how many accounts, members with savings, and members entered anew."""

    recorded: Recorded
    ref: str
    accounts: int
    members: int
    joined: int


def record_opening(book: Book, file: Path, stamp: Stamp) -> Opened:
    """Records the opening balances of a file, and the members it brings; all or nothing.

    Raises:
        CannotRead, BadToml, StillExample: it is no such file.
        Refusals: entries are wrong; all of them are listed with their line.
    """
    toml = read_toml(file)
    if "contoh" in toml.values:
        raise StillExample(
            toml.where(("contoh",)), "Ganti semua angka, lalu hapus baris 'contoh = true'."
        )
    refusals: list[Refusal] = []
    events = list(_events(book, toml, refusals))
    if refusals:
        raise refusals[0] if len(refusals) == 1 else Refusals(refusals)
    done = record(book, (draft(event) for event in events), stamp)
    opening = next(event for event in events if event.kind == "opening_balances_recorded")
    return Opened(
        done,
        opening.ref,
        len(toml.values.get("akun", [])),
        len(toml.values.get("anggota", [])),
        sum(event.kind == "member_joined" for event in events),
    )


def _events(book: Book, toml: Toml, refusals: list[Refusal]) -> Iterator[AnyEvent]:
    values, books = toml.values, book.journal.books()
    day = values.get("tanggal", books.cooperative().founded)
    _refuse_unknown(toml, (), values, _TOP, refusals)
    balances = [
        _balance(books, toml, place, row, refusals)
        for place, row in enumerate(_rows(toml, "akun", refusals))
    ]
    members = []
    for place, row in enumerate(_rows(toml, "anggota", refusals)):
        members.append(_member(toml, place, row, refusals))
        if "nama" in row and books.peek(Member, str(row.get("nomor"))) is None:
            joined = _joined(book, toml, place, row, day, refusals)
            if joined is not None:
                yield joined
    loans = []
    for place, row in enumerate(_rows(toml, "pinjaman", refusals)):
        _refuse_unknown(toml, ("pinjaman", place), row, LOAN_ENTRIES, refusals)
        loans.append(opening_loan(toml, place, row, refusals))
    deposits = []
    for place, row in enumerate(_rows(toml, "berjangka", refusals)):
        _refuse_unknown(toml, ("berjangka", place), row, DEPOSIT_ENTRIES, refusals)
        deposit = opening_deposit(book, toml, place, row, day, refusals)
        deposits += [deposit] if deposit is not None else []
    blocks = {name: _rows(toml, name, refusals) for name in STORE_ENTRIES}
    for name, known in STORE_ENTRIES.items():
        for place, row in enumerate(blocks[name]):
            _refuse_unknown(toml, (name, place), row, known, refusals)
    store = opening_store(book, toml, blocks, day, refusals)
    # With the mistakes found so far, it is made all the same: for those that only it can tell.
    found = len(refusals)
    try:
        yield make_event(
            "opening_balances_recorded",
            _OPEN_LABELS,
            date=day,
            ref=values.get("ref") or free_ref(book, "SALDO-AWAL"),
            note=values.get("catatan"),
            balances=carried_on(carried(balances, deposits), store.sums),
            members=members,
            loans=loans or None,
        )
    except Refusal as refusal:
        items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
        told = {item.where for item in refusals[:found]}
        refusals += [item for item in map(_placed(toml), items) if item.where not in told]
    yield from deposits
    yield from store.events


def _placed(toml: Toml) -> Callable[[Refusal], Refusal]:
    """Names a mistake by the line and the words of the file: `akun 2.credit` stands there."""

    def place(refusal: Refusal) -> Refusal:
        first, _, rest = refusal.where.partition(" ")
        parts = [first, *rest.split(".")] if rest else [first]
        words = _LOAN_PATH if first == "pinjaman" else _WORDS
        path = [int(part) - 1 if part.isdecimal() else words.get(part, part) for part in parts]
        if "simpanan" in path:  # by product there, by number in the event
            path = path[: path.index("simpanan") + 1]
        return WrongEntry(toml.where(tuple(path)), refusal.what, refusal.remedy)

    return place


def _rows(toml: Toml, name: str, refusals: list[Refusal]) -> list[dict[str, Any]]:
    rows = toml.values.get(name, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    refusals.append(
        WrongEntry(toml.where((name,)), f"{name} harus berupa blok.", f"Tulis [[{name}]].")
    )
    return []


def _refuse_unknown(
    toml: Toml,
    path: tuple[str | int, ...],
    values: dict[str, Any],
    known: set[str],
    refusals: list[Refusal],
) -> None:
    refusals += [
        WrongEntry(
            toml.where((*path, name)),
            "Isian ini tidak dikenal.",
            f"Yang dikenal: {', '.join(sorted(known))}.",
        )
        for name in values
        if name not in known
    ]


def _balance(
    books: Books, toml: Toml, place: int, row: dict[str, Any], refusals: list[Refusal]
) -> dict[str, str]:
    path = ("akun", place)
    _refuse_unknown(toml, path, row, _ACCOUNT, refusals)
    line: dict[str, str] = {}
    try:
        line["account"] = find_account(books, str(row.get("akun", ""))).name
    except Refusal as refusal:
        refusals.append(WrongEntry(toml.where((*path, "akun")), refusal.what, refusal.remedy))
    if ("debet" in row) == ("kredit" in row):
        refusals.append(WrongEntry(toml.where(path), "Isi salah satu saja: debet atau kredit.", ""))
    for name, field in (("debet", "debit"), ("kredit", "credit")):
        _amount(toml, (*path, name), row, name, field, line, refusals)
    return line


def _amount(  # noqa: PLR0917 - a line is read in one place
    toml: Toml,
    path: tuple[str | int, ...],
    row: dict[str, Any],
    name: str,
    field: str,
    line: dict[str, Any],
    refusals: list[Refusal],
) -> None:
    if name not in row:
        return
    line[field] = "1"  # of a wrong amount enough is said
    try:
        line[field] = plain_amount(row[name])
    except Refusal as refusal:
        refusals.append(WrongEntry(toml.where(path), refusal.what, refusal.remedy))


def _member(toml: Toml, place: int, row: dict[str, Any], refusals: list[Refusal]) -> dict[str, Any]:
    path = ("anggota", place)
    _refuse_unknown(toml, path, row, _MEMBER, refusals)
    refusals += [
        WrongEntry(toml.where(path), f"{name} belum diisi.", "Tambahkan isian itu.")
        for name in ("nomor", "pokok", "wajib", "wajib_lunas_sampai")
        if name not in row
    ]
    # What stands for a missing value is never recorded: that it is missing is told above.
    line: dict[str, Any] = {
        "member": row.get("nomor", "X"),
        "pokok": "0",
        "wajib": "0",
        "wajib_paid_through": row.get("wajib_lunas_sampai", "2000-01"),
    }
    for name in ("pokok", "wajib"):
        _amount(toml, (*path, name), row, name, name, line, refusals)
    held = row.get("simpanan", {})
    if not isinstance(held, dict):
        refusals.append(
            WrongEntry(
                toml.where((*path, "simpanan")),
                "simpanan harus berupa tabel.",
                'Tulis { sukarela = "600000" }.',
            )
        )
        held = {}
    line["savings"] = []
    for product in held:
        saving: dict[str, Any] = {"product": product}
        _amount(toml, (*path, "simpanan", product), held, product, "amount", saving, refusals)
        line["savings"].append(saving)
    return line


def _joined(  # noqa: PLR0917 - same
    book: Book, toml: Toml, place: int, row: dict[str, Any], day: object, refusals: list[Refusal]
) -> AnyEvent | None:
    number = str(row.get("nomor"))
    try:
        return make_event(
            "member_joined",
            _JOIN_LABELS,
            date=day,
            ref=free_ref(book, f"AM-{str(day).replace('-', '')}-{number}"),
            member=number,
            name=row["nama"],
            joined_on=row.get("masuk_sejak"),
            nik=row.get("nik"),
            address=row.get("alamat"),
            phone=row.get("telepon"),
        )
    except Refusal as refusal:
        items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
        refusals += [
            WrongEntry(toml.where(("anggota", place, item.where)), item.what, item.remedy)
            for item in items
            if item.where != "ref"  # made of the number, which is told itself
        ]
        return None
