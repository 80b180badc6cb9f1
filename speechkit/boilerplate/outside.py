"""What goes of an HTML page, row by row, and why: all outside of the body but for its title, and what is unseen."""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.boilerplate import learning, mainpart
from speechkit.boilerplate.frame import Frame, frame_of
from speechkit.boilerplate.headline import title_within
from speechkit.ledger import Cut
from speechkit.passes import Draft
from speechkit.patterns import lazy
from speechkit.webpage import Page

_HEADING: Final = 60  # code points: a longer first line is no title
_DATED: Final = lazy(f"[({chars.LEFT_PARENTHESIS}]? ?[0-9〇零一二]{{4}} ?年")
_WHY: Final = {
    "title": "<title>",
    "nav": "<nav> or a menu",
    "aside": "<aside>",
    "footer": "<footer>",
    "header": "<header> or a masthead",
    "noscript": "<noscript>",
    "form": "a form or a dialog",
    "frame": "outside of the element that holds the body",
    "info": "between title and body",
    "links": "links and hardly any other text",
    "comment": "an element that is called a comment",
    "sidebar": "an element that is called a sidebar",
    "crumb": "an element that is called a trail",
    "share": "an element that is called sharing",
    "advert": "an element that is called an advertisement",
    "tools": "an element that is called tools",
    "hidden": "not shown to a reader",
    "picture": "<svg>",
}


def cuts_of(draft: Draft, page: Page) -> list[Cut]:
    """Return a cut for each row of the page that is no body; learn what the rows around the body say.

    Offsets are those of the raw text, which the draft still has. Of a page of links nothing goes.
    """
    part = mainpart.part_of(draft.text, page)
    frame = frame_of(draft, page, part)
    gone = frame.gone
    if all(at in gone for at in range(len(page.rows))):
        return []
    learning.learn(draft, frame.lines, frame.learnt)
    return _cuts(draft.text, page, gone, _only_title(draft.text, page, frame))


def _only_title(text: str, page: Page, frame: Frame) -> tuple[int, int] | None:
    """Return where in <title> the title of a page stands that shows it nowhere else, or None."""
    kept = next((at for at in range(len(page.rows)) if at not in frame.gone), -1)
    first = next((at for at, reason in frame.gone.items() if reason == "title"), -1)
    if frame.title >= 0 or first < 0 or kept < 0:
        return None
    row = page.rows[kept]
    opening = text[row.start : row.end].strip()
    if len(opening) <= _HEADING and not opening.endswith((":", chars.COLON)) and not _DATED.match(opening):
        return None
    return title_within(text, page, first)


def _cuts(text: str, page: Page, gone: dict[int, str], spared: tuple[int, int] | None) -> list[Cut]:
    """Return the cuts, in order, but for what is spared; neighbours that go for the same reason go in one."""
    cuts: list[Cut] = []
    veils = iter(page.veils)
    veil = next(veils, None)
    for at, row in enumerate(page.rows):
        if at in gone and spared and row.start <= spared[0] < row.end:
            cuts += [
                _cut(low, high, gone[at]) for low, high in ((row.start, spared[0]), (spared[1], row.end)) if low < high
            ]
        elif at in gone:
            cuts.append(_cut(row.start, min(row.end + 1, len(text)), gone[at]))
        while veil and veil.start < row.end:
            if at not in gone:
                cuts.append(_cut(veil.start, veil.end, "hidden"))
            veil = next(veils, None)
    merged: list[Cut] = []
    for cut in cuts:
        joins = merged and merged[-1].end == cut.start and merged[-1].rule == cut.rule
        start = merged.pop().start if joins else cut.start
        merged.append(Cut(start, cut.end, "", cut.rule, why=cut.why))
    return merged


def _cut(start: int, end: int, reason: str) -> Cut:
    return Cut(start, end, "", f"element.{reason}", why=_WHY[reason])
