"""Parallels that no row of clauses shows: run together, or of parts that are made of clauses themselves.

大建设大开放大发展; 基础薄弱，最需要加强；发展滞后，最需要扶持; 民有所呼，有所应，民有所求，有所为.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import eq
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_edge, may_part

Found = tuple[int, int, list[str]]

# Run together: three or more, each begins with the same character. Only these heads are coined so.
_TOGETHER: Final = tuple(
    (head, lazy(f"{head}[^{head}\\W\\d_]{{{size}}}(?:{head}[^{head}\\W\\d_]{{{size}}}){{2,7}}"))
    for head, size in (("大", 2), ("讲", 2), ("真", 1))
)
_HARD: Final = lazy(
    f"[{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}]"
)
_SOFT: Final = lazy(f"[{chars.COMMA}{chars.SEMICOLON}{chars.ENUMERATION_COMMA},;]")
# What has a figure is a report, what has a range or a share in words is a rule: 处一万元以上五万元以下罚款.
_FIGURE: Final = lazy("[0-9]|[元倍日年]以[上下内]|百分之|千分之")
_SEMICOLONS: Final = lazy(f"[{chars.SEMICOLON};]")
# Longest clause of those that alternate or stand in parts, and most of them; longest stretch of parts.
_LONGEST, _MOST, _STRETCH = 18, 12, 600


def run_together(text: str) -> Iterator[Found]:
    """Yield clauses without a mark between them: 大建设大开放大发展."""
    for head, pattern in _TOGETHER:
        if head in text and text.count(head) > 2:
            for found in pattern.finditer(text):
                yield *found.span(), ["parallel", "run together"]


def every_second(parts: Sequence[str]) -> Iterator[Found]:
    """Yield clauses of which every second one is alike, by their offset: 民有所呼，有所应，民有所求，有所为."""
    if len(parts) > 3:
        for start, end in _alternating(parts, _offsets_of(parts)):
            yield start, end, ["parallel", "every second clause"]


def in_parts(text: str) -> Iterator[Found]:
    """Yield parts between semicolons that are alike clause by clause: 比学习，创一流素质；比团结，创一流队伍."""
    if chars.SEMICOLON not in text and ";" not in text:
        return
    at = 0
    for line in text.split("\n"):
        start = at
        for sentence in _HARD.split(line) if chars.SEMICOLON in line or ";" in line else ():
            if len(sentence) < _STRETCH and (chars.SEMICOLON in sentence or ";" in sentence):
                yield from _alike_parts(sentence, start)
            start += len(sentence) + 1
        at += len(line) + 1


def _alike_parts(sentence: str, at: int) -> Iterator[Found]:
    parts = [_SOFT.split(part) for part in _SEMICOLONS.split(sentence)]
    starts, start = [], 0
    for part in parts:
        starts.append(start)
        start += sum(map(len, part)) + len(part)
    first = 0
    while first < len(parts) - 1:
        last = first + 1
        if not 1 < len(parts[first]) == len(parts[last]):
            first = last
            continue
        lead = _lead(parts[first], parts[last])
        opening = [parts[first][0][lead:], *parts[first][1:]]
        while last < len(parts) and _alike(opening, parts[last]):
            last += 1
        if last - first > 1 and not _FIGURE.search(sentence):
            end = starts[last - 1] + sum(map(len, parts[last - 1])) + len(parts[last - 1]) - 1
            yield at + starts[first] + lead, at + end, [f"parallel k={last - first}", "part by part"]
        first = last


def _lead(one: list[str], two: list[str]) -> int:
    """Return how many characters stand before the first clause of the first part."""
    clause, head = one[0], two[0][:1]
    at = clause.rfind(head, 1) if head and clause[:1] != head else 0
    if at > 0 and may_part(clause, at) and abs(len(clause) - at - len(two[0])) < 3:
        return at
    more = len(clause) - len(two[0])
    return more if more > 0 and any(map(eq, clause[more:], two[0])) and is_edge(clause, more) else 0


def _alike(one: list[str], two: list[str]) -> bool:
    """Say whether two parts have as many clauses, each like its counterpart, two or more in each."""
    if not 1 < len(one) == len(two) or max(map(len, (*one, *two))) > _LONGEST:
        return False
    held = [_held(left, right) for left, right in zip(one, two, strict=True)]
    if sum(held) < 0.4 * len(held):
        return False
    return max(held) > 0.3 and all(
        share > 0.3 or (left and len(left) == len(right)) for share, left, right in zip(held, one, two, strict=True)
    )


def _held(one: str, two: str) -> float:
    """Return the share of the longer clause that both have, counted from the beginning and from the end."""
    size = max(len(one), len(two))
    if not one or not two:
        return 0.0
    share: int = max(sum(map(eq, one, two)), sum(map(eq, one[::-1], two[::-1])))
    return share / size


def _alternating(parts: Sequence[str], offsets: list[int]) -> Iterator[tuple[int, int]]:
    first, count = 0, len(parts)
    while first < count - 3:
        # The second clause and the fourth are never cut, unless the fourth is the last.
        if parts[first + 1][:1] != parts[first + 3][:1]:
            first += 1
            continue
        last = first + 2
        while last < count and _twins(
            parts[last - 2], parts[last], opening=last == first + 2, closing=last == count - 1
        ):
            last += 1
        size = (last - first) // 2 * 2
        lead = max(0, len(parts[first]) - len(parts[first + 2]))
        if 4 <= size <= 2 * _MOST and parts[first][lead : lead + 1] != parts[first + 1][:1]:
            end = offsets[first + size - 1] + min(len(parts[first + size - 1]), len(parts[first + size - 3]))
            yield offsets[first] + lead, end
        first = max(last - 2, first + 1)


def _twins(one: str, two: str, *, opening: bool, closing: bool) -> bool:
    """Say whether two clauses that stand two apart begin alike and are equally long; outer edges may be longer."""
    if not 2 <= len(two) <= _LONGEST or len(one) < 2:
        return False
    if opening and len(one) > len(two):
        cut = len(one) - len(two)
        return one[cut] == two[0] and sum(map(eq, one[cut:], two)) >= 2 and is_edge(one, cut)
    if closing and len(two) > len(one):
        return one[0] == two[0] and sum(map(eq, one, two)) >= 2 and is_edge(two, len(one))
    return len(one) == len(two) and one[0] == two[0]


def _offsets_of(parts: Sequence[str]) -> list[int]:
    offsets = [0]
    for part in parts[:-1]:
        offsets.append(offsets[-1] + len(part) + 1)
    return offsets
