"""Openings: the rows with which the articles of a page begin, as the rest of the outline sees them.

On a page with several articles each is a heading above all others, and what is numbered below it begins anew; where one
article of such a page is a document of its own, that row is its title.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from speechkit import chars
from speechkit.outline.articles import Start, articles_of
from speechkit.outline.markers import Marker, Style
from speechkit.outline.rows import Row
from speechkit.passes import Draft

_DROPPED: Final = f":{chars.COLON}{chars.BLANKS}"


def open_rows(draft: Draft, rows: list[Row]) -> list[tuple[Row, Start]]:
    """Mark the rows with which articles begin (Row.opens), before any is judged; return them with their starts."""
    if draft.opening is not None:
        for row in _open(rows, {draft.opening.start}):
            row.body, row.stop = draft.opening.body, draft.opening.end
        return []
    starts = articles_of(draft.text, draft.lines)
    if not starts:
        return []
    labelled = [start for start in starts if start.line >= 0]
    opened = _open(rows, {draft.lines[start.line].start for start in labelled})
    second = draft.lines[starts[1].line]
    message = f"{len(starts)} articles stand on this page, the second begins here; --split makes a document of each"
    draft.warn("several_articles", message, second.start, second.end)
    return list(zip(opened, labelled, strict=True))


def _open(rows: list[Row], places: Collection[int]) -> list[Row]:
    """Make one row of each line that begins at one of the places, without a marker; return them."""
    opened = [row for row in rows if row.start in places and not row.inner]
    ends = {row.end for row in opened}
    rows[:] = [row for row in rows if not (row.inner and row.end in ends)]
    for row in opened:
        row.opens, row.marker = True, None
    return opened


def crown(text: str, opened: Sequence[tuple[Row, Start]]) -> None:
    """Make headings of the rows with which articles begin, once all others are judged.

    The marker is the label and what parts it from the title (篇一：); a label behind the title, or alone, is the
    heading's text, since a heading has some.
    """
    for row, start in opened:
        row.heading = True
        row.tail = row.end
        if start.inner:
            label = text[row.start : start.body]
            row.marker = Marker(Style.PIECE, start.number, len(label.rstrip(chars.BLANKS)), len(label))
            row.body, row.stop = start.body, row.end
        else:
            row.marker = Marker(Style.PIECE, start.number, 0, 0)
            row.body, row.stop = row.start, row.start + len(text[row.start : row.end].rstrip(_DROPPED))


def opening_of(draft: Draft, rows: Sequence[Row]) -> int:
    """Return the index of the row with which a lone article begins, -1 if the draft is a whole page.

    That row is a title, whatever it was judged to be: 第一篇 numbers the parts of a book as well.
    """
    if draft.opening is None:
        return -1
    for index, row in enumerate(rows):
        if row.opens:
            row.heading = False
            return index
    return -1
