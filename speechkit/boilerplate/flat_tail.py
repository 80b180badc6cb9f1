"""The tail of a line that a site's own lines were glued to: …谢谢大家！责任编辑：某某 上一篇：….

A break is put back only before what a rule for last lines takes, and before the formula that ends a speech.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from speechkit import chars
from speechkit.boilerplate import meta
from speechkit.boilerplate.scan import Found, Hit
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.rules.store import Rule

WINDOW: Final = 600
_BOUNDS: Final = 24  # places that are tried
_END: Final = lazy("[。!?\u2026][\u201d』」)]*(?=[^。!?\u2026])")
_LABEL: Final = lazy(
    r"【[^】]{4,60}】(?=相关)|【[^】]{2,16}】"
    r"|[(\[【]? ?(?:上一[篇条则页]|下一[篇条则页]|相关(?:文章|热词|阅读|推荐|链接|新闻|范文)"
    r"|猜你(?:喜欢|感兴趣)|推荐(?:阅读|文章)|延伸阅读|热门(?:文章|推荐)|责任编辑|责编|编辑 ?:|来源 ?:|作者 ?:"
    r"|分享到|分享至|打印|关闭(?=[窗】])|收藏(?=[ 】本])|标签 ?:|关键词 ?:|免责声明|版权声明|特别声明|声明 ?:"
    r"|本文(?:来源|来自|由|地址|链接|标题|档)|以上(?:就)?是|转载请|原文(?:链接|地址)|更多|copyright)",
    re.I,
)
# What no speech holds behind the end of a sentence: the line begins there whatever follows.
_SURE: Final = lazy(r"上一[篇条则] ?:|下一[篇条则] ?:|[(\[【]?(?:责任编辑|责编) ?:")
# The titles behind it have nothing between them: the label gets a line of its own, and they get one.
_TITLES: Final = lazy(r"【[^】]{4,60}】相关(?:文章|阅读|推荐|范文)[^:。]{0,6}:(?=[^ ]{2,80}$)")
_MARK: Final = (
    f"(?:[({chars.LEFT_PARENTHESIS}]?(?:[{chars.CHINESE_DIGITS}]{{1,3}}|\\d{{1,3}})[){chars.RIGHT_PARENTHESIS}、.\uff0e]"
    f"|第[{chars.CHINESE_DIGITS}0-9]{{1,4}}[章节節条條编編款项項])"
)
_MARKS: Final = frozenset(f"({chars.LEFT_PARENTHESIS}{chars.CHINESE_DIGITS}第")
_MARKED: Final = lazy(_MARK)  # a line that begins with the marker of a heading
_RUN_IN: Final = lazy(f"{_MARK}[^。]+。")
_RULED: Final = 520  # code points of the longest line that a rule takes
_TAILS: Final = ("anywhere", "last-lines", "edges")
# 以上是我的一点体会，希望对大家有所帮助 may be the speaker's; 以上就是小编整理的… is not.
_COMPILED: Final = lazy("小编|整理|全部内容|全文|本站|本网|网友|收集|[讲发演]话?稿|范文")
_STAMP: Final = lazy(r"[\[(【] ?(?:来源|出处|来自)[: ]{1,2}[^\u4e00-\u9fff]{2,40}[\])】]")
_SURE_TAIL: Final = 250  # code points from there to the end of the page
_STOPS: Final = frozenset("。!?\u2026")
_CLOSERS: Final = "\u201d』」"
_RAW_STOPS: Final = _STOPS | {*_CLOSERS, chars.EXCLAMATION, chars.QUESTION}
# What no speaker says of himself: a sentence without a label is the site's only with one of these.
_OWN: Final = lazy(
    "本[站网]|本文[档由来系为]|以上内容|网友|小编|版权所有|侵权|侵删|免责|转载请|请勿转载|禁止转载"
    "|未经[^,。]{0,6}(?:许可|允许|授权|同意),? ?(?:不得|禁止|请勿|谢绝)|https?:|www|\u00a9|copyright|ICP|公网安备"
    "|长按|蓝字|识别二维码|微信号|更多(?:精彩|范文|讲话|内容|好文)|责任编辑|责编|上一[篇条页]|下一[篇条页]"
    "|猜[您你]|相关(?:文章|阅读|推荐)|文库|范文网|公文网|全文|下载|会员|登录|评论|跟帖|打印|关闭|[A-Za-z0-9_]{6,}|^[(\\[【]|^完$",
    re.I,
)
# A cheap look at the text as printed: the end of a sentence, and the first character of a label.
_MAYBE: Final = lazy(
    f"[{''.join(sorted(_RAW_STOPS))}][{chars.BLANKS}]*[(\\[{chars.LEFT_PARENTHESIS}]?"
    "(?:[上下]一|相[关關]|猜你|推[荐薦]|延伸|[热熱][门門]|[责責][任编編]|[编編][辑輯]|[来來]源|作者|分享|打印|列印|[关關][闭閉键鍵]"
    "|收藏|[标標][签籤]|免[责責]|版[权權]|特[别別][声聲]|[声聲]明|本文|以上|[转轉][载載]|原文|更多|【|[cC]opy)"
)
_CLOSED: Final = (
    r"(?:(?:今天,?)?我(?:今天)?的?(?:讲话|发言|汇报|报告|致辞|致词|演讲|点评|述职|课)(?:就)?(?:讲)?(?:到(?:这里|此)(?:结束|为止)?|完了|完毕|结束了?)"
    r"|(?:今天,?)?我就(?:先)?(?:讲|说|谈|强调|汇报)(?:到(?:这里|此(?:为止)?)|这些|这么多|这几点)|(?:汇报|报告|发言|演讲)完毕|散会"
    r"|(?:最后,?)?(?:再次|再一次|衷心)?(?:谢谢|感谢)(?:大家|各位(?:领导|代表|委员|老师|同志|来宾|嘉宾|朋友)?|同志们|你们)?(?:的聆听|的倾听)?)"
)
_CLOSING: Final = lazy(rf"(?:{_CLOSED}[,。!~ ]*)+")


def tail_edges(body: str, hits: Sequence[Hit], *, flat: bool, whole: bool) -> tuple[list[int], int]:
    """Return the places where the site's lines begin in a window, the end of a line, and where they start.

    The first of them stands behind the end of a sentence. `hits` are the words of rules in the window.

    On a page that has lines (not `flat`) each must begin with a label of its own or be a sentence that only a site
    says; `whole` says that the window is all of its line.
    """
    low = len(body)
    edges: list[int] = []
    if not hits or not (
        flat or _MAYBE.search(body) or any(body[:at].rstrip()[-1:] in _RAW_STOPS for at, _ in hits if at)
    ):
        return [], low
    window = fold(body)
    if whole and _taken(window, [rule for _, rule in hits]):
        return [], 0
    labels = {found.start() + (window[found.start()] == " ") for found in _LABEL.finditer(window)}
    sentences = {at for at, _ in hits if _stopped(window, at)}
    if whole:
        labels.add(0)
    bounds = labels | sentences | ({found.end() for found in _END.finditer(window)} if flat else set())
    top = low
    for bound in sorted(bounds, reverse=True)[:_BOUNDS]:
        piece = window[bound:top].strip()
        near = flat and len(window) - bound <= _SURE_TAIL
        listed = _TITLES.match(window, bound) if near else None
        if listed:
            edges.append(listed.end())
        sure = listed or (near and _SURE.match(window, bound))
        if not sure and (not piece or not _taken(piece, [rule for at, rule in hits if bound <= at < top])):
            continue
        if bound not in labels and not listed and not _OWN.search(piece):
            continue
        edges.append(bound)
        top = bound
        if bound == 0 or _stopped(window, bound):
            low = bound
    return [edge for edge in reversed(edges) if edge >= max(low, 1)], low


def _stopped(window: str, at: int) -> bool:
    """Say whether a sentence ends right before an offset: a quotation only if it does, “…” is part of a sentence."""
    return window[:at].rstrip().rstrip(_CLOSERS)[-1:] in _STOPS


def _taken(piece: str, rules: list[Rule]) -> bool:
    """Say whether a rule for last lines takes a piece, or all of it is meta data."""
    if _STAMP.fullmatch(piece):
        return False  # promo.stamp takes it where it stands
    for rule in {each.id: each for each in rules}.values():
        if rule.where not in _TAILS or not rule.matches(piece):
            continue
        if not rule.id.startswith("lead.") or _COMPILED.search(piece):
            return True
    return meta.may_be(piece) and meta.read(piece) is not None


def is_heading(body: str) -> bool:
    """Say whether a line begins with the marker of a heading and holds no text behind its title."""
    if not _MARKED.match(body):
        return False
    title = _RUN_IN.match(body) if "。" in body else None
    return title is None or title.end() == len(body)


def runin_edges(found: Found, known: set[str]) -> list[int]:
    """Return where the text behind a run-in heading begins, in code points of the text, if a rule takes all of it.

    It is printed as a line of its own, and would be taken when that is cleaned again. A line that is `known` was looked
    at in an earlier round and has no such place; those that have none now are added.
    """
    out: list[int] = []
    none: set[str] = set()
    for at, line in enumerate(found.lines):
        body = line.body
        if body[0] not in _MARKS and not body[0].isdecimal():
            continue  # no heading
        if (at not in found.words and body[-1] in _RAW_STOPS) or body in known:
            continue  # meta data has no word of a rule in it, and ends without a stop
        place = _runin_edge(found, at)
        if place is None:
            none.add(body)
        else:
            out.append(place)
    known |= none
    return out


def _runin_edge(found: Found, at: int) -> int | None:
    line = found.lines[at]
    title = _RUN_IN.match(line.body) if "。" in line.body else None
    size = len(line.body) - title.end() if title else 0
    if not title or not 0 < size <= _RULED:
        return None
    place = line.start + title.end()
    rules = [rule for _, rule in found.hits(at, place, line.end)]
    rest = line.body[title.end() :].strip()
    if _may_be_taken(rest, rules) and (piece := fold(rest).strip()) and _taken(piece, rules):
        return place
    return None


def _may_be_taken(rest: str, rules: list[Rule]) -> bool:
    """Say whether it is worth folding a piece: most are paragraphs, too long for a rule and no meta data."""
    return meta.may_be_folded(rest) or any(rule.where in _TAILS and len(rest) <= rule.longest for rule in rules)


def closing_edge(window: str, low: int) -> int | None:
    """Return where the formula begins that ends a speech, before the offset `low`, or None."""
    best = None
    stop = len(window[:low].rstrip())
    for found in reversed(list(_END.finditer(window, 0, max(0, stop - 1)))[-4:]):
        if not _CLOSING.fullmatch(window[found.end() : stop].strip()):
            break
        best = found.end()
    return best
