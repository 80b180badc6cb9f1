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
_SENTENCE_ENDS: Final = chars.STOP + LIST_ENDS
# A number further on than this begins another series.
_WIDEST_GAP: Final = 3
# A stray number with a longer title than this is a sentence.
_SHORT: Final = 30


class Run(Struct, gc=False):
    """Siblings of one style whose numbers follow each other; indices of rows."""

    style: Style
    members: list[int]


def marker_of(row: Row) -> Marker:
    """Return the marker of a numbered row."""
    marker = row.marker
    assert marker is not None
    return marker


def numbers_of(rows: Sequence[Row], indices: Iterable[int]) -> list[int]:
    """Return the numbers of numbered rows, in order."""
    return [rows[index].marker.number for index in indices]  # type: ignore[union-attr]  # each has a marker


def runs_of(rows: Sequence[Row], able: Iterable[int]) -> list[Run]:
    """Return the series among the rows, in the order of their first members."""
    runs: list[Run] = []
    for indices in by_style(rows, able):
        _split(rows, indices, runs)
    return sorted(runs, key=_first)


def _first(run: Run) -> int:
    return run.members[0]


def by_style(rows: Sequence[Row], able: Iterable[int]) -> list[list[int]]:
    """Return the rows of each style and scope."""
    found: dict[tuple[Style, int], list[int]] = {}
    for index in able:
        row = rows[index]
        key = (row.marker.style, row.scope)  # type: ignore[union-attr]  # each has a marker
        own = found.get(key)
        if own is None:
            found[key] = [index]
        else:
            own.append(index)
    return list(found.values())


def _split(rows: Sequence[Row], indices: Sequence[int], runs: list[Run]) -> None:
    """Add the series of rows of one style: a number left out, doubled or mistyped does not end one."""
    numbers = numbers_of(rows, indices)
    style = marker_of(rows[indices[0]]).style
    members: list[int] = []
    last = 0
    for index, number, after in zip(indices, numbers, [*numbers[1:], 0], strict=True):
        if members and 0 < number - last <= _WIDEST_GAP:
            members.append(index)
            last = number
        elif members and number > 1 and (number == last or after == last + 2):
            members.append(index)
            last = last + 1 if after == last + 2 else number
        else:
            members, last = [index], number
            runs.append(Run(style, members))


# ---- strays


def strays_of(text: str, rows: Sequence[Row], able: Iterable[int]) -> set[int]:
    """Return the rows whose number fits nowhere and that read like sentences or list items, and doubtful ones."""
    found: set[int] = set()
    for indices in by_style(rows, able):
        suspects = {index for index in indices if _suspect(text, rows[index])}
        if suspects:
            _strays(text, rows, indices, suspects, found)
    return found


def _strays(text: str, rows: Sequence[Row], indices: Sequence[int], suspects: set[int], found: set[int]) -> None:
    """Add the strays among rows of one style; only the suspects can be any."""
    firms = _next_firm(text, rows, indices)
    numbers = numbers_of(rows, indices)
    before = 0
    for index, number, after, firm in zip(indices, numbers, [*numbers[1:], 0], firms, strict=True):
        if index in suspects:
            row = rows[index]
            explained = row.bare and index + 1 < len(rows) and rows[index + 1].marker is None
            item = row.bare and text[row.end - 1] in LIST_ENDS
            if _misplaced(row, (before, number, after, firm), item=item, explained=explained):
                found.add(index)
                continue
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
        if row.stop - row.body <= _SHORT and text[row.end - 1] not in LIST_ENDS:
            marker = marker_of(row)
            if not marker.doubtful:
                number = marker.number
    return out


def _suspect(text: str, row: Row) -> bool:
    """Tell whether a row reads like a sentence or a list item rather than like a title."""
    if row.marker.doubtful:  # type: ignore[union-attr]  # it has a marker
        return True
    return row.tail >= row.end and (row.stop - row.body > _SHORT or text[row.end - 1] in _SENTENCE_ENDS)
