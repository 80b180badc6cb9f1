"""Which characters the bytes that are left allow, the likeliest first.

A lost trail byte leaves the 190 characters of a lead byte, a lost pair a character on each side of which half is known.
The language model's weights of single characters and of words of two rank them; the answers are kept for all documents
of a script, whose runs ask again and again.
"""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any, Final

from msgspec import Struct

from speechkit import chars
from speechkit.repair import gbk
from speechkit.repair.language import Reader, State

_TRAILS_KEPT: Final = 14  # candidates for a lost trail byte
_PAIRS_KEPT: Final = 14  # candidates for a pair that printed nothing; 24 found nothing more
_BETWEEN_KEPT: Final = 160  # of these, before their surroundings are known
_INNER_KEPT: Final = 60
_RARE: Final = -14.0  # ln of a character's share of all text below which it is not considered
_NEVER: Final = -1e9
_NO_ASCII: Final = 0x80  # a trail byte below would have printed itself instead of being lost

DROPPED: Final = -1.5  # ln P that a pair printed nothing

# Answers kept of each kind. A list of candidates between two bytes has 20 KB, the others have one.
_MOST_LARGE: Final = 200
_MOST_SMALL: Final = 4_000
_WORTH: Final = itemgetter(0)


class Between(Struct, gc=False):
    """Two characters whose inner bytes print nothing: their worth, they, the same folded, what each is charged.

    `ways` are those of the model to the second one where the first begins a word, `most` what the best of them gains;
    both are worked out where they are wanted.
    """

    worth: float
    one: str
    two: str
    one_folded: str
    both_folded: str
    one_penalty: float
    two_penalty: float
    ways: list[tuple[float, State]] | None = None
    most: float = 0.0

    @property
    def two_folded(self) -> str:
        """Return the second character in simplified script."""
        return self.both_folded[-1]


class Middle(Struct, frozen=True):
    """All such pairs of two bytes, the likeliest first, and where each first and each second character is in them."""

    pairs: list[Between]
    ones: dict[str, list[int]]
    twos: dict[str, list[int]]


PARTNER: Final = {
    mark: pair
    for pair in (
        (chars.LEFT_QUOTE, chars.RIGHT_QUOTE),
        (chars.LEFT_PARENTHESIS, chars.RIGHT_PARENTHESIS),
        ("《", "》"),
    )
    for mark in pair
}


@cache
def allowed_in(script: str) -> Allowed:
    """Return what bytes allow in text of a script."""
    return Allowed(Reader(script))


def _room(kept: dict[Any, Any], most: int) -> None:
    """Forget what has been kept longest when it is too much."""
    if len(kept) >= most:
        del kept[next(iter(kept))]


class Allowed:
    """What bytes allow, as a reader of one script ranks it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._trails: dict[tuple[int, str, str], list[str]] = {}
        self._outer: dict[int, list[tuple[str, int]]] = {}
        self._inner: dict[int, list[tuple[str, int]]] = {}
        self._behind: dict[tuple[int, int, str], list[str]] = {}
        self._pairs: dict[tuple[int, str, int, str], list[Between]] = {}
        self._between: dict[tuple[int, int], Middle] = {}
        self._lasts: dict[int, list[tuple[int, float, str, str, float]]] = {}

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

    def pairs(self, lead: int, left: str, trail: int, right: str) -> list[Between]:
        """Return characters (lead, ?) (?, trail) whose inner bytes print nothing, between two others."""
        key = (lead, left, trail, right)
        found = self._pairs.get(key)
        if found is None:
            _room(self._pairs, _MOST_SMALL)
            found = self._pairs[key] = self._ranked(self.between(lead, trail), left, right)
        return found

    def _ranked(self, middle: Middle, left: str, right: str) -> list[Between]:
        """Return the likeliest between two characters.

        Most make no word with either: of those only the first can be among the likeliest.
        """
        every, model = middle.pairs, self.reader.model
        behind = model.behind
        if left and right:
            before = {one: model.gain(behind(left)[one], left, one) for one in middle.ones.keys() & behind(left).keys()}
            after = {
                two: model.gain(mass, two, right) for two in middle.twos if (mass := behind(two).get(right)) is not None
            }
        else:
            before = {one: model.pair(left, one) for one in middle.ones}
            after = {two: model.pair(two, right) for two in middle.twos}
        numbers = set(range(min(_PAIRS_KEPT, len(every))))
        numbers.update(*[middle.ones[one] for one in before], *[middle.twos[two] for two in after])
        worth = []
        for number in sorted(numbers):
            each = every[number]
            value = each.worth + before.get(each.one_folded, 0.0) + after.get(each.both_folded[-1], 0.0)
            worth.append((value, each))
        worth.sort(key=_WORTH, reverse=True)
        found = [each for _, each in worth[:_PAIRS_KEPT]]
        for each in found:
            self._look_ahead(each)
        return found

    def _look_ahead(self, each: Between) -> None:
        """Work out the ways of the model along a pair, if no more must be known for that."""
        words, one, two = self.reader.model.words, each.one_folded, each.both_folded[-1]
        if each.ways is None and one in words and two in words:
            each.ways = self.reader.model.ways(one, two)
            each.most = max([gain for gain, _ in each.ways], default=_NEVER)

    def between(self, lead: int, trail: int) -> Middle:
        """Return such characters without regard to what stands around them."""
        found = self._between.get((lead, trail))
        if found is None:
            _room(self._between, _MOST_LARGE)
            found = self._between[lead, trail] = _indexed(self._between_bytes(lead, trail))
        return found

    def _between_bytes(self, lead: int, trail: int) -> list[Between]:
        lasts, model = self._lasts_of(trail), self.reader.model
        worth = []
        for one, first in self.outer(lead):
            folded = self.reader.fold(one)
            value, penalty = self._worth(one, folded), self.reader.script_penalty(one)
            seconds, behind = gbk.silent()[first], model.behind(folded)
            for second, more, two, two_folded, two_penalty in lasts:
                if second in seconds:
                    mass = behind.get(two_folded)
                    both = value + more + (0.0 if mass is None else model.gain(mass, folded, two_folded))
                    worth.append((both, one, two, folded, folded + two_folded, penalty, two_penalty))
        worth.sort(key=_WORTH, reverse=True)
        return [Between(*each) for each in worth[:_BETWEEN_KEPT]]

    def _lasts_of(self, trail: int) -> list[tuple[int, float, str, str, float]]:
        found = self._lasts.get(trail)
        if found is None:
            every = ((second, char, self.reader.fold(char)) for second, char in gbk.by_trail().get(trail, ()))
            worth = (
                (second, self._worth(char, folded), char, folded, self.reader.script_penalty(char))
                for second, char, folded in every
            )
            found = self._lasts[trail] = [each for each in worth if each[1] > _RARE]
        return found

    def _worth(self, char: str, folded: str) -> float:
        """Return ln of a character's share of all text, less what its script costs."""
        alone = self.reader.model.alone.get(folded)
        if alone is None:
            alone = _UNSEEN_HAN if gbk.is_han(folded) else _MARK
        return alone + self.reader.script_penalty(char)


def _indexed(pairs: list[Between]) -> Middle:
    ones: dict[str, list[int]] = {}
    twos: dict[str, list[int]] = {}
    for number, each in enumerate(pairs):
        ones.setdefault(each.one_folded, []).append(number)
        twos.setdefault(each.two_folded, []).append(number)
    return Middle(pairs, ones, twos)


_UNSEEN_HAN: Final = -20.0
_MARK: Final = -9.0
