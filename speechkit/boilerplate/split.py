"""Heads of pages whose every element became a line of its own: 来源： / 四川日报, 【字体： / 大 / 中 / 小 / 】.

A label and the line below it are read as the one meta line they were; buttons of one word go where their neighbours do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import islice
from typing import Final

from speechkit.boilerplate import meta
from speechkit.passes import Line
from speechkit.patterns import lazy

_REACH: Final = 30  # lines; the longest such head of real pages has 22
_LONG: Final = 60
_VALUE: Final = 30
_NAME: Final = 14  # code points of a label
_LABEL: Final = lazy(
    r"[\[(【 ]{0,2}[\u4e00-\u9fff ]{2,8}(?<!位置)(?<!们)(?<!志)(?<!友)(?<!员)(?<!代表)(?<!领导)[】\])]? ?:"
)
_MINUTES: Final = lazy(r"(?:会议)?(?:地 ?点|主持人?|参加(?:人员)?|出席(?:人员)?|记录人?|列席|参会.{0,3}) ?:")
# Only a site prints these before an article.
_SITES: Final = lazy(
    r"[\[(【 ]{0,2}(?:(?:浏览|阅读|点击|访问|查看|评论)(?:次数|量|数)"
    r"|(?:信息|文章)?(?:发布|发表|更新|上传|录入|添加)(?:时间|日期)"
    r"|(?:信息|文章|稿件|新闻)来源|字[体号](?:大小)?|打印|分享到?|收藏|责任编辑)[】\])]? ?:"
)
_BEGUN: Final = lazy(
    r"[。!?;]$|[们志友员表导]:$|^各.{1,20}:$"
    r"|^(?:#{1,6} )?[(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.](?!\d)|^第.{1,3}[章节条]"
)
_TITLE: Final = lazy(".{6}(?:讲话|发言|致辞|致词|演讲|党课|主持词|讲话稿|发言稿|演讲稿)$")  # below an empty 责任编辑：
_COUNTER: Final = lazy(
    r"[\[(【 ]{0,2}(?:(?:浏览|阅读|点击|访问|查看|评论|字体|字号|字体大小|分享|分享到"
    r"|发布时间|发表时间|来源|作者|编辑|责任编辑|打印|收藏)(?:次数|量|数)?)[】\])]? ?:"
)
ATOM: Final = lazy(
    r"[^\w\u4e00-\u9fff\u2026。!?,;\"]{1,6}|[\[(【]?(?:全屏|加大|还原|减小|放大|缩小|特大"
    r"|大|中|小|默认|标准|正常|字号|字体|收藏|打印|下载|分享|分享到|朗读|语音|播放|暂停"
    r"|复制|关闭|\+? ?关注(?:他|她|作者)?|附图|附短片|已关注|举报|\d{1,3} ?/ ?\d{1,3}|微信|微博|收起"
    r"|展开|纠错|无障碍|关怀版|长者版|A[+-]?|T|TOP|\+|繁|简)[】\])]? ?:?"
)


def split_meta(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> Mapping[int, list[meta.Slot]]:
    """Return line number -> slots for the lines of the head that are one meta line in pieces, or a button.

    They stand above the text: above its salutation, its first sentence and its first heading. One of them has to be a
    label that only a site prints; 作者：, 来源： or 时间： may be a form's, or a programme's.
    """
    found: dict[int, list[meta.Slot]] = {}
    left = _above_text(lines, gone, folded)
    labels = [at for at in left if lines[at].body[-1] in ":\uff1a" and len(lines[at].body) <= _NAME]
    if not labels or any(_MINUTES.fullmatch(folded(at)) for at in labels):
        return found
    for at in labels:
        if at not in found and _LABEL.fullmatch(folded(at)):
            found.update(_pair(lines, gone, folded, at))
    return found if any(at in found and _SITES.fullmatch(folded(at)) for at in labels) else {}


def _above_text(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the first lines that are left, as far as no text begins."""
    left: list[int] = []
    for at in islice((at for at in range(len(lines)) if at not in gone), _REACH):
        if len(lines[at].body) > _LONG or _BEGUN.search(folded(at)):
            break
        left.append(at)
    return left


def _pair(
    lines: list[Line], gone: Collection[int], folded: Callable[[int], str], at: int
) -> Mapping[int, list[meta.Slot]]:
    """Return a label with its value, or a label of buttons or counters alone."""
    label, below = folded(at), at + 1
    if below in range(len(lines)) and _BEGUN.search(folded(below)):
        return {}
    if below < len(lines) and below not in gone and len(lines[below].body) <= _VALUE:
        value = folded(below)
        known = _LABEL.fullmatch(value) or ATOM.fullmatch(value) or _TITLE.search(value)
        slots = None if known else meta.read(label + value)
        if slots:
            moved = [meta.Slot(s.field, s.start - len(label), s.end - len(label), s.moment, s.late) for s in slots]
            return {at: [], below: moved} if all(slot.start >= 0 for slot in moved) else {}
    if below in gone and (lone := meta.read(label + folded(below))):
        return {at: []} if lone else {}
    return {at: []} if _COUNTER.fullmatch(label) and _beside(lines, gone, folded, at) else {}


def _beside(lines: list[Line], gone: Collection[int], folded: Callable[[int], str], at: int) -> bool:
    """Say whether the line below is gone, a button or another label."""
    below = at + 1
    if below in gone or below >= len(lines):
        return below in gone
    text = folded(below) if len(lines[below].body) <= _VALUE else ""
    return bool(text) and (ATOM.fullmatch(text) is not None or _LABEL.fullmatch(text) is not None)
