"""Maxims: quoted sentences and clauses, such as “抓好是本职、不抓是失职、抓不好是不称职”.

A quoted noun is no maxim: a title of honour (“执法标兵”), a thing (“大锅饭”), the name of a project.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.passes import Draft
from speechkit.patterns import lazy
from speechkit.slogans import readers
from speechkit.slogans.clauses import VERBS, is_thing, verb_first
from speechkit.slogans.sheet import Terms, sheet_of

_SHORTEST: Final = 8
# Longer, what somebody says is no saying.
_SPOKEN: Final = 14
_MARKS: Final = lazy(f"[{chars.ENUMERATION_COMMA}{chars.COMMA}{chars.SEMICOLON},;]")
_SENTENCES: Final = lazy(f"[{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}].")
# Ends of names and titles: what is quoted because it is called so.
_NAMES: Final = (
    "标兵", "能手", "岗", "窗", "窗口", "卫士", "之星", "先锋", "模范", "先进", "个人", "集体", "单位",
    "基地", "工程", "计划", "行动", "活动", "方案", "平台", "系统", "中心", "公司", "工作法", "模式", "机制",
    "体系", "项目", "品牌", "奖", "杯", "号", "会", "节", "日", "月", "年", "班", "室", "站", "队",
    "组", "办法", "条例", "规定", "通知", "意见", "决定", "报告", "制度", "专项", "大赛", "论坛", "课堂",
    "讲堂", "家园", "党员", "干部", "警察", "支部", "社区", "小区", "村", "县", "市", "省", "城市",
    "战略", "规划", "纲要",
)  # fmt: skip
_MEASURED: Final = frozenset("大小多少高低快慢好坏强弱长短深浅轻重难易硬软冷热虚实紧松")
# A form that is a saying without quotes: 没有全民健康，就没有全面小康.
_ENDS: Final = f"{chars.STOP}{chars.COMMA}{chars.SEMICOLON}{chars.EXCLAMATION}{chars.QUESTION}{chars.ENUMERATION_COMMA}"
_WITHOUT: Final = lazy(
    f"没有([^{_ENDS}\\W]{{2,12}}){chars.COMMA}?(?:就没有|便没有|就不会有|也就没有|只有|哪有|何来)([^{_ENDS}\\W]{{2,14}})"
    f"(?=[{chars.STOP}{chars.EXCLAMATION}{chars.SEMICOLON}{chars.COMMA}])"
)
# What a thing is to another, as a whole clause: 质量是工程的生命; and 事业成败，关键在人.
_LIFE: Final = lazy(f"是[^{_ENDS}\\W是的]{{2,8}}的(?:生命线|生命|命脉|命根子|灵魂)(?=[{_ENDS}])")
_KEY: Final = lazy(f"{chars.COMMA}关键在[^{_ENDS}\\W于]{{1,2}}(?=[{_ENDS}])")
# With these ends what somebody says, when it is long.
_TALK: Final = ("了", "呢", "吧", "啊", "呀", "吗", "啦", "嘛")
_BINDING: Final = frozenset("不越莫勿须于")
_CLAUSE: Final = lazy("是|就|要|不|让|把|都|能|必|为|也|才|更|怎么|什么|如何")


def read(draft: Draft) -> None:
    """Find quoted sentences that no other reader has taken."""
    sheet = sheet_of(draft)
    text = sheet.text
    terms = Terms(sheet, "maxim")
    quoted = [(start, end, why) for start, end in sheet.quotes if (why := judged(text[start:end]))]
    spoken = [*sentences(text)]
    if not quoted and not spoken:
        return
    taken = {(place.start, place.end) for term in draft.terms for place in term.places}
    inner = sorted(taken)
    for start, end, why in quoted:
        if (start, end) not in taken and not _mostly(inner, start, end):
            terms.add(start, end, 0.75 if len(why) > 1 else 0.65, why)
    for start, end in spoken:
        if not _mostly(inner, start, end) and sheet.quote_around(start) is None:
            terms.add(start, end, 0.7, ("sentence form",))
    terms.hand_in(draft)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield sentences that are sayings without quotes, by their form (start, end)."""
    if "没有" in text:
        for found in _WITHOUT.finditer(text):
            yield found.span()
    if _lives(text):
        for found in _LIFE.finditer(text):
            start = _clause_before(text, found.start())
            if found.start() - start in range(2, 9):
                yield start, found.end()
    if "关键在" in text:
        for found in _KEY.finditer(text):
            start = _clause_before(text, found.start())
            if found.start() - start in range(3, 11):
                yield start, found.end()


def _lives(text: str) -> bool:
    """Say whether 的生命, 的命脉 or the like is in a text: their last characters are rare, the first is not."""
    at = text.find("命")
    while at >= 0:
        if text[at - 1] == "的" or text[at - 2 : at] == "的生":
            return True
        at = text.find("命", at + 1)
    return "魂" in text


def _clause_before(text: str, end: int) -> int:
    """Return where the clause begins that ends here, as far as twelve characters tell."""
    low = max(0, end - 12)
    words = text[low:end]
    while words and words[-1].isalnum():
        words = words[:-1]
    return low + len(words)


def _mostly(places: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether a slogan that is known already fills most of text[start:end]."""
    at = bisect_left(places, (start, 0))
    while at < len(places) and places[at][0] < end:
        low, high = places[at]
        if high <= end and (high - low) * 5 >= (end - start) * 3:
            return True
        at += 1
    return False


@lru_cache(maxsize=1 << 12)  # what is quoted once is quoted again
def judged(quote: str) -> tuple[str, ...]:
    """Return the reasons why a quoted string is a maxim, none when it is not."""
    quote = quote.rstrip(f"{chars.STOP}{chars.EXCLAMATION}{chars.QUESTION}{chars.COMMA}")
    if len(quote) < _SHORTEST and quote.isalpha():
        return ("quoted", "seven") if _seven(quote) else ()
    if _SENTENCES.search(quote) or (len(quote) > _SPOKEN and quote.endswith(_TALK)):
        return ()
    clauses = _MARKS.split(quote)
    if len(clauses) > 1:
        return ("quoted", f"{len(clauses)} clauses") if _clauses(clauses) else ()
    if len(quote) < _SHORTEST or quote.endswith(_NAMES) or not quote.isalpha():
        return ()
    return ("quoted", "clause") if _CLAUSE.search(quote) or verb_first(quote) else ()


def _seven(quote: str) -> bool:
    """Say whether seven characters are a saying of four and three, with a verb behind the four: 各人自扫|门前雪."""
    if len(quote) != _SHORTEST - 1 or quote.endswith(_NAMES):
        return False
    return quote[3] in VERBS or quote[4] in VERBS or not _BINDING.isdisjoint(quote)


def _clauses(clauses: list[str]) -> bool:
    """Say whether these are clauses rather than names in a row."""
    if any(len(each) < 2 for each in clauses) or all(each.endswith(_NAMES) for each in clauses):
        return False
    if all(len(each) == 3 and each[2] in _MEASURED for each in clauses):
        return True  # 雷声大、雨点小
    things = sum(is_thing(each[:2]) and not _CLAUSE.search(each) and not verb_first(each) for each in clauses)
    return things < len(clauses) or all(len(each) >= 5 for each in clauses)


PASS: Final = readers.MAXIMS
