"""Which file each document goes to; everything that would lose one is refused before anything is written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple, overload

from speechkit.corpus.discover import Failure, Input
from speechkit.errors import OptionError
from speechkit.patterns import lazy

# How the name of a file ends that holds one of several articles, without its suffix.
_NUMBERED: Final = lazy(r"(.+)\.[1-9][0-9]{0,2}", re.S)


class Known(NamedTuple):
    """What an earlier run made of an input: the sha256 of its bytes, and the sizes of its outputs in bytes."""

    sha256: str
    sizes: tuple[int, ...]


class Task(NamedTuple):
    """A file to be cleaned and the file to be made of it; no target: the bytes are handed back.

    `name` is what the document calls its source: the path below the folder that was given, so that the same folder
    makes the same documents wherever it lies. `known` is what was made of it before. A record of a larger file has its
    `data` (text, or bytes with the `charset` that its server named) and the number of its file, `group`; `size` is then
    what it takes of that file. `failure` is why there are no data.
    """

    path: str
    target: str | None
    size: int
    name: str = ""
    known: Known | None = None
    data: bytes | str | None = None
    charset: str | None = None
    group: int = -1
    failure: Failure | None = None

    @property
    def weight(self) -> int:
        """Return about how many bytes are to be cleaned."""
        return self.size if self.data is None else len(self.data)


class Tasks(Sequence[Task]):
    """The tasks of inputs, each made when it is asked for: a list of them took 250 bytes a file.

    With a `folder` each has a file below it, otherwise the documents are handed back; `as_typed`: they are called by
    the paths of their files.
    """

    def __init__(
        self, inputs: list[Input], folder: str | None = None, suffix: str = "", *, as_typed: bool = False
    ) -> None:
        self.inputs = inputs
        self.folder = folder
        self.suffix = suffix
        self.as_typed = as_typed
        self.size = sum(each.size for each in inputs)

    def __len__(self) -> int:
        return len(self.inputs)

    def __iter__(self) -> Iterator[Task]:
        return map(self._task, self.inputs)

    @overload
    def __getitem__(self, index: int) -> Task: ...
    @overload
    def __getitem__(self, index: slice) -> Tasks: ...
    def __getitem__(self, index: int | slice) -> Task | Tasks:
        if isinstance(index, slice):
            return Tasks(self.inputs[index], self.folder, self.suffix, as_typed=self.as_typed)
        return self._task(self.inputs[index])

    def _task(self, each: Input) -> Task:
        target = None if self.folder is None else os.path.join(self.folder, each.place + self.suffix)
        return Task(each.path, target, each.size, each.path if self.as_typed else each.name)


def mirrored(inputs: list[Input], folder: str, suffix: str, *, split: bool = False) -> Tasks:
    """Return the tasks that mirror the inputs below a folder: `a/001.txt` -> `folder/a/001.txt` + suffix.

    An input named twice is cleaned once. Raises OptionError when two inputs would make the same file, or a file to be
    made is an input; with `split` also when they might, since how many files an input makes is not known yet.
    """
    apart = not split and _are_apart(inputs, folder)
    return Tasks(inputs if apart else _checked(inputs, folder, suffix, split=split), folder, suffix)


def _are_apart(inputs: list[Input], folder: str) -> bool:
    """Say whether it is plain that nothing clashes.

    So it is where all files were found below one folder and none of them lies where one is to be made: 200 bytes a file
    less than to compare their names, and half the time.
    """
    if any(each.whole or each.link for each in inputs) or len({each.root for each in inputs}) > 1:
        return False
    if len({each.place for each in inputs}) < len(inputs):
        return False
    real, inner = os.path.realpath, {os.path.dirname(each.place) for each in inputs}
    root = inputs[0].root if inputs else ""
    return {real(os.path.join(root, each)) for each in inner}.isdisjoint(
        real(os.path.join(folder, each)) for each in inner
    )


def _checked(inputs: list[Input], folder: str, suffix: str, *, split: bool) -> list[Input]:
    """Return the inputs without those that were named twice; for what is raised see mirrored()."""
    made: dict[str, str] = {}
    once: list[Input] = []
    real = cache(os.path.realpath)
    sources = {_real(each.path, real) for each in inputs}
    sources |= {os.path.realpath(each.path) for each in inputs if each.link}
    for each in inputs:
        target = os.path.join(folder, each.place + suffix)
        other = made.setdefault(target, each.path)
        if other != each.path and _real(other, real) != _real(each.path, real):
            raise OptionError(f"{other} and {each.path} would both become {target}; clean them into two folders")
        if len(made) == len(once):
            continue
        if _real(target, real) in sources:
            raise OptionError(f"{target} is an input and would be written over; choose another output folder")
        once.append(each)
    if split:
        _refuse_numbered(made, suffix, sources, real)
    return once


def numbered(target: str, suffix: str, number: int) -> str:
    """Return the file that one of several documents of an input goes to: `out/a.txt.json` -> `out/a.txt.2.json`."""
    return f"{target.removesuffix(suffix)}.{number}{suffix}"


def _refuse_numbered(made: dict[str, str], suffix: str, sources: set[str], real: Callable[[str], str]) -> None:
    """Raise OptionError when a numbered file of one input would be the file of another, or an input."""
    stems = {_real(target, real): path for target, path in made.items()}
    taken = [(_real(target, real), path) for target, path in made.items()] + [(path, path) for path in sources]
    for target, other in taken:
        found = _NUMBERED.fullmatch(target.removesuffix(suffix)) if target.endswith(suffix) else None
        path = stems.get(found[1] + suffix) if found else None
        if path is not None:
            raise OptionError(f"with --split, an article of {path} might be written over {other}; rename one of them")


def _real(path: str, real: Callable[[str], str]) -> str:
    """Return the real path of a file, its folder resolved once for all files in it."""
    folder, name = os.path.split(path)
    return f"{real(folder)}{os.sep}{name}"


def refuse_input(output: str, inputs: list[Input]) -> None:
    """Raise OptionError when the one output file is one of the inputs, under whatever name."""
    real = os.path.realpath(output)
    if any(os.path.realpath(each.path) == real for each in inputs):
        raise OptionError(f"{output} is an input and would be written over; choose another output file")


def chunks(tasks: Iterable[Task], most_bytes: int, most_files: int = 512) -> list[list[Task]]:
    """Return the tasks in runs of about `most_bytes`: see runs()."""
    return list(runs(tasks, most_bytes, most_files))


def runs(tasks: Iterable[Task], most_bytes: int | Callable[[int], int], most_files: int = 512) -> Iterator[list[Task]]:
    """Yield the tasks in runs of about `most_bytes`, all of one group: the unit of work that a process is given.

    `most_bytes` may be a function of how many bytes came before. `most_files` bounds what is done again when a process
    dies, and how long Ctrl-C waits.
    """
    most = most_bytes if callable(most_bytes) else lambda _: most_bytes
    run: list[Task] = []
    before, room = 0, most(0)
    for task in tasks:
        if run and (room < task.weight or len(run) == most_files or run[-1].group != task.group):
            yield run
            run, room = [], most(before)
        run.append(task)
        room -= task.weight
        before += task.weight
    if run:
        yield run
