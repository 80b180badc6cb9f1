"""Markers: what a numbered line begins with, read as a style and a number.

The official scheme is 一、 （一） 1. （1） (GB/T 9704-2012 as quoted by others); laws have 编 章 节 and, below them,
条 and （一） (立法法 2023, article 65). Every width, spacing and misprint is read: 一． ( 一 ) ㈠.
A number that belongs to the words after it is no marker: 一、二级公路, 3.6亿元, 2019.01至今, （3）班.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.numerals import number_of
from speechkit.patterns import lazy


class Style(IntEnum):
    """The kinds of marker, highest rank first: a child usually has a greater value than its parent."""

    PIECE = -1  # 篇一: an article of a page that holds several; see articles
    PLAIN = 0  # an unnumbered heading
    PART = 1  # 第一编
    CHAPTER = 2  # 第一章, 第一部分
    SECTION = 3  # 第一节
    ARTICLE = 4  # 第一条: never a heading, tells that the text is a law
    ROMAN = 5  # Ⅰ、
    FORMAL = 6  # 壹、
    PAREN_FORMAL = 7  # （壹）
    HAN = 8  # 一、
    PAREN_HAN = 9  # （一）
    DIGIT = 10  # 1.
    DECIMAL = 11  # 1.1
    SECOND_DECIMAL = 12  # 1.1.1
    PAREN_DIGIT = 13  # （1）
    HALF_DIGIT = 14  # 1）
    CIRCLED = 15  # ①
    STEM = 16  # 甲、: below all others in Taiwan, above them in older texts
    PAREN_STEM = 17  # （甲）


class Marker(Struct, frozen=True, gc=False):
    """A marker at line[at:end]; the words begin at `body`, after blanks. Offsets are code points.

    `doubtful`: the numeral may belong to the words (二、三季度), so only its place in a series can tell.
    `above`: the number that a decimal repeats from the heading above it (the 2 of 2.1), 0 in all others.
    """

    style: Style
    number: int
    end: int
    body: int
    doubtful: bool = False
    above: int = 0


_FORMAL: Final = {c: n for n, c in enumerate("壹贰叁肆伍陆柒捌玖拾", 1)} | {"貳": 2, "參": 3, "叄": 3, "陸": 6}
_PLAIN_NUMERALS: Final = "零一二三四五六七八九十"
_STEMS: Final = {c: n for n, c in enumerate("甲乙丙丁戊己庚辛壬癸", 1)}
_UNITS: Final = {"章": Style.CHAPTER, "节": Style.SECTION, "節": Style.SECTION, "编": Style.PART, "編": Style.PART,
                 "条": Style.ARTICLE, "條": Style.ARTICLE, "部分": Style.CHAPTER, "部份": Style.CHAPTER,
                 "篇": Style.PART}  # fmt: skip

# A dash alone before 、 is a 一 that was read badly.
_DASHES: Final = "\N{FULLWIDTH HYPHEN-MINUS}\N{EM DASH}\N{HORIZONTAL BAR}\N{HYPHEN-MINUS}"
# 一 with the ideograph for a dot, U+4E36, in place of the enumeration comma.
_COMMA: Final = "、\u4e36\uff64"
# Marks (or a blank) that stand in its place where a number is printed badly; 一,提高认识 wants a series to prove it.
_WEAK: Final = f",:{chars.COMMA}{chars.COLON}"
_DOT: Final = r".\N{FULLWIDTH FULL STOP}"
_CLOSE: Final = r")\N{FULLWIDTH RIGHT PARENTHESIS}"
_BRACKETS: Final = frozenset(("(", chars.LEFT_PARENTHESIS))
_OPEN: Final = r"(\N{FULLWIDTH LEFT PARENTHESIS}"
_B: Final = f"[{chars.BLANKS}]*"
_D: Final = "[0-9\uff10-\uff19]"
_N: Final = "[一二三四五六七八九十百]"

_HAN: Final = lazy(
    rf"({_N}{{1,5}}){_B}(?:([{_COMMA}])|([{_DOT}])|[{_CLOSE}]|([{_WEAK}]|(?<=[{chars.BLANKS}]))(?={_B}[{chars.HAN}{chars.LEFT_QUOTE}0-9])){_B}"
)
_DIGITS: Final = lazy(rf"({_D}{{1,3}}){_B}(?:([、{_DOT}])|[{_CLOSE}]){_B}")
_F: Final = f"[{''.join(_FORMAL)}]"
# 1.1 and 1.1.1 before words that are no measure: 1.5亿元, 2.0版, 3.5个百分点.
_DECIMAL: Final = lazy(
    rf"(?:([0-9]{{1,2}})\.)?([0-9]{{1,2}})\.([1-9][0-9]?)\.?(?![0-9]){_B}"
    rf"(?=[{chars.HAN}{chars.LEFT_QUOTE}《])(?![亿億万萬倍米吨噸亩畝升]|元(?!旦)|[个個](?![人体體性])|公[里斤顷頃]|千[克米瓦]|平方|平米|立方|百分|人次|小时|小時|分[钟鐘]|[年月]|版本?[的])"
)
_PAREN: Final = lazy(
    rf"[{_OPEN}]{_B}(?:({_N}{{1,5}})|({_D}{{1,3}})|([{_DASHES}])|({_F}{{1,3}})|([{''.join(_STEMS)}])){_B}[{_CLOSE}]"
    rf"(?:{_B}[{_COMMA}{_DOT}])?{_B}"
)
_UNIT: Final = lazy(
    rf"第{_B}({_N}{{1,5}}|{_D}{{1,3}}){_B}([编編章节節条條篇]|部[分份]){_B}(?:[:{chars.COLON}](?={_B}[{chars.HAN}]){_B})?"
)
_OLD: Final = lazy(rf"({_F}{{1,3}}){_B}、{_B}")
_STEM: Final = lazy(rf"([{''.join(_STEMS)}]){_B}、{_B}(?![{''.join(_STEMS)}])")
# Ⅱ级响应 and Ⅲ类水质 are words: a mark must follow.
_ROMANS: Final = {chr(0x2160 + n): n + 1 for n in range(12)}
_ROMAN: Final = lazy(rf".{_B}[、{_DOT}]{_B}")
# （二加强领导。 has lost a bracket; only its neighbours can tell.
_TORN: Final = lazy(
    rf"[{_OPEN}]{_B}({_N}{{1,3}})(?=[{chars.HAN}][^{_CLOSE}\n]{{1,40}}$|[{chars.HAN}][^{_CLOSE}\n]{{1,40}}[。:{chars.COLON}])"
)
_DASH: Final = lazy(rf"[{_DASHES}]{_B}、{_B}")
_SIGN: Final = lazy(rf".[、{_DOT}]?{_B}")

# ㈠ ⑴ ⒈ ①: the first character of each row of twenty (ten).
_ROWS: Final = (
    (0x3220, 10, Style.PAREN_HAN),
    (0x2474, 20, Style.PAREN_DIGIT),
    (0x2488, 20, Style.DIGIT),
    (0x2460, 20, Style.CIRCLED),
)
_SIGNS: Final = {chr(first + n): (style, n + 1) for first, count, style in _ROWS for n in range(count)}

# A numeral right after the marker that counts on from it: 一、二级, 2、3号楼 (doubtful), 一、二、三产业 (no marker).
_NEXT: Final = lazy(rf"({_N}{{1,5}}|[千万萬亿億]|{_D}{{1,3}}){_B}([、至到和]|(?!{_N}|{_D}).)?")
_KINDS: Final = frozenset(
    "级級类類档檔线線批届屆期产產审審等季月日号號时時点點楼樓层層班年度次岁歲代天人个個位条條项項百千万萬亿億"
)
_YEAR: Final = lazy(r"(?:19|20)[0-9]{2}\s?[年-]")
_CLASS: Final = lazy(
    "[庭组組区區厂廠院期]的|期(?:工程|项目|項目)|班(?:的|级|級|全体|全體|同学|同學|学生|學生)|号楼|號樓"
)
_CLASSED: Final = frozenset("庭组組区區厂廠院期班号號")
# （一）和（二）两项, （一）、（二）项: references.
_REFERRING: Final = frozenset("和与與及至到或")
_REFERRED: Final = lazy(f"[和与與及至到或]{_B}[{_OPEN}]")
# 第三章规定的…, 第一节课, 第二编辑室, 第一部分是…: words of a sentence, not a title.
_REFERENCE: Final = lazy(
    rf"[,.;、。{chars.COMMA}{chars.SEMICOLON}{chars.COLON}的至到和与與及或是为為所课課辑輯]|规定|規定|第{_N}+[条條款项項章节節]"
)


# To ask an enumeration for a member takes longer than all else that is done with it.
_ARTICLE: Final = Style.ARTICLE
_HAN_STYLE: Final = Style.HAN
_PAREN_HAN: Final = Style.PAREN_HAN
_DIGIT_STYLE: Final = Style.DIGIT
_HALF_DIGIT: Final = Style.HALF_DIGIT
_PAREN_DIGIT: Final = Style.PAREN_DIGIT


def match(line: str, at: int = 0) -> Marker | None:
    """Return the marker that begins at line[at], or None.

    >>> marker = match("（一）政治性。")
    >>> marker.style.name, marker.number, marker.end
    ('PAREN_HAN', 1, 3)
    >>> match("3.6亿元投入使用") is None
    True
    """
    read = READERS.get(line[at : at + 1])
    return read(line, at) if read else None


def _han(line: str, at: int) -> Marker | None:
    found = _HAN.match(line, at)
    if not found:
        return None
    numeral, mark, dot, weak = found.groups()
    number = number_of(numeral)
    if not number:
        return None
    follow = _follows(line, found.end(), number) if mark else ""
    if follow == "list":
        return None
    style = _HAN_STYLE if mark or dot or weak is not None else _PAREN_HAN
    return _made(style, number, found, doubtful=weak is not None or bool(follow))


def _digits(line: str, at: int) -> Marker | None:
    found = _DIGITS.match(line, at)
    if not found:
        return None
    numeral, mark = found.groups()
    number = int(numeral)
    if not number:
        return None
    follow = ""
    if mark == "、":
        follow = _follows(line, found.end(), number)
    elif mark and line[found.end() : found.end() + 1].isdigit() and not _YEAR.match(line, found.end()):
        return _decimal(line, at)
    if follow == "list":
        return None
    return _made(_DIGIT_STYLE if mark else _HALF_DIGIT, number, found, doubtful=bool(follow))


def _decimal(line: str, at: int) -> Marker | None:
    """Return 1.1 or 1.1.1; only the heading above it can prove it: see decimals."""
    found = _DECIMAL.match(line, at)
    if not found:
        return None
    style = Style.SECOND_DECIMAL if found[1] else Style.DECIMAL
    end = found.start() + len(found[0].rstrip(chars.BLANKS))
    return Marker(style, int(found[3]), end, found.end(), above=int(found[2]))


def _follows(line: str, at: int, number: int) -> str:
    """Tell what the words at line[at] count on to: "list" (一、二、三产业), "kind" (一、二级), or "" if they do not."""
    found = _NEXT.match(line, at)
    if found and found[2] == "、":
        return "list"
    if not found:
        return ""
    value = number_of(found[1])
    if value != number + 1:  # 三、五年内, 七、八十岁, 十、二十年前
        loose = value in {number + 2, 10 * number + 10} or (number == 10 and value == 20)
        return "kind" if loose and found[2] and found[2] in _KINDS else ""
    if found[2] and found[2] in "至到和":
        return "list"
    return "kind" if found[2] and found[2] in _KINDS else ""


def _paren(line: str, at: int) -> Marker | None:
    found = _PAREN.match(line, at)
    if not found:
        torn = _TORN.match(line, at)
        number = number_of(torn[1]) if torn else 0
        return _made(_PAREN_HAN, number, torn, doubtful=True) if torn and number else None
    at = found.end()
    after = line[at : at + 1]
    if (
        (after in _CLASSED and _CLASS.match(line, at))
        or (after in _REFERRING and _REFERRED.match(line, at))
        or (after in _BRACKETS and line[at - 1] in _COMMA)
    ):
        return None
    style, number = _inside(found)
    return _made(style, number, found) if number else None


def _inside(found: re.Match[str]) -> tuple[Style, int]:
    """Return the style and the number of a marker in brackets; a dash alone is a 一 that was read badly."""
    han, digits, dash, formal, stem = found.groups()
    if han:
        return _PAREN_HAN, number_of(han)
    if digits:
        return _PAREN_DIGIT, int(digits)
    if formal:
        return Style.PAREN_FORMAL, _formal(formal)
    return (Style.PAREN_HAN, 1) if dash else (Style.PAREN_STEM, _STEMS[stem])


def _formal(numeral: str) -> int:
    """Return the value of a formal numeral (贰, 拾壹), 0 if it is none."""
    return number_of("".join(_PLAIN_NUMERALS[_FORMAL[c]] for c in numeral))


def _unit(line: str, at: int) -> Marker | None:
    found = _UNIT.match(line, at)
    if not found:
        return None
    number = number_of(found[1])
    style = _UNITS[found[2]]
    if not number or (style is not _ARTICLE and _REFERENCE.match(line, found.end())):
        return None
    if found[2] == "篇" and found[0][-1] == "篇":  # 第一篇文章
        return None
    return _made(style, number, found)


def _old(line: str, at: int) -> Marker | None:
    found = _OLD.match(line, at)
    number = _formal(found[1]) if found else 0
    return _made(Style.FORMAL, number, found) if found and number else None


def _stem(line: str, at: int) -> Marker | None:
    found = _STEM.match(line, at)
    return _made(Style.STEM, _STEMS[found[1]], found) if found else None


def _dash(line: str, at: int) -> Marker | None:
    found = _DASH.match(line, at)
    return _made(Style.HAN, 1, found) if found else None


def _sign(line: str, at: int) -> Marker | None:
    style, number = _SIGNS[line[at]]
    found = _SIGN.match(line, at)
    return _made(style, number, found) if found else None


def _roman(line: str, at: int) -> Marker | None:
    found = _ROMAN.match(line, at)
    return _made(Style.ROMAN, _ROMANS[line[at]], found) if found else None


def _made(style: Style, number: int, found: re.Match[str], *, doubtful: bool = False) -> Marker:
    low, body = found.span()
    end = body if found.string[body - 1] not in chars.BLANKS else low + len(found[0].rstrip(chars.BLANKS))
    return Marker(style, number, end, body, doubtful)


READERS: Final = {
    **dict.fromkeys("一二三四五六七八九十百", _han),
    **dict.fromkeys("0123456789\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19", _digits),
    **dict.fromkeys("(" + chars.LEFT_PARENTHESIS, _paren),
    "第": _unit,
    **dict.fromkeys(_FORMAL, _old),
    **dict.fromkeys(_STEMS, _stem),
    **dict.fromkeys(_DASHES, _dash),
    **dict.fromkeys(_SIGNS, _sign),
    **dict.fromkeys(_ROMANS, _roman),
}
