"""What the rows around the body of an HTML page say of the document: labelled values, bylines, neighbours.

A row that a rule or the reader of meta lines takes says what its slots hold. Of other rows that go, the pieces are read
one by one: cells of a table hold a label and a value without a colon, and a list of counters has bars between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import structs

from speechkit import chars
from speechkit.boilerplate import meta, values
from speechkit.boilerplate.verdict import Verdict
from speechkit.passes import Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.webpage import Page

_BYLINE: Final = 60
_LABEL: Final = 12
_NAME: Final = 20  # code points of an author or a source
_SIGN: Final = lazy(f"[:{chars.COLON}0-9]")
_INDEXED: Final = frozenset(["publisher", "date", "keywords"])
_AUTHOR: Final = lazy(r"(?<![a-z])(?:author|writer|zuozhe|byline)(?![a-z])", re.I)
_SOURCE: Final = lazy(r"(?<![a-z])(?:source|laiyuan|js_name|nickname)(?![a-z])", re.I)
_DATE: Final = lazy(r"(?<![a-z])(?:date|time|riqi|shijian|pub(?:date|time)|post-?(?:date|time))(?![a-z])", re.I)
_DAY: Final = 24  # code points of a day with its clock
# What stands behind a name in the same row: others who had a hand in it, and buttons.
_BEHIND: Final = lazy(
    " (?:记者|記者|通讯员|通訊員|扫一扫|掃一掃|分享|打印|列印|字[号體体]|我要纠错|编辑|編輯|责编|校对|审核)"
)
_NAMED: Final = frozenset(["publisher", "author", "editor"])
_BY: Final = lazy("(?:由|文|撰文|作者) ?(?=\\S)")  # before a name that its element calls the author's
_BELOW: Final = frozenset(["publisher", "author", "editor", "previous", "next", "contact", "keywords"])
_COUNTERS: Final = frozenset(["views", "comments"])
_NEARBY: Final = _BELOW | _COUNTERS  # right below the body; further on, counters are those of other articles
_OTHERS: Final = frozenset(["links", "teaser", "comment", "sidebar"])
# What rows of other elements may tell: a neighbour's title stands among links, a reply's author is not the speech's.
_NEIGHBOURS: Final = frozenset(["previous", "next"])
LEARNT_IN: Final = {
    "links": _NEIGHBOURS,
    "nav": _NEIGHBOURS,
}
# Words of the labels and counters that a piece may hold, in both scripts; without one, nothing is read.
_TELLING: Final = lazy(
    "来源|來源|出处|出處|作者|[编編][辑輯:\uff1a ]|责编|責編|时间|時間|日期|机[构关]|機[構關]|单位|單位|部[门門]"
    "|[发發][布文]|[录錄]入|审核|審核|密[级級]|[阅閱浏瀏][读讀览覽]|[点點][击擊]|[评評][论論]|篇|[条條则則] ?[:\uff1a]"
    "|http|20[0-9]{2} ?[0-9]{2}/"
)
_GAP: Final = lazy(r" {2,}|[|\u250a\u2502\u2503] ?")
# Labels that stand in a cell of their own, or before a name: 发布机构 县应急管理局, 责编 石榴.
_CELLED: Final = lazy(
    r"(?:^|(?<= ))(?:发布(?:机构|单位|部门|日期|时间|人)|发文(?:机关|单位|日期|时间)|(?:成文|生成)(?:日期|时间)"
    "|公开日期|信息来源|文章来源|来源|索 ?引 ?号|主题(?:分类|词)|文 {0,4}号|名 {0,4}称|有 ?效 ?性|密级|责任编辑|责编"
    "|编辑|校对|审核|作者|浏览(?:次数|量)|点击(?:次数|数|量)?|阅读(?:次数|量)?)(?P<gap> )(?=[^ :])"
)
_SOURCED: Final = lazy(
    r"(?:来源|出处|原文|本文|链接|地址|网址)[^:/]{0,6}: ?(?P<url>https?://[^\s/]{4,80}/[^\s\u4e00-\u9fff]{4,300})"
)
_SPLIT_DAY: Final = lazy(r"(?P<year>20\d\d) ?(?P<day>\d\d[/-]\d\d) (?P<clock>\d\d:\d\d(?::\d\d)?)")
_BESIDE: Final = lazy("(?:(?P<previous>[上前])|(?P<next>[下后])) ?[一1]? ?[篇条则]?(?:文章|新闻|内容)? ?: ?")


def telling(
    page: Page,
    zone: list[int],
    lines: list[Line],
    learnt: dict[int, Verdict],
    gone: dict[int, str],
    heads: int,
    index: list[int],
) -> dict[int, Verdict]:
    """Return the verdicts to learn from: below the body only labelled values, above it dates and bylines too.

    `zone` are the rows that may tell something, the first `heads` of them above the body, and `lines` the same as
    lines. What the index of an official site says (索引号, 发布机构) is asked last.
    """
    out: dict[int, Verdict] = {}
    near = True
    for number, at in enumerate(zone):
        verdict, body = learnt.get(number), lines[number].body
        if at in gone and not (verdict and (verdict.slots or verdict.fields)):
            verdict = _in_pieces(body, verdict)
        if at in index:
            verdict = verdict or _dated(page, at, body)
            if verdict and verdict.rule == "meta.line":
                slots = [structs.replace(slot, late=True) for slot in verdict.slots if slot.field in _INDEXED]
                out[number] = Verdict(verdict.rule, {}, slots)
        elif number >= heads:
            near = near and not page.rows[at].level and gone.get(at) not in _OTHERS
            fields = LEARNT_IN.get(gone.get(at, ""), _NEARBY if near else _BELOW)
            if verdict:
                out[number] = _labelled(verdict, body, fields)
        elif verdict or at in gone:
            out[number] = _with_byline(page, lines, number, at, verdict or Verdict("meta.line", {}, []))
    for number, verdict in out.items():
        body = lines[number].body
        verdict.slots = [
            structs.replace(slot, end=_bare(slot.field, slot.start, slot.end, body)) for slot in verdict.slots
        ]
        verdict.fields = {name: (start, _bare(name, start, end, body)) for name, (start, end) in verdict.fields.items()}
    return {number: verdict for number, verdict in out.items() if verdict.slots or verdict.fields or number in learnt}


def _bare(field: str, start: int, end: int, body: str) -> int:
    """Return where a value ends; a name ends before what stands behind it in the same row."""
    behind = _BEHIND.search(body, start + 1, end) if field in _NAMED else None
    return behind.start() if behind else end


def _with_byline(page: Page, lines: list[Line], number: int, at: int, verdict: Verdict) -> Verdict:
    """Return the verdict on a row above the body with what it says without labels, or by the names of its elements."""
    body = lines[number].body
    if number and not verdict.slots and (slots := _paired(page, lines, number, at)):
        verdict.slots = [*verdict.slots, *slots]
        return verdict
    dated = any(slot.field == "date" for slot in verdict.slots) or "date" in verdict.fields
    known = {slot.field for slot in verdict.slots} | set(verdict.fields)
    added = _named(page, at, body) if dated or verdict.source else _byline(page, at, body)
    verdict.slots = [*verdict.slots, *(slot for slot in added if slot.field not in known)]
    return verdict


def _in_pieces(body: str, verdict: Verdict | None) -> Verdict | None:
    """Return the verdict on a row that goes with what its pieces say, read one by one; the same if they say nothing."""
    if len(body) > meta.LONGEST or not _TELLING.search(body):
        return verdict
    folded = celled(fold(body))
    slots = [slot for start, piece in _pieces(folded) for slot in _moved(meta.read(piece) or [], start)]
    if not slots:
        slots = [*_linked(folded), *_beside(folded), *_split_day(folded)]
    return Verdict("meta.line", {}, slots, waits=verdict.waits if verdict else "") if slots else verdict


def celled(folded: str) -> str:
    """Return a folded row with a colon for the blank between a label and its value, as cells of a table have it."""
    gaps = {found.start("gap") for found in _CELLED.finditer(folded)}
    return "".join([":" if at in gaps else char for at, char in enumerate(folded)]) if gaps else folded


def _pieces(folded: str) -> Iterator[tuple[int, str]]:
    """Yield the pieces of a row with their offsets: the whole of it, or what stands between bars and wide gaps."""
    if meta.read(folded):
        yield 0, folded
        return
    start = 0
    for gap in _GAP.finditer(folded):
        if gap.start() > start:
            yield start, folded[start : gap.start()]
        start = gap.end()
    if start < len(folded):
        yield start, folded[start:]


def _moved(slots: list[meta.Slot], by: int) -> list[meta.Slot]:
    return [structs.replace(each, start=each.start + by, end=each.end + by) for each in slots] if by else slots


def _linked(folded: str) -> Iterator[meta.Slot]:
    """Yield the page's own address behind a label; that of a site's front page is none."""
    found = _SOURCED.search(folded)
    if found:
        yield meta.Slot("url", found.start("url"), found.end("url"))


def _beside(folded: str) -> Iterator[meta.Slot]:
    """Yield the titles of the neighbours behind their labels: 阅读下一篇."""
    found = list(_BESIDE.finditer(folded))
    for number, each in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(folded)
        yield meta.Slot(str(each.lastgroup), each.end(), end)


def _dated(page: Page, at: int, body: str) -> Verdict | None:
    """Return the verdict on a row that is a day and whose element is called a date: 112年10月23日."""
    if len(body) > _DAY or not _DATE.search(page.boxes[page.rows[at].box].names):
        return None
    day = values.labelled_day(folded := fold(body), 0, len(folded))
    return Verdict("meta.line", {}, [meta.Slot("date", 0, day.end, day.moment)]) if day else None


def _split_day(folded: str) -> Iterator[meta.Slot]:
    """Yield the date of a row that shows the year above day and clock: 2023 10/24 07:45:18 without the blank."""
    found = _SPLIT_DAY.fullmatch(folded.strip())
    day = (
        values.date_pattern().match(f"{found['year']}-{found['day'].replace('/', '-')} {found['clock']}")
        if found
        else None
    )
    moment = values.moment_of(day) if day else None
    if moment:
        start = len(folded) - len(folded.lstrip())
        yield meta.Slot("date", start, len(folded.rstrip()), moment)


def _labelled(verdict: Verdict, body: str, wanted: frozenset[str]) -> Verdict:
    """Return the verdict with the labelled values that a line below the body may tell; a number is nobody's name."""
    slots = [
        slot
        for slot in verdict.slots
        if (slot.field in wanted and (slot.field in _COUNTERS or _says(body[slot.start : slot.end])))
        or (slot.field == "url" and _SOURCED.search(fold(body)))
    ]
    fields = {name: span for name, span in verdict.fields.items() if name in wanted or wanted >= _BELOW}
    return Verdict(verdict.rule, fields, slots, verdict.source, "")


def _says(value: str) -> bool:
    """Say whether a value below the body may be one: no number, and no trail of a site."""
    return not value.isdigit() and ">" not in value


def _paired(page: Page, lines: list[Line], number: int, at: int) -> list[meta.Slot]:
    """Return what a row says whose label is the row before it, as <dt> and <dd> have it: 来源, 县政府."""
    if page.boxes[page.rows[at].box].element != "dd" or not number:
        return []
    label = f"{fold(lines[number - 1].body)}:"
    if page.boxes[page.rows[at - 1].box].element != "dt" or len(label) > _LABEL or label.count(":") > 1:
        return []
    slots = meta.read(label + fold(lines[number].body)) or []
    return [structs.replace(each, start=each.start - len(label), end=each.end - len(label)) for each in slots]


def _byline(page: Page, at: int, body: str) -> list[meta.Slot]:
    """Return what a row between title and body says without labels: a date, or what its element calls it."""
    if len(body) > _BYLINE:
        return []
    folded = fold(body)
    day = values.date_pattern().search(folded)
    moment = values.moment_of(day) if day else None
    slots = _named(page, at, body)
    if day and moment and not folded.startswith("今天"):
        slots.append(meta.Slot("date", day.start(), day.end(), moment))
    return slots


def _named(page: Page, at: int, body: str) -> list[meta.Slot]:
    """Return the author and the source that elements of a row call so, where the row holds no label of its own."""
    inside = [(label.names, label.text) for label in page.labels if label.row == at]
    slots: list[meta.Slot] = []
    for names, text in inside or [(page.boxes[page.rows[at].box].names, body)]:
        by = _BY.match(text)
        name = text[by.end() :] if by else text
        start = body.find(name)
        if start < 0 or len(name) > _NAME or _SIGN.search(name):
            continue
        for pattern, field in ((_AUTHOR, "author"), (_SOURCE, "publisher")):
            if pattern.search(names):
                slots.append(meta.Slot(field, start, start + len(name)))
    return slots
