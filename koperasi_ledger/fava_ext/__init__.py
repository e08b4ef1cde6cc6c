"""Our page in Fava: whose book it is, how far it is closed, and the printed reports.

Fava finds the class by the module's name and its page in `templates/BukuKoperasi.html`. It reads
and never writes; the book is the folder that `koperasi fava` names in the configuration.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from fava.ext import FavaExtensionBase, extension_endpoint
from flask import Response, make_response, request
from markupsafe import escape

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.reports.html_layout import report_html
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.rules.dates import month_name
from koperasi_ledger.workflows.book import Book, opened
from koperasi_ledger.workflows.reports import make_report, report_list

_ASKED = frozenset({"anggota", "telusur"})
"""Reports that have to be asked for something."""


class Summary(NamedTuple):
    """What the page says about the book."""

    name: str
    address: str
    legal_number: str
    founded: str
    closed: str
    events: int
    head: str
    years: tuple[int, ...]
    reports: tuple[tuple[str, str], ...]


class BukuKoperasi(FavaExtensionBase):
    """The page "Buku koperasi"."""

    report_title = "Buku koperasi"

    def summary(self) -> Summary:
        """The book as the journal has it now."""
        with self._book() as book:
            books = book.journal.books()
            cooperative = books.cooperative()
            closed = books.period().closed_through
            head = book.journal.head()
            today = book.settings.today(datetime.now(UTC))
        return Summary(
            name=cooperative.name,
            address=cooperative.address or "",
            legal_number=cooperative.legal_number or "",
            founded=cooperative.founded.isoformat(),
            closed=f"sampai {month_name(closed)}" if closed else "belum ada",
            events=head.seq,
            head=head.hash,
            years=tuple(range(today.year, cooperative.founded.year - 1, -1)),
            # A member's card is nobody else's business; tracing needs something to trace.
            reports=tuple(item for item in report_list() if item[0] not in _ASKED),
        )

    @extension_endpoint("laporan")  # type: ignore[untyped-decorator, arg-type]
    def printed(self) -> Response:
        """One printed report as a page: `?nama=neraca&tahun=2026`."""
        year = request.args.get("tahun", "")
        asked = Asked(year=int(year) if year.isdecimal() and len(year) == 4 else None)
        try:
            with self._book() as book:
                today = book.settings.today(datetime.now(UTC))
                made = make_report(book, request.args.get("nama", ""), asked, today)
        except Refusal as refusal:
            return make_response(escape(str(refusal)), 404)
        return make_response(report_html(made))

    @contextmanager
    def _book(self) -> Iterator[Book]:
        with opened(Path(self.config["buku"]), lambda _: None) as book:
            yield book
