"""Lines that their place on the page gives away: the name of the site above everything, headlines amid its tail.

The name of the site: 石桥乡农会全球资讯网, 首页 > 致辞, and below them the title of the speech.

Such a line holds no word that tells it from a headline. Its place does: the site's own lines stand right below it, and
the title comes after them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from msgspec import Struct

from speechkit.passes import Line
from speechkit.patterns import lazy

_LONGEST: Final = 26  # code points; the longest name of a site above 158 pages has 19
_NEAR: Final = 4  # lines that stay between the name and the title: none, but for a notice or two
# What only a site is called; a headline such as 织密民生保障网 has none of them.
_SITE: Final = lazy(
    r"[^\s,。;:!?]{2,16}(?:(?:新闻|信息|资讯|门户|政务|公文|文秘|范文|党建|教育|全球资讯|政府|官)网|网站|之窗|在线|博客|论坛|文库"
    r"|电视台|日报|晚报|新闻公报|频道)(?: ?[-_|\u00b7\u2014] ?[^\s,。;:!?]{2,10})?"
)
# Who a site may belong to: enough only with the site's own lines right below.
_OFFICE: Final = lazy(
    r"[^\s,。;:!?0-9]{2,22}(?:网|政府|委员会|局|会|厅|部|院|校|大学|学院|中学|小学|中心|公司|集团|协会|馆|社|报|台|办公室|办|团|处|公报)"
)
_GENRE: Final = lazy("讲话|发言|致辞|致词|演讲|演说|辞|报告|通知|通报|意见|谈话|主持词|汇报|方案|总结|决定|公告|倡议")
_SPOKEN: Final = lazy("[:。!;]$|^[\u2014-]")
_TITLED: Final = 6


class Masthead(Struct, frozen=True):
    """The number of the line that names the site, and how many code points of it are the name."""

    line: int
    name: int


def masthead(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> Masthead | None:
    """Return the line that names the site above its own lines and the title, or None.

    `gone` are the lines that go already; the name is the first line that is left.
    """
    at = next((at for at in range(min(len(lines), _NEAR)) if at not in gone), None)
    if at is None or len(lines[at].body) > _LONGEST or at + 1 >= len(lines):
        return None
    line = folded(at)
    site = _SITE.fullmatch(line)
    if not site and not (at + 1 in gone and _OFFICE.fullmatch(line) and not _GENRE.search(line)):
        return None
    if not _has_title(lines, gone, folded, at + 1):
        return None
    name = next((end for end, mark in enumerate(line) if mark in " -_|\u00b7\u2014"), len(line))
    return Masthead(at, name)


def _has_title(lines: list[Line], gone: Collection[int], folded: Callable[[int], str], start: int) -> bool:
    """Say whether the first line that is left below is the title of a document."""
    for at in range(start, min(len(lines), start + 2 * _NEAR)):
        if at not in gone:
            line = folded(at) if len(lines[at].body) <= 60 else ""
            return len(line) >= _TITLED and _GENRE.search(line) is not None and not _SPOKEN.search(line)
    return False


_CLOSING: Final = (
    "navigation.neighbours",
    "navigation.related",
    "widget.",
    "copyright.",
    "disclaimer.",
    "promo.",
    "region.",
)
_AMID: Final = 6  # lines between two lines of the site at the end of a page
_SHORT: Final = 45  # code points of a headline of the site
_SIGNS: Final = lazy(
    r"[。;:!?\u2026]$|,.*,|[0-9〇零一二三四五六七八九十]{1,4} ?[年月日]|\d{4}[-/.]\d|^[(\u3014《]"
    r"|^附|电话|联系|抄送|主送|印发"
    r"|^[一二三四五六七八九十]{1,3}[、.]|^\d{1,2}[、.)]|^第.{1,3}[章节条部]|同志|我们|谢谢|再见|完毕|^[\u2014-]"
)
_NAMED: Final = 7  # code points: a shorter line may be a name, or who signs


def amid(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the headlines that stand between the site's own lines at the end of a page.

    `gone` tells the rule of each line that goes. Nothing that may sign, date or close the document is among them, and
    above them stands a line that no speech goes on below: neighbours, buttons, a notice of rights.
    """
    tail = len(lines) - 1
    if tail not in gone:
        return []
    found: list[int] = []
    run: list[int] = []
    for at in range(tail, 0, -1):
        if at in gone:
            found += run if gone[at].startswith(_CLOSING) else []
            run = []
        elif len(run) < _AMID and _is_headline(lines[at], folded, at):
            run.append(at)
        else:
            break
    return found


def _is_headline(line: Line, folded: Callable[[int], str], at: int) -> bool:
    if not _NAMED < line.end - line.start <= _SHORT:
        return False
    text = folded(at)
    return not _SIGNS.search(text) and not _OFFICE.fullmatch(text)
