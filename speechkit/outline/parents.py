"""Unnumbered headings: the parents above a numbering that begins anew, 上半年工作 and 下半年工作 above 一、 二、.

A short line alone is no heading. Evidence is a restart at the top of the tree: each of the series has such a line above
it, and nothing else numbers that layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit import chars
from speechkit.outline.rows import Row
from speechkit.outline.series import marker_of
from speechkit.patterns import lazy

_SHORTEST: Final = 4
_LONGEST: Final = 36
# Paragraphs that may stand between a parent and its first child.
_BETWEEN: Final = 12
_PARAGRAPH: Final = 20
# Running text is looked for in so many lines above the first parent.
_ABOVE: Final = 60
_COLONS: Final = f":{chars.COLON}"
_MARKS: Final = lazy(
    f"[。;!?{chars.SEMICOLON}{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}:\u3014\u3010\\[]|[,、{chars.COMMA}]$"
)
# Dates, titles of speeches and of other documents, what is said of an annex: lines that stand alone and head nothing.
_OTHER: Final = lazy(
    "(?:讲话|講話|发言|發言|致辞|致詞|报告|報告|讲稿|方案|办法|辦法|规定|規定|通知|细则|細則|条例|條例|名单|名單|公告|决定|決定|决议|決議)"
    "(?:稿|提纲|摘要|[(\uff08].{0,12})?$|[日号號]$|^附|^在.{2,30}上$|委员会$|人民政府$|办公[厅室]$"
)


def promote_parents(text: str, rows: Sequence[Row]) -> None:
    """Mark the unnumbered parents as headings: one above each of at least two series, or none."""
    tops: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        if row.heading and row.marker is not None:
            top = tops.setdefault(row.scope, [])
            if top and marker_of(rows[top[0]]).style > row.marker.style:
                top.clear()
            if not top or marker_of(rows[top[0]]).style == row.marker.style:
                top.append(index)
    for top in tops.values():
        firsts = [index for index in top if marker_of(rows[index]).number == 1]
        if len(firsts) > 1 and firsts[0] == top[0]:
            parents = _parents(text, rows, firsts)
            for index in parents:
                promote(rows[index])


def _parents(text: str, rows: Sequence[Row], firsts: Sequence[int]) -> list[int]:
    """Return the row that heads each series, none if one has none."""
    found: list[int] = []
    for first in firsts:
        parent = _above(text, rows, first)
        if parent is None or (found and parent <= found[-1]):
            return []
        found.append(parent)
    return found if any(is_told(text, rows[i]) for i in range(max(0, found[0] - _ABOVE), found[0])) else []


def _above(text: str, rows: Sequence[Row], first: int) -> int | None:
    """Return the nearest short line without an end mark above a series, with nothing but paragraphs between."""
    for index in range(first - 1, max(-1, first - 2 - _BETWEEN), -1):
        row = rows[index]
        if row.heading or row.inner or row.opens or row.scope != rows[first].scope:
            return None
        if row.marker is None and reads_as_parent(text, row):
            return index
    return None


def reads_as_parent(text: str, row: Row) -> bool:
    """Tell whether a row is a short line without an end mark that is no date, title or name of a body."""
    if not _SHORTEST <= row.end - row.start <= _LONGEST:
        return False
    line = text[row.start : row.end]
    return not (_MARKS.search(line) or _OTHER.search(line) or line[0] in f"{chars.DASH}-({chars.LEFT_PARENTHESIS}")


def is_told(text: str, row: Row) -> bool:
    """Tell whether a row is running text or addresses the audience: what stands above it belongs to the title."""
    return text[row.end - 1] in _COLONS or (row.end - row.start > _PARAGRAPH and text[row.end - 1] == chars.STOP)


def promote(row: Row) -> None:
    """Make a heading of a row without a marker."""
    row.heading = True
    row.body, row.stop, row.tail = row.start, row.end, row.end
