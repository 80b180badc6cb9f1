"""Parting: from the draft of a page that holds several articles to a draft of each.

The editors have seen the page whole: what a site puts in stands once a page, above, between and below the articles.
The readers then see each article alone, through a window of the page's ledger. The raw text is parted without a rest:
what stands above the first article is the first one's, what stands behind an article is that article's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from speechkit.boilerplate.years import learn_year
from speechkit.cautions import agreeing
from speechkit.document import Part
from speechkit.ledger import Edit
from speechkit.outline.articles import Start, articles_of
from speechkit.passes import Draft, Found, Note, Opening
from speechkit.patterns import lazy
from speechkit.script import script_of
from speechkit.window import Window, borders

# What an article says of itself; all else that is known of the page is known of each article on it.
_OWN: Final = frozenset({"title", "headline", "subtitle", "salutation", "closing", "speech_year"})
# Warnings that count the edits of a page: each article is told its own number. Code -> how the ids of the rules begin.
COUNTED: Final = {"pinyin_glosses": "gloss.", "html_residue": "residue.tag", "missing_quotes": "quote."}
_COUNT: Final = lazy(r"^\d+(?= )")


def parted(draft: Draft, *, years: bool = True) -> list[Draft]:
    """Return a draft for each article of an edited page; an empty list for a page that holds one.

    `years`: read the year of each speech too. Offsets in the drafts' text begin at 0, raw offsets stay the page's.
    """
    starts = articles_of(draft.text, draft.lines)
    places = [draft.lines[start.line].low for start in starts[1:]]
    edges = borders(draft.ledger, places) if places else None
    if edges is None:  # one article, or an edit that reaches from one into the next
        return []
    stretches = pairwise([0, *places, len(draft.text)])
    spans = pairwise([0, *edges, len(draft.ledger.raw)])
    parts = [
        _part(draft, Part(number, len(starts), span), start, clean)
        for number, (start, clean, span) in enumerate(zip(starts, stretches, spans, strict=True), 1)
    ]
    _share(draft, parts)
    for part in parts if years else ():
        _learn_year(part, first=part is parts[0])
    return parts


def _part(draft: Draft, part: Part, start: Start, clean: tuple[int, int]) -> Draft:
    low = clean[0]
    window = Window(draft.ledger, clean, part.span)
    out = Draft(draft.ledger.raw, replace(draft.source, part=part), draft.options, draft.page)
    out.ledger = window
    if start.line >= 0:
        out.opening = Opening(draft.lines[start.line].start - low, start.body - low, start.end - low)
    if draft.script == script_of(draft.ledger.raw):
        out.script = script_of(window.undo())
    else:  # the raw text was misread
        out.script = draft.script
    return out


def _learn_year(part: Draft, *, first: bool) -> None:
    """Learn the year of one speech; what the page's first line says of a year is said of the first speech."""
    told = len(part.notes)
    learn_year(part)
    if not first:
        del part.notes[told:]


# ---- what is known of the page


def _share(draft: Draft, parts: Sequence[Draft]) -> None:
    """Give the parts what is known of the page: its metadata to all, a warning to the one where its place is."""
    known = {name: _placed(draft, found) for name, found in draft.metadata.items() if name not in _OWN}
    for part in parts:
        part.metadata = dict(known)
    counted: dict[str, Note] = {}
    ends = [_span(part)[1] for part in parts]
    for note in draft.notes:
        if note.code in COUNTED and _COUNT.match(note.message):
            counted.setdefault(note.code, note)
        elif note.start is None or note.end is None:
            for part in parts:
                part.notes.append(note)
        else:
            low, high = draft.ledger.raw_span(note.start, note.end, note.depth)
            index = min(bisect_right(ends, low), len(parts) - 1)
            parts[index].notes.append(replace(note, start=low, end=high, depth=0))
    for part in parts:
        low, high = _span(part)
        part.decided = [each for each in draft.decided if low <= each.span[0] and each.span[1] <= high]
    for part in parts if counted else ():
        edits = part.ledger.edits()
        part.notes += [own for note in counted.values() if (own := recounted(note, edits))]


def _span(part: Draft) -> tuple[int, int]:
    assert isinstance(part.ledger, Window)
    return part.ledger.span


def _placed(draft: Draft, found: Found) -> Found:
    """Return a value with its place in the raw text, which is the same text for the page and for its parts."""
    if found.start < 0:
        return found
    low, high = draft.ledger.raw_span(found.start, found.end, found.depth)
    return Found(found.value, low, high, 0)


def recounted(note: Note, edits: Sequence[Edit]) -> Note | None:
    """Return a warning that counts the edits of one part, None where there are none."""
    family = COUNTED[note.code]
    made = [
        edit for edit in edits for rule in (edit.rule, *(inner.rule for inner in edit.over)) if rule.startswith(family)
    ]
    if not made:
        return None
    start, end = (None, None) if note.start is None else made[0].span
    return replace(note, message=agreeing(_COUNT.sub(str(len(made)), note.message)), start=start, end=end, depth=0)
