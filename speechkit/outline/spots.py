"""Spots: in which passage a place of the text lies, where items end and what they are called."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.pairing import pairs_of
from speechkit.passes import Item, Passage
from speechkit.patterns import lazy

_STOPS: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}!?"
_SENTENCE_END: Final = lazy(f"[{_STOPS}]")
_LEAD_END: Final = lazy(f"[{_STOPS}{chars.SEMICOLON};]")
_PAUSE: Final = lazy(f"[,:{chars.COMMA}{chars.COLON}]")
_MARKS: Final = (
    f"{_STOPS}{chars.COMMA}{chars.SEMICOLON}{chars.COLON},;:、. \t\r\n{chars.NO_BREAK_SPACE}{chars.IDEOGRAPHIC_SPACE}"
)
# A lead sentence longer than this is cut at its first comma: what an item is called is short.
_LEAD: Final = 24
_LONGEST_LEAD: Final = 60
# Where the last item of a sentence ends is looked for so far only.
_LONGEST: Final = 2000
# 做了四项工作：, 主要体现在五个方面：, 讲三点意见。 at the end of what stands before; 进一步 and 统一 announce nothing.
_ANNOUNCED: Final = lazy(
    r"(?<![一二三四五六七八九十百千万零〇0-9.统進进唯每专任某第几幾数數])([二三四五六七八九十两兩]{1,3}|1?[0-9])"
    rf"(?:大|个|個|项|項|点|點|件|条|條|句|种|種|类|類|步|层|層|方面)[^{_STOPS}{chars.SEMICOLON};\n]{{0,14}}"
    rf"[{chars.STOP}:{chars.COLON}{chars.COMMA},]?\s*\Z"
)
# What is counted so is said one by one: a disagreement is a flaw of the text, not of the reading.
_SAID: Final = lazy(
    "方面|问题|問題|意见|意見|要求|希望|任务|任務|措施|建议|建議|体会|體會|想法|看法|工作|环节|環節|关系|關係|举措|舉措|做法|特点|特點|原因|目标|目標|件事[。:\uff1a]|点[。:\uff1a]|條[。:\uff1a]"
)
_BEFORE: Final = 40


class Layout:
    """The passages of a text, to be asked where a place lies."""

    __slots__ = ("_passages", "_starts")

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._starts = [passage.start for passage in passages]

    def index(self, place: int) -> int:
        """Return the index of the passage that a place lies in, or of the one before it; -1 before the first."""
        return bisect_right(self._starts, place) - 1

    def counts(self, place: int) -> bool:
        """Tell whether a place lies in running text: titles and headings count nothing."""
        at = self.index(place)
        return at >= 0 and self._passages[at].type in ("paragraph", "closing")

    def passage(self, place: int) -> Passage:
        """Return the passage that a place lies in."""
        return self._passages[self.index(place)]

    def opens(self, place: int) -> bool:
        """Tell whether a place is the beginning of its passage."""
        return self.passage(place).start == place

    def together(self, one: int, other: int) -> bool:
        """Tell whether two items may be neighbours: in one passage, or openings of two under the same heading."""
        if not self.counts(other):
            return False
        first, second = self.index(one), self.index(other)
        if first == second:
            return True
        return self._passages[first].heading == self._passages[second].heading and self._passages[second].start == other

    def heading(self, place: int) -> int | None:
        """Return the index of the heading above a place."""
        return self.passage(place).heading


def items_of(text: str, layout: Layout, starts: Sequence[int]) -> tuple[Item, ...]:
    """Return the items that begin at `starts`: each runs to the next one, or to the end of its passage.

    The last one in a passage with others stops after one sentence where all before it do.
    """
    ends = _ends(text, layout, starts)
    return tuple(
        Item(start, end, lead_of(text[start : min(end, start + _LONGEST_LEAD)]), number)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _ends(text: str, layout: Layout, starts: Sequence[int]) -> list[int]:
    ends = [min(after, layout.passage(start).end) for start, after in pairwise(starts)]
    single = not any(_SENTENCE_END.search(text, start, end - 1) for start, end in zip(starts, ends, strict=False))
    last = starts[-1]
    end = layout.passage(last).end
    if single and not layout.opens(last):
        found = _SENTENCE_END.search(text, last, min(end, last + _LONGEST))
        end = found.end() if found else end
    return [*ends, end]


def lead_of(text: str) -> str:
    """Return what an item is called: its first sentence without the final mark, or its first clause if that is long.

    >>> lead_of("一要全警参与。大练兵不是少数人的事。")
    '一要全警参与'
    """
    pairs = pairs_of(text)
    end = _outside(text, _LEAD_END, pairs)
    if end > _LEAD:
        end = min(end, _outside(text, _PAUSE, pairs))
    return text[:end].rstrip(_MARKS)


def _outside(text: str, mark: re.Pattern[str], pairs: dict[int, int]) -> int:
    """Return the first place of a mark outside quotes and brackets, or the length."""
    for found in mark.finditer(text):
        if not any(low < found.start() < high for low, high in pairs.items()):
            return found.start()
    return len(text)


class Announced(Struct, frozen=True):
    """A number that text[start:end] announces; `said`: of things said one by one, such as points or problems."""

    number: int
    start: int
    end: int
    said: bool


def announced_before(text: str, low: int, start: int) -> Announced | None:
    """Return what the end of text[low:start] announces: 做了四项工作： is 4."""
    found = _ANNOUNCED.search(text, max(low, start - _BEFORE), start)
    if not found:
        return None
    number = count_of(found[1])
    end = found.start() + len(found[0].rstrip())
    closed = text[end - 1] in f"{chars.STOP}:{chars.COLON}"
    said = closed and _SAID.search(text, found.end(1), end) is not None
    return Announced(number, found.start(), end, said) if number else None
