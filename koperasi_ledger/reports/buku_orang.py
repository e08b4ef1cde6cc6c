"""Books 1 to 4 of the 16: members, pengurus, pengawas, karyawan, as signed by hand.

Column heads after the forms that the dinas hands out (practice; facts only). What these books do
not know, and every signature, is a dotted line on paper.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from koperasi_ledger.model.records import Member, Officer
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

DOTS = "." * 22
"""A place to sign, or to write by hand."""
_LEFT = {"keluar": "Keluar", "meninggal": "Meninggal dunia"}
_MEMBERS = (
    Column("no", "No.", "number"),
    Column("nomor", "No. anggota", "code"),
    Column("nama", "Nama lengkap"),
    Column("umur", "Umur", "number"),
    Column("kelamin", "L/P", "code"),
    Column("pekerjaan", "Mata pencaharian", "code"),
    Column("alamat", "Tempat tinggal"),
    Column("masuk", "Tanggal masuk", "date"),
    Column("ttd_masuk", "Tanda tangan anggota", "code"),
    Column("keluar", "Tanggal berhenti", "date"),
    Column("sebab", "Sebab berhenti", "code"),
    Column("ttd_keluar", "Tanda tangan ketua", "code"),
)
_OFFICERS = (
    Column("no", "No.", "number"),
    Column("nama", "Nama lengkap"),
    Column("umur", "Umur", "number"),
    Column("kelamin", "L/P", "code"),
    Column("pekerjaan", "Mata pencaharian", "code"),
    Column("alamat", "Tempat tinggal"),
    Column("anggota", "No. anggota", "code"),
    Column("jabatan", "Jabatan", "code"),
    Column("diangkat", "Diangkat", "date"),
    Column("sampai", "Masa jabatan s.d.", "date"),
    Column("ttd", "Tanda tangan", "code"),
    Column("berhenti", "Berhenti", "date"),
    Column("sebab", "Sebab berhenti"),
    Column("ttd_ketua", "Tanda tangan ketua", "code"),
)
_STAFF = (
    Column("no", "No.", "number"),
    Column("nama", "Nama lengkap"),
    Column("umur", "Umur", "number"),
    Column("kelamin", "L/P", "code"),
    Column("alamat", "Tempat tinggal"),
    Column("jabatan", "Jabatan", "code"),
    Column("diangkat", "Diangkat", "date"),
    Column("keputusan", "Surat pengangkatan"),
    Column("gaji", "Gaji sebulan", "amount"),
    Column("ttd", "Tanda tangan", "code"),
    Column("berhenti", "Berhenti", "date"),
    Column("sebab", "Sebab berhenti"),
)


def buku_anggota(scope: Scope) -> Report:
    """Book 1: everybody who was ever a member, up to the last day of the scope."""
    members = [item for item in scope.books.all(Member) if item.joined <= scope.last]
    rows = []
    for place, member in enumerate(sorted(members, key=_by_entry), 1):
        gone = member.left is not None and member.left <= scope.last
        born, sex = _from_nik(member.nik, scope.last)
        cells: tuple[Cell, ...] = (
            place,
            member.number,
            member.name,
            _age(born, scope.last),
            sex,
            DOTS,
            member.address,
            member.joined,
            DOTS,
            member.left if gone else None,
            _LEFT.get(member.status) if gone else None,
            DOTS,
        )
        rows.append(Row(cells, trace=member.number))
    return register(scope, "buku-anggota", "Buku Daftar Anggota", _MEMBERS, rows, balance=True)


def _by_entry(member: Member) -> tuple[date, str]:
    return member.joined, member.number


def buku_pengurus(scope: Scope) -> Report:
    """Book 2: everybody who was ever of the pengurus."""
    return _board(scope, "pengurus", "Buku Daftar Pengurus")


def buku_pengawas(scope: Scope) -> Report:
    """Book 3: everybody who was ever of the pengawas."""
    return _board(scope, "pengawas", "Buku Daftar Pengawas")


def buku_karyawan(scope: Scope) -> Report:
    """Book 4: everybody who was ever employed."""
    rows = []
    for place, officer in enumerate(officers_of(scope, "karyawan"), 1):
        name, address, born, sex = person(scope, officer)
        ended = ended_on(officer, scope.last)
        cells: tuple[Cell, ...] = (
            place,
            name,
            _age(born, scope.last),
            sex,
            address,
            officer.position,
            officer.appointed,
            officer.decision,
            officer.wage,
            DOTS,
            ended,
            officer.reason if ended is not None else None,
        )
        rows.append(Row(cells, trace=officer.number))
    return register(scope, "buku-karyawan", "Buku Daftar Karyawan", _STAFF, rows, balance=True)


def _board(scope: Scope, board: str, title: str) -> Report:
    rows = []
    for place, officer in enumerate(officers_of(scope, board), 1):
        name, address, born, sex = person(scope, officer)
        ended = ended_on(officer, scope.last)
        cells: tuple[Cell, ...] = (
            place,
            name,
            _age(born, scope.last),
            sex,
            officer.occupation,
            address,
            officer.member,
            officer.position,
            officer.appointed,
            officer.until,
            DOTS,
            ended,
            officer.reason if ended is not None else None,
            DOTS,
        )
        rows.append(Row(cells, trace=officer.number))
    return register(scope, f"buku-{board}", title, _OFFICERS, rows, balance=True)


def officers_of(scope: Scope, board: str) -> list[Officer]:
    """Those appointed to a board up to the last day of the scope, in the order of their service."""
    found = [
        item
        for item in scope.books.all(Officer)
        if item.board == board and item.appointed <= scope.last
    ]
    return sorted(found, key=lambda item: (item.appointed, item.number))


def ended_on(officer: Officer, day: date) -> date | None:
    """When somebody's service ended, if that was known on the day."""
    return officer.ended if officer.ended is not None and officer.ended <= day else None


def person(
    scope: Scope, officer: Officer
) -> tuple[str | None, str | None, date | None, str | None]:
    """Name, address, day of birth and sex of somebody who serves; of a member as on that book."""
    member = scope.books.peek(Member, officer.member) if officer.member is not None else None
    born, sex = _from_nik(member.nik if member is not None else None, scope.last)
    name = member.name if member is not None else officer.name
    address = officer.address or (member.address if member is not None else None)
    return name, address, officer.born or born, officer.sex or sex


_WOMEN = 40


def _from_nik(nik: str | None, today: date) -> tuple[date | None, str | None]:
    """Day of birth and sex as a NIK has them: DDMMYY after six digits, women's days with 40 more.

    Of the two centuries the one that is not in the future (how a NIK is made up: practice).
    """
    if nik is None:
        return None, None
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    sex = "P" if day > _WOMEN else "L"
    day -= _WOMEN if day > _WOMEN else 0
    for century in (2000, 1900):
        try:
            born = date(century + year, month, day)
        except ValueError:
            return None, sex
        if born <= today:
            return born, sex
    return None, sex


def _age(born: date | None, today: date) -> int | None:
    if born is None or born > today:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def register(
    scope: Scope,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[Row],
    *,
    balance: bool = False,
) -> Report:
    """A book that is signed by hand, line by line; `balance`: of one day, not of a period."""
    table = Table(name.replace("-", "_"), "", columns, tuple(rows), by_hand=True)
    made = statement(
        scope, name, title, (table,), balance=balance, signed=True, orientation="landscape"
    )
    return replace(made, unit_note="")
