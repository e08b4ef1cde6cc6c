"""Books 5, 7 to 9, 13, 16: guests, suggestions, advice, happenings, letters (columns: practice)."""

from collections.abc import Callable

from koperasi_ledger.model.records import Member, OfficeNote
from koperasi_ledger.reports.buku_orang import DOTS, register
from koperasi_ledger.reports.scope import Scope
from koperasi_ledger.reports.view import Cell, Column, Report, Row

_NO = Column("no", "No.", "number")
_DAY = Column("tanggal", "Tanggal", "date")
_SIGNED = Column("ttd", "Tanda tangan", "code")
_BY_CHAIR = Column("ttd_pengurus", "Tanda tangan pengurus", "code")
_ANSWER = (Column("tanggapan", "Tanggapan pengurus"), Column("ditanggapi", "Tanggal", "date"))

_GUESTS = (
    _NO,
    _DAY,
    Column("nama", "Nama tamu", "code"),
    Column("asal", "Jabatan, instansi atau alamat", "code"),
    Column("maksud", "Maksud kunjungan"),
    _SIGNED,
)
_SUGGESTIONS = (
    _NO,
    _DAY,
    Column("nama", "Nama anggota", "code"),
    Column("anggota", "No. anggota", "code"),
    Column("isi", "Isi saran"),
    _SIGNED,
    *_ANSWER,
    _BY_CHAIR,
)
_ADVICE = (
    _NO,
    _DAY,
    Column("nama", "Nama pejabat", "code"),
    Column("jabatan", "Jabatan dan instansi", "code"),
    Column("isi", "Isi anjuran"),
    _SIGNED,
    *_ANSWER,
    _BY_CHAIR,
)
_HAPPENINGS = (
    _NO,
    _DAY,
    Column("kejadian", "Kejadian"),
    Column("tindakan", "Tindakan dan penyelesaian"),
    _BY_CHAIR,
)
_LETTERS = (
    _NO,
    _DAY,
    Column("arah", "Masuk/keluar", "code"),
    Column("nomor", "Nomor surat", "code"),
    Column("tanggal_surat", "Tanggal surat", "date"),
    Column("pihak", "Dari atau kepada", "code"),
    Column("perihal", "Perihal"),
    Column("lampiran", "Lamp.", "number"),
    Column("tindak_lanjut", "Tindak lanjut"),
)


def buku_tamu(scope: Scope) -> Report:
    """Book 5: guests."""
    return _book(
        scope,
        "buku-tamu",
        "Buku Tamu",
        _GUESTS,
        ("tamu",),
        lambda note: (note.name, note.office, note.text, DOTS),
    )


def buku_saran_anggota(scope: Scope) -> Report:
    """Book 7: suggestions of members."""

    def cells(note: OfficeNote) -> tuple[Cell, ...]:
        member = scope.books.peek(Member, note.member) if note.member is not None else None
        name = member.name if member is not None else note.member
        return (name, note.member, note.text, DOTS, *_answered(scope, note), DOTS)

    return _book(
        scope,
        "buku-saran-anggota",
        "Buku Saran Anggota",
        _SUGGESTIONS,
        ("saran-anggota",),
        cells,
    )


def buku_anjuran_pejabat(scope: Scope) -> Report:
    """Book 8: advice of officials of the cooperative office."""
    return _advice(scope, "pejabat", "Buku Anjuran Pejabat Koperasi")


def buku_anjuran_instansi(scope: Scope) -> Report:
    """Book 9: advice of officials of other offices."""
    return _advice(scope, "instansi", "Buku Anjuran Pejabat Instansi Lain")


def _advice(scope: Scope, source: str, title: str) -> Report:
    return _book(
        scope,
        f"buku-anjuran-{source}",
        title,
        _ADVICE,
        (f"anjuran-{source}",),
        lambda note: (note.name, note.office, note.text, DOTS, *_answered(scope, note), DOTS),
    )


def buku_kejadian_penting(scope: Scope) -> Report:
    """Book 13: important happenings."""
    return _book(
        scope,
        "buku-kejadian-penting",
        "Buku Catatan Kejadian Penting",
        _HAPPENINGS,
        ("kejadian-penting",),
        lambda note: (note.text, _answered(scope, note)[0], DOTS),
    )


def buku_agenda(scope: Scope) -> Report:
    """Book 16: letters in and out."""
    return _book(
        scope,
        "buku-agenda",
        "Buku Agenda dan Ekspedisi Surat",
        _LETTERS,
        ("surat-masuk", "surat-keluar"),
        lambda note: (
            note.book.removeprefix("surat-"),
            note.number,
            note.letter_date,
            note.name,
            note.text,
            note.enclosures,
            _answered(scope, note)[0],
        ),
    )


def _answered(scope: Scope, note: OfficeNote) -> tuple[Cell, Cell]:
    """The answer and its day, if it was given by the last day of the scope."""
    if note.answered is None or note.answered > scope.last:
        return None, None
    return note.answer, note.answered


def _book(  # noqa: PLR0917 - a book in one call
    scope: Scope,
    name: str,
    title: str,
    columns: tuple[Column, ...],
    books: tuple[str, ...],
    cells: Callable[[OfficeNote], tuple[Cell, ...]],
) -> Report:
    notes = [
        note
        for note in scope.books.all(OfficeNote)
        if note.book in books and scope.first <= note.day <= scope.last
    ]
    rows = tuple(
        Row((place, note.day, *cells(note)), trace=note.ref)
        for place, note in enumerate(sorted(notes, key=lambda note: (note.day, note.ref)), 1)
    )
    return register(scope, name, title, columns, rows)
