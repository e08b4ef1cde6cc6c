"""The HTML layout: one self-contained page, no script, no external resource, made for A4."""

from collections.abc import Sequence
from typing import NamedTuple

from koperasi_ledger.reports import templates
from koperasi_ledger.reports.layout import LaidTable, groups, lay_out
from koperasi_ledger.reports.page_fit import fit
from koperasi_ledger.reports.view import Report, Voucher

# From this many columns on a table is set in smaller type.
_MANY = 8
# A browser's serif (DejaVu Serif at worst) against the PDF's.
_WIDER = 1.37


class HtmlParts(NamedTuple):
    """The tables of a report with the rows that stay together and whether codes are long.

    `anchors` are the places of the entries behind a figure, by row and column; `crowded` tables
    are set in smaller type.
    """

    tables: list[tuple[LaidTable, frozenset[int], bool]]
    anchors: dict[tuple[str, str], str]
    crowded: bool


def report_parts(report: Report, prefix: str = "") -> HtmlParts:
    """What the template needs of a report; `prefix` keeps anchors of several reports apart."""
    tables = [lay_out(table) for table in report.tables]
    return HtmlParts(
        [(table, _tied(table), _has_long_codes(table)) for table in tables],
        {
            (trail.trace, trail.column): f"jejak-{prefix}{number}"
            for number, trail in enumerate(report.trails, 1)
        },
        max((len(table.columns) for table in tables), default=0) >= _MANY,
    )


def report_html(report: Report) -> str:
    """The report as one HTML page."""
    parts = report_parts(report)
    orientation, placed = fit(report.tables, report.orientation, wider=_WIDER)
    return (
        templates.html()
        .get_template("laporan.html.j2")
        .render(
            report=report,
            longest_code=templates.LONG_CODE,
            tables=parts.tables,
            orientation=orientation,
            size=min((each.size for each in placed), default=9.0),
            crowded=parts.crowded,
            anchors=parts.anchors,
        )
    )


def vouchers_html(vouchers: Sequence[Voucher]) -> str:
    """Vouchers as one HTML page, each on its own A5 sheet."""
    return templates.html().get_template("kuitansi.html.j2").render(vouchers=vouchers)


def _has_long_codes(table: LaidTable) -> bool:
    """Whether a voucher number or code is longer than a column of its own should be wide."""
    return any(
        cell.kind == "code" and len(cell.text) > templates.LONG_CODE
        for row in table.rows
        for cell in row.cells
    )


def _tied(table: LaidTable) -> frozenset[int]:
    """Places of the rows that stay on the page of the row above them."""
    return frozenset(
        k for first, length in groups(table.rows) for k in range(first + 1, first + length)
    )
