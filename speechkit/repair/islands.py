"""Stretches of a misread line of which nothing is lost: the search need not look for other readings there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from speechkit.patterns import lazy
from speechkit.repair.channel import Channel
from speechkit.repair.language import model
from speechkit.repair.misreadings import commonness, everyday, likely
from speechkit.script import simplify

_THREE: Final = lazy("[\xe2-\xe9\xef][\x80-\xbf]{2}")
_THREES: Final = lazy("(?:[\xe2-\xe9\xef][\x80-\xbf]{2}){3,}")
_KNOWN: Final = lazy("[\x00-\xff]{16,}")
_COMMON: Final = 0.9  # share of everyday characters in a stretch that has lost nothing
_LONG: Final = 12  # characters of a stretch that is taken to be in step
_EDGE: Final = 2  # of them at each end that may be out of step by chance
_FREQUENT: Final = -8.0  # ln of a character's share of all text, with which it needs no word

Fixed = tuple[int, int, str]  # a place, the one behind the character that begins there, and that; "" for none


def islands(values: list[int], channel: Channel) -> Iterator[Fixed]:
    """Yield the places inside stretches whose bytes make everyday Chinese as they stand, with what begins there.

    `values` are bytes, negative where one is lost.
    """
    text = "".join(chr(value) if value >= 0 else "\u0100" for value in values)
    if channel.actual == "utf-8":
        for run in _THREES.finditer(text):
            if commonness(run[0].encode("latin-1").decode("utf-8", "ignore")) >= _COMMON:
                for each in _THREE.finditer(text, *run.span()):
                    yield from _fixed(each.start(), each[0].encode("latin-1").decode("utf-8", "replace"), 3)
        return
    done = 0
    for place, size in sorted(_even_runs(text, channel)):
        if place < done:
            continue
        done = place + size
        data, at = text[place:done].encode("latin-1"), place
        for char in data.decode(channel.actual, "replace"):
            width = 1 if char < "\x80" else 2
            yield from _fixed(at, char, width)
            at += width


def _fixed(place: int, char: str, size: int) -> Iterator[Fixed]:
    yield place, place + size, char
    for inner in range(1, size):
        yield place + inner, place + size, ""


def _even_runs(text: str, channel: Channel) -> Iterator[tuple[int, int]]:
    """Yield place and size of long runs of pairs that make everyday characters, their first and last ones left out."""
    for known in _KNOWN.finditer(text):
        for shift in (0, 1):
            for starts in _runs(text, known.start() + shift, known.end(), channel):
                yield from _sure(text, starts, channel.actual)


def _runs(text: str, at: int, end: int, channel: Channel) -> Iterator[list[int]]:
    """Yield the places of everyday characters in a row, every second byte beginning one."""
    table = _everyday_pairs(channel.actual)
    starts: list[int] = []
    while at < end:
        byte = text[at]
        plain = byte < "\x80"
        if text[at : at + 2] in table or (plain and not (channel.gaps and byte >= "@")):
            starts.append(at)
        elif starts:
            yield starts
            starts = []
        at += 1 if plain else 2
    yield starts


def _sure(text: str, starts: list[int], codec: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that read like Chinese and hold no rare character that makes no word."""
    if len(starts) < _LONG:
        return
    end = starts[-1] + (1 if text[starts[-1]] < "\x80" else 2)
    after = text[starts[0] : end].encode("latin-1").decode(codec, "replace")
    folded, model_ = simplify(after), model()
    low = 0
    for i, char in enumerate((*folded[: len(starts)], "")):
        common = model_.alone.get(char, 0.0) > _FREQUENT or i in {0, len(starts) - 1}
        if char and (common or model_.pair(folded[i - 1], char) or model_.pair(char, folded[i + 1])):
            continue
        if i - low >= _LONG and likely(after[low:i]):
            first = starts[low + _EDGE]
            yield first, starts[i - _EDGE] - first
        low = i + 1


@cache
def _everyday_pairs(codec: str) -> frozenset[str]:
    """Return the pairs of bytes, one character below U+0100 each, of the everyday characters."""
    pairs = (char.encode(codec, "ignore").decode("latin-1") for char in everyday())
    return frozenset(pair for pair in pairs if len(pair) == 2)
