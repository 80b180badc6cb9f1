"""Folders here and elsewhere: plain paths, file:// and whatever fsspec reaches (s3://, gs://, hdfs://).

A file is written entirely or not at all: beside its place and then moved, or in one request where an object store keeps
nothing of a request that broke off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol
from urllib.parse import unquote

from speechkit.corpus import files
from speechkit.errors import OptionError
from speechkit.patterns import lazy

_SCHEME: Final = lazy(r"[A-Za-z][A-Za-z0-9+.-]+(?:::|://)")
_FILE: Final = "file://"
# Object stores: nobody sees a request that has not ended.
_OBJECTS: Final = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "memory"})
# What tells one state of a remote file from another, the surest first.
_STAMPS: Final = ("ETag", "etag", "md5Hash", "content_md5", "generation", "LastModified", "last_modified", "updated",
                  "modificationTime", "mtime", "created")  # fmt: skip


def is_remote(path: str) -> bool:
    """Say whether a path is a URL that is not a file of this machine."""
    return _SCHEME.match(path) is not None and not path.startswith(_FILE)


def plain(path: str) -> str:
    """Return the path that a file:// URL names; every other path as it is."""
    return unquote(path.removeprefix(_FILE)) if path.startswith(_FILE) else path


def everywhere(path: str) -> str:
    """Return the path as another process understands it too, whatever its working directory is."""
    return path if is_remote(path) else os.path.abspath(plain(path))


def joined(folder: str, name: str) -> str:
    """Return the path of a name below a folder or URL."""
    return f"{folder.rstrip('/')}/{name}" if is_remote(folder) else os.path.join(folder, name)


def remote(url: str) -> tuple[Any, str]:
    """Return the file system of a URL and the path in it. Raises OptionError when a package is missing."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415  # needed for URLs only

        system, path = url_to_fs(url)
    except ImportError as error:
        raise OptionError(f"{url} cannot be reached: {str(error).lower()}, with pip") from None
    except ValueError as error:
        raise OptionError(f"{url} cannot be reached: {str(error).lower()}") from None
    return system, str(path)


def stamp_of(info: dict[str, Any]) -> str | None:
    """Return what tells this state of a remote file from another; None when its file system does not say."""
    for key in _STAMPS:
        if info.get(key):
            return f"{info.get('size')} {info[key]}"
    return None


def local_stamp(path: str) -> str:
    """Return what tells this state of a file from another: its size, and when it was written. Raises OSError."""
    info = os.stat(path)
    return f"{info.st_size} {info.st_mtime_ns}"


@contextmanager
def local_copy(path: str, home: str = "") -> Iterator[str]:
    """Give the path of a file on this machine that holds the same; a remote one is fetched and removed again.

    `home` is the folder that a relative path begins at.
    What reads records needs to seek in them, and to take up damaged archives again. Raises what the file system raises.
    """
    if not is_remote(path):
        yield os.path.join(home, path)
        return
    system, there = remote(path)
    with TemporaryDirectory(prefix="speechkit-") as folder:
        here = os.path.join(folder, there.rstrip("/").rpartition("/")[2] or "file")
        system.get_file(there, here)
        yield here


class Store(Protocol):
    """A folder that parts are written to. All names are below it, with / between their parts."""

    def sizes(self) -> dict[str, int]:
        """Return all files with their sizes in bytes."""

    def read(self, name: str) -> bytes:
        """Return the bytes of a file."""

    def read_all(self, names: list[str]) -> dict[str, bytes]:
        """Return the bytes of those files that can be read."""

    def write(self, name: str, data: bytes) -> None:
        """Write a file entirely or not at all."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""


class _Here:
    def __init__(self, root: str) -> None:
        self.root = root

    def sizes(self) -> dict[str, int]:
        found = {}
        for folder, _, names in os.walk(self.root):
            for name in names:
                path = os.path.join(folder, name)
                with suppress(OSError):
                    found[os.path.relpath(path, self.root).replace(os.sep, "/")] = os.stat(path).st_size
        return found

    def read(self, name: str) -> bytes:
        with open(os.path.join(self.root, name), "rb") as file:
            return file.read()

    def read_all(self, names: list[str]) -> dict[str, bytes]:
        found = {}
        for name in names:
            with suppress(OSError):
                found[name] = self.read(name)
        return found

    def write(self, name: str, data: bytes) -> None:
        files.write(os.path.join(self.root, name), data)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(self.root, name))


class _There:
    def __init__(self, root: str) -> None:
        self.system, self.root = remote(root.rstrip("/"))
        protocol = self.system.protocol
        self.objects = not _OBJECTS.isdisjoint((protocol,) if isinstance(protocol, str) else protocol)

    def _path(self, name: str) -> str:
        return f"{self.root}/{name}"

    def sizes(self) -> dict[str, int]:
        self.system.invalidate_cache()
        try:
            found = self.system.find(self.root, detail=True)
        except FileNotFoundError:
            return {}
        return {path[len(self.root) :].lstrip("/"): info.get("size") or 0 for path, info in found.items()}

    def read(self, name: str) -> bytes:
        return bytes(self.system.cat_file(self._path(name)))

    def read_all(self, names: list[str]) -> dict[str, bytes]:
        if not names:
            return {}
        paths = {self._path(name): name for name in names}
        found = self.system.cat(list(paths), on_error="omit")
        return {paths[path]: bytes(data) for path, data in found.items() if path in paths}

    def write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        if self.objects:
            self.system.pipe_file(path, data)
            return
        folder, _, last = path.rpartition("/")
        self.system.makedirs(folder, exist_ok=True)
        beside = f"{folder}/{files.HALF[0]}{os.getpid()}-{last}{files.HALF[1]}"
        self.system.pipe_file(beside, data)
        self.system.mv(beside, path)

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self.system.rm_file(self._path(name))


@lru_cache(maxsize=4)
def store_of(root: str) -> Store:
    """Return the store of a folder or URL. Raises OptionError when a package is missing."""
    return _There(root) if is_remote(root) else _Here(plain(root))
