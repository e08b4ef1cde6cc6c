"""Loan instalments as open bills: a bank line that names the loan pays it, and only exactly."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from bank_books import NOVEMBER, Move, bca, event, fresh, opening, record, run
from lending import lending, product

from koperasi_ledger.importers.bills import bills_of
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.recording import Stamp

STAMP = Stamp("bendahara", NOVEMBER)


@pytest.fixture
def book() -> Iterator[Book]:
    """A-0042 borrows Rp12 million on 31 August 2026; Rp1.240.000 on the last of each month."""
    with fresh() as opened:
        day = "2026-08-31"
        flat = product("flat")
        record(
            opened,
            opening(Decimal(100_000_000), day),
            event("policy_adopted", day, "K-PJ", effective=day, decision="RAT",
                  policy={"pinjaman": lending(flat)}),
            event("loan_applied", day, "AJU", loan="PJ-2026-0001", member="A-0042",
                  product="flat", amount="12000000", tenor=12),
            event("loan_approved", day, "STJ", loan="PJ-2026-0001", amount="12000000", tenor=12,
                  by=["Ketua"]),
            event("loan_disbursed", day, "CAIR", loan="PJ-2026-0001", amount="12000000",
                  via="bca"),
        )  # fmt: skip
        yield opened


def balance(book: Book) -> Decimal:
    found = book.journal.books().peek(Loan, "PJ-2026-0001")
    assert found is not None
    return found.balance


def imported(book: Book, day: dt.date, amount: int, text: str) -> None:
    run(book, bca([Move(day, Decimal(amount), text)], Decimal(88_000_000),
        period="01/09/2026 - 31/10/2026"))  # fmt: skip


def test_bills_are_the_unpaid_instalments_through_the_month(book: Book) -> None:
    books = book.journal.books()
    loan_bills = [
        (bill.due.isoformat(), bill.part.amount, bill.part.number)
        for bill in bills_of(books, "A-0042", dt.date(2026, 10, 5))
        if bill.part.purpose == "pinjaman"
    ]
    assert loan_bills == [
        ("2026-09-30", Decimal(1_240_000), "PJ-2026-0001"),
        ("2026-10-31", Decimal(1_240_000), "PJ-2026-0001"),
    ]
    record(book, event("loan_repaid", "2026-10-01", "R", loan="PJ-2026-0001", amount="1500000",
                       via="bca"))  # fmt: skip
    left = [
        bill.part.amount
        for bill in bills_of(book.journal.books(), "A-0042", dt.date(2026, 10, 5))
        if bill.part.purpose == "pinjaman"
    ]
    assert left == [Decimal(1_240_000 - 260_000)]


@pytest.mark.parametrize(("amount", "left"), [(1_240_000, 11_000_000), (2_480_000, 10_000_000)])
def test_a_line_that_names_the_loan_pays_its_instalments(
    book: Book, amount: int, left: int
) -> None:
    imported(book, dt.date(2026, 10, 5), amount, "TRSF ANGSURAN PJ-2026-0001")
    assert waiting_lines(book) == []
    assert balance(book) == left


def test_another_sum_waits_and_can_be_said_to_be_the_loan(book: Book) -> None:
    imported(book, dt.date(2026, 10, 5), 500_000, "TRSF ANGSURAN PJ-2026-0001")
    (waiting,) = waiting_lines(book)
    assert balance(book) == 12_000_000
    chosen = Assignment("pinjaman", member="A-0042", number="PJ-2026-0001")
    assign(book, waiting.suspense.ref, [chosen], STAMP)
    assert waiting_lines(book) == []
    assert balance(book) == 12_000_000 - 260_000
