"""GBK text that was cut inside a character: 活動?;顒咏M織 should read 活動。活動組織.

A splitter that works on bytes met a full-width mark where the second byte of one character and the first of the next
happen to be one, and cut there. The lead byte of the first character is lost; everything behind it was read one byte
late (realign.py) until an ASCII byte or the end of the line put it in step again. A repair is made only when the same
damage done to it gives the printed run exactly, and when it is far likelier than leaving the run alone. The proof
covers the body; what is chosen by likelihood carries its confidence and the other readings (doubt.py).

Seen on pages of aggregators that were converted to traditional script; no other tool repairs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from speechkit import chars
from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor
from speechkit.patterns import lazy
from speechkit.script import simplify

NARROW: Final = ",;?!"
WIDE: Final = "".join(chars.WIDE[mark] for mark in NARROW)
LONE: Final = "?" + chars.REPLACEMENT
# The lead byte shows as `?` or U+FFFD; then the mark that was cut at, then what no ASCII text has.
_HEAD: Final = lazy(f"[?{chars.REPLACEMENT}](?=[{NARROW}{WIDE}。](?:[^\x00-\x7f]|[@-~?](?:[^\x00-\x7f]|[/,;?!\\s]|$)))")
# ... or as nothing (3 of 46 runs of real pages): then only what follows can tell.
_BARE: Final = NARROW[1:] + WIDE[1:]
_ASCII_TRAIL: Final = lazy("[^\x00-\x7f][@-~][\u4e00-\u9fff]")
_SOUP: Final = 4  # question marks in a row: text that is lost for good, not shifted
_NEAR: Final = 5
_GARBLED: Final = 2  # rare characters among those near that make a bare mark a candidate
_SURE: Final = 0.9  # of 160 bodies above that, 159 were right (benchmarks/byteshift.py)


def repair_byteshift(draft: Draft) -> Change:
    """Return a cut for every run of shifted bytes that can be read back."""
    text = draft.text
    heads = sorted(set(_candidates(text)))
    if not heads:
        return None
    from speechkit.repair.bench import Bench  # noqa: PLC0415  # a start pays 5 ms for it, few documents need it

    cuts = []
    for repair in Bench(draft, heads).repairs():
        confidence, alternatives = repair.doubt.confidence, repair.doubt.alternatives
        cuts.append(Cut(repair.start, repair.end, repair.after, "byteshift.run", confidence, alternatives, repair.why))
        message = _message(repair.doubt.body)
        draft.warn(
            "garbled_repaired", message, repair.start, repair.end, confidence=confidence, alternatives=alternatives
        )
    draft.again = len(cuts) < len(heads)  # a line that was read back tells script and site for those left as printed
    return cuts


def _message(body: float) -> str:
    if body >= _SURE:
        return "bytes were read out of step here; put back in step, the first character is the likeliest one"
    return "bytes were lost here; put back in step, some characters are only the likeliest ones: check before you quote"


def _candidates(text: str) -> Iterator[int]:
    """Yield where a run may begin: at the lone lead byte's sign, or at the mark when it printed none."""
    if "?" in text or chars.REPLACEMENT in text:
        for found in _HEAD.finditer(text):
            at = found.start()
            if "?" * _SOUP not in text[max(0, at - _SOUP + 1) : at + _SOUP]:
                yield at
    yield from _bare(text)


def _bare(text: str) -> list[int]:
    """Return the marks in front of which a lead byte may be missing without a sign.

    One that is followed by garble beyond doubt is needed; then any with a rare character behind it may be another.
    """
    found = []
    sure = False
    for mark in _BARE:
        at = text.find(mark)
        while at >= 0:
            near = text[at + 1 : at + 1 + _NEAR]
            odd = rare(near) if near[:1] > "\x7f" and near[1:2] > "\x3f" else 0
            if odd and (at == 0 or text[at - 1] not in LONE):
                found.append(at)
                sure = sure or odd >= _GARBLED
            at = text.find(mark, at + 1)
    return found if sure else []


@lru_cache(maxsize=4_000)
def rare(text: str) -> int:
    """Return how many characters are none of the 3,755 of the first level of GB2312, when simplified; marks aside.

    An ASCII character between two Han counts for two: a trail byte that printed as itself (織 is BF 97, 學 8C 57).
    """
    count = sum(map(_is_rare, text))
    return count + 2 if min(text) < "\x7f" and _ASCII_TRAIL.search(text) else count


@lru_cache(maxsize=30_000)
def _is_rare(char: str) -> bool:
    return not _is_usual(char) and not _is_usual(simplify(char))  # the table of simplify() costs a start 2 ms


def _is_usual(char: str) -> bool:
    code = char.encode("gb2312", "replace")
    return char.isascii() or (len(code) == 2 and not (code[0] >= 0xD8 or 0xA4 <= code[0] < 0xB0))


PASS = Editor(
    name="repair.byteshift",
    title="Read shifted bytes back into step",
    title_zh="修复错位一个字节的 GBK 文字",
    why="Text cut inside a character prints as other characters; the bytes are still there.",
    edit=repair_byteshift,
    settles=True,
)
