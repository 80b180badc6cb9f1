"""Articles: where one page holds several speeches, 篇一：… 篇二：…, each with a title and a salutation of its own.

A false split tears a speech apart, a missed one does no harm, so everything has to agree: starts of one shape on lines
of their own, numbered one after the other, real text below each, and evidence under each that a speech begins there.
Labels that nothing but a collection has (篇一, 范文一, 讲话稿1) want a salutation or a title with the name of a genre;
marks that headings and page numbers have as well (（一）, 1、, Part 1) want a salutation and more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise
from operator import attrgetter
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.frontmatter import is_closing, is_salutation
from speechkit.outline.starting import (
    ENDS_IN_GENRE,
    EVENT,
    LONGEST,
    NO_END,
    Mark,
    labelled,
    labels_in,
    may_be_numbered,
    numbered,
)
from speechkit.passes import Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold


class Start(Struct, frozen=True):
    """The line with which an article begins: its index among the lines, its number, and its own title.

    The title is text[body:end] in code points, empty where the line holds nothing but the label; `inner` tells that a
    label stands before it (篇一：在…), so that it can be parted from it. `line` is -1 where the page begins with the
    first article and the label is that of the second: its own was taken out as a copy of the title, or never printed.
    """

    line: int
    number: int
    body: int
    end: int
    inner: bool


# Lines below a start: title, subtitle, date, speaker, occasion, salutation; above a salutation that has a number.
_FEW: Final = 6
_TOP: Final = 4
# Lines that may begin articles or address people: a page with more is none that anybody wrote.
_MOST: Final = 2000
_TWICE: Final = 2  # lines between a start and the same once more
# Code points: a short address of welcome, an article without a salutation.
_LEAST: Final = 100
_PLAIN: Final = 200
_BEGUN: Final = 20  # below a salutation above the first start: that much and a speech has begun
_COLONS: Final = f":{chars.COLON}"
_CALLED: Final = f"{_COLONS},!{chars.COMMA}{chars.EXCLAMATION}"

_SENTENCE: Final = lazy(f"[。{chars.EXCLAMATION}{chars.QUESTION}!?]")
_WISHED: Final = lazy("(?:谢谢|感谢|祝)[^。]{2,40}[!。]$")
# What stands above the speeches of a meeting that somebody took down: they are the parts of one document.
_RECORD: Final = lazy("(?:记录|纪要|实录|议程|流程)$|(?:主持人?|出席|记录人?|会议时间|地点)(?:人员)?:")
_SPOKEN: Final = lazy("(?:尊敬的|敬爱的|亲爱的|各位|同志们|老师们|同学们|朋友们|女士们|先生们|乡亲们|战友们|大家)")
# One of these stands in nearly every salutation, and in few other lines that end in a colon.
_PEOPLE: Final = frozenset("们們志委员員导導宾賓友士生师師学學长長兵亲親众眾民工警授媒手首各尊家代")


def articles_of(text: str, lines: Sequence[Line]) -> list[Start]:
    """Return the starts of the articles on a page, at least two; an empty list if it holds one, or may hold one.

    `lines` are the lines of `text` (passes.lines_of).
    """
    page = _Page(text, lines)
    series = [*_series(page, _labelled(page), _is_collection), *_series(page, _addressed(page), _is_addressed)]
    if not series:
        return []
    first = min(series, key=lambda marks: marks[0].line)
    return [_start(lines, mark) for mark in first]


def _start(lines: Sequence[Line], mark: Mark) -> Start:
    """Return the start at a mark; what stands before a label (讲话稿范文 篇1) is no title if one stands below."""
    if mark.line < 0:
        return Start(-1, mark.number, 0, 0, inner=False)
    line, below = lines[mark.line], lines[mark.line + 1]
    end = mark.end
    if not mark.inner and below.end - below.start <= LONGEST and EVENT.search(fold(below.body)):
        end = mark.body
    return Start(mark.line, mark.number, line.start + mark.body, line.start + end, mark.inner)


_start_of = attrgetter("start")


class _Page:
    """The lines of a page, and which of them address an audience."""

    __slots__ = ("_asked", "addresses", "lines", "text")

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.text = text
        self.lines = lines
        self.addresses = sorted({*islice(self._ending(chars.COLON), _MOST), *islice(self._ending(":"), _MOST)})
        self._asked: dict[int, bool] = {}

    def _ending(self, mark: str) -> Iterable[int]:
        """Yield the indices of the short lines that end in a mark and may address people; of all lines they are few."""
        text, size = self.text, len(self.text)
        at = text.find(mark)
        while at >= 0:
            after = at + 1
            if after == size or text[after].isspace():
                index = self.line_at(at)
                line = self.lines[index]
                if line.end == after and self.short(index) and not _PEOPLE.isdisjoint(line.body):
                    yield index
            at = text.find(mark, after)

    def line_at(self, place: int) -> int:
        """Return the index of the line that a place lies in."""
        return bisect_right(self.lines, place, key=_start_of) - 1

    def greets(self, index: int) -> bool:
        """Tell whether a line is a salutation; asked of few lines, for it takes a while to say."""
        known = self._asked.get(index)
        if known is None:
            body = self.lines[index].body
            known = body[-1] in _CALLED and self.short(index) and is_salutation(body[:-1] + chars.COLON)
            self._asked[index] = known
        return known

    def short(self, index: int) -> bool:
        """Tell whether a line may be a title or a salutation by its length."""
        line = self.lines[index]
        return line.end - line.start <= LONGEST

    def greeting(self, low: int, high: int) -> int:
        """Return 2 if a salutation opens the lines between, 1 if their first long line begins with one, else 0."""
        for index in range(low, min(high, low + _FEW)):
            if self.greets(index):
                return 2
            if not self.short(index):
                return self._run_in(self.lines[index].body)
        return 0

    def _run_in(self, body: str) -> int:
        """Tell a salutation that stands on the line of the first sentence."""
        if not _SPOKEN.match(fold(body[:8])):
            return 0
        ends = [at for mark in _COLONS if (at := body.find(mark, 0, LONGEST)) >= 0]
        return 2 if ends and is_salutation(body[: min(ends) + 1]) else 1

    def size(self, low: int, high: int) -> int:
        """Return the number of code points of the lines between, 0 if they hold no sentence."""
        if high <= low:
            return 0
        if not _SENTENCE.search(self.text, self.lines[low].start, self.lines[high - 1].end):
            return 0
        return sum(line.end - line.start for line in self.lines[low:high])

    def closes(self, low: int, high: int) -> bool:
        """Tell whether the last lines between hold a formula or a wish that ends a speech."""
        last = [self.lines[index].body for index in range(max(low, high - 3), high)]
        return any(is_closing(body) or _WISHED.search(fold(body[-LONGEST:])) for body in last)


# ---- labels of a collection


def _labelled(page: _Page) -> Iterable[Mark]:
    """Yield the lines with a label that only collections have."""
    found = {page.line_at(place) for place in islice(labels_in(page.text), 2 * _MOST)}
    for index in sorted(found) if len(found) < _MOST else ():
        line = page.lines[index]
        if page.short(index) and line.body[-1] not in NO_END:
            mark = labelled(index, fold(line.body))
            if mark:
                yield mark


def _is_collection(page: _Page, marks: Sequence[Mark], ends: Sequence[int]) -> bool:
    """Tell whether each start has an article below it; 第一篇 is also what the parts of a book or plan are called."""
    points = [_points(page, mark, end) for mark, end in zip(marks, ends, strict=True)]
    if not all(points):
        return False
    strong = sum(point > 1 for point in points)
    if marks[0].line < 0:
        return strong == len(points)
    if " 第 " in marks[0].shape:
        return 2 * strong >= len(points) and strong > 0
    return True


def _points(page: _Page, mark: Mark, end: int) -> int:
    """Return how much tells that an article begins at a start: 0 to 5."""
    greeting = page.greeting(mark.line + 1, end)
    least = _LEAST if greeting else _PLAIN
    if page.size(mark.line + 1, end) < (least // 2 if end == len(page.lines) else least):
        return 0
    titles = [page.lines[mark.line].body[mark.body : mark.end]]
    titles += [page.lines[index].body for index in range(mark.line + 1, min(end, mark.line + 3)) if page.short(index)]
    folded = [fold(title) for title in titles if title and title[-1] not in NO_END]
    if any(map(EVENT.search, folded)):
        return greeting + 2
    return greeting + any(map(ENDS_IN_GENRE.search, folded))


# ---- marks that need a salutation


def _addressed(page: _Page) -> Iterable[Mark]:
    """Yield the lines above salutations that have a number; the nearest one of each."""
    for address in page.addresses if len(page.addresses) > 1 else ():
        for index in range(address - 1, max(-1, address - 1 - _TOP), -1):
            if not page.short(index):
                break
            body = page.lines[index].body
            mark = numbered(index, fold(body)) if may_be_numbered(body) else None
            if mark or page.greets(index):
                if mark and page.greets(address):
                    yield mark
                break


def _is_addressed(page: _Page, marks: Sequence[Mark], ends: Sequence[int]) -> bool:
    """Tell whether each start has a whole speech below it.

    A bare number, and a title that is the same over each, may be that of a page: all but the last have to end there.
    """
    if marks[0].line < 0 or any(_points(page, mark, end) < 2 for mark, end in zip(marks, ends, strict=True)):
        return False
    if any(_RECORD.search(fold(line.body)) for line in page.lines[: marks[0].line] if line.end - line.start <= LONGEST):
        return False
    titles = {page.lines[mark.line].body[mark.body : mark.end] for mark in marks}
    if len(titles) == len(marks):
        return True
    return all(page.closes(mark.line, end) for mark, end in zip(marks[:-1], ends[:-1], strict=True))


# ---- series


def _series(
    page: _Page, marks: Iterable[Mark], proven: Callable[[_Page, Sequence[Mark], Sequence[int]], bool]
) -> Iterable[list[Mark]]:
    """Yield the series among the marks that hold at every start."""
    shapes: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.number:
            shapes.setdefault(mark.shape, []).append(mark)
    for same in shapes.values():
        series = _in_order(same)
        if series and series[0].line < 0 and len(shapes) > 1:
            continue  # the label above is of another series
        if len(series) > 1:
            ends = [mark.line for mark in series[1:]] + [len(page.lines)]
            if not _is_one_speech(page, series[0].line, ends[0]) and proven(page, series, ends):
                yield series


def _in_order(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks from the last first one on if they count 1, 2, 3 …; a table of contents may stand above them.

    Marks that count from 2 on get one for the beginning of the page.
    """
    once = [mark for index, mark in enumerate(marks) if not index or not _again(marks[index - 1], mark)]
    firsts = [index for index, mark in enumerate(once) if mark.number == 1]
    series = once[firsts[-1] :] if firsts else [Mark(-1, marks[0].shape, 1), *once]
    return series if all(after.number == before.number + 1 for before, after in pairwise(series)) else []


def _again(before: Mark, mark: Mark) -> bool:
    """Tell whether a start is printed twice, one below the other."""
    return mark.number == before.number and mark.line - before.line <= _TWICE


def _is_one_speech(page: _Page, first: int, end: int) -> bool:
    """Tell whether a speech has begun above the first start: then the starts are parts of it, or quoted in it."""
    opened = next((index for index in page.addresses if index >= first or page.greets(index)), first)
    return opened < first and (page.size(opened + 1, first) >= _BEGUN or not page.greeting(first + 1, end))
