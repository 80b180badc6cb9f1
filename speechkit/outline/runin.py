"""Where the title of a heading ends and the text on the same line begins.

A title runs to the first 。 outside quotes and brackets, or to the line end; the marks 。：； at
its end are no part of it, ？ and ！ are. A half-width stop between two characters is taken for a 。 where a
sentence follows.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.pairing import CLOSERS, PAIRS, pairs_of
from speechkit.patterns import lazy

_STOPS: Final = f"{chars.STOP}\N{HALFWIDTH IDEOGRAPHIC FULL STOP}"
_DOTS: Final = ".\N{FULLWIDTH FULL STOP}"
_SIGNS: Final = lazy(f"[{re.escape(''.join(PAIRS))}{_STOPS}{_DOTS}]")
# The marks a title drops at its end, in either width.
_FINAL: Final = f"{_STOPS}{chars.COLON}{chars.SEMICOLON}:;"
_DROPPED: Final = frozenset(_FINAL + _DOTS + chars.BLANKS)
_TAIL: Final = lazy(f"[{_FINAL}{chars.BLANKS}]*")
# A stop in the wrong width: at least this much must follow, or it is a dot in a foreign name (约翰.史密斯).
_SENTENCE: Final = 20
_IDEOGRAPH: Final = lazy(f"[{chars.HAN}{chars.RIGHT_QUOTE}]")
_OPENING: Final = lazy(f"[{chars.HAN}{chars.LEFT_QUOTE}]")


class Title(Struct, frozen=True, gc=False):
    """A title line[start:end], what it dropped, line[end:tail], and the rest of the line from `tail`; code points.

    `tail` is the line's length where nothing follows the title.
    """

    end: int
    tail: int


class Cutter:
    """Finds titles in one line; pairs of quotes and brackets are matched once, however many titles begin in it."""

    __slots__ = ("_pairs", "line")

    def __init__(self, line: str) -> None:
        self.line = line
        self._pairs: dict[int, int] | None = None

    def cut(self, start: int) -> tuple[int, int]:
        """Return end and tail of the title that begins at line[start]: see Title."""
        stop, line = self._stop(start), self.line
        end = stop
        if stop > start and line[stop - 1] in _DROPPED:
            end = start + _trimmed(line[start:stop])
        if stop == len(line):
            return end, stop
        after = stop + 1 if line[stop] in _DOTS else stop
        tail = _TAIL.match(line, after)
        return end, tail.end() if tail else after

    def _stop(self, start: int) -> int:
        """Return the place of the first stop outside quotes and brackets, or the line's length."""
        line, size, at = self.line, len(self.line), start
        while found := _SIGNS.search(line, at):
            sign, place = found[0], found.start()
            at = place + 1
            if sign in PAIRS:
                at = self._partner(place, at)
            elif sign in _STOPS:
                if line[at : at + 1] not in CLOSERS:
                    return place
            elif _ends_sentence(line, place, size):
                return place
        return size

    def _partner(self, place: int, default: int) -> int:
        if self._pairs is None:
            self._pairs = pairs_of(self.line)
        return self._pairs.get(place, default)


def _trimmed(title: str) -> int:
    """Return the length of a title without any final mark: a printed title has none left to drop."""
    while True:
        title = title.rstrip(_FINAL + chars.BLANKS)
        if title[-1:] not in _DOTS or not _IDEOGRAPH.match(title, max(0, len(title) - 2)) or len(title) < 2:
            return len(title)
        title = title[:-1]


def title_at(line: str, start: int = 0) -> Title:
    """Return the title that begins at line[start]; see Cutter.

    >>> line = "政治性。我们要讲政治。"
    >>> title = title_at(line)
    >>> line[: title.end], line[title.tail :]
    ('政治性', '我们要讲政治。')
    """
    return Title(*Cutter(line).cut(start))


def _ends_sentence(line: str, place: int, size: int) -> bool:
    """Tell whether a half-width stop stands for 。: after a character, and before the line end or a whole sentence."""
    if not _IDEOGRAPH.match(line, place - 1):
        return False
    return place + 1 == size or (size - place > _SENTENCE and _OPENING.match(line, place + 1) is not None)
