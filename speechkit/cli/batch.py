"""Cleaning many files from the command line: where the output goes, progress, summary, failures, exit code."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import closing
from typing import IO

from speechkit.cli.group import ALL_FAILED, CHANGED, INTERRUPTED, OK, SOME_FAILED
from speechkit.cli.messages import counted, list_failures, say, shown
from speechkit.cli.progress import Progress
from speechkit.corpus.batch import clean_all, cores
from speechkit.corpus.discover import Failure, Found, discover
from speechkit.corpus.files import replacing
from speechkit.corpus.forms import FORMS, Recipe
from speechkit.corpus.planning import Task, mirrored, refuse_input
from speechkit.corpus.work import Outcome
from speechkit.errors import InputError, OptionError


class Batch:
    """One call of a command on many files."""

    def __init__(self, recipe: Recipe, *, jobs: int | None = None, quiet: bool = False, verbose: bool = False) -> None:
        self.recipe = recipe
        self.form = FORMS[recipe.form]
        self.jobs = cores() if jobs is None else jobs
        self.quiet = quiet
        self.verbose = verbose
        self.done = self.changed = 0
        self.more = 0  # documents beyond one a file
        self.failed: list[Failure] = []
        self.summary = False

    def find(self, paths: tuple[str, ...], folder: str | None = None) -> Found:
        """Return the inputs; what standard output goes to must not be among them."""
        if list(paths).count("-") > 1:
            raise OptionError("standard input can be read once only; name - once")
        try:
            found = discover(paths, folder, None if self.recipe.check else stdout_file())
        except InputError as error:
            raise OptionError(str(error)) from None
        self.failed += found.failed
        self.summary = found.several and not self.recipe.check
        if found.links and not self.quiet:
            say(f"not followed: {counted(found.links, 'symbolic link')} to a folder or out of the folder")
        return found

    def into_folder(self, found: Found, folder: str) -> int:
        """Clean every input into its own file below a folder; return the exit code."""
        split = self.recipe.split and not self.form.lines
        tasks = mirrored(found.inputs, folder, self.form.suffix, split=split)
        if tasks:
            make_folder(folder)
        return self._run(tasks, None)

    def into_stream(self, found: Found, output: str | None) -> int:
        """Clean every input into one file, or to standard output; return the exit code."""
        tasks = [Task(each.path, None, each.size, each.name) for each in found.inputs]
        if output is None or self.recipe.check:
            return self._run(tasks, None if self.recipe.check else stdout())
        refuse_input(output, found.inputs)
        target = os.path.realpath(output)
        try:
            make_folder(os.path.dirname(target))
            with replacing(target) as file:
                code = self._run(tasks, file)
                _keep(code)
        except _NothingToKeep as error:
            return error.code
        except OSError as error:
            raise InputError(output, _reason(error), "choose another output file") from None
        return code

    def _run(self, tasks: list[Task], stream: IO[bytes] | None) -> int:
        interrupted = False
        try:
            with Progress(sum(task.size for task in tasks), len(tasks), shown=self._shows(stream)) as progress:
                self._clean(tasks, stream, progress)
        except KeyboardInterrupt:
            interrupted = True
        self._report(len(tasks), interrupted=interrupted)
        return self._code(interrupted=interrupted)

    def _clean(self, tasks: list[Task], stream: IO[bytes] | None, progress: Progress) -> None:
        first = True
        if stream is not None and self.form.head:
            stream.write(self.form.head.encode())
        with closing(clean_all(tasks, self.recipe, self.jobs)) as outcomes:
            for outcome in outcomes:
                for data in outcome.data:
                    if stream is not None:
                        stream.write(data if first or not self.form.between else self.form.between.encode() + data)
                    first = False
                self._count(outcome)
                progress.advance(outcome.size, len(outcome.counts) + len(outcome.failed))

    def _count(self, outcome: Outcome) -> None:
        self.done += len(outcome.counts)
        self.failed += outcome.failed
        for path in outcome.stale if not self.quiet else ():
            say(f"{shown(path)} is left of an earlier run, its text is in the new files too; remove it")
        self.more += sum(outcome.parts.values()) - len(outcome.parts)
        for path, changes in outcome.counts:
            self.changed += changes > 0
            if self.recipe.check:
                if changes:
                    say(f"{shown(path)}: would change" + (f", {counted(changes, 'change')}" if self.verbose else ""))
            elif self.verbose:
                articles = outcome.parts.get(path)
                say(f"{shown(path)}: {counted(changes, 'change')}" + (f", {articles} articles" if articles else ""))

    def _shows(self, stream: IO[bytes] | None) -> bool:
        """Say whether progress is to be seen: never between data that go to the same terminal."""
        if self.quiet or self.verbose or self.recipe.check or sys.stderr is None or not sys.stderr.isatty():
            return False
        return stream is None or not stream.isatty()

    def _report(self, wanted: int, *, interrupted: bool) -> None:
        if interrupted:
            say(f"interrupted: {self.done} of {counted(wanted, 'document')} done; run again for the rest")
        elif self.summary and not self.quiet:
            done = counted(self.done, "document")
            if self.more:
                done = f"{counted(self.done, 'file')} with {self.done + self.more} documents"
            say(f"{done}, {self.changed} changed, {len(self.failed)} failed")
        list_failures(self.failed)

    def _code(self, *, interrupted: bool) -> int:
        if interrupted:
            return INTERRUPTED
        if self.failed:
            return SOME_FAILED if self.done else ALL_FAILED
        return CHANGED if self.recipe.check and self.changed else OK


class _NothingToKeep(Exception):  # noqa: N818  # no error: it leaves an output file as it was
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _keep(code: int) -> None:
    """Raise when the output file is to stay as it was: nothing, or not everything, would be in it."""
    if code in {ALL_FAILED, INTERRUPTED}:
        raise _NothingToKeep(code)


def stdout() -> IO[bytes]:
    """Return standard output for bytes. Raises OptionError when it is closed."""
    if sys.stdout is None:
        raise OptionError("standard output is closed; name an output with -o")
    return sys.stdout.buffer


def stdout_file() -> tuple[int, int] | None:
    """Return (device, inode) of the regular file that standard output goes to, if it is one."""
    try:
        info = os.fstat(1)
    except OSError:
        return None
    return (info.st_dev, info.st_ino) if stat.S_ISREG(info.st_mode) else None


def _reason(error: OSError) -> str:
    if isinstance(error, BrokenPipeError):  # -o names a pipe and its reader has gone: as quiet as a closed pipe
        raise error
    return f"cannot be written: {(error.strerror or str(error)).lower()}"


def make_folder(folder: str) -> None:
    """Make a folder with those above it. Raises OptionError when that cannot be done."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise OptionError(f"{folder} cannot be made a folder: {(error.strerror or str(error)).lower()}") from None
