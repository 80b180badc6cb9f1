"""Masked names: 全市xx机关, 让***放心, 20xx年. Kept as printed, and marked, so that nobody takes them for words.

Reads only. What a mask stands for is never guessed. Latin words, formulas, emphasis of Markdown and lines drawn with
asterisks are no masks.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader
from speechkit.patterns import lazy

_HAN: Final = lazy(f"[{chars.HAN}]")
# What begins a mask, and the runs of it: literal first, since `x+` is searched ten times more slowly than `xx*`.
_SIGNS: Final = ("x", "X", "*", "\u00d7", "\u25cb", "\u25a1", "__", "\uff0a", "\uff58", "\uff38")
_RUNS: Final = {sign: lazy(f"{re.escape(sign)}{re.escape(sign[0])}*") for sign in _SIGNS}
_MARKS: Final = frozenset(
    [*chars.WIDE, *chars.WIDE.values(), *"、。《》〈〉「」", chars.LEFT_QUOTE, chars.RIGHT_QUOTE, chars.DASH]
)
# What makes a single letter a term and no mask: x光, X射线, x轴, X型, x染色体.
_TERM: Final = lazy("光|射[线線]|[轴軸]|型|染色|[线線]|刀|片|坐[标標]")
_MEASURE: Final = lazy("[长長宽寬高深厚]")
_FAR: Final = 3  # marks and digits between a mask and the nearest Han character, at most
_LINE: Final = 200  # characters of its line looked at on each side
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_LEADS: Final = frozenset({"", ":", chars.COLON})  # what ends a line, or words set off at its beginning
_BOLD: Final = lazy(r"\*\*[^*\n\r]{1,80}\*\*")


def read_masks(draft: Draft) -> None:
    """Add the masks of the clean text, in order, and one warning with their number."""
    text = draft.text
    spans = [span for sign in _SIGNS if sign in text for span in _masks(text, sign)]
    spans.sort()
    if spans:
        draft.masks += spans
        draft.warn("masked_text", f"{len(spans)} masked places, kept as printed", spans[0][0], spans[0][1])


def _masks(text: str, sign: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in _RUNS[sign].finditer(text) if _is_mask(text, sign, *found.span())]
    return [span for span in spans if not _is_emphasis(text, *span)] if sign == "*" else spans


def _is_mask(text: str, sign: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if end - start > 1 and "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff":
        return True  # what nearly all are, told without the rest
    if sign in "xX" and (_is_letter(before) or _is_letter(after)):
        return False
    if before.isascii() and before.isdigit() and (after.isdigit() or (end - start < 2 and sign in "xX*\u00d7")):
        return False  # 2x3, 5*; but 20xx年
    if end - start == 1 and not _single(text, sign, before, end):
        return False
    if (not before or before in chars.LINE_ENDS) and (not after or after in chars.LINE_ENDS):
        return False
    return _beside_han(text, start - 1, -1) and _beside_han(text, end, 1)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _single(text: str, sign: str, before: str, end: int) -> bool:
    """Say whether one sign alone can be a mask: x县局, ×月; iPhone X发布, a footnote, 长×宽 are none."""
    if sign in "*\u25cb\u25a1\uff0a" or (before and before in chars.BLANKS):
        return False
    if sign == "\u00d7" and _MEASURE.match(text, end):
        return False
    return bool(_HAN.match(text, end)) and not _TERM.match(text, end)


def _beside_han(text: str, at: int, step: int) -> bool:
    """Say whether, past a few marks and digits, the neighbour is a Han character, a line's end, or an end of text."""
    for _ in range(_FAR + 1):
        if not 0 <= at < len(text) or text[at] in chars.LINE_ENDS:
            return True
        char = text[at]
        if not (char in _MARKS or char.isdigit()):
            return bool(_HAN.match(char)) or char in chars.BLANKS or char in "*%"
        at += step
    return True


def _is_emphasis(text: str, start: int, end: int) -> bool:
    """Say whether asterisks are drawn, or are the Markdown emphasis of a whole line or of its first words."""
    line = _LINE_END.split(text[max(0, start - _LINE) : start])[-1] + _LINE_END.split(text[start : end + _LINE], 1)[0]
    line = line.strip()
    if not line.strip("*- \t"):
        return True
    bold = _BOLD.match(line) if end - start == 2 else None
    return bold is not None and (line[bold.end() : bold.end() + 1] in _LEADS or bold[0][-3] in _LEADS)


PASS = Reader(
    name="repair.masks",
    title="Mark masked names",
    title_zh="标出被遮蔽的文字",
    why="xx and ** hide a name, a number or a place; counted as words they spoil every table.",
    read=read_masks,
)
