"""Items of a numeral abbreviation that only follow it: no cue announces them, the morpheme they share tells.

推进“五大中心”建设，胸痛中心、卒中中心…; 突出“五个聚焦”。聚焦市容环境，…；聚焦基础设施，…;
“五查五看”，一查…，看…；二查….
Three items or more, exactly as many as the term says, or none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.items import Items
from speechkit.slogans.lists import (
    BREAKS,
    COLONS,
    MARKS,
    QUOTES,
    SEMICOLONS,
    SOFT,
    Span,
    alike,
    common,
    end_of,
    holds,
    leads,
    named,
    named_at_all,
    paired,
    split,
    told_of,
    unnumbered,
    ways,
)
from speechkit.slogans.numberwords import Shape
from speechkit.slogans.pairs import pair_behind
from speechkit.slogans.remarks import asked_for, summed_up
from speechkit.slogans.trimming import GOVERN, fit, unjoined

_REACH: Final = 400
_LONGEST: Final = 26
# The words behind a term up to the mark after which its items may stand: ”建设，  ”的标准，就是
_LEAD: Final = lazy(
    f"[{QUOTES}]?[^{BREAKS}{SOFT}{SEMICOLONS}{COLONS}{QUOTES}{chars.ENUMERATION_COMMA}]{{0,10}}"
    f"([{BREAKS}{SOFT}{SEMICOLONS}{COLONS}])\n{{0,2}}"
    "(?:(?:也?就是|也?即|具体|分别|主要)(?:要|说|来说|讲|是|为|指|包括)?|包括|做到|坚持|实现|要)?[,:\uff0c\uff1a]?"
)
_PART_IS: Final = lazy("[一二两三四五六七八九十]\\w{1,3}(?:是指|指的是|是|指|即)")
_ASKED: Final = 9  # characters behind a term to the end of a question for it
_REMARK: Final = 20  # characters of a remark between a term and its items
_ORDINALS: Final = "一二三四五六七八九十"


def nearby(text: str, start: int, end: int, shape: Shape) -> Items | None:
    """Return the items that follow the term that ends at `end`, in its paragraph, None when they are not there.

    The first `count` clauses hold the morphemes and the next one does not; or exactly `count` clauses begin with it; or
    they are numbered with it (一查…；二查…).
    """
    if not shape.parts[0][1]:
        return None
    if chars.QUESTION in text[end : end + _ASKED] and (asked := asked_for(text, start, end, shape)):
        return Items(tuple(asked), "after")
    if not _likely(text, end, end + _REACH, shape):
        return None
    lead = _LEAD.match(text, end)
    if lead is None:
        return None
    at = lead.end()
    limit = end_of(text, "\n", at, at + _REACH)
    stop = end_of(text, BREAKS, at, limit)
    for count in shape.counts:
        if not 3 <= count <= 10:
            if count == 2 and (pair := _pair(text, at, stop, shape)):
                return Items(tuple(pair), "after")
            continue
        numbered = _numbered(text, end, limit, count, shape)
        if numbered:
            return Items(tuple(numbered), "after_enum")
        spans = _first(text, at, stop, count, shape, same=lead[1] not in BREAKS)
        spans = spans or _beginning(text, at, limit, count, shape) or _at_last(text, at, stop, count, shape)
        spans = spans or summed_up(text, at, stop, count, shape)
        spans = spans or _after_remark(text, lead, limit, count, shape)
        if spans and all(0 < b - a <= _LONGEST for a, b in spans):
            return Items(tuple(spans), "after")
    return None


def _likely(text: str, at: int, limit: int, shape: Shape) -> bool:
    """Say whether a stretch holds the last morpheme as often as so many items do, or a list of so many."""
    count, morpheme = shape.parts[-1]
    there = text.count(morpheme, at, limit)
    return there >= count or (len(shape.parts) == 1 and text.count(chars.ENUMERATION_COMMA, at, limit) >= count - 1)


def _pair(text: str, at: int, stop: int, shape: Shape) -> list[Span]:
    """Return two clauses of equal length and beginning that hold two characters: 把党员培养成能手，把能手培养成党员."""
    morpheme = shape.parts[-1][1]
    if len(shape.parts) > 1 or text.count(morpheme, at, stop) < 2:
        return []
    clauses = split(text, at, stop, MARKS)
    spans, more = clauses[:2], clauses[2:3]
    if long := pair_behind(text, at, stop, morpheme):
        return long
    if len(morpheme) < 2 or len(spans) < 2 or not holds(text, spans, shape):
        return []
    (a, b), (c, d) = spans
    at = text.index(morpheme, a) - a + len(morpheme)
    goes_on = text[a + at : a + at + 1] == text[c + at : c + at + 1] and text.endswith(morpheme, c, c + at)
    same = b - a == d - c and text[a:b] != text[c:d] and (text[a] == text[c] or (goes_on and a + at < b))
    if not same or (more and morpheme in text[more[0][0] : more[0][1]]):
        return []
    # 安全稳定的底线|不能破，廉洁自律的底线|不能碰
    return spans if text[a] == text[c] else [(a, a + at), (c, c + at)]


def _first(text: str, at: int, stop: int, count: int, shape: Shape, *, same: bool) -> list[Span]:
    """Return the first `count` clauses when each of them holds its morpheme, and the next does not."""
    told = told_of(text, at, stop, count, shape)
    if not told and not (same and text.count(chars.ENUMERATION_COMMA, at, stop) >= count - 1):
        return []
    if told and text.count(chars.SEMICOLON, at, stop) == count - 1:
        parts = leads(text, unnumbered(text, split(text, at, stop, SEMICOLONS)), shape)
        if parts and holds(text, parts, shape):
            return named(text, fit(text, parts, left=False), shape)
    if len(shape.parts) > 1 and told:
        spans = next((each for each in paired(text, at, stop, count) if holds(text, each, shape)), [])
        if spans:
            return spans
    clauses = [each for each in split(text, at, stop, MARKS) if each[0] < each[1]]
    spans, more = clauses[:count], clauses[count : count + 1]
    spans = _otherwise(text, at, stop, spans, count, shape) or spans
    if len(spans) != count or any(mark in text[spans[0][0] : spans[-1][1]] for mark in QUOTES):
        return []
    if not named_at_all(text, spans, shape):
        return []
    if holds(text, spans, shape):
        morpheme = shape.parts[-1][1]
        if more and morpheme in text[more[0][0] : more[0][1]] and not _built_alike(text, spans, more[0], morpheme):
            return []
        spans = unnumbered(text, spans)
        return named(text, fit(text, spans, left=False), shape) if len(shape.parts) == 1 else _kinds(text, spans, shape)
    return _ended(text, spans, shape, more) if same else []


def _built_alike(text: str, spans: list[Span], more: Span, morpheme: str) -> bool:
    """Say whether items are of one build that the next clause is not: 早上转小区，…，晚上转广场，|转着转着，…."""
    built = {(b - a, text.find(morpheme, a, b) - a) for a, b in spans}
    a, b = more
    return len(built) == 1 and (b - a, text.find(morpheme, a, b) - a) not in built


def _otherwise(text: str, at: int, stop: int, spans: list[Span], count: int, shape: Shape) -> list[Span]:
    """Return text[at:stop], or its first clause, split in any way of which each part holds its morpheme."""
    several = len(shape.parts) > 1 and len(spans) == count and not holds(text, spans, shape)
    if not several and len(spans) != count - 1:
        return []
    if several:  # …、办案执法队和综合指挥室建设，防止有名无实
        stop = end_of(text, SOFT + SEMICOLONS, at, stop)
    return next((each for each in ways(text, at, stop, count) if holds(text, each, shape)), [])


def _ended(text: str, spans: list[Span], shape: Shape, more: list[Span]) -> list[Span]:
    """Return a list whose items hold the morpheme in part: 五水共治: 治污水、防洪水…; 三基建设: 抓基本组织…."""
    whole = shape.parts[-1] == (1, "体")
    if len(shape.parts) > 1 and not whole:
        return []
    listed = all(text[b : b + 1] == chars.ENUMERATION_COMMA for _, b in spans[:-1])
    ended = listed and (not more or text[spans[-1][1]] != chars.ENUMERATION_COMMA)
    spans = fit(text, spans) if ended else []
    if not spans or not alike(text, spans):
        return []
    if whole:  # “五位一体”总体布局，经济建设、政治建设、…: all are of one head
        return spans if len(common([text[a:b][::-1] for a, b in spans])) > 1 else []
    morpheme = shape.parts[0][1]
    told = all(text[b - 1] in morpheme for _, b in spans) or all(morpheme[0] in text[a:b] for a, b in spans)
    return spans if told else []


def _at_last(text: str, at: int, stop: int, count: int, shape: Shape) -> list[Span]:
    """Return a list in the next clause whose last item alone holds the morpheme: 把作业、睡眠、…体质|管理."""
    morpheme = shape.parts[0][1]
    told = text.find(morpheme, at, stop) if len(shape.parts) == 1 and len(morpheme) > 1 else -1
    if told < 0 or text.count(chars.ENUMERATION_COMMA, at, told) != count - 1:
        return []
    stop = end_of(text, SOFT + SEMICOLONS + BREAKS, at, stop)
    if told > stop or text.count(chars.ENUMERATION_COMMA, at, stop) != count - 1:
        return []
    spans = fit(text, split(text, at, told, chars.ENUMERATION_COMMA))
    sound = len(spans) == count and all(a < b for a, b in spans) and alike(text, spans)
    return spans if sound and all(_closed(text, each) for each in spans) else []


def _after_remark(text: str, lead: re.Match[str], limit: int, count: int, shape: Shape) -> list[Span]:
    """Return the items of the sentence behind a short remark on the term: “三定一奖”，群众拥护。|定任务，定质量，…."""
    end = end_of(text, BREAKS, lead.start(1), min(limit, lead.start(1) + _REMARK))
    if lead[1] in BREAKS + COLONS or text[end : end + 1] != chars.STOP:
        return []
    at = end + 1 + text.startswith("要", end + 1)
    stop = end_of(text, BREAKS, at, limit)
    return _first(text, at, stop, count, shape, same=False) or summed_up(text, at, stop, count, shape)


def _closed(text: str, span: Span) -> bool:
    return not any(mark in text[span[0] : span[1]] for mark in QUOTES)


def _kinds(text: str, spans: list[Span], shape: Shape) -> list[Span]:
    """Return things of several kinds without what is around them: 要抓好|社区警务队、办案执法队和综合指挥室|建设."""
    kinds = [morpheme for number, morpheme in shape.parts for _ in range(number)]
    inner = list(zip(spans, kinds, strict=False))
    if len(kinds) != len(spans) or not all(text.endswith(kind, a, b) for (a, b), kind in inner[:-1]):
        return _told(text, spans, shape)
    (low, high), kind = inner[-1]
    ended = [*spans[:-1], (low, text.rindex(kind, low, high) + len(kind))]
    return _told(text, fit(text, ended, left=False, right=False), shape)


def _told(text: str, spans: list[Span], shape: Shape) -> list[Span]:
    """Cut off what tells which part an item belongs to (三清是|清垃圾) or governs it (严把|准入关、车辆关)."""
    out = []
    for a, b in unjoined(text, spans):
        told = _PART_IS.match(text, a, b) or GOVERN.match(text, a, b)
        cut = told.end() if told else a
        held = any(morpheme in text[cut:b] and not text.startswith(morpheme, a) for _, morpheme in shape.parts)
        out.append((cut if held else a, b))
    return out


def _beginning(text: str, at: int, limit: int, count: int, shape: Shape) -> list[Span]:
    """Return the clauses of the paragraph that begin with the morpheme, when there are exactly `count`."""
    morpheme = shape.parts[0][1]
    if len(shape.parts) > 1 or text.find(morpheme, at, at + len(morpheme) + 2) < 0:
        return []
    if text.count(morpheme, at, limit) < count:
        return []
    clauses = split(text, at, limit, f"{MARKS}{BREAKS}")
    spans = [(a, b) for a, b in clauses if b - a > len(morpheme) and text.startswith(morpheme, a)]
    sound = len(spans) == count and spans[0][0] <= at + 1 and named_at_all(text, spans, shape)
    return spans if sound else []


def _numbered(text: str, at: int, limit: int, count: int, shape: Shape) -> list[Span]:
    """Return 一查…；二查…；三查…, each up to the next, the last up to the end of its clause or sentence."""
    morphemes = [morpheme for _, morpheme in shape.parts]
    if count > len(_ORDINALS) or count != shape.parts[0][0] or text.find(f"一{morphemes[0]}", at, limit) < 0:
        return []
    starts = []
    for number in _ORDINALS[:count]:
        at = text.find(number + morphemes[0], at, limit)
        if at < 0:
            return []
        starts.append(at)
        at += 1
    ends = [end_of(text, BREAKS, low, high) for low, high in pairwise((*starts, limit))]
    whole = len(morphemes) > 1
    spans = [(low, _numbered_end(text, low, high, whole=whole)) for low, high in zip(starts, ends, strict=True)]
    sound = all(b - a <= 2 * _LONGEST and all(each in text[a:b] for each in morphemes) for a, b in spans)
    return spans if sound else []


def _numbered_end(text: str, low: int, high: int, *, whole: bool) -> int:
    """Return where a numbered item ends: before its semicolon, or, unless it is `whole`, before its first mark."""
    high = end_of(text, SEMICOLONS if whole else MARKS, low, high)
    while high > low and text[high - 1] in SOFT + SEMICOLONS:
        high -= 1
    return high
