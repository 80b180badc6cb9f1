"""Characters nobody sees: zero-width blanks, soft hyphens, stray marks of byte order and direction, controls.

They split words for every search and segmenter. A joiner is kept where a script or an emoji needs it, a zero-width
blank where it parts words (Thai, Khmer, Burmese), tags in the flag that they spell, marks of direction where there is
right-to-left text, and controls beside Latin-1 letters: those are bytes of text that was read in the wrong encoding,
and whoever repairs it needs them. A variation selector for emoji goes where it follows a Chinese character; those for
forms of a character are part of it. Private-use characters and U+FFFD are not touched here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

# Controls without the line ends of str.splitlines() (U+000A-000D, 001C-001E, 0085) and without tab.
_CONTROLS: Final = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_EMOJI: Final = "\ufe0e\ufe0f"
_TAGS: Final = "\U000e0001\U000e0020-\U000e007f"
_ZERO_WIDTH: Final = f"\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff{_EMOJI}{_TAGS}"
_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# One class finds where a run is, 20 times faster than the three alternatives that tell its kind.
_ANY: Final = lazy(f"[{_CONTROLS}{_ZERO_WIDTH}{_BIDI}]")
_RUN: Final = lazy(f"(?P<control>[{_CONTROLS}]+)|(?P<zero>[{_ZERO_WIDTH}]+)|(?P<bidi>[{_BIDI}]+)")
_RULES: Final = {"control": "invisible.control", "zero": "invisible.zero-width", "bidi": "invisible.bidi"}

_RIGHT_TO_LEFT: Final = lazy(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Latin-1 letters and signs other than NBSP, middle dot, x and division: what UTF-8 or GBK looks like read as Latin-1.
_LATIN1: Final = lazy("[\xa1-\xac\xae-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]")
# Scripts in which U+200C and U+200D shape letters, and what emoji are joined from (variation selectors, skin tones).
_JOINED: Final = lazy(
    "[\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff\U00010a00-\U00011fff"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_PARTED: Final = lazy("[\u0e00-\u0eff\u1000-\u109f\u1780-\u18af\u1950-\u1aaf]")  # U+200B, U+180E between words
_FLAG: Final = "\U0001f3f4"  # the black flag, which tags turn into that of a region
_CHINESE: Final = lazy(f"[{chars.HAN}\u3000-\u3002\u3008-\u3011\uff00-\uff1f]")


def remove_invisible(draft: Draft) -> Change:
    """Return a cut for every run of characters that nobody sees and nothing needs."""
    text = draft.text
    cuts: list[Cut] = []
    keep_bidi: bool | None = None
    end, base = -1, "\n"  # the nearest character before that is seen
    for found in _runs(text):
        kind = found.lastgroup or ""
        if found.start() > max(end, 0):
            base = text[found.start() - 1]
        end = found.end()
        if kind == "bidi" and keep_bidi is None:
            keep_bidi = bool(_RIGHT_TO_LEFT.search(text))
        if (kind == "bidi" and keep_bidi) or _is_mojibake(text, found):
            continue
        if kind == "zero":
            cuts += _zero_width(text, found, base)
        else:
            cuts.append(Cut(found.start(), found.end(), "", _RULES[kind]))
    return cuts


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of one kind, in order."""
    end = 0
    for place in _ANY.finditer(text):
        if place.start() >= end and (found := _RUN.match(text, place.start())):
            end = found.end()
            yield found


def _is_mojibake(text: str, found: re.Match[str]) -> bool:
    """Say whether Latin-1 letters stand within two characters: a UTF-8 lead byte is never farther away."""
    if found[0][0] > "\xad":
        return False
    start, end = found.span()
    return bool(_LATIN1.search(text, max(0, start - 2), start) or _LATIN1.search(text, end, end + 2))


def _zero_width(text: str, found: re.Match[str], base: str) -> list[Cut]:
    """Return the cuts in a run of zero-width characters: all of it but what the character before needs."""
    at, end = found.span()
    if base == _FLAG:
        while at < end and "\U000e0020" <= text[at] <= "\U000e007f":
            at += 1
    elif text[at] in _EMOJI and not base.isspace() and not _CHINESE.match(base):
        at += 1
        base = _EMOJI[1]
    one = next((i for i in range(at, min(end, at + 4)) if _needs(base, text[i])), -1)
    pieces = ((at, end),) if one < 0 else ((at, one), (one + 1, end))
    return [Cut(low, high, "", _RULES["zero"]) for low, high in pieces if low < high]


def _needs(base: str, char: str) -> bool:
    """Say whether a character needs this one behind it."""
    if char in "\u200c\u200d":
        return bool(_JOINED.match(base))
    if char in "\u180e\u200b":
        return bool(_PARTED.match(base))
    return char == "\u034f" and not base.isspace() and not _CHINESE.match(base)


PASS = Editor(
    name="repair.invisible",
    title="Remove characters that nobody sees",
    title_zh="删除零宽字符和控制字符",
    why="Zero-width characters and controls split words for every search, and show nowhere.",
    edit=remove_invisible,
)
