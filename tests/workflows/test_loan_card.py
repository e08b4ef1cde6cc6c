"""The card tells what the ledger tells: each movement, and the balance after it."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from book_fold import make
from hypothesis import given, settings
from hypothesis import strategies as st
from lending import product, repaid
from lent_books import LATER, lent_book

from koperasi_ledger.model.accounts import LOANS
from koperasi_ledger.rules.errors.loans import LoanWrongStatus, UnknownLoan
from koperasi_ledger.workflows.loan_card import loan_card, movement_of
from koperasi_ledger.workflows.loan_views import (
    NoSuchSchedule,
    due_list,
    loan_list,
    loan_schedule,
    quote,
)
from koperasi_ledger.workflows.recording import record_events

FLAT = product("flat", kelebihan_bayar="titipan", pengakuan_jasa="akrual")
LOAN = [{"loan": "PJ-1", "member": "A-1"}]
DAY = dt.date(2024, 12, 31)


def test_every_kind_of_movement_is_told_with_what_it_did() -> None:
    with lent_book([FLAT], LOAN) as book:
        record_events(
            book,
            [
                repaid("1240000", "2024-02-10"),
                make("loan_interest_accrued", "AK", "2024-02-29", loan="PJ-1", month="2024-02"),
                make("loan_provisioned", "CK", "2024-02-29", loan="PJ-1", month="2024-02"),
                repaid("2000000", "2024-03-10"),
                make("loan_excess_returned", "KT", "2024-03-11", loan="PJ-1", amount="760000",
                     via="kas"),
                make("loan_prepaid", "PP", "2024-03-12", loan="PJ-1", amount="4000000", via="kas",
                     keep="tenor"),
                make("loan_written_off", "HB", "2024-05-01", loan="PJ-1", by=["K"], decision="R"),
                make("loan_recovered", "PL", "2024-06-01", loan="PJ-1", amount="500000", via="kas"),
            ],
            LATER,
        )  # fmt: skip
        card = loan_card(book, "PJ-1", DAY)
        told: list[Any] = [
            (m.ref, m.lent, m.interest, m.principal, m.held, m.paid, m.balance)
            for m in card.movements
        ]
        million = 1_000_000
        assert told[:3] == [
            ("PJ-1-AJU", 0, 0, 0, 0, 0, 0),
            ("PJ-1-SETUJU", 0, 0, 0, 0, 0, 0),
            ("PJ-1-CAIR-2024-01-10", 12 * million, 0, 0, 0, 0, 12 * million),
        ]
        assert told[3] == (
            "PJ-1-BAYAR-2024-02-10", 0, 240_000, million, 0, 1_240_000, 11 * million,
        )  # fmt: skip
        assert told[4][1:] == (0, 0, 0, 0, 0, 11 * million)
        # Income through 29 February: the instalment of the 10th, and 19 of the 29 days after it.
        assert card.movements[4].recognised == 240_000 + 157_241
        assert card.movements[5].allowance == 55_000
        assert told[6][1:] == (0, 240_000, million, 760_000, 2 * million, 10 * million)
        assert told[7][1:] == (0, 0, 0, -760_000, -760_000, 10 * million)
        assert told[8][1:] == (0, 0, 4 * million, 0, 4 * million, 6 * million)
        assert told[9][6] == 0
        assert card.movements[9].status == "hapus-buku"
        assert card.movements[10].recovered == told[10][5] == 500_000
        assert card.movements[10].claim == card.movements[9].claim - 500_000 > 0
        assert movement_of(book, "PP", "PJ-1") == card.movements[8]


def test_what_was_reversed_is_told_and_counts_for_nothing() -> None:
    with lent_book([FLAT], LOAN) as book:
        undo = make("event_reversed", "B", "2024-02-11", target="PJ-1-BAYAR-2024-02-10", reason="u")
        after = repaid("620000", "2024-02-12")
        record_events(book, [repaid("1240000", "2024-02-10"), undo, after], LATER)
        paid, again = loan_card(book, "PJ-1", DAY).movements[-2:]
        assert paid.undone_by == "B"
        assert [paid.paid, paid.balance] == [0, 12_000_000]
        assert [again.interest, again.principal, again.balance] == [240_000, 380_000, 11_620_000]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 30)), min_size=1, max_size=6))
def test_the_parts_of_each_payment_add_up_and_the_last_balance_is_the_ledgers(
    steps: list[tuple[int, int]],
) -> None:
    with lent_book([FLAT], LOAN) as book:
        day, amounts = dt.date(2024, 1, 20), {}
        for number, (days, hundreds) in enumerate(steps):
            day += dt.timedelta(days=days)
            amounts[f"R{number}"] = Decimal(hundreds * 100_000)
            event = repaid(str(hundreds * 100_000), day.isoformat(), ref=f"R{number}")
            record_events(book, [event], LATER)
        card = loan_card(book, "PJ-1", DAY)
        paid = {m.ref: m.paid for m in card.movements if m.ref in amounts}
        assert paid == amounts
        assert card.movements[-1].balance == book.journal.balance(LOANS, DAY)
        running = Decimal(0)
        for move in card.movements:
            running += move.lent - move.principal
            assert move.balance == running


def test_a_schedule_shows_what_is_paid_and_earlier_ones_are_kept() -> None:
    with lent_book([FLAT], LOAN) as book:
        record_events(book, [repaid("1500000", "2024-02-10")], LATER)
        pay = make("loan_repaid", "R2", "2024-03-10", loan="PJ-1", amount="980000", via="kas")
        prepay = make("loan_prepaid", "PP", "2024-03-10", loan="PJ-1", amount="4000000", via="kas",
                      keep="angsuran")  # fmt: skip
        on = loan_schedule(book, "PJ-1", dt.date(2024, 3, 10))
        assert [r.state for r in on.rows[:3]] == ["lunas", "jatuh tempo", "belum"]
        assert [r.paid_principal + r.paid_interest for r in on.rows[:3]] == [1_240_000, 0, 0]
        record_events(book, [pay, prepay], LATER)
        now = loan_schedule(book, "PJ-1", DAY)
        assert (now.version, len(now.rows)) == (2, 6)
        assert sum(r.principal for r in now.rows) == 6_000_000
        before = loan_schedule(book, "PJ-1", DAY, 1)
        assert (before.version, len(before.rows)) == (1, 12)
        assert {row.state for row in before.rows[6:]} == {"diganti"}
        for version in (0, 3):
            with pytest.raises(NoSuchSchedule, match="1 sampai ke-2"):
                loan_schedule(book, "PJ-1", DAY, version)


def test_what_is_due_settles_and_is_listed() -> None:
    with lent_book([FLAT], [*LOAN, {"loan": "PJ-2", "member": "A-2", "day": "2024-02-20"}]) as book:
        day = dt.date(2024, 2, 28)
        assert [view.loan.number for view in due_list(book, day)] == ["PJ-1"]
        assert [view.loan.number for view in loan_list(book, day, member="A-2")] == ["PJ-2"]
        assert loan_list(book, day, status="lunas") == []
        assert quote(book, "PJ-1", day).amount == 12_480_000
        paid = make("loan_settled", "L", "2024-02-28", loan="PJ-1", amount="12480000", via="kas")
        record_events(book, [paid], LATER)
        with pytest.raises(LoanWrongStatus, match="sudah lunas"):
            quote(book, "PJ-1", day)
        with pytest.raises(UnknownLoan):
            quote(book, "PJ-9", day)


def test_of_a_daily_balance_the_interest_of_past_rows_is_what_was_earned() -> None:
    daily = product("harian", metode="harian", bunga="18", pelunasan={"aturan": "jasa-berjalan"})
    with lent_book([daily], [{"loan": "PJ-1", "member": "A-1", "key": "harian"}]) as book:
        record_events(book, [repaid("1500000", "2024-02-05")], LATER)
        found = loan_schedule(book, "PJ-1", dt.date(2024, 3, 31))
        paid = sum(row.paid_principal + row.paid_interest for row in found.rows)
        assert paid == 1_500_000
        assert all(0 <= row.paid_interest <= row.interest for row in found.rows)
        # 26 days on 12 million, then 5 days and 29 days on what was left; 18 % of 360 days.
        left = 12_000_000 - (1_500_000 - 156_000)
        assert [row.interest for row in found.rows[:2]] == [156_000 + left * 5 // 2000,
                                                           left * 29 // 2000]  # fmt: skip
