"""Which row of an HTML page shows its title: what the head calls the document, in a row above the prose.

The head says the title with the name of the site around it, the page prints it in <h1>, in a <div> or in a cell; some
pages print it nowhere, and then it stands in <title> only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
_SITE: Final = lazy("(?:[网網报報刊站]|公报|公報|新闻稿|新聞稿|频道|論壇|论坛|平台|专栏|首页|首頁|第 ?[0-9]+ ?期)$")
# The name of a section, not of a document.
_OF_SECTION: Final = lazy(
    "(?:领导|領導|重要|精选|工作|会议|[县市区省校院局]长)?(?:讲话|講話|演讲|演講|致辞|致辭|致詞|演辞|演辭|发言|發言|报告|報告)"
    "(?:[稿集]|文章|选登|选编|专栏|材料)?"
)
_DASHES: Final = ("-", chars.DASH, "\N{HORIZONTAL BAR}")
_NAMED: Final = lazy(
    "(?:讲话|講話|发言|發言|致辞|致詞|致词|致辭|演讲|演講|献词|贺词|讲稿|发言稿|演讲稿|讲话稿|党课)"
    f"(?:[({chars.LEFT_PARENTHESIS}][^()]{{1,12}})?$"
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
    return _document(text, page, _first_half(text, page, found, stated), prose)


def _by_kind(text: str, page: Page, prose: int) -> int:
    """Return the row right above the prose that names a kind of document, where the head states no title at all.

    Below a heading such a row is a subtitle.
    """
    found = -1
    for at in range(min(prose, len(page.rows)) - 1, max(-1, prose - _HEADS), -1):
        row = page.rows[at]
        if row.linked or row.size > _LONGEST or page.boxes[row.box].element == "title":
            continue
        if found < 0 and row.size > _SHORTEST and _NAMED.search(text, row.start, row.end):
            found = at
        elif row.level:
            return -1
    return found


def _first_half(text: str, page: Page, found: int, stated: Sequence[str]) -> int:
    """Return the row above the one found where the two together are the title: a headline, or a title of two lines."""
    if found < 1 or page.boxes[page.rows[found - 1].box].element == "title":
        return found
    above, key = (_key(text[page.rows[at].start : page.rows[at].end]) for at in (found - 1, found))
    dashed = text[page.rows[found].start : page.rows[found].end].lstrip()[:1] in _DASHES
    halved = any(above + key in title for title in stated)
    return found - 1 if above and halved and (dashed or key not in stated) else found


def second_half(text: str, page: Page, title: int) -> int:
    """Return the row below the title that is the rest of it, by what the head calls the document, or -1."""
    if not 0 <= title < len(page.rows) - 1:
        return -1
    own, key = (_key(text[page.rows[at].start : page.rows[at].end]) for at in (title, title + 1))
    stated = _stated(text, page)
    return title + 1 if key and any(own + key in each for each in stated) else -1


def _document(text: str, page: Page, found: int, prose: int) -> int:
    """Return the row that names a document (讲话, 致辞) below one that is but the name of the site, or the row found.

    Old pages have one <title> for the whole site.
    """
    if found < 0:
        return _by_kind(text, page, prose)
    shown, row = text[page.rows[found].start : page.rows[found].end], page.rows[found]
    whole = [each for each in page.rows[:_HEADS] if page.boxes[each.box].element == "title"]
    site = not row.level and any(_key(text[each.start : each.end]) == _key(shown) for each in whole)
    section = _OF_SECTION.fullmatch(shown.strip()) is not None
    if (_GENRE.search(shown) and not section) or not (site or section or _SITE.search(shown)):
        return found
    apart = 2 if site and not section and not _SITE.search(shown) else 1  # a subtitle stands right below a headline
    for at in range(found + apart, min(prose, len(page.rows))):
        row = page.rows[at]
        if _SHORTEST <= row.size <= _LONGEST and not row.linked and _NAMED.search(text, row.start, row.end):
            return at
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


def is_stated(text: str, page: Page, row: int) -> bool:
    """Say whether a row is what the head calls the document, word for word."""
    return _key(text[page.rows[row].start : page.rows[row].end]) in _stated(text, page)


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


def _stated(text: str, page: Page, *, parts_of: bool = False) -> Sequence[str]:
    """Return the keys of all that the head calls the document, whole and without the name of the site.

    With `parts_of`, return the keys of all parts of these titles, short ones too.
    """
    heads = [row for row in page.rows[:_HEADS] if page.boxes[row.box].element == "title"]
    titles = (*page.stated.titles, *(text[row.start : row.end] for row in heads))
    if parts_of:
        return [_key(part) for title in titles for part in _PARTS.split(title)]
    return _keys(titles, page.stated.site, page.stated.source)


@lru_cache(16)  # asked several times for each page
def _keys(titles: tuple[str, ...], site: str, source: str) -> tuple[str, ...]:
    names = {_key(site), _key(source)}
    keys = [_key(part) for title in titles for part in (title, *_PARTS.split(title))]
    return tuple([key for key in keys if len(key) >= _SHORTEST and key not in names])


def _key(text: str) -> str:
    return (_short_key if len(text) <= _LONGEST else _short_key.__wrapped__)(text)  # no long row is to be kept


@lru_cache(256)  # the same few titles are compared with many rows
def _short_key(text: str) -> str:
    return _KEY.sub("", fold(text))


def _weight(text: str, page: Page, at: int, stated: Sequence[str]) -> int:
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
