"""Laba kotor: sales less the cost of what was sold, grouped as asked."""

from collections import defaultdict

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_groups import TITLES, Grouping, chosen, percent
from koperasi_ledger.reports.toko_proof import NOTE, legs, proof_table, proven, units
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

GROUPINGS = ("barang", "golongan", "tingkat", "unit", "kasir")
"""What the report can be asked to group by; the first is what it does without being asked."""
_COST_NOTE = (
    "Harga pokok ialah yang dibukukan ketika barang keluar; selisih stok, barang rusak dan koreksi"
    " harga pokok (akun 6125) tidak termasuk."
)


def laba_kotor(scope: Scope) -> Report:
    """The gross margin between the days of the scope.

    Raises:
        UnknownGrouping: it cannot be grouped so.
        NotBalanced: the receipts come to something else than their entries.
    """
    by = chosen("laba-kotor", scope.asked.by, GROUPINGS)
    sales = Sales(scope, costs=True)
    posted = legs(scope)
    proofs = [
        *proven(scope, sales, posted, "amount"),
        *proven(scope, sales, posted, "cost"),
    ]
    grouping = Grouping(scope, by, units(scope, sales, posted))
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    sides: dict[str, list[int]] = {"Anggota": [0, 0, 0], "Bukan anggota": [0, 0, 0]}
    for sale in sales.all(scope.first):
        side = sides["Anggota" if sale.member is not None else "Bukan anggota"]
        side[0] += sale.revenue
        side[1] += sale.cost
        for part in grouping.parts(sale):
            own = found[part.key]
            own[0] += part.amount
            own[1] += part.cost
            own[2] += part.quantity
    return statement(
        scope,
        "laba-kotor",
        "Laba Kotor Penjualan Toko",
        (
            _table(grouping, found),
            _sides(sides),
            proof_table(scope, proofs[:2], title="Pencocokan penjualan dengan buku besar"),
            proof_table(
                scope, proofs[2:], "pencocokan_pokok", "Pencocokan harga pokok dengan buku besar"
            ),
        ),
        facts=(("Disusun menurut", TITLES[by].lower()),),
        notes=(_COST_NOTE, NOTE),
        signed=True,
    )


_AMOUNTS = (
    Column("penjualan", "Penjualan", "amount"),
    Column("harga_pokok", "Harga pokok", "amount"),
    Column("laba_kotor", "Laba kotor", "amount"),
    Column("margin", "Margin (%)", "number"),
)


def _margin(amount: int, cost: int) -> tuple[Cell, ...]:
    gross = amount - cost
    return (*map(from_sen, (amount, cost, gross)), percent(gross, amount))


def _table(grouping: Grouping, found: dict[str, list[int]]) -> Table:
    goods = grouping.by == "barang"
    columns = (
        *((Column("kode", "Kode", "code"),) if goods else ()),
        Column("uraian", TITLES[grouping.by]),
        *((Column("banyak", "Banyak", "number"), Column("satuan", "Satuan")) if goods else ()),
        *_AMOUNTS,
    )
    rows = []
    for key in sorted(found, key=grouping.order):
        amount, cost, quantity = found[key]
        head: tuple[Cell, ...] = (grouping.title(key),)
        if goods:
            head = (key, *head, from_micro(quantity), grouping.item(key).base)
        rows.append(Row((*head, *_margin(amount, cost)), trace=key or None))
    blank: tuple[Cell, ...] = (None, "Jumlah", None, None) if goods else ("Jumlah",)
    sums = [sum(own[k] for own in found.values()) for k in (0, 1)]
    rows.append(Row((*blank, *_margin(*sums)), "total"))
    return Table("laba_kotor", "", columns, tuple(rows))


def _sides(sides: dict[str, list[int]]) -> Table:
    rows = [Row((title, *_margin(own[0], own[1]))) for title, own in sides.items()]
    sums = [sum(own[k] for own in sides.values()) for k in (0, 1)]
    rows.append(Row(("Jumlah", *_margin(*sums)), "total"))
    columns = (Column("pembeli", "Pembeli"), *_AMOUNTS)
    return Table("pembeli", "Anggota dan bukan anggota", columns, tuple(rows))
