"""An HTML page -> its text stream: every text node in document order, one line per block element.

Only script, style and template are left out. Text of nav, header, aside, footer and the page title stays in the stream;
what the page says of its parts is handed on, so that the boilerplate pass takes them out by recorded edits.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speechkit import chars
from speechkit.patterns import lazy

if TYPE_CHECKING:
    from speechkit.webhead import Stated
    from speechkit.webtree import Box, Label, Row, Veil

_HEAD: Final = lazy(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S)
# The parser looks up all open elements at each new one: 100,000 open <div> took it 18 s, 1,000 take no time. No page
# that was written by hand or by a program for readers has more.
_DEEPEST: Final = 1000
_MANY: Final = 8000  # tags: even nested in each other, fewer take the parser 0.1 s
_LONG: Final = 10_000  # code points between two ">"
_ATTRIBUTES: Final = 1000
_OPTIONS: Final = 1000  # so many take the parser 3 ms, 45,000 took it 5 s
_SELECT: Final = lazy(r"<select(?=[\s/>])", re.I)
_TAG: Final = lazy(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that have no end tag, or whose end tag is left out on healthy pages.
_OPEN_ENDED: Final = frozenset(
    [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "td", "th", "tr", "dd", "dt", "thead", "tbody", "tfoot", "colgroup",
    ]
)  # fmt: skip


class Page(Struct, frozen=True):
    """What a page is beside its text: rows, boxes, veils and labels (see webtree), and what its head states."""

    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]
    veils: tuple[Veil, ...]
    labels: tuple[Label, ...]
    stated: Stated


def is_page(text: str, name: str) -> bool:
    """Say whether a text is an HTML page: by its name, or because it begins like one."""
    if name.lower().endswith((".html", ".htm", ".xhtml", ".shtml")):
        return "<" in text
    return bool(_HEAD.match(text, 0, 2000))


def page_of(source: str) -> tuple[str, Page]:
    """Return the text stream of a page and what the page says of it; offsets are code points of the stream.

    White space is collapsed as a browser does; a line break of the source between two Han characters vanishes.
    """
    # The parser takes 23 ms to import, what reads its tree 3 ms: they are needed for pages only.
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # see above

    from speechkit.webhead import stated_of  # noqa: PLC0415  # see above
    from speechkit.webtree import MARKS, Tree, tree_of  # noqa: PLC0415  # see above

    for mark in MARKS:
        source = source.replace(mark, chars.REPLACEMENT)
    parsed = LexborHTMLParser(_shallow(_brief(_unselected(source))))
    root = parsed.root
    tree = tree_of(root) if root is not None else Tree("", (), (), (), ())
    return tree.text, Page(tree.rows, tree.boxes, tree.veils, tree.labels, stated_of(parsed))


def _unselected(source: str) -> str:
    """Return the source with each long list to choose from turned into one of which several may be chosen.

    The parser looks for the chosen one of all options anew at each option, unless there may be several.
    """
    if source.count("<o") + source.count("<O") < _OPTIONS:
        return source
    return _SELECT.sub("<select multiple", source)


def _brief(source: str) -> str:
    """Return the source with the attributes taken from each tag that has more of them than anybody writes.

    The parser compares each attribute with all before it.
    """
    half = _LONG // 2  # a stretch of that length holds one of these places
    if all(source.find(">", at, at + half) >= 0 for at in range(0, len(source) - half, half)):
        return source
    chunks = source.split(">")
    for at, chunk in enumerate(chunks):
        if len(chunk) < _LONG or not (tag := _TAG.search(chunk)):
            continue
        if len(chunk[tag.end() :].split(None, _ATTRIBUTES)) > _ATTRIBUTES or chunk.count("=", tag.end()) > _ATTRIBUTES:
            shut = chunk.rfind("</", tag.end())
            chunks[at] = chunk[: tag.end()] + (chunk[shut:] if shut >= 0 else "")
    return ">".join(chunks)


def _shallow(source: str) -> str:
    """Return the source with each start tag that is nested too deep to be meant replaced by a line break."""
    if source.count("<") < _MANY:
        return source
    depth = 0
    opened: Counter[str] = Counter()
    dropped: Counter[str] = Counter()  # start tags; their end tags shut nothing
    out: list[str] = []
    at = 0
    for tag in _TAG.finditer(source):
        name = tag[2].lower()
        if name in _OPEN_ENDED:
            continue
        if tag[1]:
            if dropped[name]:
                dropped[name] -= 1
            elif opened[name]:
                opened[name] -= 1
                depth -= 1
        elif depth < _DEEPEST:
            opened[name] += 1
            depth += 1
        else:
            dropped[name] += 1
            out += (source[at : tag.start()], "<br")
            at = tag.end()
    out.append(source[at:])
    return "".join(out)
