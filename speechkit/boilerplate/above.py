"""Lines above the title, and between title and text, that no word of a rule takes: their shape and place do.

登录/注册 | 手机版, 公文驿站_领导讲话_总结, Page 1 of 3, 首页 > 材料 split over five lines: the title of a document
stands below them, so they name the site, its menus or its viewer. A headline above the title has none of these shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from speechkit import chars
from speechkit.boilerplate.region import speaks_for_site
from speechkit.boilerplate.split import ATOM
from speechkit.passes import Line
from speechkit.patterns import lazy

_REACH: Final = 18  # lines; the longest head of a site above a title has 14
_LONGEST: Final = 60  # code points of a line of the head
_BARE: Final = lazy(r"[\s《》【】\[\]\"]+")
_TITLE: Final = lazy(
    r"(?!.{0,12}(?:[:_>]|\|(?! ?(?:全文|实录))))[^_|>,;!?]{4,60}?(?:讲话|发言|致辞|致词|演讲|演说|讲辞|演辞|报告"
    r"|讲稿|党课|主持词|谈话|座谈|通知|意见|方案|通报|公告|决定|倡议书|献词"
    r"|贺信|贺词|祝词|答谢词|开幕词|闭幕词|讲解词|颁奖词|开场白|结束语|慰问信|公开信|汇报"
    r"|总结)(?:稿|材料|全文|摘要|提纲|实录|要点|节选|摘编|摘登|辞|词)?(?: ?\([^()]{1,14}\)){0,3}"
    r"(?: ?\| ?(?:[讲演]?[话讲]?全文|实录))?"
)
# A title with its theme behind the genre, as 校长致辞:带着问号出发.
_ANNOUNCED: Final = lazy(r"[^:|_>,;!?。]{2,30}(?:讲话|发言|致辞|致词|演讲|报告|贺词|寄语):[^:|_>;。]{2,40}")
_GENRE: Final = lazy(r"(?:讲话|发言|致辞|致词|演讲|演说|报告|讲稿|谈话|通知|意见|方案)(?:稿|材料|全文)?$")
# A title whose first half stands in the line above: 在全市网站建设工作 / 会议上的讲话.
_REST: Final = lazy(r"(?:的|上的?|会议|大会|工作|会上|暨|及|和|与|座谈会|培训班|推进会|动员会|中的|时的)")
_TEXT: Final = lazy(
    f"[({chars.LEFT_PARENTHESIS}]?(?:[一二三四五六七八九十]{{1,3}}|\\d{{1,2}})[){chars.RIGHT_PARENTHESIS}"
    f"、.](?=.)(?!\\d)|第[一二三四五六七八九十\\d]{{1,3}}[章节条]"
)
_SALUTED: Final = lazy(r"[^。;!?]{1,40}:$")
_HEARERS: Final = lazy("们 ?:$|同志|朋友|各位|代表|委员|主席:|来宾|领导")
_TITLED: Final = 8  # code points of a title that only its place tells
_SENTENCE: Final = lazy(r"[。;!?:]$|[。;]|,.*,|^[\u2014-]{2}|^\(.*\)$")
_YEAR: Final = lazy(r"(?:19|20)\d\d ?[-/.年]|[〇零○]|〔|\d{1,2}月\d{1,2}日")
_RULED: Final = lazy(
    r"[^|_>»›→〉]{0,24}(?:[|_>»›→〉]+[^|_>»›→〉]{0,24}){1,14}|[^/\\\u2014\u00b7]{1,20}(?: ?[/\\] ?[^/\\]{1,20}){2,8}"
    r"|[^ ]{1,16}(?: (?:\u2014|-|\u00b7) [^ ]{1,16}){2,8}"
)
_SEPARATOR: Final = lazy(r"[>»›→/|\\:\u00b7-]{1,3}")
_LATIN: Final = lazy(r"[^\u4e00-\u9fff]{1,60}")
_WORDS: Final = lazy(r"[A-Za-z]{2,}")
_ADDRESS: Final = lazy(r"(?:https?://)?[A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{2,40}){1,5}(?:/\S{0,60})?")
_SCRAP: Final = 4  # code points: hardly a headline is as short
# 抢水保果 above 在…上的讲话; a column of a site is named by its matter.
_MOTTO: Final = lazy("[\u4e00-\u9fff]{4}")
_COLUMN: Final = lazy(
    "新闻|中心|公开|动态|要闻|栏目|频道|首页|正文|内容|详情|信息|政务|专题"
    "|文秘|范文|公文|党建|材料|文档|导航|搜索|菜单|讲话|发言|致辞|演讲"
)
_NUMBERED: Final = lazy(r"(?:范文|例文|篇目?|模板|样本|第)[一二三四五六七八九十\d]{1,2}篇?[:、]")
_DASHED = r"[^-]{2,16}(?:-[^-]{2,16}){2,}"
# ——机关笔杆子的加油站——, ★精品★, 文秘-讲话-妇联: no headline is printed so.
_FRAMED: Final = lazy(
    rf"[\u2014-]{{1,4}}[^\u2014]{{2,40}}[\u2014-]{{1,4}}|[^\w\s\"\u201c《(\[【\u2014].*"
    rf"|.*[^\w\s\"\u201d》)\]】!?。;,:\u2026]|{_DASHED}"
)
_FOREIGN: Final = lazy(r"[A-Za-z]{2}|[:]|(?<![\d第])\d{1,3}(?=[^\d年月日届次周个大项条\u4e00-\u9fff])")
_PAPER: Final = lazy(
    r"(?:讲话|发言|致辞|致词|演讲|演说|报告|讲稿|谈话|通知|意见|方案|办法|条例|规定|细则"
    r"|决定|章程|规则|公告|规划|令)(?:稿|材料|全文)?(?: ?\([^()]{1,14}\)){0,2}$"
)
_STEPS: Final = lazy(r"[|_>»›→/〉]|[\u4e00-\u9fff]-[\u4e00-\u9fff]")
# What may stand above the title of a document of its own right.
_OWN: Final = lazy(
    r"附|密|机密|特急|紧急|签发|会议|时间|地点|主讲|主持|报告人|讲话人|发言人|致辞人|单位|姓名|部门|.{0,20}文件$|.{2,20}[两二三四五六七八九十\d]{1,2}篇"
)
_PLACE: Final = lazy(r"[\u4e00-\u9fff]{0,8}位置(?:是|为)? ?:|首页")
_STEP: Final = 12  # code points of a step of a trail
_MENU: Final = lazy(r"(?:[\u4e00-\u9fff]{2,6} ){3,12}[\u4e00-\u9fff]{2,6}")
_NAV: Final = lazy(r"[\u4e00-\u9fff]{2,8}(?:网|首页|主页|文库|论坛|之家|在线)(?: {1,3}[\u4e00-\u9fff]{2,6}){2,12}$")
_TODAY: Final = lazy(r"(?:今天是|现在是|农历).{0,40}")
# What a site calls itself and what its viewer says.
_OF_SITE: Final = lazy(
    r"网(?:$| ?[-|_\u00b7\u2014\u2013])|网站|主办$|在线$|论坛|文库|资料库|之窗$|频道$"
    r"|日报$|晚报$|[Aa]pp|APP|公众号|\.(?:com|cn|net|org)|首页|登录|注册|搜 ?索|检 ?索"
    r"|收藏|下载|文档|资料"
    r"|(?:网|站|网友|会员) ?整理$|免费|推荐$|欢迎|新闻公报|新闻稿$|繁体|简体|English|ENGLISH"
    r"|列印|打印|VIP|会员|Word|WORD|阅读全文|字号|字体|点击"
)
# What stands between title and text: a tool of the page. A subtitle, a date or a name has none of these words.
_TOOL: Final = lazy(
    r"下载|登录|登陆|注册|收藏|文档|字号|字体|打印|订阅|公众号|APP|阅读全文|收听|播报"
    r"|朗读|客户端|复制链接|电梯|楼主|倒序|\|T|设为星标|星标|蓝字|手机(?:阅读|看|版)"
)
_OFFICE: Final = lazy(
    r"[^\s,。;:!?0-9]{2,22}(?:网|政府|委员会|局|会|厅|部|院|校|大学|学院|中学|小学|中心"
    r"|公司|集团|协会|馆|社|报|台|办公室|办|团|处|公报|行政区|新闻网)"
    r"(?: [A-Za-z .]{3,40})?(?: ?[-|] ?[^\s,。;:!?]{2,24}(?:主办|主管|网|站))?"
)


def above(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines of the head that are the site's by shape and place."""
    head, title, start = _layout(lines, gone, folded)
    if not head or title is None:
        return []
    found = _split_trail([at for at in head if at < title], lines, folded)
    key = _BARE.sub("", folded(title))
    broken = _REST.match(key) is not None or key[0] in "\u2014-"  # the line above is its first half, or the headline
    framed = any(at < title for at in gone) or bool(found)
    # The office above such a title begins it.
    issued = any(folded(at).startswith(("关于", "印发", "转发", "批转")) for at in head if at <= title)
    for at in reversed(head):
        if at + 1 == title and key[0] == "在" and _is_motto(folded(at)):
            continue
        if at >= title or at in found or (broken and at == max(each for each in head if each < title)):
            continue
        line = folded(at)
        if _is_chrome(line, key) or (framed and not issued and _OFFICE.fullmatch(line) and not _GENRE.search(line)):
            found.append(at)
            framed = True
    found += [at for at in head if title < at < start and _is_tool(folded(at))]
    return found


def _layout(
    lines: list[Line], gone: Collection[int], folded: Callable[[int], str]
) -> tuple[list[int], int | None, int]:
    """Return the lines above the text that are left, the title among them, and where the text begins."""
    head: list[int] = []
    title = None
    for at in range(len(lines)):
        if at in gone:
            continue
        if len(head) >= _REACH:
            break
        body = lines[at].body
        if len(body) > _LONGEST:
            return head, title, at
        line = folded(at)
        if _TEXT.match(line) or (_SALUTED.fullmatch(line) and (title is not None or _is_saluted(line))):
            return head, title if title is not None else _likely(head, folded), at
        if _TITLE.fullmatch(line) and not (title is not None and line.startswith("\u2014")):
            title = at
        head.append(at)
    return head, title, head[-1] + 1 if head else 0


def _is_motto(line: str) -> bool:
    """Say whether a line of four characters is a headline: no column and no site is named so."""
    return _MOTTO.fullmatch(line) is not None and not _COLUMN.search(line) and not _OF_SITE.search(line)


def _is_saluted(line: str) -> bool:
    return _HEARERS.search(line) is not None


def _likely(head: list[int], folded: Callable[[int], str]) -> int | None:
    """Return the line right above a salutation as the title, though no word of it says so."""
    if not head or not len(line := folded(head[-1])) >= _TITLED or _SENTENCE.search(line) or _YEAR.search(line):
        return None
    if _ANNOUNCED.fullmatch(line):
        return head[-1]
    return None if _OF_SITE.search(line) or _FOREIGN.search(line) or _RULED.fullmatch(line) else head[-1]


def _split_trail(above: list[int], lines: list[Line], folded: Callable[[int], str]) -> list[int]:
    """Return the lines above the title that are a trail 当前位置: / 首页 / > / 讲话, split over lines."""
    for number, at in enumerate(above):
        if _PLACE.fullmatch(folded(at)):
            return [each for each in above[number:] if len(lines[each].body) <= _STEP]
    marks = [number for number, at in enumerate(above) if len(lines[at].body) <= 3 and _SEPARATOR.fullmatch(folded(at))]
    if len(marks) < 2 or marks[-1] - marks[0] > 2 * len(marks):
        return []
    return [at for at in above[max(0, marks[0] - 1) : marks[-1] + 2] if len(lines[at].body) <= _STEP]


def _is_chrome(line: str, key: str) -> bool:
    """Say whether a line above the title is the site's by its shape, or the title with the site's words around it."""
    bare = _BARE.sub("", line)
    if key in bare and len(bare) <= len(key) + 40:
        return len(bare) > len(key) and not _NUMBERED.match(bare)
    if _NAV.match(line):
        return True
    if (_PAPER.search(line) and not _STEPS.search(line)) or _OWN.match(line):
        return False
    return _is_shaped(line) if not _YEAR.search(line) or _TODAY.match(line) else False


def _is_shaped(line: str) -> bool:
    """Say whether a line has the shape of a name, a menu, a trail or a tool of a site."""
    if _FRAMED.fullmatch(line):
        return True
    if _LATIN.fullmatch(line):
        return len(_WORDS.findall(line)) <= 3 or _ADDRESS.fullmatch(line) is not None
    if _SENTENCE.search(line):
        return speaks_for_site(line)
    if ATOM.fullmatch(line) or len(line) <= _SCRAP:
        return not _GENRE.search(line)
    shaped = _RULED.fullmatch(line) or _FOREIGN.search(line) or _MENU.fullmatch(line) or _TODAY.match(line)
    return bool(shaped) or (_OF_SITE.search(line) is not None and not _GENRE.search(line))


def _is_tool(line: str) -> bool:
    """Say whether a short line between title and text is a tool of the page."""
    if _YEAR.search(line) or len(line) > 40:
        return False
    if _SENTENCE.search(line):
        return line[0] == "(" and _TOOL.search(line) is not None
    return (
        ATOM.fullmatch(line) is not None
        or _TOOL.search(line) is not None
        or (_LATIN.fullmatch(line) is not None and len(_WORDS.findall(line)) <= 3)
    )
