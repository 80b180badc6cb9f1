"""What the language model of single words does not know: figures, measure words, brackets, line ends, rare forms.

All of it in nats, written down rather than counted; bestpath.py adds it to what the model says.
"""

from __future__ import annotations

from typing import Final

from speechkit import chars
from speechkit.repair.language import ending
from speechkit.script import simplify

# ln P that a line ends behind a mark; a line may be broken anywhere, so a Han character is no bad end.
_LAST: Final = {
    "。": 0.0,
    chars.EXCLAMATION: 0.5,
    chars.QUESTION: 0.0,
    chars.RIGHT_QUOTE: -1.0,
    chars.COLON: -1.0,
    "》": -3.0,
    chars.RIGHT_PARENTHESIS: -2.0,
    chars.ELLIPSIS: -2.0,
    "%": -2.5,
    chars.SEMICOLON: -3.0,
    **dict.fromkeys(
        f"、《〈「『【〔{chars.COMMA}{chars.LEFT_QUOTE}{chars.LEFT_SINGLE_QUOTE}{chars.LEFT_PARENTHESIS}", -8.0
    ),
}
_OPEN_END: Final = -2.5
_ODD_END: Final = -6.0  # a dash, a blank

UNBALANCED: Final = -4.0  # a quotation mark or bracket without its partner
SIDES: Final = {  # bit, opens
    chars.LEFT_QUOTE: (1, True),
    chars.RIGHT_QUOTE: (1, False),
    "《": (2, True),
    "》": (2, False),
    chars.LEFT_PARENTHESIS: (4, True),
    chars.RIGHT_PARENTHESIS: (4, False),
}

_DIGITS: Final = frozenset("0123456789")
_ONES: Final = frozenset("一二三四五六七八九")
_ROUND: Final = frozenset("十百千万亿")
_NUMERALS: Final = _ONES | _ROUND | frozenset("两几")
_MEASURES: Final = frozenset(
    "个位名条件项次种年月日天点分元家座所支批套台户亩公米里岁步场口句层级本份片块段类届章节笔张根棵栋间辆艘架册篇倍成"
)
_AFTER_FIGURES: Final = frozenset("个位名条件项次种年月日时家座所支批套台户亩公元万亿千百吨岁倍多余处人")
_BEFORE_FIGURES: Final = frozenset("超达到至约近为第增降占共仅")
_DETERMINERS: Final = frozenset("第每这那哪某各另同近约逾共达")
_GRAMMAR: Final = 2.0

# Traditional characters whose simplified form has its frequency from another one (发 from 發, not from 髮).
_SECOND: Final = frozenset("髮繫併捲鬆麵鬍鬚鹹嚐佈週錶衝穫儘籲闆餵瞭隻傢颱薑韆鞦衊矇濛闢麯麴曆迴慾託誌昇倖穀鍾榦")
_SECOND_FORM: Final = -2.5
_RARE_FORM: Final = -3.0
_FIRST_LEVEL: Final = 0xC6  # last lead byte of the frequent characters of Big5


def counted(last: str, char: str) -> float:
    """Return what is added for a character behind two others: figures, measure words and 看一看."""
    before = last[-1:]
    if char in _NUMERALS:
        if before in _ONES and char in _ONES and last[0] in _ROUND:
            return -_GRAMMAR
        if before in _NUMERALS or before in _DETERMINERS:
            return _GRAMMAR
    elif char in _DIGITS:
        return _GRAMMAR if before in _BEFORE_FIGURES else 0.0
    elif (before in _NUMERALS and char in _MEASURES) or (before in _DIGITS and char in _AFTER_FIGURES):
        return _GRAMMAR
    return _GRAMMAR if before == "一" and char == last[0] else 0.0


def last_of_line(char: str, state: str, *, listed: bool) -> float:
    """Return what a line's end says about its last character, in simplified script, and the word it ends.

    `listed` says that the line begins as items of a list do: these end with semicolons.
    """
    if listed and char == chars.SEMICOLON:
        return 0.0
    return _LAST.get(char, _OPEN_END if char.isalnum() else _ODD_END) + ending(state)


def misfit(char: str, seen: frozenset[str]) -> float:
    """Return what is taken off for a rare form of a character, unless the document holds it elsewhere."""
    if char in seen or char < "\u3400" or simplify(char) == char:
        return 0.0
    if char in _SECOND:
        return _SECOND_FORM
    code = char.encode("big5", "ignore")
    return 0.0 if code and code[0] <= _FIRST_LEVEL else _RARE_FORM
