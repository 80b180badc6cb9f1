"""Which characters the bytes that are left of one allow, the commonest first."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from speechkit.repair.channel import CUT, GONE, TOUCHING, Channel, gets_lost, losable
from speechkit.repair.language import model
from speechkit.repair.misreadings import everyday
from speechkit.script import simplify, variants

_ENOUGH: Final = 400  # of which those are chosen
_LONGEST: Final = 3  # bytes of a character that may have lost some: those with four are rare
_RARE_MARK: Final = -14.0  # ln P of a mark that the model does not know
_RAREST: Final = -16.0
_WRONG_SCRIPT: Final = -4.0
_KEPT: Final = 20_000  # answers


@cache
def _ranks(script: str) -> dict[str, int]:
    """Return the characters that may be put in for others with their rank in a script, the commonest first."""
    weights, marks = model().alone, model().start
    known = set(weights) | {old for char in weights for old in variants(char)} | everyday()
    worth = {}
    for char in known:
        folded = simplify(char)
        value = weights.get(folded, marks.get(char, _RARE_MARK))
        if (folded != char) if script == "simplified" else (script == "traditional" and variants(char)):
            value += _WRONG_SCRIPT
        if value > _RAREST:
            worth[char] = -value
    return {char: rank for rank, char in enumerate(sorted(worth, key=lambda char: (worth[char], char)))}


@cache
def _codes(codec: str, script: str) -> list[tuple[str, bytes]]:
    """Return the characters that may be put in with their bytes, the commonest first."""
    pairs = ((char, char.encode(codec, "ignore")) for char in _ranks(script))
    return [(char, code) for char, code in pairs if 1 < len(code) <= _LONGEST]


@cache
def _codes_with(codec: str, script: str, size: int, place: int, byte: int) -> list[tuple[str, bytes]]:
    return [each for each in _codes(codec, script) if len(each[1]) == size and each[1][place] == byte]


@lru_cache(_KEPT)
def _known_as(codec: str, script: str, data: tuple[int, ...], gaps: tuple[int, ...]) -> list[tuple[str, bytes]]:
    """Return the characters whose known bytes are `data`, commonest first; -1 is any, GONE one of `gaps`."""
    size = len(data)
    if size > _LONGEST:
        return []
    known = [(place, byte) for place, byte in enumerate(data) if byte >= 0]
    gone = [place for place, byte in enumerate(data) if byte == GONE]
    if size - len(known) == 1:
        return _by_trying(codec, script, data, gaps if gone else range(0x40, 0xFF))
    every = _codes_with(codec, script, size, *known[0]) if known else _codes(codec, script)
    for place, byte in known[1:]:
        every = [each for each in every if each[1][place] == byte]
    for place in gone:
        every = [each for each in every if each[1][place] in gaps]
    return [each for each in every if len(each[1]) == size]


def _by_trying(codec: str, script: str, data: tuple[int, ...], lost: Iterable[int]) -> list[tuple[str, bytes]]:
    """Return the same where one byte is lost: fewer bytes are possible than characters."""
    ranks, found = _ranks(script), []
    place = min(range(len(data)), key=data.__getitem__)
    for byte in lost:
        code = bytes((*data[:place], byte, *data[place + 1 :]))
        char = code.decode(codec, "ignore")
        if char in ranks:
            found.append((ranks[char], char, code))
    found.sort()
    return [(char, code) for _, char, code in found]


@lru_cache(_KEPT)
def _unreadable(channel: Channel, script: str, data: tuple[int, ...]) -> list[tuple[str, bytes]]:
    """Return the characters that have the known bytes of `data`, and of the lost ones such as get lost together."""
    known = tuple(-1 if what in TOUCHING or what == CUT else what for what in data)
    every = _known_as(channel.actual, script, known, channel.gaps)
    for place, what in enumerate(data[:-1]):
        if what in TOUCHING and data[place + 1] in TOUCHING:
            first = not place
            every = [
                each for each in every if gets_lost(channel, what, each[1][place], each[1][place + 1], first=first)
            ]
    return every


@lru_cache(_KEPT)
def _allowed(channel: Channel, script: str, data: tuple[int, ...], following: int) -> tuple[str, ...]:
    """Return the characters whose known bytes are `data`, the others of such a kind as get lost; commonest first."""
    every = _unreadable(channel, script, data)
    last = len(data) - 1
    for place, what in enumerate(data):
        after = following if place == last else data[place + 1]
        if what in TOUCHING and (after not in TOUCHING or place == last):
            lost = losable(channel, what, after, first=not place)
            every = [each for each in every if each[1][place] in lost]
    return tuple(char for char, _ in every[:_ENOUGH])


@lru_cache(_KEPT)
def _chosen(every: tuple[str, ...], most: int, befores: frozenset[str], behind: str) -> tuple[str, ...]:
    """Return the commonest of some characters, and those that make a word with one before or behind."""
    pair = model().pair
    worth = []
    for char in every[most:]:
        folded = simplify(char)
        value = max([pair(before, folded) for before in befores], default=0.0) + (pair(folded, behind) if behind else 0)
        if value:
            worth.append((-value, char))
    worth.sort()
    return every[:most] + tuple(char for _, char in worth[:most])


def allowed(
    channel: Channel, script: str, data: tuple[int, ...], following: int, most: int, around: tuple[frozenset[str], str]
) -> tuple[str, ...]:
    """Return the likeliest characters for bytes some of which are lost, in front of the byte `following`.

    `most` are common ones, and as many make words with what is `around`: the characters that may stand before them
    and the one behind, in simplified script.
    """
    every = _allowed(channel, script, data, following)
    return every if len(every) <= most else _chosen(every, most, *around)
