"""Who gets how much of a year's SHU, with a place to sign for it."""

from decimal import Decimal

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import ShuShare
from koperasi_ledger.reports.formatting import pos_shu
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.shu import told
from koperasi_ledger.reports.slips import payments_of
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_ZERO = Decimal(0)


def daftar_shu(scope: Scope) -> Report:
    """Every member who shares: each pool, the sum, what was paid so far, and a line to sign on.

    What of it paid debts stands apart: nobody signs for having had that in hand.
    """
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
    payments = payments_of(scope.postings, scope.last.year)
    owed = {member: sum((each.debt for each in own), _ZERO) for member, own in payments.items()}
    offsets = any(owed.values())
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
        # Who signs for a share has not had what paid a debt in hand.
        *([Column("potongan", "Dari itu tunggakan", "amount")] if offsets else ()),
        Column("tanda", "Tanda tangan"),
    )
    rows = []
    for place, slip in enumerate(sorted(result.slips(), key=lambda each: each.number), 1):
        name = scope.books.member(slip.number).name
        cells: list[Cell] = [place, slip.number, name]
        cells += [line.amount for line in slip.lines]
        cells += [slip.amount, paid.get(slip.number, _ZERO)]
        cells += [owed.get(slip.number, _ZERO)] if offsets else []
        cells.append(f"{place} ........")
        rows.append(Row(tuple(cells), trace=slip.number))
    totals: list[Cell] = [None, None, "Jumlah", *(each.amount for each in pools)]
    totals += [
        sum((each.amount for each in pools), _ZERO),
        sum((paid.get(member.number, _ZERO) for member in result.members), _ZERO),
        *([sum(owed.values(), _ZERO)] if offsets else ()),
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
        orientation="landscape" if len(pools) + offsets > 2 else "portrait",
    )


def _title(scope: Scope) -> str:
    return f"Daftar penerimaan SHU tahun buku {scope.last.year}"
