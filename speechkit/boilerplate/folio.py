"""What a print or a viewer put on every page of a document: its number, and the line above or below it.

- 2 -, 3/8, （4） prove nothing alone, and numbers that count on may be those of sections, rows or scores. A page ends
where the paper does: it cuts a sentence, and the last number stands below all text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.passes import Line
from speechkit.patterns import lazy

_SHORT: Final = 40  # code points of a running head
_FIGURE: Final = 24
_NUMBER: Final = lazy(
    r"(?P<dash>[-\u2014\u2013~=_\u00b7\u2022*(\[|]{1,5} ?)(?P<a>\d{1,4}) ?[-\u2014\u2013~=_\u00b7\u2022*)\]|]{1,5}"
    r"|(?P<b>\d{1,4}) ?/ ?(?P<of>\d{1,4})"
    r"|[Pp](?:age|AGE|g)?\.? ?(?P<c>\d{1,4})(?: ?(?:of|/|OF) ?(?P<pages>\d{1,4}))?"
    r"|[-\u2014 (]{0,4}第? ?(?P<d>\d{1,4}) ?页(?: ?[,/共总(]{1,3} ?(?P<sheets>\d{1,4}) ?页)?[)\u2014 -]{0,4}"
    r"|(?P<foot>[^\d\s。,;:!?]{0,16}(?:文稿|资料|材料|文档|内部|文库|网|刊|报)[ \u00b7|-]{1,4})(?P<f>\d{1,4})"
    r"|(?P<e>\d{1,4})"
)
_DIGIT: Final = re.compile("[0-9\uff10-\uff19]")
_MAY_BE: Final = lazy(r"\D{0,23}\d{1,4}(?:\D{1,9}\d{1,4})?\D{0,9}")  # any of these as printed: a date is none
_ENDED: Final = f"。!?:;{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}{chars.SEMICOLON}{chars.RIGHT_QUOTE})" + (
    chars.RIGHT_PARENTHESIS
)
_DASHES: Final = "-\u2014\u2013"
_SENTENCE: Final = lazy(r"[。!?;:,]$|[。;]")
_LONG: Final = 20  # code points of a line that is no title, verse or cell
_PROSE: Final = 3  # such lines of a page that end where a sentence does
_ROW: Final = 3  # numbers below one and the same running head


class Figure(Struct, frozen=True):
    """A line that may be a page number: its place, the number, how it is printed, and of how many."""

    at: int
    number: int
    shape: str
    total: int


def folios(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines that are page numbers, or the head or foot of printed pages."""
    brief = [(at, line.body) for at, line in enumerate(lines) if len(line.body) <= _FIGURE and at not in gone]
    figures = [
        figure
        for at, body in brief
        if _DIGIT.search(body) and _MAY_BE.fullmatch(body) and (figure := _figure(at, folded))
    ]
    if not figures:
        return []
    left = [at for at, line in enumerate(lines) if len(line.body) <= _SHORT and at not in gone]
    print_ = _Print(lines, gone)
    numbers = {figure.at for figure in figures if print_.alone(figure)}
    for shape in {figure.shape for figure in figures}:
        numbers.update(print_.series([figure for figure in figures if figure.shape == shape]))
    numbers.update(
        each.at for each in figures if each.shape == "e" and each.at + 1 in numbers and print_.last(each.at + 1)
    )
    heads = _heads(lines, left, numbers)
    found = sorted(numbers | {at for at in heads if not _SENTENCE.search(folded(at))})
    return found if len(found) + len(gone) < len(lines) else []


def _heads(lines: list[Line], short: list[int], numbers: Collection[int]) -> list[int]:
    """Return the lines that stand beside a page number wherever they stand, and more than once."""
    times = Counter(lines[at].body for at in short if at not in numbers)
    beside = Counter(lines[at].body for at in short if at not in numbers and (at - 1 in numbers or at + 1 in numbers))
    return [at for at in short if at not in numbers and 1 < beside[lines[at].body] == times[lines[at].body]]


def _figure(at: int, folded: Callable[[int], str]) -> Figure | None:
    found = _NUMBER.fullmatch(folded(at))
    if not found:
        return None
    group = next(name for name in "abcdef" if found[name])
    total = int(found["of"] or found["pages"] or found["sheets"] or 0)
    shape = group + (str(total) if total else "") + (found["dash"] or found["foot"] or "").strip()
    return Figure(at, int(found[group]), shape, total)


class _Print:
    """The lines of a page, and what tells a page number from the number of a section, a row or a score."""

    def __init__(self, lines: list[Line], gone: Collection[int]) -> None:
        self.lines = lines
        self.gone = gone

    def alone(self, figure: Figure) -> bool:
        """Say whether a number needs no other: 第2页 共5页, Page 2 of 3; - 3 - below all text or amid the site's."""
        if figure.shape[0] in "cd" and figure.total:
            return figure.number <= figure.total
        if figure.shape[0] != "a" or figure.shape[1] not in _DASHES:
            return False
        return self.last(figure.at) or (figure.at - 1 in self.gone and figure.at + 1 in self.gone)

    def series(self, same: list[Figure]) -> list[int]:
        """Return the lines of figures of one shape that count on, if they are those of pages."""
        run = _counting(same)
        if len(run) < 2:
            return []
        at = [figure.at for figure in run]
        bare = run[0].shape[0] == "e"
        if self._cut_off(at, bare=bare) or (not bare and not _is_table(at) and self._is_print(run)):
            return at
        return []

    def _is_print(self, run: list[Figure]) -> bool:
        """Say whether the last number stands below all text, or each beside one running head."""
        first, last = run[0], run[-1]
        if self.last(last.at) and (last.shape[0] != "b" or last.number == last.total):
            return (
                any(line.end - line.start >= _LONG for line in self.lines[: first.at])
                or first.number > 1
                or (last.shape[0] == "a" and last.shape[1] in _DASHES and len(run) >= _ROW)
            )
        if last.shape[0] == "b":
            return all(figure.at - 1 in self.gone or figure.at + 1 in self.gone for figure in run)
        return any(
            len({self.lines[figure.at + step].body for figure in run if 0 <= figure.at + step < len(self.lines)}) == 1
            for step in (-1, 1)
            if len(run) >= _ROW and all(0 <= figure.at + step < len(self.lines) for figure in run)
        )

    def last(self, at: int) -> bool:
        """Say whether no text stands below a line."""
        return all(below in self.gone for below in range(at + 1, len(self.lines)))

    def _cut_off(self, run: list[int], *, bare: bool) -> bool:
        """Say whether the numbers cut sentences, in a text whose other lines end where a sentence does."""
        cut = {at - 1 for at in run if at and self._is_open(at - 1) and at - 1 not in self.gone}
        ended = [
            line.body[-1] in _ENDED
            for at, line in enumerate(self.lines)
            if line.end - line.start >= _LONG and at not in cut and at not in self.gone
        ]
        needed = len(run) / 2 if bare else 1
        return len(cut) >= needed and sum(ended) >= _PROSE and 5 * sum(ended) >= 4 * len(ended)

    def _is_open(self, at: int) -> bool:
        line = self.lines[at]
        return line.end - line.start >= _LONG and line.body[-1] not in _ENDED


def _is_table(run: list[int]) -> bool:
    """Say whether the numbers stand at equal distances, as those of rows do; two of them tell nothing."""
    return len(run) > 2 and len({after - before for before, after in pairwise(run)}) == 1


def _counting(same: list[Figure]) -> list[Figure]:
    """Return the figures that are one more than the last, or are followed by one more, with a line between."""
    found: list[Figure] = []
    for number, figure in enumerate(same):
        before = same[number - 1] if number else None
        after = same[number + 1] if number + 1 < len(same) else None
        if (before and figure.number == before.number + 1 and figure.at > before.at + 1) or (
            after and after.number == figure.number + 1 and after.at > figure.at + 1
        ):
            found.append(figure)
    return found
