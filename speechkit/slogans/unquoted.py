"""Numeral abbreviations without quotes: only with evidence, since most numbers count (三个方面).

Evidence is the shape 两学一做, the items right before it (大指挥、大侦查、大监管三大体系) or behind it (in brackets,
behind 即 or a colon), or the quoted list that it counts (“学、思、谋、干”四篇文章).
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from operator import itemgetter
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.slogans.before import ENDS
from speechkit.slogans.behind import behind_cue, in_bracket
from speechkit.slogans.clauses import is_edge
from speechkit.slogans.items import Items, expand_before
from speechkit.slogans.letters import counted_letters, spelt
from speechkit.slogans.lists import HELD, SOFT, Span, balanced, firm, holds
from speechkit.slogans.nearby import nearby
from speechkit.slogans.numberwords import DIGITS, MEASURES, Shape, bare, counted, shape_of, twofold
from speechkit.slogans.sheet import KEPT, Sheet, Terms
from speechkit.slogans.trimming import GOVERN

NUMBERS: Final = frozenset(f"{DIGITS}0123456789第百千万几数")
_TWOFOLD: Final = lazy(f"[{DIGITS}][^{DIGITS}\\W](?:[{DIGITS}][^{DIGITS}\\W]){{1,2}}")
_COUNTS: Final = "三四五六七八九十"
_COUNT_OF: Final = lazy(f"([{_COUNTS}])[篇个大项张种件步字条][\u4e00-\u9fff]{{1,4}}")
_ANDS: Final = frozenset("和与及")
_HARD: Final = frozenset(ENDS)
_OTHERS: Final = frozenset("两二三四五六七八九")
_SORTS: Final = "大个项条"
# The marks behind a term that its items follow: 打好三场硬仗（…）, 三资，即….
_OPEN: Final = f"{chars.LEFT_PARENTHESIS}({chars.COLON}:"
# Where one of the three may begin: one scan of the text for all.
_EITHER: Final = lazy(
    f"[{DIGITS}](?=[{_SORTS}]|[^{DIGITS}\\W][{DIGITS}]|[^{DIGITS}0-9\\W]{{1,6}}[{_OPEN}{chars.COMMA}])"
)
_TOLD: Final = lazy(
    f"(?:[二两三四五六七八九十]{{1,2}}|一(?=[{MEASURES}]))(?:个一[^{DIGITS}0-9\\W]{{1,3}}|"
    f"[{MEASURES}]?[^{DIGITS}0-9\\W]{{1,5}})(?=[{_OPEN}{chars.COMMA}])"
)
# What tells items behind a comma; without it each of them has to hold the word of the term.
_THAT_IS: Final = ("即", "就是", "包括")
_GREAT: Final = lazy("[二两三四五六七八九十](?:大|个|项|条)[\u4e00-\u9fff]{2,7}")
# What five things are only counted as: 北京、上海、广州三大城市.
_PLAIN: Final = lazy(
    "城市|地区|区域|区县|县区|省份|国家|行业|市场|品牌|方面|问题|部分|部门|系统|片区|乡镇|街道|社区|特点|类|公司|企业|集团|学科|专业|"
    "电信|银行|作物|河流|流域|民族|宗教|球|洲|单位|学校|医院|高校|班子|家"
)
# What two or more things are in one: 粮食安全和不返贫两条底线. Everything else only counts (两条生产线).
_SUMMED: Final = lazy(
    "底线|红线|主线|战线|关系|作用|提升|转变|基本点|阵地|战场|抓手|支柱|体系|目标|维度|法宝|走廊|制高点|支撑|任务|专项|整治|力量|攻坚"
)
_SAID: Final = lazy("[三四五六七八九十]句话")
_PARTS: Final = lazy(f"[{DIGITS}][^{DIGITS}]+")
_LONGER: Final = 5  # so many characters less one a term may go on behind the shape 三改一加
_NEIGHBOUR: Final = 80
# So many items at least prove a term that nothing else does, so many characters behind it at most.
_FEWEST: Final = 3
_ROW: Final = 160


def read_unquoted(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    """Add the numeral abbreviations that stand without quotes, with their shapes by key."""
    twofold_ones: list[Span] = []
    great: list[int] = []
    told: list[Span] = []
    for at, line in sheet.lines:
        numbers = (_numbers if len(line) <= KEPT else _numbers.__wrapped__)(line)
        if numbers:
            twofold_ones += [(at + start, at + end) for start, end in numbers.twofold]
            great += [at + start for start in numbers.great]
            told += [(at + start, at + end) for start, end in numbers.told]
    _twofold(sheet, terms, shapes, twofold_ones)
    _great(sheet, terms, shapes, great)
    _behind_quotes(sheet, terms, shapes)
    _told_behind(sheet, terms, shapes, told)
    for start, end, shape in counted_letters(sheet.text):
        if spelt(sheet.text, start, end, shape):
            _add(terms, shapes, start, end, shape, "listed")


def _add(terms: Terms, shapes: dict[str, Shape], start: int, end: int, shape: Shape | None, how: str) -> None:
    term = terms.add(start, end, 0.7 if how == "shape" else 0.8, ["numeral", how]) if shape else None
    if shape and term:
        shapes[term.normalized] = shape


class _Numbers(NamedTuple):
    """Where unquoted terms may stand in a line: 两学一做; the beginnings of 三大体系; what a mark or 即 follows."""

    twofold: tuple[Span, ...]
    great: tuple[int, ...]
    told: tuple[Span, ...]


@lru_cache(maxsize=1 << 11)  # lines come again
def _numbers(line: str) -> _Numbers | None:
    starts = [each.start() for each in _EITHER.finditer(line)]
    twofold_ones: list[Span] = []
    told: list[Span] = []
    reached = 0
    for at in starts:
        found = _TWOFOLD.match(line, at) if at >= reached else None
        if found:
            reached = found.end()
            if _clear(line, at, reached) and twofold(found[0]):
                twofold_ones.append((at, reached))
        found = _TOLD.match(line, at)
        if found and line[at - 1 : at] not in NUMBERS:
            told.append((at, found.end()))
    great = [at for at in starts if line[at + 1] in _SORTS]
    return _Numbers(tuple(twofold_ones), tuple(great), tuple(told)) if twofold_ones or told or great else None


def _twofold(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], spans: list[Span]) -> None:
    for start, end in spans:
        words = sheet.text[start:end]
        longer = any(sheet.text[start : end + more] in terms.found for more in range(1, _LONGER))  # 三改一加|强
        if not longer and words not in terms.found and sheet.quote_around(start) is None:
            _add(terms, shapes, start, end, shape_of(words), "shape")


def _great(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], starts: list[int]) -> None:
    text = sheet.text
    reached = 0
    for start in starts:
        if start < reached or text[start - 1] in NUMBERS:
            continue
        if not _behind_list(text, start):
            continue
        found = _GREAT.match(text, start)
        if found is None:
            continue
        reached = found.end()
        if not counted(found[0]):
            _listed(sheet, terms, shapes, start, found[0])


def _behind_list(text: str, start: int) -> bool:
    """Say whether a list may run into the number at `start`: its last comma is near, with no harder mark behind it."""
    comma = text.rfind(chars.ENUMERATION_COMMA, max(0, start - 30), start)
    if text[start] in "两二":
        return comma >= 0 or not _ANDS.isdisjoint(text[max(0, start - 30) : start])
    return comma >= 0 and _HARD.isdisjoint(text[comma + 1 : start])


def _clear(text: str, start: int, end: int) -> bool:
    return (not start or text[start - 1] not in NUMBERS) and (end >= len(text) or text[end] not in NUMBERS)


def _listed(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], start: int, words: str) -> None:
    """Add an unquoted term that its own items run into: 大指挥、大侦查、大监管三大体系."""
    before = sheet.text[max(0, start - 1) : start]
    if not before or not before.isalnum() or before in "的了在是有这那等":
        return
    for length in _lengths(words):
        shape = shape_of(words[:length])
        items = expand_before(sheet.text, start, shape) if shape else None
        if shape and items and _of_one_make(sheet.text, items, shape, words):
            _add(terms, shapes, start, start + length, shape, "listed")
            return


def _lengths(words: str) -> list[int]:
    """Return how long an unquoted term may be, best first: up to the next mark, else up to the edge of a word."""
    if len(words) <= 7:
        return [len(words)]
    return [length for length in (4, 6, 5) if is_edge(words, length)]


def _of_one_make(text: str, items: Items, shape: Shape, words: str) -> bool:
    """Say whether items tell of an abbreviation: they end like its head word, or all share 大 (五大…)."""
    count, morpheme = shape.parts[0]
    head = words[1] if words[1] == "大" else morpheme[-1]
    even = len({b - a for a, b in items.spans}) == 1
    if any(not _OTHERS.isdisjoint(text[a:b]) for a, b in items.spans):
        return False  # 锚定一个目标、打造两个高地、实施三大战略
    if words[1] == "大" and not _PLAIN.match(words, 2) and (even or balanced(items.spans)):
        return count > 2 or _SUMMED.match(words, 2) is not None
    if _SUMMED.match(words, 2):
        return True
    return count > 2 and holds(text, items.spans, Shape("", ((count, head),), measured=True))


def _behind_quotes(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    """Add an unquoted number right behind the quoted list that it counts: “学、思、谋、干”四篇文章, “A”“B”“C”三张牌."""
    row, reached = 0, 0
    for start, end in sheet.quotes:
        joined = start - reached == 2 or (start - reached == 3 and sheet.text[reached + 1] == chars.ENUMERATION_COMMA)
        row = row + 1 if joined else 1
        reached = end
        found = _COUNT_OF.match(sheet.text, end + 1) if sheet.text[end + 1 : end + 2] in _COUNTS else None
        if found and count_of(found[1]) in {row, sheet.text.count(chars.ENUMERATION_COMMA, start, end) + 1}:
            at = end + 1
            length = (
                next((size for size in (4, 5, 3) if is_edge(found[0], size)), 0) if len(found[0]) > 3 else len(found[0])
            )
            shape = shape_of(found[0][:length])
            _add(terms, shapes, at, at + length, shape, "listed")


def _parts(shapes: dict[str, Shape]) -> set[str]:
    """Return what longer terms are made of: 三严 and 三实, the parts of 三严三实, are no terms beside it."""
    several = [key for key, shape in shapes.items() if len(shape.parts) > 1]
    return {each for key in several for each in _PARTS.findall(key)}


def _told_behind(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], spans: list[Span]) -> None:
    """Add a number whose items follow at once, in brackets or behind 即: 守住两条底线（…）, 三资，即….."""
    text = sheet.text
    parts = _parts(shapes)
    only: list[tuple[int, int, Shape]] = []
    told: list[int] = []
    for start, end in spans:
        _judge(text, start, end, only, told, terms, shapes, parts)
    for start, end, shape in only:  # 围绕一个中心（…），守住两条底线（…）: one of a row
        at = bisect_right(told, start - _NEIGHBOUR)
        if at < len(told) and told[at] < start + _NEIGHBOUR:
            _add(terms, shapes, start, end, shape, "listed")


def _goes_on(text: str, start: int, end: int, shape: Shape) -> bool:
    """Say whether the clauses behind the comma at `end` are the items: 坚持三个提前，提前转移、提前避险、提前安置."""
    count, morpheme = shape.parts[-1]
    if len(shape.parts) > 1 or count < _FEWEST or text.count(morpheme, end, end + _ROW) < count:
        return False
    items = nearby(text, start, end, shape)
    return items is not None and firm(text, items.spans, shape)


def _judge(
    text: str,
    start: int,
    end: int,
    only: list[tuple[int, int, Shape]],
    told: list[int],
    terms: Terms,
    shapes: dict[str, Shape],
    parts: set[str],
) -> None:
    """Add text[start:end] as a term when what follows spells it out; behind a verb that governs it any list will do."""
    shape = shape_of(text[start:end])
    if shape is None:
        return
    if text[end] == chars.COMMA and not text.startswith(_THAT_IS, end + 1):
        if text[start:end] not in parts and _goes_on(text, start, end, bare(shape) or shape):
            _add(terms, shapes, start, end, shape, "listed")
        return
    bracket = text[end] in f"{chars.LEFT_PARENTHESIS}("
    governed = bracket and any(each.end() == start for each in GOVERN.finditer(text, max(0, start - 4), start))
    if shape.counts == (1,):
        if governed:
            only.append((start, end, shape))
        return
    find = in_bracket if bracket else behind_cue
    sure, spans = max((find(text, end, count, shape) for count in shape.counts), key=itemgetter(0))
    spoken = _SAID.fullmatch(text, start, end) is not None and not any(
        mark in text[a:b] for a, b in spans for mark in SOFT
    )
    if sure == HELD or (sure and (spoken or (governed and not _PLAIN.match(text, start + 2)))):
        told.append(start)
        _add(terms, shapes, start, end, shape, "listed")
