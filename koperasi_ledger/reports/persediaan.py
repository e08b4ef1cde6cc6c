"""Persediaan: what was in stock at the end of a day, by item and location, and what it cost."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.policy.store import StorePolicy
from koperasi_ledger.model.quantities import MICRO, from_micro
from koperasi_ledger.model.records import Item
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_stock import StockAt, proof_table, shares, stock_at
from koperasi_ledger.reports.view import Column, Report, Row, Table
from koperasi_ledger.rules.policies import body_on

_COLUMNS = (
    Column("kode", "Kode", "code"),
    Column("nama", "Nama"),
    Column("golongan", "Golongan"),
    Column("lokasi", "Lokasi"),
    Column("banyak", "Banyak", "number"),
    Column("satuan", "Satuan"),
    Column("harga_pokok", "Harga pokok per satuan", "amount"),
    Column("nilai", "Nilai", "amount"),
)
_NOTE = (
    "Harga pokok dihitung per barang atas semua lokasi; nilai setiap lokasi ialah bagiannya menurut"
    " banyaknya, sisa pembulatan pada lokasi yang terbanyak."
)
_LATE = (
    "Barang tanpa banyaknya yang masih bernilai: ada catatan yang bertanggal lebih awal daripada"
    " urutannya di jurnal; nilainya mengikuti buku besar pada tanggal ini."
)


def persediaan(scope: Scope) -> Report:
    """The stock at the last day of the scope.

    Raises:
        NotBalanced: the items come to something else than the control account.
    """
    stock = stock_at(scope)
    table, by_place, by_group = _tables(scope, stock)
    late = any(each.value and not each.quantity for each in stock.held)
    held = [each for each in stock.held if each.places or each.value]
    tables = [table]
    if held:
        tables += [by_place, by_group]
    return statement(
        scope,
        "persediaan",
        "Persediaan Toko",
        (*tables, proof_table(scope, stock)),
        balance=True,
        facts=(("Barang yang ada", len(held)),),
        notes=(_NOTE, *((_LATE,) if late else ())),
        signed=True,
    )


def _tables(scope: Scope, stock: StockAt) -> tuple[Table, Table, Table]:
    items = {item.item: item for item in scope.books.all(Item)}
    policy = body_on(scope.books.section("store"), StorePolicy, scope.last)
    names = {key: place.name for key, place in policy.locations.items()} if policy else {}
    places: defaultdict[str, int] = defaultdict(int)
    groups: defaultdict[str, int] = defaultdict(int)
    rows = []
    for each in stock.held:
        if not each.places and not each.value:
            continue
        item = items[each.item]
        groups[item.group] += each.value
        counts = dict(sorted(each.places.items())) or {"": 0}
        worth = shares(each.value, counts)
        if sum(worth.values()) != each.value:
            worth[next(iter(worth))] += each.value
        for place, count in counts.items():
            places[place] += worth[place]
            rows.append(
                Row(
                    (
                        item.item,
                        item.name,
                        item.group,
                        names.get(place, place) or None,
                        from_micro(count),
                        item.base,
                        unit_cost(each.value, each.quantity),
                        from_sen(worth[place]),
                    ),
                    trace=item.item,
                )
            )
    rows.append(Row(("Jumlah", *(None,) * 6, from_sen(stock.value)), "total"))
    by_place = {names.get(place, place) or "Tanpa lokasi": sen for place, sen in places.items()}
    return (
        Table("persediaan", "", _COLUMNS, tuple(rows)),
        _sums("lokasi", "Menurut lokasi", by_place),
        _sums("golongan", "Menurut golongan", groups),
    )


def unit_cost(value: int, quantity: int) -> Decimal | None:
    """What one base unit costs, in rupiah and sen, half up; None of nothing."""
    if not quantity or value * quantity < 0:
        return None
    return (from_sen(value) * MICRO / quantity).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _sums(key: str, title: str, sums: dict[str, int]) -> Table:
    rows = [Row((name, from_sen(sen))) for name, sen in sorted(sums.items())]
    rows.append(Row(("Jumlah", from_sen(sum(sums.values()))), "total"))
    columns = (Column(key, key.capitalize()), Column("nilai", "Nilai", "amount"))
    return Table(key, title, columns, tuple(rows))
