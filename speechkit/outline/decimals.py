"""Decimals: 1.1 and 1.1.1, headings only where they count on below a heading whose number they repeat.

Alone they are figures: 2.1米, 3.2平方公里 … no list of measures is ever complete.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.outline.series import marker_of

_DECIMALS: Final = (Style.DECIMAL, Style.SECOND_DECIMAL)
_KINDS: Final = frozenset(_DECIMALS)
_LEAST: Final = 2


def loose_decimals(_: str, rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the rows whose decimal number does not count from 1 below a number that it repeats."""
    loose: set[int] = set()
    if _KINDS.isdisjoint([rows[index].marker.style for index in able]):  # type: ignore[union-attr]  # each has one
        return loose
    group: dict[Style, list[int]] = {}
    upper = {Style.DECIMAL: 0, Style.SECOND_DECIMAL: 0}
    for index in able:
        marker = marker_of(rows[index])
        if marker.style not in _DECIMALS:
            if marker.style < Style.DECIMAL and marker.style is not Style.ARTICLE:
                upper[Style.DECIMAL] = marker.number
                for style in tuple(group):
                    _close(group, style, loose)
            continue
        if marker.style is Style.DECIMAL:
            _close(group, Style.SECOND_DECIMAL, loose)
        own = group.setdefault(marker.style, [])
        if marker.above != upper[marker.style] or marker.number != len(own) + 1:
            loose.add(index)
            continue
        own.append(index)
        if marker.style is Style.DECIMAL:
            upper[Style.SECOND_DECIMAL] = marker.number
    for style in _DECIMALS:
        _close(group, style, loose)
    return loose


def _close(group: dict[Style, list[int]], style: Style, loose: set[int]) -> None:
    """End a series: a lone 1.1 proves nothing."""
    own = group.pop(style, [])
    if len(own) < _LEAST:
        loose.update(own)
