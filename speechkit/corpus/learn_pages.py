"""A page as the learner sees it: cleaned by the general rules, its lines with half-width marks, and typed.

Typing puts one character for each date, number, address and copy of the page's own title, so that 青灯第8286夜 and
青灯第5129夜 are the same string.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from speechkit import chars
from speechkit.corpus import learn_guard as guard
from speechkit.passes import Options
from speechkit.patterns import lazy
from speechkit.pipeline import Document, run
from speechkit.rules import shapes
from speechkit.rules.fold import fold

MOST: Final = 60_000  # code points of a page that are looked at, half of them from its end
EDGE: Final = 12  # lines at either end of a page that may be the site's; longer lists come as regions
_LONG: Final = 60  # code points: a paragraph
_HEADING: Final = 40
_GUESSED: Final = "region."  # rules that judge a line by its neighbours
_TAGS: Final = lazy("<[^<>]{0,2000}>")
_LISTED: Final = lazy(r"[\u4e00-\u9fff]{2,10} ?(?:>{1,3}|\||-)? ?(?<=[ >|-])(\S.{3,60})")
_PARAGRAPHS: Final = 3  # paragraphs at an end among which a site's own may stand

# Noncharacters stand for slots (Unicode 23.7: never in interchanged text).
MARKS: Final = {
    "n": "\ufdd4",
    "day": "\ufdd5",
    "time": "\ufdd6",
    "link": "\ufdd7",
    "mail": "\ufdd8",
    "title": "\ufdd9",
    "text": "\ufdda",
}
SLOT_OF: Final = {mark: slot for slot, mark in MARKS.items()}
_MARKED: Final = lazy("[\ufdd0-\ufdef]")
_TYPED: Final = lazy(
    f"(?P<link>{shapes.URL})|(?P<mail>{shapes.MAIL})|(?P<day>{shapes.DATE})|(?P<time>{shapes.CLOCK})|(?P<n>(?<![A-Za-z])(?:{shapes.NUMBER}))"
)
_TITLE: Final = range(6, 70)  # code points of a title
_HOST: Final = lazy(r"(?:www\.|m\.)?((?:[a-z0-9-]{1,60}\.){1,3}(?:com|cn|net|org|tw|hk|gov|edu|cc|info|top|xyz|me|io))")


class Row(Struct, frozen=True):
    """A line near an end of a page.

    `page` and `at` say which line of which page, below 0 one that has gone already; `text` has half-width marks,
    `typed` also marks for slots; `spoken`: no shape may take this line, `warm`: it sounds like one of a speech, and is
    not learnt as it stands.
    """

    page: int
    at: int
    side: str
    text: str
    typed: str
    spoken: bool
    warm: bool = False


class Page(Struct):
    """The lines of a page that hold anything, with half-width marks, and the host it names.

    `known` are (side, line) of those that were read as meta data: on other pages of the site a line of the same shape
    may not have been, and they count as evidence.
    """

    lines: list[str]
    host: str = ""
    known: tuple[tuple[str, str], ...] = ()


def read(data: bytes | str, name: str, options: Options) -> Page:
    """Return the page that the general rules leave of one input."""
    passes = tuple(each for each in ("repair", "boilerplate") if each not in options.skip)
    document = run(data, replace(options, only=passes, script="keep", profile=None), name, text_only=True)
    text = _with_guesses(document)
    if len(text) > MOST:
        text = f"{text[: MOST // 2]}\n{text[-MOST // 2 :]}"
    text = _MARKED.sub(chars.REPLACEMENT, text)
    lines = [line for whole in text.splitlines() if (line := shapes.plain(whole))]
    return Page(lines, host_of(name) or host_of(document.metadata.url or ""), _known(document))


def _with_guesses(document: Document) -> str:
    """Return the clean text with the lines that went only because of the lines around them: elsewhere they may stay."""
    if not any(rule.startswith(_GUESSED) for rule in document.changes.by_rule):
        return document.ledger.text
    parts: list[str] = []
    raw, at = document.ledger.raw, 0
    for edit in document.changes_made():
        low, high = edit.span
        parts.append(raw[at:low])
        parts.append(_TAGS.sub("\n", edit.before) if edit.rule.startswith(_GUESSED) else edit.after)
        at = high
    parts.append(raw[at:])
    return "".join(parts)


def _known(document: Document) -> tuple[tuple[str, str], ...]:
    """Return (side, line) of the lines that general rules read as meta data."""
    if "meta.line" not in document.changes.by_rule:
        return ()
    middle = len(document.ledger.raw) // 2
    return tuple(
        ("head" if edit.span[0] < middle else "tail", shapes.plain(edit.before.strip()))
        for edit in document.changes_made()
        if edit.rule == "meta.line" and len(edit.before) <= shapes.LONGEST and "\n" not in edit.before.strip()
    )


def host_of(text: str) -> str:
    """Return the host that a path or an address names, without www.; '' if it names none."""
    found = _HOST.search(text.lower())
    return found[1] if found else ""


def typed(text: str) -> str:
    """Return a line with one mark for each date, clock, number and address."""
    return _TYPED.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    return MARKS[str(found.lastgroup)]


def shape_of(marked: str) -> str:
    """Return the shape that a typed line stands for."""
    return "".join(f"{{{SLOT_OF[char]}}}" if char in SLOT_OF else shapes.quoted(char) for char in marked)


def rows_of(page: Page, number: int) -> list[Row]:
    """Return the lines of a page that may be the site's, from both ends."""
    lines = page.lines
    titles = sorted((line for line in lines[:6] if len(line) in _TITLE and not guard.told(line)), key=len, reverse=True)
    rows = []
    heads = _head(lines)
    below = next((at for at in heads if at and guard.is_title(fold(lines[at]))), 0)
    begin = below or 1
    for side, numbers in (("head", heads), ("tail", _tail(lines))):
        for at in numbers:
            text = lines[at]
            # A short word below another one is an item of a menu and nobody's name, whatever surname it begins with.
            place = side if at >= begin and not (len(text) < 4 and at and len(lines[at - 1]) < 5) else "first"
            above = side == "head" and at < below and not guard.is_addressed(text)
            listed = side == "tail" and is_listed(text)
            warm = listed or _is_headed(lines, at) or (guard.sounds_spoken(text) and not above)
            spoken = len(text) > shapes.LONGEST or (guard.spoken(text, place) and not listed)
            rows.append(Row(number, at, side, text, typed(_titled(text, titles)), spoken, warm))
    for count, (beside, text) in enumerate(page.known, 1):
        rows.append(Row(number, -count, beside, text, typed(text), spoken=False))
    return rows


def is_listed(text: str) -> bool:
    """Say whether a line is a word and the title of another page: 前燈 在…上的講話."""
    found = _LISTED.match(text)
    return found is not None and guard.is_title(fold(found[1])) and not guard.spoken(text[: found.start(1)].strip())


def _is_headed(lines: list[str], at: int) -> bool:
    """Say whether a line is a sentence right below a heading that has its line to itself."""
    above = lines[at - 1] if at else ""
    headed = len(above) <= _HEADING and guard.is_heading(above) and not guard.is_sentence(above)
    return headed and guard.is_sentence(lines[at])


def _titled(text: str, titles: list[str]) -> str:
    """Return a line with a mark for the title of its page, if that is part of it."""
    for title in titles:
        if title != text and title in text:
            return text.replace(title, MARKS["title"], 1)
    return text


def _head(lines: list[str]) -> list[int]:
    out: list[int] = []
    for at in range(min(EDGE, (len(lines) + 1) // 2)):
        if _ends_zone(lines, at, out):
            break
        out.append(at)
    return out


def _tail(lines: list[str]) -> list[int]:
    out: list[int] = []
    for at in range(len(lines) - 1, max((len(lines) + 1) // 2, len(lines) - EDGE) - 1, -1):
        if _ends_zone(lines, at, out):
            break
        out.append(at)
    return sorted(out)


def _ends_zone(lines: list[str], at: int, before: list[int]) -> bool:
    """Say whether the speech has begun at a line, seen from an end of the page."""
    if guard.is_heading(lines[at]) or guard.is_greeting(lines[at]):
        # 1. and a title, with nothing said below it, is an item of a list of pages.
        listed = before[:1] > [at] and guard.is_title(fold(lines[at]))
        return not listed or any(guard.is_sentence(lines[each]) and len(lines[each]) > _HEADING for each in before)
    return len(lines[at]) > _LONG and sum(len(lines[each]) > _LONG for each in before) >= _PARAGRAPHS
