"""Everyday characters: the 3,755 of GB2312's first level, in either script. Bytes misread give them by chance only."""

from __future__ import annotations

from collections.abc import Iterable

from speechkit.script import simplify


def everyday(characters: Iterable[str]) -> int:
    """Return how many of these characters, simplified, are among the 3,755 of GB2312's first level (B0A1-D7F9)."""
    codes = (char.encode("gb2312", "ignore") for char in simplify("".join(characters)))
    return sum(b"\xb0" <= code < b"\xd8" for code in codes)
