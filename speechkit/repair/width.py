"""Width of punctuation: the full-width marks of Chinese text, printed half-width, are restored.

Pages of the kind seen print nearly every comma, semicolon, colon, bracket, question and exclamation mark half-width.
In Chinese they are full-width, also next to digits, letters and masks; numbers, times, ratios, URLs, mail addresses,
code and Latin text keep theirs.

What decides is the nearest character on each side that is no mark, quote or bracket. So a decision never depends on
the width of another mark, and a second application finds nothing. This is the hottest pass: the usual case (a Han
character directly before the mark) is one literal-first `re` per mark; only what is left is looked at one by one.
"""

from __future__ import annotations

import re
from typing import Final

from speechkit import chars
from speechkit.chars import WIDE
from speechkit.passes import Change, Draft, Editor, Recasting
from speechkit.patterns import lazy, places
from speechkit.repair.brackets import widen_brackets
from speechkit.repair.shifted import shifted_heads

RULES: Final = {
    ",": "width.comma",
    ";": "width.semicolon",
    ":": "width.colon",
    "?": "width.question",
    "!": "width.exclamation",
    "(": "width.bracket",
    ")": "width.bracket",
}

_HAN: Final = lazy(f"[{chars.HAN}]")
# A Han character before the mark decides, unless what follows says operator (!=), query (?id=), emoticon (:-) or a
# blank, after which an English sentence may go on.
_PARENTHESES: Final = "()" + chars.LEFT_PARENTHESIS + chars.RIGHT_PARENTHESIS
_AFTER: Final = {
    ",": r"(?! )",
    ";": rf"(?! |-?[{_PARENTHESES}])",
    ":": rf"(?! |-?[{_PARENTHESES}]|//)",
    "?": rf"(?! |[;?!{WIDE[';']}{WIDE['?']}{WIDE['!']}]|[A-Za-z_]+=|/[a-z]{{1,10}}>)",
    "!": r"(?! |=)",
}
_DIRECT: Final = {
    mark: lazy(f"{re.escape(mark)}(?<=[{chars.HAN}]{re.escape(mark)}){after}") for mark, after in _AFTER.items()
}
_LEFT: Final = "".join(_DIRECT)
_EMOTICON: Final = lazy(
    rf"[:;]-?(?:[){chars.RIGHT_PARENTHESIS}](?![0-9A-Za-z])|[({chars.LEFT_PARENTHESIS}](?![0-9A-Za-z{chars.HAN}]))"
)
# A query, or the half tag that a run of shifted bytes leaves when it has eaten the <.
_QUERY: Final = lazy(r"\?(?:[A-Za-z_]+=|/[a-z]{1,10}>)")
_ENTITY: Final = lazy(r"&#?[0-9A-Za-z]{2,10};")

_QUOTES: Final = chars.LEFT_QUOTE + chars.RIGHT_QUOTE + chars.LEFT_SINGLE_QUOTE + chars.RIGHT_SINGLE_QUOTE
_MARKS: Final = "".join(WIDE) + "".join(WIDE.values()) + "、。"
_TITLES: Final = "《》〈〉「」『』【】〔〕[]"
# What is looked over on the way to the character that decides; a straight quote only where no code is near.
_PASSED: Final = frozenset(_MARKS + _QUOTES + _TITLES + chars.DASH + chars.ELLIPSIS + '"')
_FAR: Final = 6  # looked over at most; more of them in a row is a drawing
_NEAR: Final = 12  # digits, letters and masks between the mark and the nearest Han character, at most
_LOOSE: Final = lazy(r"[0-9A-Za-z%*.+×℃‰\u2103\u2030-]")
_PERCENT: Final = "%*×xX\u2103\u2030"
_BLANK: Final = frozenset(chars.BLANKS + chars.LINE_ENDS)


def widen(draft: Draft) -> Change:
    """Return the text with the punctuation of Chinese text full-width; None where nothing changes."""
    if draft.options.width == "keep":
        return None
    text = draft.text
    after = widened(text)
    return None if after is text or after == text else Recasting(after, RULES)


def widened(text: str) -> str:
    """Return a copy of equal length with the punctuation of Chinese text full-width; a second call changes nothing."""
    after = text
    left = False
    for mark, pattern in _DIRECT.items():
        if mark in after:
            after = pattern.sub(WIDE[mark], after)
            left = left or mark in after
    if left and _HAN.search(after):
        after = _one_by_one(after)
    if "(" in after or ")" in after:
        after = widen_brackets(after)
    return after


def _one_by_one(text: str) -> str:
    parts: list[str] = []
    at = 0
    shifted = {place for head in shifted_heads(text) for place in (head, head + 1)}
    for place in places(text, _LEFT):
        if place not in shifted and _is_chinese(text, place):
            parts += (text[at:place], WIDE[text[place]])
            at = place + 1
    return "".join([*parts, text[at:]]) if at else text


def _is_chinese(text: str, at: int) -> bool:
    """Say whether the half-width mark at text[at] stands in Chinese text."""
    before = text[at - 1] if at else "\n"
    after = text[at + 1] if at + 1 < len(text) else "\n"
    if _in_number_or_code(text, at, before, after):
        return False
    low, high = _leftward(text, at), _rightward(text, at)
    if low >= 0 and _HAN.match(text, low):
        return after != " " or not _latin_follows(text, at)
    if high < len(text) and _HAN.match(text, high):
        return before not in _BLANK or _opens_line(text, at)
    if after in _BLANK or text[at] in "?!" or before in _PERCENT or after in _PERCENT:
        return _loose_han(text, low, -1) and (_closes_line(text, at) or _loose_han(text, high, 1))
    return False


def _in_number_or_code(text: str, at: int, before: str, after: str) -> bool:
    mark = text[at]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return True
    if mark in ":;" and (_EMOTICON.match(text, at) or (before == '"' and after == '"')):
        return True
    if mark == ";" and before.isascii() and before.isalnum():
        start = max(0, at - 11)
        return bool(_ENTITY.search(text, start, at + 1))
    if mark == "?":
        return bool(_QUERY.match(text, at))
    return (mark == "!" and after == "=") or (mark == ":" and text.startswith("//", at + 1))


def _opens_line(text: str, at: int) -> bool:
    """Say whether only the indent of a line stands before text[at]."""
    low = at
    while low and text[low - 1] in chars.BLANKS and at - low <= _NEAR:
        low -= 1
    return low == 0 or text[low - 1] in chars.LINE_ENDS


def _closes_line(text: str, at: int) -> bool:
    """Say whether nothing but blanks stands between text[at] and the end of its line."""
    high, size = at + 1, len(text)
    while high < size and text[high] in chars.BLANKS and high - at <= _NEAR:
        high += 1
    return high == size or text[high] in chars.LINE_ENDS


def _leftward(text: str, at: int) -> int:
    """Return the place of the nearest character to the left that is no mark, quote or bracket; -1 if there is none."""
    low = at - 1
    while low >= 0 and text[low] in _PASSED and at - low <= _FAR:
        low -= 1
    return low


def _rightward(text: str, at: int) -> int:
    high, size = at + 1, len(text)
    while high < size and text[high] in _PASSED and high - at <= _FAR:
        high += 1
    return high


def _loose_han(text: str, at: int, step: int) -> bool:
    """Say whether, past digits, letters, masks and signs, the next character from text[at] on is a Han one."""
    for _ in range(_NEAR):
        if not 0 <= at < len(text):
            return False
        if not _LOOSE.match(text, at):
            return bool(_HAN.match(text, at))
        at += step
    return False


_MOSTLY: Final = 4  # a line with so many Latin letters for each Han character is no Chinese one
_LATIN: Final = lazy("[A-Za-z]")


def _latin_follows(text: str, at: int) -> bool:
    """Say whether a Latin word follows the blank after text[at], in a stretch that is mostly Latin."""
    if not _LATIN.match(text, at + 2):
        return False
    around = text[max(0, at - 40) : at + 40]
    return len(_LATIN.findall(around)) > _MOSTLY * len(_HAN.findall(around))


PASS = Editor(
    name="repair.width",
    title="Restore full-width punctuation in Chinese text",
    title_zh="恢复中文语境中的全角标点",
    why="Pages print half-width marks where Chinese has full-width ones; segmenters and readers trip over them.",
    settles=True,
    edit=widen,
)
