"""The file of a layout as rows: CSV as stated, or the sheets of a workbook."""

import codecs
from dataclasses import dataclass
from itertools import islice

from koperasi_ledger.importers.errors import MissingColumns, NotText
from koperasi_ledger.importers.layout_spec import LayoutSpec
from koperasi_ledger.importers.text import Row, decode, rows_of
from koperasi_ledger.importers.workbook import is_workbook, sheets_of

_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a file or of one sheet."""

    rows: tuple[Row, ...]
    late_epoch: bool = False


def grids_of(data: bytes, spec: LayoutSpec, most: int | None = None) -> list[Grid]:
    """The rows of a CSV file (at most so many), or of the sheets that the layout is about.

    Raises:
        StatementRefusal: it is the other kind of file, too large, or damaged.
    """
    part = spec.berkas
    if (part.jenis == "excel") != is_workbook(data):
        is_, is_not = ("Excel", "CSV") if part.jenis == "csv" else ("CSV", "Excel")
        raise NotText(f"tata letak {spec.nama} untuk {is_not}, file ini {is_}")
    if part.jenis == "excel":
        sheets = [s for s in sheets_of(data) if part.lembar in (None, s.name.strip())]
        if not sheets:
            raise MissingColumns([f"lembar {part.lembar}"])
        return [Grid(sheet.rows, sheet.late_epoch) for sheet in sheets]
    return [Grid(tuple(islice(rows_of(text_of(data, part.pengodean), part.pemisah), most)))]


def text_of(data: bytes, encoding: str) -> str:
    """The text in the stated encoding, or in the one that the file shows."""
    codec = _CODECS.get(encoding)
    if codec is None:
        return decode(data)
    try:
        return decode(codecs.decode(data, codec).encode())
    except UnicodeError:
        raise NotText(f"pengodeannya bukan {encoding}") from None
