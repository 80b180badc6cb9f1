"""Scopes: where the numbers of a text begin anew, or are no headings at all.

An annex opens a scope of its own (to cut the text there lost 13 headings in 37 policy papers); the numbers of a
glossary or of notes are no headings; between the articles of a law （一） and 1. are items, whatever they look like.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.patterns import lazy

_COLON: Final = f"[:{chars.COLON}]"
_ANNEX: Final = lazy(rf"附(?:件|录|錄|表|[{chars.BLANKS}]*{_COLON})")
_NOTES: Final = lazy(
    r"(?:附(?:件|录|錄)?[0-9一二三四五六七八九十]*[:\uff1a]?)?\s*"
    r"(?:名词解释|名詞解釋|名词说明|注释|注釋|註釋|参考文献|參考文獻|参考资料|相关报道|相關報道|相关链接|相關連結|相关阅读|延伸阅读|[注註]\s*[:\uff1a])"
)
_LONGEST_ANNEX: Final = 40
_LONGEST_NOTES: Final = 20
# An annex begins in the last 60 % of a text (outline study, E: earlier ones are lists of enclosures at the top).
_EARLIEST: Final = 0.4
# The styles that tell that a text goes on after an annex in its midst.
_MAIN: Final = (Style.PART, Style.CHAPTER, Style.SECTION, Style.FORMAL, Style.HAN, Style.PAREN_HAN)
_ARTICLE: Final = Style.ARTICLE
# So many lines 第X条 make a law.
_LAW: Final = 3
_ENDS: Final = f"{chars.STOP}{chars.SEMICOLON};:{chars.COLON}{chars.COMMA},"


class Scopes(Struct, frozen=True):
    """What rows a text has scopes for: a number per row stands in Row.scope; `notes` are the scopes without headings.

    `law` holds the indices of the numbered rows among articles, where only 编 章 节 are headings.
    """

    notes: frozenset[int] = frozenset()
    annexes: frozenset[int] = frozenset()
    law: frozenset[int] = frozenset()


class _Outer(Struct):
    """The scope that an annex or a glossary interrupted, and the latest number of each style in both."""

    scope: int = 0
    latest: dict[Style, int] = {}
    inside: dict[Style, int] = {}

    def goes_on(self, style: Style, number: int) -> bool:
        """Tell whether a number counts on from the outer scope and not from the one inside it."""
        counts = style in _MAIN and number > 1 and self.latest.get(style) == number - 1
        return counts and self.inside.get(style) != number - 1


def find_scopes(text: str, rows: Sequence[Row]) -> Scopes:
    """Number the scope of every row (Row.scope) and return what each is."""
    notes: set[int] = set()
    annexes: set[int] = set()
    scope = scopes = 0
    outer = _Outer()
    latest = outer.latest
    # Without blanks between lines, which are not printed.
    earliest = int(sum([row.end - row.start for row in rows if not row.inner]) * _EARLIEST)
    passed = 0
    articles: list[int] = []
    for index, row in enumerate(rows):
        marker = row.marker
        if row.opens:  # the numbers of each article of a page are its own
            scope = scopes = scopes + 1
            outer = _Outer(scope)
            latest = outer.latest
        if marker is not None:
            if marker.style is _ARTICLE:
                articles.append(index)
            if scope != outer.scope and outer.goes_on(marker.style, marker.number):
                scope, latest = outer.scope, outer.latest
            latest[marker.style] = marker.number
        elif passed >= earliest and text[row.start] in "附名注註參参相延" and (kind := _kind(text, row)):
            scope = scopes = scopes + 1
            latest = outer.inside = {}
            (notes if kind == "notes" else annexes).add(scope)
        row.scope = scope
        if not row.inner:
            passed += row.end - row.start
    return Scopes(frozenset(notes), frozenset(annexes), _law(text, rows, articles))


def _kind(text: str, row: Row) -> str:
    size = row.end - row.start
    if size <= _LONGEST_NOTES and _NOTES.match(text, row.start, row.end):
        return "notes"
    closed = text[row.end - 1] in f"{chars.STOP}{chars.SEMICOLON};{chars.COMMA},"
    return "annex" if size <= _LONGEST_ANNEX and not closed and _ANNEX.match(text, row.start, row.end) else ""


def _goes_on(text: str, row: Row, latest: int) -> bool:
    """Tell whether a row is the next heading of a text that quotes articles; the one before it may be lost."""
    marker = row.marker
    if marker is None or marker.doubtful or marker.number == 1:
        return False
    return marker.number == latest + 1 or (not latest and text[row.end - 1] not in _ENDS)


def _law(text: str, rows: Sequence[Row], articles: list[int]) -> frozenset[int]:
    """Return the numbered rows from the first article on: the annexes of a law are lists as well.

    A text that quotes articles goes on with the number that its own 一、 二、 had reached, up to the next article.
    """
    found: set[int] = set()
    if len(articles) < _LAW:
        return frozenset()
    among, latest, inside = False, 0, 0
    for index in range(len(rows)):
        marker = rows[index].marker
        if marker is None:
            continue
        if marker.style is Style.ARTICLE:
            among = True
        elif marker.style is Style.HAN:
            if not among or (inside != marker.number - 1 and _goes_on(text, rows[index], latest)):
                among, latest, inside = False, marker.number, 0
            else:
                inside = marker.number
        if among:
            found.add(index)
    return frozenset(found)
