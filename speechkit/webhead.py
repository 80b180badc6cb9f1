"""What the head of a page states of the document: meta elements, OpenGraph, JSON-LD.

The names are those of the guide for the web sites of Chinese government (ArticleTitle, PubDate, ContentSource), of
OpenGraph, Dublin Core and schema.org. Nothing is judged here: values are handed on as printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# Field -> names of meta elements, best first, in lower case.
_NAMES: Final = {
    "title": ("articletitle", "og:title", "twitter:title", "dc.title", "title"),
    "date": ("pubdate", "article:published_time", "og:article:published_time", "og:release_date", "publishdate",
             "publish_time", "firstcreate", "dc.date", "dc.date.issued", "dcterms.issued", "datepublished",
             "weibo:article:create_at"),
    "author": ("article:author", "og:article:author", "author", "dc.creator", "byl"),
    "source": ("contentsource", "source", "mediaid", "article:source"),
    "site": ("og:site_name", "sitename", "application-name"),
    "url": ("url", "og:url"),
    "keywords": ("keywords", "news_keywords"),
    "description": ("description", "og:description", "dc.description"),
}  # fmt: skip
_FIELDS: Final = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
_MOST: Final = 400  # meta elements, and objects of JSON-LD: no page for readers has a tenth of them
_LONGEST: Final = 2000  # code points of a value
_LARGEST: Final = 200_000  # code points of a script of JSON-LD


class Stated(Struct, frozen=True):
    """Values as the head states them, "" where it does not; `titles` are all that it calls the document."""

    titles: tuple[str, ...] = ()
    date: str = ""
    author: str = ""
    source: str = ""
    site: str = ""
    url: str = ""
    keywords: str = ""
    description: str = ""


def stated_of(page: LexborHTMLParser) -> Stated:
    """Return what meta elements, link and JSON-LD of a parsed page state; meta elements go before JSON-LD."""
    known: dict[str, str] = {}
    ranks: dict[str, int] = {}
    titles: list[str] = []
    for name, value in _metas(page):
        field, rank = _FIELDS[name]
        if field == "title":
            titles.append(value)
        elif rank < ranks.get(field, len(_FIELDS)):
            known[field], ranks[field] = value, rank
    link = page.css_first('link[rel="canonical"]')
    if link is not None and (address := (link.attributes.get("href") or "").strip()):
        known["url"] = address[:_LONGEST]
    times = page.css("time[datetime]")
    for field, value in _linked_data(page):
        if field == "title":
            titles.append(value)
        else:
            known.setdefault(field, value)
    if len(times) == 1:  # of several, some are those of comments and of other articles
        known.setdefault("date", (times[0].attributes.get("datetime") or "")[:_LONGEST])
    return Stated(titles=tuple(titles), **known)


def _metas(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in page.css("meta")[:_MOST]:
        attributes = node.attributes
        name = (
            (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
        )
        value = (attributes.get("content") or "").strip()
        if name in _FIELDS and 0 < len(value) <= _LONGEST:
            yield name, value


def _linked_data(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield what the article of the page's JSON-LD says; what is no JSON says nothing."""
    for node in page.css('script[type="application/ld+json"]')[:8]:
        source = node.text() or ""
        if len(source) > _LARGEST:
            continue
        try:
            found = msgspec.json.decode(source.strip().encode("utf-8", "replace"))
        except (msgspec.DecodeError, RecursionError):
            continue
        for article in _articles(found):
            yield from _article(article)


def _articles(found: Any) -> Iterator[dict[str, Any]]:
    waiting = [found]
    for _ in range(_MOST):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting += each[:_MOST]
        elif isinstance(each, dict):
            kinds = each.get("@type")
            if any(str(kind).endswith(("Article", "Posting", "Report")) for kind in _listed(kinds)):
                yield each
            waiting += _listed(each.get("@graph"))[:_MOST]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _article(article: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, field in (("headline", "title"), ("datePublished", "date"), ("author", "author"), ("publisher", "source"),
                       ("url", "url"), ("description", "description")):  # fmt: skip
        values = [each.get("name") if isinstance(each, dict) else each for each in _listed(article.get(key))]
        value = values[0] if values else None
        if isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST:
            yield field, value.strip()
