"""Which statement a title names, and the parts of a sheet under their titles.

Names as the standards and regulations have used them in turn: neraca and posisi keuangan, laba rugi
and perhitungan hasil usaha (PSAK 27, SAK ETAP, SAK EP, SAK EMKM), perubahan modal and ekuitas.
"""

import re
from dataclasses import dataclass

from koperasi_ledger.importers.text import Row, plain
from koperasi_ledger.importers.typed_cells import is_year
from koperasi_ledger.importers.workbook_cells import Moment, Number, Sheet
from koperasi_ledger.model.typed_statements import Kind

_NUMBERING = re.compile(
    r"\A(?:[IVX]{1,4}|[A-Z]|[0-9]{1,2})[.)]\s+|\Alampiran\s*[0-9IVX]*\s*[:.-]?\s*", re.IGNORECASE
)
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "lain",
        re.compile(
            r"(?:rencana (?:kerja|anggaran)|r(?:k-?)?apb|anggaran|catatan atas|calk|rasio|analisis"
            r"|daftar|rincian|neraca (?:saldo|lajur|percobaan)|narasi|penjelasan|keterangan"
            r"|(?:penilaian )?kesehatan|kolektibilitas|promosi)\b",
            re.IGNORECASE,
        ),
    ),
    ("neraca", re.compile(r"(?:laporan )?(?:neraca|posisi keuangan)\b", re.IGNORECASE)),
    (
        "shu",
        re.compile(
            r"(?:rencana |usul(?:an)? |daftar )?(?:pembagian|penggunaan|alokasi|distribusi) "
            r"(?:sisa hasil usaha|shu|hasil usaha)\b|bagi hasil shu\b",
            re.IGNORECASE,
        ),
    ),
    (
        "phu",
        re.compile(
            r"(?:laporan )?(?:perhitungan (?:sisa )?hasil usaha|phu\b|(?:perhitungan )?laba"
            r"(?: dan |/| ?/ ?| )\(?rugi\)?|hasil usaha (?:per|tahun))"
            r"|laporan (?:sisa )?hasil usaha\b",
            re.IGNORECASE,
        ),
    ),
    ("ekuitas", re.compile(r"(?:laporan )?perubahan (?:ekuitas|modal|kekayaan)", re.IGNORECASE)),
    (
        "arus-kas",
        re.compile(
            r"(?:laporan )?arus kas(?:\Z| (?:per|tahun|periode|untuk tahun|metode|\()|[ -]+20)",
            re.IGNORECASE,
        ),
    ),
)
# Words that head lines within a statement, and name a statement only on the tab of a sheet.
_SHEET_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("neraca", re.compile(r"(?:aset|aktiva|pasiva|liabilitas|kewajiban)\b", re.IGNORECASE)),
    ("shu", re.compile(r"(?:shu|pembagian|alokasi)\b", re.IGNORECASE)),
    ("phu", re.compile(r"(?:lr|l-r|hasil usaha|sisa hasil usaha)\b", re.IGNORECASE)),
    ("ekuitas", re.compile(r"(?:ekuitas|modal|lpe)\b", re.IGNORECASE)),
)
_SIGNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "neraca",
        re.compile(
            r"(?:jumlah|total) (?:aset|aktiva|pasiva|(?:liabilitas|kewajiban) dan)", re.IGNORECASE
        ),
    ),
    (
        "arus-kas",
        re.compile(
            r"(?:kas neto|arus kas (?:bersih|neto)?).*aktivitas|aktivitas operasi", re.IGNORECASE
        ),
    ),
    ("shu", re.compile(r"jasa (?:modal|anggota|usaha|simpanan|peminjam|penyimpan)", re.IGNORECASE)),
    (
        "phu",
        re.compile(
            r"(?:jumlah|total) (?:pendapatan|beban|biaya)|(?:shu|laba) (?:kotor|bersih|sebelum)",
            re.IGNORECASE,
        ),
    ),
    (
        "ekuitas",
        re.compile(r"saldo (?:awal|[0-9]{1,2} |per )|(?:modal|ekuitas) akhir", re.IGNORECASE),
    ),
)
_COARSE = re.compile(r"dalam (?:ribuan|jutaan|ribu|juta)\b", re.IGNORECASE)
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of a sheet under one title."""

    sheet: str
    title: str
    kind: Kind
    rows: tuple[Row, ...]


def is_coarse(cell: str) -> bool:
    """Whether a cell says that amounts are in thousands or millions."""
    return len(cell) <= _LONGEST and _COARSE.search(cell) is not None


def kind_of(title: str) -> Kind | None:
    """The statement that a title names; None when it is no title."""
    text = " ".join(plain(title).split())
    if len(text) > _LONGEST:
        return None
    text = _NUMBERING.sub("", text)
    return next((kind for kind, pattern in _TITLES if pattern.match(text)), None)


def cut(sheet: Sheet) -> list[Part]:
    """The parts of a sheet; what has no title is named by its sheet, or by what it says."""
    parts: list[tuple[str, Kind | None, list[Row]]] = [("", None, [])]
    for row in sheet.rows:
        words = _words_only(row)
        kind = kind_of(words[0]) if words and not _is_row(row) else None
        if kind is not None and words:
            if kind == parts[-1][1] and not any(_is_row(each) for each in parts[-1][2]):
                continue
            parts.append((" ".join(words[0].split()), kind, []))
            continue
        parts[-1][2].append(row)
    return [
        Part(sheet.name, title or sheet.name, kind or _guess(sheet.name, rows), tuple(rows))
        for title, kind, rows in parts
        if any(_is_row(row) for row in rows)
    ]


def _guess(name: str, rows: list[Row]) -> Kind:
    found = kind_of(name)
    if found is None:
        found = next((kind for kind, pattern in _SHEET_NAMES if pattern.match(name)), None)
    if found is not None:
        return found
    words = [" ".join(plain(cell).split()) for row in rows for cell in row.cells if cell]
    for kind, pattern in _SIGNS:
        if any(pattern.match(word) for word in words):
            return kind
    return "lain"


def _words_only(row: Row) -> list[str]:
    return [plain(cell) for cell in row.cells if plain(cell)]


def _is_row(row: Row) -> bool:
    """Whether a row holds figures that are no year and no date."""
    return any(
        isinstance(cell, Number) and not is_year(cell)
        for cell in row.cells
        if not isinstance(cell, Moment)
    ) or any(_looks_written(cell) for cell in row.cells)


def _looks_written(cell: str) -> bool:
    from koperasi_ledger.importers.typed_cells import bare  # noqa: PLC0415 - beside `_is_row` only

    text = "" if isinstance(cell, Number | Moment) else bare(cell)
    return bool(text) and not is_year(text) and len(text.strip("-.,")) > 1
