"""What a batch is fed with: each file with what is known of it, and the records of files that hold many documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from speechkit.corpus.discover import Failure, many_in
from speechkit.corpus.planning import Task
from speechkit.corpus.records import Fields, digest_of, records
from speechkit.corpus.work import stand
from speechkit.errors import InputError

if TYPE_CHECKING:
    from speechkit.corpus.manifest import Manifest


class Feed:
    """The tasks of a batch, made as they are asked for: never more than a few records are in memory.

    `skipped` counts the files with records that were up to date, `left` those that --retry does not ask for,
    `new` those of them that no earlier run has come to, `passed` the records that are no documents, by kind; `digests`
    holds the sha256 of the files that are read record by record.
    """

    def __init__(self, tasks: Sequence[Task], fields: Fields, manifest: Manifest | None = None) -> None:
        self.tasks = tasks
        self.fields = fields
        self.manifest = manifest
        self.skipped = self.left = self.new = 0
        self.passed: dict[str, int] = {}
        self.digests: dict[int, str] = {}

    def __iter__(self) -> Iterator[Task]:
        """Yield the tasks in their order; those of the records of a file are one group, numbered as the file is."""
        manifest = self.manifest
        for number, task in enumerate(self.tasks):
            known, many = None, many_in(task.path) is not None
            if manifest is not None and task.target is not None:
                if not manifest.wanted(task.target):
                    self.left += 1
                    self.new += manifest.is_new(task.target)
                    continue
                known = manifest.known(task.target, task.name, many=many)
            task = task if known is None else task._replace(known=known)  # noqa: PLW2901  # the same task, better known
            if many:
                yield from self._records(number, task)
            else:
                yield task

    def _records(self, number: int, task: Task) -> Iterator[Task]:
        """Yield the records of a file.

        Of one that is as it was, the failures of the last run are told again without reading it: the same bytes would
        fail in the same way.
        """
        try:
            if task.target is not None:
                self.digests[number] = digest_of(task.path)
        except InputError as error:
            failure = Failure(error.path, error.reason, error.advice)
            yield task._replace(failure=failure)
            return
        known = task.known
        if known and known.sha256 == self.digests[number] and stand([task.target or ""], known.sizes):
            self.skipped += 1
            for failure in self.manifest.failures(task.target or "") if self.manifest else ():
                yield Task(failure.path, None, 0, task.name, failure=failure)
            return
        for record in records(task.path, task.name, self.fields, self.passed):
            where, name, data, span, charset, why, _ = record
            yield Task(where, None, span, name, data=data, charset=charset, group=number, failure=why)
