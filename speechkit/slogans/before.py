"""Items before a numeral abbreviation: quoted, listed right before it, or in the clauses before its own.

Each finder returns how surely the spans are the items (see lists), and the spans.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import verb_first, word_class
from speechkit.slogans.lists import (
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
    alike,
    balanced,
    best,
    common,
    conjoined,
    firm,
    holds,
    split,
    stripped,
    told_of,
    verdict,
    ways,
)
from speechkit.slogans.numberwords import DIGITS, Shape
from speechkit.slogans.pairs import pair_before
from speechkit.slogans.trimming import fit, governs

REACH: Final = 260
ENDS: Final = BREAKS + SOFT + SEMICOLONS + QUOTES + COLONS
_THAT_IS: Final = lazy(f"[{chars.COMMA},]这?(?:就是|也就是|即)(?:(?:我们|大家|人们)?[常通所平]\\w{{0,2}}说?的)?$")
_LINK: Final = lazy(
    "(?:(?:为|作为)\\w{0,4}的|(?:在内|组成|构成|相?结合|等\\w{0,3})的|[等这的之]|连续\\w{1,2}年|同比|首次|"
    f"[{chars.LEFT_PARENTHESIS}(](?:以下)?[简统合]称(?:为)?)$"
)
_THATENDS: Final = ("的", "是", "即")
_PAIR: Final = 2
_DEEDS: Final = frozenset("VB")
_MEMBER: Final = ENDS + chars.ENUMERATION_COMMA  # a term behind one of them is of the list itself
_MADE_UP: Final = ("组成", "构成")
_LINKENDS: Final = ("等", "这", "的", "之", "年", "比", "次", "称", "为")

_END: Final = lazy(f"[{ENDS}]")
_BREAK: Final = lazy(f"[{BREAKS}]")
_ANDS: Final = frozenset("和与及")
# The last character of who or what a list may name.
_WHO: Final = "长员者会家人户队组办所院站室师部"
# What begins what is said of a list.
_OF_THEM: Final = "都也均皆已曾将在对把就又还先分多各共"
_ENDS_SET: Final = frozenset(ENDS)


def linked(text: str, start: int) -> int:
    """Return where the link before a term begins, which is where a list before it ends: …、C|的“三个一”."""
    if start and text[start - 1] in OPENERS:
        start -= 1
    if text[start - 1 : start] in _THATENDS and (that := _THAT_IS.search(text, max(0, start - 12), start)):
        return that.start()
    if text[start - 1 : start] in _LINKENDS and (link := _LINK.search(text, max(0, start - 7), start)):
        return link.start()
    return start


def quoted_before(text: str, at: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the items of a quoted list, or of a row of quotes, right before the term."""
    if at < 2 or text[at - 1] not in CLOSERS:
        return NO, []
    low = max(0, at - REACH)
    opening = max(text.rfind(mark, low, at - 1) for mark in OPENERS)
    if opening < 0 or "\n" in text[opening:at]:
        return NO, []
    rows = [*ways(text, opening + 1, at - 1, count), _row_before(text, at, count)]
    if len(shape.parts) > 1:
        rows.append(_two_lists(text, low, opening, at, count))
    return best(text, rows, shape)


def _two_lists(text: str, low: int, opening: int, at: int, count: int) -> list[Span]:
    """Return the items of two quoted lists: 党员“亮身份、亮承诺”和群众“评态度、评成效”的“两亮两评”."""
    close = max(text.rfind(mark, max(low, opening - 8), opening) for mark in CLOSERS)
    first = max(text.rfind(mark, low, close) for mark in OPENERS) if close > 0 else -1
    if first < 0 or not _ENDS_SET.isdisjoint(text[close + 1 : opening]):
        return []
    spans = [*split(text, first + 1, close, MARKS), *split(text, opening + 1, at - 1, MARKS)]
    return spans if len(spans) == count else []


def _row_before(text: str, at: int, count: int) -> list[Span]:
    spans: list[Span] = []
    while len(spans) < count and at > 1 and text[at - 1] in CLOSERS:
        opening = max(text.rfind(mark, max(0, at - LONGEST - 2), at - 1) for mark in OPENERS)
        if opening < 0:
            return []
        if text[opening + 1] in DIGITS:
            return []  # a sibling (“双一流”“双高”), not an item
        spans.append((opening + 1, at - 1))
        at = opening
        if at and text[at - 1] in f"和与及{chars.ENUMERATION_COMMA}{SOFT}":
            at -= 1
    full = len(spans) == count and not (at > 1 and text[at - 1] in CLOSERS)
    return spans[::-1] if full else []


def listed_before(text: str, at: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the list that runs into the term: A、B、C“三位一体”, A和B“两个节点”."""
    low = max(0, at - REACH // 2)
    comma = text.rfind(chars.ENUMERATION_COMMA, low, at)
    if at - low < 3 or (count > 2 and (comma < 0 or at - comma > 2 * LONGEST + 4)):
        return NO, []
    if count > 2 and not _ENDS_SET.isdisjoint(text[comma:at]):
        return NO, []
    if text.count(chars.ENUMERATION_COMMA, low, at) < count - 2 or text[at - 1] in _MEMBER:
        return NO, []
    if count == 2 and comma < 0 and _ANDS.isdisjoint(text[low:at]):
        return NO, []
    low = at - len(_END.split(text[low:at])[-1])
    by = text.rfind("由", low, at) if text.startswith(_MADE_UP, at) else -1
    low = max(low, by + 1)  # 由|导师、辅导员、班主任组成的
    if count > 2 and text.count(chars.ENUMERATION_COMMA, low, at) < count - 2:
        return NO, []
    found, kept = NO, list[Span]()
    for parts in ways(text, low, at, count):
        spans = fit(text, parts, right=False)
        sure = verdict(text, spans, shape)
        if sure == HELD:
            return sure, spans
        governed = spans[0][0] > parts[0][0] and balanced(spans)
        if count == _PAIR and governed:
            governed = governs(text, parts[0][0], spans[0][0])
        if sure and not found and (by >= 0 or not _describing(text, at, spans, shape, governed=governed)):
            found, kept = sure, spans
    return found, kept


def _describing(text: str, at: int, spans: list[Span], shape: Shape, *, governed: bool) -> bool:
    """Say whether a list before a term only describes it, or runs on into its clause."""
    if len(spans) > 2 and spans[-1][1] - spans[-1][0] > spans[1][1] - spans[1][0] == spans[-2][1] - spans[-2][0]:
        size = spans[1][1] - spans[1][0]
        low, high = spans[-1]
        words = [text[a:b] for a, b in spans]
        more = words[-1][size:]
        plain = len(shape.parts) == 1 and not common(words) and word_class(more[:2]) not in _DEEDS
        if (plain and len(more) > 1) or text[at] in DIGITS:
            return verb_first(more) or more[0] in _OF_THEM  # 燃气、电梯、玻璃|幕墙“三类隐患”; not 王书记|都讲过
        if high - low > size + 1 or common(words) or words[-1][-1] not in _WHO:
            return True  # 带着感情、带着责任、带着问题|抓“三农”; not 寨老、族长、理事长
    # 种子有着落、水源有保障的“三农”
    if len(spans) == 2 and shape.parts[0][0] == 2 and _whole_pair(text, at, spans):
        return False
    loose = text[at : at + 1] == "的" or (len(shape.parts) > 1 and shape.parts[-1] != (1, "体"))
    return loose or not (governed or alike(text, spans))


def _whole_pair(text: str, at: int, spans: list[Span]) -> bool:
    """Say whether two equal items are the whole clause before a quoted term: 电诈警情、损失金额“双下降”."""
    (a, b), (c, d) = spans
    alone = (a == 0 or text[a - 1] in _ENDS_SET) and not (verb_first(text[a:b]) and verb_first(text[d - 2 : d]))
    return alone and b - a == d - c > 2 and text[b] == chars.ENUMERATION_COMMA and text[at : at + 1] in OPENERS


def _joined(text: str, clause: Span, shape: Shape) -> list[Span]:
    """Return the two in the clause before the term's that end with its word: 当改革的先锋和发展的先锋，用“两个先锋”."""
    morpheme = shape.parts[0][1]
    if len(shape.parts) > 1 or len(morpheme) < 2 or text.count(morpheme, *clause) != 2:
        return []
    spans = fit(text, next(conjoined(text, [clause]), []), right=False)
    told = all(text.endswith(morpheme, a, b) and b - a > len(morpheme) for a, b in spans)
    return spans if told and verdict(text, spans, shape) == HELD else []


def clauses_before(text: str, start: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return the clauses before the clause of the term, or of the sentence before it: 责任到位，做到“两个到位”."""
    low = max(0, start - REACH)
    low = start - len(_BREAK.split(text[low:start])[-1])
    if count > 2 and start - low <= 10:
        found = _sentence_before(text, low - 1, count, shape)
        if found[0]:
            return found
    this = "这" in text[start - 2 : start]
    spans = _held_clauses(text, low, start, count, shape, this=this) if told_of(text, low, start, count, shape) else []
    if spans:
        return HELD, spans
    spans = _summed(text, low, start, count, shape) if this else []
    return (LOOSE, spans) if spans else (NO, [])


def _held_clauses(text: str, low: int, start: int, count: int, shape: Shape, *, this: bool) -> list[Span]:
    """Return the clauses of text[low:start] that hold the morpheme, before the clause of the term."""
    if count == _PAIR and len(shape.parts) == 1 and this:
        spans = pair_before(text, low, text.rindex("这", 0, start), shape.parts[0][1])
        if spans:
            return spans
    clauses = [each for each in split(text, low, linked(text, start), MARKS) if each[0] < each[1]]
    if count == _PAIR and len(clauses) > 1 and (joined := _joined(text, clauses[-2], shape)):
        return joined
    if len(clauses) < max(count, _PAIR + 1):
        return []
    own = len(clauses) - 1 if start - clauses[-1][0] <= 14 else len(clauses)
    rows = (_held_before(text, clauses[:last], count, shape) for last in range(own, len(clauses) + 1))
    return next(filter(None, rows), [])


def _summed(text: str, low: int, start: int, count: int, shape: Shape) -> list[Span]:
    """Return the clauses that 这 sums up: 干好干坏一个样、干多干少一个样、干与不干一个样，这“三个一样”."""
    stop = text.rindex("这", low, start) - 1
    if stop <= low or text[stop] not in MARKS or len(shape.parts) > 1:
        return []
    later = 1 + max(low - 1, *(text.rfind(mark, low, stop) for mark in SOFT))
    for at in {low, later}:
        for spans in ways(text, at, stop, count):
            fitted = fit(text, spans, right=False)
            if count == _PAIR and len({b - a for a, b in fitted}) > 1:
                continue
            listed = at == low and all(text[b] == chars.ENUMERATION_COMMA for _, b in fitted[:-1])
            sound = alike(text, fitted) or count == _PAIR or listed
            if sound and balanced(fitted) and verdict(text, fitted, shape):
                return fitted
    return []


def _sentence_before(text: str, stop: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    after = stop + 1
    while stop > 0 and text[stop - 1] == "\n":
        stop -= 1
    low = max(0, stop - REACH)
    low = stop - len(_BREAK.split(text[low:stop])[-1])
    if not told_of(text, low, stop, count, shape):
        return _behind_colon(text, low, stop, count, shape) if text[after : after + 1] == "这" else (NO, [])
    if SEMICOLONS[0] in text[low:stop]:
        parts = split(text, low, stop, SEMICOLONS)
        if len(parts) == count:
            spans = fit(text, [stripped(text, *_lead(text, part, shape)) for part in parts], right=False)
            return (HELD, spans) if firm(text, spans, shape) else (NO, [])
    clauses = [each for each in split(text, low, stop, MARKS) if each[0] < each[1]]
    spans = _held_before(text, clauses, count, shape) if clauses else []
    if spans:
        return HELD, spans
    return _behind_colon(text, low, stop, count, shape) if text[after : after + 1] == "这" else (NO, [])


def _behind_colon(text: str, low: int, stop: int, count: int, shape: Shape) -> tuple[int, list[Span]]:
    """Return what a colon tells and 这 sums up: 应该想一想：为什么来、做什么、留下什么。这“三问”…."""
    colon = max(text.rfind(mark, low, stop) for mark in COLONS)
    rows = ways(text, colon + 1, stop, count) if colon > low else ()
    spans = next((each for each in rows if alike(text, each) and verdict(text, each, shape)), [])
    return (LOOSE, spans) if spans else (NO, [])


def _lead(text: str, span: Span, shape: Shape) -> Span:
    """Return the first clause of a span that holds a morpheme, the span when none does."""
    for part in split(text, *span, SOFT):
        if any(morpheme in text[part[0] : part[1]] for _, morpheme in shape.parts):
            return part
    return span


def _held_before(text: str, clauses: list[Span], count: int, shape: Shape) -> list[Span]:
    """Return the last `count` clauses when all hold the morpheme, and the one before them does not."""
    rows = [(len(clauses) - count, clauses[-count:])] if len(clauses) >= count else []
    if len(clauses) >= count - 1 > 1:
        rows += [(len(clauses) - count + 1, each) for each in conjoined(text, clauses[-count + 1 :])]
    at, spans = next((row for row in rows if holds(text, row[1], shape)), (0, []))
    if not spans:
        return []
    if at > 0 and shape.parts[0][1] in text[clauses[at - 1][0] : clauses[at - 1][1]]:
        # 管八小时内也管八小时外，尤其要管住枪、管住车、…: another list, when its own has other marks
        comma = chars.ENUMERATION_COMMA
        if text[clauses[at - 1][1]] == comma or any(text[b] != comma for _, b in spans[:-1]):
            return []
    low, high = spans[0]
    colon = max(text.rfind(mark, low, high) for mark in COLONS)
    spans = fit(text, [(max(low, colon + 1), high), *spans[1:]])
    return spans if firm(text, spans, shape) else []
