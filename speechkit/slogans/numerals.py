"""Numeral abbreviations: “四个意识”, “五比五创”, 两学一做, with the items that the text spells out.

A quoted number with a morpheme is one by itself. Without quotes it takes evidence: its items beside it, quotes
elsewhere in the document, or the shape number-morpheme-number-morpheme; everything else only counts (三个方面).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader, Term
from speechkit.patterns import lazy
from speechkit.slogans.defining import define
from speechkit.slogans.numberwords import DIGITS, MEASURES, Shape, counted, is_saying, shape_of, spelled
from speechkit.slogans.sheet import Sheet, Terms, find_all, key_of, sheet_of
from speechkit.slogans.unquoted import NUMBERS, read_unquoted

_BEGIN: Final = frozenset(f"{DIGITS}0123456789")
_EACH: Final = {
    digit: lazy(f"[{numeral}](?:[{MEASURES}])[^{DIGITS}\\W]{{1,6}}")
    for digit, numeral in zip("123456789", ("一", "二两双", *"三四五六七八九"), strict=True)
}
# Members of different measures are told within so many characters: “一个主题、两项任务”。一个主题就是….
_LATER: Final = 1_000
# Quoted items of one list are terms of their own (“五个一律、五个零容忍”), a measure alone is not (四句话、十六字).
_ALONE: Final = lazy(f"[{DIGITS}]+(?:句话|个字|字)")


def read(draft: Draft) -> None:
    """Find numeral abbreviations and their items."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "numeral_abbreviation")
    shapes: dict[str, Shape] = {}
    _quoted(sheet, terms, shapes)
    read_unquoted(sheet, terms, shapes)
    _mentions(sheet, terms)
    define(draft, sheet, terms, shapes)
    bare = [key for key, term in terms.found.items() if not term.items]
    for key in bare:
        counting = counted(key) and not ("quoted" in terms.found[key].why and _per(shapes.get(key)))
        if (key.isascii() and not _counts_up(sheet.text, terms.found[key])) or is_saying(key) or counting:
            del terms.found[key]
    terms.hand_in(draft)


def _per(shape: Shape | None) -> bool:
    """Say whether a term counts things for a time: 一日两报, 三年两目标; not 十年磨一剑."""
    return shape is not None and len(shape.parts) > 1 and len(shape.parts[0][1]) == 1 and shape.parts[-1][0] > 1


def _counts_up(text: str, term: Term) -> bool:
    """Say whether the text behind 1357 goes through its numbers: 聚焦“一个目标”，…；突出“三大方向”，…."""
    at = term.places[0].end
    limit = at + 60 * len(term.normalized)
    for digit in term.normalized:
        found = _EACH[digit].search(text, at, limit) if digit in _EACH else None
        if found is None:
            return False
        at = found.end()
    return True


def _quoted(sheet: Sheet, terms: Terms, shapes: dict[str, Shape]) -> None:
    text, away = sheet.text, _BEGIN.isdisjoint
    for start, end in sheet.quotes:
        if end - start > 24 or away(text[start : start + 3]):
            continue
        for low, high in _members(text, start, end):
            key, shape = _quoted_term(text[low:high])
            term = terms.add(low, high, 0.95, ("quoted", "numeral"), key) if shape else None
            if shape and term:
                shapes[term.normalized] = shape


@lru_cache(maxsize=4096)
def _quoted_term(printed: str) -> tuple[str, Shape | None]:
    """Return the key and the shape of a quoted string; texts quote the same ones again and again."""
    key = spelled(key_of(printed))
    return key, shape_of(key, True)  # noqa: FBT003  # a keyword makes its cache slow


def _members(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the terms of a quoted list of them, those of different measures when each comes up again behind it."""
    if text.find(chars.ENUMERATION_COMMA, start, end) < 0:
        return [(start, end)]
    out, at = [], start
    parts = text[start:end].split(chars.ENUMERATION_COMMA)
    if any(part[:1] not in _BEGIN for part in parts):
        return []
    for part in parts:
        told = part[1:2] == parts[0][1:2] or text.find(part, end, end + _LATER) > 0
        if not shape_of(part) or _ALONE.fullmatch(part) or not told:
            return [(start, end)]
        out.append((at, at + len(part)))
        at += len(part) + 1
    return out


def _mentions(sheet: Sheet, terms: Terms) -> None:
    """Add every other place of the terms, quoted or not."""
    phrases, text = list(terms.found), sheet.text
    for at, index in find_all(text, phrases):
        if not at or text[at - 1] not in NUMBERS:
            terms.add(at, at + len(phrases[index]), 0.0, ())


PASS = Reader(
    name="slogans.numerals",
    title="Find numeral abbreviations and their items",
    title_zh="识别数字略语及其所指条目",
    why="四个意识 says nothing to a reader who does not know its four items; the text often spells them out.",
    read=read,
)
