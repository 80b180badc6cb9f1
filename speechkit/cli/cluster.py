"""speechkit clean --engine ray: shards of records in, Parquet out, on Ray Data."""

from __future__ import annotations

import os
import sys
from typing import Any, Final

import click

from speechkit.cli.batch import Manner
from speechkit.cli.group import ALL_FAILED, OK, SOME_FAILED
from speechkit.cli.log import Log
from speechkit.cli.messages import counted, list_failures, say, shown
from speechkit.cli.progress import Progress
from speechkit.cli.stopping import Stop
from speechkit.cli.summary import by_rule
from speechkit.corpus.cluster import Cluster, Done, job_of
from speechkit.corpus.discover import Failure
from speechkit.corpus.files import HANDED, STDIN
from speechkit.corpus.forms import Recipe
from speechkit.corpus.parts import Told
from speechkit.corpus.records import Fields
from speechkit.corpus.shards import find_shards
from speechkit.corpus.storage import joined
from speechkit.corpus.twice import Twice
from speechkit.corpus.work import tally

_FILES: Final = (".parquet", ".jsonl", ".json", ".gz", ".zst", ".md", ".txt")
_MOST_TOLD: Final = 10  # failures of a shard that are told one by one


def clean(paths: tuple[str, ...], output: str | None, recipe: Recipe, manner: dict[str, Any], listed: list[str]) -> int:
    """Clean all shards that the paths mean; return the exit code. Raises UsageError for what does not go together."""
    told = Manner(**manner)
    folder = _output(output, paths)
    _refuse(recipe, told)
    found = find_shards(paths, folder, listed)
    fields = Fields(told.text_field or "text", told.id_field)
    job = job_of(recipe, folder, fields, force=told.force)
    if found.links and not told.quiet:
        say(f"not followed: {counted(found.links, 'symbolic link')} to a folder or out of the folder")
    run = _Run(told, found.failed, folder)
    return run.over(Cluster(found.shards, job, told.jobs, loud=told.verbose), sum(each.size for each in found.shards))


def _output(output: str | None, paths: tuple[str, ...]) -> str:
    if output is None:
        raise click.UsageError("--engine ray writes Parquet into a folder; name it with -o")
    if output.lower().endswith(_FILES) and not os.path.isdir(output):
        raise click.UsageError(f"--engine ray writes a folder, and {output} names a file; use -o FOLDER/")
    if any(path == STDIN or path.startswith(HANDED) for path in paths):
        raise click.UsageError("--engine ray reads files, not standard input; leave out -, or --engine")
    return output.rstrip("/") or "/"


def _refuse(recipe: Recipe, manner: Manner) -> None:
    """Raise UsageError for what --engine ray cannot do."""
    if recipe.check:
        raise click.UsageError("--check is for --engine local; leave out one of the two")
    if recipe.split:
        raise click.UsageError("--split is for --engine local; leave out one of the two")
    if manner.retry:
        raise click.UsageError("--retry is for --engine local; with ray, a run again tries what is not done")


class _Run:
    """Counts what becomes of the shards and tells it as the local engine does."""

    def __init__(self, manner: Manner, failed: list[Failure], output: str) -> None:
        self.manner = manner
        self.output = output
        self.lost = failed  # shards that are not whole
        self.rows: list[Done] = []  # shards with records that failed
        self.done = self.changed = self.failed = self.skipped = 0
        self.rules: dict[str, int] = {}
        self.stop = Stop()
        self.twice = Twice("")
        self.others: list[str] = []

    def over(self, cluster: Cluster, size: int) -> int:
        """Run, and return the exit code."""
        log = Log(self.manner.log_json)
        log.begin(len(cluster.shards), size, self.lost)
        interrupted = False
        try:
            with self.stop.listening(wanted=True), Progress(size, 0, shown=self._shows()) as progress:

                def advance(told: Told) -> None:
                    self._count(told)
                    progress.advance(told.span, told.rows)

                for done in cluster.run(self._stopped, advance):
                    self._take(done, log)
            self.twice, self.others = cluster.twice, cluster.others
            self.lost += cluster.broken
        except KeyboardInterrupt:
            interrupted = True
        interrupted |= self.stop.asked
        code = self._code(interrupted=interrupted)
        self._report(interrupted=interrupted)
        log.end(done=self.done, changed=self.changed, up_to_date=self.skipped, failed=self.failed + len(self.lost),
                rules=dict(sorted(self.rules.items())), exit=code)  # fmt: skip
        return code

    def _stopped(self) -> bool:
        return self.stop.asked or (self.manner.fail_fast and bool(self.failed or self.lost))

    def _shows(self) -> bool:
        return not (self.manner.quiet or self.manner.verbose) and sys.stderr is not None and sys.stderr.isatty()

    def _count(self, told: Told) -> None:
        if told.broken is not None:
            return
        self.failed += told.failed
        if told.kept:
            self.skipped += told.rows - told.failed
            return
        self.done += told.rows - told.failed
        self.changed += told.changed
        tally(self.rules, told.rules)

    def _take(self, done: Done, log: Log) -> None:
        report = done.report
        self.lost += [each for each in done.broken if each not in self.lost]
        if report.failed:
            self.rows.append(done)
        log.event(
            "shard", path=done.shard.path, documents=report.rows - report.failed, failed=report.failed,
            changes=sum(report.rules.values()), whole=not done.broken,
            reasons=[f"{each.path}: {each.reason}" for each in report.failures + done.broken],
        )  # fmt: skip
        log.flush()
        if self.manner.verbose:
            say(f"{shown(done.shard.path)}: {counted(report.rows - report.failed, 'document')}, {report.failed} failed")

    def _code(self, *, interrupted: bool) -> int:
        if interrupted:
            return self.stop.code
        if self.failed or self.lost or self.twice.count:
            return SOME_FAILED if self.done or self.skipped else ALL_FAILED
        return OK

    def _report(self, *, interrupted: bool) -> None:
        if interrupted:
            so_far = f", {self.skipped} up to date" if self.skipped else ""
            say(f"interrupted: {counted(self.done, 'document')} done{so_far}; run again for the rest")
        elif not self.manner.quiet:
            up_to_date = f", {self.skipped} up to date" if self.skipped else ""
            failed = self.failed + len(self.lost)
            say(f"{counted(self.done, 'document')}, {self.changed} changed, {failed} failed{up_to_date}")
            if self.rules:
                say(by_rule(self.rules))
            if self.others:
                count, first = counted(len(self.others), "file"), shown(joined(self.output, self.others[0]))
                say(f"left in the output: {count} of no input of this run, the first is {first}; remove what is to go")
        if self.manner.fail_fast and (self.failed or self.lost) and not interrupted:
            say("stopped at the first failure (--fail-fast); run again for the rest")
        for done in self.rows:
            self._list(done)
        list_failures(self.lost)
        list_failures(self.twice.told[:_MOST_TOLD])
        if self.twice.count > _MOST_TOLD:
            say(f"{self.twice.count} documents have the id of another file's document; make the names unique")

    def _list(self, done: Done) -> None:
        """Tell which records of a shard failed: the first ones, and where the others are told."""
        report, place = done.report, done.shard.place
        told = report.failures[:_MOST_TOLD]
        list_failures(told)
        if report.failed > len(told):
            where = shown(joined(self.output, f"{place}.*.parquet"))
            say(f"{shown(done.shard.path)}: {report.failed} records failed; see the column error of {where}")
