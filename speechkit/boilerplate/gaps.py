"""Text that the page withheld: ……(此处省略2412字,登录后查看完整内容)…… says how much is missing.

The notice is the only trace of what was spoken there, so it is never deleted: it gets a line of its own in
tortoise-shell brackets, 〔此处省略2412字，登录后查看完整内容〕, which the outline reads as a gap, and a warning is raised.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Draft

_LEFT, _RIGHT = "\N{LEFT TORTOISE SHELL BRACKET}", "\N{RIGHT TORTOISE SHELL BRACKET}"
_OPEN: Final = f"({chars.LEFT_PARENTHESIS}【\\[<{_LEFT}"
_SHUT: Final = f"){chars.RIGHT_PARENTHESIS}】\\]>{_RIGHT}"
_DOTS: Final = rf"{chars.ELLIPSIS}*.\u00b7\u2022\-"
_NOTICE: Final = re.compile(
    r"(?:此处|此處|以下|中间|中間|下文|这里|這裡|文中|本文|余下|餘下|后面|後面|剩余|剩餘|其余|其餘|部分|内容|內容|正文|已经|已經|已|被|还有|還有|约|約)*"
    r"(?:省略|隐藏|隱藏|略去|删节|刪節|删去|刪去)(?:了|约|約|共|掉|内容|內容)* ?"
    r"(?P<n>\d{1,7}) ?[余多餘]?[个個]? ?(?:汉字|漢字|字符|字节|字節|字)"
)
_BEFORE: Final = re.compile(rf"[{_DOTS}]{{0,12}}[ ]?[{_OPEN}]?[{_DOTS} ]{{0,12}}$")
_BEHIND: Final = re.compile(rf"(?P<rest>[^{_OPEN}{_SHUT}。\n]{{0,60}}[{_SHUT}])?[{_DOTS}]{{0,12}}")
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
            draft.warn("paywall_gap", f"the page withheld {int(found['n'])} characters here", cut.start, cut.end)
    return cuts


def _cut(text: str, found: re.Match[str], floor: int) -> Cut | None:
    """Return the cut of one notice; one with nothing put in if it has its line already; None if it may be speech."""
    low = max(floor, text.rfind("\n", 0, found.start()) + 1, found.start() - _REACH)
    before = _BEFORE.search(text[low : found.start()])
    start = low + before.start() if before else found.start()
    behind = _BEHIND.match(text, found.end())
    end = behind.end() if behind else found.end()
    opened, rest = text[start : found.start()], (behind and behind["rest"]) or ""
    if rest and not re.search(f"[{_OPEN}]", opened):
        rest, end = "", found.end()
        if dots := re.compile(rf"[{_DOTS}]{{1,12}}").match(text, end):
            end = dots.end()
    if not opened.strip() and end == found.end():
        return None
    notice = (found[0] + rest).rstrip(_SHUT.replace("\\", ""))
    own = f"{_LEFT}{notice}{_RIGHT}"
    if text[start:end] == own and _alone(text, start, end):
        return Cut(start, end, "", "gap.notice")
    left = "" if start == 0 or text[start - 1] == "\n" else "\n"
    right = "" if text[end : end + 1] in ("\n", "\r", "") else "\n"
    return Cut(start, end, f"{left}{own}{right}", "gap.notice")


def _alone(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start] in ("", "\n", "\r") and text[end : end + 1] in ("", "\n", "\r")
