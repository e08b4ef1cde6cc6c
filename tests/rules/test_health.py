"""Weighted assets and ratios of the health assessment, against published figures."""

import json
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.rules.health import ratio, weighted_sum

CASES = {
    case["id"]: case
    for case in json.loads(
        (Path(__file__).parent.parent / "data" / "health" / "published.json").read_text("utf-8")
    )["cases"]
}
amounts = st.integers(0, 10**12).map(Decimal)
weights = st.integers(0, 100).map(Decimal)


def test_published_risk_weighted_assets() -> None:
    case = CASES["IH01"]
    parts = [(Decimal(amount), Decimal(weight)) for _, amount, weight in case["inputs"]["komponen"]]
    assert weighted_sum(parts) == Decimal(case["expected"]["atmr"])


def test_published_ratios() -> None:
    case = CASES["IH03"]
    found = [ratio(Decimal(part), Decimal(whole)) for part, whole in case["inputs"]["pairs"]]
    assert found == [Decimal(percent) for percent in case["expected"]["rasio_pct"]]


def test_nothing_has_no_ratio() -> None:
    assert ratio(Decimal(5), Decimal(0)) is None


@given(st.lists(st.tuples(amounts, weights), max_size=8))
def test_weights_of_all_and_of_nothing_bound_the_sum(parts: list[tuple[Decimal, Decimal]]) -> None:
    total = sum((amount for amount, _ in parts), Decimal(0))
    assert 0 <= weighted_sum(parts) <= total
    assert weighted_sum([(amount, Decimal(100)) for amount, _ in parts]) == total


@given(amounts, st.integers(1, 10**12).map(Decimal))
def test_a_ratio_gives_its_part_back(part: Decimal, whole: Decimal) -> None:
    found = ratio(part, whole)
    assert found is not None
    assert abs(found * whole / 100 - part) <= whole / 20_000 + Decimal(1)
