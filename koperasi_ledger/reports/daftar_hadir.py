"""Daftar hadir: the attendance list of the rapat anggota, signed by hand (reference section 3)."""

from dataclasses import replace

from koperasi_ledger.model.records import Member
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_COLUMNS = (
    Column("no", "No.", "number"),
    Column("nama", "Nama"),
    Column("nomor", "No. anggota", "code"),
    Column("alamat", "Alamat"),
    Column("ttd_ganjil", "Tanda", "code"),
    Column("ttd_genap", "tangan", "code"),
)
_DOTS = "." * 24


def daftar_hadir(scope: Scope) -> Report:
    """The members of the last day of the scope, each with a place to sign, left and right."""
    members = [
        member
        for member in scope.books.all(Member)
        if member.joined <= scope.last and (member.left is None or member.left > scope.last)
    ]
    rows = tuple(
        Row(
            (
                place,
                member.name,
                member.number,
                member.address,
                f"{place}. {_DOTS}" if place % 2 else None,
                None if place % 2 else f"{place}. {_DOTS}",
            ),
            trace=member.number,
        )
        for place, member in enumerate(members, 1)
    )
    made = statement(
        scope,
        "daftar-hadir",
        "Daftar Hadir Rapat Anggota",
        (Table("hadir", "", _COLUMNS, rows),),
        balance=True,
        facts=(
            ("Anggota", len(members)),
            ("Hari, tanggal rapat", _DOTS * 2),
            ("Tempat", _DOTS * 2),
            ("Jumlah yang hadir", _DOTS),
        ),
        signed=True,
    )
    return replace(made, unit_note="")
