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

# 总体要求, 重点工作安排: how the parts of a report are named.
_PART: Final = lazy("(?:回顾|回顧|要求|目标|目標|任务|任務|安排|思路|打算|部署|工作|重点|重點|形势|形勢|建设|建設)$")


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
            siblings = _siblings(text, rows, parents, top) if parents else []
            for index in (*parents, *siblings):
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


def _siblings(text: str, rows: Sequence[Row], parents: Sequence[int], top: Sequence[int]) -> list[int]:
    """Return the rows between and below the parents that head nothing but paragraphs, and are named as parts are.

    None where the numbers go on below it: a short line between 二、 and 三、 parts nothing.
    """
    found: list[int] = []
    scope, place, known = rows[parents[0]].scope, 0, set(parents)
    for index in range(parents[0] + 1, len(rows) - 1):
        while place < len(top) and top[place] <= index:
            place += 1
        row = rows[index]
        if row.marker is not None or row.inner or row.scope != scope or index in known:
            continue
        if (place == len(top) or marker_of(rows[top[place]]).number == 1) and _names_part(text, rows, index):
            found.append(index)
    return found


def _names_part(text: str, rows: Sequence[Row], index: int) -> bool:
    """Tell whether a short line between two paragraphs ends as the names of the parts of a report do."""
    row = rows[index]
    if row.end - row.start > _LONGEST or not _PART.search(text, max(row.start, row.end - 4), row.end):
        return False
    return reads_as_parent(text, row) and is_told(text, rows[index - 1]) and is_told(text, rows[index + 1])


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
