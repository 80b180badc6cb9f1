"""Runs of neighbouring clauses that may be a parallel, with every likely place to begin and to end.

Clauses in the middle of a run are known on both sides. The first may have words before it (要坚持|以考促练), the last
may have words behind it (以赛促战|的办法): they are cut where they fit the others, between two words only.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq
from typing import Final

from msgspec import Struct

from speechkit.patterns import lazy
from speechkit.slogans.clauses import BEHIND, LONGEST, OPENERS, UNEVEN, VERBS, View, is_edge, is_word, may_part
from speechkit.slogans.tagging import likeness, predicate, tags
from speechkit.slogans.wordlists import CUES, FRAMES

# A slogan has at most twelve clauses; a longer row is a list, a much longer one a table.
_MOST: Final = 12
_ROW: Final = 60
# What has a figure is a report; 第一…、第二… and 一是…，二是… count.
_FIGURE: Final = lazy("[0-9%]|[元倍日年]以[上下内]|百分之|千分之")
_COUNTED: Final = ("第", "一是", "二是", "一要", "二要", "首先", "其次")
# A clause that begins with one of these belongs to the quote before it: “…”的责任感.
_ALSO: Final = "也又更还"
_TRAILERS: Final = frozenset("的地了着和与及等")


class Run(Struct, frozen=True, gc=False):
    """Clauses that may be a parallel: `members` their text, `start` and `end` offsets into the window.

    `first` is the number of the first clause in the window; `lead` and `trail` are how many characters were cut from
    the first and the last one.
    """

    start: int
    end: int
    members: tuple[str, ...]
    first: int
    lead: int
    trail: int
    even: bool


def candidates(view: View) -> list[Run]:
    """Return the runs of a window's clauses that are worth judging."""
    parts = view.parts
    sizes = [*map(len, parts)]
    offsets, at = [], 0
    for size in sizes:
        offsets.append(at)
        at += size + 1
    row = _Row(parts, view.marks, sizes, offsets, [], _FIGURE.search("".join(parts)) is not None)
    near = view.near
    if near[0] == 0 and view.before in OPENERS and view.before and not view.bare:
        _behind_opener(row, near)
    for first in near:
        if not _trails(parts[first]):
            _pairs(row, first)
    if len(near) > 1:
        _rows(row, near[0], near[-1] + 2)
    return row.found


def _trails(clause: str) -> bool:
    """Say whether a clause goes on with what stands before it: …|的责任感, but not 着力…, 和谐…."""
    return clause[0] in _TRAILERS and not is_word(clause[:2])


def _behind_opener(row: _Row, near: tuple[int, ...]) -> None:
    """Add the first clauses behind a quote that lost its end: “开局就是决战、起步就是冲刺|的劲头."""
    size = row.sizes[0]
    last = 1
    while last < len(row.parts) and last - 1 in near and row.sizes[last] == size:
        last += 1
    if 2 < size < len(row.parts[last] if last < len(row.parts) else "") and last - 1 in near:
        end = row.parts[last]
        if may_part(end, size) and (any(map(eq, row.parts[0], end)) or _built_alike(row.parts[0], end[:size])):
            row.add(0, last + 1, 0, len(end) - size)


class _Row(Struct, gc=False):
    """The clauses of a window, and the runs found so far."""

    parts: tuple[str, ...]
    marks: str
    sizes: list[int]
    offsets: list[int]
    found: list[Run]
    figures: bool

    def add(self, first: int, last: int, lead: int, trail: int) -> None:
        """Add clauses first..last (half open), cut by `lead` in front and `trail` behind.

        A piece of a row that goes on is none.
        """
        members = self.parts[first:last]
        if trail:
            members = (*members[:-1], members[-1][:-trail])
        if lead:
            members = (members[0][lead:], *members[1:])
        sizes = [*map(len, members)]
        low, high = min(sizes), max(sizes)
        if low < 2 or high > LONGEST or high > low + UNEVEN:
            return
        opening = members[0]
        if opening == members[1] or opening[0].isascii() or opening.startswith(_COUNTED):
            return
        if self.figures and _FIGURE.search("".join(members)):
            return
        even = low == high
        if even and (
            (not lead and first and self._goes_on(members, first - 1, first - 1, first))
            or (not trail and last < len(self.parts) and self._goes_on(members, last, last - 1, last - 2))
        ):
            return
        start, end = self.offsets[first] + lead, self.offsets[last - 1] + self.sizes[last - 1] - trail
        self.found.append(Run(start, end, members, first, lead, trail, even))

    def _goes_on(self, members: tuple[str, ...], beside: int, mark: int, inner: int) -> bool:
        """Say whether the clause beside a row belongs to it: as long, built alike and parted from it as the others."""
        return (
            self.sizes[beside] == len(members[0])
            and self.marks[mark] == self.marks[inner]
            and goes_on(members, self.parts[beside])
        )


def goes_on(members: Sequence[str], beside: str) -> bool:
    """Say whether a clause beside others of its length is built as they are: it shares a place, if they share any."""
    one, two = members[0], members[1]
    shared = False
    for left, right, other in zip(one, two, beside, strict=False):
        if left == right:
            if other == left:
                return True
            shared = True
    if shared:
        return False
    return len(one) < 5 or likeness(tags(one), tags(beside)) >= 0.5


def _pairs(row: _Row, first: int) -> None:
    """Add pairs of clauses."""
    one, two = row.parts[first], row.parts[first + 1]
    size, other = len(one), len(two)
    listed = row.marks[first] == "、"
    lead = size - other
    if lead == 0:
        share = sum(map(eq, one, two))
        if size > 2 and (
            size < 8 or share * 3 >= size or (share and (one[0] == two[0] or one[-1] == two[-1])) or answers(one, two)
        ):
            row.add(first, first + 2, 0, 0)
    elif -UNEVEN <= lead <= UNEVEN and _linked(one, two, listed=listed):
        row.add(first, first + 2, 0, 0)
    for at in _pair_leads(one, two, listed=listed):
        row.add(first, first + 2, at, 0)
    if size > 2 < other and (listed or one[-1] in two[2:] or two[0] in one[:-2]):
        _inner_pairs(row, first, one, two, listed=listed)


def _pair_leads(one: str, two: str, *, listed: bool) -> list[int]:
    """Return where inside the first of two clauses a pair may begin."""
    other = len(two)
    lead = len(one) - other
    found = _cued(one) if not listed and one[-2:] == two[-2:] else []
    if lead <= 0 or other < 3:
        return found
    end = one[lead:]
    share = sum(map(eq, end, two))
    fits = share * 9 > other or (share and lead == 1)
    if (fits or (listed and (other < 5 or (other < 8 and _built_alike(end, two))))) and may_part(one, lead):
        found = [lead, *[at for at in found if at != lead]]
    return found


def _built_alike(one: str, two: str) -> bool:
    """Say whether clauses of one length have one build: 人人讲安全、事事为安全; 先进|帮|后进."""
    if one[0] == one[1] and two[0] == two[1]:
        return True
    return _hinged(one, two) or likeness(tags(one), tags(two)) > 0.6


def _hinged(one: str, two: str) -> bool:
    """Say whether a verb stands before the last two characters of both: 先进|帮|后进."""
    return len(one) == len(two) in {5, 7} and one[-3] in VERBS and two[-3] in VERBS


def _inner_pairs(row: _Row, first: int, one: str, two: str, *, listed: bool) -> None:
    """Add pairs with words on both sides: 展现我局|执政为民、执法为民|的良好形象."""
    for size in range(min(len(one), len(two), LONGEST) - 1, 2, -1):
        left, right = one[-size:], two[:size]
        outer = (left[0] == right[0]) + (left[-1] == right[-1])
        if not outer and not (4 <= size < 6 and listed):
            continue
        share = sum(map(eq, left, right))
        if share == size or (not listed and share * 2 < size):
            continue
        plain = (share or size == 4) and size < 6 and _says(left, right)
        if (
            (share * 2 >= size or (outer and listed) or plain)
            and may_part(one, len(one) - size)
            and may_part(two, size)
        ):
            row.add(first, first + 2, len(one) - size, len(two) - size)


def _says(one: str, two: str) -> bool:
    """Say whether two clauses are more than names: one is an idiom, both have a verb or both double a character."""
    if one[0] == one[1] and two[0] == two[1]:
        return True
    kinds = predicate(one) + predicate(two)
    return "I" in kinds or "N" not in kinds


def _linked(one: str, two: str, *, listed: bool) -> bool:
    """Say whether clauses of unequal length begin or end alike, or one answers the other."""
    if says_also(one, two):
        return True
    if one[0] == two[0]:
        return one[:2] == two[:2] or one[-1] == two[-1]
    return (one[-2:] == two[-2:] and not listed) or answers(one, two)


def says_also(one: str, two: str) -> bool:
    """Say whether a clause begins as another one does, behind 也: 不能离开保护谈发展，也不能离开发展讲保护."""
    return two[0] in _ALSO and one[:2] == two[1:3]


def answers(one: str, two: str) -> bool:
    """Say whether the beginning of a clause answers that of another: 既要…，又要…."""
    return two[:1] in FRAMES.get(one[:1], "-") and two[:1] != ""


def _cued(clause: str) -> list[int]:
    """Return where a clause may begin behind a word that leads to slogans: 做到|人才在哪里."""
    found = [at for at in range(2, min(7, len(clause) - 2)) if clause[at - 2 : at] in CUES]
    return [1, *found] if clause[0] in "要以是" and len(clause) > 3 else found


def _rows(row: _Row, low: int, high: int) -> None:
    """Add runs of three clauses or more among clauses low..high."""
    parts = row.parts
    near = {at: _near(parts[at], parts[at + 1]) for at in range(low, high - 1)}
    bound = 1 if high - low < _ROW else -1  # a list without end is looked at from a few places only
    for first in range(low, high - 2):
        if _trails(parts[first]):
            continue
        inside = first > low and near[first - 1] > bound
        for last in range(first + 3, min(high, first + _MOST) + 1):
            if last - first > 3 and not near[last - 3]:
                break
            if inside and last - first > (4 if bound > 0 else 3):
                break
            _ends(row, first, last, whole=bool(near[first] and near[last - 2]))


def _ends(row: _Row, first: int, last: int, *, whole: bool) -> None:
    """Add clauses first..last with the places at which the outer ones may be cut; they may be `whole`."""
    parts = row.parts
    start, end = parts[first], parts[last - 1]
    middle = parts[first + 1 : last - 1]
    listed = not row.marks[first : last - 1].strip("、")
    if whole:
        row.add(first, last, 0, 0)
    size = len(middle[0])
    even = len({*map(len, middle)}) == 1
    ends = [len(end)]
    if even and len(end) > size and may_part(end, size) and (listed or any(map(eq, middle[-1], end))):
        ends.append(size)
    cut = ends[1:] and len(start) == size and (len(end) > size + 2 or end[size] in BEHIND) and is_edge(end, size)
    if cut and _near(start, middle[0]) and _near(middle[-1], end[:size]):
        row.add(first, last, 0, len(end) - size)
    for lead in _leads(start, middle[0], listed=listed):
        one = start[lead:]
        same = even and len(one) == size
        if not (listed or (same and (any(map(eq, one, middle[0])) or _built_alike(one, middle[0])))):
            continue
        if not _near(one, middle[0]):
            continue
        for at in ends if same else ends[:1]:
            heads = one[:2] == middle[0][:2] == end[:2]  # 要|对标先进找差距，对标一流定目标，对标群众期盼抓落实
            if _near(middle[-1], end[:at]) and (not same or at == size or listed or heads):
                row.add(first, last, lead, len(end) - at)


def _near(one: str, two: str) -> int:
    """Return whether two clauses may be neighbours in a run: 0 no, 1 perhaps, 2 surely."""
    size, other = len(one), len(two)
    if not (2 <= size <= LONGEST and 2 <= other <= LONGEST and -UNEVEN <= size - other <= UNEVEN):
        return 0
    if size == other:
        share = any(map(eq, one, two))
        if share or size < 5:
            return 1 + share
        return 2 * (likeness(tags(one), tags(two)) >= 0.4 or _hinged(one, two))
    if one[0] == two[0] or one[-1] == two[-1]:
        return 1
    if (one[0] == one[1] and two[0] == two[1]) or answers(one, two):
        return 1
    more = -3 <= size - other <= 3
    return more * (sum(map(two.__contains__, one)) > (not -2 < size - other < 2 or size > 6))


def _leads(one: str, two: str, *, listed: bool) -> list[int]:
    """Return where inside its first clause a run may begin, judged by the second."""
    size, other = len(one), len(two)
    if other < 2 or size < 3:
        return []
    found = [size - other] if size > other else []
    if listed:
        found.append(one.rfind(two[0], 1))
        if one[-1] == two[-1]:
            found += _cued(one)
    low, high = max(1, size - other - 5), min(size - 1, size - other + 6)
    return [at for at in dict.fromkeys(found) if low <= at < high and may_part(one, at)]
