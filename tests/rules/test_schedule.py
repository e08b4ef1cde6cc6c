"""Schedules by example: due days, day counts, rounding, grace, effective rates, refusals."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.model.errors import Refusal
from koperasi_ledger.model.money import NotRupiah
from koperasi_ledger.rules import loan_errors
from koperasi_ledger.rules.daycount import DayCount, days_of_year, period_of_year
from koperasi_ledger.rules.irr import effective_rate, percent_text
from koperasi_ledger.rules.periods import MONTH, NAMED, parse_period
from koperasi_ledger.rules.rounding import rounded
from koperasi_ledger.rules.schedule import (
    LoanTerms,
    Method,
    Rate,
    Rounding,
    Schedule,
    effective_yearly,
    schedule,
)

START = date(2026, 1, 10)


def plan(
    principal: str, method: Method, percent: str, tenor: int, start: date = START, **more: Any
) -> Schedule:
    """A schedule; the rate is yearly unless `rate` is given."""
    terms = LoanTerms(**{"method": method, "rate": yearly(percent), "tenor": tenor, **more})
    return schedule(Decimal(principal), terms, start)


def yearly(percent: str) -> Rate:
    return Rate(percent=Decimal(percent))


def each_period(percent: str) -> Rate:
    return Rate(percent=Decimal(percent), per="periode")


def column(made: Schedule, name: str) -> list[str]:
    return [str(getattr(row, name)) for row in made.rows]


# Due days


def test_month_ends_are_counted_from_the_original_day() -> None:
    made = plan("5000000", "flat", "12", 5, start=date(2026, 1, 31))
    assert column(made, "due") == [
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
        "2026-05-31",
        "2026-06-30",
    ]
    leap = plan("2000000", "flat", "12", 2, start=date(2024, 2, 29), period=NAMED["tahun"])
    assert column(leap, "due") == ["2025-02-28", "2026-02-28"]


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("bulan", "2026-10-31"),
        ("triwulan", "2027-02-28"),
        ("semester", "2027-08-31"),
        ("tahun", "2028-08-31"),
        ("minggu", "2026-09-14"),
        ("10-hari", "2026-09-20"),
        ("1-hari", "2026-09-02"),
    ],
)
def test_each_period_has_its_length(name: str, second: str) -> None:
    assert parse_period(name).due(date(2026, 8, 31), 2).isoformat() == second


@pytest.mark.parametrize("text", ["", "hari", "0-hari", "-5-hari", "367-hari", "bulanan", "5 hari"])
def test_an_unknown_period_is_refused(text: str) -> None:
    with pytest.raises(loan_errors.UnknownPeriod, match="N-hari"):
        parse_period(text)


# Day counts


JAN, FEB, MAR = date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)


@pytest.mark.parametrize(
    ("day_count", "period", "part"),
    [
        (None, "bulan", Fraction(1, 12)),
        (None, "triwulan", Fraction(1, 4)),
        (None, "semester", Fraction(1, 2)),
        (None, "tahun", Fraction(1)),
        (None, "minggu", Fraction(1, 52)),
        (None, "10-hari", Fraction(10, 365)),
        ("30/360", "bulan", Fraction(1, 12)),
        ("30/360", "semester", Fraction(1, 2)),
        ("30/360", "minggu", Fraction(7, 360)),
        ("30/360", "10-hari", Fraction(10, 360)),
        ("aktual/365", "bulan", Fraction(29, 365)),
        ("aktual/360", "bulan", Fraction(29, 360)),
        ("aktual/aktual", "bulan", Fraction(29, 366)),
        ("aktual/365", "minggu", Fraction(7, 365)),
    ],
)
def test_the_part_of_a_year(day_count: DayCount | None, period: str, part: Fraction) -> None:
    kind = parse_period(period)
    assert period_of_year(kind, day_count, JAN, kind.due(JAN, 1)) == part


def test_actual_actual_is_isda() -> None:
    """1 November 2003 to 1 May 2004, the example of ISDA's paper of 1998: 61/365 + 121/366."""
    part = days_of_year("aktual/aktual", date(2003, 11, 1), date(2004, 5, 1))
    assert part == Fraction(61, 365) + Fraction(121, 366)


def test_daily_interest_by_segments_as_case_id06_has_it() -> None:
    """Rp1.000.000 at 1 % a month; (sisa x monthly rate)/30 x days: 2000, 2400, 1000, 500."""
    moves = [(1, 1_000_000), (7, 600_000), (19, 500_000), (25, 300_000), (30, 0)]
    rate = Fraction(12, 100)
    interest = [
        balance * rate * days_of_year("30/360", date(2026, 12, day), date(2026, 12, after))
        for (day, balance), (after, _) in pairwise(moves)
    ]
    assert interest == [2000, 2400, 1000, 500]


days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
counts: st.SearchStrategy[DayCount] = st.sampled_from(
    ["30/360", "aktual/365", "aktual/360", "aktual/aktual"]
)


@given(counts, st.lists(days, min_size=3, max_size=3))
def test_day_segments_add_up(count: DayCount, three: list[date]) -> None:
    a, b, c = sorted(three)
    assert days_of_year(count, a, b) + days_of_year(count, b, c) == days_of_year(count, a, c)


def test_interest_follows_the_days_of_the_month() -> None:
    made = plan("36500000", "menurun", "10", 3, date(2026, 1, 1), day_count="aktual/365")
    assert column(made, "interest") == ["310000", "186667", "103333"]
    flat = plan("36500000", "flat", "10", 3, date(2026, 1, 1), day_count="aktual/365")
    assert column(flat, "interest") == ["310000", "280000", "310000"]


def test_a_rate_per_period_is_the_rate_of_every_period() -> None:
    for count in (None, "30/360"):
        made = plan("10000000", "menurun", "0", 2, rate=each_period("2"), day_count=count)
        assert column(made, "interest") == ["200000", "100000"]
    weekly = plan(
        "10000000", "flat", "0", 2, rate=each_period("1"), period=NAMED["minggu"],
        day_count="aktual/365",
    )  # fmt: skip
    assert column(weekly, "interest") == ["100000", "100000"]


def test_a_rate_per_month_counted_by_the_calendar_is_a_twelfth_of_a_year() -> None:
    by_month = plan(
        "36500000", "flat", "0", 2, date(2026, 1, 1), rate=each_period("1"),
        day_count="aktual/365",
    )  # fmt: skip
    by_year = plan("36500000", "flat", "12", 2, date(2026, 1, 1), day_count="aktual/365")
    assert by_month == by_year
    assert column(by_year, "interest") == ["372000", "336000"]


def test_a_rate_per_quarter_counted_by_the_calendar_is_a_quarter_of_a_year() -> None:
    made = plan(
        "36500000", "flat", "0", 2, date(2026, 1, 1), rate=each_period("3"),
        period=NAMED["triwulan"], day_count="aktual/365",
    )  # fmt: skip
    assert column(made, "interest") == ["1080000", "1092000"]


# Rounding


@pytest.mark.parametrize(
    ("sen", "up", "even", "cut"),
    [(249, 200, 200, 200), (250, 300, 200, 200), (350, 400, 400, 300), (351, 400, 400, 300)],
)
def test_the_three_rules_below_the_unit(sen: int, up: int, even: int, cut: int) -> None:
    amount = Fraction(sen)
    assert rounded(amount, 100, "half-up") == rounded(amount, 100, "dekat") == up
    assert rounded(amount, 100, "half-even") == even
    assert rounded(amount, 100, "potong") == rounded(amount, 100, "bawah") == cut


@given(
    st.decimals(0, 10**12, allow_nan=False, places=5),
    st.sampled_from([1, 100, 5_000, 100_000]),
)
def test_rounding_agrees_with_the_decimal_library(amount: Decimal, unit: int) -> None:
    for rule, mode in (
        ("half-up", ROUND_HALF_UP),
        ("half-even", ROUND_HALF_EVEN),
        ("potong", ROUND_FLOOR),
        ("atas", ROUND_CEILING),
    ):
        expected = (amount / unit).quantize(Decimal(1), mode) * unit
        assert rounded(Fraction(amount), unit, rule) == expected  # type: ignore[arg-type]


def test_nothing_negative_is_rounded() -> None:
    with pytest.raises(ValueError, match="above zero"):
        rounded(Fraction(-1), 100, "atas")
    with pytest.raises(ValueError, match="above zero"):
        rounded(Fraction(1), 0, "atas")


@pytest.mark.parametrize(
    ("direction", "total", "last"),
    [("atas", "1034000", "1026000"), ("dekat", "1033000", "1037000"), ("bawah", "1033000", None)],
)
def test_the_instalment_is_rounded_and_the_last_clears(
    direction: Any, total: str, last: str | None
) -> None:
    """Rp10.000.000 flat 24 %: exactly 1.033.333,33 a month."""
    rounding = Rounding(multiple=Decimal(1000), direction=direction)
    made = plan("10000000", "flat", "24", 12, rounding=rounding)
    assert set(column(made, "total")[:-1]) == {total}
    assert made.rows[-1].total == Decimal(last or "1037000")
    assert made.principal == 10_000_000
    assert made.interest == 2_400_000


def test_an_exact_multiple_is_not_rounded_up() -> None:
    """1.000.000 at 10 % over two years: 576.190,476...; of 2.100.000 it is 1.210.000 exactly."""
    rounding = Rounding(multiple=Decimal(1000), direction="atas")
    made = plan("2100000", "anuitas", "10", 2, rounding=rounding, period=NAMED["tahun"])
    assert column(made, "total") == ["1210000", "1210000"]


def test_an_instalment_is_rounded_once_from_its_exact_value() -> None:
    """600.000,20 rounded up is 601.000, although its whole rupiah are a multiple already."""
    rounding = Rounding(multiple=Decimal(1000), direction="atas")
    made = plan("1800000.60", "flat", "0", 3, rounding=rounding)
    assert column(made, "total") == ["601000", "601000", "598000.60"]


def test_flat_interest_ends_at_the_total_also_when_rows_round_up() -> None:
    """32,88 a day is 33 rounded: after 298 days 29 is left of the total of 9.863, then nothing."""
    made = plan("100000", "flat", "12", 300, period=parse_period("1-hari"))
    assert made.interest == 9863
    assert column(made, "interest")[297:] == ["33", "29", "0"]


def test_sen_of_the_principal_are_cleared_by_the_last_instalment() -> None:
    made = plan("1000000.50", "menurun", "12", 3)
    assert column(made, "principal") == ["333334", "333334", "333332.50"]


# Grace


def test_grace_on_principal_is_interest_only_and_then_amortises() -> None:
    made = plan("6000000", "menurun", "12", 5, principal_grace=2)
    assert column(made, "principal") == ["0", "0", "2000000", "2000000", "2000000"]
    assert column(made, "interest") == ["60000", "60000", "60000", "40000", "20000"]
    flat = plan("6000000", "flat", "12", 5, principal_grace=2)
    assert column(flat, "interest") == ["60000"] * 5


def test_grace_on_interest_postpones_its_payment_without_interest_on_it() -> None:
    made = plan("6000000", "menurun", "12", 3, interest_grace=2)
    assert column(made, "principal") == ["2000000"] * 3
    assert column(made, "interest") == ["0", "0", "120000"]
    assert made.interest == 120_000


def test_both_graces_make_a_bullet_loan() -> None:
    """Yarnen: everything at the harvest, after six months."""
    made = plan("6000000", "anuitas", "12", 6, principal_grace=5, interest_grace=5)
    assert column(made, "total") == ["0"] * 5 + ["6360000"]
    assert column(made, "balance") == ["6000000"] * 5 + ["0"]


# The effective rate


@pytest.mark.parametrize(("tenor", "percent"), [(12, "41.7031"), (24, "40.8850"), (1, "24.0000")])
def test_a_flat_rate_costs_nearly_twice_its_name(tenor: int, percent: str) -> None:
    terms = LoanTerms(method="flat", rate=yearly("24"), tenor=tenor)
    made = schedule(Decimal(12_000_000), terms, START)
    assert percent_text(effective_yearly(made, terms, START)) == percent


def test_no_interest_is_no_rate() -> None:
    for method in ("flat", "menurun", "anuitas"):
        terms = LoanTerms(method=method, rate=yearly("0"), tenor=7)
        made = schedule(Decimal(1_000_000), terms, START)
        assert column(made, "total") == ["142857"] * 6 + ["142858"]
        assert percent_text(effective_yearly(made, terms, START)) == "0.0000"


def test_a_monstrous_rate_converges() -> None:
    rate = effective_rate(Decimal(1), [Decimal(0), Decimal(10) ** 15], [Fraction(1, 12)] * 2)
    assert abs((1 + rate / 12) ** 2 - Decimal(10) ** 15) < Decimal("1E-9")


@pytest.mark.parametrize(("principal", "payment"), [("100", "99"), ("0", "5")])
def test_payments_that_lose_money_have_no_rate(principal: str, payment: str) -> None:
    with pytest.raises(ValueError, match="no rate"):
        effective_rate(Decimal(principal), [Decimal(payment)], [Fraction(1)])


# Refusals


@pytest.mark.parametrize(
    ("more", "refusal", "says"),
    [
        ({"principal": "0"}, loan_errors.PrincipalNotPositive, "Pokok pinjaman Rp0"),
        ({"principal": "-5"}, loan_errors.PrincipalNotPositive, "di atas nol"),
        ({"tenor": 0}, loan_errors.BadTenor, "Tenor 0"),
        ({"tenor": -3}, loan_errors.BadTenor, "1 sampai 3660"),
        ({"tenor": 3661}, loan_errors.BadTenor, "3661"),
        ({"percent": "-1"}, loan_errors.BadLoanRate, "-1"),
        ({"percent": "10000"}, loan_errors.BadLoanRate, "9999"),
        ({"percent": "NaN"}, loan_errors.BadLoanRate, "NaN"),
        ({"percent": "1.00000000001"}, loan_errors.BadLoanRate, "10 desimal"),
        ({"principal_grace": 12}, loan_errors.BadGrace, "pokok 12"),
        ({"interest_grace": -1}, loan_errors.BadGrace, "jasa -1"),
        ({"multiple": "0"}, loan_errors.MultipleNotWhole, "satu rupiah"),
        ({"multiple": "-100"}, loan_errors.MultipleNotWhole, "kelipatan"),
        ({"multiple": "0.50"}, loan_errors.MultipleNotWhole, "kelipatan"),
        ({"multiple": "0.001"}, NotRupiah, "0.001"),
        ({"multiple": "2000000"}, loan_errors.MultipleTooLarge, "ke-1 sendiri (Rp1.120.000)"),
        ({"multiple": "1000000", "direction": "bawah", "percent": "240", "tenor": 60},
         loan_errors.InstalmentTooSmall, "tidak mengurangi pokok"),
        ({"principal": "1000000", "tenor": 60, "multiple": "1000", "direction": "atas"},
         loan_errors.ClearedTooEarly, "lunas pada angsuran ke-59"),
        ({"principal": "7", "percent": "0"}, loan_errors.ClearedTooEarly, "ke-7"),
        ({"principal": "5", "percent": "0"}, loan_errors.InstalmentTooSmall, "Rp0"),
        ({"start": date(2199, 6, 1)}, loan_errors.DueTooLate, "2199"),
        ({"start": date(2199, 6, 1), "period": NAMED["minggu"], "tenor": 60},
         loan_errors.DueTooLate, "2199"),
        ({"start": date(2199, 1, 1), "period": parse_period("366-hari"), "tenor": 3660},
         loan_errors.DueTooLate, "2199"),
    ],
)  # fmt: skip
def test_what_is_refused_and_why(more: dict[str, Any], refusal: type[Refusal], says: str) -> None:
    more = dict(more)
    rounding = Rounding(
        multiple=Decimal(more.pop("multiple")) if "multiple" in more else None,
        direction=more.pop("direction", "dekat"),
    )
    with pytest.raises(refusal) as refused:
        plan(
            more.pop("principal", "12000000"), "flat", more.pop("percent", "12"),
            more.pop("tenor", 12), rounding=rounding, **more,
        )  # fmt: skip
    assert says in str(refused.value)


def test_a_multiple_of_half_a_rupiah_needs_sen() -> None:
    made = plan("1000000", "flat", "12", 3, rounding=Rounding(decimals=2, multiple=Decimal("0.50")))
    assert column(made, "total") == ["343333.50", "343333.50", "343333"]


def test_a_monthly_loan_is_the_default() -> None:
    assert LoanTerms(method="flat", rate=yearly("1"), tenor=1).period is MONTH
