"""Runs of clauses that are built alike: equal in length, and the same character in the same place.

Clauses in the middle of a run are known on both sides. The first may have words before it (要坚持|以考促练), the last
may have words behind it (以赛促战|的办法): they are cut to the length of the others, at the edge of a word only.
"""

from __future__ import annotations

from msgspec import Struct

from speechkit.slogans.clauses import LONGEST, is_edge, is_verb

# A clause of a slogan has two to fourteen characters, a slogan at most twelve clauses; longer is a list or prose.
_SHORTEST, _MOST = 2, 12
# How far clauses of a run may differ in length when they share their first or last character (创建…、争当…).
_UNEVEN = 2


class Run(Struct, frozen=True, gc=False):
    """Clauses built alike: offsets into the segment, `members` their text, `first` the number of the first clause.

    `shared` holds the places that all agree in (of clauses of unequal length: `head` and `tail` only).
    """

    start: int
    end: int
    members: tuple[str, ...]
    shared: tuple[int, ...]
    trimmed: bool
    first: int
    stride: int = 1

    @property
    def length(self) -> int:
        """Return the length of the shortest clause."""
        return min(map(len, self.members))

    @property
    def even(self) -> bool:
        """Say whether all clauses are equally long."""
        return len(set(map(len, self.members))) == 1


def shared_places(one: str, two: str) -> list[int]:
    """Return the places at which two strings have the same character, up to the end of the shorter one."""
    return [at for at, (left, right) in enumerate(zip(one, two, strict=False)) if left == right]


def runs(parts: list[str]) -> list[Run]:
    """Return the runs of a window's clauses; they may overlap where two readings are possible, the likelier first."""
    offsets, at = [], 0
    for part in parts:
        offsets.append(at)
        at += len(part) + 1
    found = _equal(parts, offsets)
    found += _loose(parts, offsets)
    found += _uneven(parts, offsets)
    return found


def alternating(parts: list[str]) -> list[Run]:
    """Return the runs in which every second clause is alike: 民有所呼，有所应，民有所求，有所为."""
    if not any(one[-2:-1] and one[:1] == two[:1] for one, two in zip(parts[1:], parts[3:], strict=False)):
        return []
    offsets, at = [], 0
    for part in parts:
        offsets.append(at)
        at += len(part) + 1
    return _alternating(parts, offsets)


def _equal(parts: list[str], offsets: list[int]) -> list[Run]:
    found: list[Run] = []
    first, count = 0, len(parts)
    while first < count:
        length, last = len(parts[first]), first + 1
        while last < count and len(parts[last]) == length:
            last += 1
        if _SHORTEST <= length <= LONGEST and (
            last - first > 1
            or (first and len(parts[first - 1]) > length)
            or (last < count and len(parts[last]) > length)
        ):
            _groups(parts, offsets, (first, last), found)
        first = last
    return found


def _groups(parts: list[str], offsets: list[int], core: tuple[int, int], found: list[Run]) -> None:
    """Add what equally long clauses hold: groups that share a place, and all of them when they are few."""
    first, last = core
    low, made = first, len(found)
    shared = every = list(range(len(parts[first])))
    for at in range(first + 1, last + 1):
        if at < last:
            agreed = _agreed(shared, parts[low], parts[at])
            if agreed:
                shared = agreed
                continue
        run = _grown(parts, offsets, (low, at), shared, (low == first, at == last))
        if run is not None:
            found.append(run)
        low, shared = at, every
    if (len(found) == made or last - first < 4) and last - first <= _MOST:
        run = _plain(parts, offsets, first, last)
        if run is not None:
            found.append(run)


def _grown(
    parts: list[str], offsets: list[int], core: tuple[int, int], shared: list[int], free: tuple[bool, bool]
) -> Run | None:
    """Return parts[core] with what a longer neighbour on a free side adds, None when it stays a single clause."""
    first, last = core
    if last - first > _MOST:
        return None
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
    if last - first == 1 and not before and not after:
        return None
    members = (*((before,) if before else ()), *parts[first:last], *((after,) if after else ()))
    return Run(start, end, members, tuple(shared), bool(before or after), opening)


def _plain(parts: list[str], offsets: list[int], first: int, last: int) -> Run | None:
    """Return equally long clauses that share nothing, with their longer neighbours: 讲党性、重品行、作表率."""
    length = len(parts[first])
    if not 3 <= length <= 5:
        return None
    members = tuple(parts[first:last])
    start, end, opening = offsets[first], offsets[last - 1] + length, first
    # Without a shared character only a word's edge guides the cut: safe where a verb marks the build.
    cut_to_fit = length == 3 or (length == 5 and is_verb(members[0][2]))
    if (
        cut_to_fit
        and first > 0
        and len(parts[first - 1]) > length
        and is_edge(parts[first - 1], len(parts[first - 1]) - length)
    ):
        more = parts[first - 1]
        cut = len(more) - length
        members, start, opening = (more[cut:], *members), offsets[first - 1] + cut, first - 1
    if cut_to_fit and last < len(parts) and len(parts[last]) > length and is_edge(parts[last], length):
        members, end = (*members, parts[last][:length]), offsets[last] + length
    if len(members) < 3:
        return None
    return Run(start, end, members, (), len(members) > last - first, opening)


def _agreed(shared: list[int], member: str, more: str) -> list[int]:
    return [at for at in shared if member[at] == more[at]]


def _loose(parts: list[str], offsets: list[int]) -> list[Run]:
    """Return pairs with words on both sides: 展现我局|执政为民、执法为民|的良好形象."""
    found: list[Run] = []
    for at, left in enumerate(parts[:-1]):
        right = parts[at + 1]
        size = min(len(left), len(right), 11) - 1
        if size >= 3 and (left[-1] in right[2:size] or right[0] in left[-size:-2]):
            run = _pair(left, right, size, offsets[at + 1], at)
            if run is not None:
                found.append(run)
    return found


def _pair(left: str, right: str, size: int, offset: int, number: int) -> Run | None:
    """Return the end of one clause and the beginning of the next, of three to `size` characters, half of them alike."""
    for length in range(size, 2, -1):
        cut = len(left) - length
        if left[cut] != right[0] and left[-1] != right[length - 1]:
            continue
        shared = shared_places(left[cut:], right[:length])
        if length > len(shared) and len(shared) * 2 >= length and is_edge(right, length) and is_edge(left, cut):
            members = left[cut:], right[:length]
            return Run(offset - 1 - length, offset + length, members, tuple(shared), trimmed=True, first=number)
    return None


def _uneven(parts: list[str], offsets: list[int]) -> list[Run]:
    """Return clauses of nearly equal length with the same first or last characters."""
    found: list[Run] = []
    first, count = 0, len(parts)
    while first < count - 1:
        last = first + 1
        while last < count and last - first < _MOST and _alike(parts[first], parts[last], parts[last - 1]):
            last += 1
        if last - first > 1 and len(set(map(len, parts[first:last]))) > 1:
            members = tuple(parts[first:last])
            found.append(
                Run(offsets[first], offsets[last - 1] + len(parts[last - 1]), members, (), trimmed=False, first=first)
            )
        first = max(last - 1, first + 1)
    return found


def _alike(opening: str, part: str, before: str) -> bool:
    size, other = len(part), len(before)
    if not -_UNEVEN <= size - other <= _UNEVEN or not 3 <= size <= LONGEST or not 3 <= other <= LONGEST:
        return False
    if part[-1] != opening[-1]:
        return False
    return part[0] == opening[0] or part[-2] == opening[-2]


def _alternating(parts: list[str], offsets: list[int]) -> list[Run]:
    found: list[Run] = []
    first, count = 0, len(parts)
    while first < count - 3:
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
            found.append(Run(start, end, members, (), lead > 0, first, 2))
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
