"""Quoted strings: short text between a pair of quotes on one line.

A quote that lost its partner opens nothing: a pair holds no other quote mark and is short, so that one lost mark never
joins what stands on both sides of it.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy

# Longest maxim worth the name; the longest of five speeches and thirteen other papers has 34 characters.
LONGEST: Final = 48

_MARKS: Final = f"{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}"
_CURLY: Final = lazy(f"{chars.LEFT_QUOTE}([^{_MARKS}\n]{{1,{LONGEST}}}){chars.RIGHT_QUOTE}")
_CORNER: Final = lazy(
    f"{chars.LEFT_CORNER}([^{chars.LEFT_CORNER}{chars.RIGHT_CORNER}\n]{{1,{LONGEST}}}){chars.RIGHT_CORNER}"
)


def quotes(text: str) -> list[tuple[int, int]]:
    """Return the insides of the quoted strings as (start, end), in order.

    Straight quotes do not tell opening from closing: they count only on a line that holds an even number of them.
    """
    found = [each.span(1) for each in _CURLY.finditer(text)] if chars.LEFT_QUOTE in text else []
    if chars.LEFT_CORNER in text:
        found += [each.span(1) for each in _CORNER.finditer(text)]
    if '"' in text:
        found += _straight(text)
    return sorted(found) if chars.LEFT_CORNER in text or '"' in text else found


def around(found: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the one of these quoted strings that holds this offset, None when none does."""
    index = bisect_right(found, (at, sys.maxsize)) - 1
    return found[index] if index >= 0 and at < found[index][1] else None


_QUOTED: Final = frozenset((chars.LEFT_QUOTE, chars.RIGHT_QUOTE))


def _straight(text: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for line in text.split("\n"):
        parts = line.split('"') if '"' in line else []
        start = at
        for index, part in enumerate(parts):
            if index % 2 and len(parts) % 2 and 0 < len(part) <= LONGEST and not _QUOTED.intersection(part):
                out.append((start, start + len(part)))
            start += len(part) + 1
        at += len(line) + 1
    return out
