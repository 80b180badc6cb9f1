"""Numeral abbreviations: “四个意识”, “五比五创”, 两学一做, with the items that the text spells out.

A quoted number with a morpheme is one by itself. Without quotes it takes evidence: its items beside it, quotes
elsewhere in the document, or the shape number-morpheme-number-morpheme; everything else only counts (三个方面).
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader, Series, Term
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_edge
from speechkit.slogans.items import Items, expand, holds
from speechkit.slogans.nearby import nearby
from speechkit.slogans.numberwords import DIGITS, Shape, counted, is_saying, shape_of, spelled, twofold, value_of
from speechkit.slogans.rows import Rows, elsewhere
from speechkit.slogans.setphrases import set_numerals
from speechkit.slogans.sheet import Sheet, Terms, find_all, key_of, sheet_of

_BEGIN: Final = frozenset(f"{DIGITS}0123456789")
_NUMBERS: Final = frozenset(f"{DIGITS}0123456789第百千万几数")
_TWOFOLD: Final = lazy(f"[{DIGITS}][^{DIGITS}\\W](?:[{DIGITS}][^{DIGITS}\\W]){{1,2}}")
_COUNT_OF: Final = lazy("([三四五六七八九十])[篇个大项张种件步字][\u4e00-\u9fff]{1,4}")
_SORTS: Final = "大个项"
# Where one of the two may begin: one scan of the text for both.
_EITHER: Final = lazy(f"[{DIGITS}](?=[{_SORTS}]|[^{DIGITS}\\W][{DIGITS}])")
_GREAT: Final = lazy("[二两三四五六七八九十](?:大|个|项)[\u4e00-\u9fff]{2,7}")
# What five things of one length are only counted as: 北京、上海、广州三大城市.
_PLAIN: Final = (
    "城市",
    "地区",
    "区域",
    "产业",
    "行业",
    "领域",
    "市场",
    "板块",
    "品牌",
    "功能",
    "基地",
    "方面",
    "问题",
    "部分",
    "部门",
    "系统",
    "片区",
    "乡镇",
    "特点",
    "特色",
    "优势",
    "类",
    "项目",
    "公司",
    "企业",
    "集团",
    "学科",
    "专业",
    "电信",
    "银行",
    "作物",
    "河流",
    "流域",
    "民族",
    "宗教",
    "球",
    "洲",
)
# A term is defined where it comes up first: later places are not searched paragraph by paragraph.
_TRIED: Final = 8
# Quoted items of one list are terms of their own (“五个一律、五个零容忍”), a measure alone is not (四句话、十六字).
_ALONE: Final = lazy(f"[{DIGITS}]+(?:句话|个字|字)")


def read(draft: Draft) -> None:
    """Find numeral abbreviations and their items."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "numeral_abbreviation")
    shapes: dict[str, Shape] = {}
    _quoted(sheet, terms, shapes)
    _unquoted(sheet, terms, shapes)
    _behind_quotes(sheet, terms, shapes)
    _mentions(sheet, terms)
    define(draft, sheet, terms, shapes)
    for key in [key for key, term in terms.found.items() if (is_saying(key) or key.isascii()) and not term.items]:
        del terms.found[key]
    terms.hand_in(draft)


def define(draft: Draft, sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    """Give each term the items that the text spells out, and the draft an enumeration for it.

    A list that the outline has told already (in brackets, 一是…二是…) is not told twice; its items begin at a marker.
    """
    rows: Rows | None = None
    told = {(len(each.items), each.items[0].start + back) for each in draft.series if each.items for back in range(3)}
    for key, term in terms.found.items():
        shape = shapes.get(key)
        items = _items(sheet, term, shape) if shape else None
        if shape and items is None and (shape.measured or key not in set_numerals()):
            rows = _rows(sheet) if rows is None else rows
            items = elsewhere(rows, shape)
        if items is not None:
            term.items = tuple(sheet.item(a, b, n) for n, (a, b) in enumerate(items.spans, 1))
            term.items_mode = items.mode
            term.score = max(term.score, 0.97)
            term.why = [*term.why, f"{len(items.spans)} items {items.mode}"]
            if (len(term.items), term.items[0].start) not in told:
                draft.series.append(_series(sheet, term))


def _quoted(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    for start, end in sheet.quotes:
        if end - start > 24 or _BEGIN.isdisjoint(sheet.text[start : start + 3]):
            continue
        for low, high in _members(sheet.text, start, end):
            key = spelled(key_of(sheet.text[low:high]))
            shape = shape_of(key)
            term = terms.add(low, high, 0.95, ["quoted", "numeral"], key) if shape else None
            if shape and term:
                shapes[term.normalized] = shape


def _behind_quotes(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    """Add an unquoted number right behind the quoted list that it counts: “学、思、谋、干”四篇文章."""
    for start, end in sheet.quotes:
        found = _COUNT_OF.match(sheet.text, end + 1)
        if found and sheet.text.count(chars.ENUMERATION_COMMA, start, end) == value_of(found[1]) - 1 > 1:
            at = end + 1
            length = (
                next((size for size in (4, 5, 3) if is_edge(found[0], size)), 0) if len(found[0]) > 3 else len(found[0])
            )
            shape = shape_of(found[0][:length])
            term = terms.add(at, at + length, 0.8, ["numeral", "listed"]) if shape else None
            if shape and term:
                shapes[term.normalized] = shape


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if chars.ENUMERATION_COMMA not in text[start:end]:
        return [(start, end)]
    out, at = [], start
    parts = text[start:end].split(chars.ENUMERATION_COMMA)
    if any(part[:1] not in _BEGIN for part in parts):
        return []
    for part in parts:
        if not shape_of(part) or _ALONE.fullmatch(part) or part[1:2] != parts[0][1:2]:
            return [(start, end)]
        out.append((at, at + len(part)))
        at += len(part) + 1
    return out


def _unquoted(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    text = sheet.text
    starts = [each.start() for each in _EITHER.finditer(text)]
    reached = 0
    for at in starts:
        found = _TWOFOLD.match(text, at) if at >= reached else None
        if found is None:
            continue
        reached = found.end()
        if found[0] in terms.found or not _clear(text, at, reached) or not twofold(found[0]):
            continue
        if sheet.quote_around(at) is None:
            shape = shape_of(found[0])
            term = terms.add(at, reached, 0.7, ["numeral", "shape"]) if shape else None
            if shape and term:
                shapes[term.normalized] = shape
    _great(sheet, terms, shapes, [at for at in starts if text[at + 1] in _SORTS])


def _great(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], starts: list[int]) -> None:
    text = sheet.text
    reached = 0
    for start in starts:
        found = _GREAT.match(text, start) if start >= reached else None
        if found is None:
            continue
        reached = found.end()
        if chars.ENUMERATION_COMMA not in text[max(0, start - 30) : start] or text[start - 1] in _NUMBERS:
            continue
        if not counted(found[0]):
            _listed(sheet, terms, shapes, start, found[0])


def _clear(text: str, start: int, end: int) -> bool:
    return (not start or text[start - 1] not in _NUMBERS) and (end >= len(text) or text[end] not in _NUMBERS)


def _listed(sheet: Sheet, terms: Terms, shapes: dict[str, Shape], start: int, words: str) -> None:
    """Add an unquoted term that its own items run into: 大指挥、大侦查、大监管三大体系."""
    before = sheet.text[max(0, start - 1) : start]
    if not before or not before.isalnum() or before in "的了在是有这那等":
        return
    for length in _lengths(words):
        shape = shape_of(words[:length])
        items = expand(sheet.text, start, start + length, shape) if shape else None
        if shape and items and items.mode == "before" and _of_one_make(sheet.text, items, shape, words):
            term = terms.add(start, start + length, 0.8, ["numeral", "listed"])
            if term:
                shapes[term.normalized] = shape
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
    if words[1] == "大" and len({b - a for a, b in items.spans}) == 1 and not words[2:].startswith(_PLAIN):
        return count > 2
    return count > 2 and holds(text, items.spans, Shape("", ((count, head),), measured=True))


def _mentions(sheet: Sheet, terms: Terms) -> None:
    """Add every other place of the terms, quoted or not."""
    phrases = list(terms.found)
    for at, index in find_all(sheet.text, phrases):
        phrase = phrases[index]
        if not at or sheet.text[at - 1] not in _NUMBERS:
            terms.add(at, at + len(phrase), 0.0, [])


def _items(sheet: Sheet, term: Term, shape: Shape) -> Items | None:
    places = sorted(term.places, key=lambda place: place.start)
    for find, tried in ((expand, places), (nearby, places[:_TRIED])):
        for place in tried:
            items = find(sheet.text, place.start, place.end, shape)
            if items is not None:
                return items
    return None


def _rows(sheet: Sheet) -> Rows:
    return Rows((at + run.start, run.members) for at, found in sheet.runs for run in found if len(run.members) > 2)


def _series(sheet: Sheet, term: Term) -> Series:
    first = sheet.passage(term.items[0].start)
    heading = sheet.headings[first] if first >= 0 else None
    return Series(kind="numeral_abbreviation", items=term.items, heading=heading, announced=len(term.items))


PASS = Reader(
    name="slogans.numerals",
    title="Find numeral abbreviations and their items",
    title_zh="识别数字略语及其所指条目",
    why="四个意识 says nothing to a reader who does not know its four items; the text often spells them out.",
    read=read,
)
