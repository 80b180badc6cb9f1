"""Pages that lost their line breaks: title, meta data and body in one line, 猜你喜欢:… behind the last sentence.

No line is the site's alone there, so the beginning is searched for a run of meta data, and the end for whole sentences
that a rule for last lines takes. Only pages of very few, long lines are looked at.
"""

from __future__ import annotations

from typing import Final

from speechkit.boilerplate import meta
from speechkit.boilerplate.page import Verdict
from speechkit.boilerplate.scan import Scanner, scanner
from speechkit.ledger import Cut
from speechkit.passes import Line
from speechkit.patterns import lazy
from speechkit.rules.fold import fold
from speechkit.rules.store import Rule, RuleSet

_FEW: Final = 4  # lines; a page with more has line breaks
_LONG: Final = 160  # code points; the longest title with its glued meta data has 140
_HEAD: Final = 400
_TAIL: Final = 500
_LABEL: Final = (
    r"(?:(?:信息|文章|稿件|本文|责任|发布|发表|更新|上传)?(?:来源|作者|编辑|时间|日期|出处)"
    r"|(?:浏览|阅读|点击)(?:次数|数|量)?|评论(?:数)?|人气)"
)
_DAY: Final = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: {0,3}\d{1,2}:\d\d(?::\d\d)?)?"
_VALUE: Final = rf"(?:{_DAY}|\d{{1,8}}次?|[^\s:,。;!?0-9]{{2,16}}?(?= |{_LABEL} ?:|{_DAY}))"
_RUN: Final = lazy(rf"(?:{_LABEL} ?: ?{_VALUE}[ |]*|{_DAY}[ |]*){{2,8}}")
_BOUND: Final = lazy(r"[。!?\u2026](?:[\u201d』」)]*)(?=[^。!?\u2026])")
_BOUNDS: Final = 12  # sentence ends that are tried; a site's tail has at most eight
_DATED: Final = lazy(r"(?:19|20)\d\d[-/.年]\d")


def flat_cuts(lines: list[Line], own: RuleSet | None = None) -> tuple[list[Cut], dict[int, Verdict]]:
    """Return the cuts inside the long lines of a flat page, and line number -> verdict with the slots to learn."""
    if len(lines) > _FEW or not any(line.end - line.start > _LONG for line in lines):
        return [], {}
    cuts, learnt = _head(lines)
    last = lines[-1]
    if last.end - last.start > _LONG:
        cuts += _tail(last, scanner(own))
    return cuts, learnt


def _head(lines: list[Line]) -> tuple[list[Cut], dict[int, Verdict]]:
    line = lines[0]
    if line.end - line.start <= _LONG:
        return [], {}
    window = fold(line.body[:_HEAD])
    if not _DATED.search(window):
        return [], {}
    for found in _RUN.finditer(window):
        slots = meta.read(found[0].rstrip())
        if slots and any(slot.moment for slot in slots):
            shift = found.start()
            moved = [meta.Slot(s.field, s.start + shift, s.end + shift, s.moment, s.late) for s in slots]
            cut = Cut(line.start + found.start(), line.start + found.end(), "", "meta.line")
            return [cut], {0: Verdict("meta.line", {}, moved)}
    return [], {}


def _tail(line: Line, known: Scanner) -> list[Cut]:
    """Return the cut of the last sentences of a line, as many as rules for last lines take one after the other."""
    window = fold(line.body[-_TAIL:])
    hits = known.hits(window)
    if not hits:
        return []
    rule: Rule | None = None
    low = len(window)
    for found in reversed(list(_BOUND.finditer(window))[-_BOUNDS:]):
        bound = found.end()
        taker = _taker(window[bound:low].strip(), [each for at, each in hits if bound <= at < low])
        if taker:
            rule, low = taker, bound
    if rule is None:
        return []
    return [Cut(line.end - len(window) + low, line.end, "", rule.id)]


def _taker(piece: str, known: list[Rule]) -> Rule | None:
    """Return the rule for last lines that takes a piece."""
    for rule in {each.id: each for each in known}.values():
        if rule.where != "first-lines" and rule.matches(piece):
            return rule
    return None
