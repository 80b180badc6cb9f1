"""Patterns that are compiled on first use, and in next to no time where the package was built by the same Python.

A start of the program needs a hundred of the 700 patterns that there are, and `re` takes 60 ms to compile those: more
than all else that cleaning a page of 10 KB costs. So the build compiles all of them and keeps what `re` made of each
(see pack()); a pattern then costs 5 us. With another Python, or for a pattern that was written since, `re` compiles it.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
import zlib
from array import array
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, cast

PACKED: Final = "patterns.bin"
_HERE: Final = os.path.dirname(__file__)  # noqa: PTH120  # pathlib would cost a start 4 ms
_IN_PARTS: Final = hasattr(os, "pread")  # reading the whole file takes a start 2 ms, most of it for the memory
_WORD: Final = "I"  # a word of the code that `re` makes is 32 bits wide

Source = str | bytes
# What reading the file raises when it is cut off, damaged, or closed by a daemon with all else that was open.
_UNSOUND: Final = (OSError, EOFError, LookupError, MemoryError, RuntimeError, TypeError, ValueError)

# Every pattern of the modules that are imported: what the build packs.
known: Final[list[tuple[Source, int]]] = []


class _Lazy:
    """A stand-in for a compiled pattern; the first use compiles, and from then on its methods are the pattern's own."""

    def __init__(self, source: Source, flags: int) -> None:
        self._source = source
        self._flags = flags
        known.append((source, flags))

    def __getattr__(self, name: str) -> Any:
        made = compiled(self._source, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            self.__dict__[method] = getattr(made, method)
        return getattr(made, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used; a mistake in it shows then, and in the tests.

    >>> number = lazy("[0-9]+")
    >>> number.findall("12 and 7")
    ['12', '7']
    """
    return cast("re.Pattern[str]", _Lazy(source, int(flags)))


def lazy_bytes(source: bytes) -> re.Pattern[bytes]:
    """Return a pattern on bytes that is compiled when it is first used."""
    return cast("re.Pattern[bytes]", _Lazy(source, 0))


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


def compiled(source: Source, flags: int = 0) -> re.Pattern[Any]:
    """Return the compiled pattern, from the packed file where it is there.

    Raises re.error for a source that is no regular expression.
    """
    pack = _packed()
    place = pack.index.get(_key(source, flags))
    try:
        held, asked, *made = (None, None) if place is None else _loaded(pack.read(*place))
        if (held, asked) == (source, flags):
            return _ready(source, *made)
    except _UNSOUND:
        pass
    return re.compile(source, flags)


def _ready(
    source: Source, flags: int, code: bytes, groups: int, numbers: dict[str, int], names: tuple[str | None, ...]
) -> re.Pattern[Any]:
    """Return the pattern that _made() took apart."""
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415  # what re.compile() ends in; it checks the code

    return cast("re.Pattern[Any]", _sre.compile(source, flags, array(_WORD, code).tolist(), groups, numbers, names))


def _key(source: Source, flags: int) -> int:
    return zlib.crc32(f"{flags} {source!r}".encode())


class _Pack:
    """The packed file, open: `index` tells where a pattern is in it; empty where another Python made it, or nobody."""

    def __init__(self, path: str) -> None:
        self.index: dict[int, tuple[int, int]] = {}
        try:
            with open(path, "rb") as file:  # noqa: PTH123  # see _HERE
                if file.readline() == _stamp():
                    index = dict(_loaded(file.read(int(file.readline()))))
                    self._base = file.tell()
                    self._file = os.dup(file.fileno())
                    self._whole = b"" if _IN_PARTS else file.read()
                    self.index = index
        except _UNSOUND:
            pass

    def read(self, low: int, high: int) -> bytes:
        """Return a part of the file behind the index."""
        if _IN_PARTS:
            return os.pread(self._file, high - low, self._base + low)
        return self._whole[low:high]


@cache
def _packed() -> _Pack:
    return _Pack(os.path.join(_HERE, PACKED))  # noqa: PTH118  # see _HERE


def _loaded(data: bytes) -> Any:
    return marshal.loads(data)  # noqa: S302  # a file of the package itself, as its .pyc files are


def _stamp() -> bytes:
    """Return the first line of a file that this Python packed; what `re` makes of a pattern depends on nothing else."""
    bits = sys.maxsize.bit_length()  # what "without end" is in a repeat
    return f"patterns 2 {sys.implementation.cache_tag} {sys.hexversion:x} {sys.byteorder} {bits}\n".encode()


def pack(patterns: Iterable[tuple[Source, int]]) -> bytes:
    """Return the content of the packed file for patterns with their flags; called when the package is built.

    Nothing is packed that does not come out as `re` makes it: another Python may have a `re` with other insides.
    """
    index: dict[int, tuple[int, int]] = {}
    content = b""
    for source, flags in patterns:
        try:
            made = _made(source, flags)
            if _ready(source, *made) != re.compile(source, flags):
                continue
        except (AttributeError, ImportError, RuntimeError, TypeError, ValueError):
            continue
        record = marshal.dumps((source, flags, *made))
        index[_key(source, flags)] = len(content), len(content) + len(record)
        content += record
    table = marshal.dumps(index)
    return _stamp() + f"{len(table)}\n".encode() + table + content


def _made(source: Source, flags: int) -> tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]:
    """Return what `re` makes of a pattern: the arguments of its inner compile()."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415  # private, but the build's alone

    parsed = _parser.parse(source, flags)
    code = array(_WORD, map(int, _compiler._code(parsed, flags)))  # noqa: SLF001  # see above
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    return int(flags | state.flags), code.tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)
