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
_LABEL: Final = lazy(
    rf"\s*(?:(?:文章|信息|新闻|文件|公文)?(?:标 {{0,4}}题|题 {{0,4}}目|名 {{0,4}}称)) ?[:{chars.COLON}]\s*"
)
_WHOLE: Final = lazy(r"\s*[|\uff5c]\s*[^|\uff5c]{0,4}全文\s*$")
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
    "caption": "the caption of a picture",
    "abstract": "an element that is called an abstract and repeats the text",
    "ornament": "a number set beside a heading that has its own",
    "label": "what the page prints beside its title",
    "teaser": "a linked title with a line or two, like others beside it",
    "comment": "an element that is called a comment",
    "sidebar": "an element that is called a sidebar",
    "crumb": "an element that is called a trail",
    "share": "an element that is called sharing",
    "advert": "an element that is called an advertisement",
    "tools": "an element that is called tools",
    "hidden": "not shown to a reader",
    "picture": "<svg>, <video> or <audio>",
    "player": "an element that is called a player",
}


def cuts_of(draft: Draft, page: Page) -> list[Cut]:
    """Return a cut for each row of the page that is no body; learn what the rows around the body say.

    Offsets are those of the raw text, which the draft still has. Of a page of links nothing goes.
    """
    page = mainpart.without_links(draft.text, page)
    part = mainpart.part_of(draft.text, page)
    frame = frame_of(draft, page, part)
    gone = frame.gone
    if all(at in gone for at in range(len(page.rows))):
        return []
    learning.learn(draft, frame.lines, frame.learnt)
    cuts = _cuts(draft.text, page, gone, _only_title(draft.text, page, frame))
    cuts += _labels(draft.text, page, frame.title)
    return sorted(cuts, key=_start)


def _labels(text: str, page: Page, title: int) -> list[Cut]:
    """Return cuts for what the page prints around the title in its row: a label before it, ｜全文 behind it."""
    if title < 0:
        return []
    row = page.rows[title]
    found = (_LABEL.match(text, row.start, row.end), _WHOLE.search(text, row.start + 1, row.end))
    return [_cut(each.start(), each.end(), "label") for each in found if each]


def _start(cut: Cut) -> int:
    return cut.start


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
    spans: list[tuple[int, int, str]] = []
    veils = iter(page.veils)
    veil = next(veils, None)
    for at, row in enumerate(page.rows):
        reason = gone.get(at)
        if reason and spared and row.start <= spared[0] < row.end:
            spans += [(low, high, reason) for low, high in ((row.start, spared[0]), (spared[1], row.end)) if low < high]
        elif reason:
            start = row.start
            if spans and spans[-1][1:] == (start, reason):
                start = spans.pop()[0]
            spans.append((start, min(row.end + 1, len(text)), reason))
        while veil and veil.start < row.end:
            if not reason:
                spans.append((veil.start, veil.end, "hidden"))
            veil = next(veils, None)
    return [_cut(start, end, reason) for start, end, reason in spans]


def _cut(start: int, end: int, reason: str) -> Cut:
    return Cut(start, end, "", f"element.{reason}", why=_WHY[reason])
