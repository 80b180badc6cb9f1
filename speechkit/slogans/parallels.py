"""Parallels: 以考促练、以赛促战. Clauses built alike that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.passes import Draft
from speechkit.slogans import readers
from speechkit.slogans.candidates import Run, candidates
from speechkit.slogans.clauses import View, Window, is_word
from speechkit.slogans.maxims import judged as maxim
from speechkit.slogans.shapes import Found, every_second, in_parts, run_together
from speechkit.slogans.sheet import Sheet, Terms, sheet_of
from speechkit.slogans.siblings import clauses_of_series
from speechkit.slogans.traits import chance, shared_places

# From this probability on a run is told: of hand-marked texts nine of ten told runs are slogans, four of five found.
_LEAST: Final = 0.42
# Where all clauses quote a word at the same place, this is enough.
_QUOTING: Final = 0.1
# A mark that ends a quote is no part of its last clause.
_CLOSING: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COMMA}{chars.SEMICOLON}"


def read(draft: Draft) -> None:
    """Find clauses of equal build."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "parallel")
    known = {(place.start, place.end) for term in draft.terms for place in term.places}
    for start, end, sure, why in _best(sheet):
        if (start, end) in known:
            continue
        if (start, end) in sheet.quoted:
            terms.add(start, end, max(sure, 0.9), ["quoted", *why])
        else:
            terms.add(start, end, sure, why)
    for start, end in clauses_of_series(sheet, draft.passages):
        terms.add(start, end, 0.7, ["parallel", "sibling-headings"])
    terms.hand_in(draft)


def _best(sheet: Sheet) -> list[tuple[int, int, float, list[str]]]:
    """Return the runs that are parallels as (start, end, score, reasons); of two that overlap, the likelier one."""
    taken = _Stretches()
    out: list[tuple[int, int, float, list[str]]] = []
    for start, end, why in _shaped(sheet):
        if not taken.meets(start, end):
            taken.add(start, end)
            out.append((start, end, 0.85, why))
    for likely, start, end, run in sorted(_likely(sheet), key=lambda each: (-each[0], each[1])):
        if not taken.meets(start, end) and not _is_maxim(sheet, start, end, run):
            taken.add(start, end)
            out.append((start, end, _score(likely), _reasons(run)))
    return out


def _likely(sheet: Sheet) -> list[tuple[float, int, int, Run]]:
    """Return the runs that are told, with their probability and span."""
    found = []
    for window in sheet.windows:
        for likely, run in _told(window.view):
            span = window.span(sheet.text, run.start, run.end)
            if span and (likely >= _LEAST or _quoted_alike(window, run)):
                found.append((max(likely, _LEAST), *span, run))
    return found


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


@lru_cache(maxsize=1 << 12)  # stock phrases come again
def _told(view: View) -> tuple[tuple[float, Run], ...]:
    """Return the runs of a view that are likely enough."""
    judged = [(chance(run, view), run) for run in candidates(view)]
    return tuple([each for each in judged if each[0] >= _LEAST or (view.bare and each[0] >= _QUOTING)])


def _score(likely: float) -> float:
    """Return the score of a run, 0.6 for the least likely one that is told."""
    return round(0.6 + 0.35 * (likely - _LEAST) / (1 - _LEAST), 2)


def _reasons(run: Run) -> list[str]:
    return [f"parallel k={len(run.members)}", f"share={_share(run)}/{min(map(len, run.members))}"]


def _share(run: Run) -> int:
    """Return how many places all clauses share, none where they differ in length."""
    return len(shared_places(run.members)) if run.even else 0


def _shaped(sheet: Sheet) -> list[Found]:
    """Return the parallels that no row of clauses shows."""
    text = sheet.text
    alternating = [each for window in sheet.windows for each in every_second(window)]
    found = [*in_parts(text), *run_together(text), *alternating]
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _is_maxim(sheet: Sheet, start: int, end: int, run: Run) -> bool:
    """Say whether a run is a quoted maxim, or a part only of one whose other clauses are built otherwise.

    “抓好是本职，不抓是失职，抓不好是不称职”, “践行铁军精神，争创模范警队”: the whole quote is a saying.
    """
    quote = sheet.quote_around(start)
    if quote is None or end > quote[1]:
        return False
    text = sheet.text[quote[0] : quote[1]].rstrip(_CLOSING)
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
