"""Reasons: why a row was taken for a heading, and how sure that is.

The codes, in the order in which they are given: what the number says (begins, follows, continues, gap, repeats; or
restart, typography, article for headings without one), then what is unusual about the place (alone, orphan, doubtful),
then what the line looks like (run_in, line, sentence, item_end). What each costs is an estimate: no set of headings
with judgements of doubt was at hand; the order is what the measured mistakes suggest.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.outline.levels import Entry
from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.outline.series import LIST_ENDS

Family = tuple[int | None, Style, int]  # parent, style, scope
Weight = tuple[float, tuple[str, ...]]

_SURE: Final = 0.99
_LEAST: Final = 0.3
# A lone 1. is oftener a list item that lost its siblings than a lone （一）.
_COSTS: Final = {"gap": 0.1, "repeats": 0.25, "alone": 0.1, "orphan": 0.1, "doubtful": 0.15, "item_end": 0.25}
_LONE_DIGIT: Final = 0.15
_UNNUMBERED: Final[dict[Style, Weight]] = {Style.PLAIN: (0.8, ("restart",)), Style.PIECE: (0.95, ("article",))}
_SHOWN: Final[Weight] = (0.85, ("typography",))
_UNITS: Final = (Style.PART, Style.CHAPTER, Style.SECTION)


def weigh(text: str, rows: Sequence[Row], entries: Sequence[Entry]) -> list[Weight]:
    """Return the confidence (0 to 1) and the reasons of each heading; `rows` and `entries` run side by side."""
    sizes: dict[Family, int] = {}
    families = [(entry.parent, entry.style, entry.scope) for entry in entries]
    for family in families:
        sizes[family] = sizes.get(family, 0) + 1
    latest: dict[Family, int] = {}
    out: list[Weight] = []
    for row, entry, family in zip(rows, entries, families, strict=True):
        told = _UNNUMBERED.get(entry.style)
        if row.shown:
            told = _SHOWN
        elif told is None:
            told = _weight(
                entry.style,
                _number(entry, latest, family),
                sizes[family] == 1,
                entry.orphan,
                row.marker is not None and row.marker.doubtful,
                _ending(text, row),
            )
            latest[family] = latest[-1, entry.style, entry.scope] = entry.number
        out.append(told)
    return out


def _number(entry: Entry, latest: dict[Family, int], family: Family) -> str:
    before = latest.get(family)
    if before is None:
        if entry.number == 1:
            return "begins"
        return "continues" if latest.get((-1, entry.style, entry.scope)) == entry.number - 1 else "gap"
    if entry.number == before + 1:
        return "follows"
    return "gap" if entry.number > before else "repeats"


def _ending(text: str, row: Row) -> str:
    """Return what the line of a heading looks like."""
    if row.tail < row.end:
        return "run_in"
    last = text[row.end - 1]
    return "item_end" if last in LIST_ENDS else "sentence" if last == chars.STOP else "line"


@lru_cache(1024)  # a text has a few kinds of headings, and so have all texts
def _weight(style: Style, number: str, alone: bool, orphan: bool, doubtful: bool, ending: str) -> Weight:
    """Return what a numbered heading comes to by its style, its number, its place and its line."""
    why = [number]
    why += [code for code, holds in (("alone", alone), ("orphan", orphan), ("doubtful", doubtful)) if holds]
    why += [ending] if ending in ("run_in", "line") else ["line", ending]
    return _sure(style, why), tuple(why)


def _sure(style: Style, why: Sequence[str]) -> float:
    sure = _SURE - sum(_COSTS.get(code, 0.0) for code in why)
    if "alone" in why and style >= Style.DIGIT:
        sure -= _LONE_DIGIT
    if style in _UNITS:
        sure = (sure + _SURE) / 2
    return round(max(_LEAST, sure), 2)
