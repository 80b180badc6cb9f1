"""Starting lines: what the first line of an article may look like on a page that holds several.

A line that looks so is a mark and proves nothing: 篇一：… and 讲话稿1 are labels of collections, （一）… and 1、… are
headings and numbers of pages too. What proves that an article begins there is in articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.numerals import number_of
from speechkit.patterns import lazy


class Mark(Struct, frozen=True):
    """A line that looks like a start; `shape` is equal for the starts of one series.

    `line` is an index, -1 for the beginning of the page. line[body:end] is the title; `inner`: a label is before it.
    """

    line: int
    shape: str
    number: int
    body: int = 0
    end: int = 0
    inner: bool = False


# Code points: the longest line that is a start or a title.
LONGEST: Final = 70
_HIGHEST: Final = 300  # the largest collections announce 100 texts; a page that counts on is none of them
_TOO_HIGH: Final = -1
_GENRE_ALONE: Final = 4  # characters before 稿: 领导讲|话稿, 会议发|言稿

_NUMBER: Final = r"(?:[一二三四五六七八九十]{1,3}|\d{1,4})"
_GENRE: Final = (
    "(?:讲话|发言|致辞|致词|演讲|讲稿|报告|主持词|串词|总结|党课|[祝贺颂献悼]词|[祝贺颂献悼]辞|祝酒[词辞]|欢[迎送][词辞]|[开闭]幕[词辞]|答谢[词辞]"
    "|[贺感谢慰问公开]{2,3}信|动员|表态|述职|心得|体会|感悟|倡议书|讲座|宣讲|点评|汇报|材料|观后感|读后感|范文|例文|稿)"
)
_TAIL: Final = r"(?:稿|提纲|摘要|要点|全文|实录|范文|材料|精选|例文|模板)*(?:[(\[【《].{0,20})?[》\])】]?"
ENDS_IN_GENRE: Final = lazy(rf"{_GENRE}{_TAIL}$")
EVENT: Final = lazy(rf"在.{{2,40}}[上时中前后会式]的?.{{0,10}}{_GENRE}{_TAIL}$")
NO_END: Final = f"。;,!?{chars.SEMICOLON}{chars.COMMA}{chars.EXCLAMATION}{chars.QUESTION}"
_CLOSED: Final = lazy("[。;]")

# Labels that stand above articles of a collection and nowhere else.
# By their first characters: to find one character is ten times faster than to find two.
_LABELS: Final = {
    "篇": "",
    "稿": "",
    "范": "文例本",
    "範": "文例本",
    "例": "文",
    "样": "文本",
    "樣": "文本",
    "模": "板",
}
_NUMERALS: Final = frozenset(
    "一二三四五六七八九十0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"
)
_LABELLED: Final = lazy(
    r"(?P<stem>[^。!?;:]{0,40}?) ?(?P<open>[\[【(<\u3014])? ?"
    rf"(?:(?P<ordinal>第) ?(?P<n>{_NUMBER}) ?篇"
    rf"|(?P<label>篇|范[文例本]|例文|样[文本]|模板|[话言讲辞课职]稿) ?(?P<m>{_NUMBER}))"
    r"(?P<between> ?(?P<shut>[\]】)>\u3015])? ?[:、.|\u2014-]{0,2} *)(?P<title>.*)$"
)
# Marks that headings and page numbers have too.
_NAMED: Final = lazy(
    r"[\[【(]?(?P<label>讲话|发言|致辞|致词|演讲|主持词|[开闭]幕[词辞]|欢迎[词辞]|答谢[词辞]|文章|稿件|part[. ]?) ?"
    rf"0?(?P<n>{_NUMBER})[\]】)]?(?: ?[:、.]| |$)(?P<title>.*)$",
    re.I,
)
_BEHIND: Final = lazy(rf"(?P<title>.{{2,50}}?) ?(?:[(\[【](?P<n>{_NUMBER})[\]】)]|之(?P<m>{_NUMBER}))$")
_BEFORE: Final = lazy(
    rf"(?:(?P<open>[(\[【])(?P<n>{_NUMBER})[\]】)] ?[:、.]?|(?P<m>{_NUMBER})(?P<mark>[:、.])|(?P<bare>{_NUMBER})(?=$))"
    r" ?(?P<title>.*)$"
)
# How a line with such a mark begins or ends.
_FIRST: Final = _NUMERALS | frozenset(f"([【讲講发發致演主开開闭閉欢歡答文稿Pp{chars.LEFT_PARENTHESIS}")
_LAST: Final = _NUMERALS | frozenset(f")]】{chars.RIGHT_PARENTHESIS}")
# Signs that a site puts in front of a label: ◆篇一.
_WORD: Final = lazy(r"[^\w《]+")


def labels_in(text: str) -> Iterable[int]:
    """Yield the places of the labels in a text that have a number."""
    for first in _LABELS:
        if first in text:
            yield from _labels(text, first)


def _labels(text: str, first: str) -> Iterable[int]:
    """Yield the places of the labels with this first character that have a number, in front of them or behind."""
    rest = _LABELS[first]
    at = text.find(first)
    while at >= 0:
        after = at + 1
        if not rest or text[after : after + 1] in rest:
            after += bool(rest)
            if not _NUMERALS.isdisjoint(text[after : after + 2]) or not _NUMERALS.isdisjoint(text[max(0, at - 2) : at]):
                yield at
        at = text.find(first, after)


def labelled(index: int, line: str) -> Mark | None:
    """Return the mark that a folded line is by a label that only collections have, or None."""
    found = _LABELLED.match(line)
    if not found:
        return None
    stem, title = _WORD.sub("", found["stem"]), found["title"]
    if title and not found["between"]:
        return None  # 篇一律, 第一篇章, 第一篇文章
    if bool(found["open"]) != bool(found["shut"]) or _CLOSED.search(title):
        return None
    number = _value(found["n"] or found["m"])
    if not number:
        return None
    place = "infix" if stem and title else "suffix" if stem else "prefix"
    shape = f"{place} {found['ordinal'] or found['label']} {found['open'] or ''}"
    if title:
        return Mark(index, shape, number, found.start("title"), len(line), inner=True)
    return Mark(index, shape, number, 0, _named_end(found), inner=False)


def _named_end(found: re.Match[str]) -> int:
    """Return where the title before a label ends: 讲话稿范文 篇1; a genre alone (发言稿1) is no title."""
    if found["label"] and found["label"][-1] == "稿":
        return found.end("label") if len(found["stem"]) > _GENRE_ALONE else 0
    return found.end("stem") if _WORD.sub("", found["stem"]) else 0


def _value(numeral: str) -> int:
    number = number_of(numeral)
    return number if number <= _HIGHEST else _TOO_HIGH


def may_be_numbered(line: str) -> bool:
    """Tell quickly whether numbered() may find a mark in a line."""
    return line[0] in _FIRST or line[-1] in _LAST


def numbered(index: int, line: str) -> Mark | None:
    """Return the mark that a folded line is by a number, or None."""
    found = _NAMED.match(line)
    if found:
        number, title = _value(found["n"]), found["title"].strip()
        return Mark(
            index, f"named {found['label'].strip(' .')}", number, len(line) - len(title), len(line), bool(title)
        )
    found = _BEFORE.match(line)
    if found:
        number, title = _value(found["n"] or found["m"] or found["bare"]), found["title"]
        if title and (_CLOSED.search(title) or not EVENT.search(title)):
            return None
        shape = f"{'numbered' if title else 'bare'} {found['open'] or found['mark'] or ''}"
        body = found.start("title") if title else 0
        return Mark(index, shape, number, body, len(line) if title else 0, inner=bool(title))
    found = _BEHIND.match(line)
    if found and ENDS_IN_GENRE.search(found["title"]):
        return Mark(index, "behind", _value(found["n"] or found["m"]), 0, found.end("title"), inner=False)
    return None
