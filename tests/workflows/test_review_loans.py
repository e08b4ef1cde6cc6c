"""Waiting bank money that is an instalment: found by loan or member, recorded, refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from lending import product
from lent_books import LATER, lent_book

from koperasi_ledger.model.accounts import SUSPENSE_IN
from koperasi_ledger.model.records import Loan
from koperasi_ledger.workflows import bank_errors
from koperasi_ledger.workflows.bank_review import Assignment, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.reading import event_from
from koperasi_ledger.workflows.recording import record_events
from koperasi_ledger.workflows.review_choices import loans_like, uses_of
from koperasi_ledger.workflows.review_errors import ReviewRefused
from koperasi_ledger.workflows.review_recording import record_review
from koperasi_ledger.workflows.review_state import begin, decided, put

REF = "BANK-bri/2024-02-10/0123456789ab/1"


@contextmanager
def waiting(amount: str) -> Iterator[Book]:
    with lent_book([product()], [{"loan": "PJ-1"}, {"loan": "PJ-2", "member": "A-2"}]) as book:
        bank = {"key": "bri", "name": "BRI", "type": "bank", "bank": "BRI", "number": "00001"}
        line = {"account": "bri", "amount": amount, "text": "TRF", "bank_ref": REF[5:]}
        events = [
            event_from("cash_account_opened", ref="BUKA-BRI", date="2024-01-01", **bank),
            event_from("bank_receipt_unidentified", ref=REF, date="2024-02-10", **line),
        ]
        record_events(book, events, LATER)
        yield book


def balance(book: Book, number: str) -> Decimal:
    loan = book.journal.books().peek(Loan, number)
    assert loan is not None
    return loan.balance


def test_a_bill_of_a_loan_is_found_and_paid_exactly() -> None:
    with waiting("1500000") as book:
        books = book.journal.books()
        (line,) = waiting_lines(book)
        assert [found.loan.number for found in loans_like(books, "")] == ["PJ-1", "PJ-2"]
        assert [found.loan.number for found in loans_like(books, "pj-2")] == ["PJ-2"]
        assert [found.loan.number for found in loans_like(books, "A-1 uji")] == ["PJ-1"]
        assert loans_like(books, "tidak ada") == []
        bills = [use for use in uses_of(books, line.suspense, "A-1") if use.assignment.amount]
        bill = next(use.assignment for use in bills if use.assignment.purpose == "pinjaman")
        assert bill.number == "PJ-1"
        rest = Assignment("pinjaman", "A-2", number="PJ-2")
        review = put(put(begin([line]), REF, bill), REF, rest)
        before = balance(book, "PJ-1"), balance(book, "PJ-2")
        assert record_review(book, decided(review), LATER) == (2, 0)
        assert balance(book, "PJ-1") < before[0]
        assert balance(book, "PJ-2") < before[1]
        assert waiting_lines(book) == []
        assert book.journal.balance(SUSPENSE_IN, LATER.at.date()) == 0


def test_a_loan_of_another_member_is_refused() -> None:
    with waiting("500000") as book:
        for assignment in (
            Assignment("pinjaman", "A-2", number="PJ-1"),
            Assignment("pinjaman", "A-2", number="PJ-9"),
        ):
            review = put(begin(waiting_lines(book)), REF, assignment)
            with pytest.raises(ReviewRefused) as caught:
                record_review(book, decided(review), LATER)
            (refusal,) = caught.value.by_line.values()
            assert refusal.remedy
            assert isinstance(refusal, bank_errors.NotTheirs) == (assignment.number == "PJ-1")
        assert len(waiting_lines(book)) == 1
