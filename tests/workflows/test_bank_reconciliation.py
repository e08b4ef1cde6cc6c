"""The printed reconciliation: statement and ledger, what is outstanding, what is complete."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from bank_books import Move, bca, event, fresh, opening, record, run

from koperasi_ledger.checks.bank_lines import BankLines
from koperasi_ledger.model.records import BankDay
from koperasi_ledger.reports.render import render
from koperasi_ledger.reports.scope import Asked
from koperasi_ledger.reports.view import Report
from koperasi_ledger.rules.errors import NotABank, UnknownCash
from koperasi_ledger.workflows.bank_review import Assignment, assign
from koperasi_ledger.workflows.bank_status import reconciliation
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reports import make_report

TODAY = dt.date(2026, 11, 20)


def booked(book: Book) -> list[str]:
    """September with one payment that the bank has not made yet, and two lines in Titipan."""
    record(
        book,
        opening(Decimal(1_000_000), "2026-08-31"),
        event("payment_recorded", "2026-09-28", "BKK-1", via="bca",
              lines=[{"account": "Beban:Usaha:Sewa", "amount": "300000"}]),
    )  # fmt: skip
    moves = [
        Move(dt.date(2026, 9, 3), Decimal(50_000), "TRSF SIMP WAJIB A0123"),
        Move(dt.date(2026, 9, 5), Decimal(70_000), "TRSF TIDAK DIKENAL"),
        Move(dt.date(2026, 9, 6), Decimal("-2500.50"), "=HYPERLINK(1)"),
    ]
    report = run(book, bca(moves, Decimal(1_000_000), period="01/09/2026 - 30/09/2026"))
    return [item.ref for item in report.statements[0].booked]


def printed(book: Book, key: str | None = "bca", last: str = "2026-09-30") -> Report:
    asked = Asked(last=dt.date.fromisoformat(last), cash=key)
    return make_report(book, "rekonsiliasi-bank", asked, TODAY)


def rows(report: Report, table: str) -> list[tuple[Any, ...]]:
    (found,) = [item for item in report.tables if item.key == table]
    return [row.cells for row in found.rows]


def test_every_difference_is_named_and_adds_up() -> None:
    with fresh() as book:
        refs = booked(book)
        report = printed(book)
        day = dt.date(2026, 9, 30)
        assert rows(report, "bca") == [
            ("Saldo menurut rekening koran 30 September 2026", None, None, Decimal("1117499.50")),
            ("Sudah di buku, belum di bank", None, None, None),
            ("Pengeluaran", dt.date(2026, 9, 28), "BKK-1", Decimal(-300_000)),
            ("Jumlah sudah di buku, belum di bank", None, None, Decimal(-300_000)),
            ("Saldo menurut buku 30 September 2026", None, None, Decimal("817499.50")),
        ]
        assert [row[3] for row in rows(report, "bca_titipan")] == [
            Decimal(70_000), Decimal("-2500.50"), Decimal("67499.50"),
        ]  # fmt: skip
        first = dt.date(2026, 9, 1)
        moved, closing = Decimal("117499.50"), Decimal("1117499.50")
        assert rows(report, "bca_berkas") == [
            (first, day, 3, 3, moved, closing),
            (first, day, 3, 3, moved, None),
        ]
        found = reconciliation(book, "bca", "2026-09")
        assert found.position.ledger == Decimal("817499.50")
        assert found.position.unexplained == 0
        income = Assignment("penerimaan", account="Pendapatan:Lain:NonOperasional")
        assign(book, refs[1], [income], _stamp())
        # Explained on the line's own day: it no longer waits there.
        assert len(rows(printed(book), "bca_titipan")) == 2


def _stamp() -> Any:
    from bank_books import STAMP  # noqa: PLC0415

    return STAMP


@pytest.mark.parametrize("layout", ["teks", "json", "html", "pdf", "xlsx"])
def test_it_prints_in_every_format(layout: str) -> None:
    with fresh() as book:
        booked(book)
        assert render(printed(book), layout) == render(printed(book), layout)


def test_a_month_without_statement_says_so_and_other_accounts_are_refused() -> None:
    with fresh() as book:
        booked(book)
        report = printed(book, None, "2026-10-31")
        assert [row[0] for row in rows(report, "bca")] == [
            "Belum ada rekening koran bulan ini yang terbukti."
        ]
        with pytest.raises(NotABank):
            printed(book, "kas")
        with pytest.raises(UnknownCash):
            printed(book, "bni")


def test_every_bank_line_is_used_once_and_a_missing_or_double_one_is_seen() -> None:
    with fresh() as book:
        booked(book)
        days = book.journal.books().all(BankDay)
        lines = [
            (account.split("/")[0], bank_ref, int(sen))
            for bank_ref, sen, account in book.journal.database.rows(
                "SELECT bank_ref, sen, bank_ref FROM postings WHERE bank_ref IS NOT NULL"
            )
        ]
        assert BankLines(days, lines).difference() is None
        assert BankLines(days, lines).counted == 3
        assert "tidak dibukukan" in str(BankLines(days, lines[1:]).difference())
        assert "dua kali" in str(BankLines(days, [*lines, lines[0]]).difference())
        account, bank_ref, sen = lines[0]
        changed = [(account, bank_ref, sen + 1), *lines[1:]]
        assert "berjumlah" in str(BankLines(days, changed).difference())
        foreign = (account, "bca/2026-09-09/000000000000/1", 5)
        assert "tidak dikenal" in str(BankLines(days, [*lines, foreign]).difference())
