"""All that the bytes of a misread line allow, where some of them were lost.

A printed character gives back its bytes; U+FFFD, a question mark or a gap give back a byte that is not known, about
which two things are: it belongs to a character of the true encoding, and the wrong one could not read it. Most of the
line is certain all the same; what is open are a few characters, each with a handful of candidates. bestpath.py finds
the likeliest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from speechkit.repair.language import model
from speechkit.repair.misreadings import CP1252, everyday
from speechkit.script import simplify, variants

_NARROW: Final = {char: code for code, char in CP1252.items()}

# What stands for a byte that is not known.
_LONE: Final = -1  # it stands alone behind a symbol
_FIRST: Final = -2  # the first and the second of a pair behind one symbol
_SECOND: Final = -3
_GONE: Final = -4  # it left no trace
_BARRIER: Final = -5  # no byte at all: the wrong encoding does not have the character, so it is no damage
_END: Final = -6
_TOUCHING: Final = frozenset((_LONE, _FIRST, _SECOND))
_MOST: Final = 60  # candidates for a character
_GAP: Final = -1.0  # a byte that left no trace
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


class Units(NamedTuple):
    """A line as bytes, and what stands for some; `starts` maps the places where printed characters begin to these."""

    values: list[int]
    starts: dict[int, int]


class Channel(NamedTuple):
    """How the text was damaged: the encoding of its bytes, and the one they were read in."""

    actual: str
    read_as: str
    symbol: str = "\ufffd"  # what stands for bytes that could not be read
    paired: bool = False  # it stands for both bytes of a pair, not for the first one only
    gaps: tuple[int, ...] = ()  # bytes that left no trace; with A0, blanks may be no-break spaces

    @property
    def western(self) -> bool:
        """Say whether it was read in a single-byte encoding."""
        return self.read_as in {"latin-1", "cp1252"}


# ---- the bytes


@cache
def readable(codec: str) -> frozenset[int]:
    """Return the pairs of bytes, as numbers, that Python reads in a double-byte encoding."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                bytes((lead, trail)).decode(codec)
            except UnicodeDecodeError:
                continue
            found.add(lead << 8 | trail)
    return frozenset(found)


def units_of(printed: str, channel: Channel) -> Units:
    """Return the bytes of what is printed."""
    values: list[int] = []
    starts: dict[int, int] = {}
    lost = (_FIRST, _SECOND) if channel.paired else (_LONE,)
    for index, char in enumerate(printed):
        starts[len(values)] = index
        values.extend(lost if char == channel.symbol else _bytes_of(char, channel))
    starts[len(values)] = len(printed)
    return Units(values, starts)


def _bytes_of(char: str, channel: Channel) -> tuple[int, ...]:
    if channel.western:
        return (_NARROW.get(char, ord(char)),) if ord(char) < 0x100 or char in _NARROW else (_BARRIER,)
    if char == "\N{EURO SIGN}" and channel.paired and channel.read_as.startswith("gb"):
        return (0x80,)
    try:
        data = char.encode(channel.read_as)
    except UnicodeEncodeError:
        return (_BARRIER,)
    return tuple(data) if len(data) < 3 else (_BARRIER,)


# ---- the characters that bytes allow


@cache
def _candidates() -> tuple[str, ...]:
    """Return the characters that may be put in for others, the commonest first."""
    weights = model().alone
    known = set(weights) | {old for char in weights for old in variants(char)} | everyday()
    return tuple(
        sorted(known, key=lambda char: (-weights.get(simplify(char), -4.0 if char in everyday() else -99.0), char))
    )


@cache
def _index(codec: str, size: int, mask: int, gaps: tuple[int, ...]) -> dict[tuple[int, ...], tuple[str, ...]]:
    """Return bytes -> characters, the bytes in `mask` unknown, but among `gaps` if there are any."""
    found: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for char in _candidates():
        try:
            data = char.encode(codec)
        except UnicodeEncodeError:
            continue
        if len(data) == size and (not gaps or all(b in gaps for i, b in enumerate(data) if mask >> i & 1)):
            found[tuple(-1 if mask >> i & 1 else byte for i, byte in enumerate(data))].append(char)
    return {key: tuple(some) for key, some in found.items()}


@cache
def _allowed(channel: Channel, data: tuple[int, ...], following: int) -> tuple[str, ...]:
    """Return the characters whose known bytes are `data`, the others of such a kind as get lost; commonest first."""
    mask = sum(1 << i for i, byte in enumerate(data) if byte < 0)
    key = tuple(max(-1, byte) for byte in data)
    found = []
    for char in _index(channel.actual, len(data), mask, channel.gaps).get(key, ()):
        if _fits(channel, (*char.encode(channel.actual), following), data):
            found.append(char)
            if len(found) == _MOST:
                break
    return tuple(found)


def _fits(channel: Channel, data: tuple[int, ...], known: tuple[int, ...]) -> bool:
    """Say whether the bytes that were lost are such as get lost; the last of `data` stands behind them."""
    places = (i for i, what in enumerate(known) if what < 0)
    return all(_gets_lost(channel, known[i], data[i], data[i + 1], first=not i) for i in places)


def _gets_lost(channel: Channel, what: int, byte: int, after: int, *, first: bool) -> bool:
    """Say whether a byte in front of another one is such as gets lost."""
    if what == _GONE:
        return byte in channel.gaps or not channel.gaps
    if what == _SECOND:
        return not first or byte in _second_lost(channel)
    read = legal(channel)
    if not channel.paired:
        return after < 0 or (byte << 8 | after) not in read
    if byte < 0x81:
        return False  # 80 is no half of a pair: it is shown as a euro sign
    if what == _LONE:
        return after == _END or 0 <= after < 0x40
    return (byte << 8 | after) not in read if after >= 0 else byte in _first_lost(channel)


def legal(channel: Channel) -> frozenset[int]:
    """Return the pairs of bytes that the wrong encoding reads."""
    return frozenset() if channel.western else readable(channel.read_as)


@cache
def _first_lost(channel: Channel) -> frozenset[int]:
    """Return the last bytes of characters that some first byte of a next one cannot be read with."""
    firsts = range(0xE3, 0xEA) if channel.actual == "utf-8" else range(0x81, 0xFF)
    read = legal(channel)
    return frozenset(byte for byte in range(0x80, 0x100) if any((byte << 8 | first) not in read for first in firsts))


@cache
def _second_lost(channel: Channel) -> frozenset[int]:
    """Return the first bytes of characters that some last byte of the one before cannot be read with."""
    lasts = range(0x80, 0xC0) if channel.actual == "utf-8" else range(0x81, 0xFF)
    read = legal(channel)
    return frozenset(byte for byte in range(0x81, 0xFF) if any((last << 8 | byte) not in read for last in lasts))


class Lattice:
    """The characters that may stand between two places of a line, by its channel."""

    def __init__(self, units: Units, channel: Channel) -> None:
        self.values, self.starts = units
        self.size = len(self.values)
        self.channel = channel
        self.codec = channel.actual
        self.doubles = channel.actual != "utf-8"

    def edges(self, place: int) -> Iterator[Edge]:
        """Yield everything that may begin at a place."""
        firsts = self._steps(place)
        if self.channel.gaps and self.doubles:
            firsts.append((_GONE, place))
        for byte, after in firsts:
            if 0 <= byte < 0x80:
                yield Edge(after, chr(byte))
            elif byte != _BARRIER:
                for size in self._sizes(byte):
                    for data, end in self._runs((byte,), after, size):
                        if end > place:
                            yield from self._characters(data, end)

    def next_start(self, place: int) -> int:
        """Return where the next printed character begins."""
        return next(i for i in range(place + 1, self.size + 1) if i in self.starts)

    def printed_at(self, place: int, *, after: bool = False) -> int:
        """Return the printed character that a place lies in, or with `after` the one behind it."""
        step = 1 if after else -1
        while place not in self.starts:
            place += step
        return self.starts[place]

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
        if byte == _FIRST:
            steps: list[Step] = [(_FIRST, place + 1), (_LONE, place + 2)]
            return [*steps, (0x3F, place + 2)] if self.channel.symbol == "?" else steps
        if byte == 0x20 and 0xA0 in self.channel.gaps:
            return [(0x20, place + 1), (0xA0, place + 1)]
        return [(byte, place + 1)]

    def _runs(self, data: tuple[int, ...], place: int, size: int) -> Iterator[tuple[tuple[int, ...], int]]:
        if len(data) == size:
            yield data, place
            return
        for byte, after in self._steps(place):
            if -5 < byte < 0 or (byte >= 0x40 if self.doubles else 0x80 <= byte < 0xC0):
                yield from self._runs((*data, byte), after, size)
        if self._may_be_gone(place, size - len(data)):
            yield from self._runs((*data, _GONE), place, size)

    def _may_be_gone(self, place: int, wanted: int) -> bool:
        """Say whether one of the bytes that a character wants may be gone without a trace."""
        if self.channel.gaps:
            return self.doubles or wanted > self._ahead(place)
        return place == self.size and not self.doubles and not self.channel.western  # the line's last byte

    def _ahead(self, place: int) -> int:
        """Return how many trailing bytes of UTF-8 come next, four at most: where they are enough none is gone."""
        following = (*self.values[place : place + 4], _END)
        return next(i for i, byte in enumerate(following) if not 0x80 <= byte < 0xC0)

    def _characters(self, data: tuple[int, ...], end: int) -> Iterator[Edge]:
        if min(data) >= 0:
            char = bytes(data).decode(self.codec, "ignore")
            if len(char) == 1:
                yield Edge(end, char)
            return
        following = self.values[end] if end < self.size else _END
        cost = _GAP * data.count(_GONE)
        first, last = data[0] in _TOUCHING, data[-1] in _TOUCHING and following in _TOUCHING
        for char in _allowed(self.channel, data, following):
            head = char.encode(self.codec)[0] if first else -1
            tail = char.encode(self.codec)[-1] if last else -1
            yield Edge(end, char, OPEN, cost, head, tail)
