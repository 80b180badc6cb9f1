"""Items of a numeral abbreviation that only follow it: no cue announces them, the morpheme they share tells.

推进“五大中心”建设，胸痛中心、卒中中心…; 突出“五个聚焦”。聚焦市容环境，…；聚焦基础设施，…;
“五查五看”，一查…，看…；二查….
Three items or more, exactly as many as the term says, or none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.items import Items, Span, alike, fit, holds, split
from speechkit.slogans.numberwords import Shape

_REACH: Final = 400
_LONGEST: Final = 26
_BREAKS: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}"
_SOFT: Final = f"{chars.COMMA},{chars.SEMICOLON};"
_COLONS: Final = f"{chars.COLON}:"
_QUOTES: Final = f'{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}{chars.LEFT_CORNER}{chars.RIGHT_CORNER}"'
# The words behind a term up to the mark after which its items may stand: ”建设，  ”的标准，就是
_LEAD: Final = lazy(
    f"[{_QUOTES}]?[^{_BREAKS}{_SOFT}{_COLONS}{_QUOTES}{chars.ENUMERATION_COMMA}\n]{{0,10}}([{_BREAKS}{_SOFT}{_COLONS}])"
    "(?:也?就是(?:要|说)?|也?即是?|分别(?:是|为)|主要(?:是|指)|包括|做到|坚持|实现|要)?"
)
_MARKS: Final = f"{_SOFT}{chars.ENUMERATION_COMMA}"
_PART_IS: Final = lazy("[一二两三四五六七八九十]\\w{1,3}(?:是指|指的是|是|指|即)")
_ORDINALS: Final = "一二三四五六七八九十"


def nearby(text: str, _: int, end: int, shape: Shape) -> Items | None:
    """Return the items that follow the term that ends at `end`, in its paragraph, None when they are not there.

    The first `count` clauses hold the morphemes and the next one does not; or exactly `count` clauses begin with it; or
    they are numbered with it (一查…；二查…).
    """
    lead = _LEAD.match(text, end)
    if lead is None or (len(shape.parts) == 1 and not shape.parts[0][1]):
        return None
    limit = text.find("\n", lead.end())
    limit = min(limit if limit >= 0 else len(text), lead.end() + _REACH)
    for count in shape.counts:
        if not 3 <= count <= 10:
            continue
        numbered = _numbered(text, end, limit, count, shape)
        if numbered:
            return Items(tuple(numbered), "after_enum")
        spans = _first(text, lead.end(), limit, count, shape, same=lead[1] not in _BREAKS)
        spans = spans or _beginning(text, lead.end(), limit, count, shape)
        if spans and all(0 < b - a <= _LONGEST for a, b in spans):
            return Items(tuple(spans), "after")
    return None


def _first(text: str, at: int, limit: int, count: int, shape: Shape, *, same: bool) -> list[Span]:
    """Return the first `count` clauses when each of them holds its morpheme, and the next does not."""
    stop = _sentence_end(text, at, limit)
    clauses = [each for each in split(text, at, stop, _MARKS) if each[0] < each[1]]
    spans, more = clauses[:count], clauses[count : count + 1]
    if len(spans) == count - 1 and len(shape.parts) == 1:
        spans = _parted(text, spans)
    if len(spans) != count or any(mark in text[spans[0][0] : spans[-1][1]] for mark in _QUOTES):
        return []
    morpheme = shape.parts[-1][1]
    if holds(text, spans, shape):
        if more and morpheme in text[more[0][0] : more[0][1]]:
            return []
        return _trimmed(text, spans, morpheme) if len(shape.parts) == 1 else _told(text, spans)
    # 五水共治: 治污水、防洪水、…: the first character of the morpheme ends them all, and nothing else parts them.
    if not same or len(shape.parts) > 1:
        return []
    listed = all(text[b : b + 1] == chars.ENUMERATION_COMMA for _, b in spans[:-1])
    ended = listed and (not more or text[spans[-1][1]] != chars.ENUMERATION_COMMA)
    spans = fit(text, spans, right=True) if ended else []
    if not spans or not alike(text, spans):
        return []
    # 三基建设: 抓基本组织、抓基本队伍、抓基本制度
    told = all(text[b - 1] in morpheme for _, b in spans) or all(morpheme[0] in text[a:b] for a, b in spans)
    return spans if told else []


def _parted(text: str, spans: list[Span]) -> list[Span]:
    """Split the last clause at 和, 与, 及."""
    low, high = spans[-1] if spans else (0, 0)
    for at in range(low + 2, high - 1):
        if text[at] in "和与及":
            return [*spans[:-1], (low, at), (at + 1, high)]
    return spans


def _trimmed(text: str, spans: list[Span], morpheme: str) -> list[Span]:
    """Cut the last item behind the morpheme when all the others end with it."""
    low, high = spans[-1]
    if all(text.startswith(morpheme, a) for a, _ in spans[1:]):
        spans = [(text.rindex(morpheme, *spans[0]), spans[0][1]), *spans[1:]]  # 共清理|乱占、乱采、乱堆、乱建
    if all(text.endswith(morpheme, a, b) for a, b in spans[:-1]):
        return [*spans[:-1], (low, text.index(morpheme, low, high) + len(morpheme))]
    return [*spans[:-1], *fit(text, spans, right=True)[-1:]]


def _told(text: str, spans: list[Span]) -> list[Span]:
    """Cut off what tells which part an item belongs to: 三清是|清垃圾; 四改指|改水."""
    out = []
    for a, b in spans:
        told = _PART_IS.match(text, a, b)
        out.append((told.end() if told else a, b))
    return out


def _beginning(text: str, at: int, limit: int, count: int, shape: Shape) -> list[Span]:
    """Return the clauses of the paragraph that begin with the morpheme, when there are exactly `count`."""
    morpheme = shape.parts[0][1]
    if len(shape.parts) > 1 or text.count(morpheme, at, limit) < count:
        return []
    clauses = split(text, at, limit, f"{_MARKS}{_BREAKS}")
    spans = [(a, b) for a, b in clauses if b - a > len(morpheme) and text.startswith(morpheme, a)]
    return spans if len(spans) == count and spans[0][0] <= at + 1 else []


def _numbered(text: str, at: int, limit: int, count: int, shape: Shape) -> list[Span]:
    """Return 一查…；二查…；三查…, each up to the next, the last up to the end of its clause or sentence."""
    morphemes = [morpheme for _, morpheme in shape.parts]
    if count > len(_ORDINALS) or count != shape.parts[0][0] or f"一{morphemes[0]}" not in text[at:limit]:
        return []
    starts = []
    for number in _ORDINALS[:count]:
        at = text.find(number + morphemes[0], at, limit)
        if at < 0:
            return []
        starts.append(at)
        at += 1
    ends = [_sentence_end(text, low, high) for low, high in pairwise((*starts, limit))]
    whole = len(morphemes) > 1
    spans = [(low, _numbered_end(text, low, high, whole=whole)) for low, high in zip(starts, ends, strict=True)]
    sound = all(b - a <= 2 * _LONGEST and all(each in text[a:b] for each in morphemes) for a, b in spans)
    return spans if sound else []


def _numbered_end(text: str, low: int, high: int, *, whole: bool) -> int:
    """Return where a numbered item ends: before its semicolon, or, unless it is `whole`, before its first mark."""
    marks = chars.SEMICOLON if whole else _MARKS
    high = min((each for each in (text.find(mark, low, high) for mark in marks) if each > 0), default=high)
    while high > low and text[high - 1] in _SOFT:
        high -= 1
    return high


def _sentence_end(text: str, at: int, limit: int) -> int:
    ends = [text.find(mark, at, limit) for mark in _BREAKS]
    return min((each for each in ends if each >= 0), default=limit)
