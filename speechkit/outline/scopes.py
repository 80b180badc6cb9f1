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
# So many lines 第X条 make a law.
_LAW: Final = 3


class Scopes(Struct, frozen=True):
    """What rows a text has scopes for: a number per row stands in Row.scope; `notes` are the scopes without headings.

    `law` is the range of rows, half open, in which only 编 章 节 are headings; (0, 0) if there is none.
    """

    notes: frozenset[int]
    annexes: frozenset[int]
    law: tuple[int, int]


def find_scopes(text: str, rows: Sequence[Row]) -> Scopes:
    """Number the scope of every row (Row.scope) and return what each is."""
    notes: set[int] = set()
    annexes: set[int] = set()
    scope = 0
    earliest = int(len(text) * _EARLIEST)
    articles: list[int] = []
    for index, row in enumerate(rows):
        if row.marker is not None:
            if row.marker.style is Style.ARTICLE:
                articles.append(index)
        elif row.start >= earliest and text[row.start] in "附名注註参參相延":
            kind = _kind(text, row)
            if kind:
                scope += 1
                (notes if kind == "notes" else annexes).add(scope)
        row.scope = scope
    return Scopes(frozenset(notes), frozenset(annexes), _law(rows, articles))


def _kind(text: str, row: Row) -> str:
    size = row.end - row.start
    if size <= _LONGEST_NOTES and _NOTES.match(text, row.start, row.end):
        return "notes"
    closed = text[row.end - 1] in f"{chars.STOP}{chars.SEMICOLON};{chars.COMMA},"
    return "annex" if size <= _LONGEST_ANNEX and not closed and _ANNEX.match(text, row.start, row.end) else ""


def _law(rows: Sequence[Row], articles: list[int]) -> tuple[int, int]:
    """Return the rows from the first article on: the annexes of a law are lists as well."""
    if len(articles) < _LAW:
        return 0, 0
    return articles[0], len(rows)
