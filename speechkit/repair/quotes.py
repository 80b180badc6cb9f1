"""Missing opening quotes: 爭做“維穩尖兵”破案能手” should read …“維穩尖兵”“破案能手”.

A closing quote without its partner is given one only where the left edge of the term is certain:

* the same term stands quoted elsewhere in the document, and a mark or a governing verb stands before this one;
* it follows a quoted item directly, in a row of such items or as the like of its neighbour;
* it is a numeral abbreviation (兩不誤) governed by a verb or by 的, or a short term after a colon.

After 、 nothing is certain: “双随机、一公开” is one term.

Nothing else is ever put in, and nothing is taken out. What stays without a partner is flagged by repair.wording.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy

_PAIRS: Final = (
    (chars.LEFT_QUOTE, chars.RIGHT_QUOTE),
    (chars.LEFT_CORNER, chars.RIGHT_CORNER),
)
_LONGEST: Final = 10  # characters of an item in a row of quoted items
_SHORT: Final = 6  # characters of a term after a colon, or of three items of one length
_TERM: Final = f"[{chars.HAN}]"
_HAN_RUN: Final = lazy(f"{_TERM}+\\Z")
# Words that no quoted term of an official text holds: with one of them inside, the term begins later.
_FUNCTION: Final = lazy("[的是和与與及在了把对對将將被从從向让讓而但也就都]|因此|所以|通过|通過|按照|根据|根據|要求")
_NUMERAL: Final = "两兩二三四五六七八九十双雙"
_GOVERNED: Final = (
    "做到|实现|實現|坚持|堅持|落实|落實|开展|開展|深化|推进|推進|增强|增強|牢记|牢記|践行|踐行|树立|樹立|做好|抓好|达到|達到|"
    "争做|爭做|争当|爭當|强化|強化|树牢|樹牢|坚定|堅定|发扬|發揚|弘扬|弘揚|组织|組織|推动|推動|的|即|为|為|以|按照|围绕|圍繞|提出"
)
_ABBREVIATION: Final = lazy(
    f"(?<![{_NUMERAL}])(?:{_GOVERNED})(?P<term>[{_NUMERAL}][{chars.HAN}]{{1,4}}|大[{chars.HAN}]{{2,3}})\\Z"
)
_BOUNDARY: Final = lazy(f"(?:^|[,;:。、{chars.COMMA}{chars.SEMICOLON}{chars.COLON}]|{_GOVERNED})\\Z")
_AFTER_MARK: Final = lazy(f"[:{chars.COLON}](?P<term>{_TERM}{{2,{_SHORT}}})\\Z")
_AFTER_COMMA: Final = lazy(f"[,{chars.COMMA}](?P<term>[{_NUMERAL}][{chars.HAN}]{{1,4}})\\Z")
_WINDOW: Final = 24


class _Lone(Struct, frozen=True, gc=False):
    """A closing quote without a partner: text[at]; `last` is where the quote before it ends, on the same line."""

    at: int
    last: int
    line: int


def restore_quotes(draft: Draft) -> Change:
    """Return an opening quote for every lone closing one whose term has a certain left edge."""
    cuts: list[Cut] = []
    for opening, closing in _PAIRS:
        if draft.text.count(closing) > draft.text.count(opening):
            cuts += _restored(draft, opening, closing)
    return sorted(cuts, key=lambda cut: cut.start)


def _restored(draft: Draft, opening: str, closing: str) -> list[Cut]:
    text = draft.text
    lone, quoted = _scan(text, opening, closing)
    edges: dict[int, int] = {}  # place of a lone closing quote -> where its partner goes
    for index, each in enumerate(lone):
        edge = _edge(text, each, quoted)
        if edge is None:
            edge = _edge_in_row(text, index, lone, edges, opening)
        if edge is not None:
            edges[each.at] = edge
    if edges:
        first = min(edges)
        draft.warn("missing_quotes", f"{len(edges)} opening quotes were missing and put back", edges[first], first + 1)
    return [Cut(edge, edge, opening, "quote.open") for edge in edges.values()]


def _scan(text: str, opening: str, closing: str) -> tuple[list[_Lone], set[str]]:
    """Return the closing quotes without a partner on their line, and the short terms that stand quoted."""
    lone: list[_Lone] = []
    quoted: set[str] = set()
    depth = last = line = begun = 0
    for found in re.finditer(f"[{opening}{closing}{chars.LINE_ENDS}]", text):
        mark, at = found[0], found.start()
        if mark in chars.LINE_ENDS:
            depth, line, last = 0, at + 1, at + 1
            continue
        if mark == opening:
            depth, begun = depth + 1, at + 1
        elif depth:
            depth = 0
            if 2 <= at - begun <= _LONGEST:
                quoted.add(text[begun:at])
        else:
            lone.append(_Lone(at, last, line))
        last = at + 1
    return lone, quoted


def _edge(text: str, lone: _Lone, quoted: set[str]) -> int | None:
    """Return where a term begins that shows its own left edge."""
    low = max(lone.last, lone.at - _WINDOW)
    before = text[low : lone.at]
    run = _HAN_RUN.search(before)
    if not run:
        return None
    term = run[0][-_LONGEST:]
    for size in range(len(term), 1, -1):
        if term[-size:] in quoted:
            return lone.at - size if _BOUNDARY.search(before[: len(before) - size]) else None
    found = _ABBREVIATION.search(before) or _AFTER_COMMA.search(before)
    if not found:
        found = _AFTER_MARK.search(before)
        if found and (_FUNCTION.search(found["term"]) or text[lone.at + 1 : lone.at + 9].find(text[lone.at]) >= 0):
            return None  # ：牢記”两个维护”: both quotes of a pair were printed as closing ones
    return low + found.start("term") if found else None


def _edge_in_row(text: str, index: int, lone: list[_Lone], edges: dict[int, int], opening: str) -> int | None:
    """Return the end of the item before if this one follows it directly and is its like, or one of a row."""
    each = lone[index]
    start = each.last + (text[each.last : each.last + 1] == "、")
    item = text[start : each.at]
    previous = each.last - 1
    if each.last == each.line or text[previous] != text[each.at] or not _is_item(item):
        return _first_of_row(text, index, lone)
    if index and lone[index - 1].at == previous and previous not in edges:
        return None  # the quote before is itself in doubt
    after = lone[index + 1] if index + 1 < len(lone) else None
    if after and after.last == each.at + 1 and _is_item(text[after.last : after.at]):
        return start
    begun = edges.get(previous, text.rfind(opening, max(each.line, previous - _WINDOW), previous) + 1)
    before = text[begun:previous] if begun else ""
    alike = len(before) == len(item) or (before[-1:] == item[-1:] and abs(len(before) - len(item)) <= 4)
    return start if before and (alike or (index and previous in edges)) else None


def _first_of_row(text: str, index: int, lone: list[_Lone]) -> int | None:
    """Return the left edge of the first of three items of one length: 做到兩不誤”兩推進”雙豐收”."""
    each = lone[index]
    after = lone[index + 1 : index + 3]
    if len(after) < 2 or after[0].last != each.at + 1 or after[1].last != after[0].at + 1:
        return None
    size = after[0].at - after[0].last
    if size != after[1].at - after[1].last or not 2 <= size <= _SHORT:
        return None
    term = text[each.at - size : each.at] if each.at - size >= each.last else ""
    return each.at - size if term and term[0] in _NUMERAL and _is_item(term) else None


def _is_item(item: str) -> bool:
    return 2 <= len(item) <= _LONGEST and bool(_HAN_RUN.fullmatch(item)) and not _FUNCTION.search(item)


def lone_quotes(text: str) -> list[int]:
    """Return the places of closing quotes that have no partner on their line."""
    return [
        each.at
        for opening, closing in _PAIRS
        if text.count(closing) > text.count(opening)
        for each in _scan(text, opening, closing)[0]
    ]


PASS = Editor(
    name="repair.quotes",
    title="Put back missing opening quotes",
    title_zh="补回缺失的左引号",
    why="Without its opening quote a slogan is not seen as one; put back only where its left edge is certain.",
    edit=restore_quotes,
)
