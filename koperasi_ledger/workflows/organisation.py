"""What the books know of the organisation: people, meetings, notes, as plain rows with names."""

from koperasi_ledger.model.records import Meeting, Member, OfficeNote, Officer
from koperasi_ledger.workflows.book import Book

Line = dict[str, str | int | None]
"""A row for the person or for JSON: dates ISO."""


def people(book: Book, *, gone: bool = False) -> list[Line]:
    """Who serves, board by board; with `gone`, who served as well."""
    books = book.journal.books()
    found: list[Line] = []
    for officer in sorted(books.all(Officer), key=lambda item: (item.board, item.number)):
        if officer.ended is not None and not gone:
            continue
        member = books.peek(Member, officer.member) if officer.member is not None else None
        line: Line = {
            "nomor": officer.number,
            "sebagai": officer.board,
            "jabatan": officer.position,
            "nama": member.name if member is not None else officer.name,
            "anggota": officer.member,
            "sejak": officer.appointed.isoformat(),
            "sampai": None if officer.until is None else officer.until.isoformat(),
        }
        if gone:
            line["berhenti"] = None if officer.ended is None else officer.ended.isoformat()
        found.append(line)
    return found


def the_meetings(book: Book) -> list[Line]:
    """The meetings by day."""
    meetings = book.journal.books().all(Meeting)
    return [
        {
            "nomor": item.number,
            "tanggal": item.day.isoformat(),
            "rapat": item.body,
            "nama": item.name,
            "diundang": item.invited,
            "hadir": item.present,
            "kuorum": item.needed,
            "keputusan": len(item.decisions),
        }
        for item in sorted(meetings, key=lambda item: (item.day, item.number))
    ]


def the_notes(book: Book) -> list[Line]:
    """The notes by day, with the refs that an answer names."""
    notes = book.journal.books().all(OfficeNote)
    return [
        {
            "ref": item.ref,
            "tanggal": item.day.isoformat(),
            "buku": item.book,
            "dari": item.member or item.name,
            "isi": item.text,
            "tanggapan": item.answer,
        }
        for item in sorted(notes, key=lambda item: (item.day, item.ref))
    ]
