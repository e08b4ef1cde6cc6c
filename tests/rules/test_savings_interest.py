"""Interest on savings: published figures, and laws over any movements."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.policy.savings import SavingsInterest, SavingsPolicy
from koperasi_ledger.model.policy.taxes import InterestTax
from koperasi_ledger.model.records import InterestMonth, SavingsAccount
from koperasi_ledger.rules.savings_interest import exact_interest, interest
from koperasi_ledger.rules.savings_moves import Stretch, moved, stretches, taken_back
from koperasi_ledger.rules.taxes import tax_due, withhold

DATA = Path(__file__).parent.parent / "data" / "savings" / "published.json"
CASES: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
MONTH = "2026-02"
FIRST = date(2026, 1, 1)


def terms(**fields: Any) -> SavingsInterest:
    return SavingsInterest.model_validate(
        {**fields, "jenjang": tuple(fields["jenjang"])} if "jenjang" in fields else fields
    )


def account(moves: list[tuple[date, Decimal]]) -> SavingsAccount:
    made = SavingsAccount(member="A-1", product="sukarela")
    for day, amount in moves:
        made = moved(made, day, amount, 12)
    return made


@pytest.mark.parametrize("case", CASES["savings"], ids=lambda case: str(case["id"]))
def test_published_figures(case: dict[str, Any]) -> None:
    made = account([(date.fromisoformat(day), Decimal(sum_)) for day, sum_ in case["moves"]])
    days = tuple(stretches(made, case["month"]))
    assert [part.days for part in days] == case["days"]
    assert interest(terms(**case["terms"]), days) == Decimal(case["interest"])


def test_published_segments_cut_to_whole_rupiah() -> None:
    case = CASES["segments"]
    for balance, days, expected in case["parts"]:
        part = Stretch(FIRST, FIRST + timedelta(days), Decimal(balance))
        assert interest(terms(**case["terms"]), (part,)) == Decimal(expected)


@pytest.mark.parametrize(("gross", "tax"), CASES["tax"]["points"])
def test_tax_is_on_the_whole_amount_above_the_limit(gross: str, tax: str) -> None:
    rule = InterestTax.model_validate(CASES["tax"]["terms"])
    assert tax_due(rule, Decimal(gross)) == Decimal(tax)


days_of_two_months = st.integers(0, 60).map(lambda count: FIRST + timedelta(count))
amounts = st.integers(-500_000, 2_000_000).map(Decimal)
movements = st.lists(st.tuples(days_of_two_months, amounts), max_size=12)
methods = st.sampled_from(["harian", "rata-rata", "terendah"])
counts = st.sampled_from(["30/360", "aktual/365", "aktual/360", "aktual/aktual"])
rates = st.one_of(
    st.builds(lambda rate: {"persen_setahun": rate}, st.sampled_from(["0", "3", "4.5", "9"])),
    st.just(
        {
            "jenjang": (
                {"mulai": "0", "persen_setahun": "2"},
                {"mulai": "1000000", "persen_setahun": "5"},
            )
        }
    ),
)
all_terms = st.builds(
    lambda method, count, rate, least: SavingsInterest.model_validate(
        {"metode": method, "hitung_hari": count, "saldo_minimum": least, **rate}
    ),
    methods,
    counts,
    rates,
    st.sampled_from(["0", "100000"]),
)


def daily(moves: list[tuple[date, Decimal]], month: str) -> list[Decimal]:
    """The balance of every day of the month, added up from nothing."""
    day = date.fromisoformat(f"{month}-01")
    found = []
    while f"{day:%Y-%m}" == month:
        found.append(sum((amount for at, amount in moves if at <= day), Decimal(0)))
        day += timedelta(1)
    return found


@given(movements, st.sampled_from(["2026-01", "2026-02", "2026-03"]))
def test_stretches_are_the_days_of_the_month(moves: list[tuple[date, Decimal]], month: str) -> None:
    days = [part.balance for part in stretches(account(moves), month) for _ in range(part.days)]
    assert days == daily(moves, month)


@given(movements, st.randoms(use_true_random=False))
def test_the_order_in_which_movements_are_recorded_does_not_matter(
    moves: list[tuple[date, Decimal]], dice: Any
) -> None:
    mixed = list(moves)
    dice.shuffle(mixed)
    assert account(mixed) == account(moves)


@given(movements, st.tuples(days_of_two_months, amounts))
def test_a_movement_taken_back_was_never_there(
    moves: list[tuple[date, Decimal]], one: tuple[date, Decimal]
) -> None:
    before = account(moves)
    assert taken_back(moved(before, *one, 12), *one) == before


@given(movements, all_terms, st.integers(1, 27))
def test_interest_by_day_segments_adds_up(
    moves: list[tuple[date, Decimal]], rule: SavingsInterest, cut: int
) -> None:
    """Splitting any stretch of equal balances changes nothing."""
    whole = tuple(stretches(account(moves), MONTH))
    at = date(2026, 2, 1) + timedelta(cut)
    split = []
    for part in whole:
        if part.start < at < part.end:
            split += [part._replace(end=at), part._replace(start=at)]
        else:
            split.append(part)
    assert exact_interest(rule, split) == exact_interest(rule, whole)


@given(movements, st.sampled_from(["2", "5"]))
def test_daily_interest_is_the_sum_of_its_days(
    moves: list[tuple[date, Decimal]], rate: str
) -> None:
    rule = terms(metode="harian", persen_setahun=rate)
    found = exact_interest(rule, tuple(stretches(account(moves), MONTH)))
    by_day = (max(balance, Decimal(0)) for balance in daily(moves, MONTH))
    assert found == sum((Fraction(held) for held in by_day), Fraction(0)) * int(rate) / 36_500


@given(movements)
def test_lowest_balance_earns_least_and_daily_as_much_as_average(
    moves: list[tuple[date, Decimal]],
) -> None:
    days = tuple(stretches(account(moves), MONTH))
    low, average, by_day = (
        exact_interest(terms(metode=method, persen_setahun="6"), days)
        for method in ("terendah", "rata-rata", "harian")
    )
    assert low <= average == by_day


def test_movements_too_old_are_no_longer_told_apart() -> None:
    made = account([(date(2025, 1, 5), Decimal(100)), (date(2026, 3, 5), Decimal(50))])
    assert (made.balance, made.since) == (Decimal(150), date(2025, 2, 28))
    assert made.moves == {"2026-03-05": 50}
    late = moved(made, date(2025, 2, 1), Decimal(7), 12)
    assert (late.balance, late.moves) == (Decimal(157), made.moves)
    assert next(stretches(late, "2026-02")).balance == 107


parts = st.lists(st.integers(0, 200_000).map(Decimal), min_size=1, max_size=6)


@given(parts)
def test_tax_of_a_month_does_not_depend_on_how_it_is_paid(gross: list[Decimal]) -> None:
    rule = InterestTax.model_validate(CASES["tax"]["terms"])
    month = InterestMonth(month=MONTH, member="A-1")
    for amount in gross:
        taken, month = withhold(rule, month, amount, Decimal(10**9))
        assert taken >= 0
    assert month.withheld == tax_due(rule, sum(gross, Decimal(0)))


def test_what_cannot_be_withheld_now_is_withheld_with_the_next_interest() -> None:
    rule = InterestTax.model_validate(CASES["tax"]["terms"])
    month = InterestMonth(month=MONTH, member="A-1", gross=Decimal(240_000))
    taken, month = withhold(rule, month, Decimal(1_000), Decimal(1_000))
    assert taken == 1_000
    taken, month = withhold(rule, month, Decimal(100_000), Decimal(100_000))
    assert (taken, month.withheld) == (Decimal(33_100), Decimal(34_100))


def _policy(**product: Any) -> dict[str, Any]:
    return {
        "pokok": "1",
        "wajib_per_bulan": "1",
        "wajib_mulai": "bulan-masuk",
        "wajib_boleh_dicicil": True,
        "wajib_paling_jauh_di_muka": 1,
        "jasa_paling_tinggi_persen": "9",
        "produk": ({"kunci": "s", "nama": "S", "saldo_minimum": "0", **product},),
    }


@pytest.mark.parametrize(
    ("jasa", "message"),
    [
        ({"metode": "harian"}, "persen_setahun atau jenjang"),
        ({"metode": "harian", "persen_setahun": "9.01"}, "9,01% setahun melebihi batas 9%"),
        (
            {"metode": "harian", "jenjang": ({"mulai": "1", "persen_setahun": "1"},)},
            'diawali mulai = "0"',
        ),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(jasa: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        SavingsPolicy.model_validate(_policy(jasa=jasa))
    SavingsPolicy.model_validate(_policy(jasa={"metode": "harian", "persen_setahun": "9"}))
