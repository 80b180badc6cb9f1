"""Counted series: 一是…二是…, 一要…六要…, 第一，…第二，…, 首先…其次….

They count inside a sentence or open paragraphs one after the other, and are never headings. All
places of all counting words are collected first, each with one search over the text, then read once from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.document import EnumerationKind
from speechkit.outline.spots import Layout
from speechkit.patterns import lazy

_NUMBERS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五",
                   "十六", "十七", "十八", "十九", "二十")  # fmt: skip
# What may stand before a counting word: 统一要求 and 唯一是 hold none.
_EDGES: Final = frozenset(
    f"\n\r{chars.BLANKS}、。,;:!?.({chars.COMMA}{chars.SEMICOLON}{chars.COLON}{chars.STOP}"
    f"{chars.EXCLAMATION}{chars.QUESTION}{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}{chars.LEFT_PARENTHESIS}{chars.DASH}"
    f"{chars.RIGHT_PARENTHESIS}){chars.ELLIPSIS}"
)
# 第一，  第一点，  第一个方面：  第一句话是
_ORDINAL: Final = lazy(
    rf"第[一二三四五六七八九十]{{1,3}}(?:[个個]?(?:方面|问题|問題|层|層|步)|[点點句条條件步]|句话|句話|件事|[个個])?[,、:是要就{chars.COMMA}{chars.COLON}]"
)
_AT_FIRST: Final = (("首先",), ("其次", "第二"), ("再次", "再者", "第三"), ("最后", "最後", "第四"))


class Hit(Struct, frozen=True, gc=False):
    """A counting word at text[at:after]."""

    at: int
    after: int
    number: int


def counted(text: str, layout: Layout) -> Iterator[tuple[EnumerationKind, list[Hit]]]:
    """Yield the kind and the items of every counted series of at least two."""
    for kind, word in (("shi", "是"), ("yao", "要")):
        yield from ((kind, chain) for chain in _chains(_plain_hits(text, word), layout))  # type: ignore[misc]  # literals
    if "第二" in text and "第一" in text:
        yield from (("ordinal", chain) for chain in _chains(_ordinal_hits(text), layout))
    if "首先" in text and "其次" in text:
        yield from (("ordinal", chain) for chain in _chains(_first_hits(text), layout))


def _plain_hits(text: str, word: str) -> list[Hit]:
    """Return the places of 一是, 二是 … (or 一要 …), as far as each number is there at all."""
    hits: list[Hit] = []
    for number, numeral in enumerate(_NUMBERS, 1):
        found = [
            Hit(at, at + len(numeral) + 1, number)
            for at in _places(text, numeral + word)
            if _edge(text, at) and text[at + len(numeral) + 1 : at + len(numeral) + 2] != numeral[0]
        ]
        if not found:
            break
        hits += found
    return sorted(hits, key=_place)


def _ordinal_hits(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for number, numeral in enumerate(_NUMBERS, 1):
        found = []
        for at in _places(text, "第" + numeral):
            match = _ORDINAL.match(text, at) if _edge(text, at) else None
            if match and text[at + 1 + len(numeral)] not in "一二三四五六七八九十":
                found.append(Hit(at, match.end(), number))
        if not found:
            break
        hits += found
    return sorted(hits, key=_place)


def _first_hits(text: str) -> list[Hit]:
    hits: list[Hit] = []
    for number, words in enumerate(_AT_FIRST, 1):
        hits += [Hit(at, at + 2, number) for word in words for at in _places(text, word) if _edge(text, at)]
    return sorted(hits, key=_place)


def _place(hit: Hit) -> int:
    return hit.at


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _edge(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in _EDGES


def _chains(hits: Sequence[Hit], layout: Layout) -> Iterator[list[Hit]]:
    """Yield the series n, n+1 … from 1 among the hits, each inside one paragraph or at the openings of several."""
    chain: list[Hit] = []
    for hit in hits:
        if hit.number == 1:
            if len(chain) > 1:
                yield chain
            chain = [hit] if layout.counts(hit.at) else []
        elif chain and hit.number == chain[-1].number + 1 and layout.together(chain[-1].at, hit.at):
            chain.append(hit)
    if len(chain) > 1:
        yield chain
