"""A box that a machine wrote above the text: AI总结, a few lines, 内容由AI生成，请仔细甄别.

The lines between the label and the note hold no word of a site; the two around them say whose they are. Without the
note nothing goes: a speaker may head a part of his text 智能总结. Nor does anything where the note stands below the
speech (本文由AI辅助整理): a box is small beside the text below it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from speechkit.passes import Line
from speechkit.patterns import lazy

NOTE: Final = "platform.machine"  # the rule that takes the note
_LABEL: Final = lazy(
    r"[【\[(\u25a0\u25c6\u25cf★]{0,2} ?(?:AI ?|人工智能|机器|大模型)(?:智能)?"
    r"(?:导读|摘要|总结|解读|速览|速读|概要|要点|提炼)(?:全文|要点)?[】\])]? ?:?"
    r"|[【\[(]?智能(?:摘要|总结|导读|速览)[】\])]? ?:?"
)
_LONGEST: Final = 20  # code points of a label
_LINES: Final = 8  # between the label and the note
_SENTENCE: Final = 240  # code points of a line of the box
_ABOVE: Final = 12  # lines that are left above a box
_SALUTED: Final = lazy(r"[^。;!?]{1,30}[:\uff1a]")


def machine_box(lines: list[Line], gone: Mapping[int, str], folded: Callable[[int], str]) -> range:
    """Return the lines of a box from its label down to the note, which goes by a rule; an empty range without one."""
    for note in (at for at, rule in gone.items() if rule == NOTE):
        for at in range(note - 1, max(-1, note - _LINES - 2), -1):
            size = len(lines[at].body)
            if size <= _LONGEST and _LABEL.fullmatch(folded(at)):
                if _stands_above(lines, gone, at, note):
                    return range(at, note)
                break
            if size > _SENTENCE or _SALUTED.fullmatch(lines[at].body):
                break
    return range(0)


def _stands_above(lines: list[Line], gone: Mapping[int, str], label: int, note: int) -> bool:
    """Say whether the text below a box is longer than the box, and little stands above it."""
    box = sum(len(line.body) for line in lines[label:note])
    below = sum(len(lines[at].body) for at in range(note + 1, len(lines)) if at not in gone)
    return below > box and sum(at not in gone for at in range(label)) <= _ABOVE
