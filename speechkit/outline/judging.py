"""Which numbered rows are headings.

Gates say no, siblings of one series are judged together, length never decides (a cap of 45 characters cost six true
headings in five speeches). Every gate must keep saying no when the headings around it have moved to lines of their own:
a text that is printed and read again must not gain headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.outline.markers import Style
from speechkit.outline.rows import Row
from speechkit.outline.scopes import Scopes, find_scopes
from speechkit.patterns import lazy

_LIST_ENDS: Final = f";,、{chars.SEMICOLON}{chars.COMMA}"
_COLONS: Final = f":{chars.COLON}"
_ENDS: Final = f"{chars.STOP}{chars.QUESTION}{chars.EXCLAMATION}?!" + _LIST_ENDS + _COLONS
# 总体要求……………1: leaders, or a page number after a wide blank.
_WIDE_BLANK: Final = rf"[{chars.BLANKS}\t]{{3,}}(?=[0-9])"
_LEADERS: Final = lazy(
    rf"(?:{chars.ELLIPSIS}{{2,}}|\.{{4,}}|{chars.MIDDLE_DOT}{{3,}}|(?:\.[{chars.BLANKS}]){{3,}}|{_WIDE_BLANK})"
    rf"[{chars.BLANKS}({chars.LEFT_PARENTHESIS}]*[0-9]*[){chars.RIGHT_PARENTHESIS}]?$"
)
# How much of a title is compared to know it again in the text below the table of contents.
_SAME: Final = 12
# How much of the end of a line is looked at for leaders.
_LEADER: Final = 80
# A number further on than this begins another series.
_WIDEST_GAP: Final = 3
# A stray number with a longer title than this is a sentence.
_SHORT: Final = 30


class Run(Struct):
    """Siblings of one style whose numbers follow each other; indices of rows."""

    style: Style
    members: list[int]
    last: int


def judge(text: str, rows: Sequence[Row]) -> Scopes:
    """Give every row its verdict (Row.heading), and return the scopes found on the way."""
    numbered = [i for i, row in enumerate(rows) if row.marker is not None]
    if not numbered:
        return Scopes(frozenset(), frozenset(), (0, 0))
    scopes = find_scopes(text, rows)
    able = [i for i in numbered if not _barred(text, rows, i, scopes)]
    contents = _contents(text, rows, able)
    proven: set[Style] = set()
    lone: list[Run] = []
    for run in runs_of(rows, [i for i in able if i not in contents]):
        if run.style >= Style.DIGIT and len(run.members) == 1:
            lone.append(run)
        elif _accepted(text, rows, run, scopes):
            proven.add(run.style)
            _mark(rows, run)
    for run in lone:
        row = rows[run.members[0]]
        stands = run.style in proven and row.scope not in scopes.annexes and not _sentence(text, row)
        if stands and _accepted(text, rows, run, scopes):
            _mark(rows, run)
    _unmark_strays(text, rows, able)
    return scopes


def _mark(rows: Sequence[Row], run: Run) -> None:
    for index in run.members:
        rows[index].heading = True


# ---- single rows


def _barred(text: str, rows: Sequence[Row], index: int, scopes: Scopes) -> bool:
    """Tell whether a row can be no heading, whatever its neighbours are."""
    row = rows[index]
    marker = row.marker
    if marker is None or marker.style is Style.ARTICLE or row.scope in scopes.notes:
        return True
    last = text[row.end - 1]
    if marker.style <= Style.SECTION:
        return last in _ENDS or not row.bare
    if scopes.law[0] <= index < scopes.law[1]:
        return True
    return (marker.doubtful and last in _ENDS) or _LEADERS.search(
        text, max(row.body, row.end - _LEADER), row.end
    ) is not None


# ---- tables of contents


def _contents(text: str, rows: Sequence[Row], able: Sequence[int]) -> set[int]:
    """Return the entries of tables of contents: in a block of bare rows, at least two that come again below."""
    entries: set[int] = set()
    blocks = [block for block in _blocks(rows, able) if _in_order(rows, block)]
    if not blocks:
        return entries
    later = {_key(text, rows[index]): index for index in able}
    for block in blocks:
        again = [i for i in block if later[_key(text, rows[i])] > i]
        if _in_order(rows, again):
            entries.update(i for i in block if again[0] <= i <= again[-1])
    return entries


def _key(text: str, row: Row) -> tuple[int, int, str]:
    marker = row.marker
    assert marker is not None
    title = "".join(text[row.body : min(row.stop, row.body + 2 * _SAME)].split())
    return marker.style, marker.number, title[:_SAME]


def _blocks(rows: Sequence[Row], able: Sequence[int]) -> Iterable[list[int]]:
    """Yield the longest lists of bare rows that stand next to each other."""
    block: list[int] = []
    for index in able:
        if block and index != block[-1] + 1:
            yield block
            block = []
        if rows[index].bare:
            block.append(index)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _in_order(rows: Sequence[Row], entries: Sequence[int]) -> bool:
    """Tell whether at least two neighbours of one style count on: an entry and its sub-entry alone are no table."""
    seen: dict[Style, int] = {}
    for index in entries:
        marker = rows[index].marker
        assert marker is not None
        if seen.get(marker.style) == marker.number - 1:
            return True
        seen[marker.style] = marker.number
    return False


# ---- series


def runs_of(rows: Sequence[Row], able: Iterable[int]) -> list[Run]:
    """Return the series among the rows: n, n+1 … of one style and scope; a number left out does not end one."""
    runs: list[Run] = []
    latest: dict[tuple[Style, int], Run] = {}
    for index in able:
        marker = rows[index].marker
        assert marker is not None
        key = (marker.style, rows[index].scope)
        run = latest.get(key)
        if run is not None and 0 < marker.number - run.last <= _WIDEST_GAP:
            run.members.append(index)
            run.last = marker.number
            continue
        latest[key] = run = Run(marker.style, [index], marker.number)
        runs.append(run)
    return runs


def _accepted(text: str, rows: Sequence[Row], run: Run, scopes: Scopes) -> bool:
    """Tell whether a series is one of headings."""
    if run.style <= Style.SECTION:
        return True
    members = run.members
    first = rows[members[0]]
    assert first.marker is not None
    items = sum(_item(text, rows, i) for i in members)
    if items and 2 * items >= len(members) - 1:
        return False
    if run.style >= Style.DIGIT and first.marker.number > 1 and len(members) == 2:
        return False
    if first.scope in scopes.annexes and all(_sentence(text, rows[i]) for i in members):
        return False
    return run.style < Style.PAREN_HAN or not _listed(text, rows, members)


def _item(text: str, rows: Sequence[Row], index: int) -> bool:
    """Tell whether a row ends as the items of a list do, and is not explained by the line below it."""
    if text[rows[index].end - 1] not in _LIST_ENDS:
        return False
    below = index + 1
    return not rows[index].bare or below >= len(rows) or rows[below].marker is not None


def _sentence(text: str, row: Row) -> bool:
    """Tell whether a row is one whole sentence."""
    return row.bare and text[row.end - 1] == chars.STOP


def _listed(text: str, rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Tell whether the members are the lines of a list: after a colon, next to each other, nothing said under any."""
    before = members[0] - 1
    if before < 0 or len(members) < 2 or rows[before].marker is not None or text[rows[before].end - 1] not in _COLONS:
        return False
    bare = all(rows[i].bare for i in members)
    together = members[-1] - members[0] == len(members) - 1
    return bare and together and not all(_sentence(text, rows[i]) for i in members)


def _unmark_strays(text: str, rows: Sequence[Row], able: Sequence[int]) -> None:
    """Take back what stands between n and n+1 of its style, is neither and reads like a sentence, or is doubtful."""
    latest: dict[tuple[Style, int], list[int]] = {}
    for index in able:
        if rows[index].heading:
            marker = rows[index].marker
            assert marker is not None
            latest.setdefault((marker.style, rows[index].scope), []).append(index)
    for series in latest.values():
        for place, index in enumerate(series):
            if _stray(text, rows, series, place):
                rows[index].heading = False


def _stray(text: str, rows: Sequence[Row], series: Sequence[int], place: int) -> bool:
    row = rows[series[place]]
    number = _number(rows, series, place)
    before, after = _number(rows, series, place - 1), _number(rows, series, place + 1)
    fits = number == before + 1 and after != number
    if row.marker is not None and row.marker.doubtful:
        return not fits
    if fits or number == 1 or not before or after != before + 1:
        return False
    return row.bare and (text[row.end - 1] == chars.STOP or row.stop - row.body > _SHORT)


def _number(rows: Sequence[Row], series: Sequence[int], place: int) -> int:
    """Return the number of a member, 0 outside the series."""
    marker = rows[series[place]].marker if 0 <= place < len(series) else None
    return marker.number if marker else 0
