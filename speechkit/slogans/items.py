"""The items that a numeral abbreviation stands for, where the text spells them out: as many as it says, or none.

Tried in order: in brackets behind it (“五知”（知家庭构成、…）); behind a cue (即, 就是, 包括, a colon); 一是…二是…;
quoted before it (“比学习、…”的“五比五创”); listed before it (政治型、学习型…“五型”); elsewhere, where exactly so many
neighbouring clauses hold the common morpheme.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_edge
from speechkit.slogans.numberwords import DIGITS, Shape

Span = tuple[int, int]

_LONGEST: Final = 24
_REACH: Final = 260
_BREAKS: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}\n"
_SOFT: Final = f"{chars.COMMA},"
_COLONS: Final = f"{chars.COLON}:"
_CLOSERS: Final = f'{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}"'
_OPENERS: Final = f'{chars.LEFT_QUOTE}{chars.LEFT_CORNER}"'
_QUOTES: Final = _CLOSERS + _OPENERS
_SEMICOLONS: Final = f"{chars.SEMICOLON};"
_OPENING: Final = f"{chars.LEFT_PARENTHESIS}("
_CLOSING: Final = f"{chars.RIGHT_PARENTHESIS})"

_ENDS: Final = _BREAKS + _SOFT + _SEMICOLONS + _QUOTES + _COLONS

_CUE: Final = lazy(
    f"[{_CLOSERS}]?(?:[^{_BREAKS}{_SOFT}{_COLONS}{_QUOTES}]{{0,6}})?[{_SOFT}]?(?:{chars.DASH}{{1,2}}|[{_COLONS}]|也?即是?|"
    f"也?就是(?:要|说)?|指的是|是指|包括|分别(?:是|为)|具体(?:是|为)|主要(?:是|指))[{_SOFT}{_COLONS}]?"
)
_BRACKET: Final = lazy(f"[{_CLOSERS}]?\\w{{0,4}}[{_OPENING}]([^{_OPENING}{_CLOSING}\n]{{3,160}})[{_CLOSING}]")
_FIRST: Final = lazy(f"[^{_BREAKS}{_SOFT}{_COLONS}{_QUOTES}]{{0,11}}[{_COLONS}{_SOFT}{_BREAKS}]\\s?一([是要])")
# One of these stands within nine characters behind a term that a cue or a bracket follows.
_CUES: Final = frozenset(f"{chars.DASH}{_COLONS}{_OPENING}也即就指是包分具主")
_BRACKETS: Final = frozenset(_OPENING)
_THAT_IS: Final = lazy(f"[{chars.COMMA},]这?(?:就是|也就是|即)(?:(?:我们|大家|人们)?[常通所平]\\w{{0,2}}说?的)?$")
_LINKS: Final = ("为主要内容的", "为内容的", "为重点的", "等", "这", "的")
_THAT_ENDS: Final = ("的", "是", "即")
_LINK_ENDS: Final = ("等", "这", "的")
_ORDINALS: Final = "一二三四五六七八九十"
_LEAD_IN: Final = lazy("(?:一|就)?(?:是指|指|是|要|即|为|以|把|将|与|和|做到|坚持|实现)")


_Finder = Callable[[str, int, int, Shape], list[Span]]


class Items(Struct, frozen=True):
    """Items as spans of the text, and how they were found."""

    spans: tuple[Span, ...]
    mode: str


def expand(text: str, start: int, end: int, shape: Shape) -> Items | None:
    """Return the items of the term text[start:end] that stand beside it, None when the text does not spell them out."""
    finders = _finders(text, start, end)
    if finders:
        for count in shape.counts:
            if 2 <= count <= 12:
                for mode, find, at in finders:
                    spans = find(text, at, count, shape)
                    if spans:
                        return Items(tuple(spans), mode)
    return None


def _finders(text: str, start: int, end: int) -> list[tuple[str, _Finder, int]]:
    """Return what is worth trying beside text[start:end], judged by the characters next to it, and where to start."""
    found: list[tuple[str, _Finder, int]] = []
    behind = text[end : end + 9]
    if behind and not _CUES.isdisjoint(behind):
        if not _BRACKETS.isdisjoint(behind[:6]):
            found.append(("bracket", _in_bracket, end))
        found.append(("after", _behind_cue, end))
    if "一" in text[end + 1 : end + 16]:
        found.append(("after_enum", _numbered, end))
    at = _linked(text, start)
    before = text[at - 1 : at]
    if before and before in _CLOSERS:
        found.append(("before", _quoted_before, at))
    elif before and before not in _ENDS:
        found.append(("before", _listed_before, at))
    return found


# ---- lists


def split(text: str, start: int, end: int, marks: str) -> list[Span]:
    """Return the stretches of text[start:end] between any of the marks, quotes and blanks stripped off."""
    out, at = [], start
    for each in _any(marks).finditer(text, start, end):
        out.append(_stripped(text, at, each.start()))
        at = each.end()
    out.append(_stripped(text, at, end))
    return out


@cache
def _any(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and (text[start] in _QUOTES or text[start].isspace()):
        start += 1
    while end > start and (text[end - 1] in _QUOTES or text[end - 1].isspace()):
        end -= 1
    return start, end


def _counted(text: str, start: int, end: int, count: int) -> list[Span]:
    """Return text[start:end] split into `count` items by the coarsest mark that does it."""
    for marks in (_SEMICOLONS, chars.ENUMERATION_COMMA, _SOFT, f"{_SOFT}{chars.ENUMERATION_COMMA}"):
        if sum(text.count(mark, start, end) for mark in marks) >= max(1, count - 2):
            parts = [each for each in split(text, start, end, marks) if each[0] < each[1]]
            parts = _conjoined(text, parts, count)
            if len(parts) == count:
                return parts
    parts = _conjoined(text, [(start, end)], count) if count == 2 else []
    return parts if len(parts) == count else []


def _conjoined(text: str, parts: list[Span], count: int) -> list[Span]:
    """Split the last part at 和, 与, 及 when one item is missing."""
    if not parts or len(parts) != count - 1:
        return parts
    low, high = parts[-1]
    for at in range(low + 2, high - 1):
        if text[at] in "和与及" and is_edge(text[low:high], at - low) and is_edge(text[low:high], at + 1 - low):
            return [*parts[:-1], (low, at - (text[at - 1 : at + 1] == "以及")), (at + 1, high)]
    return parts


# ---- judging and trimming


def fit(text: str, spans: Sequence[Span], *, right: bool) -> list[Span]:
    """Return the spans, the first (and if `right` the last) cut to the measure of the others; none if one is long."""
    out = list(spans)
    if len(out) == 2:
        out = _fit_two(text, out)
    elif out:
        middle = [text[a:b] for a, b in out[1:-1]]
        out[0] = _cut_left(text, out[0], middle)
        if right:
            out[-1] = _cut_right(text, out[-1], middle)
    return out if _short(out) else []


def _short(spans: Sequence[Span]) -> bool:
    return all(1 <= b - a <= _LONGEST for a, b in spans)


def _cut_left(text: str, span: Span, middle: list[str]) -> Span:
    """Return the end of the first item that is as long as the others, or begins as they do."""
    start, end = span
    if len(set(map(len, middle))) == 1 and end - start > len(middle[0]):
        cut = end - len(middle[0])
        if is_edge(text[start:end], cut - start):
            return cut, end
    head = common(middle)
    if head:
        at = text.rfind(head, start, end)
        if at >= 0:
            return at, end
    lead = _LEAD_IN.match(text, start, end)
    if lead and end - lead.end() >= min(map(len, middle)) - 1:
        return lead.end(), end
    return span


def _cut_right(text: str, span: Span, middle: list[str]) -> Span:
    """Return the beginning of the last item that is as long as the others, or ends as they do."""
    start, end = span
    if len(set(map(len, middle))) == 1 and end - start > len(middle[0]):
        cut = start + len(middle[0])
        if is_edge(text[start:end], cut - start):
            return start, cut
    tail = common([each[::-1] for each in middle])[::-1]
    if tail:
        at = text.find(tail, start, end)
        if at >= 0:
            return start, at + len(tail)
    return span


def _fit_two(text: str, spans: list[Span]) -> list[Span]:
    (a, b), (c, d) = spans
    head = text[c : c + 2]
    at = text.rfind(head, a, b)
    if at > a:
        a = at
    elif b - a > d - c and is_edge(text[a:b], b - a - (d - c)):
        a = b - (d - c)
    return [(a, b), (c, d)]


def common(words: Sequence[str]) -> str:
    """Return what all the words begin with."""
    low, high = (min(words), max(words)) if words else ("", "")
    for at, letter in enumerate(low):
        if letter != high[at]:
            return low[:at]
    return low


def holds(text: str, spans: Sequence[Span], shape: Shape) -> bool:
    """Say whether every item holds the morpheme that the number counts: 五个好 five times 好, 三严三实 both."""
    words = [text[a:b] for a, b in spans]
    morphemes = [morpheme for _, morpheme in shape.parts]
    if len(morphemes) == 1:
        return all(morphemes[0] in word for word in words)
    if len(words) == shape.parts[0][0]:
        return all(all(each in word for each in morphemes) for word in words)
    at = 0
    for count, morpheme in shape.parts:
        if not all(morpheme in word for word in words[at : at + count]):
            return False
        at += count
    return True


def alike(text: str, spans: Sequence[Span]) -> bool:
    """Say whether items are of one make: equally long, or with a common beginning or end."""
    words = [text[a:b] for a, b in spans]
    return (
        (len(words) > 2 and len(set(map(len, words))) == 1)
        or bool(common(words))
        or bool(common([word[::-1] for word in words]))
    )


# ---- where items stand


def _in_bracket(text: str, end: int, count: int, shape: Shape) -> list[Span]:
    found = _BRACKET.match(text, end)
    return _sound(text, _counted(text, *found.span(1), count), shape) if found else []


def _behind_cue(text: str, end: int, count: int, shape: Shape) -> list[Span]:
    cue = _CUE.match(text, end)
    if cue is None:
        return []
    at, stop = cue.end(), _sentence_end(text, cue.end())
    if text.startswith("一是", at) or text.startswith("一要", at):
        return []
    spans = _counted(text, at, stop, count)
    if not spans or max(b - a for a, b in spans) > _LONGEST:
        spans = _last_list(text, at, stop, count)
    if not spans:
        return []
    spans = fit(text, _shortened(text, spans), right=len(shape.parts) == 1)
    if count == 2 and text[at - 1] in _COLONS and not alike(text, spans):
        return []
    return _sound(text, spans, shape)


def _sound(text: str, spans: list[Span], shape: Shape) -> list[Span]:
    """Return the spans when they hold the morpheme, are of one make, or at least about equally long."""
    if not spans or not _short(spans) or any(mark in text[a:b] for a, b in spans for mark in _QUOTES):
        return []
    if holds(text, spans, shape):
        return spans
    mixed = len(shape.parts) > 1 and len(shape.counts) == 1 and shape.counts[0] != shape.parts[0][0]
    return spans if not mixed and (alike(text, spans) or _balanced(spans)) else []


def _balanced(spans: Sequence[Span]) -> bool:
    sizes = [b - a for a, b in spans]
    return max(sizes) <= 2 * min(sizes) + 2


def _shortened(text: str, spans: list[Span]) -> list[Span]:
    """Cut what follows the last item behind a comma or semicolon."""
    start, end = spans[-1]
    marks = [text.find(mark, start, end) for mark in f"{_SOFT}{_SEMICOLONS}"]
    cut = min((each for each in marks if each > start), default=end)
    if cut == end or any(mark in text[a:b] for a, b in spans[:-1] for mark in _SOFT):
        return spans
    return [*spans[:-1], (start, cut)]


def _last_list(text: str, start: int, end: int, count: int) -> list[Span]:
    """Return a list of `count` short items inside a longer sentence, between its commas."""
    for low, high in split(text, start, end, _SOFT):
        if text.count(chars.ENUMERATION_COMMA, low, high) in {count - 1, count - 2}:
            spans = _counted(text, low, high, count)
            if spans:
                return spans
    return []


def _sentence_end(text: str, at: int) -> int:
    limit = min(len(text), at + _REACH)
    ends = [text.find(mark, at, limit) for mark in _BREAKS]
    return min((each for each in ends if each >= 0), default=limit)


def _numbered(text: str, end: int, count: int, shape: Shape) -> list[Span]:
    """Return the leads of 一是…二是… behind a colon, when each of them holds the morpheme."""
    if count > len(_ORDINALS):
        return []
    at = end + (text[end : end + 1] in _CLOSERS if end < len(text) else 0)
    opening = _FIRST.match(text, at)
    if opening is None:
        return []
    spans, at = [], opening.start(1) - 1
    for number in _ORDINALS[:count]:
        at = text.find(number + opening[1], at, at + 1500)
        if at < 0:
            return []
        stop = min(
            (e for e in (text.find(m, at, at + 80) for m in _BREAKS + _SOFT + _SEMICOLONS) if e >= 0), default=-1
        )
        if stop < 0:
            return []
        spans.append((at + 2, stop))
        at = stop
    return spans if holds(text, spans, shape) and all(b - a <= _LONGEST for a, b in spans) else []


def _linked(text: str, start: int) -> int:
    """Return where the link before a term begins, which is where a list before it ends: …、C|的“三个一”."""
    if start and text[start - 1] in _OPENERS:
        start -= 1
    if text[start - 1 : start] in _THAT_ENDS and (that := _THAT_IS.search(text, max(0, start - 12), start)):
        return that.start()
    if text[start - 1 : start] in _LINK_ENDS:
        for link in _LINKS:
            if text.endswith(link, 0, start):
                return start - len(link)
    return start


def _quoted_before(text: str, at: int, count: int, shape: Shape) -> list[Span]:
    """Return the items of a quoted list, or of a row of quotes, right before the term."""
    if at < 2 or text[at - 1] not in _CLOSERS:
        return []
    low = max(0, at - _REACH)
    opening = max(text.rfind(mark, low, at - 1) for mark in _OPENERS)
    if opening < 0 or "\n" in text[opening:at]:
        return []
    spans = _counted(text, opening + 1, at - 1, count)
    return _sound(text, spans or _row(text, at, count), shape)


def _row(text: str, at: int, count: int) -> list[Span]:
    spans: list[Span] = []
    while len(spans) < count and at > 1 and text[at - 1] in _CLOSERS:
        opening = max(text.rfind(mark, max(0, at - _LONGEST - 2), at - 1) for mark in _OPENERS)
        if opening < 0:
            return []
        if text[opening + 1] in DIGITS:
            return []  # a sibling (“双一流”“双高”), not an item
        spans.append((opening + 1, at - 1))
        at = opening
        if at and text[at - 1] in f"和与及{chars.ENUMERATION_COMMA}":
            at -= 1
    full = len(spans) == count and not (at > 1 and text[at - 1] in _CLOSERS)
    return spans[::-1] if full else []


def _listed_before(text: str, at: int, count: int, shape: Shape) -> list[Span]:
    """Return the list that runs into the term: A、B、C“三位一体”, A和B“两个节点”."""
    low = max(0, at - _REACH // 2)
    comma = text.rfind(chars.ENUMERATION_COMMA, low, at)
    if at - low < 3 or (count > 2 and (comma < 0 or at - comma > 2 * _LONGEST + 4)):
        return []
    if text.count(chars.ENUMERATION_COMMA, low, at) < count - 2 or text[at - 1] in _ENDS:
        return []
    low += max(map(text[low:at].rfind, _ENDS)) + 1
    spans = split(text, low, at, chars.ENUMERATION_COMMA)
    if len(spans) == count - 1:
        spans = _conjoined(text, spans, count)
    if len(spans) != count or any(a >= b for a, b in spans):
        return []
    spans = fit(text, spans, right=False)
    if not spans or holds(text, spans, shape):
        return spans
    if count > 2 and spans[-1][1] - spans[-1][0] > spans[1][1] - spans[1][0] == spans[-2][1] - spans[-2][0]:
        return []  # 带着感情、带着责任、带着问题|抓“三农”
    # 种子有着落、水源有保障的“三农”: a list that only describes the term.
    loose = text[at : at + 1] == "的" or (len(shape.parts) > 1 and shape.parts[-1] != (1, "体"))
    return spans if not loose and alike(text, spans) else []
