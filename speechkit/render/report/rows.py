"""Raw and clean text aligned by block: the raw text cut into rows, none of which breaks a change or a block.

Offsets are code points of the raw decoded text, half open. The rows cover the raw text without a gap, and every edit
lies in exactly one row.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from speechkit.document import Block
from speechkit.ledger import Edit
from speechkit.patterns import lazy

_LINE_END: Final = lazy(r"\r\n?|\n")
_TERMINAL: Final = 12  # characters: a mark, and a gloss of the last character or a closing quote beside it


class Row(Struct, frozen=True):
    """One row: raw[low:high], the blocks it became (none: nothing is left of it), and its edits [first, last)."""

    low: int
    high: int
    blocks: tuple[int, ...]
    first: int
    last: int


class Lines:
    """Line and column of raw offsets, both counted from 1, as an editor counts them."""

    def __init__(self, raw: str) -> None:
        self.starts = [0, *(end.end() for end in _LINE_END.finditer(raw))]

    def line(self, offset: int) -> int:
        """Return the line of an offset."""
        return bisect_right(self.starts, offset)

    def place(self, offset: int) -> str:
        """Return line:column of an offset."""
        line = bisect_right(self.starts, offset)
        return f"{line}:{offset - self.starts[line - 1] + 1}"


def rows(raw: str, blocks: Sequence[Block], edits: Sequence[Edit]) -> list[Row]:
    """Return the rows; blocks are in their order, edits sorted and disjoint."""
    out: list[Row] = []
    at = 0
    stretches = list(_joined(_whole(_stretches(raw, blocks), edits), raw, blocks))
    for number, (low, high, inside) in enumerate(stretches):
        first, last = at, at
        while last < len(edits) and edits[last].span[0] < high:
            last += 1
        final = number == len(stretches) - 1
        while last < len(edits) and edits[last].span == (high, high) and (final or _ends(blocks, inside, edits[last])):
            last += 1
        out.append(Row(low, high, inside, first, last))
        at = last
    return out


Stretch = tuple[int, int, tuple[int, ...]]


def _stretches(raw: str, blocks: Sequence[Block]) -> Iterator[Stretch]:
    """Yield the stretches of the blocks and those between them, in order, without a gap."""
    at = 0
    for number, block in enumerate(blocks):
        low, high = max(at, block.span[0]), max(at, block.span[1])
        if low > at:
            yield at, low, ()
        yield low, high, (number,)
        at = high
    if at < len(raw) or not blocks:
        yield at, len(raw), ()


def _whole(stretches: Iterator[Stretch], edits: Sequence[Edit]) -> Iterator[Stretch]:
    """Yield the stretches, joined where a change reaches from one into the next."""
    held: Stretch | None = None
    at = 0
    for low, high, inside in stretches:
        if held is not None:
            while at < len(edits) and edits[at].span[1] <= low:
                at += 1
            if at < len(edits) and edits[at].span[0] < low:
                held = (held[0], high, held[2] + inside)
                continue
            yield held
        held = (low, high, inside)
    if held is not None:
        yield held


def _joined(stretches: Iterator[Stretch], raw: str, blocks: Sequence[Block]) -> Iterator[Stretch]:
    """Yield the stretches; blanks between two blocks go to the one before them, and so does the mark of a heading."""
    held: Stretch | None = None
    for low, high, inside in stretches:
        between = "" if inside else raw[low:high].strip()
        if held is None:
            held = (low, high, inside)
        elif not inside and (not between or _is_terminal(between, held, blocks)):
            held = (held[0], high, held[2])
        elif not held[2] and not raw[held[0] : held[1]].strip():
            held = (held[0], high, inside)  # blanks at the very beginning
        else:
            yield held
            held = (low, high, inside)
    if held is not None:
        yield held


def _is_terminal(between: str, held: Stretch, blocks: Sequence[Block]) -> bool:
    """Say whether this is the final mark that a heading drops, of a heading that has one, in the same line."""
    if len(between) > _TERMINAL or "\n" in between or "\r" in between:
        return False
    return bool(held[2]) and bool(blocks[held[2][-1]].terminal)


def _ends(blocks: Sequence[Block], inside: tuple[int, ...], edit: Edit) -> bool:
    """Say whether what was put in at the border of a row ends its last block rather than begins the next one."""
    return bool(inside) and bool(edit.after) and blocks[inside[-1]].text.endswith(edit.after)
