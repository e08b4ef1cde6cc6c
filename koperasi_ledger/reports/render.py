"""From a view to what is printed: one function for reports, one for vouchers.

Neither Jinja2 nor Typst is loaded to print text or JSON.
"""

# ruff: noqa: A002, PLC0415 - `format` is what it is; a layout is imported when asked for

from collections.abc import Sequence
from typing import Literal, overload

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.reports.view import Report, Voucher

VOUCHER_FORMATS = ("teks", "json", "html", "pdf")
"""What a voucher can be laid out as."""

FORMATS = (*VOUCHER_FORMATS, "xlsx")
"""The formats of reports; a voucher is no table, so it has all but the last."""

TextFormat = Literal["teks", "json", "html"]


class UnknownFormat(Refusal):
    """A format nobody has written a layout for."""

    def __init__(self, asked: str, formats: Sequence[str] = FORMATS) -> None:
        super().__init__(
            f'Format "{asked}" tidak tersedia.',
            remedy=f"Pilih salah satu: {', '.join(formats)}.",
        )


@overload
def render(report: Report, format: TextFormat) -> str: ...
@overload
def render(report: Report, format: Literal["pdf", "xlsx"]) -> bytes: ...
@overload
def render(report: Report, format: str) -> str | bytes: ...
def render(report: Report, format: str) -> str | bytes:
    """Lay out a report: `str` for teks, json and html, `bytes` for pdf and xlsx.

    Raises `UnknownFormat`, and `pdf_layout.ReportTooLong` for a PDF nobody would print.
    """
    match format:
        case "teks":
            from koperasi_ledger.reports.text_layout import report_text

            return report_text(report)
        case "json":
            from koperasi_ledger.reports.json_layout import report_json

            return report_json(report)
        case "html":
            from koperasi_ledger.reports.html_layout import report_html

            return report_html(report)
        case "pdf":
            from koperasi_ledger.reports.pdf_layout import report_pdf

            return report_pdf(report)
        case "xlsx":
            from koperasi_ledger.reports.xlsx_layout import report_xlsx

            return report_xlsx(report)
        case _:
            raise UnknownFormat(format)


@overload
def render_voucher(vouchers: Voucher | Sequence[Voucher], format: TextFormat) -> str: ...
@overload
def render_voucher(vouchers: Voucher | Sequence[Voucher], format: Literal["pdf"]) -> bytes: ...
@overload
def render_voucher(vouchers: Voucher | Sequence[Voucher], format: str) -> str | bytes: ...
def render_voucher(vouchers: Voucher | Sequence[Voucher], format: str) -> str | bytes:
    """Lay out one voucher or several, each on its own sheet; formats as for `render`."""
    several = (vouchers,) if isinstance(vouchers, Voucher) else tuple(vouchers)
    if not several:
        raise ValueError("no voucher to print")
    match format:
        case "teks":
            from koperasi_ledger.reports.text_layout import vouchers_text

            return vouchers_text(several)
        case "json":
            from koperasi_ledger.reports.json_layout import vouchers_json

            return vouchers_json(several)
        case "html":
            from koperasi_ledger.reports.html_layout import vouchers_html

            return vouchers_html(several)
        case "pdf":
            from koperasi_ledger.reports.pdf_layout import vouchers_pdf

            return vouchers_pdf(several)
        case _:
            raise UnknownFormat(format, VOUCHER_FORMATS)
