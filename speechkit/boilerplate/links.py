"""Links among and beside the paragraphs of a page: teasers, lists of links, a link to another article.

A link inside a sentence is no matter; a row that is a link, or stands with one, leads to other articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.webpage import Page

BARE: Final = frozenset(["div", "td", "section"])  # says nothing of what is inside
_LISTED: Final = 0.6  # of the text of a list of links is inside the links
_TEASER: Final = 150  # code points of prose beside a linked title, in each of some such elements
_TEASERS: Final = 2
_NAMELESS: Final = 5  # code points of a link that is a title; a speaker's name is shorter
_ROWS: Final = 6  # of one teaser: title, lines, date, counters
_TITLED: Final = 60  # code points of a linked title
_POINTER: Final = lazy(
    r"\s*(?:[\u25b6\u25b7\u25ba\u27a4\u2605\u2606\u25cf\u25c6\u25a0\u203b\u00bb>\u3010]|延伸|更多|相关|相關|推荐|推薦|快讯|快訊|看更多"
    r"|点击|點擊)"
)
_ENDED: Final = lazy(f"[。{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}{chars.RIGHT_QUOTE}!?:]\\s*$")
_NUMBERED: Final = lazy(
    f"\\s*[({chars.LEFT_PARENTHESIS}第]?[一二三四五六七八九十0-9]{{1,3}}[、.){chars.RIGHT_PARENTHESIS}章节是要]"
)
_ATTACHED: Final = lazy(f"附件|附[:{chars.COLON}]")


def summed(weights: Iterable[int]) -> list[int]:
    """Return the sums of the first 0, 1, 2, … weights: what rows[a:b] weigh is their difference at b and a."""
    return list(accumulate(weights, initial=0))


def teasers(page: Page, sums: list[int]) -> set[int]:
    """Return the numbers of the boxes that are teasers: a linked title and some prose, next to others of the kind."""
    rows, boxes = page.rows, page.boxes
    alike: dict[tuple[int, str], list[int]] = {}
    for at, box in enumerate(boxes):
        if 2 <= box.last - box.first <= _ROWS and 0 < sums[at] <= _TEASER and box.parent >= 0:
            head = rows[box.first]
            if head.linked >= _NAMELESS and 2 * head.linked >= head.size:
                alike.setdefault((box.parent, box.style), []).append(at)
    return {at for group in alike.values() if len(group) >= _TEASERS for at in group}


def is_pointer(text: str, page: Page, at: int, dressed: set[str], *, amid: bool) -> bool:
    """Say whether a row is a link to another article that stands between two paragraphs.

    `dressed` are the elements that hold the sentences of the body: beside <p>, a link in a <div> is no paragraph;
    `amid` says that sentences stand above and below.
    """
    row = page.rows[at]
    if not 0 < row.linked <= row.size <= _TITLED or _ATTACHED.search(text, row.start, row.end):
        return False
    box = page.boxes[row.box]
    alone = box.element in BARE and box.last - box.first == 1 and not row.level
    alone = alone and bool(dressed) and not dressed & BARE
    if row.linked < row.size:  # an advertisement with its button: 开通会员 享无限下载 [立即开通]
        told = _ENDED.search(text, row.start, row.end) or _NUMBERED.match(text, row.start, row.end)
        return amid and alone and bool(box.names) and not told
    return alone or _POINTER.match(text, row.start) is not None


def link_lists(page: Page, raw: list[int], first: int, last: int) -> Iterator[range]:
    """Yield the rows of each outermost box inside the body that is links and no prose."""
    rows = page.rows[first:last]
    if not any(row.linked for row in rows):
        return
    sizes, linked, prose = (
        summed(weights) for weights in ([row.size for row in rows], [row.linked for row in rows], raw[first:last])
    )
    done = 0
    for box in page.boxes:
        a, b = box.first - first, box.last - first
        if a < done or b > len(rows) or b - a < 2 or b - a == len(rows) or prose[a] < prose[b]:
            continue
        if linked[b] - linked[a] >= _LISTED * (sizes[b] - sizes[a]):
            done = b
            yield range(box.first, box.last)
