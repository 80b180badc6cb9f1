"""A number that stands alone on its line, parted from the title that it numbers: 一、⏎加强领导.

The two are joined only where the series proves the number (the one before stands above it, or the one after below it),
and where the next line is what a number stands before: no title of a speech, no salutation, no line of facts. The
first number of a page that has no second is a page's or a list's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit import chars
from speechkit.passes import Line
from speechkit.patterns import lazy

_OPEN: Final = f"[({chars.LEFT_PARENTHESIS}]"
_SHUT: Final = f"[){chars.RIGHT_PARENTHESIS}]"
_DOT: Final = "[、.\uff0e]"
# The group that matched tells the style, its text the number.
_NUMBER: Final = lazy(
    f"(?P<figure>[0-9]{{1,2}}){_DOT}|(?P<word>[{chars.CHINESE_DIGITS}]{{1,3}}){_DOT}"
    f"|{_OPEN}(?P<bracket>[{chars.CHINESE_DIGITS}]{{1,3}}){_SHUT}|{_OPEN}(?P<round>[0-9]{{1,2}}){_SHUT}"
    f"|第(?P<part>[{chars.CHINESE_DIGITS}]{{1,3}})[章节節编編]"
)
_LONGEST: Final = 5  # code points of a number that stands alone
_TITLE: Final = 44  # code points of what a chapter is called
_HAN: Final = lazy(f"[{chars.HAN}{chars.LEFT_QUOTE}]")
_MARKS: Final = "。!?;," + chars.EXCLAMATION + chars.QUESTION + chars.SEMICOLON + chars.COMMA
_COLONS: Final = ":" + chars.COLON
_FACTS: Final = lazy(f"[{chars.HAN} ]{{2,6}}[{_COLONS}]|.{{0,20}}(?:19|20)[0-9]{{2}}(?:[-/.]|年[0-9])")
_SPEECH: Final = lazy(
    "(?:讲话|講話|发言|發言|致辞|致辭|致词|致詞|演讲|演講|讲解|汇报|匯報|报告|報告|贺词|賀詞|主持[词詞]|倡议书|倡議書|感言)稿?$"
    "|[讲講发發演]?[话話言讲講]稿[0-9一二三四五六七八九十]{0,3}$|.{0,12}范文"
)
_DIGITS: Final = "〇一二三四五六七八九"
_TEN: Final = 10

Mark = tuple[str, int]  # the style and the number


def parted(lines: Sequence[Line]) -> list[int]:
    """Return the lines, as indices, that hold nothing but the number of what stands on the next one."""
    alone = [at for at, line in enumerate(lines[:-1]) if len(line.body) <= _LONGEST and _NUMBER.fullmatch(line.body)]
    alone = [at for at in alone if _is_numbered(lines[at].body, lines[at + 1].body)]
    if not alone:
        return []
    first: dict[Mark, int] = {}
    last: dict[Mark, int] = {}
    for at, line in enumerate(lines):
        if mark := _mark(line.body):
            first.setdefault(mark, at)
            last[mark] = at
    return [at for at in alone if _is_proven(lines[at].body, at, first, last)]


def _is_numbered(number: str, body: str) -> bool:
    """Say whether a line may be what a number stands before."""
    if not _HAN.match(body) or _NUMBER.match(body) or body[-1] in _COLONS or _FACTS.match(body):
        return False
    if number[0] == "第" and (len(body) > _TITLE or body[-1] in _MARKS):
        return False
    return len(body) > _TITLE or not _SPEECH.search(body)


def _is_proven(body: str, at: int, first: dict[Mark, int], last: dict[Mark, int]) -> bool:
    mark = _mark(body)
    if mark is None:
        return False
    style, number = mark
    return first.get((style, number - 1), at) < at or last.get((style, number + 1), at) > at


def _mark(body: str) -> Mark | None:
    found = _NUMBER.match(body)
    if not found:
        return None
    style = str(found.lastgroup)
    return style, int(found[style]) if found[style].isdecimal() and found[style].isascii() else _value(found[style])


def _value(text: str) -> int:
    """Return a number below 100 in Chinese figures; -1 for another."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or any(mark not in _DIGITS for mark in tens + ones):
        return -_TEN
    return (_TEN * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)
