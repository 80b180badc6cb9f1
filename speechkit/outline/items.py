"""Numbered rows that are the items of a list, or stand in a quoted text: no headings, whatever their numbers are.

Lists are told apart before the series are made, so that （三） of a list is never followed by （四） of the outline.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.outline.markers import Marker, Style
from speechkit.outline.rows import Row
from speechkit.outline.series import LIST_ENDS, marker_of
from speechkit.patterns import lazy

COLONS: Final = f":{chars.COLON}"
_ENDS: Final = frozenset(LIST_ENDS)
_SECTION: Final = Style.SECTION
_PAREN_HAN: Final = Style.PAREN_HAN
# A quotation that is open at the end of its line.
_UNCLOSED: Final = lazy(f"{chars.LEFT_QUOTE}[^{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}\n\r]*[\n\r]")
# A quotation that goes on over more rows than this has lost its closing mark.
_LONGEST_QUOTE: Final = 12


def items_among(text: str, rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the rows that are items: blocks of neighbours of one style that end as items do, and quoted rows."""
    found = _inline(rows, able)
    for block in _blocks(rows, able):
        found.update(block if _listed(text, rows, block) else _closed(text, rows, block))
    if chars.LEFT_QUOTE in text and _UNCLOSED.search(text):
        found.update(_quoted(text, rows, able))
    return found


def _inline(rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the rows of series inside one paragraph: 1.…。2.…。3.…。 on one line is counted, not divided."""
    found: set[int] = set()
    for other in [index for index in able if rows[index].inner]:
        place = bisect_left(able, other) - 1
        if place >= 0 and (one := able[place]) == other - 1:
            before, after = marker_of(rows[one]), marker_of(rows[other])
            if (before.style, before.number + 1) == (after.style, after.number):
                found.update((one, other))
    return found


def ends_as_item(text: str, row: Row) -> bool:
    """Tell whether a row ends with the mark of an item that is not the last."""
    return text[row.end - 1] in LIST_ENDS


def _blocks(rows: Sequence[Row], able: Sequence[int]) -> Iterator[list[int]]:
    """Yield the longest lists of neighbours of one style that count on from one to the next, of two rows at least."""
    block: list[int] = []
    before: Marker | None = None
    for index in able:
        row = rows[index]
        marker = row.marker
        if marker is None or marker.style <= _SECTION or row.inner:
            continue
        if (
            before is not None
            and before.number + 1 == marker.number
            and before.style == marker.style
            and index == _after(rows, block[-1])
        ):
            block.append(index)
        else:
            if len(block) > 1:
                yield block
            block = [index]
        before = marker
    if len(block) > 1:
        yield block


def _after(rows: Sequence[Row], index: int) -> int:
    """Return the index of the first row of the next line."""
    index += 1
    while index < len(rows) and rows[index].inner:
        index += 1
    return index


def _closed(text: str, rows: Sequence[Row], block: Sequence[int]) -> set[int]:
    """Return the rows of a block that end as items do, each group with the row that closes it."""
    found: set[int] = set()
    if _ENDS.isdisjoint([text[rows[index].end - 1] for index in block]):
        return found
    group: list[int] = []
    led = _follows_colon(text, rows, block[0])
    for place, index in enumerate(block):
        if ends_as_item(text, rows[index]):
            group.append(index)
            continue
        closed = rows[index].bare and (led or len(group) > 1 or text[rows[index].end - 1] == chars.STOP)
        if group and (closed or (led and place + 1 == len(block))):
            found.update(group, [index])
        elif len(group) > 1:
            found.update(group)
        group = []
    if len(group) > 1:
        found.update(group)
    return found


def _follows_colon(text: str, rows: Sequence[Row], index: int) -> bool:
    before = rows[index - 1] if index else None
    return before is not None and before.marker is None and text[before.end - 1] in COLONS


def _listed(text: str, rows: Sequence[Row], block: Sequence[int]) -> bool:
    """Tell whether a block is a list: after a colon, nothing said under any of its rows."""
    if marker_of(rows[block[0]]).style < _PAREN_HAN or not _follows_colon(text, rows, block[0]):
        return False
    return all(rows[i].bare for i in block) and not all(text[rows[i].end - 1] == chars.STOP for i in block)


# ---- quoted texts


def _quoted(text: str, rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the rows inside a quotation that begins on one line and ends on a later one."""
    found: set[int] = set()
    numbered = set(able)
    opened = -1
    for index, row in enumerate(rows):
        if row.inner:
            continue
        balance = text.count(chars.LEFT_QUOTE, row.start, row.end) - text.count(chars.RIGHT_QUOTE, row.start, row.end)
        if opened >= 0:
            if index - opened > _LONGEST_QUOTE or balance > 0:
                opened = -1
            elif balance < 0:
                found.update(numbered.intersection(range(opened + 1, index + 1)))
                opened = -1
                continue
        if balance > 0 and _opens(text, row):
            opened = _after(rows, index) - 1
    return found


def _opens(text: str, row: Row) -> bool:
    """Tell whether the last opening mark of a row begins the row or follows a colon."""
    at = text.rfind(chars.LEFT_QUOTE, row.start, row.end)
    return at == row.start or text[at - 1] in COLONS
