"""Terms that count letters: 十六字方针, “八个字”: what they stand for is as many characters, in clauses of one length.

“强党建、兴文化、重内涵、提质量、优服务、保安全”十八字方针; “八个字”：爱护百姓，秋毫无犯.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.slogans.items import Items
from speechkit.slogans.lists import (
    BREAKS,
    CLOSERS,
    COLONS,
    MARKS,
    OPENERS,
    QUOTES,
    SEMICOLONS,
    SOFT,
    Span,
    end_of,
    split,
)
from speechkit.slogans.numberwords import DIGITS, Shape

LETTER: Final = "字"
_NUMBER: Final = lazy(f"[{DIGITS}]{{1,3}}个?$")
_CALLED: Final = lazy("方针|准则|箴言|要求|原则|精神|理念|诀|经|真言|总要求|总体要求|工作法|工作方针|家训|校训|院训")
_CUE: Final = lazy(
    f"[{CLOSERS}]?(?:[^{BREAKS}{SOFT}{SEMICOLONS}{COLONS}{QUOTES}]{{0,8}}?)"
    f"(?:[{COLONS}]|{chars.DASH}{{1,2}}|[{SOFT}]?(?:就是|即是?|是指)|[{SOFT}])[{OPENERS}]?"
)
_JOIN: Final = lazy(f"[{SOFT}]?(?:这|的)?[{OPENERS}]?$")
_FEWEST, _MOST = 4, 48  # letters


def counted_letters(text: str) -> Iterator[tuple[int, int, Shape]]:
    """Yield where so many letters are called something, with the shape: 十八字方针; 八个字 alone only counts."""
    at = text.find(LETTER)
    while at >= 0:
        number = _NUMBER.search(text, max(0, at - 4), at)
        count = count_of(number[0].rstrip("个")) if number else 0
        if number and _FEWEST <= count <= _MOST:
            called = _CALLED.match(text, at + 1)
            if called:
                end = called.end()
                yield number.start(), end, Shape("", ((count, text[at:end]),), measured=True)
        at = text.find(LETTER, at + 1)


def spelt(text: str, start: int, end: int, shape: Shape) -> Items | None:
    """Return the clauses beside text[start:end] that have as many letters as it counts, None when there are none."""
    count = shape.parts[0][0]
    cue = _CUE.match(text, end)
    spans = _behind(text, cue.end(), count) if cue else []
    if spans:
        return Items(tuple(spans), "after")
    join = _JOIN.search(text, max(0, start - 3), start)
    spans = _before(text, join.start(), count) if join else []
    return Items(tuple(spans), "before") if spans else None


def _behind(text: str, at: int, count: int) -> list[Span]:
    """Return the clauses from `at` up to a harder mark."""
    stop = end_of(text, BREAKS + QUOTES + SEMICOLONS, at, at + 2 * _MOST)
    return _even(split(text, at, stop, MARKS), count) or _even(_first(split(text, at, stop, MARKS), count), count)


def _first(spans: list[Span], count: int) -> list[Span]:
    """Return the first clauses that are as long as the very first and make up the number."""
    size = spans[0][1] - spans[0][0]
    wanted = count // size if size else 0
    more = spans[wanted : wanted + 1]
    return [] if not wanted or (more and more[0][1] - more[0][0] == size) else spans[:wanted]


def _before(text: str, at: int, count: int) -> list[Span]:
    """Return the clauses before `at`, all that a pair of quotes holds, or all of a sentence's end that is even."""
    if at and text[at - 1] in CLOSERS:
        low = max(text.rfind(mark, max(0, at - 2 * _MOST), at - 1) for mark in OPENERS)
        return _even(split(text, low + 1, at - 1, MARKS), count) if low >= 0 else []
    return []


def _even(spans: list[Span], count: int) -> list[Span]:
    """Return the spans when they are two or more of one length and hold `count` letters, else none."""
    sizes = {b - a for a, b in spans}
    return spans if len(spans) > 1 and len(sizes) == 1 and len(spans) * min(sizes) == count else []
