"""A gzip file member by member: after a damaged one the next is read, and what happened is told.

Crawls and logs are gzip members in a row (RFC 1952, 2.2): one that is damaged need not cost those behind it.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, Final

_GZIP: Final = b"\x1f\x8b\x08"  # how a member begins: gzip, deflated
_FLAGS: Final = 0x1F  # those that mean something; a byte with others is no header
_BLOCK: Final = 1 << 18
_MOST_DAMAGE: Final = 1000  # places in one file where reading is taken up again


class Members(io.RawIOBase):
    """The unpacked bytes of all members. Raises zlib.error or EOFError for damage that nothing follows.

    What was lost is told to `damaged`, and a line feed stands in its place: what is cut in two is no line.
    """

    def __init__(self, file: BinaryIO, damaged: Callable[[str], object]) -> None:
        self.file = file
        self.damaged = damaged
        self.times = 0
        self.begun = 0  # where in the file the member begins
        self.left = b""  # read and not yet unpacked
        self.unzip: Any = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer and return how many bytes were put in, 0 at the end."""
        data = self._some(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def _some(self, size: int) -> bytes:
        while True:
            try:
                if self.unzip is None and not self._begin():
                    return b""
                data = self._unpacked(size)
            except (zlib.error, EOFError) as error:
                data = self._resumed(error)
            if data:
                return data

    def _begin(self) -> bool:
        """Begin the next member, if there is one; zeros before it are padding."""
        while True:
            self.left = self.left.lstrip(b"\0")
            more = b"" if len(self.left) >= len(_GZIP) else self.file.read(_BLOCK)
            self.left += more
            if not more:
                break
        self.begun = self.file.tell() - len(self.left)
        if not self.left:
            return False
        if not self.left.startswith(_GZIP):
            raise zlib.error("no gzip data" if not self.begun else "no gzip data behind a member")
        self.unzip = zlib.decompressobj(31)  # 16 for gzip, 15 for any window
        return True

    def _unpacked(self, size: int) -> bytes:
        data = self.left or self.file.read(_BLOCK)
        if not data:
            raise EOFError("the file ends before its end mark")
        out: bytes = self.unzip.decompress(data, size)
        self.left = self.unzip.unconsumed_tail
        if self.unzip.eof:
            self.left, self.unzip = self.unzip.unused_data, None
        return out

    def _resumed(self, error: Exception) -> bytes:
        """Go on at what looks like the next member, and return what stands for the lost bytes."""
        start = next_start(self.file, self.begun + 1, (_GZIP,))
        self.times += 1
        if start is None or self.times > _MOST_DAMAGE:
            raise error
        self.damaged(f"its compressed data are damaged at byte {self.begun:,}: {error}")
        self.file.seek(start)
        self.left, self.unzip = b"", None
        return b"\n"


def next_start(file: BinaryIO, start: int, marks: Iterable[bytes]) -> int | None:
    """Return where in a file, from `start` on, one of the marks stands first; a gzip header must be a possible one."""
    file.seek(start)
    before = b""
    while block := file.read(_BLOCK):
        window = before + block
        found = [at for at in (_find(window, mark) for mark in marks) if at >= 0]
        if found:
            return start - len(before) + min(found)
        start += len(block)
        before = window[-8:]
    return None


def _find(window: bytes, mark: bytes) -> int:
    at = window.find(mark)
    while mark == _GZIP and at >= 0 and window[at + 3 : at + 4] > bytes([_FLAGS]):
        at = window.find(mark, at + 1)
    return at
