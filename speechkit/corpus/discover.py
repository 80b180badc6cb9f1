"""Which files are meant: names, folders and globs -> a list of inputs, in the order given and sorted within a folder.

A folder gives its .txt .text .md .html .htm files, hidden ones left out. Symbolic links to files inside the folder are
taken; links to folders, and all that lead out of it, are not followed.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from msgspec import Struct

from speechkit.corpus.files import STDIN, kind_of, refused
from speechkit.errors import InputError
from speechkit.patterns import lazy

SUFFIXES: Final = (".txt", ".text", ".md", ".html", ".htm")
# What holds many documents, read record by record (speechkit.corpus.records); taken when named, not out of a folder.
_MANY: Final = lazy(r"\.(?:(jsonl|ndjson)(?:\.gz|\.zst)?|(parquet)|(warc|wet)(?:\.gz|\.zst)?)$")
_OWN: Final = ".speechkit"  # the folder of the manifest in an output folder: never an input
_MAGIC: Final = lazy(r"[*?]|\[[^\]]+\]")


class Input(Struct, frozen=True, gc=False):
    """A file to be cleaned: `place` is its path below the folder that was given, `root` what stands before that.

    It takes 150 bytes, of which there may be a million. `named`: the user named the file itself; `whole`: its path does
    not end with its place, and is the root. `link`: it is a symbolic link.
    """

    root: str
    place: str
    size: int
    named: bool = False
    whole: bool = False
    link: bool = False

    @property
    def path(self) -> str:
        """Return the path to open."""
        return self.root if self.whole else self.root + self.place

    @property
    def name(self) -> str:
        """Return what its document calls its source.

        That is `place` in a folder, so that it does not matter where the folder lies, and a file's own path as the
        user typed it.
        """
        return self.path if self.named else self.place


def input_of(path: str, place: str, size: int, *, named: bool = False, link: bool = False) -> Input:
    """Return a file as an input."""
    if path.endswith(place):
        return Input(sys.intern(path[: len(path) - len(place)]), place, size, named, link=link)
    return Input(path, place, size, named, whole=True, link=link)


class Failure(NamedTuple):
    """An input that could not be cleaned, why, and what to do next; `again`: the same bytes may do better next time."""

    path: str
    reason: str
    advice: str
    again: bool = False


class Found(NamedTuple):
    """What the user's paths came to; `several` is true for folders, globs and more than one name."""

    inputs: list[Input]
    failed: list[Failure]
    links: int
    several: bool


def many_in(path: str) -> str | None:
    """Return what kind of file with many documents this is by its name: jsonl, parquet or warc."""
    found = _MANY.search(path.lower())
    if found is None:
        return None
    return "jsonl" if found[1] else found[2] or "warc"


def discover(
    paths: Iterable[str],
    apart: str | None = None,
    stdout: tuple[int, int] | None = None,
    endings: tuple[str, ...] = SUFFIXES,
    listed: Iterable[str] = (),
) -> Found:
    """Return all inputs that the paths mean; of a folder, the files with one of the `endings`.

    `apart` is the output folder: below a folder that is given it is left out. `stdout` is (device, inode) of the file
    that standard output goes to. `listed` are files out of a list, which keep the folders in their names. What is
    missing or cannot be listed is a failed input. Raises InputError when standard output goes to an input, or a folder
    is its own output.
    """
    search = _Search(None if apart is None else os.path.realpath(apart), stdout, endings)
    paths = list(paths)
    several = len(paths) > 1
    for path in paths:
        several |= search.take(path)
    for path in listed:
        search.take(path, kept(path))
        several = True
    return Found(
        search.inputs, search.failed, search.links, several or any(many_in(each.path) for each in search.inputs)
    )


def names_in(data: bytes) -> list[str]:
    """Return the names in a list: ended by NUL bytes if it holds one, or else one a line."""
    if b"\0" in data:
        found = data.split(b"\0")
    else:
        found = [line.removesuffix(b"\r") for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    return [os.fsdecode(name) for name in found if name]


def kept(path: str) -> str:
    """Return where a file of a list goes below the output folder: as tar does, without what leads out of it."""
    parts = os.path.splitdrive(os.path.normpath(path))[1].split(os.sep)
    return os.sep.join(part for part in parts if part not in {"", os.pardir, os.curdir})


class _Search:
    def __init__(self, apart: str | None, stdout: tuple[int, int] | None, endings: tuple[str, ...]) -> None:
        self.apart = apart
        self.endings = endings
        self.stdout = stdout
        self.inputs: list[Input] = []
        self.failed: list[Failure] = []
        self.links = 0

    def take(self, path: str, place: str = "") -> bool:
        """Take one name as the user gave it; say whether it may stand for several documents."""
        if path == STDIN:
            self.inputs.append(input_of(STDIN, "stdin", 0, named=True))
            return False
        try:
            info = os.stat(path)
        except OSError as error:
            if not place and _MAGIC.search(path):
                return self._glob(path)
            self._fail(refused(path, error))
            return False
        except ValueError:  # a NUL in the name
            self._fail(InputError(path, "no such file", "check the path"))
            return False
        if not os.path.isdir(path):
            self._add(path, place or os.path.basename(path), info, named=True, link=os.path.islink(path))
            return False
        if place:
            self._fail(InputError(path, "this is a folder, not a file", "list its files"))
            return False
        if self.apart is not None and os.path.realpath(path) == self.apart:
            raise InputError(path, "the output folder is the input folder", "choose another one")
        before = len(self.inputs) + len(self.failed)
        self._folder(path)
        if len(self.inputs) + len(self.failed) == before:
            endings = " ".join(self.endings)
            self._fail(InputError(path, f"the folder holds no {endings} file", "name its files, or quote a glob"))
        return True

    def _add(self, path: str, place: str, info: os.stat_result, *, named: bool = False, link: bool = False) -> None:
        if (info.st_dev, info.st_ino) == self.stdout:
            raise InputError(path, "standard output goes to this input", "send it to another file")
        if _OWN in path and os.path.basename(os.path.dirname(os.path.abspath(path))) == _OWN:
            self._fail(InputError(path, "this is speechkit's own record of an output folder", "leave it out"))
            return
        self.inputs.append(input_of(path, place, info.st_size, named=named, link=link))

    def _fail(self, error: InputError) -> None:
        self.failed.append(Failure(error.path, error.reason, error.advice))

    def _glob(self, pattern: str) -> bool:
        from glob import glob  # noqa: PLC0415  # needed for a quoted glob only

        root = os.path.dirname(pattern[: _MAGIC.search(pattern).start()])  # type: ignore[union-attr]  # the caller found one
        apart = None if self.apart is None else self.apart + os.sep
        taken = 0
        for path in sorted(glob(pattern, recursive=True)):
            if os.path.isdir(path) or (apart and os.path.realpath(path).startswith(apart)):
                continue
            try:
                place = os.path.relpath(path, root or os.curdir)
                place = os.path.basename(path) if place.startswith(os.pardir) else place
                self._add(path, place, os.stat(path), link=os.path.islink(path))
            except OSError as error:
                self._fail(refused(path, error))
            taken += 1
        if not taken:
            self._fail(InputError(pattern, "nothing matches", "check the pattern"))
        return True

    def _folder(self, root: str) -> None:
        """Walk a folder without recursion: a hostile tree may be deeper than Python's stack."""
        real = os.path.realpath(root) + os.sep
        waiting = [root]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                self._fail(refused(folder, error))
                continue
            waiting += [entry.path for entry in reversed(entries) if self._enters(entry)]
            for entry in self._documents(entries):
                self._entry(entry, root, real)

    def _enters(self, entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            return False
        return self.apart is None or os.path.realpath(entry.path) != self.apart

    def _documents(self, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        for entry in entries:
            name = entry.name
            if name.lower().endswith(self.endings) and name[0] != "." and not entry.is_dir(follow_symlinks=False):
                yield entry

    def _entry(self, entry: os.DirEntry[str], root: str, real: str) -> None:
        try:
            if (link := entry.is_symlink()) and (not os.path.realpath(entry.path).startswith(real) or entry.is_dir()):
                self.links += 1
                return
            info = entry.stat()
        except OSError as error:  # links that lead in a circle: is_dir() raises too
            self._fail(refused(entry.path, error))
            return
        if not stat.S_ISREG(info.st_mode):
            self._fail(InputError(entry.path, kind_of(info.st_mode), "name regular files only"))
            return
        self._add(entry.path, entry.path[len(root) :].lstrip(os.sep), info, link=link)
