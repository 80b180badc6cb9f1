"""Chinese numerals as they count headings, articles and items: 一, 十二, 一百二十."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_VALUES: Final = {c: n for n, c in enumerate("一二三四五六七八九", 1)}
_PAIR: Final = frozenset("两兩双雙俩")
_MOST_DIGITS: Final = 10  # nothing is counted that far, and int() refuses some thousands of digits


@lru_cache(1024)  # all texts count with the same few
def number_of(numeral: str) -> int:
    """Return the value of a Chinese numeral below 1,000 (十二, 一百二十), or of digits; 0 if it is none.

    五一 and 十十 are none, so that holidays are no markers.
    """
    if numeral.isdecimal():
        return int(numeral) if len(numeral) < _MOST_DIGITS else 0
    hundreds, found, rest = numeral.partition("百")
    total = 0
    if found:
        total = 100 * _VALUES.get(hundreds, 0)
        if not total or not rest:
            return total
    tens, found, ones = (rest if found else numeral).partition("十")
    if not found:
        one = _VALUES.get(tens, 0)
        return total + one if one else 0
    high = _VALUES.get(tens, 0) if tens else 1
    low = _VALUES.get(ones, 0) if ones else 0
    return total + 10 * high + low if high and (low or not ones) else 0


def count_of(numeral: str) -> int:
    """Return the value of a numeral as it counts things, with 两 and 双 (四个, 双减, 12): 0 if it is none.

    >>> [count_of(each) for each in ("两", "雙", "二十一", "12", "三五")]
    [2, 2, 21, 12, 0]
    """
    return 2 if numeral in _PAIR else number_of(numeral)
