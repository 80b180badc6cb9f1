"""What is certain in a run that was read back, and what was chosen: confidence and the other readings.

The body of a run follows from its bytes. Chosen by the model are the first character (any of 112 re-creates the run),
a last one whose trail byte is gone, and characters around a pair that printed nothing. Each choice is judged in its
own surroundings against the other characters that its bytes allow.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from speechkit import chars
from speechkit.repair import gbk
from speechkit.repair.language import Entered, Reader
from speechkit.repair.realign import Search
from speechkit.repair.shiftedrun import Decoded
from speechkit.repair.tail import Tail

_AROUND: Final = 6  # characters on each side that a choice is judged in
_SOFT: Final = 1.3  # the model is surer than it is right: its odds are taken to this root (benchmarks/byteshift.py)
_SHOWN: Final = 0.02  # an alternative is worth naming from this share on
_MOST: Final = 4
_MOST_PAIRS: Final = 40
_UNSEEN: Final = 0.9  # a pair that printed nothing was put in: that there was one is itself a choice
_UNKEPT: Final = 0.93  # ... or none was, and one should have been
_HOLE: Final = 0.75  # a character behind it was swallowed: what is printed is never all that was there
_LEAST: Final = 0.001
_PAIR: Final = 2


class Doubt(Struct, frozen=True):
    """How sure a reading is (0 to 1), how sure all of it but the first character is, and the likeliest others."""

    confidence: float
    body: float
    alternatives: tuple[str, ...]


def doubt_of(found: Decoded, search: Search, starts: Sequence[tuple[str, float]]) -> Doubt:
    """Return what is uncertain in a reading; `starts` are the first characters that were possible, with ln priors."""
    sure = body = 1.0 if search.site.private == "keep" else _UNKEPT
    others: list[tuple[float, str]] = []
    for number, (low, high, choices) in enumerate(_places(found, search, starts)):
        share, rest = _shares(found, search, low, high, choices)
        if high - low == _PAIR:
            share *= _UNSEEN
        sure *= share
        if number:
            body *= share
        others += rest
    others.sort(key=lambda each: -each[0])
    if any(piece.text == chars.REPLACEMENT for piece in found.pieces):
        sure, body = sure * _HOLE, body * _HOLE
    return Doubt(max(_LEAST, round(sure, 3)), max(_LEAST, round(body, 3)), tuple(text for _, text in others[:_MOST]))


def _places(
    found: Decoded, search: Search, starts: Sequence[tuple[str, float]]
) -> Iterator[tuple[int, int, list[tuple[str, float]]]]:
    """Yield the chosen parts as text[low:high] with what could stand there, and the ln of a prior for each."""
    yield 0, 1, list(starts)
    pieces = found.pieces
    at = number = 0
    while number < len(pieces):
        piece = pieces[number]
        if piece.kind == "pair" and number + 1 < len(pieces):
            both = piece.text + pieces[number + 1].text
            yield at, at + len(both), _pairs(search, both)
            at += len(both)
            number += 2
            continue
        if piece.kind == "trail":
            last = all(after.kind == "eaten" for after in pieces[number + 1 :])
            yield at, at + 1, _trails(search, found, at, last=last)
        at += len(piece.text)
        number += 1


def _pairs(search: Search, both: str) -> list[tuple[str, float]]:
    first, second = gbk.pair_of(both[0]), gbk.pair_of(both[1])
    if first is None or second is None:
        return [(both, 0.0)]
    return [
        (each.one + each.two, each.one_penalty + each.two_penalty)
        for each in search.allowed.between(first[0], second[1]).pairs[:_MOST_PAIRS]
    ]


def _trails(search: Search, found: Decoded, at: int, *, last: bool) -> list[tuple[str, float]]:
    text = found.text
    code = gbk.pair_of(text[at])
    if code is None:
        return [(text[at], 0.0)]
    fold = search.reader.fold
    choices = search.allowed.trails(
        code[0], fold(text[at - 1]), "".join(map(fold, (text + found.tail)[at + 1 : at + 2]))
    )
    return [(char, search.closing(char, found.used if last else -1)) for char in choices]


def _shares(
    found: Decoded, search: Search, low: int, high: int, choices: list[tuple[str, float]]
) -> tuple[float, list[tuple[float, str]]]:
    """Return the share of the chosen text among all choices, and the texts with another one, each with its share."""
    text = found.text
    reader: Reader = search.reader
    left = (search.before + text[:low])[-_AROUND:]
    right = (text[high:] + found.tail)[:_AROUND]
    chosen = text[low:high]
    entered = reader.enter(left)
    if right.startswith("<"):  # the half tag at the end of a line says nothing
        right = ""
    tail = Tail(reader, right or "。")
    values = {choice: prior + _value(reader, entered, choice, right, tail) for choice, prior in choices}
    if chosen not in values:
        values[chosen] = _value(reader, entered, chosen, right, tail)
    top = max(values.values())
    weights = {choice: math.exp((value - top) / _SOFT) for choice, value in values.items()}
    total = sum(weights.values())
    rest = [
        (weight / total, text[:low] + choice + text[high:])
        for choice, weight in weights.items()
        if choice != chosen and weight / total > _SHOWN
    ]
    return weights[chosen] / total, rest


def _value(reader: Reader, entered: Entered, choice: str, right: str, tail: Tail) -> float:
    """Return ln P of a choice and what follows; a Han character at a line's end ends a clause."""
    if right or gbk.is_han(choice[-1]):
        return tail.score(reader.put(entered, choice) if len(choice) == 1 else reader.go_on(entered, choice))
    return reader.score_behind(entered, choice)
