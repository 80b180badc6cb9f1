"""Parallels: 以考促练、以赛促战. Clauses built alike that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.passes import Draft
from speechkit.patterns import lazy
from speechkit.slogans import readers
from speechkit.slogans.candidates import Run, candidates
from speechkit.slogans.clauses import View, Window, bare_windows, is_word, joined, stretches, views
from speechkit.slogans.maxims import judged as maxim
from speechkit.slogans.maxims import sentences
from speechkit.slogans.quoted import around, quotes
from speechkit.slogans.shapes import Found, every_second, in_parts, run_together
from speechkit.slogans.sheet import Sheet, Terms, key_of, sheet_of
from speechkit.slogans.siblings import clauses_of_series
from speechkit.slogans.traits import chance, shared_places

# From this probability on a run is told: of hand-marked texts nine of ten told runs are slogans, four of five found.
_LEAST: Final = 0.42
# Where all clauses quote a word at the same place, this is enough.
_QUOTING: Final = 0.1
# Two clauses of two characters and a mark; what is found in a stretch of up to so many is kept.
_SHORTEST, _STRETCH = 5, 240
# What only a shape shows goes before all that is judged, and is this sure.
_FIRST: Final = -2.0
_SHAPED: Final = 0.85
# A mark that ends a quote is no part of its last clause.
_CLOSING: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COMMA}{chars.SEMICOLON}"
# Whom a speaker addresses, and what stands in front of a row of them.
_ADDRESSED: Final = (
    "们", "同志", "来宾", "嘉宾", "领导", "代表", "委员", "朋友", "同学", "老师", "家长", "女士", "先生", "同仁",
    "同事", "同行", "战友", "乡亲", "专家", "客商", "企业家", "观众", "听众", "网友", "院士", "校友",
)  # fmt: skip
_NAME: Final = 14
_BEFORE_CALL: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COLON}:"
_BEHIND_CALL: Final = f"{_BEFORE_CALL}{chars.COMMA},{chars.ENUMERATION_COMMA}"
_CLAUSE: Final = lazy(f"[{chars.ENUMERATION_COMMA}{chars.COMMA}{chars.SEMICOLON},;]")

# A parallel: how unlikely it is (less than nought), where it stands, its score, the reasons and its key.
_Told = tuple[float, int, int, float, Sequence[str], str]
# What is likely enough, by its offset in what holds it.
_Likely = tuple[float, int, int, Run]


def read(draft: Draft) -> None:
    """Find clauses of equal build."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "parallel")
    known = {(place.start, place.end) for term in draft.terms for place in term.places}
    for _, start, end, sure, why, key in _told(sheet):
        if (start, end) in known:
            continue
        if (start, end) in sheet.quoted:
            terms.add(start, end, max(sure, 0.9), ("quoted", *why), key)
        else:
            terms.add(start, end, sure, why, key)
    for start, end in clauses_of_series(sheet, draft.passages):
        terms.add(start, end, 0.7, ("parallel", "sibling-headings"))
    terms.hand_in(draft)


def _told(sheet: Sheet) -> list[_Told]:
    """Return the parallels: first those that only a shape shows, then the likeliest."""
    told: list[_Told] = []
    for at, found in sheet.told(_of_line):
        told += [(odds, at + start, at + end, sure, why, key) for odds, start, end, sure, why, key in found]
    told.sort()
    return told


def _of_line(line: str) -> tuple[_Told, ...]:
    """Return the parallels of a line; of two that overlap, the likelier one."""
    if len(line) < _SHORTEST:
        return ()
    shaped = [*run_together(line)]
    found: list[_Likely] = []
    if joined(line):
        shaped += in_parts(line)
        for at, stretch, before, after in stretches(line):
            likely, alternating = (_within if len(stretch) <= _STRETCH else _within.__wrapped__)(stretch, before, after)
            if likely:
                found += [(odds, at + start, at + end, run) for odds, start, end, run in likely]
            if alternating:
                shaped += [(at + start, at + end, why) for start, end, why in alternating]
        found += _bare(line)
    return (*_disjoint(line, shaped, found),) if shaped or found else ()


def _disjoint(line: str, shaped: list[Found], found: list[_Likely]) -> Iterator[_Told]:
    taken = _Stretches()
    for start, end, why in sorted(shaped, key=lambda each: (each[0], -each[1])):
        if not taken.meets(start, end) and not _is_call(line, start, end):
            taken.add(start, end)
            yield _FIRST, start, end, _SHAPED, why, ""
    quoted = quotes(line)
    sayings = {*sentences(line)}
    for likely, start, end, run in sorted(found, key=lambda each: (-each[0], each[1])):
        if ((start, end) in sayings and not _share(run)) or _is_call(line, start, end):
            continue
        if not taken.meets(start, end) and not _is_maxim(line, around(quoted, start), start, end, run):
            taken.add(start, end)
            score = round(0.6 + 0.35 * (likely - _LEAST) / (1 - _LEAST), 2)  # 0.6 for the least likely one
            yield -likely, start, end, score, _reasons(run), key_of("".join(run.members))


@lru_cache(maxsize=1 << 11)  # stock phrases come again
def _within(stretch: str, before: str, after: str) -> tuple[tuple[_Likely, ...], tuple[Found, ...]]:
    """Return what is told of a stretch by its offsets: rows of clauses; clauses of which every second is alike."""
    found: list[_Likely] = []
    alternating: list[Found] = []
    for low, view in views(stretch, before, after):
        found += [(likely, low + run.start, low + run.end, run) for likely, run in _judged(view)]
        alternating += [(low + start, low + end, why) for start, end, why in every_second(view.parts)]
    return tuple(found), tuple(alternating)


def _bare(text: str) -> Iterator[_Likely]:
    """Yield the runs that are told when quotes part nothing."""
    for window in bare_windows(text):
        for likely, run in _judged_bare(window.view):
            span = window.span(text, run.start, run.end)
            if span and (likely >= _LEAST or _quoted_alike(window, run)):
                yield max(likely, _LEAST), *span, run


def _judged(view: View, least: float = _LEAST) -> list[tuple[float, Run]]:
    """Return the runs of a view that are likely enough."""
    return [each for run in candidates(view) if (each := (chance(run, view), run))[0] >= least]


@lru_cache(maxsize=1 << 10)
def _judged_bare(view: View) -> list[tuple[float, Run]]:
    return _judged(view, _QUOTING)


def _is_call(line: str, start: int, end: int) -> bool:
    """Say whether a row is how a speaker turns to those who listen: |女士们、先生们、朋友们|，大家好."""
    if not line.endswith(_ADDRESSED, start, end):
        return False
    if (start and line[start - 1] not in _BEFORE_CALL) or (end < len(line) and line[end] not in _BEHIND_CALL):
        return False
    return all(len(each) <= _NAME and each.endswith(_ADDRESSED) for each in _CLAUSE.split(line[start:end]))


def _quoted_alike(window: Window, run: Run) -> bool:
    """Say whether all clauses of a run quote a word at the same place: 甘坐“冷板凳”，敢闯“无人区”."""
    if not run.even or any(is_word(each[:2]) for each in run.members):
        return False
    size = len(run.members[0])
    found = set()
    for start in range(run.start, run.end, size + 1):
        places = window.places[start : start + size]
        found.add(tuple([at for at, (one, two) in enumerate(pairwise(places)) if two > one + 1]))
    return len(found) == 1 and () not in found


def _reasons(run: Run) -> tuple[str, ...]:
    return f"parallel k={len(run.members)}", f"share={_share(run)}/{min(map(len, run.members))}"


def _share(run: Run) -> int:
    """Return how many places all clauses share, none where they differ in length."""
    return len(shared_places(run.members)) if run.even else 0


def _is_maxim(line: str, quote: tuple[int, int] | None, start: int, end: int, run: Run) -> bool:
    """Say whether a run is a quoted maxim, or a part only of one whose other clauses are built otherwise.

    “抓好是本职，不抓是失职，抓不好是不称职”, “践行铁军精神，争创模范警队”: the whole quote is a saying.
    """
    if quote is None or end > quote[1]:
        return False
    text = line[quote[0] : quote[1]].rstrip(_CLOSING)
    if start == quote[0] and end >= quote[0] + len(text):
        long = len(run.members[0]) > 4 and (not run.even or _share(run) == 0)
        return long and bool(maxim(text))
    return bool(maxim(text))


class _Stretches:
    """Disjoint stretches in order, and whether another one meets any of them."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, start: int, end: int) -> None:
        """Add a stretch that meets none of them."""
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)

    def meets(self, start: int, end: int) -> bool:
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and self.ends[index] > start


PASS: Final = readers.PARALLELS
