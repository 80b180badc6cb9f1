"""Items that neither a cue nor their morpheme tells, only what is said around them: a question before, a sum behind.

“五毒”触目惊心。行贿、偷税漏税、…，|哪一样|不是罪行？; |什么叫|“四不伤害”？不伤害自己，不伤害他人，….
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.numerals import count_of
from speechkit.patterns import lazy
from speechkit.slogans.lists import BREAKS, CLOSERS, HELD, OPENERS, QUOTES, SOFT, Span, best, end_of, split, ways
from speechkit.slogans.numberwords import Shape

_REACH: Final = 260
# What is said of each of a list: that it is all of them.
_WHOLE: Final = lazy(
    "哪一?[样个条种项]|[样件个条项]{2}|(?:缺)?一[样个条种项]?(?:都|也|不可)|缺一|每一[样个条种项]|无一|"
    "[这以]?([三四五六七八九十])[个项条者句件大]"
)
_JOINTLY: Final = lazy("(?:一齐|一起|齐头|一并|同步|共同|同时)[上抓推发并]\\w{0,3}$|并[举重驾]$")
# What such words count may be any list.
_NAMING: Final = frozenset({"关键词", "字", "话", "话方针", "招", "策", "计", "诀", "部曲", "字诀"})
# How who, when or where ends: a list of those is said to be all of something else.
_WHO: Final = frozenset("局厅委长员师里县市区乡镇村城天年季月日周晚午")
_PLAIN: Final = 10  # characters of an item that nothing else tells
_ASKED: Final = lazy(
    f"[{CLOSERS}]?(是什么|指什么|指的是什么|是哪些|有哪些|包括哪些|怎么[讲说看])?{chars.QUESTION}\n{{0,2}}(?:就是)?"
)
_WHAT: Final = lazy(f"(?:什么[叫是]|何[为谓]|啥[叫是]|哪)[{OPENERS}]?$")


def summed_up(text: str, at: int, stop: int, count: int, shape: Shape) -> list[Span]:
    """Return the list from `at` that the next clause speaks of as a whole: 土、肥、水、种，|一样也|不能放松."""
    comma = end_of(text, SOFT, at, stop)
    whole = _WHOLE.match(text, comma + 1, stop) if comma < stop else None
    told = shape.parts[0][1] in _NAMING or (whole and (not whole[1] or count_of(whole[1]) == count))
    jointly = _JOINTLY.search(text, at, comma)
    if len(shape.parts) > 1 or not (told or jointly):
        return []
    spans = split(text, at, jointly.start() if jointly else comma, chars.ENUMERATION_COMMA)
    sound = len(spans) == count and all(0 < b - a <= _PLAIN for a, b in spans)
    if sound and all(b - a > 1 and text[b - 1] in _WHO for a, b in spans):
        return []  # “三句话”概括一下。教育局、卫生局、民政局，各报一份
    return spans if sound and not any(mark in text[at:comma] for mark in QUOTES) else []


def asked_for(text: str, start: int, end: int, shape: Shape) -> list[Span]:
    """Return the clauses of the sentence behind a question for the term text[start:end]."""
    asked = _ASKED.match(text, end)
    if asked is None or not (asked[1] or _WHAT.search(text, max(0, start - 5), start)):
        return []
    at = asked.end()
    stop = end_of(text, BREAKS, at, at + _REACH)
    rows = (row for count in shape.counts if count > 1 for row in ways(text, at, stop, count))
    sure, spans = best(text, rows, shape)
    listed = all(text[b : b + 1] == chars.ENUMERATION_COMMA for _, b in spans[:-1])
    named = sure == HELD or (sure and (listed or len(shape.parts[0][1]) == 1))  # not 老王没有说，老李没有说，….
    return spans if named else []
