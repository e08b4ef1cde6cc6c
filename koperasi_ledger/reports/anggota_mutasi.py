"""Mutasi anggota: how many there were, came, left and are, year by year, for the RAT book."""

from dataclasses import replace
from datetime import date

from koperasi_ledger.model.records import Member
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_YEARS = (
    Column("tahun", "Tahun", "code"),
    Column("awal", "Awal", "number"),
    Column("masuk", "Masuk", "number"),
    Column("keluar", "Keluar", "number"),
    Column("meninggal", "Meninggal", "number"),
    Column("akhir", "Akhir", "number"),
)
_PEOPLE = (
    Column("tanggal", "Tanggal", "date"),
    Column("nomor", "No. anggota", "code"),
    Column("nama", "Nama"),
    Column("mutasi", "Mutasi", "code"),
)


def anggota_mutasi(scope: Scope) -> Report:
    """Members by year up to the last day of the scope, and who came and left in the last year."""
    members = scope.books.all(Member)
    began = scope.books.cooperative().founded.year
    rows = []
    for year in range(max(began, scope.first.year), scope.last.year + 1):
        first, last = date(year, 1, 1), min(date(year, 12, 31), scope.last)
        came = sum(first <= member.joined <= last for member in members)
        left = [m for m in members if m.left is not None and first <= m.left <= last]
        died = sum(member.status == "meninggal" for member in left)
        cells = (
            str(year),
            _count(members, first),
            came,
            len(left) - died,
            died,
            _count(members, first) + came - len(left),
        )
        rows.append(Row(cells))
    moved = [(member.joined, member, "masuk") for member in members]
    moved += [(member.left, member, member.status) for member in members if member.left]
    start = max(scope.first, scope.year_start)
    listed = tuple(
        Row((day, member.number, member.name, what), trace=member.number)
        for day, member, what in sorted(moved, key=lambda each: (each[0], each[1].number))
        if start <= day <= scope.last
    )
    made = statement(
        scope,
        "anggota-mutasi",
        "Mutasi Anggota",
        (
            Table("tahun", "", _YEARS, tuple(rows)),
            Table("nama", f"Yang masuk dan keluar tahun {scope.last.year}", _PEOPLE, listed),
        ),
        signed=True,
    )
    return replace(made, unit_note="")


def _count(members: tuple[Member, ...], day: date) -> int:
    """The members at the beginning of a day."""
    return sum(
        member.joined < day and (member.left is None or member.left >= day) for member in members
    )
