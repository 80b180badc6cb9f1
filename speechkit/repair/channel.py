"""How a line was damaged: the encoding of its bytes, the one they were read in, and which bytes that loses.

A printed character gives back its bytes; U+FFFD, a question mark or a gap give back a byte that is not known, about
which two things are: it belongs to a character of the true encoding, and the wrong one could not read it.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from speechkit import chars
from speechkit.repair.misreadings import CP1252

# What stands for a byte that is not known.
LONE: Final = -1  # it stands alone behind a symbol
FIRST: Final = -2  # the first and the second of a pair behind one symbol
SECOND: Final = -3
GONE: Final = -4  # it left no trace
BARRIER: Final = -5  # no byte at all: the wrong encoding does not have the character, so it is no damage
END: Final = -6
CUT: Final = -7  # it was cut off at the end of the line: any byte
TOUCHING: Final = frozenset((LONE, FIRST, SECOND))

_NARROW: Final = {char: code for code, char in CP1252.items()}


class Units(NamedTuple):
    """A line as bytes, and what stands for some; `starts` maps the places where printed characters begin to these."""

    values: list[int]
    starts: dict[int, int]


class Channel(NamedTuple):
    """How the text was damaged: the encoding of its bytes, and the one they were read in."""

    actual: str
    read_as: str
    symbol: str = chars.REPLACEMENT  # what stands for bytes that could not be read
    paired: bool = False  # it stands for both bytes of a pair, not for the first one only
    gaps: tuple[int, ...] = ()  # bytes that left no trace; with A0, blanks may be no-break spaces

    @property
    def western(self) -> bool:
        """Say whether it was read in a single-byte encoding."""
        return self.read_as in {"latin-1", "cp1252"}


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
    lost = (FIRST, SECOND) if channel.paired else (LONE,)
    for index, char in enumerate(printed):
        starts[len(values)] = index
        values.extend(lost if char == channel.symbol else _bytes_of(char, channel))
    starts[len(values)] = len(printed)
    return Units(values, starts)


def _bytes_of(char: str, channel: Channel) -> tuple[int, ...]:
    if channel.western:
        return (_NARROW.get(char, ord(char)),) if ord(char) < 0x100 or char in _NARROW else (BARRIER,)
    if char == "\N{EURO SIGN}" and channel.paired and channel.read_as.startswith("gb"):
        return (0x80,)
    try:
        data = char.encode(channel.read_as)
    except UnicodeEncodeError:
        return (BARRIER,)
    return tuple(data) if len(data) < 3 else (BARRIER,)


@cache
def losable(channel: Channel, what: int, after: int, *, first: bool) -> frozenset[int]:
    """Return the bytes that get lost in front of another one, as the `first` of a character or as another."""
    return frozenset(byte for byte in range(0x100) if gets_lost(channel, what, byte, after, first=first))


def gets_lost(channel: Channel, what: int, byte: int, after: int, *, first: bool) -> bool:
    """Say whether a byte in front of another one is such as gets lost."""
    if what == SECOND:
        return not first or byte in _second_lost(channel)
    read = legal(channel)
    if not channel.paired:
        return byte >= 0x80 and (after < 0 or (byte << 8 | after) not in read)  # a byte of ASCII reads as itself
    if byte < 0x81:
        return False  # 80 is no half of a pair: it is shown as a euro sign
    if what == LONE:
        return after == END or 0 <= after < 0x40
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
