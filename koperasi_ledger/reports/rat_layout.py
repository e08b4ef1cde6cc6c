"""The RAT book on paper, as one HTML page, and as a workbook."""

import json
from dataclasses import replace

from markupsafe import Markup

from koperasi_ledger.reports import templates
from koperasi_ledger.reports.charts import chart_svg
from koperasi_ledger.reports.html_layout import report_parts
from koperasi_ledger.reports.page_fit import PlacedTable, fit
from koperasi_ledger.reports.pdf_layout import ReportTooLong, compile_typst
from koperasi_ledger.reports.rat_view import RatBook, kind_of
from koperasi_ledger.reports.sheets import Sheet, tabs, xlsx_bytes
from koperasi_ledger.reports.view import Cell, Orientation, Report, Table
from koperasi_ledger.reports.xlsx_layout import report_sheets

LEGAL = "Badan hukum"
_CONTENTS = "Daftar isi"
# A book holds several lists of all members.
_MOST_ROWS = 60_000
# Statements of so few rows may share a page, or are set tighter when that saves one.
_MOST_SHARING, _MOST_TIGHTENED = 24, 120


def rat_pdf(book: RatBook) -> bytes:
    """The book as one PDF, in one pass of Typst.

    Raises:
        ReportTooLong: a list in it has more rows than a PDF may have.
    """
    return compile_typst(rat_source(book), tagged=False)


def rat_source(book: RatBook) -> str:
    """The Typst source of the book."""
    rows = sum(_rows(report) for report in book.reports())
    if rows > _MOST_ROWS:
        raise ReportTooLong(rows, _MOST_ROWS)
    placed = {id(report): _placed(report) for report in book.reports()}
    return (
        templates.typst()
        .get_template("rat.typ.j2")
        .render(
            book=book,
            kind_of=kind_of,
            placed=lambda report: placed[id(report)],
            svg=chart_svg,
            bare=bare,
            may_share=lambda report: _short(report, _MOST_SHARING),
            may_tighten=lambda report: _short(report, _MOST_TIGHTENED),
        )
    )


def _placed(report: Report) -> tuple[Orientation, tuple[PlacedTable, ...]]:
    orientation, tables = fit(report.tables, report.orientation)
    return orientation, tuple(tables)


def _rows(report: Report) -> int:
    return sum(len(table.rows) for table in report.tables)


def _short(report: Report, most: int) -> bool:
    """Whether a statement is short enough to be measured before it is set."""
    return _rows(report) <= most and not report.sheets


def bare(report: Report) -> Report:
    """A statement inside the book: it is signed once for all, and the cover says whose it is."""
    facts = tuple(each for each in report.facts if each[0] != LEGAL)
    return replace(report, facts=facts, signatures=(), place_date="")


def rat_html(book: RatBook) -> str:
    """The book as one self-contained page; figures lead to the entries behind them."""
    return (
        templates.html()
        .get_template("rat.html.j2")
        .render(
            book=book,
            kind_of=kind_of,
            parts_of=lambda report, prefix: report_parts(bare(report), prefix),
            longest_code=templates.LONG_CODE,
            # Drawn by ourselves, every text in it escaped.
            svg=lambda chart: Markup(chart_svg(chart)),  # noqa: S704 - as said above
        )
    )


def rat_xlsx(book: RatBook) -> bytes:
    """The statements of the book as a workbook, a sheet each; the first says what is where."""
    pages = [
        sheet._replace(name=_page_name(report, table))
        for report in book.reports()
        for table, sheet in zip(report.tables, report_sheets(report), strict=True)
    ]
    names = tabs([_CONTENTS, *(page.name for page in pages)])[1:]
    rows: list[tuple[Cell, ...]] = [
        ("Koperasi", book.cooperative),
        ("Buku", book.title),
        ("Jurnal", str(book.journal_seq)),
        ("Sidik jurnal", book.journal_hash or None),
        *book.facts,
    ]
    place = 0
    for report in book.reports():
        for table in report.tables:
            title = f"{report.title}: {table.title}" if table.title else report.title
            rows.append((names[place], f"{title}, {report.period}"))
            place += 1
        rows += [(None, note) for note in report.notes]
    return xlsx_bytes([Sheet(_CONTENTS, ("Lembar", "Isi"), rows), *pages])


def _page_name(report: Report, table: Table) -> str:
    """A tab that says whose table it is: several reports have one called "Tahun 2025"."""
    own = len(report.tables) == 1 or not table.title
    return report.title if own else f"{report.name} {table.title}"


def render_book(book: RatBook, chosen: str) -> str | bytes:
    """The book in a format of reports: `teks`, `json`, `html`, `pdf` or `xlsx`."""
    match chosen:
        case "pdf":
            return rat_pdf(book)
        case "html":
            return rat_html(book)
        case "xlsx":
            return rat_xlsx(book)
        case "json":
            return rat_json(book)
        case _:
            from koperasi_ledger.reports.text_layout import report_text  # noqa: PLC0415 - one layout

            return "\f\n".join(report_text(report) for report in book.reports())


def rat_json(book: RatBook) -> str:
    """The statements of the book by part, as programs read them."""
    from koperasi_ledger.reports.json_layout import report_value  # noqa: PLC0415 - one layout

    value = {
        "koperasi": book.cooperative,
        "tahun": book.year,
        "jurnal": {"nomor": book.journal_seq, "sidik": book.journal_hash},
        "bagian": [
            {
                "kunci": part.key,
                "judul": part.title,
                "laporan": [report_value(item) for item in part.items if isinstance(item, Report)],
            }
            for part in book.parts
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
