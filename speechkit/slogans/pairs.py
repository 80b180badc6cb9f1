"""Two long clauses that a number counts by what they begin with: 确立…，确立…，这“两个确立”; “双减”, 减轻…，减轻….

Two is little evidence: the second clause begins with a word that holds the morpheme, the first has it at the edge of
a word, and the clause beside them has it not.
"""

from __future__ import annotations

from typing import Final

from speechkit.slogans.clauses import is_edge, is_word
from speechkit.slogans.lists import QUOTES, SEMICOLONS, SOFT, Span, common, split

# A first clause may have so many characters before its word, and any clause so many in all.
_LEAD: Final = 8
_LONGEST: Final = 48
_PARTS: Final = SOFT + SEMICOLONS


def pair_behind(text: str, at: int, stop: int, morpheme: str) -> list[Span]:
    """Return the first two clauses of text[at:stop] when they are such a pair."""
    if text.count(morpheme, at, stop) < 2:
        return []
    clauses = split(text, at, stop, _PARTS)
    if len(clauses) < 2 or _holds(text, clauses[2:3], morpheme):
        return []
    return _pair(text, clauses[0], clauses[1], morpheme)


def pair_before(text: str, low: int, stop: int, morpheme: str) -> list[Span]:
    """Return the last two clauses of text[low:stop] when they are such a pair."""
    if text.count(morpheme, low, stop) < 2:
        return []
    clauses = [each for each in split(text, low, stop, _PARTS) if each[0] < each[1]]
    if len(clauses) < 2 or _holds(text, clauses[-3:-2], morpheme):
        return []
    return _pair(text, clauses[-2], clauses[-1], morpheme)


def _holds(text: str, spans: list[Span], morpheme: str) -> bool:
    return any(morpheme in text[a:b] for a, b in spans)


def _pair(text: str, one: Span, two: Span, morpheme: str) -> list[Span]:
    a, b = one
    c, d = two
    shared = common([text[a:b], text[c:d]])
    if morpheme in shared and len(shared) > 1:
        begins = a
    else:
        word = text[c : c + max(2, len(morpheme))]
        begins = text.find(word, a, min(b, a + _LEAD + len(word)))
        told = word.startswith(morpheme) and (len(morpheme) > 1 or is_word(word))
        if not told or begins < 0 or not is_edge(text[a:b], begins - a):
            return []
    least = len(morpheme) + 2
    sound = all(least <= high - low <= _LONGEST for low, high in ((begins, b), two))
    sound = sound and text[begins:b] != text[c:d] and not any(mark in text[begins:d] for mark in QUOTES)
    return [(begins, b), two] if sound else []
