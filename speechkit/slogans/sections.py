"""Items of a numeral abbreviation that are headings or paragraphs below it, or a counted series that the outline knows.

二、开展“三项行动” / （一）先锋行动 / （二）清风行动 / （三）暖心行动; 做到“四个更加”。 / 一是更加注重…。 / 二是….
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Passage, Place
from speechkit.patterns import lazy
from speechkit.slogans.behind import ungoverned
from speechkit.slogans.items import Items
from speechkit.slogans.lists import (
    BREAKS,
    COLONS,
    HELD,
    LONGEST,
    SEMICOLONS,
    SOFT,
    Span,
    alike,
    balanced,
    end_of,
    firm,
    stripped,
    unnumbered,
    verdict,
    ways,
)
from speechkit.slogans.numberwords import Shape
from speechkit.slogans.trimming import fit

# A term announces what follows its sentence: so far it may stand before the first item.
_NEAR: Final = 30
_MOST: Final = 12
_PAIR: Final = 2
_SUM: Final = lazy("句话|个方面|[点条项]|个[\u4e00-\u9fff]{1,3}[,\uff0c]")
_DASHES: Final = lazy(f"[{chars.DASH}-]{{0,2}}")
_LEAD: Final = f"{BREAKS}{SEMICOLONS}{SOFT}{COLONS}"


class Outline:
    """The headings, paragraphs and counted series of a draft, to be asked for what follows a term."""

    def __init__(self, draft: Draft, text: str) -> None:
        self.text = text
        self.passages = draft.passages
        self.children: dict[int, list[int]] = {}
        for index, passage in enumerate(draft.passages):
            if passage.type == "heading" and passage.parent is not None:
                self.children.setdefault(passage.parent, []).append(index)
        counted = [each.items for each in draft.series if each.kind in ("shi", "yao", "ordinal")]
        self.series = sorted([[(item.start, item.end) for item in items] for items in counted if items])
        self._starts = [row[0][0] for row in self.series]

    def items(self, place: Place, shape: Shape) -> Items | None:
        """Return the items that headings, paragraphs or a series below the place spell out, None when they do not."""
        passage = self.passages[place.passage]
        if passage.end - place.end > _NEAR and passage.type != "heading" and not self._counts(place.end):
            return None
        for count in shape.counts:
            if 2 <= count <= _MOST:
                for mode, spans in self._rows(place, count):
                    below = mode == "headings"
                    told = self._told(spans, count, shape, below=below, loose=below and self._ends(place))
                    if told:
                        return Items(tuple(ungoverned(self.text, place.end, told, shape)), mode)
                summed = self._summed(place, count, passage) if count > _PAIR else []
                if summed:
                    return Items(tuple(summed), "after")
        return None

    def _summed(self, place: Place, count: int, passage: Passage) -> list[Span]:
        """Return the list in the text below a heading with the term that is summed up: …、…、…、…，这四句话."""
        if passage.type != "heading" or passage.end - place.end > 1:
            return []
        below = [each for each in self.passages[place.passage + 1 : place.passage + 4] if each.type != "heading"]
        for each in below:
            numeral = self.text[place.start : place.start + 1]
            found = self.text.find(f"这{numeral}", each.start, each.end)
            if found < 0 or not _SUM.match(self.text, found + 2):
                continue
            low = 1 + max(self.text.rfind(mark, each.start, found) for mark in f"{BREAKS}{COLONS}")
            low = max(low, each.start, found - 6 * LONGEST)
            for spans in ways(self.text, low, found - 1, count):
                later = [(max(self.text.rfind(mark, *spans[0]) for mark in SOFT) + 1, spans[0][1]), *spans[1:]]
                fitted = fit(self.text, later if later[0][0] else spans)
                if alike(self.text, fitted) and balanced(fitted) and all(b - a <= LONGEST for a, b in fitted):
                    return fitted
        return []

    def _counts(self, at: int) -> bool:
        """Say whether a counted series begins right behind a place."""
        if not self.series:
            return False
        index = bisect_right(self._starts, at)
        return index < len(self.series) and self._starts[index] - at <= _NEAR

    def _ends(self, place: Place) -> bool:
        """Say whether the term ends a heading, or a line with a colon: what stands below is it."""
        passage = self.passages[place.passage]
        left = passage.end - place.end
        return left <= 1 if passage.type == "heading" else left <= 8 and self.text[passage.end - 1] in COLONS

    def _rows(self, place: Place, count: int) -> Iterator[tuple[str, list[Span]]]:
        at = bisect_right(self._starts, place.end)
        if at < len(self.series) and len(self.series[at]) == count and self._starts[at] - place.end <= _NEAR:
            yield "after_enum", self.series[at]
        yield from self._headings(place, count)
        yield from self._openings(place, count)

    def _headings(self, place: Place, count: int) -> Iterator[tuple[str, list[Span]]]:
        """Yield the headings right below the heading that the place stands in, or whose text it announces."""
        passage = self.passages[place.passage]
        parent = place.passage if passage.type == "heading" else passage.heading
        below = self.children.get(parent, []) if parent is not None else self._top(place.passage)
        if len(below) == count and (passage.type == "heading" or below[0] == place.passage + 1):
            yield "headings", [(self.passages[index].body, self.passages[index].end) for index in below]

    def _top(self, index: int) -> list[int]:
        """Return the headings of the highest level that follow, when the next passage is one of them."""
        after = self.passages[index + 1 : index + 2]
        if not after or after[0].type != "heading" or index == 0:
            return []
        level = after[0].level
        found: list[int] = []
        for number in range(index + 1, len(self.passages)):
            each = self.passages[number]
            if each.type == "heading" and each.level <= level:
                if each.level < level or len(found) > _MOST:
                    break
                found.append(number)
        return found

    def _openings(self, place: Place, count: int) -> Iterator[tuple[str, list[Span]]]:
        """Yield what the next paragraphs open with, when the term stands at the end of its own."""
        passage = self.passages[place.passage]
        if passage.end - place.end > _NEAR or count < 3:
            return
        following = self.passages[place.passage + 1 : place.passage + count + 2]
        if len(following) >= count:
            spans = [self._opening(each) for each in following]
            if all(a < b for a, b in spans[:count]):
                yield "after", spans

    def _opening(self, passage: Passage) -> Span:
        if passage.type == "heading":
            return passage.body, passage.end
        stop = end_of(self.text, BREAKS, passage.start, min(passage.end, passage.start + 2 * LONGEST))
        return passage.start, stop

    def _told(self, spans: list[Span], count: int, shape: Shape, *, below: bool, loose: bool) -> list[Span]:
        """Return what the rows are called, when each holds the morpheme; none when one more row would hold it too.

        Headings `below` need only hold it, and `loose` ones only be of one make.
        """
        dashed = [_DASHES.match(self.text, a, b).end() for a, b in spans[:count]]  # type: ignore[union-attr]  # the empty string matches
        bare = unnumbered(
            self.text, [stripped(self.text, at, b) for at, (_, b) in zip(dashed, spans[:count], strict=True)]
        )
        short = [(a, end_of(self.text, _LEAD, a, b)) for a, b in bare]
        if firm(self.text, short, shape) or (below and count > 2 and verdict(self.text, short, shape) == HELD):
            return [] if any(shape.parts[-1][1] in self.text[a:b] for a, b in spans[count:]) else short
        if count < 3 or not verdict(self.text, short, shape):
            return []
        if loose and (alike(self.text, short) or balanced(short)):
            return short
        # 四个抓手: 抓学习…。 / 抓制度…。
        head = self.text[short[0][0]]
        same = [self.text[a] == head for a, _ in spans]
        return short if head in shape.parts[0][1] and all(same[:count]) and not any(same[count:]) else []
