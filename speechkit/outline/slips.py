"""Slips in markers that only the neighbours can tell: 1、 二、 三、 of one series, （二 without its other half.

A row is taken for a member of a series only where that series lacks its very number there, and no series of its own
style explains it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

import msgspec

from speechkit import chars
from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.outline.series import LIST_ENDS, by_style, marker_of, numbers_of

_PAREN_HAN: Final = Style.PAREN_HAN
# What is printed in place of each: digits for numerals, a bracket too many.
_TAKEN_FOR: Final = {Style.HAN: (Style.DIGIT, Style.PAREN_HAN), Style.PAREN_HAN: (Style.PAREN_DIGIT,)}


def mend_slips(text: str, rows: Sequence[Row], numbered: Sequence[int]) -> None:
    """Give the rows whose marker has slipped the marker they were meant to have."""
    series = {(marker_of(rows[own[0]]).style, rows[own[0]].scope): own for own in by_style(rows, numbered)}
    for (style, scope), indices in series.items():
        if style is _PAREN_HAN:
            _mend_torn(rows, indices)
        for other in _TAKEN_FOR.get(style, ()):
            found = series.get((other, scope))
            if found and len(indices) > 1:
                _mend_style(text, rows, indices, found)


def _mend_torn(rows: Sequence[Row], indices: Sequence[int]) -> None:
    """Believe the torn brackets that count on from the row before, where the row after does not repeat them."""
    for place, index in enumerate(indices):
        row = rows[index]
        marker = row.marker
        if marker is None or not marker.doubtful:
            continue
        before = marker_of(rows[indices[place - 1]]).number if place else 0
        after = marker_of(rows[indices[place + 1]]).number if place + 1 < len(indices) else 0
        if marker.number == before + 1 > 1 and after in {0, 1, marker.number + 1}:
            row.marker = msgspec.structs.replace(marker, doubtful=False)


def _mend_style(text: str, rows: Sequence[Row], indices: Sequence[int], found: Sequence[int]) -> None:
    """Take a row of another style for the one number that lacks between two of a series, or before the first."""
    one, low = -1, 0
    for other, number in zip(indices, numbers_of(rows, indices), strict=True):
        if number == low + 2:
            first = bisect_right(found, one)
            if bisect_left(found, other) - first == 1:
                row = rows[found[first]]
                marker = marker_of(row)
                if marker.number == low + 1 and _is_title(text, row) and _is_alone(rows, found, first):
                    row.marker = msgspec.structs.replace(marker, style=marker_of(rows[other]).style)
        one, low = other, number


def _is_title(text: str, row: Row) -> bool:
    """Tell whether a row is no sentence or list item: those are strays, whatever their number."""
    return not row.bare or text[row.end - 1] not in chars.STOP + LIST_ENDS


def _is_alone(rows: Sequence[Row], found: Sequence[int], place: int) -> bool:
    """Tell whether the rows of its own style leave a number unexplained: they neither lead to it nor go on from it."""
    number = marker_of(rows[found[place]]).number
    before = marker_of(rows[found[place - 1]]).number if place else 0
    after = marker_of(rows[found[place + 1]]).number if place + 1 < len(found) else 0
    return (number == 1 or before != number - 1) and after != number + 1
