"""Simplified or traditional: which script a text is in, and a simplified copy of equal length for matching.

Folding is character by character, so offsets stay; it is for matching and keys only and never reaches the output.
Conversion for output (`--script`) is OpenCC's phrase conversion, in repair/script.py.
"""

from __future__ import annotations

from array import array
from functools import cache
from typing import Final

from speechkit.document import Script
from speechkit.patterns import lazy
from speechkit.rules.lexicon import data_text

# Frequent characters that only one of the scripts has. A converter never makes one of the first kind from the second.
_TRADITIONAL: Final = lazy("[們這個來時為國會說對於從還與過產業進發動實學現開關員義設務組織經濟認識領導機記強氣]")
_SIMPLIFIED: Final = lazy("[们这个来时为国会说对从还与过产业进发动实学现开关员义设务组织经济认识领导机记强气]")
_SAMPLE: Final = 1_500  # characters, taken twice: telling characters are every tenth of a text


def script_of(text: str) -> Script:
    """Return the script of a text, judged on its beginning and its middle.

    `mixed` when the rarer kind makes up more than a tenth; `none` when no telling character is there.
    """
    middle = max(_SAMPLE, len(text) // 2)
    sample = text[:_SAMPLE] + text[middle : middle + _SAMPLE]
    if not _TRADITIONAL.search(sample):  # most texts are wholly of one script: nothing need be counted
        return "simplified" if _SIMPLIFIED.search(sample) else "none"
    traditional, simplified = len(_TRADITIONAL.findall(sample)), len(_SIMPLIFIED.findall(sample))
    if min(traditional, simplified) * 10 > traditional + simplified:
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


@cache
def _pairs() -> dict[int, str]:
    """Return traditional code point -> simplified character (OpenCC's character table, see NOTICE)."""
    _, _, table = data_text("simplified.tsv").partition("\n")
    columns = table.split()
    return dict(zip(map(ord, columns[::2]), columns[1::2], strict=True))


@cache
def _table() -> array[int]:
    """Return the simplified code point for each of the basic plane.

    str.translate() asks an array in a third of the time that it takes with a dict, whose misses are exceptions.
    """
    codes = array("I", range(0x10000))  # no traditional character of the table lies beyond
    for old, new in _pairs().items():
        codes[old] = ord(new)
    return codes


_FEW: Final = 50_000  # characters up to which the larger table, 2 ms in the making, is not worth it
_left = [_FEW]


def simplify(text: str) -> str:
    """Return a simplified copy of the same length.

    One character for one; 著 becomes 着, which OpenCC leaves alone; for matching and for keys, never for output.
    """
    if _left[0] <= 0:
        return text.translate(_table())
    _left[0] -= len(text)
    return text.translate(_pairs())


@cache
def _originals() -> dict[str, tuple[str, ...]]:
    """Return simplified character -> the traditional ones that become it."""
    found: dict[str, list[str]] = {}
    for code, new in _pairs().items():
        found.setdefault(new, []).append(chr(code))
    return {new: tuple(old) for new, old in found.items()}


def variants(character: str) -> tuple[str, ...]:
    """Return the traditional characters that a simplified one may stand for; none if it has none."""
    return _originals().get(character, ())
