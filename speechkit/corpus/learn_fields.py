"""Which metadata a slot holds: by the words before it, and by what it held on the pages that taught it."""

from __future__ import annotations

from typing import Final

from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_pages import MARKS, SLOT_OF, shape_of
from speechkit.patterns import lazy
from speechkit.rules import shapes
from speechkit.rules.fold import fold

_REACH: Final = 8  # code points before a slot that may name it
_COUNTS: Final = {
    "views": lazy("阅读|浏览|点击|人气|围观|访问|查看|看过|阅览|读过|来过|路过"),
    "comments": lazy("评论|回复|留言|跟帖|回帖"),
}
_TEXTS: Final = {
    "author": lazy("作者|撰稿|撰文|文/|记者|投稿|上传|楼主|执笔"),
    "editor": lazy("编辑|责编|校对|编校|小编"),
    "publisher": lazy("来源|出处|来自|转自|摘自|稿源"),
    "next": lazy("下一?[篇页则条章文]|后一[篇页则条]"),
    "previous": lazy("上一?[篇页则条章文]|前一[篇页则条]"),
}
_LINKS: Final = lazy("本文|原文|地址|链接|出处|网址")
_DATES: Final = lazy("时间|日期|发布|更新|发表|上传|编辑于|于$")
_ACCOUNT: Final = lazy(r"[A-Za-z][A-Za-z0-9_]{2,15}")
_NAMED: Final = 0.6  # of the values read like names: the rest are user names


def with_fields(marked: str, side: str, lines: list[str]) -> str:
    """Return the shape of a typed line, its slots named after the metadata they hold, each field once.

    `lines` are those that taught it. What no word and no value proves stays unnamed.
    """
    fields: dict[int, str] = {}
    for at, char in enumerate(marked):
        slot = SLOT_OF.get(char)
        field = _field(slot, marked, at, side) if slot else ""
        if field and field not in fields.values():
            fields[at] = field
    free = [at for at, char in enumerate(marked) if char == MARKS["text"]]
    alone = side == "head" and len(free) == 1 and free[0] not in fields and "date" in fields.values()
    if alone and _are_names(marked, free[0], lines):
        fields[free[0]] = "author"
    return "".join(f"{{{fields[at]}}}" if at in fields else shape_of(char) for at, char in enumerate(marked))


def _field(slot: str, marked: str, at: int, side: str) -> str:
    """Return the field that a slot feeds, or ''."""
    before = fold(marked[max(0, at - _REACH) : at])
    if slot == "title":
        return "title"
    if slot == "day":
        return "date" if side == "head" or _DATES.search(before) else ""
    if slot == "link":
        return "url" if _LINKS.search(before) else ""
    if slot == "n":
        near = before + "|" + fold(marked[at + 1 : at + 5])
        return next((name for name, words in _COUNTS.items() if words.search(near)), "")
    if slot == "text":
        found = [(each.end(), name) for name, words in _TEXTS.items() for each in words.finditer(before)]
        return max(found)[1] if found else ""
    return ""


def _are_names(marked: str, at: int, lines: list[str]) -> bool:
    """Say whether most of what a slot of free text held are names of persons or of accounts."""
    named = "".join("{author}" if place == at else shape_of(char) for place, char in enumerate(marked))
    values = {found["author"] for line in lines if (found := shapes.pattern_of(named).fullmatch(line))}
    names = sum(guard.is_person(fold(value)) or _ACCOUNT.fullmatch(value) is not None for value in values)
    return bool(values) and names >= _NAMED * len(values)
