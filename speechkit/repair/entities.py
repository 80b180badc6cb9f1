"""HTML entities printed as they are: &ldquo;五個好&rdquo; reads “五個好”.

Named, decimal and hexadecimal references, encoded once or several times (&amp;nbsp;), and halves of entities that lost
their ampersand (rdquo;). A bare ampersand, a query of a URL and text that speaks about HTML stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

_REFERENCE: Final = lazy(
    r"&(?P<layers>(?:amp;|#38;|#x26;)*)"
    r"(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31})|#(?P<decimal>[0-9]{1,7})|#[xX](?P<hex>[0-9A-Fa-f]{1,6}))?"
    rf"(?P<end>[;{chars.SEMICOLON}]?)"
)
# Ampersands made full-width with all other marks; such a reference has its end.
_WIDE_REFERENCE: Final = lazy(
    "\N{FULLWIDTH AMPERSAND}(?P<layers>)(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,31})|[#\N{FULLWIDTH NUMBER SIGN}]"
    f"(?:(?P<decimal>[0-9]{{1,7}})|[xX](?P<hex>[0-9A-Fa-f]{{1,6}})))(?P<end>[;{chars.SEMICOLON}])"
)
# Names that are meant even without their semicolon, and that are sure signs without their ampersand.
_COMMON: Final = {
    "nbsp": chars.NO_BREAK_SPACE,
    "ldquo": chars.LEFT_QUOTE,
    "rdquo": chars.RIGHT_QUOTE,
    "lsquo": chars.LEFT_SINGLE_QUOTE,
    "rsquo": chars.RIGHT_SINGLE_QUOTE,
    "mdash": chars.DASH,
    "hellip": chars.ELLIPSIS,
    "middot": chars.MIDDLE_DOT,
}
# Names behind which a semicolon made full-width is their end: none is part of a company's name.
_PLAIN: Final = frozenset({*_COMMON, "lt", "gt", "amp", "quot"})
_HALVES: Final = tuple(f"{name};" for name in _COMMON)
_HALF_END: Final = lazy(";(?<=[hopt];)")  # of any of these names: most texts have none
_HALF: Final = lazy(f"(?<![&\N{FULLWIDTH AMPERSAND}#;0-9A-Za-z])(?:(?:{'|'.join(_COMMON)});)+")
# What follows a name without semicolon that is no entity: more of a word, a value in a query.
_GOES_ON: Final = lazy(r"[0-9A-Za-z=_-]")
_ABOUT: Final = lazy(
    "html|xml|css|标签|標籤|标记|標記|代码|代碼|转义|轉義|字符|字元|语法|語法|编码|編碼|entity|escape", re.IGNORECASE
)
_QUOTING: Final = frozenset(chars.LEFT_QUOTE + "`" + chars.LEFT_CORNER)
_QUOTED: Final = frozenset(chars.RIGHT_QUOTE + "`" + chars.RIGHT_CORNER)
_LONGEST_WORD: Final = 6  # characters of the longest of these
_WINDOW: Final = 16  # characters on each side, of the same line, in which a text says that it speaks about HTML
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_UNFINISHED: Final = lazy(r"&#?[0-9A-Za-z]{0,32}\Z")
_BUILDS: Final = frozenset("&#;0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

_CLOSERS: Final = f"[,;:?!。、{chars.COMMA}{chars.SEMICOLON}{chars.COLON}{chars.QUESTION}{chars.EXCLAMATION}]"
_TOUCHES_MARK: Final = lazy(f"^{_CLOSERS}&|;{_CLOSERS}$")


def decode_entities(draft: Draft) -> Change:
    """Return a cut for every HTML entity and numeric reference that stands in the text as printed."""
    text = draft.text
    cuts: list[Cut] = []
    if "&" in text:
        said = _Said(text)
        cuts += (cut for found in _REFERENCE.finditer(text) if (cut := _decoded(text, found, said)))
    if "\N{FULLWIDTH AMPERSAND}" in text:
        said = _Said(text)
        cuts += (cut for found in _WIDE_REFERENCE.finditer(text) if (cut := _decoded(text, found, said)))
    if _HALF_END.search(text):
        said = _Said(text)
        for found in _halves(text):
            if not said.about(found.start(), found.end()):
                marks = "".join(_COMMON[name] for name in found[0].split(";")[:-1])
                cuts.append(Cut(found.start(), found.end(), marks, "entity.named"))
    return sorted(cuts, key=lambda cut: cut.start)


def _halves(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of halves: what begins one is found by its literals, eight times faster than by the pattern."""
    for half in _HALVES:
        at = text.find(half)
        while at >= 0:
            if found := _HALF.match(text, at):  # inside a run, or behind an ampersand, it matches nothing
                yield found
            at = text.find(half, at + 1)


def _decoded(text: str, found: re.Match[str], said: _Said) -> Cut | None:
    """Return the cut for one reference, or for its layers of &amp; alone, or None where it is to stay."""
    name, layers, closed = found["name"], found["layers"], bool(found["end"])
    if found["end"] == chars.SEMICOLON and name and name not in _PLAIN:
        return None
    after = text[found.end() : found.end() + 1]
    rule = "entity.named" if name or not (found["decimal"] or found["hex"]) else "entity.numeric"
    char = _named(name, after, closed=closed) if name else _numbered(found, after, closed=closed)
    end = found.end()
    if char is None and layers:
        char, end, rule = "&", found.start() + 1 + len(layers), "entity.named"
    if char is None or said.about(found.start(), end) or _completes(text, found.start(), char):
        return None
    if char == chars.NO_BREAK_SPACE and _TOUCHES_MARK.search(text[max(0, found.start() - 1) : end + 1]):
        char = ""  # beside a mark it is layout, and would stay as a blank inside the sentence
    return Cut(found.start(), end, char, rule)


def _named(name: str, after: str, *, closed: bool) -> str | None:
    if closed:
        return _COMMON.get(name) or _names().get(name + ";")
    return None if _GOES_ON.match(after) else _COMMON.get(name)


@cache
def _names() -> dict[str, str]:
    from html.entities import html5  # noqa: PLC0415  # 2,231 names that most documents never need

    return html5


def _numbered(found: re.Match[str], after: str, *, closed: bool) -> str | None:
    digits, hexes = found["decimal"], found["hex"]
    if not digits and not hexes:
        return None
    number = int(digits) if digits else int(hexes, 16)
    if number in {10, 13}:
        return "\n" if closed else None
    if number == 9:
        return "\t" if closed else None
    if not closed and (number < 0xA0 or _GOES_ON.match(after)):
        return None
    if 0x80 <= number < 0xA0:  # browsers read these as windows-1252: &#147; is a quotation mark
        return bytes([number]).decode("cp1252", "ignore") or None
    if number < 0x20 or number == 0x7F or 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        return None
    return chr(number)


class _Said:
    """What a text says about HTML, asked of place after place; where windows overlap, each is searched but once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._low = self._high = 0  # a stretch that holds no such word

    def about(self, start: int, end: int) -> bool:
        """Say whether the text speaks about this entity: 符号 &amp; 写作…, “&nbsp;”."""
        text = self._text
        if text[start - 1 : start] in _QUOTING and text[end : end + 1] in _QUOTED:
            return True
        low, high = max(0, start - _WINDOW), end + _WINDOW
        searched = max(low, self._high - _LONGEST_WORD) if self._low <= low else low
        if not _ABOUT.search(text, searched, high):
            self._low, self._high = low, high
            return False
        before, after = _LINE_END.split(text[low:start])[-1], _LINE_END.split(text[end:high], 1)[0]
        return bool(_ABOUT.search(before) or _ABOUT.search(after))


def _completes(text: str, start: int, char: str) -> bool:
    """Say whether a character would become part of another reference: nested ones are somebody's trick, not damage."""
    return char in _BUILDS and bool(_UNFINISHED.search(text, max(0, start - 34), start))


PASS = Editor(
    name="repair.entities",
    title="Decode HTML entities",
    title_zh="还原 HTML 实体",
    why="A page that escapes twice shows the code of a quotation mark instead of the mark.",
    edit=decode_entities,
)
