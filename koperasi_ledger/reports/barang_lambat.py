"""Barang lambat: what lies in stock and was not sold for so many days, and the value it binds."""

from decimal import Decimal

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Item
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_groups import percent
from koperasi_ledger.reports.toko_stock import Held, stock_at
from koperasi_ledger.reports.view import Column, Report, Row, Table

DAYS = 90
"""What counts as slow where nothing is asked for (practice: a quarter)."""
_COLUMNS = (
    Column("kode", "Kode", "code"),
    Column("nama", "Nama"),
    Column("golongan", "Golongan"),
    Column("terakhir_terjual", "Terakhir terjual", "date"),
    Column("hari", "Hari tanpa penjualan", "number"),
    Column("banyak", "Banyak", "number"),
    Column("satuan", "Satuan"),
    Column("nilai", "Nilai", "amount"),
)
_NOTE = (
    "Hari dihitung sejak penjualan terakhir; barang yang belum pernah terjual sejak pertama kali"
    " masuk. Penjualan yang dibalik tidak dihitung."
)


def barang_lambat(scope: Scope) -> Report:
    """The slow movers at the last day of the scope, the longest first.

    Raises:
        NotBalanced: the items come to something else than the control account.
    """
    stock = stock_at(scope)
    items = {item.item: item for item in scope.books.all(Item)}
    limit = scope.asked.days or DAYS

    def idle(each: Held) -> int:
        return (scope.last - (each.sold or each.since)).days

    slow = [each for each in stock.held if each.quantity > 0 and idle(each) >= limit]
    slow.sort(key=lambda each: (-idle(each), each.item))
    rows = [
        Row(
            (
                each.item,
                items[each.item].name,
                items[each.item].group,
                each.sold,
                idle(each),
                from_micro(each.quantity),
                items[each.item].base,
                from_sen(each.value),
            ),
            trace=each.item,
        )
        for each in slow
    ]
    value = sum(each.value for each in slow)
    rows.append(Row(("Jumlah", *(None,) * 6, from_sen(value)), "total"))
    return statement(
        scope,
        "barang-lambat",
        "Barang yang Lambat Terjual",
        (Table("barang_lambat", "", _COLUMNS, tuple(rows)),),
        balance=True,
        facts=(
            ("Tanpa penjualan paling sedikit (hari)", limit),
            ("Barang", len(slow)),
            ("Nilai seluruh persediaan", from_sen(stock.value)),
            ("Bagian yang lambat (%)", percent(value, stock.value) or Decimal(0)),
        ),
        notes=(_NOTE,),
    )
