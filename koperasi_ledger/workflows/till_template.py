"""The example of a till's file for the treasurer to fill in, and the description of another one."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from koperasi_ledger.importers.till_spec import TEMPLATE, TillSpec
from koperasi_ledger.reports.sheets import Sheet, csv_bytes, xlsx_bytes
from koperasi_ledger.reports.view import Cell
from koperasi_ledger.workflows import disk
from koperasi_ledger.workflows.reading import write_reason
from koperasi_ledger.workflows.till_errors import BadTemplateFile
from koperasi_ledger.workflows.toml_text import read_as

_DAY = date(2026, 1, 31)
_ROWS: tuple[dict[str, Cell], ...] = (
    {
        "nomor": "000123",
        "barang": "beras",
        "banyak": Decimal("2.5"),
        "satuan": "kg",
        "harga": Decimal(13500),
        "jumlah": Decimal(33750),
        "bayar": "tunai",
    },
    {
        "nomor": "000124",
        "tingkat": "anggota",
        "anggota": "A-0001",
        "barang": "gula",
        "banyak": Decimal(1),
        "satuan": "dus",
        "harga": Decimal(300000),
        "jumlah": Decimal(300000),
        "bayar": "tunai",
        "dibayar": Decimal(200000),
    },
    {
        "nomor": "000124",
        "tingkat": "anggota",
        "anggota": "A-0001",
        "barang": "minyak",
        "banyak": Decimal(2),
        "harga": Decimal(17000),
        "jumlah": Decimal(34000),
        "bayar": "qris",
        "dibayar": Decimal(134000),
    },
    {
        "nomor": "000125",
        "barang": "beras",
        "banyak": Decimal(-1),
        "satuan": "kg",
        "jumlah": Decimal(-13500),
        "bayar": "tunai",
        "retur_struk": "000123",
    },
)


def template_bytes(*, workbook: bool) -> bytes:
    """The example as XLSX or CSV: a plain receipt, one paid in two ways, a return."""
    common: dict[str, Cell] = {"kasir": "kasir-1", "tanggal": _DAY, "tingkat": "umum"}
    rows = [tuple((common | row).get(name) for name in TEMPLATE) for row in _ROWS]
    sheet = Sheet("Penjualan", TEMPLATE, rows)
    return xlsx_bytes([sheet]) if workbook else csv_bytes(sheet)


def write_template(path: Path) -> None:
    """Writes the example; the ending of the name says in which form.

    Raises:
        BadTemplateFile: the name ends otherwise, something stands there, or it cannot be written.
    """
    ending = path.suffix.casefold()
    if ending not in {".csv", ".xlsx"}:
        raise BadTemplateFile(str(path), "namanya harus berakhir .csv atau .xlsx")
    if path.exists():
        raise BadTemplateFile(str(path), "berkas itu sudah ada")
    try:
        with disk.open_private(path, "xb") as file:
            file.write(template_bytes(workbook=ending == ".xlsx"))
    except OSError as error:
        raise BadTemplateFile(str(path), write_reason(error)) from None


def read_till_spec(file: Path) -> TillSpec:
    """The description of a POS's files in a TOML file.

    Raises:
        CannotRead, BadToml: it cannot be read.
        WrongEntry, Refusals: entries are wrong; all are listed with their line.
    """
    return read_as(
        file, TillSpec, lambda loc: tuple(part for part in loc if isinstance(part, str))[:2]
    )
