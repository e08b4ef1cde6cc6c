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

WIDTH, HEIGHT = 480, 184
_LEFT, _RIGHT, _TOP = 78, 8, 26
# Below the plot: the lines of a label, and the legend.
_LEGEND, _LINE, _MOST_LINES = 28, 10, 3
# How wide a letter is at most, on average; and up to how many bars carry their figure.
_LETTER = Decimal("4.8")
_MOST_FIGURES = 15
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
    labels = _wrapped(chart)
    plot = _Plot(top, bottom, HEIGHT - _LEGEND - _LINE * max(map(len, labels), default=1))
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        ' font-family="Libertinus Serif, Charter, Georgia, serif" font-size="9">'
    )
    parts = [
        opening,
        f"<title>{_plain(chart.title)}</title><desc>{_plain(chart.summary)}</desc>",
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
    parts += _bars(chart, plot, labels, divisor)
    parts += _legend(chart)
    parts.append("</svg>")
    return "".join(parts)


class _Plot(NamedTuple):
    """The values at both ends of the axis, and where the plot ends below."""

    top: Decimal
    bottom: Decimal
    floor: int

    def y(self, value: Decimal) -> Decimal:
        """Where a value lies, in points from above."""
        room = Decimal(self.floor - _TOP)
        span = self.top - self.bottom
        return (_TOP + room * (self.top - value) / span).quantize(Decimal("0.1"))


def _room(chart: Chart) -> Decimal:
    return Decimal(WIDTH - _LEFT - _RIGHT) / max(1, len(chart.labels))


def _wrapped(chart: Chart) -> list[list[str]]:
    """The labels in lines that have room below their bars."""
    most = max(4, int(_room(chart) / _LETTER))
    return [_lines(label, most) for label in chart.labels]


def _lines(text: str, most: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:_MOST_LINES]
    if len(lines) > _MOST_LINES:
        kept[-1] += "\u2026"
    return [_short(line, most) for line in kept]


def _bars(
    chart: Chart, plot: _Plot, labels: Sequence[Sequence[str]], divisor: Decimal
) -> list[str]:
    parts = []
    room = _room(chart)
    wide = min(room * Decimal("0.8") / max(1, len(chart.series)), Decimal(46))
    told = len(chart.labels) * len(chart.series) <= _MOST_FIGURES
    zero = plot.y(Decimal(0))
    for place, lines in enumerate(labels):
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
            if told and value:
                at = high - 3 if value > 0 else low + 8
                said = _figure(value / divisor)
                parts.append(_text(x + width / 2, at, "middle", said, size="7.5"))
        for line, said in enumerate(lines):
            at = middle.quantize(Decimal("0.1"))
            parts.append(_text(at, plot.floor + 12 + _LINE * line, "middle", said))
    return parts


def _figure(value: Decimal) -> str:
    """A figure of about three digits, beside its bar."""
    places = Decimal("0.1") if abs(value) < 100 else Decimal(1)
    return angka(value.quantize(places))


def _legend(chart: Chart) -> list[str]:
    if len(chart.series) == 1:
        return []
    parts, x = [], Decimal(_LEFT)
    each = Decimal(WIDTH - _LEFT - _RIGHT) / len(chart.series)
    y = HEIGHT - 12
    for number, series in enumerate(chart.series):
        shade = _SHADES[number % len(_SHADES)]
        said = _short(series.name, max(2, int((each - 17) / _LETTER)))
        parts.append(
            f'<rect x="{x}" y="{y}" width="9" height="9" fill="{shade}" stroke="#333"'
            ' stroke-width="0.4"/>'
        )
        parts.append(_text(x + 13, y + 8, "start", said))
        x += min(each, 30 + _LETTER * len(said)).quantize(Decimal("0.1"))
    return parts


def _text(
    x: Decimal | int, y: Decimal | int, anchor: str, said: str, *, size: str | None = None
) -> str:
    own = f' font-size="{size}"' if size else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}"{own}>{_plain(said)}</text>'


def _plain(said: str) -> str:
    """Text as XML may hold it: what does not print (and no XML may hold) is a blank."""
    return escape("".join(char if char.isprintable() else " " for char in said))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}\u2026"


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
