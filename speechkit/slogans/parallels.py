"""Parallels: 以考促练、以赛促战. Clauses built alike that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader
from speechkit.patterns import lazy
from speechkit.slogans.alignment import Run
from speechkit.slogans.clauses import is_noun, is_thing, is_verb, verb_first
from speechkit.slogans.maxims import judged as maxim
from speechkit.slogans.sheet import Sheet, Terms, sheet_of
from speechkit.slogans.siblings import clauses_of_series

# A mark that ends a quote is no part of its last clause.
_CLOSING: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COMMA}{chars.SEMICOLON}"
_FIGURE: Final = lazy("[0-9%]")
_HEADS: Final = frozenset("大新同真再共全双互不无有敢能想会以既一两重")
_TAILS: Final = frozenset("力感化性型好强高新实优先多难准快严紧深广明比练")
# Ends of the names of bodies and of people: what ends in them is a list of those (审计处、督察处; 组织者、参与者).
_BODIES: Final = frozenset("处局部科室馆所站队组院会办委厅司厂校区县市省乡镇村者员")


def read(draft: Draft) -> None:
    """Find clauses of equal build."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "parallel")
    for start, end, why in _best(sheet):
        terms.add(start, end, 0.9 if (start, end) in sheet.quoted else 0.8, why)
    for start, end in clauses_of_series(sheet, draft.passages):
        terms.add(start, end, 0.8, ["parallel", "sibling-headings"])
    terms.hand_in(draft)


def _best(sheet: Sheet) -> list[tuple[int, int, list[str]]]:
    """Return the runs that are parallels as (start, end, reasons); of two that overlap, the one that was read first."""
    out = [(at + run.start, at + run.end, ["quoted", "every second clause"]) for at, run in sheet.alternations]
    firm = _Stretches(out)
    reached = 0
    for at, found in sheet.runs:
        taken: set[int] = set()
        edge = reached
        for run in found:
            clauses = range(run.first, run.first + len(run.members))
            if at + run.start < edge or not taken.isdisjoint(clauses):
                continue
            why = judged(run)
            if why and not firm.meets(at + run.start, at + run.end) and not _part_of_maxim(sheet, at, run):
                out.append((at + run.start, at + run.end, [*why]))
                taken.update(clauses)
                reached = max(reached, at + run.end)
    return out


def _part_of_maxim(sheet: Sheet, at: int, run: Run) -> bool:
    """Say whether a run is a part only of a quoted maxim, of which other clauses are built otherwise.

    “抓好是本职，不抓是失职，抓不好是不称职”: the whole quote is the slogan.
    """
    start, end = at + run.start, at + run.end
    quote = sheet.quote_around(start)
    if quote is None or end > quote[1]:
        return False
    text = sheet.text[quote[0] : quote[1]].rstrip(_CLOSING)
    return (start > quote[0] or end < quote[0] + len(text)) and bool(maxim(text))


class _Stretches:
    """Disjoint stretches in order, and whether another one meets any of them."""

    def __init__(self, found: list[tuple[int, int, list[str]]]) -> None:
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]

    def meets(self, start: int, end: int) -> bool:
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and self.ends[index] > start


@lru_cache(maxsize=1 << 12)  # stock phrases come again
def judged(run: Run) -> tuple[str, ...]:
    """Return the reasons why a run is a parallel, none when it is not."""
    k, share = len(run.members), len(run.shared)
    first = run.members[0]
    if first == run.members[1] or first[0] in "的了着和与及" or (k > 2 and len(set(run.members)) < k):
        return ()
    if run.stride > 1:
        good = True
    elif not run.even:
        good = _uneven(run)
    elif run.length == 2:
        good = k >= 3 and share == 1 and run.shared[0] == 0
    elif not share:
        good = k >= 3 and (_verbs(run.members) or _pivot(run.members))
    else:
        good = _even(run)
    return (f"parallel k={k}", f"share={share}/{run.length}") if good and not _FIGURE.search(first) else ()


def _even(run: Run) -> bool:
    """Judge clauses of equal length that share a place: any, of three clauses or more; half of it, of two."""
    length, share = run.length, len(run.shared)
    ends = (run.shared[0] == 0) + (run.shared[-1] == length - 1)
    if len(run.members) < 3 and share * 3 < length and ends < 2:
        return False  # whatever the words are
    verbs = _verbs(run.members)
    if run.members[0][-1] in _BODIES and run.shared[-1] == length - 1 and (share < 3 or not verbs):
        return False
    if not verbs and _things(run):
        return False
    if len(run.members) >= 3:
        return True
    if length == 4 and run.shared == (2, 3) and not all(map(verb_first, run.members)):
        return False
    if run.trimmed and not ends and run.shared[-1] - run.shared[0] < share:
        return False  # a word said twice: 保障设施用地，完善设施布局
    # 历经风浪而不改初心，久经考验而不失本色; 在平凡之中洞察先进，在普通之中发现典型
    spread = share >= 2 and (run.shared[0] > 0 or run.shared[-1] - run.shared[0] >= share > 2)
    return share * 2 >= length or ends == 2 or (share * 3 >= length and (spread or (verbs and not run.trimmed)))


def _uneven(run: Run) -> bool:
    """Judge clauses of nearly equal length with common ends."""
    first, rest = run.members[0], run.members[1:]
    if len(rest) > 1 and len({each.find("的") for each in run.members}) == 1 and "的" in first:
        return True
    tail = all(each[-2:] == first[-2:] for each in rest)
    head = all(each[:2] == first[:2] for each in rest)
    if not rest[1:] and not all(
        (each[0] == first[0] and each[-1] == first[-1]) or each[-3:] == first[-3:] for each in rest
    ):
        return False
    if _verbs(run.members):
        return True
    return not (tail and is_thing(first[-2:])) and not (head and is_thing(first[:2]))


def _pivot(members: tuple[str, ...]) -> bool:
    """Say whether a verb stands in the middle of all clauses: 先进帮后进，典型带一般，优秀促平庸."""
    return len(members[0]) == 5 and all(is_verb(each[2]) for each in members)


def _verbs(members: tuple[str, ...]) -> bool:
    """Say whether the clauses begin with verbs: at least half of them do, and none begins with a noun."""
    first = sum(map(verb_first, members))
    return first * 2 >= len(members) and not any(is_noun(each[:2]) and not verb_first(each) for each in members)


def _things(run: Run) -> bool:
    """Say whether a run only lists things that share a word: 工作条件、工作环境; 先进集体、先进个人."""
    member, length, share = run.members[0], run.length, len(run.shared)
    head = run.shared == tuple(range(share))
    tail = run.shared == tuple(range(length - share, length))
    if share == 1:
        if head:
            return member[0] not in _HEADS
        if tail:
            return member[-1] not in _TAILS or len(run.members) < 3
        return len(run.members) < 3
    if head:
        return is_thing(member[:2])
    if tail:
        return is_thing(member[-2:]) and not verb_first(member[-share:])
    return False


PASS = Reader(
    name="slogans.parallels",
    title="Find parallel clauses",
    title_zh="识别排比、对偶句式",
    why="Slogans are coined as clauses of equal build; no separate mark shows them.",
    read=read,
)
