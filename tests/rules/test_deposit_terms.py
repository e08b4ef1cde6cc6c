"""Deposits: published figures, due days, interest that adds up, what breaking costs."""

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.policy.deposits import DepositPolicy, DepositProduct
from koperasi_ledger.model.policy.taxes import InterestTax
from koperasi_ledger.model.records import Deposit, InterestMonth
from koperasi_ledger.rules.deposit_payouts import settle, work_out_payout
from koperasi_ledger.rules.deposit_terms import interest_up_to, maturity, next_due, penalty
from koperasi_ledger.rules.errors import DepositInterestWaits, EarlyBreakRefused

DATA = Path(__file__).parent.parent / "data" / "savings" / "published.json"
CASES: list[dict[str, Any]] = json.loads(DATA.read_text(encoding="utf-8"))["deposits"]
NONE = InterestMonth(month="2026-04", member="A-1")


def product(**fields: Any) -> DepositProduct:
    return DepositProduct.model_validate(
        {
            "kunci": "b",
            "nama": "Berjangka",
            "paling_sedikit": "1",
            "jangka": ({"bulan": 3, "persen_setahun": "5"},),
            "jasa_dibayar": "jatuh-tempo",
            **fields,
        }
    )


def deposit(start: date, months: int, rate: str, amount: str = "10000000") -> Deposit:
    return Deposit(
        number="SB-1",
        member="A-1",
        product="b",
        placed=start,
        start=start,
        months=months,
        rate=Decimal(rate),
        terms="K-1",
        principal=Decimal(amount),
        balance=Decimal(amount),
        rollover="tidak",
        interest_to="tunai",
        paid_to=start,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_published_figures(case: dict[str, Any]) -> None:
    held = deposit(
        date.fromisoformat(case["start"]), case["months"], case["rate"], case["principal"]
    )
    terms = product(hitung_hari=case["day_count"])
    tax = InterestTax.model_validate(
        {"bebas_sampai": "0", "persen": case["tax_rate"], "sen": "half-up"}
    )
    assert (maturity(held) - held.start).days == case["days"]
    made = settle(held, terms, maturity(held), so_far=NONE, tax=tax)
    found = (made.gross, made.tax, made.gross - made.tax)
    assert found == tuple(Decimal(case[key]) for key in ("interest", "tax", "net"))


def test_due_days_follow_the_day_of_placement() -> None:
    held = deposit(date(2026, 1, 31), 3, "6")
    terms = product(jasa_dibayar="bulanan")
    days = []
    while (due := next_due(held, terms)) is not None:
        days.append(due)
        held = held.updated(paid_to=due)
    assert days == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert next_due(deposit(date(2026, 1, 31), 3, "6"), product()) == date(2026, 4, 30)


starts = st.dates(date(2024, 1, 1), date(2027, 12, 31))
counts = st.sampled_from(["bulan", "aktual/365", "aktual/360", "30/360", "aktual/aktual"])


@given(starts, st.integers(1, 36), st.integers(0, 1200), counts)
def test_interest_paid_in_parts_is_the_interest_of_the_whole(
    start: date, months: int, cut: int, count: str
) -> None:
    """Up to the rounding of each part; `bulan` counts the days of a month begun on 360."""
    held = deposit(start, months, "6")
    terms = product(hitung_hari=count, bulat="0.01")
    end = maturity(held)
    at = min(start + timedelta(cut), end)
    if count == "bulan":
        at = max(
            (due for due in _dues(held) if due <= at),
            default=start,
        )
    whole = interest_up_to(held, terms, end, cut=False)
    first = interest_up_to(held, terms, at, cut=False)
    rest = interest_up_to(held.updated(paid_to=at), terms, end, cut=False)
    assert abs(whole - first - rest) <= Decimal("0.02")


def _dues(held: Deposit) -> list[date]:
    terms = product(jasa_dibayar="bulanan")
    days = []
    while (due := next_due(held, terms)) is not None:
        days.append(due)
        held = held.updated(paid_to=due)
    return days


@given(starts, st.integers(1, 36), st.integers(0, 1200), st.integers(0, 400), counts)
def test_interest_never_falls_and_what_is_accrued_never_exceeds_it(
    start: date, months: int, first: int, more: int, count: str
) -> None:
    held, terms = deposit(start, months, "5.5"), product(hitung_hari=count)
    early, late = start + timedelta(first), start + timedelta(first + more)
    accrued = interest_up_to(held, terms, early, cut=True)
    assert 0 <= accrued <= interest_up_to(held, terms, late, cut=True)
    assert accrued <= interest_up_to(held, terms, maturity(held), cut=False)
    assert interest_up_to(held, terms, maturity(held) + timedelta(more), cut=False) == (
        interest_up_to(held, terms, maturity(held), cut=False)
    )


@pytest.mark.parametrize(
    ("base", "percent", "expected"),
    [("pokok", "3", "300000"), ("saldo", "10", "1020000"), ("jasa", "10", "25000")],
)
def test_breaking_costs_what_the_policy_says(base: str, percent: str, expected: str) -> None:
    early = {"dasar": base, "persen": percent, "jasa_berjalan": "hangus"}
    held = deposit(date(2026, 1, 1), 12, "5").updated(
        balance=Decimal(10_200_000), interest=Decimal(250_000)
    )
    assert penalty(held, product(pencairan_awal=early), Decimal(0)) == Decimal(expected)


@pytest.mark.parametrize("running", ["dibayar", "hangus"])
def test_running_interest_is_paid_or_forfeited(running: str) -> None:
    early = {"dasar": "jasa", "persen": "0", "jasa_berjalan": running}
    held = deposit(date(2026, 1, 1), 3, "6")
    made = work_out_payout(
        held, product(pencairan_awal=early), date(2026, 3, 1), so_far=NONE, tax=None
    )
    paid, lost = (made.interest.gross, made.forfeited)
    earned = Decimal(100_000)
    nothing = Decimal(0)
    assert (paid, lost) == ((earned, nothing) if running == "dibayar" else (nothing, earned))
    assert made.net == 10_000_000 + paid


def test_a_deposit_whose_terms_allow_no_break_is_not_broken() -> None:
    held = deposit(date(2026, 1, 1), 3, "6")
    with pytest.raises(EarlyBreakRefused):
        work_out_payout(held, product(), date(2026, 3, 31), so_far=NONE, tax=None)
    made = work_out_payout(held, product(), date(2026, 4, 1), so_far=NONE, tax=None)
    assert (made.early, made.net) == (False, Decimal(10_150_000))


@pytest.mark.parametrize("running", ["dibayar", "hangus"])
def test_interest_that_fell_due_is_paid_before_a_break(running: str) -> None:
    """It is the member's already: only what runs since the last due day may be forfeited."""
    early = {"dasar": "pokok", "persen": "1", "jasa_berjalan": running}
    terms = product(jasa_dibayar="bulanan", pencairan_awal=early)
    held = deposit(date(2026, 1, 1), 12, "6")
    day = date(2026, 2, 11)
    with pytest.raises(DepositInterestWaits, match="1 Februari 2026"):
        work_out_payout(held, terms, day, so_far=NONE, tax=None)
    paid = held.updated(paid_to=date(2026, 2, 1))
    made = work_out_payout(paid, terms, day, so_far=NONE, tax=None)
    assert made.forfeited + made.interest.gross == Decimal(16_667)  # ten days of 50,000 a month


def test_the_policy_keeps_below_its_ceiling() -> None:
    offered = product().model_dump(by_alias=True, exclude_none=True)
    with pytest.raises(ValueError, match="5% setahun melebihi batas 4,5%"):
        DepositPolicy.model_validate({"produk": (offered,), "jasa_paling_tinggi_persen": "4.5"})
