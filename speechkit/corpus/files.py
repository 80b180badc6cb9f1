"""One file in, one file out: whole reads that tell why they failed, and writes that happen entirely or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import BinaryIO, Final

from speechkit.errors import InputError

STDIN: Final = "-"
# Without waiting: a pipe that nobody writes to would hold up a batch for ever.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# Names under which a shell hands over an open pipe, as in `speechkit clean <(pdftotext a.pdf -)`.
HANDED: Final = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
_REASONS: Final = {
    errno.ENOENT: ("no such file", "check the path"),
    errno.ENOTDIR: ("no such file", "check the path"),
    errno.EACCES: ("permission denied", "check who may read it"),
    errno.EPERM: ("permission denied", "check who may read it"),
    errno.EISDIR: ("this is a folder, not a file", "name its files"),
    errno.ELOOP: ("its symbolic links lead in a circle", "name the file itself"),
    errno.ENAMETOOLONG: ("the name is too long for the file system", "shorten it"),
    errno.ENOSPC: ("no space left on the device", "make room and run again"),
    errno.EMFILE: ("too many open files", "raise the limit with ulimit -n"),
}
_NUMBERS: Final = count()


def refused(path: str, error: OSError, doing: str = "") -> InputError:
    """Return the InputError that tells a system error in the user's words; `doing` leads the reason."""
    reason, advice = _REASONS.get(error.errno or 0, ((error.strerror or str(error)).lower(), "check the file"))
    return InputError(path, doing + reason, advice)


def read(path: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises InputError for what cannot be read and for what is no regular file: reading those might never end.
    """
    if path == STDIN:
        return _stdin()
    try:
        if path.startswith(HANDED):
            with open(path, "rb") as handed:  # paths are plain strings: 100,000 Path objects cost 1 s
                return handed.read()
        with open(os.open(path, _FLAGS), "rb", buffering=0) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise InputError(path, kind_of(mode), "name regular files only")
            return file.read()
    except OSError as error:
        raise refused(path, error) from None
    except ValueError:  # a NUL in the name
        raise InputError(path, "no such file", "check the path") from None


def _stdin() -> bytes:
    if sys.stdin is None:
        raise InputError(STDIN, "standard input is closed", "pipe a text in, or name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise refused(STDIN, error) from None


def kind_of(mode: int) -> str:
    """Return what a thing that is no regular file is, for a message."""
    if stat.S_ISDIR(mode):
        return "this is a folder, not a file"
    if stat.S_ISFIFO(mode):
        return "this is a named pipe, not a file"
    return "this is a device or socket, not a file"


@contextmanager
def replacing(target: str) -> Iterator[BinaryIO]:
    """Open a file beside `target` for writing, and put it in its place when the block ends without an error.

    A target that exists and is no regular file (/dev/null, a pipe) is written to as it is. Raises OSError.
    """
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as device:
            yield device
        return
    # A short name of its own: the target's might become too long, and .txt at its end would make it an input.
    beside = os.path.join(os.path.dirname(target), f".speechkit-{os.getpid()}-{next(_NUMBERS)}.tmp")
    try:
        with open(beside, "xb") as file:
            yield file
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def write(target: str, data: bytes) -> None:
    """Write a file entirely or not at all, with the folders above it. Raises OSError."""
    try:
        with replacing(target) as file:
            file.write(data)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with replacing(target) as file:
            file.write(data)
