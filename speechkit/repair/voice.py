"""What a document says elsewhere: how likely its own usage makes a character behind the one or two before it.

It is one voice only, so what it says is damped. Counted once for each document; the shares that are asked for are kept.
"""

from __future__ import annotations

import math
from collections import Counter
from operator import add
from typing import Final

SILENT: Final = -99.0  # it says nothing of it


class Voice:
    """The pairs and triples of characters of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.pairs: Counter[str] = Counter(map(add, text, text[1:]))
        self._three: Counter[str] = Counter()
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
        if not self._three:
            text = self._text
            self._three = Counter(map(add, map(add, text, text[1:]), text[2:]))
        times = self._three.get(run)
        if times:
            return math.log(0.5 * times / (self.pairs[run[:2]] + 0.5))
        times = self._one.get(pair[0], 0) or self._one.setdefault(pair[0], self._text.count(pair[0]))
        return math.log(0.1 * self.pairs[pair] / (times + 1))
