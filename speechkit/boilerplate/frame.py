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
from speechkit.boilerplate import meta, values
from speechkit.boilerplate.headline import sections, title_row
from speechkit.boilerplate.mainpart import Part
from speechkit.boilerplate.page import Page as Lines
from speechkit.boilerplate.page import Verdict
from speechkit.boilerplate.scan import folder, scanner
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.webpage import Page

_BELOW: Final = 25  # rows below the body that may be credits or neighbours
_ABOVE: Final = 12  # rows above the body that may be about it, where no title is found
_PROSE: Final = 40  # code points: a sentence this long stays though it stands outside of the body
_BYLINE: Final = 60
_NAME: Final = 20  # code points of an author or a source
_STOPS: Final = f"。!{chars.EXCLAMATION}{chars.RIGHT_QUOTE}"
_SIGN: Final = lazy(f"[:{chars.COLON}0-9]")
_SPEECH: Final = lazy(
    f"[-{chars.DASH}\N{HORIZONTAL BAR}]{{2}}"
    f"|[({chars.LEFT_PARENTHESIS}] ?(?:[0-9]{{4}}|[〇零○一二三四五六七八九]{{4}}) ?年"
    f"|[〇零○一二三四五六七八九]{{4}}年|.{{1,40}}[们們志者员員生友长長宾賓] ?[:{chars.COLON}]$"
)
_AUTHOR: Final = lazy(r"(?<![a-z])(?:author|writer|zuozhe|byline)(?![a-z])", re.I)
_SOURCE: Final = lazy(r"(?<![a-z])(?:source|laiyuan|js_name|nickname)(?![a-z])", re.I)
_LEARNT_BELOW: Final = frozenset(["publisher", "author", "editor", "previous", "next", "contact", "keywords"])
# What rows of other elements may tell: a neighbour's title stands among links, a reply's author is not the speech's.
_NEIGHBOURS: Final = frozenset(["previous", "next"])
_LEARNT_IN: Final = {
    "links": _NEIGHBOURS,
    "nav": _NEIGHBOURS,
    "comment": frozenset[str](),
    "sidebar": frozenset[str](),
}


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
    tail = range(part.last, min(len(page.rows), part.last + _BELOW))
    zone = [at for at in (*head, *tail) if page.rows[at].size <= meta.LONGEST]
    lines = [_line(text, page, at) for at in zone]
    verdicts = _verdicts(draft, lines, len([at for at in zone if at < part.first]))
    known = {at: verdict for at, verdict in zip(zone, verdicts, strict=True) if verdict}
    below = _runs_on(text, page, part, known)
    for at in (*range(part.first), *range(below, len(page.rows))):
        if at == title or at in gone:
            continue
        if at in known or not _stays(text, page, part, at, at in head):
            gone[at] = "info" if at in head else "frame"
    learnt = {number: known[at] for number, at in enumerate(zone) if at in known and at in gone}
    return Frame(gone, lines, _telling(page, zone, lines, learnt, gone, part.first), title)


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


def _stays(text: str, page: Page, part: Part, at: int, above: bool) -> bool:
    """Say whether a row outside of the body may belong to the speech."""
    row = page.rows[at]
    if 2 * row.linked > row.size:
        return False
    line = text[row.start : row.end].strip()
    if above and (part.prose[at] or row.level > 0 or _SPEECH.match(line)):
        return True
    if part.named or part.prose[at] < _PROSE:
        return False
    return page.boxes[row.box].style in part.dress


def _telling(
    page: Page,
    zone: list[int],
    lines: list[Line],
    learnt: dict[int, Verdict],
    gone: dict[int, str],
    first: int,
) -> dict[int, Verdict]:
    """Return the verdicts to learn from: below the body only labelled values, above it dates and bylines too."""
    out: dict[int, Verdict] = {}
    for number, at in enumerate(zone):
        verdict = learnt.get(number)
        if at >= first:
            if verdict and (fields := _LEARNT_IN.get(gone.get(at, ""), _LEARNT_BELOW)):
                out[number] = _labelled(verdict, lines[number].body, fields)
        elif verdict:
            out[number] = verdict
            known = {slot.field for slot in verdict.slots} | set(verdict.fields)
            verdict.slots += [slot for slot in _named(page, at, lines[number].body) if slot.field not in known]
        elif at in gone and (slots := _byline(page, at, lines[number].body)):
            out[number] = Verdict("meta.line", {}, slots)
    return out


def _labelled(verdict: Verdict, body: str, wanted: frozenset[str]) -> Verdict:
    """Return the verdict with the labelled values that a line below the body may tell; a number is nobody's name."""
    slots = [slot for slot in verdict.slots if slot.field in wanted and not body[slot.start : slot.end].isdigit()]
    fields = {name: span for name, span in verdict.fields.items() if name in wanted or wanted is _LEARNT_BELOW}
    return Verdict(verdict.rule, fields, slots, verdict.source, "")


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
        start = body.find(text)
        if start < 0 or len(text) > _NAME or _SIGN.search(text):
            continue
        for pattern, field in ((_AUTHOR, "author"), (_SOURCE, "publisher")):
            if pattern.search(names):
                slots.append(meta.Slot(field, start, start + len(text)))
    return slots


def _spare_header(page: Page, title: int, gone: dict[int, str]) -> None:
    """Spare what stands right below the title in the title's own header: a subtitle, the date of the speech."""
    for row in range(title + 1, len(page.rows)):
        if gone.get(row) != "header":
            break
        del gone[row]
