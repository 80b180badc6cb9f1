"""Listed series: items in quotes or brackets, or after a colon, whose number is told; and unnumbered sub-headings.

A row of quoted words is no enumeration by itself; one that is counted (等十一项活动) is.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.passes import Item
from speechkit.patterns import lazy

_L: Final = chars.LEFT_QUOTE
_R: Final = chars.RIGHT_QUOTE
_NUMERAL: Final = "[一二三四五六七八九十]{1,3}|[0-9]{1,2}"
_ITEM: Final = lazy(f"{_L}([^{_L}{_R}\n\r]{{1,30}}){_R}[、,{chars.COMMA}]?")
_COUNT: Final = f"(?:等|这|這)?({_NUMERAL})(?:项|項|个|個|种|種|大|类|類|件|条|條|支|名)"
_COUNTED: Final = lazy(_COUNT)
_ANY_COUNTED: Final = lazy(f"{_R}[、,{chars.COMMA}]?{_COUNT}")
_NAMED: Final = lazy(f"{_L}({_NUMERAL}|两|兩)[^{_L}{_R}\n\r]{{1,10}}{_R}$")
_CLOSE: Final = lazy(f"[){chars.RIGHT_PARENTHESIS}]")
_SPLIT: Final = lazy(f"[^、,;{chars.COMMA}{chars.SEMICOLON}]+")
_LONGEST_BRACKET: Final = 160
_LONGEST_ITEM: Final = 24
# 把握“一大主线”，突出“两大重点”，夯实“三大基础”
_VERB_QUOTED: Final = lazy(
    f"[{chars.HAN}]{{1,4}}{_L}[^{_L}{_R}\n\r]{{2,16}}{_R}(?=[、,;{chars.COMMA}{chars.SEMICOLON}{chars.STOP}])"
)


def quoted_lists(text: str) -> Iterator[tuple[tuple[Item, ...], int]]:
    """Yield the items and the announced number of quoted lists that are counted: “A”“B”“C”等三项活动."""
    at = text.find(_L) if _ANY_COUNTED.search(text) else -1
    while at >= 0:
        items: list[Item] = []
        end = at
        while found := _ITEM.match(text, end):
            items.append(Item(found.start(1), found.end(1), found[1], len(items) + 1))
            end = found.end()
        if len(items) > 2 and (count := _COUNTED.match(text, end)) and count_of(count[1]) == len(items):
            yield tuple(items), len(items)
        at = text.find(_L, max(end, at + 1))


def paren_lists(text: str) -> Iterator[tuple[tuple[Item, ...], int]]:
    """Yield the items and their number where a bracket spells out a numeral abbreviation: “五知”（知家庭构成、…）."""
    for opened in (_R + "(", _R + chars.LEFT_PARENTHESIS):
        at = text.find(opened)
        while at >= 0:
            name = _NAMED.search(text, max(0, at - 18), at + 1)
            close = _CLOSE.search(text, at + 2, at + 2 + _LONGEST_BRACKET) if name else None
            if name and close:
                items = _split(text, at + 2, close.start())
                if 1 < len(items) == count_of(name[1]):
                    yield items, len(items)
            at = text.find(opened, at + 2)


def colon_lists(text: str) -> Iterator[tuple[Item, ...]]:
    """Yield the items of lists after a colon whose items are all a verb and a quoted term."""
    for colon in (":", chars.COLON):
        at = text.find(colon)
        while at >= 0:
            items: list[Item] = []
            end = at + 1
            while len(items) < _LONGEST_ITEM and (found := _VERB_QUOTED.match(text, end)):
                items.append(Item(found.start(), found.end(), found[0], len(items) + 1))
                end = found.end() + 1
            if len(items) > 2:
                yield tuple(items)
            at = text.find(colon, max(end, at + 1))


def _split(text: str, start: int, end: int) -> tuple[Item, ...]:
    """Return the parts of text[start:end] between commas, none if one is too long for an item."""
    found = list(_SPLIT.finditer(text, start, end))
    if any(len(part[0]) > _LONGEST_ITEM for part in found):
        return ()
    return tuple(Item(part.start(), part.end(), part[0], number) for number, part in enumerate(found, 1))


# ---- unnumbered sub-headings inside a paragraph

_SHORT: Final = lazy(f"[{chars.HAN}、{_L}{_R}]{{5,30}}{chars.STOP}")
_SAME_EDGE: Final = 2


def subheads(text: str, low: int, high: int) -> Iterator[list[int]]:
    """Yield the starts of short sentences of text[low:high] that name what follows each: 增强…力。要…增强…力。要…."""
    starts: list[tuple[int, int]] = []
    at = low
    while at < high and (stop := text.find(chars.STOP, at, high)) >= 0:
        if 5 <= stop - at <= 30 and text[stop + 1 : stop + 2] == "要" and _SHORT.match(text, at, stop + 1):
            starts.append((at, stop))
        at = stop + 1
    group = [starts[0]] if starts else []
    for one, other in pairwise(starts):
        if not _parallel(text, one, other):
            if len(group) > 1:
                yield [start for start, _ in group]
            group = []
        group.append(other)
    if len(group) > 1:
        yield [start for start, _ in group]


def _parallel(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two sentences begin alike, or end alike in three characters."""
    head = text[one[0] : one[0] + _SAME_EDGE] == text[other[0] : other[0] + _SAME_EDGE]
    return head or text[one[1] - 3 : one[1]] == text[other[1] - 3 : other[1]]
