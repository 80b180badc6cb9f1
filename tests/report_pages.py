"""A strict reader of the report's HTML: what a browser would forgive is an error here."""

from __future__ import annotations

import re
import zlib
from base64 import b64decode
from html.parser import HTMLParser

VOID = frozenset({"meta", "input", "br", "hr", "img", "link", "base"})
# Opened by SVG inside of HTML; a browser closes them by itself only if they say so.
INNER = frozenset({"path", "rect", "line", "circle"})
# What a person sees nothing of, or what is no part of the text.
UNSEEN = frozenset({"script", "style", "title"})


class Page(HTMLParser):
    """The elements of a page, its texts by cell, its marks; raises AssertionError for what is not well-formed."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.texts: dict[str, list[str]] = {"raw": [], "clean": []}
        self.seen: list[str] = []
        self.feed(source)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an opening tag: no script, no style, no address of its own."""
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        assert not any(name.startswith("on") or name in {"src", "srcset", "style"} for name in names), (tag, names)
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if "href" in found:
            assert found["href"].startswith("#"), found
            self.links.append(found["href"][1:])
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an empty element of SVG."""
        assert tag in INNER, tag
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Take a closing tag: it closes what was opened last."""
        assert self.open, tag
        assert self.open.pop()[0] == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        """Take a text."""
        tags = [tag for tag, _ in self.open]
        if not UNSEEN & set(tags):
            self.seen.append(data)
        if ("i", {"class": "w"}) in self.open or ("span", {"class": "nil"}) in self.open:
            return
        for tag, attrs in self.open:
            if tag == "td":
                self.texts.setdefault(attrs.get("class", "").partition(" ")[0], []).append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse a comment: a page has none."""
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        """Refuse what no page has."""
        raise AssertionError(data)

    def marks(self) -> list[str]:
        """Return the titles of the marks on the raw side."""
        return [attrs["title"] for tag, attrs in self.tags if tag == "a" and attrs.get("class", "").startswith("c ")]

    def text(self, side: str) -> str:
        """Return the text of a side of the table, blanks left out."""
        return blankless("".join(self.texts[side]))


def blankless(text: str) -> str:
    return "".join(text.split())


def views(page: str) -> list[str]:
    """Return the packed documents of a folder's page, as the browser unpacks them."""
    found = re.findall(r'<script type="text/plain" id="z\d+">([^<]*)</script>', page)
    return [zlib.decompress(b64decode(each), -15).decode() for each in found]


def briefs(page: str) -> list[str]:
    """Return what the page says of each document without script."""
    return re.findall(r"<noscript>(<details .*?)</noscript>", page, re.S)
