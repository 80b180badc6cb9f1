"""Lines that their place on the page gives away: headlines amid the site's own lines at the end.

Such a line holds no word that tells it from a headline of the document. Its place does: the site's own lines stand
above it and below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from speechkit import chars
from speechkit.boilerplate import chrome
from speechkit.boilerplate.masthead import OFFICE
from speechkit.passes import Line
from speechkit.patterns import lazy

_SPOKEN: Final = lazy("[:。!;]$|^[\u2014-]")
_STOPS: Final = f"。!?{chars.EXCLAMATION}{chars.QUESTION}{chars.RIGHT_QUOTE}"
# Below such a line no speech goes on.
_ENDS: Final = (
    "navigation.neighbours",
    "navigation.related",
    "copyright.",
    "disclaimer.",
    "widget.comment",
    "paywall.",
)
_DISCLAIMED: Final = lazy(
    r".{30}|.*(?:如有侵权|来源于?网络)|.{0,2}(?:免责|版权|平台|特别)?(?:声明|说明|提示)"
)  # a short one may be a clause of rules
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
    r"^附|附件|抄送|主送|印发|^此致|^敬礼|^(?:#{1,6} )?[(]?[一二三四五六七八九十]{1,3}[)、.]|^第.{1,3}[章节条部]"
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
    r"同志|(?<!联系)(?<!关注)(?<!关于)我们(?!的网)|大家|群众|百姓|乡亲|各级|各单位|各位|各村"
    r"|(?<!需)(?<!只)(?<!重)(?<!主)要(?!求)"
    r"|必须|不准|不许|不能|一律|谁|我(?!要|们)|村|县|镇|乡|(?<!评论)区|市(?!场)"
)
_VOICE: Final = 3  # such words, one of them hard: of 9,000 lines of speeches none has them without a word of speech
_BAR: Final = lazy(r"[^|。,;:]{2,10}(?: ?\| ?[^|。,;:]{2,10}){1,12}")  # 下载须知 | 常见问题
_CALLS: Final = 2  # such words of any kind in a line that is no sentence: 收藏 发送给朋友 在浏览器打开
_REPLY: Final = 40  # code points of what a reader wrote
_POSTED: Final = lazy(
    r"(?:(?:作者|楼主|网友) ?: ?|(?:#\d{1,3}|\d{1,3}[楼#]) ?)\S{1,16} {0,3}(?:时间|发表于"
    r"|日期)? ?:? ?\d{4}.{4,6} ?\d{1,2}:\d{2}.{0,12}"
)
# On a board the floor and the name stand above the hour, each on a line of its own: 2#, 小满, 发表于 2012-4-9 22:10.
_FLOOR: Final = lazy(r"(?:[2-9]|[1-9]\d{1,3}) ?[#楼]|沙发|板凳|地板|地下室")
_HOUR: Final = lazy(r"(?:发表于|回复于|回帖于|发布于|发表时间 ?:) ?\d{4}.{4,6} ?\d{1,2}:\d{2}.{0,40}")
_ABOVE_HOUR: Final = 3  # lines from the floor down to the hour
# Below 谢谢大家！ or 散会。 a speech goes on as little as below a copyright.
_CLOSED: Final = lazy(
    r"(?:谢谢|感谢)(?:大家|各位|同志们|你们)?[^,。!?]{0,4}[。!]?$|散会[。!]?$"
    r"|(?:讲话?|说|发言|汇报|报告|演讲|致辞)(?:就)?(?:这些|完了|完毕|完|到这里|到此(?:为止|结束)?)[^。!?]{0,8}[。!]?$"
)
_PERSON: Final = lazy(
    "政府|党委|支部|村委|书记|县长|市长|省长|区长|乡长|镇长|主任|局长|校长|院长|经理"
    "|主席|部长|会长|教授|署长|处长|代表|委员|秘书|记者|作者|整理|^[^:]*:[^:]*$"
)
_DIGITS: Final = 5  # code points of a counter
_NAMED: Final = 7  # code points: a shorter line may be a name, or who signs
_HEADLINE: Final = lazy(
    "(?:讲话|发言|致辞|演讲|报告|方案|总结|通知|主持词|发言稿|讲话稿|演讲稿|范文|心得体会)(?:稿|材料)?$"
)
_ISSUER: Final = lazy(
    r"[^\s,。;:!?]{2,20}(?:政府|委员会|办公室|局|党委|支部|村委会|学校|中学|小学|大学|公司|协会|社区)"
)
_DAY: Final = lazy(r"[\d〇零○一二三四五六七八九十]{2,4} ?年.{1,5}月.{1,4}日")
_BULLET: Final = "\u25c6\u2027\u25cf\u25a0\u25b6\u25ba\u261e"
_FOOTER: Final = lazy("©|[Cc]opyright|备|版权所有")
_CHAIRED: Final = lazy("会后|会上|会场|下面请|接下来|提问|^[问答] ?:|主持")
_SHARE: Final = 2  # of the letters of a page, how many times more stand above its tail than in it


def amid(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines at the end of a page that stand below, or between, the site's own lines.

    `gone` tells the rule of each line that goes. A line goes by its place only below a line that ends every speech (the
    neighbouring articles, a footer, a comment box), and a headline only if another line of the site follows, or lines
    of two families stand above. Right below the speech only what no document has goes.
    """
    tail = _Tail(lines, gone, folded)
    return sorted(tail.found())


def hours(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines that tell when readers posted below the text: no date of the page."""
    tail = _Tail(lines, gone, folded)
    return [at for at in sorted(gone) if tail.floor(at)]


class _Tail:
    """The end of a page: its lines from the last one that may be of the document down."""

    def __init__(self, lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> None:
        self.lines = lines
        self.gone = gone
        self.folded = folded
        self.kinds: dict[int, str] = {}
        self.taken: set[int] = set()

    def found(self) -> set[int]:
        """Return the lines that go."""
        start = self._start()
        zone = range(start, len(self.lines))
        spoken = any(line.body[-1] in _STOPS for at, line in enumerate(self.lines[:start]) if at not in self.gone)
        if start == len(self.lines) or not spoken:
            return set()
        self.taken.update(at for at in zone if self.kinds.get(at) == "own")
        for at in zone:
            if not self._site(at) and self._site(at - 1) and chrome.is_label(self.folded(at)):
                self.taken.add(at)
                self.kinds[at] = "own"
        self._buttons(zone)
        self._replies(zone)
        end = next((at for at in zone if self._ends(at)), None)
        if end is not None and self._is_small(end):
            self._beneath(start, range(end + 1, len(self.lines)))
        elif end is None and self._closed(start - 1):
            self._below_thanks(zone)
        return self.taken

    def _start(self) -> int:
        """Return the first line of the tail: all below goes, or may be the site's."""
        run = 0
        for at in range(len(self.lines) - 1, 0, -1):
            if at in self.gone:
                run = 0
                continue
            kind = self.kinds[at] = _kind(self.lines[at], self.folded, at)
            run = 0 if kind == "own" else run + 1
            if not kind or run > _AMID or (kind == "reply" and not self._posted(at - 1)):
                return at + 1
        return 1

    def _posted(self, at: int) -> bool:
        """Say whether a line tells who wrote the next one, and when."""
        if at not in self.gone:
            return False
        return _POSTED.fullmatch(self.folded(at)) is not None or bool(self.floor(at))

    def floor(self, hour: int) -> range:
        """Return the lines from the number of a floor to the name above an hour; none where no reader posted."""
        if hour not in self.gone or not _HOUR.fullmatch(self.folded(hour)):
            return range(0)
        for at in range(hour - 1, max(0, hour - _ABOVE_HOUR) - 1, -1):
            if len(self.lines[at].body) > _REPLY:
                break
            if _FLOOR.fullmatch(self.folded(at)):
                return range(at, hour)
        return range(0)

    def _ends(self, at: int) -> bool:
        """Say whether a line ends every speech."""
        rule = self.gone.get(at, "")
        if rule.startswith("disclaimer."):
            return _DISCLAIMED.match(self.folded(at)) is not None
        return rule.startswith(_ENDS) or (at in self.taken and self.kinds[at] == "own")

    def _closed(self, at: int) -> bool:
        """Say whether a line that stays ends the speech in so many words, and a line of the site stands below it."""
        line = self.lines[at]
        if at in self.gone or line.end - line.start > _REPLY or not _CLOSED.search(self.folded(at)):
            return False
        return any(below in self.gone for below in range(at + 1, len(self.lines)))

    def _is_small(self, end: int) -> bool:
        """Say whether the headlines of the tail are few beside the document above it."""
        above = sum(line.end - line.start for at, line in enumerate(self.lines[:end]) if at not in self.gone)
        sizes = (self.lines[at].end - self.lines[at].start for at, kind in self.kinds.items() if kind == "short")
        return above >= _SHARE * sum(sizes)

    def _site(self, at: int) -> bool:
        return at in self.gone or at in self.taken

    def _buttons(self, zone: range) -> None:
        """Take the buttons of one word, and marks, that stand between the site's lines, or at the end below two."""
        for at in zone:
            if self._site(at) or not self._is_tool(at):
                continue
            below = at + 1
            while below < len(self.lines) and not self._site(below) and self._is_tool(below):
                below += 1
            if self._site(at - 1) and (below >= len(self.lines) or self._site(below)):
                self.taken.add(at)

    def _is_tool(self, at: int) -> bool:
        """Say whether a line is a button, or the figure of a counter."""
        return chrome.is_tool(self.folded(at)) or (len(self.lines[at].body) <= _DIGITS and self.folded(at).isdigit())

    def _replies(self, zone: range) -> None:
        """Take what readers wrote below their names and the hour, if two of them did."""
        posts = [at for at in zone if self._posted(at)]
        for post in posts:
            self.taken.update(self.kinds.keys() & self.floor(post))
        if len(posts) > 1 or any(self.floor(post) for post in posts):
            replies = {at + 1 for at in posts} & self.kinds.keys()
            self.taken.update(at for at in replies if self.lines[at].end - self.lines[at].start <= _REPLY)

    def _beneath(self, start: int, zone: range) -> None:
        """Take the lines below the end of the speech: those that speak for the site, and headlines amid its lines."""
        self.taken.update(at for at in zone if self.kinds.get(at) in ("voice", "loud"))
        site = [at for at in zone if self._site(at)]
        families = {
            self.gone[at].split(".")[0] if at in self.gone else "own"
            for at in [*range(start, zone.start), *site]
            if self._site(at)
        }
        for at in zone:
            kind = self.kinds.get(at, "")
            if self._site(at):
                continue
            if kind == "short" and self._closes(at):
                continue  # a list of the document, and who signs it
            if (
                (kind == "site" and self._site(at - 1) and (self._site(at + 1) or self._is_last(at)))
                or (kind == "short" and self._footed(at))
                or (kind == "short" and (len(families) > 1 or (site and at < site[-1])) and not self._signs(at))
            ):
                self.taken.add(at)

    def _below_thanks(self, zone: range) -> None:
        """Take what speaks for the site below the speaker's last words, and headlines of other texts amid it."""
        self.taken.update(at for at in zone if self.kinds.get(at) in ("voice", "loud") and self._is_of_files(at))
        last = max((at for at in zone if self._site(at)), default=-1)
        for at in zone:
            text = self.folded(at) if self.kinds.get(at) == "short" and at < last and self._site(at - 1) else ""
            if len(text) > _NAMED and _HEADLINE.search(text) and not self._closes(at):
                self.taken.add(at)

    def _is_of_files(self, at: int) -> bool:
        """Say whether a line has three words of a site: 会后请到网站下载文档 is what a chairman says."""
        text = self.folded(at)
        words = set(_HARD.findall(text)) | set(_SOFT.findall(text))
        return len(words) >= _VOICE and _CHAIRED.search(text) is None

    def _is_last(self, at: int) -> bool:
        """Say whether a line is the last one and speaks of the site in three words or more."""
        text = self.folded(at)
        return at == len(self.lines) - 1 and len(set(_SOFT.findall(text)) | set(_HARD.findall(text))) >= _VOICE

    def _closes(self, at: int) -> bool:
        """Say whether an office or a day stands in the run of lines down from this one: it signs the document."""
        for below in range(at, min(len(self.lines), at + _AMID)):
            if self._site(below):
                return False
            text = self.folded(below)
            if _ISSUER.fullmatch(text) or _DAY.fullmatch(text):
                return True
        return False

    def _footed(self, at: int) -> bool:
        """Say whether the copyright of the site stands right above or below a line."""
        beside = [each for each in (at - 1, at + 1) if self.gone.get(each, "").startswith("copyright.")]
        return self._site(at - 1) and any(_FOOTER.search(self.folded(each)) for each in beside)

    def _signs(self, at: int) -> bool:
        """Say whether a line may sign, date or close a document, or belong to it."""
        text = self.folded(at)
        if len(text) > _NAMED and _HEADLINE.search(text):
            return False
        if text[0] in _BULLET and not _SPOKEN.search(text) and self._site(at - 1):
            return False
        return _SIGNS.search(text) is not None or OFFICE.fullmatch(text) is not None or _PERSON.search(text) is not None


def _kind(line: Line, folded: Callable[[int], str], at: int) -> str:
    """Return what a line may be below the site's own lines.

    own: furniture; short: no sentence; voice, loud: what a site says of itself; site: a sentence about it; or nothing.
    """
    size = line.end - line.start
    if size > 3 * _SHORT:
        return ""
    text = folded(at)
    if chrome.tails(text):
        return "own"
    if _KEPT.search(text) or _spoken_first(text):
        return ""
    short = size <= _SHORT and not _SENTENCE.search(text)
    toned = "" if _SPEECH.search(text) else _toned(text, size, short=short)
    return toned or ("short" if short else "reply" if size <= _REPLY else "")


def _toned(text: str, size: int, *, short: bool) -> str:
    """Return what the words of a line that no speaker needs make of it."""
    hard, soft = len(set(_HARD.findall(text))), len(set(_SOFT.findall(text)))
    if hard >= _VOICE or (short and hard + soft and _BAR.fullmatch(text)):
        return "loud"
    if (hard and hard + soft >= _VOICE) or (short and hard + soft >= _CALLS):
        return "voice"
    return "site" if not short and (hard + soft > 1 or (hard + soft and size <= _REPLY)) else ""


def _spoken_first(text: str) -> bool:
    """Say whether a line begins with a sentence that has no word of a site, set off from the rest by a blank."""
    said = _SAID.match(text)
    return said is not None and not _HARD.search(said[0]) and not _SOFT.search(said[0])
