"""Parallels: 以考促练、以赛促战. Clauses built alike that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from speechkit import chars
from speechkit.passes import Draft, Reader
from speechkit.slogans.alignment import Run
from speechkit.slogans.judging import judged
from speechkit.slogans.maxims import judged as maxim
from speechkit.slogans.shapes import Found, every_second, run_together, with_quotes
from speechkit.slogans.sheet import Sheet, Terms, sheet_of
from speechkit.slogans.siblings import clauses_of_series

# A mark that ends a quote is no part of its last clause.
_CLOSING: Final = f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COMMA}{chars.SEMICOLON}"


def read(draft: Draft) -> None:
    """Find clauses of equal build."""
    sheet = sheet_of(draft)
    terms = Terms(sheet, "parallel")
    known = {(place.start, place.end) for term in draft.terms for place in term.places}
    for start, end, why in _best(sheet):
        if (start, end) in known:
            continue
        if (start, end) in sheet.quoted:
            terms.add(start, end, 0.9, ["quoted", *why] if "quoted" not in why else why)
        else:
            terms.add(start, end, _sure(why), why)
    for start, end in clauses_of_series(sheet, draft.passages):
        terms.add(start, end, 0.7, ["parallel", "sibling-headings"])
    terms.hand_in(draft)


def _sure(why: list[str]) -> float:
    """Return the score for reasons: three clauses that share a place are surest, two that share none least."""
    pair, unshared = "parallel k=2" in why, why[-1].startswith("share=0")
    if unshared:
        return 0.6 if pair else 0.7
    return 0.75 if pair else 0.85


def _best(sheet: Sheet) -> list[Found]:
    """Return the runs that are parallels as (start, end, reasons); of two that overlap, the one that was read first."""
    out = _shaped(sheet)
    firm = _Stretches(out)
    reached = 0
    for at, found in sheet.runs:
        taken = _Stretches([])
        edge = reached
        for number, run in enumerate(found):
            start, end = at + run.start, at + run.end
            if start < edge or taken.meets(start, end + 1) or not (why := judged(run)):
                continue
            if run.length == 3 and any(_wider(more, run) for more in found[max(0, number - 2) : number + 3]):
                continue  # 叫得响、立得住、可以学
            if not firm.meets(start, end) and not _part_of_maxim(sheet, at, run):
                out.append((start, end, [*why]))
                taken.add(start, end + 1)
                reached = max(reached, end)
    return out


def _shaped(sheet: Sheet) -> list[Found]:
    """Return the parallels that no row of clauses shows, disjoint and in order."""
    text = sheet.text
    quoted = [(at + run.start, at + run.end, ["quoted", "every second clause"]) for at, run in sheet.alternations]
    found = [*quoted, *run_together(text), *with_quotes(text, sheet.quotes), *every_second(text)]
    found.sort(key=lambda each: (each[0], -each[1]))
    out: list[Found] = []
    for each in found:
        if not out or each[0] >= out[-1][1]:
            out.append(each)
    return out


def _wider(more: Run, run: Run) -> bool:
    """Say whether another run is a parallel of more clauses that holds this one."""
    inside = more.start <= run.start and run.end <= more.end
    return inside and len(more.members) > max(2, len(run.members)) and bool(judged(more))


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

    def __init__(self, found: list[Found]) -> None:
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]

    def add(self, start: int, end: int) -> None:
        """Add a stretch that meets none of them."""
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)

    def meets(self, start: int, end: int) -> bool:
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and self.ends[index] > start


PASS = Reader(
    name="slogans.parallels",
    title="Find parallel clauses",
    title_zh="识别排比、对偶句式",
    why="Slogans are coined as clauses of equal build; no separate mark shows them.",
    read=read,
)
