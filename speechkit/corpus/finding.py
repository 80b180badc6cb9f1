"""Where known slogans stand in a text, however it is punctuated, quoted and written.

Text and slogans are compared by their keys: simplified letters and digits, all blocks of a document in one string that
an automaton reads once. What it finds is then judged on the printed text: marks in between (三，农 is not 三农), the
edges of words (三农业 holds no 三农), longer slogans of the same kind around it (不忘初心 in 不忘初心、牢记使命).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from speechkit import chars
from speechkit.document import Block
from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.rules.lexicon import words
from speechkit.script import simplify
from speechkit.slogans.clauses import is_word
from speechkit.slogans.numberwords import DIGITS

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_RUN: Final = lazy(r"[^\W_]+")
_FIGURE: Final = lazy("([0-9]{1,2})(?=[个大项])")
_NUMBER: Final = lazy(f"([{DIGITS}]{{1,3}})(?=[个大项])")
_TENS: Final = "〇一二三四五六七八九十"
# Marks that may stand inside a slogan anywhere: they quote or space a part of it.
_QUIET: Final = frozenset(
    f"{chars.BLANKS}{chars.LEFT_QUOTE}{chars.RIGHT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.RIGHT_SINGLE_QUOTE}"
    f"{chars.LEFT_CORNER}{chars.RIGHT_CORNER}{chars.LEFT_TITLE_MARK}{chars.RIGHT_TITLE_MARK}{chars.MIDDLE_DOT}\"'*_"
)
# Marks that may part its clauses, where it is long enough to be told without them.
_SOFT: Final = frozenset(f"{chars.COMMA}{chars.ENUMERATION_COMMA}{chars.SEMICOLON},;{chars.COLON}:")
# From this many characters on a key is found by itself: edges of words and soft marks do not matter any more.
LONG: Final = 6
_OPENERS: Final = f'{chars.LEFT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.LEFT_CORNER}{chars.LEFT_TITLE_MARK}"'
_CLOSERS: Final = f'{chars.RIGHT_QUOTE}{chars.RIGHT_SINGLE_QUOTE}{chars.RIGHT_CORNER}{chars.RIGHT_TITLE_MARK}"'
_BETWEEN: Final = "\n"  # of two blocks; no key holds it
# How a word of three or four characters may lie across a joint.
_STRADDLING: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))
# Before a number: what it counts was said just now, or comes next.
_POINTING: Final = ("这", "那", "以下", "如下", "上述", "下列")
_SAYING: Final = ("讲", "说", "谈", "强调")
_ENDING: Final = f"{chars.STOP}{chars.COLON}{chars.COMMA}{chars.SEMICOLON}{chars.EXCLAMATION}:,;!\n"
_NUMERALS: Final = frozenset(f"{DIGITS}〇零百千万亿第数几0123456789")


def key_of(text: str) -> str:
    """Return the key of a text in either script: its simplified letters and digits.

    >>> key_of("“學習強國”、爭先")
    '学习强国争先'
    """
    return "".join(_RUN.findall(simplify(text)))


def canonical(key: str) -> str:
    """Return the one key of a numeral abbreviation however its number is printed.

    >>> canonical("4个意识")
    '四个意识'
    """
    return _FIGURE.sub(_spelt, key) if key[:1].isascii() else key


def _spelt(found: re.Match[str]) -> str:
    tens, ones = divmod(int(found[1]), 10)
    if found.start() or not tens + ones:
        return found[0]
    if not tens:
        return "两" if ones == 2 else _TENS[ones]  # 两个维护, never 二个维护
    return f"{_TENS[tens] if tens > 1 else ''}十{_TENS[ones] if ones else ''}"


def writings(key: str) -> tuple[str, ...]:
    """Return the keys that a text may print for a canonical one: 四个意识 and 4个意识."""
    number = _NUMBER.match(key)
    value = count_of(number[1]) if number else 0
    return (key, f"{value}{key[number.end() :]}") if number and value else (key,)


def gaps_of(printed: str) -> int:
    """Return before which letters of its key a printed form has marks, as bits: 4 for 创先、争优."""
    runs = _RUN.findall(printed)
    bits = at = 0
    for run in runs[:-1]:
        at += len(run)
        bits |= 1 << at
    return bits


class Wanted(NamedTuple):
    """A slogan to be found: its canonical key, its kind, and the gaps of its printed forms (see gaps_of)."""

    key: str
    kind: str
    gaps: int = 0
    others: frozenset[str] = frozenset()  # further keys that documents print for it
    loose: bool = False  # asked for by the user: neither edges nor longer slogans around it matter


class Place(NamedTuple):
    """A slogan at a place: `slogan` is its index, text[start:end] of the block with that index; code points."""

    slogan: int
    block: int
    start: int
    end: int


class Text:
    """The blocks of a document as one key."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = [block.text for block in blocks]
        self.whole = simplify(_BETWEEN.join(self.blocks))
        self.runs: list[int] = []  # offsets in `whole`
        self.keys: list[int] = []  # of the same runs in `key`
        parts: list[str] = []
        size = 0
        at = 0
        for found in _RUN.finditer(self.whole):
            start = found.start()
            if at and _BETWEEN in self.whole[at:start]:
                parts.append(_BETWEEN)
                size += 1
            self.runs.append(start)
            self.keys.append(size)
            parts.append(found[0])
            at = found.end()
            size += at - start
        self.key = "".join(parts)

    @cached_property
    def starts(self) -> list[int]:
        """Return the offsets at which the blocks begin in `whole`."""
        out, at = [], 0
        for block in self.blocks:
            out.append(at)
            at += len(block) + 1
        return out

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return key[start:end] as offsets of `whole`."""
        low = bisect_right(self.keys, start) - 1
        high = bisect_right(self.keys, end - 1) - 1
        return self.runs[low] + start - self.keys[low], self.runs[high] + end - self.keys[high]

    def gaps(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """Yield (letters before it, marks) for every gap inside key[start:end]."""
        for number in range(bisect_right(self.keys, start), bisect_right(self.keys, end - 1)):
            before = self.keys[number] - self.keys[number - 1] + self.runs[number - 1]
            yield self.keys[number] - start, self.whole[before : self.runs[number]]


class Finder:
    """Finds many slogans at once."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.wanted = wanted
        self.owners: list[int] = []
        self.patterns: list[str] = []
        for index, each in enumerate(wanted):
            for key in {*writings(each.key), *each.others}:
                self.owners.append(index)
                self.patterns.append(key)

    @cached_property
    def _automaton(self) -> AhoCorasick:
        from ahocorasick_rs import AhoCorasick  # noqa: PLC0415  # 3 ms that --help never pays

        return AhoCorasick(self.patterns)

    def find(self, text: Text) -> list[Place]:
        """Return the places of the slogans in order, none of one kind inside another of that kind."""
        if not self.patterns:
            return []
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text.key, overlapping=True):
            owner = self.owners[index]
            low, high = text.place(start, end)
            block = bisect_right(text.starts, low) - 1
            if self._stands(owner, text, (start, end), (low, high)):
                base = text.starts[block]
                found.append(Place(owner, block, low - base, high - base))
        return self._outermost(found)

    def _stands(self, owner: int, text: Text, key: tuple[int, int], place: tuple[int, int]) -> bool:
        """Say whether what was found is the slogan."""
        wanted = self.wanted[owner]
        long = len(wanted.key) >= LONG
        for at, marks in text.gaps(*key):
            if wanted.gaps >> at & 1 or _QUIET.issuperset(marks):
                continue
            if not (long or wanted.loose) or not (_QUIET | _SOFT).issuperset(marks):
                return False
        low, high = place
        if wanted.loose or _quoted(text.whole, low, high):
            return True
        if wanted.kind == "numeral_abbreviation" and _announced(text.whole, low, high):
            return False
        return long or is_apart(text.whole, low, high)

    def _outermost(self, found: list[Place]) -> list[Place]:
        """Return the places that lie in no longer one of the same kind, and those of one slogan disjoint."""
        found.sort(key=lambda place: (place.block, place.start, -place.end, place.slogan))
        reached: dict[object, tuple[int, int]] = {}
        out = []
        for place in found:
            wanted = self.wanted[place.slogan]
            group: object = ("", place.slogan) if wanted.loose else wanted.kind
            for each in {group, place.slogan}:
                block, end = reached.get(each, (-1, 0))
                if block == place.block and (place.end <= end or (each is not group and place.start < end)):
                    break
            else:
                out.append(place)
                reached[group] = reached[place.slogan] = place.block, place.end
        return out


def _quoted(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] fills a pair of quotation marks."""
    return start > 0 and end < len(text) and text[start - 1] in _OPENERS and text[end] in _CLOSERS


def _announced(text: str, start: int, end: int) -> bool:
    """Say whether a number only counts what the text itself says: 我再强调五句话。, 这三个一."""
    before = text[max(0, start - 2) : start]
    return before.endswith(_POINTING) or (before.endswith(_SAYING) and text[end : end + 1] in _ENDING)


def is_apart(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] begins and ends at edges of words, as far as a word list tells.

    A number is whole: 三农 is not part of 十三农, nor of 第三农场.
    """
    if start and text[start] in _NUMERALS and text[start - 1] in _NUMERALS:
        return False
    inner = end - start - 1  # a word that holds the whole slogan does not cut it: 三农问题
    head, tail = text[start : start + min(3, inner)], text[end - min(3, inner) : end]
    return not (
        _cut(text[max(0, start - 3) : start], head, at_end=False) or _cut(tail, text[end : end + 3], at_end=True)
    )


@lru_cache(maxsize=1 << 15)
def _cut(before: str, behind: str, *, at_end: bool) -> bool:
    """Say whether the joint of two strings lies in a word and no word begins or ends there outside of the slogan."""
    if not before or not behind:
        return False
    known = words()
    if any(
        before[-low:] + behind[:high] in known
        for low, high in _STRADDLING
        if low <= len(before) and high <= len(behind)
    ):
        return True
    if not is_word(before[-1] + behind[0]):
        return False
    return not is_word(behind[:2] if at_end else before[-2:])


def finder_of(terms: Iterable[str]) -> Finder:
    """Return a finder of the user's own terms, in any script and punctuation."""
    return Finder([Wanted(canonical(key), "", loose=True) for key in map(key_of, terms) if key])
