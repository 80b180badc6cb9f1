"""Where the document stands on an HTML page, and what the elements around and inside it say of themselves.

Prose tells the body: text outside of links, with Chinese sentence marks. The body is the innermost element that holds
nearly all prose of the page, once elements that call themselves navigation, comments, footer and the like are left out.
A name counts only for an element that holds little of the prose, so that a speech inside <aside> stays a speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from typing import Final

from msgspec import Struct

from speechkit import chars
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
_LITTLE: Final = 0.25  # of the prose, at most, may lie in an element that is no body by its name
_PARAGRAPHS: Final = frozenset(["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt", "tr", "blockquote"])
_BARE: Final = frozenset(["div", "td", "section"])  # says nothing of what is inside
_FRAMED: Final = 0.1  # of what a wider element adds to the body may be links
_AHEAD: Final = 3  # headings between two paragraphs, where the body runs on behind its element
_LISTED: Final = 0.6  # of the text of a list of links is inside the links

# What elements hold that are no body, by HTML itself.
_ELEMENTS: Final = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "noscript": "noscript", "select": "form",
    "option": "form", "button": "form", "textarea": "form", "iframe": "noscript", "object": "noscript",
    "svg": "picture", "search": "form", "menu": "nav",
}  # fmt: skip
# What elements call themselves, by role, id or class; names of Chinese sites are pinyin or its initials.
_NAMES: Final = {
    "footer": "foot|[a-z]*footer|footbar|copyrights?|contentinfo|dibu|banquan",
    "crumb": "bread(?:crumbs?)?|crumbs?|dqwz|weizhi|mbx|curpos|curposition|currpath",
    "comment": "comments?|cmts?|[a-z]+comment|pinglun|reply|replies|discuss[a-z]*|guestbook|liuyan|gentie",
    "links": "relate[ds]?|related[a-z]*|xg(?:wz|xx|fj|yd|xw|zt|nr)|recommend[a-z]*|tuijian|tj|hotnews|hotlist|rank"
    "|ranking|links?|yqlj|friendlinks?|[a-z]*toplist|readmore|xiangguan|mostread|newslist|prevnext|shangxia",
    "sidebar": "sidebar[a-z]*|rightbar|leftbar|rightside|leftside|complementary|sidemenu",
    "nav": "nav|navi|nav[a-z]{2,}|[a-z]+nav|menu|[a-z]+menu|topbar|toptb|daohang",
    "header": "header|masthead|banner|toubu",
    "share": "share|[a-z]{0,2}share[a-z]*|jiathis[a-z]*|social|fenxiang|qrcode|ewm|erweima|[a-z]+qrcode",
    "form": "search|login|denglu|sousuo|popup|dialog|modal|toast",
    "advert": "ads?|ggw?|advert[a-z]*|guanggao|sponsor|appdown|appdownload",
    "tools": "toolbar|toolbox|tools|buttons?|btns?|dayin|gotop|totop|backtop|skip[a-z]*|sr-only|pager|pagination"
    "|pagenav|fontsize|userinfo|authi|accessibility|wza",
}  # fmt: skip
_CERTAIN: Final = frozenset(["title", "hidden", "noscript", "picture"])
_HALF: Final = 0.5  # of the prose: what takes more is how this page is made, and tells nothing
_SURE: Final = frozenset(["aside", "comment", "links", "share", "advert", "tools", "form", "nav", "sidebar", "footer"])
# Elements that a content system fills with the body and nothing else; the last four say so less surely.
_GENERIC: Final = "content|contents|contenttext|detail"
_BODIES: Final = lazy(
    r"(?<![a-z])(?:js_content|trs_editor|[a-z_]*zoom|artibody|article[-_]?(?:body|content|text|con)|vsb_content"
    r"|v_news_content|postmessage[_0-9a-z]*|t_f|con[-_]?text|show[-_]text|articalcontent|endtext"
    r"|news[-_]?(?:text|content|con)|text[-_]?con(?:tent)?|main[-_]?(?:text|content)|pages[-_]content)(?![a-z])",
    re.I,
)
_CALLED: Final = lazy(rf"(?<![a-z])(?:{_GENERIC})(?![a-z])", re.I)
_CAMEL: Final = lazy("(?<=[a-z])(?=[A-Z])")


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


def part_of(text: str, page: Page) -> Part:
    """Return where the body of a page is, by prose; without clear evidence it is the whole page."""
    rows, boxes = page.rows, page.boxes
    raw = [_prose(text, row) for row in rows]
    reasons = _reasons(page, raw)
    prose = [0 if at in reasons else weight for at, weight in enumerate(raw)]
    sums = _summed(rows, boxes, prose)
    total = sum(prose)
    box = _innermost(boxes, sums, total) if total >= _LEAST else -1
    first, last, named = 0, len(rows), False
    if box >= 0:
        box = _widened(page, box, sums, prose, reasons)
        first, last = _reach(page, boxes[box], prose, reasons)
        named = bool(_BODIES.search(boxes[box].names) or _CALLED.search(boxes[box].names))
    return Part(
        first,
        last,
        apart=last - first < len(rows),
        named=named,
        reasons=_kept(page, reasons, raw, first, last),
        prose=prose,
        dress=frozenset(_dress(page, range(first, last), prose)),
    )


def _prose(text: str, row: Row) -> int:
    """Return the weight of a row: its code points outside of links, if it reads as a sentence."""
    if 2 * row.linked > row.size or row.size < 6:
        return 0
    line = text[row.start : row.end]
    return row.size - row.linked if _MARKED.search(line) and _HAS_HAN.search(line) else 0


def _summed(rows: tuple[Row, ...], boxes: tuple[Box, ...], weights: list[int]) -> list[int]:
    """Return for each box the weight of all rows inside; a box comes after the one around it."""
    sums = [0] * len(boxes)
    for row, weight in zip(rows, weights, strict=True):
        if weight:
            sums[row.box] += weight
    for at in range(len(boxes) - 1, 0, -1):
        parent = boxes[at].parent
        if parent >= 0:
            sums[parent] += sums[at]
    return sums


def _innermost(boxes: tuple[Box, ...], sums: list[int], total: int) -> int:
    """Return the innermost box with most of the prose that is more than one paragraph, or -1."""
    at = next((at for at in range(len(boxes) - 1, -1, -1) if sums[at] >= _MOST * total), -1)
    while at >= 0 and (
        boxes[at].last - boxes[at].first < 2 or boxes[at].element in ("p", "li", "tr", "h1", "h2", "h3")
    ):
        at = boxes[at].parent
    return at


def _widened(page: Page, box: int, sums: list[int], prose: list[int], reasons: dict[int, str]) -> int:
    """Return the box around the body: the one that calls itself so, or one with more such prose and no links."""
    rows, boxes = page.rows, page.boxes
    named = box
    while named >= 0 and not _BODIES.search(boxes[named].names):
        named = boxes[named].parent
    if named >= 0:
        return named
    framed = [0, *accumulate(row.size if at in reasons else row.linked for at, row in enumerate(rows))]
    sizes = [0, *accumulate(row.size for row in rows)]
    inner, parent = boxes[box], boxes[box].parent
    dress = _dress(page, range(inner.first, inner.last), prose) - _BARE
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


def _reasons(page: Page, raw: list[int]) -> dict[int, str]:
    """Return why rows are no body: an element around them says so, and holds little of the page's prose."""
    rows, boxes = page.rows, page.boxes
    sums = _summed(rows, boxes, raw)
    most = _LITTLE * sum(raw)
    # Of a paragraph the name tells its looks: what paragraphs of prose are called says nothing of any other.
    looks = {box.names for box, inside in zip(boxes, sums, strict=True) if inside and box.element in _PARAGRAPHS}
    found: list[str] = []
    for box, inside in zip(boxes, sums, strict=True):
        around = found[box.parent] if box.parent >= 0 else ""
        if around:
            found.append(around)
        elif box.element == "title":
            found.append("title")
        elif inside > most:
            found.append("")
        elif box.hidden:
            found.append("hidden")
        else:
            found.append(_ELEMENTS.get(box.element, "") or ("" if box.names in looks else _name(box.names)))
    reasons = {at: found[row.box] for at, row in enumerate(rows) if found[row.box]}
    taken: Counter[str] = Counter()
    for at, reason in reasons.items():
        taken[reason] += raw[at]
    many = {reason for reason, weight in taken.items() if weight > _HALF * sum(raw) and reason != "comment"}
    return {at: reason for at, reason in reasons.items() if reason not in many} if many else reasons


@cache
def _pattern() -> re.Pattern[str]:
    inner = "|".join(f"(?P<{reason}>{names})" for reason, names in _NAMES.items())
    return re.compile(f"(?<![a-z])(?:{inner})(?![a-z])")


def _name(names: str) -> str:
    """Return what an element calls itself, if that is no body."""
    if not names or _BODIES.search(names):
        return ""
    found = _pattern().search(_CAMEL.sub(" ", names[:400]).lower())
    return str(found.lastgroup) if found else ""


def _kept(page: Page, reasons: dict[int, str], raw: list[int], first: int, last: int) -> dict[int, str]:
    """Return the reasons that hold: inside the body a name alone takes no sentence, and a list of links is one too."""
    kept = {
        at: reason
        for at, reason in reasons.items()
        if not first <= at < last
        or reason in _CERTAIN
        or reason in _SURE
        or (not raw[at] and 2 * page.rows[at].linked > page.rows[at].size)
    }
    for inside in _link_lists(page, raw, first, last):
        kept.update((at, "links") for at in inside if at not in kept)
    rows = page.rows
    for edge in (range(first, last), range(last - 1, first - 1, -1)):
        for at in edge:
            if at not in kept:
                if rows[at].linked < rows[at].size or rows[at].level:
                    break
                kept[at] = "links"  # 返回, 打印 at the edges of the body
    return kept


def _link_lists(page: Page, raw: list[int], first: int, last: int) -> Iterator[range]:
    """Yield the rows of each outermost box inside the body that is links and no prose."""
    rows = page.rows
    sizes = [0, *accumulate(row.size for row in rows)]
    linked = [0, *accumulate(row.linked for row in rows)]
    prose = [0, *accumulate(raw)]
    done = first
    for box in page.boxes:
        a, b = box.first, box.last
        if a < done or b > last or b - a < 2 or (a, b) == (first, last) or prose[a] < prose[b]:
            continue
        if linked[b] - linked[a] >= _LISTED * (sizes[b] - sizes[a]):
            done = b
            yield range(a, b)
