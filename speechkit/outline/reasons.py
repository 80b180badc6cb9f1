"""Reasons: why a row was taken for a heading, and how sure that is.

The codes, in the order in which they are given: what the number says (begins, follows, continues, gap, repeats; or
restart, typography, article for headings without one), then what is unusual about the place (alone, orphan, doubtful),
then what the line looks like (run_in, line, sentence, item_end). What each costs is an estimate: no set of headings
with judgements of doubt was at hand; the order is what the measured mistakes suggest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    sizes: Counter[Family] = Counter((e.parent, e.style, e.scope) for e in entries)
    latest: dict[Family, int] = {}
    out: list[Weight] = []
    for row, entry in zip(rows, entries, strict=True):
        told = _UNNUMBERED.get(entry.style)
        if row.shown:
            told = _SHOWN
        elif told is None:
            family = (entry.parent, entry.style, entry.scope)
            why = [_number(entry, latest, family), *_place(row, entry, sizes[family]), *_line(text, row)]
            told = _sure(entry, why), tuple(why)
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


def _place(row: Row, entry: Entry, siblings: int) -> list[str]:
    why = []
    if siblings == 1:
        why.append("alone")
    if entry.orphan:
        why.append("orphan")
    if row.marker is not None and row.marker.doubtful:
        why.append("doubtful")
    return why


def _line(text: str, row: Row) -> list[str]:
    if not row.bare:
        return ["run_in"]
    last = text[row.end - 1]
    return ["line", "item_end"] if last in LIST_ENDS else ["line", "sentence"] if last == chars.STOP else ["line"]


def _sure(entry: Entry, why: Sequence[str]) -> float:
    sure = _SURE - sum(_COSTS.get(code, 0.0) for code in why)
    if "alone" in why and entry.style >= Style.DIGIT:
        sure -= _LONE_DIGIT
    if entry.style in _UNITS:
        sure = (sure + _SURE) / 2
    return round(max(_LEAST, sure), 2)
