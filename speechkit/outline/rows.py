"""Rows: the lines of a text, numbered ones cut into marker, title and the text that follows on the same line.

The text after a run-in title is a row of its own, and may begin with a marker itself: that is how the same text reads
once each heading stands on a line of its own, so a text that was printed and read again gives the same rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.markers import READERS, Marker, Style, match
from speechkit.outline.runin import Cutter
from speechkit.passes import Line
from speechkit.patterns import lazy

_ARTICLE: Final = Style.ARTICLE
_SHORT: Final = 8  # code points
_FIRST_HAN, _LAST_HAN = "\u4e00", "\u9fff"
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
        body = line.body
        read = READERS.get(body[0])
        if read is not None and len(body) <= _SHORT:
            marker, end, tail = _short(body)
            if marker is not None and tail == len(body):
                base = line.start
                whole = Row(base, line.end, marker=marker, body=base + marker.body, stop=base + end, tail=base + tail)
                rows.append(whole)
                continue
        marker = read(body, 0) if read else None
        if marker is None:
            rows.append(Row(line.start, line.end))
        else:
            _numbered(rows, line, marker)
    return rows


@lru_cache(1024)  # a page of a hundred thousand short lines has few different ones
def _short(body: str) -> tuple[Marker | None, int, int]:
    """Return the marker of a short line, and the end and the tail of its title; no marker for what takes more."""
    marker = match(body)
    if marker is None or marker.style is _ARTICLE:
        return None, 0, 0
    end, tail = Cutter(body).cut(marker.body)
    named = end > marker.body and _WORD.search(body, marker.body, end) is not None
    return marker if named else None, end, tail


def _numbered(rows: list[Row], line: Line, marker: Marker | None) -> None:
    body, base, high = line.body, line.start, line.end
    cutter, at = Cutter(body), 0
    while marker is not None:
        low = marker.body
        if marker.style is _ARTICLE:
            rows.append(Row(base + at, high, at > 0, marker))
            return
        end, tail = cutter.cut(low)
        named = end > low and (_FIRST_HAN <= body[low] <= _LAST_HAN or _WORD.search(body, low, end) is not None)
        rows.append(Row(base + at, high, at > 0, marker if named else None, base + low, base + end, base + tail))
        if not named or base + tail >= high:
            return
        at = tail
        marker = match(body, at)
    rows.append(Row(base + at, high, inner=True))
