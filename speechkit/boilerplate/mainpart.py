"""Where the document stands on an HTML page, and what the elements around and inside it say of themselves.

Prose tells the body: text outside of links, with Chinese sentence marks. The body is the innermost element that holds
nearly all prose of the page, once elements that call themselves navigation, comments, footer and the like are left out.
A name counts only for an element that holds little of the prose, so that a speech inside <aside> stays a speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct, structs

from speechkit import chars
from speechkit.boilerplate.links import BARE, is_pointer, link_lists, summed, teasers
from speechkit.boilerplate.names import BODIES, CALLED, ELEMENTS, name_of
from speechkit.patterns import lazy
from speechkit.webpage import Page
from speechkit.webtree import Box, Row

_MARKED: Final = lazy(
    f"[{chars.HAN}0-9a-zA-Z{chars.RIGHT_QUOTE}{chars.RIGHT_TITLE_MARK}{chars.RIGHT_PARENTHESIS})%]"
    f"[{chars.STOP}{chars.COMMA}{chars.EXCLAMATION}{chars.QUESTION}{chars.SEMICOLON},!?;]"
)
_HAS_HAN: Final = lazy(f"[{chars.HAN}]")
_LEAST: Final = 60  # code points of prose: with less the page shows no body
_MOST: Final = 0.8  # of the prose is in the body; replies, notices and teasers are the rest of it
_SENTENCE: Final = 30  # code points: the title of a teaser is shorter
_LITTLE: Final = 0.25  # of the prose, at most, may lie in an element that is no body by its name
_PARAGRAPHS: Final = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "tr", "blockquote"])
_FRAMED: Final = 0.1  # of what a wider element adds to the body may be links
_AHEAD: Final = 3  # headings between two paragraphs, where the body runs on behind its element

_CERTAIN: Final = frozenset(["title", "hidden", "noscript", "picture", "player"])
_HALF: Final = 0.5  # of the prose: what takes more is how this page is made, and tells nothing
_LONG: Final = 80  # code points of a sentence; beside links stand shorter ones
_RUNS: Final = 2
_NUMBER: Final = lazy("0[1-9]$", re.M)
_HEADED: Final = lazy(r"\s*[一二三四五六七八九十]{1,3}、")
_ABSTRACT: Final = lazy(r"(?<![a-z])(?:intro|abstract|summary|digest|excerpt|zhaiyao|daodu|daoyu)(?![a-z])", re.I)
_REPEATED: Final = 20  # code points
_EARLY: Final = 12  # rows of the body that an abstract may stand in
_MAIN: Final = 0.5  # of the prose is in the body, where all around it is links or the element calls itself the body
_CROWDED: Final = 0.3  # of the text around such a body is inside links
_ALLOWED: Final = {"comment": 1.0, "teaser": 0.75}
_SURE: Final = frozenset(
    ["caption", "teaser", "aside", "comment", "links", "share", "advert", "tools", "form", "nav", "sidebar", "footer"]
)


class Part(Struct, frozen=True):
    """The body: rows[first:last] of a page, whether it stands apart from the rest, and why other rows are no body.

    `reasons` maps the number of a row to what the element around it is; `prose` has a weight for each row; `dress` is
    how the paragraphs of the body look; `named` says that the element around the body calls itself so.
    """

    first: int
    last: int
    apart: bool
    named: bool
    reasons: dict[int, str]
    prose: list[int]
    dress: frozenset[str]


def without_links(text: str, page: Page) -> Page:
    """Return the page as if it had no links, if links tell nothing: all its sentences stand inside of them.

    An <a> that is never shut runs on through all paragraphs that follow.
    """
    long = [row for row in page.rows if row.size >= _SENTENCE]
    if sum([row.linked for row in long]) < _LEAST:
        return page
    told = [row for row in long if _reads(text, row)]
    sentences, linked = sum([row.size for row in told]), sum([row.linked for row in told])
    if sentences < _LEAST or sentences - linked >= _LEAST:
        return page
    return structs.replace(page, rows=tuple([structs.replace(row, linked=0) for row in page.rows]))


def part_of(text: str, page: Page) -> Part:
    """Return where the body of a page is, by prose; without clear evidence it is the whole page."""
    rows, boxes = page.rows, page.boxes
    raw = [_prose(text, row) for row in rows]
    reasons = _reasons(page, raw)
    prose = [0 if at in reasons else weight for at, weight in enumerate(raw)]
    sums = _inside(boxes, summed(prose))
    total = sum(prose)
    box = _innermost(boxes, sums, total) if total >= _LEAST else -1
    first, last, named = 0, len(rows), False
    if box >= 0:
        box = _narrowed(page, box, sums, prose)
        box = _widened(page, box, sums, prose, reasons)
        first, last = _reach(page, boxes[box], prose, reasons)
        first, last = _continued(page, boxes[box], first, last)
        named = bool(BODIES.search(boxes[box].names) or CALLED.search(boxes[box].names))
    return Part(
        first,
        last,
        apart=last - first < len(rows),
        named=named,
        reasons=_kept(text, page, reasons, raw, first, last),
        prose=prose,
        dress=frozenset(_dress(page, range(first, last), prose)),
    )


def _prose(text: str, row: Row) -> int:
    """Return the weight of a row: its code points outside of links, if it reads as a sentence."""
    if 2 * row.linked > row.size or row.size < 6:
        return 0
    return row.size - row.linked if _reads(text, row) else 0


def _reads(text: str, row: Row) -> bool:
    """Say whether a line reads as a sentence."""
    start, end = row.start, row.end
    return _MARKED.search(text, start, end) is not None and _HAS_HAN.search(text, start, end) is not None


def _inside(boxes: tuple[Box, ...], sums: list[int]) -> list[int]:
    """Return for each box the weight of all rows inside."""
    return [sums[box.last] - sums[box.first] for box in boxes]


def _innermost(boxes: tuple[Box, ...], sums: list[int], total: int) -> int:
    """Return the innermost box with most of the prose that is more than one paragraph, or -1."""
    at = next((at for at in range(len(boxes) - 1, -1, -1) if sums[at] >= _MOST * total), -1)
    while at >= 0 and _is_paragraph(boxes[at]):
        at = boxes[at].parent
    return at


def _narrowed(page: Page, box: int, sums: list[int], prose: list[int]) -> int:
    """Return the box inside a box that holds the body alone, if it shows: what else has sentences there is no body.

    On a page with a short speech, replies, teasers and notices are more than a fifth of the prose.
    """
    rows, boxes = page.rows, page.boxes
    outer = boxes[box]
    least = _MAIN * sums[box]
    within = range(box + 1, len(boxes))
    inside = [at for at in within if outer.first <= boxes[at].first and boxes[at].last <= outer.last]
    bodies = [at for at in inside if sums[at] >= least and BODIES.search(boxes[at].names)]
    if bodies:
        return bodies[0]
    inner = next((at for at in reversed(inside) if sums[at] >= least and not _is_paragraph(boxes[at])), -1)
    if inner < 0:
        return box
    own = boxes[inner]
    around = (*range(outer.first, own.first), *range(own.last, outer.last))
    linked = sum(rows[at].linked for at in around)
    dressed_alike = _dress(page, around, prose) & _dress(page, range(own.first, own.last), prose)
    crowded = linked >= _CROWDED * sum(rows[at].size for at in around)
    told = sum(prose[at] >= _LONG for at in around)
    return inner if crowded and told < _RUNS and not dressed_alike else box


def _is_paragraph(box: Box) -> bool:
    return box.last - box.first < 2 or box.element in ("p", "li", "tr", "h1", "h2", "h3")


def _widened(page: Page, box: int, sums: list[int], prose: list[int], reasons: dict[int, str]) -> int:
    """Return the box around the body: the one that calls itself so, or one with more such prose and no links."""
    rows, boxes = page.rows, page.boxes
    named = box
    while named >= 0 and not BODIES.search(boxes[named].names):
        named = boxes[named].parent
    if named >= 0:
        return named
    framed = summed([row.size if at in reasons else row.linked for at, row in enumerate(rows)])
    sizes = summed([row.size for row in rows])
    inner, parent = boxes[box], boxes[box].parent
    dress = _dress(page, range(inner.first, inner.last), prose) - BARE
    while parent >= 0:
        outer = boxes[parent]
        frame = framed[outer.last] - framed[outer.first] - framed[inner.last] + framed[inner.first]
        size = sizes[outer.last] - sizes[outer.first] - sizes[inner.last] + sizes[inner.first]
        if frame > _FRAMED * size:
            break
        if sums[parent] > sums[box]:
            added = (*range(outer.first, inner.first), *range(inner.last, outer.last))
            if not _dress(page, added, prose) <= dress:
                break
            box, inner = parent, outer
        parent = outer.parent
    return box


def _dress(page: Page, rows: Iterable[int], prose: list[int]) -> set[str]:
    """Return how the prose among some rows is dressed: element, class and style of its boxes."""
    return {page.boxes[page.rows[at].box].style for at in rows if prose[at]}


def _reach(page: Page, box: Box, prose: list[int], reasons: dict[int, str]) -> tuple[int, int]:
    """Return the rows of the body: those of its element, and the ones beside it that look as its paragraphs do."""
    rows, boxes = page.rows, page.boxes
    dress = _dress(page, range(box.first, box.last), prose)
    around = boxes[box.parent] if box.parent >= 0 else box

    def belongs(at: int) -> bool:
        """Say whether a row is dressed as the body is; a <div> says little, and must stand beside the body."""
        own = boxes[rows[at].box]
        return own.style in dress and (own.element == "p" or around.first <= at < around.last)

    def run(step: int, at: int) -> int:
        edge, ahead = at, 0
        while 0 <= at < len(rows) and ahead <= _AHEAD and at not in reasons:
            row = rows[at]
            if not belongs(at) or 2 * row.linked > row.size:
                break
            ahead = 0 if prose[at] else ahead + 1
            at += step
            edge = at if not ahead else edge
        return edge

    return run(-1, box.first - 1) + 1, run(1, box.last)


def _continued(page: Page, body: Box, first: int, last: int) -> tuple[int, int]:
    """Return the rows of the body with those of the elements beside it that call themselves so in the same words."""
    if not BODIES.search(body.names):
        return first, last
    kind = (body.parent, body.style)
    beside = [box for box in page.boxes if (box.parent, box.style) == kind and box.first < box.last]
    return min([first, *(box.first for box in beside)]), max([last, *(box.last for box in beside)])


def _reasons(page: Page, raw: list[int]) -> dict[int, str]:
    """Return why rows are no body: an element around them says so, and holds little of the page's prose."""
    rows, boxes = page.rows, page.boxes
    sums = _inside(boxes, summed(raw))
    most = _LITTLE * sum(raw)
    # Of a paragraph the name tells its looks: what paragraphs of prose are called says nothing of any other.
    looks = {box.names for box, inside in zip(boxes, sums, strict=True) if inside and box.element in _PARAGRAPHS}
    shown = teasers(page, sums)
    found: list[str] = []
    for at, (box, inside) in enumerate(zip(boxes, sums, strict=True)):
        around = found[box.parent] if box.parent >= 0 else ""
        if around:
            found.append(around)
        elif box.element == "title":
            found.append("title")
        elif at in shown:
            found.append("teaser")
        elif inside > most:
            found.append("")
        elif box.hidden:
            found.append("hidden")
        else:
            found.append(ELEMENTS.get(box.element, "") or ("" if box.names in looks else name_of(box.names)))
    reasons = {at: found[row.box] for at, row in enumerate(rows) if found[row.box]}
    reasons.update(dict.fromkeys(_veiled(page), "hidden"))
    taken: Counter[str] = Counter()
    for at, reason in reasons.items():
        if raw[at]:
            taken[reason] += raw[at]
    total = sum(raw)
    many = {reason for reason, weight in taken.items() if weight > _ALLOWED.get(reason, _HALF) * total}
    return {at: reason for at, reason in reasons.items() if reason not in many} if many else reasons


def _adornments(text: str, page: Page, raw: list[int], first: int, last: int) -> Iterator[tuple[int, str]]:
    """Yield the rows inside the body that the page adds: an abstract that repeats the text, a number at a heading."""
    rows = page.rows
    for at in range(first, last - 1):
        row = rows[at]
        if row.size == 2 and _NUMBER.match(text, row.start) and _HEADED.match(text, rows[at + 1].start):
            yield at, "ornament"
        elif raw[at] and at < first + _EARLY and _ABSTRACT.search(page.boxes[row.box].names):
            opening = "".join(text[row.start : row.end].split())[:_REPEATED]
            if opening in "".join(text[row.end : rows[last - 1].end].split()):
                yield at, "abstract"


def _pointers(text: str, page: Page, raw: list[int], first: int, last: int) -> list[int]:
    """Return the rows inside the body that lead to other articles."""
    rows = page.rows
    linked = [at for at in range(first, last) if rows[at].linked]
    if not linked:
        return []
    told = [at for at in range(first, last) if raw[at] and not rows[at].linked]
    dressed = {page.boxes[rows[at].box].element for at in told or linked if raw[at]}
    edges = (told[0], told[-1]) if told else (last, first)
    return [at for at in linked if is_pointer(text, page, at, dressed, amid=edges[0] < at < edges[1])]


def _veiled(page: Page) -> Iterator[int]:
    """Yield the rows of which a reader sees nothing, because all inline elements in them are hidden."""
    rows = page.rows
    at = 0
    for veil in page.veils:
        while at < len(rows) and rows[at].start < veil.start:
            at += 1
        while at < len(rows) and rows[at].end <= veil.end:
            yield at
            at += 1


def _kept(text: str, page: Page, reasons: dict[int, str], raw: list[int], first: int, last: int) -> dict[int, str]:
    """Return the reasons that hold: inside the body a name alone takes no sentence, and a list of links is one too."""
    top = next((at for at, row in enumerate(page.rows) if row.level == 1), 0)  # the title: a trail stands above it
    kept = {
        at: reason
        for at, reason in reasons.items()
        if not first <= at < last
        or reason in _CERTAIN
        or reason in _SURE
        or (reason == "crumb" and at < top and not raw[at])
        or (not raw[at] and 2 * page.rows[at].linked > page.rows[at].size)
    }
    for inside in link_lists(page, raw, first, last):
        kept.update((at, "links") for at in inside if at not in kept)
    kept.update((at, "links") for at in _pointers(text, page, raw, first, last) if at not in kept)
    kept.update((at, reason) for at, reason in _adornments(text, page, raw, first, last) if at not in kept)
    rows = page.rows
    for edge in (range(first, last), range(last - 1, first - 1, -1)):
        for at in edge:
            if at not in kept:
                if rows[at].linked < rows[at].size or rows[at].level:
                    break
                kept[at] = "links"  # 返回, 打印 at the edges of the body
    return kept
