"""The places of many words in a text, found in one scan by an Aho-Corasick automaton.

Making one of 5,000 words takes 5 to 15 ms, a tenth of what cleaning one short page costs. So the first texts, if they
are short, get one of those words only whose characters they have, a tenth; who comes with more gets the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Place = tuple[int, int, int]  # the number of a word, and text[start:end] where it stands
_SHORT: Final = 20_000  # characters; a longer text has most characters there are
_PICKS: Final = 3  # a page comes again when it has been repaired


class Automaton:
    """Finds words: all of them, also one inside another, or, with `longest`, the longest at each place, disjoint."""

    def __init__(self, words: Sequence[str], *, longest: bool = False) -> None:
        self._words = words
        self._longest = longest
        self._whole: AhoCorasick | None = None
        self._some: AhoCorasick | None = None
        self._numbers: list[int] = []  # of the words that `_some` was made of
        self._letters: frozenset[str] = frozenset()  # ... because texts had these characters
        self._picks = 0

    def find(self, text: str) -> list[Place]:
        """Return the places of the words in the order of their ends; offsets are code points."""
        if self._whole is None and self._has_few(text):
            return [(self._numbers[at], start, end) for at, start, end in self._places(self._some, text)]
        if self._whole is None:
            self._whole, self._some = self._made(self._words), None
        return self._places(self._whole, text)

    def _has_few(self, text: str) -> bool:
        """Say whether some of the words are all that this text can hold, and pick them if few have been asked for."""
        if self._some is not None and self._letters.issuperset(text):
            return True
        if self._picks == _PICKS or len(text) > _SHORT:
            return False
        self._picks += 1
        self._letters = self._letters.union(text)
        has = self._letters.issuperset
        self._numbers = [number for number, word in enumerate(self._words) if has(word)]
        self._some = self._made([self._words[number] for number in self._numbers])
        return True

    def _made(self, words: Sequence[str]) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick, MatchKind  # noqa: PLC0415  # 2 ms that --help never pays

        return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest if self._longest else MatchKind.Standard)

    def _places(self, automaton: Any, text: str) -> list[Place]:
        found: list[Place] = automaton.find_matches_as_indexes(text, overlapping=not self._longest)
        return found
