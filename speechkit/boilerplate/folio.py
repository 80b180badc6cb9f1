"""What a print or a viewer put on every page of a document: its number, and the line above or below it.

- 2 -, 3/8, Page 4 of 9 prove nothing alone. That they count on through the document does, and a line that stands
beside two of them is the running head.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
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
    r"|[Pp](?:age|AGE|g)?\.? ?(?P<c>\d{1,4})(?: ?(?:of|/|OF) ?\d{1,4})?"
    r"|[-\u2014 (]{0,4}第? ?(?P<d>\d{1,4}) ?页(?: ?[,/共总(]{0,3} ?\d{1,4} ?页)?[)\u2014 -]{0,4}"
    r"|(?P<foot>[^\d\s。,;:!?]{0,16}(?:文稿|资料|材料|文档|内部|文库|网|刊|报)[ \u00b7|-]{1,4})(?P<f>\d{1,4})"
    r"|(?P<e>\d{1,4})"
)
_DIGIT: Final = re.compile("[0-9\uff10-\uff19]")
_ENDED: Final = f"。!?:;{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}{chars.SEMICOLON}{chars.RIGHT_QUOTE})" + (
    chars.RIGHT_PARENTHESIS
)
_STOPS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}{chars.RIGHT_QUOTE}"
_DASHES: Final = "-~=_\u2014\u2013\u00b7"
_PAGES: Final = 99  # a longer document has its numbers in a row
_SENTENCE: Final = lazy(r"[。!?;:,]$|[。;]")
# A line that stands twice or more and sells: 专心---专注---专业, 最新资料推荐.
_SELLER: Final = lazy(
    r"[\u4e00-\u9fff] ?-{2,} ?[\u4e00-\u9fff]|(?:文档|资料|范文|文库|公众号)|www\.|\.com|\.cn\b|[Ww][Oo][Rr][Dd]版?"
)


class Figure(Struct, frozen=True):
    """A line that may be a page number: its place, the number, and how it is printed."""

    at: int
    number: int
    shape: str


def folios(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines that are page numbers, or the head or foot of printed pages."""
    left = [(at, line.body) for at, line in enumerate(lines) if len(line.body) <= _SHORT and at not in gone]
    short, bodies = [at for at, _ in left], [body for _, body in left]
    figures = [
        figure for at, body in left if len(body) <= _FIGURE and _DIGIT.search(body) and (figure := _figure(at, folded))
    ]
    numbers = _series(lines, figures) if len(figures) > 1 else []
    counted = set(numbers)
    numbers += [figure.at for figure in figures if figure.at not in counted and _alone(figure, lines, gone)]
    if len(set(bodies)) == len(bodies):
        return numbers
    twice = {body for body, times in Counter(bodies).items() if times > 1}
    beside = Counter(lines[near].body for at in numbers for near in (at - 1, at + 1) if 0 <= near < len(lines))
    heads = {body for body in twice if beside[body] > 1 or _SELLER.search(body)}
    return [*numbers, *(at for at in short if lines[at].body in heads and not _SENTENCE.search(folded(at)))]


def _alone(figure: Figure, lines: list[Line], gone: Collection[int]) -> bool:
    """Say whether a number is that of a page though none counts on: - 3 - at an end of the page or beside the site's.

    A bare one is only when nothing but the site's lines follows, and a sentence ends above it.
    """
    at = figure.at
    if figure.shape.startswith("a") and figure.shape[1] in _DASHES:
        return at in (0, len(lines) - 1) or at - 1 in gone or at + 1 in gone
    if figure.shape != "e" or figure.number > _PAGES or not at or lines[at - 1].body[-1] not in _STOPS:
        return False
    return all(below in gone for below in range(at + 1, len(lines)))


def _figure(at: int, folded: Callable[[int], str]) -> Figure | None:
    found = _NUMBER.fullmatch(folded(at))
    if not found:
        return None
    group = next(name for name in "abcdef" if found[name])
    return Figure(at, int(found[group]), group + (found["of"] or "") + (found["dash"] or found["foot"] or "").strip())


def _series(lines: list[Line], figures: list[Figure]) -> list[int]:
    """Return the lines of the figures that count on, one page after the other, with text between them."""
    found: list[int] = []
    for shape in {figure.shape for figure in figures}:
        same = [figure for figure in figures if figure.shape == shape]
        run = list(_counting(same))
        if len(run) > 1 and (shape != "e" or _cut_off(lines, run)):
            found += [figure.at for figure in run]
    return found


def _counting(same: list[Figure]) -> Iterator[Figure]:
    """Yield the figures that are one more than the last, or are followed by one more, with a line between."""
    for number, figure in enumerate(same):
        before = same[number - 1] if number else None
        after = same[number + 1] if number + 1 < len(same) else None
        if (before and figure.number == before.number + 1 and figure.at > before.at + 1) or (
            after and after.number == figure.number + 1 and after.at > figure.at + 1
        ):
            yield figure


def _cut_off(lines: list[Line], run: list[Figure]) -> bool:
    """Say whether bare numbers stand amid sentences: then they count pages, and no sections."""
    cut = sum(figure.at > 0 and lines[figure.at - 1].body[-1] not in _ENDED for figure in run)
    return len(run) > 2 and 2 * cut > len(run)
