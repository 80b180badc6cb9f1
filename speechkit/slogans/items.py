"""The items that a numeral abbreviation stands for, where the text spells them out: as many as it says, or none.

Beside the term: in brackets behind it (“五知”（知家庭构成、…）); behind a cue (即, 就是, 包括, a colon); 一是…二是…;
quoted before it (“比学习、…”的“五比五创”); listed before it (政治型、学习型…“五型”), or in the clauses before its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.slogans.before import ENDS, REACH, clauses_before, linked, listed_before, quoted_before
from speechkit.slogans.behind import OPENING, behind_cue, in_bracket, numbered, quoted_behind
from speechkit.slogans.lists import CLOSERS, COLONS, HELD, LONGEST, OPENERS, Span, told_of
from speechkit.slogans.numberwords import Shape, bare

# One of these stands within so many characters behind a term that a cue or a bracket follows.
_CUES: Final = frozenset(f"{chars.DASH}{COLONS}{OPENING}即就指是为包涵分")
_COMMA: Final = chars.ENUMERATION_COMMA
_ENDING: Final = frozenset(ENDS)
_OPENED: Final = frozenset(OPENERS)
_BRACKETS: Final = frozenset(OPENING)

FIGURES: Final = dict(
    zip(
        "123456789一二三四五六七八九",
        [f"{n}{each}" for n, each in enumerate(("一", "二两双", *"三四五六七八九"), 1)] * 2,
        strict=True,
    )
)

_Find = Callable[[str, int, int, Shape], tuple[int, list[Span]]]


class Items(Struct, frozen=True):
    """Items as spans of the text, and how they were found."""

    spans: tuple[Span, ...]
    mode: str


def expand(text: str, start: int, end: int, shape: Shape) -> Items | None:
    """Return the items of the term text[start:end] that stand beside it, None when the text does not spell them out.

    Items that hold the morpheme go before those that only look like a list of so many.
    """
    found = _expand(text, start, end, shape)
    if found is None and (short := bare(shape)):
        return _expand(text, start, end, short)
    return found


def _expand(text: str, start: int, end: int, shape: Shape) -> Items | None:
    kept: Items | None = None
    counts = shape.counts
    for mode, find, at in _finders(text, start, end, shape):
        for count in counts:
            if 2 <= count <= 12 or (count == 1 and mode in ("after", "bracket")):
                sure, spans = find(text, at, count, shape)
                if sure and not shape.parts[0][1] and not counts_up(text[start:end], text, spans):
                    continue
                if sure == HELD:
                    return Items(tuple(spans), mode)
                if sure and kept is None:
                    kept = Items(tuple(spans), mode)
    return kept


def counts_up(term: str, text: str, spans: list[Span]) -> bool:
    """Say whether each item holds its number of a term in figures: 围绕|一|个中心、守住|两|条底线 for 12….

    A term that only looks like one is a call number (“119”).
    """
    digits = [each for each in term if each in FIGURES]
    return len(digits) == len(spans) and all(
        any(figure in text[a:b] for figure in FIGURES[digit]) for digit, (a, b) in zip(digits, spans, strict=True)
    )


def expand_before(text: str, start: int, shape: Shape) -> Items | None:
    """Return the items of a term at `start` that are listed right before it."""
    at = linked(text, start)
    for count in shape.counts:
        if 2 <= count <= 12:
            sure, spans = listed_before(text, at, count, shape)
            if sure:
                return Items(tuple(spans), "before")
    return None


def _finders(text: str, start: int, end: int, shape: Shape) -> list[tuple[str, _Find, int]]:
    """Return what is worth trying beside text[start:end], judged by the characters next to it, and where to start.

    Most places of most terms define nothing: each finder has a gate that costs less than a microsecond.
    """
    found: list[tuple[str, _Find, int]] = []
    behind = text[end : end + 12]
    if behind and not _CUES.isdisjoint(behind):
        if not _BRACKETS.isdisjoint(behind[:8]):
            found.append(("bracket", in_bracket, end))
        found.append(("after", behind_cue, end))
    ahead = text[end + 1 : end + 45]
    if "一" in ahead[:17] or "首先" in ahead[:17]:
        found.append(("after_enum", numbered, end))
    count, morpheme = shape.parts[-1]
    if count > 2 and not _OPENED.isdisjoint(ahead) and text.count(morpheme, end + 1, end + REACH) >= count:
        found.append(("after", quoted_behind, end + 1))
    at = linked(text, start)
    before = text[at - 1 : at]
    if before and before in CLOSERS:
        found.append(("before", quoted_before, at))
    elif before and before not in ENDS and _may_end_list(text, at, shape.counts[0]):
        found.append(("before", listed_before, at))
    if start > 5 and ("这" in text[start - 2 : start] or told_of(text, max(0, start - REACH), start, count, shape)):
        found.append(("before", clauses_before, start))
    return found


def _may_end_list(text: str, at: int, count: int) -> bool:
    """Say whether a list may end at `at`: its last comma is near, and nothing but an item stands behind that."""
    low = max(0, at - 2 * LONGEST - 4)
    comma = text.rfind(_COMMA, low, at)
    if count == 2:
        joint = max(comma, text.rfind("和", low, at), text.rfind("与", low, at), text.rfind("及", low, at))
        return joint >= 0 and _ENDING.isdisjoint(text[joint + 1 : at])
    return comma >= 0 and _ENDING.isdisjoint(text[comma + 1 : at])
