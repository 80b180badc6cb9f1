"""A parsed page -> rows and boxes: what stands on which line, and inside which elements.

A row is a line of the page's text stream; a box is an element that makes lines. Rows lie in boxes as text lies in
blocks, so that a later pass can ask how much prose, how many links and what names a part of the page has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from speechkit import chars
from speechkit.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# Noncharacters (Unicode 23.7: never in interchanged text) mark where inline text that nobody sees begins and ends.
_OPEN, _SHUT = "\ufdd1", "\ufdd2"
_CELL: Final = "\ufdd0"  # between two cells of a row that makes one line, and two parts of a byline
MARKS: Final = (_CELL, _OPEN, _SHUT)
_HAN: Final = lazy(f"[{chars.HAN}]")
_TEXT: Final = "-text"
_BLANK: Final = " \t\r\n\f"
_SKIPPED: Final = frozenset(["script", "style", "template", "-comment", "!doctype", "-doctype"])
_BLOCKS: Final = frozenset(
    [
        "html", "head", "title", "body", "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5",
        "h6", "hr", "tr", "td", "th", "table", "thead", "tbody", "tfoot", "caption", "section", "article", "main",
        "header", "footer", "nav", "aside", "blockquote", "pre", "form", "fieldset", "legend", "figure", "figcaption",
        "address", "option", "select", "center", "dir", "menu", "details", "summary", "dialog", "noscript", "textarea",
        "button", "iframe", "object", "svg", "frameset", "noframes", "hgroup", "search", "ucaptitle", "marquee",
        "video", "audio", "canvas", "datalist", "amp-ad", "amp-sidebar",
    ]
)  # fmt: skip
_PLAIN: Final = frozenset(["b", "strong", "br", "html", "head", "title", "wbr", "tbody"])  # attributes tell nothing
_SPECIAL: Final = frozenset(["tr", "pre", "textarea", "h1", "h2", "h3", "h4", "h5", "h6"])
_INDENT: Final = 200  # code points of blanks before an element
_HIDDEN: Final = lazy(r"display\s*:\s*none", re.I)
_LABELLED: Final = lazy(r"(?<![a-z])(?:author|writer|byline|source|laiyuan|js_name|nickname)(?![a-z])", re.I)
_CELLS: Final = 120  # code points: a row of a table that is longer holds prose


class Row(Struct, frozen=True, gc=False):
    """A line of the stream, text[start:end] without its line end, and the innermost box around it.

    `size` counts code points that are no blanks, `linked` those of them inside a link; `level` is 1-6 in a heading.
    """

    start: int
    end: int
    box: int
    size: int
    linked: int
    level: int


class Box(Struct, gc=False):
    """An element that makes lines: rows[first:last], the index of the box around it, and what it calls itself.

    `names` are role, id and class, in lower case; `style` tells two kinds of paragraph apart.
    """

    element: str
    parent: int
    names: str
    style: str
    hidden: bool
    first: int
    last: int


class Veil(Struct, frozen=True, gc=False):
    """Inline text that nobody sees: text[start:end]."""

    start: int
    end: int


class Label(Struct, frozen=True, gc=False):
    """Inline text whose element says what it is: names such as author, source or publish_time."""

    row: int
    names: str
    text: str


class Tree(Struct, frozen=True):
    """The text stream of a page, with its rows, boxes, veils and labels in document order."""

    text: str
    rows: tuple[Row, ...]
    boxes: tuple[Box, ...]
    veils: tuple[Veil, ...]
    labels: tuple[Label, ...]


def tree_of(root: LexborNode) -> Tree:
    """Return what stands where in a parsed page; the walk takes one step for each node, however deep."""
    walker = _Walker()
    tags: dict[int, str] = {}  # the parser makes a string of each node's tag anew
    around: list[tuple[LexborNode, str]] = []  # going up by node.parent would make a new object of each
    node: LexborNode | None = root
    while node is not None:
        number = node.tag_id
        tag = tags.get(number)
        if tag is None:
            tag = tags[number] = node.tag or ""
        if tag == _TEXT:
            walker.text(node.text_content or "")
        elif tag not in _SKIPPED:
            walker.enter(node, tag)
            child = node.first_child
            if child is not None:
                around.append((node, tag))
                node = child
                continue
            walker.leave(node, tag)
        node = node.next if around else None
        while node is None and around:
            node, tag = around.pop()
            walker.leave(node, tag)
            node = node.next if around else None
    walker.end()
    return Tree(
        "\n".join([*walker.lines, ""]),
        tuple(walker.rows),
        tuple(walker.boxes),
        tuple(walker.veils),
        tuple(walker.labels),
    )


class _Walker:
    """Gathers rows while the page is walked in document order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.rows: list[Row] = []
        self.boxes: list[Box] = []
        self.veils: list[Veil] = []
        self.labels: list[Label] = []
        self._anchors: list[bool] = []
        self._named: list[tuple[int, str, int]] = []
        self._depth = 0
        self._at = 0
        self._pieces: list[str] = []
        self._linked = self._links = self._veiled = self._kept = 0
        self._level = 0
        self._open: list[int] = []
        self._joined: list[bool] = []

    def enter(self, node: LexborNode, tag: str) -> None:
        """Take an element in."""
        if tag in _BLOCKS:
            self._box(node, tag)
            return
        if tag == "br":
            if self._pieces:
                self._flush()
            return
        attributes = {} if tag in _PLAIN else node.attributes
        if tag == "a":
            self._anchors.append(_is_link(attributes))
            self._links += self._anchors[-1]
        if attributes:
            self._inline(attributes)
        self._depth += 1

    def _inline(self, attributes: dict[str, str | None]) -> None:
        if _is_hidden(attributes):
            self._veiled += 1
            self._pieces.append(_OPEN)
        if "id" not in attributes and "class" not in attributes:
            return
        if self._pieces and not self._level and _is_broken(self._pieces[-1][-_INDENT:]):
            self._pieces.append(_CELL)  # two parts of a byline on lines of their own: a reader sees a blank
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
        if _LABELLED.search(names):
            self._named.append((self._depth, names, len(self._pieces)))

    def leave(self, node: LexborNode, tag: str) -> None:
        """Take note that all of an element was walked."""
        if tag in _BLOCKS:
            self._unbox(tag)
            return
        if tag == "br":
            return
        self._depth -= 1
        if self._named and self._named[-1][0] == self._depth:
            _, names, since = self._named.pop()
            if text := _unwrapped("".join(self._pieces[since:])).strip():
                self.labels.append(Label(len(self.rows), names, text))
        if tag == "a":
            self._links -= self._anchors.pop()
        if tag not in _PLAIN and self._veiled and _is_hidden(node.attributes):
            self._veiled -= 1
            self._pieces.append(_SHUT)

    def _box(self, node: LexborNode, tag: str) -> None:
        if self._pieces:
            if tag in ("td", "th") and self._joined and self._joined[-1]:
                self._pieces.append(_CELL)
            else:
                self._flush()
        attributes = {} if tag in _PLAIN else node.attributes
        names, style = "", tag
        if attributes:
            known = [str(attributes[name] or "") for name in ("role", "id", "class") if name in attributes]
            names = " ".join(known)
            style = f"{tag} {attributes.get('class') or ''} {attributes.get('style') or ''}"
        parent = self._open[-1] if self._open else -1
        first = len(self.rows)
        self._open.append(len(self.boxes))
        self.boxes.append(Box(tag, parent, names, style, bool(attributes) and _is_hidden(attributes), first, first))
        if tag not in _SPECIAL:
            return
        if tag == "tr":
            self._joined.append(_is_line(node))
        elif tag in ("pre", "textarea"):
            self._kept += 1
        else:
            self._level = int(tag[1])

    def _unbox(self, tag: str) -> None:
        if self._pieces and not (tag in ("td", "th") and self._joined and self._joined[-1]):
            self._flush()
        if self._open:
            self.boxes[self._open.pop()].last = len(self.rows)
        if tag not in _SPECIAL:
            return
        if tag == "tr":
            self._joined.pop()
        elif tag in ("pre", "textarea"):
            self._kept -= 1
        else:
            self._level = 0

    def text(self, text: str) -> None:
        """Take a text node in; blanks at the beginning of a line are no text, but for ideographic ones."""
        if not self._pieces and not text.strip(_BLANK):
            return
        if not self._kept or "\n" not in text:
            self._pieces.append(text)
            self._linked += _seen(text) if self._links else 0
            return
        for number, line in enumerate(text.split("\n")):
            if number and self._pieces:
                self._flush()
            self._pieces.append(line)
            self._linked += _seen(line) if self._links else 0

    def end(self) -> None:
        """End the last line, if there is one."""
        if self._pieces:
            self._flush()

    def _flush(self) -> None:
        line = "".join(self._pieces)
        if _CELL in line:
            cells = [_unwrapped(cell).strip(_BLANK) for cell in line.split(_CELL)]
            line = " ".join([cell for cell in cells if cell])
        else:
            line = _unwrapped(line)
        linked, self._linked = self._linked, 0
        self._pieces = [_OPEN] if self._veiled else []
        if _OPEN in line or _SHUT in line:
            line = self._unveiled(line)
        size = _seen(line)
        if not size:
            return
        at = self._at
        end = at + len(line)
        box = self._open[-1] if self._open else 0
        self.rows.append(Row(at, end, box, size, linked if linked < size else size, self._level))
        self.lines.append(line)
        self._at = end + 1

    def _unveiled(self, line: str) -> str:
        """Return the line without marks; take note of what stands between them."""
        out: list[str] = []
        at, depth, start = self._at, 0, self._at
        spans: list[Veil] = []
        for part in re.split(f"([{_OPEN}{_SHUT}])", line):
            if part == _OPEN:
                start = at if not depth else start
                depth += 1
            elif part == _SHUT:
                if depth == 1 and start < at:
                    spans.append(Veil(start, at))
                depth = max(0, depth - 1)
            else:
                out.append(part)
                at += len(part)
        if depth and start < at:
            spans.append(Veil(start, at))
        whole = "".join(out)
        if whole.strip():
            self.veils += spans
        return whole


def _seen(text: str) -> int:
    return len("".join(text.split()))


def _is_broken(text: str) -> bool:
    """Say whether a text ends in a break of the source."""
    return text[-1:] in _BLANK and "\n" in text[len(text.rstrip(_BLANK)) :]


def _is_link(attributes: dict[str, str | None]) -> bool:
    """Say whether an <a> leads somewhere: one with a name only is a target, and old pages forget to shut it."""
    return "href" in attributes or not ("name" in attributes or "id" in attributes)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and "none" in style.lower() and _HIDDEN.search(style) is not None


def _is_line(row: LexborNode) -> bool:
    """Say whether the cells of a table row make one line: all of them short, none with a block or a break inside."""
    size = 0
    cell = row.first_child
    while cell is not None:
        inner = cell.first_child
        while inner is not None:
            tag = inner.tag or ""
            if tag in _BLOCKS or tag in ("br", "script", "style"):
                return False
            child = inner.first_child
            if child is not None and ((child.tag or "") in _BLOCKS or child.next is not None):
                return False
            size += len(inner.text_content or "") if tag == "-text" else len(inner.text() or "")
            if size > _CELLS:
                return False
            inner = inner.next
        cell = cell.next
    return True


def _unwrapped(text: str) -> str:
    """Return the text with the line breaks of the HTML source taken as a browser takes them.

    White space is collapsed around them; a break between two Han characters vanishes.
    """
    if "\n" not in text and "\r" not in text:
        return text
    parts = [part.strip(" \t\f") for part in text.replace("\r", "\n").split("\n")]
    out: list[str] = []
    for part in parts:
        if not part:
            continue
        if out and not (_HAN.match(out[-1][-1]) and _HAN.match(part)):
            out.append(" ")
        out.append(part)
    return "".join(out)
