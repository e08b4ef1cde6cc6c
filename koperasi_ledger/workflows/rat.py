"""The book of the annual meeting: every part in the order a village's printed book has them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from koperasi_ledger.model.money import from_sen
from koperasi_ledger.reports.catalog import CATALOG
from koperasi_ledger.reports.charts import Chart, Series, charts_of
from koperasi_ledger.reports.formatting import tanggal
from koperasi_ledger.reports.prose import read_prose
from koperasi_ledger.reports.query import Postings
from koperasi_ledger.reports.rat_view import Form, Item, Part, Prose, RatBook, Signing
from koperasi_ledger.reports.scope import Asked, signatories
from koperasi_ledger.reports.view import Report, Signature
from koperasi_ledger.workflows.book import Book
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

_CHART_YEARS = 5
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
    facts = []
    if cooperative.legal_number:
        facts.append(("Badan hukum", cooperative.legal_number))
    facts.append(("Buku per", tanggal(maker.last)))
    return RatBook(
        cooperative.name,
        cooperative.address,
        year,
        tuple(facts),
        tuple(part for part in maker.parts() if part.items),
        head.seq,
        head.hash,
    )


def latest_year(book: Book, today: date) -> int:
    """The year whose meeting comes next: the last that was closed, or the running one."""
    closed = book.journal.books().period().closed_year
    return closed if closed is not None else today.year


class _Maker:
    """Makes the parts one after the other; a report that has nothing to say is left out."""

    def __init__(self, book: Book, year: int, today: date, *, trails: bool) -> None:
        self.book = book
        self.year = year
        self.today = today
        self.words: Words = read_words(book, year)
        self.asked = Asked(year=year)
        self.trails = trails
        self.last = min(date(year, 12, 31), today)

    def parts(self) -> Iterator[Part]:
        """Undangan to annex, in the order of published books (accounting reference section 3)."""
        yield Part("undangan", "Undangan dan acara", (*self._written(INVITATION),))
        yield Part("tata-tertib", "Tata tertib rapat", (Prose(read_prose(_RULES)),))
        yield Part("notulen", "Notulen rapat", (Form(_MINUTES),))
        yield self._reports("hadir", "Daftar hadir", "daftar-hadir")
        yield Part("pengantar", "Kata pengantar", (*self._written(FOREWORD),))
        yield Part(
            "pengurus",
            "Laporan pertanggungjawaban pengurus",
            (*self._written(BOARD), *self._made("organisasi", "anggota-mutasi")),
        )
        yield Part("gambaran", "Gambaran beberapa tahun", (*charts_of(tuple(self._charts())),))
        yield self._reports(
            "keuangan",
            "Laporan keuangan",
            *("neraca", "phu", "ekuitas", "arus-kas", "unit"),
        )
        yield self._reports("calk", "Catatan atas laporan keuangan", "calk")
        yield self._reports(
            "analisis",
            "Analisis dan penilaian",
            *("rasio", "kesehatan", "kolektibilitas", "promosi", "pajak"),
        )
        yield self._reports("inventaris", "Inventaris", "inventaris")
        yield self._reports("shu", "Pembagian SHU", "shu")
        yield Part(
            "rencana",
            f"Rencana kerja dan anggaran {self.year + 1}",
            (*self._written(PLAN), *self._made("anggaran")),
        )
        yield Part("pengawas", "Laporan pengawas", (*self._written(SUPERVISORS),))
        yield Part("pengesahan", "Pengesahan", (self._signing(),))
        yield self._reports("lampiran", "Lampiran: anggota", "daftar-shu", "simpanan")

    def _written(self, name: str) -> Iterator[Item]:
        blocks = self.words.sections.get(name, ())
        if blocks:
            yield Prose(blocks)

    def _reports(self, key: str, title: str, *names: str) -> Part:
        return Part(key, title, tuple(self._made(*names)))

    def _made(self, *names: str) -> Iterator[Report]:
        for name in names:
            if name not in CATALOG:
                continue
            asked = replace(self.asked, trails=self.trails and name in _TRACED)
            made = make_report(self.book, name, asked, self.today)
            if any(row.style == "normal" for table in made.tables for row in table.rows):
                yield made

    def _signing(self) -> Signing:
        section = self.book.journal.books().section("print")
        names, city = signatories(section, self.last)
        place = f"{city}, " if city else ""
        words = (
            f"Buku ini memuat laporan pertanggungjawaban pengurus tahun buku {self.year}. Pengurus"
            " menyatakan bahwa laporan di dalamnya disusun dari pembukuan koperasi. Pengurus yang"
            " tidak menandatangani menjelaskan sebabnya secara tertulis (UU 25/1992 Ps. 36)."
        )
        return Signing(words, f"{place}{'.' * 30}", names or (Signature("Ketua"),))

    def _charts(self) -> Iterator[Chart]:
        founded = self.book.journal.books().cooperative().founded.year
        years = range(max(founded, self.year - _CHART_YEARS + 1), self.year + 1)
        days = [min(date(year, 12, 31), self.today) for year in years]
        postings = Postings(self.book.journal.database, self.book.journal.head().seq)
        held = postings.balances(*days)
        moved = [postings.moved(date(day.year, 1, 1), day) for day in days]
        labels = tuple(map(str, years))
        yield Chart(
            "aset",
            "Aset, modal sendiri dan SHU",
            labels,
            (
                Series("Aset", tuple(_sum(each, "Aset:") for each in held)),
                Series(
                    "Modal sendiri",
                    tuple(_sum(each, "Aset:") + _sum(each, "Liabilitas:") for each in held),
                ),
                Series("SHU", tuple(-_sum(each, "Pendapatan:", "Beban:") for each in moved)),
            ),
        )
        yield Chart(
            "hasil",
            "Pendapatan dan beban",
            labels,
            (
                Series("Pendapatan", tuple(-_sum(each, "Pendapatan:") for each in moved)),
                Series("Beban", tuple(_sum(each, "Beban:") for each in moved)),
            ),
        )


_TRACED = frozenset({"neraca", "phu", "ekuitas", "arus-kas"})


def _sum(amounts: dict[str, int], *roots: str) -> Decimal:
    return from_sen(sum(sen for name, sen in amounts.items() if name.startswith(roots)))
