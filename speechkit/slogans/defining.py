"""Definitions: the items of each numeral abbreviation, from wherever the text spells them out.

Beside the term goes first (items), then what follows it without a cue (nearby), headings and paragraphs below it
(sections), a row of clauses anywhere (distant), and at last the items of the term inside it (三问 for 入党三问).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from speechkit.passes import Draft, Series, Term
from speechkit.slogans.distant import elsewhere
from speechkit.slogans.items import Items, expand
from speechkit.slogans.labels import grouped, labelled
from speechkit.slogans.letters import LETTER, spelt
from speechkit.slogans.nearby import nearby
from speechkit.slogans.numberwords import DIGITS, Shape, bare
from speechkit.slogans.sections import Outline
from speechkit.slogans.setphrases import set_numerals
from speechkit.slogans.sheet import Sheet, Terms

# A term is defined where it comes up first: later places are not searched paragraph by paragraph.
_TRIED: Final = 8
_BESIDE: Final = 60
# The whole text is searched for the items of so many terms, as characters: all of them unless a text is hostile.
_SEARCHED: Final = 30_000_000


def define(draft: Draft, sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    """Give each term the items that the text spells out, and the draft an enumeration for it.

    A list that the outline has told already (in brackets, 一是…二是…) is not told twice; its items begin at a marker.
    """
    definer = _Definer(draft, sheet, terms)
    told: set[tuple[int, int]] | None = None
    for key, term in sorted(terms.found.items(), key=_leading):
        shape = shapes.get(key)
        items = definer.items(term, shape) if shape else None
        if items is None:
            continue
        term.items = tuple(sheet.item(a, b, n) for n, (a, b) in enumerate(items.spans, 1))
        term.items_mode = items.mode
        term.score = max(term.score, 0.97)
        term.why = [*term.why, f"{len(items.spans)} items {items.mode}"]
        told = _told(draft) if told is None else told
        if (len(term.items), term.items[0].start) not in told:
            draft.series.append(_series(sheet, term))


_Find = Callable[[str, int, Shape], Items | None]


class _Definer:
    """The text of a draft, to be asked for the items of one term after another."""

    def __init__(self, draft: Draft, sheet: Sheet, terms: Terms) -> None:
        self.draft = draft
        self.sheet = sheet
        self.terms = terms
        self.searched = 0
        self._outline: Outline | None = None

    def items(self, term: Term, shape: Shape) -> Items | None:
        """Return the items of a term, from the nearest place that spells them out."""
        if shape.parts[0][1].startswith(LETTER):
            spelled = [spelt(self.sheet.text, place.start, place.end, shape) for place in term.places[:_TRIED]]
            return next(filter(None, spelled), None)
        several = len(shape.parts) > 1
        finders = (labelled, grouped) if several else ()
        found = next(filter(None, (_each(find, self.sheet, term, shape) for find in finders)), None)
        found = found or _beside(self.sheet, term, shape)
        if found is None:
            short = bare(shape) or shape
            found = self._below(term, short) or self._elsewhere(term, short)
        return found or (self._within(term, shape) if shape.lead else None)

    def _below(self, term: Term, shape: Shape) -> Items | None:
        if self._outline is None:
            self._outline = Outline(self.draft, self.sheet.text)
        for place in term.places[:_TRIED]:
            items = self._outline.items(place, shape)
            if items:
                return items
        return None

    def _elsewhere(self, term: Term, shape: Shape) -> Items | None:
        self.searched += len(self.sheet.text)
        known = not shape.measured and not _long(shape) and term.normalized in set_numerals()
        if self.searched >= _SEARCHED or known:
            return None
        count, morpheme = shape.parts[0]
        if len(shape.parts) > 1:
            return elsewhere(self.sheet.text, shape, 0)
        there = self.sheet.text.count(morpheme)
        return elsewhere(self.sheet.text, shape, there) if there >= count + len(term.places) else None

    def _within(self, term: Term, shape: Shape) -> Items | None:
        """Return the items of the term without what leads it: those of 三问 for 入党三问."""
        rest = self.terms.found.get(term.normalized[len(shape.lead) :])
        if rest is None or not rest.items:
            return None
        return Items(tuple([(each.start, each.end) for each in rest.items]), rest.items_mode or "")


def _leading(found: tuple[str, Term]) -> bool:
    """Say whether words stand before the number: 入党三问 comes behind 三问."""
    return found[0][:1] not in DIGITS


def _told(draft: Draft) -> set[tuple[int, int]]:
    """Return the number of items of each series, with where the first begins, or up to two characters on."""
    return {(len(each.items), each.items[0].start + back) for each in draft.series if each.items for back in range(3)}


def _each(find: _Find, sheet: Sheet, term: Term, shape: Shape) -> Items | None:
    """Return the items that are found behind any of the first places of a term."""
    tried = (find(sheet.text, place.end, shape) for place in term.places[:_TRIED])
    return next(filter(None, tried), None)


def _beside(sheet: Sheet, term: Term, shape: Shape) -> Items | None:
    known = not shape.measured and not _long(shape) and term.normalized in set_numerals()
    places = sorted(term.places, key=lambda place: place.start)
    for find, tried in ((expand, places[:_BESIDE]), (nearby, places[:_TRIED])):
        for place in tried:
            items = find(sheet.text, place.start, place.end, shape)
            if items is not None and not (known and items.mode == "before" and _inside(sheet.text, items, shape)):
                return items
    return None


def _inside(text: str, items: Items, shape: Shape) -> bool:
    """Say whether items hold the one character of a known term inside: 懂农业、爱农村的“三农”队伍."""
    morpheme = shape.parts[0][1]
    words = [text[a:b] for a, b in items.spans]
    return all(morpheme in word[1:-1] for word in words)


def _long(shape: Shape) -> bool:
    """Say whether a row of clauses that hold the morphemes is no chance."""
    return len(shape.parts) > 1 or len(shape.parts[0][1]) > 1


def _series(sheet: Sheet, term: Term) -> Series:
    first = sheet.passage(term.items[0].start)
    heading = sheet.headings[first] if first >= 0 else None
    return Series(kind="numeral_abbreviation", items=term.items, heading=heading, announced=len(term.items))
