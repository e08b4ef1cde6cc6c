"""Organisasi: who served in the year, which meetings were held, for the RAT book."""

from dataclasses import replace

from koperasi_ledger.model.records import Member, Officer
from koperasi_ledger.reports.buku_orang import ended_on, officers_of, person
from koperasi_ledger.reports.buku_rapat import meetings_of
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_PEOPLE = (
    Column("jabatan", "Jabatan", "code"),
    Column("nama", "Nama"),
    Column("anggota", "No. anggota", "code"),
    Column("sejak", "Sejak", "date"),
    Column("sampai", "Masa jabatan s.d.", "date"),
    Column("berhenti", "Berhenti", "date"),
    Column("keputusan", "Keputusan"),
)
_MEETINGS = (
    Column("tanggal", "Tanggal", "date"),
    Column("rapat", "Rapat"),
    Column("tempat", "Tempat"),
    Column("diundang", "Diundang", "number"),
    Column("hadir", "Hadir", "number"),
    Column("kuorum", "Kuorum", "number"),
    Column("tercapai", "Tercapai", "code"),
    Column("keputusan", "Keputusan", "number"),
)
_BOARDS = {"pengurus": "Pengurus", "pengawas": "Pengawas", "karyawan": "Karyawan"}


def organisasi(scope: Scope) -> Report:
    """Who served between the first and the last day of the scope, and the meetings held then."""
    tables = [
        Table(board, title, _PEOPLE, tuple(_row(scope, each) for each in _served(scope, board)))
        for board, title in _BOARDS.items()
    ]
    meetings = tuple(
        Row(
            (
                meeting.day,
                meeting.name,
                meeting.place,
                meeting.invited,
                meeting.present,
                meeting.needed,
                None
                if meeting.needed is None
                else ("ya" if meeting.present >= meeting.needed else "tidak"),
                len(meeting.decisions),
            ),
            trace=meeting.number,
        )
        for meeting in meetings_of(scope)
    )
    tables.append(Table("rapat", "Rapat yang diselenggarakan", _MEETINGS, meetings))
    active = sum(
        member.joined <= scope.last and (member.left is None or member.left > scope.last)
        for member in scope.books.all(Member)
    )
    made = statement(
        scope,
        "organisasi",
        "Organisasi",
        tables,
        facts=(*legal(scope), ("Anggota", active)),
        signed=True,
    )
    return replace(made, unit_note="")


def _served(scope: Scope, board: str) -> list[Officer]:
    return [
        officer
        for officer in officers_of(scope, board)
        if officer.ended is None or officer.ended >= scope.first
    ]


def _row(scope: Scope, officer: Officer) -> Row:
    cells = (
        officer.position,
        person(scope, officer)[0],
        officer.member,
        officer.appointed,
        officer.until,
        ended_on(officer, scope.last),
        officer.decision,
    )
    return Row(cells, trace=officer.number)
