"""A payroll list as a roster: the transfer is known when it comes, and nothing is booked twice."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
from bank_books import Move, bca, event, fresh, opening, record, run
from hypothesis import given, settings
from hypothesis import strategies as st

from koperasi_ledger.model.errors import Refusal, Refusals
from koperasi_ledger.rules.errors import UnknownMember, UnknownProduct
from koperasi_ledger.workflows.bank_review import waiting_lines
from koperasi_ledger.workflows.bank_rosters import (
    Expected,
    NothingDeducted,
    RosterDiffers,
    RosterOver,
    record_roster,
)
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.payroll_errors import DeductedBefore, DeductedTooMuch, InRoster
from koperasi_ledger.workflows.payroll_file import Deduction, Deductions
from koperasi_ledger.workflows.payroll_in import Money, record_deductions
from koperasi_ledger.workflows.recording import Stamp

FIFTH = Stamp("bendahara", dt.datetime(2026, 9, 5, 3, tzinfo=dt.UTC))
OFFICE = Expected("bca", ("PT CONTOH", "GAJI"), dt.date(2026, 9, 30))


@pytest.fixture
def book() -> Iterator[Book]:
    with fresh() as opened:
        record(opened, opening(Decimal(1_000_000), "2026-08-31"))
        yield opened


def deducted(*rows: tuple[str, int]) -> Deductions:
    found = enumerate(rows, 2)
    return Deductions(
        "2026-09",
        tuple(Deduction(place, member, Decimal(amount)) for place, (member, amount) in found),
    )


BOTH = deducted(("A-0001", 100_000), ("A-0042", 50_000), ("A-0077", 0))


def transferred(book: Book, amount: int, text: str = "TRSF PT CONTOH GAJI SEPT") -> None:
    data = bca([Move(dt.date(2026, 9, 7), Decimal(amount), text)], Decimal(1_000_000),
               period="01/09/2026 - 30/09/2026")  # fmt: skip
    run(book, data)


def due(book: Book, member: str) -> str:
    return book.journal.books().member(member).due_month


def test_the_transfer_pays_what_the_list_says_and_the_list_again_changes_nothing(
    book: Book,
) -> None:
    first = record_roster(book, BOTH, OFFICE, FIFTH)
    assert (first.ref, first.total, first.new) == (
        "DAFTAR-PG-2026-09-bca-PT-CONTOH-GAJI-1", Decimal(150_000), True,
    )  # fmt: skip
    transferred(book, 150_000)
    assert waiting_lines(book) == []
    assert (due(book, "A-0001"), due(book, "A-0042"), due(book, "A-0077")) == (
        "2026-10", "2026-09", "2026-08",
    )  # fmt: skip
    head = book.journal.head()
    again = record_roster(book, BOTH, OFFICE, FIFTH)
    assert (again.new, again.rows) == (False, first.rows)
    assert book.journal.head() == head


def test_another_sum_waits_with_both_sums_told(book: Book) -> None:
    record_roster(book, BOTH, OFFICE, FIFTH)
    transferred(book, 149_000)
    assert [item.suspense.remaining for item in waiting_lines(book)] == [Decimal(149_000)]


def test_what_a_roster_announced_is_not_booked_from_the_list_too(book: Book) -> None:
    record_roster(book, BOTH, OFFICE, FIFTH)
    head = book.journal.head()
    with pytest.raises(Refusals) as several:
        record_deductions(book, BOTH, Money(dt.date(2026, 9, 5), via="bca"), FIFTH)
    assert [type(item) for item in several.value.items] == [InRoster, InRoster]
    assert book.journal.head() == head
    transferred(book, 150_000)
    with pytest.raises(Refusals, match="DAFTAR-PG"):
        record_deductions(book, BOTH, Money(dt.date(2026, 9, 5), via="bca"), FIFTH)


def test_a_roster_that_ran_out_unused_leaves_the_list_free(book: Book) -> None:
    record_roster(book, BOTH, OFFICE, FIFTH)
    later = Stamp("bendahara", dt.datetime(2026, 10, 5, 3, tzinfo=dt.UTC))
    done = record_deductions(book, BOTH, Money(dt.date(2026, 10, 2), via="bca"), later)
    assert done.new == 2


def test_what_was_booked_from_the_list_is_no_roster(book: Book) -> None:
    record_deductions(book, BOTH, Money(dt.date(2026, 9, 5), via="bca"), FIFTH)
    with pytest.raises(Refusals) as several:
        record_roster(book, BOTH, OFFICE, FIFTH)
    assert [type(item) for item in several.value.items] == [DeductedBefore, DeductedBefore]
    assert all("baris" in item.where for item in several.value.items)


def test_a_wrong_roster_is_reversed_and_made_anew(book: Book) -> None:
    first = record_roster(book, BOTH, OFFICE, FIFTH)
    other = deducted(("A-0001", 50_000))
    with pytest.raises(RosterDiffers, match=r"Rp150\.000.*Rp50\.000"):
        record_roster(book, other, OFFICE, FIFTH)
    record(book, event("event_reversed", "2026-09-05", "B", target=first.ref, reason="salah"))
    assert record_roster(book, other, OFFICE, FIFTH).ref.endswith("-2")
    transferred(book, 50_000)
    assert waiting_lines(book) == []


REFUSED: list[tuple[Deductions, Expected, type[Refusal]]] = [
    (deducted(("A-9999", 50_000)), OFFICE, UnknownMember),
    (deducted(("A-0001", 9_000_000)), OFFICE, DeductedTooMuch),
    (deducted(("A-0001", 0)), OFFICE, NothingDeducted),
    (BOTH, OFFICE._replace(until=dt.date(2026, 9, 4)), RosterOver),
    (BOTH, OFFICE._replace(surplus="emas"), UnknownProduct),
    (BOTH, OFFICE._replace(words=("",)), Refusals),
    (BOTH, OFFICE._replace(words=("x" * 9_000,)), Refusals),
]


@pytest.mark.parametrize(("found", "expected", "kind"), REFUSED)
def test_refusals_leave_the_book_as_it_was(
    book: Book, found: Deductions, expected: Expected, kind: type[Refusal]
) -> None:
    head = book.journal.head()
    with pytest.raises(kind):
        record_roster(book, found, expected, FIFTH)
    assert book.journal.head() == head


def test_trying_records_nothing(book: Book) -> None:
    head = book.journal.head()
    assert record_roster(book, BOTH, OFFICE, FIFTH, keep=False).total == 150_000
    assert book.journal.head() == head


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([0, 50_000, 100_000, 120_000, 777_777]), min_size=4, max_size=4))
def test_every_rupiah_of_the_transfer_reaches_its_member(amounts: list[int]) -> None:
    """A law: each member's books grow by what the list says, with the surplus in its product."""
    rows = list(zip(("A-0001", "A-0042", "A-0077", "A-0123"), amounts, strict=True))
    if not any(amounts):
        return
    with fresh() as book:
        record(book, opening(Decimal(1_000_000), "2026-08-31"))
        run_ = record_roster(book, deducted(*rows), OFFICE._replace(surplus="sukarela"), FIFTH)
        assert run_.total == sum(amounts)
        transferred(book, sum(amounts))
        assert waiting_lines(book) == []
        grown = dict(
            book.journal.database.rows(
                "SELECT member, -SUM(sen) / 100 FROM postings WHERE member IS NOT NULL"
                " GROUP BY member"
            )
        )
        assert {member: int(sum_) for member, sum_ in grown.items()} == {
            member: amount for member, amount in rows if amount
        }
