"""A pinyin gloss that was put inside a pair of bytes: 開展?fàn)顩r should read 開展狀況.

The tool that put the gloss in searched bytes: D5B9|A0EE holds B9A0, which is 範, so `(fàn)` went in behind the A0. Its
bracket was taken for the trail byte of A0 and the rest of the line was read one byte late. The lost byte is known: it
is the trail byte of that character with that reading whose lead byte is the trail byte of the character in front.
Met on two pages of aggregators; nothing is guessed unless two characters share lead byte and reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit.ledger import Cut
from speechkit.passes import Change, Draft, Editor, Line
from speechkit.patterns import lazy
from speechkit.repair import gbk
from speechkit.repair.byteshift import Bench, Repair
from speechkit.repair.doubt import doubt_of
from speechkit.repair.shiftedrun import Decoded
from speechkit.rules.lexicon import readings

_LETTERS: Final = "a-z\u00e0-\u01dc"
_HEAD: Final = lazy(f"\\?([{_LETTERS}]{{1,7}})\\)(?=[^\x00-\x7f]|[@-~])")
_LEAST_SCORE: Final = -9.5  # nats for each character; the reading has proved the rest
_MOST: Final = 400


def repair_straddle(draft: Draft) -> Change:
    """Return a cut for every gloss inside a pair, from its swallowed bracket to where the line is in step again."""
    text = draft.text
    if ")" not in text or "?" not in text:
        return None
    heads = [found for found in _HEAD.finditer(text) if found[1] in readings()]
    if not heads:
        return None
    cuts = []
    for repair in _repairs(draft, [(found.start(), found.end(), found[1]) for found in heads[:_MOST]]):
        confidence, alternatives = repair.doubt.confidence, repair.doubt.alternatives
        cut = Cut(repair.start, repair.end, repair.after, "gloss.straddled", confidence, alternatives, repair.why)
        cuts.append(cut)
        if confidence < 1:
            message = "a gloss inside a character put bytes out of step here; repaired"
            draft.warn(
                "garbled_repaired", message, cut.start, cut.end, confidence=confidence, alternatives=alternatives
            )
    return cuts


def _repairs(draft: Draft, heads: list[tuple[int, int, str]]) -> Iterator[Repair]:
    bench = Bench(draft, [start for start, _, _ in heads])
    rest = {start: (end, reading) for start, end, reading in heads}

    def repair_at(start: int, line: Line, before: str) -> Repair | None:
        return _repair(bench, line, (start, *rest[start]), before)

    return bench.walk(repair_at)


def _repair(bench: Bench, line: Line, head: tuple[int, int, str], before: str) -> Repair | None:
    start, end, reading = head
    previous = gbk.pair_of(before[-1:]) if before else None
    if previous is None:
        return None
    glossed = dict(_glossed(previous[1], reading))
    tokens = bench.tokens(end, line)
    if not glossed or not tokens:
        return None
    best = bench.read_back(tokens, before, "?", [(lead, 0.0) for lead in glossed], marked=False)
    if best is None:
        return None
    found, search = best
    if found.score < _LEAST_SCORE * (len(found.text) + len(found.tail)):
        return None
    starts = [(char, 0.0) for lead in glossed if (char := _first(lead, found.text))]
    doubt = doubt_of(found, search, starts)
    close = end + sum(map(len, tokens[: found.used]))
    lead = gbk.pair_of(found.text[0])
    why = f"the gloss {reading} of {glossed.get(lead[0], '') if lead else ''} stands inside a character"
    if lead:
        why += f": {previous[1]:02X}|{lead[0]:02X} is that character in bytes; lead byte {lead[0]:02X} put back"
    return Repair(start, close, found.text, doubt, why + _rest(found))


def _glossed(lead: int, reading: str) -> Iterator[tuple[int, str]]:
    """Yield trail byte and character of each character with a lead byte and a reading."""
    for char in readings()[reading]:
        pair = gbk.pair_of(char)
        if pair and pair[0] == lead:
            yield pair[1], char


def _rest(found: Decoded) -> str:
    parts = ""
    if any(piece.kind == "pair" for piece in found.pieces):
        parts += "; pairs that print no character put back by likelihood"
    if any(piece.kind == "trail" and len(piece.text) == 1 for piece in found.pieces):
        parts += "; the last character is chosen by likelihood"
    return parts


def _first(lead: int, text: str) -> str:
    """Return the first character of a reading with another lead byte."""
    code = gbk.pair_of(text[0])
    return gbk.table().get((lead, code[1]), "") if code else ""


PASS = Editor(
    name="repair.straddle",
    title="Take out pinyin glosses that stand inside a character",
    title_zh="修复插在汉字两个字节之间的拼音",
    why="Such a gloss swallows a byte and puts the rest of the line out of step; its reading tells which byte.",
    edit=repair_straddle,
    settles=True,
)
