"""The XLSX layout: one sheet for each table, figures as numbers, and one that says what it is."""

from koperasi_ledger.reports.sheets import Sheet, exact, xlsx_bytes
from koperasi_ledger.reports.sums import sums_of
from koperasi_ledger.reports.view import Cell, Report, Row, Table

_INDENT = "    "
_BOLD = frozenset({"heading", "subtotal", "total"})


def report_xlsx(report: Report) -> bytes:
    """The report as a workbook; the same view gives the same bytes."""
    facts: list[tuple[str, Cell]] = [
        ("Laporan", report.title),
        ("Koperasi", report.cooperative),
        ("Alamat", report.address or None),
        ("Periode", report.period),
        ("Satuan", report.unit_note),
        *report.facts,
        *(
            [("Sumber", report.source)]
            if report.source
            else [("Jurnal", report.journal_seq), ("Sidik jurnal", report.journal_hash or None)]
        ),
        *(("Catatan", note) for note in report.notes),
    ]
    about = Sheet("Keterangan", ("Keterangan", "Isi"), facts)
    return xlsx_bytes([*report_sheets(report), about])


def report_sheets(report: Report) -> list[Sheet]:
    """A sheet for each table of the report, named by both where there are several."""
    return [_sheet(report, table) for table in report.tables]


def _sheet(report: Report, table: Table) -> Sheet:
    heads = [column.title for column in table.columns]
    return Sheet(
        table.title or report.title,
        heads,
        [_cells(row, table) for row in table.rows],
        _sums(table),
        frozenset(place for place, row in enumerate(table.rows) if row.style in _BOLD),
    )


def _sums(table: Table) -> dict[tuple[int, int], tuple[int, ...]]:
    """What totals add, but where a figure is text because a spreadsheet could not hold it."""
    return {
        (row, column): rows
        for (row, column), rows in sums_of(table).items()
        if all(exact(table.rows[each].cells[column]) for each in (row, *rows))
    }


def _cells(row: Row, table: Table) -> list[Cell]:
    """The cells, the first text indented by the row's level."""
    cells = list(row.cells)
    for place, column in enumerate(table.columns):
        cell = cells[place]
        if column.kind == "text" and isinstance(cell, str):
            cells[place] = _INDENT * row.level + cell
            break
    return cells
