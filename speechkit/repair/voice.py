"""What a document says elsewhere: how likely its own usage makes a character behind the one or two before it.

It is one voice only, so what it says is damped. Counted once for each document; the shares that are asked for are kept.
Triples are asked for seldom, as most of what is asked for is garble: each is counted by itself, until there are many.
"""

from __future__ import annotations

import math
from collections import Counter
from operator import add
from typing import Final

SILENT: Final = -99.0  # it says nothing of it
_FEW: Final = 60  # triples that are sooner counted one by one: one search costs a hundredth of counting all
_PAIR: Final = 2


class Voice:
    """The pairs and triples of characters of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs: Counter[str] = Counter(map(add, text, text[1:]))
        self._three: Counter[str] = Counter()
        self._asked = 0  # triples that were counted one by one
        self._one: dict[str, int] = {}
        self._said: dict[str, float] = {}

    def says(self, before: str, char: str) -> float:
        """Return ln of the share of a character behind at most two others, SILENT where it never stands there.

        What is asked for is mostly garble: whoever asks often looks into `pairs` first.
        """
        pair = before[-1:] + char
        if pair not in self.pairs:
            return SILENT
        run = before + char
        said = self._said.get(run)
        if said is None:
            said = self._said[run] = self._share(run, pair)
        return said

    def _share(self, run: str, pair: str) -> float:
        first = self.pairs.get(run[:2])
        times = self._times(run) if first and len(run) > _PAIR else 0
        if times:
            return math.log(0.5 * times / (self.pairs[run[:2]] + 0.5))
        alone = self._one.get(pair[0], 0) or self._one.setdefault(pair[0], self._text.count(pair[0]))
        return math.log(0.1 * self.pairs[pair] / (alone + 1))

    def _times(self, run: str) -> int:
        """Return how often a triple stands in the text, overlaps counted."""
        text = self._text
        self._asked += 1
        if self._asked <= _FEW and run[0] != run[-1]:  # no such triple overlaps another one of its kind
            return text.count(run)
        if not self._three:
            self._three = Counter(map(add, map(add, text, text[1:]), text[2:]))
        return self._three.get(run, 0)
