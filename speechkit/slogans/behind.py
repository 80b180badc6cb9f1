"""Items behind a numeral abbreviation: in brackets, behind a cue (即, 就是, 包括, a colon), or as 一是…二是….

Each finder returns how surely the spans are the items (see lists), and the spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_noun, verb_first
from speechkit.slogans.lists import (
    ADVERBS,
    BREAKS,
    CLOSERS,
    COLONS,
    HELD,
    LONGEST,
    LOOSE,
    MARKS,
    NO,
    OPENERS,
    QUOTES,
    SEMICOLONS,
    SOFT,
    Span,
    akin,
    alike,
    best,
    common,
    end_of,
    even,
    firm,
    holds,
    leads,
    named,
    split,
    stripped,
    told_of,
    unnumbered,
    verdict,
    ways,
)
from speechkit.slogans.numberwords import DIGITS, Shape
from speechkit.slogans.trimming import fit

_REACH: Final = 260
OPENING: Final = f"{chars.LEFT_PARENTHESIS}("
_CLOSING: Final = f"{chars.RIGHT_PARENTHESIS})"
_GAP: Final = f"[^{BREAKS}{SOFT}{COLONS}{QUOTES}{OPENING}{_CLOSING}{DIGITS}有能使让对不需会可应与和况以]{{0,7}}?"
_TELLING: Final = "(?:也|具体|主要|分别|核心|内容|其|它|这|那|简单|概括|起来|来说|来讲|地?说|而言)"
_CUE: Final = lazy(
    f"[{CLOSERS}]?{_GAP}[{SOFT}]?(?:{chars.DASH}{{1,2}}|[{COLONS}]|{_TELLING}{{0,4}}[{SOFT}]?"
    f"(?:就是(?:要|说|指)?|(?<![立当随旋])即是?|指的?是|是指|包[括含]|涵盖|分[别为](?:是|为|指)?|具体(?:是|为|来说|而言|讲)|(?:主要|内容|核心)(?:是|为|指))"
    f")[{SOFT}{COLONS}]?(?:要|[在以])?"
)
# Verbs that name what is counted as well: 限时办结、全程代办、上门服务 are “三项承诺”.
_DEEDS: Final = frozenset({"承诺", "行动", "攻坚", "整治"})
_IS: Final = lazy(f"[{CLOSERS}]?是(?:要)?")
_TOLD: Final = lazy("[是即为指]|包[括含]|涵盖")
_IN_BRACKET: Final = lazy("(?:也?(?:就是|即)(?:指|要)?|指的?是?|是指|包[括含]|分别[是为]|具体[是为])?[,:\uff0c\uff1a]?")
_BRACKET: Final = lazy(f"[{CLOSERS}]?\\w{{0,6}}[{OPENING}]")
_ASIDES: Final = ("见", "详见", "附", "注", "以下", "下同", "含", "不含")
_LONGEST_BRACKET: Final = 240
_NUMBERED: Final = lazy(
    f"[{CLOSERS}]?[^{BREAKS}{SOFT}{COLONS}{QUOTES}]{{0,12}}[{COLONS}{SOFT}{BREAKS}]\\s{{0,2}}(一[是要曰]|第一|首先)"
)
_COUNTED_OFF: Final = frozenset(f"是{SOFT}{COLONS}{chars.ENUMERATION_COMMA}")
_SEVERAL: Final = 3  # items that are no chance when they are as many as the term says
_VERB: Final = 2  # characters of the verb before a term that its items repeat
_IN_TURN: Final = {
    "一": [f"{number}" for number in "一二三四五六七八九十"],
    "第": [f"第{number}" for number in "一二三四五六七八九十"],
    "首": ["首先", "其次", "再次", "第四", "第五"],
}


def in_bracket(text: str, end: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the items in brackets: “五知”（知家庭构成、…）."""
    opened = _BRACKET.match(text, end)
    if opened is None:
        return NO, []
    at = opened.end()
    close = _closing(text, at)
    if close < 0 or text.startswith(_ASIDES, at):
        return NO, []
    at = _IN_BRACKET.match(text, at, close).end()  # type: ignore[union-attr]  # it matches the empty string
    if count == 1:
        span = stripped(text, at, close)
        sound = not any(mark in text[at:close] for mark in MARKS) and 1 < span[1] - span[0] <= LONGEST
        return (LOOSE, [span]) if sound else (NO, [])
    sure, spans = best(text, (_trimmed(text, each, shape) for each in ways(text, at, close, count)), shape)
    if sure:
        told = count > 2 or sure == HELD or even(text, spans)
        low, high = spans[-1]
        said = sure == LOOSE and text.find("都", low + 1, high) > 0  # 抓好三件事（昨天、今天、明天|都要抓）
        return (sure, spans) if told and not said else (NO, [])
    # 五大中心（胸痛、卒中、创伤、危重孕产妇救治和危重新生儿救治中心）: the last one has the word for all
    morpheme = shape.parts[-1][1]
    row = next((each for each in ways(text, at, close, count) if text.endswith(morpheme, 0, each[-1][1])), [])
    plain = count > 2 and len(shape.parts) == 1 and bool(morpheme) and all(0 < b - a <= LONGEST for a, b in row)
    return (LOOSE, row) if row and plain else (NO, [])


def _closing(text: str, at: int) -> int:
    """Return where the bracket that was opened before `at` closes, with others inside, -1 when it does not."""
    depth = 1
    for place in range(at, min(len(text), at + _LONGEST_BRACKET)):
        letter = text[place]
        if letter in OPENING:
            depth += 1
        elif letter in _CLOSING:
            depth -= 1
            if not depth:
                return place
        elif letter == "\n":
            break
    return -1


def _trimmed(text: str, spans: list[Span], shape: Shape) -> list[Span]:
    """Return what is told of the items: without numbers before them, their first clauses when those tell it."""
    return named(text, leads(text, unnumbered(text, spans), shape), shape)


def behind_cue(text: str, end: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the items behind a cue in the same sentence; behind a bare 是 only those that hold the morpheme."""
    cue = _CUE.match(text, end)
    if cue is None:
        plain = _IS.match(text, end)
        if plain is None or not told_of(text, end, end + _REACH, count, shape):
            return NO, []
        sure, spans = best(text, _behind(text, plain.end(), count, shape), shape)
        return (HELD, spans) if sure == HELD and firm(text, spans, shape) else (NO, [])
    at = cue.end()
    if cue[0][-1] == shape.parts[0][1][:1]:  # “五要”：|要讲学习
        at -= 1
    if count == 1:
        return _only(text, cue[0], at)
    sure, spans = best(text, _behind(text, at, count, shape), shape)
    if sure == LOOSE and count == 2 and not even(text, spans):
        return NO, []
    if sure == LOOSE and not _TOLD.search(cue[0]) and _by_chance(text, spans, shape):
        return NO, []
    return sure, spans


def _by_chance(text: str, spans: list[Span], shape: Shape) -> bool:
    """Say whether a list behind a colon may tell what is done about the term: 提出“四个着力”：全市上下迅速行动、….

    Its clauses stand between commas and are of no one make, its last item is only the beginning of one, or the word of
    the term would have to be in each.
    """
    if akin(text, spans):
        return False
    behind = text[spans[-1][1] : spans[-1][1] + 1]
    listed = all(text[b : b + 1] == chars.ENUMERATION_COMMA or text[b : b + 1] in "和与及" for _, b in spans[:-1])
    cut = behind not in MARKS + BREAKS
    return _verbal(shape) or (not listed and not alike(text, spans)) or (cut and len(spans) == 2)


def _verbal(shape: Shape) -> bool:
    """Say whether the items of such a term always hold its word: 四个着力, 三个转变; not 四项制度."""
    word = shape.parts[-1][1][:2]
    if word in _DEEDS:
        return False
    return len(shape.parts) == 1 and (word in ADVERBS or (verb_first(word) and not is_noun(word)))


def _only(text: str, cue: str, at: int) -> tuple[int, list[Span]]:
    """Return the one thing that “一个目标” is, behind 就是, 即, 是指."""
    stop = end_of(text, BREAKS + SOFT + SEMICOLONS, at, at + _REACH)
    span = stripped(text, at, stop)
    told = "是" in cue or "即" in cue
    sound = told and 1 < span[1] - span[0] <= 2 * LONGEST and chars.ENUMERATION_COMMA not in text[at:stop]
    return (LOOSE, [span]) if sound and not any(mark in text[span[0] : span[1]] for mark in QUOTES) else (NO, [])


def _behind(text: str, at: int, count: int, shape: Shape) -> Iterator[list[Span]]:
    """Yield what may be the items in the sentence from `at`: up to a comma, the whole, a list in it, its beginning."""
    while text[at : at + 1] and text[at] in f"{SOFT}{COLONS} ":
        at += 1
    if text[at : at + 1] and text[at] in OPENERS:
        yield _row_behind(text, at, count)
    stop = end_of(text, BREAKS, at, min(len(text), at + _REACH * 2))
    comma = end_of(text, SOFT + SEMICOLONS, at, stop)
    whole = len(shape.parts) == 1
    for spans in ways(text, at, comma, count):
        yield fit(text, _trimmed(text, spans, shape), left=False, right=whole)
    if comma == stop:
        return
    for spans in ways(text, at, stop, count):
        later = _later(text, spans)
        cut = later != spans
        if cut and not holds(text, later, shape):
            continue  # 包括很多方面，|教育、医疗、住房、就业|都有反映
        yield fit(text, _trimmed(text, _cut_last(text, later), shape), left=cut, right=whole)
    yield from _inside(text, comma + 1, stop, count, shape)
    yield from _first(text, at, stop, count, shape)


def _later(text: str, spans: list[Span]) -> list[Span]:
    """Cut what stands before the first item in clauses of its own: 在做好本职的同时，引导大家|手勤、脚勤、口勤."""
    if any(mark in text[a:b] for a, b in spans[1:-1] for mark in SOFT):
        return spans
    start, end = spans[0]
    comma = max(text.rfind(mark, start, end) for mark in SOFT)
    return [(comma + 1, end), *spans[1:]] if comma >= 0 and len(spans) > 2 else spans


def _cut_last(text: str, spans: list[Span]) -> list[Span]:
    """Cut what follows the last item behind a comma or semicolon that the others do not hold."""
    if any(mark in text[a:b] for a, b in spans[:-1] for mark in SOFT):
        return spans
    start, end = spans[-1]
    return [*spans[:-1], (start, end_of(text, SOFT + SEMICOLONS, start, end))]


def _inside(text: str, start: int, end: int, count: int, shape: Shape) -> Iterator[list[Span]]:
    """Yield a list of `count` short items inside a longer sentence, between its commas."""
    for low, high in split(text, start, end, SOFT):
        if text.count(chars.ENUMERATION_COMMA, low, high) in {count - 1, count - 2}:
            for spans in map(fit, repeat(text), ways(text, low, high, count)):
                if holds(text, spans, shape):
                    yield spans


def _first(text: str, start: int, end: int, count: int, shape: Shape) -> Iterator[list[Span]]:
    """Yield the first `count` clauses when all hold the morpheme, and the next one does not."""
    for marks in (SOFT + SEMICOLONS, MARKS):
        clauses = [each for each in split(text, start, end, marks) if each[0] < each[1]]
        spans, more = clauses[:count], clauses[count : count + 1]
        if len(spans) == count and more and firm(text, spans, shape):
            morpheme = shape.parts[-1][1]
            if morpheme not in text[more[0][0] : more[0][1]]:
                yield unnumbered(text, spans)


def quoted_behind(text: str, at: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the clauses of the next quoted string in the sentence: “三能”是当年讲的“看得出来，…豁得出来”."""
    stop = end_of(text, BREAKS, at, at + _REACH)
    opening = end_of(text, OPENERS, at, min(stop, at + 45))
    close = end_of(text, CLOSERS, opening + 1, stop)
    if count < 3 or close >= stop or not told_of(text, opening, close, count, shape):
        return NO, []
    sure, spans = best(text, ways(text, opening + 1, close, count), shape)
    return (sure, spans) if sure == HELD and firm(text, spans, shape) else (NO, [])


def _row_behind(text: str, at: int, count: int) -> list[Span]:
    """Return `count` quoted strings in a row from `at`: “不让…”“不让…”、“不让…”."""
    spans: list[Span] = []
    while len(spans) <= count and text[at : at + 1] and text[at] in OPENERS:
        close = end_of(text, CLOSERS + "\n", at + 1, min(len(text), at + 2 * LONGEST))
        if close == at + 1 or text[close : close + 1] not in CLOSERS or text[at + 1] in DIGITS:
            return []
        spans.append((at + 1, close))
        at = close + 1
        if text[at : at + 1] and text[at] in f"{MARKS}和与及":
            at += 1
    return spans if len(spans) == count else []


def numbered(text: str, end: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the leads of 一是…二是…, 第一…第二…, 首先…其次…, when each of them holds the morpheme."""
    opening = _NUMBERED.match(text, end)
    if opening is None:
        return NO, []
    word, at = opening[1], opening.start(1)
    numbers = _IN_TURN[word[0]]
    if count > len(numbers):
        return NO, []
    tail = word[1] if word[0] == "一" else ""
    measure = _measure(text, end, opening.end(1)) if word[0] == "第" else ""
    tail = tail or measure
    spans = []
    for number in numbers[:count]:
        at = text.find(number + tail, at, at + 800)
        if at < 0:
            return NO, []
        low = at + len(number) + len(tail)
        while text[low : low + 1] and text[low] in f"{SOFT}{COLONS}、是要曰":
            low += 1
        stop = end_of(text, BREAKS + SOFT + SEMICOLONS, low, low + 2 * LONGEST)
        spans.append((low, stop))
        at = stop
    spans = ungoverned(text, end, spans, shape)
    sure = verdict(text, spans, shape)
    if sure == HELD or (measure and sure):
        return HELD, spans
    more = text.find(numbers[count] + tail, at, at + _REACH) if count < len(numbers) and len(tail) == 1 else 0
    said = text[end : opening.start(1)].rstrip()[-1:]
    return (LOOSE, spans) if more < 0 and _counted_off(text, spans, shape, said) else (NO, [])


def _counted_off(text: str, spans: list[Span], shape: Shape, mark: str) -> bool:
    """Say whether exactly so many numbered clauses are what is counted, though not each holds the word of the term.

    All but one do: “三个责任”。一是行政首长负责制，二是监管责任，三是主体责任; or behind a colon: “五种现象”：一是….
    """
    if len(shape.parts) > 1 or len(spans) < _SEVERAL or any(not 1 < b - a <= LONGEST for a, b in spans):
        return False
    holding = sum(shape.parts[0][1] in text[a:b] for a, b in spans)
    return holding >= len(spans) - 1 or (mark in COLONS and not holding and not _verbal(shape))


def _measure(text: str, end: int, at: int) -> str:
    """Return the word of a term that its parts are counted with: “三道防线”，第一|道|是…; “三问”。第一|问|，…."""
    word = text[at : at + 1]
    told = word and word != "个" and text[at + 1 : at + 2] in _COUNTED_OFF
    return word if told and word in text[max(0, end - 8) : end] else ""


def ungoverned(text: str, end: int, spans: list[Span], shape: Shape) -> list[Span]:
    """Return the spans without the verb of the term, when each begins with it: 算清“七笔账”。一要|算|政治账，二要….

    It stands right before the term, and the items end with the morpheme.
    """
    morpheme = shape.parts[-1][1]
    opening = max(text.rfind(mark, max(0, end - 14), end) for mark in OPENERS)
    verb = common([text[a:b] for a, b in spans])[:_VERB] if opening > 0 else ""
    while verb and verb not in text[max(0, opening - 3) : opening]:
        verb = verb[:-1]
    if not verb or verb[0] in morpheme:
        return spans
    all_ = all(b - a > len(verb) + len(morpheme) and text.endswith(morpheme, a, b) for a, b in spans)
    return [(a + len(verb), b) for a, b in spans] if all_ else spans
