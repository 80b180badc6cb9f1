"""Slogans spread over a series: 一是以党建促队建…二是以改革促发展…, or the titles of sibling headings.

Each clause is a slogan of its own; only its siblings show that it is coined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.passes import Passage
from speechkit.patterns import lazy
from speechkit.slogans.sheet import Sheet
from speechkit.slogans.tagging import likeness, predicate, tags
from speechkit.slogans.traits import HEADS

Span = tuple[int, int]

_ORDINALS: Final = "一二三四五六七八九十"
_ENDS: Final = f"{chars.COMMA}{chars.STOP}{chars.SEMICOLON}{chars.ENUMERATION_COMMA}{chars.COLON},;:\n"
_COUNTED: Final = tuple(
    (lazy(f"{word}([^{_ENDS}]{{4,12}})(?=[{_ENDS}])"), (f"一{word}", f"二{word}", f"三{word}")) for word in "是要"
)
_TITLE: Final = lazy(f"[^{_ENDS}]{{4,12}}")


def clauses_of_series(sheet: Sheet, passages: Sequence[Passage]) -> Iterator[Span]:
    """Yield the first clauses of siblings that share their first character and one more inside: 以…促…."""
    for group in (*_counted(sheet.text), *_titles(sheet.text, passages)):
        yield from _alike(sheet.text, group)


def _counted(text: str) -> list[list[Span]]:
    """Return the first clauses behind 一是, 二是, 三是 … or 一要, 二要 …, a list for each count that starts at one."""
    groups: list[list[Span]] = []
    for pattern, cues in _COUNTED:
        if not all(cue in text for cue in cues):
            continue
        wanted = 0
        for found in pattern.finditer(text):
            number = _ORDINALS.find(text[found.start() - 1 : found.start()] or " ")
            if number == 0:
                groups.append([])
                wanted = 0
            if number == wanted and groups:
                groups[-1].append(found.span(1))
                wanted += 1
    return groups


def _titles(text: str, passages: Sequence[Passage]) -> list[list[Span]]:
    families: dict[tuple[int, int | None], list[Passage]] = {}
    for each in passages:
        if each.type == "heading":
            families.setdefault((each.level, each.parent), []).append(each)
    groups = []
    for siblings in families.values():
        if len(siblings) > 2:
            matches = [_TITLE.match(text, each.body, each.end) for each in siblings]
            groups.append([found.span() for found in matches if found])
    return groups


def _alike(text: str, group: list[Span]) -> list[Span]:
    words = [text[a:b] for a, b in group]
    if words and all(word[0] == "要" for word in words) and min(map(len, words)) > 4:
        group, words = [(a + 1, b) for a, b in group], [word[1:] for word in words]  # 一是要…，二是要…
    if len(words) < 3 or len(set(words)) < len(words):
        return []
    even = len(set(map(len, words))) == 1
    if even and 4 < len(words[0]) < 9 and _built_alike(words):
        return group  # 一是全力以赴保安全，二是千方百计上项目
    if len({word[0] for word in words}) > 1:
        return []
    same = 1 + (len({word[:2] for word in words}) == 1)  # 坚持…、坚持…: one word
    common = set(words[0][same:]).intersection(*(word[same:] for word in words[1:])) - {"的"}
    steady = any(len({word.find(each, same) for word in words}) <= 2 and words[0][-1] != each for each in common)
    steady = steady or (words[0][0] in HEADS and even)
    return group if steady and max(map(len, words)) - min(map(len, words)) <= 2 else []


def _built_alike(words: list[str]) -> bool:
    """Say whether equally long clauses share a place behind another one, or have one build: 思想再升温、责任再压实."""
    first = words[0]
    shared = [at for at, one in enumerate(first) if all(word[at] == one for word in words)]
    if shared:
        return shared != [*range(len(shared))] and shared[0] + len(shared) < len(first)
    return min(likeness(tags(first), tags(word)) for word in words[1:]) > 0.8 and predicate(first) not in "VBN"
