"""The monthly runs: a preview is the run, a run twice is one, and what is refused stays undone."""

import datetime as dt
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from book_fold import make
from hypothesis import given, settings
from hypothesis import strategies as st
from lending import product, repaid
from lent_books import LATER, lent_book, lent_events

from koperasi_ledger.model.accounts import LOAN_ALLOWANCE, LOAN_INCOME, LOAN_INTEREST
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.rules.errors import ClosedMonth
from koperasi_ledger.rules.errors.loans import NoLoanRules
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.loan_runs import (
    RunTooEarly,
    run_accrual,
    run_json,
    run_provisions,
)
from koperasi_ledger.workflows.recording import Stamp, record_events

ACCRUING = product("akrual", pengakuan_jasa="akrual")
CASH = product("kas")
LOANS: list[dict[str, Any]] = [
    {"loan": "PJ-1", "member": "A-1", "key": "akrual"},
    {"loan": "PJ-2", "member": "A-2", "key": "akrual", "day": "2024-02-05"},
    {"loan": "PJ-3", "member": "A-3", "key": "kas"},
]
END = dt.date(2024, 12, 31)


def kinds(book: Book) -> Counter[str]:
    return Counter(stored.kind for stored in book.journal.stored())


def allowances(book: Book) -> dict[str, Decimal]:
    return {loan.number: loan.allowance for loan in book.journal.books().all(Loan)}


def test_a_preview_shows_what_is_then_recorded_and_a_second_run_adds_nothing() -> None:
    with lent_book([ACCRUING, CASH], LOANS) as book:
        head = book.journal.head()
        shown = run_accrual(book, "2024-01", LATER, keep=False)
        assert book.journal.head() == head
        done = run_accrual(book, "2024-01", LATER, keep=True)
        assert shown._replace(recorded=True) == done
        # PJ-2 was not paid out by then, PJ-3 recognises interest as it is paid.
        assert [(row.loan, row.change, row.ref) for row in done.rows] == [
            ("PJ-1", Decimal(162_581), "AKRUAL-2024-01-PJ-1"),
        ]
        assert (done.known, done.unchanged) == (0, 2)
        head = book.journal.head()
        again = run_accrual(book, "2024-01", LATER, keep=True)
        assert (again.rows, again.known, again.unchanged) == ((), 1, 2)
        assert book.journal.head() == head
        assert book.journal.balance(LOAN_INTEREST, END) == 162_581
        assert run_json(again)["sudah"] == 1


def test_a_run_completes_what_an_earlier_one_left() -> None:
    with lent_book([ACCRUING], LOANS[:2]) as book:
        one = make("loan_interest_accrued", "AKRUAL-2024-02-PJ-2", "2024-02-29",
                   loan="PJ-2", month="2024-02")  # fmt: skip
        other = make("loan_interest_accrued", "TANGAN", "2024-02-29", loan="PJ-1", month="2024-02")
        record_events(book, [one], LATER)
        half = run_accrual(book, "2024-02", LATER, keep=True)
        assert ([row.loan for row in half.rows], half.known) == (["PJ-1"], 1)
    with lent_book([ACCRUING], LOANS[:2]) as book:
        record_events(book, [other], LATER)
        half = run_accrual(book, "2024-02", LATER, keep=True)
        assert ([row.loan for row in half.rows], half.known) == (["PJ-2"], 1)


def test_a_reversed_run_of_a_loan_is_run_again_under_the_next_ref() -> None:
    with lent_book([ACCRUING], LOANS[:1]) as book:
        run_accrual(book, "2024-01", LATER, keep=True)
        for number, ref in enumerate(("AKRUAL-2024-01-PJ-1", "AKRUAL-2024-01-PJ-1-2")):
            undo = make("event_reversed", f"B-{number}", "2024-02-01", target=ref, reason="uji")
            record_events(book, [undo], LATER)
            (row,) = run_accrual(book, "2024-01", LATER, keep=True).rows
            assert row.ref == f"AKRUAL-2024-01-PJ-1-{number + 2}"
        assert book.journal.balance(LOAN_INTEREST, END) == 162_581


def test_provisions_tell_both_measures_and_book_the_one_of_the_policy() -> None:
    with lent_book([CASH], [{"loan": "PJ-3", "member": "A-3", "key": "kas"}]) as book:
        (row,) = run_provisions(book, "2024-09", LATER, keep=True).rows
        assert (row.quality, row.balance) == ("macet", Decimal(12_000_000))
        assert (row.regulation, row.sak_ep) == (Decimal(12_000_000), Decimal(9_600_000))
        assert [row.before, row.after] == [0, 12_000_000]
        assert row.ref == "CKPN-2024-09-PJ-3"
        assert book.journal.balance(LOAN_ALLOWANCE, END) == -12_000_000
        record_events(book, [repaid("9920000", "2024-10-05", loan="PJ-3")], LATER)
        (row,) = run_provisions(book, "2024-10", LATER, keep=True).rows
        assert (row.quality, row.change) == ("lancar", Decimal(-11_980_000))
        assert allowances(book) == {"PJ-3": Decimal(20_000)}


def test_a_loan_that_was_paid_off_gives_back_its_allowance() -> None:
    with lent_book([CASH], [{"loan": "PJ-3", "member": "A-3", "key": "kas"}]) as book:
        run_provisions(book, "2024-01", LATER, keep=True)
        assert allowances(book) == {"PJ-3": Decimal(60_000)}
        paid = make("loan_settled", "LUNAS", "2024-02-05", loan="PJ-3", amount="12240000",
                    via="kas")  # fmt: skip
        record_events(book, [paid], LATER)
        run_provisions(book, "2024-02", LATER, keep=True)
        assert allowances(book) == {"PJ-3": Decimal(0)}
        assert book.journal.balance(LOAN_ALLOWANCE, END) == 0


@pytest.mark.parametrize("run", [run_accrual, run_provisions])
def test_months_that_cannot_be_run_are_refused(run: Any) -> None:
    early = Stamp("bendahara", dt.datetime(2024, 1, 30, 3, tzinfo=dt.UTC))
    with lent_book([ACCRUING], LOANS[:1]) as book:
        head = book.journal.head()
        for keep in (False, True):
            with pytest.raises(RunTooEarly, match="belum berakhir"):
                run(book, "2024-01", early, keep=keep)
        assert book.journal.head() == head
        record_events(book, [make("month_closed", "T-1", "2024-01-31", month="2024-01")], LATER)
        head = book.journal.head()
        for keep in (False, True):
            with pytest.raises(ClosedMonth):
                run(book, "2024-01", LATER, keep=keep)
        assert book.journal.head() == head


def test_a_policy_without_rules_is_told() -> None:
    with lent_book([ACCRUING], LOANS[:1], kualitas=None, penyisihan=None) as book:
        with pytest.raises(NoLoanRules, match="kualitas"):
            run_accrual(book, "2024-01", LATER, keep=True)
        with pytest.raises(NoLoanRules, match="penyisihan"):
            run_provisions(book, "2024-01", LATER, keep=True)


@settings(max_examples=8, deadline=None)
@given(st.sets(st.integers(1, 5)), st.lists(st.integers(1, 5), max_size=3))
def test_leaving_months_out_or_running_them_twice_gives_the_same_total(
    left_out: set[int], twice: list[int]
) -> None:
    """What a month left out is made good by the next, whatever was run how often."""
    with lent_book([ACCRUING], LOANS[:2]) as book:
        record_events(
            book, [repaid("1240000", "2024-02-10"), repaid("700000", "2024-03-12")], LATER
        )
        for month in [*(each for each in range(1, 6) if each not in left_out), *twice, 6]:
            run_accrual(book, f"2024-{month:02d}", LATER, keep=True)
        assert -book.journal.balance(LOAN_INCOME, END) == _straight()


def _straight() -> Decimal:
    if not _KNOWN:
        with lent_book([ACCRUING], LOANS[:2]) as book:
            paid = [repaid("1240000", "2024-02-10"), repaid("700000", "2024-03-12")]
            record_events(book, paid, LATER)
            run_accrual(book, "2024-06", LATER, keep=True)
            _KNOWN.append(-book.journal.balance(LOAN_INCOME, END))
    return _KNOWN[0]


_KNOWN: list[Decimal] = []


def test_many_loans_are_told_of_and_the_book_stays_whole() -> None:
    with lent_book([ACCRUING, CASH], LOANS) as book:
        more = [
            event
            for number in range(10, 30)
            for event in lent_events(loan=f"PJ-{number}", member="A-1", key="akrual")
        ]
        record_events(book, more, LATER)
        looked: list[tuple[int, int]] = []
        run_accrual(book, "2024-03", LATER, keep=True, progress=lambda *at: looked.append(at))
        run_provisions(book, "2024-03", LATER, keep=True)
        assert looked[-1] == (23, 23)
        assert kinds(book)["loan_interest_accrued"] == 22
        report = check_book(book.folder, lambda _: None)
        assert [item.name for item in report.checks if not item.passed] == []
