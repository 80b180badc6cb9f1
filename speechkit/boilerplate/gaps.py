"""Text that the page withheld: ……(此处省略2412字,登录后查看完整内容)…… says how much is missing.

The notice is the only trace of what was spoken there, so it is never deleted: it gets a line of its own in
tortoise-shell brackets, 〔此处省略2412字，登录后查看完整内容〕, which the outline reads as a gap, and a warning is
raised.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Draft, Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_LEFT, _RIGHT = "\N{LEFT TORTOISE SHELL BRACKET}", "\N{RIGHT TORTOISE SHELL BRACKET}"
_OPEN: Final = f"({chars.LEFT_PARENTHESIS}【\\[<{_LEFT}"
_SHUT: Final = f"){chars.RIGHT_PARENTHESIS}】\\]>{_RIGHT}"
_TRIMMED: Final = _OPEN + _SHUT + f"{chars.ELLIPSIS}. -\u2014*>\u00bb"
_DOTS: Final = rf"{chars.ELLIPSIS}.\u00b7\u2022"
_NOTICE: Final = lazy(
    r"(?:省略|隐藏|隱藏|略去|删节|刪節|删去|刪去)(?:了|约|約|共|掉|内容|內容)* ?"
    r"(?P<n>\d{1,7}) ?[余多餘]?[个個]? ?(?:汉字|漢字|字符|字节|字節|字)"
)
# A line that says, to who would read on, that text is left: 试读已结束,剩余1页未读,下载后阅读全文.
_LEFT_OVER: Final = lazy(
    "剩余|剩餘|还剩|還剩|剩下|未完|会员开放|會員開放|余下|餘下|未读|未讀|完整阅读|完整閱讀"
    "|部分内容|部分內容|未显示|未顯示"
)
_READER: Final = lazy("付费|登录|登陆|会员|购买|下载|解锁|未读|订阅|VIP|试读|扫码|付款|支付|开通|积分|金币")
_REST: Final = lazy(
    r"[^。;]{0,40}?(?:(?:剩余|还剩|剩下|余下|未显示|以下|后面|后续|下文|还有)(?:内容|部分|正文)?"
    r"(?:还有|约有|约|共|的)* ?"
    r"(?:(?P<n>\d{1,7}) ?[余多]?个?(?:汉字|字符|字节|字)|\d{1,3}(?:\.\d)? ?%|\d{1,4} ?页)"
    r"|(?P<m>\d{1,7}) ?字未读|(?:可|能|才能)完整阅读|仅(?:显示|展示|可看|能看)前[^。;]{0,8})"
    r"[^。;]{0,40}[。!]?"
)
_SPOKEN: Final = lazy("同志|我们|群众|工程|任务|完成|完工|必须|各级|单位|村")
_LINE: Final = 70  # code points of such a line
_PLACE: Final = lazy(
    r"(?:此处|此處|以下|中间|中間|下文|这里|這裡|文中|本文|余下|餘下|后面|後面|剩余|剩餘"
    r"|其余|其餘|部分|内容|內容|正文|已经|已經|已|被"
    r"|还有|還有|约|約){1,5}$"
)
_BEFORE: Final = lazy(rf"[{_DOTS}]{{0,12}} ?[{_OPEN}]?[{_DOTS} ]{{0,12}}$")
_BEHIND: Final = lazy(rf"(?P<rest>[^{_OPEN}{_SHUT}。\n]{{0,60}}[{_SHUT}])[{_DOTS}]{{0,12}}")
_TRAIL: Final = lazy(rf"[{_DOTS} ]{{0,12}}")
_OPENED: Final = lazy(f"[{_OPEN}]")
_REACH: Final = 30  # code points before a notice in which its own bracket and dots may stand


def gap_cuts(draft: Draft) -> list[Cut]:
    """Return the cuts that give each notice of withheld text its own line; warn of each."""
    text = draft.text
    cuts: list[Cut] = []
    for found in _NOTICE.finditer(text):
        cut = _cut(text, found, cuts[-1].end if cuts else 0)
        if cut is None:
            continue
        if cut.after:
            cuts.append(cut)
        if cut.after or draft.ledger.depth == 0:
            draft.warn("paywall_gap", f"the page withheld {_characters(found['n'])} here", cut.start, cut.end)
    return _with_lines(draft, cuts)


def _with_lines(draft: Draft, cuts: list[Cut]) -> list[Cut]:
    """Return the cuts with those of whole lines that tell a reader of the rest he has to pay for."""
    held = {(cut.start, cut.end) for cut in cuts}
    for line in draft.lines:
        if line.end - line.start > _LINE or not _LEFT_OVER.search(line.body) or line.body[0] == _LEFT:
            continue
        folded = fold(line.body)
        rest = _REST.fullmatch(folded)
        if not rest or not _READER.search(folded) or _SPOKEN.search(folded) or _within(line, held):
            continue
        count = rest["n"] or rest["m"]
        notice = line.body.strip(_TRIMMED)
        cuts.append(Cut(line.start, line.end, f"{_LEFT}{notice}{_RIGHT}", "gap.notice"))
        told = _characters(count) if count else "the rest"
        draft.warn("paywall_gap", f"the page withheld {told} here", line.start, line.end)
    return sorted(cuts, key=lambda cut: cut.start)


def _characters(count: str) -> str:
    return f"{int(count)} characters" if int(count) != 1 else "1 character"


def _within(line: Line, held: set[tuple[int, int]]) -> bool:
    return any(start < line.end and line.start < end for start, end in held)


def _cut(text: str, found: re.Match[str], floor: int) -> Cut | None:
    """Return the cut of one notice; one with nothing put in if it has its line already; None if it may be speech."""
    low = max(floor, found.start() - _REACH)
    low = max(low, text.rfind("\n", low, found.start()) + 1)
    place = _PLACE.search(text, low, found.start())
    begin = place.start() if place else found.start()
    before = _BEFORE.search(text, low, begin)
    start = before.start() if before else begin
    opened = text[start:begin]
    behind = _BEHIND.match(text, found.end()) if _OPENED.search(opened) else None
    trail = _TRAIL.match(text, found.end())
    end = behind.end() if behind else trail.end() if trail else found.end()
    if start == begin and end == found.end():
        return None  # nothing sets it apart: the speaker may have said it
    rest = behind["rest"][:-1] if behind else ""
    own = f"{_LEFT}{text[begin : found.end()]}{rest}{_RIGHT}"
    alone_left, alone_right = text[max(0, start - 1) : start] in _ENDS, text[end : end + 1] in _ENDS
    if text[start:end] == own and alone_left and alone_right:
        return Cut(start, end, "", "gap.notice")
    return Cut(start, end, ("" if alone_left else "\n") + own + ("" if alone_right else "\n"), "gap.notice")


_ENDS: Final = ("", "\n", "\r")
