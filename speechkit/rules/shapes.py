"""Shapes: a line of a site with slots for what differs from page to page, 青灯第{n}夜 or {author} 掌灯 {date}.

A shape is text as printed with half-width marks and single blanks; braces of the text itself are doubled. It is no
pattern: everything outside of the slots is taken literally, and what a slot takes is fixed here, so that a shape from a
file can do no more than be found or not. Matching is on lines of bounded length.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.errors import RuleError
from speechkit.patterns import lazy
from speechkit.rules.fold import narrow

LONGEST: Final = 240  # code points of a line that a shape is tried on, and of a shape
_OPEN_SLOTS: Final = 3  # slots of free text in a shape: each one multiplies the ways to match

DATE: Final = (
    r"(?:19|20)\d\d(?:-|/|\.|年) ?\d{1,2}(?:-|/|\.|月) ?\d{1,2}(?!\d)日?(?: ?\(?(?:星期|周)[一二三四五六日天]\)?)?"
    r"(?:[ T]{0,3}(?:[上下]午 ?)?\d{1,2}:\d\d(?::\d\d)?)?"
)
CLOCK: Final = r"\d{1,2}:\d\d(?::\d\d)?"
NUMBER: Final = r"\d{1,3}(?:,\d{3}){1,3}(?!\d)|\d{1,15}(?:\.\d{1,6})?"
URL: Final = (
    r"(?:https?://|www\.)[A-Za-z0-9._~:/?#@!$&'*+,;=%-]{3,300}"
    r"|(?:[A-Za-z0-9-]{1,40}\.){1,3}(?:com|cn|net|org|tw|hk|gov|edu|cc|info|top|xyz)(?![A-Za-z0-9])(?:/[A-Za-z0-9._~/?#&=%-]{0,200})?"
)
MAIL: Final = r"[A-Za-z0-9._%+-]{1,60}@[A-Za-z0-9.-]{2,60}\.[A-Za-z]{2,8}"
_FREE: Final = r"[^\n。;]{1,60}?"  # a name, a title: never a sentence, which would be the speaker's

# Slot -> what it takes. Those that bear the name of a metadata field feed it; the others are only skipped.
SLOTS: Final[dict[str, str]] = {
    "n": NUMBER,
    "day": DATE,
    "time": CLOCK,
    "link": URL,
    "mail": MAIL,
    "text": _FREE,
    "date": DATE,
    "views": NUMBER,
    "comments": NUMBER,
    "url": URL,
    "title": _FREE,
    "author": _FREE,
    "editor": _FREE,
    "publisher": _FREE,
    "previous": _FREE,
    "next": _FREE,
}
FIELDS: Final = frozenset(SLOTS) - {"n", "day", "time", "link", "mail", "text"}
_NAMES: Final = lazy(r"\{\{|\}\}|\{([a-z]+)\}|[{}]")
_BLANKS: Final = lazy(" +")
_MATTER: Final = lazy(f"[{chars.HAN}]|[A-Za-z0-9]{{2}}")
_RUN: Final = lazy(f"[{chars.HAN}]+|[A-Za-z0-9]+")

Part = tuple[str, str]  # ("", literal text) or (slot, "")


def plain(text: str) -> str:
    """Return the copy that shapes are written for: half-width marks, runs of blanks as one blank, none at the ends."""
    return _BLANKS.sub(" ", narrow(text)).strip()


def quoted(text: str) -> str:
    """Return text as it stands in a shape: braces doubled."""
    return text.replace("{", "{{").replace("}", "}}")


@cache
def parts_of(shape: str) -> tuple[Part, ...]:
    """Return the parts of a shape in order.

    Raises RuleError for a slot that is not known, a single brace, two slots of free text side by side or more than
    three of them, a shape that is too long, and one without anything that a site could be known by.
    """
    parts: list[Part] = []
    at = 0
    shape = plain(shape)  # a person may have copied it from a page, with its full-width marks
    for found in _NAMES.finditer(shape):
        _literal(parts, shape[at : found.start()])
        at = found.end()
        if found[0] in ("{{", "}}"):
            _literal(parts, found[0][0])
        elif found[1] in SLOTS:
            parts.append((found[1], ""))
        else:
            raise RuleError(f"shape {shape[:60]!r}: {found[0]} is no slot; known are {' '.join(sorted(SLOTS))}")
    _literal(parts, shape[at:])
    _check(shape, parts)
    return tuple(parts)


def _literal(parts: list[Part], text: str) -> None:
    if not text:
        return
    if parts and not parts[-1][0]:
        parts[-1] = ("", parts[-1][1] + text)
    else:
        parts.append(("", text))


def _check(shape: str, parts: list[Part]) -> None:
    free = [bool(slot) and SLOTS[slot] == _FREE for slot, _ in parts]
    if len(shape) > LONGEST:
        raise RuleError(f"shape {shape[:60]!r}: longer than {LONGEST} characters")
    if sum(free) > _OPEN_SLOTS or any(a and b for a, b in pairwise(free)):
        raise RuleError(f"shape {shape[:60]!r}: at most {_OPEN_SLOTS} slots of free text, never side by side")
    if not any(_MATTER.search(text) for slot, text in parts if not slot):
        raise RuleError(f"shape {shape[:60]!r}: no word of its own, so every line would fit")


@cache
def pattern_of(shape: str) -> re.Pattern[str]:
    """Return the compiled pattern of a shape, for plain() text; a field's slot is a group of its name.

    Raises RuleError, see parts_of().
    """
    used: set[str] = set()
    out: list[str] = []
    for slot, text in parts_of(shape):
        if not slot:
            out.append(re.escape(text).replace("\\ ", " {1,8}"))
        elif slot in FIELDS and slot not in used:
            used.add(slot)
            out.append(f"(?P<{slot}>{SLOTS[slot]})")
        else:
            out.append(f"(?:{SLOTS[slot]})")
    return re.compile("".join(out))


@cache
def anchor_of(shape: str) -> str:
    """Return the longest run of letters of a shape's own text: it stands in every text that the shape fits."""
    runs = [run for slot, text in parts_of(shape) if not slot for run in _RUN.findall(text)]
    return str(max(runs, key=len))
