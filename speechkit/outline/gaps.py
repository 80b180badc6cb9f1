"""Text that the page withheld: a notice in editorial brackets on a line of its own, 〔此处省略2412字〕.

The boilerplate pass gives each notice such a line; the text form of a document prints it so and is read so again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from speechkit.outline.rows import Row
from speechkit.patterns import lazy

_OPEN, _SHUT = "\N{LEFT TORTOISE SHELL BRACKET}", "\N{RIGHT TORTOISE SHELL BRACKET}"
_WITHHELD: Final = lazy(
    "省略|隐藏|隱藏|略去|删节|刪節|删去|刪去|剩余|剩餘|还剩|還剩|剩下|余下|餘下|未读|未讀|完整阅读|完整閱讀"
    "|未完|会员开放|會員開放|部分内容|部分內容|未显示|未顯示"
)
_COUNT: Final = lazy("([0-9]{1,9}) ?[余多餘]?[个個]? ?(?:汉字|漢字|字)")


def gaps_of(text: str, rows: Sequence[Row]) -> dict[int, int | None]:
    """Return index of row -> number of characters withheld there, None where the notice does not say."""
    if _OPEN not in text:
        return {}
    found: dict[int, int | None] = {}
    for index, row in enumerate(rows):
        whole = text[row.start] == _OPEN and text[row.end - 1] == _SHUT and not row.inner
        if whole and text.find(_SHUT, row.start, row.end) == row.end - 1 and _WITHHELD.search(text, row.start, row.end):
            count = _COUNT.search(text, row.start, row.end)
            found[index] = int(count[1]) if count else None
    return found
