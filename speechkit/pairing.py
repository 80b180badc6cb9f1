"""Pairs of quotation marks and brackets: what is open, what closes it, what lies between."""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy

PAIRS: Final = {
    chars.LEFT_QUOTE: chars.RIGHT_QUOTE,
    chars.LEFT_SINGLE_QUOTE: chars.RIGHT_SINGLE_QUOTE,
    chars.LEFT_CORNER: chars.RIGHT_CORNER,
    "\N{LEFT WHITE CORNER BRACKET}": "\N{RIGHT WHITE CORNER BRACKET}",
    chars.LEFT_TITLE_MARK: chars.RIGHT_TITLE_MARK,
    chars.LEFT_PARENTHESIS: chars.RIGHT_PARENTHESIS,
    "(": chars.RIGHT_PARENTHESIS,
    "\N{LEFT BLACK LENTICULAR BRACKET}": "\N{RIGHT BLACK LENTICULAR BRACKET}",
}
CLOSERS: Final = {**{c: c for c in PAIRS.values()}, ")": chars.RIGHT_PARENTHESIS}
_PAIRED: Final = lazy(f"[{re.escape(''.join([*PAIRS, *CLOSERS]))}]")
# A closing mark looks for its partner among so many open ones; what lies between stays unclosed.
_REACH: Final = 4


def pairs_of(line: str) -> dict[int, int]:
    """Return the place of every opening mark that is closed -> the place after its closing mark; code points."""
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for found in _PAIRED.finditer(line):
        sign = found[0]
        if sign in PAIRS:
            stack.append((PAIRS[sign], found.start()))
            continue
        closer = CLOSERS[sign]
        for back in range(1, min(_REACH, len(stack)) + 1):
            if stack[-back][0] == closer:
                pairs[stack[-back][1]] = found.end()
                del stack[-back:]
                break
    return pairs
