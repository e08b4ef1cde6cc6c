"""Daftar pinjaman: the loans running on a day, with what is owed, what is late, and the class."""

from decimal import Decimal

from koperasi_ledger.model.money import from_sen, to_sen
from koperasi_ledger.reports.pinjaman_state import (
    LoanState,
    names_of,
    overdue,
    proof_tables,
    running_at,
    undone_later,
)
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

QUALITY_TITLES = {
    "lancar": "Lancar",
    "dpk": "Dalam perhatian khusus",
    "kurang-lancar": "Kurang lancar",
    "diragukan": "Diragukan",
    "macet": "Macet",
}
"""The classes as they are printed; `model/policy/loans.py: Quality`."""

_COLUMNS = (
    Column("nomor", "Pinjaman", "code"),
    Column("anggota", "Anggota", "code"),
    Column("nama", "Nama"),
    Column("dipinjam", "Dipinjam", "amount"),
    Column("sisa_pokok", "Sisa pokok", "amount"),
    Column("pokok_tertunggak", "Pokok tertunggak", "amount"),
    Column("jasa_tertunggak", "Jasa tertunggak", "amount"),
    Column("denda", "Denda", "amount"),
    Column("mutu", "Mutu"),
    Column("produk", "Produk"),
    Column("cair", "Cair", "date"),
)


def pinjaman(scope: Scope) -> Report:
    """The running loans at the last day of the scope.

    Raises:
        NotBalanced: their sums differ from a control account.
    """
    states = running_at(scope)
    names = names_of(scope)
    rows = [Row(_cells(state, names), trace=state.loan.number) for state in states]
    sums = [from_sen(sum(to_sen(_amounts(state)[k]) for state in states)) for k in range(5)]
    rows.append(Row((None, None, "Jumlah", *sums, None, None, None), "total"))
    return statement(
        scope,
        "pinjaman",
        "Daftar Pinjaman yang Berjalan",
        (Table("pinjaman", "", _COLUMNS, tuple(rows)), *proof_tables(scope, states)),
        balance=True,
        facts=(
            ("Pinjaman berjalan", len(states)),
            ("Peminjam", len({state.loan.member for state in states})),
        ),
        notes=proof_notes(scope),
        signed=True,
        orientation="landscape",
    )


def _amounts(state: LoanState) -> tuple[Decimal, ...]:
    at = state.at
    return state.lent, at.balance, *overdue(state), at.penalty_due


def _cells(state: LoanState, names: dict[str, str]) -> tuple[Cell, ...]:
    loan = state.loan
    quality = QUALITY_TITLES[state.assessed.quality] if state.assessed is not None else None
    return (
        loan.number,
        loan.member,
        names.get(loan.member, loan.member),
        *_amounts(state),
        quality,
        loan.product.name,
        state.first_day,
    )


def proof_notes(scope: Scope) -> tuple[str, ...]:
    """What the second table says, and why a reversal stands in it."""
    notes = [
        "Jumlah menurut jadwal dan pembayaran sama dengan saldo akun kontrolnya di buku besar."
    ]
    if any(undone_later(scope).values()):
        notes.append(
            "Dibalik sesudahnya: peristiwa sampai tanggal ini yang pembalikannya bertanggal"
            " sesudahnya; daftar disusun tanpa peristiwa itu."
        )
    return tuple(notes)
