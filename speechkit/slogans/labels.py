"""Terms of several numbers whose parts the text tells one by one, each under its own name.

“三联三送三帮”。三联，机关联连队、…；三送，…；三帮，…; “一超两不愁三保障”: 一超就是…，两不愁是指…，三保障指的是….
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.slogans.items import Items
from speechkit.slogans.lists import (
    BREAKS,
    CLOSERS,
    COLONS,
    LONGEST,
    SEMICOLONS,
    SOFT,
    Span,
    best,
    end_of,
    split,
    stripped,
    ways,
)
from speechkit.slogans.numberwords import DIGITS, MEASURES, Shape
from speechkit.slogans.trimming import fit

# The first name stands within so many characters behind the term, and the next within as many behind that.
_REACH: Final = 160
_SAID: Final = lazy(
    f"[{CLOSERS}]?(?:[{SOFT}{COLONS}{chars.ENUMERATION_COMMA}]|{chars.DASH}{{1,2}})?"
    f"(?:[也则]?(?:就是|即是?|是指|指的?是?|是|为|包括|分别[是为])[{SOFT}{COLONS}]?)?"
)
_THAT_IS: Final = lazy("就是|是指|指的是|即")
_TRIES: Final = 3
# What is said of a part that is no name of it: 一主是|市里定的; 一做是|什么.
_SAYING: Final = "的了过"
_ASKING: Final = lazy("什么|怎么|谁$|^哪|如何|多少")
_PARTS: Final = f"{BREAKS}{SOFT}{SEMICOLONS}{COLONS}"


def labelled(text: str, end: int, shape: Shape) -> Items | None:
    """Return the items of all parts of the term that ends at `end`, None unless each part is named and told in turn."""
    if len(shape.parts) < 2:  # one number has one part
        return None
    limit = end + _REACH * len(shape.parts)
    if any(text.find(morpheme, end + 1, limit) < 0 for _, morpheme in shape.parts):
        return None
    names: list[Span] = []
    at = end
    for part in shape.parts:
        name = _name(text, at, *part)
        if name is None:
            return None
        names.append(name)
        at = name[1]
    spans: list[Span] = []
    stops = [start for start, _ in names[1:]]
    for part, (_, low), high in zip(shape.parts, names, [*stops, at + _REACH], strict=True):
        told = _list(text, low, high, *part)
        if not told:
            return None
        spans += told
    return Items(tuple(spans), "after")


def grouped(text: str, end: int, shape: Shape) -> Items | None:
    """Return the items of all parts when each part is a list of its own, in turn and soon behind the term.

    “两票三制”。工作票、操作票，一张都不能少；交接班制、巡回检查制、轮换制，一项都不能走过场.
    """
    counts = [count for count, _ in shape.parts]
    if len(counts) < 2 or min(counts) < 2:  # as above; one is no list
        return None
    commas = text.count(chars.ENUMERATION_COMMA, end, end + _REACH)
    if commas < sum(counts) - 2 * len(counts) or any(text.find(each, end, end + _REACH) < 0 for _, each in shape.parts):
        return None
    clauses = iter(split(text, end, min(len(text), end + _REACH), _PARTS))
    spans: list[Span] = []
    for count, morpheme in shape.parts:
        wanted = (count - 1, count - 2)
        lists = (
            each
            for each in clauses
            if text.count(chars.ENUMERATION_COMMA, *each) in wanted and text.find(morpheme, *each) >= 0
        )
        rows = (fit(text, row, right=False) for each in lists for row in ways(text, *each, count))
        held = next((row for row in rows if _of_kind(text, row, morpheme)), None)
        if held is None:
            return None
        spans += held
    return Items(tuple(spans), "after")


def _of_kind(text: str, spans: list[Span], morpheme: str) -> bool:
    """Say whether all begin or all end with the morpheme, or the last one has it for all: 授权、监管、服务|到位."""
    sound = all(0 < b - a <= LONGEST for a, b in spans)
    if not sound or not spans:
        return False
    if all(text.startswith(morpheme, a) for a, _ in spans):
        return True
    return text.endswith(morpheme, *spans[-1]) and (
        len(morpheme) > 1 or all(text.endswith(morpheme, *each) for each in spans)
    )


def _name(text: str, at: int, count: int, morpheme: str) -> Span | None:
    """Return where a part is named behind `at` and something is said of it: 三联|，…, 两不愁|是指…."""
    limit = at + _REACH
    for _ in range(_TRIES):
        found = text.find(morpheme, at + 1, limit)
        if found < 0:
            return None
        at = found + len(morpheme)
        start = found - 1 if text[found - 1] in DIGITS else found - 2
        number = text[start : found - (text[found - 1] in MEASURES)]
        said = _SAID.match(text, at)
        if said and said.end() > at and text[start] in DIGITS and count_of(number) == count:
            return start, said.end()
        if _THAT_IS.match(text, at) and text[found - 1] in _PARTS:  # 学|就是|…，帮|就是|…
            return found, said.end()  # type: ignore[union-attr]  # it matches the empty string
    return None


def _list(text: str, low: int, high: int, count: int, morpheme: str) -> list[Span]:
    """Return the `count` things that stand in text[low:high] up to a harder mark."""
    stop = end_of(text, BREAKS + SEMICOLONS, low, high)
    while stop > low and text[stop - 1] in SOFT:
        stop -= 1
    if count == 1:
        a, b = stripped(text, low, stop)
        told = 1 < b - a <= LONGEST and text[b - 1] not in _SAYING
        return [(a, b)] if told and not _ASKING.search(text[a:b]) else []
    rows = (row for each in ways(text, low, stop, count) if (row := _cut(text, each)))
    sure, spans = best(text, rows, Shape("", ((count, morpheme),), measured=False))
    return spans if sure and not any(_ASKING.search(text[a:b]) for a, b in spans) else []


def _cut(text: str, spans: list[Span]) -> list[Span]:
    """Return a list without what is said behind it, 学党章、学条例|，大家都明白; none if it begins earlier."""
    joints = {text[b : b + 1] for _, b in spans[:-1]}
    (a, b), (low, high) = spans[0], spans[-1]
    if joints != {chars.ENUMERATION_COMMA}:
        return spans
    if end_of(text, SOFT, a, b) < b:
        return []
    return [*spans[:-1], (low, end_of(text, SOFT, low, high))]
