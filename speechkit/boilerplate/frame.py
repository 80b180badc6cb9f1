"""The rows around the body of an HTML page: which one is the title, what others say of the document, and which stay.

Between title and body stand date, source and buttons, but also a subtitle, the date of the speech and a salutation;
below the body stand credits and neighbours. A row that belongs to the speech stays; of the others, those that a rule or
the reader of meta lines takes are learnt from.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.boilerplate import meta
from speechkit.boilerplate.headline import is_stated, second_half, sections, title_row
from speechkit.boilerplate.mainpart import Part
from speechkit.boilerplate.page import Page as Lines
from speechkit.boilerplate.scan import folder, scanner
from speechkit.boilerplate.told import LEARNT_IN, celled, telling
from speechkit.boilerplate.verdict import Verdict
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.webpage import Page
from speechkit.webtree import Row

_BELOW: Final = 25  # rows below the body that may be credits or neighbours
_ABOVE: Final = 12  # rows above the body that may be about it, where no title is found
_PROSE: Final = 40  # code points: a sentence this long stays though it stands outside of the body
_BYLINE: Final = 60
_STOPS: Final = f"。!{chars.EXCLAMATION}{chars.RIGHT_QUOTE}"
_SIGN: Final = lazy(f"[:{chars.COLON}0-9]")
# A day in figures, or one with a clock.
_STAMP: Final = lazy(r"(?:19|20)\d\d(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)|\d{1,2} ?[日号] {0,3}\d{1,2}:\d\d")
_OPENING: Final = f"({chars.LEFT_PARENTHESIS}"
_SECTION: Final = lazy(f"[{chars.HAN}]{{4,10}}")
_TOLD: Final = lazy(f"[:{chars.COLON}]|[0-9]{{4}}")
_COLON: Final = lazy(f"[:{chars.COLON}]")
# Who speaks: 县委书记　李　明.
_OFFICE: Final = (
    "(?:书记|書記|[县縣市区區省镇鎮乡鄉村校院局部厅廳处處科会會州署司組组队隊]长|主任|主席|董事长|總經理|总经理|同志)"
)
_SPEECH: Final = lazy(
    f"[-{chars.DASH}\N{HORIZONTAL BAR}]{{2}}"
    f"|[({chars.LEFT_PARENTHESIS}] ?(?:[0-9]{{4}}|[〇零○一二三四五六七八九]{{4}}) ?年"
    rf"|[{chars.HAN}]{{0,16}}{_OFFICE}\s{{0,3}}[{chars.HAN}](?:\s?[{chars.HAN}]){{1,3}}$"
    f"|[〇零○一二三四五六七八九]{{4}}年|.{{1,40}}[们們志者员員生友长長宾賓] ?[:{chars.COLON}]$"
    f"|在[^>:{chars.COLON}]{{4,60}}(?:讲话|講話|发言|發言|致辞|致詞|致辭|演讲|演講|报告|報告)$"
)
# An element at the head of the body that says it holds a date or a byline.
_INFO: Final = lazy(
    r"(?<![a-z])(?:info|meta|date|time|byline|by|author|source|sub-?info|dateline|posted|published|laiyuan|shijian|riqi"
    r"|(?:pub|post|publish|article|news|entry)[-_]?(?:info|meta|date|time))(?![a-z])",
    re.I,
)
_ORIGINAL: Final = lazy(f"原(?:文)?[标標]?[题題]目? ?[:{chars.COLON}]")  # a portal gave the article another title
_WRITER: Final = lazy(r"(?<![a-z])(?:author|writer|byline)(?![a-z])", re.I)
_PERSON: Final = lazy(rf"[{chars.HAN}]\s{{0,3}}[{chars.HAN}](?:\s?[{chars.HAN}]){{0,2}}")
_SHEETS: Final = ("版", "标题导航")  # one of them is in each of these
_SHEET: Final = lazy("第 ?[0-9A-Z]{1,3} ?版|版面导航|标题导航|版面目录")
_WEEKDAY: Final = lazy("[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日 {0,6}[\uff08(]?(?:星期|周)")
_CELL: Final = frozenset(["tr", "td", "th", "li", "dt", "dd"])
_NEXT: Final = lazy("[上下前后後]|[Pp]rev|[Nn]ext")
_BUTTONS: Final = frozenset(["share", "crumb", "header", "footer", "caption", "picture"])
_VALUED: Final = lazy(f"[:{chars.COLON}0-9@篇條条則则编編]")
_MUTE: Final = frozenset(["comment", "sidebar"])


class Frame(Struct, frozen=True):
    """What goes and what it says: row -> element; lines of the draft, and line -> verdict for those that are learnt."""

    gone: dict[int, str]
    lines: list[Line]
    learnt: dict[int, Verdict]
    title: int


def frame_of(draft: Draft, page: Page, part: Part) -> Frame:
    """Return what goes of a page's rows, and what the rows that go say of the document."""
    text = draft.text
    title = title_row(text, page, part)
    gone = {at: reason for at, reason in part.reasons.items() if at != title}
    if title >= 0:
        _spare_header(page, title, gone)
        gone.update(dict.fromkeys(sections(text, page, title), "header"))
    if not part.apart:
        return Frame(gone, [], {}, title)
    head = range(title + 1 if 0 <= title < part.first else max(0, part.first - _ABOVE), part.first)
    tail = _tail(page, part)
    inside = _bylines(text, page, part, title)
    eyebrows = _eyebrows(text, page, part, title)
    index = [*_index(text, page, part, title, head), *eyebrows]
    issue = [at for at in _issue(text, page, title) if at not in index]
    heads = [at for at in (*head, *inside, *index, *issue) if _may_head(text, page.rows[at])]
    zone = [*heads, *(at for at in tail if _may_tell(text, page.rows[at], gone.get(at, "")))]
    lines = [_line(text, page, at) for at in zone]
    verdicts = _verdicts(draft, lines, len(heads))
    known = {at: verdict for at, verdict in zip(zone, verdicts, strict=True) if verdict}
    rest = second_half(text, page, title)
    below = _runs_on(text, page, part, known)
    for at in (*range(part.first), *range(below, len(page.rows))):
        if at in (title, rest) or at in gone:
            continue
        if at in known or not _stays(text, page, part, at, at in head):
            gone[at] = "info" if at in head else "frame"
    gone.update(dict.fromkeys((*inside, *eyebrows), "info"))
    learnt = {number: known[at] for number, at in enumerate(zone) if at in known and at in gone}
    return Frame(gone, lines, telling(page, zone, lines, learnt, gone, len(heads), index), title)


def _tail(page: Page, part: Part) -> list[int]:
    """Return the rows below the last sentence that are no body: those behind it in its element, and the ones below."""
    end = part.last
    while end > part.first and not part.prose[end - 1]:
        end -= 1
    below = range(part.last, min(len(page.rows), part.last + _BELOW))
    return [*(at for at in range(end, part.last) if at in part.reasons), *below]


def _may_head(text: str, row: Row) -> bool:
    """Say whether a row above the body may tell something of the document; of links, those with a year or a label."""
    if row.size > meta.LONGEST:
        return False
    return 2 * row.linked <= row.size or _TOLD.search(text, row.start, row.end) is not None


def _may_tell(text: str, row: Row, reason: str) -> bool:
    """Say whether a row below the body may tell something of the document, for all that is known of it."""
    if row.size > meta.LONGEST or reason in _MUTE:
        return False
    if reason in _BUTTONS:
        return _VALUED.search(text, row.start, row.end) is not None
    return reason not in LEARNT_IN or _NEXT.search(text, row.start, row.end) is not None


def _bylines(text: str, page: Page, part: Part, title: int) -> list[int]:
    """Return the rows between title and first sentence, inside the body, that are a byline: date, source, counters.

    Their element says so, or they hold a day in figures, which no speech is dated with.
    """
    out = []
    for at in range(max(title + 1, part.first), part.last):
        row = page.rows[at]
        if part.prose[at] >= _PROSE:
            break
        line = text[row.start : row.end].strip()
        if at in part.reasons or part.prose[at] or row.size > _BYLINE or row.level or _SPEECH.match(line):
            continue
        names = page.boxes[row.box].names
        if (
            (_STAMP.search(line) and line[0] not in _OPENING)
            or _ORIGINAL.match(line)
            or (_INFO.search(names) and (_SIGN.search(line) or (_PERSON.fullmatch(line) and _WRITER.search(names))))
        ):
            out.append(at)
    return out


def _index(text: str, page: Page, part: Part, title: int, head: range) -> list[int]:
    """Return the rows above the title that say something of the document: labels in a table or list, a date beside it.

    Such are the index of an official document and the head of a newspaper's page; the day at the top of a site is that
    of the reader.
    """
    rows, boxes = page.rows, page.boxes
    around = rows[title].box if title >= 0 else 0
    while around > 0 and boxes[around].last <= part.first and boxes[boxes[around].parent].element != "body":
        around = boxes[around].parent
    beside = boxes[around].first if boxes[around].element != "body" else title
    own = boxes[around].last <= part.first  # a masthead that holds the title is that of the document
    out = []
    for at in range(max(0, title - _ABOVE), min(title, part.first)):
        row = rows[at]
        if (at in part.reasons and not (own and part.reasons[at] == "header")) or at in head or row.linked:
            continue
        labelled = boxes[row.box].element in _CELL and _is_labelled(text[row.start : row.end])
        if labelled or (at >= beside and _SIGN.search(text, row.start, row.end)):
            out.append(at)
    return out


def _issue(text: str, page: Page, title: int) -> list[int]:
    """Return the row with the day of the issue, where a page of a newspaper (第01版:要闻) is shown above the title."""
    above = page.rows[title].start if title > 0 else 0
    sheet = any(text.find(word, 0, above) >= 0 for word in _SHEETS) and _SHEET.search(text, 0, above)
    day = _WEEKDAY.search(text, 0, above) if sheet else None
    return [at for at in range(title) if page.rows[at].start <= day.start() < page.rows[at].end] if day else []


def _is_labelled(line: str) -> bool:
    """Say whether a cell, or a row of cells, holds a label and its value."""
    return _COLON.search(line) is not None or (len(line) < meta.LONGEST and celled(plain := fold(line)) != plain)


def _eyebrows(text: str, page: Page, part: Part, title: int) -> list[int]:
    """Return the short rows inside the body above its title, if that is what the head of the page calls the document.

    They name a committee or a section, or are the index of an official document; a longer one is a part of the
    headline, and a title that is printed twice is no such case.
    """
    above = range(part.first, title)
    own = text[page.rows[title].start : page.rows[title].end].strip()
    if title < 0 or not is_stated(text, page, title) or any(own in _printed(text, page, at) for at in above):
        return []
    out = []
    for at in above:
        row, line = page.rows[at], _printed(text, page, at)
        cell = page.boxes[row.box].element in _CELL and _COLON.search(line)
        if not part.prose[at] and not _SPEECH.match(line) and (cell or _SECTION.fullmatch(line)):
            out.append(at)
    return out


def _printed(text: str, page: Page, at: int) -> str:
    return text[page.rows[at].start : page.rows[at].end].strip()


def _line(text: str, page: Page, at: int) -> Line:
    row = page.rows[at]
    body = text[row.start : row.end].strip()
    start = text.index(body, row.start)
    return Line(start, start + len(body), row.start, row.end + 1, body)


def _verdicts(draft: Draft, lines: list[Line], heads: int) -> list[Verdict | None]:
    """Return the verdict of the rules on each line; the first `heads` stand above the body."""
    if not lines:
        return []
    local: list[Line] = []
    at = 0
    for line in lines:
        size = len(line.body)
        local.append(Line(at, at + size, at, at + size + 1, line.body))
        at += size + 1
    tried, inline = scanner().scan("\n".join(line.body for line in lines) + "\n", local)
    judged = Lines(local, tried, inline, folder(draft))
    out: list[Verdict | None] = []
    for number in range(len(local)):
        anywhere, head, tail = judged.verdicts(number)
        out.append((head if number < heads else tail) or anywhere)
    return out


def _runs_on(text: str, page: Page, part: Part, known: Container[int]) -> int:
    """Return the row after the sentences that follow the body at once, outside of its element."""
    at = part.last
    while at < len(page.rows) and at not in known and at not in part.reasons:
        row = page.rows[at]
        if row.linked or text[row.end - 1] not in _STOPS:
            break
        at += 1
    return at


def _heads_links(page: Page, at: int) -> bool:
    """Say whether a heading stands right above links: 友情链接, 县委办 县人大."""
    below = page.rows[at + 1] if at + 1 < len(page.rows) else page.rows[at]
    return below.linked == below.size and not below.level


def _stays(text: str, page: Page, part: Part, at: int, above: bool) -> bool:
    """Say whether a row outside of the body may belong to the speech."""
    row = page.rows[at]
    if 2 * row.linked > row.size:
        return False
    line = text[row.start : row.end].strip()
    if above and (part.prose[at] or (row.level and not _heads_links(page, at)) or _SPEECH.match(line)):
        return True
    if part.named or part.prose[at] < _PROSE:
        return False
    return page.boxes[row.box].style in part.dress


def _spare_header(page: Page, title: int, gone: dict[int, str]) -> None:
    """Spare what stands right below the title in the title's own header: a subtitle, the date of the speech."""
    for row in range(title + 1, len(page.rows)):
        if gone.get(row) != "header":
            break
        del gone[row]
