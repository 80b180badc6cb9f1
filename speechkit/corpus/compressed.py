"""Compressed files, read and written by their suffix: .gz with the standard library, .zst with the extra [zstd].

What is read is bounded: a few bytes can stand for terabytes of the same letter.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, BinaryIO, Final, cast

from speechkit.corpus import files
from speechkit.corpus.members import Members
from speechkit.errors import InputError, OptionError

SUFFIXES: Final = (".gz", ".zst")
# Text compresses 3 to 20 times, the same page again and again some 100 times; a bomb 1,000 times (gzip) and far more.
MOST_RATIO: Final = 300
FREE: Final = 1 << 24  # bytes that may come out before the ratio is looked at
_BUFFER: Final = 1 << 18


class DamagedError(InputError):
    """What a file holds is damaged, or more than is read: the same bytes fail the same way."""


class _Bounded(io.RawIOBase):
    """What a decompressor makes of a file, up to the ratio that is believed."""

    def __init__(self, opened: IO[bytes], packed: BinaryIO, path: str) -> None:
        self.opened = opened
        self.packed = packed
        self.path = path
        self.out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self.opened.read(len(buffer))
        self.out += len(data)
        if self.out > FREE and self.out > MOST_RATIO * self.packed.tell():
            reason = f"it unpacks to more than {MOST_RATIO} times its size"
            raise DamagedError(self.path, reason, "unpack it yourself if you trust it")
        buffer[: len(data)] = data
        return len(data)


class Reading:
    """A file that is being read: `stream` gives its unpacked bytes, position() how many of its own are read.

    `damage` tells what was lost of it so far, though reading went on.
    """

    def __init__(self, path: str, file: BinaryIO) -> None:
        self.file = file
        self.damage: list[str] = []
        raw = cast("io.RawIOBase", file)
        if path.lower().endswith(SUFFIXES):
            raw = _Bounded(_unpacked(path, file, self.damage), file, path)
        self.stream = io.BufferedReader(raw, _BUFFER)

    def position(self) -> int:
        """Return how many bytes of the file have been read."""
        return self.file.tell()


@contextmanager
def reading(path: str) -> Iterator[Reading]:
    """Open a regular file for reading, unpacked if its suffix says so.

    Raises InputError for what cannot be read or unpacked, in the block too.
    """
    try:
        with files.opened(path) as file:
            yield Reading(path, file)
    except (EOFError, zlib.error) as error:
        raise DamagedError(path, f"its compressed data are damaged: {error}", "fetch it again") from None
    except OSError as error:
        raise files.refused(path, error) from None
    except Exception as error:
        if type(error).__name__ != "ZstdError":  # of a module that may not be there
            raise
        raise DamagedError(path, f"its compressed data are damaged: {error}", "fetch it again") from None


def _unpacked(path: str, file: BinaryIO, damage: list[str]) -> IO[bytes]:
    if path.lower().endswith(".gz"):
        return cast("IO[bytes]", Members(file, damage.append))
    try:
        opened: IO[bytes] = _zstd().open(file, "rb")
    except OptionError as error:
        raise InputError(path, "reading .zst needs a package", str(error)) from None
    return opened


def _zstd() -> Any:
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]  # noqa: PLC0415  # Python 3.14
    except ImportError:
        try:
            from backports import zstd  # type: ignore[no-redef, unused-ignore]  # noqa: PLC0415  # its twin for 3.11 to 3.13
        except ImportError:
            raise OptionError("install it with: pip install 'speechkit[zstd]'") from None
    return zstd


@contextmanager
def packing(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """Give what is written to `file` in the packing that the name says. The same data give the same bytes.

    Raises OptionError when a package is missing.
    """
    if name.lower().endswith(".gz"):
        import gzip  # noqa: PLC0415  # needed for .gz only

        with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as packed:
            yield cast("IO[bytes]", packed)
    elif name.lower().endswith(".zst"):
        with _zstd().open(file, "wb") as packed:
            yield packed
    else:
        yield file
