"""The page: one HTML file without a network, written piece by piece so that no folder is too large for it.

Its style and its script are the plain files beside this module, put into the page when it is written. A policy in the
page forbids everything else: no other script, no picture, no font, no request.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Final

from msgspec import Struct

from speechkit.lang import current, tr
from speechkit.patterns import lazy
from speechkit.render.report import words
from speechkit.render.report.overview import Failure, overview
from speechkit.render.report.sheet import Figures, Sheet
from speechkit.render.report.visible import attribute, text
from speechkit.version import VERSION

_HERE: Final = "<!--here-->"
_POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"
_SLOT: Final = lazy(r"\{\{(\w+)\}\}")


class Parts(Struct, frozen=True):
    """The page in front of what it shows, between that and what is packed, and behind it."""

    head: str
    middle: str
    tail: str


def single(sheet: Sheet) -> Iterator[bytes]:
    """Yield the page of one document, which is whole without JavaScript."""
    parts = _parts(sheet.figures.title, folder=False)
    yield (parts.head + sheet.html() + parts.middle + parts.tail).encode()


def folder(documents: Sequence[Figures], failures: Sequence[Failure], stored: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the page of any number of documents; `stored` is what store() made of each, in the same order."""
    parts = _parts(tr("Review of {text}", text=words.documents(len(documents))), folder=True)
    yield (parts.head + overview(documents, failures)).encode("utf-8", "replace")
    about = tr("JavaScript is off: the documents are listed below, each with its warnings and changes.")
    yield f'{parts.middle}<noscript><p class="hint">{about}</p></noscript>'.encode()
    yield from stored
    yield parts.tail.encode()


def store(sheet: Sheet, number: int) -> bytes:
    """Return what the page of a folder holds of a document: a short account, and the packed view."""
    figures = sheet.figures
    brief = (
        f'<noscript><details class="brief"><summary>{text(figures.title)}<small>{text(figures.name)}</small></summary>'
        f'<div id="d{number}">{sheet.brief}</div></details></noscript>'
    )
    packed = b'<script type="text/plain" id="z%d">%b</script>\n' % (number, sheet.packed())
    return brief.encode("utf-8", "replace") + packed


@cache
def asset(name: str) -> str:
    """Return a file of this package."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


def _parts(title: str, *, folder: bool) -> Parts:
    style, script = asset("report.css"), asset("report.js")
    slots = {
        **_labels(),
        "lang": {"en": "en", "zh": "zh-Hans"}.get(current(), "en"),
        "title": attribute(title),
        "version": VERSION,
        "style": style,
        "script": script,
        "policy": f"{_POLICY}; style-src {_hash(style)}; script-src {_hash(script)}",
        "kind": "folder" if folder else "single",
    }
    return Parts(*(_SLOT.sub(lambda found: slots[found[1]], part) for part in asset("page.html").split(_HERE)))


def _hash(source: str) -> str:
    """Return the hash by which the policy lets a style or script in."""
    return f"'sha256-{b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _labels() -> dict[str, str]:
    """Return the words of the template."""
    return {
        "skip": tr("Skip to the content"),
        "brand": tr("speechkit review"),
        "all": tr("All documents"),
        "previous_change": tr("Previous change"),
        "next_change": tr("Next change"),
        "previous_document": tr("Previous document"),
        "next_document": tr("Next document"),
        "theme": tr("Light or dark"),
        "help": tr("Keys and help"),
        "close": tr("Close"),
        "keys": tr("Keys"),
        "k_change": tr("next, previous change"),
        "k_document": tr("next, previous document"),
        "k_filter": tr("filter: by rule, or the documents"),
        "k_width": tr("mark changes of width, or not"),
        "k_back": tr("back to all documents"),
        "k_theme": tr("light or dark"),
        "k_help": tr("this help"),
        "legend": tr("How to read the marks"),
        "legend_x": tr("taken out"),
        "legend_r": tr("replaced"),
        "legend_n": tr("put in"),
        "legend_doubt": tr("uncertain"),
        "opening": tr("Opening the document"),
        "broken": tr(
            "This browser cannot unpack the document; a newer one can, and so can a page of this document alone."
        ),
        "made": tr("Made by speechkit; this page needs no network and sends nothing."),
    }
