"""The store in an opening-balance file: stock, what buyers owe, what suppliers are owed.

The opening carries the sum of each on a plain account, from which it is taken over at once.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import free_ref, make_event
from koperasi_ledger.workflows.by_hand_errors import WrongEntry
from koperasi_ledger.workflows.toml_text import Toml, plain_amount

STORE_TEMPLATE = """
# Toko, sesudah kebijakan [toko], barang, pemasok dan pelanggannya terdaftar pada tanggal yang sama.
# Persediaan, piutang dan utang ini tidak ditulis pada [[akun]]: jumlahnya datang dari sini.
# Satu blok untuk setiap barang di setiap lokasi; nilai = harga pokok seluruhnya.
# [[stok]]
# barang = "beras"
# lokasi = "gudang"
# banyak = "850"
# satuan = "kg"                      # boleh dikosongkan: satuan pokok
# nilai = "9350000"
# Satu blok untuk setiap utang pembeli: anggota, atau pelanggan terdaftar.
# [[piutang_toko]]
# anggota = "A-0001"                 # atau pelanggan = "kopdes-mekar"
# jumlah = "150000"
# jatuh_tempo = 2026-01-20           # boleh dikosongkan: menurut kebijakan atau pelanggannya
# Satu blok untuk setiap faktur pemasok yang belum lunas.
# [[utang_pemasok]]
# pemasok = "bulog"
# faktur = "F-2025-0917"
# jumlah = "4500000"
# jatuh_tempo = 2026-01-14           # boleh dikosongkan: menurut tempo pemasoknya
"""


class _Block(NamedTuple):
    """A kind of block: its event, the plain account, and what its entries are in the event."""

    kind: str
    account: str
    side: str
    entries: Mapping[str, str]
    amount: str
    needed: Sequence[str]


_BLOCKS = {
    "stok": _Block(
        "stock_taken_over",
        "Aset:Persediaan:BarangDagang",
        "debit",
        {"barang": "item", "banyak": "quantity", "satuan": "unit", "nilai": "value"},
        "nilai",
        ("barang", "lokasi", "banyak", "nilai"),
    ),
    "piutang_toko": _Block(
        "receivables_taken_over",
        "Aset:Piutang:Lain",
        "debit",
        {
            "anggota": "member",
            "pelanggan": "customer",
            "jumlah": "amount",
            "jatuh_tempo": "due",
        },
        "jumlah",
        ("jumlah",),
    ),
    "utang_pemasok": _Block(
        "payables_taken_over",
        "Liabilitas:UtangUsaha",
        "credit",
        {"pemasok": "supplier", "faktur": "invoice", "jumlah": "amount", "jatuh_tempo": "due"},
        "jumlah",
        ("pemasok", "faktur", "jumlah"),
    ),
}

STORE_ENTRIES = {name: {*block.entries, *block.needed} for name, block in _BLOCKS.items()}
"""The entries that a block of each name may have."""


class StoreOpening(NamedTuple):
    """The events of the store's blocks, and what each of them takes out of its plain account."""

    events: tuple[AnyEvent, ...]
    sums: tuple[tuple[str, str, Decimal], ...]


def opening_store(
    book: Book,
    toml: Toml,
    rows: Mapping[str, Sequence[dict[str, Any]]],
    day: object,
    refusals: list[Refusal],
) -> StoreOpening:
    """The blocks as events; what is wrong with them is added to `refusals`."""
    events: list[AnyEvent] = []
    sums: list[tuple[str, str, Decimal]] = []
    for name, block in _BLOCKS.items():
        by_place: dict[str | None, list[tuple[int, dict[str, Any]]]] = {}
        for place, row in enumerate(rows.get(name, ())):
            line = _line(toml, name, place, row, refusals)
            if line is not None:
                by_place.setdefault(row.get("lokasi"), []).append((place, line))
        for location, lines in by_place.items():
            more = {} if location is None else {"location": location}
            event = _event(book, toml, name, lines, day, more, refusals)
            if event is not None:
                events.append(event)
                field = block.entries[block.amount]
                total = sum((Decimal(line[field]) for _, line in lines), Decimal(0))
                sums.append((block.account, block.side, total))
    return StoreOpening(tuple(events), tuple(sums))


def _line(
    toml: Toml, name: str, place: int, row: dict[str, Any], refusals: list[Refusal]
) -> dict[str, Any] | None:
    block, path = _BLOCKS[name], (name, place)
    found = [
        WrongEntry(toml.where(path), f"{entry} belum diisi.", "Tambahkan isian itu.")
        for entry in block.needed
        if entry not in row
    ]
    line: dict[str, Any] = {}
    for entry, field in block.entries.items():
        if entry not in row:
            continue
        line[field] = row[entry]
        if entry == block.amount:
            try:
                line[field] = plain_amount(row[entry])
            except Refusal as refusal:
                found.append(WrongEntry(toml.where((*path, entry)), refusal.what, refusal.remedy))
    refusals += found
    return None if found else line


def _event(  # noqa: PLR0917 - a list of blocks is read in one place
    book: Book,
    toml: Toml,
    name: str,
    lines: Sequence[tuple[int, dict[str, Any]]],
    day: object,
    more: Mapping[str, Any],
    refusals: list[Refusal],
) -> AnyEvent | None:
    block = _BLOCKS[name]
    stem = {"stok": "SA-STOK", "piutang_toko": "SA-PIUTANG", "utang_pemasok": "SA-UTANG"}[name]
    place = f"-{more['location']}" if more else ""
    labels = {"lines": name}
    try:
        return make_event(
            block.kind,
            labels,
            date=day,
            ref=free_ref(book, f"{stem}-{str(day).replace('-', '')}{place}"),
            account=block.account,
            lines=[line for _, line in lines],
            **more,
        )
    except Refusal as refusal:
        words = {field: entry for entry, field in block.entries.items()} | {"location": "lokasi"}
        items = refusal.items if isinstance(refusal, Refusals) else (refusal,)
        refusals += [
            WrongEntry(_where(toml, name, lines, item.where, words), item.what, item.remedy)
            for item in items
        ]
        return None


def _where(
    toml: Toml,
    name: str,
    lines: Sequence[tuple[int, dict[str, Any]]],
    told: str,
    words: Mapping[str, str],
) -> str:
    """The line of the file that `stok 2.value` of an event speaks of."""
    _, _, rest = told.partition(" ")
    number, _, field = rest.partition(".")
    place = lines[int(number) - 1 if number.isdecimal() else 0][0]
    path: tuple[str | int, ...] = (name, place)
    return toml.where((*path, words[field]) if field in words else path)


def carried_on(
    balances: list[dict[str, str]], sums: Sequence[tuple[str, str, Decimal]]
) -> list[dict[str, str]]:
    """The balances with these sums on the plain accounts that they are taken over from."""
    for account, side, amount in sums:
        own = next((line for line in balances if line.get("account") == account), {})
        total = Decimal(own.get("debit", "0")) - Decimal(own.get("credit", "0"))
        total += amount if side == "debit" else -amount
        balances = [line for line in balances if line is not own]
        if total:
            name = "debit" if total > 0 else "credit"
            balances.append({"account": account, name: str(abs(total))})
    return balances
