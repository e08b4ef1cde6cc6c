"""Typed statements: bytes of XLSX, XLS or CSV in, tables of lines with amounts out.

    typed = read_typed(data)
    typed.tables[0].kind, typed.tables[0].lines[3].label      # "neraca", "Jumlah aset lancar"

The limits are those of bank files (`workbook`): nothing of a hostile file is trusted. A cell with a
formula counts as the value last shown in it; a formula never calculated has none.
"""

from collections import Counter

from koperasi_ledger.importers.errors import EmptyFile, StatementRefusal
from koperasi_ledger.importers.statement_columns import tables_in
from koperasi_ledger.importers.statement_titles import cut, is_coarse
from koperasi_ledger.importers.text import DELIMITERS, Row, decode, plain, rows_of
from koperasi_ledger.importers.typed_cells import column_letter, style_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_of
from koperasi_ledger.importers.workbook_cells import Sheet
from koperasi_ledger.importers.workbook_errors import PasswordNeeded
from koperasi_ledger.importers.workbook_xlsx import Limits, read_xlsx
from koperasi_ledger.importers.workbook_zip import MAX_READ
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.typed_statements import TypedFile, TypedTable, TypedText

_LIMITS = Limits(formulas=True, sheets=200, rows=5_000, cells=100_000, read=MAX_READ)
_AGAIN = "Simpan ulang laporan itu dari Excel sebagai XLSX tanpa sandi, lalu uji lagi."
_SENTENCE = 40


class NotStatements(Refusal):
    """A file in which no statement can be recognised."""

    def __init__(self) -> None:
        super().__init__(
            "Tidak ada laporan keuangan yang dikenali dalam berkas ini.",
            remedy="Beri setiap tabel judul: Neraca (Laporan posisi keuangan), Perhitungan hasil"
            " usaha, Perubahan ekuitas, Arus kas, atau Pembagian SHU; uraian di kiri, angka di"
            " kanannya.",
        )


def read_typed(data: bytes) -> TypedFile:
    """The tables and sentences of a file.

    Raises:
        StatementRefusal: it is no workbook and no text, too large, locked or damaged.
        NotStatements: it holds no statement.
    """
    try:
        sheets = _sheets(data)
    except StatementRefusal as refusal:
        raise _told(refusal) from None
    style, mixed = style_of(cell for sheet in sheets for row in sheet.rows for cell in row.cells)
    tables: list[TypedTable] = []
    texts: list[TypedText] = []
    unread: list[str] = []
    for sheet in sheets:
        texts.extend(_sentences(sheet))
        for part in cut(sheet):
            tables.extend(tables_in(part, style))
    known = [table for table in tables if table.kind != "lain"]
    if not known:
        raise NotStatements
    unknown = _unknown(sheets, tables)
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        unread.append(f"Lembar yang tidak dikenali sebagai laporan keuangan: {names}.")
    if mixed:
        unread.append(
            "Sebagian angka bergaya 1.234,56 dan sebagian 1,234.56; angka yang bermakna ganda"
            f" dibaca bergaya {style.value}."
        )
    coarse = any(is_coarse(cell) for sheet in sheets for row in sheet.rows for cell in row.cells)
    return TypedFile(tuple(tables), tuple(texts), tuple(unread), coarse)


def _told(refusal: StatementRefusal) -> StatementRefusal:
    """The readers' refusal in words for statements: they speak of banks."""
    if isinstance(refusal, EmptyFile):
        refusal.what = "Berkas ini kosong; tidak ada laporan di dalamnya."
    refusal.what = refusal.what.replace("mutasi dari bank", "laporan")
    refusal.remedy = "Simpan dahulu tanpa sandi." if isinstance(refusal, PasswordNeeded) else _AGAIN
    return refusal


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    if is_workbook(data):
        return read_xlsx(data, _LIMITS) if data.startswith(b"PK") else sheets_of(data)
    text = decode(data)
    found: list[tuple[int, list[Row]]] = []
    fault: StatementRefusal | None = None
    for mark in DELIMITERS:
        try:
            rows = rows_of(text, mark)
        except StatementRefusal as refusal:
            fault = refusal
            continue
        widths = Counter(row.width for row in rows if row.width > 1)
        found.append((max(widths.values(), default=0), rows))
    if not found:
        raise fault or EmptyFile()
    return (Sheet("CSV", tuple(max(found, key=lambda pair: pair[0])[1])),)


def _sentences(sheet: Sheet) -> list[TypedText]:
    """Cells with sentences, which may name amounts (the narrative)."""
    return [
        TypedText(sheet.name, f"{column_letter(at)}{row.number}", plain(cell))
        for row in sheet.rows
        for at, cell in enumerate(row.cells)
        if len(cell) >= _SENTENCE and any(char.isdigit() for char in cell)
    ]


def _unknown(sheets: tuple[Sheet, ...], tables: list[TypedTable]) -> list[str]:
    known = {table.sheet for table in tables if table.kind != "lain"}
    numeric = {table.sheet for table in tables if any(not line.heading for line in table.lines)}
    return [s.name for s in sheets if s.name not in known and s.name in numeric]
