"""Konsinyasi: goods of others by consignor and item, and the settlement list of one consignor.

What buyers paid, what of it is the consignor's, what was paid out and what is still owed; and of
each item received = sold + returned + lost + remaining. Source: reference accounting section 5.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from koperasi_ledger.model.money import from_sen, terbilang
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Item, PolicySection
from koperasi_ledger.model.records.consignment import Consignor
from koperasi_ledger.model.records.goods import Supplier
from koperasi_ledger.reports.konsinyasi_events import Moved, movements
from koperasi_ledger.reports.scope import Scope, signatories, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Signature, Table
from koperasi_ledger.rules.errors.consignment import ConsignorUnknown

_MONEY = (
    Column("dibeli", "Dibayar pembeli", "amount"),
    Column("komisi", "Komisi", "amount"),
    Column("hak", "Hak penitip", "amount"),
)
_CONSIGNORS = (
    Column("penitip", "Penitip", "code"),
    Column("nama", "Nama"),
    Column("awal", "Utang awal", "amount"),
    *_MONEY,
    Column("ganti", "Ganti hilang", "amount"),
    Column("dibayar", "Disetor", "amount"),
    Column("akhir", "Utang akhir", "amount"),
)
_GOODS = (
    Column("barang", "Barang", "code"),
    Column("nama", "Nama"),
    Column("satuan", "Satuan"),
    Column("awal", "Awal", "number"),
    Column("diterima", "Diterima", "number"),
    Column("terjual", "Terjual", "number"),
    Column("kembali", "Kembali", "number"),
    Column("hilang", "Hilang", "number"),
    Column("sisa", "Sisa", "number"),
    *_MONEY,
)
_TRACE = (
    Column("tanggal", "Tanggal", "date"),
    Column("bukti", "Struk/bukti", "code"),
    Column("uraian", "Uraian"),
    Column("barang", "Barang", "code"),
    Column("banyak", "Banyak", "number"),
    *_MONEY,
    Column("dibayar", "Disetor", "amount"),
)
_NOTES = (
    "Barang titipan bukan persediaan koperasi; hanya komisinya yang menjadi pendapatan.",
    "Komisi setiap baris struk dibulatkan ke bawah ke rupiah penuh; sisanya hak penitip.",
)


class _Sums(NamedTuple):
    """What moved within the period, and what there was before it."""

    before: tuple[Moved, ...]
    within: tuple[Moved, ...]

    def of(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.within)

    def opening(self, name: str) -> int:
        return sum(getattr(each, name) for each in self.before)

    def closing(self, name: str) -> int:
        return self.opening(name) + self.of(name)

    @property
    def money(self) -> tuple[Decimal, Decimal, Decimal]:
        """As the columns have it: what buyers paid, the commission, the consignor's part."""
        amount, part = self.of("amount"), self.of("part")
        return from_sen(amount), from_sen(amount - part), from_sen(part)


def _split(scope: Scope, moved: Iterable[Moved]) -> _Sums:
    found = tuple(moved)
    return _Sums(
        tuple(each for each in found if each.day < scope.first),
        tuple(each for each in found if scope.first <= each.day <= scope.last),
    )


def konsinyasi(scope: Scope) -> Report:
    """Every consignor and every item of theirs in a period.

    Raises:
        NotBalanced: the movements differ from the records.
    """
    moved = movements(scope)
    names = {each.supplier: each.name for each in scope.books.all(Supplier)}
    rows = []
    for consignor in scope.books.all(Consignor):
        key = consignor.consignor
        sums = _split(scope, (each for each in moved if each.consignor == key))
        rows.append(Row((key, names.get(key, key), *_owed(sums)), trace=key))
    rows.append(Row((None, "Jumlah", *_owed(_split(scope, moved))), "total"))
    return statement(
        scope,
        "konsinyasi",
        "Barang Titipan (Konsinyasi)",
        (
            Table("penitip", "Penitip", _CONSIGNORS, tuple(rows)),
            _goods_table(scope, moved, scope.books.all(Item), whole=True),
        ),
        notes=_NOTES,
        signed=True,
        orientation="landscape",
    )


def _owed(sums: _Sums) -> tuple[Decimal, ...]:
    numbers = (sums.of("loss"), sums.of("paid"), sums.closing("owed"))
    return (from_sen(sums.opening("owed")), *sums.money, *map(from_sen, numbers))


def _goods_table(
    scope: Scope, moved: Sequence[Moved], items: Iterable[Item], *, whole: bool
) -> Table:
    """The items; quantities of different units have no total.

    `whole`: of all consignors, each under a heading; else without what the trace below it tells.
    """
    columns = _GOODS if whole else (*_GOODS[:-3], _GOODS[-1])
    rows: list[Row] = []
    theirs = [item for item in items if item.consignor is not None]
    owner = None
    for item in sorted(theirs, key=lambda each: (each.consignor or "", each.item)):
        if whole and item.consignor != owner:
            owner = item.consignor
            rows.append(Row((owner, *[None] * (len(columns) - 1)), "heading"))
        sums = _split(scope, (each for each in moved if each.item == item.item))
        numbers = (
            sums.opening("left"),
            *(sums.of(name) for name in ("received", "sold", "returned", "lost")),
            sums.closing("left"),
        )
        money = sums.money if whole else sums.money[2:]
        head = (item.item, item.name, item.base)
        rows.append(Row((*head, *map(from_micro, numbers), *money), trace=item.item))
    codes = {item.item for item in theirs}
    total = _split(scope, (each for each in moved if each.item in codes)).money
    sums_row = (None, "Jumlah", *[None] * 7, *(total if whole else total[2:]))
    rows.append(Row(sums_row, "total"))
    return Table("barang", "Barang", columns, tuple(rows))


def settlement(scope: Scope, key: str) -> Report:
    """The settlement list of one consignor: for signing when the consignor is paid.

    Raises:
        ConsignorUnknown: there is none of this name.
        NotBalanced: the movements differ from the records.
    """
    found = scope.books.peek(Consignor, key)
    if found is None:
        raise ConsignorUnknown(key)
    moved = [each for each in movements(scope) if each.consignor == key]
    supplier = scope.books.peek(Supplier, key)
    name = supplier.name if supplier is not None else key
    sums = _split(scope, moved)
    items = [item for item in scope.books.all(Item) if item.consignor == key]
    owed = from_sen(sums.closing("owed"))
    facts: list[tuple[str, Cell]] = [
        ("Penitip", f"{name} ({key})"),
        ("Nomor anggota", found.member or "bukan anggota"),
        ("Utang koperasi pada awal", from_sen(sums.opening("owed"))),
        ("Hak penitip atas penjualan", sums.money[2]),
        ("Ganti barang hilang", from_sen(sums.of("loss"))),
        ("Sudah disetor", from_sen(sums.of("paid"))),
        ("Masih harus dibayar" if owed >= 0 else "Kelebihan bayar, dipotong berikutnya", abs(owed)),
        ("Terbilang", terbilang(abs(owed))),
    ]
    if not sums.of("loss"):
        facts = [fact for fact in facts if fact[0] != "Ganti barang hilang"]
    made = statement(
        scope,
        "setoran-titipan",
        "Daftar Setoran Barang Titipan",
        (_goods_table(scope, moved, items, whole=False), _trace_table(sums)),
        facts=facts,
        notes=_NOTES[1:],
    )
    return _signed(made, scope, name)


def _trace_table(sums: _Sums) -> Table:
    rows = []
    for each in sorted(sums.within, key=lambda move: move.day):
        quantity = each.received or each.sold or each.returned or each.lost
        money = (each.amount, each.amount - each.part, each.part + each.loss)
        cells: tuple[Cell, ...] = (
            each.day,
            each.paper,
            each.title,
            each.item or None,
            from_micro(quantity) if each.item else None,
            *(from_sen(sen) if any(money) else None for sen in money),
            from_sen(each.paid) if each.paid else None,
        )
        rows.append(Row(cells, trace=each.ref))
    owed = from_sen(sums.of("part") + sums.of("loss"))
    total = (*sums.money[:2], owed, from_sen(sums.of("paid")))
    rows.append(Row((None, None, "Jumlah", None, None, *total), "total"))
    return Table("rincian", "Rincian per struk", _TRACE, tuple(rows))


def _signed(made: Report, scope: Scope, name: str) -> Report:
    """With the places to sign: who pays by the policy in force, and the consignor."""
    from dataclasses import replace  # noqa: PLC0415 - only here

    section = scope.books.peek(PolicySection, "print") or PolicySection(name="print")
    officers, city = signatories(section, scope.last)
    payer = next((each for each in officers if each.role.lower() == "bendahara"), None)
    places = (payer or Signature("Bendahara"), Signature("Penitip", name))
    blank = "." * 30
    return replace(made, signatures=places, place_date=f"{city}, {blank}" if city else blank)
