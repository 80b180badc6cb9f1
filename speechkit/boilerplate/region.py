"""Lines that their place on the page gives away: the name of the site above everything, headlines amid its tail.

The name of the site: 石桥乡农会全球资讯网, 首页 > 致辞, and below them the title of the speech.

Such a line holds no word that tells it from a headline. Its place does: the site's own lines stand right below it, and
the title comes after them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.boilerplate.split import ATOM
from speechkit.passes import Line
from speechkit.patterns import lazy

_LONGEST: Final = 26  # code points; the longest name of a site above 158 pages has 19
_NEAR: Final = 4  # lines that stay between the name and the title: none, but for a notice or two
# What only a site is called; a headline such as 织密民生保障网 has none of them.
_SITE: Final = lazy(
    r"[^\s,。;:!?]{2,16}(?:(?:新闻|信息|资讯|门户|政务|公文|文秘|范文|党建|教育|全球资讯"
    r"|政府|官)网|网站|之窗|在线|博客|论坛|文库"
    r"|电视台|日报|晚报|新闻公报|频道)(?: ?[-_|\u00b7\u2014] ?[^\s,。;:!?]{2,10})?"
    r"|[^\s,。;:!?]{0,6}(?:范文|讲话|发言|演讲|公文)稿?大全"
)
# Who a site may belong to: enough only with the site's own lines right below.
_OFFICE: Final = lazy(
    r"[^\s,。;:!?0-9]{2,22}(?:网|政府|委员会|局|会|厅|部|院|校|大学|学院|中学|小学|中心"
    r"|公司|集团|协会|馆|社|报|台|办公室|办|团|处|公报|站|科|所|队|组|委|联)"
)
_GENRE: Final = lazy("讲话|发言|致辞|致词|演讲|演说|辞|报告|通知|通报|意见|谈话|主持词|汇报|方案|总结|决定|公告|倡议")
_SPOKEN: Final = lazy("[:。!;]$|^[\u2014-]")
_TITLED: Final = 6
_STOPS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}{chars.RIGHT_QUOTE}"


class Masthead(Struct, frozen=True):
    """The number of the line that names the site, and how many code points of it are the name."""

    line: int
    name: int


def masthead(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> Masthead | None:
    """Return the line that names the site above its own lines and the title, or None.

    `gone` are the lines that go already; the name is the first line that is left.
    """
    at = next((at for at in range(len(lines)) if at not in gone), None)
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


# Below these no speech goes on: everything to the end of the page is the site's.
_STRICT: Final = (
    "navigation.neighbours",
    "navigation.related",
    "copyright.",
    "disclaimer.",
    "widget.comments",
    "widget.comment-rules",
    "region.",
)
_CLOSING: Final = (
    *_STRICT,
    "widget.",
    "promo.",
    "credit.",
    "source.",
    "forum.",
    "contact.",
    "paywall.",
    "lead.",
    "navigation.",
)
_AMID: Final = 14  # lines of the site that no rule knows, one after the other
_SHORT: Final = 60  # code points of a headline of the site
_SIGNS: Final = lazy(
    r"[。;:!?\u2026]$|,.*,|[0-9〇零一二三四五六七八九十]{1,4} ?[年月日]|\d{4}[-/.]\d|^[(\u3014《]"
    r"|^附|电话|联系|抄送|主送|印发"
    r"|^[一二三四五六七八九十]{1,3}[、.]|^[壹贰貳叁參肆伍陆陸柒捌玖拾甲乙丙丁\u2160-\u216b]{1,2}[、.]"
    r"|^\d{1,2}[、.)]|^第.{1,3}[章节条部]|同志|我们|谢谢|再见|完毕|^[\u2014-]"
)
# What is never the site's, wherever it stands.
_KEPT: Final = lazy(
    r"^附|附件|抄送|主送|印发|^(?:#{1,6} )?[(]?[一二三四五六七八九十]{1,3}[)、.]|^第.{1,3}[章节条部]"
    r"|同志|(?<!联系)(?<!关注)(?<!关于)我们(?!的网)|谢谢|再见|完毕|^[\u2014]|^\u3014"
)
_SAID: Final = lazy("[^。!?A-Za-z ][^。!?A-Za-z]{0,60}[。!?][\u201d\u300d]? (?=.)")
_SENTENCE: Final = lazy(r"[。!?\u2026](?:[\u201d\u300d)]?)$|,.*,")
# Words with which a site speaks of itself, its files and its readers; HARD ones no speaker needs.
_HARD: Final = lazy(
    r"本站|本网|网友|网速|文档|文库|VIP|会员|下载|上传|预览|登录|注册|验证码|小编|侵权"
    r"|侵犯|免责|客服|付费|付款|扣分|积分|金币|用户名|楼主|Ctrl"
)
_SOFT: Final = lazy(
    r"网站|页面|客户端|购买|免费|账号|密码|收藏|分享|转载|转发|关注|公众号|微信|扫码|二维码"
    r"|点击|链接|浏览|搜索|评论|留言|跟帖|回复|举报|投诉|版权|声明"
    r"|商业用途|仅供|删除|邮箱|QQ|原创|编辑|投稿|范文|讲话稿|更多|喜欢|全文|本文|此文"
    r"|该文|以上|您|提示|互联网|网络|言论|法规|观点|立场|足迹|咨询|站长|V信|朋友圈|看一看|后台"
)
_SPEECH: Final = lazy(
    r"同志|(?<!联系)(?<!关注)(?<!关于)我们(?!的网)|大家|群众|百姓|乡亲|各级|各单位|各位|各村|(?<!需)(?<!只)(?<!重)(?<!主)要(?!求)"
    r"|必须|不准|不许|不能|一律|谁|我(?!要|们)|村|县|镇|乡|区|市(?!场)"
)
_VOICE: Final = 3  # such words, one of them hard: of 9,000 lines of speeches none has them without a word of speech
_BAR: Final = lazy(r"[^|。,;:]{2,10}(?: ?\| ?[^|。,;:]{2,10}){1,12}")  # 下载须知 | 常见问题
_CALLS: Final = 2  # such words of any kind in a line that is no sentence: 收藏 发送给朋友 在浏览器打开
_DAY: Final = lazy(
    r"\(?[0-9〇零○一二三四五六七八九十]{2,4} ?年 ?[0-9一二三四五六七八九十]{1,3} ?月 ?[0-9一二三四五六七八"
    r"九十]{1,3} ?日\)?"
)
# Below these stands what readers wrote.
_COMMENTED: Final = ("widget.comments", "meta.line", "forum.")
_REPLY: Final = 40  # code points of what a reader wrote
_PERSON: Final = lazy(
    "政府|党委|支部|村委|书记|县长|市长|省长|区长|乡长|镇长|主任|局长|校长|院长|经理"
    "|主席|部长|会长|教授|署长|处长|代表|委员|秘书|记者|作者|整理|^[^:]*:[^:]*$"
)
_POINTER: Final = "\u261e\u25ba\u25b8\u27a4\u00bb\U0001f449"  # ☞ before a link; no list of a document has it
_NAMED: Final = 7  # code points: a shorter line may be a name, or who signs


def amid(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines at the end of a page that stand below, or between, the site's own lines.

    `gone` tells the rule of each line that goes. Below the neighbouring articles, a list of other articles, a footer or
    a comment box nothing of the speech follows; elsewhere only headlines go, and nothing that may sign, date or close
    the document.
    """
    tail = _Tail(lines, gone, folded)
    for at in range(len(lines) - 1, 0, -1):
        if not (tail.anchor(at, gone[at]) if at in gone else tail.line(at)):
            break
    return sorted(tail.found)


class _Tail:
    """The end of a page, walked upwards: what was found, and the run of lines that the line above has to explain."""

    def __init__(self, lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> None:
        self.lines = lines
        self.gone = gone
        self.folded = folded
        self.found: set[int] = set()
        self.run: list[int] = []
        self.weak = False
        # A list at the top of a page ends no speech: a sentence has to stand above the line that explains others.
        spoken = (at for at, line in enumerate(lines) if at not in gone and line.body[-1] in _STOPS)
        self.spoken = next(spoken, len(lines))

    def anchor(self, at: int, rule: str) -> bool:
        """Let a line of the site explain the run below it; say whether to walk on."""
        if not self.run:
            return True
        below = self.spoken < at
        if below and rule.startswith(_COMMENTED):
            self.found.update(self.run)
            self.run, self.weak = [], False
        elif self.weak:
            return False
        elif below and rule.startswith(_STRICT):
            self.found.update(each for each in self.run if not _signs(each, self.run, self.folded))
            self.run = []
        elif rule.startswith(_CLOSING):
            self.headlines()
        return True

    def line(self, at: int) -> bool:
        """Look at a line that no rule takes; say whether to walk on."""
        kind = _kind(self.lines[at], self.folded, at)
        if kind == "weak" and not self.weak:
            self.headlines()
            self.run, self.weak = [], True
        if not self.run and kind == "short" and self.near(at) and ATOM.fullmatch(self.folded(at)):
            self.found.add(at)
        elif kind and len(self.run) < _AMID:
            self.run.append(at)
        else:
            if not self.weak and self.lines[at].body[-1] in _STOPS:
                self.headlines()
            return False
        return True

    def near(self, at: int) -> bool:
        """Say whether a line of the site stands right beside."""
        return at + 1 in self.gone or at + 1 in self.found or (at - 1 in self.gone and at > len(self.lines) - _AMID)

    def headlines(self) -> None:
        """Take the lines of the run, from its first headline down, if the site's own lines follow below."""
        kinds = {at: _kind(self.lines[at], self.folded, at) for at in self.run}
        voiced = sum((kind == "voice") + 2 * (kind == "loud") for kind in kinds.values())
        if not self.run or not (voiced > 1 or any(each > self.run[0] for each in self.gone)):
            return
        begun = False
        for at in reversed(self.run):
            headline = kinds[at] in ("voice", "loud") or (
                kinds[at] == "short" and _is_headline(self.lines[at], self.folded, at)
            )
            if headline or (begun and kinds[at] in ("short", "site") and not _SIGNS.search(self.folded(at))):
                self.found.add(at)
                begun = True
        self.run = [each for each in self.run if each not in self.found]


def _signs(at: int, run: Collection[int], folded: Callable[[int], str]) -> bool:
    """Say whether a line is a day written in Chinese, or stands above one: it signs the document."""
    return _DAY.fullmatch(folded(at)) is not None or (at + 1 in run and _DAY.fullmatch(folded(at + 1)) is not None)


def _kind(line: Line, folded: Callable[[int], str], at: int) -> str:
    """Return what a line may be below the site's own lines.

    short: no sentence; voice, loud: a sentence that only a site says; site: one about it; weak: another
    short one; or nothing.
    """
    size = line.end - line.start
    if size > 3 * _SHORT:
        return ""
    text = folded(at)
    if _KEPT.search(text) or _spoken_first(text):
        return ""
    short = size <= _SHORT and not _SENTENCE.search(text)
    if not _SPEECH.search(text):
        hard, soft = len(set(_HARD.findall(text))), len(set(_SOFT.findall(text)))
        if hard >= _VOICE or (short and hard + soft and _BAR.fullmatch(text)):
            return "loud"
        if (hard and hard + soft >= _VOICE) or (short and hard + soft >= _CALLS):
            return "voice"
        if short:
            return "short"
        if hard + soft > 1 or (hard + soft and size <= _REPLY):
            return "site"
    elif short:
        return "short"
    return "weak" if size <= _REPLY else ""


def _spoken_first(text: str) -> bool:
    """Say whether a line begins with a sentence that has no word of a site, set off from the rest by a blank."""
    said = _SAID.match(text)
    return said is not None and not _HARD.search(said[0]) and not _SOFT.search(said[0])


def speaks_for_site(text: str) -> bool:
    """Say whether a folded sentence is the site's: two of its words, one that no speaker needs, none of a speech."""
    hard = len(set(_HARD.findall(text)))
    return bool(hard) and hard + len(set(_SOFT.findall(text))) > 1 and not _SPEECH.search(text)


def _is_headline(line: Line, folded: Callable[[int], str], at: int) -> bool:
    if not _NAMED < line.end - line.start <= _SHORT:
        return False
    text = folded(at)
    if text[0] in _POINTER:
        return not _SIGNS.search(text)
    return not _SIGNS.search(text) and not _OFFICE.fullmatch(text) and not _PERSON.search(text)
