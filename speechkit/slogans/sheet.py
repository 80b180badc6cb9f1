"""What the four readers share: the text to match on, keys, and the collection of terms.

Matching runs on a simplified copy of equal length, so every offset is one of the clean text. A document in simplified
script is its own copy: only the others pay for folding.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from speechkit.document import SloganKind
from speechkit.passes import Draft, Item, Place, Term
from speechkit.script import simplify
from speechkit.slogans.quoted import around, quotes

T = TypeVar("T")

# What is told of a line of up to so many characters is kept: pages are copied, and standing phrases fill lines.
KEPT: Final = 600
# Beyond this many searched characters a search term by term gives way to one automaton (see find_all).
_SCANNED: Final = 300_000


class Sheet:
    """The text to match on: `text` is simplified and as long as the clean text `printed`; offsets fit both."""

    def __init__(self, draft: Draft) -> None:
        passages = draft.passages
        self.printed = draft.text
        self.text = _simplified(draft.text) if draft.script in {"traditional", "mixed"} else draft.text
        self.starts = [each.start for each in passages]
        self.ends = [each.end for each in passages]
        self.headings = [index if each.type == "heading" else each.heading for index, each in enumerate(passages)]

    @cached_property
    def quoted(self) -> frozenset[tuple[int, int]]:
        """Return the insides of the quoted strings as a set."""
        return frozenset(self.quotes)

    @cached_property
    def lines(self) -> list[tuple[int, str]]:
        """Return the lines of the text that hold anything, and where each begins."""
        out, at = [], 0
        for line in self.text.split("\n"):
            if line:
                out.append((at, line))
            at += len(line) + 1
        return out

    def told(self, read: Callable[[str], T]) -> list[tuple[int, T]]:
        """Return what `read` tells of the lines that it tells anything of, and where each begins.

        It looks at nothing but a line; what it tells of one that comes again is kept.
        """
        kept = _kept(read)
        return [(at, found) for at, line in self.lines if (found := kept(line) if len(line) <= KEPT else read(line))]

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Return the insides of the quoted strings, in order."""
        return quotes(self.text)

    def quote_around(self, at: int) -> tuple[int, int] | None:
        """Return the inside of the quoted string that holds this offset, None when none does."""
        return around(self.quotes, at)

    def passage(self, at: int) -> int:
        """Return the index of the passage that holds this offset, -1 when none does."""
        index = bisect_right(self.starts, at) - 1
        return index if index >= 0 and at < self.ends[index] else -1

    def place(self, start: int, end: int) -> Place | None:
        """Return text[start:end] as a place, None when it is not inside one passage."""
        index = bisect_right(self.starts, start) - 1
        return Place(start, end, index) if index >= 0 and start < end <= self.ends[index] else None

    def item(self, start: int, end: int, number: int) -> Item:
        """Return text[start:end] as an item that is called by its own words."""
        return Item(start, end, self.printed[start:end], number)


@cache
def _kept(read: Callable[[str], T]) -> Callable[[str], T]:
    return lru_cache(maxsize=1 << 11)(read)


def _simplified(text: str) -> str:
    kept = _kept(simplify)
    return "\n".join([kept(line) if len(line) <= KEPT else simplify(line) for line in text.split("\n")])


_SHEETS: Final[WeakKeyDictionary[Draft, Sheet]] = WeakKeyDictionary()


def sheet_of(draft: Draft) -> Sheet:
    """Return the sheet of a draft; made once, since readers never change text."""
    sheet = _SHEETS.get(draft)
    if sheet is None or sheet.printed is not draft.text or len(sheet.starts) != len(draft.passages):
        sheet = _SHEETS[draft] = Sheet(draft)
    return sheet


def key_of(text: str) -> str:
    """Return the key of a simplified text: its letters and digits."""
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


class Terms:
    """Slogans on their way into a draft, one by key; places may be given in any order and more than once."""

    def __init__(self, sheet: Sheet, kind: SloganKind) -> None:
        self.sheet = sheet
        self.kind: SloganKind = kind
        self.found: dict[str, Term] = {}
        self._known: dict[tuple[int, int], Term] = {}

    def add(self, start: int, end: int, score: float, why: Sequence[str], key: str = "") -> Term | None:
        """Add a place of a slogan; return its term, None when the place is in no passage or holds no letter.

        `key` may be given by a caller that knows it.
        """
        spot = start, end
        term = self._known.get(spot)
        if term is None:
            sheet = self.sheet
            index = bisect_right(sheet.starts, start) - 1
            if index < 0 or not start < end <= sheet.ends[index]:
                return None
            key = key or key_of(sheet.text[start:end])
            if not key:
                return None
            place = Place(start, end, index)
            term = self.found.get(key)
            if term is None:
                term = Term(text="", normalized=key, kind=self.kind, score=score, why=[*why], places=[place])
                self.found[key] = self._known[spot] = term
                return term
            self._known[spot] = term
            term.places.append(place)
        if score > term.score:
            term.score, term.why = score, [*why]
        return term

    def hand_in(self, draft: Draft) -> None:
        """Put the terms into the draft in order of their first place, places sorted."""
        if not self.found:
            return
        for term in self.found.values():
            if len(term.places) > 1:
                term.places.sort(key=_order)
            first = term.places[0]
            term.text = self.sheet.printed[first.start : first.end]
        draft.terms += sorted(self.found.values(), key=lambda term: (_order(term.places[0]), term.normalized))


def _order(place: Place) -> tuple[int, int]:
    return place.start, place.end


def find_all(text: str, phrases: list[str]) -> list[tuple[int, int]]:
    """Return where any of the phrases stands, (offset, index of the phrase), in no order.

    A few phrases are looked for one by one; many, or a long text, with an automaton, so that time stays linear.
    """
    if len(text) * len(phrases) <= _SCANNED:
        return [(at, index) for index, phrase in enumerate(phrases) for at in _each(text, phrase)]
    from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  # 3 ms that most documents never pay

    matches = AhoCorasick(phrases).find_matches_as_indexes(text, overlapping=True)
    return [(start, index) for index, start, _ in matches]


def _each(text: str, phrase: str) -> list[int]:
    out, at = [], text.find(phrase)
    while at >= 0:
        out.append(at)
        at = text.find(phrase, at + len(phrase))
    return out
