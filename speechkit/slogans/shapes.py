"""Parallels that no row of clauses shows: run together, with quotes inside, or every second clause alike.

大建设大开放大发展; 甘坐“冷板凳”，敢闯“无人区”; 基础薄弱，最需要加强；发展滞后，最需要扶持.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.alignment import alternating, offsets_of
from speechkit.slogans.clauses import is_edge
from speechkit.slogans.numberwords import DIGITS
from speechkit.slogans.wordlists import CAMPAIGNING

Found = tuple[int, int, list[str]]

# Run together: three or more, each begins with the same character. Only these heads are coined so.
_TOGETHER: Final = tuple(
    (head, lazy(f"{head}[^{head}\\W\\d_]{{{size}}}(?:{head}[^{head}\\W\\d_]{{{size}}}){{2,7}}"))
    for head, size in (("大", 2), ("讲", 2), ("真", 1))
)
_JOINTS: Final = f"{chars.COMMA}{chars.ENUMERATION_COMMA}{chars.SEMICOLON}"
_ENDS: Final = f"{_JOINTS}{chars.STOP}{chars.COLON}{chars.EXCLAMATION}{chars.QUESTION}"
_MARKS: Final = f"{_ENDS}{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}\n"
_BEFORE: Final = lazy(f"[^{_MARKS}]{{0,8}}$")
_BEHIND: Final = lazy(f"[^{_MARKS}]{{0,3}}(?=[{_ENDS}])")
_HARD: Final = lazy(
    f"[{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}]"
)
_SOFT: Final = lazy(f"[{chars.COMMA}{chars.SEMICOLON}{chars.ENUMERATION_COMMA}]")


def run_together(text: str) -> Iterator[Found]:
    """Yield clauses without a mark between them: 大建设大开放大发展."""
    for head, pattern in _TOGETHER:
        if text.count(head) > 2:
            for found in pattern.finditer(text):
                yield *found.span(), ["parallel", "run together"]


def with_quotes(text: str, quotes: Sequence[tuple[int, int]]) -> Iterator[Found]:
    """Yield neighbouring clauses of equal build that each quote a word: 甘坐“冷板凳”，敢闯“无人区”."""
    row: list[Quoting] = []
    for number, (start, end) in enumerate(quotes):
        size = end - start
        # Most quotes have no neighbour of their own length: nothing else is looked at.
        if (
            size > 6
            or text[start] in DIGITS
            or not any(
                other[1] - other[0] == size and abs(other[0] - start) < 24
                for other in (*quotes[max(0, number - 1) : number], *quotes[number + 1 : number + 2])
            )
        ):
            continue
        clause = _quoting(text, start, end)
        joined = row and clause and row[-1].end + 1 == clause.start and text[clause.start - 1] in _JOINTS
        if joined and clause and len(row) == 1:
            row = [_cut(text, row[0], clause)]
        if not (joined and clause and row[-1].build == clause.build):
            yield from _row(text, row)
            row = []
        if clause:
            row.append(clause)
    yield from _row(text, row)


class Quoting(NamedTuple):
    """A clause text[start:end] with a quoted word, and the lengths of what stands before, in and behind the quotes."""

    start: int
    end: int
    build: tuple[int, int, int]


def _quoting(text: str, start: int, end: int) -> Quoting | None:
    before = _BEFORE.search(text[max(0, start - 9) : start - 1])
    behind = _BEHIND.match(text, end + 1)
    if before is None or behind is None:
        return None
    build = len(before[0]), end - start, len(behind[0])
    return Quoting(start - 1 - build[0], behind.end(), build)


def _cut(text: str, one: Quoting, two: Quoting) -> Quoting:
    """Return the first clause of a row, cut to the measure of the second at the edge of a word."""
    more = one.build[0] - two.build[0]
    if more > 0 and one.build[1:] == two.build[1:] and is_edge(text[one.start : one.start + one.build[0]], more):
        return Quoting(one.start + more, one.end, two.build)
    return one


def _row(text: str, row: list[Quoting]) -> Iterator[Found]:
    if len(row) < 2:
        return
    lead = row[0].build[0]
    if not lead + row[0].build[2] or lead > 3 or {text[each.start : each.start + lead] for each in row} & CAMPAIGNING:
        return
    yield row[0].start, row[-1].end, [f"parallel k={len(row)}", "quotes inside"]


def every_second(text: str) -> Iterator[Found]:
    """Yield clauses of which every second one is alike, between semicolons."""
    at = 0
    for line in text.split("\n") if chars.SEMICOLON in text else ():
        start = at
        for sentence in _HARD.split(line) if chars.SEMICOLON in line else ():
            if chars.SEMICOLON in sentence and 3 <= sentence.count(chars.COMMA) + sentence.count(chars.SEMICOLON) < 24:
                parts = _SOFT.split(sentence)
                for run in alternating(parts, offsets_of(parts)):
                    if _whole(sentence, run.start, run.end):
                        yield start + run.start, start + run.end, ["parallel", "every second clause"]
            start += len(sentence) + 1
        at += len(line) + 1


def _whole(sentence: str, start: int, end: int) -> bool:
    """Say whether a semicolon parts every pair of clauses: else the halves belong to other sentences."""
    return sentence.count(chars.SEMICOLON, start, end) * 2 >= sentence.count(chars.COMMA, start, end) - 1 > 0
