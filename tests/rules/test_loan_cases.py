"""Loans by example: published cases as real events, and what an auditor would ask about."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from book_fold import Fold, make
from lending import (
    DAYS,
    PROVISION,
    book,
    granted,
    lent,
    loan_in,
    paid_out,
    payments_in,
    plan_in,
    product,
    repaid,
)

from koperasi_ledger.model import accounts
from koperasi_ledger.model.records.loans import Move
from koperasi_ledger.rules.errors.loans import NothingToRecord
from koperasi_ledger.rules.loans.position import Position, earned, position
from koperasi_ledger.rules.loans.settlement import settlement

ZERO = Decimal(0)
DENDA = {"per": "hari", "persen": "0.1"}


def at(fold: Fold, day: str) -> Position:
    """What is owed on a day under the schedule in force."""
    loan = loan_in(fold)
    return position(plan_in(fold), payments_in(fold).moves, loan.product, date.fromisoformat(day))


def prepaid(amount: str, day: str, keep: str = "tenor") -> Any:
    return make("loan_prepaid", f"PPK-{day}", day, loan="PJ-1", amount=amount, keep=keep, via="kas")


def settled(amount: str, day: str) -> Any:
    return make("loan_settled", f"LNS-{day}", day, loan="PJ-1", amount=amount, via="kas")


def restructured(day: str, **changes: Any) -> Any:
    fields = {"tenor": 12, "interest": "tangguhkan", "penalty": "tangguhkan", "by": ["Ketua"]}
    told = fields | {"decision": "Pengurus"} | changes
    return make("loan_restructured", f"RST-{day}", day, loan="PJ-1", **told)


def run(kind: str, month: str, day: str) -> Any:
    return make(f"loan_{kind}", f"{kind}-{month}", day, loan="PJ-1", month=month)


# -- published cases ---------------------------------------------------------------------------


def test_murabahah_of_yaya_et_al_case_9_1() -> None:
    """IY01: price 100 million, uang muka 10 million, margin 18 million, 24 months, admin 1 %."""
    fee = {"nama": "Administrasi", "persen": "1", "akun": "Pendapatan:Anggota:Administrasi"}
    fold = book(product(akad="murabahah", biaya=[fee]))
    fold.add_all(granted("90000000", 24, margin="18000000"))
    down = {"loan": "PJ-1", "amount": "10000000", "via": "kas"}
    fold.add(make("murabahah_down_paid", "UM", "2024-01-10", **down))
    goods = {"loan": "PJ-1", "amount": "100000000", "via": "kas", "supplier": "Dealer Contoh"}
    fold.add(make("murabahah_goods_bought", "BRG", "2024-01-10", **goods))
    fold.add(paid_out("90000000"))
    assert {row[1:] for row in plan_in(fold).rows} == {(Decimal(3_750_000), Decimal(750_000))}
    assert fold.balances()[accounts.MURABAHAH] == 108_000_000
    assert fold.balances()[accounts.MURABAHAH_DEFERRED] == -18_000_000
    assert fold.balances()["Pendapatan:Anggota:Administrasi"] == -900_000
    fold.add(repaid("4500000", "2024-02-10"))
    assert fold.balances()[accounts.MURABAHAH_INCOME] == -750_000
    assert fold.balances()[accounts.MURABAHAH_DEFERRED] == -17_250_000
    # Muqasah: the margin of the month is paid, all that is left is given up.
    asked = settlement(
        plan_in(fold), payments_in(fold).moves, loan_in(fold).product, date(2024, 2, 20)
    )
    assert [asked.principal, asked.interest, asked.given_up] == [86_250_000, 750_000, 16_500_000]
    fold.add(settled(str(asked.total), "2024-02-20"))
    assert accounts.MURABAHAH not in fold.balances()
    assert accounts.MURABAHAH_DEFERRED not in fold.balances()
    assert fold.balances()[accounts.MURABAHAH_INCOME] == -1_500_000


def test_the_daily_balance_of_a_koperasi_in_december() -> None:
    """ID06: 1 % a month by (balance x rate / 30) x days, principal paid on 7, 19, 25, 30."""
    fold = book(product(metode="harian", bunga="1", bunga_per="periode"))
    fold.add_all(lent("1000000", 1, day="2024-12-01"))
    # The case pays principal only; the interest stays due until the end.
    moves: list[Move] = []
    borne, before = [], ZERO
    for day, pays in ((7, 400_000), (19, 100_000), (25, 200_000), (30, 300_000)):
        on = date(2024, 12, day)
        now = earned(plan_in(fold), moves, loan_in(fold).product, on)
        borne.append(now - before)
        before = now
        moves.append((on, Decimal(pays), ZERO, ZERO))
    assert borne == [2_000, 2_400, 1_000, 500]
    assert before == 5_900


# -- what an auditor asks ----------------------------------------------------------------------


def test_an_instalment_entered_late_does_not_pay_the_same_twice() -> None:
    fold = book()
    fold.add_all(lent("2000000", 2))
    fold.add(repaid("2040000", "2024-03-10", ref="dua"))
    fold.add(repaid("40000", "2024-02-10", ref="satu"))
    loan = loan_in(fold)
    assert (loan.status, loan.ended) == ("lunas", date(2024, 3, 10))
    assert loan.balance == 0


def test_denda_given_up_ends_a_loan_of_which_nothing_else_is_left() -> None:
    fold = book(product(denda=DENDA, pengakuan_jasa="akrual"))
    fold.add_all(lent("1000000", 1))
    fold.add(repaid("1020000", "2024-02-20", penalty="0"))
    assert loan_in(fold).status == "berjalan"
    assert at(fold, "2024-02-21").due == 10_200
    waived = {"loan": "PJ-1", "amount": "10200", "by": ["Ketua"], "reason": "Musibah"}
    fold.add(make("loan_penalty_waived", "BDN", "2024-02-21", **waived))
    assert loan_in(fold).status == "lunas"
    assert accounts.LOAN_INTEREST not in fold.balances()
    undo = make("event_reversed", "BATAL", "2024-02-22", target="BDN", reason="Salah")
    fold.add(undo)
    assert loan_in(fold).status == "berjalan"


def test_principal_ahead_twice_in_one_period_keeps_both_sums_of_interest() -> None:
    fold = book(product(metode="menurun"))
    fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
    fold.add(prepaid("1000000", "2024-02-20"))
    fold.add(prepaid("1000000", "2024-03-01"))
    # 2 % a month of a million for 10 and for 20 of the period's 29 days.
    assert plan_in(fold).interest == round(Decimal(20_000) * 10 / 29) + round(
        Decimal(20_000) * 20 / 29
    )


def test_interest_paid_ahead_is_not_asked_for_again_after_principal_is_paid_ahead() -> None:
    fold = book(product(metode="menurun"))
    fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
    fold.add(repaid("100000", "2024-02-15"))  # of the 220,000 jasa of March
    fold.add(prepaid("5500000", "2024-02-15"))
    march = at(fold, "2024-03-10")
    borne = round(Decimal(110_000) * 5 / 29)
    assert march.interest_due == 110_000 + borne - 100_000
    assert march.principal_due == 500_000


def test_whole_rows_paid_ahead_stay_paid_after_principal_is_paid_ahead() -> None:
    fold = book(product(metode="menurun", pengakuan_jasa="akrual"))
    fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
    fold.add(repaid("1220000", "2024-02-12"))  # March
    fold.add(prepaid("1000000", "2024-02-20"))
    assert at(fold, "2024-03-10").due == 0
    assert at(fold, "2024-04-10").interest_due == 180_000
    received = earned(
        plan_in(fold), payments_in(fold).moves, loan_in(fold).product, date(2024, 3, 10)
    )
    assert received == plan_in(fold).brought == 220_000


def test_grace_that_is_left_is_kept_and_postponed_interest_is_not_lost() -> None:
    fold = book(product(metode="menurun", tenggang_pokok=3, tenggang_jasa=2))
    fold.add_all(lent("12000000", 12))
    assert [list(row[1:]) for row in plan_in(fold).rows[:4]] == [
        [0, 0],
        [0, 0],
        [0, 720_000],
        [1_333_333, 240_000],
    ]
    fold.add(prepaid("6000000", "2024-02-10"))
    plan = plan_in(fold)
    # January's postponed interest of the whole, then two periods of what is left.
    assert plan.interest == 240_000
    rows = [list(row[1:]) for row in plan.rows[:3]]
    assert rows == [[0, 0], [0, 240_000], [666_667, 120_000]]
    assert at(fold, "2024-03-10").due == 0
    assert at(fold, "2024-04-10").interest_due == 480_000


def test_paying_off_during_the_grace_asks_for_the_postponed_interest() -> None:
    terms = {"aturan": "jasa-berjalan", "jasa_berjalan": "harian"}
    fold = book(product(metode="menurun", tenggang_jasa=2, pelunasan=terms))
    fold.add_all([*lent("12000000", 12), repaid("1000000", "2024-02-10")])
    asked = settlement(
        plan_in(fold), payments_in(fold).moves, loan_in(fold).product, date(2024, 2, 10)
    )
    assert asked.interest == 240_000


def test_a_stage_earns_from_its_own_day_and_changes_nothing_before_it() -> None:
    fold = book(product(metode="menurun"))
    fold.add_all([*granted(), paid_out("6000000")])
    day, product_ = date(2024, 1, 25), loan_in(fold).product
    before = earned(plan_in(fold), (), product_, day)
    fold.add(paid_out("6000000", day="2024-01-30"))
    assert earned(plan_in(fold), (), product_, day) == before
    assert earned(plan_in(fold), (), product_, date(2024, 1, 30)) == round(
        Decimal(120_000) * 20 / 31
    )


def test_denda_of_a_daily_balance_asks_only_for_interest_that_was_borne() -> None:
    fold = book(product(metode="harian", denda=DENDA))
    fold.add_all(lent("12000000", 12))
    fold.add(repaid("11000000", "2024-01-11"))
    due = at(fold, "2024-02-10")
    fold.add(repaid(str(due.due), "2024-02-10"))
    later = at(fold, "2024-03-05")
    assert later.penalty_due == 0
    assert later.interest_since is None


def test_a_schedule_of_denda_put_off_asks_for_it_with_the_first_row() -> None:
    fold = book(product(denda=DENDA))
    fold.add_all([*lent(), restructured("2024-02-20")])
    soon = at(fold, "2024-02-21")
    assert [soon.due, soon.deferred, soon.carried] == [0, 12_400, 240_000 + 82_759]
    assert at(fold, "2024-03-20").penalty_due == 12_400
    asked = settlement(
        plan_in(fold), payments_in(fold).moves, loan_in(fold).product, date(2024, 2, 21)
    )
    assert asked.penalty == 12_400


def test_months_before_a_new_schedule_are_accrued_under_the_old_one() -> None:
    done = []
    for first in ("prepay", "accrue"):
        fold = book(product(metode="menurun", pengakuan_jasa="akrual"))
        fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
        events = [
            prepaid("5500000", "2024-03-05"),
            run("interest_accrued", "2024-02", "2024-02-29"),
        ]
        fold.add_all(events if first == "prepay" else events[::-1])
        done.append(loan_in(fold).recognised)
        fold.add(run("interest_accrued", "2024-03", "2024-03-31"))
        done.append(loan_in(fold).recognised)
    assert done[:2] == done[2:]
    # February: all of the first row, and 19 of 29 days of the second.
    assert done[0] == 240_000 + round(Decimal(220_000) * 19 / 29)


def test_a_run_that_comes_after_payments_gives_each_month_its_income() -> None:
    books = []
    for late in (False, True):
        fold = book(product(metode="menurun", pengakuan_jasa="akrual"))
        fold.add_all([*lent(), repaid("1240000", "2024-02-10")])
        month = run("interest_accrued", "2024-02", "2024-02-29")
        rest = [prepaid("5500000", "2024-03-05"), repaid("600000", "2024-03-10")]
        fold.add_all([*rest, month] if late else [month, *rest])
        fold.add(run("interest_accrued", "2024-03", "2024-03-31"))
        books.append(
            {
                day: sum(
                    (
                        leg.amount
                        for entry in fold.entries()
                        for leg in entry.postings
                        if entry.date <= date.fromisoformat(day)
                        and leg.account == accounts.LOAN_INCOME
                    ),
                    ZERO,
                )
                for day in ("2024-02-29", "2024-03-31")
            }
        )
    assert books[0] == books[1]
    assert books[0]["2024-02-29"] == -240_000 - round(Decimal(220_000) * 19 / 29)


def test_denda_begins_after_the_grace_and_counts_from_the_due_date() -> None:
    fold = book(product(denda={**DENDA, "tenggang_hari": 5}))
    fold.add_all(lent())
    assert at(fold, "2024-02-15").penalty_due == 0
    assert at(fold, "2024-02-16").penalty_due == 6 * 1_240


def test_nothing_is_set_aside_for_a_month_before_the_loan() -> None:
    fold = book()
    fold.add_all(lent(day="2024-02-05"))
    with pytest.raises(NothingToRecord):
        fold.add(run("provisioned", "2024-01", "2024-01-31"))


def test_what_was_set_aside_is_released_after_the_loan_is_paid_off() -> None:
    fold = book()
    fold.add_all([*lent(), run("provisioned", "2024-06", "2024-06-30")])
    assert loan_in(fold).allowance > 0
    asked = settlement(plan_in(fold), (), loan_in(fold).product, date(2024, 7, 5))
    fold.add(settled(str(asked.total), "2024-07-05"))
    fold.add(run("provisioned", "2024-12", "2024-12-31"))
    assert loan_in(fold).allowance == 0
    assert loan_in(fold).quality == "lancar"
    assert accounts.LOAN_ALLOWANCE not in fold.balances()


def test_interest_stops_when_the_loan_is_late_and_comes_back_when_it_is_paid() -> None:
    fold = book(product(pengakuan_jasa="akrual"))
    fold.add_all(lent())
    for month, day in (("01", 31), ("02", 29), ("03", 31), ("04", 30)):
        fold.add(run("interest_accrued", f"2024-{month}", f"2024-{month}-{day}"))
    assert fold.balances()[accounts.LOAN_INTEREST] > 700_000
    fold.add(run("interest_accrued", "2024-05", "2024-05-31"))
    assert accounts.LOAN_INTEREST not in fold.balances()
    assert accounts.LOAN_INCOME not in fold.balances()
    fold.add(repaid(str(at(fold, "2024-06-10").due), "2024-06-10"))
    fold.add(run("interest_accrued", "2024-06", "2024-06-30"))
    assert loan_in(fold).recognised == 5 * 240_000 + 160_000
    assert fold.balances()[accounts.LOAN_INTEREST] == 160_000


def test_a_restructured_loan_keeps_its_class_until_enough_instalments_came_on_time() -> None:
    fold = book(kualitas=DAYS, penyisihan=PROVISION)
    fold.add_all([*lent(), restructured("2024-06-05")])
    assert loan_in(fold).floor == "kurang-lancar"
    classes = []
    # The second is late, so the count begins anew after it.
    for month, day in ((7, 5), (8, 12), (9, 5), (10, 5), (11, 5)):
        on = f"2024-{month:02d}-{day:02d}"
        fold.add(repaid(str(at(fold, on).due), on))
        end = f"2024-{month:02d}"
        fold.add(run("provisioned", end, f"{end}-{31 if month in (7, 8, 10) else 30}"))
        classes.append(loan_in(fold).quality)
    assert classes == ["kurang-lancar"] * 4 + ["lancar"]
    # A prepayment makes a new schedule; what was shown is not to be shown again.
    fold.add(prepaid("100000", "2024-11-25"))
    fold.add(run("provisioned", "2024-12", "2024-12-31"))
    assert plan_in(fold).streak == 3
    assert loan_in(fold).quality == "dpk", "December's instalment is late, nothing worse"


def test_titipan_is_set_off_when_a_loan_is_written_off() -> None:
    fold = book(product(kelebihan_bayar="titipan"))
    fold.add_all([*lent("1000000", 2), repaid("100000", "2024-01-15")])
    told = {"loan": "PJ-1", "by": ["RAT"], "decision": "RAT"}
    fold.add(make("loan_written_off", "HPB", "2024-12-20", **told))
    loan = loan_in(fold)
    assert [loan.held, loan.claim] == [0, 900_000 + 40_000]
    assert fold.balances()[accounts.PROVISION_EXPENSE] == 900_000


def test_the_instalment_that_is_kept_is_reached_with_the_fewest_rows() -> None:
    fold = book(product(metode="anuitas"))
    fold.add_all(lent("12000000", 24))
    old = plan_in(fold).rows[0]
    fold.add(repaid(str(old[1] + old[2]), "2024-02-10"))
    fold.add(prepaid("6000000", "2024-02-10", keep="angsuran"))
    rows = plan_in(fold).rows
    most = max(row[1] + row[2] for row in rows)
    assert most <= old[1] + old[2] + 1
    # 2 % a month on what is left: one instalment fewer would be more than the old one.
    left, growth = Decimal(12_000_000) - old[1] - 6_000_000, Decimal("1.02")
    instalments = {n: left * Decimal("0.02") / (1 - growth**-n) for n in range(1, 24)}
    assert len(rows) == min(n for n, each in instalments.items() if each <= old[1] + old[2])
