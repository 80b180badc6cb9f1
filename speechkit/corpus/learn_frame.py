"""What proves that a recurring line is the site's: minutes, notices, poems and interviews have set lines of their own.

Recurring alone says nothing of a folder of forms. A line is the site's where it stands outside of what a speech is
framed by (above its title or salutation, beyond its closing formula), where its words say so, or where it leads to the
title of another page. What has no such proof is learnt beside lines that have one, never instead of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from msgspec import Struct

from speechkit.corpus import learn_guard as guard
from speechkit.corpus.learn_pages import MARKS, SLOT_OF, Page, Row
from speechkit.corpus.learn_shapes import FEWEST, Line
from speechkit.outline.starting import EVENT, labelled
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_HEAD: Final = 14  # lines at the beginning in which a salutation or a title is looked for
_SAID: Final = 60  # code points of a line that is a paragraph
_SHARE: Final = 1 / 3  # of the places must be proven: speeches end without thanks, too
_AGAINST: Final = 0.1  # of the places may be inside of a frame: one page in ten has thanks in its middle
_MOST: Final = 0.6  # of the titles end in a genre
_NEAR: Final = 0.8  # of the places stand beside a line that is proven
_OWN: Final = lazy(
    "本站|本网|本文(?!件)|本页|转载|版权|小编|阅读|读者|书友|论坛|文库|范文|会员|域名|[上下]一[篇页条]|www|http|\\.com|\\.cn|\\.net"
)
_STAMP: Final = lazy(r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}(?!\d)")
_MASTHEAD: Final = lazy(r"[(\[]?(?:总|年)?第? ?[\ufdd4\ufdd5〇一二三四五六七八九十]+ ?[期号次届讲章回集][)\\]]?")
_PAGE_MARK: Final = lazy("[-\u2014~=*\u00b7|].*[\ufdd4].*[-\u2014~=*\u00b7|]$")
_SIGNED: Final = lazy(r"[班级系院队组部村乡镇社] ?\ufdda$|[班级队组][^\ufdd0-\ufdef]{0,2}$")
# Said, no title: 今天我为大家讲一堂党课.
_TOLD: Final = lazy("[我您]|大家|出席|并(?:讲话|致辞|发言)|^(?:今天|现在|下面)")
_ASIDE: Final = lazy(r"\([^()]*\)")  # stage directions, notes
_GOES_ON: Final = lazy(
    r"附|【[^【】]{1,20}】$|[\u4e00-\u9fff]{0,8}(?:花絮|名单|背景|简介|点评|评语|思考|想一想|注释|参考文献|解释|后记|互动|提问|问答|环节|作业)$"
)  # what is enclosed, the next part of a meeting
_BODIES: Final = lazy("代表大会|委员会|会议|大会|政府|党委")
_VALUES: Final = lazy("[\ufdd4-\ufdd8]")
_THANKS: Final = lazy("thank", re.I)
_HELD: Final = lazy(
    "[:|/>\u00b7\u2022\u2014\\-\\]】 \ufdd4-\ufdd8] ?\ufdda|\ufdda ?[|/<\u00b7\u2022\u2014\\-\\[【 \ufdd4-\ufdd8]"
)
_SIGNS: Final = " -\u2014|_/\u00b7"
_MARKS: Final = frozenset("[【〔<〈*=~-\u2014")
_LED: Final = lazy("[\u4e00-\u9fff]*\ufdda[\u4e00-\u9fff]*(?= )")  # a title, a blank, and what a site puts behind


class Frame(Struct, frozen=True):
    """Line numbers of what frames the speech of a page, -1 for what it has not: title, salutation, last thanks."""

    title: int
    greeting: int
    closing: int


def frame_of(page: Page, recurring: Collection[int] = ()) -> Frame:
    """Return the frame of the speech on a page; a title without a genre is a line that is not `recurring`."""
    lines = page.lines
    greeting = next((at for at, text in enumerate(lines[:_HEAD]) if _greets(text)), -1)
    first = next((at for at, text in enumerate(lines) if len(text) > _SAID), len(lines))
    top = lines[: greeting if greeting >= 0 else min(first, _HEAD // 2)]
    title = next((at for at, text in enumerate(top) if is_headline(text)), -1)
    if title < 0 <= greeting:
        title = next((at for at in range(greeting) if at not in recurring), -1)
    closing = next((at for at in range(len(lines) - 1, len(lines) // 3, -1) if guard.closes(lines[at])), -1)
    return Frame(title, greeting, closing)


def _greets(text: str) -> bool:
    return guard.is_greeting(text) or (text[-1] in ",!。" and guard.is_greeting(text[:-1] + ":"))


def is_headline(text: str) -> bool:
    """Say whether a line is the title of a speech, a document or a part of a collection."""
    plain = fold(text)
    if _TOLD.search(plain):
        return False
    return guard.is_title(plain) or EVENT.search(plain) is not None or labelled(0, plain) is not None


def proven(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines that something proves to be the site's, and those that stand beside them."""
    frames = _frames(found, pages)
    held = [line for line in found if not _is_part(line, pages)]
    sure = [line for line in held if _is_sure(line, pages, frames)]
    while more := [line for line in held if line not in sure and _is_beside(line, sure, pages, frames)]:
        sure += more
    return [line for line in found if line in sure]


def outside(found: list[Line], pages: list[Page]) -> list[Line]:
    """Return the lines that stand outside of the speech on each of their pages."""
    frames = _frames(found, pages)
    held = [line for line in found if not _is_part(line, pages)]
    held = [line for line in held if all(_place(row, pages, frames) > 0 for row in line.rows if row.at >= 0)]
    held = [line for line in held if not _may_be_set(line, between=not _is_above(line, frames))]
    return held if any(_is_above(line, frames) or _stamps(line) for line in held) else []


def _is_above(line: Line, frames: list[Frame]) -> bool:
    return line.side == "head" and all(row.at < frames[row.page].title for row in line.rows)


def _stamps(line: Line) -> bool:
    """Say whether a line has what sites put on pages: a day, an address, the title of another page."""
    rows = [row for row in line.rows if row.at >= 0]
    return MARKS["day"] in line.marked or _tells(line, fold(line.marked), rows)


def _frames(found: list[Line], pages: list[Page]) -> list[Frame]:
    recurring: list[set[int]] = [set() for _ in pages]
    for line in (each for each in found if not _is_led(each)):
        for row in line.rows:
            recurring[row.page].add(row.at)
    return [frame_of(page, numbers) for page, numbers in zip(pages, recurring, strict=True)]


def _is_led(line: Line) -> bool:
    """Say whether a line is the title of each page with words of the site behind it: {text} - 松果讲稿夹."""
    begins = _LED.match(line.marked)
    if line.side != "head" or not begins:
        return False
    own = "".join(char for char in line.marked[begins.end() :] if char not in SLOT_OF).strip(_SIGNS)
    values = [row.text.partition(" ")[0] for row in line.rows]
    return own != "" and not guard.spoken(own, "head") and sum(map(is_headline, values)) >= _MOST * len(values)


def _is_part(line: Line, pages: list[Page]) -> bool:
    """Say whether lines are titles with their speech below: 篇一:在全县春耕会议上的讲话."""
    titles = [row for row in line.rows if row.at >= 0 and is_headline(row.text)]
    if any(labelled(0, fold(row.text)) for row in titles):
        return True
    return any(_opens(pages[row.page].lines[row.at + 1 : row.at + 3]) for row in titles)


def _opens(below: list[str]) -> bool:
    return any(_greets(text) or len(text) > _SAID for text in below)


def _place(row: Row, pages: list[Page], frames: list[Frame]) -> int:
    """Return 1 for a line outside of the speech, -1 for one inside, 0 where nothing tells."""
    frame, lines, at = frames[row.page], pages[row.page].lines, row.at
    if row.side == "head":
        if frame.greeting >= 0 and at >= frame.greeting:
            return -1
        return 1 if at < frame.title or at > frame.title >= 0 <= frame.greeting else 0
    if frame.closing < 0:
        return 0
    if at <= frame.closing:
        return -1
    return 0 if any(map(_goes_on, lines[frame.closing + 1 : at + 1])) else 1


def _goes_on(text: str) -> bool:
    """Say whether a line beyond the thanks shows that the document has another part."""
    return len(text) > _SAID or _greets(text) or _GOES_ON.match(fold(text)) is not None or guard.is_turn(fold(text))


def _is_sure(line: Line, pages: list[Page], frames: list[Frame]) -> bool:
    own = fold(line.marked)
    rows = [row for row in line.rows if row.at >= 0]
    places = [_place(row, pages, frames) for row in rows if line.side != "body"]
    if places.count(-1) > _AGAINST * len(places):
        return _OWN.search(own) is not None
    if _is_led(line):
        return True
    if _MASTHEAD.fullmatch(line.marked.replace(MARKS["day"], "").strip()):
        return False
    between = sum(row.at > frames[row.page].title for row in rows) if line.side == "head" else 0
    if places.count(1) >= max(2, _SHARE * len(places)) and not _may_be_set(line, between=2 * between > len(rows)):
        return True
    return _tells(line, own, rows)


def _may_be_set(line: Line, *, between: bool = False) -> bool:
    """Say whether a line outside of the speech may be its own all the same: a subtitle, who signs, a note.

    `between`: it stands between the title and the salutation.
    """
    marked, told = line.marked, _VALUES.search(line.marked) is not None
    free = MARKS["text"] in marked
    loose = free and not told and not _HELD.search(marked)
    if line.side == "head":
        return loose or _BODIES.search(fold(marked)) is not None or (between and not free and not told)
    aside = _ASIDE.fullmatch(marked) is not None or _THANKS.match(marked) is not None
    if marked.endswith(f" {MARKS['text']}") and not told:  # 受助学生 王立强: who signs
        names = [guard.is_person(fold(row.text.rpartition(" ")[2])) for row in line.rows]
        aside = aside or sum(names) >= _NEAR * len(names)
    return aside or (loose and marked[0] == MARKS["text"]) or _SIGNED.search(marked) is not None


def _tells(line: Line, own: str, rows: list[Row]) -> bool:
    """Say whether the words or the slots of a line give it away, wherever it stands."""
    marked = line.marked
    if _OWN.search(own) or MARKS["link"] in own or _PAGE_MARK.match(marked):
        return True
    if guard.is_sentence(rows[0].text):
        return False
    if MARKS["title"] in marked and line.side != "body":
        return True
    if marked.endswith(MARKS["text"]):
        at = len(marked) - 1
        values = {row.text[at:] for row in rows}
        if len(values) > 1 and sum(map(is_headline, values)) >= _NEAR * len(values):
            return True
    slots = sum(char in SLOT_OF for char in marked)
    return line.side == "head" and MARKS["day"] in marked and slots > 1 and bool(_STAMP.search(rows[0].text))


def _is_beside(line: Line, sure: list[Line], pages: list[Page], frames: list[Frame]) -> bool:
    """Say whether a line stands further out than one that is proven, or ends speeches on pages of a site."""
    if not sure or (line.side == "tail" and _SIGNED.search(line.marked)):
        return False
    rows = [row for row in line.rows if row.at >= 0]
    gone = {(row.page, row.at) for each in sure for row in each.rows}
    if line.side == "body":
        return line.marked[0] in _MARKS or _breaks(rows, pages)
    inward = 1 if line.side == "head" else -1
    beside = sum((row.page, row.at + inward) in gone or _is_over(row, gone, frames) for row in rows)
    if beside >= _NEAR * len(rows):
        return True
    if line.side != "tail" or guard.is_sentence(rows[0].text) or len(line.pages) < FEWEST or _may_be_set(line):
        return False
    greeted = sum(_may_end(row, pages, frames) for row in rows)
    last = sum(_is_last(row, pages, gone) for row in rows)
    return min(greeted, last) >= _NEAR * len(rows)


def _is_over(row: Row, gone: set[tuple[int, int]], frames: list[Frame]) -> bool:
    """Say whether a line is the first of its page, above a title with a line of the site below it."""
    return row.side == "head" and row.at == 0 and (row.page, 2) in gone and frames[row.page].greeting != 1


def _may_end(row: Row, pages: list[Page], frames: list[Frame]) -> bool:
    """Say whether a page holds a speech, and a line is not before its thanks, nor behind another part."""
    frame = frames[row.page]
    return frame.greeting >= 0 and (frame.closing < 0 or _place(row, pages, frames) > 0)


def _is_last(row: Row, pages: list[Page], gone: set[tuple[int, int]]) -> bool:
    return all((row.page, at) in gone for at in range(row.at + 1, len(pages[row.page].lines)))


def _breaks(rows: list[Row], pages: list[Page]) -> bool:
    """Say whether lines stand between paragraphs, as no refrain and no row of a table does."""
    count = 0
    for row in rows:
        lines = pages[row.page].lines
        near = lines[max(0, row.at - 1) : row.at + 2 : 2]
        count += len(near) > 1 and all(guard.is_sentence(text) for text in near)
    return count >= _NEAR * len(rows)
