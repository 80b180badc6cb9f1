"""How much likelier a character is behind another one than elsewhere: 要办 is, 说办 is not.

The language model knows words, one by one; this knows which characters meet where words do, marks among them. Counts
of newspaper text that a word cutter ships (scripts/build_data.py, NOTICE), damped: they are few, and words count
already. Loaded on first use only, in about 3 ms; a character's line is read when it is asked for.
"""

from __future__ import annotations

import math
from functools import cache
from typing import Final

from speechkit.rules.lexicon import data_text

_STEP: Final = 0.2  # natural logarithm per step of a weight, as in model.txt
_DOUBT: Final = 100.0  # times that a character is thought to have stood in front of just anything
_DAMPED: Final = 0.4  # more makes the rare ones too sure; measured on lines misread with lost bytes
_WIDE_DIGIT: Final = 0xFF10 - 0x30


class Neighbours:
    """The counts; shared by all documents."""

    def __init__(self) -> None:
        _, known, weights, *lines = data_text("neighbours.txt").split("\n")
        self._lines = dict(zip(known, lines, strict=False))
        counts = {char: _count(weight) for char, weight in zip(known, weights, strict=True)}
        total = sum(counts.values())
        self._shares = {char: count / total for char, count in counts.items()}
        self._counts = counts
        self._known: dict[str, dict[str, float]] = {}
        self._gains: dict[str, float] = {}

    def gain(self, first: str, second: str) -> float:
        """Return ln of how much likelier the second character is behind the first; both in simplified script."""
        gain = self._gains.get(first + second)
        if gain is None:
            gain = self._gains[first + second] = self._gain(_wide(first), _wide(second))
        return gain

    def _gain(self, first: str, second: str) -> float:
        share = self._shares.get(second)
        if share is None or first not in self._shares:
            return 0.0
        behind = self._known.get(first)
        if behind is None:
            seconds, _, weights = self._lines[first].partition("\t")
            behind = self._known[first] = dict(zip(seconds, map(_count, weights), strict=True))
        seen = self._counts[first] + _DOUBT
        return _DAMPED * math.log((behind.get(second, 0.0) / share + _DOUBT) / seen)


@cache
def neighbours() -> Neighbours:
    """Return the counts, loaded once."""
    return Neighbours()


def _count(weight: str) -> float:
    return math.exp((ord(weight) - 33) * _STEP)


def _wide(char: str) -> str:
    return chr(ord(char) + _WIDE_DIGIT) if "0" <= char <= "9" else char
