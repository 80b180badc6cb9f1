"""Lines of a site: shapes that recur at the same side of its pages and that no speech holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit.boilerplate.profile import is_filler
from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_align import common, families
from speechkit.corpus.learn_fields import with_fields
from speechkit.corpus.learn_pages import MARKS, SLOT_OF, Page, Row, rows_of, shape_of, typed
from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import fold
from speechkit.rules.lexicon import words
from speechkit.rules.profile import LearntLine, LearntRegion

FEWEST: Final = 3  # files: of two, one may quote the other
_EXACT: Final = 0.5  # share of the files that have a line without free text: portals leave some lines out
_FREE: Final = 0.6
_SURE: Final = 0.8  # for sentences, which speeches end with too
_ALL: Final = 0.9  # for the lines around a region: a title that is recommended often is no end of it
_MANY: Final = 5
_ONE_SIDE: Final = 0.9
_HAN: Final = lazy("[\u4e00-\u9fff]")
_LITERAL: Final = lazy(f"[{''.join(SLOT_OF)}]")
_COMMON: Final = lazy("关于|会议|工作|大会|仪式|活动|座谈会|通知|讲话|在|的|上|全市|全县|全区|全省|和|与|暨|年")
_REGION: Final = 12
_BRIEF: Final = 24  # code points of a sentence that all of a few pages end with; shared paragraphs are longer
_BEGINS: Final = lazy(rf"[\u4e00-\u9fff{MARKS['text']}]+(?= )")
_TOLD: Final = 8  # Chinese characters of its own in a sentence with slots
_RUN: Final = lazy("[\u4e00-\u9fff]{3,}")


class Line(Struct):
    """A shape that may be learnt: the rows that have it, by page, and its pattern."""

    marked: str
    side: str
    rows: list[Row]
    pattern: re.Pattern[str]

    @property
    def pages(self) -> set[int]:
        """Return the numbers of the pages that have it."""
        return {row.page for row in self.rows}

    @property
    def free(self) -> bool:
        """Say whether it has a slot of free text."""
        return MARKS["text"] in self.marked or MARKS["title"] in self.marked


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
    return Learnt(entries, regions, _gone(pages, found), _names(found))


def _names(found: list[Line]) -> frozenset[str]:
    """Return the runs of three Chinese characters of the lines' own text."""
    runs = {run for line in found for run in _RUN.findall(line.marked)}
    return frozenset(run[at : at + 3] for run in runs for at in range(len(run) - 2) if not _is_word(run, at))


def _is_word(run: str, at: int) -> bool:
    """Say whether three characters of a run lie inside of a common word: 资料库, or 人民政 of 人民政府."""
    known, plain = words(), fold(run)
    return any(plain[low:high] in known for low, high in ((at, at + 3), (at, at + 4), (max(0, at - 1), at + 3)))


def _learnt(pages: list[Page], rows: list[Row], least: float) -> list[Line]:
    total = len(pages)
    exact, free = _need(total, max(least, _EXACT)), _need(total, max(least, _FREE))
    found: list[Line] = []
    some: list[Line] = []  # on some pages: the same name or title may have come thrice in a slot of free text
    amid = list(_amid(pages, {(row.page, row.at) for row in rows}))
    between = {line.marked for line in amid}
    for line in (*amid, *(each for each in _exact(rows) if each.marked not in between)):
        if len(line.pages) >= exact and _spares(line, pages, rows):
            (found if len(line.pages) == total else some).append(line)
    taken = {(row.page, row.at) for line in found for row in line.rows}
    for side in ("head", "tail"):
        left = [row for row in rows if row.side == side and (row.page, row.at) not in taken]
        for family in families(left, free):
            slotted = _free(family, side, left)
            if slotted and len(slotted.pages) >= free and _spares(slotted, pages, rows):
                found.append(slotted)
                taken |= {(row.page, row.at) for row in slotted.rows}
    some = [line for line in some if any((row.page, row.at) not in taken for row in line.rows)]
    taken |= {(row.page, row.at) for line in some for row in line.rows}
    found += some
    found += [each for each in _labelled(pages, found, taken) if len(each.pages) >= free and _spares(each, pages, rows)]
    found += [each for each in _seldom(rows, taken, 0 if least else total) if _spares(each, pages, rows)]
    found = _without_sentences(found, pages)
    return _with_titles(found, pages)


def _need(total: int, share: float) -> int:
    return max(FEWEST, -int(-total * share // 1))


def _line(marked: str, side: str, rows: list[Row]) -> Line | None:
    """Return a line to be weighed, or None for a shape that says nothing."""
    own = "".join(_LITERAL.split(marked))
    if all(row.at < 0 for row in rows):
        return None  # general rules know it
    if len(_HAN.findall(own)) < 2 and not (len(own.strip()) > 3 and re.search("[A-Za-z]{3}", own)):
        return None
    try:
        return Line(marked, side, rows, shapes.pattern_of(shape_of(marked)))
    except RuleError:
        return None


def _exact(rows: Iterable[Row]) -> Iterator[Line]:
    """Yield the shapes without free text, by side of the page."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.spoken and not row.warm:
            held[row.side, row.typed].append(row)
    labels = _labels(rows)
    for (side, marked), group in sorted(held.items()):
        pages = len({row.page for row in group})
        if pages < FEWEST or any(len(labels[side, part]) > pages for part in _label(marked)):
            continue  # 下一篇:… with the same title thrice: the label is learnt, with a slot
        if line := _line(marked, side, group):
            yield line


def _labels(rows: Iterable[Row]) -> dict[tuple[str, str], set[int]]:
    """Return the pages that have a label before or behind a colon, by side of the page."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for row in rows:
        for part in _label(row.typed):
            found[row.side, part].add(row.page)
    return found


def _label(marked: str) -> tuple[str, ...]:
    before, colon, behind = marked.partition(":")
    return (before + colon, colon + behind) if colon and len(before) < 13 else ()


def _free(family: list[Row], side: str, rows: list[Row]) -> Line | None:
    marked = common(sorted({row.typed for row in family}))
    own = "".join(_LITERAL.split(marked))
    telling = len(_HAN.findall(_COMMON.sub("", own)))
    slots = [char for char in marked if char in SLOT_OF and char != MARKS["text"]]
    separated = re.search(
        r"[:|>/\u00b7\u2022\u2014\[\]【】] ?[\ufdd9\ufdda]|[\ufdd9\ufdda] ?[|/<\u00b7\u2022\u2014\[【]", marked
    )
    least = 4 if marked.count(MARKS["text"]) > 1 else 2 if separated or slots else 3
    begins = _BEGINS.match(marked)
    if begins and (guard.sounds_spoken(own) or marked[0] == MARKS["text"]):
        # A title with something behind it: 在{text}的讲话 更夫{text}.
        marked = MARKS["text"] + marked[begins.end() :]
        own = "".join(_LITERAL.split(marked))
        telling = len(_HAN.findall(_COMMON.sub("", own)))
    if telling < least or guard.sounds_spoken(own) or (marked[0] == marked[-1] == MARKS["text"]):
        return None  # with free text on both sides it is no line of the site, but a phrase in one of the speech
    if guard.is_sentence(own) and len(_HAN.findall(own)) < _TOLD:
        return None
    line = _line(marked, side, family)
    if line:
        line.rows = [row for row in rows if not row.spoken and line.pattern.fullmatch(row.text)]
    return line


def _amid(pages: list[Page], edges: set[tuple[int, int]]) -> Iterator[Line]:
    """Yield the lines that stand between the lines of speeches on most pages, and are none: they repeat, or count."""
    held: dict[str, list[Row]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, text in enumerate(page.lines):
            if len(text) <= 60 and not guard.is_sentence(text):
                marked = typed(text)
                held[marked].append(Row(number, at, "body", text, marked, guard.spoken(text)))
    for marked, group in sorted(held.items()):
        several = len(group) - len({row.page for row in group})
        if all((row.page, row.at) in edges for row in group) and several < len(group) // 2:
            continue
        odd = several * 2 >= len(group) or _LITERAL.search(marked) or re.match(r"[\[【〔<*=\u2014~-]", marked)
        if (
            len({row.page for row in group}) >= FEWEST
            and odd
            and not group[0].spoken
            and (line := _line(marked, "body", group))
        ):
            yield line


def _labelled(pages: list[Page], found: list[Line], taken: set[tuple[int, int]]) -> Iterator[Line]:
    """Yield the labels that name the site before a value of their own, wherever they stand: 三更书局推荐:{text}."""
    names = _names(found)
    held: dict[str, list[Row]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, text in enumerate(page.lines):
            label, colon, value = text.partition(":")
            if value and len(label) < 13 and len(text) <= 60 and (number, at) not in taken and text[-1] not in "。!?":
                held[label + colon].append(Row(number, at, "body", text, label + colon + MARKS["text"], spoken=False))
    for label, group in sorted(held.items()):
        named = guard.names_site(label) or any(label[at : at + 3] in names for at in range(len(label) - 2))
        if named and len({row.page for row in group}) >= FEWEST and (line := _line(group[0].typed, "body", group)):
            yield line


def _seldom(rows: list[Row], taken: set[tuple[int, int]], total: int) -> Iterator[Line]:
    """Yield the shapes of a large site that fewer pages have, and that stand among lines learnt already."""
    if total < 8:
        return
    left = [row for row in rows if (row.page, row.at) not in taken]
    for line in _exact(left):
        beside = sum((row.page, row.at - 1) in taken and (row.page, row.at + 1) in taken for row in line.rows)
        if len(line.pages) >= max(4, total // 5) and beside >= _SURE * len(line.rows):
            yield line


def _spares(line: Line, pages: list[Page], rows: list[Row]) -> bool:
    """Say whether a shape takes nothing but lines of its side: no stock line, none inside of a speech."""
    if any(row.spoken and line.pattern.fullmatch(row.text) for row in rows):
        return False
    if line.side == "body":
        return True
    edge = {(row.page, row.at) for row in rows}
    here = other = 0
    for number, page in enumerate(pages):
        for at, text in enumerate(page.lines):
            if line.pattern.fullmatch(text):
                here += (number, at) in edge
                other += (number, at) not in edge
    return here >= _ONE_SIDE * (here + other)


def _gone(pages: list[Page], found: list[Line]) -> list[set[int]]:
    gone: list[set[int]] = [set() for _ in pages]
    for line in found:
        for row in line.rows:
            gone[row.page].add(row.at)
    return gone


def _without_sentences(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines without sentences that a speech may begin or end with.

    A sentence is the site's where its words say so, where another line of the site stands between it and the speech,
    or where nearly all of many pages have it.
    """
    plain = [line for line in found if not guard.is_sentence(line.rows[0].text)]
    names = _names(plain)
    sure = [line for line in found if line in plain or _is_named(line, names)]
    gone = _gone(pages, sure)
    kept = list(sure)
    for line in found:
        if line in sure:
            continue
        inward = 1 if line.side == "head" else -1
        outside = sum(row.at + inward in gone[row.page] for row in line.rows)
        share = len(line.pages) / len(pages)
        alike = (len(line.marked) <= _BRIEF and share == 1) or (len(pages) >= _MANY and share >= _SURE)
        if outside >= _SURE * len(line.rows) or (alike and not guard.sounds_stirring(line.rows[0].text)):
            kept.append(line)
    return kept


def _is_named(line: Line, names: Collection[str]) -> bool:
    """Say whether a sentence names the site, or speaks of pages and readers as sites do."""
    text = line.rows[0].text
    return guard.names_site(text) or any(text[at : at + 3] in names for at in range(len(text) - 2))


def _with_titles(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines without those that would leave pages without a title: the headline that all speeches share."""
    for line in sorted(
        (line for line in found if line.side == "head"), key=lambda line: (not line.free, len(line.rows))
    ):
        gone = _gone(pages, [each for each in found if each.side == "head"])
        bare = sum(_untitled(pages[row.page].lines, gone[row.page]) for row in line.rows)
        if bare * 5 > len(line.rows) or _leads_with_title(line):
            found = [each for each in found if each is not line]
            found += [kept] if (kept := _beside_title(line)) else []
    return found


def _leads_with_title(line: Line) -> bool:
    """Say whether a line begins with a value as long as a title on half of its pages."""
    if line.marked[0] != MARKS["text"]:
        return False
    pattern = shapes.pattern_of(shape_of(MARKS["title"] + line.marked[1:]))
    values = [found["title"] for row in line.rows if (found := pattern.fullmatch(row.text))]
    return 2 * sum(len(value) >= _TOLD for value in values) >= len(values)


def _beside_title(line: Line) -> Line | None:
    """Return the line with its first or last value taken for the title, which stays when the rest goes."""
    marked = line.marked
    if len(line.pages) < 3 or not line.free:
        return None
    begins = _BEGINS.match(marked)
    if begins and MARKS["text"] in begins[0]:  # 在{text} 掌柜{text}: what the titles share is theirs
        marked = MARKS["title"] + marked[begins.end() :]
    elif marked[0] == MARKS["text"]:
        marked = MARKS["title"] + marked[1:]
    elif marked[-1] == MARKS["text"]:
        marked = marked[:-1] + MARKS["title"]
    if MARKS["title"] not in marked:
        return None
    pattern = shapes.pattern_of(shape_of(marked))
    values = [found["title"] for row in line.rows if (found := pattern.fullmatch(row.text))]
    if len(values) < len(line.rows) or any(len(value) < 6 for value in values) or len(set(values)) < len(line.pages):
        return None
    return _line(marked, line.side, line.rows)


def _untitled(lines: list[str], gone: set[int]) -> bool:
    """Say whether no line is left that could be the title, though one went."""
    first = next((at for at in range(len(lines)) if at not in gone), None)
    if first is None:
        return True
    text = lines[first]
    return guard.is_greeting(text) or len(text) > 80 or (text[-1] in "。:" and len(text) > 20)


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
        if len(numbers) >= FEWEST:
            upper, lower = _entry(pillars[above], len(pages)), _entry(pillars[below], len(pages))
            seen = (len(numbers), len(pages))
            regions.append(LearntRegion(above=upper.shape, below=lower.shape, where="tail", files=seen))
    return (regions, kept) if regions else ([], found)


def _may_fill(text: str) -> bool:
    """Say whether a line may stand between lines of the site: short, no sentence, nothing that closes a document."""
    return is_filler(text) and (guard.is_title(text) or not guard.spoken(text))
