"""Alarms: what the tree of headings says about a text that is not whole.

All of them are grave, so all want proof: a number is missing only if it is printed nowhere between its neighbours; an
announced number (我讲三点意见) is wrong only if the words announce things that are said one by one, just before them;
a text is cut off only if its last heading is bare while its siblings are not, or its last long line stops at a comma.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.outline.frontmatter import is_closing
from speechkit.outline.spots import Announced, announced_before
from speechkit.passes import Draft, Passage, Series

_OPEN_ENDS: Final = f",、{chars.COMMA}{chars.LEFT_QUOTE}{chars.LEFT_TITLE_MARK}(\N{FULLWIDTH LEFT PARENTHESIS}"
_LONG: Final = 30
_WIDEST: Final = 3
_MORE: Final = 2
_NUMERALS: Final = "零一二三四五六七八九十"
_COUNTING: Final = frozenset(f"0123456789{_NUMERALS}{chars.BLANKS}")
# What a last point may begin with in place of its number.
_LAST: Final = ("最后", "最後", "此外", "另外", "再就是", "还有", "還有")
# An announced number is looked for so far below the last point.
_BELOW: Final = 4_000

_MARKS: Final = ("、", ".", ")", chars.FULLWIDTH_STOP, chars.RIGHT_PARENTHESIS)

Family = tuple[int, int | None, str]


def raise_alarms(draft: Draft) -> None:
    """Warn of headings that are missing, of counts that do not agree, and of a text that breaks off."""
    text, passages = draft.text, draft.passages
    series = _series(passages)
    for gap in _gaps(text, passages, series):
        draft.warn("heading_gap", "a number is missing before this heading", gap.start, gap.end)
    for orphan in _orphaned(text, passages):
        draft.warn("heading_gap", "the heading above this one is missing", orphan.start, orphan.end)
    for found, count in _miscounted(text, passages, series):
        message = f"{found.number} points are announced here, {count} headings follow"
        message = message.replace(", 1 headings follow", ", 1 heading follows")
        draft.warn("heading_gap", message, found.start, found.end)
    last = passages[-1] if passages else None
    if last is None:
        return
    if last.type == "heading":
        if _breaks_at_heading(passages) and not is_closing(text[last.body : last.end]):
            draft.warn("truncated_document", "the last heading has no text", last.start, last.end)
    elif last.end - last.start >= _LONG and text[last.end - 1] in _OPEN_ENDS:
        draft.warn("truncated_document", "the last line breaks off", last.start, last.end)


def count_alarm(draft: Draft, series: Series, found: Announced | None) -> None:
    """Warn of an enumeration that has more or fewer items than the words before it announce."""
    if found is None or not _disagrees(found, len(series.items)):
        return
    last = series.items[-1]
    if not _goes_on(draft.text, len(series.items) + 1, last.start, min(len(draft.text), last.start + _BELOW)):
        message = f"{found.number} points are announced here, {len(series.items)} follow"
        message = message.replace(", 1 follow", ", 1 follows") if len(series.items) == 1 else message
        draft.warn("heading_gap", message, found.start, found.end)


def _disagrees(found: Announced, count: int) -> bool:
    """Tell whether what follows has fewer members than announced, or a few more: far more are another series."""
    return found.said and found.number != count and count - found.number <= _MORE


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


def _series(passages: Sequence[Passage]) -> list[list[int]]:
    """Return the indices of the headings of each series: siblings of one shape up to where they begin anew."""
    out: list[list[int]] = []
    latest: dict[Family, list[int]] = {}
    for index, passage in enumerate(passages):
        if passage.number is None or passage.marker is None or passage.type != "heading":
            continue
        key = (passage.level, passage.parent, _shape(passage.marker))
        run = latest.get(key)
        if run is None or passage.number == 1:
            run = latest[key] = []
            out.append(run)
        run.append(index)
    return out


def _gaps(text: str, passages: Sequence[Passage], series: Sequence[Sequence[int]]) -> Iterator[Passage]:
    """Yield the headings before which a number of their series is missing."""
    for run in series:
        low = passages[run[0]].number or 0
        for place, other in enumerate(run[1:], 2):
            passage = passages[other]
            high = passage.number or 0
            if 1 < high - low <= _WIDEST and not _slipped(passages, run, place):
                start = passages[run[place - 2]].end
                if not any(_printed(text, number, start, passage.start) for number in range(low + 1, high)):
                    yield passage
            low = high


def _orphaned(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the first of the children of each heading that is printed nowhere above the next one of its series."""
    first: Passage | None = None
    at = 0
    for passage in passages:
        if passage.type != "heading":
            continue
        if "orphan" in passage.why:
            first = first or passage
            continue
        if first is not None and text.find(_before(passage), at, passage.start) < 0:
            yield first
        first, at = None, passage.end


def _before(passage: Passage) -> str:
    """Return the marker that stands before a heading's own: 一、 before 二、."""
    marker, number = passage.marker or "", passage.number or 0
    return marker.replace(numeral_of(number), numeral_of(number - 1)).replace(str(number), str(number - 1))


def _slipped(passages: Sequence[Passage], run: Sequence[int], place: int) -> bool:
    """Tell whether the headings are all there and only a number is wrong: a later one is in its own place again."""
    return any(passages[run[i - 1]].number == i for i in range(place, min(place + 2, len(run) + 1)))


def _miscounted(
    text: str, passages: Sequence[Passage], series: Sequence[Sequence[int]]
) -> Iterator[tuple[Announced, int]]:
    """Yield what is announced just before a series of headings that has another number of members."""
    for run in series:
        first, last = passages[run[0]], passages[run[-1]]
        if len(run) < 2 or first.number != 1 or run[0] == 0 or passages[run[0] - 1].type != "paragraph":
            continue
        found = announced_before(text, passages[run[0] - 1].start, first.start)
        if found is None or found.number == last.number or not _disagrees(found, len(run)):
            continue
        if not _goes_on(text, len(run) + 1, last.end, min(len(text), last.end + _BELOW)):
            yield found, len(run)


def _goes_on(text: str, number: int, start: int, end: int) -> bool:
    """Tell whether a further point may follow, under a number of another form or none."""
    return _printed(text, number, start, end) or any(text.find(word, start, end) >= 0 for word in _LAST)


@lru_cache(1024)
def _shape(marker: str) -> str:
    """Return the first character of a marker that is not its number: it is the same in all markers of a series."""
    return next((sign for sign in marker if sign not in _COUNTING), "")


def _printed(text: str, number: int, start: int, end: int) -> bool:
    """Tell whether the number stands between two headings in any form that a marker has."""
    numeral, digits = numeral_of(number), str(number)
    found = text.find(numeral, start, end) >= 0 and any(text.find(form, start, end) >= 0 for form in _forms(numeral))
    return found or (
        text.find(digits, start, end) >= 0 and any(text.find(digits + mark, start, end) >= 0 for mark in _MARKS)
    )


@lru_cache(128)
def _forms(numeral: str) -> list[str]:
    """Return the forms in which a Chinese numeral may count a point."""
    return [f"第{numeral}", f"{numeral}是", f"{numeral}要", *(f"{numeral}{mark}" for mark in _MARKS)]


@lru_cache(128)
def numeral_of(number: int) -> str:
    """Return the Chinese numeral of a number from 0 to 99, any other in digits."""
    if not 0 <= number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens] + "十"
    return head + (_NUMERALS[ones] if ones or not tens else "")
