"""Enumerations: series that count, define or list inside the text, where the text itself shows that they are series.

They stay ordinary text and are never split or promoted to headings; a reader who wants them has their spans and leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.document import EnumerationKind
from speechkit.outline.alarms import count_alarm
from speechkit.outline.counted import counted
from speechkit.outline.defined import defined
from speechkit.outline.listed import colon_lists, paren_lists, quoted_lists, subheads
from speechkit.outline.spots import Announced, Layout, announced_before, items_of
from speechkit.passes import Draft, Item, Reader, Series

_SUBHEAD: Final = f"{chars.STOP}要"


def read(draft: Draft) -> None:
    """Add the enumerations of the text to draft.series, in the order of their first items."""
    layout = Layout(draft.passages)
    found = [*_running(draft, layout), *_listed(draft, layout)]
    draft.series += sorted(found, key=_first)


def _first(series: Series) -> int:
    return series.items[0].start


def _running(draft: Draft, layout: Layout) -> Iterator[Series]:
    """Yield the series whose items are clauses, sentences or paragraphs."""
    text = draft.text
    for kind, hits in counted(text, layout):
        starts = [hit.at for hit in hits]
        found = _announced(text, layout, starts[0])
        series = _series(text, layout, kind, starts, found)
        count_alarm(draft, series, found)
        yield series
    for kind, starts in defined(text, layout):
        yield _series(text, layout, kind, starts, _announced(text, layout, starts[0]))
    for passage in draft.passages if _SUBHEAD in text else ():
        if passage.type == "paragraph" and text.find(_SUBHEAD, passage.start, passage.end) >= 0:
            for starts in subheads(text, passage.start, passage.end):
                yield _series(text, layout, "subhead", starts, None)


def _series(text: str, layout: Layout, kind: EnumerationKind, starts: list[int], announced: Announced | None) -> Series:
    items = items_of(text, layout, starts)
    number = announced.number if announced else None
    return Series(kind=kind, items=items, heading=layout.heading(starts[0]), announced=number)


def _announced(text: str, layout: Layout, start: int) -> Announced | None:
    """Return the number that the words just before the first item promise; above a paragraph, the line before it."""
    index = layout.index(start)
    low = layout.passage(start).start
    if layout.opens(start) and index > 0:
        low = layout.passage(start - 2).start
    return announced_before(text, low, start)


def _listed(draft: Draft, layout: Layout) -> Iterator[Series]:
    """Yield the series whose items are terms."""
    text = draft.text
    for items, count in quoted_lists(text):
        yield from _made("quoted_list", items, layout, count)
    for items, count in paren_lists(text):
        yield from _made("paren_list", items, layout, count)
    for items in colon_lists(text):
        yield from _made("colon_list", items, layout, None)


def _made(kind: EnumerationKind, items: tuple[Item, ...], layout: Layout, announced: int | None) -> Iterator[Series]:
    start = items[0].start
    if layout.counts(start):
        yield Series(kind=kind, items=items, heading=layout.heading(start), announced=announced)


PASS = Reader(
    name="outline.enumerations",
    title="Find what the text counts, defines or lists",
    title_zh="找出文中的列举\uff1a一是二是、一要二要、所谓与就是",
    why="A speech counts inside its paragraphs; those points are no headings, but a reader wants them as a list.",
    read=read,
)
