"""GBK byte by byte: which pair prints which character, and which pairs print none.

Lead bytes are 81-FE, trail bytes 40-7E and 80-FE (GBK 1.0, 1995; code page 936). The user-defined areas (AAA1-AFFE,
F8A1-FEFE, A140-A7A0) and the unassigned cells print no character: GB18030 has private-use characters there, web pages
show them so, or drop them, or print a question mark.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from speechkit.chars import REPLACEMENT

LEADS: Final = range(0x81, 0xFF)
TRAILS: Final = (*range(0x40, 0x7F), *range(0x80, 0xFF))
_MARKS: Final = frozenset(
    "、。《》〈〉「」『』【】〔〕"
    "\N{FULLWIDTH COMMA}\N{FULLWIDTH SEMICOLON}\N{FULLWIDTH COLON}\N{FULLWIDTH QUESTION MARK}"
    "\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH PERCENT SIGN}"
    "\N{FULLWIDTH LEFT PARENTHESIS}\N{FULLWIDTH RIGHT PARENTHESIS}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{RIGHT SINGLE QUOTATION MARK}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}\N{MIDDLE DOT}\N{IDEOGRAPHIC SPACE}"
)


@cache
def table() -> dict[tuple[int, int], str]:
    """Return (lead, trail) -> character for every pair that GBK prints."""
    pairs = [(lead, trail) for lead in LEADS for trail in TRAILS]
    # All at once, one on each line: an exception for each of 2,200 cells without a character would take 20 ms.
    shown = b"\n".join(map(bytes, pairs)).decode("gbk", "replace").split("\n")
    return {pair: char for pair, char in zip(pairs, shown, strict=True) if len(char) == 1 and char != REPLACEMENT}


@cache
def by_lead() -> dict[int, list[tuple[int, str]]]:
    """Return lead byte -> the Han characters and common marks under it, each with its trail byte."""
    found: dict[int, list[tuple[int, str]]] = {lead: [] for lead in LEADS}
    for (lead, trail), char in table().items():
        if is_text(char):
            found[lead].append((trail, char))
    return found


@cache
def by_trail() -> dict[int, list[tuple[int, str]]]:
    """Return trail byte -> the Han characters and common marks with it, each with its lead byte."""
    found: dict[int, list[tuple[int, str]]] = {trail: [] for trail in TRAILS}
    for (lead, trail), char in table().items():
        if is_text(char):
            found[trail].append((lead, char))
    return found


@cache
def silent() -> dict[int, frozenset[int]]:
    """Return first byte -> the second bytes that are lead bytes and with which it prints no character."""
    printed = table()
    return {
        first: frozenset(second for second in LEADS if (first, second) not in printed)
        for first in LEADS
        if any((first, second) not in printed for second in LEADS)
    }


def is_han(char: str) -> bool:
    """Say whether a character is one of the Han characters that GBK has."""
    return "\u4e00" <= char <= "\u9fff"


def is_text(char: str) -> bool:
    """Say whether running Chinese text holds such a character: Han or a common mark."""
    return "\u4e00" <= char <= "\u9fff" or char in _MARKS


def pair_of(char: str) -> tuple[int, int] | None:
    """Return the two bytes that print a character, private-use ones too; None for any other length."""
    try:
        code = char.encode("gb18030")
    except UnicodeEncodeError:
        return None
    return (code[0], code[1]) if len(code) == 2 else None
