"""Which numbered rows are headings.

Gates say no, siblings of one series are judged together, length never decides (a cap of 45 characters cost six true
headings in five speeches). Every gate must keep saying no when the headings around it have moved to lines of their own:
a text that is printed and read again must not gain headings.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from speechkit import chars
from speechkit.outline.contents import contents_of
from speechkit.outline.decimals import loose_decimals
from speechkit.outline.items import COLONS, items_among
from speechkit.outline.markers import Style
from speechkit.outline.parents import promote_parents
from speechkit.outline.rows import Row
from speechkit.outline.scopes import Scopes, find_scopes
from speechkit.outline.series import LIST_ENDS, Run, marker_of, runs_of, strays_of
from speechkit.outline.slips import mend_slips
from speechkit.patterns import lazy

_ENDS: Final = f"{chars.STOP}{chars.QUESTION}{chars.EXCLAMATION}?!" + LIST_ENDS + COLONS
# 总体要求……………1: leaders, or a page number after a wide blank.
_WIDE_BLANK: Final = rf"[{chars.BLANKS}\t]{{3,}}(?=[0-9])"
_LEADERS: Final = lazy(
    rf"(?:{chars.ELLIPSIS}{{2,}}|\.{{4,}}|{chars.MIDDLE_DOT}{{3,}}|(?:\.[{chars.BLANKS}]){{3,}}|{_WIDE_BLANK})"
    rf"[{chars.BLANKS}({chars.LEFT_PARENTHESIS}]*[0-9]*[){chars.RIGHT_PARENTHESIS}]?$"
)
_DEFINITION: Final = lazy(
    rf"{chars.LEFT_QUOTE}[^{chars.RIGHT_QUOTE}]{{1,16}}{chars.RIGHT_QUOTE}[^{chars.COMMA}{chars.STOP}]{{0,10}}[:{chars.COLON}]"
)
_PAUSES: Final = f",、{chars.COMMA}"
_LEADER_ENDS: Final = (
    f"0123456789.{chars.ELLIPSIS}{chars.MIDDLE_DOT}(){chars.LEFT_PARENTHESIS}{chars.RIGHT_PARENTHESIS}"
)
# To ask an enumeration for a member takes longer than all else that is done with it.
_SECTION: Final = Style.SECTION
_ARTICLE: Final = Style.ARTICLE
_ROMAN: Final = Style.ROMAN
_DIGIT: Final = Style.DIGIT
_STEM: Final = Style.STEM
_PAREN_STEM: Final = Style.PAREN_STEM
# How much of the end of a line is looked at for leaders.
_LEADER: Final = 80
# Numbered paragraphs, as in Hong Kong: so many at least, so long a first sentence in the middle one of them.
_PARAGRAPHS: Final = 5
_PARAGRAPH: Final = 28


def judge(text: str, rows: Sequence[Row]) -> Scopes:
    """Give every row its verdict (Row.heading), and return the scopes found on the way."""
    numbered = [i for i, row in enumerate(rows) if row.marker is not None]
    if not numbered:
        return Scopes()
    scopes = find_scopes(text, rows)
    mend_slips(text, rows, [i for i in numbered if i not in scopes.law] if scopes.law else numbered)
    able = [i for i in numbered if not _barred(text, rows, i, scopes)]
    for find in (loose_decimals, contents_of, items_among, strays_of):
        barred = find(text, rows, able)
        if barred:
            able = [i for i in able if i not in barred]
    runs = _series(text, rows, able)
    proven: set[Style] = set()
    open_: list[Run] = []
    for run in runs:
        if run.style >= _DIGIT and (len(run.members) == 1 or _is_fragment(rows, run)):
            open_.append(run)
        elif _accepted(text, rows, run, scopes):
            proven.add(run.style)
            _mark(rows, run)
    for run in open_ if proven else ():
        row = rows[run.members[0]]
        stands = run.style in proven and row.scope not in scopes.annexes and not _sentence(text, row)
        if stands and _accepted(text, rows, run, scopes):
            _mark(rows, run)
    if proven:
        promote_parents(text, rows)
    return scopes


def _mark(rows: Sequence[Row], run: Run) -> None:
    for index in run.members:
        rows[index].heading = True


def _is_fragment(rows: Sequence[Row], run: Run) -> bool:
    """Tell whether a series is too short to count: two numbers after 1, with nothing said under them."""
    if len(run.members) > 2 or marker_of(rows[run.members[0]]).number == 1:
        return False
    return not all(_explained(rows, index) for index in run.members)


def _explained(rows: Sequence[Row], index: int) -> bool:
    """Tell whether text follows a title, on its line or on the next one."""
    return not rows[index].bare or (index + 1 < len(rows) and rows[index + 1].marker is None)


# ---- single rows


def _barred(text: str, rows: Sequence[Row], index: int, scopes: Scopes) -> bool:
    """Tell whether a row can be no heading, whatever its neighbours are."""
    row = rows[index]
    marker = row.marker
    if marker is None or marker.style is _ARTICLE or row.scope in scopes.notes:
        return True
    last = text[row.end - 1]
    if row.stop < row.end and text[row.stop - 1] in _PAUSES:
        return True  # printed as a heading it would end as an item does
    if marker.style <= _SECTION:
        return last in _ENDS or not row.bare
    if index in scopes.law or (last == chars.STOP and marker.style >= _DIGIT and row.bare and _defines(text, row)):
        return True
    if marker.doubtful and last in _ENDS:
        return True
    return last in _LEADER_ENDS and _LEADERS.search(text, max(row.body, row.end - _LEADER), row.end) is not None


def _defines(text: str, row: Row) -> bool:
    """Tell whether a row explains a quoted term, as the entries of a glossary do: 1.“三新”经济：新产业、…."""
    return text[row.body] == chars.LEFT_QUOTE and _DEFINITION.match(text, row.body, row.end) is not None


# ---- series


def _series(text: str, rows: Sequence[Row], able: Sequence[int]) -> list[Run]:
    """Return the series that do not number the paragraphs of a text."""
    runs = runs_of(rows, able)
    if max([len(run.members) for run in runs], default=0) < _PARAGRAPHS:
        return runs
    tops = _tops(rows, able)
    return [run for run in runs if not _paragraphs(text, rows, run, tops)]


def _accepted(text: str, rows: Sequence[Row], run: Run, scopes: Scopes) -> bool:
    """Tell whether a series is one of headings."""
    style = run.style
    if style <= _SECTION:
        return True
    members = run.members
    items = [i for i in members if _item(text, rows, i)]
    if len(members) > 2 and items == members[-1:]:
        members.pop()  # the last item of a list is the one that does not end so: this one only looks like the next
    elif items and 2 * len(items) >= len(members) - 1:
        return False
    if _doubtful(rows, members) and not _proves_itself(members):
        return False
    rare = style is _ROMAN or style >= _STEM
    if rare and (len(members) < 2 or marker_of(rows[members[0]]).number > 1):
        return False
    if style >= _DIGIT and _documents(text, rows, members):
        return False
    annexed = rows[members[0]].scope in scopes.annexes
    return not (annexed and _enclosed(text, rows, run))


def _doubtful(rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Tell whether the numbers of all rows are in doubt."""
    return marker_of(rows[members[0]]).doubtful and all(marker_of(rows[i]).doubtful for i in members)


def _proves_itself(members: Sequence[int]) -> bool:
    """Tell whether rows whose numbers are in doubt are headings all the same: several, with rows under most of them."""
    return 2 * sum(other - one > 1 for one, other in pairwise(members)) >= len(members) - 1 > 0


def _enclosed(text: str, rows: Sequence[Row], run: Run) -> bool:
    """Tell whether a series in an annex is a list: nothing but sentences, or digits line by line."""
    members = run.members
    if all(_sentence(text, rows[i]) for i in members):
        return True
    told = sum(_explained(rows, i) for i in members)
    return run.style >= _DIGIT and 2 * told <= len(members) and all(rows[i].bare for i in members)


def _documents(text: str, rows: Sequence[Row], members: Sequence[int]) -> bool:
    """Tell whether a series lists documents: nothing but names in 《》, with no text under them."""
    if text[rows[members[0]].body] != "《":
        return False
    names = all(rows[i].bare and text[rows[i].body] == "《" and text[rows[i].stop - 1] == "》" for i in members)
    return names and 2 * sum(_explained(rows, i) for i in members) <= len(members)


def _item(text: str, rows: Sequence[Row], index: int) -> bool:
    """Tell whether a row ends as the items of a list do, and is not explained by the line below it."""
    row = rows[index]
    return text[row.end - 1] in LIST_ENDS and not (row.bare and _explained(rows, index))


def _sentence(text: str, row: Row) -> bool:
    """Tell whether a row is one whole sentence."""
    return row.bare and text[row.end - 1] == chars.STOP


def _tops(rows: Sequence[Row], able: Sequence[int]) -> dict[int, Style]:
    """Return the highest style of each scope."""
    tops: dict[int, Style] = {}
    for index in able:
        row = rows[index]
        tops[row.scope] = min(tops.get(row.scope, _PAREN_STEM), marker_of(row).style)
    return tops


def _paragraphs(text: str, rows: Sequence[Row], run: Run, tops: dict[int, Style]) -> bool:
    """Tell whether a series numbers the paragraphs of a text: nothing above it, long first sentences with commas."""
    members = run.members
    if run.style is not _DIGIT or len(members) < _PARAGRAPHS or tops[rows[members[0]].scope] < run.style:
        return False
    sizes = sorted(rows[i].stop - rows[i].body for i in members)
    if sizes[len(sizes) // 2] < _PARAGRAPH:
        return False
    paused = sum(any(text.find(c, rows[i].body, rows[i].stop) >= 0 for c in LIST_ENDS) for i in members)
    return 5 * paused >= 4 * len(members)
