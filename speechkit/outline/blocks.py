"""Blocks: what each line of the clean text is, title, salutation, heading, paragraph, closing, and the heading tree.

A heading names a numbered section; 一是… and 一要… count inside the text and are never headings.
One line is one paragraph; text on the line of a heading becomes a paragraph of its own. Every character ends up in a
passage, but for the mark a heading drops.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.document import BlockType
from speechkit.outline.alarms import raise_alarms
from speechkit.outline.frontmatter import front_of
from speechkit.outline.gaps import gaps_of
from speechkit.outline.judging import judge
from speechkit.outline.levels import Entry, nest
from speechkit.outline.markers import Style
from speechkit.outline.openings import crown, open_rows, opening_of
from speechkit.outline.reasons import weigh
from speechkit.outline.rows import Row, rows_of
from speechkit.outline.typography import promote_marked
from speechkit.passes import Draft, Found, Line, Opening, Passage, Reader

_PLAIN: Final = frozenset(["paragraph", "heading", "gap"])


def read(draft: Draft) -> None:
    """Fill draft.passages, and the metadata that stands in the text itself."""
    rows = rows_of(draft.lines)
    text = draft.text
    opened = open_rows(draft, rows)
    judge(text, rows)
    promote_marked(draft, rows)
    crown(text, opened)
    gaps = gaps_of(text, rows)
    front = front_of(text, rows, gaps, opening_of(draft, rows))
    draft.passages = passages_of(text, rows, front.types, gaps)
    _learn(draft)
    raise_alarms(draft)


def unread(lines: Sequence[Line]) -> list[Passage]:
    """Return every line as a paragraph: what a text is where this pass was left out, and nothing is lost."""
    return [Passage(type="paragraph", start=line.start, end=line.end) for line in lines]


def passages_of(
    text: str, rows: Sequence[Row], types: dict[int, BlockType], gaps: dict[int, int | None]
) -> list[Passage]:
    """Return the passages of judged rows, headings with their level and parent."""
    passages: list[Passage] = []
    entries: list[Entry] = []
    places: list[int] = []
    headed: list[Row] = []
    heading: int | None = None
    index, last = 0, len(rows)
    while index < last:
        row = rows[index]
        if row.heading:
            heading = len(passages)
            places.append(heading)
            headed.append(row)
            entries.append(_entry(row))
            passages.append(_heading(text, row))
        elif index in gaps:
            start, end = row.start + 1, row.end - 1
            passages.append(Passage(type="gap", start=start, end=end, heading=heading, count=gaps[index]))
        else:
            passages.append(Passage(type=types.get(index, "paragraph"), start=row.start, end=row.end, heading=heading))
            if row.marker is not None and index + 1 < last and rows[index + 1].inner:
                index = _last_inner(rows, index)
        index += 1
    nest(entries)
    weighed = weigh(text, headed, entries)
    for place, entry, (confidence, why) in zip(places, entries, weighed, strict=True):
        passage = passages[place]
        passage.level = entry.level
        passage.parent = None if entry.parent is None else places[entry.parent]
        passage.confidence, passage.why = confidence, why
    return passages


def _last_inner(rows: Sequence[Row], index: int) -> int:
    """Return the index of the last row that is the rest of this one: a line that is no heading stays whole."""
    while index + 1 < len(rows) and rows[index + 1].inner:
        index += 1
    return index


def _entry(row: Row) -> Entry:
    if row.marker is None:
        return Entry(Style.PLAIN, 0, row.scope)
    return Entry(row.marker.style, row.marker.number, row.scope)


def _heading(text: str, row: Row) -> Passage:
    marker, start, stop, tail = row.marker, row.start, row.stop, row.tail
    length = 0 if marker is None else marker.end - (marker.body - (row.body - start))
    return Passage(
        type="heading",
        start=start,
        end=stop,
        body=row.body,
        marker=text[start : start + length] or None,
        number=marker.number if marker else None,
        run_in=tail < row.end,
        terminal="".join(text[stop:tail].split()) or None if stop < tail else None,
    )


def _learn(draft: Draft) -> None:
    """Keep title, headline, subtitle, salutation and closing; the page's own title line beats a lead-in's."""
    text, depth = draft.text, draft.ledger.depth
    found: dict[str, list[Passage]] = {}
    for passage in draft.passages:
        if passage.type not in _PLAIN:
            found.setdefault(passage.type, []).append(passage)
    for name in ("title", "headline", "subtitle", "salutation", "closing"):
        if name in found:
            parts = found[name] if name == "headline" else found[name][-1:] if name == "closing" else found[name][:1]
            value = "\N{IDEOGRAPHIC SPACE}".join(text[part.start : part.end] for part in parts)
            draft.metadata[name] = Found(value, parts[0].start, parts[-1].end, depth)
    if draft.opening is not None:
        _learn_title(draft, draft.opening, found.get("title", []))


def _learn_title(draft: Draft, opening: Opening, titles: Sequence[Passage]) -> None:
    """Keep the title of one of several articles: that on its first line, or the one below; never that of the page."""
    draft.metadata.pop("title", None)
    start, end = opening.body, opening.end
    if start == end:
        start, end = next(((each.start, each.end) for each in titles if each.start > opening.start), (0, 0))
    if start < end:
        draft.metadata["title"] = Found(draft.text[start:end], start, end, draft.ledger.depth)


PASS = Reader(
    name="outline.blocks",
    title="Tell title, salutation, headings, paragraphs and closing apart",
    title_zh="区分标题、称呼、各级小标题、段落和结束语",
    why="Everything that reads a document by its parts needs to know where a part begins and what it is called.",
    read=read,
)
