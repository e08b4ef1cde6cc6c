"""Penjualan: what the store sold in a period, grouped as asked, members and others apart."""

from collections import defaultdict

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_groups import TITLES, Grouping, chosen, percent
from koperasi_ledger.reports.toko_proof import NOTE, legs, proof_table, proven, units
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

GROUPINGS = ("barang", "golongan", "tingkat", "unit", "kasir", "bayar")
"""What the report can be asked to group by; the first is what it does without being asked."""


def penjualan(scope: Scope) -> Report:
    """Sales less what came back, between the days of the scope.

    Raises:
        UnknownGrouping: it cannot be grouped so.
        NotBalanced: the receipts come to something else than their entries.
    """
    by = chosen("penjualan", scope.asked.by, GROUPINGS)
    sales = Sales(scope)
    posted = legs(scope)
    proofs = proven(scope, sales, posted, "amount")
    grouping = Grouping(scope, by, units(scope, sales, posted))
    amounts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    receipts = back = theirs = tax = 0
    for sale in sales.all(scope.first):
        side = 0 if sale.member is not None else 1
        receipts += sale.receipts
        back -= sale.revenue if sale.back else 0
        theirs += sum(line.amount for line in sale.lines if line.theirs)
        tax += sum(line.tax for line in sale.lines)
        for part in grouping.parts(sale):
            own = amounts[part.key]
            own[side] += part.amount
            own[2] += part.quantity
    return statement(
        scope,
        "penjualan",
        "Penjualan Toko",
        (_table(grouping, amounts), proof_table(scope, proofs)),
        facts=(
            ("Disusun menurut", TITLES[by].lower()),
            ("Struk", receipts),
            ("Retur yang sudah dikurangkan", from_sen(back)),
            *((("Barang titipan, lihat konsinyasi", from_sen(theirs)),) if theirs else ()),
            *((("PPN keluaran, tidak termasuk", from_sen(tax)),) if tax else ()),
        ),
        notes=(NOTE,),
        signed=True,
    )


def _table(grouping: Grouping, amounts: dict[str, list[int]]) -> Table:
    goods = grouping.by == "barang"
    columns = (
        *((Column("kode", "Kode", "code"),) if goods else ()),
        Column("uraian", TITLES[grouping.by]),
        *((Column("banyak", "Banyak", "number"), Column("satuan", "Satuan")) if goods else ()),
        Column("anggota", "Anggota", "amount"),
        Column("bukan_anggota", "Bukan anggota", "amount"),
        Column("jumlah", "Jumlah", "amount"),
        Column("bagian", "Bagian (%)", "number"),
    )
    totals = [sum(own[side] for own in amounts.values()) for side in (0, 1)]
    whole = sum(totals)
    rows = []
    for key in sorted(amounts, key=grouping.order):
        members, others, quantity = amounts[key]
        head: tuple[Cell, ...] = (grouping.title(key),)
        if goods:
            head = (key, *head, from_micro(quantity), grouping.item(key).base)
        sums = map(from_sen, (members, others, members + others))
        rows.append(Row((*head, *sums, percent(members + others, whole)), trace=key or None))
    blank: tuple[Cell, ...] = (None, "Jumlah", None, None) if goods else ("Jumlah",)
    share = percent(whole, whole)
    rows.append(Row((*blank, *map(from_sen, (*totals, whole)), share), "total"))
    return Table("penjualan", "", columns, tuple(rows))
