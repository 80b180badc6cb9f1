"""Pages that lost their line breaks: title, meta data, salutation, headings and speech in one or a few long lines.

Breaks are put back where they are certain, so that the rules for whole lines see the site's lines and the outline
sees title, salutation and headings. Nothing else is touched: a break is an edit that adds one line feed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import partial
from operator import itemgetter
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.boilerplate.flat_articles import article_edges
from speechkit.boilerplate.flat_head import WINDOW as HEAD
from speechkit.boilerplate.flat_head import head_edges, is_addressed, is_glued
from speechkit.boilerplate.flat_series import Spot, glued, heading_starts
from speechkit.boilerplate.flat_tail import WINDOW as TAIL
from speechkit.boilerplate.flat_tail import closing_edge, is_heading, runin_edges, tail_edges
from speechkit.boilerplate.scan import Found, Scanner, found_in
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_LONG: Final = 160  # code points; the longest title with its glued meta data has 140
_FEW: Final = 8  # lines; a page with more has line breaks, unless one line holds nearly all
_TOP: Final = 120  # code points of a line that holds a title and more
_BODY: Final = 800  # code points; a longer paragraph with headings in it is several
_COLONS: Final = f":{chars.COLON}"
_STOP_MARKS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}"
_FIRST: Final = 4  # a flat line further down is the body of a page whose head has lines
_BLANKS: Final = f"[{chars.BLANKS}]"
_STOPS: Final = (
    f"[。!?{chars.EXCLAMATION}{chars.QUESTION}{chars.ELLIPSIS}]"
    f"[{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}{chars.RIGHT_PARENTHESIS})]?"
)
_STOP: Final = lazy(_STOPS)
_APART: Final = lazy(f"{_STOPS}({_BLANKS}+)(?=\\S)")
_LISTED: Final = lazy(f"[:{chars.COLON}]({_BLANKS}+)(?=[(0-9一{chars.LEFT_PARENTHESIS}])")
_TITLE: Final = lazy(f"[^。;!?\n{chars.SEMICOLON}{chars.EXCLAMATION}{chars.QUESTION}]{{2,200}}")
_WIDE: Final = 2  # blanks in a row are an indent
_BRIEF: Final = 240  # code points of a line that are looked at for what a site glued to its end
_NEAR: Final = 6  # lines; a salutation stands among the first
_BEFORE: Final = 10  # code points; a salutation that begins its line has its colon before or has nothing in front
_PERIOD: Final = 400  # code points of what a line may say over and over
_PERIODS: Final = 3
_LAST: Final = 4  # lines; below them stand only what rules take whole
_OVER: Final = 8  # breaks in one window: a page has as many links at its end only on lines of their own
_PARAGRAPH: Final = 16  # code points; a shorter line is none that anything was glued to
_HABIT: Final = 8  # of ten sentences with a blank behind them: a way to write, not a line end
_HEADING: Final = 44  # code points of a title


def recover_lines(draft: Draft) -> Change:
    """Return a cut that adds a line feed wherever a line certainly began."""
    lines = draft.lines
    if not lines:
        return None
    flat = _flat(lines)
    headed = _headed(draft, lines, flat)
    broken = bool(flat) or glued(draft.text)
    found = found_in(draft)
    edges: dict[int, str] = dict.fromkeys(draft.once(_runin).edges, "flat.tail")
    if not broken and not headed and not edges and not _tailed(lines):
        return None
    spots = heading_starts(draft.text, lines, flat) if broken else []
    for spot in spots:
        edges[spot.at] = "flat.heading"
    for number in flat:
        line = lines[number]
        edges.update((line.start + place, "flat.article") for place in article_edges(line.body))
    _heads(lines, headed, flat, found.known, edges)
    for number in range(max(0, len(lines) - _LAST), len(lines)):
        low = _tail(found, number, number in flat, edges)
    for number in flat:
        _paragraphs(draft.text, lines[number], [spot for spot in spots if spot.line == number], edges)
    if edges and flat:
        _closing(lines[-1], low, edges)
    return _cuts(draft.text, edges)


class _RunIn(NamedTuple):
    """Where the site's text begins behind run-in headings, and the lines that were looked at in all rounds."""

    edges: list[int]
    known: set[str]


def _runin(draft: Draft, earlier: _RunIn | None) -> _RunIn:
    known = earlier.known if earlier else set()
    return _RunIn(runin_edges(found_in(draft), known), known)


def _heads(
    lines: Sequence[Line], headed: Sequence[int], flat: Sequence[int], known: Scanner, edges: dict[int, str]
) -> None:
    """Put breaks behind the title and what else stands with it in one line."""
    for number in headed:
        line = lines[number]
        edges_of = partial(head_edges, fold(line.body[:HEAD]), known, flat=number in flat)
        parts = edges_of() or (edges_of(title=_title(lines)) if number and number not in flat else [])
        if parts and not _thrice(fold(line.body[: 4 * _PERIOD]), parts[0][0]):
            for place, rule in parts:
                edges.setdefault(line.start + place, rule)


def _cuts(text: str, edges: dict[int, str]) -> list[Cut]:
    """Return the cuts for the edges inside lines; of two with nothing but blanks between them the first."""
    cuts: list[Cut] = []
    for at in sorted(edges):
        low = cuts[-1].end if cuts else text.rfind("\n", 0, at) + 1
        if at < len(text) and text[low:at].strip():
            cuts.append(Cut(at, at, "\n", edges[at]))
    return cuts


def _flat(lines: Sequence[Line]) -> list[int]:
    """Return the lines that hold what were many: long ones, on a page of few lines or nearly all of the page."""
    long = [number for number, line in enumerate(lines) if line.end - line.start > _LONG]
    if not long:
        return []
    total = sum(line.end - line.start for line in lines)
    if len(lines) <= _FEW and total > _LONG * len(lines):
        return long
    return [
        number
        for number in long
        if 5 * (lines[number].end - lines[number].start) > 3 * total and not _framed(lines, number)
    ]


def _framed(lines: Sequence[Line], number: int) -> bool:
    """Say whether a paragraph stands between a salutation and a closing on lines of their own: no break is lost."""
    return (
        0 < number < len(lines) - 1
        and lines[number].end - lines[number].start < _BODY
        and lines[number - 1].body[-1] in _COLONS
        and lines[number + 1].body[-1] in _STOP_MARKS
        and not is_heading(lines[number + 1].body)  # which has lost its stop when it is printed
    )


def _headed(draft: Draft, lines: Sequence[Line], flat: Sequence[int]) -> list[int]:
    """Return the lines that may hold a title and more: the first that is flat, and those above it, or the first."""
    first = flat[0] if flat and flat[0] < _FIRST else _FIRST
    plain = draft.script == "simplified"
    tops = [line.body[:_TOP] if plain else fold(line.body[:_TOP]) for line in lines[:first]]
    found = {number for number, top in enumerate(tops) if is_glued(top)}
    found.update(
        number
        for number, line in enumerate(lines[1:_NEAR], 1)
        if number not in flat and is_addressed(line.body, _BEFORE)
    )
    found |= {first} if first < _FIRST else set()
    # What stands below 一、… is its text, which is printed below it where it stood in the same line.
    return sorted(number for number in found if not number or not is_heading(lines[number - 1].body))


def _thrice(body: str, place: int) -> bool:
    """Say whether a line is one text over and over, a break in which would be followed by others: no page is."""
    again = body.find(body[:place], place, place + _PERIOD)
    for _ in range(_PERIODS):
        if again < 0:
            return False
        if body.startswith(body[:again] * 2, again):
            return True
        again = body.find(body[:place], again + 1, place + _PERIOD)
    return False


def _title(lines: Sequence[Line]) -> str:
    """Return the first line, folded, if it may be the title."""
    body = lines[0].body
    return fold(body) if len(body) <= _TOP and not _STOP.search(body) else ""


def _tailed(lines: Sequence[Line]) -> bool:
    """Say whether one of the last lines might have the site's lines behind it."""
    return any(len(line.body) > _PARAGRAPH for line in lines[-_LAST:])


def _tail(found: Found, number: int, flat: bool, edges: dict[int, str]) -> int:
    """Put breaks before the site's lines at the end of a line; return where they begin."""
    line, size = found.lines[number], TAIL if flat else _BRIEF
    base = max(line.start, line.end - size)
    hits = found.hits(number, base, line.end)
    places, low = tail_edges(line.body[-size:], hits, flat=flat, whole=base == line.start)
    edges.update((base + place, edges.get(base + place, "flat.tail")) for place in places)
    if len(places) < _OVER or base == line.start:
        return base + low
    return _further(found, number, base + low, flat, edges)


def _further(found: Found, number: int, end: int, flat: bool, edges: dict[int, str]) -> int:
    """Go on in front of a window full of the site's lines: it printed one over and over, more than all rounds take."""
    line, size = found.lines[number], TAIL if flat else _BRIEF
    hits = sorted(found.hits(number, line.start, end), key=itemgetter(0))
    places = [end]
    while places and end > line.start:
        base = max(line.start, end - size)
        first = bisect_left(hits, base - line.start, key=itemgetter(0))
        within = [(at + line.start - base, rule) for at, rule in hits[first:]]
        window = line.body[base - line.start : end - line.start]
        places, low = tail_edges(window, within, flat=flat, whole=base == line.start)
        edges.update((base + place, edges.get(base + place, "flat.tail")) for place in places)
        end = base + low
        del hits[bisect_left(hits, end - line.start, key=itemgetter(0)) :]
    return end


def _closing(line: Line, low: int, edges: dict[int, str]) -> None:
    base = max(line.start, line.end - TAIL)
    place = closing_edge(fold(line.body[-TAIL:]), low - base)
    if place is not None:
        edges.setdefault(base + place, "flat.closing")


def _paragraphs(text: str, line: Line, spots: Sequence[Spot], edges: dict[int, str]) -> None:
    """Put breaks where blanks stand for them: behind sentences, and behind the titles of headings."""
    gaps = list(_APART.finditer(line.body))
    wide = [gap for gap in gaps if _is_wide(gap[1])]
    if not gaps or (not wide and 10 * len(gaps) > _HABIT * len(_STOP.findall(line.body))):
        return  # a blank behind every sentence is a habit
    if 2 * len(wide) >= len(gaps):
        for gap in wide:
            edges.setdefault(line.start + gap.end(1), "flat.paragraph")
        _everywhere(line, wide, edges)
        return
    for gap in (*gaps, *_LISTED.finditer(line.body)):
        edges.setdefault(line.start + gap.end(1), "flat.paragraph")
    for spot in spots:
        title = _TITLE.match(text, spot.end, line.end)
        place = text.rfind(" ", spot.end, min(title.end(), spot.end + _HEADING)) if title else -1
        if place > spot.end and text[place + 1] not in chars.BLANKS:
            edges.setdefault(place + 1, "flat.paragraph")


def _everywhere(line: Line, wide: Sequence[re.Match[str]], edges: dict[int, str]) -> None:
    """Put breaks at every run of blanks that is the one behind most sentences: titles have no stop."""
    blanks, times = Counter(gap[1] for gap in wide).most_common(1)[0]
    if times < _WIDE or len(blanks) < _WIDE:
        return
    at = line.body.find(blanks)
    while at >= 0:
        after = at + len(blanks)
        if at and line.body[at - 1] not in chars.BLANKS and line.body[after] not in chars.BLANKS:
            edges.setdefault(line.start + after, "flat.paragraph")
        at = line.body.find(blanks, after)


def _is_wide(blanks: str) -> bool:
    return len(blanks) >= _WIDE or chars.IDEOGRAPHIC_SPACE in blanks


PASS = Editor(
    name="boilerplate.flattened",
    title="Put line breaks back where a page lost them",
    title_zh="恢复网页丢失的换行",
    why="Title, headings and the site's own lines cannot be told apart while they stand in one line.",
    edit=recover_lines,
)
