"""Scoring the health assessment: bands, totals, and what the template proposes."""

import json
import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from koperasi_ledger.model.policy.document import Policy
from koperasi_ledger.model.policy.health import HealthMethod, HealthPolicy, band_of
from koperasi_ledger.rules.health_scores import Scored, score, total, value_in
from koperasi_ledger.workflows.policy_template_health import HEALTH, HEALTH_BODY


def template() -> HealthPolicy:
    """The section that the template proposes."""
    found = Policy.model_validate_json(json.dumps(tomllib.loads(HEALTH_BODY))).health
    assert found is not None
    return found


OLD, NEW = template().methods
ratios = st.fractions(-50, 500, max_denominator=1000)


def measured(method: HealthMethod) -> set[str]:
    return {each.measure for each in method.indicators if each.measure is not None}


def asked(method: HealthMethod) -> set[str]:
    return {each.questionnaire for each in method.indicators if each.questionnaire is not None}


@st.composite
def told(
    draw: st.DrawFn,
) -> tuple[HealthMethod, dict[str, Fraction | str], dict[str, tuple[int, int]]]:
    """A method, some ratios, and some answers."""
    method = draw(st.sampled_from((OLD, NEW)))
    known = {key: draw(st.one_of(ratios, st.just("tidak ada"))) for key in measured(method)}
    answers = {}
    for key in asked(method):
        of = draw(st.integers(1, 40))
        if draw(st.booleans()):
            answers[key] = (draw(st.integers(0, of)), of)
    return method, known, answers


@given(told())
def test_a_score_is_within_what_was_assessed(
    given_: tuple[HealthMethod, dict[str, Fraction | str], dict[str, tuple[int, int]]],
) -> None:
    method, known, answers = given_
    found = score(method, known, answers)
    result = total(method, found)
    assert 0 <= result.score <= result.assessed <= 100
    for each in found:
        assert (each.score is None) == bool(each.reason)
        assert each.score is None or 0 <= each.score <= each.weight
    if any(each.score is None for each in found):
        assert result.grade is None


@given(ratios, ratios)
def test_bands_that_rise_never_fall(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    for method in (OLD, NEW):
        for each in method.indicators:
            values = [int(band_of(text).value) for text in each.bands]
            if not values:
                continue
            first, second = int(value_in(each.bands, low)), int(value_in(each.bands, high))
            if values == sorted(values):
                assert first <= second, each.name
            elif values == sorted(values, reverse=True):
                assert first >= second, each.name


@given(ratios)
def test_the_better_nilai_of_an_aspect_has_the_better_score(ratio: Fraction) -> None:
    same = dict.fromkeys(measured(NEW), ratio)
    scored = [each for each in score(NEW, same, {}) if each.value is not None]
    for each in scored:
        assert each.score == (5 - (each.value or 0)) / 4 * each.weight


@pytest.mark.parametrize(
    ("measure", "percent", "value"),
    [
        # Published bands and a published figure: savings-loans reference 4.1, S11 (66 % -> 50).
        ("modal_aset", "66", 50),
        ("modal_aset", "0", 0),
        ("modal_aset", "20", 50),
        ("modal_aset", "59.99", 100),
        ("modal_aset", "60", 50),
        ("modal_aset", "80", 25),
        ("modal_atmr", "4", 0),
        ("modal_atmr", "8.01", 100),
        ("rpm", "0", 100),
        ("rpm", "45", 10),
        ("rpm", "45.01", 0),
        ("pinjaman_berisiko", "20.99", 100),
        ("pinjaman_berisiko", "30", 50),
        ("kas_kewajiban", "10", 25),
        ("kas_kewajiban", "12", 100),
        ("kas_kewajiban", "21", 25),
        ("cadangan_bermasalah", "43", 43),
        ("cadangan_bermasalah", "250", 100),
    ],
)
def test_published_bands_of_2016(measure: str, percent: str, value: int) -> None:
    assert _of(score(OLD, {measure: Fraction(percent)}, {}), measure).value == value


@pytest.mark.parametrize(
    ("measure", "percent", "value"),
    [
        ("npl", "5", 1),
        ("npl", "15.01", 4),
        ("bopo", "79.99", 1),
        ("bopo", "80", 2),
        ("kemandirian", "120", 1),
        ("kemandirian", "99.99", 4),
        ("roe", "7.5", 2),
        ("pertumbuhan_ekuitas", "10", 1),
        ("ekuitas_aset", "30.01", 1),
    ],
)
def test_published_bands_of_2021(measure: str, percent: str, value: int) -> None:
    assert _of(score(NEW, {measure: Fraction(percent)}, {}), measure).value == value


def _of(found: list[Scored], measure: str) -> Scored:
    return next(each for each in found if each.indicator.measure == measure)


def test_management_counts_each_yes() -> None:
    found = score(OLD, {}, {"manajemen-umum": (12, 12), "kelembagaan": (5, 6)})
    by_name = {each.indicator.questionnaire: each.score for each in found}
    assert by_name["manajemen-umum"] == 3
    assert by_name["kelembagaan"] == Fraction("2.5")
    assert by_name["manajemen-aktiva"] is None


def test_unknown_bands_say_so() -> None:
    found = _of(score(OLD, {"pinjaman_dana": Fraction(85)}, {}), "pinjaman_dana")
    assert found.score is None
    assert "90 ke atas" in found.reason


def test_the_template_weighs_a_hundred_and_is_written_out() -> None:
    assert sum(each.weight or Decimal(0) for each in OLD.indicators) == 100
    assert sum(NEW.aspects.values()) == 100
    own = [line.removeprefix("# ") for line in HEALTH.splitlines()]
    assert "[[kesehatan.cara]]" in own


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"pita": ["<20: 25", "<10: 50", "lain: 0"]}, "menaik"),
        ({"pita": ["<20: 25"]}, "lain"),
        ({"pita": ["<20: 250", "lain: 0"]}, "paling tinggi 100"),
        ({"pita": ["20: 25", "lain: 0"]}, "pattern"),
        ({"bobot": "99"}, "harus 100"),
        ({"kuesioner": "umum"}, "salah satu"),
        ({"sebesar_rasio": True}, "salah satu"),
    ],
)
def test_wrong_bands_and_weights_are_refused(change: dict[str, object], said: str) -> None:
    indicator = {
        "nama": "Modal sendiri / aset",
        "aspek": "permodalan",
        "ukuran": "modal_aset",
        "bobot": "100",
        "pita": ["<20: 25", "lain: 50"],
        **change,
    }
    method = {"nama": "Uji", "skala": "nilai", "indikator": [indicator]}
    with pytest.raises(ValidationError, match=said):
        HealthPolicy.model_validate_json(json.dumps({"cara": [method]}))
