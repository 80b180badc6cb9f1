"""What the head of a page states, kept where the page shows nothing: og:title, PubDate, ContentSource, JSON-LD.

What stands in the page's text goes before it. A value is kept only if it reads as one of its field, and a description
or a list of keywords only if the text bears it out: sites give the same ones to all their pages.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.boilerplate import values
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_HAN: Final = lazy(f"[{chars.HAN}]")
_NAME: Final = lazy(rf"[{chars.HAN}{chars.MIDDLE_DOT}A-Za-z0-9 、]{{2,24}}")
# Who made the program or the site, and what stands where an author is not known.
_MAKER: Final = lazy(
    "团队|工作室|技术|科技|软件|网络|版权|制作|开发|支持|管理员|编辑部|小编|admin|[Tt]eam|cms|CMS|公众平台"
)
_ADDRESS: Final = lazy(r"https?://[A-Za-z0-9.-]{4,100}(?:[:/?][^\s<>\"'\u4e00-\u9fff]{0,400})?")
_PART: Final = lazy(f"[-_|\uff5c\u2013{chars.DASH}]")
_SAME: Final = 10  # code points of a description that stand in the text
_FEWEST: Final = 8
_LONGEST: Final = 12  # code points of an author


def learn_stated(draft: Draft) -> Change:
    """Learn what the head of the page states; no text is changed."""
    page = draft.page
    if page is None:
        return None
    stated = page.stated
    _date(draft, stated.date)
    _names(draft)
    address = _ADDRESS.fullmatch(stated.url)
    if address:
        draft.learn("url", address[0])
    _described(draft, stated.description, stated.keywords)
    return None


def _date(draft: Draft, printed: str) -> None:
    """Learn the date; where the text has another one, say so, and keep that of the text."""
    day = values.date_pattern().search(fold(printed[:80])) if printed else None
    moment = values.moment_of(day) if day else None
    if moment is None:
        return
    known = draft.metadata.get("date")
    if known is None:
        draft.learn("date", moment.date)
    elif known.value != moment.date:
        if not any(note.code == "date_conflict" for note in draft.notes):
            draft.warn("date_conflict", f"the page shows {known.value}, its head states {moment.date}")
        return
    if moment.datetime and not moment.datetime.endswith("T00:00:00"):
        draft.learn("datetime", moment.datetime)


def _names(draft: Draft) -> None:
    """Learn author and publisher; one that is the other, or the maker of the site, tells nothing."""
    assert draft.page is not None
    stated = draft.page.stated
    sites = {stated.source, stated.site}
    author = values.name_of(stated.author)
    if author and author not in sites and _is_person(author) and not any(author in title for title in stated.titles):
        draft.learn("author", author)
    for printed in (stated.source, stated.site):
        name = values.name_of(printed)
        if name and _is_name(name) and "公众平台" not in name:
            draft.learn("publisher", name)


_OFFICE: Final = lazy("(?:局|厅|廳|处|處|委|院|府|网|網|公司|中心|社|学校|大学|学院)$")


def _is_person(name: str) -> bool:
    return len(name) <= _LONGEST and _is_name(name) and not _MAKER.search(name) and not _OFFICE.search(name)


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and _HAN.search(name) is not None


def _titles(draft: Draft) -> list[str]:
    """Return all that the page calls itself, whole and without the name of the site: no summary begins so."""
    assert draft.page is not None
    whole = [*draft.page.stated.titles, draft.text[: draft.text.find("\n") + 1].strip()]
    return [part for title in whole for part in (title, _PART.split(title)[0].strip())]


def _described(draft: Draft, description: str, keywords: str) -> None:
    """Learn summary and keywords if the text of the page bears them out."""
    text = draft.text
    found = values.summary_of(description)
    body = text.find("\n") + 1  # a description that begins with the title is the title and the site's name
    title = any(len(each) >= _FEWEST and description.startswith(each) for each in _titles(draft))
    if found and not title and len(found[0]) >= _FEWEST and text.find(found[0][:_SAME], body) >= 0:
        draft.learn("summary", found[0])
    words = values.keywords_of(keywords)
    if words and len(words) > 1 and all(len(word) <= 12 for word in words) and all(word in text for word in words):
        draft.learn("keywords", words)


PASS = Editor(
    name="boilerplate.stated",
    title="Learn what the head of an HTML page states",
    title_zh="读取网页头部声明的元数据",
    why="Meta elements and JSON-LD name date, source and author where the page itself shows none.",
    edit=learn_stated,
    settles=True,
)
