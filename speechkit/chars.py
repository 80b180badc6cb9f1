"""Every odd character by its Unicode name.

Look-alikes (a full-width comma, a curly quote, a no-break space) are never typed bare in code: one typed by
hand in the wrong width was a silent no-op once. Patterns are built from the names below.
"""

from __future__ import annotations

from typing import Final

COMMA: Final = "\N{FULLWIDTH COMMA}"
SEMICOLON: Final = "\N{FULLWIDTH SEMICOLON}"
COLON: Final = "\N{FULLWIDTH COLON}"
QUESTION: Final = "\N{FULLWIDTH QUESTION MARK}"
EXCLAMATION: Final = "\N{FULLWIDTH EXCLAMATION MARK}"
LEFT_PARENTHESIS: Final = "\N{FULLWIDTH LEFT PARENTHESIS}"
RIGHT_PARENTHESIS: Final = "\N{FULLWIDTH RIGHT PARENTHESIS}"
FULLWIDTH_STOP: Final = "\N{FULLWIDTH FULL STOP}"
STOP: Final = "\N{IDEOGRAPHIC FULL STOP}"
ENUMERATION_COMMA: Final = "\N{IDEOGRAPHIC COMMA}"

LEFT_QUOTE: Final = "\N{LEFT DOUBLE QUOTATION MARK}"
RIGHT_QUOTE: Final = "\N{RIGHT DOUBLE QUOTATION MARK}"
LEFT_SINGLE_QUOTE: Final = "\N{LEFT SINGLE QUOTATION MARK}"
RIGHT_SINGLE_QUOTE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
LEFT_CORNER: Final = "\N{LEFT CORNER BRACKET}"
RIGHT_CORNER: Final = "\N{RIGHT CORNER BRACKET}"
LEFT_TITLE_MARK: Final = "\N{LEFT DOUBLE ANGLE BRACKET}"
RIGHT_TITLE_MARK: Final = "\N{RIGHT DOUBLE ANGLE BRACKET}"

DASH: Final = "\N{EM DASH}"
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
BULLET: Final = "\N{BULLET}"
MIDDLE_DOT: Final = "\N{MIDDLE DOT}"
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
IDEOGRAPHIC_SPACE: Final = "\N{IDEOGRAPHIC SPACE}"
BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

# Bodies of character classes, to be put between [ and ].
# Han: the unified ideographs with their extensions, and U+3007 (the zero of 二〇二〇). Written with two ranges below
# U+10000, which `re` compiles ten times faster than three and matches faster; the compatibility ideographs of U+F900
# are damage that a repair will undo, and the hexagrams of U+4DC0 do no harm.
HAN: Final = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
KANA: Final = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe"
CHINESE_DIGITS: Final = "〇零一二三四五六七八九十百千两兩"
# What may stand for a blank in Chinese layout: space, tab, no-break and ideographic space.
BLANKS: Final = f" \t{NO_BREAK_SPACE}{IDEOGRAPHIC_SPACE}"

# What ends a line, as str.splitlines() takes it.
LINE_ENDS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"

# Half-width mark -> its full-width form. Folding for matching goes the other way.
WIDE: Final[dict[str, str]] = {
    ",": COMMA,
    ";": SEMICOLON,
    ":": COLON,
    "?": QUESTION,
    "!": EXCLAMATION,
    "(": LEFT_PARENTHESIS,
    ")": RIGHT_PARENTHESIS,
}
