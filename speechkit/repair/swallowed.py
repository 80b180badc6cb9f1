"""Reading back what stands behind a gloss that swallowed a byte: which character was glossed, and the rest of the line.

Where such glosses are says straddle.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from speechkit.passes import Draft, Line
from speechkit.repair import gbk
from speechkit.repair.bench import Bench, Repair
from speechkit.repair.doubt import doubt_of
from speechkit.repair.realign import tokens_of
from speechkit.repair.shiftedrun import Decoded
from speechkit.rules.lexicon import readings

_LEAST_SCORE: Final = -9.5  # nats for each character; the reading has proved the rest


def repairs(draft: Draft, heads: list[tuple[int, int, str]]) -> Iterator[Repair]:
    """Yield the repairs in order; `heads` are the swallowed brackets: start, end, and the reading of the gloss."""
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
    printed = bench.printed(end, line)
    if not glossed or not printed:
        return None
    tokens = tokens_of(printed)
    best = bench.read_back(printed, before, "?", [(lead, 0.0) for lead in glossed], marked=False)
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
