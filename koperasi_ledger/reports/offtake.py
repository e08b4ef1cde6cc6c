"""Offtake: members' produce that was bought, by member and commodity, and how it was paid."""

from collections import defaultdict

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.quantities import from_micro
from koperasi_ledger.model.records import Item
from koperasi_ledger.reports.persediaan import unit_cost
from koperasi_ledger.reports.pinjaman_state import names_of
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.toko_bought import Bought, bought
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_WAYS = {"via": "Kas dan bank", "product": "Simpanan", "loan": "Angsuran"}
_WEIGHTS = (
    Column("kotor", "Kotor", "number"),
    Column("tara", "Tara", "number"),
    Column("potongan", "Potongan", "number"),
    Column("bersih", "Bersih", "number"),
)
_NOTE = (
    "Bersih ialah berat kotor dikurangi tara dan potongan (kadar air, kotoran). Jumlahnya sama"
    " dengan nilai barang yang masuk menurut ayat jurnalnya; pembelian ini jasa usaha anggota."
)


def offtake(scope: Scope) -> Report:
    """The produce bought between the days of the scope.

    Raises:
        NotBalanced: it comes to something else than its entries.
    """
    lines = bought(scope, "offtake_received")
    names = names_of(scope)
    items = {item.item: item for item in scope.books.all(Item)}
    return statement(
        scope,
        "offtake",
        "Pembelian Hasil Anggota",
        (
            _members(lines, names, items),
            _commodities(lines, items),
            _deliveries(lines, items),
        ),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _sum(lines: list[Bought]) -> tuple[Cell, ...]:
    """Weights, mean price and value."""
    gross, tare, cut, net, value = (
        sum(getattr(line, name) for line in lines)
        for name in ("gross", "tare", "cut", "quantity", "asked")
    )
    return (*map(from_micro, (gross, tare, cut, net)), unit_cost(value, net), from_sen(value))


def _paid(lines: list[Bought]) -> tuple[Cell, ...]:
    sums = [sum(sen for line in lines for how, sen in line.ways if how == way) for way in _WAYS]
    return tuple(map(from_sen, sums))


def _members(lines: list[Bought], names: dict[str, str], items: dict[str, Item]) -> Table:
    groups: defaultdict[tuple[str, str], list[Bought]] = defaultdict(list)
    for line in lines:
        groups[line.party, line.item].append(line)
    rows = [
        Row(
            (
                member,
                names.get(member, member),
                items[code].name,
                *_sum(own)[:4],
                items[code].base,
                *_sum(own)[4:],
                *_paid(own),
            ),
            trace=member,
        )
        for (member, code), own in sorted(groups.items())
    ]
    total = from_sen(sum(line.asked for line in lines))
    rows.append(Row((None, "Jumlah", *(None,) * 7, total, *_paid(lines)), "total"))
    columns = (
        Column("anggota", "Anggota", "code"),
        Column("nama", "Nama"),
        Column("barang", "Komoditas"),
        *_WEIGHTS,
        Column("satuan", "Satuan"),
        Column("harga", "Harga rata-rata", "amount"),
        Column("nilai", "Nilai", "amount"),
        Column("kas", "Kas dan bank", "amount"),
        Column("simpanan", "Simpanan", "amount"),
        Column("angsuran", "Angsuran", "amount"),
    )
    return Table("anggota", "", columns, tuple(rows))


def _commodities(lines: list[Bought], items: dict[str, Item]) -> Table:
    groups: defaultdict[tuple[str, str], list[Bought]] = defaultdict(list)
    for line in lines:
        groups[line.item, line.grade or ""].append(line)
    rows = [
        Row((items[code].name, grade or None, *_sum(own)[:4], items[code].base, *_sum(own)[4:]))
        for (code, grade), own in sorted(groups.items())
    ]
    total = from_sen(sum(line.asked for line in lines))
    rows.append(Row(("Jumlah", *(None,) * 7, total), "total"))
    columns = (
        Column("barang", "Komoditas"),
        Column("mutu", "Mutu"),
        *_WEIGHTS,
        Column("satuan", "Satuan"),
        Column("harga", "Harga rata-rata", "amount"),
        Column("nilai", "Nilai", "amount"),
    )
    return Table("komoditas", "Menurut komoditas dan mutu", columns, tuple(rows))


def _deliveries(lines: list[Bought], items: dict[str, Item]) -> Table:
    rows = [
        Row(
            (
                line.day,
                line.ref,
                line.party,
                items[line.item].name,
                line.grade,
                *_sum([line])[:4],
                items[line.item].base,
                line.price,
                from_sen(line.asked),
            ),
            trace=line.ref,
        )
        for line in sorted(lines, key=lambda each: (each.day, each.seq))
    ]
    total = from_sen(sum(line.asked for line in lines))
    rows.append(Row((None, None, None, "Jumlah", *(None,) * 7, total), "total"))
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("ref", "Ref", "code"),
        Column("anggota", "Anggota", "code"),
        Column("barang", "Komoditas"),
        Column("mutu", "Mutu"),
        *_WEIGHTS,
        Column("satuan", "Satuan"),
        Column("harga", "Harga", "amount"),
        Column("nilai", "Nilai", "amount"),
    )
    return Table("setoran", "Setiap penerimaan", columns, tuple(rows))
