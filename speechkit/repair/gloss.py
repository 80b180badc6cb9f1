"""Pinyin glosses: 監(jiān)管局長 should read 監管局長.

Some sites print a reading after every character of a certain set. It is never part of the speech. No single gloss can
be told from one that a teacher or an editor wrote (重(chóng)新), so the document decides: a machine glosses often,
in running text, one reading for a character, and (nearly) every time that the character comes. People gloss now and
then, to tell two readings apart, or beside the word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy
from speechkit.repair.everyday import everyday
from speechkit.rules.lexicon import readings

# Letters of pinyin: ASCII, those with a tone mark, combining tone marks, the IPA letters that fonts put for a and g.
_LETTERS: Final = "a-z\u00e0-\u01dc\u01f9\u0251\u0261\u0300\u0301\u0304\u030c\u0308\u1e3f"
_OPEN: Final = "(" + chars.LEFT_PARENTHESIS
_CLOSE: Final = ")" + chars.RIGHT_PARENTHESIS
_BLANKS: Final = f"[{chars.BLANKS}]{{0,2}}"
# One search for each width, each beginning with its literal.
_HINTS: Final = tuple(lazy(rf"{re.escape(bracket)}{_BLANKS}[{_LETTERS}]") for bracket in _OPEN)
_GLOSS: Final = lazy(rf"[{_OPEN}]{_BLANKS}([{_LETTERS}]{{1,9}}){_BLANKS}[{_CLOSE}]")
_HAN: Final = lazy(f"[{chars.HAN}]")
_HAN_RUN: Final = lazy(f"[{chars.HAN}]+")
_VOWELS: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"

# Thresholds. Seed pages: 370 glosses in 7,204 characters, every occurrence of 33 characters glossed, one reading each.
# Clean official text: 3 candidates in 2.2 million characters. Between the two lies a wide gap.
_FEW: Final = 60  # str.count() for each is faster than counting everything up to here
_FEWEST: Final = 3  # glosses, and different characters glossed, in a short text
_FEWEST_LONG: Final = 5  # in a text in which they are thinner than one in 24 Han characters
_FEWEST_TONELESS: Final = 8
_ONE_SET: Final = 5  # times that each character comes, and twice that in all, where only one or two are glossed
_EVERYDAY: Final = 0.75  # of the glossed characters: a machine's set; people help with rare ones, a site does not
_LISTED: Final = 6  # from so many on, a machine comes upon one of them again: people list words each with its reading
_SHORT: Final = 24
_AGAIN: Final = 1.5  # in such a text the same characters come again and again; an editor glosses a rare one once
_SPARSE: Final = 60  # Han characters for each gloss, at most, where every occurrence in running text is glossed:
_SURE: Final = 10  # by so many glosses, some of a character that was glossed before
_THINNEST: Final = 400  # Han characters for each gloss, at most; blanks and line ends must not decide
_COVERED: Final = 0.7  # of the occurrences of the glossed characters, at least this share is glossed
_COVERED_MANY: Final = 0.3  # where only a part of a page was glossed: from 20 glosses of 8 characters on
_RUNNING: Final = 0.7  # this share stands in running text: a Han character right before or after
_ONE_READING: Final = 0.85  # of the glossed characters have one reading throughout
_TEACHING: Final = lazy("拼音|读音|讀音|读作|讀作|念作|多音字|注音|声调|聲調|普通话测试|朗读|朗讀|生字|发音|發音")
_LESSON: Final = 40  # characters around such a word; a page may mention pinyin, a lesson goes on about it
_MANY: Final = 50
_OFTEN: Final = 6
_THOROUGH: Final = 0.9
_NEUTRAL: Final = frozenset("的地得了着著过過们們么麼吗嗎嘛呢吧啊呀哪哇子头頭个個上下里裡来來去")


_KEPT: Final = 4_000  # answers: a page glosses the same characters again and again


class _Hit(Struct, frozen=True, order=True, gc=False):
    """A bracket with a reading of the character before it: text[start:end]; `syllable` is normalised."""

    start: int
    end: int
    char: str
    syllable: str
    running: bool
    repeated: bool  # a second or third gloss of the same character


def remove_glosses(draft: Draft) -> Change:
    """Return a cut for every gloss, if a machine put glosses into this document."""
    text = draft.text
    if not any(hint.search(text) for hint in _HINTS):
        return None
    hits = _hits(text)
    if len(hits) < _FEWEST:
        return None
    valid = [hit for hit in hits if _reads(hit.char, hit.syllable)]
    toned = [hit for hit in valid if not hit.syllable.isascii()]
    if len(toned) * 10 >= len(valid):
        # 的(de) bears no tone where all others bear theirs.
        told = [hit for hit in valid if hit.char in _NEUTRAL or not hit.syllable.isascii()]
        if not _by_machine(text, told, _FEWEST, _FEWEST_LONG):
            return None
        cuts = _cuts(text, hits, toned)
    elif _by_machine(text, valid, _FEWEST_TONELESS, _FEWEST_TONELESS):
        cuts = [Cut(hit.start, hit.end, "", "gloss.pinyin") for hit in valid]
    else:
        return None
    if not any(note.code == "pinyin_glosses" for note in draft.notes):
        draft.warn("pinyin_glosses", f"{len(cuts)} pinyin glosses were taken out")
    return cuts


def _hits(text: str) -> list[_Hit]:
    """Return the brackets of Latin letters that follow a Han character, or follow such a bracket directly."""
    out: list[_Hit] = []
    last, char = -1, ""
    for found in _GLOSS.finditer(text):
        start, end = found.span()
        repeated = start == last
        if not repeated:
            char = text[start - 1] if start else ""
        last = end
        if not _HAN.match(char):
            continue
        out.append(_Hit(start, end, char, _plain(found[1]), _is_running(text, start, end), repeated))
    return out


def _is_running(text: str, start: int, end: int) -> bool:
    """Say whether the glossed character has a Han neighbour, or a glossed one."""
    if _HAN.match(text, end):
        return True
    return start > 1 and (text[start - 2] in _CLOSE or bool(_HAN.match(text, start - 2)))


@lru_cache(maxsize=_KEPT)
def _reads(char: str, syllable: str) -> bool:
    """Say whether a character has this reading; toneless, the two dots of ü may be lost: (lu) for lǜ."""
    table = readings()
    return char in table.get(syllable, "") or ("u" in syllable and char in table.get(syllable.replace("u", "v"), ""))


@lru_cache(maxsize=_KEPT)
def _plain(syllable: str) -> str:
    """Return a syllable as the table of readings spells it."""
    plain = syllable.replace("\u0251", "a").replace("\u0261", "g")
    if plain.isascii():
        return plain
    import unicodedata  # noqa: PLC0415  # a start without glosses never needs it

    return unicodedata.normalize("NFC", plain)  # a few letters of a bracket: no text is normalised


def _by_machine(text: str, hits: Sequence[_Hit], fewest: int, fewest_long: int) -> bool:
    """Say whether a machine put these glosses in."""
    hits = [hit for hit in hits if not hit.repeated]
    glossed = Counter(hit.char for hit in hits)
    number = len(hits)
    if number < fewest or (len(glossed) < min(fewest, 5) and number < _ONE_SET * max(2, len(glossed))):
        return False
    if number == len(glossed) >= _LISTED or everyday(glossed) < _EVERYDAY * len(glossed):
        return False
    return _is_dense(text, number, glossed, fewest_long) and _is_regular(text, hits, glossed)


def _is_dense(text: str, number: int, glossed: Counter[str], fewest_long: int) -> bool:
    size = sum(map(len, _HAN_RUN.findall(text)))
    if number * _THINNEST < size:
        return False
    if number * _SHORT >= size or (number >= fewest_long and number >= _AGAIN * len(glossed)):
        return True
    return number >= _SURE and number > len(glossed) and number * _SPARSE >= size and _is_thorough(text, glossed)


def _is_thorough(text: str, glossed: Counter[str]) -> bool:
    """Say whether each glossed character is glossed wherever it stands, and all are everyday ones."""
    return everyday(glossed) == len(glossed) and _occurrences(text, glossed) == glossed


def _is_regular(text: str, hits: Sequence[_Hit], glossed: Counter[str]) -> bool:
    """Say whether glosses stand in running text, with one reading for a character, nearly every time that it comes."""
    number = len(hits)
    if sum(hit.running for hit in hits) < _RUNNING * number:
        return False
    pairs = Counter({(hit.char, hit.syllable) for hit in hits})
    if len(glossed) < _ONE_READING * len(pairs):
        return False
    covered = number / sum(_occurrences(text, glossed).values())
    if covered < (_COVERED_MANY if number >= 20 and len(glossed) >= 8 else _COVERED):
        return False
    return _taught(text, hits) * 10 < number * 3


def _taught(text: str, hits: Sequence[_Hit]) -> int:
    """Return how many glosses stand near a word of reading lessons."""
    starts = [hit.start for hit in hits]
    found, at = 0, 0
    for word in _TEACHING.finditer(text):
        low = bisect_left(starts, word.start() - _LESSON, at)
        at = max(low, bisect_left(starts, word.end() + _LESSON, low))
        found += at - low
    return found


def _cuts(text: str, hits: Sequence[_Hit], toned: Sequence[_Hit]) -> list[Cut]:
    """Return the cuts in a document of toned glosses, with those that lost their tone or the letter that bore it."""
    times = Counter(hit.char for hit in hits if not hit.repeated)
    there = _occurrences(text, times)
    sure = {hit.start for hit in toned}
    doubtful = [hit for hit in hits if hit.start not in sure]
    least = 1 if len(toned) >= _MANY else 2  # a single toneless gloss is only believed among many toned ones
    often = {hit.char for hit in doubtful if times[hit.char] >= max(least, _COVERED * there[hit.char])}
    found = [*toned, *(hit for hit in doubtful if hit.char in often | _NEUTRAL and _is_reading(hit))]
    # The one gloss of a character that comes often is a person's, where the machine left out nothing of its set.
    alone = {char for char, number in times.items() if number == 1 and there[char] >= _OFTEN}
    rest = sum(there.values()) - sum(there[char] for char in alone)
    if alone and len(hits) - len(alone) >= _THOROUGH * rest:
        found = [hit for hit in found if hit.char not in alone]
    return [Cut(hit.start, hit.end, "", "gloss.pinyin") for hit in sorted(found)]


def _occurrences(text: str, wanted: Collection[str]) -> dict[str, int]:
    """Return how often each of these characters stands in the text; one walk through it when they are many."""
    if len(wanted) <= _FEW:
        return {char: text.count(char) for char in wanted}
    all_ = Counter(text)
    return {char: all_[char] for char in wanted}


def _is_reading(hit: _Hit) -> bool:
    """Say whether it is a reading, its toned letter perhaps dropped: (xu) for xué."""
    if _reads(hit.char, hit.syllable):
        return True
    table, spelt = readings(), hit.syllable
    return any(hit.char in table.get(spelt[:i] + v + spelt[i:], "") for i in range(len(spelt) + 1) for v in _VOWELS)


PASS = Editor(
    name="repair.gloss",
    title="Remove pinyin printed in brackets after a character",
    title_zh="删除字后括号里的注音",
    why="It splits words, hides slogans and was never spoken.",
    edit=remove_glosses,
)
