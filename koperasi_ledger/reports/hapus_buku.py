"""Hapus buku: loans written off, what came back of them, and what is still claimed off the books.

Source: savings-loans reference 2.3; the claim goes on after a write-off (hapus buku) until it is
given up by the members' meeting (hapus tagih).
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from koperasi_ledger.model.accounts import LOAN_HELD, RECOVERY_INCOME
from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.reports.pinjaman_state import Version, names_of, versions_of
from koperasi_ledger.reports.scope import Scope, check_equal, statement
from koperasi_ledger.reports.standing import live_events
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table
from koperasi_ledger.rules.loans.position import position

_COLUMNS = (
    Column("nomor", "Pinjaman", "code"),
    Column("anggota", "Anggota", "code"),
    Column("nama", "Nama"),
    Column("tanggal", "Dihapus buku", "date"),
    Column("pokok", "Pokok", "amount"),
    Column("jasa", "Jasa", "amount"),
    Column("denda", "Denda", "amount"),
    Column("tagihan", "Tagihan semula", "amount"),
    Column("kembali", "Diterima kembali", "amount"),
    Column("dihapus_tagih", "Dihapus tagih", "amount"),
    Column("sisa", "Sisa tagihan", "amount"),
)
_RECOVERIES = (
    Column("tanggal", "Tanggal", "date"),
    Column("bukti", "Bukti", "code"),
    Column("nomor", "Pinjaman", "code"),
    Column("jumlah", "Jumlah", "amount"),
)

_NOTE = (
    "Tagihan ini di luar buku besar: pokoknya sudah dihapus terhadap penyisihan, dan yang diterima"
    " kembali menjadi pendapatan pada harinya."
)


class _Gone(NamedTuple):
    """A written-off loan: what was owed on the day, and what became of it, in sen.

    The principal is less by the titipan that was set off against it.
    """

    principal: int
    interest: int
    penalty: int
    recovered: int
    forgiven: int

    @property
    def claim(self) -> int:
        return self.principal + self.interest + self.penalty

    @property
    def left(self) -> int:
        return self.claim - self.recovered - self.forgiven

    @property
    def amounts(self) -> tuple[int, ...]:
        """As the columns of the report have them."""
        return (
            self.principal,
            self.interest,
            self.penalty,
            self.claim,
            self.recovered,
            self.forgiven,
            self.left,
        )


class _Ends(NamedTuple):
    """When claims were given up, and the titipan set off at the write-off, by loan; in sen."""

    forgiven: dict[str, date]
    set_off: dict[str, int]


def hapus_buku(scope: Scope) -> Report:
    """The written-off loans at the last day of the scope, and what they brought in until then.

    Raises:
        NotBalanced: what is still claimed differs from what the loans say.
    """
    ends = _ends(scope)
    recovered = _recoveries(scope)
    versions, names = versions_of(scope), names_of(scope)
    rows: list[Row] = []
    totals = [0] * 7
    for loan in scope.books.all(Loan):
        if loan.status not in ("hapus-buku", "hapus-tagih") or loan.ended is None:
            continue
        newest = _gone(loan, versions, recovered, ends, date.max)
        claim = to_sen(loan.claim)
        check_equal(f"Sisa tagihan {loan.number}", newest.left, "tagihan pinjamannya", claim)
        if loan.ended > scope.last:
            continue
        found = _gone(loan, versions, recovered, ends, scope.last)
        totals = [total + sen for total, sen in zip(totals, found.amounts, strict=True)]
        name = names.get(loan.member, loan.member)
        head = (loan.number, loan.member, name, loan.ended)
        cells: tuple[Cell, ...] = (*head, *map(from_sen, found.amounts))
        rows.append(Row(cells, trace=loan.number))
    rows.append(Row((None, None, "Jumlah", None, *map(from_sen, totals)), "total"))
    return statement(
        scope,
        "hapus-buku",
        "Pinjaman yang Dihapus Buku",
        (Table("hapus_buku", "", _COLUMNS, tuple(rows)), _recovery_table(scope)),
        balance=True,
        notes=(_NOTE,),
        signed=True,
        orientation="landscape",
    )


def _gone(
    loan: Loan,
    versions: dict[str, list[Version]],
    recovered: dict[str, list[tuple[date, int]]],
    ends: _Ends,
    day: date,
) -> _Gone:
    plan, moves, _ = versions[loan.number][-1]
    at = position(plan, moves, loan.product, loan.ended or day)
    back = sum(sen for on, sen in recovered.get(loan.number, ()) if on <= day)
    principal = to_sen(at.balance) - ends.set_off.get(loan.number, 0)
    penalty = to_sen(at.penalty_due + at.deferred)
    whole = _Gone(principal, to_sen(at.interest_due), penalty, back, 0)
    given_up = loan.number in ends.forgiven and ends.forgiven[loan.number] <= day
    return whole._replace(forgiven=whole.left) if given_up else whole


def _ends(scope: Scope) -> _Ends:
    forgiven = {
        event["loan"]: date.fromisoformat(event["date"])
        for event in live_events(scope, "loan_forgiven")
    }
    set_off = {}
    for event in live_events(scope, "loan_written_off"):
        rows = scope.postings.source.rows(
            "SELECT COALESCE(SUM(p.sen), 0) FROM postings p JOIN events e ON e.seq = p.seq"
            " WHERE e.ref = ? AND p.account = ?",
            (event["ref"], LOAN_HELD),
        )
        set_off[event["loan"]] = int(next(rows)[0])
    return _Ends(forgiven, set_off)


def _recoveries(scope: Scope) -> dict[str, list[tuple[date, int]]]:
    """What came back on each loan, by day, in sen; what was reversed is taken off."""
    rows = scope.postings.source.rows(
        "SELECT sub, date, -sen FROM postings WHERE account = ? AND sub IS NOT NULL AND seq <= ?",
        (RECOVERY_INCOME, scope.postings.seq),
    )
    found: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for sub, day, sen in rows:
        found[sub].append((date.fromisoformat(day), int(sen)))
    return dict(found)


def _recovery_table(scope: Scope) -> Table:
    lines = [
        line
        for line in scope.postings.account_lines(RECOVERY_INCOME, date.min, scope.last)
        if line.sub is not None
    ]
    rows = [
        Row((line.date, line.voucher, line.sub, from_sen(-line.sen)), trace=line.ref)
        for line in lines
    ]
    total = from_sen(-sum(line.sen for line in lines))
    rows.append(Row((None, None, "Jumlah", total), "total"))
    return Table("penerimaan", "Penerimaan kembali", _RECOVERIES, tuple(rows))
