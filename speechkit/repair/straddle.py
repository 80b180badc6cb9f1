"""A pinyin gloss that was put inside a pair of bytes: 開展?fàn)顩r should read 開展狀況.

The tool that put the gloss in searched bytes: D5B9|A0EE holds B9A0, which is 範, so `(fàn)` went in behind the A0. Its
bracket was taken for the trail byte of A0 and the rest of the line was read one byte late. The lost byte is known: it
is the trail byte of that character with that reading whose lead byte is the trail byte of the character in front.
Met on two pages of aggregators; nothing is guessed unless two characters share lead byte and reading.
"""

from __future__ import annotations

from typing import Final

from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy
from speechkit.rules.lexicon import readings

_LETTERS: Final = "a-z\u00e0-\u01dc"
_HEAD: Final = lazy(f"\\?([{_LETTERS}]{{1,7}})\\)(?=[^\x00-\x7f]|[@-~])")
_MOST: Final = 400


def repair_straddle(draft: Draft) -> Change:
    """Return a cut for every gloss inside a pair, from its swallowed bracket to where the line is in step again."""
    text = draft.text
    if ")" not in text or "?" not in text:
        return None
    heads = [found for found in _HEAD.finditer(text) if found[1] in readings()]
    if not heads:
        return None
    from speechkit.repair.swallowed import repairs  # noqa: PLC0415  # a start pays 5 ms for it, few documents need it

    cuts = []
    for repair in repairs(draft, [(found.start(), found.end(), found[1]) for found in heads[:_MOST]]):
        confidence, alternatives = repair.doubt.confidence, repair.doubt.alternatives
        cut = Cut(repair.start, repair.end, repair.after, "gloss.straddled", confidence, alternatives, repair.why)
        cuts.append(cut)
        if confidence < 1:
            message = "a gloss inside a character put bytes out of step here; repaired"
            draft.warn(
                "garbled_repaired", message, cut.start, cut.end, confidence=confidence, alternatives=alternatives
            )
    return cuts


PASS = Editor(
    name="repair.straddle",
    title="Take out pinyin glosses that stand inside a character",
    title_zh="修复插在汉字两个字节之间的拼音",
    why="Such a gloss swallows a byte and puts the rest of the line out of step; its reading tells which byte.",
    edit=repair_straddle,
    settles=True,
)
