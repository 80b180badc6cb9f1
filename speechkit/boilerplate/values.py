"""What a printed slot says: dates, numbers, addresses, names.

A value is read from the text as printed; time, numbers and addresses come out in ASCII, text as it stands. What does
not read as a value of its field is no value: nothing is guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.rules.fold import fold, narrow
from speechkit.rules.store import compiled

_DATE: Final = lazy(
    r"(?P<y>(?:19|20)\d\d)(?:-|/|\.|年| (?=\d\d/\d\d\b)) ?"
    r"(?P<m>\d{1,2})(?:-|/|\.|月) ?(?P<d>\d\d(?=\d\d:\d\d)|\d{1,2}(?!\d))[日号]?"
    r"(?:T|,? {0,6}(?:[(\uff08]?(?:星期|周)[一二三四五六日天][)\uff09]?)? {0,6}(?:[上下]午|AM |PM )?)?"
    r"(?:(?P<h>\d{1,2}) ?[:时] ?(?P<i>\d\d)(?!\d)(?: ?[:分] ?(?P<s>\d\d)(?!\d)秒?|分)?)?(?:Z|\+\d\d:?\d\d)?"
)  # fmt: skip
# What a slot says when the site has nothing to say; in folded text.
_NOTHING: Final = lazy(
    "|本(?:院|校|局|会|报|刊|社|厅|馆|镇|乡|县|市|区|中心|单位|部门|公司|网站)(?:原创|整理|讯)?|无|没有|暂无|未知|佚名|不详|无名氏|匿名|转载|原创|本站|本网|本站原创|本站整理|互联网|网络|网络整理|网络转载"
    "|互联网整理|none|null"
)
_NONE: Final = ("没有", "暂时没有", "暂无", "已经是", "已是", "已到", "这是", "返回", "回清单", "回列表")
_EDGES: Final = f"{chars.BLANKS}|/-_[]【】〔〕<>《》。" + "".join(each for pair in chars.WIDE.items() for each in pair)
_BLANK_EDGES: Final = f"{chars.BLANKS}\n\r"
_SPLIT: Final = lazy(r"[\s,;、|/" + chars.COMMA + chars.SEMICOLON + chars.IDEOGRAPHIC_SPACE + "]+")
_QUOTED: Final = lazy("《[^《》]{2,80}》")
_HOST: Final = lazy(r"(?:https?://)?(?:www\.|m\.)?(?P<host>[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,60}){1,4})")
_END: Final = lazy(f"[。{chars.EXCLAMATION}{chars.QUESTION}!?{chars.RIGHT_QUOTE}]$")


class Moment(Struct, frozen=True):
    """A date, with the clock where it was printed; both in ISO 8601."""

    date: str
    datetime: str | None


def date_pattern() -> re.Pattern[str]:
    """Return the pattern of a printed date with an optional time, for folded text."""
    return _DATE


def moment_of(found: re.Match[str]) -> Moment | None:
    """Return what a match of date_pattern() says; None if it is no date of a calendar."""
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= day <= 31 and year < 2100):
        return None
    date = f"{year:04}-{month:02}-{day:02}"
    if not found["h"]:
        return Moment(date, None)
    hour, minute, second = int(found["h"]), int(found["i"]), int(found["s"] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    if "下午" in found[0] or "PM" in found[0]:
        hour = hour % 12 + 12
    return Moment(date, f"{date}T{hour:02}:{minute:02}:{second:02}")


class Day(Struct, frozen=True):
    """A moment that was read, and the offset after it."""

    moment: Moment
    end: int


_SPACED: Final = lazy(r"(?:1 ?9|2 ?0) ?\d ?\d ?[-/.年] ?\d ?\d? ?[-/.月] ?\d(?: ?\d)?(?![\d:])(?: ?日)?")
_REPUBLIC: Final = lazy(
    r"(?P<era>(?:中华)?民国 ?)?(?P<y>\d{2,3})(?:-|/|\.|年) ?"
    r"(?P<m>\d{1,2})(?:-|/|\.|月) ?(?P<d>\d{1,2})(?!\d)日?"
)
_WRITTEN: Final = lazy("([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DIGITS: Final = "〇一二三四五六七八九"


def spaced_day(line: str, at: int, end: int) -> Day | None:
    """Return the day printed with blanks between its digits (2 0 1 7 - 0 4 - 1 8) at an offset of a folded line."""
    found = _SPACED.match(line, at, end)
    day = _DATE.match(found[0].replace(" ", "")) if found and " " in found[0].strip() else None
    moment = moment_of(day) if day else None
    return Day(moment, found.end()) if found and moment else None


def labelled_day(line: str, at: int, end: int) -> Day | None:
    """Return the day behind a label such as 发布日期:, of the Republic (113-05-21) and in Chinese figures too."""
    day = _DATE.match(line, at, end)
    if day:
        moment = moment_of(day)
        return Day(moment, day.end()) if moment else None
    return spaced_day(line, at, end) or _republican(line, at, end) or _chinese(line, at, end)


def _republican(line: str, at: int, end: int) -> Day | None:
    found = _REPUBLIC.match(line, at, end)
    if not found or not (found["era"] or 100 <= int(found["y"]) < 150):
        return None  # 98-05-21 without 民国 may be 1998
    year, month, day = int(found["y"]) + 1911, int(found["m"]), int(found["d"])
    valid = 1 <= month <= 12 and 1 <= day <= 31
    return Day(Moment(f"{year:04}-{month:02}-{day:02}", None), found.end()) if valid else None


def _chinese(line: str, at: int, end: int) -> Day | None:
    found = _WRITTEN.match(line, at, end)
    if not found:
        return None
    year = "".join(str(_DIGITS.find(mark) if mark in _DIGITS else 0) for mark in found[1])
    month, day = _figure(found[2]), _figure(found[3])
    valid = 1 <= month <= 12 and 1 <= day <= 31
    return Day(Moment(f"{year}-{month:02}-{day:02}", None), found.end()) if valid else None


def _figure(text: str) -> int:
    """Return a number below 100 in Chinese figures."""
    tens, ten, ones = text.rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + (_DIGITS.find(ones) if ones else 0)


def number_of(text: str) -> int | None:
    """Return a count; None for one that is rounded (1.2万)."""
    digits = narrow(text).strip().replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def name_of(text: str) -> str | None:
    """Return the name of a person, an office or a site as printed; None for a word that says there is none."""
    name = text.strip(_EDGES)
    plain = fold(name).lower()
    return None if _NOTHING.fullmatch(plain) or plain.startswith(_NONE) else name


def heading_of(text: str) -> str | None:
    """Return the title of a neighbouring article."""
    title = text.strip(_BLANK_EDGES + ":" + chars.COLON)
    if _QUOTED.fullmatch(title):
        title = title[1:-1]
    return title if name_of(title) else None


def summary_of(text: str) -> tuple[str, bool] | None:
    """Return a summary without the mark that shows it was cut, and whether it was."""
    summary = text.strip(_BLANK_EDGES)
    bare = summary.rstrip(f".{chars.ELLIPSIS}{_BLANK_EDGES}")
    cut = bare != summary or not _END.search(bare)
    return (bare, cut) if len(bare) > 3 else None


def keywords_of(text: str) -> list[str] | None:
    """Return the words of a keyword list."""
    words = [word for word in _SPLIT.split(text.strip(_EDGES)) if word]
    return words or None


def url_of(text: str) -> str | None:
    """Return the first address of a text, in ASCII."""
    found = compiled("{url}").search(narrow(text))
    return found[0].rstrip(".,;:!?)") if found else None


def host_of(url: str) -> str | None:
    """Return the site that an address belongs to."""
    found = _HOST.match(url)
    return found["host"].lower() if found else None


_WECHAT: Final = lazy(r"(?:微信号?|wx|vx|weixin|公众号)[^A-Za-z0-9]{0,6}(?P<v>[A-Za-z][A-Za-z0-9_-]{4,19})", re.I)
_QQ: Final = lazy(r"(?:qq|扣扣|企鹅)群?号?[^A-Za-z0-9]{0,6}(?P<v>[1-9]\d{4,11})", re.I)
_PHONE: Final = lazy(r"(?:电话|热线|手机|支持|总机|专线|传真|tel)[^0-9+]{0,8}(?P<v>\+?\d{2,4}-?\d{3,4}-?\d{3,4})", re.I)
_MAIL: Final = lazy(r"(?P<v>[A-Za-z0-9._%+-]{1,60}@[A-Za-z0-9-]{1,60}(?:\.[A-Za-z0-9-]{1,30}){1,4})")


@lru_cache(512)  # the pages of a site end in the same lines
def contact_of(line: str) -> tuple[str, int, int] | None:
    """Return the address that a folded line of the site gives for itself, and where: mail, WeChat, QQ or telephone."""
    for pattern in (_MAIL, _WECHAT, _QQ, _PHONE):
        found = pattern.search(line)
        if found:
            return found["v"], found.start("v"), found.end("v")
    return None
