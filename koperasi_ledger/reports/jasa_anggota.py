"""Jasa anggota: what each member's dealings with the cooperative came to in a year.

Purchases less what came back, each in the year in which it did; produce sold to the cooperative;
interest paid on loans and fees of agency work as they were earned. Down to the receipt for one
member.
Source: UU 25/1992 Ps. 45(2), SHU by what each member's dealings were.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import (
    AGENT_FEES_MEMBERS,
    LOAN_INCOME,
    MUDHARABAH_INCOME,
    MURABAHAH_INCOME,
    MUSYARAKAH_INCOME,
    SALES_MEMBERS,
    UJRAH_INCOME,
)
from koperasi_ledger.model.money import from_sen
from koperasi_ledger.model.records import Item
from koperasi_ledger.reports.pinjaman_state import names_of
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.toko_bought import Bought, bought
from koperasi_ledger.reports.toko_proof import legs, proven
from koperasi_ledger.reports.toko_receipts import Sale, SaleLine
from koperasi_ledger.reports.toko_sales import Sales
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_INTEREST = (LOAN_INCOME, MURABAHAH_INCOME, MUDHARABAH_INCOME, MUSYARAKAH_INCOME, UJRAH_INCOME)
_NOTE = (
    "Belanja ialah jumlah struk anggota dikurangi retur, masing-masing pada tahun terjadinya;"
    " hasil ialah yang dibeli koperasi dari anggota."
)
_NOTES = (
    _NOTE,
    "Pencocokan: dari penjualan kepada anggota di buku besar sampai jumlah belanja.",
)


class _Dealings(NamedTuple):
    """What a member's dealings come to, in sen."""

    receipts: int
    purchases: int
    produce: int
    interest: int
    fees: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.purchases + self.produce + self.interest + self.fees


def jasa_anggota(scope: Scope) -> Report:
    """Every member's dealings in the year of the last day, until that day; or one member's.

    Raises:
        UnknownMember: nobody has the number asked for.
        NotBalanced: the receipts come to something else than their entries.
    """
    year = replace(scope, first=scope.year_start)
    sales = Sales(year)
    proven(year, sales, legs(year), "amount")
    counted = [sale for sale in sales.all(year.first) if sale.member is not None]
    produce = bought(year, "offtake_received")
    if scope.asked.member is not None:
        return _of_one(year, scope.books.member(scope.asked.member).number, counted, produce)
    found = _dealings(year, counted, produce)
    return statement(
        year,
        "jasa-anggota",
        "Jasa Usaha Anggota",
        (_members(year, found), _groups(year, counted), _proof(year, counted)),
        facts=(("Tahun buku", str(year.last.year)), ("Anggota yang bertransaksi", len(found))),
        notes=_NOTES,
        signed=True,
        orientation="landscape",
    )


def _dealings(
    scope: Scope, sales: Iterable[Sale], produce: Iterable[Bought]
) -> dict[str, _Dealings]:
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for sale in sales:
        own = sums[sale.member or ""]
        own[0] += sale.receipts
        own[1] += sale.counted
    for line in produce:
        sums[line.party][2] += line.asked
    for place, accounts in ((3, _INTEREST), (4, (AGENT_FEES_MEMBERS,))):
        for member, sen in _earned(scope, accounts):
            sums[member][place] += sen
    return {member: _Dealings(*own) for member, own in sorted(sums.items()) if any(own)}


def _earned(scope: Scope, accounts: Sequence[str]) -> Iterable[tuple[str, int]]:
    """What members' postings in these accounts come to in the year, credit positive."""
    rows = scope.postings.source.rows(
        "SELECT member, SUM(sen) FROM postings"  # noqa: S608 - only marks
        f" WHERE account IN ({', '.join('?' * len(accounts))}) AND member IS NOT NULL"
        " AND date BETWEEN ? AND ? AND seq <= ? GROUP BY member ORDER BY member",
        (*accounts, scope.first.isoformat(), scope.last.isoformat(), scope.postings.seq),
    )
    return ((member, -int(sen)) for member, sen in rows)


def _members(scope: Scope, found: dict[str, _Dealings]) -> Table:
    names = names_of(scope)
    shown: list[tuple[str, str, Callable[[_Dealings], int]]] = [
        ("belanja", "Belanja", lambda each: each.purchases),
        ("hasil", "Hasil dijual", lambda each: each.produce),
        ("jasa_pinjaman", "Jasa pinjaman", lambda each: each.interest),
        ("fee_agen", "Fee keagenan", lambda each: each.fees),
    ]
    shown = shown[:2] + [each for each in shown[2:] if any(map(each[2], found.values()))]
    columns = (
        Column("anggota", "Anggota", "code"),
        Column("nama", "Nama"),
        Column("struk", "Struk", "number"),
        *(Column(key, title, "amount") for key, title, _ in shown),
        Column("jumlah", "Jumlah", "amount"),
    )
    rows = [
        Row(
            (
                member,
                names.get(member, member),
                each.receipts,
                *(from_sen(of(each)) for _, _, of in shown),
                from_sen(each.total),
            ),
            trace=member,
        )
        for member, each in found.items()
    ]
    sums = (from_sen(sum(map(of, found.values()))) for _, _, of in shown)
    total = from_sen(sum(each.total for each in found.values()))
    count = sum(each.receipts for each in found.values())
    rows.append(Row((None, "Jumlah", count, *sums, total), "total"))
    return Table("anggota", "", columns, tuple(rows))


def _worth(sale: Sale, line: SaleLine) -> int:
    """What of a line counts as the member's purchases, in sen."""
    found = line.amount if sale.with_tax else line.amount - line.tax
    return found - (line.part if sale.commission_only else 0)


def _groups(scope: Scope, sales: Iterable[Sale]) -> Table:
    """What was bought by class of goods: a pool may count some of them only."""
    items = {item.item: item for item in scope.books.all(Item)}
    sums: defaultdict[str, int] = defaultdict(int)
    for sale in sales:
        for line in sale.lines:
            group = "barang titipan" if line.theirs else items[line.item].group
            sums[group] += _worth(sale, line)
    rows = [Row((group, from_sen(sen))) for group, sen in sorted(sums.items())]
    rows.append(Row(("Jumlah", from_sen(sum(sums.values()))), "total"))
    columns = (Column("golongan", "Golongan"), Column("belanja", "Belanja", "amount"))
    return Table("golongan", "Belanja menurut golongan barang", columns, tuple(rows))


def _proof(scope: Scope, own: Sequence[Sale]) -> Table:
    """From the members' revenue of the year, which is proven, to what counts as purchases."""
    revenue = sum(sale.revenue for sale in own)
    theirs = sum(sum(x.amount for x in sale.lines if x.theirs) for sale in own)
    left_out = sum(sum(x.part for x in sale.lines) for sale in own if sale.commission_only)
    tax = sum(sum(x.tax for x in sale.lines) for sale in own if sale.with_tax)
    total = sum(sale.counted for sale in own)
    steps = [
        ("Penjualan kepada anggota menurut struk", revenue),
        ("Barang titipan yang dibeli anggota", theirs),
        ("Hak penitip yang tidak dihitung", -left_out),
        ("PPN yang ikut dihitung", tax),
    ]
    shown = [step for step in steps[1:] if step[1]]
    rows = [Row((title, from_sen(sen))) for title, sen in (steps[0], *shown)]
    check_equal("Belanja anggota", total, "penjualan kepadanya", sum(sen for _, sen in steps))
    rows.append(Row(("Belanja anggota", from_sen(total)), "total"))
    columns = (Column("uraian", "Uraian"), Column("jumlah", "Jumlah", "amount"))
    title = f"Pencocokan dengan akun {scope.account(SALES_MEMBERS).code}"
    return Table("pencocokan", title, columns, tuple(rows))


_WORDS = {"sale_recorded": "Belanja", "sale_returned": "Retur", "event_reversed": "Pembalikan"}


def _of_one(scope: Scope, member: str, sales: Iterable[Sale], produce: Iterable[Bought]) -> Report:
    """One member's dealings, receipt by receipt."""
    own = [sale for sale in sales if sale.member == member]
    sold = [line for line in produce if line.party == member]
    found = _dealings(scope, own, sold).get(member, _Dealings(0, 0, 0, 0, 0))
    columns = (
        Column("tanggal", "Tanggal", "date"),
        Column("ref", "Ref", "code"),
        Column("uraian", "Uraian"),
        Column("belanja", "Belanja", "amount"),
        Column("hasil", "Hasil dijual", "amount"),
    )
    lines: list[tuple[date, int, Row]] = []
    for sale in own:
        text = f"{_WORDS[sale.kind]}, kasir {sale.till} struk {sale.number}"
        cells: tuple[Cell, ...] = (sale.day, sale.ref, text, from_sen(sale.counted), None)
        lines.append((sale.day, sale.seq, Row(cells, trace=sale.ref)))
    items = {item.item: item for item in scope.books.all(Item)}
    for line in sold:
        text = f"Hasil {items[line.item].name}"
        cells = (line.day, line.ref, text, None, from_sen(line.asked))
        lines.append((line.day, line.seq, Row(cells, trace=line.ref)))
    rows = [row for _, _, row in sorted(lines, key=lambda each: each[:2])]
    sums = (from_sen(found.purchases), from_sen(found.produce))
    rows.append(Row((None, None, "Jumlah", *sums), "total"))
    more = (("Jasa pinjaman", found.interest), ("Fee keagenan", found.fees))
    return statement(
        scope,
        "jasa-anggota",
        "Jasa Usaha Anggota",
        (Table("transaksi", "", columns, tuple(rows)), _groups(scope, own)),
        facts=(
            ("Nomor anggota", member),
            ("Nama", names_of(scope)[member]),
            ("Struk", found.receipts),
            ("Belanja", from_sen(found.purchases)),
            ("Hasil dijual", from_sen(found.produce)),
            *((title, from_sen(sen)) for title, sen in more if sen),
            ("Jumlah", from_sen(found.total)),
        ),
        notes=(_NOTE,),
    )
