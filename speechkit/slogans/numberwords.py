"""What a numeral abbreviation looks like: 四个意识, 五比五创, 政治三力; and what only counts: 三个方面, 一等奖.

A term is read as its count and its morphemes: 五个好 -> 5, 好; 两学一做 -> 2 + 1, 学 and 做.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.rules.lexicon import sayings

DIGITS: Final = "一二两三四五六七八九十双"
MEASURES: Final = "个大项种条场句类支把道张本笔扇堂块座件股盏颗面根杆盘份"

_NUMBER: Final = f"[{DIGITS}]{{1,3}}|[0-9]{{1,2}}"
_PART: Final = lazy(f"({_NUMBER})([{MEASURES}]?)([^{DIGITS}0-9、]+)")
_SHAPE: Final = lazy(f"(?:{_NUMBER})[{MEASURES}]?[^、]{{1,10}}")
_OF_NUMBERS: Final = lazy(f"([二两三四五六七八九十]{{1,2}})个(一[^{DIGITS}0-9、]{{0,4}})$")
_BEHIND: Final = lazy(f"[^{DIGITS}0-9、]{{2}}([二三四五六七八九十双][\u4e00-\u9fff]{{1,2}})")

# “清四乱”, “反三违”: a verb of one character before the number.
_LEADS: Final = frozenset("清反治打禁防创争")
_LED: Final = lazy("[清反治打禁防创争]([二三四五六七八九十双][\u4e00-\u9fff])")

# What is counted rather than abbreviated, right behind the number or its measure word; in the second group only when
# nothing follows (两省 counts, 两个节点 does not).
_COUNTED: Final = lazy(
    "方面|意见|问题|单位|部门|阶段|年|月|日|天|小时|分钟|岁|人|名|位(?!一|置)[\u4e00-\u9fff]|家|元|万|亿|倍|届|次会议|中全会|号|楼|层|环节|"
    "要求|措施|建议|步骤|同志|省份|街道|地区|国家|季度|时期|时候|特点|原因|内容|部分|小组|等奖|等功|把手|把火|手房|"
    "线城市|星级|佳|强企|流|样|起|度|(?<=一)(?:般|切|些|定|旦|直|味|贯)|律师|(?:周|分|秒|点|省|市|县|区|乡|镇|村|组|批|篇|章|节|级|字|次)$"
)
_UNITS: Final = frozenset(
    "百千万亿产年月日天周时分秒点岁次届期号元名人位家级条款项章节批度代户亩斤米里公层楼街线路县市区乡镇村州省中全至到个大项种的了是在和与"
)
# Set sayings and names that begin with a number and are no abbreviation.
_SAYINGS: Final = lazy(
    "四川|三峡|三亚|三沙|三明|三门峡|三角|九江|九寨|六安|六盘水|五台|七台河|双鸭山|双流|三江|四平|八达|"
    "一把手|一刀切|一窝蜂|一言堂|一阵风|一站式|一条龙|一条心|一盘棋|一张网|一张图|一本账|一锅煮|一锤定音|一票否决|"
    "一支笔|一手抓|一口清|一般|一切|三心二意|七上八下|四平八稳|半斤八两|两张皮|两面人|二传手|三把火|三分钟|十字架|十面|"
    "两手抓|两手硬|两不误|两促进|两推进|双丰收|双提升|双赢|双促进|百|千|万|两会|两院|三军|三国|双休|双刃|双职|双胞|一线|二线|一号|一流|一体(?![二两三四五])|双向|双方|三伏|三九天|八小时|八一|五一|七一|十一(?![个项条])"
)


# Figures as printed abbreviate only with a measure word or a plus: 3个95, 1+3+N; 33条 counts.
_FIGURES: Final = lazy("[0-9]{1,2}(?:[个大项](?![0-9]*$|.{0,2}$)|\\+|个[0-9])")


class Shape(Struct, frozen=True):
    """A numeral term taken apart: what stands before the number, then (count, morpheme) for each number in it."""

    lead: str
    parts: tuple[tuple[int, str], ...]
    measured: bool

    @property
    def counts(self) -> tuple[int, ...]:
        """Return how many items the term may promise: 三严三实 three with both morphemes, or six."""
        return _counts(self.parts)


@lru_cache(maxsize=1024)
def _counts(parts: tuple[tuple[int, str], ...]) -> tuple[int, ...]:
    if len(parts) == 1:
        return (parts[0][0],)
    numbers = [count for count, _ in parts]
    if parts[-1] == (1, "体"):
        return (numbers[0],)
    if len(numbers) > 1 and len(set(numbers)) == 1:
        return numbers[0], sum(numbers)
    if len(numbers) > 2:
        return sum(numbers), len(numbers)  # 三路一桥一站; 一核两翼三提升: one item for each number
    return (sum(numbers),) if parts[-1][0] != 1 or len(numbers) > 1 else (1,)


@lru_cache(maxsize=4096)  # documents of one kind repeat the same few hundred terms
def shape_of(term: str, quoted: bool = False) -> Shape | None:  # a keyword makes the cache slow
    """Return the shape of a simplified string that is a numeral term from end to end, None when it is none.

    A `quoted` one may be of a thing that is only counted elsewhere (“三个关系”), if the text spells out its items.
    """
    if term in _COUNTING_UP or (term.isascii() and 3 <= len(term) <= 6 and term.isdigit() and "0" not in term):
        return Shape("", ((len(term), ""),), measured=True)
    if len(term) < 2 or len(term) > 12 or (term[0].isdigit() and not _FIGURES.match(term)):
        return None
    behind = _BEHIND.fullmatch(term) or (_LED.fullmatch(term) if term[0] in _LEADS else None)
    lead, rest = (term[: behind.start(1)], behind[1]) if behind else ("", term)
    if not _SHAPE.fullmatch(rest) or _SAYINGS.match(rest):
        return None
    parts, measured = _parts(rest)
    if not parts or any(not count for count, _ in parts):
        return None
    if (counted(rest) and not quoted) or (len(parts) == 1 and parts[0][0] < 2 and not measured):
        return None
    return Shape(lead, parts, measured)


def _parts(rest: str) -> tuple[tuple[tuple[int, str], ...], bool]:
    of = _OF_NUMBERS.match(rest)
    if of and count_of(of[1]) > 1:
        return ((count_of(of[1]), of[2]),), True  # 四个一律, 三个一: the number behind belongs to the morpheme
    found, at, measured = [], 0, False
    for each in _PART.finditer(rest):
        if each.start() != at:
            break
        measured = measured or bool(each[2])
        found.append((count_of(each[1]), rest[each.start(3) :] if measured else each[3]))
        at = len(rest) if measured else each.end()
    if found and at < len(rest):
        # 三个一, 七个一线: the number behind belongs to the morpheme.
        found[-1] = (found[-1][0], found[-1][1] + rest[at:])
    if found:
        return tuple(found), measured
    one = re.match(f"({_NUMBER})([{MEASURES}])(.+)", rest)
    return (((count_of(one[1]), one[3]),), True) if one else ((), False)


# “一二三四”总体思路, “12345”, “1235”: as many items as numbers. Those in figures may be a hotline.
_COUNTING_UP: Final = frozenset("一二三四五六七八九"[:size] for size in range(3, 10))
_FIGURE: Final = lazy(f"(1?[0-9])([{MEASURES}])(?![0-9])")
_TENS: Final = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


def spelled(key: str) -> str:
    """Return the key of a term with a number in figures before a measure word spelled out: 4个意识 is 四个意识."""
    figure = _FIGURE.match(key) if key[:1].isascii() else None
    if figure is None or not 0 < int(figure[1]) < 20:
        return key
    value = int(figure[1])
    return (_TENS[value] if value <= 10 else f"十{_TENS[value - 10].replace('两', '二')}") + key[figure.end(1) :]


# What a term may be called in its quotes: “四个一活动”, “五型机关”.
_CALLED: Final = lazy(
    "(?:活动|工程|行动|机制|制度|工作法|战略|要求|标准|建设|目标|模式|计划|党组织|党支部|支部|机关|干部|队伍|家庭|教育|精神|原则|作风|农村路|服务|承诺|准则|工作)+$"
)


_CALLABLE: Final = 3  # a morpheme of one character, and two of what it is called


@lru_cache(maxsize=1024)  # every place of a term asks
def bare(shape: Shape) -> Shape | None:
    """Return the shape without what the term is called: 五型机关 -> 五型; None when there is no such word."""
    count, morpheme = shape.parts[-1]
    if len(morpheme) < _CALLABLE:
        return None
    found = _CALLED.search(morpheme, 1)
    return Shape(shape.lead, (*shape.parts[:-1], (count, morpheme[: found.start()])), shape.measured) if found else None


_NUMBERED: Final = lazy(f"(?:{_NUMBER})[{MEASURES}]?")


def counted(term: str) -> bool:
    """Say whether a term that begins with a number only counts: 三个方面, 两年."""
    number = _NUMBERED.match(term)
    return number is not None and _COUNTED.match(term, number.end()) is not None


def twofold(term: str) -> bool:
    """Say whether 两学一做, 四同四责 is an abbreviation by its shape alone: no saying, no units, no dates."""
    if term in sayings() or term[:2] in {"一一"}:
        return False
    letters = term[1::2]
    if any(each in _UNITS for each in letters) or len(set(letters)) < len(letters):
        return False
    if term[0] == "十" and term[2] == "九":
        return False  # 十室九空, 十拿九稳
    return term[0] != "一" or term[2] in "双三四五六七八九十"


def is_saying(term: str) -> bool:
    """Say whether a term is a common saying (三位一体): an abbreviation only when the text spells out its items."""
    return term in sayings()
