"""The compiled lexicons in data/, loaded on first use: scripts/build_data.py makes them, NOTICE names their sources."""

from __future__ import annotations

import os
from functools import cache

# Beside this file: importlib.resources would cost a start 10 ms, pathlib 4.
_DATA = os.path.join(os.path.dirname(__file__), "data")


def data_text(name: str) -> str:
    """Return the content of a file in data/."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        return file.read()


def _lines(name: str) -> list[str]:
    return [line for line in data_text(name).split("\n") if line and not line.startswith("#")]


@cache
def readings() -> dict[str, str]:
    """Return syllable -> the characters that have this reading, as one string; syllables with and without tone."""
    return dict(line.split("\t") for line in _lines("readings.tsv"))


@cache
def words() -> frozenset[str]:
    """Return frequent words of two to four characters, in simplified script."""
    return frozenset(_lines("words.txt"))


@cache
def pairs() -> dict[str, dict[str, str]]:
    """Return two-character words by kind (verb, verbal, other, adjective): first character -> all of the second ones.

    In simplified script. A verbal noun (发展, 服务) is both verb and noun; an adjective is in another kind as well.
    """
    whole = {"saying", "idiom"}
    return {kind: {run[0]: run[1:] for run in runs.split(" ")} for kind, runs in _kinds().items() if kind not in whole}


@cache
def sayings() -> frozenset[str]:
    """Return sayings of four characters with two numbers (三心二意), in simplified script."""
    return _whole("saying")


@cache
def idioms() -> frozenset[str]:
    """Return idioms of four characters (聚精会神), in simplified script."""
    return _whole("idiom")


def _whole(kind: str) -> frozenset[str]:
    return frozenset(_kinds()[kind].split(" "))


@cache
def _kinds() -> dict[str, str]:
    """Return kind -> its words in pairs.tsv, which three lexicons are made of: it is read once."""
    return dict(line.split("\t") for line in _lines("pairs.tsv"))
