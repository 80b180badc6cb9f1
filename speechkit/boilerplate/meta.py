"""Meta lines: 2019-01-28 17:08:28浏览:931评论:0 来源:山村网 holds four values and no word of the speech.

Sites print date, source, author and counters in any order, with any separator or none, so this is a small reader and
no pattern: labels cut the line into segments, each segment must read as its label says, and what stands outside of
segments must be dates, counters or buttons. A line that is not read to its end is no meta line.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.boilerplate.values import Moment, date_pattern, labelled_day, moment_of, spaced_day
from speechkit.boilerplate.vocabulary import BUTTONS, COUNTED, LABELS, TYPE_SIZE
from speechkit.patterns import lazy

LONGEST: Final = 200  # code points; the longest meta line of 128 scraped pages has 140
_TRIM: Final = " -|/,()[]\u25a0\u25cf\u25c6\u2605\u25b2\u25bc"  # what separates values
# 活动时间: is no date of a page.
_OCCASION: Final = lazy("[\u4e00-\u9fff]{2,4}(?<![发表布新传加入建改稿公告章息件闻子后次站容料])(?:时间|日期) ?:")
_MANY: Final = 5  # words that are not known beside a date: 第3版 综合新闻 返回目录 上一期 下一期
_FEW: Final = 3  # labels that are not known: a form to fill in has more
_STRONG: Final = 2  # a line needs this much evidence: one labelled value, or a date with clock, or two weak signs


def _standing(word: str) -> str:
    """Return a label as a pattern; one of Latin letters does not begin inside a word."""
    return f"(?<![A-Za-z]){word}" if "a" <= word[0] <= "z" else word


# A label with its separator; the group is the kind of the value behind it.
_LABEL: Final = lazy(
    "(?<![\u8be5\u8a72\u6761])(?:"  # 只看该作者 is a button
    + "|".join(f"(?P<{kind}>{'|'.join(map(_standing, words))})" for kind, words in LABELS.items())
    + r")(?: ?[】\]]? ?[:;] ?| ?[】\]] ?| \|(?= [^\s|])"
    r"|\|(?=[\u4e00-\u9fff]{2,4}(?:$| {1,4}[^|]))| ?丨(?= ?\S)| - (?=\S)|/ ?(?=[^\d\s])"
    r"|(?<=[于於]) ?(?=(?:19|20)\d\d ?[-/.年]))",
    re.I,
)
# Counters without a colon: 阅读 6920 赞 3128, 931次浏览, 41条评论, 阅读(931); sizes: 8页 32KB.
_THING: Final = "|".join(COUNTED)
_COUNT: Final = lazy(
    rf"(?:我要|发表|网友|(?:本[文页站])?已?被?)?(?P<a>{_THING}|顶|踩)(?:次数|量|数|人数)?"
    r" ?[(\[【]? ?(?P<n>\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d)?[万wk+]{0,2}"
    r" ?(?:次|人次|人|条|个)? ?[)\]】]?"
    r"|(?:本文已?被?|已)影响 ?(?:了 ?)?\d{1,9} ?人|(?:本文|此文)?已?有?被? ?\d{1,3}(?:,?\d{3})* ?人"
    r"(?:翻阅|看过|读过|打分|收藏|下载|赞过|(?:学习|点评|推荐|分享)过)|(?:本文|此文)已?有?被? ?\d{1,3}(?:,?\d{3})* ?人"
    r"(?:学习|点评|推荐|分享)"
    r"|[顶踩]一下 ?\(?\d{1,7}\)?(?: {1,4}\d{1,3}(?:\.\d{1,2})?%)?"
    r"|\d{1,6}(?:\.\d{1,2})? ?(?:页|[KM]B|金币|积分|下载券|分(?!钟))"
    rf"|(?:已有|共有?|有|被)? ?(?P<m>\d{{1,9}})(?:\.\d)?[kK万w+]{{0,2}} ?(?:次|人次|人|条|个)? ?"
    rf"(?:参与|相关)?(?P<b>{_THING})(?:量"
    rf"|数|过)?(?:了(?:该|此|本)?(?:文章|回答|帖子))?",
    re.I,
)
_BUTTON: Final = lazy("|".join((TYPE_SIZE, *BUTTONS)), re.I)
_SEPARATOR: Final = lazy(r"[:;/|丨】\]]| - |于(?= ?\d)")
_PICTURES: Final = r"\u2190-\u2bff\U0001f300-\U0001f440\U0001f442-\U0001f4ab\U0001f4ad-\U0001faff\ufe0f"  # but 👁 and 💬
_GAP: Final = lazy(
    r"[\s|/℃" + _PICTURES + r"\u00b7\u2022,;、\\_()\[\]【】〔〕>*~+:。\-\u2014\u2013]+|#(?: ?\d{1,4}(?= ))?"
)
# A user name glued to a counter and a date: admin102025-03-14 is admin, 10 views, 2025-03-14.
_GLUED: Final = lazy(
    r"(?P<who>[^\s\d:,。;()\[\]【】<>]{2,12}) ?(?P<views>\d{1,7}?)(?=(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})"
)
_NAME: Final = r"[^\s\d:,。;!?()\[\]【】<>《》]"
_WHO: Final = lazy(
    rf"(?!发[表布]|上传|编辑|更新|修改|最后|本帖|掌柜|店家|卖家|商家)(?P<who>{_NAME}{{2,10}})"
    r"(?= ?(?:发表于|发布于|上传于|于 ?(?:19|20)\d\d[-/.年]))"
    rf"|由 ?(?P<by>{_NAME}{{2,10}})(?= ?(?:于|发表|发布|上传|修改|编辑))"
    rf"|(?:原创|楼主) ?(?P<poster>{_NAME}{{2,6}})(?: [^\s\d:,。;!?]{{2,12}})?(?= |$)"
)
_CLOCK: Final = lazy(r"\d{1,2}:\d\d(?::\d\d)?|\d{1,2}[-/]\d{1,2}(?!\d)")
_STRANGER: Final = lazy(r"[^\s\d|:,。;!?()\[\]【】<>《》]{1,12}(?=[\s|/\u00b7]|(?:19|20)\d\d[-/]|\d{1,8}次|$)")
_READ: Final = lazy("浏览|点击|点阅|阅读")
_SHELF: Final = lazy(r"(?<=[> ])《[^《》]{1,20}》")  # 来自: X > 《Y》
# A title that stands before the counters is none; 领导讲话 names a column.
_TITLED: Final = lazy(r"(?:的|上)(?:讲话|发言|致辞|致词|演讲|报告|祝词|贺词)稿?$")
_PAPER: Final = lazy(r"(?:日报|晚报|早报|时报|网|网站|论坛|文库|电视台|广播台|通讯社|融媒体中心)$")
# A word that stands like a label and is none that is known; what it holds is not learnt.
_FOREIGN: Final = lazy(r"[\u4e00-\u9fff]{2,6} ?: ?[^\s:,。;!?\[\]【】()|]{0,20}")
_CREDITS: Final = lazy(r"(?:[\u4e00-\u9fff]{2,6} ?[:/] ?[^\s:,。;!?/]{2,6}(?: {1,4}|$)){3,8}")
_CREDITED: Final = lazy(r"编辑|责编|校对|排版")
_ADDRESS: Final = lazy(r"(?:https?://|www\.)[\w.~:/?#@&=%+-]{3,200}", re.A)
_SIZES: Final = lazy(r"[\[(【 ]{0,3}(?:(?:特大|超大|较大|大|中|小|默认|标准|正常|A[+-]?)[|/ \])】\[(【]{0,4}){1,5}")
_VALUE_END: Final = lazy(
    r" {2,}|[|;\[【]|\((?=https?:|www\.)| (?=\d{4}[-/.年])| (?=[\u4e00-\u9fff]{2,6} ?[:丨/])"
    r"| (?=(?:打印|关闭|收藏|分享|字体|字号|浏览|阅读|点击|评论|我要|转载|本文已|https?:|www\.))"
    r"|(?:网友)?(?:评论|阅读|浏览|点击|收藏|回复)(?= ?[(\[]?\d)| ?> ?《"
)
_STOPS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}"
_SIGN: Final = lazy(f"[0-9\uff10-\uff19:/\uff0f|\uff5c丨】\\]{chars.COLON}]| - ")
_PUNCTUATED: Final = lazy("[,。;!?]")
_SPOKEN: Final = lazy(r"[。!?]|我们|同志|必须|应当|,.*,.*,")
_KINDS_TEXT: Final = frozenset({"publisher", "author", "editor", "keywords", "text", "weak", "size"})
_FIELDS: Final = dict.fromkeys(
    ("浏览", "阅读", "点击", "访问", "查看", "人气", "围观", "\U0001f441", "\U0001f441\ufe0f"), "views"
) | dict.fromkeys(("评论", "回复", "跟帖", "留言", "\U0001f4ac"), "comments")


class Slot(Struct, frozen=True):
    """A value of a meta line: field, what was read (or None: as printed), and where, in offsets of the line."""

    field: str
    start: int
    end: int
    moment: Moment | None = None
    late: bool = False


class Reading(Struct):
    """What was read of a line so far: the slots, and how much evidence there is that this is a meta line."""

    slots: list[Slot]
    weight: int = 0
    strangers: int = 0
    foreign: int = 0


_OPENED: Final = lazy(r"[\[(【 约]{1,4}(?=\d)")
_CODE: Final = lazy(r"[A-Za-z]{1,6}[-_]?(?=\d)")  # MX-30917: a number of the site's own
_NUMBER: Final = lazy(r"\d[\d,]{0,10}")
_MEASURED: Final = lazy(r"(?:\.\d+)?[万wkKMB+]{0,2} ?(?:次|人次|人|条|个|篇|页|字|℃|°C|元|分|%|积分|金币|下载券|点)?")
_ROUNDED: Final = lazy("[.万wkKMB+]")


def may_be(body: str) -> bool:
    """Say whether a line, as printed, may be a meta line: short, no sentence, with a figure or a colon."""
    return len(body) <= LONGEST and body[-1] not in _STOPS and _SIGN.search(body) is not None


def may_be_folded(body: str) -> bool:
    """Say whether may_be() could say so of the folded copy of a text, without folding it."""
    return len(body) <= LONGEST and body[-1:] not in _STOPS


def read(line: str) -> list[Slot] | None:
    """Return the values of a folded line if all of it is meta data, else None; offsets are those of the line."""
    if len(line) > LONGEST or _SPOKEN.search(line):
        return None
    slots = _read(line)
    return None if slots is None else list(slots)


@lru_cache(2048)  # the pages of a site have the same lines, and a line is looked at several times on a page
def _read(line: str) -> tuple[Slot, ...] | None:
    found = Reading([])
    labels = list(_LABEL.finditer(line)) if _SEPARATOR.search(line) else []
    first = labels[0].start() if labels else len(line)
    if first and _OCCASION.match(line):
        return None
    if not _loose(line, 0, first, found):
        return None
    ends = [*(label.start() for label in labels), len(line)]
    for number, label in enumerate(labels, 1):
        if not _segment(line, label, ends[number], found):
            return None
    if found.foreign and _CREDITS.fullmatch(line) and _CREDITED.search(line):
        found.weight += _STRONG  # 编辑：小满　一读：大海　审发：老周: a row of credits, whatever a site calls them
    known = found.strangers == 0 or any(slot.moment for slot in found.slots)
    return tuple(found.slots) if known and found.weight >= (2 * _STRONG if found.foreign else _STRONG) else None


def _segment(line: str, label: re.Match[str], end: int, found: Reading) -> bool:
    """Read label and value; say whether the segment was read to its end."""
    kind = str(label.lastgroup)
    if kind == "weak" and label[0].rstrip()[-1] in "|\u4e28":  # 图文丨贾小苗: no sentence has that bar
        kind = "text"
    start = label.end()
    if kind == "place":
        # 日期:… 单位:… 浏览:… is a page's; without a counter it is a form's.
        if not (label[0].startswith("单位") and found.slots and _READ.search(line)):
            return False
        kind = "publisher"
    if kind in _KINDS_TEXT:
        return _text(line, kind, start, end, found)
    if kind in ("date", "written"):
        day = labelled_day(line, start, end)
        if day:
            late = kind == "written" or "更新" in label[0] or "修改" in label[0]
            found.slots.append(Slot("date", start, day.end, day.moment, late))
            found.weight += _STRONG
            start = day.end
        return _loose(line, start, end, found)
    opened = _OPENED.match(line, start, end) or (_CODE.match(line, start, end) if kind == "number" else None)
    start = opened.end() if opened else start
    number = _NUMBER.match(line, start, end)
    if number:
        start = number.end()
        rest = _MEASURED.match(line, start, end)
        exact = not rest or not _ROUNDED.search(rest[0])
        if exact and kind in ("views", "comments"):
            found.slots.append(Slot(kind, number.start(), number.end()))
        start = rest.end() if rest else start
        found.weight += _STRONG
    return _loose(line, start, end, found)


def _text(line: str, kind: str, start: int, end: int, found: Reading) -> bool:
    """Read a value that is text: to a wide gap, a bar, a date or a button; the rest must be loose parts."""
    stop = end
    if kind == "size" and (sizes := _SIZES.match(line, start, end)):
        found.weight += _STRONG
        return _loose(line, sizes.end(), end, found)
    if kind != "keywords":
        cut = _VALUE_END.search(line, start, end)
        stop = cut.start() if cut else end
        day = date_pattern().search(line, start, stop)
        stop = day.start() if day else stop
    value = line[start:stop].strip(_TRIM)
    if _PUNCTUATED.search(value) and kind != "keywords":
        return False
    if len(value) > (80 if kind in ("keywords", "size", "text") else 30):
        return False
    if value and kind in ("publisher", "author", "editor", "keywords"):
        at = line.index(value, start)
        found.slots.append(Slot(kind, at, at + len(value)))
    found.weight += _STRONG if (value and kind != "weak") or kind == "size" else 1
    return _loose(line, stop, end, found)


def _loose(line: str, at: int, end: int, found: Reading) -> bool:
    """Read dates, counters and buttons between two offsets; say whether nothing else is there."""
    if at == 0 and (glued := _GLUED.match(line)) and glued.end() < end:
        found.slots.append(Slot("author", glued.start("who"), glued.end("who")))
        if glued["views"]:
            found.slots.append(Slot("views", glued.start("views"), glued.end("views")))
        found.weight += 1
        at = glued.end()
    while at < end:
        step = _step(line, at, end, found)
        if step <= at:
            return False
        at = step
    return True


def _step(line: str, at: int, end: int, found: Reading) -> int:
    """Read one loose part and return the offset after it; the same offset when none is there."""
    gap = _GAP.match(line, at, end)
    if gap:
        return gap.end()
    return _moment(line, at, end, found) or _counted(line, at, end, found) or _other(line, at, end, found)


def _moment(line: str, at: int, end: int, found: Reading) -> int:
    """Read a date, an address or a clock and return the offset after it, or 0."""
    spaced = spaced_day(line, at, end)
    if spaced:
        found.weight += 1
        found.slots.append(Slot("date", at, spaced.end, spaced.moment))
        return spaced.end
    day = date_pattern().match(line, at, end)
    if day and (moment := moment_of(day)):
        # 2021年11月20日 alone is as often the day of the speech: it weighs nothing.
        found.weight += 2 if moment.datetime else 0 if "年" in day[0] else 1
        found.slots.append(Slot("date", day.start(), day.end(), moment))
        return day.end()
    other = _ADDRESS.match(line, at, end)
    if other and other[0].startswith("http"):
        found.slots.append(Slot("url", at, other.end()))
    return other.end() if other else 0


def _counted(line: str, at: int, end: int, found: Reading) -> int:
    """Read a counter or a name before a date and return the offset after it, or 0."""
    count = _COUNT.match(line, at, end)
    if count:
        name, group = (count["a"], "n") if count["a"] else (count["b"] or "", "m")
        if name in _FIELDS and not re.search(r"[.万wkK+]", count[0]):
            found.slots.append(Slot(_FIELDS[name], count.start(group), count.end(group)))
        found.weight += _STRONG
        return count.end()
    who = _WHO.match(line, at, end)
    if who:
        group = str(who.lastgroup)
        found.slots.append(Slot("author", who.start(group), who.end(group)))
        found.weight += 1
        return who.end()
    return 0


def _other(line: str, at: int, end: int, found: Reading) -> int:
    """Read a button, a clock or a few unknown words and return the offset after them; else the same offset."""
    shelf = _SHELF.match(line, at, end)
    if shelf:
        return shelf.end()
    button = _BUTTON.match(line, at, end)
    if button:
        found.weight += 1
        return button.end()
    clock = _CLOCK.match(line, at, end)
    if clock:
        return clock.end()
    foreign = _FOREIGN.match(line, at, end)
    if foreign and found.foreign < _FEW and not _TITLED.search(foreign[0]):
        found.foreign += 1
        return foreign.end()
    # A site or a user without a label: 小满 | 2023-05-06 | 人气:88. Who it is cannot be told, so nothing is learnt.
    stranger = _STRANGER.match(line, at, end)
    if stranger and found.strangers < (_MANY if any(slot.moment for slot in found.slots) else 2):
        if _TITLED.search(stranger[0]):
            return at
        if at == 0 and _PAPER.search(stranger[0]):
            found.slots.append(Slot("publisher", at, stranger.end(), late=True))
            found.weight += 1
        found.strangers += 1
        return stranger.end()
    return at
