"""Charts as SVG: bars and lines for paper, legible in grey, with every figure in words beside them.

Drawn by ourselves because they are a few rectangles: a plotting library would cost more at every
start than the whole book, and its fonts would differ from machine to machine. The picture has a
title and a description for those who cannot see it, and the table below it says the same.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from koperasi_ledger.reports.formatting import angka

WIDTH, HEIGHT = 480, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 8, 26, 40
_SHADES = ("#2f4858", "#8aa5b5", "#c9d5db", "#5d6d75", "#e3e3de")
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_UNITS = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
    (Decimal(10) ** 3, "ribu"),
)


class Series(NamedTuple):
    """A row of figures, one for each label; None where there is none."""

    name: str
    values: tuple[Decimal | None, ...]


class Chart(NamedTuple):
    """Bars side by side for each label, one shade a series; amounts in rupiah (or percent)."""

    key: str
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False

    @property
    def summary(self) -> str:
        """The figures in words, for those who cannot see the picture."""
        parts = []
        for series in self.series:
            said = ", ".join(
                f"{label} {angka(value)}"
                for label, value in zip(self.labels, series.values, strict=True)
                if value is not None
            )
            parts.append(f"{series.name}: {said or 'tidak ada data'}")
        return "; ".join(parts)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for series in self.series for value in series.values)


def chart_svg(chart: Chart) -> str:
    """The chart as an SVG picture, `WIDTH` by `HEIGHT` points."""
    values = [value for series in chart.series for value in series.values if value is not None]
    top, bottom, step = _scale(max([*values, Decimal(0)]), min([*values, Decimal(0)]))
    divisor, unit = (Decimal(1), "%") if chart.percent else _unit(max(abs(top), abs(bottom)))
    plot = _Plot(top, bottom)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="Libertinus Serif, Charter, Georgia, serif" font-size="9">'
    )
    parts = [
        opening,
        f"<title>{escape(chart.title)}</title><desc>{escape(chart.summary)}</desc>",
        _text(_LEFT - 6, _TOP - 12, "end", unit if chart.percent else f"Rp {unit}".strip()),
    ]
    mark = bottom
    while mark <= top:
        y = plot.y(mark)
        parts.append(
            f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="'
            f'{"#333" if mark == 0 else "#ddd"}" stroke-width="{1 if mark == 0 else 0.5}"/>'
        )
        parts.append(_text(_LEFT - 6, y + 3, "end", angka((mark / divisor).normalize())))
        mark += step
    parts += _bars(chart, plot)
    parts += _legend(chart)
    parts.append("</svg>")
    return "".join(parts)


class _Plot(NamedTuple):
    top: Decimal
    bottom: Decimal

    def y(self, value: Decimal) -> Decimal:
        """Where a value lies, in points from above."""
        room = Decimal(HEIGHT - _TOP - _BOTTOM)
        span = self.top - self.bottom
        return (_TOP + room * (self.top - value) / span).quantize(Decimal("0.1"))


def _bars(chart: Chart, plot: _Plot) -> list[str]:
    parts = []
    room = Decimal(WIDTH - _LEFT - _RIGHT) / len(chart.labels)
    wide = min(room * Decimal("0.72") / len(chart.series), Decimal(46))
    zero = plot.y(Decimal(0))
    for place, label in enumerate(chart.labels):
        middle = _LEFT + room * place + room / 2
        start = middle - wide * len(chart.series) / 2
        for number, series in enumerate(chart.series):
            value = series.values[place]
            if value is None:
                continue
            y = plot.y(value)
            high, low = min(y, zero), max(y, zero)
            x = (start + wide * number).quantize(Decimal("0.1"))
            width = (wide * Decimal("0.9")).quantize(Decimal("0.1"))
            parts.append(
                f'<rect x="{x}" y="{high}" width="{width}"'
                f' height="{max(low - high, Decimal("0.4"))}"'
                f' fill="{_SHADES[number % len(_SHADES)]}" stroke="#333" stroke-width="0.4"/>'
            )
        at = middle.quantize(Decimal("0.1"))
        parts.append(_text(at, HEIGHT - _BOTTOM + 13, "middle", _short(label)))
    return parts


def _legend(chart: Chart) -> list[str]:
    if len(chart.series) == 1:
        return []
    parts, x = [], Decimal(_LEFT)
    for number, series in enumerate(chart.series):
        shade = _SHADES[number % len(_SHADES)]
        y = HEIGHT - 14
        parts.append(
            f'<rect x="{x}" y="{y}" width="9" height="9" fill="{shade}" stroke="#333"'
            ' stroke-width="0.4"/>'
        )
        parts.append(_text(x + 13, y + 8, "start", _short(series.name)))
        x += 30 + 5 * len(_short(series.name))
    return parts


def _text(x: Decimal | int, y: Decimal | int, anchor: str, said: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(said)}</text>'


def _short(text: str) -> str:
    return text if len(text) <= 22 else f"{text[:21]}\u2026"


def _scale(most: Decimal, least: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """The ends of the axis, and how far its lines lie apart: round figures, five lines or so."""
    span = most - least or Decimal(1)
    size = Decimal(10) ** (span.adjusted() - 1)
    step = next((each * size for each in _STEPS if each * size * 6 >= span), 10 * size)
    while step * 6 < span:
        step *= 2
    top = (most / step).to_integral_value(ROUND_CEILING) * step
    bottom = (least / step).to_integral_value(ROUND_FLOOR) * step
    return (top if top > bottom else step), bottom, step


def _unit(most: Decimal) -> tuple[Decimal, str]:
    for size, name in _UNITS:
        if most >= size:
            return size, name
    return Decimal(1), ""


def charts_of(charts: Sequence[Chart]) -> tuple[Chart, ...]:
    """Those that have something to show."""
    return tuple(chart for chart in charts if not chart.empty)
