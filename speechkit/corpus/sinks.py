"""Where the outcomes of a batch go: one file for all, or a folder with a file for each input and its manifest."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Protocol

from speechkit.corpus import files
from speechkit.corpus.discover import Failure
from speechkit.corpus.forms import Form
from speechkit.corpus.planning import Task
from speechkit.corpus.work import Made, Outcome

if TYPE_CHECKING:
    from types import TracebackType

    from speechkit.corpus.manifest import Manifest


class Writable(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Write them."""


class Joined:
    """One file: the documents of all inputs, one after the other, as their form wants it."""

    def __init__(self, stream: Writable | None, form: Form) -> None:
        self.stream = stream
        self.between = form.between.encode()
        self.first = True
        self.size = 0
        self.broken = False
        if form.head:
            self._write(form.head.encode())

    def _write(self, data: bytes) -> None:
        if self.stream is not None:
            self.stream.write(data)
        self.size += len(data)

    def take(self, outcome: Outcome) -> list[Failure]:
        """Write the documents of an outcome; nothing can fail without ending the batch."""
        for data in outcome.data:
            self._write(data if self.first or not self.between else self.between + data)
            self.first = False
        return []

    def finish(self) -> list[Failure]:
        """Do nothing: all is written."""
        return []


class Folder:
    """A folder: whole files were written by who made them, those of records are written here; all are recorded.

    Use it as a context: a file that is not finished when it ends is taken away again.
    """

    def __init__(self, tasks: Sequence[Task], form: Form, manifest: Manifest, digests: dict[int, str]) -> None:
        self.tasks = tasks
        self.form = form
        self.manifest = manifest
        self.digests = digests
        self.group = -1
        self.joined: Joined | None = None
        self.stack = ExitStack()
        self.failed: list[Failure] = []  # of the file of records that is being made
        self.broken = False  # processes died, and may have left half a file

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        unfinished = KeyboardInterrupt()
        with suppress(OSError):
            self.stack.__exit__(KeyboardInterrupt, unfinished, None)
        if self.broken:
            self.manifest.unsure = True
            self.manifest.sweep()

    def take(self, outcome: Outcome) -> list[Failure]:
        """Record an outcome, and write the documents that came of records; return what could not be written."""
        failed = self._finish_one() if outcome.group != self.group else []
        self.broken |= outcome.broken
        self.group = outcome.group
        if outcome.group >= 0:
            return failed + self._add(outcome)
        self.manifest.record(outcome.made)
        return failed

    def _add(self, outcome: Outcome) -> list[Failure]:
        task = self.tasks[self.group]
        self.failed += outcome.failed
        try:
            if self.joined is None:
                self.joined = Joined(None, self.form)
                self.joined = Joined(self.stack.enter_context(files.replacing_below(task.target or "")), self.form)
            if self.joined.stream is not None:
                self.joined.take(outcome)
        except OSError as error:
            return [self._refused(task, error)]
        return []

    def _refused(self, task: Task, error: OSError) -> Failure:
        self.joined = Joined(None, self.form)  # the rest of the file goes nowhere
        with suppress(OSError):  # closing it writes what is left, which has no room either
            self.stack.__exit__(type(error), error, None)
        refused = files.refused(task.path, error, f"{task.target} cannot be written: ")
        failure = Failure(refused.path, refused.reason, refused.advice, again=True)
        self.failed.append(failure)
        return failure

    def finish(self) -> list[Failure]:
        """Finish the last file; return what could not be written."""
        return self._finish_one()

    def _finish_one(self) -> list[Failure]:
        """Put the file of the records in its place, and record it; return what could not be written."""
        joined, group, self.joined, self.group = self.joined, self.group, None, -1
        if joined is None:
            return []
        task, failed = self.tasks[group], []
        try:
            self.stack.close()
        except OSError as error:
            failed = [self._refused(task, error)]
            self.joined = None
        why, self.failed = self.failed, []
        digest = None if any(each.again for each in why) else self.digests.get(group)
        row = Made(task.target or "", task.name, digest, (joined.size,), why[0].reason if why else None)
        self.manifest.record([row], why)
        return failed
