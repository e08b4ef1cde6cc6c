"""What the cooperative owes to lenders: worked examples and laws."""

import random
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from book_fold import Fold, make
from borrowing_books import accrued, agreed, book, debt, drawn, paid, prepaid
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.checks.borrowing_parts import BORROWING_ACCOUNTS, borrowing_parts
from koperasi_ledger.model.accounts import (
    BANK_INTEREST,
    BORROWING_INTEREST,
    BORROWINGS_BANK,
    BORROWINGS_CURRENT,
)
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.records import Borrowing
from koperasi_ledger.rules.borrowings.paying import asked
from koperasi_ledger.rules.borrowings.plans import (
    borne_by,
    current_part,
    due_by,
    open_rows,
    rows_of,
)
from koperasi_ledger.rules.dates import add_months, last_day

ZERO = Decimal(0)
BILLION = "3000000000"


def check_control(fold: Fold) -> None:
    """Every debt is in the ledger exactly as its record says."""
    ledger: dict[tuple[str, str | None], Decimal] = {}
    for entry in fold.entries():
        for leg in entry.postings:
            if leg.account in BORROWING_ACCOUNTS:
                key = (leg.account, leg.sub)
                ledger[key] = ledger.get(key, ZERO) + leg.amount
    records: dict[tuple[str, str | None], Decimal] = {}
    for item in fold.books.all(Borrowing):
        for account, amount in borrowing_parts(item):
            records[account, item.number] = amount
    for key in {*ledger, *records}:
        assert ledger.get(key, ZERO) == records.get(key, ZERO), key


def test_a_village_cooperatives_loan_as_published() -> None:
    """Rp3 bn, 6 %, 72 months, grace of 6, due on the 12th or the next working day."""
    fold = book(
        limit=BILLION,
        tenor=72,
        principal_grace=6,
        due_day=12,
        due_rule="hari-kerja-berikutnya",
        scheme="kdmp",
    )
    fold.add(drawn(BILLION, "2026-01-20"))
    rows = rows_of(debt(fold))
    assert len(rows) == 72
    # Six months of interest only: 3,000,000,000 x 6 % / 12.
    assert [(int(row.principal), int(row.interest)) for row in rows[1:6]] == [(0, 15000000)] * 5
    # The first period is from 20 January to 12 February; the months of the page are whole.
    assert rows[0].interest == 15000000
    # 3 bn over 66 months = 45,454,545 and a residue of 30 in the last.
    assert rows[6].principal == 45454545
    assert rows[-1].principal == 3000000000 - 65 * 45454545
    assert rows[7].interest == round(Fraction(3000000000 - 45454545) * 6 / 1200)
    assert sum(row.principal for row in rows) == 3000000000
    # 12 April and 12 July 2026 are Sundays, 12 September a Saturday.
    due = [row.day.isoformat() for row in rows[:9]]
    assert due == [
        "2026-02-12",
        "2026-03-12",
        "2026-04-13",
        "2026-05-12",
        "2026-06-12",
        "2026-07-13",
        "2026-08-12",
        "2026-09-14",
        "2026-10-12",
    ]


def test_holidays_of_the_agreement_move_the_due_day() -> None:
    fold = book(due_day=12, due_rule="hari-kerja-berikutnya", holidays=["2026-02-12", "2026-02-13"])
    fold.add(drawn())
    assert rows_of(debt(fold))[0].day == date(2026, 2, 16)


def test_a_year_of_a_bank_loan_entry_by_entry() -> None:
    fold = book(due_day=12)
    fold.add(drawn(fees=[{"account": "Beban:Lain:AdministrasiBank", "amount": "3000000"}]))
    assert fold.balances()["Aset:Bank:BRI"] == 297000000
    fold.add(accrued("2026-01-31"))
    # 19 of 31 days of 1,500,000.
    assert fold.balances()[BANK_INTEREST] == 919355
    assert fold.balances()[BORROWING_INTEREST] == -919355
    fold.add(paid("2026-02-12", "25000000", "1500000"))
    assert fold.balances()[BANK_INTEREST] == 1500000
    assert BORROWING_INTEREST not in fold.balances()
    for number, row in enumerate(rows_of(debt(fold))[1:], 2):
        event = paid(row.day.isoformat(), str(row.principal), str(row.interest))
        fold.add(event)
        assert len(open_rows(debt(fold))) == 12 - number
    # Declining: 300 m x 6 %/12 x (12 + 1) / 2.
    assert fold.balances()[BANK_INTEREST] == 9750000
    assert debt(fold).status == "lunas"
    assert not {BORROWINGS_BANK, BORROWINGS_CURRENT, BORROWING_INTEREST} & set(fold.balances())
    check_control(fold)


def test_what_falls_due_within_twelve_months_stands_apart() -> None:
    fold = book(limit="240000000", tenor=24)
    fold.add(drawn("240000000", "2026-01-12"))
    assert fold.balances()[BORROWINGS_CURRENT] == -120000000
    assert fold.balances()[BORROWINGS_BANK] == -120000000
    fold.add(accrued("2026-01-31"))
    assert fold.balances()[BORROWINGS_CURRENT] == -120000000
    fold.add(paid("2026-02-12", "10000000", "1200000"))
    assert fold.balances()[BORROWINGS_CURRENT] == -120000000
    assert fold.balances()[BORROWINGS_BANK] == -110000000
    fold.add(accrued("2026-02-28"))
    # Arrears stay current: nothing is paid in March, and one more row comes within the year.
    fold.add(accrued("2026-03-31"))
    assert fold.balances()[BORROWINGS_CURRENT] == -130000000
    check_control(fold)


def test_what_the_bank_took_more_is_explained_and_ends_there() -> None:
    fold = book()
    fold.add(drawn())
    with pytest.raises(Refusal, match="melebihi bunga"):
        fold.add(paid("2026-02-12", "25000000", "3000000"))
    more = {"difference": "50000", "reason": "Bank menghitung 31 hari per 360"}
    fold.add(paid("2026-02-12", "25000000", "1550000", **more))
    less = {"difference": "-25000", "reason": "Bank menghitung 28 hari"}
    fold.add(paid("2026-03-12", "25000000", "1350000", **less))
    assert not any(due_by(debt(fold), date(2026, 3, 12))[1:])
    fold.add(accrued("2026-03-31"))
    row = rows_of(debt(fold))[2]
    part = round(Fraction(row.interest) * 19 / 31)
    assert fold.balances()[BANK_INTEREST] == 1550000 + 1350000 + part
    check_control(fold)


def test_the_lenders_own_schedule_replaces_ours() -> None:
    fold = book(limit="100000000", tenor=3)
    fold.add(drawn("100000000"))
    fold.add(accrued("2026-01-31"))
    rows = [
        {"due": "2026-02-16", "principal": "30000000", "interest": "583333"},
        {"due": "2026-03-16", "principal": "70000000", "interest": "326667"},
    ]
    fields = {"borrowing": "UB-1", "rows": rows, "reason": "Jadwal dari bank"}
    fold.add(make("borrowing_rescheduled", "UB-1-JADWAL", "2026-02-01", **fields))
    fold.add(accrued("2026-02-28"))
    fold.add(paid("2026-02-16", "30000000", "583333"))
    fold.add(paid("2026-03-16", "70000000", "326667"))
    assert fold.balances()[BANK_INTEREST] == 583333 + 326667
    assert debt(fold).status == "lunas"
    check_control(fold)


def test_interest_put_off_is_borne_month_by_month_and_paid_after_the_grace() -> None:
    fold = book(interest_grace=2, principal_grace=2, tenor=4)
    fold.add(drawn())
    rows = rows_of(debt(fold))
    assert [row.interest for row in rows] == [0, 0, 4500000, 750000]
    assert [row.principal for row in rows] == [0, 0, 150000000, 150000000]
    fold.add(accrued("2026-01-31"))
    fold.add(accrued("2026-02-28"))
    assert fold.balances()[BANK_INTEREST] == 1500000 + round(Fraction(1500000) * 16 / 28)
    check_control(fold)


def test_a_second_stage_bears_interest_for_its_own_days() -> None:
    fold = book()
    fold.add(drawn("200000000", "2026-01-12"))
    fold.add(drawn("100000000", "2026-02-26"))
    rows = rows_of(debt(fold))
    # From 26 February to 12 March: 14 of 28 days of 500,000, beside 11/12 of the first stage's.
    assert rows[1].interest == 250000 + round(Fraction(200000000) * 11 / 12 * 6 / 1200)
    assert rows[1].principal == 16666667 + 9090909
    assert sum(row.principal for row in rows) == 300000000
    check_control(fold)


@pytest.mark.parametrize("keep", ["tenor", "angsuran"])
def test_paying_early_replans_what_is_left(keep: str) -> None:
    fold = book(method="anuitas")
    fold.add(drawn())
    first = rows_of(debt(fold))[0]
    fold.add(paid("2026-02-12", str(first.principal), str(first.interest)))
    before = rows_of(debt(fold))
    fold.add(prepaid("2026-02-20", "100000000", keep=keep))
    rows = rows_of(debt(fold))
    assert sum(row.principal for row in rows) == debt(fold).balance
    assert rows[0].day == before[1].day
    if keep == "tenor":
        assert rows[-1].day == before[-1].day
        assert rows[1].principal + rows[1].interest < first.principal + first.interest
    else:
        assert len(rows) < 11
        most = max(row.principal + row.interest for row in before)
        assert all(row.principal + row.interest <= most for row in rows[1:])
    check_control(fold)
    for row in rows:
        fold.add(paid(row.day.isoformat(), str(row.principal), str(row.interest)))
    assert debt(fold).status == "lunas"
    check_control(fold)


def test_paying_off_gives_back_the_interest_that_nobody_asks_for() -> None:
    fold = book()
    fold.add(drawn())
    fold.add(accrued("2026-01-31"))
    fold.add(prepaid("2026-01-31", "300000000", "900000", fee="3000000"))
    assert debt(fold).status == "lunas"
    assert fold.balances()[BANK_INTEREST] == 900000
    assert fold.balances()["Beban:Lain:NonOperasional"] == 3000000
    check_control(fold)


def test_an_old_debt_is_taken_over_from_its_plain_account() -> None:
    fold = book(source="lpdb", lender="LPDB-KUMKM")
    lines = [
        {"account": "Beban:Usaha:Lain", "debit": "90000000"},
        {"account": "Liabilitas:UtangLPDB", "credit": "90000000"},
    ]
    fold.add(make("journal_adjusted", "LAMA", "2026-01-05", reason="Saldo lama", lines=lines))
    over = {"borrowing": "UB-1", "amount": "90000000", "account": "Liabilitas:UtangLPDB"}
    fold.add(make("borrowing_taken_over", "UB-1-PINDAH", "2026-01-12", **over))
    assert "Liabilitas:UtangLPDB" not in fold.balances()
    assert debt(fold).balance == 90000000
    check_control(fold)


TERMS = st.fixed_dictionaries(
    {
        "method": st.sampled_from(["flat", "menurun", "anuitas"]),
        "rate": st.sampled_from(["0", "3", "6", "12.5"]),
        "tenor": st.integers(3, 30),
        "due_day": st.sampled_from([None, 1, 12, 31]),
        "due_rule": st.sampled_from(["tetap", "hari-kerja-berikutnya"]),
        "day_count": st.sampled_from([None, "30/360", "aktual/365", "aktual/360"]),
        "decimals": st.sampled_from([0, 2]),
    }
)


@given(TERMS, st.integers(0, 2), st.integers(0, 2), st.integers(0, 2**32))
def test_any_life_keeps_its_sub_ledger_and_pays_back_what_was_drawn(
    terms: dict[str, object], grace: int, postponed: int, seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    fold = book(**terms, principal_grace=grace, interest_grace=postponed)
    fold.add(drawn("180000000", "2026-01-12"))
    drawn_so_far, repaid, day = Decimal(180000000), ZERO, date(2026, 1, 12)
    for _ in range(12):
        day += timedelta(days=dice.randrange(1, 40))
        said = day.isoformat()
        now = debt(fold)
        due = asked(now, day)
        event = dice.choice(
            [
                drawn("20000000", said),
                prepaid(said, "15000000", keep=dice.choice(["tenor", "angsuran"])),
                accrued(last_day(f"{day.year}-{day.month:02d}").isoformat()),
                *([paid(said, str(due.principal), str(due.interest))] if any(due[1:]) else []) * 4,
            ]
        )
        with suppress(Refusal):
            fold.add(event)
            if event.kind == "borrowing_drawn":
                drawn_so_far += 20000000
            repaid += getattr(event, "principal", ZERO)
        check_control(fold)
        now = debt(fold)
        assert now.drawn == drawn_so_far
        assert now.balance == drawn_so_far - repaid >= 0
        left = sum((row.principal for row in open_rows(now)), ZERO)
        assert left == now.balance
        assert 0 <= current_part(now, day) <= now.balance
    while debt(fold).status == "berjalan":
        row = open_rows(debt(fold))[0]
        day = max(day, row.day)
        fold.add(
            make(
                "borrowing_paid",
                f"AKHIR-{row.day}",
                day.isoformat(),
                borrowing="UB-1",
                via="bri",
                principal=str(row.principal),
                interest=str(row.interest),
            )
            if row.principal or row.interest
            else accrued("2030-12-31")
        )
    ended = debt(fold)
    assert ended.balance == ended.current == ended.recognised - ended.paid == 0
    assert fold.balances().get(BANK_INTEREST, ZERO) == ended.paid
    check_control(fold)


@given(TERMS, st.sets(st.integers(1, 20), max_size=6), st.integers(0, 2))
def test_accruing_in_any_split_of_months_adds_up_to_the_same(
    terms: dict[str, object], months: set[int], postponed: int
) -> None:
    fold = book(**terms, interest_grace=postponed)
    fold.add(drawn())
    whole = borne_by(debt(fold), last_day("2027-10"))
    for count in sorted(months):
        with suppress(Refusal):
            fold.add(accrued(last_day(add_months("2026-01", count)).isoformat()))
    with suppress(Refusal):
        fold.add(accrued(last_day("2027-10").isoformat()))
    assert fold.balances().get(BANK_INTEREST, ZERO) == whole
    # By the last due day it is all interest of the schedule, postponed or not.
    last = rows_of(debt(fold))[-1].day
    assert borne_by(debt(fold), last) == sum((row.interest for row in rows_of(debt(fold))), ZERO)
    check_control(fold)


@given(TERMS, st.integers(0, 2**32))
def test_an_event_and_its_reversal_leave_the_debt_as_it_was(
    terms: dict[str, object], seed: int
) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test's dice
    fold = book(**terms)
    fold.add(drawn("100000000"))
    due = asked(debt(fold), date(2026, 2, 28))
    event = dice.choice(
        [
            drawn("50000000", "2026-02-20"),
            accrued("2026-02-28"),
            paid("2026-02-20", str(due.principal), str(due.interest))
            if any(due[1:])
            else accrued("2026-01-31"),
            prepaid("2026-01-20", "40000000"),
        ]
    )
    before, balances = debt(fold), fold.balances()
    try:
        fold.add(event)
    except Refusal:
        return
    reverse = {"target": event.ref, "reason": "Uji"}
    fold.add(make("event_reversed", "BALIK", "2026-06-30", **reverse))
    assert debt(fold) == before
    assert fold.balances() == balances
    check_control(fold)


def test_nothing_is_owed_before_the_first_drawdown() -> None:
    fold = book()
    for event in (
        paid("2026-02-12", "1", "0"),
        prepaid("2026-02-12", "1"),
        accrued("2026-01-31"),
    ):
        with pytest.raises(Refusal, match="belum dicairkan"):
            fold.add(event)


def test_an_agreement_is_refused_when_no_schedule_can_be_made_of_it() -> None:
    fold = book()
    with pytest.raises(Refusal):
        fold.add(agreed("UB-2", limit="100", multiple="1000000", method="anuitas"))


def test_interest_paid_before_its_days_passed_is_never_a_claim_on_the_bank() -> None:
    fold = book()
    fold.add(drawn())
    fold.add(paid("2026-02-05", "25000000", "1500000"))
    with suppress(Refusal):
        fold.add(accrued("2026-01-31"))
    assert BORROWING_INTEREST not in fold.balances()
    assert fold.balances()[BANK_INTEREST] == 1500000
    fold.add(accrued("2026-02-28"))
    # From 12 to 28 February: 16 of 28 days of 1,375,000.
    assert fold.balances()[BORROWING_INTEREST] == -785714
    check_control(fold)
