"""The year of the speech, where title, date line or body prove it; it is never the page's own date.

Evidence, in this order: a year in the title (在2024年…会上的讲话), a date in brackets of its own under the title, and a
body that lays out the work of one year (2020年，全市…工作的总体思路是). Anything else is a guess and is left out.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit.passes import Draft, Note
from speechkit.patterns import lazy
from speechkit.rules.fold import fold

_TOP: Final = 6
_DIGITS: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR: Final = r"(?P<y>(?:19|20)\d\d|[一二][〇零○九0][〇零○一二三四五六七八九0]{2}) ?年"
# A span of years (2020-2022年), a decade, or 2035年 as an aim tell nothing of the day.
_TITLE: Final = lazy(rf"(?<![\d至到\u2014~-]){_YEAR}(?!代|以来|以前|[至到\u2014~-]|远景)")
_SPEECH: Final = lazy(r"讲话|致辞|致词|发言|报告|讲稿|演讲|献词|贺词|主持词|动员|述职|表态")
_DATED: Final = lazy(
    rf"[(]? ?{_YEAR} ?[\d一二三四五六七八九十]{{1,3}} ?月 ?(?:[\d一二三四五六七八九十]{{1,3}} ?日)? ?[)]"
)
# Of one length, and none begins with what another ends in.
_PLANNED: Final = (
    "总体思路", "總體思路", "总体要求", "總體要求", "工作思路", "指导思想", "指導思想", "总的要求", "總的要求",
    "总体目标", "總體目標",
)  # fmt: skip
_INTRODUCES: Final = lazy("小编|小編|整理|收集|供大家|供您|参考|參考|本文|欢迎阅读|歡迎閱讀|为您|為您|分享")
_HEAD: Final = 300  # code points of the raw text in which a site introduces what follows
_REACH: Final = 60  # code points between the year and what it announces
_PLAN: Final = lazy(
    rf"{_YEAR}[,]?[^。;\n]{{0,40}}(?:总体思路|总体要求|工作思路|指导思想|总的要求|总体目标)(?:和[^。,]{{1,8}})?是"
)


def learn_year(draft: Draft) -> None:
    """Learn `speech_year` if the text proves one."""
    if "speech_year" in draft.metadata:
        return
    for at, line in enumerate(draft.lines[:_TOP]):
        if len(line.body) > 60:
            break
        found = _DATED.fullmatch(folded := fold(line.body))
        if not found and at < 4 and _SPEECH.search(folded):
            found = _only(folded)
        if found and _keep(draft, found, line.start):
            return
    _from_plan(draft)


def _only(title: str) -> re.Match[str] | None:
    """Return the year of a title that names one year."""
    found = list(_TITLE.finditer(title))
    return found[0] if len({each["y"] for each in found}) == 1 else None


def _from_plan(draft: Draft) -> None:
    """Learn the year whose work the body lays out, if it lays out that of one year only."""
    text = draft.text
    found: dict[str, tuple[re.Match[str], int]] = {}
    for start in _plans(text):
        low, end = max(0, start - _REACH), start + len(_PLANNED[0])
        window = fold(text[low : end + 12])
        year = next((each for each in _PLAN.finditer(window) if each.end() + low >= end), None)
        if year:
            found.setdefault(year["y"].translate(_DIGITS), (year, low))
    if len(found) == 1:
        planned, (match, low) = next(iter(found.items()))
        if _keep(draft, match, low):
            _conflict(draft, planned)


def _plans(text: str) -> list[int]:
    """Return where the words stand that announce a plan: a search for each takes a quarter of one for any of them."""
    found: list[int] = []
    for word in _PLANNED:
        at = text.find(word)
        while at >= 0:
            found.append(at)
            at = text.find(word, at + len(word))
    return sorted(found)


def _conflict(draft: Draft, year: str) -> None:
    """Warn when the site's own introduction names another year than the one whose work the speech lays out.

    Aggregators put the year of the upload before an old speech's title (seed 003).
    """
    line = draft.ledger.raw[:_HEAD].split("\n", 1)[0]
    folded = fold(line)
    if not (_INTRODUCES.search(folded) and _SPEECH.search(folded)):
        return
    found = _only(folded)
    if found and (named := found["y"].translate(_DIGITS)) != year:
        message = f"the site's introduction says {named}, the speech lays out the work of {year}"
        draft.notes.append(
            Note(code="date_conflict", message=message, start=found.start("y"), end=found.end("y"), depth=0)
        )


def _keep(draft: Draft, found: re.Match[str], offset: int) -> bool:
    year = found["y"].translate(_DIGITS)
    if not ("1949" <= year <= "2099" and year.isdigit()):
        return False
    return draft.learn("speech_year", year, offset + found.start("y"), offset + found.end("y"))
