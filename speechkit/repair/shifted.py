"""The head of a run of shifted bytes, as far as it can be told by sight: 活動?;顒咏M織, 說教??茖W的.

GBK text cut inside a character goes on one byte off; at the cut stand `?` and a mark, and behind them a character that
no everyday text has. Such a run is not repaired here: its marks stay as printed, and it is flagged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.patterns import lazy
from speechkit.script import simplify

_MARKS: Final = ";?!" + "".join(chars.WIDE[mark] for mark in ";?!")
_KEPT: Final = 4_000  # answers about characters
_HEAD: Final = lazy(f"\\?[{_MARKS}](?<=[{chars.HAN}]..)(?=[{chars.HAN}])")


def shifted_heads(text: str) -> Iterator[int]:
    """Yield the offsets of the `?` that open a run of shifted bytes."""
    if "?" in text:
        for found in _HEAD.finditer(text):
            if _strange(text[found.end()]):
                yield found.start()


@lru_cache(maxsize=_KEPT)
def _strange(char: str) -> bool:
    """Say whether a character, simplified, is none of the 6,763 of GB2312: real text behind `?;` begins with those."""
    try:
        simplify(char).encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
