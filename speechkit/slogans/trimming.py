"""Trimming lists to one measure: what leads into the first item and what trails the last is cut off.

按照|领导班子好、党员队伍好…; 打好|防范化解重大风险、精准脱贫…; …、农村和农民|问题.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.slogans.clauses import is_edge, verb_first
from speechkit.slogans.lists import Span, common

# Words that lead into a list, then a verb that governs all of it: 坚决|打好|防范化解重大风险、精准脱贫….
_LEADING: Final = (
    "(?:一|就|也|都|还|又|要|应|须|必须|应当|需要|主要|是指|是|指|即|为|以|把|将|从|按照?|对|在|通过|围绕|与|和|及|到|全面|大力|着力|切实|认真|"
    "扎实|深入|积极|努力|进一步|不断|继续|牢牢|始终|持续|带头|坚决|统筹|协同|自觉|严格|包括|分别)*"
)
_GOVERNING: Final = (
    "学习(?![型贯教])|围绕|锚定|瞄准|牢记|紧盯|走好|打[好赢响]|[抓做搞办用管][好实细到]|[绘画算织守当带备种唱][好牢]|实施|推[进动行]|加[强快]|增强|提[升高]|坚[定持]|落实|贯彻|践行|遵守|严[守明]|发[扬挥展]|严把|搞好|弘扬|传承|"
    "建[设立成好]|打造|构[建筑]|形成|完善|健全|培[育养]|做[强大优]|壮大|深化|强化|优化|突出|聚焦|紧扣|抓住|把握|处理好?|反对|整治|纠治|"
    "解决好?|破除|克服|防止|消除|开展|(?<!党)组织|创建|争[创做当]|协调|实现|达到|确保|保[障证]|兜[牢住]|守[牢住]|牢固树立|树[立牢]|完成|执行|锻造|倡导|具备"
)
GOVERN: Final = lazy(_GOVERNING)
# So long a remainder is an item, however long the others are.
_FULL: Final = 5
_BY: Final = lazy("按照|依照|必须|做到|围绕|要(?![求点素事害件领闻])|把(?!手|握|关|脉)|将(?!来|士)")
_LEAD_IN: Final = lazy(f"({_LEADING})({_GOVERNING})?")
# What stands behind a list of things as one word for all of them.
_TRAILS: Final = lazy(
    "管理|建设|工作|问题|方面|活动|行动|制度|机制|体系|能力|改革|落实|推进|发展|提升|服务|治理|整治|保障|作用|水平|教育|培训|监督|检查|都|均|也|要|须|应|必须|全部|一律|[等类中上内下里者的]"
)
_CLOSED: Final = frozenset((chars.COMMA, ",", chars.STOP, chars.SEMICOLON, ";", "\n", chars.RIGHT_PARENTHESIS, ")"))
_COMMAS: Final = frozenset((chars.COMMA, ","))
_PAIR: Final = 2
_JOINTLY: Final = lazy("(?:有机|紧密|密切)?(?:相?结合起来|结合$)")
_ETC: Final = lazy("(?:等(?!级|候|待)|作为|这[一二三四五六七八九十两]).*")


# Who is made to do what the items tell: 组织学生|学习一次重要讲话、观看一部红色电影.
_LED_ON: Final = lazy(
    "(?:组织|引导|动员|发动|号召|鼓励|教育|要求|督促|带领)(?:[广全][大体])?[师学职干党群]\\w(?:员工|职工|干部|群众)?"
)


def fit(text: str, spans: Sequence[Span], *, left: bool = True, right: bool = True) -> list[Span]:
    """Return the spans with what leads into the first and trails the last cut off.

    `left`: the first may also be cut to the length of the others, `right`: the last as well.
    """
    out = unjoined(text, list(spans))
    right = right and not _apart(text, out)
    if len(out) > 1 and all(a < b for a, b in out):
        start = out[0][0]
        out[0] = _cut_left(text, out[0], [text[a:b] for a, b in out[1:]], by_length=left)
        if right:
            governed = out[0][0] > start
            out[-1] = _cut_right(text, out[-1], [text[a:b] for a, b in out[:-1]], governed=governed)
        elif joint := _JOINTLY.search(text, out[-1][0] + 2, out[-1][1]):
            out[-1] = out[-1][0], joint.start()
    return out


def governs(text: str, start: int, end: int) -> bool:
    """Say whether text[start:end] only leads into a list: 坚决打好; a list behind anything else is cut by chance."""
    lead = _LEAD_IN.match(text, start, end)
    return lead is not None and lead.end() == end


def _apart(text: str, spans: list[Span]) -> bool:
    """Say whether each of three and more is a clause between commas, the last one too, so that nothing trails it.

    反对贪污，反对浪费，反对官僚主义，这是…; in 资金、资产、资源|管理，… the last mark is another one.
    """
    return len(spans) > _PAIR and all(text[b : b + 1] in _COMMAS for _, b in spans)


def unjoined(text: str, spans: list[Span]) -> list[Span]:
    """Return the spans without 既, 又, 也 that only join them: 既|严以修身、严以用权，又|谋事要实."""
    if len(spans) < 2 or not text.startswith("既", spans[0][0]):
        return spans
    joined = [n for n, (a, b) in enumerate(spans) if n and b - a > 1 and text[a] in "又也更"]
    return [(a + 1, b) if not n or n in joined else (a, b) for n, (a, b) in enumerate(spans)] if joined else spans


def _cut_left(text: str, span: Span, others: list[str], *, by_length: bool) -> Span:
    start, end = span
    lengths = set(map(len, others))
    head = common(others) if len(others) > 1 else others[0][:2]
    if text.startswith(head, start) and head:
        return span
    if end - start in lengths and len(lengths) == 1 and len(others) > 1 and not (head and head in text[start:end]):
        return span
    at = _built(text, span, others) if len(others) > 1 else -1
    if at >= 0:
        return at, end
    inner = _aligned(others) if not head and len(others) > 1 else ""
    found = text.rfind(inner, start, end) - others[0].index(inner) if inner else -1
    if found > start and is_edge(text[start:end], found - start):
        return _full(text, start, found), end
    at = text.rfind(head, start, end) if head else -1
    if at >= 0:
        return at, end
    governed = _governed(text, span, others)
    size = len(others[0])
    even = by_length and len(lengths) == 1 and end - start > size and is_edge(text[start:end], end - size - start)
    low = governed[0]
    if not even and len(others) > 1 and max(lengths) < 4 and end - low >= 2 * max(lengths):
        # 把农村公路|建好、管好、护好、运营好
        cuts = [end - each for each in sorted(lengths) if is_edge(text[low:end], end - each - low)]
        return (cuts[0], end) if cuts else governed
    # 整改|责任、措施、资金: an attribute of all; 防范化解重大风险、精准脱贫: each its own
    far = len(others) > 1 and end - governed[0] > 2 * size  # 对每一起事故都要做到|原因不查清不放过
    return (end - size, end) if even and (size < 4 or governed == span or far) else governed


def _built(text: str, span: Span, others: list[str]) -> int:
    """Return where a first item begins by what it says itself, -1 when it says nothing.

    一问为谁当官，二问怎样用权 is whole; 组织学生|学习一次重要讲话、观看一部红色电影; 全镇六个村|资源变资产、资金变股金.
    """
    start, end = span
    if text[start] == "一" and others[0][0] == "二":
        return start
    led = _LED_ON.match(text, start, end)
    if led and not common(others) and verb_first(others[0]) and is_edge(text[start:end], led.end() - start):
        return led.end()
    at = _same_place(text, span, others)
    return _full(text, start, at) if at else -1


def _full(text: str, start: int, found: int) -> int:
    """Return where a first item begins that is cut to the measure of the others, with up to three characters more.

    解决好|挂号排队时间长、候诊时间长: all that the verb governs, unless it is another verb: 加快|建设|实力….
    """
    if text[found - 1] == "的":
        return found  # 争当职工的|知心人、贴心人、暖心人
    lead = _LEAD_IN.match(text, start, found)
    at = lead.end() if lead and lead[2] else start
    more = _LEAD_IN.match(text, at, found) if start < at < found < at + 4 else None
    return at if more and more.end() == at else found


def _same_place(text: str, span: Span, others: list[str]) -> int:
    """Return where an item begins that is built like the others, 0 when none is: 全镇六个村|资源变资产、资金变股金."""
    start, end = span
    size = len(others[0])
    at = end - size
    ends = {each[-1] for each in others}
    if len(ends) < 2 or size < 4 or at <= start or len(set(map(len, others))) > 1:
        return 0
    same = [n for n in range(1, size - 1) if len({word[n] for word in others}) == 1]
    built = any(text[at + n] == others[0][n] for n in same)
    return at if built and is_edge(text[start:end], at - start) else 0


def _aligned(words: list[str]) -> str:
    """Return what all words hold at one place near their beginning, two characters and more: 写|好一|篇, 读|好一|本."""
    for at in (1, 2):
        inner = common([word[at:] for word in words])
        if len(inner) > 1:
            return inner
    return ""


def _governed(text: str, span: Span, others: list[str]) -> Span:
    """Return the span behind 要, 坚决打好 and the like, unless the others begin with verbs of their own."""
    start, end = span
    lead = _LEAD_IN.match(text, start, end)
    least = min(map(len, others)) if len(others) > 1 else len(others[0]) // 2
    sizes = set(map(len, others))
    if any(each[:1] == text[start] for each in others):  # a list may end in a bare 三是
        return span
    plain = not any(each[:1] != "不" and verb_first(each) for each in others)
    cuts = [lead.end(2), lead.end(1)] if lead and lead.end() > start else []
    full = min(least, _FULL)
    safe = _by(text, start, end - full + 1, others)
    for cut in cuts or sorted({*safe, *_inner(text, start, end - full + 1)}, reverse=True):
        fits = end - cut in sizes and (len(sizes) == 1 or text.startswith("实现", start))
        even = not cuts and abs(end - cut - least) < 3 and common([text[start:end][::-1], others[0][::-1]])
        edge = cut > start and end - cut >= max(1, full - 1) and is_edge(text[start:end], cut - start)
        if edge and (cut in cuts[1:] or fits or even or plain or cut in safe):
            return cut, end
    return span


def _inner(text: str, start: int, end: int) -> list[int]:
    """Return where the last verb ends that governs a list, behind its subject: 培训坚持|理论与实践相结合、…."""
    return [each.end() for each in GOVERN.finditer(text, start + 1, end)][-1:]


def _by(text: str, start: int, end: int, others: list[str]) -> list[int]:
    """Return where the last word ends that only leads into a list: 各单位要按照|责任落实到位、措施到位."""
    found = [each for each in _BY.finditer(text, start + 1, end) if not any(each[0] in other for other in others)]
    return [each.end() for each in found[-1:]]


def _cut_right(text: str, span: Span, others: list[str], *, governed: bool) -> Span:
    """Return a last item without what trails it; by the length of the others only what may trail a list.

    整改|责任、措施、资金|落实到位; 资金、资产、资源|管理; but 违章指挥、违章作业、违反劳动纪律 is whole.
    """
    start, end = span
    tail = common([each[::-1] for each in others])[::-1] if len(others) > 1 else ""
    if tail:
        at = text.find(tail, start, end)
        if at >= 0 and (len(tail) > 1 or at + 3 - start > min(map(len, others))):
            return start, at + len(tail)
    lengths = set(map(len, others))
    size = max(lengths)
    if len(lengths) == 1 and end - start > size + (size > 2) and is_edge(text[start:end], size):
        trails = _TRAILS.match(text, start + size, end)
        whole = end - start == size + 1 or not governed
        if trails or not whole or text[end : end + 1] not in _CLOSED:
            return start, start + size
    etc = _ETC.search(text, start + 2, end) or _JOINTLY.search(text, start + 2, end)
    return (start, etc.start()) if etc else span
