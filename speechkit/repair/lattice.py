"""All that the bytes of a misread line allow, where some of them were lost.

Most of the line is certain all the same; what is open are a few characters, each with a handful of candidates.
bestpath.py finds the likeliest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from speechkit.repair.candidates import allowed
from speechkit.repair.channel import BARRIER, CUT, END, FIRST, GONE, LONE, TOUCHING, Channel, Units
from speechkit.repair.islands import islands
from speechkit.repair.misreadings import everyday
from speechkit.script import simplify

_TORN: Final = 0.12  # share of lost bytes in a double-byte encoding that leaves no stretch in step
_MANY, _FEW = 28, 8  # common characters that are thought of where a byte is lost, and in a torn line
_GAP: Final = -1.0  # a byte that left no trace
_FOREIGN: Final = -14.0  # a letter of another script: the two bytes of healthy Chinese may look like one in UTF-8
_CUT_OFF: Final = -4.0  # a line's last byte is missing
KNOWN, OPEN, COPIED = 0, 1, 2  # kinds of characters: the last is no damage

Step = tuple[int, int]  # a byte or what stands for one, and the place behind it


class Edge(NamedTuple):
    """A character that may stand at a place.

    `head` and `tail` are its first and last byte where these were lost together with their neighbour's; else -1.
    """

    end: int
    char: str
    kind: int = KNOWN
    cost: float = 0.0
    head: int = -1
    tail: int = -1


class Lattice:
    """The characters that may stand between two places of a line, by its channel."""

    def __init__(self, units: Units, channel: Channel, script: str) -> None:
        """With the script of the document, whose characters come first."""
        self._script = script
        self.values, self.starts = units
        self.size = len(self.values)
        self.channel = channel
        self.codec = channel.actual
        self.doubles = channel.actual != "utf-8"
        self.is_torn = self.doubles and sum(value < 0 for value in self.values) > _TORN * self.size
        self._most = _FEW if self.is_torn else _MANY
        self._fixed = {place: Edge(end, char) for place, end, char in islands(self.values, channel)}

    def edges(self, place: int, befores: frozenset[str] = frozenset()) -> Iterator[Edge]:
        """Yield everything that may begin at a place, behind one of some characters in simplified script."""
        fixed = self._fixed.get(place)
        if fixed is not None:
            if fixed.char:
                yield fixed
            return
        firsts = self._steps(place)
        if self.channel.gaps and self.doubles:
            firsts.append((GONE, place))
        for byte, after in firsts:
            if 0 <= byte < 0x80:
                yield Edge(after, chr(byte))
            elif byte != BARRIER:
                for size in self._sizes(byte):
                    for data, end in self._runs((byte,), after, size):
                        if end > place:
                            yield from self._characters(data, end, befores)

    def next_start(self, place: int) -> int:
        """Return where the next printed character begins."""
        return next(i for i in range(place + 1, self.size + 1) if i in self.starts)

    def printed_at(self, place: int, *, after: bool = False) -> int:
        """Return the printed character that a place lies in, or with `after` the one behind it."""
        step = 1 if after else -1
        while place not in self.starts:
            place += step
        return self.starts[place]

    def is_fixed(self, place: int) -> bool:
        """Say whether a place lies in a stretch of which nothing is lost: only one character may begin or none."""
        return place in self._fixed

    def known_at(self, place: int) -> str:
        """Return the character that begins at a place in simplified script, if its bytes are known."""
        for size in self._sizes(self.values[place] if place < self.size else END):
            data = self.values[place : place + size]
            if len(data) == size and min(data) >= 0:
                return simplify(bytes(data).decode(self.codec, "ignore"))
        return ""

    def _sizes(self, byte: int) -> tuple[int, ...]:
        if self.doubles:
            return (2,) if byte < 0 or byte > 0x80 else ()
        if byte < 0 or 0xE2 <= byte <= 0xEF:
            return (3,)
        return (2,) if 0xC2 <= byte < 0xE0 else (4,) if 0xF0 <= byte < 0xF4 else ()

    def _steps(self, place: int) -> list[Step]:
        if place >= self.size:
            return []
        byte = self.values[place]
        if byte == FIRST:
            steps: list[Step] = [(FIRST, place + 1), (LONE, place + 2)]
            return [*steps, (0x3F, place + 2)] if self.channel.symbol == "?" else steps
        if byte == 0x20 and 0xA0 in self.channel.gaps:
            return [(0x20, place + 1), (0xA0, place + 1)]
        return [(byte, place + 1)]

    def _runs(self, data: tuple[int, ...], place: int, size: int) -> Iterator[tuple[tuple[int, ...], int]]:
        if len(data) == size:
            yield data, place
            return
        for byte, after in self._steps(place):
            if byte in TOUCHING or (byte >= 0x40 if self.doubles else 0x80 <= byte < 0xC0):
                yield from self._runs((*data, byte), after, size)
        if place == self.size:
            yield from self._runs((*data, CUT), place, size)
        elif self.channel.gaps and (self.doubles or size - len(data) > self._ahead(place)):
            yield from self._runs((*data, GONE), place, size)

    def _ahead(self, place: int) -> int:
        """Return how many trailing bytes of UTF-8 come next, four at most: where they are enough none is gone."""
        following = (*self.values[place : place + 4], END)
        return next(i for i, byte in enumerate(following) if not 0x80 <= byte < 0xC0)

    def _characters(self, data: tuple[int, ...], end: int, befores: frozenset[str]) -> Iterator[Edge]:
        if min(data) >= 0:
            char = bytes(data).decode(self.codec, "ignore")
            if len(char) == 1:
                yield Edge(end, char, KNOWN, 0.0 if char > "\u07ff" or char in everyday() else _FOREIGN)
            return
        following = self.values[end] if end < self.size else END
        cost = _GAP * data.count(GONE) + _CUT_OFF * data.count(CUT)
        first, last = data[0] in TOUCHING, data[-1] in TOUCHING and following in TOUCHING
        around = befores, self.known_at(end)
        for char in allowed(self.channel, self._script, data, following, self._most, around):
            head = char.encode(self.codec)[0] if first else -1
            tail = char.encode(self.codec)[-1] if last else -1
            yield Edge(end, char, OPEN, cost, head, tail)
