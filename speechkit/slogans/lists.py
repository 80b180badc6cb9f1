"""Lists of items: splitting, trimming to one measure, and judging whether they are what a number counts.

Items are spans of a simplified text, half open, in code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_edge, is_noun
from speechkit.slogans.numberwords import DIGITS, Shape

Span = tuple[int, int]

LONGEST: Final = 24
# An item that begins with the morpheme may be a whole sentence: 务必使同志们继续地保持….
_SENTENCE: Final = 48
BREAKS: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}\n"
SOFT: Final = f"{chars.COMMA},"
SEMICOLONS: Final = f"{chars.SEMICOLON};"
COLONS: Final = f"{chars.COLON}:"
CLOSERS: Final = f'{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}"'
OPENERS: Final = f'{chars.LEFT_QUOTE}{chars.LEFT_CORNER}"'
QUOTES: Final = CLOSERS + OPENERS
MARKS: Final = f"{SOFT}{SEMICOLONS}{chars.ENUMERATION_COMMA}"
_FINE: Final = f"{SOFT}{chars.ENUMERATION_COMMA}"

_OPENING: Final = f"{chars.LEFT_PARENTHESIS}("
_CLOSING: Final = f"{chars.RIGHT_PARENTHESIS})"

# What is tried in one clause; more of them are a list of people.
_MOST_ANDS: Final = 6
_THREE: Final = 3  # characters of a morpheme that may stand in two, and words that show it
# In a row of more parts than these, 和 may also stand between two that are not the last.
_MANY: Final = 4

# What items hold that says how, and never what they are called.
ADVERBS: Final = frozenset({"着力", "务必", "必须", "率先", "一律", "更加", "坚决", "深化", "不准", "严禁"})

_SIDES: Final = frozenset("上中下里内")  # 在时空上、成本上 say where
# What no item begins with.
_NEVER: Final = ("所谓", "包括", "要突出", "有的", "有些", "有人")

# What all of a row hold that tells what happened, or what some say: 灯亮|了|、路亮|了|.
_TOLD: Final = ("了", "有人")

# How surely spans are the items of a term.
NO: Final = 0
LOOSE: Final = 1  # of one make, or about equally long
HELD: Final = 2  # each holds the morpheme

_NUMBERING: Final = lazy(
    "第?[一二三四五六七八九十]{1,2}(?:个[\u4e00-\u9fff]{0,2}|条|点|句话?)?(?:[是要曰]|[、\uff0c,:\uff1a])+|(?:首先|其次|再次|再者|最后)[是要\uff0c,:\uff1a]?"
    "|[(\uff08]?[0-9]{1,2}(?:[)\uff09、]|[.\uff0e](?![0-9]))|[\u2460-\u2469]"
)
_AND: Final = lazy("以及|[和与及]")

_EDGES: Final = frozenset(f"{QUOTES} \t\r\n\f\v{chars.NO_BREAK_SPACE}{chars.IDEOGRAPHIC_SPACE}")


def split(text: str, start: int, end: int, marks: str) -> list[Span]:
    """Return the stretches of text[start:end] between any of the marks, quotes and blanks stripped off."""
    out, at = [], start
    for each in _any(marks).finditer(text, start, end):
        out.append(stripped(text, at, each.start()))
        at = each.end()
    out.append(stripped(text, at, end))
    return out


@cache
def _any(marks: str) -> re.Pattern[str]:
    return re.compile(f"[{marks}]")


def stripped(text: str, start: int, end: int) -> Span:
    """Return the span without blanks, and without quotes that only stand at its edges: “政治账 but 由“看”变成“干”."""
    while start < end and (text[start] in _EDGES or text[end - 1] in _EDGES):
        before = start, end
        if text[start] in _EDGES and not (text[start] in OPENERS and _closes(text, start + 1, end - 1)):
            start += 1
        if (
            start < end
            and text[end - 1] in _EDGES
            and not (text[end - 1] in CLOSERS and _opens(text, start + 1, end - 1))
        ):
            end -= 1
        if before == (start, end):
            break
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in CLOSERS)


def _opens(text: str, start: int, end: int) -> bool:
    return any(text.find(mark, start, end) >= 0 for mark in OPENERS)


def end_of(text: str, marks: str, at: int, limit: int) -> int:
    """Return where the first of the marks stands in text[at:limit], or the limit, at most the length of the text."""
    limit = min(limit, len(text))
    found = _any(marks).search(text, at, limit)
    return found.start() if found else limit


def ways(text: str, start: int, end: int, count: int) -> Iterator[list[Span]]:
    """Yield text[start:end] split into exactly `count` items, by the coarsest marks first."""
    semicolons, listing, soft = (
        sum([text.count(mark, start, end) for mark in marks]) for marks in (SEMICOLONS, chars.ENUMERATION_COMMA, SOFT)
    )
    least = max(1, count - 2)
    if semicolons >= least:
        yield from _parted(text, start, end, SEMICOLONS, count)
    if listing >= least:
        yield from _parted(text, start, end, chars.ENUMERATION_COMMA, count)
    if soft >= least:
        yield from _parted(text, start, end, SOFT, count)
    if listing and soft and listing + soft >= least:
        yield from _parted(text, start, end, _FINE, count)
    if semicolons and listing + soft and semicolons + listing + soft >= least:
        yield from _parted(text, start, end, MARKS, count)
    if count == 2:
        yield from conjoined(text, [stripped(text, start, end)])
    elif listing + soft >= 2 * count - 1:
        yield from paired(text, start, end, count)


def _parted(text: str, start: int, end: int, marks: str, count: int) -> Iterator[list[Span]]:
    parts = [each for each in split(text, start, end, marks) if each[0] < each[1]]
    if len(parts) == count:
        yield parts
    elif len(parts) == count - 1:
        yield from conjoined(text, parts)
        for n, (low, high) in enumerate(parts[:-1] if count > _MANY else ()):
            # 基础理论、基本知识、基本技能|和|严格要求、严密组织、严谨态度; 办公室|和|宣传教育组、执纪监督组
            for joint in conjoined(text, [(low, high)]) if end_of(text, SOFT, low, high) == high else ():
                yield [*parts[:n], *joint, *parts[n + 1 :]]


def told_of(text: str, start: int, end: int, count: int, shape: Shape) -> bool:
    """Say whether a stretch holds the last morpheme as often as `count` items would: else none of them can be there."""
    wanted, morpheme = shape.parts[-1]
    wanted = min(wanted, count)
    if text.count(morpheme, start, end) >= wanted:
        return True
    # 资金|跟着|项目|走
    return len(morpheme) == _THREE and all(text.count(each, start, end) >= wanted for each in morpheme)


def paired(text: str, start: int, end: int, count: int) -> Iterator[list[Span]]:
    """Yield clauses two by two: 多读一点书、少喝一点酒，多走一走基层、少坐一坐机关 are two items."""
    clauses = [each for each in split(text, start, end, MARKS) if each[0] < each[1]]
    if len(clauses) == 2 * count:
        yield [(a, b) for (a, _), (_, b) in zip(clauses[::2], clauses[1::2], strict=True)]


def conjoined(text: str, parts: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield the parts with the last one split at 和, 与, 及, 以及, at the edges of words."""
    low, high = parts[-1]
    for found in islice(_AND.finditer(text, low + 2, min(high - 1, low + 3 * LONGEST)), _MOST_ANDS):
        at, end = found.span()
        if is_edge(text[low:high], at - low) and is_edge(text[low:high], end - low):
            yield [*parts[:-1], (low, at), (end, high)]


def unnumbered(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans without 一是, 第一，, 首先 before each; none when only some of them have it."""
    if not spans or not _NUMBERING.match(text, *spans[0]):
        return list(spans)
    found = [_NUMBERING.match(text, a, b) for a, b in spans]
    return (
        [stripped(text, each.end(), b) for each, (_, b) in zip(found, spans, strict=True) if each] if all(found) else []
    )


def named(text: str, spans: Sequence[Span], shape: Shape) -> list[Span]:
    """Return what spans are called when each begins so and goes on: 责任清单|明确谁来干，任务清单|明确干什么."""
    morpheme = shape.parts[-1][1]
    if len(shape.parts) > 1:
        return list(spans)
    ends = [text.find(morpheme, a, b) + len(morpheme) for a, b in spans]
    said = len(spans) > 2 and bool(morpheme)
    if said and all(a < at < b and text[at] in "是要也都" for at, (a, b) in zip(ends, spans, strict=True)):
        return [(a, at) for at, (a, _) in zip(ends, spans, strict=True)]  # 认识到位|是前提，组织到位|是保证
    if len(morpheme) != 2 or morpheme[0] in DIGITS:
        return list(spans)
    if morpheme in ADVERBS or not is_noun(morpheme):
        return list(spans)
    sizes = [end - a for (a, _), end in zip(spans, ends, strict=True)]
    same = min(sizes) > 2 and max(sizes) - min(sizes) < 2 and max(sizes) < 8 if sizes else False
    return [(a, end) for (a, _), end in zip(spans, ends, strict=True)] if same else list(spans)


def leads(text: str, spans: Sequence[Span], shape: Shape) -> list[Span]:
    """Return the first clauses of the spans when what is counted stands there: 认识到位|，干部带头; else the spans."""
    spans = [(a, _bracket(text, a, b)) for a, b in spans]
    short = [(a, end_of(text, SOFT, a, b)) for a, b in spans]
    if short != spans and holds(text, short, shape):
        return short
    # 三项承诺: 限时办结|，让企业少等一天；全程代办|，…: as long as each other, and each goes on
    sizes = {b - a for a, b in short}
    even = len(short) > 2 and len(sizes) == 1 and max(sizes) < 9 and len(shape.parts) == 1
    goes_on = even and all(one[1] < two[1] for one, two in zip(short, spans, strict=True))
    return short if goes_on and not holds(text, spans, shape) else list(spans)


def _bracket(text: str, start: int, end: int) -> int:
    """Return where the bracket begins that ends the span, else its end: 守住两条底线|（安全生产、党风廉政）."""
    if text[end - 1 : end] and text[end - 1] in _CLOSING:
        opening = max(text.rfind(mark, start, end) for mark in _OPENING)
        return opening if opening > start else end
    return end


# ---- judging


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
        morpheme = morphemes[0]
        return all(morpheme in word for word in words) or (len(morpheme) > 1 and _around(words, morpheme))
    if len(words) == shape.parts[0][0]:
        return all(all(each in word for each in morphemes) for word in words)
    if len(words) == len(morphemes) > 2:
        return all(map(str.__contains__, words, morphemes))
    at = 0
    for count, morpheme in shape.parts:
        group = words[at : at + count]
        # 不愁吃、不愁穿，义务教育、基本医疗、住房安全有|保障: the last one of a later group may hold it for all.
        last = at and len(morphemes) == 2 and len(morpheme) > 1 and len(group) > 1 and group[-1].endswith(morpheme)
        if not last and not all(morpheme in word for word in group):
            return False
        at += count
    return True


def _around(words: Sequence[str], morpheme: str) -> bool:
    """Say whether all words hold the morpheme in two: 全|程|育人 for 三全育人, 资金|跟着|项目|走 for 三个跟着走."""
    head, tail = morpheme[0], morpheme[1:]
    if all(len(word) > len(morpheme) and word[0] == head and word.endswith(tail) for word in words):
        return True
    if len(morpheme) != _THREE or len(words) < _THREE:
        return False
    return any(
        all(0 <= (at := word.find(morpheme[:cut])) < word.find(morpheme[cut:], at + cut) for word in words)
        for cut in (1, 2)
    )


def alike(text: str, spans: Sequence[Span]) -> bool:
    """Say whether items are of one make: equally long, or with a common beginning or end."""
    words = [text[a:b] for a, b in spans]
    return (
        (len(words) > 2 and len(set(map(len, words))) == 1)
        or bool(common(words))
        or bool(common([word[::-1] for word in words]))
    )


def firm(text: str, spans: Sequence[Span], shape: Shape) -> bool:
    """Say whether items hold the morpheme not by chance: all begin or end with it, or they are of one make as well."""
    if verdict(text, spans, shape) != HELD:
        return False
    if len(shape.parts) > 1:
        return True
    morpheme = shape.parts[0][1]
    words = [text[a:b] for a, b in spans]
    if all(word.startswith(morpheme) for word in words) or all(word.endswith(morpheme) for word in words):
        return True
    return alike(text, spans)


def short(text: str, spans: Sequence[Span], shape: Shape) -> bool:
    """Say whether no item is too long to be one, or empty."""
    for a, b in spans:
        if not 1 <= b - a <= LONGEST:
            told = any(m and (text.startswith(m, a) or (len(m) > 1 and text.endswith(m, a, b))) for _, m in shape.parts)
            if b <= a or b - a > _SENTENCE or not told:
                return False
    return True


def even(text: str, spans: Sequence[Span]) -> bool:
    """Say whether two items look like a pair: equally long, or with a common beginning or end."""
    return len({b - a for a, b in spans}) == 1 or alike(text, spans)


def named_at_all(text: str, spans: Sequence[Span], shape: Shape) -> bool:
    """Say whether spans may name things: not 所谓基础、要突出基础, nor 在|时空上、成本上, nor 灯亮了、路亮了."""
    if any(text.startswith(_NEVER, a) for a, _ in spans):
        return False
    if any(all(text.find(word, a + 1, b) > 0 for a, b in spans) for word in _TOLD):
        return False
    low = spans[0][0]
    where = text.startswith("在", low) or text.startswith("在", low - 1)
    return not where or shape.parts[0][1] not in _SIDES


def balanced(spans: Sequence[Span]) -> bool:
    """Say whether items are about equally long."""
    sizes = [b - a for a, b in spans]
    return max(sizes) <= 2 * min(sizes) + 2


def verdict(text: str, spans: Sequence[Span], shape: Shape) -> int:
    """Return how surely the spans are the items: HELD, LOOSE or NO."""
    if not spans or not short(text, spans, shape) or any(not _closed(text[a:b]) for a, b in spans):
        return NO
    if any(text.find("%", a, b) > 0 for a, b in spans) or not named_at_all(text, spans, shape):
        return NO  # 增长10.4%、12.1%: what came of it
    if holds(text, spans, shape):
        return HELD
    if len(shape.parts) > 1:
        words = text[spans[0][0] : spans[-1][1]]
        some = {morpheme in words for _, morpheme in shape.parts}  # 企业关爱职工、职工热爱企业 are no 双爱双赢
        mixed = shape.parts[-1] != (1, "体") and (len({count for count, _ in shape.parts}) > 1 or len(some) > 1)
        return NO if mixed or not (alike(text, spans) or balanced(spans)) else LOOSE
    morpheme = shape.parts[0][1]
    there = sum(morpheme in text[a:b] for a, b in spans) if morpheme else 0
    # All but one hold it: a list of one less, and what follows it.
    if there > 1 and there == len(spans) - 1:
        return NO
    return LOOSE if alike(text, spans) or balanced(spans) or akin(text, spans) else NO


def _closed(words: str) -> bool:
    """Say whether every quote that opens in the words closes there."""
    return words.count(chars.LEFT_QUOTE) == words.count(chars.RIGHT_QUOTE) and words.count('"') % 2 == 0


def akin(text: str, spans: Sequence[Span]) -> bool:
    """Say whether three items or more share two neighbouring characters: 由脏乱|变成|净美, 由“看”|变成|“干”."""
    pairs = [{text[n : n + 2] for n in range(a, b - 1)} for a, b in spans]
    return len(pairs) > 2 and bool(set.intersection(*pairs))


def best(text: str, candidates: Iterable[list[Span]], shape: Shape) -> tuple[int, list[Span]]:
    """Return the surest of the candidates with its verdict, the first among equals."""
    found, kept = NO, list[Span]()
    for spans in candidates:
        value = verdict(text, spans, shape)
        if value == HELD:
            return value, spans
        if value > found:
            found, kept = value, spans
    return found, kept
