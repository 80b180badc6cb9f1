"""The name of the site above everything: 石桥乡农会全球资讯网, 首页 > 致辞, and below them the title of the speech.

Such a line holds no word that tells it from a headline. Its place does: the site's own lines stand right below it, and
the title comes after them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from msgspec import Struct

from speechkit.boilerplate import chrome
from speechkit.passes import Line
from speechkit.patterns import lazy

_LONGEST: Final = 26  # code points; the longest name of a site above 158 pages has 19
_NEAR: Final = 4  # lines that stay between the name and the title: none, but for a notice or two
# What only a site is called; a headline such as 织密民生保障网 has none of them.
_SITE: Final = lazy(
    r"[^\s,。;:!?]{2,16}(?:(?:新闻|信息|资讯|门户|政务|公文|文秘|范文|党建|教育|全球资讯"
    r"|政府|官)网|网站|之窗|在线|博客|论坛|文库"
    r"|电视台|日报|晚报|新闻公报|频道)(?: ?[-_|\u00b7\u2014] ?[^\s,。;:!?]{2,10})?"
)
_ALONE: Final = lazy(
    r"[^\s,。;:!?]{2,10}(?:文库|文秘网|秘书网|公文网|范文网|资料网|材料网|文稿网)(?:VIP|会员)?(?:频道)?"
    r"|(?:范文|讲话|发言|演讲|公文)稿?大全|[^\s,。;!?]{0,6}政府新闻公报"
)
_NAVIGATION: Final = ("navigation.crumb", "navigation.path", "navigation.bar", "region.head")
# Who a site may belong to: enough only with the site's own lines right below.
OFFICE: Final = lazy(
    r"[^\s,。;:!?0-9]{2,22}(?:网|政府|委员会|局|会|厅|部|院|校|大学|学院|中学|小学|中心"
    r"|公司|集团|协会|馆|社|报|台|办公室|办|团|处|公报|站|科|所|队|组|委|联)"
)
# What a site may be called in full: no headline of a speech is as short and said again in a footer.
_BRAND: Final = lazy(r"[\u4e00-\u9fffA-Za-z0-9]{2,8}")
_OWNS: Final = lazy(" ?(?:版权|所有|整理|编辑部|独家|授权|书面|会员|用户|网(?![上络友])|(?:com)?备案?)")
_SOURCE: Final = lazy(r"(?:©[\d -]{0,12}|[Cc]opyright[^\u4e00-\u9fff]{0,16}|来源 ?: ?|来自|转自|出自|关注[\"\u201c]?)$")
_GOES_ON: Final = lazy(r"[\u4e00-\u9fff》]")
_OWN_WORDS: Final = ("copyright.", "disclaimer.", "contact.", "source.", "lead.", "promo.", "platform.")
_GENRE: Final = lazy("讲话|发言|致辞|致词|演讲|演说|辞|报告|通知|通报|意见|谈话|主持词|汇报|方案|总结|决定|公告|倡议")
_SPOKEN: Final = lazy("[:。!;]$|^[\u2014-]")
_TITLED: Final = 6


class Masthead(Struct, frozen=True):
    """The number of the line that names the site, and how many code points of it are the name."""

    line: int
    name: int


def masthead(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> Masthead | None:
    """Return the line that names the site above its own lines and the title, or None.

    `gone` tells the rule of each line that goes already; the name is the first line that is left. A headline may look
    like it (办好人民满意的网站), and so does the office that issues a paper: the site's trail or menu has to follow.
    """
    at = next((at for at in range(len(lines)) if at not in gone), None)
    if at is None or len(lines[at].body) > _LONGEST or at + 1 >= len(lines):
        return None
    line = folded(at)
    if not _ALONE.fullmatch(line):
        named = _SITE.fullmatch(line) or (OFFICE.fullmatch(line) and not _GENRE.search(line))
        framed = named and (chrome.is_trail(line) or gone.get(at + 1, "").startswith(_NAVIGATION))
        if not framed and not _says_its_name(line, lines, gone, folded):
            return None
    if not _has_title(lines, gone, folded, at + 1):
        return None
    name = next((end for end, mark in enumerate(line) if mark in " -_|\u00b7\u2014"), len(line))
    return Masthead(at, name)


def _says_its_name(line: str, lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> bool:
    """Say whether the site names itself so elsewhere: 塘边文苑 above the title, 塘边文苑版权所有 at the end.

    An office is no such name: it issues a paper, and runs the site as well.
    """
    if not _BRAND.fullmatch(line) or OFFICE.fullmatch(line) or _GENRE.search(line):
        return False
    return any(
        rule.startswith(_OWN_WORDS) and _is_owner(line, folded(at))
        for at, rule in gone.items()
        if len(lines[at].body) > len(line)
    )


def _is_owner(name: str, line: str) -> bool:
    """Say whether a line of the site calls a name the site's: 小编整理的《水到渠成》讲话稿 quotes the headline."""
    at = line.find(name)
    if at < 0:
        return False
    before, behind = line[:at], line[at + len(name) :]
    return _OWNS.match(behind) is not None or (_SOURCE.search(before) is not None and not _GOES_ON.match(behind))


def _has_title(lines: list[Line], gone: Collection[int], folded: Callable[[int], str], start: int) -> bool:
    """Say whether the first line that is left below is the title of a document."""
    for at in range(start, min(len(lines), start + 2 * _NEAR)):
        if at not in gone:
            line = folded(at) if len(lines[at].body) <= 60 else ""
            return len(line) >= _TITLED and _GENRE.search(line) is not None and not _SPOKEN.search(line)
    return False
