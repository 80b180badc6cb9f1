"""Runs of clauses that are built alike: equal in length, and the same character in the same place.

Clauses in the middle of a run are known on both sides. The first may have words before it (要坚持|以考促练), the last
may have words behind it (以赛促战|的办法): they are cut to the length of the others, at the edge of a word only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import eq
from typing import Final

from msgspec import Struct

from speechkit.slogans.clauses import (
    LONGEST,
    brief,
    is_adjective,
    is_edge,
    is_thing,
    is_verb,
    is_word,
    praised,
    said,
    verb_first,
)

# A clause of a slogan has two to fourteen characters, a slogan at most twelve clauses; longer is a list or prose.
_SHORTEST, _MOST = 2, 12
# How far clauses of a run may differ in length when they share their first or last character (创建…、争当…).
_UNEVEN = 2
# A clause that begins with one of these belongs to the quote before it: “…”的责任感.
_TRAILERS: Final = frozenset("的地了着和与及等")
# All places of a clause, by its length.
_EVERY: Final = [range(length) for length in range(LONGEST + 1)]


# Single characters with which each clause of a series may begin: 不搞…、不收…、不体罚…; 把…、把…、把….
HEADS: Final = frozenset(
    "大新早快同真再共全双互不无有敢能想会以既一两重唯极最更把让在用从对向为靠越凡谁给既必应须勿莫严深实常勤多少慎当只零依"
)


class Run(Struct, frozen=True, gc=False):
    """Clauses built alike: offsets into the segment, `members` their text, `first` the number of the first clause.

    `shared` holds the places that all agree in; clauses of unequal length (not `even`) have none. `length` is that of
    the shortest clause.
    """

    start: int
    end: int
    members: tuple[str, ...]
    shared: tuple[int, ...]
    trimmed: bool
    first: int
    length: int
    even: bool = True
    stride: int = 1


def shared_places(one: str, two: str) -> list[int]:
    """Return the places at which two strings have the same character, up to the end of the shorter one."""
    return [at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left == right]


def runs(parts: tuple[str, ...]) -> tuple[Run, ...]:
    """Return the runs of a window's clauses; they may overlap where two readings are possible, the likelier first.

    Last come those in which every second clause is alike: 民有所呼，有所应，民有所求，有所为.
    """
    return _runs(parts) if len(parts) <= _MOST else _runs.__wrapped__(parts)


@lru_cache(maxsize=1 << 12)  # stock phrases come again
def _runs(parts: tuple[str, ...]) -> tuple[Run, ...]:
    sizes, offsets = list(map(len, parts)), offsets_of(parts)
    found: list[Run] = []
    _equal(parts, sizes, offsets, found)
    _loose(parts, offsets, found)
    _uneven(parts, sizes, offsets, found)
    if len(parts) > 3:
        found += alternating(parts, offsets)
    return tuple(found)


def offsets_of(parts: Sequence[str]) -> list[int]:
    """Return where each clause begins, in characters from the first one."""
    offsets, at = [], 0
    for part in parts:
        offsets.append(at)
        at += len(part) + 1
    return offsets


def _equal(parts: Sequence[str], sizes: list[int], offsets: list[int], found: list[Run]) -> None:
    first, count = 0, len(parts)
    while first < count:
        length, last = sizes[first], first + 1
        if parts[first][:1] not in _TRAILERS:
            while last < count and sizes[last] == length and parts[last][-1:] != "的":
                last += 1
        if _SHORTEST <= length <= LONGEST and (
            last - first > 1 or (first and sizes[first - 1] > length) or (last < count and sizes[last] > length)
        ):
            _groups(parts, offsets, (first, last), found)
        first = last


def _groups(parts: Sequence[str], offsets: list[int], core: tuple[int, int], found: list[Run]) -> None:
    """Add what equally long clauses hold: groups that share a place, and all of them when they are few."""
    first, last = core
    low, made = first, False
    every = _EVERY[len(parts[first])]
    shared: Sequence[int] = every
    for at in range(first + 1, last):
        agreed = _agreed(shared, parts[low], parts[at])
        if agreed:
            shared = agreed
            continue
        made |= _grow(parts, offsets, (low, at), shared, (low == first, False), found)
        low, shared = at, every
    made |= _grow(parts, offsets, (low, last), shared, (low == first, True), found)
    if 2 <= len(parts[first]) <= 7 and (not made or last - first < 4) and last - first <= _MOST:
        _plain(parts, offsets, first, last, found)


def _grow(
    parts: Sequence[str],
    offsets: list[int],
    core: tuple[int, int],
    shared: Sequence[int],
    free: tuple[bool, bool],
    found: list[Run],
) -> bool:
    """Add parts[core] with what a longer neighbour on a free side adds; say whether these are two clauses or more."""
    first, last = core
    if last - first > _MOST:
        return False
    member = parts[first]
    length = len(member)
    start, end, opening = offsets[first], offsets[last - 1] + length, first
    before = after = ""
    if free[0] and first > 0 and len(parts[first - 1]) > length:
        more = parts[first - 1]
        cut = len(more) - length
        agreed = _agreed(shared, member, more[cut:])
        if agreed and is_edge(more, cut):
            before, shared, start, opening = more[cut:], agreed, offsets[first - 1] + cut, first - 1
    if free[1] and last < len(parts) and len(parts[last]) > length:
        more = parts[last]
        agreed = _agreed(shared, member, more)
        if agreed and is_edge(more, length):
            after, shared, end = more[:length], agreed, offsets[last] + length
    count = last - first + (before != "") + (after != "")
    if count < 2:
        return False
    if count > 2 or len(shared) * 3 >= length or 0 in (shared[0], count - (last - first)) or length < 9:
        members = (*((before,) if before else ()), *parts[first:last], *((after,) if after else ()))
        found.append(Run(start, end, members, tuple(shared), count > last - first, opening, length))
    return True  # a pair that shares less is no parallel, whatever its words


def _plain(parts: Sequence[str], offsets: list[int], first: int, last: int, found: list[Run]) -> None:
    """Add equally long clauses that share nothing, with their longer neighbours: 讲党性、重品行、作表率.

    Without a shared character only their build guides the cut: whatever is cut to fit must be built as they are.
    """
    length = len(parts[first])
    if last - first < 2 and length not in {3, 4, 5, 7}:
        return
    members = tuple(parts[first:last])
    start, end, opening = offsets[first], offsets[last - 1] + length, first
    if first > 0 and len(parts[first - 1]) > length:
        more = parts[first - 1]
        cut = len(more) - length
        if is_edge(more, cut) and fits(more[cut:], members[0]) and not _broken(more[cut:]):
            members, start, opening = (more[cut:], *members), offsets[first - 1] + cut, first - 1
    if last < len(parts) and len(parts[last]) > length:
        more = parts[last]
        if is_edge(more, length) and fits(more[:length], members[0]) and _ends(more, length):
            members, end = (*members, more[:length]), offsets[last] + length
    if len(members) > 1:
        found.append(Run(start, end, members, (), len(members) > last - first, opening, length))
    _sections(parts, offsets, (first, last), found)


def _sections(parts: Sequence[str], offsets: list[int], core: tuple[int, int], found: list[Run]) -> None:
    """Add the clauses of a row that are built alike, when others of their length beside them are not."""
    first, last = core
    low = first
    for at in range(first + 1, last + 1):
        if at < last and fits(parts[at - 1], parts[at]):
            continue
        if 1 < at - low < last - first:
            end = offsets[at - 1] + len(parts[low])
            found.append(
                Run(offsets[low], end, tuple(parts[low:at]), (), trimmed=False, first=low, length=len(parts[low]))
            )
        low = at


def _broken(piece: str) -> bool:
    """Say whether three characters are no verb and what it is done to, but a word and a verb: 做到|挪(穷窝)."""
    return len(piece) == 3 and is_word(piece[:2]) and verb_first(piece)


def _ends(more: str, length: int) -> bool:
    """Say whether a clause may end inside a longer one: what stands behind must not be what its verb is done to."""
    piece, behind = more[:length], more[length]
    if length == 3:
        return not _broken(piece)
    if length == 4:
        return (behind == "的" and not said(piece)) or is_adjective(piece[2:])
    return True


def fits(one: str, two: str) -> bool:
    """Say whether clauses of one length that share nothing are built alike."""
    length = len(two)
    if (length < 7 and sorted(one) == sorted(two)) or (2 < length < 7 and praised(one) and praised(two)):
        return True  # 书记抓、抓书记; 政治素质高、带富能力强
    if one[0] == one[1] and two[0] == two[1]:
        return length > 3  # 人人肩上扛指标，个个心中有本账
    if length == 2:
        return brief(one) and brief(two)
    if length == 3:
        return verb_first(one) and verb_first(two)
    if length == 4:
        return (said(one) or verb_first(one)) and (said(two) or verb_first(two))
    return length in {5, 7} and _hinged(one) and _hinged(two)


def _hinged(clause: str) -> bool:
    """Say whether a verb stands before the last two characters: 先进|带|后进; 全力以赴|保|安全."""
    at = len(clause) - 3
    if not is_verb(clause[at]) or (is_verb(clause[at - 1]) and not is_word(clause[at - 2 : at])):
        return False
    return is_thing(clause[at + 1 :]) or clause[-1] == clause[at - 1]


def _agreed(shared: Sequence[int], member: str, more: str) -> list[int] | None:
    """Return the places of `shared` at which two clauses agree; None or an empty list when there are none."""
    # Most have no character in common: to ask so first takes a third of the time.
    return [at for at in shared if member[at] == more[at]] if any(map(eq, member, more)) else None


def _loose(parts: Sequence[str], offsets: list[int], found: list[Run]) -> None:
    """Add pairs with words on both sides: 展现我局|执政为民、执法为民|的良好形象."""
    left = ""
    for number, right in enumerate(parts):
        if len(left) > 3 < len(right) and (left[-1] in right or right[0] in left):
            size = min(len(left), len(right), 11) - 1
            if left[-1] in right[2:size] or right[0] in left[-size:-2]:
                run = _pair(left, right, size, offsets[number], number - 1)
                if run is not None:
                    found.append(run)
        left = right


def _pair(left: str, right: str, size: int, offset: int, number: int) -> Run | None:
    """Return the end of one clause and the beginning of the next, of three to `size` characters, half of them alike."""
    for length in range(size, 2, -1):
        cut = len(left) - length
        if left[cut] != right[0] and left[-1] != right[length - 1]:
            continue
        shared = shared_places(left[cut:], right[:length])
        if length > len(shared) and len(shared) * 2 >= length and is_edge(right, length) and is_edge(left, cut):
            members = left[cut:], right[:length]
            return Run(
                offset - 1 - length, offset + length, members, tuple(shared), trimmed=True, first=number, length=length
            )
    return None


def _uneven(parts: Sequence[str], sizes: list[int], offsets: list[int], found: list[Run]) -> None:
    """Add clauses of nearly equal length with the same first or last characters."""
    first, count = 0, len(parts)
    while first < count - 1:
        last, tail = first + 1, parts[first][-1:]
        while (
            last < count
            and (parts[last].endswith(tail) or parts[last][:1] == parts[first][:1] in HEADS)
            and last - first < _MOST
            and _alike(parts[first], parts[last], parts[last - 1])
        ):
            last += 1
        if last - first > 1:
            shortest = min(sizes[first:last])
            if shortest < max(sizes[first:last]):
                end = offsets[last - 1] + sizes[last - 1]
                members = tuple(parts[first:last])
                run = Run(offsets[first], end, members, (), trimmed=False, first=first, length=shortest, even=False)
                found.append(run)
            first = last - 1
        else:
            first += 1


def _alike(opening: str, part: str, before: str) -> bool:
    size, other = len(part), len(before)
    if not -_UNEVEN <= size - other <= _UNEVEN or not 3 <= size <= LONGEST or not 3 <= other <= LONGEST:
        # 同吃、同住、同劳动
        return part[:1] == opening[:1] in HEADS and 2 <= size <= 4 and 2 <= other <= 4
    if part[0] == opening[0] in HEADS:
        return True
    if part[-1] != opening[-1]:
        return False
    return part[0] == opening[0] or part[-2] == opening[-2]


def alternating(parts: Sequence[str], offsets: list[int]) -> list[Run]:
    """Return the runs in which every second clause is alike: 民有所呼，有所应，民有所求，有所为."""
    found: list[Run] = []
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
        if 4 <= size <= 2 * _MOST and parts[first][:1] != parts[first + 1][:1]:
            lead = max(0, len(parts[first]) - len(parts[first + 2]))
            start = offsets[first] + lead
            end = offsets[first + size - 1] + min(len(parts[first + size - 1]), len(parts[first + size - 3]))
            members = (parts[first][lead:], *parts[first + 1 : first + size])
            found.append(Run(start, end, members, (), lead > 0, first, min(map(len, members)), stride=2))
        first = max(last - 2, first + 1)
    return found


def _twins(one: str, two: str, *, opening: bool, closing: bool) -> bool:
    """Say whether two clauses that stand two apart begin alike and are equally long; outer edges may be longer."""
    if not 2 <= len(two) <= LONGEST + 4 or len(one) < 2:
        return False
    if opening and len(one) > len(two):
        cut = len(one) - len(two)
        return one[cut] == two[0] and len(shared_places(one[cut:], two)) >= 2 and is_edge(one, cut)
    if closing and len(two) > len(one):
        return one[0] == two[0] and len(shared_places(one, two)) >= 2 and is_edge(two, len(one))
    return len(one) == len(two) and one[0] == two[0]
