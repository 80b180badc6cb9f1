"""Lines above the title, and between title and text, that no word of a rule takes: their shape and place do.

登录/注册 | 手机版, 公文驿站_领导讲话_总结, Page 1 of 3, 首页 > 材料 split over five lines: the title of a document
stands below them, so they name the site, its menus or its viewer. 登录 in a headline, 安全/质量/效率 or 李明 prove
nothing: such a line needs furniture right below it, and nothing of the document above.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from speechkit import chars
from speechkit.boilerplate import chrome
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
_SEPARATOR: Final = lazy(r"[>»›→]{1,3}")
_LATIN: Final = lazy(r"[^\u4e00-\u9fff]{1,60}")
_WORDS: Final = lazy(r"[A-Za-z]{2,}")
_ROW: Final = 3  # buttons, one a line
_NAVIGATION: Final = ("navigation.crumb", "navigation.path", "navigation.bar", "navigation.page-of", "region.head")
# What a site prints before and behind a title that it prints again below: 【精品】…_公文网, 标题：…, ….docx.
_INNER: Final = lazy(r"[\s《》\"]+")
_BEFORE: Final = lazy(r"(?:[\[【][^\d\]】]{2,6}[\]】])?(?:(?:原?标题|题目|主题|名称|转帖) ?:|本文\()?")
_BEHIND: Final = lazy(
    r"(?:\((?:中文版|只有中文|附[照图短]片?片?|全文|图文?|转载|欢迎拍砖)\)){0,3}"
    r"(?:\)|\.(?:docx?|pdf|txt)|[\[【](?:复制链接|精品|转载|原创|打印)[\]】]|文号:.*|有效性:.*"
    r"|[_|-].*(?:网|文库|论坛|文档|之家|平台|范文|大全|公文|材料)[^_|-]{0,4})?"
)
_SCRAP: Final = 4  # code points: hardly a headline is as short
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
_NAME: Final = 4  # code points of a person's name: 石桥县公安局　　王小满
_WIDE: Final = lazy(" {2,}")  # 石桥县公安局　　为人民服务: the office, and what it has painted beside its name
_PLACE: Final = lazy(r"[\u4e00-\u9fff]{0,8}位置(?:是|为)? ?:|首页")
_STEP: Final = 12  # code points of a step of a trail
# On a board the name of who posted stands above the hour: 小满, 发表于 2012-4-9 21:44:07.
_POSTER: Final = lazy(
    r"[\w\u4e00-\u9fff-]{2,12}(?<![会局委府站办班团队])(?<!书记)(?<!主任)(?<![县市省区乡镇村局校院部会]长)"
)
_HOUR: Final = lazy(r"发表于 \d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{2}")
# 2022-05-06 alone below the title is the page's; （2022年5月6日） is the speech's own day, and 2022.5.6 may be.
DAY: Final = lazy(
    r"(?:(?:19|20)\d\d([-/])\d{1,2}\1\d{1,2}|\d{1,2}[-/]\d{1,2} \d{1,2}:\d\d|\d{1,2}月\d{1,2}日 \d{1,2}:\d\d)"
    r"(?: ?(?:星期|周)[一二三四五六日天])?"
)
_MENU: Final = lazy(r"(?:[\u4e00-\u9fff]{2,6} ){3,12}[\u4e00-\u9fff]{2,6}")
# What a site calls itself and what its viewer says.
_OF_SITE: Final = lazy(
    r"网(?:$| ?[-|_\u00b7\u2014\u2013])|网站|主办$|在线$|论坛|文库|资料库|之窗$|频道$"
    r"|日报$|晚报$|[Aa]pp|APP|公众号|\.(?:com|cn|net|org)|首页|登录|注册|搜 ?索|检 ?索"
    r"|收藏|下载|文档|资料|文稿|平台$"
    r"|(?:网|站|网友|会员) ?整理$|免费|推荐$|欢迎|新闻公报|新闻稿$|繁体|简体|English|ENGLISH"
    r"|列印|打印|VIP|会员|Word|WORD|阅读全文|字号|字体|点击"
)
_OFFICE: Final = lazy(
    r"[^\s,。;:!?0-9]{2,22}(?:网|政府|委员会|局|会|厅|部|院|校|大学|学院|中学|小学|中心"
    r"|公司|集团|协会|馆|社|报|台|办公室|办|团|处|公报|行政区|新闻网)"
    r"(?: [A-Za-z .]{3,40})?(?: ?[-|] ?[^\s,。;:!?]{2,24}(?:主办|主管|网|站))?"
)


def above(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines of the head that are the site's by shape and place.

    `gone` tells the rule of each line that goes. What only furniture looks like goes by itself; a line of a weaker
    shape goes if it stands at the top of the page, and right below it, down to such furniture, only lines that go.
    """
    head, title, start = _layout(lines, gone, folded)
    if not head or title is None:
        return []
    key = _BARE.sub("", folded(title))
    over = [at for at in head if at < title]
    found = set(_split_trail(over, lines, folded))
    found.update(at for at in over if _stands_alone(folded(at), key))
    found.update(_tools(over, found, gone, folded))
    found.update(at for at in over if at not in gone and chrome.is_column(folded(at)) and _is_beside(at, found, gone))
    found.update(_chained(over, found, gone, folded))
    found.update(_below([at for at in head if title < at < start], gone, folded))
    return sorted(found)


def _stands_alone(line: str, key: str) -> bool:
    """Say whether a line above the title needs no neighbour: furniture, or the title with the site's words round it."""
    if key in _BARE.sub("", line):
        return _wraps(line, key)
    return chrome.heads(line)


def _wraps(line: str, key: str) -> bool:
    """Say whether a line is the title, and before and behind it only what a site prints round a title."""
    bare = _INNER.sub("", line)
    at = bare.find(key)
    if at < 0:
        return False
    before, behind = bare[:at], bare[at + len(key) :]
    if not before and not behind:
        return False
    return _BEFORE.fullmatch(before) is not None and _BEHIND.fullmatch(behind) is not None


def _tools(over: list[int], found: Collection[int], gone: Mapping[int, str], folded: Callable[[int], str]) -> set[int]:
    """Return the buttons of one word that stand beside furniture, or at the top of the page with others.

    A button between two lines that go is one of them; at the top three in a row are, or one beside a tool of a rule.
    """
    buttons: set[int] = set()
    run: list[int] = []
    top = True  # nothing of the document stands above
    for at in [*over, -9]:
        tool = at >= 0 and at not in found and chrome.is_tool(folded(at))
        if tool and (not run or at == run[-1] + 1):
            run.append(at)
            continue
        if run and (_is_amid(run, found, gone) or (top and (len(run) >= _ROW or _is_tooled(run, gone)))):
            buttons.update(run)
        top = top and all(each in buttons for each in run) and (tool or at in found)
        run = [at] if tool else []
    return buttons


def _is_amid(run: list[int], found: Collection[int], gone: Mapping[int, str]) -> bool:
    """Say whether a trail or a menu stands right below a run of lines, or lines that go on both sides."""
    below = run[-1] + 1
    amid = gone.get(run[0] - 1, "meta.").split(".")[0] != "meta" and below in gone  # a meta line stands below a title
    return below in found or _is_navigation(gone.get(below, "")) or amid


def _is_tooled(run: list[int], gone: Mapping[int, str]) -> bool:
    return any(gone.get(each, "").startswith(("widget.", "region.head")) for each in (run[0] - 1, run[-1] + 1))


def _chained(over: list[int], found: set[int], gone: Mapping[int, str], folded: Callable[[int], str]) -> set[int]:
    """Return the lines at the top of the page of a weak shape that furniture stands right below."""
    taken: set[int] = set()
    kept = next((number for number, at in enumerate(over) if at not in found and not _is_weak(folded(at))), len(over))
    for at in reversed(over[:kept]):
        below = at + 1
        if at not in found and (below in found or below in taken or _is_navigation(gone.get(below, ""))):
            taken.add(at)
    return taken


def _is_beside(at: int, found: Collection[int], gone: Mapping[int, str]) -> bool:
    """Say whether a trail or a menu stands right above or below a line."""
    return any(each in found or _is_navigation(gone.get(each, "")) for each in (at - 1, at + 1))


def _is_navigation(rule: str) -> bool:
    return rule.startswith(_NAVIGATION)


def _below(between: list[int], gone: Mapping[int, str], folded: Callable[[int], str]) -> set[int]:
    """Return the lines between title and text that are tools: furniture, and single buttons beside the site's lines."""
    found: set[int] = set()
    days = [at for at in between if DAY.fullmatch(folded(at))]
    if len(days) == 1 and between[0] == days[0]:  # several are those of a schedule, or of a chronicle
        found.update(days)
    for at in between:
        line = folded(at)
        beside = at - 1 in gone or at - 1 in found or at + 1 in gone
        if chrome.between(line) or (beside and chrome.is_tool(line)) or is_poster(at, gone, folded):
            found.add(at)
    return found


def is_poster(at: int, gone: Collection[int], folded: Callable[[int], str]) -> bool:
    """Say whether a line is the name of who posted the text on a board: the hour stands below it."""
    return at + 1 in gone and bool(_POSTER.fullmatch(folded(at)) and _HOUR.match(folded(at + 1)))


def _layout(
    lines: list[Line], gone: Collection[int], folded: Callable[[int], str]
) -> tuple[list[int], int | None, int]:
    """Return the lines above the text that are left, the title among them, and where the text begins."""
    head: list[int] = []
    title = first = None
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
            first = at if first is None else first
        head.append(at)
    return head, first, head[-1] + 1 if head else 0  # no text: a list of items, and any may end in such a word


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
    short = [at for at in above if len(lines[at].body) <= _STEP]
    marks = [at for at in short if _SEPARATOR.fullmatch(folded(at))]
    label = next((at for at in short if _PLACE.fullmatch(folded(at))), None)
    if not marks:
        return [label] if label is not None and folded(label).endswith(":") else []
    if label is None and not (len(marks) > 1 and marks[-1] - marks[0] == 2 * (len(marks) - 1)):
        return []
    first = marks[0] - 1 if label is None else min(label, marks[0] - 1)
    return [at for at in short if first <= at <= marks[-1] + 1]


def _is_weak(line: str) -> bool:
    """Say whether a line may name a site, its columns or its owner: a headline may look like that too."""
    if (_PAPER.search(line) and not _STEPS.search(line)) or _OWN.match(line) or _YEAR.search(line):
        return False
    if _LATIN.fullmatch(line):
        return len(_WORDS.findall(line)) <= 3
    if _SENTENCE.search(line):
        return False
    office, *motto = _WIDE.split(line, maxsplit=1)
    if len(line) <= _SCRAP or (_OFFICE.fullmatch(office) and not (motto and len(motto[0]) <= _NAME)):
        return not _GENRE.search(line)
    shaped = _RULED.fullmatch(line) or _FOREIGN.search(line) or _MENU.fullmatch(line)
    return bool(shaped) or (_OF_SITE.search(line) is not None and not _GENRE.search(line))
