"""An HTML page -> its text stream: every text node in document order, one line per block element.

Only script, style and template are left out. Text of nav, header, aside, footer and the page title stays in the stream,
and the regions it fills are handed on, so that the boilerplate pass takes them out by recorded edits.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.patterns import lazy

# Noncharacters (Unicode 23.7: never in interchanged text) mark places while the tree is flattened.
_BREAK, _OPEN, _SHUT = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED: Final = lazy(f"[{_BREAK}{_OPEN}{_SHUT}]")
_BLOCKS: Final = (
    "p,div,li,ul,ol,dl,dt,dd,h1,h2,h3,h4,h5,h6,br,hr,tr,td,th,table,section,article,main,header,footer,nav,aside,"
    "blockquote,pre,form,fieldset,figure,figcaption,address,option,select,title,body"
)
_CHROME: Final = ("title", "nav", "header", "aside", "footer")
_HEAD: Final = lazy(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.I | re.S)
_HAN: Final = lazy(f"[{chars.HAN}]")


class Region(Struct, frozen=True):
    """An element whose text is no body of a page: text[start:end] of the stream, and the element's name."""

    start: int
    end: int
    element: str


def is_page(text: str, name: str) -> bool:
    """Say whether a text is an HTML page: by its name, or because it begins like one."""
    if name.lower().endswith((".html", ".htm", ".xhtml")):
        return "<" in text
    return bool(_HEAD.match(text, 0, 2000))


def text_of_page(page: str) -> tuple[str, tuple[Region, ...]]:
    """Return the text stream of a page and the regions that are no body, in order and disjoint.

    White space is collapsed as a browser does; a line break of the source between two Han characters vanishes.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  # 23 ms to import, needed for pages only

    tree = LexborHTMLParser(_MARKED.sub(chars.REPLACEMENT, page))
    if tree.root is None:
        return "", ()
    tree.strip_tags(["script", "style", "template"], recursive=True)
    elements: list[str] = []
    for name in _CHROME:
        for node in tree.css(name):
            if name == "header" and node.css_first("h1"):
                continue  # an article's own header holds its title
            node.insert_before(f"{_OPEN}{len(elements)}{_OPEN}")
            node.insert_after(_SHUT)
            elements.append(name)
    for node in tree.css(_BLOCKS):
        node.insert_before(_BREAK)
        node.insert_after(_BREAK)
    return _lined(_unwrapped(tree.root.text()), elements)


def _unwrapped(text: str) -> str:
    """Return the text with the line breaks of the HTML source taken as a browser takes them."""
    if "\n" not in text and "\r" not in text:
        return text
    parts = [part.strip(" \t\f") for part in text.replace("\r", "\n").split("\n")]
    out: list[str] = []
    for part in parts:
        if not part:
            continue
        if out and not (_HAN.match(out[-1][-1]) and _HAN.match(part)) and _MARKED.match(part) is None:
            out.append(" ")
        out.append(part)
    return "".join(out)


def _lined(text: str, elements: list[str]) -> tuple[str, tuple[Region, ...]]:
    """Return the text with one line per block and without marks, and where the marked elements stand."""
    lines: list[str] = []
    regions: list[Region] = []
    opened: list[tuple[int, int]] = []
    at = 0
    for piece in text.split(_BREAK):
        line, at = _piece(piece, at, opened, regions, elements)
        if line.strip():
            lines.append(line + "\n")
        else:
            at -= len(line) + 1
    return "".join(lines), _outermost(regions)


def _piece(
    piece: str, at: int, opened: list[tuple[int, int]], regions: list[Region], elements: list[str]
) -> tuple[str, int]:
    """Return a line without its marks and the offset after it; open and shut regions on the way."""
    if _OPEN not in piece and _SHUT not in piece:
        return piece, at + len(piece) + 1
    out: list[str] = []
    for number, part in enumerate(re.split(f"({_OPEN}[0-9]+{_OPEN}|{_SHUT})", piece)):
        if number % 2 == 0:
            out.append(part)
        elif part != _SHUT:
            opened.append((at + sum(map(len, out)), int(part.strip(_OPEN))))
        elif opened:
            start, element = opened.pop()
            regions.append(Region(start, at + sum(map(len, out)), elements[element]))
    line = "".join(out)
    return line, at + len(line) + 1


def _outermost(regions: list[Region]) -> tuple[Region, ...]:
    out: list[Region] = []
    for region in sorted(regions, key=lambda each: (each.start, -each.end)):
        if region.start < region.end and (not out or region.start >= out[-1].end):
            out.append(region)
    return tuple(out)
