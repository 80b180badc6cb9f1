"""Items of a numeral abbreviation elsewhere in the document: a row of exactly so many clauses that share its morpheme.

锻造“四铁”队伍 … 培养具有铁一般信仰、铁一般信念、铁一般纪律、铁一般担当的干部.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.items import Items
from speechkit.slogans.lists import BREAKS, COLONS, HELD, MARKS, QUOTES, SEMICOLONS, SOFT, Span, split, verdict
from speechkit.slogans.numberwords import Shape
from speechkit.slogans.trimming import fit

# Longest distance from one morpheme to the next of a row.
_APART: Final = 26
# A morpheme that comes up more often than this is a topic, and its rows are chance.
_OFTEN: Final = 200
_THREE: Final = 3  # items at least, unless the morpheme is longer: two are no chance then
_HARD: Final = f"{BREAKS}{QUOTES}{COLONS}{chars.LEFT_PARENTHESIS}{chars.RIGHT_PARENTHESIS}()"
_BEFORE: Final = lazy(f"[^{_HARD}{MARKS}]*$")
_BEHIND: Final = lazy(f"[^{_HARD}{MARKS}]*")
# Where commas part the clauses, enumeration commas belong to them: 党的路线、方针、政策下基层，调查研究下基层.
_BEFORE_WIDE: Final = lazy(f"[^{_HARD}{SOFT}{SEMICOLONS}]*$")
_BEHIND_WIDE: Final = lazy(f"[^{_HARD}{SOFT}{SEMICOLONS}]*")


def elsewhere(text: str, shape: Shape, there: int) -> Items | None:
    """Return the items from the first row of clauses anywhere in the text that holds the morpheme, else None.

    It stands `there` so many times. Three items or more, and all begin or end with it, or share more than it, so that a
    chance row defines nothing.
    """
    count, morpheme = shape.parts[0]
    if len(shape.parts) > 1:
        return _twofold(text, shape) if len(shape.counts) == 1 else None
    least = 2 if len(morpheme) > _THREE else _THREE
    if not least <= count <= 12 or not morpheme or not count <= there <= _OFTEN:
        return None
    for places in _rows(text, morpheme):
        if len(places) == count:
            spans = _clauses(text, places, len(morpheme))
            spans = fit(text, spans)
            if _shared(text, spans, shape):
                return Items(tuple(spans), "distant")
    return None


def _rows(text: str, morpheme: str) -> Iterator[list[int]]:
    """Yield the places of the morpheme in neighbouring clauses, one in each."""
    size = len(morpheme)
    row: list[int] = []
    last = -_APART
    at = text.find(morpheme)
    while at >= 0:
        if at - last > _APART or not _neighbours(text[last + size : at]):
            if len(row) > 1:
                yield row
            row = []
        row.append(at)
        last = at
        at = text.find(morpheme, at + size)
    if len(row) > 1:
        yield row


def _neighbours(between: str) -> bool:
    """Say whether what stands between two places parts two clauses of one row: one mark, and nothing harder."""
    return _HARD_SET.isdisjoint(between) and sum([between.count(mark) for mark in MARKS]) == 1


_HARD_SET: Final = frozenset(_HARD)


def _clauses(text: str, places: list[int], size: int) -> list[Span]:
    """Return the clauses that hold the places."""
    low = max(0, places[0] - _APART)
    marks = MARKS if chars.ENUMERATION_COMMA in text[places[0] : places[-1]] else SOFT + SEMICOLONS
    behind, before = (_BEHIND, _BEFORE) if marks is MARKS else (_BEHIND_WIDE, _BEFORE_WIDE)
    low = before.search(text[low : places[0]]).start() + low  # type: ignore[union-attr]  # it matches the empty string
    high = behind.match(text, places[-1] + size, places[-1] + size + _APART).end()  # type: ignore[union-attr]  # the same
    return [each for each in split(text, low, high, marks) if each[0] < each[1]]


def _shared(text: str, spans: list[Span], shape: Shape) -> bool:
    """Say whether spans hold the morpheme as items do: all at one edge, or three characters and more at one place."""
    count, morpheme = shape.parts[0]
    if len(spans) != count or verdict(text, spans, shape) != HELD:
        return False
    words = [text[a:b] for a, b in spans]
    if shape.lead and not all(word.startswith(shape.lead) for word in words):
        return False
    if any(word == morpheme for word in words) or len(set(words)) < count:
        return False
    if all(word.startswith(morpheme) for word in words) or all(word.endswith(morpheme) for word in words):
        return True
    return len(morpheme) > 1 and (
        len({word.index(morpheme) for word in words}) == 1
        or len({len(word) - word.index(morpheme) for word in words}) == 1
    )


def _twofold(text: str, shape: Shape) -> Items | None:
    """Return 学党章党规、学系列讲话，做合格党员 for 两学一做: each begins with its morpheme."""
    wanted = [morpheme for count, morpheme in shape.parts for _ in range(count)]
    first = wanted[0]
    if any(text.count(morpheme) < count + 1 for count, morpheme in shape.parts):
        return None
    second = wanted[-1]
    at = text.find(first)
    for _ in range(_OFTEN):
        if at < 0:
            break
        items = _in_turn(text, at, wanted) if text.find(second, at, at + 3 * _APART) > 0 else None
        if items:
            return items
        at = text.find(first, at + 1)
    return None


_JOINTS: Final = (*MARKS, *BREAKS, *COLONS, *QUOTES)


def _in_turn(text: str, at: int, wanted: list[str]) -> Items | None:
    """Return the clauses from `at` when each begins with its morpheme."""
    stop = min(len(text), at + 3 * _APART)
    if not any(mark + wanted[1] in text[at:stop] for mark in _JOINTS):
        return None
    clauses = split(text, at, stop, MARKS + BREAKS + COLONS + QUOTES)[: len(wanted)]
    if len(clauses) < len(wanted) or clauses[-1][1] >= stop or not _HARD_SET.isdisjoint(text[at : clauses[-1][0]]):
        return None
    begins = all(text.startswith(m, a) and b - a > len(m) for (a, b), m in zip(clauses, wanted, strict=True))
    return Items(tuple(clauses), "distant") if begins else None
