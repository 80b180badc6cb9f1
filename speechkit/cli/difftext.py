"""A unified diff from the raw text to the clean one, made from the edits: linear, where difflib is quadratic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from speechkit.ledger import Edit

_CONTEXT: Final = 3  # lines around a change, as diff -u has them


class Change(NamedTuple):
    """Whole lines of the raw text, [first, end) counted from 0, and the lines that they became."""

    first: int
    end: int
    after: list[str]


def unified(raw: str, edits: Sequence[Edit], name: str) -> str:
    """Return the diff that `patch` applies to the raw text; edits are sorted and disjoint. Empty without edits."""
    if _applied(raw, 0, len(raw), edits) == raw:
        return ""  # what one edit took another gave back
    lines = split(raw)
    hunks = list(_hunks(_changes(raw, lines, edits)))
    if not hunks:
        return ""
    out = [f"--- {name}\n+++ {name}\n"]
    moved = 0
    for hunk in hunks:
        text, moved = _hunk(lines, hunk, moved)
        out.append(text)
    return "".join(out)


def split(text: str) -> list[str]:
    """Return the lines as `patch` sees them, with their line feed, which the last one may lack."""
    lines = text.split("\n")
    last = lines.pop()
    return [line + "\n" for line in lines] + ([last] if last else [])


def _changes(raw: str, lines: list[str], edits: Sequence[Edit]) -> Iterator[Change]:
    """Yield the runs of lines that edits touch; on both sides they begin and end at a line border."""
    starts = [0, *accumulate(map(len, lines))]
    at = 0
    while at < len(edits):
        first = end = min(bisect_right(starts, edits[at].span[0]), max(1, len(lines))) - 1
        begin, open_end = at, True
        while at < len(edits) and (open_end or edits[at].span[0] < starts[end]):
            low, high = edits[at].span
            end = min(max(end, bisect_right(starts, max(low, high - 1))), len(lines))
            # An edit that takes a line feed away joins the next line: both are one change.
            open_end = end == len(lines) or (high == starts[end] and not edits[at].after.endswith("\n"))
            at += 1
        if open_end:
            end = min(end + 1, len(lines))
        after = _applied(raw, starts[first], starts[end], edits[begin:at])
        change = _trimmed(Change(first, end, split(after)), lines)
        if change.after or change.first < change.end:
            yield change


def _applied(raw: str, low: int, high: int, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    for edit in edits:
        parts += (raw[low : edit.span[0]], edit.after)
        low = edit.span[1]
    return "".join([*parts, raw[low:high]])


def _trimmed(change: Change, lines: list[str]) -> Change:
    """Return the change without the lines at its ends that stay as they are."""
    first, end, after = change
    same = 0
    while first < end and same < len(after) and lines[first] == after[same]:
        first, same = first + 1, same + 1
    stop = len(after)
    while end > first and stop > same and lines[end - 1] == after[stop - 1]:
        end, stop = end - 1, stop - 1
    return Change(first, end, after[same:stop])


def _hunks(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Yield runs of changes whose context would touch."""
    hunk: list[Change] = []
    for change in changes:
        if hunk and change.first - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _hunk(lines: list[str], hunk: list[Change], moved: int) -> tuple[str, int]:
    """Return one hunk as text, and by how many lines the clean text is ahead of the raw one behind it."""
    low, high = max(0, hunk[0].first - _CONTEXT), min(len(lines), hunk[-1].end + _CONTEXT)
    out: list[str] = []
    at = low
    grown = 0
    for change in hunk:
        out += (_line(" ", line) for line in lines[at : change.first])
        out += (_line("-", line) for line in lines[change.first : change.end])
        out += (_line("+", line) for line in change.after)
        at = change.end
        grown += len(change.after) - (change.end - change.first)
    out += (_line(" ", line) for line in lines[at:high])
    before, after = high - low, high - low + grown
    # POSIX: a side without lines names the line before it.
    head = f"@@ -{low + (before > 0)},{before} +{low + moved + (after > 0)},{after} @@\n"
    return head + "".join(out), moved + grown


def _line(sign: str, line: str) -> str:
    return sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
