"""Which row of an HTML page shows its title: what the head calls the document, in a row above the prose.

The head says the title with the name of the site around it, the page prints it in <h1>, in a <div> or in a cell; some
pages print it nowhere, and then it stands in <title> only.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.boilerplate.mainpart import Part
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.webpage import Page

_LONGEST: Final = 80  # code points of a title
_SHORTEST: Final = 4
_MORE: Final = 16  # code points around the title on its line: （只有中文）, [发言稿]
_PROSE: Final = 40  # code points: above a sentence this long stands the title
_SECTION: Final = 20  # code points of the name of a section
_HEADS: Final = 8  # rows, the page's <title> is the first of a healthy page
_KEY: Final = lazy("[^0-9A-Za-z\u3400-\u9fff]+")
_TRAIL: Final = lazy("[>\u203a\u00bb\uff1e]")
_PARTS: Final = lazy(f"[-_|\uff5c\u4e28\u2013{chars.DASH}\u00b7]+")
_GENRE: Final = lazy(
    "讲话|講話|发言|發言|致辞|致詞|致词|致辭|演讲|演講|演说|报告|報告|主持词|献词|献辞|贺词|贺信|通知|意见|公告|决定|讲稿|党课|表态"
)


def title_row(text: str, page: Page, part: Part) -> int:
    """Return the row that shows the title, or -1."""
    stated = _stated(text, page)
    prose = next((at for at in range(part.first, part.last) if part.prose[at] >= _PROSE), part.last)
    best, found = 0, -1
    for at in range(min(prose, len(page.rows))):
        weight = _weight(text, page, at, stated)
        if weight >= best and weight and part.reasons.get(at) not in ("title", "hidden", "noscript"):
            best, found = weight, at
    return found


def title_within(text: str, page: Page, row: int) -> tuple[int, int] | None:
    """Return where in the page's <title>, which is that row, the title of the document stands, or None.

    It is the part before the name of the site, if the head states it elsewhere too or it names a kind of document.
    """
    start, end = page.rows[row].start, page.rows[row].end
    found = _PARTS.search(text, start + _SHORTEST, end)
    stop = found.start() if found else end
    printed = text[start:stop].strip()
    if len(printed) <= _SHORTEST or len(printed) > _LONGEST:
        return None
    low = text.index(printed, start)
    known = {_key(each) for each in page.stated.titles}
    if _GENRE.search(printed) or _key(printed) in known:
        return low, low + len(printed)
    return None


def sections(text: str, page: Page, title: int) -> list[int]:
    """Return the short rows above the title that are a part of <title> too: the name of the site or of a section."""
    known = set(_stated(text, page, parts_of=True))
    own = _key(text[page.rows[title].start : page.rows[title].end])
    out = []
    for at in range(max(0, title - _HEADS), title):
        row = page.rows[at]
        key = _key(text[row.start : row.end]) if row.size <= _SECTION else ""
        if len(key) > 1 and key in known and key not in own and page.boxes[row.box].element != "title":
            out.append(at)
    return out


def _stated(text: str, page: Page, *, parts_of: bool = False) -> list[str]:
    """Return the keys of all that the head calls the document, whole and without the name of the site.

    With `parts_of`, return the keys of all parts of these titles, short ones too.
    """
    heads = [row for row in page.rows[:_HEADS] if page.boxes[row.box].element == "title"]
    titles = [*page.stated.titles, *(text[row.start : row.end] for row in heads)]
    if parts_of:
        return [_key(part) for title in titles for part in _PARTS.split(title)]
    site = {_key(page.stated.site), _key(page.stated.source)}
    keys = [_key(part) for title in titles for part in (title, *_PARTS.split(title))]
    return [key for key in keys if len(key) >= _SHORTEST and key not in site]


def _key(text: str) -> str:
    return _KEY.sub("", fold(text))


def _weight(text: str, page: Page, at: int, stated: list[str]) -> int:
    """Return how likely a row is the title: by length, by equality with what the head states, by its heading."""
    row = page.rows[at]
    if not _SHORTEST <= row.size <= _LONGEST or (2 * row.linked > row.size and not row.level):
        return 0
    line = text[row.start : row.end]
    key = _key(line)
    if len(key) < _SHORTEST or _TRAIL.search(line):
        return 0
    if key in stated:
        return 100 + 10 * bool(row.level) + 2 * len(key)
    told = _GENRE.search(line) is not None
    for title in stated:
        if (key in title and (told or 2 * len(key) >= len(title))) or (
            title in key and len(key) <= len(title) + _MORE and (told or row.level == 1)
        ):
            return len(key) + 20 * (row.level in (1, 2)) + 10 * title.startswith(key)
    return 0
