"""The PDF layout: Typst source from templates, compiled in memory with Typst's own fonts.

The same view gives the same bytes on any machine: no time stamp, no system font, no file read.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import typst

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.reports import templates
from koperasi_ledger.reports.page_fit import fit
from koperasi_ledger.reports.slip_forms import SlipForms
from koperasi_ledger.reports.slips import MemberSlip
from koperasi_ledger.reports.view import Report, Voucher

MOST_ROWS = 12_000
# Tags help screen readers, and make a long table's file seventeen times as large.
_MOST_TAGGED, _MOST_TAGGED_SHEETS = 1_000, 50
# Up to this many rows are set tighter when that saves a page.
_MOST_TIGHTENED = 120
_PAGE_COUNT = re.compile(rb"/Type/Pages/Count ([0-9]+)")


class ReportTooLong(Refusal):
    """A PDF of more rows than anybody prints, and than a small laptop has memory for."""

    def __init__(self, rows: int, most: int = MOST_ROWS) -> None:
        super().__init__(
            f"Laporan ini {rows} baris, terlalu panjang untuk PDF (paling banyak {most}).",
            remedy="Pilih rentang tanggal yang lebih pendek, atau format html atau json.",
        )


def report_pdf(report: Report) -> bytes:
    """The report as PDF; `ReportTooLong` beyond `MOST_ROWS` rows."""
    rows = sum(len(table.rows) for table in report.tables)
    if rows > MOST_ROWS:
        raise ReportTooLong(rows)
    made = compile_typst(report_source(report), tagged=rows <= _MOST_TAGGED)
    if rows <= _MOST_TIGHTENED and _pages(made) > 1:
        # A statement is signed on the page that it fills, not on an empty one behind it.
        tighter = compile_typst(report_source(report, tight=True))
        if _pages(tighter) < _pages(made):
            return tighter
    return made


def report_source(report: Report, *, tight: bool = False) -> str:
    """The Typst source of the report; `tight` with less air between rows and around the page."""
    orientation, tables = fit(report.tables, report.orientation)
    template = templates.typst().get_template("laporan.typ.j2")
    return template.render(
        report=report, tables=tables, landscape=orientation == "landscape", tight=tight
    )


def _pages(pdf: bytes) -> int:
    """How many pages a PDF that Typst made has."""
    found = _PAGE_COUNT.search(pdf)
    return int(found[1]) if found else 1


def vouchers_pdf(vouchers: Sequence[Voucher]) -> bytes:
    """Vouchers as PDF, each on its own A5 sheet."""
    template = templates.typst().get_template("kuitansi.typ.j2")
    return compile_typst(
        template.render(vouchers=vouchers), tagged=len(vouchers) <= _MOST_TAGGED_SHEETS
    )


def slips_pdf(slips: Sequence[MemberSlip]) -> bytes:
    """SHU slips as PDF, each on its own A5 sheet.

    Of many slips, what they have in common is laid out once, as a PDF whose pages the slips use as
    pictures: a slip then costs what its own figures cost.
    """
    forms = SlipForms(slips)
    few = len(slips) <= _MOST_TAGGED_SHEETS
    drawn = None if few else compile_typst(_slip_source("slip_umum", forms=forms), tagged=False)
    source = _slip_source("slip", forms=forms, slips=slips, drawn=drawn)
    return compile_typst(source, tagged=few)


def _slip_source(template: str, **known: object) -> str:
    return templates.typst().get_template(f"{template}.typ.j2").render(**known)


def compile_typst(source: str, *, tagged: bool = True) -> bytes:
    """Compile Typst source to PDF bytes that depend on nothing but the source."""
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    made = compiler.compile(input=source.encode(), format="pdf", timestamp=0, pdf_tags=tagged)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF")
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
