"""Width of brackets: (一) -> （一）. Both brackets of a pair are decided together.

A pair is Chinese when it holds a Han character, or when the nearest character outside that is no mark is one; f(x)
stays. A bracket without a partner goes by its neighbours. Only the characters that are no marks decide, so a second
application finds nothing.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.patterns import lazy, places

_HAN: Final = lazy(f"[{chars.HAN}]")
_OPEN: Final = "(" + chars.LEFT_PARENTHESIS
_CLOSE: Final = ")" + chars.RIGHT_PARENTHESIS
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_MARKS: Final = frozenset(
    "".join(chars.WIDE) + "".join(chars.WIDE.values()) + "、。《》" + chars.LEFT_QUOTE + chars.RIGHT_QUOTE
)
_FAR: Final = 3  # marks looked over outside a bracket
_INSIDE: Final = 64  # characters looked at from each end of what a pair holds


def widen_brackets(text: str) -> str:
    """Return a copy of equal length with the brackets of Chinese text full-width; a second call changes nothing."""
    wide: list[int] = []
    open_: list[int] = []
    last = 0
    for at in places(text, _OPEN + _CLOSE):
        if open_ and _LINE_END.search(text, last, at):
            wide += (each for each in open_ if _alone(text, each))
            open_.clear()
        last = at
        if text[at] in _OPEN:
            open_.append(at)
        elif not open_:
            if _alone(text, at):
                wide.append(at)
        elif _is_chinese(text, start := open_.pop(), at):
            wide += (start, at)
    wide += (each for each in open_ if _alone(text, each))
    return _replaced(text, wide)


def _replaced(text: str, places: list[int]) -> str:
    parts: list[str] = []
    at = 0
    for place in sorted(places):
        if text[place] in "()":
            parts += (text[at:place], chars.WIDE[text[place]])
            at = place + 1
    return "".join([*parts, text[at:]]) if at else text


def _is_chinese(text: str, start: int, end: int) -> bool:
    """Say whether the brackets at text[start] and text[end] stand in Chinese text."""
    if _HAN.search(text, start + 1, min(end, start + _INSIDE)) or _HAN.search(text, max(start, end - _INSIDE), end):
        return True
    before = text[start - 1] if start else "\n"
    if before.isascii() and (before.isalpha() or before in "_:;"):
        return False  # f(x), an emoticon
    return _han_before(text, start) or _han_after(text, end)


def _alone(text: str, at: int) -> bool:
    """Say whether a bracket without a partner stands in Chinese text: 1)加强."""
    if text[at] in _OPEN:
        return text[max(0, at - 1) : at] not in {":", ";", "-"} and bool(_HAN.match(text, at + 1))
    before = text[max(0, at - 1) : at]
    if before in {":", ";", "-"}:
        return False
    return bool(_HAN.match(before)) or (before.isalnum() and bool(_HAN.match(text, at + 1)))


def _han_before(text: str, at: int) -> bool:
    low = at - 1
    while low >= 0 and text[low] in _MARKS and at - low <= _FAR:
        low -= 1
    return low >= 0 and bool(_HAN.match(text, low))


def _han_after(text: str, at: int) -> bool:
    high = at + 1
    while high < len(text) and text[high] in _MARKS and high - at <= _FAR:
        high += 1
    return bool(_HAN.match(text, high))
