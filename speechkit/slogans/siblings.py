"""Slogans spread over a series: 一是以党建促队建…二是以改革促发展…, or the titles of sibling headings.

Each clause is a slogan of its own; only its siblings show that it is coined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from speechkit import chars
from speechkit.passes import Passage
from speechkit.patterns import lazy
from speechkit.slogans.clauses import ENDED, VERBS
from speechkit.slogans.sheet import Sheet
from speechkit.slogans.tagging import likeness, predicate, tags
from speechkit.slogans.traits import HEADS

Span = tuple[int, int]

_ORDINALS: Final = "一二三四五六七八九十"
_ENDS: Final = f"{chars.COMMA}{chars.STOP}{chars.SEMICOLON}{chars.ENUMERATION_COMMA}{chars.COLON},;:\n"
_COUNTED: Final = (
    *(
        (lazy(f"{word}([^{_ENDS}]{{4,12}})(?=[{_ENDS}])"), (f"一{word}", f"二{word}", f"三{word}"), -1)
        for word in "是要"
    ),
    (lazy(f"第[{_ORDINALS}][{chars.COMMA},]([^{_ENDS}]{{4,12}})(?=[{_ENDS}])"), ("第一", "第二", "第三"), 1),
)
_COMMAS: Final = lazy(f"[{chars.COMMA},]")
# Most characters of titles of two clauses that are alike one by one; longest label before a colon.
_LONGEST: Final = 18
_LABEL: Final = 8
_TITLE: Final = lazy(f"[^{_ENDS}]{{4,12}}")


def clauses_of_series(sheet: Sheet, passages: Sequence[Passage]) -> Iterator[Span]:
    """Yield the first clauses of siblings that share their first character and one more inside: 以…促…."""
    for group in _counted(sheet.text):
        yield from _alike(sheet.text, group)
    for titles in _titles(sheet.text, passages):
        yield from _whole(sheet.text, titles) or _alike(sheet.text, _firsts(sheet.text, titles))


def _counted(text: str) -> list[list[Span]]:
    """Return the first clauses behind 一是, 二是, 三是 … or 一要, 二要 …, a list for each count that starts at one."""
    groups: list[list[Span]] = []
    for pattern, cues, place in _COUNTED:
        first, second, third = cues
        if third not in text or second not in text or first not in text:
            continue
        wanted = 0
        for found in pattern.finditer(text, text.rfind("\n", 0, text.find(first)) + 1):
            number = _ORDINALS.find(text[found.start() + place : found.start() + place + 1] or " ")
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
    return [[_said(text, each) for each in siblings] for siblings in families.values() if len(siblings) > 2]


def _said(text: str, title: Passage) -> Span:
    """Return where a title stands without its label: 党建工作：|凝聚一股劲."""
    colon = text.find(chars.COLON, title.body, min(title.end, title.body + _LABEL))
    return (title.body if colon < 0 else colon + 1), title.end


def _whole(text: str, titles: list[Span]) -> list[Span]:
    """Return titles of two clauses when the second ones are alike as well: 立规矩，让乡风有章可循."""
    split: list[list[str]] = []
    for start, end in titles:
        parts = _COMMAS.split(text[start:end])
        if len(parts) != 2 or not parts[0].isalnum() or not parts[1].isalnum():
            return []
        split.append(parts)
    ones, twos = ([parts[at] for parts in split] for at in (0, 1))
    if max(map(len, ones)) + max(map(len, twos)) > _LONGEST:
        return []
    return titles if _even(ones) and _even(twos) and _steady(twos) else []


def _firsts(text: str, titles: list[Span]) -> list[Span]:
    """Return the first clauses of titles."""
    matches = [_TITLE.match(text, start, end) for start, end in titles]
    return [found.span() for found in matches if found]


def _even(words: list[str]) -> bool:
    """Say whether clauses differ, and in length by two characters at most."""
    sizes = [*map(len, words)]
    return min(sizes) > 2 and max(sizes) - min(sizes) <= 2 and len({*words}) == len(words)


def _alike(text: str, group: list[Span]) -> list[Span]:
    words = [text[a:b] for a, b in group]
    if words and all(word[0] == "要" for word in words) and min(map(len, words)) > 4:
        group, words = [(a + 1, b) for a, b in group], [word[1:] for word in words]  # 一是要…，二是要…
    if len(words) < 3 or len(set(words)) < len(words):
        return []
    return group if _steady(words) else []


def _steady(words: list[str]) -> bool:
    """Say whether clauses that stand apart are built alike: what they share stands at one place."""
    even = len(set(map(len, words))) == 1
    if even and 3 < len(words[0]) < 9 and _built_alike(words):
        return True  # 一是全力以赴保安全，二是千方百计上项目
    if len({word[0] for word in words}) > 1:
        return False
    same = 1 + (len({word[:2] for word in words}) == 1)  # 坚持…、坚持…: one word
    common = set(words[0][same:]).intersection(*(word[same:] for word in words[1:])) - {"的"}
    steady = any(len({word.find(each, same) for word in words}) <= 2 and words[0][-1] != each for each in common)
    steady = (
        steady or (even and words[0][0] in HEADS) or (even and same == 1 and (_one_build(words, 0.8) or _made(words)))
    )
    return steady and max(map(len, words)) - min(map(len, words)) <= 2


def _built_alike(words: list[str]) -> bool:
    """Say whether equally long clauses share a place behind another one, or have one build: 思想再升温、责任再压实."""
    first = words[0]
    shared = [at for at, one in enumerate(first) if all(word[at] == one for word in words)]
    if shared:
        return shared != [*range(len(shared))] and shared[0] + len(shared) < len(first)
    return len(first) > 4 and _one_build(words, 0.8) and predicate(first) not in "VBN"


def _made(words: list[str]) -> bool:
    """Say whether one verb makes each of them something else: 做强产业筋骨、做美城市颜值."""
    return words[0][0] in VERBS and all(word[1] in ENDED for word in words)


def _one_build(words: list[str], least: float) -> bool:
    first = tags(words[0])
    return min(likeness(first, tags(word)) for word in words[1:]) > least
