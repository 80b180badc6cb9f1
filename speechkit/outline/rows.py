"""Rows: the lines of a text, numbered ones cut into marker, title and the text that follows on the same line.

The text after a run-in title is a row of its own, and may begin with a marker itself: that is how the same text reads
once each heading stands on a line of its own, so a text that was printed and read again gives the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.markers import Marker, Style, match
from speechkit.outline.runin import Cutter
from speechkit.passes import Line
from speechkit.patterns import lazy

_WORD: Final = lazy(rf"[{chars.HAN}a-zA-Z0-9]")


class Row(Struct, gc=False):
    """A line, or the rest of one: text[start:end].

    Of a numbered row, text[body:stop] is the title, text[stop:tail] what it dropped; `tail` == `end` where nothing
    follows. `inner` rows are the rest of the row before; `heading` is the verdict, open until judged. Code points.
    """

    start: int
    end: int
    inner: bool = False
    marker: Marker | None = None
    body: int = 0
    stop: int = 0
    tail: int = 0
    heading: bool = False
    scope: int = 0
    shown: bool = False  # a heading by the typography of its page
    opens: bool = False  # an article of a page that holds several: see openings

    @property
    def bare(self) -> bool:
        """Tell whether nothing follows the title on its line."""
        return self.tail >= self.end


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """Return the rows of a text: at least one for each line, in order."""
    rows: list[Row] = []
    for line in lines:
        marker = match(line.body)
        if marker is None:
            rows.append(Row(line.start, line.end))
        else:
            _numbered(rows, line, marker)
    return rows


def _numbered(rows: list[Row], line: Line, marker: Marker | None) -> None:
    cutter, at, base = Cutter(line.body), 0, line.start
    while marker is not None:
        row = Row(base + at, line.end, at > 0, marker)
        rows.append(row)
        if marker.style is Style.ARTICLE:
            return
        title = cutter.title(marker.body)
        row.body, row.stop, row.tail = base + marker.body, base + title.end, base + title.tail
        if title.end <= marker.body or not _WORD.search(line.body, marker.body, title.end):
            row.marker = None
            return
        if row.bare:
            return
        at = title.tail
        marker = match(line.body, at)
    rows.append(Row(base + at, line.end, inner=True))
