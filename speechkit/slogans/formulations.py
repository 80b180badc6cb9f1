"""Formulations (提法): set phrases stated word by word, such as 创先争优 or 国之大者, found by a lexicon with sources.

No statistic of one document tells a set phrase from a topic word; a list does, and every entry names where it is from.
"""

from __future__ import annotations

from bisect import bisect_right

from speechkit.passes import Draft, Place, Reader, Term
from speechkit.slogans.numberwords import DIGITS, Shape, shape_of
from speechkit.slogans.numerals import define
from speechkit.slogans.setphrases import Hit, hits
from speechkit.slogans.sheet import Sheet, Terms, key_of, sheet_of


def read(draft: Draft) -> None:
    """Find set phrases, and known numeral abbreviations that stand without quotes."""
    sheet = sheet_of(draft)
    found = hits(sheet.text)
    if not found:
        return
    known = {term.normalized: term for term in draft.terms}
    _swallow(draft, found)
    covered = _Cover([place for term in draft.terms for place in term.places])
    terms, numerals = Terms(sheet, "formulation"), Terms(sheet, "numeral_abbreviation")
    shapes: dict[str, Shape] = {}
    free: set[str] = set()
    confirmed: dict[str, set[Place]] = {}
    for hit in found:
        key = key_of(hit.phrase.text)
        if key in known:
            place = sheet.place(hit.start, hit.end)
            confirmed.setdefault(key, set()).update([place] if place else [])
        elif hit.phrase.numeral:
            _numeral(sheet, numerals, shapes, hit)
        else:
            terms.add(
                hit.start, hit.end, 0.85, ["set phrase", f"since {hit.phrase.since}"][: 1 + bool(hit.phrase.since)]
            )
            if not covered.holds(hit.start, hit.end):
                free.add(key)
    for key, places in confirmed.items():
        _confirm(known[key], places)
    for key in [key for key in terms.found if key not in free]:
        del terms.found[key]
    terms.hand_in(draft)
    define(draft, sheet, numerals, shapes)
    numerals.hand_in(draft)


class _Cover:
    """Places of slogans that are known already, as disjoint stretches."""

    def __init__(self, places: list[Place]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for place in sorted(places, key=lambda place: (place.start, -place.end)):
            if not self.ends or place.end > self.ends[-1]:
                self.starts.append(place.start)
                self.ends.append(place.end)

    def holds(self, start: int, end: int) -> bool:
        """Say whether text[start:end] lies inside one of the places."""
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and end <= self.ends[at]


def _swallow(draft: Draft, found: list[Hit]) -> None:
    """Drop parallels that are only a piece of a set phrase wherever they stand."""
    wide = _Cover([Place(hit.start, hit.end, 0) for hit in found])
    keys = {key_of(hit.phrase.text) for hit in found}
    draft.terms = [
        term
        for term in draft.terms
        if term.kind != "parallel"
        or term.normalized in keys
        or not all(wide.holds(place.start, place.end) for place in term.places)
    ]


def _confirm(term: Term, places: set[Place]) -> None:
    """Add the places of a set phrase that another reader has found already."""
    term.why = [*term.why, "set phrase"]
    term.score = max(term.score, 0.9)
    term.places = sorted(places.union(term.places), key=lambda each: (each.start, each.end))


def _numeral(sheet: Sheet, numerals: Terms, shapes: dict[str, Shape], hit: Hit) -> None:
    shape = shape_of(key_of(hit.phrase.text))
    if hit.start and sheet.text[hit.start - 1] in DIGITS:
        return
    term = numerals.add(hit.start, hit.end, 0.9, ["numeral", "set phrase"])
    if shape and term:
        shapes[term.normalized] = shape


PASS = Reader(
    name="slogans.formulations",
    title="Find set phrases by a lexicon",
    title_zh="按词表识别提法",
    why="A formulation is repeated word by word across documents and years; only a list with sources can tell it.",
    read=read,
)
