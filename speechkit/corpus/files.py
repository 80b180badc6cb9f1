"""One file in, one file out: whole reads that tell why they failed, and writes that happen entirely or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import FileIO
from itertools import count
from typing import BinaryIO, Final, cast
from zlib import crc32

from speechkit.errors import InputError

STDIN: Final = "-"
# Without waiting: a pipe that nobody writes to would hold up a batch for ever.
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
LARGEST: Final = 1 << 30  # bytes of a file: cleaning takes some 30 times as much memory
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
    errno.EROFS: ("the file system is read-only", "choose another output folder"),
    errno.EIO: ("the device cannot read or write it", "check the disk"),
    errno.ESTALE: ("it has vanished from the file server", "run again"),
    errno.ENOSPC: ("no space left on the device", "make room and run again"),
    errno.EDQUOT: ("the disk quota is used up", "make room and run again"),
    errno.EFBIG: ("file too large", "raise the limit, with ulimit -f perhaps"),
    errno.EMFILE: ("too many open files", "raise the limit with ulimit -n"),
}
# The same, where a file was to be written.
_UNWRITTEN: Final = {
    errno.EACCES: ("permission denied", "check who may write there"),
    errno.EPERM: ("permission denied", "check who may write there"),
    errno.ENOENT: ("no such folder", "choose another output"),
    errno.ENOTDIR: ("a file is where its folder should be", "choose another output"),
    errno.EEXIST: ("a file is where its folder should be", "choose another output"),
    errno.EISDIR: ("this is a folder, not a file", "choose another output"),
    errno.ELOOP: ("its symbolic links lead in a circle", "choose another output"),
}
_CHANGED, _LATER = "it changed while it was read", "run again when it is complete"
_NUMBERS: Final = count()
HALF: Final = (".speechkit-", ".tmp")  # how the name of a file begins and ends that is being written


def refused(path: str, error: OSError, doing: str = "") -> InputError:
    """Return the InputError that tells a system error in the user's words.

    `doing` leads the reason where a file was to be written.
    """
    known = _REASONS | _UNWRITTEN if doing else _REASONS
    other = (error.strerror or str(error)).lower(), "choose another output" if doing else "check the file"
    reason, advice = known.get(error.errno or 0, other)
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
            return _whole(file, path)
    except OSError as error:
        raise refused(path, error) from None
    except ValueError:  # a NUL in the name
        raise InputError(path, "no such file", "check the path") from None


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a regular file for reading, unbuffered. Raises OSError.

    Raises InputError for what is no regular file, and at the end for one that changed meanwhile.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except ValueError:  # a NUL in the name
        raise InputError(path, "no such file", "check the path") from None
    with open(descriptor, "rb", buffering=0) as file:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            raise InputError(path, kind_of(info.st_mode), "name regular files only")
        yield cast("BinaryIO", file)
        _unchanged(path, descriptor, info)


def size_of(file: BinaryIO) -> int:
    """Return the size of an open file in bytes."""
    return os.fstat(file.fileno()).st_size


def _whole(file: FileIO, path: str) -> bytes:
    """Return all bytes of a regular file that stays as it is meanwhile: half a download is no document."""
    info = os.fstat(file.fileno())
    if not stat.S_ISREG(info.st_mode):
        raise InputError(path, kind_of(info.st_mode), "name regular files only")
    if info.st_size > LARGEST:
        raise InputError(path, f"it is larger than {LARGEST >> 20} MB", "split it")
    data = file.read(info.st_size + 1) if info.st_size else file.read(LARGEST)  # /proc tells no sizes
    now = _unchanged(path, file.fileno(), info)
    if now.st_size and len(data) != now.st_size:
        raise InputError(path, _CHANGED, _LATER)
    return data


def _unchanged(path: str, descriptor: int, before: os.stat_result) -> os.stat_result:
    """Return what the system tells of a file now. Raises InputError when its size or its time is another one."""
    now = os.fstat(descriptor)
    if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise InputError(path, _CHANGED, _LATER)
    return now


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
    beside, file = _beside(os.path.dirname(target))
    try:
        with file:
            yield file
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _beside(folder: str) -> tuple[str, BinaryIO]:
    """Return a new file in a folder, and its path.

    Its name is short, the target's might become too long, and no .txt ends it, that would make it an input. In a
    container the processes have the same few numbers in every run: a killed one may have left the very name.
    """
    while True:
        name = f"{HALF[0]}{_host()}-{os.getpid()}-{next(_NUMBERS)}{HALF[1]}"
        with suppress(FileExistsError):
            path = os.path.join(folder, name)
            return path, open(path, "xb")


@cache
def _host() -> str:
    """Return a word for this machine: a folder may be shared with others, whose processes have the same numbers."""
    return format(crc32(os.uname().nodename.encode()), "x") if hasattr(os, "uname") else "x"


def is_half(name: str) -> bool:
    """Say whether this is the name of a file that is being written, or was when its process was killed."""
    return name.startswith(HALF[0]) and name.endswith(HALF[1])


def sweep_dead(folder: str) -> None:
    """Remove the half-written files that killed processes of this machine have left in a folder."""
    if not hasattr(os, "uname"):  # on Windows, asking for a process may end it
        return
    begin = f"{HALF[0]}{_host()}-"
    with suppress(OSError):
        for name in os.listdir(folder or os.curdir):
            number = name.removeprefix(begin).partition("-")[0]
            if name.startswith(begin) and name.endswith(HALF[1]) and number.isdecimal() and not _lives(int(number)):
                os.unlink(os.path.join(folder, name))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


@contextmanager
def replacing_below(target: str) -> Iterator[BinaryIO]:
    """Do as replacing() does, and make the folders above the target first."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    with replacing(target) as file:
        yield file


def write(target: str, data: bytes) -> None:
    """Write a file entirely or not at all, with the folders above it. Raises OSError."""
    try:
        with replacing(target) as file:
            file.write(data)
    except FileNotFoundError:
        with replacing_below(target) as file:
            file.write(data)
