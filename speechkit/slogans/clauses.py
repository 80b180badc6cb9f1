"""Clauses, the edges of words, and whether a clause begins with a verb.

A segment is a stretch between hard marks (a stop, a colon, quotes, brackets); its clauses stand between commas of
either kind and semicolons. Word lists answer two questions only: is this the edge of a word, is this a verb.
"""

from __future__ import annotations

from functools import lru_cache
from operator import eq
from typing import Final

from speechkit import chars
from speechkit.rules.lexicon import pairs
from speechkit.slogans.wordlists import ADJECTIVES

# Verbs of one character that begin clauses of slogans (讲党性, 重品行); word lists tag half of them as nouns.
_VERBS: Final = frozenset(
    "讲重作抓促保学做想敢会能帮解释管用守严优创比知当谋争立树强聚建查改转治防控打补固稳提扩惠育引亮践带赶超破"
    "办送访走请进出来上下听看说谈问写读练考赛评奖罚督导服为行得爱敬护助扶救安定理顺畅通联结合融入投招留选用训传"
    "帮教懂悟思辨明识认信守担负扛挑攻坚克拼搏闯试干忠尽履勤廉戒除去清扫减降增加扬弘铸炼磨砺凝汇集统筹谋划叫体拓"
    "求务振兴富壮敞开放活激发赋调迁搭架筑夯垒织补链强延给摘挪润立誓摆挂晒记备保持舍坐算拉拧敲绘写画抢换拔抛洒尝站钻盯铺挺谱献压修跑划栽种养播吃走"
)
# The same in one character: 河畅、水清、岸绿、景美.
_BRIEF: Final = frozenset("青明准硬快大畅清绿美兴富和强蓝净亮齐洁安宁通高优活实新好旺暖正顺")

_NOUNS_IN_HUA: Final = frozenset({"文化", "教化", "造化"})
_PRONOUNS: Final = frozenset({"什么", "哪里", "怎么", "怎样"})

_HARD: Final = (
    chars.STOP, chars.COLON, chars.LEFT_QUOTE, chars.RIGHT_QUOTE, chars.LEFT_PARENTHESIS, chars.RIGHT_PARENTHESIS,
    chars.EXCLAMATION, chars.QUESTION, chars.LEFT_TITLE_MARK, chars.RIGHT_TITLE_MARK, chars.DASH, chars.ELLIPSIS,
    chars.LEFT_CORNER, chars.RIGHT_CORNER, '"', ":", "!", "?", "(", ")", "\t", " ", chars.NO_BREAK_SPACE,
    chars.IDEOGRAPHIC_SPACE,
)  # fmt: skip
_OPENERS: Final = f'{chars.LEFT_QUOTE}{chars.LEFT_CORNER}"'
_SOFT: Final = (chars.COMMA, chars.SEMICOLON, ",", ";")


# What is found in a stretch of up to so many characters is kept: stock phrases come again.
_KEPT: Final = 200
# Longest clause of a slogan, in characters.
LONGEST: Final = 14


def windows(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """Return (offset, clauses) for every stretch between hard marks in which neighbouring clauses look alike.

    Clauses are one character apart. Only neighbours that share an outer character, or are equally short, are looked at
    closely: prose costs a fifth of a microsecond a clause.
    """
    flat = text
    for mark in _HARD:
        flat = flat.replace(mark, "\n")
    for mark in _SOFT:
        flat = flat.replace(mark, chars.ENUMERATION_COMMA)
    out: list[tuple[int, tuple[str, ...]]] = []
    at = 0
    for stretch in flat.split("\n"):
        if chars.ENUMERATION_COMMA in stretch:
            look = _windows if len(stretch) <= _KEPT else _windows.__wrapped__
            for low, parts in look(stretch, at > 0 and text[at - 1] in _OPENERS):
                out.append((at + low, parts))  # most stretches have none
        at += len(stretch) + 1
    return out


@lru_cache(maxsize=1 << 12)
def _windows(stretch: str, quoted: bool) -> tuple[tuple[int, tuple[str, ...]], ...]:  # lru_cache
    """Return (offset, clauses) of one stretch.

    The first clauses of a quote must share an outer character: short ones that do not are a maxim.
    """
    parts = stretch.split(chars.ENUMERATION_COMMA)
    near = []
    one = ""
    for number, two in enumerate(parts):
        if (
            two
            and one
            and (
                two[0] in one
                or one[-1] in two
                or ((-4 < len(one) - len(two) < 7 or len(two) < 5) and (number > 1 or not quoted or len(one) > 5))
            )
            and (nearness := _nearness(one, two))
        ):
            near.append((number - 1, nearness))
        one = two
    return tuple(_cut_out(parts, near)) if near else ()


def _nearness(one: str, two: str) -> int:
    """Return 2 when two neighbouring clauses are alike enough to be a slogan, 1 when they may be part of one, else 0.

    Cut to one length they share a third of their places, or one; or both hold more than the slogan, and share two
    characters at its edges.
    """
    size, other = len(one), len(two)
    length = size if size < other else other  # min() takes three times as long
    if length < 3 and (length < 2 or (brief(one) and brief(two))):
        return length  # 2: 水清、岸绿
    if length <= LONGEST:
        share = sum(map(eq, one[-length:], two))
        short = size == other < 6
        if not share and length < 8 and size != other:
            return 2 if length > 2 and _built_alike(one[-length:], two[:length]) else 0
        if share and (size == other or length < 8 or share * 3 >= length):
            return 2
        if short or (size == other < 8):
            return 2 if _built_alike(one, two) else short * 1
        if share:
            return 1
    if one[-1] in two[2:11] or two[0] in one[-11:-2]:
        head = two[:10]
        # Most have no second character in common: counting is half as dear as making a set.
        if sum(map(head.__contains__, one[-10:])) > 1 and len(set(one[-10:]).intersection(head)) > 1:
            return 2
    return 0


def _built_alike(one: str, two: str) -> bool:
    """Say whether equally short clauses both begin with a verb, have one in the middle, or end with what is said."""
    if (praised(one) and praised(two)) or sorted(one) == sorted(two):
        return True
    if (verb_first(one) and verb_first(two)) or (one[0] == one[1] and two[0] == two[1]):
        return True
    return is_verb(one[2:3]) and is_verb(two[2:3]) if len(one) == 5 else len(one) == 4 and said(one) and said(two)


def brief(clause: str) -> bool:
    """Say whether a clause ends with an adjective of one character behind a noun of one: 水清."""
    return clause[-1] in _BRIEF


def is_adjective(two: str) -> bool:
    """Say whether a two-character word is said of things (过硬)."""
    return two in ADJECTIVES


def praised(clause: str) -> bool:
    """Say whether an adjective of one character stands behind a noun: 底数清, 政治素质高."""
    return clause[-1] in _BRIEF and _kinds(clause[-3:-1])[2] and not is_word(clause[-2:])


def said(clause: str) -> bool:
    """Say whether a clause of four characters is a noun and what is said of it: 政治过硬, 警力下沉."""
    end = clause[2:]
    if end in ADJECTIVES:
        return True
    if verb_first(clause):
        return False
    verb, verbal, other = _kinds(end)
    return verb and not verbal and not other


def _cut_out(parts: list[str], near: list[tuple[int, int]]) -> list[tuple[int, tuple[str, ...]]]:
    """Return (offset, clauses) of the clauses around pairs of near neighbours, with one clause more on either side.

    Pairs count that are alike by themselves, and those alike by a character that a neighbouring pair backs.
    """
    if len(near) == 1:
        numbers = [near[0][0]] if near[0][1] > 1 else []
    else:
        by = {number for number, _ in near}
        numbers = [number for number, nearness in near if nearness > 1 or number - 1 in by or number + 1 in by]
    out: list[tuple[int, tuple[str, ...]]] = []
    at = counted = index = 0
    while index < len(numbers):
        low, high = numbers[index], numbers[index] + 2
        index += 1
        while index < len(numbers) and numbers[index] <= high:
            high = numbers[index] + 2
            index += 1
        low -= low > counted
        high += 1  # may be beyond the last clause
        if low:
            at += sum(map(len, parts[counted:low])) + low - counted
            counted = low
        out.append((at, tuple(parts[low:high])))
    return out


# The words of one text repeat, and texts of one kind share most of them.
@lru_cache(maxsize=1 << 15)
def _kinds(two: str) -> tuple[bool, bool, bool]:
    """Say whether two characters are a verb, a verbal noun, another word."""
    first, second = two[:1], two[1:]
    if not second:
        return False, False, False
    known = pairs()
    return (
        second in known["verb"].get(first, ""),
        second in known["verbal"].get(first, ""),
        second in known["other"].get(first, ""),
    )


@lru_cache(maxsize=1 << 15)
def is_word(two: str) -> bool:
    """Say whether two characters are a word."""
    return True in _kinds(two)


def is_edge(text: str, at: int) -> bool:
    """Say whether text[:at] and text[at:] part between two words, as far as two-character words tell."""
    if at <= 0 or at >= len(text) or not is_word(text[at - 1 : at + 1]):
        return True
    if not is_word(text[at : at + 2]):
        return False
    # 发展|好|人民: 好人 is a word, yet not here
    return is_word(text[max(0, at - 3) : at - 1]) or is_word(text[max(0, at - 2) : at])


def verb_first(clause: str) -> bool:
    """Say whether a clause begins with a verb."""
    return _is_verb_like(clause[:2])


@lru_cache(maxsize=1 << 15)
def _is_verb_like(two: str) -> bool:
    verb, verbal, other = _kinds(two)
    if verb or two[:1] == "不":
        return True
    if two[1:] == "化" and two not in _NOUNS_IN_HUA:
        return True
    return two[:1] in _VERBS and not other and not verbal


def is_verb(one: str) -> bool:
    """Say whether a single character is a verb of slogans (促, 带, 帮)."""
    return one in _VERBS


def is_noun(two: str) -> bool:
    """Say whether a two-character word can be the head of a list of things (环境); verbal nouns (服务) can be both."""
    return _kinds(two)[2] and two not in _PRONOUNS


def is_thing(two: str) -> bool:
    """Say whether a two-character word can stand for a thing: a noun or a verbal noun (工作)."""
    _, verbal, other = _kinds(two)
    return (other or verbal) and two not in _PRONOUNS
