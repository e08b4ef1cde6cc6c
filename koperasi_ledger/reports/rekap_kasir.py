"""Rekap kasir: what every till took on every day, by way of payment, and by class of customers."""

from collections import defaultdict
from datetime import date

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.toko_groups import WAYS, Grouping
from koperasi_ledger.reports.toko_proof import legs, proof_table, proven
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Column, Report, Row, Table

_NOTE = (
    "Yang dikembalikan kepada pembeli mengurangi hari pengembaliannya. Jumlah yang dibayar termasuk"
    " PPN dan barang titipan, bila ada."
)


def rekap_kasir(scope: Scope) -> Report:
    """What the tills took between the days of the scope.

    Raises:
        NotBalanced: the payments differ from the receipts, or these from their entries.
    """
    sales = Sales(scope)
    proofs = proven(scope, sales, legs(scope), "amount")
    tiers = Grouping(scope, "tingkat", {})
    days: defaultdict[tuple[date, str], defaultdict[str, int]] = defaultdict(_sums)
    classes: defaultdict[str, defaultdict[str, int]] = defaultdict(_sums)
    for sale in sales.all(scope.first):
        total = sale.total
        check_equal(
            f"Pembayaran {sale.ref}", sum(x.sen for x in sale.paid), "jumlah barisnya", total
        )
        for own in (days[sale.day, sale.till], classes[sale.tier]):
            own["struk"] += sale.receipts
            own["retur"] -= total if sale.back else 0
            own["jumlah"] += total
            own["anggota" if sale.member is not None else "umum"] += total
            for way, _, sen in sale.paid:
                own[way] += sen
    ways = [way for way in WAYS if any(own.get(way) for own in days.values())]
    waiting = sum(1 for _ in sales.waiting(scope.first))
    return statement(
        scope,
        "rekap-kasir",
        "Rekap Kasir",
        (_days(days, ways), _classes(tiers, classes), proof_table(scope, proofs)),
        facts=((("Struk yang menunggu rekap", waiting),) if waiting else ()),
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _sums() -> defaultdict[str, int]:
    return defaultdict(int)


def _columns(ways: list[str]) -> tuple[Column, ...]:
    return (
        Column("struk", "Struk", "number"),
        *(Column(way, WAYS[way], "amount") for way in ways),
        Column("retur", "Termasuk retur", "amount"),
        Column("jumlah", "Jumlah", "amount"),
    )


def _days(days: dict[tuple[date, str], defaultdict[str, int]], ways: list[str]) -> Table:
    keys = (*ways, "retur", "jumlah")
    rows = [
        Row((day, till, own["struk"], *(from_sen(own[key]) for key in keys)))
        for (day, till), own in sorted(days.items())
    ]
    rows.append(
        Row(
            (
                None,
                "Jumlah",
                sum(own["struk"] for own in days.values()),
                *(from_sen(sum(own[key] for own in days.values())) for key in keys),
            ),
            "total",
        )
    )
    columns = (Column("tanggal", "Tanggal", "date"), Column("kasir", "Kasir"), *_columns(ways))
    return Table("hari", "", columns, tuple(rows))


def _classes(tiers: Grouping, classes: dict[str, defaultdict[str, int]]) -> Table:
    keys = ("anggota", "umum", "retur", "jumlah")
    rows = [
        Row((tiers.title(tier), own["struk"], *(from_sen(own[key]) for key in keys)), trace=tier)
        for tier, own in sorted(classes.items())
    ]
    rows.append(
        Row(
            (
                "Jumlah",
                sum(own["struk"] for own in classes.values()),
                *(from_sen(sum(own[key] for own in classes.values())) for key in keys),
            ),
            "total",
        )
    )
    columns = (
        Column("tingkat_harga", "Tingkat harga"),
        Column("struk", "Struk", "number"),
        Column("anggota", "Anggota", "amount"),
        Column("bukan_anggota", "Bukan anggota", "amount"),
        Column("retur", "Termasuk retur", "amount"),
        Column("jumlah", "Jumlah", "amount"),
    )
    return Table("tingkat", "Menurut tingkat harga", columns, tuple(rows))
