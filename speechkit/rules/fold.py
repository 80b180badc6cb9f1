"""The copy of a line that rules are matched on: half-width marks, plain blanks, simplified characters.

Folding keeps the length, so that an offset in the folded copy is an offset in the line. It is for matching only and
is done line by line around a hit, never on a whole text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.script import simplify

_BLANKS: Final = f"{chars.NO_BREAK_SPACE}{chars.IDEOGRAPHIC_SPACE}\t\u2002\u2003\u2009\u3164"
# U+FF01..U+FF5E are the ASCII marks, digits and letters in full width, 0xFEE0 above the plain ones.
_ODD: Final = lazy(f"[\uff01-\uff5e{_BLANKS}]")


def narrow(text: str) -> str:
    """Return a copy of the same length with half-width marks, digits and letters, and plain blanks.

    A replace for each kind of mark found: a third of the cost of str.translate on lines.
    """
    for odd in set(_ODD.findall(text)):
        text = text.replace(odd, " " if odd in _BLANKS else chr(ord(odd) - 0xFEE0))
    return text


def fold(text: str) -> str:
    """Return the copy of a short text that patterns are written for, of the same length."""
    return _folded(text) if len(text) <= _BRIEF else simplify(narrow(text))


_BRIEF: Final = 80  # code points


@lru_cache(1024)  # the pages of a site have the same lines, and a line of a page is looked at by several passes
def _folded(text: str) -> str:
    return simplify(narrow(text))
