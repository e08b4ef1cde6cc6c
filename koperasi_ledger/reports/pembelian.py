"""Pembelian: what was bought from each supplier, item by item, and what went back."""

from collections import defaultdict

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Item
from koperasi_ledger.model.records.goods import Supplier
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_bought import Bought, bought
from koperasi_ledger.reports.view import Column, Report, Row, RowStyle, Table

_GOODS = (
    Column("kode", "Kode", "code"),
    Column("nama", "Barang"),
    Column("banyak", "Banyak", "number"),
    Column("satuan", "Satuan"),
)
_MONEY = (
    Column("faktur", "Harga faktur", "amount"),
    Column("potongan", "Potongan", "amount"),
    Column("tambahan", "Ongkos dan PPN", "amount"),
    Column("nilai", "Nilai masuk", "amount"),
    Column("retur", "Retur", "amount"),
)
_NOTE = (
    "Nilai masuk ialah harga faktur dikurangi potongan ditambah ongkos, serta PPN yang tidak"
    " dikreditkan; retur ialah yang dikredit pemasok, banyaknya sudah dikurangkan. Keduanya sama"
    " dengan ayat jurnalnya. Hasil anggota ada di laporan offtake."
)


def pembelian(scope: Scope) -> Report:
    """What was bought between the days of the scope.

    Raises:
        NotBalanced: the invoices come to something else than their entries.
    """
    lines = bought(scope, "goods_received", "purchase_returned")
    names = {supplier.supplier: supplier.name for supplier in scope.books.all(Supplier)}
    items = {item.item: item for item in scope.books.all(Item)}
    by_party: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(_items)
    for line in lines:
        _add(by_party[line.party][line.item], line)
    tables = []
    rows = []
    for party, goods in sorted(by_party.items()):
        name = names.get(party, party)
        rows.append(Row((party, name, *(None,) * 7), "heading"))
        for code, sums in sorted(goods.items()):
            quantity, *money = sums
            head = (code, items[code].name, from_micro(quantity), items[code].base)
            rows.append(Row((*head, *map(from_sen, money)), level=1, trace=code))
        rows.append(_total(f"Jumlah {name}", list(goods.values()), "subtotal"))
    every = [sums for goods in by_party.values() for sums in goods.values()]
    rows.append(_total("Jumlah", every, "total"))
    tables.append(Table("pembelian", "", (*_GOODS, *_MONEY), tuple(rows)))
    return statement(
        scope,
        "pembelian",
        "Pembelian Toko",
        tables,
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _items() -> defaultdict[str, list[int]]:
    return defaultdict(lambda: [0] * 6)


def _add(sums: list[int], line: Bought) -> None:
    if line.back:
        sums[0] -= line.quantity
        sums[5] += line.asked
        return
    amounts = (line.quantity, line.asked, line.off, line.more, line.cost)
    for place, amount in enumerate(amounts):
        sums[place] += amount


def _total(title: str, every: list[list[int]], style: RowStyle) -> Row:
    money = (from_sen(sum(sums[k] for sums in every)) for k in range(1, 6))
    return Row((None, title, None, None, *money), style)
