"""Books 10 to 12 of the 16: what the meetings decided, as signed by hand (columns: practice)."""

from koperasi_ledger.model.records import Meeting
from koperasi_ledger.reports.buku_orang import DOTS, register
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.view import Cell, Column, Report, Row

_COLUMNS = (
    Column("no", "No.", "number"),
    Column("tanggal", "Tanggal", "date"),
    Column("nomor", "No. keputusan", "code"),
    Column("keputusan", "Isi keputusan"),
    Column("rapat", "Rapat dan tempat"),
    Column("acara", "Acara"),
    Column("diundang", "Undangan", "number"),
    Column("hadir", "Hadir", "number"),
    Column("kuorum", "Kuorum", "number"),
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
        meant: tuple[Cell, ...] = (
            f"{meeting.name}, {meeting.place}",
            "; ".join(meeting.agenda),
            meeting.invited,
            meeting.present,
            meeting.needed,
            DOTS,
            DOTS,
        )
        decisions = meeting.decisions or ((None, "Tidak ada keputusan"),)
        for number, decided in enumerate(decisions):
            head: tuple[Cell, ...] = (place, meeting.day) if number == 0 else (None, None)
            rest = meant if number == 0 else (None,) * len(meant)
            rows.append(Row((*head, *decided, *rest), trace=meeting.number))
    return register(scope, f"buku-keputusan-{body}", title, _COLUMNS, rows)
