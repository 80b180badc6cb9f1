"""A line chart of trends as SVG: plain, readable without colours, and safe whatever the names are.

Every line has its own colour (Okabe and Ito 2008, told apart by colour-blind readers), dash and marker, and its name at
its end: it can be read in print, black on white. A title and a description are there for screen readers; pointing at a
marker shows its figure. No script, no font, no link: the file shows the same everywhere.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final

from msgspec import Struct

from speechkit.patterns import lazy

WIDTH, HEIGHT = 960, 540
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 250, 64, 84
_COLOURS: Final = ("#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7f7f7f")
_DASHES: Final = ("", "8 4", "2 3", "10 3 2 3", "5 2", "1 2", "12 4 4 4", "6 6")
_NAME: Final = 13  # characters of a name that have room beside the chart
_YEARS: Final = 16  # that have room below it
_LEADING: Final = 17
# What XML 1.0 cannot hold, whichever way it is escaped.
_IMPOSSIBLE: Final = lazy("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class Trend(Struct, frozen=True):
    """One line: a name, and a value for each year, None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


class Chart(Struct, frozen=True, kw_only=True):
    """What is drawn: `years` from left to right, the lines, and the words around them."""

    years: tuple[str, ...]
    trends: tuple[Trend, ...]
    title: str
    unit: str
    note: str = ""
    language: str = "en"


def svg(chart: Chart) -> str:
    """Return the chart as a standalone SVG document, which may also stand inside an HTML page."""
    top = _ceiling(max((value for trend in chart.trends for value in trend.values if value is not None), default=0.0))
    parts = [
        _root(chart),
        f"<title>{_safe(chart.title)}</title>",
        f"<desc>{_safe(description(chart))}</desc>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(_LEFT, 28, chart.title, size=17),
        _text(_LEFT, 50, chart.unit, fill="#444444"),
        *_grid(chart, top),
        *_lines(chart, top),
        _text(_LEFT, HEIGHT - 22, chart.note, fill="#444444", size=12),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _root(chart: Chart) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img" aria-label="{_safe(chart.title)}" xml:lang="{_safe(chart.language)}" '
        'font-family="sans-serif" font-size="13">'
    )


def description(chart: Chart) -> str:
    """Return what the chart shows, in words: every line with its figures."""
    told = [
        f"{trend.name}: "
        + ", ".join(
            f"{year} {_figure(value)}"
            for year, value in zip(chart.years, trend.values, strict=True)
            if value is not None
        )
        for trend in chart.trends
    ]
    return ". ".join([f"{chart.title}, {chart.unit}", *told, *([chart.note] if chart.note else [])])


def _x(chart: Chart, index: int) -> float:
    room = WIDTH - _LEFT - _RIGHT
    return _LEFT + (room * index / (len(chart.years) - 1) if len(chart.years) > 1 else room / 2)


def _y(value: float, top: float) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * value / top


def _grid(chart: Chart, top: float) -> list[str]:
    """Return the horizontal lines with their values, and the years below."""
    out = []
    for step in range(5):
        value = top * step / 4
        y = _y(value, top)
        out += [
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{WIDTH - _RIGHT}" y2="{y:.1f}" stroke="#cccccc"/>',
            _text(_LEFT - 8, y + 4, _figure(value), anchor="end"),
        ]
    every = ceil(len(chart.years) / _YEARS) or 1
    return out + [
        _text(_x(chart, index), HEIGHT - _BOTTOM + 22, year, anchor="middle")
        for index, year in enumerate(chart.years)
        if index % every == 0
    ]


def _lines(chart: Chart, top: float) -> list[str]:
    out = []
    for number, (trend, level) in enumerate(zip(chart.trends, _levels(chart, top), strict=True)):
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
        points = [
            (_x(chart, index), _y(value, top), f"{trend.name}, {year}: {_figure(value)}")
            for index, (year, value) in enumerate(zip(chart.years, trend.values, strict=True))
            if value is not None
        ]
        pen = f'fill="none" stroke-dasharray="{dash or "none"}"'
        out.append(f'<g stroke="{colour}" stroke-width="2">')
        out += [f'<path d="{path}" {pen}/>' for path in _paths(chart, trend, top)]
        out += [_marker(number, x, y, colour, told) for x, y, told in points]
        x = WIDTH - _RIGHT + 18
        out += [
            f'<path d="M{x} {level:.1f}h26" {pen}/>',
            _marker(number, x + 13, level, colour, ""),
            "</g>",
            _text(x + 34, level + 5, _short(trend.name), hint=trend.name),
        ]
    return out


def _paths(chart: Chart, trend: Trend, top: float) -> list[str]:
    """Return the stretches of a line; it breaks where a year has no value."""
    stretches: list[list[str]] = [[]]
    for index, value in enumerate(trend.values):
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{_x(chart, index):.1f} {_y(value, top):.1f}")
    return ["M" + "L".join(points) for points in stretches if len(points) > 1]


def _levels(chart: Chart, top: float) -> list[float]:
    """Return the heights of the names beside the chart: near the ends of their lines, none over another."""
    last = [next((value for value in trend.values[::-1] if value is not None), 0.0) for trend in chart.trends]
    order = sorted(range(len(last)), key=lambda index: -last[index])
    wanted = [_y(last[index], top) for index in order]
    for before, behind in pairwise(range(len(wanted))):
        wanted[behind] = max(wanted[behind], wanted[before] + _LEADING)
    over = max(0.0, wanted[-1] - (HEIGHT - _BOTTOM)) if wanted else 0.0
    for at in range(len(wanted) - 1, -1, -1):  # push the lowest ones up again
        limit = HEIGHT - _BOTTOM - _LEADING * (len(wanted) - 1 - at)
        wanted[at] = min(wanted[at], limit) if over else wanted[at]
    levels = [0.0] * len(order)
    for index, level in zip(order, wanted, strict=True):
        levels[index] = level
    return levels


def _marker(number: int, x: float, y: float, colour: str, told: str) -> str:
    """Return a point in the shape of its line: circle, square, triangle, diamond, filled or hollow."""
    shapes = (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"',
        f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"',
        f'<path d="M{x:.1f} {y - 5:.1f}l5 9h-10z"',
        f'<path d="M{x:.1f} {y - 6:.1f}l6 6-6 6-6-6z"',
    )
    fill = colour if number % 8 < 4 else "#ffffff"
    hint = f"<title>{_safe(told)}</title>" if told else ""
    tag = shapes[number % 4].split(" ", 1)[0][1:]
    return f'{shapes[number % 4]} fill="{fill}" stroke="{colour}">{hint}</{tag}>'


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", fill: str = "#000000", size: int = 13, hint: str = ""
) -> str:
    if not text:
        return ""
    inner = f"<title>{_safe(hint)}</title>" if hint and hint != text else ""
    look = f'text-anchor="{anchor}" fill="{fill}" font-size="{size}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{inner}{_safe(text)}</text>'


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "\N{HORIZONTAL ELLIPSIS}"


def _safe(text: str) -> str:
    """Return a text for the inside of an element or of an attribute in double quotes."""
    return escape(_IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text))


def _ceiling(most: float) -> float:
    """Return the end of a scale that begins at 0 and whose quarters read well.

    >>> _ceiling(37.0), _ceiling(0.0)
    (40.0, 1.0)
    """
    if most <= 0:
        return 1.0
    power = 10.0 ** floor(log10(most))
    return next(power * each for each in (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10, 20) if power * each >= most)


def _figure(value: float) -> str:
    return f"{value:.4g}"
