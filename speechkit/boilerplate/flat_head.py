"""The head of a page without line breaks: crumbs, title, the title again, meta data, lead-in, date, salutation, speech.

Each part is known by itself or not at all: meta data are read whole, a lead-in is taken by a rule, a salutation
addresses people. The title is what stands before the first of them. Offsets are those of the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.boilerplate import meta
from speechkit.boilerplate.scan import Scanner
from speechkit.patterns import lazy
from speechkit.rules.store import Rule

WINDOW: Final = 420  # code points of the line that are looked at
_PARTS: Final = 12
_LONGEST: Final = 90  # code points of a title
_SHORTEST: Final = 4
_NAME: Final = 16  # code points of a name and an office between the date and the salutation
_HEADLINE: Final = 40
_SENTENCES: Final = 4  # of a lead-in
_REPEATED: Final = 8  # code points of a title that is printed twice

_LABEL: Final = (
    r"(?:(?:信息|文章|稿件|本文|责任|发布|发表|更新|上传|录入|添加|发稿)?(?:来源|作者|编辑|时间|日期|出处)"
    r"|责编|(?:浏览|阅读|点击|访问)(?:次数|数|量)?|评论(?:数)?|人气|字数|字体|分类|栏目)"
)
_DAY: Final = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?: {0,3}\d{1,2}:\d\d(?::\d\d)?)?"
_VALUE: Final = rf"(?:{_DAY}|\d{{1,8}}次?|[^\s:,。;!?0-9]{{2,16}}?(?= |{_LABEL} ?:|{_DAY}|$))"
_RUN: Final = lazy(rf"(?:{_LABEL} ?: ?{_VALUE}[ |]*|{_DAY}[ |]*){{1,8}}")
_STOP: Final = lazy("[。!?;]")
_ENDS: Final = lazy("[。!?\u2026]+[\u201d』」)]?")
_LED: Final = lazy("【?(?:下面|以下|本文|这篇|导语|今天,?小编|小编|本站|内容摘要|摘要|核心提示|编者按)")
_SITE: Final = lazy("[ )](?=[^ ]{1,6}$)")  # before the name of a site: 某某小编为大家整理
_SUMMARY: Final = lazy("(?:内容摘要|摘要|核心提示|编者按) ?:[^\u2026]{9,240}\u2026+")
_CRUMB: Final = lazy(
    "(?:当前|您|你|所在|位置|首页|主页)[^。]{3,60}?(?:正文|内容|详情|浏览文章|文章)"
    r"|[^ >。,;!?]{2,16}(?:>[^ >。,;!?]{2,10}){1,6}>(?=[^ >]{6})(?!正文|内容|详情|浏览)"
)
_OF_SITE: Final = lazy("(?:网|站|库|大全|在线|论坛|之家|频道|日报|晚报)$")
_MENU: Final = lazy(
    r" *[\u4e00-\u9fff]{2,8}(?:网|网站|首页|主页|文库|论坛|之家|在线) {1,2}"
    r"(?:[\u4e00-\u9fff]{2,6} {1,2}){2,12}(?=[^ ]{7})"
)
_GENRE: Final = (
    "(?:讲话|发言|致辞|致词|献词|报告|演讲|演讲稿|讲话稿|发言稿|主持词"
    "|通知|意见|公告|决定|方案|倡议书|公开信|慰问信|贺信|总结)"
)
_ENDING: Final = lazy(f"{_GENRE}(?:稿|\\([^()]{{1,12}}\\))?$")
_ENDED: Final = lazy(rf"[^。!?;,>]{{3,60}}?{_GENRE}(?= )")
# Where a title's own words say where it ends: 在…大会上的讲话今天…; not 在…大会上的讲话中提出.
_OFFICE: Final = (
    "(?:(?:常务)?副?(?:[省市区县乡镇村局校院部厅处科所站队厂行班会团]长|书记|主席|主任|经理|董事长|总裁|委员|代表)"
    "|同志)?"
)
OCCASION: Final = lazy(
    rf"(?<![\u2014《\u201c-]){_OFFICE}在[^。!?;,:>]{{3,50}}?上的?(?:讲话稿?|发言稿?|致辞|致词|演讲稿?|报告)"
    "(?![^ ]?[中里精稿要提摘材范模]|[,。、:是上后的指强说]|时(?!间))"
)
_ABOUT: Final = lazy(
    r"关于[^。!?;:《》]{3,60}?的(?:通知|意见|决定|公告|方案|通报|批复|请示|函|公示|通告)(?![精要》\u201d,。、的和及中里])"
)
# The title at the end of what a rule for first lines takes: … > 政务动态在…大会上的讲课提纲.
_INSIDE: Final = lazy(
    rf"(?<![\u2014《\u201c-]){_OFFICE}在[^。!?;,:>]{{3,50}}上的?[^。!?;,:> ]{{2,8}} {{0,4}}$"
    r"|关于[^。!?;:《》>]{3,60}的[^。!?;,:> ]{2,6} {0,4}$"
)
_TRAIL: Final = lazy("[>|/\u2192]")
_SECTION: Final = 12  # code points of the last step of a trail
_SITED: Final = ("flat.meta", "flat.lead", "flat.crumb")
# Where a line of a page that has lines may hold its title and more.
_GLUED: Final = lazy(
    rf"[^。!?]{{0,90}}{_GENRE}[^。!?]{{4}}|[^。!?]{{4,70}}(?:在[^。!?;,:>]{{3,40}}上的?|正文[^。!?]{{0,40}}){_GENRE}$"
)
_NAMED_GENRE: Final = lazy(_GENRE)
# Where a line below the title may hold the site's text and the salutation.
_ADDRESSED: Final = lazy("(?:[们們志誌友宾賓事员員导導表民工胞]|各位.{0,6}) {0,2}[:\uff1a]")
_BEGINS: Final = lazy(
    "[【\\[(]?(?:导语|导读|前言|引言|引语|编者按|编者语|小编|温馨提示|提示|摘要|内容摘要|核心提示|(?:免责|版权|特别)?声明"
    "|以上就?是|(?:以下|下面)就?[是为]|本[文站网])"
)
_WHOLE: Final = ("summary.", "lead.", "disclaimer.")
_SUFFIX: Final = lazy(r"\.(?:docx?|pdf|txt)|_[^ _。]{2,12}")
_DATED: Final = lazy(r"\([^()]{0,8}(?:19|20)\d\d ?年[^()]{1,12}\)")
# Who is addressed, and how the address begins.
_OPENER: Final = lazy(
    "尊敬的|敬爱的|亲爱的|各位|全体|在座的|各(?=[乡镇县市区省州旗街部委局办科处村社学分有支院系班股中基直驻年])"
    "|(?:同志|同学|老师|朋友|乡亲|战友|家长|先生|女士|孩子|伙伴|同事|姐妹|兄弟|工友|队员|党员|代表|委员|茶友|球友|校友)们|女士|先生们|同志(?=:)"
)
_PEOPLE: Final = lazy(
    "(?:们|友|同志|代表|委员|领导|来宾|嘉宾|贵宾|朋友|女士|先生|老师|教师|同学|校友|家长|同仁|同事|战友|官兵|乡亲|父老|市民|居民|村民|群众|职工|员工"
    "|民警|干警|书记|市长|县长|省长|区长|镇长|乡长|主席|主任|局长|部长|厅长|处长|院长|校长|会长|理事|院士|专家|学者|教授|企业家|医生|护士|志愿者|记者"
    "|评委|选手|阁下|大使|首长|单位|学员|前辈|伙伴|长官|青年|师生|党员|干部|同胞|侨胞|业主|客户|股东|政府|办事处|委员会|部门|机构|公司|企业|学校|医院"
    "|长辈|晚辈|亲属|宾朋|来客|新人|学子|同行|听众|观众|游客|顾客|战士|工会|支部|党委|部室|分局|分行|支行|院系|班级|车间|班组|中心|站所|科室|处室|街道|社区|工友|同工)$"
)
_GREETED: Final = lazy("(?:大家|你们)?(?:早上|上午|中午|下午|晚上|新年|节日)?(?:好|早安|晚安)$")
_APART: Final = lazy("[、,! ]+")
_LISTING: Final = lazy("[、,]")
_POLITE: Final = lazy("(?:尊敬|敬爱|亲爱|在座)的|各位|全体")
_CLAUSE: Final = lazy("[的是有了着在把被要就说讲我你他为对向]|关于")
_ADDRESS: Final = 80  # code points of a salutation


class Part(Struct, frozen=True):
    """A part of the head: line[start:end] and the rule that names its edges; a `last` one ends the head."""

    start: int
    end: int
    rule: str
    title: str = ""
    last: bool = False


class Head(Struct):
    """What is known of the head so far: the folded window, the words of rules in it, the title and the edges."""

    window: str
    hits: list[tuple[int, Rule]]
    at: int = 0
    title: str = ""
    edges: list[tuple[int, str]] = []
    sited: bool = False


def is_glued(top: str) -> bool:
    """Say whether the beginning of a line may hold its title and more, on a page that has lines."""
    return _NAMED_GENRE.search(top) is not None and _GLUED.match(top) is not None


def is_addressed(body: str, start: int) -> bool:
    """Say whether a salutation may stand in a line, behind its first characters."""
    if body.find(":", start, WINDOW) < 0 and body.find(chars.COLON, start, WINDOW) < 0:
        return False
    return _ADDRESSED.search(body, start, WINDOW) is not None


def head_edges(window: str, known: Scanner, *, flat: bool = True, title: str = "") -> list[tuple[int, str]]:
    """Return the places of the line breaks that the head of a page lost, in a folded window of its long line.

    On a page that has lines (not `flat`) the window is one of the first, and its title must stand beside the site's
    own text, or right before a salutation; `title` is the one above the line, which then has to hold a salutation.
    """
    head = Head(window, known.hits(window), title=title)
    if not flat and len(window) < WINDOW and _goes_whole(head):
        return []
    for _ in range(_PARTS):
        part = _next(head)
        if part is None or not _enter(head, part):
            break
        head.at = part.end
        if part.last:
            break
    rest = window[head.at :].strip()
    if head.edges and not head.title and len(rest) <= _LONGEST and _ENDING.search(rest) and not _STOP.search(rest):
        head.title = rest
    addressed = head.edges[-1:] and head.edges[-1][1] == "flat.salutation"
    if not flat and not (head.title and head.sited and (addressed or not title)):
        return []
    return [(place, rule) for place, rule in head.edges if 0 < place < len(window)]


def _goes_whole(head: Head) -> bool:
    """Say whether a line is meta data, or a rule for whole lines takes it: it needs no breaks."""
    taker = _taker(head.window, 0, head.hits)
    led = taker is not None and taker.id.startswith(_WHOLE) and _BEGINS.match(head.window) is not None
    return led or (meta.may_be(head.window) and not OCCASION.search(head.window) and meta.read(head.window) is not None)


def _enter(head: Head, part: Part) -> bool:
    """Keep the edges of a part; say whether what stands before it is known: title, name or the site's own."""
    gap = head.window[head.at : part.start].strip()
    rule = part.rule
    head.sited = head.sited or rule in _SITED or bool(head.title and rule == "flat.title")
    if gap and head.title:
        if not _below(gap, part):
            return False
    elif gap and _taken(head, gap):
        inside = None if part.title else _INSIDE.search(head.window, head.at, part.start)
        if inside:
            head.title = inside[0].strip()
            head.edges.append((inside.start(), "flat.title"))
        elif not part.title and (_ENDING.search(gap) or len(_TRAIL.split(gap)[-1].strip()) > _SECTION):
            return False  # a trail with the title glued to it
        head.sited = True
    elif gap:
        if _STOP.search(gap) or not _SHORTEST <= len(gap) <= _LONGEST or gap[0] in ",、:":
            return False
        head.title, rule = _named(head, part, gap), "flat.title"
    head.title = head.title or part.title
    head.sited = head.sited or (part.last and part.start > 0 and _ENDING.search(gap or head.title) is not None)
    if rule == "flat.meta" and not gap and head.edges[-1:] == [(part.start, rule)]:
        whole = head.window[head.edges[-2][0] : part.end].strip()
        if meta.read(whole):
            head.edges.pop()  # one line of meta data, read in two parts
            head.edges.append((part.end, rule))
            return True
    head.edges += [(part.start, rule), (part.end, part.rule)]
    return True


def _named(head: Head, part: Part, gap: str) -> str:
    """Return the title before meta data, without the name of a site that is glued to it; keep the edge between."""
    size = _publisher(head.window[part.start : part.end], gap) if part.rule == "flat.meta" else 0
    if size:
        head.edges.append((head.window.index(gap, head.at) + size, "flat.title"))
    return gap[size:]


def _publisher(run: str, title: str) -> int:
    """Return the length of the name of a site that is glued before the title, and named behind it: 来源:…."""
    for slot in meta.read(run.strip()) or ():
        name = run.strip()[slot.start : slot.end]
        if slot.field == "publisher" and title.startswith(name) and _OF_SITE.search(name):
            return len(name) if len(title) - len(name) >= _REPEATED else 0
    return 0


def _below(gap: str, part: Part) -> bool:
    """Say whether a gap below the title is a name, or a headline above the subtitle."""
    if _STOP.search(gap):
        return False
    return len(gap) <= (_HEADLINE if part.rule == "flat.title" else _NAME)


def _taken(head: Head, gap: str) -> bool:
    return _taker(gap, head.at, head.hits) is not None or meta.read(gap) is not None


def _next(head: Head) -> Part | None:
    """Return the first part that is known at or behind an offset and before the end of the sentence."""
    window, at = head.window, head.at
    if not head.title and (copy := _repeated(window, at)):
        return copy
    stop = _STOP.search(window, at)
    parts = list(_parts(head, stop.start() if stop else len(window)))
    if (head.title or _LED.match(window, at)) and (lead := _lead_at(head, at)):
        near = [part for part in parts if part.rule == "flat.meta" and part.start - at <= _NAME]
        if not near:
            return lead
    if not parts:
        return None
    first = min(parts, key=lambda part: (part.start, -part.end))
    end = first.end if first.rule == "flat.meta" else first.start
    if window[at : first.start].strip() and (head.title or end == first.start) and meta.read(window[at:end].strip()):
        return Part(at, end, "flat.meta")
    return first


def _parts(head: Head, reach: int) -> Iterator[Part]:
    window, at = head.window, head.at
    if head.title:
        yield from _copy(window, at, head.title)
    else:
        yield from _titles(head, reach)
    for opener in _LED.finditer(window, at + 1, reach):
        name = _SITE.search(window, max(at, opener.start() - _NAME), opener.start())
        starts = (name.end(), opener.start()) if name else (opener.start(),)
        if lead := next((found for start in starts if (found := _lead_at(head, start))), None):
            yield lead
            break
    for run in _RUN.finditer(window, at, reach):
        slots = meta.read(run[0].rstrip())
        if slots and (any(slot.moment for slot in slots) or len(slots) > 1):
            yield Part(run.start(), run.end(), "flat.meta")
            break
    dated = _DATED.search(window, at, reach)
    if dated and (head.title or _ENDING.search(window[at : dated.start()].rstrip())):
        yield Part(dated.start(), dated.end(), "flat.date")
    if address := salutation(window, at, reach):
        yield Part(*address, "flat.salutation", last=True)


def _titles(head: Head, reach: int) -> Iterator[Part]:
    """Yield the title where its own words say where it begins and ends."""
    window, at = head.window, head.at
    menu = _MENU.match(window, at, reach)
    if menu:
        yield Part(at, menu.end(), "flat.crumb")
        return
    crumb = _CRUMB.match(window, at, reach)
    if crumb and _taker(crumb[0], at, head.hits):
        yield Part(at, crumb.end(), "flat.crumb")
    for pattern in (OCCASION, _ABOUT):
        if found := pattern.search(window, at, reach):
            before = window[at : found.start()].strip()
            if not before or _taken(head, before):
                yield Part(found.start(), found.end(), "flat.title", found[0])
                return
    ended = _ENDED.match(window, at, reach)
    if ended and not _taken(head, ended[0].strip()):
        yield Part(at, ended.end(), "flat.title", ended[0].strip())


def _copy(window: str, at: int, title: str) -> Iterator[Part]:
    """Yield the next copy of the title, with the dash of a subtitle and the suffix of a file."""
    start = window.find(title, at)
    if start < 0 or window[start - 1 : start] in "《\u201c<" or _STOP.search(window, at, start):
        return
    suffix = _SUFFIX.match(window, start + len(title))
    while start > at and window[start - 1] in "\u2014-":
        start -= 1
    yield Part(start, suffix.end() if suffix else start + len(title), "flat.title")


def _repeated(window: str, at: int) -> Part | None:
    """Return the first copy of a title that is printed twice, with nothing or a blank between."""
    start = at + len(window[at:]) - len(window[at:].lstrip())
    stop = _STOP.search(window, start)
    reach = min(_LONGEST, (len(window) - start) // 2, stop.start() - start if stop else _LONGEST)
    for size in range(_REPEATED, reach + 1):
        after = start + size
        while window[after : after + 1] == " ":
            after += 1
        title = window[start : start + size].rstrip()
        if window.startswith(title, after):
            thrice = window[after + len(title) :].lstrip(" ").startswith(title)  # a refrain, no title
            return None if thrice else Part(start, start + size, "flat.title", title)
    return None


def _lead_at(head: Head, start: int) -> Part | None:
    """Return the fewest sentences from an offset on that a rule for the first lines takes."""
    window = head.window
    start += len(window[start : start + 8]) - len(window[start : start + 8].lstrip())
    if summary := _SUMMARY.match(window, start):
        return Part(start, summary.end(), "flat.lead") if _taker(summary[0], start, head.hits) else None
    for stop in islice(_ENDS.finditer(window, start), _SENTENCES):
        piece = window[start : stop.end()]
        if salutation(piece, 0, len(piece)):
            return None
        if _taker(piece, start, head.hits):
            return Part(start, stop.end(), "flat.lead")
    return None


def _taker(piece: str, at: int, hits: list[tuple[int, Rule]]) -> Rule | None:
    rules = {rule.id: rule for place, rule in hits if at <= place < at + len(piece)}
    whole = piece.strip()
    for rule in rules.values():
        if rule.where in ("anywhere", "first-lines", "edges") and rule.matches(whole):
            return rule
    return None


def salutation(window: str, at: int, reach: int) -> tuple[int, int] | None:
    """Return where the first salutation stands, with its colon: 各位来宾、同志们：."""
    colon = window.find(":", at, reach)
    while colon >= 0:
        low = max(at, colon - _ADDRESS)
        for opener in _OPENER.finditer(window, low, colon):
            if _addresses(window[opener.start() : colon]):
                return opener.start(), colon + 1
            if _LISTING.search(window, opener.start(), colon):
                break  # some of those who are addressed are not known
        colon = window.find(":", colon + 1, reach)
    return None


def _addresses(body: str) -> bool:
    parts = [part for part in _APART.split(body) if part and not _GREETED.fullmatch(part)]
    return bool(parts) and all(_PEOPLE.search(part) and not _CLAUSE.search(_POLITE.sub("", part)) for part in parts)
