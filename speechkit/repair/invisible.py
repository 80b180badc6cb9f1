"""Characters nobody sees: zero-width blanks, soft hyphens, stray marks of byte order and direction, controls.

They split words for every search and segmenter. A joiner is kept where a script or an emoji needs it, marks of
direction where there is right-to-left text, and controls beside Latin-1 letters: those are bytes of text that was read
in the wrong encoding, and whoever repairs it needs them. Private-use characters and U+FFFD are not touched here.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

# Controls without the line ends of str.splitlines() (U+000A-000D, 001C-001E, 0085) and without tab.
_CONTROLS: Final = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"
_ZERO_WIDTH: Final = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\ufeff"
_BIDI: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_ANY: Final = lazy(f"[{_CONTROLS}{_ZERO_WIDTH}{_BIDI}]+")
_RUNS: Final = lazy(f"(?P<control>[{_CONTROLS}]+)|(?P<zero>[{_ZERO_WIDTH}]+)|(?P<bidi>[{_BIDI}]+)")
_RULES: Final = {"control": "invisible.control", "zero": "invisible.zero-width", "bidi": "invisible.bidi"}

_RIGHT_TO_LEFT: Final = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Latin-1 letters and signs other than NBSP, middle dot, x and division: what UTF-8 or GBK looks like read as Latin-1.
_LATIN1: Final = lazy("[\xa1-\xac\xae-\xb6\xb8-\xd6\xd8-\xf6\xf8-\xff]")
# Scripts in which U+200C and U+200D shape letters, and what emoji are joined from (variation selectors, skin tones).
_JOINED: Final = lazy(
    "[\u0600-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc\u2190-\u2bff\U00010a00-\U00011fff"
    "\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)


def remove_invisible(draft: Draft) -> Change:
    """Return a cut for every run of characters that nobody sees and nothing needs."""
    text = draft.text
    cuts: list[Cut] = []
    keep_bidi: bool | None = None
    # One class finds the runs, which are rare; the slower pattern tells their kinds.
    for found in (each for run in _ANY.finditer(text) for each in _RUNS.finditer(text, *run.span())):
        kind = found.lastgroup or ""
        if kind == "bidi" and keep_bidi is None:
            keep_bidi = bool(_RIGHT_TO_LEFT.search(text))
        if (kind == "bidi" and keep_bidi) or _is_mojibake(text, found):
            continue
        if kind == "zero":
            cuts += _zero_width(text, found)
        else:
            cuts.append(Cut(found.start(), found.end(), "", _RULES[kind]))
    return cuts


def _is_mojibake(text: str, found: re.Match[str]) -> bool:
    """Say whether Latin-1 letters stand within two characters: a UTF-8 lead byte is never farther away."""
    if found[0][0] > "\xad":
        return False
    start, end = found.span()
    return bool(_LATIN1.search(text, max(0, start - 2), start) or _LATIN1.search(text, end, end + 2))


def _zero_width(text: str, found: re.Match[str]) -> list[Cut]:
    """Return the cuts in a run of zero-width characters: all of it but a joiner that joins."""
    start, end = found.span()
    rule = _RULES["zero"]
    if start and _JOINED.match(text, start - 1):
        joiner = next((i for i in range(start, min(end, start + 4)) if text[i] in "\u200c\u200d"), -1)
        if joiner >= 0:
            pieces = ((start, joiner), (joiner + 1, end))
            return [Cut(low, high, "", rule) for low, high in pieces if low < high]
    return [Cut(start, end, "", rule)]


PASS = Editor(
    name="repair.invisible",
    title="Remove characters that nobody sees",
    title_zh="删除零宽字符和控制字符",
    why="Zero-width characters and controls split words for every search, and show nowhere.",
    settles=True,
    edit=remove_invisible,
)
