"""Lines of a site: shapes that recur at the same side of its pages and that no speech holds."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit.boilerplate.profile import is_filler
from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_align import families
from speechkit.corpus.learn_fields import with_fields
from speechkit.corpus.learn_frame import outside, proven
from speechkit.corpus.learn_pages import Page, Row, rows_of
from speechkit.corpus.learn_shapes import (
    FEWEST,
    PAIR,
    SLOT,
    Line,
    amid,
    exact_lines,
    free_line,
    free_lines_of_pair,
    labelled,
    seldom,
)
from speechkit.corpus.learn_spared import gone_of, names_of, spares, with_titles, without_sentences
from speechkit.rules.profile import LearntLine, LearntRegion

_PAIRED: Final = 4  # files: of more, three should have what the site puts on them
_EXACT: Final = 0.5  # share of the files that have a line without free text: portals leave some lines out
_FREE: Final = 0.6
_ALL: Final = 0.9  # for the lines around a region: a title that is recommended often is no end of it
_REGION: Final = 12


class Learnt(Struct):
    """What was learnt of a site's lines: entries, and for each page the numbers of its lines that go.

    `names` are three characters in a row that the site's lines have: its name is among them.
    """

    lines: list[LearntLine]
    regions: list[LearntRegion]
    gone: list[set[int]]
    names: frozenset[str]


def lines_of(pages: list[Page], *, alike: bool = False) -> Learnt:
    """Return what is learnt of the lines of a site from its pages.

    The pages are of different speeches; where some are `alike`, only what all of them have is learnt.
    """
    rows = [row for number, page in enumerate(pages) for row in rows_of(page, number)]
    found = _learnt(pages, rows, 1.0 if alike else 0.0)
    regions, found = _regions(pages, found)
    entries = sorted(
        (_entry(line, len(pages)) for line in found), key=lambda each: (each.where, -each.files[0], each.shape)
    )
    return Learnt(entries, regions, gone_of(pages, found), names_of(found))


def _learnt(pages: list[Page], rows: list[Row], least: float) -> list[Line]:
    total = len(pages)
    exact, free = _need(total, max(least, _EXACT)), _need(total, max(least, _FREE))
    found: list[Line] = []
    some: list[Line] = []  # on some pages: the same name or title may have come thrice in a slot of free text
    inner = list(amid(pages, {(row.page, row.at) for row in rows}))
    between = {line.marked for line in inner}
    for line in (*inner, *(each for each in exact_lines(rows) if each.marked not in between)):
        if len(line.pages) >= exact and spares(line, pages, rows):
            (found if len(line.pages) == total else some).append(line)
    taken = {(row.page, row.at) for line in found for row in line.rows}
    for side in ("head", "tail"):
        left = [row for row in rows if row.side == side and (row.page, row.at) not in taken]
        for family in families(left, free):
            slotted = free_line(family, side, left)
            if slotted and len(slotted.pages) >= free and spares(slotted, pages, rows):
                found.append(slotted)
                taken |= {(row.page, row.at) for row in slotted.rows}
    some = [line for line in some if any((row.page, row.at) not in taken for row in line.rows)]
    taken |= {(row.page, row.at) for line in some for row in line.rows}
    found += some
    found += [
        each
        for each in labelled(pages, names_of(found), taken)
        if len(each.pages) >= free and spares(each, pages, rows)
    ]
    found += [each for each in seldom(rows, taken, 0 if least else total) if spares(each, pages, rows)]
    found = proven(found, pages)
    if total <= _PAIRED:
        found += _of_pairs(pages, rows, found)
    found = without_sentences(found, pages)
    return with_titles(found, pages)


def _of_pairs(pages: list[Page], rows: list[Row], found: list[Line]) -> list[Line]:
    """Return the lines that just two of a few pages have: two such lines or more, since one may be chance."""
    taken = {(row.page, row.at) for line in found for row in line.rows}
    left = [row for row in rows if (row.page, row.at) not in taken]
    held: dict[frozenset[int], list[Line]] = defaultdict(list)
    for line in exact_lines(left, PAIR):
        if len(line.pages) == PAIR and not guard.says(line.rows[0].text) and spares(line, pages, rows):
            held[frozenset(line.pages)].append(line)
    out: list[Line] = []
    for both, lines in sorted(held.items(), key=lambda item: (-len(item[1]), sorted(item[0]))):
        done = {id(row) for line in lines for row in line.rows}
        others = list(free_lines_of_pair([row for row in left if row.page in both and id(row) not in done]))
        told = outside([line for line in (*lines, *others) if spares(line, pages, rows)], pages)
        plain = [line for line in told if not guard.is_sentence(line.rows[0].text)]
        witnesses = len(plain) + sum(both <= line.pages for line in found)
        slots = max((len(SLOT.findall(line.marked)) for line in plain), default=0)
        if witnesses >= PAIR or slots >= PAIR:
            out += told
    return out


def _need(total: int, share: float) -> int:
    return max(FEWEST, -int(-total * share // 1))


def _entry(line: Line, total: int) -> LearntLine:
    shape = with_fields(line.marked, line.side, [row.text for row in line.rows])
    where = "head" if line.side == "head" else "tail" if line.side == "tail" else "body"
    return LearntLine(shape=shape, where=where, files=(len(line.pages), total))  # type: ignore[arg-type]  # one of three


def _regions(pages: list[Page], found: list[Line]) -> tuple[list[LearntRegion], list[Line]]:
    """Return the pairs of lines between which every page has other short lines, and the lines that stay beside them.

    Recommended titles, comments: what was learnt of them by chance says nothing of the next page.
    """
    pillars = [line for line in found if line.side == "tail" and len(line.pages) >= _ALL * len(pages)]
    places: list[dict[int, int]] = [{} for _ in pages]
    for number, line in enumerate(pillars):
        for row in line.rows:
            if row.at >= 0:
                places[row.page][row.at] = number
    held: dict[tuple[int, int], set[int]] = defaultdict(set)
    inside: set[tuple[int, int]] = set()
    for page, marks in enumerate(places):
        for above, below in pairwise(sorted(marks)):
            between = range(above + 1, below)
            if between and len(between) <= _REGION and all(_may_fill(pages[page].lines[at]) for at in between):
                held[marks[above], marks[below]].add(page)
                inside |= {(page, at) for at in between}
    kept = [line for line in found if line in pillars or not all((row.page, row.at) in inside for row in line.rows)]
    regions = []
    for (above, below), numbers in sorted(held.items()):
        if len(numbers) >= min(FEWEST, len(pages)):
            upper, lower = _entry(pillars[above], len(pages)), _entry(pillars[below], len(pages))
            seen = (len(numbers), len(pages))
            regions.append(LearntRegion(above=upper.shape, below=lower.shape, where="tail", files=seen))
    return (regions, kept) if regions else ([], found)


def _may_fill(text: str) -> bool:
    """Say whether a line may stand between lines of the site: short, no sentence, nothing that closes a document."""
    return is_filler(text) and (guard.is_title(text) or not guard.spoken(text))
