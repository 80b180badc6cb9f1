"""The compiled lexicons in data/, loaded on first use: scripts/build_data.py makes them, NOTICE names their sources."""

from __future__ import annotations

from functools import cache
from pathlib import Path

# Beside this file: importlib.resources would cost 10 ms to import, and a zipped package could not hold an automaton.
_DATA = Path(__file__).with_name("data")


def _lines(name: str) -> list[str]:
    text = (_DATA / name).read_text("utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@cache
def readings() -> dict[str, str]:
    """Return syllable -> the characters that have this reading, as one string; syllables with and without tone."""
    return dict(line.split("\t") for line in _lines("readings.tsv"))


@cache
def words() -> frozenset[str]:
    """Return frequent words of two to four characters, in simplified script."""
    return frozenset(_lines("words.txt"))


@cache
def pairs() -> dict[str, frozenset[str]]:
    """Return two-character words by kind (verb, verbal, other) and four-character sayings with two numbers (saying).

    In simplified script. A verbal noun (发展, 服务) is both verb and noun.
    """
    lines = (line.partition("\t") for line in _lines("pairs.tsv"))
    return {kind: _cut(run, 4 if kind == "saying" else 2) for kind, _, run in lines}


def _cut(run: str, width: int) -> frozenset[str]:
    return frozenset([run[i : i + width] for i in range(0, len(run), width)])
