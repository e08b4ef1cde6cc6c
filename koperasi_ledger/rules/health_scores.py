"""Scoring a health assessment: from ratios and answers to scores by the bands of the policy.

Source: savings-loans reference section 4 (Perdep 06/2016; Permenkop 9/2020 + Juknis 15/2021).
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from koperasi_ledger.model.policy.health import HealthMethod, Indicator, band_of

_FULL = 100
_ASPECT_MOST = 4


class Scored(NamedTuple):
    """An indicator's result: nilai and score, or why it cannot be told. `weight` is its own."""

    indicator: Indicator
    weight: Fraction
    ratio: Fraction | None
    value: Fraction | None
    score: Fraction | None
    reason: str = ""


class Total(NamedTuple):
    """The scores together, how much of the weight of 100 was assessed, and the grade if all was."""

    score: Fraction
    assessed: Fraction
    grade: str | None


def value_in(texts: Sequence[str], ratio: Fraction) -> str:
    """The value of the first band that takes the ratio; the last one takes everything."""
    return next(band.value for band in map(band_of, texts) if band.takes(ratio))


def score(
    method: HealthMethod,
    ratios: Mapping[str, Fraction | str],
    answers: Mapping[str, tuple[int, int]],
) -> list[Scored]:
    """Every indicator of the method; a ratio that is text says why there is none."""
    return [_score(method, each, ratios, answers) for each in method.indicators]


def _score(
    method: HealthMethod,
    own: Indicator,
    ratios: Mapping[str, Fraction | str],
    answers: Mapping[str, tuple[int, int]],
) -> Scored:
    weight = _weight(method, own)
    yes = 0
    ratio: Fraction | str
    if own.questionnaire is not None:
        told = answers.get(own.questionnaire)
        if told is None:
            return Scored(own, weight, None, None, None, "kuesioner belum dijawab")
        yes, ratio = told[0], Fraction(told[0] * _FULL, told[1])
    else:
        ratio = ratios.get(own.measure or "", "tidak ada datanya")
    if isinstance(ratio, str):
        return Scored(own, weight, None, None, None, ratio)
    if own.per_yes is not None:
        made = min(yes * Fraction(own.per_yes), weight)
        return Scored(own, weight, ratio, None, made)
    if own.direct:
        value = min(max(ratio, Fraction(0)), Fraction(_FULL))
    elif own.bands:
        value = Fraction(value_in(own.bands, ratio))
    else:
        return Scored(own, weight, ratio, None, None, own.doubt or "pita belum ditetapkan")
    if method.scale == "nilai":
        return Scored(own, weight, ratio, value, value * weight / _FULL)
    return Scored(own, weight, ratio, value, (5 - value) / _ASPECT_MOST * weight)


def _weight(method: HealthMethod, own: Indicator) -> Fraction:
    """Its own weight; of an aspect all indicators weigh the same."""
    if method.scale == "nilai":
        return Fraction(own.weight or 0)
    same = sum(1 for each in method.indicators if each.aspect == own.aspect)
    return Fraction(method.aspects[own.aspect]) / same


def total(method: HealthMethod, found: Sequence[Scored]) -> Total:
    """The sum of the scores; a grade only where the whole weight was assessed."""
    done = [each for each in found if each.score is not None]
    points = sum((each.score or Fraction(0) for each in done), Fraction(0))
    assessed = sum((each.weight for each in done), Fraction(0))
    grade = None
    if method.grades and len(done) == len(found):
        grade = value_in(method.grades, points)
    return Total(points, assessed, grade)
