"""Charts: the axis covers every value, bars lie within the picture, any label leaves it whole."""

import re
import xml.etree.ElementTree as ET  # our own pictures
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi_ledger.reports.charts import (
    HEIGHT,
    WIDTH,
    Chart,
    Series,
    chart_svg,
    charts_of,
)
from koperasi_ledger.reports.charts import _scale as scale

SVG = "{http://www.w3.org/2000/svg}"
values = st.decimals(-(10**15), 10**15, places=2)
HOSTILE = '<script>alert(1)</script> & "x" \x00\x1b\u202e ]]>'


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    labels = tuple(draw(st.lists(st.text(max_size=60), min_size=1, max_size=14)))
    row = st.tuples(*[st.none() | values] * len(labels))
    rows = draw(st.lists(row, min_size=1, max_size=5))
    names = draw(st.lists(st.text(max_size=60), min_size=len(rows), max_size=len(rows)))
    series = tuple(Series(name, each) for name, each in zip(names, rows, strict=True))
    return Chart("x", draw(st.text(max_size=60)), labels, series, draw(st.booleans()))


@given(values, values)
def test_the_axis_covers_all_and_has_few_round_lines(one: Decimal, other: Decimal) -> None:
    most, least = max(one, other, Decimal(0)), min(one, other, Decimal(0))
    top, bottom, step = scale(most, least)
    assert bottom <= least <= most <= top
    assert top % step == 0
    assert bottom % step == 0
    assert 1 <= (top - bottom) / step <= 8
    digits = step.normalize().as_tuple().digits
    assert digits in {(1,), (2,), (4,), (5,), (2, 5), (8,)}


@given(charts())
def test_bars_lie_within_the_picture_and_the_picture_is_whole(chart: Chart) -> None:
    picture = ET.fromstring(chart_svg(chart))  # noqa: S314 - our own
    for bar in picture.iter(f"{SVG}rect"):
        x, y, width, height = (float(bar.attrib[key]) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + width <= WIDTH
        assert 0 <= y <= y + height <= HEIGHT
    for text in picture.iter(f"{SVG}text"):
        assert 0 <= float(text.attrib["x"]) <= WIDTH
        assert 0 < float(text.attrib["y"]) <= HEIGHT
    drawn = sum(value is not None for series in chart.series for value in series.values)
    legend = len(chart.series) if len(chart.series) > 1 else 0
    assert len(list(picture.iter(f"{SVG}rect"))) == drawn + legend


@given(charts())
def test_a_larger_value_is_a_longer_bar(chart: Chart) -> None:
    picture = ET.fromstring(chart_svg(chart))  # noqa: S314 - our own
    told = [
        series.values[place]
        for place in range(len(chart.labels))
        for series in chart.series
        if series.values[place] is not None
    ]
    bars = [float(bar.attrib["height"]) for bar in picture.iter(f"{SVG}rect")][: len(told)]
    pairs = sorted(zip([abs(value) for value in told if value is not None], bars, strict=True))
    heights = [height for _, height in pairs]
    assert all(one <= other + 0.21 for one, other in pairwise(heights))


@pytest.mark.parametrize("text", [HOSTILE, "\ufffe", "#eval(1)", "a" * 500])
def test_hostile_words_are_only_words(text: str) -> None:
    chart = Chart("x", text, (text,), (Series(text, (Decimal(1),)), Series(text, (None,))))
    made = chart_svg(chart)
    assert "<script" not in made
    ET.fromstring(made)  # noqa: S314 - our own


def test_one_year_many_units_and_losses() -> None:
    one = Chart("x", "SHU", ("2026",), (Series("SHU", (Decimal(-5_000_000),)),))
    assert "-5" in chart_svg(one).replace("\u2212", "-").replace("(5", "-5")
    labels = tuple(f"Unit usaha nomor {place} yang panjang" for place in range(12))
    many = Chart("x", "Unit", labels, (Series("2026", tuple([Decimal(10)] * 12)),))
    assert len(re.findall("<rect", chart_svg(many))) == 12


def test_what_has_nothing_to_show_is_left_out() -> None:
    none = Chart("x", "x", ("2026",), (Series("a", (None,)), Series("b", (Decimal(0),))))
    some = none._replace(series=(Series("a", (Decimal(1),)),))
    assert charts_of((none, some, Chart("y", "y", (), ()))) == (some,)
    assert some.summary == "a: 2026 1"
    assert "tidak ada data" in none.summary
