"""Meta lines: 2019-01-28 17:08:28浏览:931评论:0 来源:山村网 holds four values and no word of the speech.

Sites print date, source, author and counters in any order, with any separator or none, so this is a small reader and
no pattern: labels cut the line into segments, each segment must read as its label says, and what stands outside of
segments must be dates, counters or buttons. A line that is not read to its end is no meta line.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from msgspec import Struct

from speechkit import chars
from speechkit.boilerplate.values import Moment, date_pattern, moment_of

Kind = Literal["date", "publisher", "author", "editor", "views", "comments", "number", "keywords", "text", "size", "place"]

LONGEST: Final = 200  # code points; the longest meta line of 128 scraped pages has 140
_STRONG: Final = 2  # a line needs this much evidence: one labelled value, or a date with clock, or two weak signs

# Each label in folded text -> the kind of its value. Longest first inside a kind: the pattern takes the first that fits.
_LABELS: Final[dict[Kind, str]] = {
    "editor": "(?:责任|本文|网站|文章|值班|实习|执行|网络|新媒体|本期|美术)?编辑(?:人员|者|人)?|责编|小编|责任编缉|编缉",
    "date": (
        "(?:文章|信息|稿件|新闻|帖子|最后|首次|本文|网站|内容)?(?:发布|发表|更新|上传|添加|录入|生成|创建|修改|投稿|刊发|编辑|公开|公布|"
        "收录|发稿|发文|发帖|入库|提交|加入|整理|上线|登载|刊登|张贴)(?:时间|日期|于|日)|发布|发表|更新|(?:时间|日期)(?!是)|date|time"
    ),
    "publisher": "(?:信息|文章|稿件|新闻|内容|资料|稿源|本文|文稿|素材|消息|作品)?(?:来源|来自|出处)(?:网站|单位|于|部门)?|转载自|摘自|转自|发布(?:机构|单位|部门)|稿源|供稿(?:单位|部门)|信息提供",
    "author": "(?:文章|本文|稿件|原创)?作者|撰稿人?|投稿(?:用户|人|者|会员)?|上传(?:者|用户|人|会员)|发布(?:者|人|会员)|发帖人?|楼主|撰文|供稿人?|执笔|会员|贡献者|分享者|文(?=[:/])",
    "views": "(?:文章|本文|总|累计)?(?:浏览|阅读|点击|访问|查看|人气|围观|点阅|阅览|热度|已读|被阅|已阅)(?:次数|数量|数|总数|量|率|人数|人次|指数|值)?|views?|hits?|pv",
    "comments": "(?:网友|相关)?(?:评论|回复|跟帖|留言|回帖)(?:次数|数量|数|量)?|comments?",
    "number": "(?:点)?赞(?:数)?|收藏(?:数|量)?|分享(?:数|量)?|下载(?:次数|量|数)?|转发(?:数)?|推荐(?:数|指数|度)?|顶|踩|好评率?|差评|(?:总|全文)?字数(?:统计)?|积分|金币|下载券|所需积分|页数|总页数|在看|喜欢|编号|文档编号|文章编号|信息编号|资料编号|价格|售价|大小写|约|版本|评分|鲜花|id",
    "keywords": "关键词|关键字|(?:文档|文章)?标签|主题词|热词|keywords?|tags?",
    "size": "(?:文字|文章|正文|页面)?字体(?:大小)?|字号(?:大小)?|文字大小|文件大小|文档大小|大小|文件格式|文档格式|格式|文件类型|文档类型|软件语言|授权方式|运行环境|阅读时间|预计阅读|阅读时长|语音|朗读",
    "text": "审核(?:人员|人)?|校对|复核|[一二三初复终]审|审稿人?|签发人?|主编|总编|监制|摄影|录入(?:者|员|人)?|制作|统筹|排版|(?:文章|文档|信息|所属|资料|范文|内容|主题)?(?:分类|栏目|类别|频道)|所属(?:专题|地区|年级)|索 ?引 ?号|信息索引号?|公开(?:类别|方式|范围|形式)|有效性|信息类别|体裁分类|组配分类|服务对象|适用|ip属地|ip|发布地|网址|网站",
    "place": "(?:会议)?地点|主持人?|参加人员?|出席|列席|记录人?|缺席",
}
_LABEL: Final = re.compile(
    "(?<![A-Za-z])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")(?: ?[】\]]? ?[:;] ?| ?[】\]] ?|/(?=[^\d\s]))", re.I
)
# Counters without a colon: 阅读 6920 赞 3128, 931次浏览, 41条评论, 阅读(931).
_COUNT: Final = re.compile(
    r"(?P<a>浏览|阅读|点击|访问|查看|人气|围观|评论|回复|跟帖|留言|点?赞|收藏|分享|下载|转发|在看|喜欢|推荐|顶|踩)(?:次数|量|数|人数)? ?[(\[]? ?(?P<n>\d{1,9})(?:\.\d)?[万wk+]{0,2} ?(?:次|人次|人|条|个)? ?[)\]]?"
    r"|\d{1,6}(?:\.\d{1,2})? ?(?:页|[KM]B|金币|积分|下载券)"
    r"|(?:已有|共有?|有|被)? ?(?P<m>\d{1,9}) ?(?:次|人次|人|条|个)? ?(?:参与|相关)?(?P<b>浏览|阅读|点击|访问|查看|围观|评论|回复|跟帖|留言|点?赞|收藏|分享|下载|转发|在看|喜欢|推荐)(?:量|数|过)?",
    re.I,
)
_BUTTON: Final = re.compile(
    r"[\[(【〔]?(?:字体|字号)?:? ?[\[(【]? ?(?:特大|超大|大|较大) ?[\])】]?[ |/]*[\[(【]? ?(?:中|默认|标准|正常) ?[\])】]?[ |/]*[\[(【]? ?小 ?[\])】]?[\])】〕]?"
    r"|打印(?:本页|此页|页面|本文|文章)?|关闭(?:窗口|本页|页面|此页)?|收藏(?:本页|本文|此页|文章)?|分享(?:到|本文)?|我要(?:评论|纠错|收藏|投稿|打印|分享)|复制(?:链接|全文|文本)?|下载(?:本文|文档|全文|word)?|投诉(?:举报)?|举报|只看(?:楼主|该作者)|倒序浏览|电梯直达|显示全部楼层|阅读模式|繁体(?:版)?|简体(?:版)?|放大|缩小|原创|转载|推荐|置顶|精华|热门|纠错|朗读|听全文|语音播报|发表评论|参与评论|评论|点赞|点击(?:收藏|复制|打印|下载)|楼主|(?:\d{1,4}|[一二三]) ?(?:楼|#)|发表于|发布于|更新于|上传于|发布在|发表在|发布|发表|上传|于(?= ?(?:19|20)\d\d)|编辑于|(?:周|星期)[一二三四五六日天]|来自(?:手机|电脑|网页版?|客户端)|浏览|阅读|次|人气|收听|预计阅读时间?|\d{1,3} ?分钟|约?\d{1,6}字|扫一扫(?:手机看)?|手机(?:看|阅读|版)|二维码|返回(?:列表|首页|顶部)?|人阅读|已围观|用手机看|微信|微博|QQ空间|朋友圈|回复|引用|分享到",
    re.I,
)  # fmt: skip
_SEPARATOR: Final = re.compile("[:;/】\\]]")
_GAP: Final = re.compile(r"[\s|/·•,;、\\_()\[\]【】〔〕>*~+#:。\-\u2014\u2013]+")
# A user name glued to a counter and a date: admin102025-03-14 is admin, 10 views, 2025-03-14.
_GLUED: Final = re.compile(r"(?P<who>[^\s\d:,。;()\[\]【】<>]{2,12}|[A-Za-z_]{2,20}) ?(?P<views>\d{1,7}?)(?=(?:19|20)\d\d[-/]\d{1,2}[-/]\d{1,2})")
_WHO: Final = re.compile(r"(?P<who>[^\s\d:,。;!?()\[\]【】<>《》]{2,10})(?= ?(?:发表于|发布于|上传于|于 ?(?:19|20)\d\d[-/.年]))|由 ?(?P<by>[^\s\d:,。;!?()]{2,10})(?= ?(?:于|发表|发布|上传))|(?:原创|楼主) ?(?P<poster>[^\s\d:,。;!?()\[\]【】<>《》]{2,6})(?: [^\s\d:,。;!?]{2,12})?(?= |$)")
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?::\d\d)?|\d{1,2}[-/]\d{1,2}(?!\d)")
_STRANGER: Final = re.compile(r"[^\s\d|:,。;!?()\[\]【】<>《》]{1,12}(?=[\s|/·]|(?:19|20)\d\d[-/]|\d{1,8}次|$)")
_VALUE_END: Final = re.compile(r" {2,}|[|;\[【]| (?=\d{4}[-/.年])| (?=(?:打印|关闭|收藏|分享|字体|字号|浏览|阅读|点击|评论))")
_SIGN: Final = re.compile(f"[0-9\uff10-\uff19:{chars.COLON}]")
_PUNCTUATED: Final = re.compile("[,。;!?]")
_SPOKEN: Final = re.compile(r"[。!?]|我们|同志|必须|应当|,.*,.*,")
_KINDS_TEXT: Final = frozenset({"publisher", "author", "editor", "keywords", "text", "size"})
_COUNTED: Final = {"浏览": "views", "阅读": "views", "点击": "views", "访问": "views", "查看": "views", "人气": "views", "围观": "views",
                   "评论": "comments", "回复": "comments", "跟帖": "comments", "留言": "comments"}  # fmt: skip


class Slot(Struct, frozen=True):
    """A value of a meta line: field, what was read (or None: as printed), and where, in offsets of the line."""

    field: str
    start: int
    end: int
    moment: Moment | None = None
    late: bool = False


class Reading(Struct):
    """What was read of a line so far: the slots, and how much evidence there is that this is a meta line."""

    slots: list[Slot]
    weight: int = 0
    strangers: int = 0


def may_be(body: str) -> bool:
    """Say whether a line, as printed, may be a meta line: short, with a figure or a colon."""
    return len(body) <= LONGEST and _SIGN.search(body) is not None


def read(line: str) -> list[Slot] | None:
    """Return the values of a folded line if all of it is meta data, else None; offsets are those of the line."""
    if len(line) > LONGEST or _SPOKEN.search(line):
        return None
    found = Reading([])
    labels = list(_LABEL.finditer(line)) if _SEPARATOR.search(line) else []
    first = labels[0].start() if labels else len(line)
    if not _loose(line, 0, first, found):
        return None
    ends = [*(label.start() for label in labels), len(line)]
    for number, label in enumerate(labels, 1):
        if not _segment(line, label, ends[number], found):
            return None
    known = found.strangers == 0 or any(slot.moment for slot in found.slots)
    return found.slots if known and found.weight >= _STRONG else None


def _segment(line: str, label: re.Match[str], end: int, found: Reading) -> bool:
    """Read label and value; say whether the segment was read to its end."""
    kind = str(label.lastgroup)
    start = label.end()
    if kind == "place":
        return False
    if kind in _KINDS_TEXT:
        return _text(line, kind, start, end, found)
    if kind == "date":
        day = date_pattern().match(line, start, end)
        moment = moment_of(day) if day else None
        if day and moment:
            late = "更新" in label[0] or "修改" in label[0]
            found.slots.append(Slot("date", day.start(), day.end(), moment, late))
            found.weight += _STRONG
            start = day.end()
        return _loose(line, start, end, found)
    number = re.compile(r"\d[\d,]{0,10}").match(line, start, end)
    if number:
        start = number.end()
        rest = re.compile(r"(?:\.\d+)?[万wkKMB+]{0,2} ?(?:次|人次|人|条|个|篇|页|字|℃|°C|元|分|%)?").match(line, start, end)
        exact = not rest or not re.search(r"[.万wkKMB+]", rest[0])
        if exact and kind in ("views", "comments"):
            found.slots.append(Slot(kind, number.start(), number.end()))
        start = rest.end() if rest else start
        found.weight += _STRONG
    return _loose(line, start, end, found)


def _text(line: str, kind: str, start: int, end: int, found: Reading) -> bool:
    """Read a value that is text: to a wide gap, a bar, a date or a button; the rest must be loose parts."""
    stop = end
    if kind != "keywords":
        cut = _VALUE_END.search(line, start, end)
        stop = cut.start() if cut else end
        day = date_pattern().search(line, start, stop)
        stop = day.start() if day else stop
    value = line[start:stop].strip(" -|/,()[]")
    if _PUNCTUATED.search(value) and kind != "keywords":
        return False
    if len(value) > (80 if kind in ("keywords", "size", "text") else 30):
        return False
    if value and kind in ("publisher", "author", "editor", "keywords"):
        at = line.index(value, start)
        found.slots.append(Slot(kind, at, at + len(value)))
    found.weight += _STRONG if value or kind == "size" else 1
    return _loose(line, stop, end, found)


def _loose(line: str, at: int, end: int, found: Reading) -> bool:
    """Read dates, counters and buttons between two offsets; say whether nothing else is there."""
    if at == 0 and (glued := _GLUED.match(line)) and glued.end() < end:
        found.slots.append(Slot("author", glued.start("who"), glued.end("who")))
        if glued["views"]:
            found.slots.append(Slot("views", glued.start("views"), glued.end("views")))
        found.weight += 1
        at = glued.end()
    while at < end:
        step = _step(line, at, end, found)
        if step <= at:
            return False
        at = step
    return True


def _step(line: str, at: int, end: int, found: Reading) -> int:
    """Read one loose part and return the offset after it; the same offset when none is there."""
    gap = _GAP.match(line, at, end)
    if gap:
        return gap.end()
    day = date_pattern().match(line, at, end)
    if day and (moment := moment_of(day)):
        # 2021年11月20日 alone is as often the day of the speech: it weighs nothing.
        found.weight += 2 if moment.datetime else 0 if "年" in day[0] else 1
        found.slots.append(Slot("date", day.start(), day.end(), moment))
        return day.end()
    count = _COUNT.match(line, at, end)
    if count:
        name, group = (count["a"], "n") if count["a"] else (count["b"] or "", "m")
        if name in _COUNTED and not re.search(r"[.万wk+]", count[0]):
            found.slots.append(Slot(_COUNTED[name], count.start(group), count.end(group)))
        found.weight += _STRONG
        return count.end()
    who = _WHO.match(line, at, end)
    if who:
        group = str(who.lastgroup)
        found.slots.append(Slot("author", who.start(group), who.end(group)))
        found.weight += 1
        return who.end()
    button = _BUTTON.match(line, at, end)
    if button:
        found.weight += 1
        return button.end()
    clock = _CLOCK.match(line, at, end)
    if clock:
        return clock.end()
    # A site or a user without a label: 小满 | 2023-05-06 | 人气:88. Who it is cannot be told, so nothing is learnt.
    stranger = _STRANGER.match(line, at, end)
    if stranger and found.strangers < 2:
        found.strangers += 1
        return stranger.end()
    return at
