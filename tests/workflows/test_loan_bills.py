"""Loan instalments as open bills: a bank line that names the loan pays it, and only exactly."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from bank_books import NOVEMBER, POLICY, Move, bca, event, fresh, opening, record, run
from lending import lending, product

from koperasi_ledger.importers.bills import bills_of
from koperasi_ledger.model.errors import Refusals
from koperasi_ledger.model.records.loans import Loan
from koperasi_ledger.workflows.bank_bills import bill_month
from koperasi_ledger.workflows.bank_review import Assignment, assign, waiting_lines
from koperasi_ledger.workflows.book import Book
from koperasi_ledger.workflows.by_hand import record_by_hand
from koperasi_ledger.workflows.by_hand_errors import WaitsInTitipan
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


def with_codes() -> dict[str, Any]:
    bank: Any = POLICY["bank"]
    codes = {"akun": "Pendapatan:Lain:NonOperasional", "paling_besar": 999, "berlaku_hari": 30,
             "jeda_hari": 30}  # fmt: skip
    return {"bank": {**bank, "kode_unik": codes}}


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


def test_money_that_waits_is_not_typed_in_a_second_time(book: Book) -> None:
    imported(book, dt.date(2026, 10, 5), 500_000, "TRSF ANGSURAN PJ-2026-0001")
    head = book.journal.head()
    typed: dict[str, Any] = {
        "loan": "PJ-2026-0001",
        "amount": "500000",
        "via": "bca",
        "date": "2026-10-05",
    }
    with pytest.raises(WaitsInTitipan, match=r"Rp500\.000"):
        record_by_hand(book, "loan_repaid", STAMP, {}, **typed)
    assert book.journal.head() == head


def test_what_is_handed_over_is_told_without_the_fees(book: Book) -> None:
    day = "2026-09-01"
    fee = {"nama": "Provisi", "jumlah": "30000", "akun": "Pendapatan:Anggota:Provisi"}
    with_fee = {"pinjaman": lending(product("biaya", biaya=[fee]))}
    record(
        book,
        event("policy_adopted", day, "K-3", effective=day, decision="RAT", policy=with_fee),
        event("loan_applied", day, "AJU-2", loan="PJ-2026-0002", member="A-0001",
              product="biaya", amount="1000000", tenor=10),
        event("loan_approved", day, "STJ-2", loan="PJ-2026-0002", amount="1000000", tenor=10,
              by=["Ketua"]),
    )  # fmt: skip
    imported(book, dt.date(2026, 10, 5), -970_000, "TRSF KE BUDI")
    typed: dict[str, Any] = {
        "loan": "PJ-2026-0002",
        "amount": "1000000",
        "via": "bca",
        "date": "2026-10-04",
    }
    with pytest.raises(WaitsInTitipan, match=r"Rp970\.000"):
        record_by_hand(book, "loan_disbursed", STAMP, {}, **typed)


def test_a_borrower_is_billed_with_a_code_and_the_line_pays_dues_and_instalment(
    book: Book,
) -> None:
    terms = with_codes()
    record(book, event("policy_adopted", "2026-09-01", "K-4", effective="2026-09-01",
                       decision="RAT", policy=terms))  # fmt: skip
    fifth = Stamp("bendahara", dt.datetime(2026, 9, 5, 3, tzinfo=dt.UTC))
    (bill,) = [
        item for item in bill_month(book, "2026-09", None, fifth).bills
        if item.member.number == "A-0042"
    ]  # fmt: skip
    assert (bill.code, bill.amount) == (1, Decimal(1_240_000 + 100_000))
    assert bill.what == "simpanan wajib Rp100.000, angsuran PJ-2026-0001 Rp1.240.000"
    imported(book, dt.date(2026, 9, 7), 1_340_001, "TRSF DARI BANK LAIN")
    assert waiting_lines(book) == []
    assert balance(book) == 11_000_000
    member = book.journal.books().member("A-0042")
    assert (member.due_month, member.due_paid) == ("2026-10", Decimal(0))
    paid = [item for item in bill_month(book, "2026-09", None, fifth).bills if item.paid]
    assert [item.member.number for item in paid] == ["A-0042"]


def test_a_code_for_a_loan_that_is_paid_already_waits_and_nothing_is_paid_twice(
    book: Book,
) -> None:
    parts = [{"purpose": "pinjaman", "member": "A-0042", "amount": "12500000",
              "number": "PJ-2026-0001"}]  # fmt: skip
    record(
        book,
        event("policy_adopted", "2026-09-01", "K-4", effective="2026-09-01", decision="RAT",
              policy=with_codes()),
        event("unique_codes_issued", "2026-09-02", "KODE", account="bca", month="2026-09",
              expires="2026-10-02", codes=[{"code": 7, "parts": parts}]),
        event("loan_settled", "2026-09-03", "LUNAS", loan="PJ-2026-0001", amount="12240000",
              via="bca"),
    )  # fmt: skip
    data = [
        Move(dt.date(2026, 9, 3), Decimal(12_240_000), "LUNAS PJ-2026-0001"),
        Move(dt.date(2026, 9, 7), Decimal(12_500_007), "TRSF"),
    ]
    run(book, bca(data, Decimal(88_000_000), period="01/09/2026 - 31/10/2026"))
    (waiting,) = waiting_lines(book)
    assert waiting.suspense.remaining == Decimal(12_500_007)


@pytest.mark.parametrize("purpose", ["simpanan", "pinjaman"])
def test_a_part_says_which_product_or_loan(purpose: str) -> None:
    part = {"purpose": purpose, "member": "A-0042", "amount": "1000"}
    with pytest.raises(Refusals, match="Number diisi"):
        event("payroll_roster_recorded", "2026-09-02", "PG", account="bca", words=["PT"],
              expires="2026-10-02", parts=[part])  # fmt: skip


def test_a_number_for_dues_is_not_told_to_who_owes_an_instalment_too(book: Book) -> None:
    """What comes by it is booked as simpanan wajib, all of it."""
    numbers = {"A-0042": "8881000042", "A-0001": "8881000001"}
    record(book, *(event("virtual_account_assigned", "2026-09-01", f"VA-{number}", number=number,
                         member=member, purpose="wajib")
                   for member, number in numbers.items()))  # fmt: skip
    fifth = Stamp("bendahara", dt.datetime(2026, 9, 5, 3, tzinfo=dt.UTC))
    told = {
        bill.member.number: bill.virtual for bill in bill_month(book, "2026-09", None, fifth).bills
    }
    assert told["A-0042"] is None
    assert told["A-0001"] == "8881000001"
