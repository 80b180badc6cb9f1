"""Tables of contents: their entries are no headings; the headings are below, in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.outline.series import LIST_ENDS, marker_of
from speechkit.patterns import lazy

# How much of a title is compared to know it again in the text below the table of contents.
_SAME: Final = 12
_NAMED: Final = frozenset(("目录", "目錄", "目次"))
_PAGE: Final = lazy(rf"[{chars.BLANKS}.{chars.ELLIPSIS}{chars.MIDDLE_DOT}0-9]{{1,6}}$")


def contents_of(text: str, rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the entries of tables of contents: in a block of bare rows, at least two that come again below.

    Adjacent short headings alone are no table. Below a line 目录 the block needs no proof but a restart.
    """
    entries: set[int] = set()
    blocks = [block for block in _blocks(text, rows, able) if len(block) > 1 and _in_order(rows, block)]
    if not blocks:
        return entries
    later = {_key(text, rows[index]): index for index in able}
    last = {_number(rows[index]): index for index in able}
    for block in blocks:
        table = _table(rows, block)
        again = [i for i in table if later[_key(text, rows[i])] > i]
        named = _is_named(text, rows, table[0] - 1) and any(last[_number(rows[i])] > table[-1] for i in table)
        if _in_order(rows, table if named else again):
            entries.update(table if named or 2 * len(again) > len(table) else again)
    return entries


def _is_named(text: str, rows: Sequence[Row], index: int) -> bool:
    """Tell whether a row is the word 目录."""
    return (
        index >= 0 and "".join(text[rows[index].start : min(rows[index].end, rows[index].start + 12)].split()) in _NAMED
    )


def _table(rows: Sequence[Row], block: list[int]) -> list[int]:
    """Return the block up to where its first number comes again: the first heading may follow the last entry."""
    first = _number(rows[block[0]])
    end = next((place for place in range(1, len(block)) if _number(rows[block[place]]) == first), len(block))
    return block[:end]


def _number(row: Row) -> tuple[Style, int]:
    marker = marker_of(row)
    return marker.style, marker.number


def _key(text: str, row: Row) -> tuple[int, int, str]:
    marker = marker_of(row)
    title = "".join(_PAGE.sub("", text[row.body : min(row.stop, row.body + 2 * _SAME)]).split())
    return marker.style, marker.number, title[:_SAME]


def _blocks(text: str, rows: Sequence[Row], able: Sequence[int]) -> Iterator[list[int]]:
    """Yield the longest lists of bare rows, none of which ends as an item of a list does, next to each other."""
    block: list[int] = []
    last = -1
    for index in able:
        if index != last + 1 and block:
            yield block
            block = []
        row = rows[index]
        if row.tail >= row.end and text[row.end - 1] not in LIST_ENDS:
            block.append(index)
            last = index
        elif block:
            yield block
            block = []
    if block:
        yield block


def _in_order(rows: Sequence[Row], entries: Sequence[int]) -> bool:
    """Tell whether at least two neighbours of one style count on: an entry and its sub-entry alone are no table."""
    seen: dict[Style, int] = {}
    for index in entries:
        marker = rows[index].marker
        assert marker is not None
        if seen.get(marker.style) == marker.number - 1:
            return True
        seen[marker.style] = marker.number
    return False
