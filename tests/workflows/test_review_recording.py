"""A review recorded: all or nothing, exactly what was decided, and never twice."""

import datetime as dt
import sqlite3
from decimal import Decimal

import pytest
from bank_books import STAMP, Move, bca, event, fresh, opening, record, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.journal.errors import FutureDate
from koperasi_ledger.model.accounts import SUSPENSE_IN, SUSPENSE_OUT, WAJIB
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.rules.errors import UnknownMember
from koperasi_ledger.workflows import review_errors
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.checking import check_book
from koperasi_ledger.workflows.review_choices import (
    accounts_like,
    members_like,
    opposite,
    own_accounts,
    uses_of,
)
from koperasi_ledger.workflows.review_recording import record_review, try_line
from koperasi_ledger.workflows.review_state import (
    Review,
    begin,
    decided,
    keep_rest,
    left,
    put,
    renew,
)

END = dt.date(2026, 12, 31)
MEMBERS = ("A-0001", "A-0042", "A-0077", "A-0123")


def imported(book: Book, *lines: tuple[str, str]) -> tuple[Review, list[str]]:
    record(book, opening(Decimal(1_000_000), "2026-08-31"))
    moves = [
        Move(dt.date(2026, 9, day), Decimal(amount), text)
        for day, (amount, text) in enumerate(lines, 5)
    ]
    run(book, bca(moves, Decimal(1_000_000)))
    review = begin(waiting_lines(book))
    return review, list(review.lines)


def savings(member: str, amount: int | None = None) -> Assignment:
    return Assignment(
        "simpanan", member, "sukarela", amount=None if amount is None else Decimal(amount)
    )


def remaining(book: Book, ref: str) -> Decimal:
    return book.journal.books().suspense(ref).remaining


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from([*MEMBERS, "A-9999"]), st.integers(1, 150_000)), max_size=3
        ),
        min_size=1,
        max_size=3,
    )
)
def test_what_is_decided_is_what_the_journal_holds_or_nothing(
    plan: list[list[tuple[str, int]]],
) -> None:
    with fresh() as book:
        review, refs = imported(book, *(("150000", "TRSF") for _ in plan))
        for ref, parts in zip(refs, plan, strict=True):
            for member, amount in parts:
                if amount <= left(review, ref):
                    review = put(review, ref, savings(member, amount))
            if ref in review.choices.decisions and left(review, ref):
                review = keep_rest(review, ref)
        lines = decided(review)
        before = book.journal.head()
        if any(part.member == "A-9999" for line in lines for part in line.decision.parts):
            with pytest.raises(review_errors.ReviewRefused) as caught:
                record_review(book, lines, STAMP)
            assert set(caught.value.by_line) == {
                line.ref
                for line in lines
                if any(part.member == "A-9999" for part in line.decision.parts)
            }
            assert book.journal.head() == before
            return
        record_review(book, lines, STAMP, keep=False)
        assert book.journal.head() == before
        count = sum(len(line.decision.parts) for line in lines)
        assert record_review(book, lines, STAMP) == (count, 0)
        for ref in refs:
            decision = review.choices.decisions.get(ref)
            assert remaining(book, ref) == (150_000 if decision is None else decision.kept)
        after = book.journal.head()
        changed = [line for line in lines if line.decision.parts]
        known = record_review(book, changed, STAMP)
        assert known == (0, count)
        assert book.journal.head() == after
        assert decided(renew(review, waiting_lines(book))[0]) == []


def test_every_purpose_in_one_transaction_leaves_a_book_that_passes() -> None:
    with fresh() as book:
        record(
            book,
            event("simpanan_wajib_paid", "2026-09-30", "BKM-1", via="bca", member="A-0001",
                  amount="50000"),
        )  # fmt: skip
        review, refs = imported(
            book,
            ("50000", "SETORAN"),
            ("160000", "TRSF"),
            ("-70000", "KELUAR"),
            ("70000", "MASUK"),
            ("-30000", "TARIK"),
        )
        review = put(review, refs[0], Assignment("catatan", entry="BKM-1"))
        review = put(review, refs[1], Assignment("wajib", "A-0042", amount=Decimal(50_000)))
        review = put(review, refs[1], Assignment("pokok", "A-0042", amount=Decimal(100_000)))
        review = put(
            review, refs[1], Assignment("penerimaan", account="Pendapatan:Lain:NonOperasional")
        )
        review = put(review, refs[2], Assignment("lawan", entry=refs[3]))
        review = put(review, refs[4], Assignment("pindah", account="kas"))
        lines = decided(review)
        assert record_review(book, lines, STAMP) == (7, 0)
        assert waiting_lines(book) == []
        for account in (SUSPENSE_IN, SUSPENSE_OUT):
            assert book.journal.balance(account, END) == 0
        assert book.journal.balance(WAJIB, END) == -100_000
        assert book.journal.balance("Aset:Kas:Utama", END) == 30_000
        assert record_review(book, lines, STAMP).new == 0
        assert check_book(book.folder, lambda _: None).passed


def test_each_refusal_stands_beside_its_line_and_nothing_is_recorded() -> None:
    with fresh() as book:
        review, refs = imported(book, ("100000", "A"), ("75000", "B"), ("50000", "C"))
        review = put(review, refs[0], savings("A-9999"))
        review = put(review, refs[1], Assignment("wajib", "A-0001"))
        review = put(review, refs[2], Assignment("wajib", "A-0042"))
        head = book.journal.head()
        for keep in (False, True):
            with pytest.raises(review_errors.ReviewRefused) as caught:
                record_review(book, decided(review), STAMP, keep=keep)
            assert list(caught.value.by_line) == refs[:2]
            assert isinstance(caught.value.by_line[refs[0]], UnknownMember)
            assert all(refusal.remedy for refusal in caught.value.by_line.values())
            assert refs[1] in str(caught.value)
        assert book.journal.head() == head
        assert len(waiting_lines(book)) == 3


def test_a_line_that_somebody_recorded_meanwhile_stops_all() -> None:
    with fresh() as book:
        review, refs = imported(book, ("100000", "A"), ("50000", "B"), ("-100000", "C"))
        review = put(review, refs[0], Assignment("lawan", entry=refs[2]))
        review = put(review, refs[1], Assignment("wajib", "A-0042"))
        assign(book, refs[0], [savings("A-0001", 40_000)], STAMP)
        with pytest.raises(review_errors.ReviewRefused) as caught:
            record_review(book, decided(review), STAMP)
        (changed,) = caught.value.by_line.values()
        assert isinstance(changed, review_errors.LineChanged)
        assert "Rp60.000" in str(changed)
        review, lost = renew(review, waiting_lines(book))
        assert lost == [refs[0]]
        assert record_review(book, decided(review), STAMP) == (1, 0)


def test_an_equal_part_is_recorded_again_where_the_line_still_waits() -> None:
    with fresh() as book:
        review, (ref,) = imported(book, ("100000", "A"))
        part = savings("A-0001", 25_000)
        assign(book, ref, [part], STAMP)
        review = put(begin(waiting_lines(book)), ref, part)
        assert record_review(book, decided(keep_rest(review, ref)), STAMP) == (1, 0)
        assert remaining(book, ref) == 50_000
        # Taken back, the line waits as before, and the same may be said of it again.
        newest = book.journal.newest()
        assert newest is not None
        record(
            book,
            event("event_reversed", "2026-09-30", "BALIK-1", target=newest.ref, reason="salah"),
        )
        review = put(begin(waiting_lines(book)), ref, part)
        assert record_review(book, decided(keep_rest(review, ref)), STAMP) == (1, 0)
        assert remaining(book, ref) == 50_000


def test_an_equal_part_of_another_day_is_not_taken_for_this_one() -> None:
    with fresh() as book:
        _, (ref,) = imported(book, ("100000", "A"))
        part = savings("A-0001", 25_000)
        assign(book, ref, [part], STAMP)
        review = keep_rest(put(begin(waiting_lines(book)), ref, part), ref)
        assign(book, ref, [savings("A-0077", 10_000)], STAMP)
        with pytest.raises(review_errors.ReviewRefused) as caught:
            record_review(book, decided(review), STAMP)
        assert isinstance(caught.value.by_line[ref], review_errors.LineChanged)


def test_one_line_is_tried_while_somebody_else_records() -> None:
    with fresh() as book:
        review, refs = imported(book, ("100000", "A"), ("75000", "B"), ("50000", "C"))
        other = sqlite3.connect(book.folder / "jurnal.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            for ref, assignment, refused in (
                (refs[0], savings("A-9999"), UnknownMember),
                (refs[1], Assignment("wajib", "A-0001"), Refusal),
                (refs[2], Assignment("wajib", "A-0001"), None),
            ):
                (line,) = decided(put(review, ref, assignment))
                if refused is None:
                    try_line(book, line, STAMP)
                else:
                    with pytest.raises(refused):
                        try_line(book, line, STAMP)
            with pytest.raises(review_errors.LineChanged):
                try_line(book, line._replace(remaining=Decimal(1)), STAMP)
            with pytest.raises(FutureDate):
                try_line(book, line, STAMP._replace(at=dt.datetime(2026, 9, 1, tzinfo=dt.UTC)))
        finally:
            other.rollback()
            other.close()
        assert len(waiting_lines(book)) == 3


def test_members_accounts_and_lines_are_found() -> None:
    with fresh() as book:
        review, refs = imported(book, ("-50000", "A"), ("120000", "B"), ("50000", "C"))
        books = book.journal.books()

        def numbers(typed: str) -> list[str]:
            return [member.number for member in members_like(books, typed)]

        assert numbers("") == sorted(MEMBERS)
        assert numbers("a-0042") == numbers("A0042") == numbers("0042") == ["A-0042"]
        assert numbers("cont rin") == numbers("RINA") == ["A-0042"]
        assert numbers("fiktif") == ["A-0001", "A-0077"]
        assert numbers("zzz") == numbers("***") == []
        assert [a.code for a in accounts_like(books, "7110")] == ["7110"]
        names = [a.name for a in accounts_like(books, "administrasi")]
        assert names
        assert all("administrasi" in name.casefold() for name in names)
        assert not any(a.control or ":Bank:" in a.name for a in accounts_like(books, ""))
        out, into = (review.lines[ref].suspense for ref in refs[:2])
        assert [cash.short for cash in own_accounts(books, out)] == ["kas"]
        others = [item.suspense for item in review.lines.values()]
        assert [item.ref for item in opposite(out, others)] == refs[2:]
        said = [use.assignment for use in uses_of(books, into, "A-0001")]
        assert said == [
            Assignment("wajib", "A-0001", amount=Decimal(50_000)),
            Assignment("wajib", "A-0001", amount=Decimal(100_000)),
            Assignment("pokok", "A-0001", amount=Decimal(100_000)),
            Assignment("wajib", "A-0001"),
            savings("A-0001"),
        ]
        assert [u.assignment.purpose for u in uses_of(books, out, "A-0001")] == ["simpanan"]
        with pytest.raises(UnknownMember):
            uses_of(books, into, "A-9999")
