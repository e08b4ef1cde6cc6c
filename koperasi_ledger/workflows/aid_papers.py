"""Berita acara of aid: of one movement with everybody's place to sign, or of a whole programme."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.model.events.aid import (
    AidGiven,
    AidHandedOut,
    AidLost,
    AidMoneyReceived,
    AidReceived,
    AidReturned,
)
from koperasi_ledger.model.records import Reversal
from koperasi_ledger.model.records.aid import AidBeneficiary, AidProgramme
from koperasi_ledger.reports.aid_state import aid_at
from koperasi_ledger.reports.bantuan import tables_of
from koperasi_ledger.reports.scope import BLANK, Scope, signatories, statement
from koperasi_ledger.reports.view import Cell, Column, Report, Row, Signature, Table
from koperasi_ledger.rules.dates import day_name
from koperasi_ledger.rules.errors import UnknownRef
from koperasi_ledger.rules.errors.aid import UnknownAidProgramme
from koperasi_ledger.workflows.aid_errors import AidPaperReversed, NoAidPaper
from koperasi_ledger.workflows.aid_import import programme_named
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.loan_papers import paper_scope

_TITLES: Mapping[str, tuple[str, str, str]] = {
    "aid_received": ("Berita Acara Penerimaan Bantuan", "Yang menyerahkan", "Yang menerima"),
    "aid_money_received": ("Berita Acara Penerimaan Bantuan", "Yang menyerahkan", "Yang menerima"),
    "aid_handed_out": ("Berita Acara Penyaluran Bantuan", "Yang menyalurkan", "Mengetahui"),
    "aid_lost": ("Berita Acara Susut Bantuan", "Yang memeriksa", "Yang menyetujui"),
    "aid_returned": ("Berita Acara Pengembalian Bantuan", "Yang menyerahkan", "Yang menerima"),
}
_UNITS = "banyaknya dalam satuan barang, nilai dalam rupiah"
_GOODS = (
    Column("barang", "Barang", "code"),
    Column("satuan", "Satuan"),
    Column("banyak", "Banyak", "number"),
)
_HANDED = (
    Column("urut", "No", "number"),
    Column("nomor", "Nomor", "code"),
    Column("nama", "Nama"),
    Column("alamat", "Alamat"),
    Column("barang", "Barang", "code"),
    Column("banyak", "Banyak", "number"),
    Column("diterima_oleh", "Diterima oleh"),
    Column("tanda_terima", "Bukti", "code"),
    Column("tanda_tangan", "Tanda tangan"),
)


def aid_paper(book: Book, key: str, today: date) -> Report:
    """The berita acara of a movement, by its ref; or the reconciliation of a programme until today.

    Raises:
        UnknownRef: there is neither such an event nor such a programme.
        NoAidPaper: the event is no movement of aid.
        AidPaperReversed: it was reversed.
    """
    try:
        programme = programme_named(book, key)
    except UnknownAidProgramme:
        programme = None
    if programme is not None:
        return _reconciliation(book, programme, today)
    past = book.journal.find(key)
    if past is None:
        raise UnknownRef(key)
    if past.event.kind not in _TITLES:
        raise NoAidPaper(key, past.event.title)
    done = book.journal.load(Reversal.kind, key)
    if isinstance(done, Reversal):
        raise AidPaperReversed(key, done.by)
    return _minutes(book, past.event)


def _reconciliation(book: Book, programme: AidProgramme, today: date) -> Report:
    scope = paper_scope(book, today)
    state = aid_at(scope)[programme.programme]
    names, _ = signatories(scope.books.section("print"), today)
    made = statement(
        scope,
        "berita-acara-bantuan",
        "Berita Acara Rekonsiliasi Bantuan",
        tables_of(scope, (state,))[1:],
        balance=True,
        facts=(
            ("Program", f"{programme.name} ({programme.programme})"),
            ("Pemberi", programme.giver),
        ),
        notes=("Yang tersisa dan belum disalurkan tetap milik program, bukan milik koperasi.",),
        orientation="landscape",
    )
    first = names[0] if names else Signature("Ketua koperasi")
    signing = (first, Signature(programme.giver), Signature("Pemerintah desa/kelurahan"))
    return replace(made, signatures=signing, place_date=BLANK, unit_note=_UNITS)


def _minutes(book: Book, event: AnyEvent) -> Report:
    given: Any = event
    scope = paper_scope(book, event.date)
    programme = programme_named(book, given.programme)
    title, left, right = _TITLES[event.kind]
    names, _ = signatories(scope.books.section("print"), event.date)
    place = getattr(given, "location", None) or "kas/bank"
    facts: list[tuple[str, Cell]] = [
        ("Nomor", given.document),
        ("Tanggal", day_name(event.date)),
        ("Program", f"{programme.name} ({programme.programme})"),
        ("Pemberi", programme.giver),
        ("Tempat", place),
        ("Ref", event.ref),
    ]
    if isinstance(event, AidHandedOut):
        facts.append(("Penerima", len({line.beneficiary for line in event.lines})))
    if isinstance(event, AidLost):
        facts.append(("Disetujui", event.approved_by))
    made = statement(
        scope,
        "berita-acara-bantuan",
        title,
        _tables(scope, programme, event),
        balance=True,
        facts=facts,
        orientation="landscape" if isinstance(event, AidHandedOut) else "portrait",
    )
    ours = names[0].name if names else None
    theirs = event.approved_by if isinstance(event, AidLost) else None
    back = isinstance(event, (AidReceived, AidMoneyReceived))
    signing = (
        (Signature(left), Signature(right, ours))
        if back
        else (Signature(left, ours), Signature(right, theirs))
    )
    return replace(made, signatures=signing, place_date=BLANK, unit_note=_UNITS)


def _tables(scope: Scope, programme: AidProgramme, event: AnyEvent) -> tuple[Table, ...]:
    match event:
        case AidHandedOut():
            lines = tuple(
                _handed(scope, programme, place, line) for place, line in enumerate(event.lines, 1)
            )
            sums = tuple(_sums(event, programme))
            return (
                Table("jumlah", "Jumlah yang disalurkan", _GOODS, sums),
                Table("penerima", "Penerima", _HANDED, lines),
            )
        case AidLost():
            columns = (*_GOODS, Column("sebab", "Sebab"))
            rows = tuple(
                Row((line.item, _unit(programme, line.item), line.quantity, line.reason))
                for line in event.lines
            )
            return (Table("barang", "Barang", columns, rows),)
        case AidReceived() if programme.treatment == "liabilitas":
            columns = (*_GOODS, Column("nilai", "Nilai", "amount"))
            rows = tuple(
                Row((line.item, _unit(programme, line.item), line.quantity, line.value))
                for line in event.lines
            )
            return (Table("barang", "Barang", columns, rows),)
        case AidMoneyReceived():
            rows = (Row((event.item, "rupiah", event.amount)),)
            return (Table("barang", "Uang", _GOODS, rows),)
        case AidReceived() | AidReturned():
            return (Table("barang", "Barang", _GOODS, tuple(_sums(event, programme))),)
        case _:
            raise NoAidPaper(event.ref, event.title)


def _unit(programme: AidProgramme, item: str) -> str:
    return programme.items[item].unit


def _sums(event: AidReceived | AidReturned | AidHandedOut, programme: AidProgramme) -> list[Row]:
    found: dict[str, Any] = {}
    for line in event.lines:
        found[line.item] = found.get(line.item, 0) + line.quantity
    return [Row((item, _unit(programme, item), sums)) for item, sums in found.items()]


def _handed(scope: Scope, programme: AidProgramme, place: int, line: AidGiven) -> Row:
    person = scope.books.peek(AidBeneficiary, f"{programme.programme}:{line.beneficiary}")
    return Row(
        (
            place,
            line.beneficiary,
            person.name if person is not None else "",
            (person.address or "") if person is not None else "",
            line.item,
            line.quantity,
            line.representative or "sendiri",
            line.proof or "",
            BLANK,
        ),
        trace=line.beneficiary,
    )
