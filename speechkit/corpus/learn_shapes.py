"""Shapes that lines of a site may have: what recurs at one side of its pages, as it stands or with slots."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from msgspec import Struct

from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_align import common, families
from speechkit.corpus.learn_pages import MARKS, SLOT_OF, Page, Row, shape_of, typed
from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import fold

FEWEST: Final = 3  # files: of two, one may quote the other
PAIR: Final = 2  # files that share several lines may be of one site
_SIGNS: Final = " *#~=|<>[]《》\u203b\u2605\u2606\u25c6\u25c7\u25cf\u25cb\u25a0\u25a1\u25b2\u25b3\u00b7"
_SURE: Final = 0.8  # for sentences, which speeches end with too
_HAN: Final = lazy("[\u4e00-\u9fff]")
SLOT: Final = lazy(f"[{''.join(SLOT_OF)}]")
_COMMON: Final = lazy("关于|会议|工作|大会|仪式|活动|座谈会|通知|讲话|在|的|上|全市|全县|全区|全省|和|与|暨|年")
_LABEL: Final = lazy(rf"(?:[\u4e00-\u9fff]{{2,10}}|[A-Za-z][A-Za-z ]{{3,20}}): ?{MARKS['text']}$")
_LATIN: Final = lazy("[A-Za-z]{2,}")
BEGINS: Final = lazy(rf"[\u4e00-\u9fff{MARKS['text']}]+(?= )")
_TOLD: Final = 8  # Chinese characters of its own in a sentence with slots


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


def line_of(marked: str, side: str, rows: list[Row]) -> Line | None:
    """Return a line to be weighed, or None for a shape that says nothing."""
    own = "".join(SLOT.split(marked))
    if all(row.at < 0 for row in rows):
        return None  # general rules know it
    if len(_HAN.findall(own)) < 2 and not (len(own.strip()) > 3 and re.search("[A-Za-z]{3}", own)):
        return None
    try:
        return Line(marked, side, rows, shapes.pattern_of(shape_of(marked)))
    except RuleError:
        return None


def exact_lines(rows: Iterable[Row], fewest: int = FEWEST) -> Iterator[Line]:
    """Yield the shapes without free text, by side of the page."""
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if not row.spoken and not row.warm:
            held[row.side, row.typed].append(row)
    labels = _labels(rows)
    for (side, marked), group in sorted(held.items()):
        pages = len({row.page for row in group})
        if pages < fewest or any(len(labels[side, part]) > pages for part in _label(marked)):
            continue  # 下一篇:… with the same title thrice: the label is learnt, with a slot
        if line := line_of(marked, side, group):
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


def free_line(family: list[Row], side: str, rows: list[Row]) -> Line | None:
    """Return the line with slots that a family of rows has in common, or None where it says nothing of a site."""
    marked = common(sorted({row.typed for row in family}))
    own = "".join(SLOT.split(marked))
    telling = _weight(own)
    slots = [char for char in marked if char in SLOT_OF and char != MARKS["text"]]
    separated = re.search(
        r"[:|>/\u00b7\u2022\u2014\[\]【】] ?[\ufdd9\ufdda]|[\ufdd9\ufdda] ?[|/<\u00b7\u2022\u2014\[【]", marked
    )
    listed = side == "tail" and _of_titles(marked, family)
    least = 4 if marked.count(MARKS["text"]) > 1 else 2 if separated or slots or listed else 3
    begins = BEGINS.match(marked)
    if begins and (guard.sounds_spoken(own) or marked[0] == MARKS["text"]):
        # A title with something behind it: 在{text}的讲话 更夫{text}.
        marked = MARKS["text"] + marked[begins.end() :]
        own = "".join(SLOT.split(marked))
        telling = _weight(own)
    if telling < least or guard.sounds_spoken(own) or (marked[0] == marked[-1] == MARKS["text"]):
        return None  # with free text on both sides it is no line of the site, but a phrase in one of the speech
    if guard.is_sentence(own) and len(_HAN.findall(own)) < _TOLD:
        return None
    line = line_of(marked, side, family)
    if line:
        line.rows = [row for row in rows if not row.spoken and line.pattern.fullmatch(row.text)]
    return line


def _of_titles(marked: str, family: list[Row]) -> bool:
    """Say whether a word is followed by titles of other pages: 前燈 {text}."""
    if not marked.endswith(f" {MARKS['text']}"):
        return False
    values = {row.text[len(marked) - 1 :] for row in family}
    titles = sum(guard.is_title(fold(value)) for value in values)
    return len(values) > 1 and titles >= _SURE * len(values)


def _weight(own: str) -> int:
    """Return how many Chinese characters and Latin words a shape's own text has that titles do not share."""
    return len(_HAN.findall(_COMMON.sub("", own))) + len(_LATIN.findall(own))


def amid(pages: list[Page], edges: set[tuple[int, int]]) -> Iterator[Line]:
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
        odd = several * 2 >= len(group) or SLOT.search(marked) or re.match(r"[\[【〔<*=\u2014~-]", marked)
        if (
            len({row.page for row in group}) >= FEWEST
            and odd
            and not group[0].spoken
            and (line := line_of(marked, "body", group))
        ):
            yield line


def labelled(pages: list[Page], names: Collection[str], taken: set[tuple[int, int]]) -> Iterator[Line]:
    """Yield the labels before a value, wherever they stand, that name the site or titles: 三更书局推荐:{text}."""
    held: dict[str, list[Row]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at, text in enumerate(page.lines):
            label, colon, value = text.partition(":")
            if value and len(label) < 13 and len(text) <= 60 and (number, at) not in taken and text[-1] not in "。!?":
                held[label + colon].append(Row(number, at, "body", text, label + colon + MARKS["text"], spoken=False))
    for label, group in sorted(held.items()):
        named = guard.names_site(label) or any(label[at : at + 3] in names for at in range(len(label) - 2))
        named = named or _recommends(label, group)
        if named and len({row.page for row in group}) >= FEWEST and (line := line_of(group[0].typed, "body", group)):
            yield line


def _recommends(label: str, group: list[Row]) -> bool:
    """Say whether what stands behind a label is the title of another page nearly everywhere."""
    if guard.spoken(group[0].text) or guard.sounds_spoken(label) or len(_HAN.findall(label)) < 3:
        return False
    values = {row.text.partition(":")[2].strip(_SIGNS) for row in group}
    titles = sum(guard.is_title(fold(value)) for value in values)
    return len(values) >= FEWEST and titles >= _SURE * len(values)


def seldom(rows: list[Row], taken: set[tuple[int, int]], total: int) -> Iterator[Line]:
    """Yield the shapes of a large site that fewer pages have, and that stand among lines learnt already."""
    if total < 8:
        return
    left = [row for row in rows if (row.page, row.at) not in taken]
    for line in exact_lines(left):
        beside = sum((row.page, row.at - 1) in taken and (row.page, row.at + 1) in taken for row in line.rows)
        if len(line.pages) >= max(4, total // 5) and beside >= _SURE * len(line.rows):
            yield line


def free_lines_of_pair(rows: list[Row]) -> Iterator[Line]:
    """Yield the shapes with free text of two pages, if they have a date, a number or a label."""
    for side in ("head", "tail"):
        left = [row for row in rows if row.side == side]
        for family in families(left, PAIR):
            line = free_line(family, side, left)
            marks = line and [char for char in line.marked if char in SLOT_OF and char != MARKS["text"]]
            if (
                line
                and len(line.pages) == PAIR
                and (marks or _LABEL.match(line.marked) or (side == "tail" and _of_titles(line.marked, line.rows)))
            ):
                yield line
