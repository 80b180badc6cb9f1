"""Words, the edges of words, and the stretches of clauses in which something may be built alike.

A stretch stands between hard marks (a stop, a colon, quotes, brackets); its clauses stand between commas of either kind
and semicolons. Word lists answer two questions only: is this the edge of a word, what class has this word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import eq
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.rules.lexicon import idioms, pairs
from speechkit.slogans.wordlists import ADJECTIVES, FRAMES

# Verbs of one character that begin clauses of slogans (讲党性, 重品行); word lists tag half of them as nouns.
VERBS: Final = frozenset(
    "讲重作抓促保学做想敢会能帮解释管用守严优创比知当谋争立树强聚建查改转治防控打补固稳提扩惠育引亮践带赶超破"
    "办送访走请进出来上下听看说谈问写读练考赛评奖罚督导服为行得爱敬护助扶救安定理顺畅通联结合融入投招留选用训传"
    "帮教懂悟思辨明识认信守担负扛挑攻坚克拼搏闯试干忠尽履勤廉戒除去清扫减降增加扬弘铸炼磨砺凝汇集统筹谋划叫体拓"
    "求务振兴富壮敞开放活激发赋调迁搭架筑夯垒织补链强延给摘挪润立誓摆挂晒记备保持舍坐算拉拧敲绘写画抢换拔抛洒尝站钻盯铺挺谱献压修跑划栽种养播吃走"
)
# Adjectives of one character that end clauses: 水清、岸绿.
ENDED: Final = frozenset(
    "青明准硬快大畅清绿美兴富和强蓝净亮齐洁安宁通高优活实新好旺暖正顺严深细全多少小低慢早长短远近稳足红难易重轻热冷"
)
NUMBERS: Final = frozenset("一二两三四五六七八九十百千万")

_NOUNS_IN_HUA: Final = frozenset({"文化", "教化", "造化"})
_PRONOUNS: Final = frozenset({"什么", "哪里", "怎么", "怎样"})

_HARD: Final = (
    chars.STOP, chars.COLON, chars.LEFT_PARENTHESIS, chars.RIGHT_PARENTHESIS, chars.EXCLAMATION, chars.QUESTION,
    chars.LEFT_TITLE_MARK, chars.RIGHT_TITLE_MARK, chars.DASH, chars.ELLIPSIS, ":", "!", "?", "(", ")", "\t", " ",
    chars.NO_BREAK_SPACE, chars.IDEOGRAPHIC_SPACE,
)  # fmt: skip
_QUOTES: Final = (chars.LEFT_QUOTE, chars.RIGHT_QUOTE, chars.LEFT_CORNER, chars.RIGHT_CORNER, '"')
_PAIRS: Final = ((chars.LEFT_QUOTE, chars.RIGHT_QUOTE), (chars.LEFT_CORNER, chars.RIGHT_CORNER))
_CLOSERS: Final = (chars.RIGHT_QUOTE, chars.RIGHT_CORNER, '"')
_JOINTS: Final = (chars.ENUMERATION_COMMA, chars.COMMA, chars.SEMICOLON, ",", ";")
# A quote that ends before a mark.
_QUOTE_ENDS: Final = tuple((quote, lazy(f"{quote}[{''.join(_JOINTS)}]")) for quote in _CLOSERS)
# How far before a quote clauses are read without quotes; twice as far behind.
_QUOTED: Final = 60
OPENERS: Final = f'{chars.LEFT_QUOTE}{chars.LEFT_CORNER}"'
_OPENING: Final = frozenset(OPENERS)
_LISTING: Final = chars.ENUMERATION_COMMA
_OTHER_SOFT: Final = (",", chars.SEMICOLON, ";")
# Longest clause of a slogan, in characters; longest that is looked at with the words that stand around it.
LONGEST, _AROUND = 18, 30
_BEYOND: Final = _AROUND + 1
# Neighbours of one length are worth a look when they are shorter.
_SURE: Final = 8
# How far clauses of a parallel may differ in length.
UNEVEN: Final = 6
# What may stand behind a slogan that ends inside a clause.
BEHIND: Final = "的等和与及"
_NONE: Final = (False, False, False)


class View(NamedTuple):
    """Neighbouring clauses, the marks between them, and the characters around the stretch that holds them.

    `near` are the joints (0 is that of the first two clauses) at which clauses resemble each other. `before` and
    `after` are empty where the stretch goes on; `bare` clauses are read without their quotes.
    """

    parts: tuple[str, ...]
    marks: str
    near: tuple[int, ...]
    before: str = "\n"
    after: str = "\n"
    bare: bool = False


class Window(NamedTuple):
    """A view and where its first clause begins; for a bare one, where each of its characters stands."""

    at: int
    view: View
    places: tuple[int, ...] = ()

    def span(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return where in the text a stretch of the view stands; None where quotes do not allow or concern it."""
        if not self.places:
            return self.at + start, self.at + end
        low, high = self.places[start], self.places[end - 1] + 1
        if high - low == end - start:
            return None
        inside = text[low:high]
        for opener, closer in _PAIRS:
            more = inside.count(opener) - inside.count(closer)
            if more == 1 and text[high : high + 1] == closer:
                high += 1
            elif more == -1 and low and text[low - 1] == opener:
                low -= 1
            elif more:
                return None
        return (low, high) if text[low:high].count('"') % 2 == 0 else None


# Text between hard marks that holds more than one clause: where it begins, the text, and what stands around it: a
# straight quote for any quote, a newline for any other mark.
Stretch = tuple[int, str, str, str]


def stretches(text: str) -> Iterator[Stretch]:
    """Yield the stretches of a text in order."""
    plain = _flat(text)
    for mark in _QUOTES:
        if mark in plain:
            plain = plain.replace(mark, "\n")
    at, size = 0, len(text)
    for each in plain.split("\n"):
        end = at + len(each)
        if end > at + 4 and joined(each):
            before = '"' if at and text[at - 1] in OPENERS else "\n"
            yield at, each, before, '"' if end < size and text[end] in _CLOSERS else "\n"
        at = end + 1


def joined(text: str) -> bool:
    """Say whether a text has a mark that joins clauses."""
    return chars.COMMA in text or _LISTING in text or chars.SEMICOLON in text or "," in text or ";" in text


def _flat(text: str) -> str:
    """Return a text with every hard mark as a newline."""
    for mark in _HARD:
        if mark in text:
            text = text.replace(mark, "\n")
    return text


def windows(text: str) -> Iterator[Window]:
    """Yield a window for every stretch between hard marks in which neighbouring clauses look alike at a glance.

    Clauses are one character apart. Prose costs half a microsecond a clause.
    """
    for at, stretch, before, after in stretches(text):
        for low, view in views(stretch, before, after):
            yield Window(at + low, view)
    yield from bare_windows(text)


def views(stretch: str, before: str, after: str) -> Iterator[tuple[int, View]]:
    """Yield (offset, view) for every part of a stretch that holds clauses which look alike at a glance."""
    for low, parts, marks, near, first, last in _cut(stretch):
        yield low, View(parts, marks, near, before if first else "", after if last else "")


_Cut = tuple[int, tuple[str, ...], str, tuple[int, ...], bool, bool]


def _cut(stretch: str) -> tuple[_Cut, ...]:
    """Return (offset, clauses, marks, joints, whether at the start, whether at the end) for what is alike."""
    flat, comma = stretch, chars.COMMA
    for mark in _OTHER_SOFT:
        if mark in flat:
            flat = flat.replace(mark, comma)
    lists: list[bool] = []
    if _LISTING in flat:
        parts: list[str] = []
        for group in flat.split(comma):
            inner = group.split(_LISTING)
            parts += inner
            lists += [True] * (len(inner) - 1)
            lists.append(False)
        joints = _joints(parts, lists)
    else:
        parts = flat.split(comma)
        joints = _joints(parts, lists)
        joints = _with_longer(parts, joints) if joints else joints
    if not joints:
        return ()
    out: list[_Cut] = []
    start = counted = 0
    for close in _groups(joints):
        low, high = max(close[0] - 1, 0), min(close[-1] + 3, len(parts))
        start += sum(map(len, parts[counted:low])) + low - counted
        counted = low
        marks, place = "", start
        for each in parts[low : min(high, len(parts) - 1)]:
            place += len(each) + 1
            marks += stretch[place - 1]
        near = tuple([joint - low for joint in close])
        out.append((start, tuple(parts[low:high]), marks, near, not low, high == len(parts)))
    return tuple(out)


def _joints(parts: list[str], lists: list[bool]) -> list[int]:
    """Return the joints at which clauses resemble each other; `lists` says which are enumeration commas, if any is."""
    found = []
    one, size = parts[0], len(parts[0])
    for number, two in enumerate(parts[1:]):
        other = len(two)
        if lists and lists[number]:
            if resembles_listed(one, two):
                found.append(number)
        elif size == other < _SURE:
            if size > 2:
                found.append(number)
        elif 2 < size < _BEYOND and 2 < other < _BEYOND and resembles(one, two):
            found.append(number)
        one, size = two, other
    return found


def _with_longer(parts: list[str], joints: list[int]) -> list[int]:
    """Add the joint before two clauses of one length when the clause in front is longer: it may hold a third."""
    more = {
        each - 1
        for each in joints
        if each and len(parts[each]) == len(parts[each + 1]) < 8 and len(parts[each]) < len(parts[each - 1]) < _AROUND
    }
    return sorted({*joints, *more}) if more else joints


def _groups(joints: list[int]) -> Iterator[list[int]]:
    """Yield the joints that stand next to each other."""
    group = [joints[0]]
    for each in joints[1:]:
        if each > group[-1] + 1:
            yield group
            group = []
        group.append(each)
    yield group


def bare_windows(text: str) -> Iterator[Window]:
    """Yield windows as if quotes part nothing, around a quote that ends before a mark: 甘坐“冷板凳”，敢闯“无人区”."""
    flat = ""
    for quote, pattern in _QUOTE_ENDS:
        if quote not in text:
            continue
        seen = -1
        for found in pattern.finditer(text):
            at = found.start()
            if at < seen or _OPENING.isdisjoint(text[at + 2 : at + 16]):
                continue
            flat = flat or _flat(text)
            start = max(flat.rfind("\n", 0, at) + 1, at - _QUOTED)
            seen = flat.find("\n", at, at + 2 * _QUOTED)
            seen = min(at + 2 * _QUOTED, len(flat)) if seen < 0 else seen
            for places, view in _bare(flat[start:seen]):
                yield Window(start + places[0], view, tuple([start + place for place in places]))


@lru_cache(maxsize=1 << 10)
def _bare(stretch: str) -> tuple[tuple[tuple[int, ...], View], ...]:
    """Return (where the characters of its clauses stand, view) for what is alike in a stretch without its quotes."""
    places = [place for place, one in enumerate(stretch) if one not in _QUOTES]
    bare = "".join([one for one in stretch if one not in _QUOTES])
    found = []
    for low, parts, marks, near, first, last in _cut(bare):
        size = sum(map(len, parts)) + len(parts) - 1
        if places[low + size - 1] - places[low] >= size:
            view = View(parts, marks, near, "\n" * first, "\n" * last, bare=True)
            found.append((tuple(places[low : low + size]), view))
    return tuple(found)


def resembles(one: str, two: str) -> bool:
    """Say whether clauses on both sides of a comma are worth a closer look."""
    size, other = len(one), len(two)
    if size == other:
        if size < _SURE:
            return size > 2
        return size < _AROUND and (sum(map(eq, one, two)) * 4 >= size or two[0] in FRAMES.get(one[0], ""))
    if size < 3 or other < 3 or size > _AROUND or other > _AROUND:
        return False
    more = size - other
    if more == 1 and one[0] in "要以是" and any(map(eq, one[1:], two)):
        return True
    if one[-1] in two or two[0] in one:
        if one[:2] == two[:2] or one[-2:] == two[-2:]:
            return -UNEVEN <= more <= UNEVEN
        if more > 0 and (one[more] == two[0] or sum(map(eq, one[more:], two)) * 3 >= other):
            return True
        head = two[:10]
        # Most have no second character in common: counting is half as dear as making a set.
        return sum(map(head.__contains__, one[-10:])) > 1 and len({*one[-10:]}.intersection(head)) > 1
    return one[0] in FRAMES and two[0] in FRAMES[one[0]] and -UNEVEN <= more <= UNEVEN


def resembles_listed(one: str, two: str) -> bool:
    """Say whether clauses on both sides of an enumeration comma are worth a closer look."""
    size, other = len(one), len(two)
    more = size - other
    if size < 2 or other < 2 or size > _AROUND or other > _AROUND:
        return False
    if more == 0:
        return size < 8 or one[0] == two[0] or one[-1] == two[-1] or sum(map(eq, one, two)) * 3 >= size
    if (other < 5 if more > 0 else size < 5) or any(map(eq, one[more:] if more > 0 else one, two)):
        return True
    if one[0] == two[0] or one[-1] == two[-1] or two[0] in FRAMES.get(one[0], ""):
        return -UNEVEN <= more <= UNEVEN
    return one[-1] in two[2:11] or two[0] in one[-11:-2] or size + other < 17


@lru_cache(maxsize=1 << 12)
def word_class(two: str) -> str:
    """Return the class of a word of two characters, A, V, B (a verbal noun) or N; an empty string when it is none."""
    verb, verbal, other = _kinds(two)
    if not (verb or verbal or other):
        return "A" if two in ADJECTIVES else ""
    if two in ADJECTIVES or two[1] in _pairs_of(two[0])[3]:
        return "A"
    return "V" if verb else "B" if verbal else "N"


def is_idiom(clause: str) -> bool:
    """Say whether a clause is an idiom of four characters."""
    return clause in idioms()


# The words of one text repeat, and texts of one kind share most of them.
@lru_cache(maxsize=1 << 12)
def _kinds(two: str) -> tuple[bool, bool, bool]:
    """Say whether two characters are a verb, a verbal noun, another word."""
    if len(two) < 2:
        return _NONE
    verbs, verbals, others, _ = _pairs_of(two[0])
    second = two[1:]
    return second in verbs, second in verbals, second in others


@lru_cache(maxsize=1 << 12)
def _pairs_of(first: str) -> tuple[str, str, str, str]:
    """Return the second characters of the verbs, verbal nouns, other words and adjectives that begin with this one."""
    known = pairs()
    verbs, verbals, others = (known[kind].get(first, "") for kind in ("verb", "verbal", "other"))
    return verbs, verbals, others, known["adjective"].get(first, "")


@lru_cache(maxsize=1 << 12)
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


def may_part(text: str, at: int) -> bool:
    """Say whether text[:at] and text[at:] may part between two words: 坚持|重品德, though 持重 is one."""
    if at <= 0 or at >= len(text) or not is_word(text[at - 1 : at + 1]):
        return True
    if text[at] in BEHIND:
        return True
    return is_word(text[at : at + 2]) or is_word(text[max(0, at - 2) : at]) or is_word(text[max(0, at - 3) : at - 1])


def verb_first(clause: str) -> bool:
    """Say whether a clause begins with a verb."""
    return _is_verb_like(clause[:2])


@lru_cache(maxsize=1 << 12)
def _is_verb_like(two: str) -> bool:
    verb, verbal, other = _kinds(two)
    if verb or two[:1] == "不":
        return True
    if two[1:] == "化" and two not in _NOUNS_IN_HUA:
        return True
    return two[:1] in VERBS and not other and not verbal


def is_noun(two: str) -> bool:
    """Say whether a two-character word can be the head of a list of things (环境); verbal nouns (服务) can be both."""
    return _kinds(two)[2] and two not in _PRONOUNS


def is_thing(two: str) -> bool:
    """Say whether a two-character word can stand for a thing: a noun or a verbal noun (工作)."""
    _, verbal, other = _kinds(two)
    return (other or verbal) and two not in _PRONOUNS
