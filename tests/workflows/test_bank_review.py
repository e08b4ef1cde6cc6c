"""Titipan: what is suggested, how it is assigned, and that no money is counted twice."""

import datetime as dt
from decimal import Decimal

import pytest
from bank_books import STAMP, Move, bca, event, fresh, kinds, opening, record, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koperasi_ledger.model.accounts import SUSPENSE_IN, WAJIB
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Member
from koperasi_ledger.rules.errors import UnknownCash, UnknownSuspense
from koperasi_ledger.workflows import bank_errors
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.bank_status import account_list, reconciliation
from koperasi_ledger.workflows.book import Book

END = dt.date(2026, 12, 31)


def imported(book: Book, *lines: tuple[str, str]) -> list[str]:
    """A statement with one line a day from 5 September on; the refs that wait."""
    record(book, opening(Decimal(1_000_000), "2026-08-31"))
    moves = [
        Move(dt.date(2026, 9, day), Decimal(amount), text)
        for day, (amount, text) in enumerate(lines, 5)
    ]
    run(book, bca(moves, Decimal(1_000_000)))
    return [item.suspense.ref for item in waiting_lines(book)]


def left(book: Book, ref: str) -> Decimal:
    return book.journal.books().suspense(ref).remaining


def said(book: Book) -> list[list[tuple[object, ...]]]:
    return [
        [tuple(v for v in item.assignment if v is not None) for item in waiting.suggestions]
        for waiting in waiting_lines(book)
    ]


def test_suggestions_are_ranked_with_reasons() -> None:
    with fresh() as book:
        imported(
            book,
            ("50123", "TRSF SIMP WAJIB A0123"),
            ("100000", "TRSF BUDI FIKTIF"),
            ("7", "JOKO"),
            ("-25000", "BIAYA ADM"),
            ("9", "XYZ"),
        )
        assert said(book) == [
            [("wajib", "A-0123", Decimal(50_000)), ("simpanan", "A-0123", "sukarela")],
            [("pokok", "A-0001"), ("wajib", "A-0001"), ("simpanan", "A-0001", "sukarela")],
            [("simpanan", "A-0077", "sukarela")],
            [("pengeluaran", "Beban:Lain:AdministrasiBank")],
            [],
        ]
        assert "sisa Rp123" in waiting_lines(book)[0].suggestions[0].reason


def test_split_leaves_the_rest_waiting_and_repeating_adds_nothing() -> None:
    with fresh() as book:
        (ref,) = imported(book, ("160000", "TRSF"))
        parts = [
            Assignment("wajib", "A-0001", amount=Decimal(50_000)),
            Assignment("pokok", "A-0042", amount=Decimal(100_000)),
        ]
        assert assign(book, ref, parts, STAMP) == (2, 0)
        assert left(book, ref) == 10_000
        assert assign(book, ref, parts, STAMP) == (0, 2)
        assert left(book, ref) == 10_000
        rest = [Assignment("penerimaan", account="Pendapatan:Lain:NonOperasional")]
        assert assign(book, ref, rest, STAMP) == (1, 0)
        assert left(book, ref) == 0
        assert book.journal.balance(SUSPENSE_IN, END) == 0
        with pytest.raises(Refusal):
            assign(book, ref, [Assignment("wajib", "A-0001", amount=Decimal(100_000))], STAMP)
        assert waiting_lines(book) == []


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 6).map(lambda n: Decimal(n * 25_000)), min_size=1, max_size=6))
def test_assigned_and_waiting_always_add_up(amounts: list[Decimal]) -> None:
    with fresh() as book:
        (ref,) = imported(book, ("300000", "TRSF"))
        taken = Decimal(0)
        for place, amount in enumerate(amounts):
            member = ["A-0001", "A-0042", "A-0077", "A-0123"][place % 4]
            part = Assignment("simpanan", member, "sukarela", amount=amount)
            try:
                taken += amount * assign(book, ref, [part], STAMP).new
            except Refusal:
                assert taken + amount > 300_000
            assert left(book, ref) == 300_000 - taken
            assert book.journal.balance(SUSPENSE_IN, END) == taken - 300_000
            assert book.journal.balance("Aset:Bank:BCA", END) == 1_300_000


def test_one_bad_part_records_none() -> None:
    with fresh() as book:
        (ref,) = imported(book, ("100000", "TRSF"))
        before = book.journal.head()
        parts = [
            Assignment("wajib", "A-0001", amount=Decimal(50_000)),
            Assignment("wajib", "A-9999", amount=Decimal(50_000)),
        ]
        with pytest.raises(Refusal):
            assign(book, ref, parts, STAMP)
        assert book.journal.head() == before


@pytest.mark.parametrize(
    ("assignment", "refusal"),
    [
        (Assignment("pengeluaran", account="Beban:Lain:NonOperasional"), "WrongDirection"),
        (Assignment("wajib"), "Incomplete"),
        (Assignment("wajib", "A-0001", "sukarela"), "Incomplete"),
        (Assignment("simpanan", "A-0001"), "Incomplete"),
        (Assignment("catatan", entry="X", amount=Decimal(1)), "Incomplete"),
        (Assignment("catatan", entry="X"), "NotThatEntry"),
        (Assignment("catatan", entry="SALDO-AWAL"), "NotThatEntry"),
    ],
)
def test_what_does_not_fit_is_refused(assignment: Assignment, refusal: str) -> None:
    with fresh() as book:
        (ref,) = imported(book, ("1000000", "TRSF"))
        with pytest.raises(getattr(bank_errors, refusal)):
            assign(book, ref, [assignment], STAMP)
        with pytest.raises(UnknownSuspense):
            assign(book, "TIDAK-ADA", [assignment], STAMP)


def test_entry_typed_too_far_away_becomes_the_explanation_and_is_not_counted_twice() -> None:
    with fresh() as book:
        record(
            book,
            event("simpanan_wajib_paid", "2026-09-20", "BKM-1", via="bca", member="A-0001",
                  amount="50000"),
            event("cash_transferred", "2026-09-21", "PINDAH-1", source="kas", target="bca",
                  amount="70000"),
        )  # fmt: skip
        first, second = imported(book, ("50000", "SETORAN"), ("70000", "SETORAN"))
        assert book.journal.balance("Aset:Bank:BCA", END) == 1_240_000
        assert said(book)[0][0] == ("catatan", "BKM-1")
        assert assign(book, first, [Assignment("catatan", entry="BKM-1")], STAMP).new == 2
        assert assign(book, second, [Assignment("catatan", entry="PINDAH-1")], STAMP).new == 2
        assert book.journal.balance("Aset:Bank:BCA", END) == 1_120_000
        assert book.journal.balance(WAJIB, END) == -50_000
        assert book.journal.balance("Aset:Kas:Utama", END) == -70_000
        assert book.journal.balance(SUSPENSE_IN, END) == 0
        member = book.journal.books().peek(Member, "A-0001")
        assert member is not None
        assert member.wajib == 50_000
        found = reconciliation(book, "bca", "2026-09")
        assert found.position.difference == 0
        assert found.position.outstanding == ()


def test_transfer_to_an_account_that_knows_the_other_side_is_refused() -> None:
    with fresh() as book:
        record(
            book,
            event("cash_account_opened", "2026-08-31", "BUKA-BRI", key="bri", name="BRI",
                  type="bank", bank="BRI", number="000001000123509"),
        )  # fmt: skip
        (ref,) = imported(book, ("-70000", "TRSF KE BRI"))
        record_chain = bca(
            [Move(dt.date(2026, 9, 5), Decimal(70_000), "DARI BCA")],
            Decimal(0),
            account="000001000123509",
        )
        run(book, record_chain)
        with pytest.raises(bank_errors.OtherSideKnown):
            assign(book, ref, [Assignment("pindah", account="bri")], STAMP)
        (other,) = [w.suspense.ref for w in waiting_lines(book) if w.suspense.cash == "bri"]
        for each in (ref, other):
            assign(book, each, [Assignment("pindah", account="kas")], STAMP)
        assert book.journal.balance("Aset:Kas:Utama", END) == 0
        assert waiting_lines(book) == []
        with pytest.raises(UnknownCash):
            assign(book, ref, [Assignment("pindah", account="bni")], STAMP)


def test_explanation_of_a_closed_month_is_dated_in_the_open_one() -> None:
    with fresh() as book:
        (ref,) = imported(book, ("50000", "TRSF"))
        record(
            book,
            event("month_closed", "2026-08-31", "T-08", month="2026-08"),
            event("month_closed", "2026-09-30", "T-09", month="2026-09"),
        )
        assign(book, ref, [Assignment("wajib", "A-0001")], STAMP)
        newest = book.journal.newest()
        assert newest is not None
        assert newest.date == "2026-10-01"


def test_reconciliation_explains_the_difference() -> None:
    with fresh() as book:
        record(
            book,
            event("payment_recorded", "2026-09-28", "BKK-1", via="bca",
                  lines=[{"account": "Beban:Usaha:Sewa", "amount": "300000"}]),
        )  # fmt: skip
        imported(book, ("50000", "TRSF"))
        found = reconciliation(book, "bca", "2026-09")
        assert found.position.ledger == 750_000
        assert found.position.bank == 1_050_000
        assert [item.ref for item in found.position.outstanding] == ["BKK-1"]
        assert found.position.unexplained == 0
        assert len(found.waiting) == 1
        assert kinds(book)["bank_reconciled"] == 0
        (status,) = account_list(book)
        assert (status.waiting, status.proven_through) == (1, dt.date(2026, 9, 30))
        with pytest.raises(bank_errors.NotProvenYet):
            reconciliation(book, "bca", "2026-10")
        for wrong in ("2026-13", "september", "2026-9", ""):
            with pytest.raises(bank_errors.BadMonth):
                reconciliation(book, "bca", wrong)
