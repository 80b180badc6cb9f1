"""Repeated titles: 公安部門…發言 stands above the text, and once more under the site's own lines.

The first copy is the title, later equal ones near the top go. Equal means equal without blanks, glosses, book-title
marks, width and script; a line that is merely similar (page title against subtitle) stays.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from speechkit.boilerplate.flat_tail import is_heading
from speechkit.boilerplate.years import learn_year
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_TOP: Final = 8  # lines: site lines, meta, a two-line headline and a subtitle fit between two copies
_NEAR: Final = 3  # lines from a title without such a word to its copy: a subtitle and a date may stand between
_LONGEST: Final = 90
_SHORTEST: Final = 6  # shorter ones are salutations, or a heading that comes again
_LOOSE: Final = lazy(r"\s+|\([a-z\u00e0-\u01dc\u0251]{1,8}\)|[《》【】\[\]\u200b\ufeff]")
_SITE: Final = lazy(r"(?<![\u2014_|-])[_|\u2014\u2013-](?!\u2014)[^_|。\u2014]{2,24}$")
_SUFFIXES: Final = 4  # 讲话_领导讲话_范文_某某网
_SERIES: Final = lazy(
    r"(?:范文|例文|篇目?|模板|样本)[一二三四五六七八九十\d]{0,2}:|第[一二三四五六七八九十\d]{1,2}篇:?|篇[一1](?=[\u4e00-\u9fff])"
)
_COUNT: Final = lazy(r"\((?:精选|通用|优秀|热门|最新|推荐|共)?\d{0,3}篇?\)$")  # 春耕讲话(精选1篇)
_FIGURE: Final = lazy(r"[一二三四五六七八九十]|\d{1,2}")
_FIGURES: Final = "一二三四五六七八九十"
_BODY: Final = lazy(
    r"[:。;!?,]$|[(]?[一二三四五六七八九十]{1,3}[)、.]|第[一二三四五六七八九十\d]{1,3}[章节条部]|[(]?\d{1,2}[)、.]"
)
_TITLE_WORD: Final = lazy(
    "讲话|发言|致辞|致词|献词|报告|讲稿|演讲|述职|讲座|通知|意见|方案|总结|公告|决定|办法|条例|规定|贺信|倡议书|公开信"
)
_FLAT: Final = 100  # code points: a first line longer than this is a page whose line breaks were lost


def remove_titles(draft: Draft) -> Change:
    """Return a cut for each later copy of the title near the top, or None."""
    lines = draft.lines
    if not lines:
        return None
    cuts = _copies(draft, lines)
    if not cuts and len(lines[0].body) > _FLAT:
        cuts = _glued(draft, lines[0])
    if not cuts:
        learn_year(draft)
    return cuts


def _copies(draft: Draft, lines: list[Line]) -> list[Cut]:
    """Return the cuts of all copies, also of those that come near the top when the ones above them go."""
    cuts: list[Cut] = []
    counting: dict[str, bool] = {}
    top: list[Line] = []
    keys: list[str] = []
    below = 0
    while True:
        more = lines[below : below + _TOP - len(top)]
        top, keys = [*top, *more], [*keys, *(_key(line.body) for line in more)]
        below += len(more)
        found = {at: cut for at in range(len(top)) if (cut := _copy(draft, top, keys, at, counting))}
        if not found:
            return sorted(cuts, key=lambda cut: cut.start) if cuts else cuts
        cuts += found.values()
        top = [line for at, line in enumerate(top) if at not in found]
        keys = [key for at, key in enumerate(keys) if at not in found]


def _key(body: str) -> str:
    return _short_key(body) if len(body) <= _LONGEST else ""


@lru_cache(1024)  # the pages of a site have the same lines
def _short_key(body: str) -> str:
    return _LOOSE.sub("", fold(body))


@lru_cache(1024)
def _titled(key: str) -> bool:
    return len(key) >= _SHORTEST and not _BODY.search(key)


def _copy(draft: Draft, top: list[Line], keys: list[str], at: int, counting: dict[str, bool]) -> Cut | None:
    """Return the cut of a line that says an earlier line again, or a later one with the site's name behind it.

    `counting` remembers which labels count on in the text.
    """
    line, key = top[at], keys[at]
    repeated, label = key in keys[:at], _SERIES.match(key)
    if repeated and is_heading(top[at - 1].body):
        return None  # the text of that heading, which may have stood in its line
    if not (repeated or label or _SITE.search(key)) or not _titled(key):
        return None
    if repeated and _may_repeat(keys, key, at):
        draft.warn("duplicate_title", "the title stands here once more", line.start, line.end)
        return Cut(line.low, line.high, "", "title.repeated")
    later = keys[at + 1 :]
    bare = key
    for _ in range(_SUFFIXES):
        longer, bare = bare, _SITE.sub("", bare)
        if bare == longer or not _titled(bare):
            break
        if bare in later:
            return Cut(line.low, line.high, "", "title.with-site")
    if (
        label
        and _titled(key[label.end() :])
        and (key[label.end() :] in later or key[label.end() :] in {_COUNT.sub("", each) for each in keys[:at]})
    ):
        if label[0] not in counting:
            counting[label[0]] = _counts_on(draft.text, label[0])
        return None if counting[label[0]] else Cut(line.low, line.high, "", "title.with-label")
    return None


def _counts_on(text: str, label: str) -> bool:
    """Say whether the number before or behind a label's stands in the text: then it begins one of several documents."""
    figure = _FIGURE.search(label)
    if figure is None:
        return False
    number = int(figure[0]) if figure[0].isdigit() else _FIGURES.find(figure[0]) + 1
    beside = [each for each in (number - 1, number + 1) if 0 < each <= len(_FIGURES)]
    said = [str(each) if figure[0].isdigit() else _FIGURES[each - 1] for each in beside]
    return any(label[: figure.start()] + each in text for each in said)


def _may_repeat(keys: list[str], key: str, at: int) -> bool:
    """Say whether a line is the title, or is one by its words; lines of a refrain come again too, but further down."""
    near = at - keys.index(key) <= _NEAR
    return (near and key == next(filter(_titled, keys))) or bool(_TITLE_WORD.search(key))


def _glued(draft: Draft, line: Line) -> list[Cut]:
    """Return the cut of a second copy that follows the first at once, on a page without line breaks."""
    head = fold(line.body[: 3 * _LONGEST])
    for size in range(_SHORTEST + 2, _LONGEST):
        title, rest = head[:size], head[size:].lstrip(" ")
        if not rest.startswith(title) or _BODY.search(title):
            continue
        if not rest[size:].lstrip(" ").startswith(title):  # what is said three times is no title
            start = line.start + len(head) - len(rest)
            draft.warn("duplicate_title", "the title stands here once more", start, start + size)
            return [Cut(line.start + size, start + size, "", "title.repeated")]
    return []


PASS = Editor(
    name="boilerplate.titles",
    title="Take out the title where it is printed again",
    title_zh="去除重复的标题",
    why="Sites print the title above their own lines and once more above the text.",
    edit=remove_titles,
)
