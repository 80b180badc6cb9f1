"""Series: numbered rows of one style that belong together, n, n+1 …, with the slips that authors and copyists make.

Whether a number is right is decided over the whole document: what stands between n and n+1 and reads like a sentence is
a stray, a number that is printed twice or mistyped between its neighbours belongs to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.markers import Marker, Style
from speechkit.outline.rows import Row

LIST_ENDS: Final = f";,、{chars.SEMICOLON}{chars.COMMA}"
# A number further on than this begins another series.
_WIDEST_GAP: Final = 3
# A stray number with a longer title than this is a sentence.
_SHORT: Final = 30


class Run(Struct):
    """Siblings of one style whose numbers follow each other; indices of rows."""

    style: Style
    members: list[int]
    last: int


def marker_of(row: Row) -> Marker:
    """Return the marker of a numbered row."""
    marker = row.marker
    assert marker is not None
    return marker


def runs_of(rows: Sequence[Row], able: Iterable[int]) -> list[Run]:
    """Return the series among the rows, in the order of their first members."""
    runs = [run for indices in by_style(rows, able) for run in _split(rows, indices)]
    return sorted(runs, key=_first)


def _first(run: Run) -> int:
    return run.members[0]


def by_style(rows: Sequence[Row], able: Iterable[int]) -> list[list[int]]:
    """Return the rows of each style and scope."""
    found: dict[tuple[Style, int], list[int]] = {}
    for index in able:
        found.setdefault((marker_of(rows[index]).style, rows[index].scope), []).append(index)
    return list(found.values())


def _split(rows: Sequence[Row], indices: Sequence[int]) -> list[Run]:
    """Return the series of rows of one style: a number left out, doubled or mistyped does not end one."""
    runs: list[Run] = []
    for place, index in enumerate(indices):
        marker = marker_of(rows[index])
        after = marker_of(rows[indices[place + 1]]).number if place + 1 < len(indices) else 0
        run = runs[-1] if runs else None
        if run is not None and 0 < marker.number - run.last <= _WIDEST_GAP:
            run.members.append(index)
            run.last = marker.number
        elif run is not None and marker.number > 1 and (marker.number == run.last or after == run.last + 2):
            run.members.append(index)
            run.last = run.last + 1 if after == run.last + 2 else marker.number
        else:
            runs.append(Run(marker.style, [index], marker.number))
    return runs


# ---- strays


def strays_of(text: str, rows: Sequence[Row], able: Iterable[int]) -> set[int]:
    """Return the rows whose number fits nowhere and that read like sentences or list items, and doubtful ones."""
    found: set[int] = set()
    for indices in by_style(rows, able):
        _strays(text, rows, indices, found)
    return found


def _strays(text: str, rows: Sequence[Row], indices: Sequence[int], found: set[int]) -> None:
    firm = _next_firm(text, rows, indices)
    before = 0
    for place, index in enumerate(indices):
        row = rows[index]
        number = marker_of(row).number
        after = marker_of(rows[indices[place + 1]]).number if place + 1 < len(indices) else 0
        explained = row.bare and index + 1 < len(rows) and rows[index + 1].marker is None
        item = row.bare and text[row.end - 1] in LIST_ENDS
        numbers = (before, number, after, firm[place])
        if _suspect(text, row) and _misplaced(row, numbers, item=item, explained=explained):
            found.add(index)
        else:
            before = number


def _misplaced(row: Row, numbers: tuple[int, int, int, int], *, item: bool, explained: bool) -> bool:
    """Tell whether a number stands apart from the series, which goes on without it.

    `numbers`: the one before it, its own, the next of the style, and the next of a row with a short title.
    """
    before, number, after, firm = numbers
    fits = number == before + 1 and firm != number
    if marker_of(row).doubtful:
        return not fits or after == number
    if item and number == 1:
        return after != 2 or before == 1
    if fits:
        return item and after == number
    if item:
        return True
    if not before or (after == number + 1 and number != before):
        return False
    if before < firm <= before + _WIDEST_GAP:
        return not before < number < firm
    return not explained and number not in {1, before} and not 0 < number - before <= _WIDEST_GAP


def _next_firm(text: str, rows: Sequence[Row], indices: Sequence[int]) -> list[int]:
    """Return, for each row, the number of the next one with a short title; 0 if there is none.

    A final 。 does not count: a heading loses it when it is printed, and must be read alike then.
    """
    out = [0] * len(indices)
    number = 0
    for place in range(len(indices) - 1, -1, -1):
        out[place] = number
        row = rows[indices[place]]
        short = row.stop - row.body <= _SHORT and text[row.end - 1] not in LIST_ENDS
        if short and not marker_of(row).doubtful:
            number = marker_of(row).number
    return out


def _suspect(text: str, row: Row) -> bool:
    """Tell whether a row reads like a sentence or a list item rather than like a title."""
    if marker_of(row).doubtful:
        return True
    return row.bare and (text[row.end - 1] in chars.STOP + LIST_ENDS or row.stop - row.body > _SHORT)
