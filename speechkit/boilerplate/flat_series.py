"""Headings inside a line: 一、…。二、…。三、… on a page whose line breaks were lost.

A number proves nothing; a series does. Its members count from 1 without a hole, each stands behind the end of a
sentence (or right behind the title of its parent), and what stands between two of them is more than one short
sentence: 要办好三件事：一、…。二、…。 is an enumeration and stays in its sentence. Where the page has lines, one member
must stand at the beginning of a line already.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.numerals import number_of
from speechkit.passes import Line
from speechkit.patterns import lazy

_N: Final = "[一二三四五六七八九十百]"
_BLANK: Final = f"[{chars.BLANKS}]"
_OPEN: Final = f"[({chars.LEFT_PARENTHESIS}]"
_CLOSE: Final = f"[){chars.RIGHT_PARENTHESIS}]"
_DOT: Final = ".\N{FULLWIDTH FULL STOP}"
# Words that a number counts: 一、二级公路; words that speak of a chapter: 第三章规定.
_COUNTED: Final = rf"(?!{_N}{{1,3}}[、级級类類档檔线線批届屆期产產季月日号號时時点點楼层層班年度次]|[千万萬亿億])"
_SPOKEN: Final = "(?!规定|規定|的|所|第|课|課|至|到|和|及|[、,.。;])"
_MARK: Final = (
    rf"(?:(?P<han>{_N}{{1,3}})[、{_DOT}]{_COUNTED}"
    rf"|{_OPEN}{_BLANK}?(?P<paren>{_N}{{1,3}}){_BLANK}?{_CLOSE}"
    rf"|(?P<digit>[0-9]{{1,2}})[、{_DOT}](?![0-9])"
    rf"|{_OPEN}(?P<small>[0-9]{{1,2}}){_CLOSE}"
    rf"|第(?P<unit>{_N}{{1,4}}|[0-9]{{1,3}})(?:(?P<part>[编編篇])|(?P<chapter>章|部分)|(?P<section>[節节])|(?P<article>[条條])){_SPOKEN})"
    rf"(?={_BLANK}{{0,4}}[^\s,.。;:、!?{chars.COMMA}{chars.SEMICOLON}{chars.COLON}])"
)
_STOPS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}{chars.ELLIPSIS}"
_SHUT: Final = f"[{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}》){chars.RIGHT_PARENTHESIS}]{{0,2}}"
# （商务部负责）, the note behind a sentence.
_NOTE: Final = f"(?:{_OPEN}[^(){chars.LEFT_PARENTHESIS}{chars.RIGHT_PARENTHESIS}\n]{{4,160}}{_CLOSE})?"
_LINE: Final = lazy(_MARK)
# In a page that has lines only what stands behind a full stop is looked at.
# What may follow the stop: nearly always something else does, and the rest need not be tried.
_NEXT: Final = (
    f"(?=[{chars.RIGHT_QUOTE}{chars.RIGHT_CORNER}》){chars.RIGHT_PARENTHESIS}({chars.LEFT_PARENTHESIS}{chars.BLANKS}"
    "一二三四五六七八九十百0-9第])"
)
_GLUED: Final = lazy(f"。{_NEXT}{_SHUT}{_NOTE}{_BLANK}{{0,6}}{_MARK}")
_SHOUTED: Final = lazy(f"{chars.EXCLAMATION}{_NEXT}{_SHUT}{_BLANK}{{0,6}}{_MARK}")
_WITHIN: Final = lazy(
    f"(?:(?P<stop>[{_STOPS}]){_SHUT}{_NOTE}|(?P<colon>[:{chars.COLON}])|(?P<blank>{_BLANK})){_BLANK}{{0,6}}{_MARK}"
)
_CHILD: Final = lazy(
    rf"{_OPEN}{_BLANK}?(?:{_N}{{1,3}}|1){_BLANK}?{_CLOSE}|(?<![0-9])[0-9]{{1,2}}[、{_DOT}](?![0-9])|(?<!{_N})一、{_COUNTED}"
    rf"|第(?:{_N}{{1,4}}|[0-9]{{1,3}})[条條节節]{_SPOKEN}"
)
# With its first article so near that this is no entry of a table of contents.
_CHAPTER: Final = lazy(rf"第[一1][章编編](?=[^{_STOPS}第]{{1,30}}(?:第[一1][节節][^{_STOPS}第]{{1,30}})?第[一1][条條])")
_TITLE: Final = lazy(rf"[^{_STOPS};:{chars.SEMICOLON}{chars.COLON}\n]{{2,40}}")
_PAIRS: Final = {
    chars.RIGHT_QUOTE: chars.LEFT_QUOTE,
    chars.RIGHT_CORNER: chars.LEFT_CORNER,
    "》": "《",
    chars.RIGHT_PARENTHESIS: chars.LEFT_PARENTHESIS,
    ")": "(",
}
_PAIRED: Final = lazy(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_QUOTE: Final = 600  # code points between two marks of a pair
_NUMERAL: Final = 9  # code points of a bracket that holds no more than a numeral
_ENDS: Final = lazy(f"[{_STOPS}{chars.LINE_ENDS}]+")
_LINE_END: Final = lazy(f"[{chars.LINE_ENDS}]")
_SHORT: Final = 48  # code points of an item of one sentence: a section has more, or more than one sentence
_WHOLE: Final = ("line", "row")
_ROW: Final = 200  # code points of a title
_RANKS: Final = ("part", "chapter", "section", "article", "han", "paren", "digit", "small")
_FIRM: Final = ("part", "chapter", "section", "han")  # one member at the beginning of a line proves the others
_LEAST: Final = {"digit": 3, "small": 3, "article": 3}


class Spot(Struct, gc=False):
    """A marker at text[at]: its style and number, the line it stands in, and what stands before it.

    `after` is "line" (it begins the line), "stop", "colon", "blank", "title" (of the heading above it) or "row" (the
    title of the heading above it and its stop).
    """

    at: int
    end: int
    style: str
    number: int
    line: int
    after: str


class Run(Struct):
    """Markers of one style that count on."""

    members: list[Spot]

    @property
    def last(self) -> int:
        """Return the number of the last member."""
        return self.members[-1].number


def glued(text: str) -> bool:
    """Say whether a marker stands behind a full stop anywhere in a text."""
    return _GLUED.search(text) is not None or (chars.EXCLAMATION in text and _SHOUTED.search(text) is not None)


def heading_starts(text: str, lines: Sequence[Line], flat: Iterable[int]) -> list[Spot]:
    """Return the markers that begin a heading inside a line; `flat` are the lines that lost their breaks."""
    loose = set(flat)
    spots = _spots(text, lines, loose)
    if all(spot.after == "line" for spot in spots):
        return []
    opened = [spot.at for spot in spots if spot.after in _WHOLE]
    barriers: list[int] = []
    found: list[Spot] = []
    for style in _RANKS:
        own = [spot for spot in spots if spot.style == style]
        if not own:
            continue
        for run in _runs(text, own, barriers):
            if not _proven(text, run, loose, opened):
                continue
            within = [spot for spot in run.members if spot.after != "line"]
            found += within
            if style in _FIRM:
                loose.update(spot.line for spot in within)
            if style != "article":
                barriers += [spot.at for spot in run.members]
        barriers.sort()
    return sorted(found, key=lambda spot: spot.at)


# ---- markers


def _spots(text: str, lines: Sequence[Line], loose: set[int]) -> list[Spot]:
    spots: list[Spot] = []
    for number, line in enumerate(lines):
        first = _LINE.match(line.body)
        if first:
            spots.append(_spot(first, line.start, number, "line"))
        spots += _inside(line, number, flat=number in loose)
        if number in loose:
            spots += _opening(line, number)
    spots += [child for spot in spots if (child := _child(text, spot, lines[spot.line]))]
    known: dict[int, Spot] = {}
    for spot in spots:
        if spot.at not in known or known[spot.at].after == "blank":
            known[spot.at] = spot
    ordered = [known[at] for at in sorted(known)]
    _rows(text, ordered)
    return ordered


def _rows(text: str, spots: Sequence[Spot]) -> None:
    """Mark what follows the title of a heading at once: it stands on a row of its own when the heading is printed."""
    for one, other in pairwise(spots):
        if one.after not in ("line", "row") or other.line != one.line or other.after != "stop":
            continue
        ends = _ENDS.findall(text[one.end : other.at]) if other.at - one.end <= _ROW else ()
        if len(ends) == 1:
            other.after = "row"


def _inside(line: Line, number: int, *, flat: bool) -> list[Spot]:
    """Return the markers inside a line, those in quotes and brackets left out."""
    body = line.body
    if not flat and not _GLUED.search(body) and not (chars.EXCLAMATION in body and _SHOUTED.search(body)):
        return []
    shut = _shut(body)
    out: list[Spot] = []
    index, at = 0, 0
    while found := _WITHIN.search(body, at):
        after = "stop" if found["stop"] else "colon" if found["colon"] else "blank"
        spot = _spot(found, line.start, number, after)
        place = spot.at - line.start
        at = place + 1
        while index < len(shut) and shut[index][1] <= place:
            index += 1
        if index == len(shut) or place <= shut[index][0]:
            out.append(spot)
    return out


def _shut(body: str) -> list[tuple[int, int]]:
    """Return the quotes and brackets of a line, in order; one inside another counts with the outer one."""
    opened: dict[str, int] = {}
    shut: list[tuple[int, int]] = []
    for found in _PAIRED.finditer(body):
        mark, at = found[0], found.start()
        start = opened.pop(_PAIRS[mark], -1) if mark in _PAIRS else -1
        if mark not in _PAIRS:
            opened.setdefault(mark, at)
        elif start >= 0 and at - start <= _QUOTE and (mark not in ")\uff09" or at - start > _NUMERAL):
            while shut and shut[-1][0] > start:
                shut.pop()
            shut.append((start, at + 1))
    return shut


def _spot(found: re.Match[str], base: int, line: int, after: str) -> Spot:
    style = next(name for name in ("han", "paren", "digit", "small", "unit") if found[name])
    number = number_of(found[style])
    start = found.start(style) - (style in ("paren", "small", "unit"))
    while style == "paren" and found.string[start] in chars.BLANKS:
        start -= 1
    if style == "unit":
        style = next(name for name in ("part", "chapter", "section", "article") if found[name])
    return Spot(base + start, base + found.end(), style, number, line, after)


def _opening(line: Line, number: int) -> list[Spot]:
    """Return the first chapter of a law, whose own title stands before it without a stop: …法第一章 总则第一条."""
    out = []
    for found in _CHAPTER.finditer(line.body):
        marker = _LINE.match(line.body, found.start())
        if marker and found.start():
            out.append(_spot(marker, line.start, number, "title"))
    return out


def _child(text: str, spot: Spot, line: Line) -> Spot | None:
    """Return the first child right behind a title without an end mark: 二、强化措施（一）加强领导。."""
    if spot.style in ("digit", "small", "article"):
        return None
    title = _TITLE.match(text, spot.end, line.end)
    child = _CHILD.search(text, spot.end + 2, title.end() + 1) if title and title.end() > spot.end + 2 else None
    found = _LINE.match(text, child.start(), line.end) if child else None
    if not found:
        return None
    made = _spot(found, 0, spot.line, "title")
    return made if made.style != spot.style else None


# ---- series


def _runs(text: str, own: Sequence[Spot], barriers: Sequence[int]) -> list[Run]:
    """Return the series of one style; a barrier, a heading of a higher rank, ends those before it."""
    done: list[Run] = []
    alive: list[Run] = []
    level, at = 0, 0
    for spot in own:
        while at < len(barriers) and barriers[at] <= spot.at:
            at += 1
        if at != level:
            level = at
            if spot.number == 1:
                alive = []
        run = _continued(text, alive, spot)
        if run is not None:
            run.members.append(spot)
        elif spot.number == 1:
            alive = [*alive[-1:], Run([spot])]
            done.append(alive[-1])
    return done


def _continued(text: str, alive: list[Run], spot: Spot) -> Run | None:
    """Return the series that a marker continues: the latest, unless that is a list which has ended."""
    fitting = [run for run in alive if run.last == spot.number - 1]
    if not fitting or spot.number == 1:
        return None
    latest = fitting[-1]
    if len(fitting) > 1 and _listed(text, latest) and not _thin(text, latest.members[-1], spot):
        return fitting[0]
    return latest


def _listed(text: str, run: Run) -> bool:
    return len(run.members) > 1 and all(_thin(text, a, b) for a, b in pairwise(run.members))


def _thin(text: str, one: Spot, other: Spot) -> bool:
    """Say whether no more than one short sentence stands between two markers."""
    if other.at - one.end > _SHORT:
        return False
    return len(_ENDS.findall(text[one.end : other.at].strip())) <= 1


def _list(text: str, members: Sequence[Spot], thin: int) -> bool:
    """Say whether a series is a list of sentences, `thin` of them short, and not one of sections."""
    colon = members[0].after == "colon"
    if 2 * thin > len(members) - 1 or (colon and thin):
        return True
    return (colon or members[0].style not in _FIRM) and all(_single(text, a, b) for a, b in pairwise(members))


def _single(text: str, one: Spot, other: Spot) -> bool:
    """Say whether one sentence stands between two markers: a list, however long its items are."""
    first = _ENDS.search(text, one.end, other.at)
    return first is None or _ENDS.search(text, first.end(), other.at) is None


def _proven(text: str, run: Run, loose: set[int], opened: Sequence[int]) -> bool:
    """Say whether a series is one of headings that lost their lines; `opened` are the markers that begin a row."""
    members = run.members
    if len(members) < _LEAST.get(members[0].style, 2):
        return False
    thin = sum(_thin(text, a, b) for a, b in pairwise(members))
    colon = members[0].after == "colon"
    if members[0].style != "article" and (_list(text, members, thin) or any(m.after == "colon" for m in members[1:])):
        return False
    within = [spot for spot in members if spot.after != "line"]
    outside = [spot for spot in within if spot.line not in loose]
    if not outside:
        return True
    if any(spot.after == "blank" for spot in outside):
        return False
    if any(spot.after in _WHOLE for spot in members[members[0].style not in _FIRM :]):
        return True
    broken = sum(_broken(text, a, b, opened) for a, b in pairwise(members))
    titled = members[0].after == "title" and not thin
    return titled or (not colon and 2 * broken >= len(members) - 1)


def _broken(text: str, one: Spot, other: Spot, opened: Sequence[int]) -> bool:
    """Say whether a section runs over lines: what an author numbers inside a paragraph ends with the paragraph.

    The break behind the first sentence does not count: a run-in title is printed on a line of its own. A heading that
    has a row of its own does, whether it is printed on a line or not, and so does a title that ends its line bare,
    unless its marker begins that line: a run-in title looks the same once it is printed.
    """
    if bisect_left(opened, other.at) > bisect_right(opened, one.at):
        return True
    first = _ENDS.search(text, one.end, other.at)
    if first is None:
        return False
    bare = first[0].isspace() and one.after not in _WHOLE
    return bare or _LINE_END.search(text[first.end() : other.at].strip()) is not None
