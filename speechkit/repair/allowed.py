"""Which characters the bytes that are left allow, the likeliest first.

A lost trail byte leaves the 190 characters of a lead byte, a lost pair a character on each side of which half is known.
The language model's weights of single characters and of words of two rank them; the answers are kept for all documents
of a script, whose runs ask again and again.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any, Final

from speechkit.repair import gbk
from speechkit.repair.language import Reader

_TRAILS_KEPT: Final = 14  # candidates for a lost trail byte
_PAIRS_KEPT: Final = 14  # candidates for a pair that printed nothing; 24 found nothing more
_BETWEEN_KEPT: Final = 160  # of these, before their surroundings are known
_INNER_KEPT: Final = 60
_RARE: Final = -14.0  # ln of a character's share of all text below which it is not considered
_NO_ASCII: Final = 0x80  # a trail byte below would have printed itself instead of being lost

# Answers kept of each kind. A list of candidates between two bytes has 20 KB, the others have one.
_MOST_LARGE: Final = 200
_MOST_SMALL: Final = 4_000
_WORTH: Final = itemgetter(0)

Between = tuple[float, str, str, str, str]  # worth, two characters, the same folded


@cache
def allowed_in(script: str) -> Allowed:
    """Return what bytes allow in text of a script."""
    return Allowed(Reader(script))


def _room(kept: dict[Any, Any], most: int) -> None:
    """Forget what is kept when it is too much."""
    if len(kept) >= most:
        kept.clear()


class Allowed:
    """What bytes allow, as a reader of one script ranks it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._trails: dict[tuple[int, str, str], list[str]] = {}
        self._outer: dict[int, list[tuple[str, int]]] = {}
        self._inner: dict[int, list[tuple[str, int]]] = {}
        self._behind: dict[tuple[int, int, str], list[str]] = {}
        self._pairs: dict[tuple[int, str, int, str], list[tuple[str, str]]] = {}
        self._between: dict[tuple[int, int], list[Between]] = {}
        self._lasts: dict[int, list[tuple[int, float, str, str]]] = {}

    def trails(self, lead: int, before: str, following: str) -> list[str]:
        """Return characters under a lead byte whose trail byte was lost, between two others."""
        key = (lead, before, following)
        found = self._trails.get(key)
        if found is None:
            pair = self.reader.model.pair
            worth = []
            for trail, char in gbk.by_lead()[lead]:
                if trail >= _NO_ASCII:
                    folded = self.reader.fold(char)
                    value = self._worth(char, folded) + pair(before, folded)
                    worth.append((value + pair(folded, following) if following else value, char))
            worth.sort(key=_WORTH, reverse=True)
            _room(self._trails, _MOST_SMALL)
            found = self._trails[key] = [char for _, char in worth[:_TRAILS_KEPT]]
        return found

    def outer(self, lead: int) -> list[tuple[str, int]]:
        """Return characters under a lead byte whose trail byte may begin a silent pair, with that byte."""
        found = self._outer.get(lead)
        if found is None:
            every = ((gbk.table().get((lead, trail)), trail) for trail in gbk.silent())
            found = self._outer[lead] = [
                (char, trail)
                for char, trail in every
                if char and gbk.is_text(char) and self._worth(char, self.reader.fold(char)) > _RARE
            ]
        return found

    def inner(self, trail: int) -> list[tuple[str, int]]:
        """Return the likeliest characters between two silent pairs: nothing of them was printed."""
        found = self._inner.get(trail)
        if found is None:
            every = [each for lead in gbk.silent()[trail] for each in self.outer(lead)]
            every.sort(key=lambda each: -self._worth(each[0], self.reader.fold(each[0])))
            found = self._inner[trail] = every[:_INNER_KEPT]
        return found

    def behind(self, first: int, trail: int, left: str) -> list[str]:
        """Return characters with a trail byte whose lead byte ends a silent pair that begins with `first`."""
        key = (first, trail, left)
        found = self._behind.get(key)
        if found is None:
            leads = gbk.silent()[first]
            pair = self.reader.model.pair
            worth = []
            for lead, char in gbk.by_trail().get(trail, ()):
                if lead in leads:
                    folded = self.reader.fold(char)
                    worth.append((self._worth(char, folded) + pair(left, folded), char))
            worth.sort(key=_WORTH, reverse=True)
            _room(self._behind, _MOST_SMALL)
            found = self._behind[key] = [char for _, char in worth[:_PAIRS_KEPT]]
        return found

    def pairs(self, lead: int, left: str, trail: int, right: str) -> list[tuple[str, str]]:
        """Return characters (lead, ?) (?, trail) whose inner bytes print nothing, between two others."""
        key = (lead, left, trail, right)
        found = self._pairs.get(key)
        if found is None:
            pair = self.reader.model.pair
            every = self.between(lead, trail)
            before = {folded: pair(left, folded) for folded in {each[3] for each in every}}
            behind = {folded: pair(folded, right) for folded in {each[4] for each in every}}
            worth = [
                (value + before[one_folded] + behind[two_folded], one, two)
                for value, one, two, one_folded, two_folded in every
            ]
            worth.sort(key=_WORTH, reverse=True)
            _room(self._pairs, _MOST_SMALL)
            found = self._pairs[key] = [(one, two) for _, one, two in worth[:_PAIRS_KEPT]]
        return found

    def between(self, lead: int, trail: int) -> list[Between]:
        """Return such characters without regard to what stands around them."""
        found = self._between.get((lead, trail))
        if found is None:
            pair = self.reader.model.pair
            lasts = self._lasts_of(trail)
            worth = []
            for one, first in self.outer(lead):
                folded = self.reader.fold(one)
                value = self._worth(one, folded)
                seconds = gbk.silent()[first]
                for second, more, two, two_folded in lasts:
                    if second in seconds:
                        worth.append((value + more + pair(folded, two_folded), one, two, folded, two_folded))
            worth.sort(key=_WORTH, reverse=True)
            _room(self._between, _MOST_LARGE)
            found = self._between[lead, trail] = worth[:_BETWEEN_KEPT]
        return found

    def _lasts_of(self, trail: int) -> list[tuple[int, float, str, str]]:
        found = self._lasts.get(trail)
        if found is None:
            every = ((second, char, self.reader.fold(char)) for second, char in gbk.by_trail().get(trail, ()))
            worth = ((second, self._worth(char, folded), char, folded) for second, char, folded in every)
            found = self._lasts[trail] = [each for each in worth if each[1] > _RARE]
        return found

    def _worth(self, char: str, folded: str) -> float:
        """Return ln of a character's share of all text, less what its script costs."""
        alone = self.reader.model.alone.get(folded)
        if alone is None:
            alone = _UNSEEN_HAN if gbk.is_han(folded) else _MARK
        return alone + self.reader.script_penalty(char)


_UNSEEN_HAN: Final = -20.0
_MARK: Final = -9.0
