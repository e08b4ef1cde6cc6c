"""The book of the annual meeting: every part in the order a village's printed book has them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from koperasi_ledger.model.records import Member, Officer
from koperasi_ledger.reports.charts import charts_of
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.prose import read_prose
from koperasi_ledger.reports.rat_view import Form, Item, Part, Prose, RatBook, Signing
from koperasi_ledger.reports.scope import Asked, signatories
from koperasi_ledger.reports.view import Report, Signature, Table
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.rat_charts import book_charts
from koperasi_ledger.workflows.rat_words import (
    BOARD,
    FOREWORD,
    INVITATION,
    PLAN,
    SUPERVISORS,
    Words,
    read_words,
)
from koperasi_ledger.workflows.reports import make_report

# A table of more rows stands in the annex, and the part says so.
_LONG = 60
_RULES = """\
1. Rapat dipimpin oleh pimpinan rapat yang dipilih anggota; pengurus memimpin sampai ia terpilih.
2. Rapat sah bila kuorum menurut anggaran dasar tercapai; daftar hadir menjadi buktinya.
3. Setiap anggota mempunyai satu suara dan tidak dapat mewakilkannya.
4. Keputusan diambil dengan musyawarah; bila tidak tercapai, dengan suara terbanyak.
5. Anggota berbicara sesudah diberi kesempatan oleh pimpinan rapat.
6. Keputusan ditulis dalam berita acara dan ditandatangani pimpinan dan notulis rapat.
"""
_MINUTES = (
    ("Hari, tanggal dan tempat rapat", 1),
    ("Pimpinan rapat dan notulis", 1),
    ("Jumlah anggota, yang hadir, dan kuorum", 1),
    ("Pengesahan tata tertib", 1),
    ("Tanggapan atas laporan pengurus", 5),
    ("Tanggapan atas laporan pengawas", 4),
    ("Keputusan tentang pengesahan laporan", 2),
    ("Keputusan tentang pembagian SHU", 3),
    ("Keputusan tentang rencana kerja dan RAPB", 3),
    ("Keputusan lain", 4),
)


def make_book(book: Book, year: int, today: date, *, trails: bool = False) -> RatBook:
    """The RAT book of a year; with `trails` figures carry the entries behind them (HTML).

    Raises:
        NotYet, BeforeBooks: the books have no such year.
        CannotRead: a file with the words of the pengurus or pengawas cannot be read.
    """
    maker = _Maker(book, year, today, trails=trails)
    cooperative = book.journal.books().cooperative()
    head = book.journal.head()
    facts = [("Buku per", tanggal(maker.last))]
    closed = book.journal.books().period().closed_year
    if closed is None or closed < year:
        facts.append(("Status", "tahun buku belum ditutup; angka dapat berubah"))
    return RatBook(
        cooperative.name,
        cooperative.address,
        year,
        tuple(facts),
        tuple(part for part in maker.parts() if part.items),
        head.seq,
        head.hash,
        cooperative.legal_number,
    )


class _Maker:
    """Makes the parts one after the other; a report that has nothing to say is left out."""

    def __init__(self, book: Book, year: int, today: date, *, trails: bool) -> None:
        self.book = book
        self.year = year
        self.today = today
        self.words: Words = read_words(book, year)
        self.trails = trails
        self.last = min(date(year, 12, 31), today)
        # Of a running year the cover says how far it has come, not every report again.
        self.asked = Asked(last=today) if year == today.year else Asked(year=year)
        self.annexed: list[Report] = []

    def parts(self) -> Iterator[Part]:
        """Undangan to annex, in the order of published books (accounting reference section 3)."""
        yield Part("undangan", "Undangan dan acara", (*self._written(INVITATION),))
        yield Part("tata-tertib", "Tata tertib rapat", (Prose(read_prose(_RULES)),), follows=True)
        yield Part("notulen", "Notulen rapat", (Form(_MINUTES),))
        yield self._reports("hadir", "Daftar hadir rapat anggota", "daftar-hadir")
        yield Part("pengantar", "Kata pengantar", (*self._written(FOREWORD),))
        yield Part(
            "pengurus",
            "Laporan pertanggungjawaban pengurus",
            (*self._written(BOARD), *self._made("organisasi", "anggota-mutasi")),
        )
        charts = charts_of(tuple(book_charts(self.book, self.year, self.today)))
        yield Part("gambaran", "Gambaran beberapa tahun", charts)
        yield self._reports("keuangan", "Laporan keuangan", *_STATEMENTS)
        yield self._reports("calk", "Catatan atas laporan keuangan", "calk")
        yield self._reports("analisis", "Analisis dan penilaian", *_ANALYSIS)
        yield self._reports("inventaris", "Inventaris", "inventaris")
        yield self._reports("shu", "Pembagian SHU", "shu")
        yield Part(
            "rencana",
            f"Rencana kerja dan anggaran {self.year + 1}",
            (*self._written(PLAN), *self._made("anggaran")),
        )
        yield Part(
            "pengawas",
            "Laporan pengawas",
            (*self._written(SUPERVISORS), *self._supervisors()),
        )
        yield Part("pengesahan", "Pengesahan", (self._signing(),))
        lists = (*self._made("daftar-shu", "simpanan", annex=True), *self.annexed)
        yield Part("lampiran", "Lampiran: anggota", lists)

    def _written(self, name: str) -> Iterator[Item]:
        blocks = self.words.sections.get(name, ())
        if blocks:
            yield Prose(blocks)

    def _reports(self, key: str, title: str, *names: str) -> Part:
        return Part(key, title, tuple(self._made(*names)))

    def _made(self, *names: str, annex: bool = False) -> Iterator[Report]:
        for name in names:
            asked = replace(self.asked, trails=self.trails and name in _TRACED)
            made = make_report(self.book, name, asked, self.today)
            if _silent(made, needs_figure=name in _LEFT_OUT_IF_NIL):
                continue
            if annex or name not in _MAY_BE_LONG:
                yield made
            else:
                yield from self._shortened(made)

    def _shortened(self, made: Report) -> Iterator[Report]:
        """The report without its long tables, which the annex has; nothing where none is left."""
        long = tuple(table for table in made.tables if len(table.rows) > _LONG)
        if not long:
            yield made
            return
        self.annexed.append(replace(made, tables=long, notes=() if _short(made) else made.notes))
        if short := _short(made):
            names = " dan ".join(f'"{table.title or made.title}"' for table in long)
            note = f"Daftar {names} ada pada lampiran."
            yield replace(made, tables=short, notes=(*made.notes, note))

    def _supervisors(self) -> Iterator[Item]:
        signers = self._officers("pengawas")
        if signers and SUPERVISORS in self.words.sections:
            yield Signing("", self._place_date(), signers)

    def _signing(self) -> Signing:
        words = (
            f"Buku ini memuat laporan pertanggungjawaban pengurus tahun buku {self.year}. Pengurus"
            " menyatakan bahwa laporan di dalamnya disusun dari pembukuan koperasi. Pengurus yang"
            " tidak menandatangani menjelaskan sebabnya secara tertulis (UU 25/1992 Ps. 36)."
        )
        section = self.book.journal.books().section("print")
        names = self._officers("pengurus") or signatories(section, self.last)[0]
        return Signing(words, self._place_date(), names or (Signature("Ketua"),))

    def _place_date(self) -> str:
        city = signatories(self.book.journal.books().section("print"), self.last)[1]
        return f"{city}, {'.' * 30}" if city else "." * 30

    def _officers(self, board: str) -> tuple[Signature, ...]:
        """All who serve on the board at the year's end: each of them signs (UU 25/1992 Ps. 36)."""
        found = [
            officer
            for officer in self.book.journal.books().all(Officer)
            if officer.board == board
            and officer.appointed <= self.last
            and (officer.ended is None or officer.ended > self.last)
        ]
        found.sort(key=lambda each: (_rank(each.position), each.appointed, each.number))
        return tuple(Signature(each.position, _name(self.book, each)) for each in found)


_STATEMENTS = ("neraca", "phu", "ekuitas", "arus-kas", "unit")
_ANALYSIS = ("rasio", "kesehatan", "kolektibilitas", "promosi", "pajak")
_TRACED = frozenset({"neraca", "phu", "ekuitas", "arus-kas"})
# Of no use to a cooperative that lends nothing, owns nothing or owes no tax.
_LEFT_OUT_IF_NIL = frozenset({"kolektibilitas", "pajak", "inventaris", "promosi"})
_MAY_BE_LONG = frozenset(
    {"daftar-hadir", "anggota-mutasi", "inventaris", "promosi", "kolektibilitas"}
)
_OFFICES = ("ketua", "wakil ketua", "sekretaris", "wakil sekretaris", "bendahara")


def _silent(made: Report, *, needs_figure: bool) -> bool:
    """Whether a report has no line at all, or no figure but zero where figures are its point."""
    cells = [
        cell
        for table in made.tables
        for row in table.rows
        if row.style == "normal"
        for cell, column in zip(row.cells, table.columns, strict=True)
        if not needs_figure or column.kind == "amount"
    ]
    return not any(cells) if needs_figure else not cells


def _short(made: Report) -> tuple[Table, ...]:
    return tuple(table for table in made.tables if 0 < len(table.rows) <= _LONG)


def _rank(position: str) -> int:
    """Where an office stands in the usual order; others come behind it."""
    said = position.casefold()
    return _OFFICES.index(said) if said in _OFFICES else len(_OFFICES)


def _name(book: Book, officer: Officer) -> str | None:
    """Who serves: a member's name is that of the book of members."""
    if officer.member is None:
        return officer.name
    member = book.journal.books().peek(Member, officer.member)
    return member.name if member is not None else officer.name
