"""CALK (catatan atas laporan keuangan): the notes, generated from the books.

Order and numbering of a printed KDMP report (accounting reference 1.4); words in `calk_words`, the
notes of the lines in `calk_notes`, what breaks them down in `calk_tables` and `calk_other`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from koperasi_ledger.reports.calk_notes import SECTIONS, Note, notes_of
from koperasi_ledger.reports.calk_other import (
    allotted_table,
    commitments_table,
    decided_table,
    off_balance_table,
    related_table,
)
from koperasi_ledger.reports.calk_tables import (
    borrowings_table,
    debt_ages,
    deposits_table,
    loan_ages,
    movement_table,
    savings_table,
)
from koperasi_ledger.reports.calk_words import Said, general, policies
from koperasi_ledger.reports.measures import measures
from koperasi_ledger.reports.phu import span_title, spans
from koperasi_ledger.reports.positions import position_days
from koperasi_ledger.reports.scope import Scope, legal, statement
from koperasi_ledger.reports.view import Column, Report, Row, Table

_WORDS = (Column("no", "No.", "code"), Column("perihal", "Perihal"), Column("isi", "Keterangan"))
_NOTES = (
    (
        "Setiap catatan sama jumlahnya dengan barisnya di laporan posisi keuangan dan perhitungan"
        " hasil usaha; bila berbeda, catatan ini tidak dapat dicetak."
    ),
    "Pada perhitungan hasil usaha beban ditulis negatif; di sini beban ditulis positif.",
)
_MOVING = frozenset(
    {
        "aset_tetap",
        "akumulasi",
        "aset_tak_berwujud",
        "penyisihan",
        "dana_shu",
        "cadangan",
        "hibah",
        "simpanan_pokok",
        "simpanan_wajib",
        "simpanan_khusus",
    }
)
"""The captions whose movements of the year a reader wants to see."""
_BROKEN: tuple[tuple[frozenset[str], Callable[[Scope, str], Table | None]], ...] = (
    (frozenset({"pinjaman_anggota", "pembiayaan"}), loan_ages),
    (frozenset({"piutang_anggota", "piutang_usaha"}), debt_ages),
    (
        frozenset(
            {
                "simpanan_sukarela",
                "simpanan_keluar",
                "simpanan_pokok",
                "simpanan_wajib",
            }
        ),
        savings_table,
    ),
    (frozenset({"simpanan_berjangka", "simpanan_berjangka_panjang"}), deposits_table),
    (
        frozenset({"utang_bank", "utang_lpdb", "utang_bank_pendek", "bunga_terutang"}),
        borrowings_table,
    ),
)
_OTHER = (
    related_table,
    off_balance_table,
    commitments_table,
    allotted_table,
    decided_table,
)


def calk(scope: Scope) -> Report:
    """The notes to the statements at the last day of the scope, with the year before.

    Raises:
        NotBalanced: a note comes to something else than its line of a statement, or a breakdown to
            something else than its account.
    """
    columns = measures(scope)
    notes = notes_of(scope, columns)
    tables = [
        _words("umum", "Umum", "A", general(scope)),
        _words("kebijakan", "Dasar penyusunan dan kebijakan akuntansi", "B", policies(scope)),
        *_noted(scope, notes),
        *_others(scope),
    ]
    return statement(
        scope,
        "calk",
        "Catatan atas Laporan Keuangan",
        tables,
        facts=legal(scope),
        notes=_NOTES,
        signed=True,
    )


def _words(key: str, title: str, letter: str, said: Iterable[Said]) -> Table:
    rows = [Row((f"{letter}.{place}", each.about, each.text)) for place, each in enumerate(said, 1)]
    return Table(key, f"{letter}. {title}", _WORDS, tuple(rows))


def _noted(scope: Scope, notes: Iterable[Note]) -> Iterator[Table]:
    """The notes section by section; a table that breaks one down follows it."""
    positions = [f"{day:%d/%m/%Y}" for day in position_days(scope)]
    results = [span_title(*span) for span in spans(scope)]
    told = list(notes)
    printed: Counter[str] = Counter()

    def table(section: str, rows: Iterable[Row]) -> Table:
        printed[section] += 1
        more = printed[section] > 1
        title = f"{section}. {SECTIONS[section]}{' (lanjutan)' if more else ''}"
        key = f"catatan_{section.lower()}{f'_{printed[section]}' if more else ''}"
        titles = results if section in ("IV", "V") else positions
        shown = (
            Column(key, text, "amount")
            for key, text in zip(("jumlah", "jumlah_lalu"), titles, strict=False)
        )
        columns = (Column("kode", "Kode", "code"), Column("uraian", "Uraian"), *shown)
        return Table(key, title, columns, tuple(rows))

    for section, own in groupby(told, key=lambda note: note.section):
        rows: list[Row] = []
        moving: list[str] = []
        for note in own:
            rows += note.rows()
            extra = list(_extra(scope, note, told))
            if extra:
                yield table(section, rows)
                yield from extra
                rows = []
            moving += _moving(scope, note)
        if rows:
            yield table(section, rows)
        mutation = movement_table(scope, section, moving)
        if mutation is not None:
            yield mutation


def _extra(scope: Scope, note: Note, every: Sequence[Note]) -> Iterator[Table]:
    """What breaks down the notes of which this one is the last."""
    for wanted, make in _BROKEN:
        own = [each for each in every if wanted & set(each.captions)]
        if own and own[-1] is note:
            table = make(scope, ", ".join(each.number for each in own))
            if table is not None:
                yield table


def _moving(scope: Scope, note: Note) -> list[str]:
    """The accounts of a note whose movements are shown."""
    if not set(note.captions) & _MOVING:
        return []
    codes = {part.code for part in note.parts}
    return [name for name, account in scope.books.chart().items() if account.code in codes]


def _others(scope: Scope) -> Iterator[Table]:
    """The notes on what no line shows, numbered as far as they have anything to say."""
    found = [table for table in (make(scope) for make in _OTHER) if table is not None]
    for place, table in enumerate(found, start=1):
        yield replace(table, title=f"VI.{place} {table.title}")
