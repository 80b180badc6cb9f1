"""Formulations (提法): set phrases stated word by word, such as 创先争优 or 国之大者, found by a lexicon with sources.

No statistic of one document tells a set phrase from a topic word; a list does, and every entry names where it is from.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Final, get_args

from speechkit.document import SloganKind
from speechkit.passes import Draft, Term
from speechkit.slogans import readers
from speechkit.slogans.defining import define
from speechkit.slogans.numberwords import DIGITS, Shape, shape_of
from speechkit.slogans.setphrases import USER, Hit, Phrase, hits
from speechkit.slogans.sheet import Sheet, Terms, sheet_of

_KINDS: Final = get_args(SloganKind)
# Before a number it goes on, or is an ordinal: 第四清单.
_NUMBERED: Final = f"{DIGITS}第"


def read(draft: Draft) -> None:
    """Find set phrases, and known numeral abbreviations that stand without quotes."""
    sheet = sheet_of(draft)
    found = hits(sheet.lines, draft.options.lexicon)
    if not found:
        return
    known = {term.normalized: term for term in draft.terms}
    _swallow(draft, found)
    found = _whole(draft, found)
    covered = _Cover([(place.start, place.end) for term in draft.terms for place in term.places])
    kinds = {kind: Terms(sheet, kind) for kind in _KINDS}
    numerals = kinds["numeral_abbreviation"]
    shapes: dict[str, Shape] = {}
    rest: list[Hit] = []
    free: set[str] = set()
    confirmed: dict[str, tuple[Phrase, list[tuple[int, int]]]] = {}
    for hit in found:
        phrase, key, start, end = hit.phrase, hit.key, hit.start, hit.end
        if key in known:
            confirmed.setdefault(key, (phrase, []))[1].append((start, end))
        elif phrase.kind == "numeral_abbreviation":
            _numeral(sheet, numerals, shapes, hit)
        else:
            rest.append(hit)
            if key not in free and (phrase.source == USER or not covered.holds(start, end)):
                free.add(key)
    for hit in rest:
        if hit.key in free:
            kinds[hit.phrase.kind].add(hit.start, hit.end, *_reasons(hit.phrase), hit.key)
    for key, (phrase, spans) in confirmed.items():
        _confirm(sheet, known[key], phrase, spans)
    define(draft, sheet, numerals, shapes)
    for terms in kinds.values():
        terms.hand_in(draft)


@lru_cache(maxsize=4_096)
def _reasons(phrase: Phrase) -> tuple[float, tuple[str, ...]]:
    """Return the score of a set phrase and why: one with a year is surer than a stock phrase."""
    if phrase.source == USER:
        return 0.95, ("set phrase", USER)
    return (0.85, ("set phrase", f"since {phrase.since}")) if phrase.since else (0.75, ("set phrase",))


class _Cover:
    """Places of slogans that are known already, as disjoint stretches."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        reached = 0
        for start, end in sorted(places):
            if start == (self.starts[-1] if self.starts else -1):
                self.ends[-1] = reached = max(reached, end)
            elif end > reached:
                self.starts.append(start)
                self.ends.append(end)
                reached = end

    def holds(self, start: int, end: int) -> bool:
        """Say whether text[start:end] lies inside one of the places."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def _whole(draft: Draft, found: list[Hit]) -> list[Hit]:
    """Return the phrases without numerals that are a piece of a longer one: “一超|两不愁三保障|”."""
    places = [
        (place.start, place.end) for term in draft.terms if term.kind == "numeral_abbreviation" for place in term.places
    ]
    wide, exact = _Cover(places), frozenset(places)
    return [
        hit
        for hit in found
        if not hit.phrase.numeral or (hit.start, hit.end) in exact or not wide.holds(hit.start, hit.end)
    ]


def _swallow(draft: Draft, found: list[Hit]) -> None:
    """Drop parallels that are only a piece of a set phrase wherever they stand."""
    if any(term.kind == "parallel" for term in draft.terms):
        wide = _Cover([(hit.start, hit.end) for hit in found])
        keys = {hit.key for hit in found}
        draft.terms = [
            term
            for term in draft.terms
            if term.kind != "parallel"
            or term.normalized in keys
            or not all(wide.holds(place.start, place.end) for place in term.places)
        ]


def _confirm(sheet: Sheet, term: Term, phrase: Phrase, spans: list[tuple[int, int]]) -> None:
    """Add the places of a set phrase that another reader has found already; two clauses alike may be a maxim."""
    if phrase.kind == "maxim" and term.kind == "parallel":
        term.kind = "maxim"
    term.why = [*term.why, "set phrase"]
    term.score = max(term.score, 0.9)
    known = {(each.start, each.end): each for each in term.places}
    more = [place for span in spans if span not in known and (place := sheet.place(*span))]
    if more:
        term.places = sorted([*term.places, *more], key=lambda each: (each.start, each.end))


def _numeral(sheet: Sheet, numerals: Terms, shapes: dict[str, Shape], hit: Hit) -> None:
    if hit.start and sheet.text[hit.start - 1] in _NUMBERED:
        return
    shape = shape_of(hit.key)
    term = numerals.add(hit.start, hit.end, 0.9, ("numeral", "set phrase"))
    if shape and term:
        shapes[term.normalized] = shape


PASS: Final = readers.FORMULATIONS
