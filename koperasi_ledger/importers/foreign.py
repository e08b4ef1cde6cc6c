"""What to say about a file that no reader takes: what it seems to be, and what to do instead.

Of most files only the first bytes are looked at; a workbook is opened within its limits
(`workbook`), so that what it is refused for, or what it holds, can be told.
"""

import io
from collections.abc import Sequence
from itertools import islice
from typing import NoReturn

from koperasi_ledger.importers.errors import ForeignFile, UnknownFormat, shown
from koperasi_ledger.importers.text import HEAD_LINES, decode
from koperasi_ledger.importers.workbook import Sheet, is_workbook, sheets_of

_CSV = "Di internet banking, unduh mutasi rekening sebagai CSV, lalu impor file CSV itu."
# First bytes, what the file is, what to do.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "dokumen PDF, yang tidak dapat dibaca dengan pasti", _CSV),
    (b"{\\rtf", "dokumen RTF, bukan mutasi bank", _CSV),
    (b"\x1f\x8b", "arsip GZIP", "Keluarkan dahulu isi arsip itu, lalu impor file CSV-nya."),
    (b"7z\xbc\xaf", "arsip 7z", "Keluarkan dahulu isi arsip itu, lalu impor file CSV-nya."),
    (b"Rar!", "arsip RAR", "Keluarkan dahulu isi arsip itu, lalu impor file CSV-nya."),
    (b"\x89PNG", "gambar PNG, bukan mutasi bank", _CSV),
    (b"\xff\xd8\xff", "gambar JPEG, bukan mutasi bank", _CSV),
)

# First letters of the text, what the file is, what to do.
_TEXT_MAGIC: tuple[tuple[str, str, str], ...] = (
    (
        "<",
        "halaman web (HTML) atau XML, walaupun namanya mungkin .xls",
        f"Bank kadang menyajikan halaman web sebagai Excel. {_CSV}",
    ),
    ("{1:", "berita SWIFT, tetapi bukan rekening koran MT940", _CSV),
    (":20:", "berita SWIFT, tetapi bukan rekening koran MT940", _CSV),
    ("OFXHEADER", "file OFX, yang belum dapat dibaca", _CSV),
)


def refuse_unread(data: bytes, known: Sequence[str]) -> NoReturn:
    """Refuse a file that no reader claimed, saying what was seen.

    Args:
        data: the whole file, not empty.
        known: labels of the formats that would have been read.

    Raises:
        ForeignFile: a PDF, archive, web page …
        NotText, EmptyFile: see `text.decode`.
        UnknownFormat: text or workbook of no known layout, with its most likely header.
        StatementRefusal: whatever `workbook.sheets_of` refuses.
    """
    if is_workbook(data):
        raise UnknownFormat(_seen_in(sheets_of(data)), known)
    for magic, kind, remedy in _MAGIC:
        if data.startswith(magic):
            raise ForeignFile(kind, remedy)
    text = decode(data)
    start = text.lstrip()[:20]
    for mark, kind, remedy in _TEXT_MAGIC:
        if start.startswith(mark):
            raise ForeignFile(kind, remedy)
    raise UnknownFormat(_seen(text), known)


def _seen_in(sheets: Sequence[Sheet]) -> str:
    """The first row of the head of a workbook with four cells or more, most likely the header."""
    if not sheets:
        return "buku kerja Excel yang kosong"
    for sheet in sheets:
        for row in sheet.rows[:HEAD_LINES]:
            filled = [" ".join(cell.split()) for cell in row.cells if cell.strip()]
            if len(filled) > 3:
                header = shown(" | ".join(filled))
                place = f"lembar “{shown(sheet.name)}”, baris {row.number}"
                return f"buku kerja Excel dengan baris judul “{header}” ({place})"
    first = next((cell for cell in sheets[0].rows[0].cells if cell.strip()), "")
    return f"buku kerja Excel tanpa tabel; dimulai dengan “{shown(first)}”"


def _seen(text: str) -> str:
    """The first line of the head with three delimiters or more, which is most likely the header."""
    head = enumerate(islice(io.StringIO(text, newline=""), HEAD_LINES), start=1)
    lines = [(number, line.strip()) for number, line in head if line.strip()]
    wide = [
        (number, line) for number, line in lines if max(line.count(mark) for mark in ",;\t") > 2
    ]
    if wide:
        return f"CSV dengan baris judul “{shown(wide[0][1])}” (baris {wide[0][0]})"
    first = f"; dimulai dengan “{shown(lines[0][1])}”" if lines else ""
    return f"teks yang bukan CSV{first}"
