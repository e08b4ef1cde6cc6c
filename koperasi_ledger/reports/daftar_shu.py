"""Who gets how much of a year's SHU, with a place to sign for it."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import ShuShare
from koperasi_ledger.reports.formatting import pos_shu
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.shu import told
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_ZERO = Decimal(0)


def daftar_shu(scope: Scope) -> Report:
    """Every member who shares: each pool, the sum, what was paid so far, and a line to sign on."""
    try:
        event, result, _ = told(scope)
    except Refusal as refusal:
        heads = (Column("nomor", "No. anggota", "code"), Column("nama", "Nama"))
        empty = Table("anggota", "", heads, ())
        return statement(scope, "daftar-shu", _title(scope), (empty,), notes=(str(refusal),))
    pools = result.member_pools()
    paid = {
        share.member: share.paid
        for share in scope.books.all(ShuShare)
        if share.year == scope.last.year
    }
    columns = (
        Column("urut", "No", "number"),
        Column("nomor", "No. anggota", "code"),
        Column("nama", "Nama"),
        *(
            Column(f"pos{place}", pos_shu(each.pool.name), "amount")
            for place, each in enumerate(pools)
        ),
        Column("jumlah", "Jumlah", "amount"),
        Column("dibayar", "Sudah dibayar", "amount"),
        Column("tanda", "Tanda tangan"),
    )
    rows = []
    for place, slip in enumerate(sorted(result.slips(), key=lambda each: each.number), 1):
        name = scope.books.member(slip.number).name
        cells: list[Cell] = [place, slip.number, name]
        cells += [line.amount for line in slip.lines]
        cells += [slip.amount, paid.get(slip.number, _ZERO), f"{place} ........"]
        rows.append(Row(tuple(cells), trace=slip.number))
    totals: list[Cell] = [None, None, "Jumlah", *(each.amount for each in pools)]
    totals += [
        sum((each.amount for each in pools), _ZERO),
        sum((paid.get(member.number, _ZERO) for member in result.members), _ZERO),
        None,
    ]
    rows.append(Row(tuple(totals), "total"))
    title = _title(scope) if event is not None else f"{_title(scope)} (USULAN)"
    return statement(
        scope,
        "daftar-shu",
        title,
        (Table("anggota", "", columns, tuple(rows)),),
        signed=True,
        orientation="landscape" if len(pools) > 2 else "portrait",
    )


def _title(scope: Scope) -> str:
    return f"Daftar penerimaan SHU tahun buku {scope.last.year}"
