"""Cleaning many files from the command line: where the output goes, progress, summary, failures, exit code."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import closing
from typing import IO, Any, NamedTuple

from speechkit.cli.group import ALL_FAILED, CHANGED, OK, SOME_FAILED
from speechkit.cli.messages import counted, list_failures, say, shown
from speechkit.cli.progress import Progress
from speechkit.cli.screen import stdout
from speechkit.cli.stopping import STOPPED, Stop
from speechkit.cli.summary import by_kind, by_rule
from speechkit.corpus.batch import clean_all, cores
from speechkit.corpus.discover import Failure, Found, Input, discover, many_in
from speechkit.corpus.files import HANDED, STDIN, refused, replacing, sweep_dead
from speechkit.corpus.forms import FORMS, Recipe
from speechkit.corpus.planning import Task, Tasks, mirrored, refuse_input
from speechkit.corpus.sinks import Folder, Joined
from speechkit.corpus.work import Outcome, tally
from speechkit.errors import InputError, OptionError


class Manner(NamedTuple):
    """How a batch is gone about; none of it changes what comes out of an input."""

    jobs: int | None = None
    quiet: bool = False
    verbose: bool = False
    force: bool = False
    retry: bool = False
    fail_fast: bool = False
    log_json: str | None = None
    text_field: str | None = None
    id_field: str | None = None


class Batch:
    """One call of a command on many files."""

    def __init__(self, recipe: Recipe, **manner: Any) -> None:
        self.recipe = recipe
        self.form = FORMS[recipe.form]
        self.manner = Manner(**manner)
        self.jobs = self.manner.jobs or cores()
        self.quiet = self.manner.quiet
        self.verbose = self.manner.verbose
        self.done = self.changed = self.skipped = self.left = self.new = 0
        self.more = 0  # documents beyond one a file
        self.rules: dict[str, int] = {}
        self.passed: dict[str, int] = {}  # records that are no documents, by kind
        self.failed: list[Failure] = []
        self.summary = self.many = False  # many: an input holds many documents, nobody knows yet how many
        self.stop = Stop()

    def find(self, paths: tuple[str, ...], folder: str | None = None, listed: list[str] | None = None) -> Found:
        """Return the inputs; what standard output goes to must not be among them."""
        if list(paths).count(STDIN) > 1:
            raise OptionError("standard input can be read once only; name - once")
        try:
            found = discover(paths, folder, None if self.recipe.check else stdout_file(), listed=listed or ())
        except InputError as error:
            raise OptionError(str(error)) from None
        self.failed += found.failed
        self.many = any(many_in(each.path) for each in found.inputs)
        if self.manner.log_json is not None:
            refuse_input(self.manner.log_json, found.inputs)
        self.summary = found.several and not self.recipe.check
        if found.links and not self.quiet:
            say(f"not followed: {counted(found.links, 'symbolic link')} to a folder or out of the folder")
        return found

    def into_folder(self, found: Found, folder: str) -> int:
        """Clean every input into its own file below a folder; return the exit code."""
        split = self.recipe.split and not self.form.lines
        if self.recipe.form == "json":
            _refuse_many(found)
        tasks = mirrored(found.inputs, folder, self.form.suffix, split=split)
        if not tasks:
            return self._run(tasks, tasks, Joined(None, self.form), None)
        self._refuse_log(task.target or "" for task in tasks)
        make_folder(folder)
        from speechkit.corpus.feed import Feed  # noqa: PLC0415  # with hashlib and JSON, for batches only
        from speechkit.corpus.manifest import Manifest  # noqa: PLC0415  # 8 ms with SQLite, for folders only
        from speechkit.corpus.records import Fields  # noqa: PLC0415  # for batches only

        fields = Fields(self.manner.text_field or "text", self.manner.id_field)
        with Manifest(folder, self.recipe, force=self.manner.force, retry=self.manner.retry, fields=fields) as manifest:
            feed = Feed(tasks, fields, manifest)
            with Folder(tasks, self.form, manifest, feed.digests) as sink:
                code = self._run(tasks, feed, sink, None)
                manifest.unsure |= self._stopped()
            if manifest.lost:
                say(f"the manifest in {shown(folder)} cannot be written; the next run makes everything again")
        return code

    def into_stream(self, found: Found, output: str | None) -> int:
        """Clean every input into one file, or to standard output; return the exit code."""
        if self.manner.retry:
            raise OptionError("--retry needs an output folder, which remembers what failed; name one with -o FOLDER/")
        tasks = Tasks(found.inputs)
        feed: Iterable[Task] = tasks
        if self.many:
            from speechkit.corpus.feed import Feed  # noqa: PLC0415  # for files with records only
            from speechkit.corpus.records import Fields  # noqa: PLC0415  # the same

            feed = Feed(tasks, Fields(self.manner.text_field or "text", self.manner.id_field))
        if output is None or self.recipe.check:
            stream = None if self.recipe.check else stdout()
            return self._run(tasks, feed, Joined(stream, self.form), stream)
        refuse_input(output, found.inputs)
        self._refuse_log([os.path.realpath(output)])
        return self._into_file(tasks, feed, output)

    def _refuse_log(self, outputs: Iterable[str]) -> None:
        """Raise OptionError when the log would go to one of the outputs."""
        log = self.manner.log_json
        if log is not None and not {os.path.realpath(log), os.path.abspath(log)}.isdisjoint(
            map(os.path.abspath, outputs)
        ):
            raise OptionError(f"{log} is an output too; choose another file for --log-json")

    def _into_file(self, tasks: Tasks, feed: Iterable[Task], output: str) -> int:
        from speechkit.corpus.packing import writing  # noqa: PLC0415  # with compression, for -o only

        target = os.path.realpath(output)
        try:
            make_folder(os.path.dirname(target))
            sweep_dead(os.path.dirname(target))
            with replacing(target) as file:
                with writing(file, output) as stream:
                    code = self._run(tasks, feed, Joined(stream, self.form), file)
                _keep(code, whole=not (self.manner.fail_fast and self.failed))
        except _NothingToKeep as error:
            return error.code
        except OSError as error:
            if isinstance(error, BrokenPipeError):  # -o names a pipe and its reader has gone: quiet as a closed pipe
                raise
            raise refused(output, error, "cannot be written: ") from None
        return code

    def _run(self, tasks: Tasks, feed: Iterable[Task], sink: Joined | Folder, stream: IO[bytes] | None) -> int:
        from speechkit.cli.log import Log  # noqa: PLC0415  # beside its one use

        size, unpacked = tasks.size, sum(map(_unpacked, tasks.inputs))
        log = Log(self.manner.log_json)
        log.begin(len(tasks), size, self.failed)
        if any(each.path == STDIN or each.path.startswith(HANDED) for each in tasks.inputs if each.named):
            self.jobs = 1  # other processes have not got what a pipe brings
            waits = False  # and one that brings nothing is not waited for
        else:
            waits = len(tasks) > 1 or feed is not tasks
        interrupted = False
        try:
            with (
                self.stop.listening(wanted=waits),
                Progress(size, 0 if self.many else len(tasks), shown=self._shows(stream)) as progress,
            ):
                if not (self.manner.fail_fast and self.failed):
                    self._clean(feed, unpacked, sink, progress, log)
        except KeyboardInterrupt:
            interrupted = True
        interrupted |= self.stop.asked
        sink.broken |= interrupted  # SIGTERM may have come to all processes at once
        self.skipped += getattr(feed, "skipped", 0)
        self.left, self.new = getattr(feed, "left", 0), getattr(feed, "new", 0)
        self.passed = getattr(feed, "passed", {})
        self._report(len(tasks), interrupted=interrupted)
        code = self._code(interrupted=interrupted)
        sums = {"passed_over": dict(sorted(self.passed.items())), "rules": dict(sorted(self.rules.items()))}
        failed = len(self.failed)
        log.end(done=self.done, changed=self.changed, up_to_date=self.skipped, failed=failed, **sums, exit=code)
        return code

    def _clean(self, feed: Iterable[Task], size: int, sink: Joined | Folder, progress: Progress, log: Any) -> None:
        with closing(clean_all(feed, self.recipe, self.jobs, size=size, stopped=self._stopped)) as outcomes:
            for outcome in outcomes:
                failed = sink.take(outcome)
                self._count(outcome)
                self.failed += failed
                log.outcome(outcome, outcome.failed + failed)
                progress.advance(outcome.size, len(outcome.counts) + len(outcome.failed) + outcome.skipped)
        if not self._stopped():
            failed = sink.finish()
            self.failed += failed
            log.outcome(Outcome(), failed)

    def _stopped(self) -> bool:
        return self.stop.asked or (self.manner.fail_fast and bool(self.failed))

    def _count(self, outcome: Outcome) -> None:
        self.done += len(outcome.counts)
        self.skipped += outcome.skipped
        self.failed += outcome.failed
        tally(self.rules, outcome.rules)
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
            so_far = f", {self.skipped} up to date" if self.skipped else ""
            whole = counted(wanted, "document")
            done = counted(self.done, "document") if self.many else f"{self.done} of {whole}"
            say(f"interrupted: {done} done{so_far}; run again for the rest")
        elif (self.summary or self.skipped or self.left) and not self.quiet:
            self._sum_up()
        if self.manner.fail_fast and self.failed and not interrupted:
            say("stopped at the first failure (--fail-fast); run again for the rest")
        list_failures(self.failed)

    def _sum_up(self) -> None:
        done = counted(self.done, "document")
        if self.more:
            done = f"{counted(self.done, 'file')} with {self.done + self.more} documents"
        line = f"{done}, {self.changed} changed, {len(self.failed)} failed"
        if self.skipped:
            line += f", {self.skipped} up to date"
        if self.left:
            line += f", {self.left} not tried again"
        say(line)
        if self.new:
            say(f"left out: {counted(self.new, 'file')} that no earlier run has come to; run again without --retry")
        if self.passed:
            say(by_kind(self.passed))
        if self.rules and "." not in self.recipe.form:  # who asks for the outline or the slogans does not ask for this
            say(by_rule(self.rules))

    def _code(self, *, interrupted: bool) -> int:
        if interrupted:
            return self.stop.code
        if self.failed:
            return SOME_FAILED if self.done or self.skipped or self.left else ALL_FAILED
        return CHANGED if self.recipe.check and self.changed else OK


def _unpacked(each: Input) -> int:
    """Return about how many bytes are in a file: text compresses some five times."""
    return each.size * 5 if each.place.lower().endswith((".gz", ".zst", ".parquet")) else each.size


def _refuse_many(found: Found) -> None:
    """Raise OptionError where one JSON file would be made of many records."""
    for each in found.inputs:
        if many_in(each.path):
            raise OptionError(f"{each.path} holds many documents, a JSON file one: use -f jsonl")


class _NothingToKeep(Exception):  # noqa: N818  # no error: it leaves an output file as it was
    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def _keep(code: int, *, whole: bool) -> None:
    """Raise when the output file is to stay as it was: nothing, or not everything, would be in it."""
    if code in {ALL_FAILED, *STOPPED} or not whole:
        raise _NothingToKeep(code)


def stdout_file() -> tuple[int, int] | None:
    """Return (device, inode) of the regular file that standard output goes to, if it is one."""
    try:
        info = os.fstat(1)
    except OSError:
        return None
    return (info.st_dev, info.st_ino) if stat.S_ISREG(info.st_mode) else None


def make_folder(folder: str) -> None:
    """Make a folder with those above it. Raises OptionError when that cannot be done."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise OptionError(f"{folder} cannot be made a folder: {why}; choose another one") from None
