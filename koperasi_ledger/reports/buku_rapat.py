"""Books 10 to 12 of the 16: what the meetings decided, as signed by hand (columns: practice)."""

from koperasi_ledger.model.records import Meeting
from koperasi_ledger.reports.buku_orang import DOTS
from koperasi_ledger.reports.scope import Scope, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Table

_COLUMNS = (
    Column("no", "No.", "number"),
    Column("tanggal", "Tanggal", "date"),
    Column("rapat", "Rapat dan tempat"),
    Column("diundang", "Diundang", "number"),
    Column("hadir", "Hadir", "number"),
    Column("kuorum", "Kuorum", "number"),
    Column("acara", "Acara"),
    Column("nomor", "No. keputusan", "code"),
    Column("keputusan", "Isi keputusan"),
    Column("ttd_pimpinan", "TTD pimpinan", "code"),
    Column("ttd_sekretaris", "TTD sekretaris", "code"),
)


def buku_keputusan_pengawas(scope: Scope) -> Report:
    """Book 10: meetings of the pengawas in the days of the scope."""
    return _book(scope, "pengawas", "Buku Keputusan Rapat Pengawas")


def buku_keputusan_pengurus(scope: Scope) -> Report:
    """Book 11: meetings of the pengurus."""
    return _book(scope, "pengurus", "Buku Keputusan Rapat Pengurus")


def buku_keputusan_anggota(scope: Scope) -> Report:
    """Book 12: meetings of the members."""
    return _book(scope, "anggota", "Buku Keputusan Rapat Anggota")


def meetings_of(scope: Scope, body: str | None = None) -> list[Meeting]:
    """The meetings held in the days of the scope, by day."""
    found = [
        item
        for item in scope.books.all(Meeting)
        if scope.first <= item.day <= scope.last and body in (None, item.body)
    ]
    return sorted(found, key=lambda item: (item.day, item.number))


def _book(scope: Scope, body: str, title: str) -> Report:
    rows = []
    for place, meeting in enumerate(meetings_of(scope, body), 1):
        first: tuple[Cell, ...] = (
            place,
            meeting.day,
            f"{meeting.name}, {meeting.place}",
            meeting.invited,
            meeting.present,
            meeting.needed,
            "; ".join(meeting.agenda),
        )
        decisions = meeting.decisions or ((None, "Tidak ada keputusan"),)
        for number, (label, text) in enumerate(decisions):
            head = first if number == 0 else (None,) * 7
            signed = (DOTS, DOTS) if number == 0 else (None, None)
            rows.append(Row((*head, label, text, *signed), trace=meeting.number))
    name = f"buku-keputusan-{body}"
    return statement(
        scope,
        name,
        title,
        (Table(name.replace("-", "_"), "", _COLUMNS, tuple(rows)),),
        signed=True,
        orientation="landscape",
    )
