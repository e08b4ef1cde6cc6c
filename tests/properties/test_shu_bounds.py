"""No more is shared, borne or spent than there is, in whatever order and on whatever day."""

from datetime import date
from decimal import Decimal

import pytest
from book_fold import Fold, founded, joined, make
from hypothesis import given
from hypothesis import strategies as st
from test_year_laws import COST, INCOME, close, dealt, number, plan_of

from koperasi_ledger.model.accounts import GENERAL_RESERVE, SHU_CURRENT, SHU_PRIOR
from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.events import AnyEvent
from koperasi_ledger.rules.errors import (
    DependedOn,
    NotThatSurplus,
    PaidBeforeMeeting,
    ReserveTooSmall,
    ResultByHand,
    ShuDiffers,
)

ZERO = Decimal(0)
EVER = date(2199, 12, 31)
OTHER = "Aset:Piutang:Lain"
SOCIAL = "Liabilitas:DanaSHU:Sosial"
YEAR = 2026


def years(*results: int) -> Fold:
    """Closed years from 2026 with these results; negative is a loss."""
    fold = Fold().add_all([*founded(), joined(number(0))])
    for place, result in enumerate(results):
        if result:
            account = INCOME[0] if result > 0 else COST[0]
            fold.add_all(dealt([(account, Decimal(abs(result)), None, 40)], YEAR + place))
        close(fold, YEAR + place)
    return fold


def shared(year: int, surplus: Decimal | int, day: str) -> AnyEvent:
    return make(
        "shu_decided",
        f"SHU-{year}",
        day,
        year=year,
        decision="RAT",
        surplus=str(surplus),
        from_members=str(surplus),
        plan=plan_of([30, 40, 20, 10]),
        members=[{"member": number(0), "bases": {"modal": "5", "usaha": "7"}}],
    )


def covered(ref: str, year: int, day: str, amount: Decimal | int) -> AnyEvent:
    return make(
        "loss_covered",
        ref,
        day,
        year=year,
        decision="RAT",
        account=GENERAL_RESERVE,
        amount=str(amount),
    )


def moved(ref: str, day: str, debit: str, credit: str, amount: int) -> AnyEvent:
    lines = [{"account": debit, "debit": str(amount)}, {"account": credit, "credit": str(amount)}]
    return make("journal_adjusted", ref, day, reason="uji", lines=lines)


def spent(ref: str, day: str, amount: int) -> AnyEvent:
    return make(
        "shu_fund_paid", ref, day, account=SOCIAL, amount=str(amount), purpose="Sosial", via="kas"
    )


def held(fold: Fold, account: str) -> Decimal:
    return -fold.balance(account, EVER)


def test_a_decision_of_an_earlier_day_sees_what_was_taken_later() -> None:
    fold = years(100)
    fold.add(moved("J", "2027-03-10", SHU_PRIOR, OTHER, 30))
    with pytest.raises(ShuDiffers):
        fold.add(shared(YEAR, 100, "2027-02-20"))
    fold.add(shared(YEAR, 70, "2027-02-20"))
    assert held(fold, SHU_PRIOR) == ZERO


def test_a_fund_is_not_spent_twice_by_going_back_in_time() -> None:
    fold = years(100_000)
    fold.add(shared(YEAR, 100_000, "2027-02-20"))
    fold.add(spent("F-1", "2027-05-01", 10_000))
    with pytest.raises(ReserveTooSmall):
        fold.add(spent("F-2", "2027-03-01", 1))
    assert held(fold, SOCIAL) == ZERO


def test_a_reserve_bears_no_more_than_it_holds_on_any_day() -> None:
    fold = years(-100, -100)
    fold.add(moved("J", "2028-01-05", OTHER, GENERAL_RESERVE, 100))
    fold.add(covered("L-1", YEAR, "2028-05-01", 100))
    with pytest.raises(ReserveTooSmall):
        fold.add(covered("L-2", YEAR + 1, "2028-03-01", 100))


def test_a_loss_that_a_later_shu_made_good_is_not_covered_again() -> None:
    fold = years(-100, 150)
    fold.add(shared(YEAR + 1, 50, "2028-02-20"))
    fold.add(moved("J", "2028-02-21", OTHER, GENERAL_RESERVE, 500))
    with pytest.raises(NotThatSurplus):
        fold.add(covered("L-1", YEAR, "2028-03-01", 1))
    assert held(fold, SHU_PRIOR) == ZERO


def test_the_cover_stays_once_a_later_shu_was_shared_upon_it() -> None:
    fold = years(-100)
    fold.add(moved("J", "2027-02-01", OTHER, GENERAL_RESERVE, 500))
    fold.add(covered("L-1", YEAR, "2027-02-02", 100))
    fold.add_all(dealt([(INCOME[0], Decimal(80), None, 60)], YEAR + 1))
    close(fold, YEAR + 1)
    fold.add(shared(YEAR + 1, 80, "2028-02-20"))
    back = {"target": "L-1", "reason": "keliru"}
    with pytest.raises(DependedOn):
        fold.add(make("event_reversed", "B-1", "2028-02-21", **back))
    fold.add(make("event_reversed", "B-2", "2028-02-22", target=f"SHU-{YEAR + 1}", reason="x"))
    fold.add(make("event_reversed", "B-1", "2028-02-23", **back))
    with pytest.raises(Refusal):
        fold.add(shared(YEAR + 1, 80, "2028-02-24"))


@pytest.mark.parametrize("kind", ["journal_adjusted", "receipt_recorded"])
def test_the_years_shu_is_not_written_by_hand(kind: str) -> None:
    fold = years(100)
    lines = [{"account": SHU_CURRENT, "amount": "30"}]
    event = (
        moved("J", "2027-01-10", OTHER, SHU_CURRENT, 30)
        if kind == "journal_adjusted"
        else make(kind, "BKM", "2027-01-10", via="kas", lines=lines)
    )
    with pytest.raises(ResultByHand):
        fold.add(event)


def test_nobody_is_paid_before_the_meeting() -> None:
    fold = years(100_000)
    fold.add(shared(YEAR, 100_000, "2027-02-20"))
    share = {"year": YEAR, "member": number(0), "amount": "1000", "via": "kas"}
    with pytest.raises(PaidBeforeMeeting):
        fold.add(make("share_paid", "P-1", "2027-02-19", **share))
    fold.add(make("share_paid", "P-1", "2027-02-20", **share))


@given(
    st.lists(st.integers(-1000, 1000), min_size=1, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(["share", "cover"]), st.integers(0, 3), st.integers(1, 1000)),
        max_size=10,
    ),
    st.lists(st.integers(1, 28), min_size=10, max_size=10),
)
def test_years_shared_and_covered_in_any_order_share_no_more_than_was_earned(
    results: list[int], deeds: list[tuple[str, int, int]], days: list[int]
) -> None:
    fold = years(*results)
    last = YEAR + len(results)
    fold.add(moved("J", f"{last}-01-01", OTHER, GENERAL_RESERVE, 1500))
    given_out = bare = ZERO
    for place, (deed, which, amount) in enumerate(deeds):
        year, day = YEAR + which, f"{last}-02-{days[place]:02}"
        event = (
            shared(year, amount, day)
            if deed == "share"
            else covered(f"L-{place}", year, day, amount)
        )
        try:
            fold.add(event)
        except Refusal:
            continue
        if deed == "share":
            given_out += amount
        else:
            bare += amount
    assert held(fold, SHU_PRIOR) == sum(results) + bare - given_out
    losses = -sum(result for result in results if result < 0)
    assert bare <= losses
    if given_out:
        assert held(fold, SHU_PRIOR) >= 0
        assert given_out <= sum(results) + bare
