"""Sentences: where one ends, for those who must not cut it.

A sentence ends behind 。 ！ ？ …… and what closes behind them. What stands in a closed pair of quotation marks or
brackets is part of the sentence around it, but for speech that is quoted whole: 他说：“……。”
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.pairing import CLOSERS, PAIRS, pairs_of
from speechkit.patterns import lazy

_MARKS: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}!?{chars.ELLIPSIS}"
_END: Final = lazy(f"[{_MARKS}]+[{re.escape(''.join(CLOSERS))}]*[{chars.BLANKS}]*")
_SIGN: Final = lazy(f"[{_MARKS}{re.escape(''.join(PAIRS))}]")
# Behind these, or at the beginning of a sentence, a quotation is a sentence of its own.
_INTRODUCING: Final = f"{chars.COLON}:{chars.COMMA},"


def sentences(text: str, most: int) -> list[tuple[int, int]]:
    """Return text[start:end] of every sentence of a line, in order; together they are the line.

    A sentence of more than `most` code points is cut where a sentence inside its quotation marks or brackets ends.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for end in _outer_ends(text):
        found += [(start, end)] if end - start <= most else _inner(text, start, end)
        start = end
    return found


def _outer_ends(text: str) -> list[int]:
    """Return where the sentences of a line end; the marks that a closed pair holds end none."""
    ends: list[int] = []
    pairs: dict[int, int] | None = None
    at = 0
    while found := _SIGN.search(text, at):
        at = found.end()
        mark = found.start()
        if found[0] in PAIRS:
            pairs = pairs_of(text) if pairs is None else pairs
            closed = pairs.get(mark, 0)
            at = max(at, closed)
            if not closed or text[closed - 2] not in _MARKS or not _whole(text, mark, ends[-1] if ends else 0):
                continue
            mark = closed - 2
        end = _END.match(text, mark)
        if end:
            at = end.end()
            ends.append(at)
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)] if text else []


def _whole(text: str, place: int, start: int) -> bool:
    """Tell whether a quotation that begins at text[place] is a sentence of its own."""
    return place == start or text[place - 1] in _INTRODUCING


def _inner(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for mark in _END.finditer(text, start, end):
        found.append((start, mark.end()))
        start = mark.end()
    return [*found, (start, end)] if start < end else found
