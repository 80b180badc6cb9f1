"""Lines that quote the page's own title.

看完《在全县防汛会上的讲话》, 还有更多好稿: a speaker does not call his speech by its title; whoever offers it does.
Only titles of spoken texts count: a law and a notice quote themselves, and an office that sends a speech round says so
(现将《…》印发给你们).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from speechkit.passes import Line
from speechkit.patterns import lazy

# The site's own words round a title are no part of it: 【实用】…讲话3000字.
_SPOKEN: Final = lazy(
    r"(?:【[^】]{2,6}】)?(?P<title>[^:。;!?《》【】]{8,60}?(?:讲话|发言|致辞|致词|演讲|党课|主持词)稿?)"
    r"(?:\d{3,5}字|\([^()]{1,12}\))?"
)
_HEAD: Final = 6  # lines in which the title is looked for
_EDGE: Final = 6  # lines that are left, from either end of the page
_LONGEST: Final = 160  # code points of such a line
_SENT: Final = lazy("印发|现将|现予|转发给|通知|请认真|贯彻|传达|同志|我们|收录|获奖|刊登|出版")
_SAID: Final = lazy(r"[。!?].{0,80}[。!?].{0,80}[。!?].")  # four sentences are no remark


def quoting(lines: list[Line], gone: Collection[int], folded: Callable[[int], str]) -> list[int]:
    """Return the numbers of the lines near the ends of a page that quote its title in book-title marks."""
    left = [at for at in range(len(lines)) if at not in gone]
    title = next((at for at in left[:_HEAD] if len(lines[at].body) <= _LONGEST and _is_title(folded(at))), -1)
    if title < 0:
        return []
    named = _SPOKEN.fullmatch(folded(title))
    quoted = f"《{named['title']}》" if named else ""
    edges = {*left[: _EDGE + 1], *left[-_EDGE:]} - {title}
    near = (at for at in sorted(edges) if len(lines[at].body) <= _LONGEST and "《" in lines[at].body)
    return [
        at
        for at in near
        if quoted and quoted in folded(at) and not _SENT.search(folded(at)) and not _SAID.search(folded(at))
    ]


def _is_title(line: str) -> bool:
    return _SPOKEN.fullmatch(line) is not None
