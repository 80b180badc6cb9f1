"""Alarms: what the tree of headings says about a text that is not whole.

Both warnings are grave, so both want proof: a number is missing only if it is printed nowhere between its neighbours;
a text is cut off only if its last heading is bare while its siblings are not, or its last long line stops at a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Passage

_OPEN_ENDS: Final = f",、{chars.COMMA}{chars.LEFT_QUOTE}{chars.LEFT_TITLE_MARK}(\N{FULLWIDTH LEFT PARENTHESIS}"
_LONG: Final = 30
_WIDEST: Final = 3
_NUMERALS: Final = "零一二三四五六七八九十"


def raise_alarms(draft: Draft) -> None:
    """Warn of headings that are missing and of a text that breaks off."""
    for gap in _gaps(draft.text, draft.passages):
        draft.warn("heading_gap", "a number is missing before this heading", gap.start, gap.end)
    last = draft.passages[-1] if draft.passages else None
    if last is None:
        return
    if last.type == "heading":
        if _breaks_at_heading(draft.passages):
            draft.warn("truncated_document", "the last heading has no text", last.start, last.end)
    elif last.end - last.start >= _LONG and draft.text[last.end - 1] in _OPEN_ENDS:
        draft.warn("truncated_document", "the last line breaks off", last.start, last.end)


def _breaks_at_heading(passages: Sequence[Passage]) -> bool:
    """Tell whether the last heading, alone of its level, has nothing under it."""
    last = passages[-1]
    if last.run_in or last.terminal == chars.STOP:
        return False
    if not any(p.type == "paragraph" for p in passages):
        return False
    siblings = [i for i, p in enumerate(passages[:-1]) if p.type == "heading" and p.level == last.level]
    empty = sum(passages[i + 1].type == "heading" and passages[i + 1].level <= last.level for i in siblings)
    return empty * 4 <= len(siblings)


def _gaps(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the headings before which a number of their series is missing."""
    latest: dict[tuple[int, int | None, str], Passage] = {}
    for passage in passages:
        if passage.type != "heading" or passage.number is None or passage.marker is None:
            continue
        key = (passage.level, passage.parent, _shape(passage.marker))
        before = latest.get(key)
        latest[key] = passage
        if before is None or before.number is None or not 1 < passage.number - before.number <= _WIDEST:
            continue
        missing = range(before.number + 1, passage.number)
        if not any(_printed(text, number, before.end, passage.start) for number in missing):
            yield passage


def _shape(marker: str) -> str:
    """Return the marker without its number: markers of one series have the same shape."""
    return re.sub(rf"[0-9{_NUMERALS}\s]", "", marker)[:1]


def _printed(text: str, number: int, start: int, end: int) -> bool:
    """Tell whether the number stands between two headings in any form that a marker has."""
    numeral = numeral_of(number)
    dot, bracket = chars.FULLWIDTH_STOP, chars.RIGHT_PARENTHESIS
    forms = [f"第{numeral}", f"{numeral}是", f"{numeral}要"]
    forms += [f"{printed}{mark}" for printed in (numeral, str(number)) for mark in ("、", ".", ")", dot, bracket)]
    return any(text.find(form, start, end) >= 0 for form in forms)


def numeral_of(number: int) -> str:
    """Return the Chinese numeral of a number below 100."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")
