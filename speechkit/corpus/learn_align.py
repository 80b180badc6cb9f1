"""What several lines have in common: 何田田 掌灯 {day} and 罗小满 掌灯 {day} -> {text} 掌灯 {day}.

Lines are typed (learn_pages): a date, a number or an address is one mark. What they share from the left and from the
right stays, and between them what all of them hold; the rest becomes a slot of free text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from speechkit.corpus.learn_pages import MARKS, SLOT_OF, Row
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_KINDS: Final = ("begins", "ends", "holds")  # what a label does most; a part in common may be a value
_FREE: Final = MARKS["text"]
_LONGEST: Final = 90  # code points of a line with a slot of free text; longer ones are paragraphs
_SEPARATORS: Final = lazy(r"[\s:|>《/\u00b7\u2022\u2014\-,;\]】〕)]")
_LABELS: Final = (":", "|", ">", "《")
_ODD_END: Final = lazy("[^\u4e00-\u9fff]")
_HAN: Final = lazy("[\u4e00-\u9fff]")
# What titles share by themselves: 在…会议上的讲话.
_OF_TITLES: Final = lazy(
    "关于|会议|工作|大会|仪式|活动|座谈会|推进会|通知|讲话|发言|致辞|致词|演讲|报告|典礼|全[市县区省镇乡]|[在的上和与会暨年]"
)


def families(rows: Iterable[Row], fewest: int) -> Iterator[list[Row]]:
    """Yield groups of rows of at least `fewest` pages that begin, end or go on alike; the largest first.

    A row that was yielded is in no later group.
    """
    held: dict[tuple[str, str], dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if not row.spoken and 2 < len(row.typed) <= _LONGEST:
            for key in _keys(row.typed):
                held[key][row.page].append(row)
    frequent = sorted(((key, pages) for key, pages in held.items() if len(pages) >= fewest), key=_by_size)
    done: set[tuple[int, int]] = set()
    for key, pages in frequent:
        found = [row for number in sorted(pages) for row in pages[number] if (row.page, row.at) not in done]
        if len({row.page for row in found}) < fewest:
            continue
        found = _narrowed(found, key[0], fewest)
        done |= {(row.page, row.at) for row in found}
        yield found


def _by_size(item: tuple[tuple[str, str], dict[int, list[Row]]]) -> tuple[int, int, int, tuple[str, str]]:
    (kind, part), pages = item
    return -len(pages), _KINDS.index(kind), -len(part), (kind, part)


def _keys(line: str) -> set[tuple[str, str]]:
    keys = {("begins", line[:2]), ("ends", line[-2:])}
    parts = _SEPARATORS.split(line)
    return keys | {("holds", part) for part in parts if 1 < len(part) < 13 and _HAN.search(part)}


def _narrowed(rows: list[Row], kind: str, fewest: int) -> list[Row]:
    """Return the rows that share more than the key: the longest beginning, or end, that costs no page."""
    if kind == "holds":
        return rows
    side: Callable[[str, int], str] = (lambda t, n: t[:n]) if kind == "begins" else (lambda t, n: t[-n:])
    pages = len({row.page for row in rows})
    for size in range(3, 30):
        groups: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if len(row.typed) >= size:
                groups[side(row.typed, size)].append(row)
        best = max(groups.values(), key=lambda group: len({row.page for row in group}), default=[])
        if len({row.page for row in best}) < max(fewest, pages):
            break
        rows = best
    return rows


def common(lines: list[str], *, whole: bool = True) -> str:
    """Return what typed lines have in common, with marks of free text where they differ.

    >>> common(["甲 掌灯", "乙丙 掌灯"]).replace(_FREE, "{}")
    '{} 掌灯'
    """
    if len(set(lines)) == 1:
        return lines[0]
    begin = _shared_beginning(lines)
    rest = [line[len(begin) :] for line in lines]
    end = _shared_beginning([line[::-1] for line in rest])[::-1]
    middles = [line[: len(line) - len(end)] for line in rest]
    if whole:
        begin, end, middles = _at_separators(begin, end, middles)
    return begin + _between(middles, labelled=begin.rstrip().endswith(_LABELS)) + end


def _shared_beginning(lines: list[str]) -> str:
    low, high = min(lines), max(lines)
    return low[: next((at for at, char in enumerate(low) if at >= len(high) or char != high[at]), len(low))]


def _at_separators(begin: str, end: str, middles: list[str]) -> tuple[str, str, list[str]]:
    """Return the parts with what follows the last separator of the beginning given back to the values.

    明夜再谈:关于… in all of a few pages: 关于 belongs to the titles.
    """
    cuts = [found.end() for found in _SEPARATORS.finditer(begin)]
    if cuts and cuts[-1] < len(begin) and begin[-1] not in SLOT_OF:
        given = begin[cuts[-1] :]
        if (len(given) < 4 and not _tells(given)) or begin[cuts[-1] - 1] == ":" or not any(middles):
            begin, middles = begin[: cuts[-1]], [given + middle for middle in middles]
    if begin.rstrip().endswith(_LABELS) and end and not _ODD_END.search(end) and (len(end) < 4 or not _tells(end)):
        end, middles = "", [middle + end for middle in middles]
    return begin, end, middles


def _tells(piece: str) -> bool:
    """Say whether a piece holds a mark, or two Chinese characters that titles do not share by themselves."""
    if any(char in SLOT_OF for char in piece):
        return True
    return len(_HAN.findall(_OF_TITLES.sub("", fold(piece)))) > 1


def _between(middles: list[str], *, labelled: bool = False) -> str:
    """Return free text, around what all the middles hold: a mark, or two characters.

    Behind a label (`labelled`) what is shared is part of the values, unless it is a mark or another label.
    """
    if not any(middles):
        return ""
    shared = _shared(middles)
    if not shared or (labelled and ":" not in shared and not any(char in SLOT_OF for char in shared)):
        return _FREE
    parts = [middle.partition(shared) for middle in middles]
    left = common([part[0] for part in parts], whole=False) if any(part[0] for part in parts) else ""
    right = common([part[2] for part in parts], whole=False) if any(part[2] for part in parts) else ""
    return left + shared + right


def _shared(middles: list[str]) -> str:
    """Return the longest piece that stands in all of the strings, if it is a mark or two Chinese characters."""
    first = min(middles, key=len)
    for size in range(len(first), 0, -1):
        for at in range(len(first) - size + 1):
            piece = first[at : at + size]
            if all(piece in middle for middle in middles) and _tells(piece):
                return piece
    return ""
