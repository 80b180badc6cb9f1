"""Conversion between simplified and traditional script, only when asked for (--script).

OpenCC's phrase conversion, a line at a time. Converting to traditional is not idempotent by nature (萬里 must not
become 萬裏 the second time), so a line that is traditional already is left alone, and one that cannot be told is
converted only if a second conversion would change nothing; in a traditional document it is left alone too, or its
嚴格考核 would become 考覈.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final

from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Recasting
from speechkit.script import script_of

_CONFIGURATIONS: Final = {"simplified": "t2s", "traditional": "s2t"}


def convert_script(draft: Draft) -> Change:
    """Return the text in the script that the options ask for; None where nothing changes."""
    wanted = draft.options.script
    if wanted == "keep":
        return None
    text, rule = draft.text, f"script.{wanted}"
    convert = _converter(_CONFIGURATIONS[wanted])
    cuts: list[Cut] = []
    parts: list[str] = []
    at = 0
    done = wanted == "traditional" == draft.script
    for line in text.splitlines(keepends=True):
        new = line if done and script_of(line) != "simplified" else _converted(line, wanted, convert)
        if len(new) != len(line):
            cuts.append(_cut(line, new, at, rule))
        parts.append(new if len(new) == len(line) else line)
        at += len(line)
    # Lines whose length changes are cut first; the next round finds the others.
    return cuts or Recasting("".join(parts), rule)


def _converted(line: str, wanted: str, convert: Callable[[str], str]) -> str:
    """Return a line converted, or as it is where a second conversion would change it again."""
    if line.isascii() or (wanted == "traditional" and script_of(line) == wanted):
        return line
    new = convert(line)
    if new == line or (wanted == "traditional" and script_of(new) == wanted):
        return new
    again = convert(new)
    return new if again == new else line


def _cut(line: str, new: str, at: int, rule: str) -> Cut:
    """Return the cut from the first to the last character that differ."""
    low, size = 0, min(len(line), len(new))
    while low < size and line[low] == new[low]:
        low += 1
    high = 0
    while high < size - low and line[-1 - high] == new[-1 - high]:
        high += 1
    return Cut(at + low, at + len(line) - high, new[low : len(new) - high], rule)


@cache
def _converter(configuration: str) -> Callable[[str], str]:
    import opencc  # noqa: PLC0415  # 19 ms that nobody pays who does not convert

    convert: Callable[[str], str] = opencc.OpenCC(configuration).convert
    return convert


PASS = Editor(
    name="repair.script",
    title="Convert to simplified or traditional script",
    title_zh="按要求转换简繁体",
    why="A corpus in two scripts counts every word twice; only done when asked for.",
    edit=convert_script,
)
